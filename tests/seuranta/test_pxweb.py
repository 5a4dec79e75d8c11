import datetime
import io
from collections import deque

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from seuranta import pxweb, tuonnit
from seuranta.models import Havainto, Tuonti
from seuranta.pxweb import Haku, HakuVirhe
from seuranta.tulkinta import Kuvaus, Paikka
from tests.seuranta import aito, pxweb_sijainen
from tests.seuranta.conftest import hetki
from tests.seuranta.test_tuonti_views import teksti, vahvista
from tyollisyysalue import kello

KESAKUU = datetime.date(2026, 6, 1)
KUVAUS = tuonnit.kuvaus_12r5(aito.MITTARIT.values())


@pytest.fixture
def sijainen(settings):
    with pxweb_sijainen.kaynnissa() as sijainen:
        settings.PXWEB_OSOITE = sijainen.osoite
        yield sijainen


@pytest.fixture
def hae():
    def hae(kuut=(KESAKUU,), kuvaus=KUVAUS, aikakatkaisu=30):
        return Haku(kutsut=deque(), aikakatkaisu=aikakatkaisu).hae(kuvaus, kuut)

    return hae


def hylkays(hae, **kwargs):
    with pytest.raises(HakuVirhe) as error:
        hae(**kwargs)
    return str(error.value)


