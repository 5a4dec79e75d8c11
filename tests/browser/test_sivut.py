"""Every page of the access matrix, once by somebody who may see it: nothing new can be left out.

In Finnish on a desk and on a phone, in Swedish and English on a desk: axe, errors of the console, the language of the
page, no scrolling sideways at 320 px. The HTML of all of them goes through one run of the HTML checker.
"""

import json
import subprocess

import pytest
from django.conf import settings

from tests import test_access_matrix as paasyt
from tests.browser.kello_middleware import hetki, siirry
from tyollisyysalue import kello

pytestmark = pytest.mark.selain

VNU = settings.BASE_DIR / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
MUUT_KIELET = ["sv", "en"]


@pytest.fixture
def sivut(palvelin):
    """``(actor, address)`` of every page that shows to somebody, and the clients of the actors."""
    siirry(2026, 11, 24, 12, 0)
    with kello.aseta(hetki()):
        kohteet = paasyt.rakenna_kohteet()
        clients = paasyt.kirjautuneet()
        nahtavat = [
            (nayttelija, osoite)
            for nayttelija, osoite in paasyt.nahtavat(kohteet)
            if on_sivu(clients[nayttelija].get(osoite))
        ]
    return clients, nahtavat


def on_sivu(response):
    """Files are not pages, nor are the parts that a script puts into a page."""
    # Reading to the end closes the file.
    sisalto = response.getvalue()
    return response["Content-Type"].startswith("text/html") and b"<!DOCTYPE html>" in sisalto


def test_every_page_can_be_read_and_used_by_everyone(sivut, avaa_selain):
    clients, nahtavat = sivut
    kavijat = {nimi: avaa_selain(nimi) for nimi in dict(nahtavat)}
    for nimi, kavija in kavijat.items():
        kavija.kirjaudu_evasteella(clients[nimi])

    for nimi, osoite in nahtavat:
        katso_suomeksi(kavijat[nimi], osoite)
    for kieli in MUUT_KIELET:
        for kavija in kavijat.values():
            kavija.lue_kielella(kieli)
            kavija.levenna(1280)
        for nimi, osoite in nahtavat:
            katso(kavijat[nimi], osoite, kieli)


def katso_suomeksi(kavija, osoite):
    kavija.levenna(1280)
    katso(kavija, osoite, "fi")
    kavija.levenna(375)
    kavija.tarkista()
    kavija.levenna(320)
    if (leveys := kavija.page.evaluate("document.documentElement.scrollWidth")) > 320:
        kavija.huomaa(f"{leveys} px wide at 320 px")


def katso(kavija, osoite, kieli):
    kavija.avaa(osoite)
    if (sivun_kieli := kavija.page.evaluate("document.documentElement.lang")) != kieli:
        kavija.huomaa(f"in {sivun_kieli}, not in {kieli}")
    if (otsikoita := kavija.page.locator("h1").count()) != 1:
        kavija.huomaa(f"{otsikoita} first headings")
    kavija.tarkista()


def test_html_of_every_page_is_valid(sivut, tmp_path):
    clients, nahtavat = sivut
    with kello.aseta(hetki()):
        for kieli in ["fi", *MUUT_KIELET]:
            for numero, (nimi, osoite) in enumerate(nahtavat):
                clients[nimi].cookies[settings.LANGUAGE_COOKIE_NAME] = kieli
                html = clients[nimi].get(osoite).content
                # The name tells the page in the checker's report.
                (tmp_path / f"{numero}-{kieli}-{osoite.replace('/', '_')[:150]}.html").write_bytes(html)

    assert not (loydot := virheet(tmp_path)), "\n".join(loydot)


def virheet(kansio):
    tulos = subprocess.run(
        ["java", "-jar", VNU, "--format", "json", "--exit-zero-always", "--stdout", kansio],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        f"{viesti['url'].rsplit('/', 1)[1]}:{viesti.get('lastLine')}: {viesti['message']}"
        for viesti in json.loads(tulos.stdout)["messages"]
    ]
