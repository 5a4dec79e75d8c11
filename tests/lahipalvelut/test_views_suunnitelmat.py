import datetime
from datetime import date

import pytest
from django.urls import reverse

from lahipalvelut.models import Palvelupaiva, Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi
from tests.factories import HenkiloFactory
from tests.lahipalvelut.factories import (
    PalvelupaivaFactory,
    PalvelupisteFactory,
    PalvelusuunnitelmaFactory,
    SuunnitelmariviFactory,
)
from tests.lahipalvelut.sivut import teksti
from tests.luettelot import HTMX
from tyollisyysalue import kello
from tyollisyysalue.versiot import versio


@pytest.fixture
def luonnos(rautavaara):
    return PalvelusuunnitelmaFactory(kunta=rautavaara, tila="luonnos", hyvaksymispvm=None, hyvaksymisviite="")


@pytest.fixture(autouse=True)
def vuoden_alussa():
    with kello.aseta(datetime.datetime(2025, 1, 2, 9, tzinfo=kello.HELSINKI)):
        yield


def osoite(nimi, *args):
    return reverse(f"lahipalvelut:{nimi}", args=args)


class TestSuunnitelma:
    tiedot = {
        "alkupvm": "2025-01-01",
        "loppupvm": "",
        "perustelu": "Asiakasmäärä suhteessa henkilötyövuosiin.",
    }

    def test_coordinator_makes_a_draft(self, client, rautavaara, koordinaattori):
        client.force_login(koordinaattori)

        response = client.post(osoite("suunnitelma-uusi", "687"), self.tiedot)

        suunnitelma = Palvelusuunnitelma.objects.get(kunta=rautavaara)
        assert suunnitelma.tila == "luonnos"
        assert response.url == osoite("suunnitelma", suunnitelma.pk)

    def test_wrong_order_is_told_and_what_was_typed_is_kept(self, client, rautavaara, koordinaattori):
        client.force_login(koordinaattori)

        response = client.post(
            osoite("suunnitelma-uusi", "687"),
            self.tiedot | {"perustelu": "Aivan uusi perustelu.", "loppupvm": "2024-01-01"},
        )

        assert response.context["form"].non_field_errors() == ["Loppupäivä ei voi olla ennen alkupäivää."]
        assert "Aivan uusi perustelu." in teksti(response)
        assert not Palvelusuunnitelma.objects.exists()

    @pytest.mark.usefixtures("rautavaara")
    @pytest.mark.parametrize("nimi", ["suunnitelma-uusi", "palvelupiste-uusi", "sulku-uusi"])
    def test_others_than_the_coordinator_are_refused(self, client, asiantuntija, raija, nimi):
        for user in (asiantuntija, raija):
            client.force_login(user)
            assert client.get(osoite(nimi, "687")).status_code == 403

    @pytest.mark.usefixtures("rautavaara")
    @pytest.mark.parametrize("nimi", ["suunnitelmat", "entajos", "jako", "sulut", "odottavat"])
    def test_pages_of_planning_are_the_coordinators(self, client, asiantuntija, koordinaattori, nimi):
        client.force_login(koordinaattori)
        assert client.get(osoite(nimi)).status_code == 200
        client.force_login(asiantuntija)
        assert client.get(osoite(nimi)).status_code == 403

    def test_page_of_a_plan_is_for_the_area_and_the_municipality(self, client, rivi, raija, kari):
        url = osoite("suunnitelma", rivi.suunnitelma.pk)
        client.force_login(raija)
        oma = client.get(url)
        client.force_login(kari)

        assert "Joka toinen keskiviikko" in teksti(oma)
        assert client.get(url).status_code == 404

    def test_draft_is_not_for_the_municipality(self, client, luonnos, raija, asiantuntija, koordinaattori):
        url = osoite("suunnitelma", luonnos.pk)
        tulokset = {}
        for user in (raija, asiantuntija, koordinaattori):
            client.force_login(user)
            tulokset[user] = client.get(url).status_code

        assert tulokset == {raija: 404, asiantuntija: 404, koordinaattori: 200}

    def test_page_of_a_draft_shows_dates_and_clashes_of_its_lines(
        self, client, luonnos, siilinjarvi, koordinaattori
    ):
        rivi = SuunnitelmariviFactory(suunnitelma=luonnos)
        muualla = SuunnitelmariviFactory(
            suunnitelma=PalvelusuunnitelmaFactory(kunta=siilinjarvi), vastuuhenkilo=rivi.vastuuhenkilo
        )
        PalvelupaivaFactory(rivi=muualla, pvm=date(2025, 1, 22), kunta=siilinjarvi)
        client.force_login(koordinaattori)

        sivu = teksti(client.get(osoite("suunnitelma", luonnos.pk)))

        assert "Milla Tuomikoski on samaan aikaan muualla: Siilinjärvi klo 9.00–15.00" in sivu
        assert "Varannan onsdag kl. 9.00–15.00" in sivu
        assert "Every other Wednesday 9:00–15:00" in sivu

    def test_details_of_an_approved_plan_are_corrected(self, client, suunnitelma, koordinaattori):
        client.force_login(koordinaattori)

        client.post(
            osoite("suunnitelma-muokkaa", suunnitelma.pk),
            {
                "hyvaksymispvm": "2024-12-11",
                "hyvaksymisviite": "päätös § 25",
                "perustelu": "x",
                "versio": "1",
            },
        )

        suunnitelma.refresh_from_db()
        assert (suunnitelma.hyvaksymisviite, suunnitelma.versio) == ("päätös § 25", 2)

    @pytest.mark.parametrize("tyhja", ["hyvaksymispvm", "hyvaksymisviite"])
    def test_approved_plan_keeps_its_approval(self, client, suunnitelma, koordinaattori, tyhja):
        client.force_login(koordinaattori)
        tiedot = {"hyvaksymispvm": "2024-12-11", "hyvaksymisviite": "päätös § 25", "perustelu": "x"}

        response = client.post(
            osoite("suunnitelma-muokkaa", suunnitelma.pk), tiedot | {tyhja: "", "versio": "1"}
        )

        assert list(response.context["form"].errors) == [tyhja]

    def test_second_editor_sees_both_texts_and_may_then_save(self, client, luonnos, koordinaattori):
        client.force_login(koordinaattori)
        url = osoite("suunnitelma-muokkaa", luonnos.pk)
        client.post(url, self.tiedot | {"perustelu": "Ensimmäisen teksti.", "versio": "1"})
        oma = self.tiedot | {"perustelu": "Toisen teksti.", "versio": "1"}

        response = client.post(url, oma)

        assert "Ensimmäisen teksti." in teksti(response)
        assert "Toisen teksti." in teksti(response)
        assert 'name="versio" value="2"' in teksti(response)
        client.post(url, oma | {"versio": "2"})
        luonnos.refresh_from_db()
        assert luonnos.perustelu == "Toisen teksti."

    def test_coordinator_adds_a_place(self, client, rautavaara, koordinaattori):
        client.force_login(koordinaattori)

        client.post(
            osoite("palvelupiste-uusi", "687"),
            {"nimi": "Kirjasto", "osoite": "Koulutie 2", "saapumisohje": "Ramppi pihalta."},
        )

        assert Palvelupiste.objects.get(kunta=rautavaara).osoite == "Koulutie 2"

    def test_place_of_the_same_name_is_told(self, client, rautavaara, koordinaattori):
        PalvelupisteFactory(kunta=rautavaara, nimi="Kirjasto")
        client.force_login(koordinaattori)

        response = client.post(
            osoite("palvelupiste-uusi", "687"), {"nimi": "Kirjasto", "osoite": "Koulutie 2"}
        )

        assert response.context["form"].non_field_errors() == ["Kunnassa on jo tämänniminen palvelupiste."]


