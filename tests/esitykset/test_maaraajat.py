import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from esitykset import jobs, workflow
from esitykset.models import Esitys, Maaraaika
from esitykset.workflow import Vastaus
from tests.factories import UserFactory
from tests.ilmoitukset import laheta, rauenneet, saajat
from tyollisyysalue import kello, maaraajat
from tyollisyysalue.pyhat import pyha
from tyollisyysalue.roolit import Rooli

PAIVA = datetime.date
NYT = datetime.datetime(2025, 9, 3, 10, tzinfo=kello.HELSINKI)
Tila = Maaraaika.Tila


def hetki(vuosi, kuukausi, paiva):
    return kello.aseta(datetime.datetime(vuosi, kuukausi, paiva, 9, tzinfo=kello.HELSINKI))


@pytest.fixture(autouse=True)
def syyskuussa():
    with kello.aseta(NYT):
        yield


@pytest.fixture
def tavoite(kirjattu):
    return kirjattu.maaraajat.get()


def tilat(esitys):
    return {m.laji: m.tila for m in esitys.maaraajat.all()}


def test_registering_sets_the_target_from_the_arrival(tavoite):
    assert (tavoite.laji, tavoite.alkupvm, tavoite.loppupvm) == (
        "tavoite",
        PAIVA(2025, 8, 28),
        PAIVA(2025, 10, 27),
    )


def test_answering_keeps_the_target(valmistelussa, sihteeri):
    vastaukset = {k.pk: Vastaus("<p>V</p>", "§ 58") for k in valmistelussa.kohdat.all()}

    workflow.tallenna_vastaukset(valmistelussa, vastaukset, user=sihteeri)

    assert tilat(valmistelussa) == {"tavoite": Tila.TAYTETTY}
    assert valmistelussa.vastausaika == NYT


@pytest.mark.parametrize("toimi", ["siirra", "peruuta"])
def test_a_request_that_leaves_lets_its_deadlines_lapse(kirjattu, sihteeri, raija, toimi):
    workflow.aseta_maaraaika(kirjattu, "asiakirjapyynto", alku=NYT.date(), user=sihteeri)
    if toimi == "siirra":
        workflow.siirra(kirjattu, "ELY-keskus", syy="Kuuluu sinne.", user=sihteeri)
    else:
        workflow.peruuta(kirjattu, syy="Hoitui.", user=raija)

    assert set(tilat(kirjattu).values()) == {Tila.RAUENNUT}


def test_completion_has_a_deadline_that_the_completion_keeps(kirjattu, sihteeri, raija):
    workflow.pyyda_taydennysta(kirjattu, "Lisää?", viimeinen=PAIVA(2025, 9, 19), user=sihteeri)
    assert tilat(kirjattu) == {"tavoite": Tila.AVOIN, "taydennys": Tila.AVOIN}

    workflow.taydenna(kirjattu, "Tässä.", user=raija)

    assert tilat(kirjattu) == {"tavoite": Tila.AVOIN, "taydennys": Tila.TAYTETTY}


def test_going_on_without_the_completion_lets_it_lapse(kirjattu, sihteeri):
    workflow.pyyda_taydennysta(kirjattu, "Lisää?", viimeinen=PAIVA(2025, 9, 19), user=sihteeri)
    workflow.jatka_ilman_taydennysta(kirjattu, syy="Tiedot riittävät.", user=sihteeri)

    assert tilat(kirjattu)["taydennys"] == Tila.RAUENNUT


def test_opening_again_counts_a_new_target_from_that_day(valmistelussa, sihteeri):
    vastaukset = {k.pk: Vastaus("<p>V</p>", "§ 58") for k in valmistelussa.kohdat.all()}
    workflow.tallenna_vastaukset(valmistelussa, vastaukset, user=sihteeri)
    workflow.avaa_uudelleen(valmistelussa, valmistelussa.kohdat.all(), syy="Uusi tieto.", user=sihteeri)

    assert [m.loppupvm for m in valmistelussa.maaraajat.avoimet()] == [PAIVA(2025, 11, 3)]


