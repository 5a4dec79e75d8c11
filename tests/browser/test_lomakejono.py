"""Logging and changing a day in bad coverage: kept on the phone, told, and sent once when the connection is back."""

import datetime

import pytest
from django.test import Client
from playwright.sync_api import expect

from lahipalvelut.models import Kirjaustunnus, Palvelupaiva
from tests.browser.kello_middleware import siirry
from tests.browser.sivut import Kavija
from tests.factories import KuntaFactory
from tests.lahipalvelut.factories import (
    PalvelupaivaFactory,
    PalvelusuunnitelmaFactory,
    SuunnitelmariviFactory,
)

pytestmark = pytest.mark.selain

OMAT = "/lahipalvelut/omat/"
# The portal gets the form, and its answer is lost on the way.
VASTAUS_KATOAA = """
const oikea = window.fetch;
window.fetch = async (osoite, tiedot) => {
  const vastaus = await oikea(osoite, tiedot);
  if (tiedot?.headers?.["X-Lomakejono"] === "heti") throw new TypeError("yhteys katkesi");
  return vastaus;
};
"""


@pytest.fixture
def paiva(palvelin, asiantuntija):
    """The expert's own day, today at 9–15."""
    siirry(2025, 6, 11, 15, 30)
    rivi = SuunnitelmariviFactory(
        suunnitelma=PalvelusuunnitelmaFactory(kunta=KuntaFactory()), vastuuhenkilo=asiantuntija.henkilo
    )
    return PalvelupaivaFactory(rivi=rivi)


@pytest.fixture
def aino(paiva, palvelin, chromium, asiantuntija, kuvat):
    """The expert on a phone, who has opened her days once."""
    client = Client()
    client.force_login(asiantuntija)
    kavija = Kavija("Aino", chromium, palvelin, 360, kuvat)
    kavija.kirjaudu_evasteella(client)
    yield kavija
    kavija.context.close()
    # A browser without a connection says so in its console.
    assert [huomio for huomio in kavija.huomiot if "ERR_INTERNET_DISCONNECTED" not in huomio] == []


def avaa_talteen(kavija, polku):
    """Open a page so that the device has it: the worker stores what passes through it."""
    kavija.avaa(polku)
    kavija.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    kavija.page.wait_for_function("navigator.serviceWorker.controller !== null")
    kavija.avaa(polku)
    kavija.page.wait_for_function(
        "polku => caches.match(polku, {ignoreVary: true}).then(osuma => Boolean(osuma))", arg=polku
    )


def jono(kavija):
    return kavija.page.locator("#lomakejono")


def tila(paiva):
    return Palvelupaiva.objects.get(pk=paiva.pk).tila


def test_day_logged_offline_is_sent_once_when_the_connection_is_back(aino, paiva):
    avaa_talteen(aino, OMAT)
    aino.context.set_offline(True)
    aino.avaa(OMAT)
    aino.rivi("ke 11.6.2025").get_by_role("button", name="Merkitse pidetyksi").click()
    expect(jono(aino)).to_contain_text("Lomake on tallessa tässä laitteessa")
    expect(jono(aino)).to_contain_text("Rautavaara 11.6.2025")
    aino.tarkista()
    aino.kuvaa("ilman-yhteytta")
    assert tila(paiva) == "avoin"
    # What waits is still there when the page is opened again.
    aino.avaa(OMAT)
    expect(jono(aino)).to_contain_text("Rautavaara 11.6.2025")

    aino.context.set_offline(False)

    expect(jono(aino)).to_contain_text("odottanut lomake on lähetetty")
    expect(jono(aino)).to_contain_text("on merkitty pidetyksi")
    assert tila(paiva) == "pidetty"
    aino.avaa(OMAT)
    expect(jono(aino)).to_be_hidden()
    assert Kirjaustunnus.objects.count() == 1


def test_sudden_change_offline_keeps_when_it_was_told(aino, paiva):
    siirry(2025, 6, 11, 7, 30)
    polku = f"{paiva.get_absolute_url()}peru/"
    avaa_talteen(aino, polku)
    aino.context.set_offline(True)
    aino.avaa(polku)
    aino.tayta({"Syy": "sää tai liikenne", "Syyn kuvaus": "Tie on poikki."})
    aino.paina("Peru päivä")
    expect(jono(aino)).to_contain_text("Lomake on tallessa tässä laitteessa")

    siirry(2025, 6, 11, 8, 40)
    aino.context.set_offline(False)

    expect(jono(aino)).to_contain_text("on peruttu")
    paiva.refresh_from_db()
    assert (paiva.tila, paiva.ilmoitettu_tunteja, paiva.on_akillinen) == ("peruttu", 1.5, True)


