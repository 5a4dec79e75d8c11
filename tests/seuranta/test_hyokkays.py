"""The attack: everything published is gathered, and a linear-programming solver tries what is hidden."""

import datetime
import io
import itertools
import json
import re
from contextlib import closing
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from scipy.optimize import linprog

from seuranta import jsonstat, kuukaudet, kuvat, luvut, sarjat, tietosuoja
from seuranta.faktat import AvainlukuLause
from seuranta.jsonstat import Ulottuvuus
from seuranta.merkit import Puuttuva
from seuranta.models import Havainto, Mittari
from seuranta.tables import KuntaTable
from seuranta.tables import rivi as taulukon_rivi
from tests.seuranta import aito
from tests.seuranta.conftest import hetki
from tyollisyysalue import faktat, kello, vienti
from tyollisyysalue.faktat import Parametrit
from tyollisyysalue.models import Kunta

SALASSA = Puuttuva.SALASSA
SANOIN = "salassa pidettävä"
LUKU = re.compile(r"[0-9][0-9\u00a0]*(?:,[0-9]+)?")


def numeroina(teksti):
    return [Decimal(osuma.replace("\u00a0", "").replace(",", ".")) for osuma in LUKU.findall(teksti)]


def rajat(yhtalot, epayhtalot, tuntemattomat, kohde):
    """The least and the most that the sum of ``kohde`` can be; ``tuntemattomat`` are ``{cell: (least, most)}``."""
    solut = list(tuntemattomat)

    def rivi(mukana):
        return [float(mukana.count(solu)) for solu in solut]

    ehdot = {
        "A_eq": [rivi(mukana) for mukana, _summa in yhtalot] or None,
        "b_eq": [float(summa) for _mukana, summa in yhtalot] or None,
        "A_ub": [rivi(mukana) for mukana, _enintaan in epayhtalot] or None,
        "b_ub": [float(enintaan) for _mukana, enintaan in epayhtalot] or None,
        "bounds": [tuntemattomat[solu] for solu in solut],
        "method": "highs",
    }
    pienin = linprog(np.array(rivi(kohde)), **ehdot)
    suurin = linprog(-np.array(rivi(kohde)), **ehdot)
    assert pienin.status == 0, "the true counts fit what is published"
    return round(pienin.fun, 6), (round(-suurin.fun, 6) if suurin.status == 0 else float("inf"))


# Own counts: what the portal would publish of them, by its own means of publication.

KUNNAT = ["687", "749", "297", "915"]
KUUT = [datetime.date(2025, kuukausi, 1) for kuukausi in range(1, 5)]
TYOTTOMAT = Mittari(koodi="TYOTTOMATLOPUSSA", yksikko="lkm", desimaalit=0)


def julkaisu(julkaistava):
    """What is published: the cells and totals as JSON-stat, the changes, the tables and texts of charts."""
    ulottuvuudet = [
        Ulottuvuus("alue", "Kunta", dict.fromkeys([*map(str, KUNNAT), "kaikki"], ""), "geo"),
        Ulottuvuus("kuukausi", "Kuukausi", dict.fromkeys([*map(str, KUUT), "kaikki"], ""), "time"),
    ]
    kaikki = {
        tuple(str(osa) if osa else "kaikki" for osa in avain): luku
        for avain, luku in (*julkaistava.luvut.items(), *julkaistava.summat.items())
    }
    muut = {"lahde": "", "paivitetty": "", "huomautukset": [], "lisenssi": ""}
    data = json.loads(json.dumps(jsonstat.aineisto("", ulottuvuudet, kaikki, **muut)))
    muutokset = {
        (alue, uusi, vanha): (julkaistava.muutos if alue else julkaistava.summan_muutos)(
            (alue, uusi), (alue, vanha)
        )
        for alue in (*KUNNAT, None)
        for vanha, uusi in itertools.pairwise(KUUT)
    }
    kaaviot = {
        kunta: kuvat.trendi(
            "trendi-13",
            kunta,
            "Luku",
            sarjat.luvuista(
                {
                    kk: luku if isinstance(luku := julkaistava.luvut[kunta, kk], Puuttuva) else Decimal(luku)
                    for kk in KUUT
                },
                0,
                KUUT[-1],
                13,
            ),
        )
        for kunta in KUNNAT
    }
    return data, muutokset, kaaviot, _taulukkona(julkaistava), _lauseina(julkaistava)


