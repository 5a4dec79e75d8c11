"""The comparison of municipalities against a count of its own from the raw rows."""

import datetime
from decimal import Decimal
from statistics import median

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from esitykset import workflow as esitysten_workflow
from esitykset.models import Esitys
from esitykset.workflow import Vastaus
from lahipalvelut.models import Palvelupaiva
from lahipalvelut.toteuma import Toteuma
from portaali.yhdenvertaisuus import MITTARIT, Huomio, Lahtotiedot, luvut, mediaanit, paivia_ilman
from seuranta import workflow as seurannan_workflow
from seuranta.models import Havainto, Mittari
from tests.factories import HenkiloFactory, KuntaFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory, SuunnitelmariviFactory, siirra
from tests.lahipalvelut.sivut import teksti
from tests.portaali import maailma
from tests.yhteyshenkilot.factories import AvainprosessiFactory, VastuuFactory
from tyollisyysalue import kello
from tyollisyysalue.models import Kunta
from yhteyshenkilot.models import Avainprosessi, Vastuu

NYT = datetime.datetime(2025, 9, 1, 12, tzinfo=kello.HELSINKI)
ALKU, LOPPU = datetime.date(2025, 1, 1), datetime.date(2025, 8, 31)
JAKSO = {"alku": str(ALKU), "loppu": str(LOPPU)}
url = "/yhdenvertaisuus/"


@pytest.fixture(autouse=True)
def syyskuussa():
    with kello.aseta(NYT):
        yield


@pytest.fixture
def vastattu(rautavaara, raija, sihteeri):
    """A request of Rautavaara's that was answered in 20 days."""
    with kello.aseta(NYT - datetime.timedelta(days=40)):
        esitys = maailma.esitys(
            rautavaara,
            raija=raija,
            sihteeri=sihteeri,
            tila=Esitys.Tila.KIRJATTU,
            paatospvm=datetime.date(2025, 7, 1),
        )
    with kello.aseta(NYT - datetime.timedelta(days=20)):
        esitysten_workflow.ota_valmisteluun(esitys, user=sihteeri)
        vastaukset = {k.pk: Vastaus("<p>V</p>", "§ 58") for k in esitys.kohdat.all()}
        esitysten_workflow.tallenna_vastaukset(esitys, vastaukset, user=sihteeri)
    return esitys


@pytest.fixture
def kunnat(rautavaara, siilinjarvi, alue, koordinaattori, mittarit, vastattu):
    """Rautavaara with every kind of day, Siilinjärvi with few, Tuusniemi with none and no known jobseekers."""
    tuusniemi = KuntaFactory(koodi="857", nimi_fi="Tuusniemi", alue=alue)
    prosessit = [AvainprosessiFactory(alue=alue, nimi_fi=f"prosessi {n}") for n in range(2)]
    for prosessi, loppupvm in zip(prosessit, [None, datetime.date(2025, 3, 31)], strict=True):
        VastuuFactory(
            kunta=rautavaara,
            prosessi=prosessi,
            henkilo=HenkiloFactory(alue=alue),
            alkupvm=datetime.date(2024, 1, 1),
            loppupvm=loppupvm,
        )
    pidetty = {"pidetty": True, "kirjaaja": koordinaattori}
    rivi = SuunnitelmariviFactory(suunnitelma__kunta=rautavaara)
    for viikko in range(12):
        PalvelupaivaFactory(rivi=rivi, pvm=ALKU + datetime.timedelta(weeks=2 * viikko + 1), **pidetty)
    for paiva in (2, 3, 4):
        PalvelupaivaFactory(
            rivi=rivi,
            pvm=datetime.date(2025, 7, paiva),
            peruttu=True,
            muutosilmoittaja=koordinaattori,
            muutosaika=datetime.datetime(2025, 7, 1, 5 * paiva, tzinfo=datetime.UTC),
        )
    siirrettava = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 7, 8))
    siirra(siirrettava, user=koordinaattori, pvm=datetime.date(2025, 7, 9), **pidetty)
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 8, 20))
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 8, 21), alkupera="lisapaiva", **pidetty)
    toinen = SuunnitelmariviFactory(suunnitelma__kunta=siilinjarvi)
    PalvelupaivaFactory(rivi=toinen, pvm=datetime.date(2025, 5, 5), **pidetty)
    PalvelupaivaFactory(rivi=toinen, pvm=datetime.date(2025, 9, 5))
    for kunta, maara in ((rautavaara, 66), (siilinjarvi, 900)):
        seurannan_workflow.kirjaa_luvut(
            kunta,
            datetime.date(2025, 7, 1),
            {Mittari.objects.get(koodi="HAKIJALOPUSSA"): Decimal(maara)},
            "KEHA-keskus, Työnvälitystilasto",
            datetime.date(2025, 8, 19),
            user=koordinaattori,
        )
    return [rautavaara, siilinjarvi, tuusniemi]


def julkaise(alue):
    alue.yhdenvertaisuus_julkinen = True
    alue.save()


