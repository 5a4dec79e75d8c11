import uuid

import pytest
from django.test import Client
from django.urls import reverse

from lahipalvelut.models import Kirjaustunnus, Palvelupaiva

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("paivan_iltana")
class TestJono:
    def laheta(self, client, paiva, tapa, **tiedot):
        url = reverse("lahipalvelut:paiva-kirjaa", args=[paiva.pk])
        return client.post(url, tiedot, headers={"X-Lomakejono": tapa}).json()

    def test_sent_later_its_messages_come_with_the_answer(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)
        tunnus = uuid.uuid4()

        eka, toka = (self.laheta(client, paiva, "jono", lahetys=tunnus) for _ in range(2))

        assert eka["vastaanotettu"] is True
        assert ["merkitty pidetyksi" in viesti for viesti in eka["viestit"]] == [True]
        assert toka["viestit"][0] == "Lomake oli jo vastaanotettu, eikä sitä tallennettu toiseen kertaan."
        assert Kirjaustunnus.objects.count() == 1

    def test_sent_at_once_the_messages_wait_for_the_next_page(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)

        vastaus = self.laheta(client, paiva, "heti")

        assert vastaus["viestit"] == []
        assert "merkitty pidetyksi" in client.get(vastaus["osoite"]).text

    def test_refused_form_is_not_received(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)
        Palvelupaiva.objects.update(kumottu=None, pvm="2025-06-12")

        assert self.laheta(client, paiva, "jono") == {"vastaanotettu": False}

    def test_key_that_is_no_key_is_refused(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)

        assert self.laheta(client, paiva, "jono", lahetys="x") == {"vastaanotettu": False}


def test_token_is_given_to_those_who_log(client, asiantuntija, raija):
    tiukka = Client(enforce_csrf_checks=True)
    tiukka.force_login(asiantuntija)
    vastaus = tiukka.get(reverse("lahipalvelut:lahetystiedot"))
    client.force_login(raija)

    assert vastaus.json()["kayttaja"] == str(asiantuntija.pk)
    assert vastaus.json()["csrf"]
    assert "no-store" in vastaus["Cache-Control"]
    assert client.get(reverse("lahipalvelut:lahetystiedot")).status_code == 403


def test_worker_stands_at_the_root_for_everyone(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/tyontekija.js")

    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert "addEventListener" in response.text
