from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from esitykset import vaiheet
from esitykset import workflow as esitysten_workflow
from esitykset.models import Esitys
from lahipalvelut.models import Suunnitelmarivi
from paatokset.models import Paatos
from portaali.views.etusivut.palvelut import kunnat_tilanteineen, lukujen_tilanne
from seuranta.models import Havainto, Mittari
from seuranta.workflow import kirjaa_luvut
from tests.factories import AlueFactory, JasenyysFactory, KuntaFactory, UserFactory
from tests.lahipalvelut.factories import (
    PalvelupaivaFactory,
    PalvelusuunnitelmaFactory,
    SuunnitelmariviFactory,
)
from tests.paatokset.factories import ToimielinFactory
from tests.portaali import maailma
from tests.yhteyshenkilot.factories import JasenFactory, TapaaminenFactory
from tyollisyysalue import kello
from tyollisyysalue.models import SailytettyViesti
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import Tapaaminen, Vastuu

pytestmark = pytest.mark.django_db

ETUSIVU = "/"
KAIKKI = ["raija", "asiantuntija", "koordinaattori", "sihteeri", "esittelija", "paakayttaja"]


@pytest.fixture(autouse=True)
def syyskuun_alku():
    with kello.aseta(maailma.NYT):
        yield


@pytest.fixture
def rakenna(rautavaara, siilinjarvi, raija, sihteeri, esittelija, koordinaattori):
    """Fill Rautavaara with so many rows of everything that a front page lists."""

    def rakenna(maara):
        toimielin = ToimielinFactory(alue=rautavaara.alue)
        maailma.paivat(rautavaara, maara, user=koordinaattori)
        maailma.vastuut(rautavaara, maara)
        maailma.luvut(rautavaara, maara, user=koordinaattori)
        maailma.sopimukset(rautavaara)
        for numero in range(maara):
            KuntaFactory(koodi=f"90{numero}", nimi_fi=f"Kunta {numero}", alue=rautavaara.alue)
            maailma.esitys(rautavaara, raija=raija)
            maailma.esitys(rautavaara, raija=raija, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU)
            for tila in Paatos.Tila:
                kirjattu = maailma.esitys(
                    rautavaara, raija=raija, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU
                )
                paatos = maailma.luonnos(kirjattu, toimielin, esittelija=esittelija, sihteeri=sihteeri)
                maailma.vie_tilaan(paatos, tila)
            SailytettyViesti.objects.create(
                aika=maailma.NYT,
                lahettaja="a@b.example",
                vastaanottajat="c@d.example",
                aihe="Kuittaus",
                teksti="",
            )

    return rakenna


@pytest.mark.parametrize("maara", [1, 3])
@pytest.mark.parametrize(
    ("kuka", "kyselyja"),
    [
        (None, 5),
        ("raija", 12),
        ("asiantuntija", 9),
        ("koordinaattori", 12),
        ("sihteeri", 9),
        ("esittelija", 7),
        ("paakayttaja", 11),
    ],
)
def test_costs_the_same_whatever_the_number_of_rows(
    request, kirjaudu, rakenna, django_assert_num_queries, maara, kuka, kyselyja
):
    rakenna(maara)
    client = kirjaudu(kuka)
    # What kinds of things there are is read once in the life of a process.
    client.get(ETUSIVU)

    with django_assert_num_queries(kyselyja):
        client.get(ETUSIVU)


@pytest.mark.parametrize("kuka", [None, *KAIKKI])
def test_empty_page_says_what_will_appear(kirjaudu, alue, kuka):
    response = kirjaudu(kuka).get(ETUSIVU)

    assert response.status_code == 200
    assert "ei ole" in response.content.decode() or "on kirjattu" in response.content.decode()


