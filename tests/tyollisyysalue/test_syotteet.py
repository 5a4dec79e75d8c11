import datetime

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from icalendar import Calendar

from tests.yhteyshenkilot.factories import JasenFactory, TapaaminenFactory
from tyollisyysalue import kello, syotteet
from tyollisyysalue.models import Kalenterisyote

pytestmark = pytest.mark.django_db

AVAIN = "yhteyshenkilot.tapaamiset"
SIVU = reverse("kalenterit")


@pytest.fixture
def laji():
    return syotteet.lajit[AVAIN]


@pytest.fixture
def tapaaminen(rautavaara):
    ryhma = JasenFactory(kunta=rautavaara, ryhma__nimi_fi="operatiivinen ohjausryhmä").ryhma
    return TapaaminenFactory(ryhma=ryhma, alkuaika=kello.nyt() + datetime.timedelta(days=30))


def hae(client, tunnus, **headers):
    return client.get(reverse("kalenteri", args=[tunnus]), headers=headers)


def otsikot(response):
    return [str(rivi["summary"]) for rivi in Calendar.from_ical(response.text).walk("VEVENT")]


def test_address_is_shown_once_and_gives_the_calendar(client, raija, tapaaminen):
    client.force_login(raija)

    client.post(reverse("kalenteri-luo", args=[AVAIN]))
    osoite = BeautifulSoup(client.get(SIVU).text, "html.parser").select_one("input[readonly]")["value"]
    assert isinstance(osoite, str)
    toinen = client.get(SIVU)

    polku = osoite.removeprefix("http://localhost:8000")
    assert polku not in toinen.text
    client.logout()
    response = client.get(polku)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert otsikot(response) == ["Operatiivinen ohjausryhmä"]


def test_only_a_hash_of_the_address_is_kept(raija, laji):
    syote, tunnus = syotteet.luo(laji, "fi", user=raija)

    arvot = [str(arvo) for arvo in Kalenterisyote.objects.values_list().get(pk=syote.pk)]
    assert tunnus not in " ".join(arvot)
    assert syotteet.avaa(tunnus) == syote


def test_unchanged_calendar_is_not_sent_again(client, raija, laji, tapaaminen):
    _syote, tunnus = syotteet.luo(laji, "fi", user=raija)

    etag = hae(client, tunnus)["ETag"]
    ennallaan = hae(client, tunnus, if_none_match=etag)
    tapaaminen.paikka = "Teams"
    tapaaminen.save(update_fields=["paikka"])
    muuttunut = hae(client, tunnus, if_none_match=etag)

    assert (ennallaan.status_code, ennallaan.content) == (304, b"")
    assert ennallaan["Cache-Control"] == "private, no-cache"
    assert muuttunut.status_code == 200


def test_fetching_is_noted_without_a_version_of_the_row(client, raija, laji):
    syote, tunnus = syotteet.luo(laji, "fi", user=raija)
    versiot = apps.get_model("tyollisyysalue", "KalenterisyoteEvent").objects
    ennen = versiot.count()

    hae(client, tunnus)

    syote.refresh_from_db()
    assert syote.haettu is not None
    assert versiot.count() == ennen


def test_rights_are_asked_at_each_fetch(client, raija, laji, tapaaminen):
    _syote, tunnus = syotteet.luo(laji, "fi", user=raija)
    assert otsikot(hae(client, tunnus)) == ["Operatiivinen ohjausryhmä"]

    raija.jasenyydet.update(loppupvm=kello.tanaan() - datetime.timedelta(days=1))

    assert otsikot(hae(client, tunnus)) == []


def test_user_who_may_not_sign_in_gets_nothing(client, raija, laji):
    _syote, tunnus = syotteet.luo(laji, "fi", user=raija)
    assert hae(client, tunnus).status_code == 200

    raija.is_active = False
    raija.save(update_fields=["is_active"])

    assert hae(client, tunnus).status_code == 404


def test_revoked_address_gives_nothing(client, raija, laji):
    syote, tunnus = syotteet.luo(laji, "fi", user=raija)
    client.force_login(raija)
    osoite = reverse("kalenteri-peru", args=[syote.pk])
    assert "Perutaanko kalenterin osoite" in client.get(osoite).text

    client.post(osoite)

    assert hae(client, tunnus).status_code == 404
    assert client.get(osoite).status_code == 404
    assert "Luo kalenterin osoite" in client.get(SIVU).text


def test_unknown_address_is_not_found(client):
    assert hae(client, "olematon").status_code == 404


def test_second_address_needs_the_first_to_be_revoked(client, raija, laji):
    syote, _tunnus = syotteet.luo(laji, "fi", user=raija)

    with pytest.raises(ValidationError, match="Peru se ensin"):
        syotteet.luo(laji, "fi", user=raija)
    client.force_login(raija)
    response = client.post(reverse("kalenteri-luo", args=[AVAIN]), follow=True)
    assert "Kalenterilla on jo osoite" in response.text

    syotteet.peru(syote, user=raija)
    syotteet.luo(laji, "fi", user=raija)
    assert Kalenterisyote.objects.count() == 2


def test_another_user_can_neither_see_nor_revoke(client, raija, kari, laji):
    syote, _tunnus = syotteet.luo(laji, "fi", user=raija)
    client.force_login(kari)

    assert client.get(reverse("kalenteri-peru", args=[syote.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        syotteet.peru(syote, user=kari)


def test_user_without_rights_has_no_calendars(client, paakayttaja, laji):
    client.force_login(paakayttaja)

    assert "Sinulle ei ole kalentereita." in client.get(SIVU).text
    assert client.post(reverse("kalenteri-luo", args=[AVAIN])).status_code == 403
    assert client.post(reverse("kalenteri-luo", args=["olematon"])).status_code == 404


def test_calendar_whose_right_has_ended_can_still_be_revoked(client, raija, laji):
    syote, _tunnus = syotteet.luo(laji, "fi", user=raija)
    raija.jasenyydet.update(loppupvm=kello.tanaan() - datetime.timedelta(days=1))
    client.force_login(raija)

    sivu = client.get(SIVU).text

    assert "Oikeutesi on päättynyt" in sivu
    assert reverse("kalenteri-peru", args=[syote.pk]) in sivu


def test_too_many_fetches_are_refused(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "kalenteri": "2/m/ip"}

    assert [hae(client, "olematon").status_code for _ in range(3)] == [404, 404, 429]


def test_two_kinds_of_one_name_are_a_mistake(laji):
    with pytest.raises(ValueError, match="two kinds of calendar"):
        syotteet.rekisteroi(type(laji))
