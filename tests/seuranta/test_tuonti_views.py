import datetime
import io
import uuid

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from seuranta import lukijat, odottavat
from seuranta.lukijat.virheet import NAYTETTAVAT_VIRHEET
from seuranta.models import Havainto, Tuonti
from tests.factories import UserFactory
from tests.seuranta import aito
from tests.seuranta.conftest import ELOKUU, hetki
from tests.seuranta.lukijat.test_pxaxis import ECKERO
from tests.seuranta.test_views import taulukko
from tyollisyysalue import kello
from tyollisyysalue.roolit import Rooli

MUUT = ["raija", "kari", "sihteeri", "esittelija", "asiantuntija", "paakayttaja"]
KESAKUU = datetime.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def elokuu():
    cache.clear()
    with kello.aseta(hetki(2026, 8, 20)):
        yield


@pytest.fixture
def selain(client, suomi, koordinaattori):
    """A browser in which the coordinator has signed in."""
    client.force_login(koordinaattori)
    return client


def lataa(client, tavut=aito.TAVUT, nimi="12r5.json", julkaisupvm="2026-07-21"):
    return client.post(
        "/seuranta/tuonti/", {"tiedosto": SimpleUploadedFile(nimi, tavut), "julkaisupvm": julkaisupvm}
    )


def vahvista(client, osoite):
    tiiviste = BeautifulSoup(client.get(osoite).content, "html.parser").find(id="id_tiiviste")
    return client.post(osoite, {"tiiviste": tiiviste["value"]})