def test_public_finds_the_next_day_of_a_municipality(client, rakenna):
    rakenna(1)

    response = client.get(ETUSIVU)

    rivit = {rivi["kunta"].koodi: rivi["seuraava"] for rivi in response.context["kunnat"]}
    # 3.9. has been cancelled.
    assert rivit["687"].pvm.isoformat() == "2025-09-10"
    assert rivit["749"] is None
    assert reverse("kunta", args=["687"]) in response.content.decode()


@pytest.mark.parametrize(
    ("sana", "koodit"),
    [
        ("", ["687", "749"]),
        ("rauta", ["687"]),
        ("SIILINJÄRVELLÄ", ["749"]),
        ("helsinki", []),
        ("'; --", ["687", "749"]),
        ("x" * 500, ["687", "749"]),
    ],
)
def test_public_narrows_the_municipalities_by_name(client, rautavaara, siilinjarvi, sana, koodit):
    KuntaFactory(koodi="091", nimi_fi="Helsinki", alue=AlueFactory(koodi="01", kaytossa=False))

    response = client.get(ETUSIVU, {"kunta": sana})

    assert [rivi["kunta"].koodi for rivi in response.context["kunnat"]] == koodit
    assert ("Tällä nimellä ei löytynyt kuntaa." in response.text) == (not koodit)


def test_public_sees_the_figures_of_the_area(client, rautavaara, siilinjarvi, koordinaattori, mittarit):
    muu = KuntaFactory(koodi="204", nimi_fi="Kaavi", alue=rautavaara.alue)
    KuntaFactory(koodi="857", nimi_fi="Tuusniemi", alue=rautavaara.alue)
    mittari = Mittari.objects.get(koodi="TYOTTOMATLOPUSSA")
    for kunta, luku in [
        (rautavaara, Decimal(66)),
        (siilinjarvi, Havainto.Puuttuva.SALASSA),
        (muu, Havainto.Puuttuva.EI_YHTAAN),
    ]:
        kirjaa_luvut(
            kunta, date(2025, 7, 1), {mittari: luku}, "KEHA-keskus", date(2025, 8, 19), user=koordinaattori
        )

    [alue] = client.get(ETUSIVU).context["alueet"]

    assert (alue["alue"], alue["kuukausi"]) == (rautavaara.alue, date(2025, 7, 1))
    [(nimi, summa)] = alue["luvut"]
    # A secret figure is at least one, and nothing is known of a municipality without figures.
    assert (str(nimi), summa.teksti, summa.huomautus) == (
        "Työttömiä",
        "vähintään 67",
        "1 salassa pidettävä luku, 1 kunnan luku puuttuu",
    )
    assert [lahde.lahde for lahde in alue["lahteet"]] == ["KEHA-keskus"]


def test_public_sees_checked_decisions_and_the_way_in(client, rakenna):
    rakenna(1)

    response = client.get(ETUSIVU)

    assert [paatos.tila for paatos in response.context["paatokset"]] == [Paatos.Tila.TARKASTETTU]
    assert f'href="{reverse("account_login")}"' in response.content.decode()


def osat(client):
    return {osa["template"]: osa for osa in client.get(ETUSIVU).context["osat"]}


def test_liaison_sees_own_day_changes_requests_and_figures(kirjaudu, rakenna):
    rakenna(1)

    [osa] = osat(kirjaudu("raija")).values()

    assert [rivi["seuraava"].pvm.isoformat() for rivi in osa["kunnat"]] == ["2025-09-10"]
    assert [muutos["paiva"].pvm.isoformat() for muutos in osa["muutokset"]] == ["2025-09-03"]
    assert len(osa["esitykset"]) == 5
    assert osa["luonnokset"] == []
    assert [rivi["seuraavaksi"] for rivi in osa["esitykset"]] == [
        vaiheet.seuraavaksi(rivi["esitys"]) for rivi in osa["esitykset"]
    ]
    assert [o["vastuussa"][0].nimi for o in osa["kunnat"][0]["prosessit"]] == [
        Vastuu.objects.get().henkilo.nimi
    ]
    assert osa["kunnat"][0]["luvut"]["kuukausi"].isoformat() == "2025-07-01"