def test_form_whose_answer_was_lost_counts_once(aino, paiva):
    aino.page.add_init_script(VASTAUS_KATOAA)
    aino.avaa(OMAT)

    aino.rivi("ke 11.6.2025").get_by_role("button", name="Merkitse pidetyksi").click()
    expect(jono(aino)).to_contain_text("Lomake on tallessa tässä laitteessa")
    assert tila(paiva) == "pidetty"
    aino.avaa(OMAT)

    expect(jono(aino)).to_contain_text("Lomake oli jo vastaanotettu")
    assert Kirjaustunnus.objects.count() == 1
    assert paiva.tapahtumat.filter(tapahtuma="kirjaa_pidetyksi").count() == 1


def test_refused_form_is_told_and_comes_back_filled_in(aino, paiva):
    polku = f"{paiva.get_absolute_url()}peru/"
    siirry(2025, 6, 11, 7, 30)
    avaa_talteen(aino, polku)
    aino.context.set_offline(True)
    aino.avaa(polku)
    aino.tayta({"Syy": "sää tai liikenne", "Syyn kuvaus": "Tie on poikki."})
    aino.kentta("Milloin muutoksesta kerrottiin kunnalle").fill("2025-06-11T12:00")
    aino.paina("Peru päivä")
    expect(jono(aino)).to_contain_text("tallessa")

    aino.context.set_offline(False)
    expect(jono(aino)).to_contain_text("Portaali ei hyväksynyt odottanutta lomaketta")
    aino.kuvaa("hylatty")
    jono(aino).get_by_role("link").click()

    expect(aino.kentta("Syyn kuvaus")).to_have_value("Tie on poikki.")
    assert tila(paiva) == "avoin"
    aino.kentta("Milloin muutoksesta kerrottiin kunnalle").fill("2025-06-11T07:20")
    aino.paina("Peru päivä")
    aino.nakee("on peruttu.")
    expect(jono(aino)).to_be_hidden()


def test_todays_day_is_logged_with_two_taps_by_thumb(aino, paiva):
    aino.avaa(OMAT)
    nappi = aino.rivi("ke 11.6.2025").get_by_role("button", name="Merkitse pidetyksi")
    laatikko = nappi.bounding_box()
    assert laatikko["height"] >= 44
    assert laatikko["y"] + laatikko["height"] < 720

    nappi.click()
    aino.nakee("on merkitty pidetyksi")
    aino.tarkista()
    aino.kuvaa("kirjattu")
    aino.tayta({"Asiakkaita paikan päällä": "6"})
    aino.paina("Tallenna täydennys")

    aino.nakee("Kirjausta täydennettiin.")
    aino.tarkista()
    assert aino.page.evaluate("document.documentElement.scrollWidth") == 360
    assert paiva.asiakasmaarat.get().maara == 6
    aino.avaa(f"{paiva.get_absolute_url()}")
    aino.kuvaa("paiva")


def test_page_of_the_device_is_gone_after_signing_out(aino):
    avaa_talteen(aino, OMAT)
    aino.page.locator("header summary").click()
    aino.page.get_by_role("button", name="Kirjaudu ulos").click()
    aino.nakee("Kirjauduit ulos.")

    talletetut = aino.page.evaluate(
        "caches.match('/lahipalvelut/omat/', {ignoreVary: true}).then(osuma => Boolean(osuma))"
    )

    assert talletetut is False


def test_day_is_logged_without_the_script_too(paiva, palvelin, chromium, asiantuntija):
    client = Client()
    client.force_login(asiantuntija)
    kavija = Kavija("Aino", chromium, palvelin, 360, None, skriptit=False)
    kavija.kirjaudu_evasteella(client)
    kavija.avaa(OMAT)
    kavija.rivi("ke 11.6.2025").get_by_role("button", name="Merkitse pidetyksi").click()

    kavija.nakee("on merkitty pidetyksi")
    assert datetime.date(2025, 6, 11) == Palvelupaiva.objects.get(tila="pidetty").pvm
    kavija.context.close()


def test_month_and_move_can_be_used_on_a_phone(aino, paiva):
    for polku in (
        "/lahipalvelut/omat/2025-06/",
        f"{paiva.get_absolute_url()}siirra/",
        "/lahipalvelut/687/2025-06/",
    ):
        aino.avaa(polku)
        aino.tarkista()
        aino.kuvaa(polku.strip("/").replace("/", "-"))
        assert aino.page.evaluate("document.documentElement.scrollWidth") == 360