class TestHae:
    def test_month_comes_as_a_file_that_holds_the_genuine_figures(self, sijainen, hae):
        taulukko = aito.lue(hae())

        assert {*taulukko.luvut} == {*aito.lue(aito.TAVUT).luvut}
        assert (taulukko.taulu, taulukko.paivitetty) == ("12r5", datetime.date(2026, 7, 21))

    def test_codes_are_those_of_the_metadata(self, sijainen, hae):
        hae()

        [kysely] = sijainen.kyselyt
        valinnat = {osa["code"]: osa["selection"]["values"] for osa in kysely["query"]}
        assert set(valinnat) == {"Alue", "timeperiod_m", "contentscode"}
        assert (len(valinnat["Alue"]), valinnat["timeperiod_m"]) == (421, ["2026M06"])
        assert valinnat["contentscode"] == list(aito.MITTARIT)
        assert kysely["response"] == {"format": "json-stat2"}

    def test_table_over_the_limit_is_asked_for_in_parts(self, sijainen, hae, monkeypatch):
        for moduuli in (pxweb, pxweb_sijainen):
            monkeypatch.setattr(moduuli, "ENIMMAISSOLUT", 4_000)

        taulukko = aito.lue(hae(kuut=[datetime.date(2026, 5, 1), KESAKUU]))

        assert len(sijainen.kyselyt) == 6
        assert (taulukko.kunnat, len(taulukko.kuukaudet), len(taulukko.luvut)) == (308, 2, 2 * 7084)

    def test_table_that_needs_too_many_parts_is_not_begun(self, sijainen, hae, monkeypatch):
        monkeypatch.setattr(pxweb, "ENIMMAISSOLUT", 100)

        assert hylkays(hae).startswith("Taulukko on liian suuri haettavaksi.")
        assert sijainen.kyselyt == []

    def test_month_that_is_not_out_is_told(self, sijainen, hae):
        assert hylkays(hae, kuut=[datetime.date(2026, 7, 1)]) == (
            "Taulussa 12r5 ei ole kuukautta 2026M07. Uusin on 2026M06."
        )

    def test_changed_dimensions_are_told(self, sijainen, hae):
        kuvaus = Kuvaus(taulu="12r5", alue="Kunta", mittarit={Paikka("A"): None})

        assert hylkays(hae, kuvaus=kuvaus) == (
            "Taulun 12r5 ulottuvuudet ovat toiset kuin ennen: Alue, timeperiod_m, contentscode. "
            "Lataa taulukko tiedostona."
        )

    @pytest.mark.parametrize(
        ("taulu", "alku"),
        [
            ("statfin_tyonv_pxt_12r5", "Palvelu ei ymmärtänyt kyselyä (400): taulun tunnus"),
            ("99zz", "Palvelussa ei ole tällaista taulua (404)"),
            ("../../muu", "Palvelussa ei ole tällaista taulua (404)"),
        ],
    )
    def test_table_that_is_not_there_is_told(self, sijainen, hae, taulu, alku):
        kuvaus = Kuvaus(taulu=taulu, alue="Alue", mittarit=KUVAUS.mittarit)

        assert hylkays(hae, kuvaus=kuvaus).startswith(alku)
        assert sijainen.polut[0].startswith(f"{pxweb_sijainen.POLKU}/")

    @pytest.mark.parametrize(
        ("vika", "alku"),
        [
            ("400", "Palvelu ei ymmärtänyt kyselyä (400)"),
            ("403", "Palvelu ei antanut lukuja (403)"),
            ("404", "Palvelussa ei ole tällaista taulua (404)"),
            ("429", "Palvelu pyysi odottamaan (429)"),
            ("503", "Palvelu on poissa käytöstä (503)"),
            ("500", "Palvelussa tapahtui virhe (500)"),
            ("302", "Palvelu ohjasi toiseen osoitteeseen (302), eikä siihen siirrytty."),
            ("html", "Palvelu vastasi muuta kuin dataa"),
            ("hidas", "Palvelu ei vastannut ajoissa."),
            ("katko", "Palvelu vastasi muuta kuin dataa"),
        ],
    )
    def test_failure_is_told_in_words(self, sijainen, hae, vika, alku):
        sijainen.vika = vika

        assert hylkays(hae, aikakatkaisu=0.3 if vika == "hidas" else 30).startswith(alku)
        assert len(sijainen.polut) == 1

    def test_service_that_does_not_answer_is_told(self, settings, hae):
        settings.PXWEB_OSOITE = "http://127.0.0.1:1/api"

        assert hylkays(hae) == "Palveluun ei saatu yhteyttä. Tarkista verkko ja palvelun osoite."

    @pytest.mark.parametrize("osoite", ["", "file:///etc", "ftp://x"])
    def test_address_is_of_the_web(self, settings, hae, osoite):
        settings.PXWEB_OSOITE = osoite

        assert hylkays(hae).startswith("PxWeb-rajapinnan osoite puuttuu tai on väärin")

    @pytest.mark.parametrize(
        "muuttujat",
        [None, {}, [{"code": "Alue"}], [{"code": "Alue", "values": []}], [{"code": "A", "values": [1]}]],
    )
    def test_metadata_of_another_form_is_told(self, muuttujat):
        with pytest.raises(HakuVirhe, match=r"^Palvelun kuvaus taulusta ei ole sitä muotoa"):
            pxweb.kyselyt({"variables": muuttujat}, KUVAUS, [KESAKUU])

    def test_calls_over_the_limit_of_a_minute_wait(self, sijainen):
        odotukset: list[float] = []
        aika = iter(range(1000))
        haku = Haku(
            kutsut=deque([100.0] * pxweb.KUTSUJA_MINUUTISSA),
            odota=odotukset.append,
            aika=lambda: 110 + next(aika),
        )

        haku.hae(KUVAUS, [KESAKUU])

        assert odotukset == [50, 48]

    def test_page_does_not_wait_for_a_minute(self, sijainen):
        haku = Haku(kutsut=deque([100.0] * pxweb.KUTSUJA_MINUUTISSA), odota=pxweb.ala_odota, aika=lambda: 110)

        with pytest.raises(HakuVirhe) as error:
            haku.hae(KUVAUS, [KESAKUU])

        assert str(error.value) == (
            "Palvelusta on juuri haettu niin paljon kuin se antaa. Yritä uudelleen 50 sekunnin päästä."
        )
        assert sijainen.polut == []

    def test_fetching_ends_when_its_time_is_over(self, sijainen):
        with pytest.raises(HakuVirhe, match="ei vastannut ajoissa"):
            Haku(kutsut=deque(), kesto=0).hae(KUVAUS, [KESAKUU])

    def test_parts_are_together_within_the_size_of_a_file(self, sijainen, hae, monkeypatch):
        koko = len(hae())
        monkeypatch.setattr(pxweb, "ENIMMAISSOLUT", 421 * 23)
        monkeypatch.setattr(pxweb.lukijat, "ENIMMAISKOKO", int(koko * 1.5))

        assert "liian suuri" in hylkays(hae, kuut=[datetime.date(2026, 5, 1), KESAKUU])
        # One of the first fetch, and both parts of the second.
        assert len(sijainen.kyselyt) == 3