def test_liaison_sees_what_waits(kirjaudu, rautavaara, siilinjarvi, raija, kari):
    luonnos = maailma.esitys(rautavaara, raija=raija, tila=Esitys.Tila.LUONNOS)
    maailma.esitys(siilinjarvi, raija=kari, tila=Esitys.Tila.LUONNOS)
    jasenyys = JasenFactory(kunta=rautavaara)
    tapaaminen = TapaaminenFactory(
        ryhma=jasenyys.ryhma, alkuaika=maailma.NYT + timedelta(days=3), paikka="Kunnantalo"
    )
    TapaaminenFactory(ryhma=jasenyys.ryhma, alkuaika=maailma.NYT - timedelta(days=3), paikka="Kunnantalo")
    TapaaminenFactory(
        ryhma=jasenyys.ryhma,
        alkuaika=maailma.NYT + timedelta(days=1),
        tila=Tapaaminen.Tila.PERUTTU,
        peruutussyy="Sairaus.",
    )

    [osa] = osat(kirjaudu("raija")).values()

    assert [rivi["esitys"] for rivi in osa["luonnokset"]] == [luonnos]
    assert osa["tapaaminen"] == tapaaminen
    assert osa["esitykset"] == []


def test_liaison_of_another_municipality_sees_none_of_it(kirjaudu, rakenna, kari):
    rakenna(1)

    [osa] = osat(kirjaudu("kari")).values()

    assert [rivi["kunta"].koodi for rivi in osa["kunnat"]] == ["749"]
    assert (osa["muutokset"], osa["esitykset"]) == ([], [])


def test_expert_logs_past_days_from_the_page(kirjaudu, rakenna, asiantuntija):
    rakenna(1)
    Suunnitelmarivi.objects.update(vastuuhenkilo=asiantuntija.henkilo)
    client = kirjaudu("asiantuntija")
    sivu = osat(client)
    [paiva] = sivu["portaali/etusivu_kirjaamatta.html"]["kirjaamatta"]
    omat = sivu["portaali/etusivu_asiantuntija.html"]
    assert omat["tanaan"] == []
    assert [r["paiva"].pvm.isoformat() for r in omat["tulevat"]] == ["2025-09-03", "2025-09-10"]
    osoite = reverse("lahipalvelut:paiva-kirjaa", args=[paiva.pk])
    assert osoite in client.get(ETUSIVU).content.decode()

    client.post(osoite)

    assert osat(client)["portaali/etusivu_kirjaamatta.html"]["kirjaamatta"] == []


def test_coordinator_sees_holes(kirjaudu, rakenna):
    rakenna(1)

    osa = osat(kirjaudu("koordinaattori"))["portaali/etusivu_koordinaattori.html"]

    assert [rivi["kunta"].koodi for rivi in osa["suunnitelmat"]] == ["900", "749"]
    assert {kunta.koodi: prosessit for kunta, prosessit in osa["ilman_sijaista"].items()} == {
        "687": ["prosessi 0"]
    }
    assert list(osa["paallekkaiset"]) == []
    # On the 1st of September July is the newest month that has surely been published.
    assert osa["luvut"] == {"uusin": date(2025, 7, 1), "odotettu": date(2025, 7, 1), "puuttuu": False}
    assert osa["lahetys"] is None


@pytest.mark.parametrize(
    ("alku", "loppu", "rivit"),
    [
        (date(2025, 1, 1), None, []),
        (date(2025, 1, 1), date(2026, 6, 30), []),
        (date(2025, 1, 1), date(2025, 10, 31), [(None, date(2025, 10, 31))]),
        (date(2025, 1, 1), date(2025, 8, 31), [(None, None)]),
        (date(2025, 10, 1), None, [(date(2025, 10, 1), None)]),
    ],
)
def test_coordinator_sees_a_plan_that_ends_or_is_not_there(
    kirjaudu, rautavaara, koordinaattori, alku, loppu, rivit
):
    PalvelusuunnitelmaFactory(kunta=rautavaara, alkupvm=alku, loppupvm=loppu)

    osa = osat(kirjaudu("koordinaattori"))["portaali/etusivu_koordinaattori.html"]

    assert [(rivi["alkaa"], rivi["paattyy"]) for rivi in osa["suunnitelmat"]] == rivit


