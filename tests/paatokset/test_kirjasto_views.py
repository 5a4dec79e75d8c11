"""Pages of the catalogue, the library, the answer memory and the language versions."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from paatokset.models import Fraasi, Lainkohta, Paatos, Vertailu
from paatokset.workflow import kirjasto, luettelot, toisinnot
from tests.paatokset.factories import (
    LAHETETTY,
    FraasiFactory,
    LainkohtaFactory,
    kirjoita_osio,
    vastattu_kohta,
)
from tyollisyysalue import kello

pytestmark = pytest.mark.usefixtures("pika_pdf")

RINNAKKAIN = ["otsikko_fi", "otsikko_sv", "teksti_fi", "teksti_sv"]


def osoite(nimi, *args):
    return reverse(f"paatokset:{nimi}", args=args)


def sivu(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture(autouse=True)
def nyt():
    with kello.aseta(LAHETETTY):
        yield


@pytest.fixture
def sihteerin(client, sihteeri):
    client.force_login(sihteeri)
    return client


@pytest.fixture
def lainkohta(alue):
    return LainkohtaFactory(alue=alue)


@pytest.fixture
def fraasi(alue):
    return FraasiFactory(alue=alue, teksti_fi="<p>Lähipalvelut pidetään.</p>")


@pytest.fixture
def aiempi(siilinjarvi, kari):
    return vastattu_kohta(
        siilinjarvi, "Lähipalvelut", "Kerrotaan lähipäivät.", "<p>Päivät on sovittu.</p>", laatija=kari
    )


class TestAccess:
    @pytest.fixture
    def osoitteet(self, luonnos, lainkohta, fraasi, aiempi):
        return [
            osoite("lainkohdat"),
            osoite("lainkohta", lainkohta.pk),
            osoite("kirjasto"),
            osoite("fraasi", fraasi.pk),
            osoite("muisti", luonnos.pk),
            osoite("toisinto", luonnos.pk),
        ]

    @pytest.fixture
    def kirjoittajan(self, luonnos, lainkohta, fraasi):
        return [
            osoite("lainkohta-uusi"),
            osoite("lainkohta-muuta", lainkohta.pk),
            osoite("lainkohta-paata", lainkohta.pk),
            osoite("fraasi-uusi"),
            osoite("fraasi-muuta", fraasi.pk),
            osoite("fraasi-paata", fraasi.pk),
            osoite("ehdota", luonnos.pk),
            osoite("osio-kirjasto", luonnos.osiot.first().pk),
        ]

    def test_secretary_opens_all(self, sihteerin, osoitteet, kirjoittajan):
        assert {sihteerin.get(o).status_code for o in osoitteet + kirjoittajan} == {200}

    def test_presenter_reads(self, client, esittelija, osoitteet, kirjoittajan):
        client.force_login(esittelija)

        assert {client.get(o).status_code for o in osoitteet} == {200}
        assert {client.get(o).status_code for o in kirjoittajan} == {403}

    @pytest.mark.parametrize("kuka", ["raija", "koordinaattori", "asiantuntija", "naapurisihteeri"])
    def test_others_get_nothing(self, client, kuka, request, osoitteet, kirjoittajan):
        client.force_login(request.getfixturevalue(kuka))
        omat = {osoite("lainkohdat"), osoite("kirjasto"), osoite("lainkohta-uusi"), osoite("fraasi-uusi")}

        assert {client.get(o).status_code for o in {*osoitteet, *kirjoittajan} - omat} <= {403, 404}


class TestCatalogue:
    def test_entry_is_added_changed_and_ended(self, sihteerin, sihteeri):
        tiedot = {
            "kaytto": "muutoksenhaku",
            "teksti_fi": "kuntalaki (410/2015) 136 §",
            "alkupvm": "2017-06-01",
            "omistaja": sihteeri.henkilo.pk,
        }
        assert sihteerin.post(osoite("lainkohta-uusi"), tiedot).status_code == 302
        lainkohta = Lainkohta.objects.get()

        muutos = {**tiedot, "teksti_sv": "kommunallagen (410/2015) 136 §", "versio": 1}
        assert sihteerin.post(osoite("lainkohta-muuta", lainkohta.pk), muutos).status_code == 302
        vanha = sihteerin.post(osoite("lainkohta-muuta", lainkohta.pk), {**muutos, "teksti_sv": "toinen"})
        assert "Tallennetut tiedot" in vanha.text
        assert (
            sihteerin.post(osoite("lainkohta-paata", lainkohta.pk), {"loppupvm": "2025-09-30"}).status_code
            == 302
        )

        lainkohta.refresh_from_db()
        assert (lainkohta.teksti_sv, lainkohta.versio) == ("kommunallagen (410/2015) 136 §", 3)
        assert lainkohta.loppupvm == datetime.date(2025, 9, 30)

    def test_list_marks_what_should_have_been_checked_and_what_has_ended(self, sihteerin, alue):
        LainkohtaFactory(alue=alue, teksti_fi="A", tarkistuspvm=datetime.date(2025, 9, 1))
        LainkohtaFactory(alue=alue, teksti_fi="B", loppupvm=datetime.date(2025, 9, 1))
        LainkohtaFactory(alue=alue, teksti_fi="C", tarkistuspvm=datetime.date(2025, 9, 9))

        rivit = [
            tr.get_text(" ", strip=True)
            for tr in sivu(sihteerin.get(osoite("lainkohdat"))).select("tbody tr")
        ]

        assert ["tarkista" in rivi for rivi in rivit] == [True, False, False]
        assert ["päättynyt" in rivi for rivi in rivit] == [False, True, False]
        voimassa = sivu(sihteerin.get(osoite("lainkohdat"), {"tila": "voimassa"}))
        assert len(voimassa.select("tbody tr")) == 2

    @pytest.mark.parametrize("maara", [1, 3])
    def test_list_takes_as_many_queries_whatever_its_length(
        self, sihteerin, alue, maara, django_assert_max_num_queries
    ):
        for numero in range(maara):
            LainkohtaFactory(alue=alue, teksti_fi=f"§ {numero}")
            FraasiFactory(alue=alue)

        for nimi in ("lainkohdat", "kirjasto"):
            with django_assert_max_num_queries(12):
                sihteerin.get(osoite(nimi))


class TestLibrary:
    def test_used_text_tells_where_and_that_a_newer_one_exists(self, sihteerin, luonnos, fraasi, sihteeri):
        osio = luonnos.osiot.first()
        response = sihteerin.post(osoite("osio-kirjasto", osio.pk), {"fraasi": fraasi.pk})
        assert response.url == osoite("osio", osio.pk)
        luettelot.muuta(fraasi, versio=1, muutokset={"teksti_fi": "<p>Uusi.</p>"}, user=sihteeri)

        [rivi] = sivu(sihteerin.get(fraasi.get_absolute_url())).select("tbody tr")

        assert rivi.get_text(" ", strip=True).endswith(" 1 (uudempi on)")

    def test_languages_stand_side_by_side(self, sihteerin, fraasi):
        kentat = sivu(sihteerin.get(osoite("fraasi-muuta", fraasi.pk))).select(".kielipari > .kentta")

        assert [k["id"] for k in kentat] == [f"div_id_{n}" for n in RINNAKKAIN]

    def test_one_press_fills_every_empty_section(self, sihteerin, luonnos, alue, sihteeri):
        for aihe in ("Lähipalvelut", "Yhteyshenkilö", "Seuranta", "Yhdenvertaisuus", "Henkilöstö"):
            FraasiFactory(alue=alue, nimi=aihe, teksti_fi=f"<p>{aihe} on järjestetty.</p>")
        lomake = sivu(sihteerin.get(osoite("ehdota", luonnos.pk))).select_one("main form[method=post]")
        valitut = [kentta["value"] for kentta in lomake.select("input[name=parit][checked]")]
        assert len(valitut) == 5

        response = sihteerin.post(osoite("ehdota", luonnos.pk), {"parit": valitut})

        assert response.status_code == 302
        assert [o.teksti for o in luonnos.osiot.all()] == [
            f"<p>{aihe} on järjestetty.</p>"
            for aihe in ("Lähipalvelut", "Yhteyshenkilö", "Seuranta", "Yhdenvertaisuus", "Henkilöstö")
        ]

    def test_nothing_chosen_is_told(self, sihteerin, luonnos, fraasi):
        response = sihteerin.post(osoite("ehdota", luonnos.pk), {})

        assert "Valitse vähintään yksi osio." in response.text

    def test_text_of_another_area_is_not_found(self, sihteerin, luonnos):
        vieras = FraasiFactory(alue__koodi="18")
        assert Fraasi.objects.filter(pk=vieras.pk).exists()

        osio = luonnos.osiot.first()
        assert sihteerin.post(osoite("osio-kirjasto", osio.pk), {"fraasi": vieras.pk}).status_code == 404
        assert sihteerin.post(osoite("osio-kirjasto", osio.pk), {"fraasi": "x"}).status_code == 404


class TestMemory:
    def test_earlier_answer_is_shown_used_and_compared(self, sihteerin, luonnos, aiempi):
        kohta = luonnos.osiot.first().kasittelyt.get().kohta
        osio = luonnos.osiot.first()
        assert "Päivät on sovittu." in sihteerin.get(osoite("muisti", luonnos.pk)).text

        assert sihteerin.post(osoite("vertaa", luonnos.pk, kohta.pk, aiempi.pk)).status_code == 302
        vertailu = Vertailu.objects.get()
        assert "vastaus poikkeaa" in sihteerin.get(osoite("muisti", luonnos.pk)).text
        sihteerin.post(osoite("vertailu", vertailu.pk), {"perustelu": "Tilanne on muuttunut."})
        assert "Tilanne on muuttunut." in sihteerin.get(osoite("muisti", luonnos.pk)).text
        assert sihteerin.post(osoite("osio-pohja", osio.pk, aiempi.pk)).url == osoite("osio", osio.pk)
        osio.refresh_from_db()
        assert osio.teksti == "<p>Päivät on sovittu.</p>"
        assert "vastaus on samanlainen" in sihteerin.get(osoite("muisti", luonnos.pk)).text
        assert sihteerin.post(osoite("vertailu-poista", vertailu.pk)).status_code == 302
        assert not Vertailu.objects.exists()

    def test_sections_page_shows_its_own_items(self, sihteerin, luonnos, aiempi):
        osio = luonnos.osiot.get(jarjestys=1)

        kohdat = sivu(sihteerin.get(osoite("muisti", luonnos.pk), {"osio": osio.pk})).select(
            "main section > h2"
        )

        assert [h2.get_text() for h2 in kohdat] == ["1. Lähipalvelut"]

    def test_queries_stay_the_same_when_answers_come(
        self, sihteerin, luonnos, aiempi, siilinjarvi, kari, django_assert_max_num_queries
    ):
        for numero in range(5):
            vastattu_kohta(siilinjarvi, f"Seuranta {numero}", "Luvut.", "<p>Luvut.</p>", laatija=kari)

        with django_assert_max_num_queries(14):
            sihteerin.get(osoite("muisti", luonnos.pk))


class TestVersions:
    def test_version_is_asked_written_and_given_up(self, sihteerin, valmis):
        assert sihteerin.post(osoite("toisinto", valmis.pk)).status_code == 302
        osio = valmis.osiot.get(jarjestys=2)
        lomake = sivu(sihteerin.get(osoite("osio-toisinto", osio.pk)))
        assert lomake.select_one("[name=versio]")["value"] == "0"
        assert "Vastaus kohtaan 2." in lomake.select_one(".asiakirja:last-of-type").get_text()

        tiedot = {"versio": 0, "otsikko": "Kontaktperson", "teksti": "<p>Svar.</p>"}
        assert sihteerin.post(osoite("osio-toisinto", osio.pk), tiedot).url == osoite("toisinto", valmis.pk)
        vanha = sihteerin.post(osoite("osio-toisinto", osio.pk), {**tiedot, "teksti": "<p>Annat.</p>"})
        assert "Tallennettu teksti" in vanha.text

        omat = {
            "versio": 1,
            "otsikko": "Svar",
            "ehdotus": "<p>Nämnden beslutar.</p>",
            "johdanto": "<p>Inledning.</p>",
            "toimivalta": "stadgan § 30",
            "vaikutukset": "Ingen.",
            "muutoksenhaun_peruste": "kommunallagen 136 §",
        }
        assert sihteerin.post(osoite("toisinto-muokkaa", valmis.pk), omat).status_code == 302
        osat = sivu(sihteerin.get(osoite("toisinto", valmis.pk))).select(".toisinnon-osat > li")
        assert ["sama sisältö" in osa.get_text() for osa in osat] == [True, False, True, False, False, False]
        assert Paatos.objects.get(pk=valmis.pk).toisinto.ehdotus == "<p>Nämnden beslutar.</p>"

        assert sihteerin.post(osoite("toisinto-luovu", valmis.pk)).status_code == 302
        assert sihteerin.get(osoite("osio-toisinto", osio.pk)).status_code == 404

    def test_empty_version_begins_from_the_source_with_its_facts(self, sihteerin, valmis):
        toisinnot.pyyda_toisinto(valmis, user=valmis.valmistelija.user)
        osio = valmis.osiot.get(jarjestys=1)

        lomake = sivu(sihteerin.get(osoite("osio-toisinto", osio.pk)))

        assert lomake.select_one("textarea[name=teksti]").get_text().strip() == osio.teksti


def test_draft_page_stays_light(
    sihteerin, valmis, fraasi, lainkohta, sihteeri, django_assert_max_num_queries
):
    kirjasto.kayta(valmis, fraasi, valmis.osiot.get(jarjestys=2), user=sihteeri)
    kirjoita_osio(valmis, 3, "<p>Uusi.</p>", user=sihteeri)
    sihteerin.get(valmis.get_absolute_url())

    with django_assert_max_num_queries(16):
        sihteerin.get(valmis.get_absolute_url())
