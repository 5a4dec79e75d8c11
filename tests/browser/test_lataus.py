"""Sending a statistical table: how far it has been sent, its preview, its refusal, and a connection that breaks."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from seuranta import mittarit
from seuranta.models import Mittari, Tuonti
from tests.browser.kello_middleware import siirry
from tests.seuranta import aito
from tyollisyysalue.models import Tyollisyysalue

pytestmark = pytest.mark.selain

# Tells every text of the status, with what the bar then shows.
SEURAA = """
() => {
  const tila = document.getElementById("lahetyksen-tila");
  const palkki = document.querySelector("#lahetys progress");
  new MutationObserver(() => window.sanottiin(tila.textContent, palkki.getAttribute("value")))
    .observe(tila, { childList: true, characterData: true, subtree: true });
}
"""


@pytest.fixture
def koordinaattorina(palvelin, avaa_selain, koordinaattori):
    """The coordinator at the page of import, over a slow line."""
    siirry(2026, 7, 22, 9, 0)
    # Every table was emptied by the browser test before.
    mittarit.lataa(Mittari)
    call_command("lataa_kunnat", verbosity=0)
    Tyollisyysalue.objects.filter(koodi="17").update(kaytossa=True)
    client = Client()
    client.force_login(koordinaattori)
    kavija = avaa_selain("Koordinaattori")
    kavija.kirjaudu_evasteella(client)
    kavija.avaa("/seuranta/tuonti/")
    return kavija


def hidasta(page, tavua_sekunnissa):
    istunto = page.context.new_cdp_session(page)
    istunto.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": tavua_sekunnissa},
    )


def laheta(page, nimi, tavut):
    page.get_by_label("Tilastotaulukko").set_input_files(
        {"name": nimi, "mimeType": "application/json", "buffer": tavut}
    )
    page.get_by_role("button", name="Esikatsele").click()


def test_sending_tells_how_far_it_is_and_leads_to_the_preview(koordinaattorina):
    page, sanotut = koordinaattorina.page, []
    page.expose_function("sanottiin", lambda teksti, palkki: sanotut.append((teksti, palkki)))
    page.evaluate(SEURAA)
    hidasta(page, 60_000)
    # Blanks between the figures make the file large enough to be followed.
    tavut = aito.TAVUT.replace(b'","', b'",          "')

    laheta(page, "12r5.json", tavut)

    expect(page.locator("#lahetys")).to_be_visible()
    expect(page.get_by_role("button", name="Esikatsele")).to_be_disabled()
    expect(page.locator("#lahetyksen-tila")).to_have_text(re.compile(r"Lähetetään tiedostoa: [0-9]+ %"))
    expect(page.get_by_role("heading", name="Tuonnin esikatselu")).to_be_visible(timeout=30_000)
    osuudet = [int(osuma[1]) for teksti, _palkki in sanotut if (osuma := re.search(r"([0-9]+) %", teksti))]
    assert len(osuudet) > 1
    assert osuudet == sorted(set(osuudet))
    assert [palkki for teksti, palkki in sanotut if "%" in teksti] == [str(osuus) for osuus in osuudet]
    assert not Tuonti.objects.exists()


def test_refusal_tells_the_reason_on_the_same_page(koordinaattorina):
    page = koordinaattorina.page

    laheta(page, "rikki.json", aito.muutettu(TYOTTOMATLOPUSSA="kuusi"))

    expect(page.get_by_role("heading", name="Miksi tiedostoa ei tuotu")).to_be_visible()
    expect(page.locator(".virheyhteenveto")).to_be_focused()
    expect(page.locator("#lahetys")).to_be_hidden()
    # And the form works again.
    laheta(page, "12r5.json", aito.TAVUT)
    expect(page.get_by_role("heading", name="Tuonnin esikatselu")).to_be_visible(timeout=30_000)


def test_broken_connection_is_told_and_sending_can_be_tried_again(koordinaattorina):
    page = koordinaattorina.page
    page.route("**/seuranta/tuonti/", lambda reitti: reitti.fulfill(status=502, body=""), times=1)

    laheta(page, "12r5.json", aito.TAVUT)

    expect(page.get_by_text("Tiedostoa ei saatu lähetettyä.")).to_be_visible()
    # The browser tells of the answer in its console.
    assert all("502" in huomio for huomio in koordinaattorina.huomiot)
    koordinaattorina.huomiot.clear()
    page.get_by_role("button", name="Esikatsele").click()
    expect(page.get_by_role("heading", name="Tuonnin esikatselu")).to_be_visible(timeout=30_000)
