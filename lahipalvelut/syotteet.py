"""The calendar of a worker's own service days, for the worker's own calendar program."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lahipalvelut.models.paivat import kavija_on
from lahipalvelut.paivakalenteri import merkinta, syotteen_paivat
from lahipalvelut.permissions import KIRJAAJAT, saa_kirjata_jossain
from tyollisyysalue import roolit
from tyollisyysalue.syotteet import Syotelaji, rekisteroi


@rekisteroi
class OmatPaivat(Syotelaji):
    avain = "lahipalvelut.omat_paivat"
    nimi = gettext_lazy("Omat lähipalvelupäivät")
    ohje = gettext_lazy("Päivät, joina käyt lähipalvelussa, myös toisen sijaisena.")

    def saa_tilata(self, user):
        return saa_kirjata_jossain(user)

    def merkinnat(self, user):
        """Days by the plan and as a substitute; of the plan's own a day on which another goes is cancelled."""
        paivat = syotteen_paivat().filter(
            Q(kavija_on(user=user)) | Q(rivi__vastuuhenkilo__user=user),
            kunta__alue__in=roolit.alueet(user, *KIRJAAJAT),
        )
        for paiva in paivat:
            ei_kay = (
                ""
                if paiva.kavija.user_id == user.pk
                else _("Sijaisena käy %(nimi)s.") % {"nimi": paiva.kavija.nimi}
            )
            yield merkinta(paiva, ei_kay=ei_kay, osoite=settings.PORTAALIN_OSOITE + paiva.get_absolute_url())