@pytest.mark.parametrize(
    ("laji", "viimeinen"),
    [("asiakirjapyynto", PAIVA(2025, 9, 17)), ("laaja_asiakirjapyynto", PAIVA(2025, 10, 3))],
)
def test_a_request_for_a_document_is_counted_by_the_act(client, kirjattu, sihteeri, laji, viimeinen):
    client.force_login(sihteeri)
    client.post(reverse("esitykset:maaraaika-uusi", args=[kirjattu.pk]), {"laji": laji, "alku": "2025-09-03"})

    maaraaika = kirjattu.maaraajat.get(laji=laji)
    assert maaraaika.loppupvm == viimeinen
    sivu = client.get(reverse("esitykset:maaraaika", args=[maaraaika.pk])).text
    assert "Näin laskettiin" in sivu
    assert "621/1999 14 §" in sivu
    client.post(reverse("esitykset:maaraaika-taytetty", args=[maaraaika.pk]))
    maaraaika.refresh_from_db()
    assert maaraaika.tila == Tila.TAYTETTY


def test_a_deadline_by_hand_needs_a_day_and_a_reason(client, kirjattu, sihteeri):
    client.force_login(sihteeri)
    osoite = reverse("esitykset:maaraaika-uusi", args=[kirjattu.pk])

    assert "viimeinen päivä" in client.post(osoite, {"laji": "muu", "alku": "2025-09-03"}).text
    client.post(
        osoite, {"laji": "muu", "alku": "2025-09-03", "viimeinen": "2025-09-30", "syy": "Lupaus kunnalle."}
    )

    assert kirjattu.maaraajat.get(laji="muu").loppupvm == PAIVA(2025, 9, 30)


def test_the_target_cannot_be_marked_kept_by_hand(tavoite, sihteeri):
    with pytest.raises(ValidationError, match="täyttyy, kun"):
        workflow.merkitse_taytetyksi(tavoite, user=sihteeri)


def test_an_extension_shows_its_end_before_it_is_saved(client, tavoite, kirjattu, sihteeri, raija):
    client.force_login(sihteeri)
    osoite = reverse("esitykset:maaraaika-jatka", args=[tavoite.pk])

    ensin = client.post(osoite, {"paivia": 14, "syy": "Lausunto odottaa.", "nayta": "1"})
    tavoite.refresh_from_db()
    assert "Uusi viimeinen päivä: ma 10.11.2025" in ensin.text
    assert tavoite.loppupvm == PAIVA(2025, 10, 27)

    client.post(osoite, {"paivia": 14, "syy": "Lausunto odottaa.", "tallenna": "1"})
    tavoite.refresh_from_db()
    assert (tavoite.loppupvm, tavoite.jatkettu, tavoite.syy) == (
        PAIVA(2025, 11, 10),
        True,
        "Lausunto odottaa.",
    )
    client.force_login(raija)
    sivu = client.get(kirjattu.get_absolute_url()).text
    assert "aiemmin 27.10.2025, nyt 10.11.2025" in sivu
    assert "Lausunto odottaa." in sivu


@pytest.mark.parametrize(
    ("data", "virhe"),
    [
        ({"paivia": 14, "viimeinen": "2025-12-01", "syy": "x"}, "joko päivien määrä"),
        ({"syy": "x"}, "joko päivien määrä"),
        ({"viimeinen": "2025-10-01", "syy": "x"}, "myöhempi päivä"),
        ({"paivia": 14}, "Syy"),
    ],
)
def test_an_extension_that_says_too_little_is_refused(client, tavoite, sihteeri, data, virhe):
    client.force_login(sihteeri)

    response = client.post(reverse("esitykset:maaraaika-jatka", args=[tavoite.pk]), {**data, "tallenna": "1"})

    tavoite.refresh_from_db()
    assert virhe in response.text
    assert not tavoite.jatkettu


def test_a_deadline_is_reminded_of_once(tavoite, sihteeri):
    with hetki(2025, 10, 19):
        jobs.muistuta_maaraajoista(0)
        assert saajat("esitykset.maaraaika") == []
    with hetki(2025, 10, 20):
        jobs.muistuta_maaraajoista(0)
        jobs.muistuta_maaraajoista(0)
        assert laheta("esitykset.maaraaika") == [
            (sihteeri.email, "Määräaika 27.10.2025 lähestyy: Esitys palvelujen toteutumisesta")
        ]
    with hetki(2025, 10, 29):
        jobs.muistuta_maaraajoista(0)
        assert saajat("esitykset.maaraaika") == [sihteeri.email]


def test_no_reminder_leaves_when_the_thing_is_done(valmistelussa, sihteeri):
    with hetki(2025, 10, 20):
        jobs.muistuta_maaraajoista(0)
        vastaukset = {k.pk: Vastaus("<p>V</p>", "§ 58") for k in valmistelussa.kohdat.all()}
        workflow.tallenna_vastaukset(valmistelussa, vastaukset, user=sihteeri)

        assert laheta("esitykset.maaraaika") == []
    assert rauenneet("esitykset.maaraaika") == [sihteeri.email]


