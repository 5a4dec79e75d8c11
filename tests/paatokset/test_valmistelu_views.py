"""The pages of preparing a draft: sections, unsaved texts, comments, versions, parts, coverage."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from paatokset import workflow
from paatokset.models import Kesken, Osio, Paatos
from tests.paatokset.factories import LAHETETTY, kirjoita_osio, nimea
from tests.pdf.tarkistus import pdf_faults
from tyollisyysalue import kello


def osoite(nimi, *args):
    return reverse(f"paatokset:{nimi}", args=args)


@pytest.fixture
def sihteerin(client, sihteeri):
    client.force_login(sihteeri)
    return client


@pytest.fixture
def annettu(luonnos, sihteeri, asiantuntija):
    osio = luonnos.osiot.get(jarjestys=2)
    workflow.anna_osio(osio, henkilo=asiantuntija.henkilo, maarapvm=None, user=sihteeri)
    return osio


def sivut(paatos):
    """Every page of preparation, and who opens it."""
    osio = paatos.osiot.get(jarjestys=2)
    valmistelijat, sihteeri = {"sihteeri", "esittelija"}, {"sihteeri"}
    kaikki = valmistelijat | {"asiantuntija"}
    return {
        osoite("osiot", paatos.pk): valmistelijat,
        osoite("osio", osio.pk): sihteeri | {"asiantuntija"},
        osoite("osio", paatos.osiot.get(jarjestys=1).pk): sihteeri,
        osoite("osio-poista", osio.pk): sihteeri,
        osoite("osio-vastuu", osio.pk): sihteeri,
        osoite("osio-julkisuus", osio.pk): sihteeri,
        osoite("osio-historia", osio.pk): valmistelijat,
        osoite("kattavuus", paatos.pk): kaikki,
        osoite("kommentit", paatos.pk): kaikki,
        osoite("versiot", paatos.pk): valmistelijat,
        osoite("erot", paatos.pk): valmistelijat,
        osoite("fakta-esikatsele", paatos.pk): sihteeri | {"asiantuntija"},
        osoite("muokkaa", paatos.pk): sihteeri,
        paatos.get_absolute_url(): kaikki,
    }


def test_who_opens_the_pages_of_a_draft(client, request, luonnos, annettu):
    kuka = ["raija", "kari", "asiantuntija", "koordinaattori", "sihteeri", "esittelija", "paakayttaja"]
    saadut = {}
    for nimi in [*kuka, "naapurisihteeri"]:
        client.force_login(request.getfixturevalue(nimi))
        for url in sivut(luonnos):
            if client.get(url).status_code == 200:
                saadut.setdefault(url, set()).add(nimi)

    assert saadut == sivut(luonnos)


def test_pages_are_valid_html(sihteerin, valmis, sihteeri):
    workflow.kommentoi(valmis, teksti="Tarkista.", user=sihteeri)
    workflow.tallenna_versio(valmis, user=sihteeri)
    kirjoita_osio(valmis, 2, "<p>Muuttui.</p>", user=sihteeri)
    nimea("Muuttunut")
    for url in (
        *(url for url in sivut(valmis) if "esikatsele" not in url),
        osoite("versio", valmis.pk, 1),
        osoite("erot", valmis.pk) + "?vanha=1&uusi=nyt",
        osoite("osat", valmis.toimielin_id),
        osoite("oma"),
    ):
        sivu = BeautifulSoup(sihteerin.get(url).text, "html.parser")
        tunnukset = [e["id"] for e in sivu.find_all(id=True)]
        assert len(tunnukset) == len(set(tunnukset)), url
        assert len(sivu.find_all("h1")) == 1, url
        assert not sivu.find_all(style=True), url


class TestSections:
    def test_buttons_move_a_section(self, sihteerin, luonnos):
        osio = luonnos.osiot.get(jarjestys=2)
        sivu = BeautifulSoup(sihteerin.get(osoite("osiot", luonnos.pk)).text, "html.parser")
        assert len(sivu.find_all("form", action=lambda a: a and a.endswith("/ylos/"))) == 4

        response = sihteerin.post(osoite("osio-siirra", osio.pk, "ylos"), follow=True)

        assert "Osio ”Yhteyshenkilö” on siirretty." in response.text
        assert luonnos.osiot.get(jarjestys=1) == osio

    def test_removal_is_confirmed(self, sihteerin, luonnos):
        osio = luonnos.osiot.get(jarjestys=2)
        assert "Poistetaanko osio 2. Yhteyshenkilö?" in sihteerin.get(osoite("osio-poista", osio.pk)).text
        assert luonnos.osiot.count() == 5

        sihteerin.post(osoite("osio-poista", osio.pk))

        assert luonnos.osiot.count() == 4
        assert sihteerin.get(osoite("osio", osio.pk)).status_code == 404

    def test_is_given_to_somebody_with_a_day(self, sihteerin, luonnos, asiantuntija):
        osio = luonnos.osiot.get(jarjestys=2)
        with kello.aseta(LAHETETTY):
            response = sihteerin.post(
                osoite("osio-vastuu", osio.pk),
                {"henkilo": asiantuntija.henkilo.pk, "maarapvm": "2025-09-12"},
                follow=True,
            )
            mennyt = sihteerin.post(
                osoite("osio-vastuu", osio.pk),
                {"henkilo": asiantuntija.henkilo.pk, "maarapvm": "2025-09-01"},
            )

        assert "Valmistelee Aino Harjula" in response.text
        assert "valmis viimeistään 12.9.2025" in response.text.replace("\u00a0", " ")
        assert set(mennyt.context["form"].errors) == {"maarapvm"}

    def test_secrecy_without_a_ground_is_refused_at_the_fields(self, sihteerin, luonnos):
        osio = luonnos.osiot.get(jarjestys=2)

        response = sihteerin.post(osoite("osio-julkisuus", osio.pk), {"julkisuus": "salassa"})

        assert set(response.context["form"].errors) == {"peruste", "lainkohta"}

    def test_expert_writes_and_marks_ready(self, client, luonnos, annettu, asiantuntija):
        client.force_login(asiantuntija)
        form = client.get(osoite("osio", annettu.pk)).context["form"]
        assert "kohdat" not in form.fields

        client.post(
            osoite("osio", annettu.pk),
            {"versio": annettu.versio, "otsikko": "Yhteyshenkilö", "teksti": "<p>Aino.</p>"},
        )
        response = client.post(osoite("osio-merkitse", annettu.pk), {"valmis": "1"}, follow=True)

        assert "Osio on merkitty valmiiksi." in response.text
        assert client.post(osoite("laheta", luonnos.pk)).status_code == 403

    def test_history_shows_what_each_save_changed(self, sihteerin, luonnos, sihteeri):
        kirjoita_osio(luonnos, 1, "<p>Yksi kaksi.</p>", user=sihteeri)
        kirjoita_osio(luonnos, 1, "<p>Yksi kolme.</p>", user=sihteeri)
        workflow.siirra_osiota(luonnos.osiot.get(jarjestys=1), askel=1, user=sihteeri)

        response = sihteerin.get(osoite("osio-historia", luonnos.osiot.get(jarjestys=2).pk))

        palat = [[(p.laji, p.teksti) for p in rivi["erot"]] for rivi in response.context["rivit"]]
        assert palat == [
            [("sama", "Yksi"), ("poistettu", "kaksi."), ("lisatty", "kolme.")],
            [("lisatty", "Yksi kaksi.")],
            [],
        ]


class TestUnsaved:
    @pytest.fixture
    def osio(self, luonnos):
        return luonnos.osiot.get(jarjestys=1)

    def laheta(self, client, osio, **muut):
        data = {
            "kohde": f"osio:{osio.pk}",
            "pohja": osio.versio,
            "tiedot": json.dumps({"otsikko": osio.otsikko, "teksti": "<p>Kesken</p>"}),
        }
        return client.post(osoite("kesken", osio.paatos_id), data | muut)

    def test_is_offered_when_the_text_is_opened(self, sihteerin, osio):
        assert self.laheta(sihteerin, osio).json() == {"muut": []}

        response = sihteerin.get(osoite("osio", osio.pk))
        assert "Sinulla on tallentamaton teksti" in response.text
        assert "Kesken" in response.text

        form = sihteerin.get(osoite("osio", osio.pk), {"jatka": "1"}).context["form"]
        assert (form["teksti"].value(), form["versio"].value()) == ("<p>Kesken</p>", osio.versio)

    def test_gone_on_with_after_anothers_save_shows_both(self, sihteerin, osio, sihteeri):
        self.laheta(sihteerin, osio)
        Osio.objects.filter(pk=osio.pk).update(teksti="<p>Toisen</p>", versio=osio.versio + 1)
        form = sihteerin.get(osoite("osio", osio.pk), {"jatka": "1"}).context["form"]

        response = sihteerin.post(
            osoite("osio", osio.pk), {nimi: form[nimi].value() for nimi in ("versio", "otsikko", "teksti")}
        )

        assert "Näin toinen käyttäjä tallensi." in response.text
        assert "Toisen" in response.text
        assert response.context["form"]["teksti"].value() == "<p>Kesken</p>"
        assert Kesken.objects.exists()

    def test_is_thrown_away(self, sihteerin, osio):
        self.laheta(sihteerin, osio)
        url = osoite("osio", osio.pk)

        response = sihteerin.post(osoite("kesken-hylkaa", Kesken.objects.get().pk), {"paluu": url})

        assert response.headers["Location"] == f"{url}?hylatty=1"
        assert sihteerin.get(url).context["form"]["teksti"].value() == ""
        assert not Kesken.objects.exists()

    def test_leads_nowhere_else(self, sihteerin, osio):
        self.laheta(sihteerin, osio)

        response = sihteerin.post(
            osoite("kesken-hylkaa", Kesken.objects.get().pk), {"paluu": "https://paha.example/"}
        )

        assert response.headers["Location"] == "/paatokset/"

    def test_that_says_nothing_new_is_not_offered(self, sihteerin, osio):
        self.laheta(sihteerin, osio, tiedot=json.dumps({"otsikko": osio.otsikko, "teksti": "<p></p>"}))

        assert "form" in sihteerin.get(osoite("osio", osio.pk)).context
        assert not Kesken.objects.exists()

    @pytest.mark.parametrize(
        "muut",
        [
            {"kohde": "osio"},
            {"kohde": "osio:0"},
            {"tiedot": "{"},
            {"tiedot": "[1]"},
            {"tiedot": "[" * 100_000},
            {"pohja": "x"},
            {"pohja": "-1"},
        ],
    )
    def test_broken_is_refused(self, sihteerin, osio, muut):
        assert self.laheta(sihteerin, osio, **muut).status_code == 400
        assert not Kesken.objects.exists()

    def test_of_another_is_not_found(self, client, sihteerin, osio, esittelija):
        self.laheta(sihteerin, osio)
        kesken = Kesken.objects.get()
        client.force_login(esittelija)

        assert client.get(osoite("kesken-nayta", kesken.pk)).status_code == 404
        assert client.post(osoite("kesken-hylkaa", kesken.pk)).status_code == 404

    def test_can_be_read_when_the_draft_went_on(self, sihteerin, esittelijalla):
        osio = esittelijalla.osiot.get(jarjestys=2)
        self.laheta(sihteerin, osio, tiedot=json.dumps({"teksti": "<p>Jäi <script>kesken</script></p>"}))

        sivu = sihteerin.get(esittelijalla.get_absolute_url()).text
        assert "Sinulla on tallentamaton teksti: osio 2" in sivu
        teksti = sihteerin.get(osoite("kesken-nayta", Kesken.objects.get().pk)).text
        assert "Jäi kesken" in teksti

    def test_outsiders_are_denied(self, client, osio, raija, asiantuntija):
        for user in (raija, asiantuntija):
            client.force_login(user)
            assert self.laheta(client, osio).status_code == 404

    def test_other_writer_is_named(self, client, sihteerin, luonnos, annettu, asiantuntija, sihteeri):
        sihteerin.get(osoite("osio", annettu.pk))
        assert f"{sihteeri.nimi} muokkaa" not in sihteerin.get(luonnos.get_absolute_url()).text
        client.force_login(asiantuntija)

        assert f"{sihteeri.nimi} muokkaa osiota 2" in client.get(luonnos.get_absolute_url()).text
        assert f"{sihteeri.nimi} muokkaa samaa tekstiä." in client.get(osoite("osio", annettu.pk)).text
        assert self.laheta(client, annettu).json() == {"muut": [sihteeri.nimi]}


class TestComments:
    def test_comment_is_written_shown_and_resolved(self, sihteerin, luonnos):
        osio = luonnos.osiot.get(jarjestys=2)
        response = sihteerin.post(
            osoite("kommentit", luonnos.pk), {"osio": osio.pk, "teksti": "Kuka on?"}, follow=True
        )
        assert "Kommentti on tallennettu." in response.text
        assert "Kuka on?" in sihteerin.get(luonnos.get_absolute_url()).text

        sihteerin.post(osoite("kommentti-ratkaise", luonnos.kommentit.get().pk))

        assert "Kuka on?" not in sihteerin.get(luonnos.get_absolute_url()).text
        assert "Kuka on?" in sihteerin.get(osoite("kommentit", luonnos.pk)).text

    def test_empty_one_is_refused(self, sihteerin, luonnos):
        response = sihteerin.post(osoite("kommentit", luonnos.pk), {"teksti": " "})

        assert set(response.context["form"].errors) == {"teksti"}

    def test_outsider_resolves_nothing(self, client, sihteerin, luonnos, raija):
        sihteerin.post(osoite("kommentit", luonnos.pk), {"teksti": "Kuka on?"})
        client.force_login(raija)

        assert client.post(osoite("kommentti-ratkaise", luonnos.kommentit.get().pk)).status_code == 404

    def test_return_takes_one_for_each_section(self, client, esittelijalla, esittelija):
        client.force_login(esittelija)
        osio = esittelijalla.osiot.get(jarjestys=3)

        client.post(
            osoite("palauta", esittelijalla.pk), {"kommentti": "K.", f"osio_{osio.pk}": "Lisää luku."}
        )

        assert [(k.osio, k.teksti) for k in esittelijalla.kommentit.all()] == [
            (None, "K."),
            (osio, "Lisää luku."),
        ]

    def test_open_ones_are_told_when_submitting_and_shown_when_approving(
        self, client, palautettu, sihteeri, esittelija
    ):
        client.force_login(sihteeri)
        response = client.post(osoite("laheta", palautettu.pk), follow=True)
        assert "1 kommentti on vielä ratkaisematta. Esittelijä näkee sen." in response.text

        client.force_login(esittelija)

        assert "Tarkenna johdantoa." in client.get(osoite("hyvaksy", palautettu.pk)).text


class TestVersions:
    def test_versions_are_listed_shown_and_compared(self, sihteerin, esittelijalla, esittelija, sihteeri):
        workflow.palauta(esittelijalla, kommentti="K", user=esittelija)
        kirjoita_osio(esittelijalla, 2, "<p>Vastaus toiseen kohtaan.</p>", user=sihteeri)

        lista = sihteerin.get(osoite("versiot", esittelijalla.pk))
        assert [v.numero for v in lista.context["versiot"]] == [2, 1]
        assert "Toinen nimi on Rautavaara" in sihteerin.get(osoite("versio", esittelijalla.pk, 1)).text
        erot = sihteerin.get(osoite("erot", esittelijalla.pk), {"vanha": "1", "uusi": "nyt"})

        muuttuneet = [o for o in erot.context["kielet"][0]["osat"] if not o["on_sama"]]
        assert [o["otsikko"] for o in muuttuneet] == ["2. Yhteyshenkilö"]
        assert [(p.laji, p.teksti) for p in muuttuneet[0]["palat"]] == [
            ("sama", "Vastaus"),
            ("poistettu", "kohtaan 2."),
            ("lisatty", "toiseen kohtaan."),
        ]
        assert "<ins>" in erot.text
        assert "<del>" in erot.text

    def test_changed_fact_is_a_difference(self, sihteerin, esittelijalla):
        nimea("Muuttunut")

        erot = sihteerin.get(osoite("erot", esittelijalla.pk), {"vanha": "1"})

        palat = next(o for o in erot.context["kielet"][0]["osat"] if not o["on_sama"])["palat"]
        assert ("poistettu", "Rautavaara") in [(p.laji, p.teksti) for p in palat]

    def test_same_text_says_so(self, sihteerin, esittelijalla):
        assert "Tekstit ovat samat." in sihteerin.get(osoite("erot", esittelijalla.pk), {"vanha": "1"}).text

    @pytest.mark.parametrize("numero", ["9", "x", "-1", "9" * 20])
    def test_unknown_version_is_not_found(self, sihteerin, esittelijalla, numero):
        assert sihteerin.get(osoite("erot", esittelijalla.pk), {"vanha": numero}).status_code == 404

    def test_button_saves_one(self, sihteerin, luonnos):
        response = sihteerin.post(osoite("versio-tallenna", luonnos.pk), follow=True)

        assert "Luonnos on tallennettu versioksi 1." in response.text


class TestReopening:
    def test_presenter_opens_with_a_reason(self, client, hyvaksytty, esittelija, sihteeri):
        client.force_login(esittelija)
        assert set(client.post(osoite("avaa", hyvaksytty.pk), {"syy": ""}).context["form"].errors) == {"syy"}

        response = client.post(osoite("avaa", hyvaksytty.pk), {"syy": "Luku on väärin."}, follow=True)

        assert "Luku on väärin." in response.text
        client.force_login(sihteeri)
        assert client.post(osoite("avaa", hyvaksytty.pk), {"syy": "x"}).status_code == 403


class TestChangedFacts:
    def test_changed_fact_is_marked_until_it_has_been_seen(self, sihteerin, valmis):
        nimea("Muuttunut")

        sivu = BeautifulSoup(sihteerin.get(valmis.get_absolute_url()).text, "html.parser")
        rivit = [" ".join(li.text.split()) for li in sivu.find(class_="muuttuneet").find_all("li")]
        assert rivit[0] == (
            "Kunnan toinen nimi: ennen: Toinen nimi on Rautavaara klo 13.00. "
            "nyt: Toinen nimi on Muuttunut klo 13.00."
        )
        assert [m.text for m in sivu.article.find_all("mark")] == ["muuttunut", "muuttunut"]

        sihteerin.post(osoite("faktat-nahty", valmis.pk))

        sivu = BeautifulSoup(sihteerin.get(valmis.get_absolute_url()).text, "html.parser")
        assert (sivu.find(class_="muuttuneet"), sivu.article.find_all("mark")) == (None, [])

    def test_preview_is_in_three_languages_the_decisions_first(self, sihteerin, luonnos):
        nimea("Rautavaara")

        response = sihteerin.get(
            osoite("fakta-esikatsele", luonnos.pk), {"avain": "testi.lause", "kunta": "687"}
        )

        assert [rivi["kieli"] for rivi in response.context["tulokset"]] == ["fi", "sv", "en"]
        for lause in ("Toinen nimi on", "Det andra namnet", "It is Rautavaara."):
            assert lause in response.text


class TestParts:
    def lomake(self, client, toimielin, **muut):
        form = client.get(osoite("osat", toimielin.pk)).context["form"]
        return {nimi: form[nimi].value() for nimi in form.fields} | muut

    def test_order_and_headings_change_in_drafts_and_stay_in_approved(self, sihteerin, hyvaksytty, toimielin):
        ennen = BeautifulSoup(sihteerin.get(hyvaksytty.get_absolute_url()).text, "html.parser")
        data = self.lomake(
            sihteerin, toimielin, selostus_jarjestys=1, ehdotus_jarjestys=3, selostus_fi="Esittelyteksti"
        )

        response = sihteerin.post(osoite("osat", toimielin.pk), data, follow=True)

        assert "Asiakirjan osat on tallennettu." in response.text
        jalkeen = BeautifulSoup(sihteerin.get(hyvaksytty.get_absolute_url()).text, "html.parser")
        assert [h.text for h in jalkeen.article.find_all("h2")] == [
            h.text for h in ennen.article.find_all("h2")
        ]
        # As of a draft: nothing has been fixed of it.
        hyvaksytty.rakenne = None
        assert [osa["otsikko"] for osa in workflow.rakenne.rakenne.osat(hyvaksytty)][:3] == [
            *["Esittelyteksti", "Päätös", "Päätösehdotus"]
        ]

    def test_second_editor_is_told(self, sihteerin, luonnos, toimielin):
        data = self.lomake(sihteerin, toimielin, selostus_fi="Yksi")
        sihteerin.post(osoite("osat", toimielin.pk), data | {"selostus_fi": "Kaksi"})

        response = sihteerin.post(osoite("osat", toimielin.pk), data)

        assert "Näin toinen käyttäjä tallensi." in response.text
        assert "Kaksi" in response.text
        assert response.context["form"]["selostus_fi"].value() == "Yksi"

    def test_same_place_twice_is_refused(self, sihteerin, luonnos, toimielin):
        data = self.lomake(sihteerin, toimielin, selostus_jarjestys=1)

        form = sihteerin.post(osoite("osat", toimielin.pk), data).context["form"]

        assert set(form.errors) == {"selostus_jarjestys", "ehdotus_jarjestys"}

    def test_others_are_denied(self, client, toimielin, esittelija, asiantuntija, naapurisihteeri):
        for user in (esittelija, asiantuntija, naapurisihteeri):
            client.force_login(user)
            assert client.get(osoite("osat", toimielin.pk)).status_code == 403


class TestCoverage:
    def test_matrix_shows_items_against_sections(self, sihteerin, valmis, sihteeri):
        kohdat = [k.kohta for k in valmis.kasittelyt.filter(kohta__numero__in=[2, 3])]
        kirjoita_osio(valmis, 2, "<p>Yhteinen.</p>", kohdat=kohdat, user=sihteeri)

        matriisi = sihteerin.get(osoite("kattavuus", valmis.pk)).context["matriisi"]

        assert [rivi["solut"].count(True) for rivi in matriisi["rivit"]] == [1, 1, 2, 1, 1]

    def test_annex_passes_the_gates(self, sihteerin, valmis, sihteeri, tmp_path):
        kohta = valmis.kasittelyt.get(kohta__numero=5).kohta
        workflow.jata_vastaamatta(valmis, kohta, perustelu="Asia ei kuulu lautakunnalle.", user=sihteeri)

        response = sihteerin.get(osoite("kattavuus-pdf", valmis.pk))

        polku = tmp_path / "kattavuus.pdf"
        polku.write_bytes(response.content)
        assert pdf_faults(polku) == {}

    def test_draft_without_requests_has_an_empty_state(
        self, sihteerin, alue, toimielin, esittelija, sihteeri
    ):
        response = sihteerin.post(
            osoite("oma"),
            {
                "asian_otsikko": "Suunnitelma",
                "luokka": "00.01.02",
                "toimielin": toimielin.pk,
                "otsikko": "Suunnitelma 2026",
                "esittelija": esittelija.henkilo.pk,
                "valmistelija": sihteeri.henkilo.pk,
            },
            follow=True,
        )
        assert "Asia on avattu ja luonnos aloitettu." in response.text

        assert "Asiassa ei ole esitystä" in sihteerin.get(osoite("kattavuus", Paatos.objects.get().pk)).text


def test_form_of_own_initiative_wants_a_class(sihteerin, toimielin, esittelija):
    response = sihteerin.post(osoite("oma"), {"luokka": "x"})

    assert "luokka" in response.context["form"].errors
    assert not Paatos.objects.exists()
