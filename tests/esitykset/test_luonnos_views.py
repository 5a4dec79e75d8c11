import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from esitykset import workflow
from esitykset.models import Esitys
from tests.factories import JasenyysFactory
from tests.tyollisyysalue.nayttetiedostot import EXE, PDF
from tyollisyysalue.roolit import Rooli

UUSI = "/esitykset/uusi/"
HETU = "131052-930V"


def pdf(nimi="ote.pdf"):
    return SimpleUploadedFile(nimi, PDF)


def lomake(kohdat=(), liitteet=(), **muut):
    """The page's fields as a browser sends them. Items and attachments are dicts of fields."""
    data = {
        "otsikko": "Esitys",
        "johdanto": "Johdanto",
        "toimielin": "kunnanhallitus",
        "paatospvm": "2025-08-25",
        "pykala": "§ 143",
        "oma_numero": "RAU/112/2025",
        "kiireen_perustelu": "",
        "kohdat-TOTAL_FORMS": len(kohdat),
        "kohdat-INITIAL_FORMS": 0,
        "liitteet-TOTAL_FORMS": 2,
        "liitteet-INITIAL_FORMS": 0,
        "liitteet-0-julkisuus": "julkinen",
        "liitteet-1-julkisuus": "julkinen",
    }
    for nimi, osat in (("kohdat", kohdat), ("liitteet", liitteet)):
        for i, osa in enumerate(osat):
            data |= {f"{nimi}-{i}-{kentta}": arvo for kentta, arvo in osa.items()}
    return data | muut


KOHTA = {"otsikko": "Lähipalvelut", "teksti": "Käynti jäi pitämättä.", "vaatimus": "Kerrotaan päivät."}


@pytest.fixture
def raijan(client, raija):
    client.force_login(raija)
    return client


def muokkaa(esitys):
    return reverse("esitykset:muokkaa", args=[esitys.pk])


def test_new_request_is_saved_as_a_draft(raijan, raija, rautavaara):
    assert len(raijan.get(UUSI).context["lomake"].kohdat.forms) == 3

    response = raijan.post(UUSI, lomake([KOHTA, {}], [{"tiedosto": pdf()}], tallenna="1"))

    esitys = Esitys.objects.get()
    assert response.url == esitys.get_absolute_url()
    assert (esitys.kunta, esitys.laatija, esitys.tila) == (rautavaara, raija, Esitys.Tila.LUONNOS)
    assert list(esitys.kohdat.values_list("otsikko", "teksti", "vaatimus")) == [tuple(KOHTA.values())]
    assert [liite.nimi for liite in esitys.liitteet.all()] == ["ote.pdf"]


def test_new_request_is_for_liaisons(client, sihteeri):
    client.force_login(sihteeri)

    assert client.get(UUSI).status_code == 403


def test_liaison_of_two_municipalities_chooses_one(raijan, raija, siilinjarvi):
    JasenyysFactory(user=raija, rooli=Rooli.YHDYSHENKILO, kunta=siilinjarvi)

    puuttuu = raijan.post(UUSI, lomake())
    raijan.post(UUSI, lomake(kunta=siilinjarvi.pk))

    assert list(puuttuu.context["form"].errors) == ["kunta"]
    assert Esitys.objects.get().kunta == siilinjarvi


def test_add_item_saves_and_opens_an_empty_item(raijan, raija):
    response = raijan.post(UUSI, lomake([KOHTA], lisaa_kohta="1"))

    esitys = Esitys.objects.get()
    assert response.url == f"{muokkaa(esitys)}?lisaa=1#kohta-2"
    kohdat = raijan.get(response.url).context["lomake"].kohdat.forms
    assert [form["otsikko"].value() for form in kohdat] == ["Lähipalvelut", None]


def test_continue_leads_to_the_confirmation(raijan):
    response = raijan.post(UUSI, lomake([KOHTA], jatka="1"))

    assert response.url == reverse("esitykset:laheta", args=[Esitys.objects.get().pk])