class TestHyvaksynta:
    hyvaksynta = {"hyvaksymispvm": "2024-12-11", "hyvaksymisviite": "päätös § 24"}

    @pytest.fixture
    def url(self, luonnos):
        SuunnitelmariviFactory(suunnitelma=luonnos)
        return osoite("suunnitelma-hyvaksy", luonnos.pk)

    def test_page_says_what_changes_and_the_post_does_it(self, client, url, luonnos, koordinaattori):
        client.force_login(koordinaattori)
        sivu = client.get(url)

        response = client.post(url, self.hyvaksynta | {"nahty": sivu.context["form"]["nahty"].value()})

        assert "Uusia päiviä</dt><dd>33<" in teksti(sivu)
        assert response.url == osoite("suunnitelma", luonnos.pk)
        assert Palvelupaiva.objects.count() == 33

    def test_change_in_between_is_told_and_shown(self, client, url, luonnos, koordinaattori):
        client.force_login(koordinaattori)
        nahty = client.get(url).context["form"]["nahty"].value()
        SuunnitelmariviFactory(suunnitelma=luonnos, ankkuripvm=date(2025, 1, 9))

        response = client.post(url, self.hyvaksynta | {"nahty": nahty})

        assert "Aikataulu on muuttunut" in teksti(response)
        assert response.context["form"]["nahty"].value() != nahty
        assert not Palvelupaiva.objects.exists()
        uusi = response.context["form"]["nahty"].value()
        assert client.post(url, self.hyvaksynta | {"nahty": uusi}).status_code == 302

    def test_date_and_reference_are_asked_for(self, client, url, koordinaattori):
        client.force_login(koordinaattori)

        response = client.post(url, {"hyvaksymispvm": "", "hyvaksymisviite": ""})

        assert set(response.context["form"].errors) == {"hyvaksymispvm", "hyvaksymisviite"}

    def test_approved_one_is_not_approved_again(self, client, suunnitelma, koordinaattori):
        client.force_login(koordinaattori)

        assert client.get(osoite("suunnitelma-hyvaksy", suunnitelma.pk)).status_code == 404

    def test_new_version_and_copy_are_drafts(self, client, rivi, siilinjarvi, koordinaattori):
        PalvelupisteFactory(kunta=siilinjarvi)
        client.force_login(koordinaattori)

        client.post(osoite("suunnitelma-versio", rivi.suunnitelma_id), {"alkupvm": "2025-06-01"})
        client.post(
            osoite("suunnitelma-kopioi", rivi.suunnitelma_id),
            {"alkupvm": "2025-06-01", "kunnat": [siilinjarvi.pk]},
        )

        assert set(Palvelusuunnitelma.objects.luonnokset().values_list("kunta__nimi_fi", flat=True)) == {
            "Rautavaara",
            "Siilinjärvi",
        }

    def test_copy_to_a_municipality_without_a_place_is_told(self, client, rivi, siilinjarvi, koordinaattori):
        client.force_login(koordinaattori)

        response = client.post(
            osoite("suunnitelma-kopioi", rivi.suunnitelma_id),
            {"alkupvm": "2025-06-01", "kunnat": [siilinjarvi.pk]},
        )

        assert "Siilinjärvi: kunnalla ei ole palvelupistettä" in teksti(response)

    def test_draft_is_given_up(self, client, luonnos, koordinaattori):
        client.force_login(koordinaattori)

        client.post(osoite("suunnitelma-hylkaa", luonnos.pk), {"syy": "Ei rahaa."})

        luonnos.refresh_from_db()
        assert luonnos.tila == "hylatty"
        assert client.get(osoite("suunnitelma", luonnos.pk)).status_code == 200


