"""Writing a draft in the browser: its fields, its sections and the items."""

import pytest
from django.urls import reverse

from paatokset import workflow
from paatokset.models import Paatos
from tests.paatokset.factories import kirjoita_osio, lisaa_fakta, nimea, tallenna

UUSI = "/paatokset/uusi/"
HETU = "131052-308T"


def osoite(nimi, *args):
    return reverse(f"paatokset:{nimi}", args=args)


@pytest.fixture
def sihteerin(client, sihteeri):
    client.force_login(sihteeri)
    return client


def lomake(paatos, **muut):
    """The draft's own fields as a browser sends them."""
    return {
        "versio": paatos.versio,
        "otsikko": "Vastaus kuntaan",
        "esittelija": paatos.esittelija_id,
        "valmistelija": paatos.valmistelija_id,
        "ehdotus": "<p>Lautakunta päättää.</p>",
        "johdanto": "<p>Kunta pyytää.</p>",
        "toimivalta": "hallintosääntö § 30",
        "vaikutusten_arviointi": "ei_tehda",
        "vaikutukset": "Kyse on seurannasta.",
        "muutoksenhaku": "kielto",
        "muutoksenhaun_peruste": "kuntalaki (410/2015) 136 §",
    } | muut


def osiolomake(osio, **muut):
    return {
        "versio": osio.versio,
        "otsikko": osio.otsikko,
        "teksti": "<p>Vastaus.</p>",
        "kohdat": [kasittely.kohta_id for kasittely in osio.kasittelyt.all()],
    } | muut


class TestStarting:
    def test_secretary_starts_a_draft(self, sihteerin, asia, toimielin, esittelija, sihteeri):
        sivu = sihteerin.get(UUSI, {"asia": asia.pk})
        assert str(sivu.context["form"]["asia"].value()) == str(asia.pk)
        assert sivu.context["form"]["valmistelija"].value() == sihteeri.henkilo.pk

        response = sihteerin.post(
            UUSI,
            {
                "asia": asia.pk,
                "toimielin": toimielin.pk,
                "otsikko": "Vastaus",
                "esittelija": esittelija.henkilo.pk,
                "valmistelija": sihteeri.henkilo.pk,
            },
            follow=True,
        )

        paatos = Paatos.objects.get()
        assert response.redirect_chain == [(paatos.get_absolute_url(), 302)]
        assert "Luonnos on aloitettu: jokaisella kohdalla on oma osionsa." in response.text
        assert paatos.osiot.count() == 5

    def test_matter_whose_draft_has_been_begun_leads_to_it(self, sihteerin, asia, luonnos):
        response = sihteerin.get(UUSI, {"asia": asia.pk})

        assert (response.status_code, response.headers["Location"]) == (302, luonnos.get_absolute_url())
        assert not sihteerin.get(UUSI).context["form"].fields["asia"].queryset.exists()

    def test_second_draft_of_the_same_matter_is_refused_on_the_form(
        self, sihteerin, luonnos, asia, toimielin, esittelija, sihteeri, monkeypatch
    ):
        # The form offers no such matter; two who began at the same time both had it on theirs.
        monkeypatch.setattr(type(Paatos.objects), "keskeneraiset", lambda manager: manager.none())

        response = sihteerin.post(
            UUSI,
            {
                "asia": asia.pk,
                "toimielin": toimielin.pk,
                "otsikko": "Toinen vastaus",
                "esittelija": esittelija.henkilo.pk,
                "valmistelija": sihteeri.henkilo.pk,
            },
        )

        assert response.context["form"].non_field_errors() == [
            "Asian päätös on jo valmisteilla. Jatka sitä päätösten luettelosta."
        ]
        assert response.context["form"]["otsikko"].value() == "Toinen vastaus"
        assert list(Paatos.objects.all()) == [luonnos]

    def test_matter_that_is_no_number_is_not_chosen(self, sihteerin, asia):
        assert sihteerin.get(UUSI, {"asia": "x"}).status_code == 200

    def test_choices_are_the_areas_own(
        self, sihteerin, asia, toimielin, raija, naapurisihteeri, sihteeri, esittelija
    ):
        form = sihteerin.get(UUSI).context["form"]

        assert list(form.fields["asia"].queryset) == [asia]
        assert list(form.fields["toimielin"].queryset) == [toimielin]
        assert list(form.fields["esittelija"].queryset) == [esittelija.henkilo]
        vaki = set(form.fields["valmistelija"].queryset)
        assert sihteeri.henkilo in vaki
        assert not vaki & {raija.henkilo, naapurisihteeri.henkilo}

    @pytest.mark.usefixtures("pika_pdf")
    def test_answered_matter_is_not_offered(self, sihteerin, kasitelty):
        assert list(sihteerin.get(UUSI).context["form"].fields["asia"].queryset) == []

    def test_what_was_typed_is_kept(self, sihteerin, asia, toimielin):
        response = sihteerin.post(UUSI, {"asia": asia.pk, "otsikko": "Oma otsikko"})

        assert set(response.context["form"].errors) == {"toimielin", "esittelija", "valmistelija"}
        assert response.context["form"]["otsikko"].value() == "Oma otsikko"
        assert not Paatos.objects.exists()

    def test_others_are_denied(self, client, request, alue):
        assert client.get(UUSI).status_code == 302
        for nimi in ("raija", "asiantuntija", "koordinaattori", "esittelija", "paakayttaja"):
            client.force_login(request.getfixturevalue(nimi))
            assert client.get(UUSI).status_code == 403


