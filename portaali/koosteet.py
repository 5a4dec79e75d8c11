"""What the front pages and the municipality's page have in common."""

from lahipalvelut.jaksot import suhteessa
from lahipalvelut.models import Palvelupaiva
from lahipalvelut.tables import muutos_sanoina
from seuranta import luvut
from seuranta.koosteet import uusimmat_luvut
from seuranta.lahteet import lahteet
from seuranta.tables import LYHYET
from tyollisyysalue import kello
from tyollisyysalue.models import Kunta

# The figures that a front page has room for.
TARKEIMMAT = ("TYOTTOMATLOPUSSA", "TYOTOSUUS", "PITKAAIKAISTYOTTOMAT", "AVPAIKATLOPUSSA")


def kunnat_ja_seuraavat_paivat(user, kunnat=None):
    """Municipalities in use with the next service day of each."""
    kunnat = Kunta.objects.visible_to(user).kaytossa() if kunnat is None else kunnat
    nyt = kello.nyt()
    paivat = (
        Palvelupaiva.objects.visible_to(user)
        .filter(kunta__in=kunnat)
        .seuraava_kunnittain(nyt)
        .select_related("palvelupiste")
    )
    seuraavat = {paiva.kunta_id: paiva for paiva in paivat}
    return [paivineen(kunta, seuraavat.get(kunta.pk)) for kunta in kunnat]


def paivineen(kunta, paiva):
    return {
        "kunta": kunta,
        "seuraava": paiva,
        "laheisyys": suhteessa(paiva.pvm, kello.tanaan()) if paiva else "",
    }


def muutokset(paivat):
    """Of service days the cancelled ones, each with what to say of it in public."""
    return [{"paiva": paiva, "teksti": muutos_sanoina(paiva)} for paiva in paivat if paiva.muutosaika]


def kuukauden_luvut(kunta, koodit=tuple(LYHYET)):
    """The newest month of a municipality: its figures in words, and where they come from."""
    havainnot = [h for h in uusimmat_luvut(kunta, kello.nyt()) if h.mittari.koodi in koodit]
    return {
        "kuukausi": havainnot[0].kuukausi if havainnot else None,
        "luvut": [(LYHYET[h.mittari.koodi], luvut.kirjoita(h.luku, h.mittari.desimaalit)) for h in havainnot],
        "lahteet": lahteet(havainnot),
    }
