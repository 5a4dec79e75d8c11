"""What holds for every list page, whatever it lists: each is a row of ``LISTAT``."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from inspect import unwrap

import openpyxl
import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from tests import test_access_matrix as matriisi
from tests.luettelot import HTMX, sivu, tarkista_vaihto
from tests.portaali import maailma
from tests.test_consistency import JULKISET, kuviot
from tyollisyysalue import demo
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Kunta, Lahetys, SailytettyViesti, User
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import workflow as yhteyshenkiloiden_workflow
from yhteyshenkilot.models import Avainprosessi

YHDYSHENKILO = matriisi.NAYTTELIJAT["kari"]


@dataclass
class Lista:
    """A list page: who sees all of it, an order, filters that leave some rows, and one that is not understood."""

    lukija: Rooli | None
    jarjestys: str | None
    rajaus: str = ""
    vaara: str = ""
    args: list | Callable[[], list] = field(default_factory=list)
    # Whether another municipality's liaison sees the page, and then fewer rows than the reader.
    yhdyshenkilolle: bool = True
    rajattu: bool = False


LISTAT = {
    "esitykset:list": Lista(Rooli.SIHTEERI, "otsikko", "tila=kirjattu&q=esitys", "kunta=999", rajattu=True),
    "paatokset:list": Lista(Rooli.SIHTEERI, "otsikko", "tila=luonnos", "vuosi=x", rajattu=True),
    "paatokset:lainkohdat": Lista(
        Rooli.SIHTEERI, "teksti_fi", "tila=voimassa&kaytto=muu", "tila=x", yhdyshenkilolle=False
    ),
    "paatokset:kirjasto": Lista(
        Rooli.SIHTEERI, "-nimi", "laji=osio&q=seuranta", "laji=x", yhdyshenkilolle=False
    ),
    "lahipalvelut:suunnitelmat": Lista(
        Rooli.KOORDINAATTORI, "-alkupvm", "tila=hyvaksytty&kunta=687", "tila=x", yhdyshenkilolle=False
    ),
    "lahipalvelut:sulut": Lista(
        Rooli.KOORDINAATTORI, "alkupvm", "kunta=857", "kunta=x", yhdyshenkilolle=False
    ),
    "lahipalvelut:odottavat": Lista(Rooli.KOORDINAATTORI, "kunta", yhdyshenkilolle=False),
    "lahipalvelut:omat-luettelo": Lista(
        Rooli.KOORDINAATTORI, "kunta", "kunta=687&tila=pidetty", "alku=x", yhdyshenkilolle=False
    ),
    "lahipalvelut:kuukaudet": Lista(
        Rooli.KOORDINAATTORI, "nimi", "kunta=687&tila=suljettu", "tila=x", rajattu=True
    ),
    "lahipalvelut:list": Lista(None, "kunta", "kunta=687&alku=2025-01-01&kanava=paikalla", "alku=x"),
    "lahipalvelut:detail": Lista(None, "-pvm", "alku=2025-01-01&tila=pidetty", "alku=x", args=["687"]),
    "yhdenvertaisuus": Lista(None, "toteuma", "alku=2025-01-01", "alku=x"),
    "seuranta:list": Lista(None, "HAKIJALOPUSSA", "kk=2025-07", "kk=x"),
    "seuranta:detail": Lista(None, "HAKIJALOPUSSA", args=["687"]),
    "seuranta:kuukausi": Lista(None, "HAKIJALOPUSSA", args=["687", matriisi.KESAKUU]),
    "seuranta:julkaisut": Lista(None, "kuukausi"),
    "seuranta:vertailu": Lista(None, "osuus", "mittari=TYOTTOMAT25&kk=2026-06", "kk=x"),
    "seuranta:henkilosto": Lista(None, "htv", "kk=2026-06", "kk=x"),
    "seuranta:alue": Lista(None, "HAKIJALOPUSSA", args=["17"]),
    "seuranta:alueen-kuukausi": Lista(None, "HAKIJALOPUSSA", args=["17", matriisi.KESAKUU]),
    "sopimukset:list": Lista(Rooli.PAAKAYTTAJA, "tila", "laji=kayttooikeus", "tila=x", rajattu=True),
    "seuranta:tuonnit": Lista(Rooli.KOORDINAATTORI, "aika", yhdyshenkilolle=False),
    "seuranta:taulut": Lista(Rooli.KOORDINAATTORI, "otsikko", yhdyshenkilolle=False),
    "hallinta:kayttajat": Lista(Rooli.PAAKAYTTAJA, "email", "tila=kutsuttu", "tila=x", yhdyshenkilolle=False),
    "palautteet:list": Lista(Rooli.PAAKAYTTAJA, "numero", "tila=saapunut", "tila=x", yhdyshenkilolle=False),
    "ilmoitukset:list": Lista(Rooli.SIHTEERI, "luontiaika", "tila=uusi&laji=esitykset.saapunut", "tila=x"),
    "lahetykset:list": Lista(
        Rooli.PAAKAYTTAJA, "aihe", "tila=ongelmat&q=katko", "alku=x", yhdyshenkilolle=False
    ),
    "lahetykset:detail": Lista(
        Rooli.KOORDINAATTORI,
        "sahkoposti",
        "tila=ongelmat",
        "tila=x",
        args=lambda: [Lahetys.objects.get(laji="tyollisyysalue.tiedote").pk],
        yhdyshenkilolle=False,
    ),
    "lahetykset:palautukset": Lista(
        Rooli.PAAKAYTTAJA, "lahettaja", "laji=muu", "laji=x", yhdyshenkilolle=False
    ),
    "posti": Lista(Rooli.PAAKAYTTAJA, "aihe", "q=Kuittaus", yhdyshenkilolle=False),
    "yhteyshenkilot:list": Lista(
        Rooli.KOORDINAATTORI, "-prosessi", "kunta=687&laji=ensisijainen", "pvm=x", rajattu=True
    ),
    "yhteyshenkilot:vastinparit": Lista(Rooli.KOORDINAATTORI, "-kunta", "kunta=687", "tila=x", rajattu=True),
    "yhteyshenkilot:vastinpari-ehdotukset": Lista(
        Rooli.KOORDINAATTORI, "kunta", "tila=avoin", "tila=x", rajattu=True
    ),
    "yhteyshenkilot:korjaukset": Lista(Rooli.KOORDINAATTORI, "henkilo", "tila=avoin", "tila=x", rajattu=True),
    "yhteyshenkilot:lahetykset": Lista(Rooli.KOORDINAATTORI, "lahetysaika", rajattu=True),
    "yhteyshenkilot:kuittaamatta": Lista(
        Rooli.KOORDINAATTORI, "-kunta", "kunta=239", "kunta=x", yhdyshenkilolle=False
    ),
    "yhteyshenkilot:ryhmat": Lista(Rooli.KOORDINAATTORI, "nimi"),
    "yhteyshenkilot:tapaamiset": Lista(
        Rooli.KOORDINAATTORI, "alkuaika", "tila=peruttu", "tila=x", rajattu=True
    ),
    "yhteyshenkilot:henkilot": Lista(
        Rooli.KOORDINAATTORI, "-nimi", "kunta=687", "kunta=x", yhdyshenkilolle=False
    ),
    "yhteyshenkilot:poissaolot": Lista(Rooli.KOORDINAATTORI, "-henkilo", "aika=nyt&henkilo=niitty", "aika=x"),
    "yhteyshenkilot:kattavuus-luettelo": Lista(
        Rooli.KOORDINAATTORI, "-prosessi", "kunta=687&tila=paikalla", "kunta=x", rajattu=True
    ),
    "yhteyshenkilot:prosessit": Lista(Rooli.KOORDINAATTORI, None, yhdyshenkilolle=False),
}
kaikki = pytest.mark.parametrize("nimi", LISTAT)


@pytest.fixture(scope="module")
def aineisto(django_db_setup, django_db_blocker):
    """The demo once for all of these tests, with requests and decisions in every state, and a second sending."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("lataa_kunnat", stdout=io.StringIO())
        call_command("demo", stdout=io.StringIO())
        rautavaara = Kunta.objects.get(koodi="687")
        matriisi.luo_esitykset(rautavaara)
        matriisi.luo_paatokset(rautavaara)
        maailma.esitys(Kunta.objects.get(koodi="749"), raija=User.objects.get(email=YHDYSHENKILO))
        koordinaattori = demo.kirjautuja(Rooli.KOORDINAATTORI)
        yhteyshenkiloiden_workflow.laheta_luettelo(rautavaara.alue, [rautavaara], user=koordinaattori)
        with demo.hetki(demo.arkipaiva_sitten(20)):
            tuusniemi = list(Kunta.objects.filter(koodi="857"))
            yhteyshenkiloiden_workflow.laheta_luettelo(rautavaara.alue, tuusniemi, user=koordinaattori)
        SailytettyViesti.objects.bulk_create(
            SailytettyViesti(
                aika=maailma.NYT, lahettaja="a@b.example", vastaanottajat="c@d.example", aihe=aihe, teksti=""
            )
            for aihe in ("Kuittaus", 'Ääkkösiä; ja "lainaus"', "Kuittaus toisesta")
        )
        yield
        transaction.set_rollback(True)


