"""Proposals of counterpart pairs: one side proposes, the other confirms."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.models import Henkilo
from tyollisyysalue.permissions import vaadi
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Puoli, Vastinpari, Vastinpariehdotus
from yhteyshenkilot.workflow.rivit import tallenna_uusi
from yhteyshenkilot.workflow.vastinparit import paata_seuraajan_tielta

Tila = Vastinpariehdotus.Tila


@transaction.atomic
def ehdota_vastinparia(kunta, *, user, pari=None, **tiedot):
    """Propose a pair, or one in place of ``pari``, to the other side."""
    puolet = permissions.osapuolet(user, kunta)
    vaadi(puolet)
    ehdotus = Vastinpariehdotus(
        kunta=kunta,
        pari=pari,
        puoli=Puoli.ALUE if Puoli.ALUE in puolet else Puoli.KUNTA,
        ehdottaja=user,
        ehdotusaika=kello.nyt(),
        **tiedot,
    )
    tallenna_uusi(ehdotus, "ehdota_vastinparia", user=user)
    ilmoita("yhteyshenkilot.vastinpari_ehdotus", ehdotus, tekija=user)
    return ehdotus


@transaction.atomic
def vahvista_vastinpariehdotus(ehdotus, *, user):
    """The pair comes to be from its first day; the one it replaces ends the day before."""
    stored = _lukitse(ehdotus, user, permissions.saa_vastata_ehdotukseen)
    if stored.pari:
        paata_seuraajan_tielta(stored.pari, stored.alkupvm - timedelta(days=1), user=user)
    pari = Vastinpari(
        kunta=stored.kunta,
        laji=stored.laji,
        prosessi=stored.prosessi,
        oma_henkilo=stored.oma_henkilo,
        oma_alku=stored.alkupvm,
        kunnan_henkilo=stored.kunnan_henkilo or _uusi_henkilo(stored, user),
        kunnan_alku=stored.alkupvm,
    )
    tallenna_uusi(pari, "luo_vastinpari", user=user)
    return _vastaa(stored, Tila.VAHVISTETTU, user=user, syntynyt=pari)


@transaction.atomic
def torju_vastinpariehdotus(ehdotus, vastaus, *, user):
    stored = _lukitse(ehdotus, user, permissions.saa_vastata_ehdotukseen)
    return _vastaa(stored, Tila.TORJUTTU, user=user, vastaus=vastaus)


@transaction.atomic
def peru_vastinpariehdotus(ehdotus, *, user):
    stored = _lukitse(ehdotus, user, permissions.saa_perua_ehdotuksen)
    return _vastaa(stored, Tila.PERUTTU, user=user)


def _lukitse(ehdotus, user, saa):
    """The second of two who answer at once finds the answer of the first."""
    stored = (
        Vastinpariehdotus.objects.select_for_update(of=["self"])
        .select_related("kunta", "oma_henkilo", "kunnan_henkilo", "pari", "prosessi")
        .get(pk=ehdotus.pk)
    )
    if not stored.on_avoin:
        raise ValidationError(
            _("Ehdotukseen on jo vastattu: %(tila)s. Lataa sivu uudelleen."),
            params={"tila": stored.get_tila_display()},
        )
    vaadi(saa(user, stored))
    return stored


def _uusi_henkilo(ehdotus, user):
    henkilo = Henkilo(
        alue_id=ehdotus.kunta.alue_id,
        kunta=ehdotus.kunta,
        nimi=ehdotus.uusi_nimi,
        nimike=ehdotus.uusi_nimike,
        puhelin=ehdotus.uusi_puhelin,
        sahkoposti=ehdotus.uusi_sahkoposti,
    )
    return tallenna_uusi(henkilo, "lisaa_henkilo", user=user)


def _vastaa(ehdotus, tila, *, user, vastaus="", syntynyt=None):
    ehdotus.tila, ehdotus.vastaus, ehdotus.syntynyt = tila, vastaus, syntynyt
    ehdotus.vastaaja, ehdotus.vastausaika = user, kello.nyt()
    # Not the rules of the proposal itself: it was in order when made, and what it proposes has been checked above.
    ehdotus.validate_constraints()
    ehdotus.save(update_fields=["tila", "vastaus", "syntynyt", "vastaaja", "vastausaika"])
    audit.kirjaa(ehdotus, tila.value, user=user, syy=vastaus)
    if tila != Tila.PERUTTU:
        ilmoita("yhteyshenkilot.vastinpari_vastattu", ehdotus, tekija=user)
    return ehdotus
