"""Pages of errors, as a browser meets them."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.template import loader
from django.test import Client
from django.urls import include, path

from tyollisyysalue import virheet

VIRHEET = {
    "400": SuspiciousOperation,
    "403": PermissionDenied,
    "404": Http404,
    "500": ZeroDivisionError,
    "kanta": OperationalError,
}


@login_not_required
def kaadu(request, virhe):
    raise VIRHEET[virhe]("salainen yksityiskohta")


urlpatterns = [path("kaadu/<str:virhe>/", kaadu), path("", include("tyollisyysalue.urls"))]
handler400 = virheet.pyyntoa_ei_ymmarretty
handler500 = virheet.portaalissa_on_virhe

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def client(alue):
    return Client(raise_request_exception=False)


def sivu(response):
    return BeautifulSoup(response.content, "html.parser")


def linkit(response):
    return {linkki["href"] for linkki in sivu(response).main.find_all("a")}


@pytest.mark.parametrize(
    ("osoite", "status", "otsikko"),
    [
        ("/kaadu/400/", 400, "Pyyntöä ei ymmärretty"),
        ("/kaadu/403/", 403, "Ei käyttöoikeutta"),
        ("/kaadu/404/", 404, "Sivua ei löydy"),
        ("/ei-tallaista/", 404, "Sivua ei löydy"),
        ("/kunnat/999/", 404, "Sivua ei löydy"),
        ("/kaadu/500/", 500, "Portaalissa on virhe"),
        ("/kaadu/kanta/", 500, "Portaalissa on virhe"),
    ],
)
def test_says_what_happened_and_leads_on(client, osoite, status, otsikko):
    response = client.get(osoite)

    assert response.status_code == status
    assert sivu(response).h1.text == otsikko
    assert "/" in linkit(response)
    assert "/haku/" in response.text
    assert "salainen yksityiskohta" not in response.text


@pytest.mark.parametrize("virhe", ["403", "404"])
def test_anonymous_may_sign_in_and_come_back(client, raija, virhe):
    takaisin = f"/tili/login/?next=/kaadu/{virhe}/%3Fa%3D1"
    osoite = f"/kaadu/{virhe}/?a=1"
    assert takaisin in linkit(client.get(osoite))

    client.force_login(raija)

    assert takaisin not in linkit(client.get(osoite))
    assert "mailto:kirjaamo@kuopio.example" in linkit(client.get(osoite))


def test_form_without_its_token_is_explained():
    response = Client(enforce_csrf_checks=True).post("/tili/login/", {"login": "a"})

    assert response.status_code == 403
    assert sivu(response).h1.text == "Lomake on vanhentunut"
    assert {"/", "/haku/", "/tili/login/"} == linkit(response)


@pytest.mark.parametrize("kieli", ["sv", "en"])
@pytest.mark.parametrize("osoite", ["/kaadu/400/", "/kaadu/404/", "/kaadu/500/"])
def test_speaks_the_readers_language(client, kieli, osoite):
    client.cookies["django_language"] = kieli

    response = client.get(osoite)

    assert sivu(response).html["lang"] == kieli
    assert sivu(response).h1.text not in ("Pyyntöä ei ymmärretty", "Sivua ei löydy", "Portaalissa on virhe")


def test_unexpected_error_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/kaadu/500/").status_code == 500


def test_unexpected_error_needs_no_context_processor(client, monkeypatch):
    def kaatuu(request):
        raise ZeroDivisionError

    monkeypatch.setattr("portaali.context_processors.paavalikko", kaatuu)

    # The missing page cannot be drawn either, which is an unexpected error.
    response = client.get("/ei-tallaista/")

    assert response.status_code == 500
    assert sivu(response).h1.text == "Portaalissa on virhe"


@pytest.mark.parametrize("osoite", ["/kaadu/400/", "/kaadu/500/"])
def test_last_page_stands_when_the_template_does_not(client, monkeypatch, osoite):
    def kaatuu(*args, **kwargs):
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr(loader, "render_to_string", kaatuu)

    response = client.get(osoite)

    assert response.status_code == int(osoite[7:10])
    assert response.text == virheet.VIIMEINEN_SIVU


def test_last_page_stands_when_translations_do_not(client, monkeypatch):
    def kaatuu(*args, **kwargs):
        raise OSError("No translation file")

    monkeypatch.setattr("django.utils.translation._trans.gettext", kaatuu, raising=False)

    response = client.get("/kaadu/500/")

    assert (response.status_code, response.text) == (500, virheet.VIIMEINEN_SIVU)


@pytest.mark.parametrize("yllapito", ["", "yllapito@kuopio.example"])
def test_unexpected_error_tells_whom_to_write(client, settings, yllapito):
    settings.YLLAPIDON_OSOITE = yllapito

    assert [osoite for osoite in linkit(client.get("/kaadu/500/")) if osoite.startswith("mailto:")] == (
        [f"mailto:{yllapito}"] if yllapito else []
    )