def raaka(koodi):
    """The figures of a municipality from its rows alone, counted without the portal's own functions."""
    paivat = list(Palvelupaiva.kaikki.filter(kunta__koodi=koodi, pvm__range=(ALKU, LOPPU), kumottu=None))
    omat = [p for p in paivat if p.alkupera == "suunnitelma"]
    menneet = [p for p in omat if p.pvm < NYT.date()]
    muuttuneet = [p for p in paivat if p.muutosaika]
    tunnit = [
        (
            datetime.datetime.combine(p.pvm, p.alkuklo, kello.HELSINKI)
            - p.muutosaika.astimezone(kello.HELSINKI)
        )
        for p in muuttuneet
    ]
    korvatut = [p for p in omat if p.siirretty_paivaan and p.siirretty_paivaan.tila != "peruttu"]
    muutetut = [p for p in omat if p.tila in ("peruttu", "siirretty")]
    havainto = Havainto.objects.filter(kunta__koodi=koodi, mittari__koodi="HAKIJALOPUSSA").last()
    paiva, ilman = ALKU, 0
    while paiva <= LOPPU:
        nimetyt = {
            v.prosessi_id
            for v in Vastuu.objects.filter(kunta__koodi=koodi)
            if v.laji != "sijainen" and v.alkupvm <= paiva and (v.loppupvm is None or v.loppupvm >= paiva)
        }
        ilman += len(nimetyt) < Avainprosessi.objects.count()
        paiva += datetime.timedelta(days=1)
    return {
        "paivat": sum(p.tila == "pidetty" for p in paivat) / float(havainto.arvo) * 1000
        if havainto
        else None,
        "toteuma": 100 * sum(p.tila == "pidetty" for p in omat) / len(menneet) if menneet else None,
        "ennakko": median(t.total_seconds() / 3600 for t in tunnit) if tunnit else None,
        "korvattu": 100 * len(korvatut) / len(muutetut) if muutetut else None,
        "ilman_yhteyshenkiloa": ilman,
        "vastausaika": 20 if koodi == "687" else None,
    }


def arvot(response):
    return {
        rivi["kunta"].koodi: {m.avain: rivi[m.avain] for m in MITTARIT}
        for rivi in response.context["taulu"].data
    }


def test_figures_are_those_of_the_raw_rows(client, kunnat, koordinaattori):
    client.force_login(koordinaattori)

    sivulla = arvot(client.get(url, JAKSO))

    for kunta in kunnat:
        oikeat = raaka(kunta.koodi)
        for avain, luku in sivulla[kunta.koodi].items():
            if luku.huomio != Huomio.LIIAN_PIENI:
                assert luku.arvo == pytest.approx(oikeat[avain]), (kunta.koodi, avain)
    assert {avain for avain, luku in sivulla["687"].items() if luku.arvo is None} == set()
    assert sivulla["687"]["paivat"].huomio == Huomio.PIENI
    # One day has been in Siilinjärvi, and nothing has changed there.
    assert {a for a, luku in sivulla["749"].items() if luku.huomio == Huomio.LIIAN_PIENI} == {"toteuma"}
    assert sivulla["857"]["paivat"].arvo is None


def test_names_of_municipalities_do_not_matter(client, kunnat, koordinaattori):
    client.force_login(koordinaattori)
    ennen = client.get(url, JAKSO)
    nimet = [kunta.nimi_fi for kunta in kunnat]
    for kunta, nimi in zip(kunnat, [*nimet[1:], nimet[0]], strict=True):
        Kunta.objects.filter(pk=kunta.pk).update(nimi_fi=nimi, nimi_sv=nimi, nimi_en=nimi)

    jalkeen = client.get(url, JAKSO)

    assert arvot(jalkeen) == arvot(ennen)
    assert jalkeen.context["mittarit"] == ennen.context["mittarit"]


def test_small_bases_are_told_and_too_small_ones_show_no_figure(client, kunnat, koordinaattori):
    client.force_login(koordinaattori)

    sivu = teksti(client.get(url, JAKSO))

    assert "pieni pohja: työnhakijoita 66" in sivu
    assert "liian pieni pohja: menneitä suunniteltuja päiviä 1" in sivu
    assert "Lukua ei näytetä, kun pohja on alle 20 (työnhakijoita)." in sivu


class TestPaasy:
    def test_who_is_not_signed_in_is_asked_to_until_the_area_publishes_it(self, client, kunnat, alue):
        assert client.get(url, JAKSO).headers["Location"].startswith("/tili/login/?next=/yhdenvertaisuus/")
        julkaise(alue)
        assert client.get(url, JAKSO).status_code == 200

    def test_staff_and_liaisons_see_it_and_others_do_not(
        self, client, kunnat, asiantuntija, raija, kari, paakayttaja, muun_alueen_asiantuntija
    ):
        def tila(user):
            client.force_login(user)
            return client.get(url, JAKSO).status_code

        assert [tila(user) for user in (asiantuntija, raija, kari)] == [200, 200, 200]
        assert tila(paakayttaja) == 403
        client.force_login(muun_alueen_asiantuntija)
        assert "Rautavaara" not in client.get(url, JAKSO).text

    @pytest.fixture
    def muun_alueen_asiantuntija(self, db):
        from tests.factories import AlueFactory, UserFactory  # noqa: PLC0415
        from tyollisyysalue.roolit import Rooli  # noqa: PLC0415

        alue = AlueFactory(koodi="18", nimi_fi="Iisalmi")
        KuntaFactory(koodi="140", nimi_fi="Iisalmi", alue=alue)
        return UserFactory(rooli=Rooli.ASIANTUNTIJA, alue=alue)

    def test_area_that_is_not_published_cannot_be_asked_for(self, client, kunnat, alue):
        from tests.factories import AlueFactory  # noqa: PLC0415

        julkaise(alue)
        AlueFactory(koodi="18", nimi_fi="Iisalmi")

        assert client.get(url, JAKSO | {"alue": "18"}).context["alue"] == alue


