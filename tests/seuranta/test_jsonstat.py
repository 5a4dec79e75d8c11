import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seuranta import jsonstat
from seuranta.jsonstat import Ulottuvuus
from seuranta.merkit import Puuttuva
from tests.seuranta.conftest import ELOKUU, SALASSA, hetki
from tests.seuranta.test_views import KESAKUUSSA_2025
from tyollisyysalue import kello

MUUT = {
    "lahde": "KEHA-keskus",
    "paivitetty": "2025-09-09T09:00:00",
    "huomautukset": [],
    "lisenssi": "CC BY 4.0",
}


@pytest.fixture(autouse=True)
def marraskuu():
    with kello.aseta(hetki(2025, 11, 1)):
        yield


def solu(data, **koodit):
    """Value and status of a cell, found as the format says."""
    paikka = 0
    for tunnus, koko in zip(data["id"], data["size"], strict=True):
        paikka = paikka * koko + data["dimension"][tunnus]["category"]["index"][koodit[tunnus]]
    return data["value"][paikka], data["status"].get(str(paikka))


def tarkista(data):
    """What the format asks of a dataset, and that no cell is empty without saying why."""
    assert (data["version"], data["class"]) == ("2.0", "dataset")
    assert len(data["value"]) == math.prod(data["size"])
    assert (
        set(data["id"])
        == set(data["dimension"])
        == {t for tunnukset in data["role"].values() for t in tunnukset}
    )
    assert set(data["role"]) <= {"time", "geo", "metric"}
    for tunnus, koko in zip(data["id"], data["size"], strict=True):
        luokat = data["dimension"][tunnus]["category"]
        assert sorted(luokat["index"].values()) == list(range(koko))
        assert set(luokat["label"]) == set(luokat["index"])
    for i, arvo in enumerate(data["value"]):
        assert (arvo is None) == (str(i) in data["status"])
    assert set(data["status"].values()) <= set(data["extension"]["status"])


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")),
        st.decimals(0, 10_000, places=1) | st.sampled_from(Puuttuva),
    )
)
def test_every_cell_has_a_number_or_a_status(luvut):
    ulottuvuudet = [
        Ulottuvuus("alue", "Kunta", {"a": "A", "b": "B"}, "geo"),
        Ulottuvuus("kuukausi", "Kuukausi", {"x": "X", "y": "Y", "z": "Z"}, "time"),
    ]

    data = jsonstat.aineisto("Luvut", ulottuvuudet, luvut, **MUUT)

    tarkista(data)
    for (alue, kuukausi), luku in luvut.items():
        arvo, tila = solu(data, alue=alue, kuukausi=kuukausi)
        assert (tila == luku.value) if isinstance(luku, Puuttuva) else (arvo == float(luku))


def test_count_is_a_whole_number():
    ulottuvuudet = [Ulottuvuus("alue", "Kunta", {"a": "A", "b": "B"}, "geo")]

    data = jsonstat.aineisto(
        "Luvut", ulottuvuudet, {("a",): Decimal("66.00"), ("b",): Decimal("13.5")}, **MUUT
    )

    assert [repr(arvo) for arvo in data["value"]] == ["66", "13.5"]


def test_municipality_gives_every_measure_and_month(client, kirjaa):
    kirjaa((2025, 8, 19), ELOKUU.replace(month=7), TYOTTOMATLOPUSSA=71)
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, TYOTOSUUS="13.5", AVPAIKATLOPUSSA=SALASSA)

    response = client.get("/seuranta/687/2025-08/luvut.json")
    data = response.json()

    tarkista(data)
    assert response["Content-Disposition"] == 'attachment; filename="luvut-687-2025-08.json"'
    assert (data["id"], data["size"]) == (["alue", "kuukausi", "tiedot"], [1, 2, 23])
    assert data["source"] == "KEHA-keskus, Työnvälitystilasto, CC BY 4.0"
    elokuussa = {"alue": "KU687", "kuukausi": "2025M08"}
    assert solu(data, **elokuussa, tiedot="TYOTTOMATLOPUSSA") == (66, None)
    assert solu(data, **elokuussa, tiedot="TYOTOSUUS") == (13.5, None)
    assert solu(data, **elokuussa, tiedot="AVPAIKATLOPUSSA") == (None, "...")
    assert solu(data, **elokuussa, tiedot="KASSASSA") == (None, ".")
    assert data["extension"]["status"]["..."] == "salassa pidettävä"
    assert any("Se ei ole työvoimatutkimuksen työttömyysaste." in huomautus for huomautus in data["note"])


def test_area_gives_its_municipalities(client, tuo):
    tuo((2025, 11, 1), KESAKUUSSA_2025)

    data = client.get("/seuranta/alue/17/2025-06/luvut.json").json()

    tarkista(data)
    assert data["size"] == [11, 1, 23]
    assert solu(data, alue="KU844", kuukausi="2025M06", tiedot="TYOTTOMAT25") == (None, "...")
    assert solu(data, alue="KU297", kuukausi="2025M06", tiedot="TYOTTOMATLOPUSSA") == (8158, None)


def test_file_can_be_asked_as_known_on_a_day(client, kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
    kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=67)

    response = client.get("/seuranta/687/2025-08/luvut.json?tiedossa=2025-10-01")

    assert [arvo for arvo in response.json()["value"] if arvo] == [66]
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("osoite", ["687/2025-07", "999/2025-08", "alue/17/2025-07", "alue/99/2025-08"])
def test_month_without_figures_is_not_found(client, kirjaa, osoite):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

    assert client.get(f"/seuranta/{osoite}/luvut.json").status_code == 404