def test_missing_title_keeps_what_was_typed_and_asks_for_the_file_again(raijan):
    response = raijan.post(UUSI, lomake([KOHTA], [{"tiedosto": pdf()}], otsikko=""))

    sivu = response.context["lomake"]
    assert list(sivu.esitys.errors) == ["otsikko"]
    assert sivu.kohdat.forms[0]["teksti"].value() == KOHTA["teksti"]
    assert sivu.liitteet.forms[0].errors == {
        "tiedosto": ["Tiedostoa ”ote.pdf” ei liitetty. Valitse se uudelleen, kun virheet on korjattu."]
    }
    assert "Virhe:" in response.text
    assert not Esitys.objects.exists()


def test_wrong_attachment_is_told_at_its_field_and_the_rest_is_saved(raijan):
    huono = SimpleUploadedFile("ohjelma.pdf", EXE)

    response = raijan.post(UUSI, lomake([KOHTA], [{"tiedosto": huono}, {"tiedosto": pdf()}]))

    esitys = Esitys.objects.get()
    sivu = response.context["lomake"]
    assert list(sivu.liitteet.forms[0].errors) == ["tiedosto"]
    assert "Tiedostoa ”ohjelma.pdf” ei liitetty." in response.text
    assert "Tarkista lomake" in response.text
    assert [form.prefix for form in sivu.avoimet_liitteet] == ["liitteet-0"]
    assert [liite.nimi for liite in esitys.liitteet.all()] == ["ote.pdf"]
    assert sivu.esitys["otsikko"].value() == "Esitys"
    assert response.context["osoite"] == muokkaa(esitys)


def test_page_after_a_wrong_attachment_can_be_saved_as_it_stands(raijan):
    huono = SimpleUploadedFile("ohjelma.pdf", EXE)
    sivu = raijan.post(UUSI, lomake([KOHTA], [{"tiedosto": huono}, {"tiedosto": pdf()}])).context["lomake"]
    esitys = Esitys.objects.get()

    data = lomake(
        [KOHTA | {"kohta": esitys.kohdat.get().pk}], versio=sivu.esitys["versio"].value(), otsikko="Toinen"
    )
    del data["liitteet-1-julkisuus"]
    raijan.post(muokkaa(esitys), data)

    esitys.refresh_from_db()
    assert esitys.otsikko == "Toinen"


def test_too_large_attachment_is_told_at_its_field(raijan, settings):
    settings.LIITE_ENIMMAISKOKO = 10

    response = raijan.post(UUSI, lomake([KOHTA], [{"tiedosto": pdf()}]))

    virheet = response.context["lomake"].liitteet.forms[0].errors["tiedosto"]
    assert "Pienennä tiedostoa" in virheet[0]


def test_good_file_is_kept_on_a_draft_though_a_text_is_wrong(raijan, luonnos):
    data = lomake([], [{"tiedosto": pdf()}], otsikko="", versio=luonnos.versio)

    sivu = raijan.post(muokkaa(luonnos), data).context["lomake"]

    assert [liite.nimi for liite in luonnos.liitteet.all()] == ["ote.pdf"]
    data = lomake(otsikko="Korjattu", versio=sivu.esitys["versio"].value())
    raijan.post(muokkaa(luonnos), data)
    luonnos.refresh_from_db()
    assert luonnos.otsikko == "Korjattu"


def test_secret_attachment_needs_a_ground(raijan):
    liite = {"tiedosto": pdf(), "julkisuus": "salassa"}

    virhe = raijan.post(UUSI, lomake([KOHTA], [liite]))
    esitys = Esitys.objects.get()
    raijan.post(
        muokkaa(esitys),
        lomake(
            [], [{"tiedosto": pdf(), "julkisuus": "salassa", "peruste": "621/1999 § 24.1 (23)"}], versio=1
        ),
    )

    assert list(virhe.context["lomake"].liitteet.forms[0].errors) == ["peruste", "tiedosto"]
    assert [(lii.julkisuus, lii.peruste) for lii in esitys.liitteet.all()] == [
        ("salassa", "621/1999 § 24.1 (23)")
    ]