def _havainto(kunta, kk, luku):
    """The count as a figure that tables and facts print."""
    sarakkeet = {"puuttuva": luku.value} if isinstance(luku, Puuttuva) else {"arvo": Decimal(luku)}
    havainto: Any = Havainto(mittari=TYOTTOMAT, kuukausi=kk, **sarakkeet)
    havainto.tarkistus = False
    return havainto


def _taulukkona(julkaistava):
    """``{(municipality, month): cell}`` of the months' tables as workbooks."""
    solut: dict[tuple, Any] = {}
    for kk in KUUT:
        taulu = KuntaTable(
            [
                taulukon_rivi(
                    [_havainto(kunta, kk, julkaistava.luvut[kunta, kk])],
                    kunta=Kunta(nimi_fi=kunta),
                    kuukausi=kk,
                )
                for kunta in KUNNAT
            ]
        )
        with closing(vienti.tiedosto(taulu, "luvut", "xlsx")) as vastaus:
            kirja = load_workbook(io.BytesIO(vastaus.getvalue()))
        otsikot, *rivit_ = kirja.worksheets[0].iter_rows(values_only=True)
        paikka = [str(otsikko) for otsikko in otsikot].index("Työttömiä")
        solut |= {(str(rivi_[0]), kk): rivi_[paikka] for rivi_ in rivit_}
    return solut


def _lauseina(julkaistava):
    """``{(municipality, month): sentence}`` of the fact."""
    return {
        (kunta, kk): AvainlukuLause().tulosta(
            {
                "kunta": {"fi": kunta, "sv": kunta, "en": kunta},
                "kuukausi": kk.isoformat(),
                "luvut": [
                    {
                        "koodi": "TYOTTOMATLOPUSSA",
                        "arvo": None if luku is SALASSA else str(luku),
                        "puuttuva": luku.value if luku is SALASSA else "",
                        "desimaalit": 0,
                    }
                ],
            }
        )
        for (kunta, kk), luku in julkaistava.luvut.items()
    }


def _svgsta(kuva):
    """The number written in the drawing, and how many points it has."""
    svg = BeautifulSoup(kuva.kaavio.svg(), "xml")
    tekstit = [teksti.get_text() for teksti in svg.find_all("text") if teksti.get("font-weight") == "600"]
    pisteita = sum(len(ryhma.find_all("path")) for ryhma in svg.select("g[class*=mark-symbol]"))
    return [teksti for teksti in tekstit if teksti.strip()], pisteita


def keraa(data, muutokset, kaaviot, taulukko, lauseet):
    """``[(cells, their sum)]``: all that somebody who reads the publication gets to know."""
    solut = [(alue, kk) for alue in (*KUNNAT, None) for kk in (*KUUT, None)]
    tiedot = [
        ([(k, m) for k in KUNNAT for m in KUUT if alue in (k, None) and kk in (m, None)], arvo)
        for (alue, kk), arvo in zip(solut, data["value"], strict=True)
        if arvo is not None
    ]
    for kunta, kaavio in kaaviot.items():
        nimet = {kuukaudet.sanoin(kk): kk for kk in KUUT}
        tiedot += [
            ([(kunta, nimet[kuukausi])], luku)
            for kuukausi, teksti in kaavio.rivit
            for luku in numeroina(teksti)
        ]
        puuttuvat = [kk for kk in KUUT if dict(kaavio.rivit)[kuukaudet.sanoin(kk)] == SANOIN]
        assert kaavio.kaavio.alt.count(f": {SANOIN}") == (len(puuttuvat) if kaavio.on_lukuja else 0)
        tekstit, pisteita = _svgsta(kaavio) if kaavio.on_lukuja else ([], 0)
        assert pisteita == len(KUUT) - len(puuttuvat)
        nakyvat = [kk for kk in KUUT if kk not in puuttuvat]
        tiedot += [([(kunta, nakyvat[-1])], luku) for teksti in tekstit for luku in numeroina(teksti)]
    tiedot += [([solu], Decimal(arvo)) for solu, arvo in taulukko.items() if arvo != SANOIN]
    for solu, lause in lauseet.items():
        # Of the sentence the year and the number of jobseekers, which is not recorded, are no counts.
        osa = lause.replace("\u00a0", " ").rpartition("työttömiä työnhakijoita: ")[2].rstrip(".")
        assert osa == SANOIN or numeroina(osa)
        tiedot += [([solu], luku) for luku in numeroina(osa)]
    return tiedot, [(avain, ero) for avain, ero in muutokset.items() if ero is not SALASSA]


