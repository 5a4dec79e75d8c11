from datetime import date, timedelta

import pytest
from django.urls import reverse

from esitykset.models import Esitys
from paatokset.models import Paatos
from seuranta.models import Havainto, Mittari, Tuonti
from tests.factories import AlueFactory, KuntaFactory
from tests.paatokset.factories import ToimielinFactory
from tests.portaali import maailma
from tests.yhteyshenkilot.factories import JasenFactory, TapaaminenFactory
from tyollisyysalue import kello

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def syyskuun_alku():
    with kello.aseta(maailma.NYT):
        yield


@pytest.fixture
def rakenna(rautavaara, raija, sihteeri, esittelija, koordinaattori):
    def rakenna(maara):
        toimielin = ToimielinFactory(alue=rautavaara.alue)
        maailma.paivat(rautavaara, maara, user=koordinaattori)
        maailma.vastuut(rautavaara, maara)
        maailma.luvut(rautavaara, maara, user=koordinaattori)
        maailma.sopimukset(rautavaara)
        for tila in [Paatos.Tila.TARKASTETTU, Paatos.Tila.LUONNOS] * maara:
            esitys = maailma.esitys(rautavaara, raija=raija, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU)
            paatos = maailma.luonnos(esitys, toimielin, esittelija=esittelija, sihteeri=sihteeri)
            maailma.vie_tilaan(paatos, tila)
        maailma.esitys(rautavaara, raija=raija, tila=Esitys.Tila.LUONNOS)

    return rakenna


def osoite(koodi="687"):
    return reverse("kunta", args=[koodi])


@pytest.mark.parametrize("maara", [1, 3])
@pytest.mark.parametrize(("kuka", "kyselyja"), [(None, 7), ("kari", 9), ("raija", 11), ("sihteeri", 11)])
def test_costs_the_same_whatever_the_number_of_rows(
    kirjaudu, rakenna, django_assert_num_queries, maara, kuka, kyselyja
):
    rakenna(maara)
    client = kirjaudu(kuka)

    with django_assert_num_queries(kyselyja):
        client.get(osoite())


def test_public_reads_the_public_part(client, rakenna):
    rakenna(1)

    context = client.get(osoite()).context

    assert [paiva.pvm.isoformat() for paiva in context["tulevat"]] == ["2025-09-10"]
    assert [muutos["paiva"].pvm.isoformat() for muutos in context["muutokset"]] == ["2025-09-03"]
    assert [saanto["rivi"].vali for saanto in context["saannot"]] == [2]
    assert context["luvut"]["lahteet"][0].kuukausi == "2025M07"
    assert [paatos.tila for paatos in context["paatokset"]] == [Paatos.Tila.TARKASTETTU]
    assert [rivi["sopimus"].laji for rivi in context["sopimukset"]] == ["yhteistoiminta"]
    assert (context["prosessit"], context["esitykset"]) == ([], [])


@pytest.mark.parametrize(
    ("kuka", "yhteyshenkilot", "esityksia", "sopimuksia"),
    [
        ("kari", 0, 0, 1),
        ("raija", 1, 3, 2),
        ("asiantuntija", 1, 0, 2),
        ("koordinaattori", 1, 2, 2),
        ("sihteeri", 1, 2, 2),
        ("esittelija", 1, 2, 2),
        ("paakayttaja", 0, 0, 2),
    ],
)
def test_inner_part_by_role(kirjaudu, rakenna, kuka, yhteyshenkilot, esityksia, sopimuksia):
    rakenna(1)

    response = kirjaudu(kuka).get(osoite())

    context = response.context
    assert (len(context["prosessit"]), len(context["esitykset"]), len(context["sopimukset"])) == (
        yhteyshenkilot,
        esityksia,
        sopimuksia,
    )
    # The reason of a cancellation may describe a person.
    assert "sairastui" not in response.content.decode()


def test_empty_municipality_says_what_will_appear(client, rautavaara):
    sivu = client.get(osoite()).content.decode()

    assert "Tulevia lähipalvelupäiviä ei ole." in sivu
    assert "Kunnan lukuja ei ole vielä kirjattu." in sivu


def test_municipality_that_is_not_served_has_only_statistics(client, koordinaattori):
    muualla = KuntaFactory(koodi="091", nimi_fi="Helsinki", alue=AlueFactory(koodi="01", kaytossa=False))
    tuonti = Tuonti.objects.create(
        aika=maailma.NYT,
        user=koordinaattori,
        laji=Tuonti.Laji.KASIN,
        lahde="KEHA-keskus",
        julkaisupvm=date(2025, 8, 19),
    )
    Havainto.objects.create(
        kunta=muualla,
        mittari=Mittari.objects.get(koodi="TYOTTOMATLOPUSSA"),
        kuukausi=date(2025, 7, 1),
        arvo=5,
        tuonti=tuonti,
    )

    response = client.get(osoite("091"))

    assert response.status_code == 200
    assert [t.name for t in response.templates if t.name.startswith("portaali/kunta")] == [
        "portaali/kunta_muualla.html"
    ]
    assert response.context["luvut"]["kuukausi"].isoformat() == "2025-07-01"
    assert reverse("lahipalvelut:detail", args=["091"]) not in response.text


def test_unknown_municipality_is_not_found(client, rautavaara):
    assert client.get(osoite("999")).status_code == 404


def test_next_meetings_of_the_municipality_are_for_those_in_the_cooperation(client, rautavaara, raija, kari):
    jasenyys = JasenFactory(kunta=rautavaara)
    muu = JasenFactory(kunta=KuntaFactory(koodi="204", alue=rautavaara.alue))
    for ryhma in (jasenyys.ryhma, muu.ryhma):
        TapaaminenFactory(ryhma=ryhma, alkuaika=maailma.NYT + timedelta(days=1), paikka="Kunnantalo")

    def tapaamiset():
        return [tapaaminen.ryhma for tapaaminen in client.get(osoite()).context["tapaamiset"]]

    assert tapaamiset() == []
    client.force_login(raija)
    assert tapaamiset() == [jasenyys.ryhma]
    client.force_login(kari)
    assert tapaamiset() == []
