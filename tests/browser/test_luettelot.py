"""A list in Chromium: filters, order and pages without loading the page anew, and the same without JavaScript."""

import io
import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.browser.kello_middleware import siirry
from tests.browser.sivut import Kavija
from tyollisyysalue.roolit import Rooli

pytestmark = pytest.mark.selain

LISTA = "/lahipalvelut/?alku=2025-01-01"


@pytest.fixture
def demo(palvelin):
    call_command("lataa_kunnat", stdout=io.StringIO())
    call_command("demo", stdout=io.StringIO())
    siirry(2025, 9, 1, 12, 0)


def nykyinen(kavija):
    return kavija.page.evaluate("document.activeElement.id")


def odota_osaa(kavija, haku, ilmoitus):
    """The address and what is read aloud tell that the part of the page has come."""
    expect(kavija.page).to_have_url(re.compile(haku))
    expect(kavija.page.locator("#ilmoitukset")).to_contain_text(ilmoitus)


def test_luettelo_paivittyy_osittain(demo, avaa_selain):
    kavija = avaa_selain("kansalainen")
    page = kavija.page
    kavija.avaa(LISTA)
    # Gone if the page is loaded anew.
    page.evaluate("document.body.dataset.sama = 'on'")

    page.locator("#jarjesta-kunta").focus()
    page.keyboard.press("Enter")
    odota_osaa(kavija, "jarjestys=kunta", "Järjestetty: Kunta, nouseva. Rivit 1–50")
    assert nykyinen(kavija) == "jarjesta-kunta"
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Kunta")

    page.locator("#sivu-2").focus()
    page.keyboard.press("Enter")
    odota_osaa(kavija, "sivu=2", "Rivit 51–100")
    assert nykyinen(kavija) == "sivu-2"

    kavija.tayta({"Kunta": "Rautavaara"})
    page.locator("#rajaa").focus()
    page.keyboard.press("Enter")
    odota_osaa(kavija, "kunta=687", "Järjestetty: Kunta, nouseva. ")
    assert nykyinen(kavija) == "rajaa"
    kavija.nakee("Rajattu: Kunta: Rautavaara")
    kavija.tarkista()

    # What was pressed is gone: the list itself takes the focus.
    page.get_by_role("link", name="Tyhjennä suodattimet").focus()
    page.keyboard.press("Enter")
    odota_osaa(kavija, r"/lahipalvelut/$", "Rivit 1–50")
    assert nykyinen(kavija) == "luettelo"
    assert page.evaluate("document.body.dataset.sama") == "on"

    page.go_back()
    expect(page).to_have_url(re.compile("kunta=687"))
    expect(page.locator("#id_kunta")).to_have_value("687")
    expect(page.locator("header")).to_have_count(1)

    with page.expect_download() as lataus:
        page.get_by_role("link", name="Lataa CSV").click()
    otsikot, *paivat = lataus.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert otsikot.startswith("Päivä;Kunta;")
    assert {paiva.split(";")[1] for paiva in paivat} == {"Rautavaara"}


def test_luettelo_toimii_ilman_javascriptia(demo, palvelin, chromium):
    context = chromium.new_context(base_url=palvelin, locale="fi-FI", java_script_enabled=False)
    page = context.new_page()
    page.goto(LISTA)

    page.locator("#jarjesta-kunta").click()
    expect(page).to_have_url(re.compile("jarjestys=kunta"))
    page.locator("#sivu-2").click()
    expect(page).to_have_url(re.compile("sivu=2"))
    page.locator("#id_kunta").select_option(label="Rautavaara")
    page.locator("#rajaa").click()
    expect(page).to_have_url(re.compile("kunta=687.*jarjestys=kunta"))
    expect(page.locator(".rajaukset")).to_contain_text("Kunta: Rautavaara")
    context.close()


def test_luettelo_kertoo_kun_istunto_on_paattynyt(demo, palvelin, chromium):
    kavija = Kavija("sihteeri", chromium, palvelin, 375, None)
    kavija.kirjaudu(Rooli.SIHTEERI)
    kavija.avaa("/esitykset/")
    kavija.tarkista()
    assert kavija.page.evaluate("document.documentElement.scrollWidth") == 375
    kavija.context.clear_cookies()

    kavija.page.locator("#jarjesta-otsikko").click()

    expect(kavija.page).to_have_url(re.compile("/tili/login/.*esitykset"))
    kavija.nakee("Kirjaudu sisään")
    assert kavija.huomiot == []
    kavija.context.close()