@pytest.fixture
def lyhyet_sivut(monkeypatch):
    monkeypatch.setitem(luettelosivu.__kwdefaults__, "riveja", 1)


@pytest.fixture
def kirjaudu(client, aineisto, db):
    def kirjaudu(kuka):
        if kuka:
            client.force_login(demo.kirjautuja(kuka) if kuka in Rooli else User.objects.get(email=kuka))

    return kirjaudu


def osoite(nimi, haku=""):
    args = LISTAT[nimi].args
    return reverse(nimi, args=args() if callable(args) else args) + (f"?{haku}" if haku else "")


def rivit(page):
    """The texts of the cells that name the rows."""
    # A list may have its sums in a table of their own.
    return [" ".join(th.get_text().split()) for th in page.select_one("#luettelo table").select("tbody th")]


def csv_rivit(response):
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")), delimiter=";"))


def yksinkertaisesti(teksti):
    """A cell of a page without the words that a date in a file does not have."""
    return re.sub(r"\b(ma|ti|ke|to|pe|la|su|klo)\s", "", teksti)


def test_every_list_page_is_here():
    loput = {"luettelosivu", "julkaistu_sivu"}
    luettelot = {nimi for nimi, view in kuviot() if loput & {*unwrap(view).__code__.co_names}}

    assert luettelot == set(LISTAT)


