"""Changes of a service day in words, without the free text, which may describe a person."""

from django.utils.translation import gettext as _

from lahipalvelut.jaksot import ennakko_sanoina
from lahipalvelut.models import Palvelupaiva
from tyollisyysalue.tekstit import aikavali, klo, pvm, viikonpaiva_pvm


def muutos_sanoina(paiva):
    """Where a cancelled or moved day was moved to, why, and since when this has been known."""
    osat = [siirto_sanoina(paiva)] if paiva.tila == Palvelupaiva.Tila.SIIRRETTY else []
    osat.append(
        _("%(syy)s, ilmoitettu %(pvm)s %(klo)s (%(ennen)s)")
        % {
            "syy": paiva.get_syykoodi_display(),
            "pvm": pvm(paiva.muutosaika),
            "klo": klo(paiva.muutosaika),
            "ennen": ennakko_sanoina(paiva.ilmoitettu_tunteja),
        }
    )
    return "; ".join(osat)


def siirto_sanoina(paiva):
    """The new day: with its time and place where the row was read with them, else (``with_siirrot``) its date."""
    if siirron_pvm := getattr(paiva, "siirron_pvm", None):
        return _("uusi päivä %(pvm)s") % {"pvm": viikonpaiva_pvm(siirron_pvm)}
    uusi = paiva.siirretty_paivaan
    return _("uusi päivä %(pvm)s %(klo)s, %(paikka)s") % {
        "pvm": viikonpaiva_pvm(uusi.pvm),
        "klo": aikavali(uusi.alkuklo, uusi.loppuklo),
        "paikka": uusi.palvelupiste.nimi,
    }


def alkupera_sanoina(paiva):
    """Where the day came from when that was not the plan; else empty."""
    if paiva.alkupera == Palvelupaiva.Alkupera.LISAPAIVA:
        return _("lisäpäivä")
    if paiva.alkupera == Palvelupaiva.Alkupera.SIIRTO:
        vanha = getattr(paiva, "alkuperainen_pvm", None) or getattr(paiva.alkuperainen, "pvm", None)
        return (
            _("siirretty päivästä %(pvm)s") % {"pvm": viikonpaiva_pvm(vanha)}
            if vanha
            else _("siirretty päivä")
        )
    return ""