@settings(max_examples=30, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            (kunta, kk): st.integers(0, 12) | st.just(0) | st.integers(0, 300)
            for kunta in KUNNAT
            for kk in KUUT
        }
    )
)
def test_solver_finds_no_hidden_own_count(omat):
    julkaistava = tietosuoja.peita(omat, tietosuoja.reunasummat(omat))
    # The strongest reader knows even which of the hidden ones are small.
    tuntemattomat = {
        solu: (1, tietosuoja.SUURIN_PIILOTETTAVA)
        if tietosuoja.on_pieni(luku)
        else (0, 0)
        if not luku
        else (5, None)
        for solu, luku in omat.items()
    }

    tiedot, erot = keraa(*julkaisu(julkaistava))

    assert all(sum(omat[solu] for solu in mukana) == summa for mukana, summa in tiedot)
    for (alue, uusi, vanha), ero in erot:
        alueet = [alue] if alue else KUNNAT
        assert ero == sum(omat[k, uusi] - omat[k, vanha] for k in alueet)
    kohteet = [[solu] for solu, luku in julkaistava.luvut.items() if luku is SALASSA]
    kohteet += [
        [solu for solu in omat if all(a in (b, None) for a, b in zip(nimi, solu, strict=True))]
        for nimi, luku in julkaistava.summat.items()
        if luku is SALASSA
    ]
    for kohde in kohteet:
        vahintaan, enintaan = rajat(tiedot, [], tuntemattomat, kohde)
        assert enintaan - vahintaan > 0.99, (kohde, julkaistava)


def test_solver_would_find_what_is_not_protected():
    """The attack works: a count hidden alone beside its total is found."""
    tuntemattomat = {"a": (1, 4), "b": (0, None)}

    assert rajat([(["b"], 17), (["a", "b"], 20)], [], tuntemattomat, ["a"]) == (3, 3)


# The source's secret cells: nothing is shown of them that the source does not give.


@pytest.fixture
def kuopio(tuo):
    tuo((2026, 7, 21), aito.TAVUT)
    with kello.aseta(hetki(2026, 7, 22)):
        yield {
            (luku.kunta, luku.mittari): luku.luku
            for luku in aito.lue(aito.TAVUT).luvut
            if luku.kunta in set(Kunta.objects.filter(alue__koodi="17").values_list("koodi", flat=True))
        }


def salaiset(luvut_):
    return [avain for avain, luku in luvut_.items() if luku is SALASSA]


def rivit(response):
    """The rows of every table of a page: cells as text, and where the table stands."""
    return [
        [solu.get_text(" ", strip=True) for solu in tr.select("th, td")]
        for tr in BeautifulSoup(response.content, "html.parser").select("table tr")
    ]