@kaikki
@pytest.mark.parametrize("vaihe", ["jarjestys", "rajaus", "vaara", "sivu", "takaisin"])
def test_partial_update_equals_a_full_load(client, kirjaudu, lyhyet_sivut, nimi, vaihe):
    lista = LISTAT[nimi]
    kirjaudu(lista.lukija)
    jarjestys = f"jarjestys={lista.jarjestys}" if lista.jarjestys else ""
    vaihdot = {
        "jarjestys": ("", jarjestys),
        "rajaus": (jarjestys, f"{lista.rajaus}&{jarjestys}"),
        "vaara": (lista.rajaus, lista.vaara),
        "sivu": (jarjestys, f"{jarjestys}&sivu=2"),
        "takaisin": (f"{lista.rajaus}&sivu=2", ""),
    }
    mista, minne = vaihdot[vaihe]

    ilmoitus = tarkista_vaihto(client, osoite(nimi, mista), osoite(nimi, minne))

    if jarjestys and jarjestys in minne:
        assert ilmoitus.startswith("Järjestetty: ")


@kaikki
def test_second_page_has_other_rows(client, kirjaudu, lyhyet_sivut, nimi):
    kirjaudu(LISTAT[nimi].lukija)

    eka, toka = (sivu(client.get(osoite(nimi, haku))) for haku in ("", "sivu=2"))

    assert len(rivit(eka)) == len(rivit(toka)) == 1
    assert eka.find("a", attrs={"aria-current": "page"}, id="sivu-1")
    assert toka.find("a", attrs={"aria-current": "page"}, id="sivu-2")


@kaikki
def test_answers_differ_by_who_asks_for_a_part(client, kirjaudu, nimi):
    """A part kept by the browser must not be shown as the page; one who comes back gets the page."""
    kirjaudu(LISTAT[nimi].lukija)

    kokonaan = client.get(osoite(nimi))
    osa = client.get(osoite(nimi), headers=HTMX)
    paluu = client.get(osoite(nimi), headers=HTMX | {"HX-Request-Type": "full"})

    assert "HX-Request" in kokonaan.headers["Vary"]
    assert osa.text.startswith('<div id="luettelo"')
    assert paluu.text.lstrip().startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("nimi", [nimi for nimi, lista in LISTAT.items() if lista.rajaus])
def test_filter_in_the_address_is_said_and_can_be_cleared(client, kirjaudu, nimi):
    lista = LISTAT[nimi]
    kirjaudu(lista.lukija)

    page = sivu(client.get(osoite(nimi, lista.rajaus)))

    rajaukset = page.find(class_="rajaukset")
    assert len(rajaukset.find_all("strong")) == lista.rajaus.count("=")
    assert rajaukset.a["href"] == osoite(nimi)
    assert sivu(client.get(osoite(nimi))).find(class_="rajaukset") is None


