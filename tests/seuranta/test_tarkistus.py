"""A correction loaded later: what was said before stays to the digit, and the new figure carries its mark."""

import datetime
import json

from seuranta.models import Mittari
from tests.seuranta import aito
from tests.seuranta.conftest import hetki
from tests.seuranta.test_views import sivu, taulukko
from tyollisyysalue import faktat, kello
from tyollisyysalue.faktat import Parametrit

VANHA = Parametrit(kunta="687", paiva=datetime.date(2026, 7, 21))
UUSI = Parametrit(kunta="687", paiva=datetime.date(2026, 8, 20))
MERKKI = "luku tarkistettu 20.8.2026"


def test_old_fact_stands_to_the_digit_and_the_new_figure_carries_the_mark(client, tuo, rautavaara):
    tuo((2026, 7, 21), aito.TAVUT)
    with kello.aseta(hetki(2026, 7, 21)):
        fakta = faktat.lisaa(rautavaara, "seuranta.avainluku_lause", VANHA)
        faktat.jaadyta(fakta)
        ennen = faktat.esita(fakta, "fi")
    vanhat = [
        faktat.esikatsele(f"seuranta.{laji}", VANHA, "fi") for laji in ("avainluvut", "tyottomat_kaavio")
    ]

    tuo((2026, 8, 20), aito.muutettu(TYOTTOMATLOPUSSA="68", TYOTOSUUS="13.9"))

    fakta.refresh_from_db()
    assert ennen.teksti.replace("\u00a0", " ") == (
        "Rautavaara, kesäkuu 2026: 106 työnhakijaa, joista työttömiä 67 (13,7 % työvoimasta)."
    )
    assert faktat.esita(fakta, "fi") == ennen
    assert faktat.tiiviste(fakta) == fakta.tiiviste
    assert vanhat == [
        faktat.esikatsele(f"seuranta.{laji}", VANHA, "fi") for laji in ("avainluvut", "tyottomat_kaavio")
    ]
    assert MERKKI not in ennen.selite + vanhat[0].selite + vanhat[1].selite
    for laji in ("avainluku_lause", "avainluvut", "tyottomat_kaavio"):
        assert MERKKI in faktat.esikatsele(f"seuranta.{laji}", UUSI, "fi").selite

    with kello.aseta(hetki(2026, 8, 21)):
        response = client.get("/seuranta/687/2026-06/")
        csv = client.get("/seuranta/687/?muoto=csv").getvalue().decode("utf-8-sig").splitlines()
        data = json.loads(client.get("/seuranta/687/2026-06/luvut.json").content)
    tyottomat = Mittari.objects.get(koodi="TYOTTOMATLOPUSSA").nimi
    [rivi] = [rivi for rivi in taulukko(response) if rivi[0] == tyottomat]
    assert rivi[1] == "68 tarkistettu 20.8.2026"
    assert "67 → 68, tarkistettu 20.8.2026" in sivu(response).get_text()
    assert csv[0].endswith(";Tarkistettu")
    assert csv[1].endswith("Työttömiä 20.8.2026, % työvoimasta 20.8.2026")
    assert len(data["extension"]["revised"]) == 2
    assert {data["value"][int(paikka)] for paikka in data["extension"]["revised"]} == {68, 13.9}


def test_file_without_revised_figures_has_no_column_for_them(client, tuo):
    tuo((2026, 7, 21), aito.TAVUT)

    with kello.aseta(hetki(2026, 7, 22)):
        csv = client.get("/seuranta/687/?muoto=csv").getvalue().decode("utf-8-sig").splitlines()

    assert "Tarkistettu" not in csv[0]
