from decimal import Decimal

import pytest

from seuranta import summat
from seuranta.merkit import Puuttuva
from seuranta.summat import Summa, Vali
from tests.seuranta import aito

SALASSA = Puuttuva.SALASSA
KUOPION_ALUE = {rivi["municipality_code"] for rivi in aito.KUNTARIVIT if rivi["tyollisyysalue_code"] == "17"}


@pytest.fixture(scope="module")
def kuopio():
    """Figures of the Kuopio area's municipalities in June 2026, by measure."""
    taulukko = aito.lue(aito.TAVUT)
    luvut: dict[str, list] = {}
    for luku in taulukko.luvut:
        if luku.kunta in KUOPION_ALUE:
            luvut.setdefault(luku.mittari, []).append(luku.luku)
    return luvut


@pytest.mark.parametrize(
    ("mittari", "summa", "teksti"),
    [
        ("TYOTTOMATLOPUSSA", Summa(Decimal(10529), Decimal(10529), salassa=0, puuttuu=0), "10\u00a0529"),
        (
            "TYOTTOMAT25",
            Summa(Decimal(1741), Decimal(1744), salassa=1, puuttuu=0),
            "1\u00a0741–1\u00a0744",
        ),
        ("AVPAIKATLOPUSSA", Summa(Decimal(458), Decimal(470), salassa=4, puuttuu=0), "458–470"),
    ],
)
def test_genuine_area_is_summed_without_taking_a_secret_for_zero(kuopio, mittari, summa, teksti):
    assert len(kuopio[mittari]) == 11
    assert summat.summaa(kuopio[mittari]) == summa
    assert summat.sanoina(summa, 0) == teksti


def test_share_of_an_area_is_counted_from_the_sums(kuopio):
    osuus = summat.osuus(summat.summaa(kuopio["TYOTTOMATLOPUSSA"]), summat.summaa(kuopio["TYOVOIMATK"]))

    assert summat.sanoina(osuus, 1) == "12,6"


@pytest.mark.parametrize(
    ("luvut", "summa"),
    [
        ([], Summa(Decimal(0), Decimal(0), salassa=0, puuttuu=0)),
        ([Decimal(5), Puuttuva.EI_YHTAAN, Puuttuva.EPALOOGINEN], Summa(Decimal(5), Decimal(5), 0, 0)),
        ([SALASSA, SALASSA], Summa(Decimal(2), Decimal(8), 2, 0)),
        ([Decimal(5), None], Summa(Decimal(5), None, 0, 1)),
        ([SALASSA, Puuttuva.PUUTTUVA, Puuttuva.EI_SAATU], Summa(Decimal(1), None, 1, 2)),
    ],
)
def test_what_is_not_known_widens_the_sum(luvut, summa):
    assert summat.summaa(luvut) == summa


@pytest.mark.parametrize(
    ("osa", "kokonaisuus", "osuus"),
    [
        ([Decimal(10)], [Decimal(100)], Vali(Decimal(10), Decimal(10))),
        ([Decimal(8), SALASSA], [Decimal(100)], Vali(Decimal(9), Decimal(12))),
        ([None], [Decimal(100)], None),
        ([Decimal(10)], [None], None),
        ([Decimal(0)], [Decimal(0)], None),
    ],
)
def test_share_is_a_range_or_nothing(osa, kokonaisuus, osuus):
    assert summat.osuus(summat.summaa(osa), summat.summaa(kokonaisuus)) == osuus


def test_lower_bound_is_said_in_words():
    assert summat.sanoina(Vali(Decimal(1741), None), 0) == "vähintään 1\u00a0741"
