"""Agreements of the demo: access rights sent to every municipality, cooperation in force."""

import datetime

from tyollisyysalue import demo, sopimukset
from tyollisyysalue.models import Kunta, Sopimus
from tyollisyysalue.roolit import Rooli

LAHETETTY = datetime.date(2025, 8, 20)
YHTEISTOIMINTA_LAHETETTY = datetime.date(2024, 9, 2)
YHTEISTOIMINTA_HYVAKSYTTY = datetime.date(2024, 10, 28)


def rakenna():
    """Nothing is made twice."""
    if Sopimus.objects.exists():
        return
    paakayttaja = demo.kirjautuja(Rooli.PAAKAYTTAJA)
    kunnat = list(Kunta.objects.filter(alue__koodi=demo.ALUE).select_related("alue"))
    with demo.hetkena(2025, 1, 2):
        for kunta in kunnat:
            sopimus = sopimukset.lisaa(
                Sopimus.Laji.YHTEISTOIMINTA, kunta, YHTEISTOIMINTA_LAHETETTY, user=paakayttaja
            )
            sopimukset.hyvaksy(sopimus, YHTEISTOIMINTA_HYVAKSYTTY, user=paakayttaja)
    with demo.hetkena(2025, 8, 20):
        for kunta in kunnat:
            sopimukset.lisaa(Sopimus.Laji.KAYTTOOIKEUS, kunta, LAHETETTY, user=paakayttaja)
