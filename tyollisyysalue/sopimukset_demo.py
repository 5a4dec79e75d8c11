"""Agreements of the demo: cooperation in force, access rights sent to every municipality and then in every state."""

from datetime import date

from tyollisyysalue import demo, sopimukset
from tyollisyysalue.models import Kunta, Sopimus
from tyollisyysalue.roolit import Rooli

LAHETETTY = date(2025, 8, 20)
YHTEISTOIMINTA_LAHETETTY = date(2024, 9, 2)
YHTEISTOIMINTA_HYVAKSYTTY = date(2024, 10, 28)

# What came of the access rights: municipality, and the days of acceptance, granting and end so far as there are any.
# The others have not answered.
KAYTTOOIKEUDET = {
    "749": [date(2025, 9, 15), date(2025, 10, 6)],
    "297": [date(2025, 9, 24), date(2025, 11, 3)],
    "844": [date(2025, 10, 8), date(2025, 11, 10), date(2026, 5, 29)],
    "778": [date(2025, 11, 12), date(2026, 1, 19)],
    "402": [date(2025, 12, 3)],
    "857": [date(2026, 2, 11)],
}
VAIHEET = (sopimukset.hyvaksy, sopimukset.myonna_oikeudet, sopimukset.paata)

# The one that ended was sent anew.
UUDELLEEN = "844", date(2026, 8, 17)


def rakenna():
    """Nothing is made twice."""
    if Sopimus.objects.exists():
        return
    paakayttaja = demo.kirjautuja(Rooli.PAAKAYTTAJA)
    kunnat = {k.koodi: k for k in Kunta.objects.filter(alue__koodi=demo.ALUE).select_related("alue")}
    with demo.hetkena(2025, 1, 2):
        for kunta in kunnat.values():
            sopimus = sopimukset.lisaa(
                Sopimus.Laji.YHTEISTOIMINTA, kunta, YHTEISTOIMINTA_LAHETETTY, user=paakayttaja
            )
            sopimukset.hyvaksy(sopimus, YHTEISTOIMINTA_HYVAKSYTTY, user=paakayttaja)
    lahetetyt = {koodi: _laheta(kunta, LAHETETTY, paakayttaja) for koodi, kunta in kunnat.items()}
    for koodi, paivat in KAYTTOOIKEUDET.items():
        for vaihe, paiva in zip(VAIHEET, paivat, strict=False):
            with demo.hetki(paiva):
                vaihe(lahetetyt[koodi], paiva, user=paakayttaja)
    koodi, paiva = UUDELLEEN
    _laheta(kunnat[koodi], paiva, paakayttaja)


def _laheta(kunta, paiva, paakayttaja):
    with demo.hetki(paiva):
        return sopimukset.lisaa(Sopimus.Laji.KAYTTOOIKEUS, kunta, paiva, user=paakayttaja)
