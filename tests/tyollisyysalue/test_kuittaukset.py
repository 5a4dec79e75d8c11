"""Acknowledging a mail by its link: without signing in, by the button only, and of nothing else."""

import datetime
import time
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.core.cache import cache

from tyollisyysalue import kello, kuittaukset, lahetykset
from tyollisyysalue.lahetykset import Saaja
from tyollisyysalue.models import Tapahtuma

pytestmark = pytest.mark.django_db

PAIVA = 24 * 60 * 60


@pytest.fixture(autouse=True)
def tyhja_laskuri():
    """The count of what an address has asked for is in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


def viesti(rautavaara, kuitattava=True):
    return lahetykset.luo(
        "yhteyshenkilot.luettelo",
        "Yhteyshenkilöluettelo 12.6.2025: Rautavaara",
        "Luettelon teksti, jossa on numero 050 000 0001.",
        [Saaja("Raija Vaarala", "raija@rautavaara.example"), Saaja("Toinen", "toinen@rautavaara.example")],
        alue=rautavaara.alue,
        kieli="fi",
        kuitattava=kuitattava,
    )


@pytest.fixture
def kopio(rautavaara):
    return viesti(rautavaara).vastaanottajat.get(nimi="Raija Vaarala")


def polku(kopio):
    return "/kuittaus/" + kuittaukset.linkki(kopio).split("/kuittaus/")[1]


def teksti(response):
    return (
        BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True).replace("\u00a0", " ")
    )


def test_link_opens_to_its_recipient(kopio, settings):
    linkki = kuittaukset.linkki(kopio)

    assert linkki.startswith(f"{settings.PORTAALIN_OSOITE}/kuittaus/")
    assert kuittaukset.avaa(linkki.split("/")[-2]) == kopio


@pytest.mark.parametrize("metodi", ["get", "head"])
def test_opening_the_link_acknowledges_nothing(client, kopio, metodi):
    response = getattr(client, metodi)(polku(kopio))

    kopio.refresh_from_db()
    assert response.status_code == 200
    assert kopio.kuittausaika is None


def test_page_tells_what_is_acknowledged_and_nothing_else(client, kopio):
    sivu = teksti(client.get(polku(kopio)))

    assert "Yhteyshenkilöluettelo 12.6.2025: Rautavaara" in sivu
    for muu in ("raija@rautavaara.example", "Raija", "Toinen", "050 000 0001"):
        assert muu not in sivu


def test_button_acknowledges(client, kopio, kesa):
    response = client.post(polku(kopio), follow=True)

    kopio.refresh_from_db()
    assert (kopio.kuittausaika, kopio.kuittaaja) == (kesa, "Raija Vaarala")
    assert "Kuittasit viestin 12.6.2025 klo 10.15." in teksti(response)
    assert not BeautifulSoup(response.content, "html.parser").select("main form")
    [tapahtuma] = Tapahtuma.objects.for_omistaja(kopio)
    assert (tapahtuma.tapahtuma, tapahtuma.user, tapahtuma.tiedot) == ("kuittaa", None, {"linkilla": True})


@pytest.fixture
def kesa():
    hetki = datetime.datetime(2025, 6, 12, 10, 15, tzinfo=kello.HELSINKI)
    with kello.aseta(hetki):
        yield hetki


def test_second_press_changes_nothing(client, kopio, kesa):
    client.post(polku(kopio))
    with kello.aseta(kesa.replace(day=20)):
        response = client.post(polku(kopio), follow=True)

    kopio.refresh_from_db()
    assert kopio.kuittausaika == kesa
    assert "Kuittasit viestin 12.6.2025 klo 10.15." in teksti(response)
    assert Tapahtuma.objects.for_omistaja(kopio).count() == 1


def test_other_recipients_are_not_acknowledged_with_one(client, kopio):
    client.post(polku(kopio))

    assert kopio.lahetys.vastaanottajat.filter(kuittausaika__isnull=False).get() == kopio


@pytest.mark.parametrize("metodi", ["get", "post"])
def test_link_is_good_for_sixty_days(client, kopio, metodi):
    url, nyt = polku(kopio), time.time()
    with mock.patch("django.core.signing.time.time", return_value=nyt + 60 * PAIVA - 60):
        assert client.get(url).status_code == 200
    with mock.patch("django.core.signing.time.time", return_value=nyt + 60 * PAIVA + 60):
        response = getattr(client, metodi)(url)

    kopio.refresh_from_db()
    assert response.status_code == 410
    assert "pyydä työllisyysalueen koordinaattoria lähettämään viesti uudelleen" in teksti(response)
    assert kopio.kuittausaika is None


@pytest.mark.parametrize("vika", ["x", ":", "1:aaaaaa:bbbb"])
def test_wrong_link_is_not_found_and_says_what_to_do(client, alue, vika):
    response = client.post(f"/kuittaus/{vika}/")

    assert response.status_code == 404
    assert "kopioi linkki siitä kokonaan" in teksti(response)


def test_signature_of_another_purpose_does_not_do(client, kopio):
    tunnus = signing.dumps(kopio.pk, salt="palaute")

    assert client.post(f"/kuittaus/{tunnus}/").status_code == 404


def test_mail_that_asks_for_no_acknowledgement_is_not_acknowledged(client, rautavaara):
    kopio = viesti(rautavaara, kuitattava=False).vastaanottajat.first()

    assert client.post(polku(kopio)).status_code == 404


def test_page_stays_out_of_search_engines_caches_and_other_sites(client, kopio):
    response = client.get(polku(kopio))

    page = BeautifulSoup(response.content, "html.parser")
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert page.select_one("meta[name=robots]")["content"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    # Feedback names the page it is about: not this one.
    assert [a["href"] for a in page.select("footer a") if "palaute" in a["href"]] == ["/palaute/"]


def test_too_many_requests_are_refused(client, kopio, settings):
    settings.ACCOUNT_RATE_LIMITS = {"kuittaus": "2/m/ip"}

    assert [client.get(polku(kopio)).status_code for _kerta in range(3)] == [200, 200, 429]
