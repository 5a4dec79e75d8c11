"""Nothing typed is ever lost: a killed browser, a session that ended, two who write at once."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import expect

from paatokset import workflow
from paatokset.models import Kesken
from tests.browser.kello_middleware import siirry
from tests.paatokset.conftest import asia, esitys, luonnos, toimielin
from tests.paatokset.factories import LUONNOSTELTU

# The draft and its people, as the tests without a browser have them.
__all__ = ["asia", "esitys", "luonnos", "toimielin"]

pytestmark = [pytest.mark.selain, pytest.mark.django_db(transaction=True)]

TEKSTI = "Tätä ei ole vielä tallennettu."


@pytest.fixture(autouse=True)
def valmistelu(mittarit):
    siirry(LUONNOSTELTU.year, LUONNOSTELTU.month, LUONNOSTELTU.day, 11, 0)
    yield
    Kesken.objects.all().delete()


def kirjaudu(kavija, user):
    client = Client()
    client.force_login(user)
    kavija.kirjaudu_evasteella(client)


def avaa_osio(kavija, luonnos):
    kavija.avaa(f"/paatokset/osiot/{luonnos.osiot.get(jarjestys=1).pk}/")
    expect(kavija.page.locator(".ProseMirror")).to_be_visible()


def kirjoita(kavija, teksti):
    kavija.page.locator(".ProseMirror").click()
    kavija.page.keyboard.type(teksti)


def test_killed_browser_loses_nothing(avaa_selain, luonnos, sihteeri):
    sirpa = avaa_selain("Sirpa")
    kirjaudu(sirpa, sihteeri)
    avaa_osio(sirpa, luonnos)
    kirjoita(sirpa, TEKSTI)
    expect(sirpa.page.locator("#kesken")).to_contain_text("on tallessa portaalissa")
    sirpa.context.close()

    uusi = avaa_selain("Sirpa uudestaan", leveys=375)
    kirjaudu(uusi, sihteeri)
    uusi.avaa(f"/paatokset/osiot/{luonnos.osiot.get(jarjestys=1).pk}/")
    uusi.nakee("Sinulla on tallentamaton teksti", TEKSTI)
    uusi.tarkista()
    uusi.seuraa("Jatka siitä")
    expect(uusi.page.locator(".ProseMirror")).to_contain_text(TEKSTI)
    uusi.paina("Tallenna")

    uusi.nakee("Osio on tallennettu.", TEKSTI)
    assert not Kesken.objects.exists()


def test_page_that_goes_at_once_loses_nothing(avaa_selain, luonnos, sihteeri):
    sirpa = avaa_selain("Sirpa")
    kirjaudu(sirpa, sihteeri)
    avaa_osio(sirpa, luonnos)
    kirjoita(sirpa, TEKSTI)
    sirpa.avaa("/paatokset/")

    sirpa.avaa(f"/paatokset/osiot/{luonnos.osiot.get(jarjestys=1).pk}/")
    sirpa.nakee("Sinulla on tallentamaton teksti", TEKSTI)


def test_ended_session_keeps_the_text_in_the_browser(avaa_selain, luonnos, sihteeri):
    sirpa = avaa_selain("Sirpa")
    kirjaudu(sirpa, sihteeri)
    avaa_osio(sirpa, luonnos)
    Session.objects.all().delete()
    kirjoita(sirpa, TEKSTI)
    expect(sirpa.page.locator("#kesken")).to_contain_text("Istuntosi on päättynyt.")
    sirpa.tarkista()
    # Saving leads to signing in, and the text is still there after it.
    sirpa.paina("Tallenna")
    sirpa.page.wait_for_url("**/tili/login/**")
    assert not Kesken.objects.exists()

    kirjaudu(sirpa, sihteeri)
    avaa_osio(sirpa, luonnos)
    sirpa.nakee("Tässä selaimessa on tallentamaton teksti")
    sirpa.paina("Jatka siitä")
    expect(sirpa.page.locator(".ProseMirror")).to_contain_text(TEKSTI)
    sirpa.paina("Tallenna")
    sirpa.nakee("Osio on tallennettu.", TEKSTI)
    # What was saved is offered no more.
    avaa_osio(sirpa, luonnos)
    sirpa.ei_nae("tallentamaton teksti")


def test_two_who_write_see_each_other_and_both_texts(avaa_selain, luonnos, sihteeri, asiantuntija):
    osio = luonnos.osiot.get(jarjestys=1)
    workflow.anna_osio(osio, henkilo=asiantuntija.henkilo, maarapvm=None, user=sihteeri)
    sirpa, aino = avaa_selain("Sirpa"), avaa_selain("Aino")
    kirjaudu(sirpa, sihteeri)
    kirjaudu(aino, asiantuntija)
    avaa_osio(sirpa, luonnos)
    avaa_osio(aino, luonnos)
    aino.nakee(f"{sihteeri.nimi} muokkaa samaa tekstiä.")
    kirjoita(sirpa, "Sirpan teksti.")
    sirpa.nakee(f"{asiantuntija.nimi} muokkaa samaa tekstiä.")
    kirjoita(aino, "Ainon teksti.")
    aino.paina("Tallenna")
    aino.nakee("Osio on tallennettu.")

    sirpa.paina("Tallenna")

    sirpa.nakee("Näin toinen käyttäjä tallensi.", "Ainon teksti.")
    expect(sirpa.page.locator(".ProseMirror")).to_contain_text("Sirpan teksti.")
