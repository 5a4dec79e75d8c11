"""The table of a request's transitions, and the one way through it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from esitykset.models import Esitys

Tila = Esitys.Tila

SIIRTYMAT = {
    Tila.LUONNOS: [Tila.SAAPUNUT],
    Tila.SAAPUNUT: [Tila.KIRJATTU, Tila.SIIRRETTY, Tila.PERUUTETTU],
    Tila.KIRJATTU: [Tila.VALMISTELUSSA, Tila.TAYDENNETTAVANA, Tila.SIIRRETTY, Tila.PERUUTETTU],
    Tila.TAYDENNETTAVANA: [Tila.VALMISTELUSSA, Tila.SIIRRETTY, Tila.PERUUTETTU],
    Tila.VALMISTELUSSA: [Tila.VASTATTU, Tila.TAYDENNETTAVANA, Tila.SIIRRETTY, Tila.PERUUTETTU],
    # An answered or ended one is opened again, with a reason.
    Tila.VASTATTU: [Tila.PAATTYNYT, Tila.VALMISTELUSSA],
    Tila.PAATTYNYT: [Tila.VALMISTELUSSA],
    Tila.SIIRRETTY: [],
    Tila.PERUUTETTU: [],
}


def voi_siirtya(esitys, tila):
    return tila in SIIRTYMAT[Tila(esitys.tila)]


def lukitse(esitys):
    """Refresh ``esitys`` to its stored form and hold its row until the transaction ends."""
    esitys.refresh_from_db(from_queryset=Esitys.objects.select_for_update())


def tarkista_siirtyma(esitys, tila):
    if not voi_siirtya(esitys, tila):
        raise ValidationError(
            _("Esitys on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä."),
            params={"tila": esitys.get_tila_display()},
        )


def siirra_tilaan(esitys, tila, **muutokset):
    """Move a locked request to ``tila``, or refuse if its state does not allow it."""
    tarkista_siirtyma(esitys, tila)
    for kentta, arvo in muutokset.items():
        setattr(esitys, kentta, arvo)
    esitys.tila = tila
    kasvata_versio(esitys, "tila", *muutokset)


def kasvata_versio(esitys, *kentat):
    """Attachments are saved at once and apart from the text, yet a sender must know of a changed one."""
    esitys.versio += 1
    esitys.save(update_fields=["versio", *kentat])
