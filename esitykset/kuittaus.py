"""The receipt of an electronic message, without delay (13/2003 § 12), to the sender and the liaisons."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tyollisyysalue import ilmoitukset, lahetykset

LAJI = "esitykset.kuittaus"


def laheta(esitys, *, user):
    """Call it inside the transaction of the act. The same receipt twice does no harm, so that it goes by itself."""
    teksti = render_to_string(
        "esitykset/kuittaus.txt",
        {
            "esitys": esitys,
            "kohtia": esitys.kohdat.count(),
            "liitteita": esitys.liitteet.filter(poistettu__isnull=True).count(),
            "osoite": f"{settings.PORTAALIN_OSOITE}{esitys.get_absolute_url()}",
        },
    )
    lahetykset.luo(
        LAJI,
        _("Esitys on saapunut: %(otsikko)s") % {"otsikko": esitys.otsikko},
        teksti,
        [
            lahetykset.Saaja(saaja.nimi, saaja.email, saaja)
            for saaja in ilmoitukset.jasenet(kunta=esitys.kunta).select_related("henkilo")
        ],
        alue=esitys.kunta.alue,
        kohde=esitys,
        user=user,
        automaattinen=True,
    )