def test_coordinator_sees_a_person_in_two_municipalities_at_once(
    kirjaudu, rautavaara, siilinjarvi, koordinaattori
):
    rivi = SuunnitelmariviFactory(suunnitelma__kunta=rautavaara)
    toinen = SuunnitelmariviFactory(suunnitelma__kunta=siilinjarvi, vastuuhenkilo=rivi.vastuuhenkilo)
    muun = SuunnitelmariviFactory(suunnitelma=toinen.suunnitelma)
    paiva = date(2025, 9, 10)
    for r in (rivi, toinen, muun):
        PalvelupaivaFactory(rivi=r, pvm=paiva)
    PalvelupaivaFactory(rivi=toinen, pvm=date(2025, 9, 17))

    osa = osat(kirjaudu("koordinaattori"))["portaali/etusivu_koordinaattori.html"]

    assert [(p.kunta.koodi, p.rivi_id) for p in osa["paallekkaiset"]] == [
        ("687", rivi.pk),
        ("749", toinen.pk),
    ]


@pytest.mark.parametrize(
    ("paiva", "odotettu", "puuttuu"),
    [
        (date(2025, 9, 24), date(2025, 7, 1), False),
        (date(2025, 9, 25), date(2025, 8, 1), True),
        (date(2026, 1, 10), date(2025, 11, 1), True),
    ],
)
def test_figures_are_due_when_they_have_surely_been_published(
    rautavaara, koordinaattori, paiva, odotettu, puuttuu
):
    maailma.luvut(rautavaara, 1, user=koordinaattori)

    tilanne = lukujen_tilanne(list(kunnat_tilanteineen({rautavaara.alue_id}, paiva)), paiva)

    assert tilanne == {"uusin": date(2025, 7, 1), "odotettu": odotettu, "puuttuu": puuttuu}


def test_secretary_sees_work_by_what_it_waits_for(kirjaudu, rakenna):
    rakenna(1)

    [osa] = osat(kirjaudu("sihteeri")).values()

    assert {tyo["tila"]: tyo["seuraavaksi"] for tyo in osa["tyot"]} == {
        "saapunut": "Kirjaa esitys ja anna sille asianumero.",
        "kirjattu": "Aloita vastauksen päätösluonnos.",
        "luonnos": "Viimeistele luonnos ja lähetä se esittelijälle.",
        "palautettu": "Korjaa luonnos palautteen mukaan ja lähetä se uudelleen.",
        "hyvaksytty": "Vie ehdotus kokoukseen ja kirjaa päätös.",
        "kasitelty": "Merkitse pöytäkirja tarkastetuksi, niin päätös julkaistaan.",
    }
    # The oldest first; the meeting of the 17th comes last.
    paivat = [tyo["pvm"] for tyo in osa["tyot"]]
    assert paivat == sorted(paivat)
    assert osa["tyot"][-1]["tila"] == "kasitelty"
    assert [tyo["tila"] for tyo in osa["odottaa_muita"]] == ["esittelijalla"]


def test_work_stands_in_the_order_of_its_due_days(kirjaudu, rautavaara, raija, sihteeri):
    """The later arrival is due sooner, since the municipality was asked to complete it."""
    maailma.esitys(rautavaara, raija=raija, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU, otsikko="Myöhemmin")
    pian = maailma.esitys(
        rautavaara, raija=raija, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU, otsikko="Pian"
    )
    esitysten_workflow.pyyda_taydennysta(pian, "Lisää?", viimeinen=date(2025, 9, 10), user=sihteeri)

    with kello.aseta(maailma.NYT + timedelta(days=12)):
        [osa] = osat(kirjaudu("sihteeri")).values()

    assert [(tyo["kohde"].otsikko, tyo["maaraaika"], tyo["myohassa"]) for tyo in osa["tyot"]] == [
        ("Pian", date(2025, 9, 10), True),
        ("Myöhemmin", date(2025, 10, 31), False),
    ]


