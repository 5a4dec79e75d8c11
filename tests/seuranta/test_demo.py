import datetime
from decimal import Decimal

import pytest
from django.core.management import call_command

from seuranta import demo, demo_luvut
from seuranta.models import Havainto, Tuonti
from tests.seuranta import aito
from tyollisyysalue import demo as base_demo
from tyollisyysalue import faktat
from tyollisyysalue.faktat import Parametrit


@pytest.fixture
def demoalue(db):
    call_command("lataa_kunnat", verbosity=0)
    base_demo.rakenna()


AITO_KUUKAUSI = datetime.date(2026, 6, 1)


@pytest.fixture(scope="module")
def demotiedosto():
    """The invented months of two municipalities as the demo writes them, by municipality and month."""
    aidot = {r["key"][0][2:]: r["values"] for r in aito.data()["data"] if r["key"][0] in ("KU687", "KU297")}
    koodit = [sarake["code"] for sarake in aito.data()["columns"] if sarake["type"] == "c"]
    return {
        (kunta, kk): demo_luvut.kuukausi(
            kunta,
            demo_luvut.pohja(kunta, dict(zip(koodit, arvot, strict=True))),
            kk,
            demo.kirjatut(kunta, kk),
        )
        for kunta, arvot in aidot.items()
        for kk in demo.kuukausittain(demo.ALKU, demo.LOPPU)
    }


def luku(arvo):
    return None if arvo == "..." else Decimal(arvo)


def test_demo_holds_three_marked_years_and_the_genuine_month_once(demoalue):
    demo.rakenna()
    demo.rakenna()

    keksityt = Havainto.objects.exclude(tuonti__huomautus="")
    assert set(keksityt.values_list("tuonti__huomautus", flat=True)) == {"demoaineistoa"}
    assert keksityt.values("kunta", "kuukausi").distinct().count() == 11 * 36
    assert keksityt.count() == 11 * 36 * 23 + 1
    assert set(Havainto.objects.filter(tuonti__huomautus="").values_list("kuukausi", flat=True)) == {
        AITO_KUUKAUSI
    }
    assert Havainto.objects.filter(tuonti__huomautus="").values("kunta").distinct().count() == 308
    # Six by hand, the years before the area as one file, a file a month, and the genuine one.
    assert Tuonti.objects.count() == 6 + 1 + 18 + 1
    [tarkistettu] = Havainto.objects.muuttuneet().select_related("kunta", "mittari")
    assert (tarkistettu.kunta.koodi, tarkistettu.mittari.koodi) == ("749", "UUDETAVP")
    assert (tarkistettu.vanha_arvo, tarkistettu.arvo) == (58, 61)


def test_figures_recorded_by_hand_stand_as_they_were(demoalue):
    demo.rakenna()

    rautavaara = Havainto.objects.filter(kunta__koodi="687", mittari__koodi="TYOTTOMATLOPUSSA")
    assert list(
        rautavaara.filter(kuukausi__range=("2025-06-01", "2025-08-01"))
        .order_by("kuukausi")
        .values_list("arvo", "tuonti__laji")
    ) == [(69, "kasin"), (71, "kasin"), (66, "kasin")]
    assert rautavaara.get(kuukausi=AITO_KUUKAUSI).arvo == 67


def test_invented_figures_agree_with_each_other(demotiedosto):
    assert len(demotiedosto) == 2 * 36
    for arvot in demotiedosto.values():
        luvut = {koodi: luku(arvo) for koodi, arvo in arvot.items()}
        tyottomat = luvut["TYOTTOMATLOPUSSA"]
        assert luvut["TYOTTOMATMIEHET"] + luvut["TYOTTOMATNAISET"] == tyottomat
        assert luvut["TYOTOSUUS"] == round(100 * tyottomat / luvut["TYOVOIMATK"] + Decimal("1e-9"), 1)
        assert (luvut["TYOTTOMAT20"] or 0) <= luvut["TYOTTOMAT25"] <= tyottomat <= luvut["HAKIJALOPUSSA"]
        assert max(luvut[koodi] or 0 for koodi in demo_luvut.OSAJOUKOT) <= tyottomat


def test_invented_figures_hide_from_one_to_four(demotiedosto):
    nakyvat = {luku(arvo) for arvot in demotiedosto.values() for arvo in arvot.values()}

    assert None in nakyvat
    assert nakyvat.isdisjoint({1, 2, 3, 4})


def test_invented_figures_are_the_same_every_time():
    aidot = dict.fromkeys(["TYOTTOMATLOPUSSA", "TYOVOIMATK", "HAKIJALOPUSSA"], "500") | dict.fromkeys(
        ["TYOTTOMATMIEHET", "TYOTTOMATNAISET", *demo_luvut.OSAJOUKOT], "..."
    )
    aidot |= dict.fromkeys([*demo_luvut.PALVELUT, *demo_luvut.PAIKAT], "20")

    kerrat = [
        demo_luvut.kuukausi("204", demo_luvut.pohja("204", aidot), datetime.date(2025, 3, 1), {})
        for _ in range(2)
    ]

    assert kerrat[0] == kerrat[1]
    assert len(kerrat[0]) == 23


@pytest.mark.parametrize(
    ("kuukausi", "paiva"),
    [
        (datetime.date(2025, 8, 1), datetime.date(2025, 9, 9)),
        (datetime.date(2025, 9, 1), datetime.date(2025, 10, 22)),
        (datetime.date(2025, 10, 1), datetime.date(2025, 11, 21)),
    ],
)
def test_figures_are_published_on_a_working_day(kuukausi, paiva):
    assert demo.julkaisupaiva(kuukausi) == paiva


def test_demo_gives_the_decision_its_sentence(demoalue):
    demo.rakenna()

    tuloste = faktat.esikatsele(
        "seuranta.avainluku_lause", Parametrit(kunta="687", paiva=datetime.date(2025, 9, 17)), "fi"
    )

    assert tuloste.teksti == (
        "Rautavaara, elokuu 2025: 104 työnhakijaa, joista työttömiä 66 (13,5\u00a0% työvoimasta)."
    )
    assert tuloste.selite.endswith(
        "2025M08, julkaistu 9.9.2025, kirjattu portaaliin 9.9.2025, määritelmän versio 1, CC BY 4.0, demoaineistoa; "
        "prosenttiosuus on laskettu työnvälityksen rekisteristä, ja työvoiman määrä on tavallisesti noin "
        "kaksi vuotta vanha tieto"
    )