def kunnat_eivat_paljasta(client, kuopio):
    nimet = {mittari.koodi: mittari.nimi for mittari in Mittari.objects.all()}
    kunnat = {kunta.koodi: kunta.nimi for kunta in Kunta.objects.filter(alue__koodi="17")}
    alue = json.loads(client.get("/seuranta/alue/17/2026-06/luvut.json").content)
    merkit = dict(zip(_solut(alue), zip(alue["value"], range(len(alue["value"])), strict=True), strict=True))
    sivut = {kunta: rivit(client.get(f"/seuranta/{kunta}/2026-06/")) for kunta, _mittari in salaiset(kuopio)}
    assert len(salaiset(kuopio)) > 6

    for kunta, mittari in salaiset(kuopio):
        arvo, paikka = merkit[f"KU{kunta}", mittari]
        assert (arvo, alue["status"][str(paikka)]) == (None, "...")
        [omat] = [rivi[1:4] for rivi in sivut[kunta] if rivi[0] == nimet[mittari] and len(rivi) == 4][:1]
        assert omat[0] == SANOIN
        assert not numeroina("".join(omat[1:]))
        oma = client.get(f"/seuranta/{kunta}/2026-06/{mittari}/")
        assert BeautifulSoup(oma.content, "html.parser").find(class_="vastaus").strong.get_text() == SANOIN
        assert [rivi[1] for rivi in rivit(oma) if rivi[0] == kunnat[kunta]] == [SANOIN] * sum(
            rivi[0] == kunnat[kunta] for rivi in rivit(oma)
        )
        for kuva in BeautifulSoup(oma.content, "html.parser").select("figure img"):
            for kohta in re.findall(rf"{kunnat[kunta]}: ([^,.]*)", str(kuva["alt"])):
                assert not numeroina(kohta)


def vertailu_ei_paljasta(client, kuopio):
    kunnat = {kunta.koodi: kunta.nimi for kunta in Kunta.objects.filter(alue__koodi="17")}
    mittarit = set(Mittari.objects.avainluvut().values_list("koodi", flat=True))
    salaiset_ = [(kunta, koodi) for kunta, koodi in salaiset(kuopio) if koodi in mittarit]

    assert len(salaiset_) > 3
    for kunta, koodi in salaiset_:
        osoite = f"/seuranta/vertailu/?alue=17&kk=2026-06&mittari={koodi}"
        csv = client.get(f"{osoite}&muoto=csv").getvalue().decode("utf-8-sig")
        for omat in [rivit(client.get(osoite)), [rivi.split(";") for rivi in csv.splitlines()]]:
            [rivi] = [rivi for rivi in omat if rivi[0] == kunnat[kunta]]
            assert SANOIN in rivi[1]
            assert not numeroina(rivi[1])


def tiedostot_eivat_paljasta(client, kuopio):
    """Workbooks and drawings: the words stand where the number would, as often as it is secret."""
    kunnat = {kunta.koodi: kunta.nimi for kunta in Kunta.objects.filter(alue__koodi="17")}
    mittarit = set(Mittari.objects.avainluvut().values_list("koodi", flat=True))
    for koodi in {koodi for _kunta, koodi in salaiset(kuopio)} & mittarit:
        omat = {kunnat[kunta] for kunta, mittari in salaiset(kuopio) if mittari == koodi}
        osoite = f"/seuranta/vertailu/?alue=17&kk=2026-06&mittari={koodi}&muoto=xlsx"
        kirja = load_workbook(io.BytesIO(client.get(osoite).getvalue())).worksheets[0]
        arvot = {rivi[0]: rivi[1] for rivi in kirja.iter_rows(values_only=True)}
        assert {nimi for nimi, arvo in arvot.items() if arvo == SANOIN} == omat
        svg = BeautifulSoup(client.get(f"/seuranta/alue/17/2026-06/{koodi}/kunnat.svg").content, "xml")
        tekstit = [teksti.get_text() for teksti in svg.find_all("text")]
        assert tekstit.count(SANOIN) == len(omat)
        assert len(tekstit) == 2 * len(kunnat)


def lauseet_eivat_paljasta(kuopio):
    for kunta, koodi in salaiset(kuopio):
        if koodi not in ("HAKIJALOPUSSA", "TYOTTOMATLOPUSSA"):
            continue
        p = Parametrit(kunta=kunta, paiva=datetime.date(2026, 7, 21))
        lause = faktat.esikatsele("seuranta.avainluku_lause", p, "fi").teksti
        assert SANOIN in lause.replace("\u00a0", " ")
        assert "%" not in lause