def test_urgent_request_comes_first_on_the_work_list(kirjaudu, rautavaara, raija, sihteeri):
    maailma.esitys(rautavaara, raija=raija)
    with kello.aseta(maailma.NYT + timedelta(days=3)):
        kiireellinen = maailma.esitys(
            rautavaara, raija=raija, kiireellinen=True, kiireen_perustelu="Talvi tulee."
        )

    [osa] = osat(kirjaudu("sihteeri")).values()

    assert [tyo["kiireellinen"] for tyo in osa["tyot"]] == [True, False]
    assert osa["tyot"][0]["kohde"] == kiireellinen


def test_presenter_sees_what_waits_for_review(kirjaudu, rakenna):
    rakenna(1)

    [osa] = osat(kirjaudu("esittelija")).values()

    assert [r["paatos"].tila for r in osa["odottavat"]] == [Paatos.Tila.ESITTELIJALLA]
    assert [r["paatos"].tila for r in osa["hyvaksytyt"]] == [Paatos.Tila.HYVAKSYTTY]


def test_presenter_compares_municipalities_by_the_definition_of_the_schedule(
    client, kirjaudu, rakenna, koordinaattori
):
    rakenna(1)
    PalvelupaivaFactory(
        rivi=Suunnitelmarivi.objects.get(), pvm=date(2025, 8, 6), pidetty=True, kirjaaja=koordinaattori
    )

    [osa] = osat(kirjaudu("esittelija")).values()

    rivit = {rivi["kunta"].koodi: rivi for rivi in osa["yhdenvertaisuus"]["rivit"]}
    assert [rivit["687"][n] for n in ("suunniteltu", "pidetty", "kirjaamatta", "osuus")] == [2, 1, 1, 50]
    assert [rivit["749"][n] for n in ("suunniteltu", "osuus")] == [0, None]
    sivu = client.get(
        reverse("lahipalvelut:detail", args=["687"]), {"alku": "2025-01-01", "loppu": "2025-09-01"}
    )
    assert sivu.context["toteuma"]["luvut"].osuus == rivit["687"]["osuus"]


def test_administrator_sees_users_and_mail(kirjaudu, rakenna, paakayttaja):
    rakenna(1)

    [osa] = osat(kirjaudu("paakayttaja")).values()

    assert (osa["kayttajia"], len(osa["viestit"])) == (5, 1)
    assert dict(osa["roolit"]) == {
        "kunnan yhdyshenkilö": 1,
        "asiantuntija": 0,
        "koordinaattori": 1,
        "lautakunnan sihteeri": 1,
        "esittelijä": 1,
        "pääkäyttäjä": 1,
    }
    assert [tilat for _laji, tilat in osa["sopimukset"]] == [[("lähetetty", "tieto", 1)]] * 2


def test_user_of_many_roles_sees_each_part_once(client, asiantuntija, alue):
    JasenyysFactory(user=asiantuntija, rooli=Rooli.KOORDINAATTORI, alue=alue)
    client.force_login(asiantuntija)

    assert list(osat(client)) == [
        "portaali/etusivu_asiantuntija.html",
        "portaali/etusivu_kirjaamatta.html",
        "portaali/etusivu_koordinaattori.html",
    ]


def test_user_without_a_role_sees_the_public_page(client, alue):
    client.force_login(UserFactory())

    response = client.get(ETUSIVU)

    assert "rajattu" in response.context
    assert f'href="{reverse("account_login")}"' not in response.content.decode()
