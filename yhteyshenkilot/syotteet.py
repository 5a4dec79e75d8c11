"""The calendar of a user's meetings, for the user's own calendar program."""

from datetime import timedelta

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy

from tyollisyysalue import kello
from tyollisyysalue.syotteet import Syotelaji, rekisteroi
from yhteyshenkilot.models import Asiakohta, Tapaaminen
from yhteyshenkilot.permissions import saa_lukea
from yhteyshenkilot.tapaamiskalenteri import merkinta

TAAKSEPAIN = timedelta(days=92)
ETEENPAIN = timedelta(days=457)


@rekisteroi
class Tapaamiset(Syotelaji):
    avain = "yhteyshenkilot.tapaamiset"
    nimi = gettext_lazy("Ryhmien tapaamiset")
    ohje = gettext_lazy("Niiden yhteistyöryhmien tapaamiset, joihin sinulla on oikeus.")

    def saa_tilata(self, user):
        return saa_lukea(user)

    def merkinnat(self, user):
        """Three months back and fifteen ahead; a cancelled one stays, so that calendars take it out."""
        nyt = kello.nyt()
        tapaamiset = (
            Tapaaminen.objects.visible_to(user)
            .filter(alkuaika__range=(nyt - TAAKSEPAIN, nyt + ETEENPAIN))
            .select_related("ryhma__alue")
            .prefetch_related(Prefetch("asiakohdat", Asiakohta.objects.listalla(), to_attr="listalla"))
            .order_by("alkuaika", "pk")
        )
        return [merkinta(tapaaminen) for tapaaminen in tapaamiset]