class TestSivu:
    @pytest.fixture(autouse=True)
    def elokuu(self):
        cache.clear()
        pxweb._KUTSUT.clear()
        with kello.aseta(hetki(2026, 8, 20)):
            yield

    @pytest.fixture
    def selain(self, client, suomi, koordinaattori):
        client.force_login(koordinaattori)
        return client

    def hae(self, client, kuukausi="6/2026", taulu="12r5"):
        return client.post("/seuranta/tuonti/hae/", {"haku-taulu": taulu, "haku-kuukausi": kuukausi})

    def test_fetched_month_is_previewed_and_imported_as_a_file(self, sijainen, selain):
        assert "Hae suoraan tilastopalvelusta" in teksti(selain.get("/seuranta/tuonti/"))

        response = self.hae(selain)
        assert "haettu-12r5-2026m06.json" in teksti(selain.get(response.url)).lower()
        assert not Tuonti.objects.exists()
        vahvista(selain, response.url)

        tuonti = Tuonti.objects.get()
        assert (tuonti.taulu, tuonti.julkaisupvm) == ("12r5", datetime.date(2026, 7, 21))
        assert tuonti.get_laji_display() == "haettu tilastopalvelusta"
        assert Havainto.objects.count() == 7084

    @pytest.mark.parametrize(
        ("kuukausi", "taulu", "virhe"),
        [
            ("7/2026", "12r5", "Taulussa 12r5 ei ole kuukautta 2026M07. Uusin on 2026M06."),
            ("kesä", "12r5", "Kirjoita kuukausi muodossa 8/2025."),
        ],
    )
    def test_what_went_wrong_is_told_on_the_page(self, sijainen, selain, kuukausi, taulu, virhe):
        assert virhe in teksti(selain.get(self.hae(selain, kuukausi, taulu).url))

    def test_fetching_is_off_without_an_address(self, selain, settings):
        assert settings.PXWEB_OSOITE == ""
        assert "Hae suoraan tilastopalvelusta" not in teksti(selain.get("/seuranta/tuonti/"))
        assert self.hae(selain).status_code == 404

    def test_others_do_not_fetch(self, sijainen, client, esittelija):
        client.force_login(esittelija)

        assert self.hae(client).status_code == 403
        assert sijainen.polut == []

    def test_command_fetches_and_imports(self, sijainen, suomi):
        tuloste = io.StringIO()

        call_command("hae_tilastot", "--kuukausi", "2026M06", "--julkaistu", "2026-07-21", stdout=tuloste)

        assert "308 kuntaa" in tuloste.getvalue()
        assert Havainto.objects.count() == 7084

    @pytest.mark.parametrize(
        ("valinnat", "virhe"),
        [
            (["--kuukausi", "x"], "Kirjoita kuukausi muodossa 2026M06."),
            (["--kuukausi", "2026M07"], "Taulussa 12r5 ei ole kuukautta 2026M07. Uusin on 2026M06."),
            (["--kuukausi", "2026M06", "--taulu", "99zz"], "Taulua 99zz ei ole kuvattu."),
        ],
    )
    def test_command_tells_why_not(self, sijainen, db, valinnat, virhe):
        with pytest.raises(CommandError) as error:
            call_command("hae_tilastot", *valinnat)

        assert str(error.value) == virhe

    def test_command_is_off_without_an_address(self, db):
        with pytest.raises(CommandError, match="PXWEB_OSOITE on tyhjä"):
            call_command("hae_tilastot", "--kuukausi", "2026M06")
