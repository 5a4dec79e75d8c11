from tyollisyysalue.forms import MalliLomake, VersioMixin
from tyollisyysalue.models import Tyollisyysalue


class AlueForm(VersioMixin, MalliLomake):
    class Meta:
        model = Tyollisyysalue
        fields = [
            "asiakirjanimi",
            "jarjestaja",
            "y_tunnus",
            "osoite",
            "sahkoposti",
            "puhelin",
            "kuittausaika_paivina",
            "videopalvelu",
            "yhdenvertaisuus_julkinen",
        ]