def test_filter_by_a_row_without_a_code_is_said(client, kirjaudu):
    kirjaudu(Rooli.KOORDINAATTORI)
    prosessi = Avainprosessi.objects.first()

    page = sivu(client.get(osoite("yhteyshenkilot:list", f"prosessi={prosessi.pk}")))

    assert prosessi.nimi in page.find(class_="rajaukset").strong.get_text()


@pytest.mark.parametrize("nimi", [nimi for nimi, lista in LISTAT.items() if lista.vaara])
def test_value_that_is_not_understood_is_told_at_the_field(client, kirjaudu, nimi):
    lista = LISTAT[nimi]
    kirjaudu(lista.lukija)

    page = sivu(client.get(osoite(nimi, lista.vaara)))

    kentta = page.find(attrs={"name": lista.vaara.split("=")[0]})
    assert page.find(id=kentta["aria-describedby"].split()[-1]).get_text().strip()
    assert kentta["aria-invalid"] == "true"
    assert rivit(page)


@kaikki
@pytest.mark.parametrize("kuka", ["lukija", "yhdyshenkilo"])
def test_file_has_the_rows_that_this_reader_sees(client, kirjaudu, monkeypatch, nimi, kuka):
    monkeypatch.setitem(luettelosivu.__kwdefaults__, "riveja", 10_000)
    lista = LISTAT[nimi]
    kirjaudu(lista.lukija if kuka == "lukija" else YHDYSHENKILO)
    sivun, tiedoston = client.get(osoite(nimi)), client.get(osoite(nimi, "muoto=csv"))
    if kuka == "yhdyshenkilo" and not lista.yhdyshenkilolle:
        assert sivun.status_code in (403, 404)
        assert tiedoston.status_code == sivun.status_code
        return
    page = sivu(sivun)
    sarake = len(page.select_one("#luettelo tbody th").find_previous_siblings("td"))

    tiedostossa = [yksinkertaisesti(rivi[sarake]) for rivi in csv_rivit(tiedoston)[1:]]

    assert tiedostossa == [yksinkertaisesti(teksti) for teksti in rivit(page)]
    assert tiedostossa


@pytest.mark.parametrize("nimi", [nimi for nimi, lista in LISTAT.items() if lista.rajattu])
def test_liaison_gets_less_than_the_one_who_sees_all(client, kirjaudu, nimi):
    kirjaudu(LISTAT[nimi].lukija)
    kaikki_rivit = csv_rivit(client.get(osoite(nimi, "muoto=csv")))
    client.logout()
    kirjaudu(YHDYSHENKILO)
    omat = csv_rivit(client.get(osoite(nimi, "muoto=csv")))

    assert len(omat) < len(kaikki_rivit)


@kaikki
def test_both_files_hold_the_same(client, kirjaudu, nimi):
    lista = LISTAT[nimi]
    kirjaudu(lista.lukija)
    haku = f"{lista.rajaus}&jarjestys={lista.jarjestys or ''}"

    tekstit = csv_rivit(client.get(osoite(nimi, f"{haku}&muoto=csv")))
    arkki = openpyxl.load_workbook(
        io.BytesIO(client.get(osoite(nimi, f"{haku}&muoto=xlsx")).getvalue())
    ).active

    assert [[solu is None for solu in rivi] for rivi in arkki.iter_rows(values_only=True)] == [
        [teksti == "" for teksti in rivi] for rivi in tekstit
    ]
    assert len(tekstit) > 1


@kaikki
def test_list_costs_at_most_twelve_queries(client, kirjaudu, django_assert_max_num_queries, nimi):
    lista = LISTAT[nimi]
    kirjaudu(lista.lukija)

    for haku in (lista.rajaus, "muoto=csv", "muoto=xlsx"):
        with django_assert_max_num_queries(12):
            client.get(osoite(nimi, haku)).getvalue()


@kaikki
def test_file_is_not_given_to_one_who_may_not_see_the_page(client, aineisto, db, nimi):
    sivun = client.get(osoite(nimi))

    tiedoston = client.get(osoite(nimi, "muoto=csv"))
    tiedoston.getvalue()

    assert tiedoston.status_code == sivun.status_code
    assert sivun.status_code == (200 if nimi in JULKISET else 302)
