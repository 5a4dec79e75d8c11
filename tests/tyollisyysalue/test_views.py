from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.tyollisyysalue.nayttetiedostot import PDF
from tyollisyysalue import kello, liitteet, nakyvyys
from tyollisyysalue.models import Liite, Sopimus


@pytest.fixture
def sopimus(rautavaara, monkeypatch):
    """An owner for its parties: neither the public nor another municipality sees it."""
    monkeypatch.setattr(nakyvyys, "omistajamallit", lambda model: [Sopimus])
    return Sopimus.objects.create(
        laji=Sopimus.Laji.KAYTTOOIKEUS, alue=rautavaara.alue, kunta=rautavaara, lahetyspvm=date(2025, 8, 28)
    )


@pytest.fixture
def julkinen_sopimus(sopimus, rautavaara):
    return Sopimus.objects.create(
        laji=Sopimus.Laji.YHTEISTOIMINTA, alue=rautavaara.alue, kunta=rautavaara, lahetyspvm=date(2025, 8, 28)
    )


def liita(omistaja, user, **kwargs):
    kwargs = {"julkisuus": Liite.Julkisuus.JULKINEN} | kwargs
    return liitteet.tallenna(omistaja, ContentFile(PDF, "Päätös 25.8.2025.pdf"), user=user, **kwargs)


def status(client, url, method="get"):
    response = getattr(client, method)(url)
    if response.streaming:
        # Read to the end: that is when the test client closes the file.
        b"".join(response.streaming_content)
    return response.status_code


def test_liite_is_handed_out_as_a_file(client, sopimus, raija):
    liite = liita(sopimus, raija)
    client.force_login(raija)

    response = client.get(liite.get_absolute_url())

    assert response.status_code == 200
    assert response.getvalue() == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(PDF))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert (
        response["Content-Disposition"]
        == "attachment; filename*=utf-8''P%C3%A4%C3%A4t%C3%B6s%2025.8.2025.pdf"
    )
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}


def test_liite_is_not_found_by_another_municipality_nor_by_the_public(client, sopimus, raija, kari):
    url = liita(sopimus, raija).get_absolute_url()
    client.force_login(raija)
    assert status(client, url) == 200

    client.force_login(kari)
    assert status(client, url) == 404

    client.logout()
    assert status(client, url) == 404


def test_liite_of_a_public_owner_is_public(client, julkinen_sopimus, raija):
    assert status(client, liita(julkinen_sopimus, raija).get_absolute_url()) == 200


def test_secret_liite_of_a_public_owner_is_not_public(client, julkinen_sopimus, raija):
    liite = liita(
        julkinen_sopimus,
        raija,
        julkisuus=Liite.Julkisuus.SALASSA,
        peruste="Julkisuuslaki 24 § 1 mom. 23 kohta",
    )

    assert status(client, liite.get_absolute_url()) == 404


def test_liite_under_another_name_is_not_found(client, julkinen_sopimus, raija):
    liite = liita(julkinen_sopimus, raija)

    assert status(client, reverse("liite", args=[liite.pk, "muu.pdf"])) == 404
    assert status(client, reverse("liite", args=[liite.pk + 1, liite.nimi])) == 404


def test_removed_liite_is_not_found(client, julkinen_sopimus, raija):
    liite = liita(julkinen_sopimus, raija)
    liite.poistettu = kello.nyt()
    liite.save(update_fields=["poistettu"])

    assert status(client, liite.get_absolute_url()) == 404


def test_liite_is_only_read(client, julkinen_sopimus, raija):
    url = liita(julkinen_sopimus, raija).get_absolute_url()

    assert status(client, url, "post") == 405
    assert status(client, url, "head") == 200


def test_sign_in_behind_a_proxy_on_a_socket(client, db, settings):
    """A socket gives no address; the proxy's header does, and the limits of failed logins count by it."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    response = client.post(
        "/tili/login/",
        {"login": "kuka@kuopio.example", "password": "vaara-salasana"},
        headers={"X-Forwarded-For": "192.0.2.7"},
        REMOTE_ADDR="",
    )

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