class TestRivi:
    @pytest.fixture
    def url(self, luonnos):
        return osoite("rivi-uusi", luonnos.pk)

    @pytest.fixture
    def tiedot(self, luonnos):
        return {
            "ankkuripvm": "2025-10-15",
            "vali": "2",
            "alkuklo": "09:00",
            "loppuklo": "15:00",
            "palvelupiste": PalvelupisteFactory(kunta=luonnos.kunta).pk,
            "kanavat": ["paikalla", "video"],
            "vastuuhenkilo": HenkiloFactory(alue=luonnos.kunta.alue).pk,
        }

    def test_preview_shows_the_rule_its_days_and_holidays_and_saves_nothing(
        self, client, url, tiedot, koordinaattori
    ):
        client.force_login(koordinaattori)

        response = client.post(url, tiedot | {"toiminto": "esikatsele"})

        esikatselu = response.context["esikatselu"]
        assert esikatselu.lause == "joka toinen keskiviikko klo\u00a09.00–15.00"
        assert [paiva.pvm for paiva in esikatselu.paivat][:2] == [date(2025, 10, 15), date(2025, 10, 29)]
        assert len(esikatselu.paivat) == 12
        assert {p.pvm: p.pyha for p in esikatselu.paivat if p.pyha} == {date(2025, 12, 24): "Jouluaatto"}
        assert 'value="2025-10-15"' in teksti(response)
        assert not Suunnitelmarivi.objects.exists()

    def test_week_53_stands_out(self, client, url, tiedot, koordinaattori):
        client.force_login(koordinaattori)

        response = client.post(url, tiedot | {"ankkuripvm": "2026-12-16"})

        paivat = response.context["esikatselu"].paivat
        assert [(p.pvm, p.viikko) for p in paivat[:3]] == [
            (date(2026, 12, 16), 51),
            (date(2026, 12, 30), 53),
            (date(2027, 1, 13), 2),
        ]
        assert "<strong>53</strong>" in teksti(response)

    def test_what_is_written_is_shown_without_the_rest_of_the_page(self, client, url, tiedot, koordinaattori):
        client.force_login(koordinaattori)

        response = client.post(url, tiedot, headers=HTMX)

        assert teksti(response).startswith('<div id="esikatselu"')
        assert "Joka toinen keskiviikko" in teksti(response)
        assert "<h1" not in teksti(response)
        # And said aloud, without its rows.
        assert "Esikatselu: joka toinen keskiviikko klo 9.00–15.00.</p>" in teksti(response)

    def test_saving_adds_the_line_and_no_days(self, client, url, tiedot, luonnos, koordinaattori):
        client.force_login(koordinaattori)

        response = client.post(url, tiedot | {"toiminto": "tallenna"})

        assert response.url == osoite("suunnitelma", luonnos.pk)
        assert luonnos.rivit.get().kanavat == ["paikalla", "video"]
        assert not Palvelupaiva.objects.exists()

    @pytest.mark.parametrize(
        ("muutos", "kentta"),
        [
            ({"vali": "9"}, "__all__"),
            ({"loppuklo": "08:00"}, "__all__"),
            ({"kanavat": []}, "kanavat"),
            ({"ankkuripvm": "keskiviikko"}, "ankkuripvm"),
        ],
    )
    @pytest.mark.parametrize("toiminto", ["esikatsele", "tallenna"])
    def test_bad_rule_is_told(self, client, url, tiedot, koordinaattori, muutos, kentta, toiminto):
        client.force_login(koordinaattori)

        response = client.post(url, tiedot | muutos | {"toiminto": toiminto})

        assert list(response.context["form"].errors) == [kentta]
        assert response.context["esikatselu"] is None
        assert not Suunnitelmarivi.objects.exists()

    def test_place_and_person_of_elsewhere_cannot_be_chosen(
        self, client, url, tiedot, siilinjarvi, koordinaattori
    ):
        client.force_login(koordinaattori)
        muualta = {
            "palvelupiste": PalvelupisteFactory(kunta=siilinjarvi).pk,
            "vastuuhenkilo": HenkiloFactory(alue=siilinjarvi.alue, kunta=siilinjarvi).pk,
        }

        response = client.post(url, tiedot | muualta | {"toiminto": "tallenna"})

        assert set(response.context["form"].errors) == {"palvelupiste", "vastuuhenkilo"}

    def test_line_is_changed_and_taken_out(self, client, luonnos, tiedot, koordinaattori):
        rivi = SuunnitelmariviFactory(suunnitelma=luonnos)
        client.force_login(koordinaattori)

        client.post(
            osoite("rivi-muokkaa", rivi.pk), tiedot | {"toiminto": "tallenna", "versio": versio(rivi)}
        )
        rivi.refresh_from_db()
        muutettu = rivi.ankkuripvm
        client.post(osoite("rivi-poista", rivi.pk), {"versio": versio(rivi)})

        assert muutettu == date(2025, 10, 15)
        assert not luonnos.rivit.exists()

    def test_second_editor_of_a_line_is_told(self, client, luonnos, tiedot, koordinaattori):
        rivi = SuunnitelmariviFactory(suunnitelma=luonnos)
        vanha = versio(rivi)
        client.force_login(koordinaattori)
        client.post(osoite("rivi-muokkaa", rivi.pk), tiedot | {"toiminto": "tallenna", "versio": vanha})

        response = client.post(
            osoite("rivi-muokkaa", rivi.pk), tiedot | {"vali": "3", "toiminto": "tallenna", "versio": vanha}
        )

        assert "Toinen käyttäjä tallensi" in teksti(response)
        assert "paikan päällä, videoyhteydellä" in teksti(response)
        assert response.context["form"]["versio"].value() == versio(rivi)
        rivi.refresh_from_db()
        assert rivi.vali == 2

    def test_line_of_an_approved_plan_is_not_edited(self, client, rivi, koordinaattori):
        client.force_login(koordinaattori)

        assert client.get(osoite("rivi-muokkaa", rivi.pk)).status_code == 404
        assert client.get(osoite("rivi-uusi", rivi.suunnitelma_id)).status_code == 404

    def test_specialist_and_outsider_do_not_find_it(self, client, url, asiantuntija, kari):
        for user in (asiantuntija, kari):
            client.force_login(user)
            assert client.get(url).status_code == 404