def test_no_reminder_leaves_when_the_deadline_was_extended(tavoite, sihteeri):
    with hetki(2025, 10, 20):
        jobs.muistuta_maaraajoista(0)
        workflow.jatka_maaraaikaa(tavoite, paivia=30, syy="Lausunto odottaa.", user=sihteeri)

        assert laheta("esitykset.maaraaika") == []


def test_the_reminder_goes_to_the_handler(kirjattu, sihteeri, alue):
    toinen = UserFactory(rooli=Rooli.SIHTEERI, alue=alue, email="toinen@kuopio.example")
    with hetki(2025, 10, 20):
        jobs.muistuta_maaraajoista(0)

    assert saajat("esitykset.maaraaika") == [sihteeri.email]
    assert toinen.email not in saajat("esitykset.maaraaika")


def test_the_municipality_is_reminded_of_its_completion(kirjattu, sihteeri, raija):
    workflow.pyyda_taydennysta(kirjattu, "Lisää?", viimeinen=PAIVA(2025, 9, 19), user=sihteeri)
    with hetki(2025, 9, 15):
        jobs.muistuta_maaraajoista(0)

    assert saajat("esitykset.taydennyksen_maaraaika") == [raija.email]


def test_a_new_holiday_moves_open_deadlines_and_is_told(client, tavoite, kirjattu, raija, monkeypatch):
    jobs.laske_maaraajat(0)
    assert not kirjattu.tapahtumat.filter(tapahtuma="maaraaika_uudelleen").exists()
    monkeypatch.setattr(maaraajat, "pyha", lambda paiva: paiva == PAIVA(2025, 10, 27) or pyha(paiva))

    jobs.laske_maaraajat(0)
    jobs.laske_maaraajat(0)

    tavoite.refresh_from_db()
    assert tavoite.loppupvm == PAIVA(2025, 10, 28)
    tapahtuma = kirjattu.tapahtumat.get(tapahtuma="maaraaika_uudelleen")
    assert (tapahtuma.tiedot["vanha"], tapahtuma.tiedot["viimeinen"]) == ("2025-10-27", "2025-10-28")
    client.force_login(raija)
    assert "aiemmin 27.10.2025, nyt 28.10.2025" in client.get(kirjattu.get_absolute_url()).text


def test_a_kept_deadline_is_not_counted_again(kirjattu, tavoite, raija, monkeypatch):
    workflow.peruuta(kirjattu, syy="Hoitui.", user=raija)
    monkeypatch.setattr(maaraajat, "pyha", lambda paiva: paiva == PAIVA(2025, 10, 27) or pyha(paiva))

    jobs.laske_maaraajat(0)

    tavoite.refresh_from_db()
    assert tavoite.loppupvm == PAIVA(2025, 10, 27)


def test_what_is_late_shows_in_the_register_and_on_the_page(client, tavoite, kirjattu, sihteeri):
    client.force_login(sihteeri)
    luettelo = reverse("esitykset:list")
    assert len(client.get(f"{luettelo}?myohassa=on").context["taulu"].rows) == 0
    with hetki(2025, 10, 30):
        assert [rivi.record for rivi in client.get(f"{luettelo}?myohassa=on").context["taulu"].rows] == [
            kirjattu
        ]
        sivu = client.get(kirjattu.get_absolute_url()).text

    assert "myöhässä" in sivu
    assert "3 päivää" in sivu


def test_the_register_is_filtered_by_handler_and_year(client, kirjattu, sihteeri, raija):
    client.force_login(sihteeri)
    luettelo = reverse("esitykset:list")

    def maara(haku):
        return len(client.get(f"{luettelo}?{haku}").context["taulu"].rows)

    assert (maara("kasittelija=oma"), maara(f"kasittelija={sihteeri.henkilo.pk}")) == (1, 1)
    assert (maara("vuosi=2025"), maara("vuosi=2024")) == (1, 0)
    client.force_login(raija)
    assert "kasittelija" not in client.get(luettelo).context["suodatin"].form.fields


def test_a_deadline_is_not_another_municipalitys(client, tavoite, kari, raija):
    client.force_login(kari)
    assert client.get(reverse("esitykset:maaraaika", args=[tavoite.pk])).status_code == 404
    client.force_login(raija)
    assert client.get(reverse("esitykset:maaraaika", args=[tavoite.pk])).status_code == 200
    assert client.get(reverse("esitykset:maaraaika-jatka", args=[tavoite.pk])).status_code == 403
    assert Esitys.objects.get().tila == Esitys.Tila.KIRJATTU