def teksti(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def viestit(client, osoite):
    return [str(viesti) for viesti in client.get(osoite).context["messages"]]


class TestTuo:
    def test_form_offers_today(self, selain):
        response = selain.get("/seuranta/tuonti/")

        sivu = BeautifulSoup(response.content, "html.parser")
        assert sivu.find(id="id_julkaisupvm")["value"] == "2026-08-20"
        assert sivu.main.form["enctype"] == "multipart/form-data"

    def test_good_file_leads_to_its_preview_and_stores_nothing(self, selain):
        response = lataa(selain)

        assert response.status_code == 302
        assert selain.get(response.url).status_code == 200
        assert not Tuonti.objects.exists()

    def test_refusal_lists_rows_and_reasons_and_keeps_the_form(self, selain):
        response = lataa(selain, aito.muutettu(UUDETAVP="n/a", HAKIJALOPUSSA="-1"))

        assert response.status_code == 200
        assert response.context["form"].errors == {
            "tiedosto": ["Tiedostoa ei tuotu, ja mitään ei tallennettu: siinä on 2 virhettä."]
        }
        assert taulukko(response) == [
            ["Rivi", "Kohta", "Syy"],
            [
                "225",
                "KU687, 2026M06, HAKIJALOPUSSA",
                "Luku ei voi olla negatiivinen. Anna nolla tai suurempi luku.",
            ],
            [
                "225",
                "KU687, 2026M06, UUDETAVP",
                "”n/a” ei ole luku eikä mikään merkeistä . .. ... .... -",
            ],
        ]
        sivu = BeautifulSoup(response.content, "html.parser")
        assert sivu.find(id="id_julkaisupvm")["value"] == "2026-07-21"
        assert not Tuonti.objects.exists()

    def test_number_of_errors_left_out_is_told(self, selain):
        data = aito.data()
        for rivi in data["data"]:
            rivi["values"][0] = "n/a"

        response = lataa(selain, aito.tavuina(data))

        assert len(taulukko(response)) == 1 + NAYTETTAVAT_VIRHEET
        assert "Lisäksi 371 virhettä, joita ei näytetä." in teksti(response)

    def test_markup_in_the_file_is_shown_as_text(self, selain):
        response = lataa(selain, aito.muutettu(UUDETAVP="<b>1</b>"))

        assert "”&lt;b&gt;1&lt;/b&gt;” ei ole luku" in response.content.decode()

    @pytest.mark.parametrize(
        ("muutos", "kentta", "virhe"),
        [
            ({"tavut": b""}, "tiedosto", "Tiedosto on tyhjä. Lataa taulukko uudelleen."),
            ({"tavut": b"{}"}, "tiedosto", "Tiedosto on JSONia mutta ei PxWebin taulukko."),
            ({"tavut": aito.TAVUT[:5000]}, "tiedosto", "Tiedosto ei ole ehjää JSONia:"),
            ({"tavut": b"x" * (lukijat.ENIMMAISKOKO + 1)}, "tiedosto", "Tiedosto on liian suuri."),
            ({"nimi": "131052-308T.json"}, "tiedosto", "Tiedoston nimessä on henkilötunnus."),
            (
                {"tavut": aito.muutettu(UUDETAVP="131052-308T")},
                "tiedosto",
                "Tiedostossa on henkilötunnus.",
            ),
            ({"julkaisupvm": "2026-08-21"}, "julkaisupvm", "Julkaisupäivä ei voi olla tulevaisuudessa."),
            ({"julkaisupvm": "2026-06-30"}, "julkaisupvm", "Luvut julkaistaan vasta kuukauden päätyttyä."),
            ({"julkaisupvm": ""}, "julkaisupvm", "Tämä kenttä vaaditaan."),
        ],
    )
    def test_error_stands_at_its_field(self, selain, muutos, kentta, virhe):
        response = lataa(selain, **muutos)

        assert response.status_code == 200
        assert list(response.context["form"].errors) == [kentta]
        assert response.context["form"].errors[kentta][0].startswith(virhe)
        assert "308T" not in response.content.decode()

    def test_file_is_required(self, selain):
        response = selain.post("/seuranta/tuonti/", {"julkaisupvm": "2026-07-21"})

        assert response.context["form"].errors == {"tiedosto": ["Valitse tuotava tiedosto."]}

    @pytest.mark.parametrize("rooli", MUUT)
    def test_others_are_denied(self, client, request, suomi, rooli):
        client.force_login(request.getfixturevalue(rooli))

        assert client.get("/seuranta/tuonti/").status_code == 403
        assert lataa(client).status_code == 403

    def test_public_is_asked_to_sign_in(self, client, suomi):
        assert lataa(client).url.startswith("/tili/login/")


class TestEsikatselu:
    def test_preview_says_what_the_file_holds(self, selain):
        response = selain.get(lataa(selain).url)

        assert (
            "308 kuntaa, 113 muuta aluetta: 1 koko maa, 20 maakuntaa, 70 seutukuntaa, 17 ELY-aluetta, "
            "1 vanha ulkomaiden koodi (KU199), 4 tuntematonta aluetta"
        ) in teksti(response)
        assert "904, joista kuntien 840" in teksti(response)
        assert "Taulukko päivitetty lähteessä 21.7.2026" in teksti(response)
        assert taulukko(response) == [
            ["Kuukausi", "Uusia", "Muuttuneita", "Ennallaan", "Salassa pidettäviä"],
            ["kesäkuu 2026", "7 084", "0", "0", "840"],
        ]
        alueet = response.context["kunnat_alueittain"]
        assert [(alue.nimi, kuntia) for alue, kuntia in alueet[:1]] == [("Kuopio", 11)]
        assert (len(alueet), sum(kuntia for _alue, kuntia in alueet)) == (46, 308)

    def test_changed_figures_are_shown_old_and_new(self, selain, tuo):
        tuo((2026, 7, 21), aito.TAVUT)

        response = selain.get(lataa(selain, aito.muutettu(TYOTTOMATLOPUSSA="68", UUDETAVP="...")).url)

        assert taulukko(response, 1) == [
            [
                "Kunta , järjestä laskevasti",
                "Mittari , järjestä nousevasti",
                "Kuukausi , järjestä nousevasti",
                "Voimassa ollut",
                "Uusi",
            ],
            ["Rautavaara", "Työttömät työnhakijat laskentapäivänä (lkm.)", "6/2026", "67", "68"],
            [
                "Rautavaara",
                "Uudet avoimet työpaikat kuukauden aikana (lkm.)",
                "6/2026",
                "5",
                "salassa pidettävä",
            ],
        ]

    def test_changes_come_in_pages(self, selain, tuo):
        data = aito.data()
        for rivi in data["data"]:
            rivi["values"][0] = "7"
        tuo((2026, 7, 21), aito.TAVUT)
        osoite = lataa(selain, aito.tavuina(data)).url

        assert len(taulukko(selain.get(osoite), 1)) == 26
        assert taulukko(selain.get(f"{osoite}?sivu=13"), 1)[-1][0] == "Äänekoski"

    def test_confirmation_stores_what_was_shown(self, selain, koordinaattori):
        osoite = lataa(selain).url

        response = vahvista(selain, osoite)

        tuonti = Tuonti.objects.get()
        assert response.url == f"/seuranta/tuonnit/{tuonti.pk}/"
        assert (tuonti.user, tuonti.tiedosto, tuonti.julkaisupvm) == (
            koordinaattori,
            "12r5.json",
            datetime.date(2026, 7, 21),
        )
        assert Havainto.objects.count() == 7084

    def test_file_in_force_already_has_nothing_to_confirm(self, selain, tuo):
        tuo((2026, 7, 21), aito.TAVUT)

        response = selain.get(lataa(selain).url)

        assert "Kaikki tiedoston luvut ovat jo voimassa. Tallennettavaa ei ole." in teksti(response)
        assert 'name="tiiviste"' not in response.content.decode()

    def test_change_after_the_preview_is_told_and_shown(self, selain, kirjaa):
        osoite = lataa(selain).url
        vanha = selain.get(osoite).context["vertailu"].tiiviste
        kirjaa((2026, 8, 20), KESAKUU, TYOTTOMATLOPUSSA=70)

        response = selain.post(osoite, {"tiiviste": vanha})

        assert response.url == osoite
        sivu = selain.get(osoite)
        assert [str(viesti) for viesti in sivu.context["messages"]] == [
            "Voimassa olevat luvut ovat muuttuneet esikatselun jälkeen. "
            "Tarkista muutokset ja vahvista uudelleen."
        ]
        assert [(m.vanha, m.uusi) for m in sivu.context["vertailu"].muuttuneet] == [(70, 67)]
        assert Havainto.objects.count() == 1

    def test_confirmation_without_a_preview_stores_nothing(self, selain):
        response = selain.post(lataa(selain).url)

        assert response.status_code == 200
        assert not Tuonti.objects.exists()

    def test_second_confirmation_finds_no_preview(self, selain):
        osoite = lataa(selain).url
        tiiviste = selain.get(osoite).context["vertailu"].tiiviste
        selain.post(osoite, {"tiiviste": tiiviste})

        response = selain.post(osoite, {"tiiviste": tiiviste})

        assert response.url == "/seuranta/tuonti/"
        assert "Esikatselu on vanhentunut. Valitse tiedosto uudelleen." in viestit(selain, response.url)
        assert Tuonti.objects.count() == 1

    def test_preview_is_its_senders_alone(self, client, selain, alue):
        osoite = lataa(selain).url
        client.force_login(UserFactory(rooli=Rooli.KOORDINAATTORI, alue=alue))

        assert client.get(osoite).url == "/seuranta/tuonti/"

    def test_file_that_no_longer_fits_is_refused(self, selain, koordinaattori):
        tunnus = odottavat.talleta(
            koordinaattori, odottavat.Odottava("12r5.json", b"{}", datetime.date(2026, 7, 21))
        )

        assert selain.get(f"/seuranta/tuonti/{tunnus}/").url == "/seuranta/tuonti/"

    @pytest.mark.parametrize("rooli", MUUT)
    def test_others_are_denied(self, client, request, suomi, rooli):
        client.force_login(request.getfixturevalue(rooli))
        osoite = f"/seuranta/tuonti/{uuid.uuid4()}/"

        assert (client.get(osoite).status_code, client.post(osoite).status_code) == (403, 403)

    @pytest.mark.parametrize("muutoksia", [1, 3])
    def test_number_of_queries_does_not_grow(self, selain, tuo, django_assert_num_queries, muutoksia):
        tuo((2026, 7, 21), aito.TAVUT)
        uudet = dict.fromkeys(["HAKIJALOPUSSA", "TYOVOIMATK", "TYOTTOMATLOPUSSA"][:muutoksia], "99")
        osoite = lataa(selain, aito.muutettu(**uudet)).url

        with django_assert_num_queries(16):
            selain.get(osoite)


class TestTuontiList:
    def test_staff_see_batches_newest_first(self, client, asiantuntija, tuo, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, huomautus="demoaineistoa")
        tuo((2026, 7, 21), aito.TAVUT, user=None)
        client.force_login(asiantuntija)

        assert taulukko(client.get("/seuranta/tuonnit/"))[1:] == [
            [
                "21.7.2026 klo 9.00",
                "tuotu tiedostosta",
                "6/2026",
                "12r5.json",
                "7 084",
                "0",
                "21.7.2026",
                "komentorivi",
                "–",
            ],
            [
                "9.9.2025 klo 9.00",
                "kirjattu käsin",
                "8/2025",
                "–",
                "1",
                "0",
                "9.9.2025",
                "Kaisa Lehtovaara",
                "demoaineistoa",
            ],
        ]

    def test_empty_list_says_what_will_appear(self, client, sihteeri):
        client.force_login(sihteeri)

        assert "Lukuja ei ole vielä tuotu." in teksti(client.get("/seuranta/tuonnit/"))

    @pytest.mark.parametrize(("rooli", "linkki"), [("koordinaattori", True), ("sihteeri", False)])
    def test_only_the_coordinator_is_offered_import(self, client, request, alue, rooli, linkki):
        client.force_login(request.getfixturevalue(rooli))

        for osoite in ("/seuranta/tuonnit/", "/seuranta/"):
            sivu = BeautifulSoup(client.get(osoite).content, "html.parser")
            assert (sivu.main.find("a", href="/seuranta/tuonti/") is not None) is linkki

    @pytest.mark.parametrize("rooli", ["raija", "paakayttaja"])
    def test_others_are_denied(self, client, request, kirjaa, rooli):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        client.force_login(request.getfixturevalue(rooli))

        assert client.get("/seuranta/tuonnit/").status_code == 403
        assert client.get(f"/seuranta/tuonnit/{Tuonti.objects.get().pk}/").status_code == 404

    @pytest.mark.parametrize("maara", [1, 3])
    def test_number_of_queries_does_not_grow(
        self, client, sihteeri, kirjaa, django_assert_num_queries, maara
    ):
        for paiva in range(1, maara + 1):
            kirjaa((2025, 9, paiva), ELOKUU, TYOTTOMATLOPUSSA=60 + paiva)
        client.force_login(sihteeri)

        with django_assert_num_queries(5):
            client.get("/seuranta/tuonnit/")


class TestTuontiDetail:
    def test_batch_tells_its_file_and_what_it_changed(self, client, sihteeri, tuo):
        tuo((2026, 7, 21), aito.TAVUT)
        tuonti = tuo((2026, 8, 20), aito.muutettu(TYOTTOMATLOPUSSA="68"))
        client.force_login(sihteeri)

        response = client.get(f"/seuranta/tuonnit/{tuonti.pk}/")

        assert tuonti.sha256 in teksti(response)
        assert "Kuntien lukuja: 0 uutta, 1 muuttunutta, 7 083 ennallaan." in teksti(response)
        assert taulukko(response)[1:] == [
            ["Rautavaara", "Työttömät työnhakijat laskentapäivänä (lkm.)", "6/2026", "67", "68"]
        ]

    def test_batch_of_new_figures_changed_none(self, client, sihteeri, kirjaa):
        tuonti = kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        client.force_login(sihteeri)

        response = client.get(f"/seuranta/tuonnit/{tuonti.pk}/")

        assert "Tuonti ei muuttanut aiempia lukuja." in teksti(response)
        assert "SHA-256" not in teksti(response)

    @pytest.mark.parametrize("muutoksia", [1, 3])
    def test_number_of_queries_does_not_grow(
        self, client, sihteeri, kirjaa, django_assert_num_queries, muutoksia
    ):
        luvut = dict.fromkeys(["HAKIJALOPUSSA", "TYOVOIMATK", "TYOTTOMATLOPUSSA"][:muutoksia], 66)
        kirjaa((2025, 9, 9), ELOKUU, **luvut)
        tuonti = kirjaa((2025, 9, 10), ELOKUU, **dict.fromkeys(luvut, 67))
        client.force_login(sihteeri)

        with django_assert_num_queries(6):
            client.get(f"/seuranta/tuonnit/{tuonti.pk}/")


class TestMallipohja:
    def test_empty_template_filled_with_figures_is_imported(self, selain):
        pohja = selain.get("/seuranta/tuonti/mallipohja/12r5.csv")
        assert pohja["Content-Disposition"] == 'attachment; filename="mallipohja-12r5.csv"'
        otsikot = pohja.content.decode("utf-8-sig").strip()
        assert otsikot.startswith("kunta;kuukausi;HAKIJALOPUSSA;TYOTTOMATLOPUSSA;")
        rivi = ["687", "6/2026", *["5"] * (otsikot.count(";") - 2), "..."]

        response = lataa(selain, f"{otsikot}\n{';'.join(rivi)}\n".encode(), "luvut.csv")
        vahvista(selain, response.url)

        assert Havainto.objects.filter(kunta__koodi="687", arvo=5).count() == 22
        assert Havainto.objects.get(puuttuva="...").mittari.koodi == "UUDETAVP"

    def test_workbook_tells_how_to_fill_it(self, selain):
        kirja = openpyxl.load_workbook(
            io.BytesIO(selain.get("/seuranta/tuonti/mallipohja/12r5.xlsx").content)
        )

        assert kirja.sheetnames == ["Luvut", "Ohje"]
        ohje = list(kirja["Ohje"].iter_rows(values_only=True))
        assert ("...   salassa pidettävä", None) in ohje
        assert ("TYOTTOMATLOPUSSA", "Työttömät työnhakijat laskentapäivänä (lkm.)") in ohje

    def test_columns_may_be_some_of_the_measures(self, selain):
        response = lataa(selain, b"kunta;kuukausi;TYOTOSUUS\n687;2026M06;13,7\n", "osa.csv")

        assert response.status_code == 302
        vahvista(selain, response.url)
        assert [(h.mittari.koodi, str(h.arvo)) for h in Havainto.objects.select_related("mittari")] == [
            ("TYOTOSUUS", "13.70")
        ]

    @pytest.mark.parametrize(
        ("sisalto", "virhe"),
        [
            (
                "kunta;kuukausi;HEHTO\n687;2026M06;1\n",
                "Mallipohjassa on tuntemattomia sarakkeita: HEHTO. Sarakkeen nimi on mittarin koodi.",
            ),
            (
                "kunta;kuukausi;LOMAUTETTU\n",
                "Tiedostossa ei ole yhdenkään kunnan rivejä. Valitse taulukon alueiksi",
            ),
        ],
    )
    def test_template_that_holds_nothing_known_is_refused(self, selain, sisalto, virhe):
        [syy] = lataa(selain, sisalto.encode(), "luvut.csv").context["form"].errors["tiedosto"]

        assert syy.startswith(virhe)

    def test_rejected_row_is_told_as_it_is_numbered_in_the_file(self, selain):
        response = lataa(selain, b"kunta;kuukausi;LOMAUTETTU\n687;2026M06;1\n999;2026M06;1\n402;2026M06;\n")

        assert [rivi[0] for rivi in taulukko(response)] == ["Rivi", "3", "4"]
        assert "Rivi on tiedoston rivi, otsikkorivi mukaan lukien." in teksti(response)

    @pytest.mark.parametrize("osoite", ["99zz.csv", "12r5.pdf"])
    def test_template_that_does_not_exist_is_not_found(self, selain, osoite):
        assert selain.get(f"/seuranta/tuonti/mallipohja/{osoite}").status_code == 404


class TestMuodot:
    def test_preview_tells_the_form_and_what_was_invisible(self, selain):
        response = lataa(selain, ECKERO, "eckero.px")
        sivu = teksti(selain.get(response.url))

        assert "12r5, PC-Axis (PX)" in sivu
        assert "Tiedostossa on 12 näkymätöntä ohjausmerkkiä. Lukuihin ne eivät vaikuta." in sivu
        assert "Rivi 268, merkki 153 (VALUES[en])" in sivu
        vahvista(selain, response.url)
        assert Havainto.objects.filter(kunta__koodi="043").count() == 11 * 23
        assert Havainto.objects.filter(puuttuva="...").count() == 61
        assert Tuonti.objects.get().tulos["muoto"] == "px"

    def test_same_figures_in_another_form_change_nothing(self, selain):
        vahvista(selain, lataa(selain).url)

        sivu = teksti(selain.get(lataa(selain, aito.tavuina(aito.jsonstat()), "12r5.json").url))

        assert "Kaikki tiedoston luvut ovat jo voimassa. Tallennettavaa ei ole." in sivu
        assert "12r5, JSON-stat 2" in sivu

    def test_upload_page_tells_how_far_it_is(self, selain):
        main = BeautifulSoup(selain.get("/seuranta/tuonti/").content, "html.parser")

        assert main.find(id="lahetys").has_attr("hidden")
        assert main.find("progress")["aria-labelledby"] == "lahetyksen-tila"
        assert main.find("script", src=lambda src: src and src.endswith("seuranta/lataus.js"))


class TestPeru:
    @pytest.fixture
    def tuonti(self, tuo, selain):
        tuo((2026, 7, 21), aito.TAVUT)
        return tuo((2026, 7, 22), aito.muutettu(TYOTTOMATLOPUSSA="68", TYOTTOMAT20="5"))

    def vahvista(self, client, osoite, syy="Väärä tiedosto"):
        tiiviste = BeautifulSoup(client.get(osoite).content, "html.parser").find(id="id_tiiviste")["value"]
        return client.post(osoite, {"tiiviste": tiiviste, "syy": syy})

    def test_confirmation_tells_what_changes_and_stores_nothing(self, selain, tuonti):
        response = selain.get(f"/seuranta/tuonnit/{tuonti.pk}/peru/")

        assert taulukko(response)[1:] == [
            ["Rautavaara", "Työttömät työnhakijat laskentapäivänä (lkm.)", "6/2026", "68", "67"],
            ["Rautavaara", "Alle 20-v. työttömät työnhakijat (lkm.)", "6/2026", "5", "salassa pidettävä"],
        ]
        assert "Aiempaan arvoon palaavia lukuja: 2." in teksti(response)
        assert Tuonti.objects.count() == 2

    def test_undoing_is_a_batch_of_its_own_and_both_tell_of_each_other(self, selain, tuonti):
        osoite = f"/seuranta/tuonnit/{tuonti.pk}/"
        assert "Peru tuonti" in teksti(selain.get(osoite))

        response = self.vahvista(selain, f"{osoite}peru/")

        peruutus = Tuonti.objects.get(peruttu=tuonti)
        assert response.url == f"/seuranta/tuonnit/{peruutus.pk}/"
        sivu = teksti(selain.get(response.url))
        assert "aiempaan arvoon palautettuja 2, poistettuja 0" in sivu
        assert "Väärä tiedosto" in sivu
        assert "Väärä tiedosto" in teksti(selain.get(osoite))
        assert "Peru tuonti" not in teksti(selain.get(osoite))

    def test_figure_that_goes_is_told(self, selain, tuo):
        tuonti = tuo((2026, 7, 21), aito.TAVUT)

        response = selain.get(f"/seuranta/tuonnit/{tuonti.pk}/peru/")

        assert {rivi[4] for rivi in taulukko(response)[1:]} == {"poistuu"}
        assert "koska niitä ei ollut aiemmin: 7\xa0084." in response.content.decode()

    def test_reason_is_asked_for(self, selain, tuonti):
        response = self.vahvista(selain, f"/seuranta/tuonnit/{tuonti.pk}/peru/", syy="")

        assert response.context["form"].errors.keys() == {"syy"}
        assert Tuonti.objects.count() == 2

    def test_batch_undone_already_leads_to_its_page(self, selain, tuonti):
        osoite = f"/seuranta/tuonnit/{tuonti.pk}/peru/"
        selain.get(self.vahvista(selain, osoite).url)

        assert viestit(selain, selain.get(osoite).url) == ["Tuonti on jo peruttu."]

    def test_plan_that_changed_meanwhile_is_shown_again(self, selain, tuonti):
        response = selain.post(
            f"/seuranta/tuonnit/{tuonti.pk}/peru/", {"tiiviste": "0" * 64, "syy": "Väärä"}, follow=True
        )

        assert response.redirect_chain == [(f"/seuranta/tuonnit/{tuonti.pk}/peru/", 302)]
        assert "Voimassa olevat luvut ovat muuttuneet sillä välin." in teksti(response)

    @pytest.mark.parametrize("kuka", MUUT)
    def test_others_do_not_undo(self, request, client, tuonti, kuka):
        client.force_login(request.getfixturevalue(kuka))

        odotettu = 404 if kuka in ("raija", "kari", "paakayttaja") else 403
        assert client.get(f"/seuranta/tuonnit/{tuonti.pk}/peru/").status_code == odotettu