class TestSulut:
    def test_days_that_exist_wait_for_a_person(self, client, rivi, koordinaattori):
        PalvelupaivaFactory(rivi=rivi, pvm=date(2025, 6, 11))
        PalvelupaivaFactory(rivi=rivi, pvm=date(2025, 6, 25))
        PalvelupaivaFactory(rivi=rivi, pvm=date(2025, 12, 24))
        client.force_login(koordinaattori)

        client.post(
            osoite("sulku-uusi", "687"),
            {"alkupvm": "2025-06-01", "loppupvm": "2025-06-15", "syy": "Remontti."},
        )
        response = client.get(osoite("odottavat"))

        assert [rivi.pvm for rivi in response.context["taulu"].data.data] == [
            date(2025, 6, 11),
            date(2025, 12, 24),
        ]
        assert "suljettu: Remontti." in teksti(response)
        assert "Jouluaatto" in teksti(response)

    def test_closure_is_withdrawn_once(self, client, rautavaara, koordinaattori):
        client.force_login(koordinaattori)
        client.post(
            osoite("sulku-uusi", "687"),
            {"alkupvm": "2025-06-01", "loppupvm": "2025-06-15", "syy": "Remontti."},
        )
        sulku = rautavaara.sulut.get()

        client.post(osoite("sulku-kumoa", sulku.pk), {"syy": "Siirtyi."})

        sulku.refresh_from_db()
        assert sulku.kumottu is not None
        assert client.get(osoite("sulku-kumoa", sulku.pk)).status_code == 404
        assert "kumottu" in teksti(client.get(osoite("sulut")))