class TestAccess:
    @pytest.fixture
    def osoitteet(self, luonnos):
        osio, kasittely = luonnos.osiot.first(), luonnos.kasittelyt.first()
        return [
            osoite("muokkaa", luonnos.pk),
            osoite("osio-uusi", luonnos.pk),
            osoite("osio", osio.pk),
            osoite("kohta", luonnos.pk, kasittely.kohta_id),
            osoite("fakta-esikatsele", luonnos.pk),
        ]

    def test_outsiders_find_nothing(self, client, request, luonnos, osoitteet):
        for url in osoitteet:
            assert client.get(url).status_code == 302
        for nimi in ("raija", "kari", "asiantuntija", "koordinaattori", "paakayttaja", "naapurisihteeri"):
            client.force_login(request.getfixturevalue(nimi))
            assert {client.get(url).status_code for url in osoitteet} == {404}
            assert client.post(osoite("fakta-lisaa", luonnos.pk)).status_code == 404

    def test_presenter_is_denied(self, client, luonnos, osoitteet, esittelija):
        client.force_login(esittelija)

        assert {client.get(url).status_code for url in osoitteet} == {403}
        assert client.post(osoite("fakta-lisaa", luonnos.pk)).status_code == 403

    def test_nobody_writes_what_is_with_the_presenter(self, sihteerin, esittelijalla, osoitteet):
        assert {sihteerin.get(url).status_code for url in osoitteet} == {403}

    @pytest.mark.usefixtures("pika_pdf")
    def test_published_decision_is_seen_but_not_written(self, client, tarkastettu, osoitteet, raija):
        client.force_login(raija)

        assert {client.get(url).status_code for url in osoitteet} == {403}

    def test_item_of_another_matter_is_not_found(self, sihteerin, luonnos):
        assert sihteerin.get(osoite("kohta", luonnos.pk, 987654)).status_code == 404