def test_personal_identity_code_is_refused_at_the_field_and_not_echoed(raijan):
    response = raijan.post(UUSI, lomake([KOHTA | {"teksti": f"Asiakas {HETU} jäi ilman."}, KOHTA]))

    kohdat = response.context["lomake"].kohdat.forms
    assert list(kohdat[0].errors) == ["teksti"]
    assert kohdat[1]["teksti"].value() == KOHTA["teksti"]
    assert HETU not in response.text
    assert not Esitys.objects.exists()


def test_personal_identity_code_in_a_files_name_is_not_echoed(raijan):
    response = raijan.post(UUSI, lomake([KOHTA], [{"tiedosto": pdf(f"{HETU}.pdf")}]))

    [virhe] = response.context["lomake"].liitteet.forms[0].errors["tiedosto"]
    assert "Vaihda tiedoston nimi" in virhe
    assert HETU not in response.text


def test_personal_identity_code_in_the_introduction_is_refused(raijan):
    response = raijan.post(UUSI, lomake([KOHTA], johdanto=HETU))

    assert list(response.context["form"].errors) == ["johdanto"]
    assert HETU not in response.text


def test_urgency_needs_a_reason_at_its_field(raijan):
    response = raijan.post(UUSI, lomake([KOHTA], kiireellinen="on"))

    assert response.context["form"].errors == {
        "kiireen_perustelu": ["Kirjoita, miksi esitys on kiireellinen."]
    }


def test_decision_of_a_coming_day_is_refused(raijan):
    response = raijan.post(UUSI, lomake([KOHTA], paatospvm="2199-01-01"))

    assert list(response.context["form"].errors) == ["paatospvm"]


def test_draft_is_edited_and_an_item_removed(raijan, luonnos):
    eka, toka = luonnos.kohdat.all()
    kohdat = [{"kohta": eka.pk, "poista": "on"}, {"kohta": toka.pk, "otsikko": "Uusi", "teksti": "Teksti"}]

    raijan.post(muokkaa(luonnos), lomake(kohdat, otsikko="Muutettu", versio=luonnos.versio))

    luonnos.refresh_from_db()
    assert luonnos.otsikko == "Muutettu"
    assert list(luonnos.kohdat.values_list("pk", "numero", "otsikko")) == [(toka.pk, 1, "Uusi")]


def test_attachment_is_removed_from_a_draft(raijan, raija, luonnos):
    liite = workflow.lisaa_liite(luonnos, pdf(), julkisuus="julkinen", user=raija)

    raijan.post(muokkaa(luonnos), lomake(versio=luonnos.versio, poistettavat=[liite.pk]))

    liite.refresh_from_db()
    assert liite.poistettu is not None
    assert raijan.get(luonnos.get_absolute_url()).context["liitteet"] == []


def test_second_of_two_editors_is_told_and_shown_both_texts(raijan, raija, luonnos):
    vanha = luonnos.versio
    workflow.tallenna_luonnos(luonnos, vanha, {"johdanto": "Toisen johdanto"}, [], user=raija)

    response = raijan.post(muokkaa(luonnos), lomake([KOHTA], johdanto="Oma johdanto", versio=vanha))

    assert "Toisen johdanto" in response.text
    assert response.context["form"]["johdanto"].value() == "Oma johdanto"
    luonnos.refresh_from_db()
    assert luonnos.johdanto == "Toisen johdanto"
    assert response.context["form"]["versio"].value() == str(luonnos.versio)

    raijan.post(muokkaa(luonnos), lomake([KOHTA], johdanto="Yhdistetty", versio=luonnos.versio))
    luonnos.refresh_from_db()
    assert luonnos.johdanto == "Yhdistetty"


def test_edit_page_stays_within_twelve_queries(raijan, raija, luonnos, django_assert_max_num_queries):
    workflow.lisaa_liite(luonnos, pdf(), julkisuus="julkinen", user=raija)

    with django_assert_max_num_queries(12):
        raijan.get(muokkaa(luonnos))