def alueen_tiedosto_ei_paljasta(client, kuopio):
    """The ends of the file are those of the page: each secret figure from one to four."""
    kirja = load_workbook(
        io.BytesIO(client.get("/seuranta/alue/17/2026-06/alueen-luvut.xlsx").getvalue())
    ).worksheets[0]
    valit = {rivi[1]: rivi[3:5] for rivi in kirja.iter_rows(min_row=2, values_only=True)}
    for koodi, (vahintaan, enintaan) in valit.items():
        luvut_ = [luku for (_kunta, mittari), luku in kuopio.items() if mittari == koodi]
        if koodi == "TYOTOSUUS":
            continue
        salaisia = sum(luku is SALASSA for luku in luvut_)
        tunnettu = sum(luku for luku in luvut_ if isinstance(luku, Decimal))
        assert (vahintaan, enintaan) == (tunnettu + salaisia, tunnettu + 4 * salaisia)


def faktat_eivat_paljasta(kuopio):
    nimet = {mittari.nimi: mittari.koodi for mittari in Mittari.objects.avainluvut()}

    for kunta in {kunta for kunta, _mittari in salaiset(kuopio)}:
        p = Parametrit(kunta=kunta, paiva=datetime.date(2026, 7, 21))
        arvot = {
            nimet[nimi]: arvo
            for nimi, arvo in faktat.esikatsele("seuranta.avainluvut", p, "fi").taulukko.rivit
        }

        for koodi, arvo in arvot.items():
            assert (arvo == SANOIN) is (kuopio[kunta, koodi] is SALASSA)


def summat_eivat_paljasta(client, kuopio):
    """Every sum of the area leaves each of its secret cells from one to four, which is what the source says of them."""
    nimet = {mittari.nimi: mittari.koodi for mittari in Mittari.objects.avainluvut()}
    alueen = [(rivi[0], rivi[1]) for rivi in rivit(client.get("/seuranta/alue/17/2026-06/")) if len(rivi) > 1]
    # Of the municipality's comparison the third column is the area's.
    kunnan = [
        (rivi[0], rivi[2]) for rivi in rivit(client.get("/seuranta/687/2026-06/")) if "%)" in "".join(rivi)
    ]
    summat: dict[str, list] = {}
    for nimi, teksti in alueen + kunnan:
        if nimi in nimet:
            summat.setdefault(nimet[nimi], []).append(numeroina(teksti.partition("(")[0]))
    piilossa = {koodi for _kunta, koodi in salaiset(kuopio)} & set(nimet.values())

    assert {"TYOTTOMAT25", "AVPAIKATLOPUSSA"} <= piilossa
    for koodi in piilossa:
        omat = {kunta: luku for (kunta, mittari), luku in kuopio.items() if mittari == koodi}
        tuntemattomat = {k: (1, 4) if luku is SALASSA else (luku, luku) for k, luku in omat.items()}
        valit = summat[koodi]
        assert valit
        assert all(len(vali) == 2 for vali in valit)
        enintaan = [([*omat], vali[1]) for vali in valit]
        for kunta in (k for k, luku in omat.items() if luku is SALASSA):
            assert rajat([], enintaan, tuntemattomat, [kunta]) == (1, 4)
            # And the lower ends: the others at their most leave it its least.
            muut = sum(enint for k, (_vah, enint) in tuntemattomat.items() if k != kunta)
            assert all(vali[0] - muut <= 1 for vali in valit)


def test_nothing_published_gives_a_secret_cell(client, kuopio):
    kunnat_eivat_paljasta(client, kuopio)
    vertailu_ei_paljasta(client, kuopio)
    tiedostot_eivat_paljasta(client, kuopio)
    faktat_eivat_paljasta(kuopio)
    lauseet_eivat_paljasta(kuopio)
    alueen_tiedosto_ei_paljasta(client, kuopio)
    summat_eivat_paljasta(client, kuopio)


def _solut(data):
    """``(area, measure)`` of each value of a dataset of one month."""
    alueet, mittarit = (data["dimension"][tunnus]["category"]["index"] for tunnus in ("alue", "tiedot"))
    return [(alue, mittari) for alue in alueet for mittari in mittarit]


def test_number_is_read_as_it_is_printed():
    assert numeroina("1\u00a0741–1\u00a0744") == [1741, 1744]
    assert numeroina(luvut.kirjoita(SALASSA, 0)) == []