class TestDraft:
    def test_draft_is_saved(self, sihteerin, luonnos):
        response = sihteerin.post(osoite("muokkaa", luonnos.pk), lomake(luonnos), follow=True)

        luonnos.refresh_from_db()
        assert response.redirect_chain == [(luonnos.get_absolute_url(), 302)]
        assert "Luonnos on tallennettu." in response.text
        assert (luonnos.otsikko, luonnos.ehdotus) == ("Vastaus kuntaan", "<p>Lautakunta päättää.</p>")

    def test_draft_may_still_be_without_most_parts(self, sihteerin, luonnos):
        tyhja = dict.fromkeys(
            ["ehdotus", "johdanto", "toimivalta", "vaikutukset", "muutoksenhaun_peruste"], ""
        )
        data = lomake(luonnos, **tyhja)
        del data["vaikutusten_arviointi"], data["muutoksenhaku"]

        response = sihteerin.post(osoite("muokkaa", luonnos.pk), data)

        assert response.status_code == 302
        luonnos.refresh_from_db()
        assert (luonnos.muutoksenhaku, luonnos.vaikutusten_arviointi) == ("", "")

    def test_nothing_is_preselected(self, sihteerin, luonnos):
        form = sihteerin.get(osoite("muokkaa", luonnos.pk)).context["form"]

        for kentta in ("vaikutusten_arviointi", "muutoksenhaku"):
            assert not form[kentta].value()
            assert "checked" not in str(form[kentta])

    def test_invalid_input_keeps_the_text(self, sihteerin, luonnos):
        response = sihteerin.post(osoite("muokkaa", luonnos.pk), lomake(luonnos, otsikko=""))

        form = response.context["form"]
        assert set(form.errors) == {"otsikko"}
        assert form["ehdotus"].value() == "<p>Lautakunta päättää.</p>"
        luonnos.refresh_from_db()
        assert luonnos.ehdotus == ""

    def test_identity_code_is_refused_and_not_shown_again(self, sihteerin, luonnos):
        response = sihteerin.post(
            osoite("muokkaa", luonnos.pk),
            lomake(luonnos, ehdotus=f"<p>Asiakas {HETU} pyytää.</p>", vaikutukset=f"Koskee {HETU}."),
        )

        assert set(response.context["form"].errors) == {"ehdotus", "vaikutukset"}
        assert "henkilötunnus" in response.text
        assert HETU not in response.text
        assert "Vastaus kuntaan" in response.text

    def test_second_editor_sees_both_texts_and_may_then_save(self, sihteerin, luonnos, sihteeri):
        vanha = lomake(luonnos, ehdotus="<p>Toisen teksti.</p>")
        nimea("Rautavaara")
        _, lause = lisaa_fakta(luonnos, user=sihteeri)
        tallenna(luonnos, ehdotus=f"<p>Ensimmäisen teksti. {lause}</p>", user=sihteeri)

        response = sihteerin.post(osoite("muokkaa", luonnos.pk), vanha)

        assert response.status_code == 200
        assert "Toinen käyttäjä tallensi tämän sillä välin" in response.text
        assert "Ensimmäisen teksti." in response.text
        assert "Toinen nimi on Rautavaara" in response.text
        assert response.context["form"]["ehdotus"].value() == "<p>Toisen teksti.</p>"
        assert Paatos.objects.get().ehdotus.startswith("<p>Ensimmäisen teksti.")

        uudelleen = vanha | {"versio": response.context["form"]["versio"].value()}
        assert sihteerin.post(osoite("muokkaa", luonnos.pk), uudelleen).status_code == 302
        assert Paatos.objects.get().ehdotus == "<p>Toisen teksti.</p>"

    def test_fact_of_another_decision_is_refused_and_the_text_kept(self, sihteerin, luonnos):
        html = '<p>Oma <span data-fakta="987654"></span></p>'

        response = sihteerin.post(osoite("muokkaa", luonnos.pk), lomake(luonnos, ehdotus=html))

        assert "Tekstissä on toisen päätöksen fakta." in response.text
        assert response.context["form"]["ehdotus"].value() == html