class TestKokeilu:
    def test_what_if_is_shown_and_kept_as_a_draft(self, client, rivi, koordinaattori):
        client.force_login(koordinaattori)
        tiedot = {"alkupvm": "2025-06-01", f"vali-{rivi.pk}": "3"}

        sivu = client.post(osoite("entajos"), tiedot | {"toiminto": "laske"})
        ennen = Palvelusuunnitelma.objects.count()
        response = client.post(osoite("entajos"), tiedot | {"toiminto": "tallenna"})

        [vaihtoehto] = sivu.context["vaihtoehdot"]
        assert (vaihtoehto.nyt.paivia, vaihtoehto.sitten.paivia) == (26, 18)
        assert ennen == 1
        assert response.url == osoite("suunnitelmat")
        assert Palvelusuunnitelma.objects.luonnokset().get().rivit.get().vali == 3

    def test_division_is_shown_edited_and_kept(self, client, rivi, koordinaattori):
        client.force_login(koordinaattori)
        tiedot = {"alkupvm": "2025-06-01", "yhteensa": "52", "vahintaan": ""}

        ehdotus = client.post(osoite("jako"), tiedot | {"toiminto": "laske"})
        muutettu = client.post(osoite("jako"), tiedot | {"paivia-687": "26", "toiminto": "laske"})
        client.post(osoite("jako"), tiedot | {"toiminto": "tallenna"})

        assert [r.vali for r in ehdotus.context["vaihtoehdot"][0].rivit] == [1]
        assert [r.vali for r in muutettu.context["vaihtoehdot"][0].rivit] == [2]
        assert Palvelusuunnitelma.objects.luonnokset().get().rivit.get().vali == 1

    def test_day_that_is_past_and_least_shares_that_do_not_fit_are_told(self, client, rivi, koordinaattori):
        client.force_login(koordinaattori)

        mennyt = client.post(osoite("entajos"), {"alkupvm": "2024-12-01", f"vali-{rivi.pk}": "3"})
        liikaa = client.post(osoite("jako"), {"alkupvm": "2025-06-01", "yhteensa": "10", "vahintaan": "11"})

        assert list(mennyt.context["form"].errors) == ["alkupvm"]
        assert list(liikaa.context["form"].errors) == ["vahintaan"]