def test_files_hold_numbers(client, kunnat, koordinaattori):
    client.force_login(koordinaattori)

    rivit = client.get(url, JAKSO | {"muoto": "csv"}).getvalue().decode("utf-8-sig").splitlines()

    assert rivit[0].startswith("Kunta;Päiviä / 1 000 työnhakijaa;")
    [rautavaara] = [rivi for rivi in rivit if rivi.startswith("Rautavaara;")]
    assert rautavaara.split(";")[1:3] == ["212,1", "70,6"]


def test_files_tell_the_unit_and_the_small_bases(client, kunnat, koordinaattori):
    client.force_login(koordinaattori)

    rivit = client.get(url, JAKSO | {"muoto": "csv"}).getvalue().decode("utf-8-sig").splitlines()

    assert "Muutoksista kerrottiin, mediaani tunteina" in rivit[0].split(";")
    [siilinjarvi] = [rivi for rivi in rivit if rivi.startswith("Siilinjärvi;")]
    assert siilinjarvi.endswith(";Toteuma, %: liian pieni pohja: menneitä suunniteltuja päiviä 1")


def test_definition_is_one_link_away(client, kunnat, koordinaattori):
    client.force_login(koordinaattori)
    sivu = BeautifulSoup(client.get(url, JAKSO).content, "html.parser")

    assert sivu.select_one(".lead a")["href"] == "#maaritelmat"
    osio = sivu.find("section", attrs={"aria-labelledby": "maaritelmat"})
    assert len(osio.find_all("dt")) == len(MITTARIT)


def test_wrong_period_is_told_and_the_default_shown(client, kunnat, koordinaattori):
    client.force_login(koordinaattori)

    response = client.get(url, {"alku": "2025-08-01", "loppu": "2025-07-01"})

    assert response.context["suodatin"].errors == {"loppu": ["Loppupäivä ei voi olla ennen alkupäivää."]}
    assert (response.context["alku"], response.context["loppu"]) == (datetime.date(2024, 9, 2), NYT.date())


def test_page_costs_as_much_whatever_is_on_it(client, kunnat, koordinaattori, django_assert_max_num_queries):
    client.force_login(koordinaattori)

    with django_assert_max_num_queries(12):
        client.get(reverse("yhdenvertaisuus"), JAKSO)


def tiedot(kunta=1, *, hakijat=1000, **muut):
    return Lahtotiedot(kunta, Toteuma(**muut), hakijat, 0)


@pytest.mark.parametrize(
    ("menneet", "huomio", "arvo"),
    [
        (2, Huomio.LIIAN_PIENI, None),
        (3, Huomio.PIENI, 100),
        (9, Huomio.PIENI, 100),
        (10, Huomio.EI_MITAAN, 100),
    ],
)
def test_base_decides_whether_a_figure_is_shown(menneet, huomio, arvo):
    luku = luvut(tiedot(pidetty=menneet, menneet=menneet))["toteuma"]

    assert (luku.huomio, luku.arvo) == (huomio, arvo)


def test_median_is_of_the_figures_that_are_shown():
    kunnat = [
        luvut(tiedot(pidetty=pidetty, menneet=menneet))
        for pidetty, menneet in ((10, 10), (5, 10), (1, 10), (0, 1))
    ]

    assert mediaanit(kunnat)["toteuma"] == (50, 3)
    assert mediaanit([])["toteuma"] == (None, 0)


jaksot = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(-20, 60), st.one_of(st.none(), st.integers(0, 60))),
    max_size=6,
)


@given(jaksot)
def test_days_without_a_named_person_are_those_on_which_some_process_has_none(jaksot):
    loppu = ALKU + datetime.timedelta(days=40)
    vastuut = [
        (
            prosessi,
            ALKU + datetime.timedelta(days=alkaa),
            None if kesto is None else ALKU + datetime.timedelta(days=alkaa + kesto),
        )
        for prosessi, alkaa, kesto in jaksot
    ]

    odotettu = 0
    for n in range(41):
        paiva = ALKU + datetime.timedelta(days=n)
        nimetyt = {p for p, eka, vika in vastuut if eka <= paiva and (vika is None or paiva <= vika)}
        odotettu += nimetyt != {"a", "b"}
    assert paivia_ilman("ab", vastuut, ALKU, loppu) == odotettu


def test_without_processes_nobody_is_missing():
    assert paivia_ilman([], [], ALKU, LOPPU) is None