class TestSections:
    def test_section_is_saved_with_its_items(self, sihteerin, luonnos):
        osio = luonnos.osiot.get(jarjestys=2)
        kohdat = list(luonnos.kasittelyt.filter(kohta__numero__in=[2, 4]).values_list("kohta_id", flat=True))

        response = sihteerin.post(osoite("osio", osio.pk), osiolomake(osio, kohdat=kohdat))

        assert response.url == f"{luonnos.get_absolute_url()}#osio-2"
        osio.refresh_from_db()
        assert osio.teksti == "<p>Vastaus.</p>"
        assert [k.kohta.numero for k in osio.kasittelyt.order_by("kohta__numero")] == [2, 4]

    def test_form_shows_what_is_stored(self, sihteerin, luonnos, sihteeri):
        kirjoita_osio(luonnos, 2, "<p>Tallennettu.</p>", user=sihteeri)
        osio = luonnos.osiot.get(jarjestys=2)

        form = sihteerin.get(osoite("osio", osio.pk)).context["form"]

        assert form["teksti"].value() == "<p>Tallennettu.</p>"
        assert form["kohdat"].value() == [osio.kasittelyt.get().kohta_id]
        assert [k.numero for k in form.fields["kohdat"].queryset] == [1, 2, 3, 4, 5]

    def test_invalid_input_keeps_the_text(self, sihteerin, luonnos):
        osio = luonnos.osiot.first()

        response = sihteerin.post(osoite("osio", osio.pk), osiolomake(osio, otsikko="", kohdat=[987654]))

        assert set(response.context["form"].errors) == {"otsikko", "kohdat"}
        assert response.context["form"]["teksti"].value() == "<p>Vastaus.</p>"

    def test_second_editor_sees_both_texts(self, sihteerin, luonnos, sihteeri):
        osio = luonnos.osiot.first()
        kirjoita_osio(luonnos, 1, "<p>Ensimmäisen teksti.</p>", user=sihteeri)

        response = sihteerin.post(osoite("osio", osio.pk), osiolomake(osio, teksti="<p>Toisen teksti.</p>"))

        assert "Ensimmäisen teksti." in response.text
        assert "Toisen teksti." in response.text
        assert luonnos.osiot.first().teksti == "<p>Ensimmäisen teksti.</p>"
        assert int(response.context["form"]["versio"].value()) == luonnos.osiot.first().versio

    def test_section_is_added(self, sihteerin, luonnos):
        response = sihteerin.post(osoite("osio-uusi", luonnos.pk), {"otsikko": "Lopuksi"})

        osio = luonnos.osiot.get(jarjestys=6)
        assert response.url == osoite("osio", osio.pk)
        assert osio.otsikko == "Lopuksi"

    def test_section_without_a_heading_is_not_added(self, sihteerin, luonnos):
        response = sihteerin.post(osoite("osio-uusi", luonnos.pk), {"otsikko": ""})

        assert set(response.context["form"].errors) == {"otsikko"}
        assert luonnos.osiot.count() == 5


class TestItemLeftUnanswered:
    def test_reason_is_saved_and_shown(self, sihteerin, luonnos):
        kohta = luonnos.kasittelyt.get(kohta__numero=3).kohta

        response = sihteerin.post(
            osoite("kohta", luonnos.pk, kohta.pk), {"perustelu": "Ei kuulu lautakunnalle."}, follow=True
        )

        assert "Perustelu on tallennettu." in response.text
        assert "Ei kuulu lautakunnalle." in response.text
        assert workflow.kattavuus(luonnos)[2]["perustelu"] == "Ei kuulu lautakunnalle."

    @pytest.mark.parametrize("perustelu", ["", " ", f"Asiakas {HETU}."])
    def test_reason_that_will_not_do_changes_nothing(self, sihteerin, luonnos, perustelu):
        kohta = luonnos.kasittelyt.get(kohta__numero=3).kohta

        response = sihteerin.post(osoite("kohta", luonnos.pk, kohta.pk), {"perustelu": perustelu})

        assert set(response.context["form"].errors) == {"perustelu"}
        assert HETU not in response.text
        assert workflow.kattavuus(luonnos)[2]["perustelu"] == ""
