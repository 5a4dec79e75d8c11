"""The public, a liaison and staff do their things in a browser without JavaScript; only the draft's editor needs it."""

import io

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from lahipalvelut.models import Palvelupaiva
from paatokset.models import Paatos
from tests.browser import esitys
from tests.browser.kello_middleware import hetki, siirry
from tests.browser.paatos import lataa_pdf, pdf_teksti
from tyollisyysalue import demo, kello
from tyollisyysalue.roolit import Rooli

pytestmark = pytest.mark.selain


def test_portal_works_without_scripts(palvelin, avaa_selain):
    siirry(2025, 9, 24, 9, 0)
    with kello.aseta(hetki()):
        call_command("lataa_kunnat", stdout=io.StringIO())
        call_command("demo", stdout=io.StringIO())

    kuka_vain = avaa_selain("kansalainen", skriptit=False)
    kansalainen_lukee_paatoksen(kuka_vain)
    kansalainen_antaa_palautetta(kuka_vain)
    raija = avaa_selain("yhdyshenkilo", skriptit=False)
    raija.kirjaudu(Rooli.YHDYSHENKILO)
    esitys.yhdyshenkilo_lahettaa_esityksen(raija)
    aino = avaa_selain("asiantuntija", leveys=375, skriptit=False)
    asiantuntija_kirjaa_ja_peruu_paivan(aino)


def kansalainen_lukee_paatoksen(kuka_vain):
    paatos = Paatos.objects.get(tila=Paatos.Tila.TARKASTETTU, asia__esitykset__kunta__koodi="687")
    kuka_vain.avaa("/")
    main = kuka_vain.page.locator("main")
    kuka_vain.seuraa("Rautavaara", alue=main)
    kuka_vain.nakee("Rautavaara")
    kuka_vain.avaa("/lahipalvelut/687/")
    kuka_vain.nakee("joka toinen keskiviikko klo 9.00–15.00")
    kuka_vain.avaa("/paatokset/")
    kuka_vain.seuraa(paatos.otsikko, alue=main)
    kuka_vain.nakee(paatos.pykalatunnus, "Muutoksenhaku")
    assert paatos.otsikko in pdf_teksti(lataa_pdf(kuka_vain, kuka_vain.page.url))


def kansalainen_antaa_palautetta(kuka_vain):
    kuka_vain.seuraa("Palaute", alue=kuka_vain.page.locator("footer"))
    siirry(2025, 9, 24, 9, 5)
    kuka_vain.paina("Lähetä palaute")
    kuka_vain.nakee("Tarkista lomake")
    kuka_vain.tayta({"Portaalin saavutettavuutta": True, "Palautteesi": "Kiitos, tämä toimii."})
    kuka_vain.paina("Lähetä palaute")
    kuka_vain.nakee("Kiitos palautteestasi", "2/2025", "8.10.2025")


def asiantuntija_kirjaa_ja_peruu_paivan(aino):
    omat = Palvelupaiva.objects.filter(
        tila=Palvelupaiva.Tila.AVOIN,
        pvm__gt=hetki().date(),
        rivi__vastuuhenkilo__user=demo.kirjautuja(Rooli.ASIANTUNTIJA),
    ).order_by("pvm", "alkuklo")
    kirjattava, peruttava = omat[0], omat[1]
    siirry(kirjattava.pvm.year, kirjattava.pvm.month, kirjattava.pvm.day, 15, 40)
    aino.kirjaudu(Rooli.ASIANTUNTIJA)
    aino.avaa("/lahipalvelut/omat/")
    rivi = aino.rivi(f"{pvm(kirjattava)} {kirjattava.kunta.nimi_fi}")
    rivi.get_by_role("button", name="Merkitse pidetyksi").click()
    aino.nakee("on merkitty pidetyksi")

    aino.avaa(peruttava.get_absolute_url())
    aino.seuraa("Peru tämä päivä")
    aino.tayta({"Syy": "henkilöstösyy", "Syyn kuvaus": "Asiantuntija sairastui."})
    aino.paina("Peru päivä")
    aino.nakee("on peruttu.")
    kirjattava.refresh_from_db()
    peruttava.refresh_from_db()
    assert (kirjattava.tila, peruttava.tila) == (Palvelupaiva.Tila.PIDETTY, Palvelupaiva.Tila.PERUTTU)
    expect(aino.page.locator("main")).to_contain_text("Asiantuntija sairastui.")


def pvm(paiva):
    return f"{paiva.pvm.day}.{paiva.pvm.month}.{paiva.pvm.year}"
