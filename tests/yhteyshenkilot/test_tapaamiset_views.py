"""Pages of meetings: what each reader sees and may do, and what two editors are told."""

import datetime
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from icalendar import Calendar

from tests.factories import HenkiloFactory
from tests.tyollisyysalue.nayttetiedostot import PDF
from tests.yhteyshenkilot.factories import EdustusFactory, JasenFactory, RyhmaFactory, TapaaminenFactory
from tests.yhteyshenkilot.sivut import osoite, rivit, sivu, teksti
from tyollisyysalue import kello
from tyollisyysalue.models import Lahetys, Vastaanottaja
from yhteyshenkilot import workflow
from yhteyshenkilot.models import Muistio, Osallistuminen, Tapaaminen
from yhteyshenkilot.workflow.tapaamiset import Kohtasyote

pytestmark = pytest.mark.django_db

NYT = datetime.datetime(2025, 10, 1, 9, tzinfo=kello.HELSINKI)
KOKOUS = datetime.datetime(2025, 11, 6, 13, tzinfo=kello.HELSINKI)
YLLAPITO = [
    "tapaaminen-muuta",
    "tapaaminen-peru",
    "asialista",
    "tapaaminen-kutsu",
    "lasnaolo",
    "muistio",
    "muistio-julkaise",
]
LOMAKE = {
    "versio": "1",
    "alkuaika": "2025-11-06T13:00",
    "loppuaika": "2025-11-06T15:00",
    "paikka": "Kuopion kaupungintalo",
    "etayhteys": "",
    "lisatieto": "",
}


@pytest.fixture(autouse=True)
def lokakuu():
    with kello.aseta(NYT):
        yield


@pytest.fixture
def jasenyys(rautavaara):
    return JasenFactory(
        ryhma=RyhmaFactory(alue=rautavaara.alue, nimi_fi="operatiivinen ohjausryhmä"), kunta=rautavaara
    )


@pytest.fixture
def edustaja(jasenyys, raija):
    return EdustusFactory(jasenyys=jasenyys, henkilo=raija.henkilo)


@pytest.fixture
def tapaaminen(jasenyys, edustaja):
    return TapaaminenFactory(
        ryhma=jasenyys.ryhma, alkuaika=KOKOUS, etayhteys="https://teams.example/ohjausryhma"
    )


@pytest.fixture
def kutsuttu(tapaaminen, edustaja, koordinaattori):
    workflow.kutsu(tapaaminen, [edustaja.henkilo], user=koordinaattori)
    return tapaaminen


@pytest.mark.parametrize(
    ("kuka", "lukee", "yllapitaa"),
    [
        ("raija", 200, 403),
        ("kari", 404, 404),
        ("asiantuntija", 200, 403),
        ("sihteeri", 200, 403),
        ("paakayttaja", 404, 404),
        ("koordinaattori", 200, 200),
    ],
)
def test_pages_by_role(kirjaudu, tapaaminen, kuka, lukee, yllapitaa):
    client = kirjaudu(kuka)

    assert client.get(osoite("tapaaminen", tapaaminen.pk)).status_code == lukee
    assert client.get(osoite("tapaaminen-ics", tapaaminen.pk)).status_code == lukee
    assert {client.get(osoite(nimi, tapaaminen.pk)).status_code for nimi in YLLAPITO} == {yllapitaa}


def test_pages_ask_the_public_to_sign_in(client, tapaaminen):
    for nimi in ["tapaaminen", "tapaaminen-ics", *YLLAPITO]:
        assert client.get(osoite(nimi, tapaaminen.pk)).url.startswith(reverse("account_login"))


def test_member_sees_time_in_words_link_and_agenda_but_no_acts(kirjaudu, tapaaminen, koordinaattori):
    workflow.tallenna_asialista(
        tapaaminen,
        [Kohtasyote("Talven päivät", "Kunnittain.", "Kaisa Lehtovaara")],
        versio=1,
        user=koordinaattori,
    )

    response = kirjaudu("raija").get(osoite("tapaaminen", tapaaminen.pk))

    sisalto = teksti(response).replace("\u00a0", " ")
    assert "to 6.11.2025 klo 13.00–15.00" in sisalto
    assert "Talven päivät (Kaisa Lehtovaara) Kunnittain." in sisalto
    assert "https://teams.example/ohjausryhma" in response.text
    assert [nimi for nimi in YLLAPITO if osoite(nimi, tapaaminen.pk) in response.text] == []


def test_invited_one_answers_on_the_page(kirjaudu, kutsuttu):
    client = kirjaudu("raija")
    assert "Pääsetkö tapaamiseen?" in teksti(client.get(osoite("tapaaminen", kutsuttu.pk)))

    response = client.post(osoite("tapaaminen-vastaa", kutsuttu.pk), {"vastaus": "ei_paase"}, follow=True)

    assert "Vastauksesi tallennettiin." in teksti(response)
    assert kutsuttu.osallistumiset.get().vastaus == Osallistuminen.Vastaus.EI_PAASE
    assert rivit(response) == [["Raija Vaarala", "Rautavaara", "ei pääse"]]


def test_addresses_of_the_invited_are_not_for_the_other_members(kirjaudu, kutsuttu):
    lahetys = kutsuttu.lahetykset.get()

    assert kirjaudu("raija").get(lahetys.get_absolute_url()).status_code == 404
    assert kirjaudu("koordinaattori").get(lahetys.get_absolute_url()).status_code == 200


def test_empty_answer_says_what_to_do(kirjaudu, kutsuttu):
    response = kirjaudu("raija").post(osoite("tapaaminen-vastaa", kutsuttu.pk), follow=True)

    assert "Valitse, pääsetkö tapaamiseen." in teksti(response)


def test_answer_too_late_is_told(kirjaudu, kutsuttu):
    client = kirjaudu("raija")
    with kello.aseta(KOKOUS + timedelta(minutes=1)):
        response = client.post(osoite("tapaaminen-vastaa", kutsuttu.pk), {"vastaus": "tulossa"}, follow=True)

    assert "Kutsuun voi vastata ennen kuin tapaaminen alkaa." in teksti(response)


def test_who_is_not_invited_has_nothing_to_answer(kirjaudu, kutsuttu):
    client = kirjaudu("asiantuntija")

    assert "Pääsetkö tapaamiseen?" not in teksti(client.get(osoite("tapaaminen", kutsuttu.pk)))
    assert client.post(osoite("tapaaminen-vastaa", kutsuttu.pk), {"vastaus": "tulossa"}).status_code == 404


def test_coordinator_writes_down_an_answer(kirjaudu, kutsuttu):
    rivi = kutsuttu.osallistumiset.get()

    kirjaudu("koordinaattori").post(osoite("osallistuminen-vastaus", rivi.pk), {"vastaus": "tulossa"})

    rivi.refresh_from_db()
    assert rivi.vastaus == Osallistuminen.Vastaus.TULOSSA


def test_answers_of_others_are_the_coordinator_s_to_write(kirjaudu, kutsuttu):
    rivi = kutsuttu.osallistumiset.get()

    assert kirjaudu("raija").get(osoite("osallistuminen-vastaus", rivi.pk)).status_code == 403
    assert kirjaudu("kari").get(osoite("osallistuminen-vastaus", rivi.pk)).status_code == 404


def test_coordinator_invites_the_group_and_sees_delivery(kirjaudu, tapaaminen, edustaja, jasenyys):
    vara = EdustusFactory(jasenyys=jasenyys, tehtava="vara")
    ilman = HenkiloFactory(alue=jasenyys.ryhma.alue, nimi="Oskari Pihlajasalo", sahkoposti="")
    client = kirjaudu("koordinaattori")
    page = sivu(client.get(osoite("tapaaminen-kutsu", tapaaminen.pk)))
    assert [box["value"] for box in page.select("[name=edustajat][checked]")] == [str(edustaja.henkilo_id)]
    assert page.select_one(f"[name=edustajat][value='{vara.henkilo_id}']")

    response = client.post(
        osoite("tapaaminen-kutsu", tapaaminen.pk),
        {"edustajat": [edustaja.henkilo_id], "muut": [ilman.pk]},
        follow=True,
    )

    assert "Kutsu lähetettiin 1 henkilölle." in teksti(response)
    assert "kerro heille itse: Oskari Pihlajasalo." in teksti(response)
    assert [rivi[:4] for rivi in rivit(response)] == [
        ["Oskari Pihlajasalo", "Kuopion työllisyysalue", "ei ole vastannut", "ei sähköpostiosoitetta"],
        ["Raija Vaarala", "Rautavaara", "ei ole vastannut", "odottaa lähetystä 1.10.2025"],
    ]


def test_newest_mail_tells_the_delivery(kirjaudu, kutsuttu, koordinaattori):
    Vastaanottaja.objects.update(tila=Vastaanottaja.Tila.EPAONNISTUI)

    response = kirjaudu("koordinaattori").get(osoite("tapaaminen", kutsuttu.pk))

    assert rivit(response)[0][3] == "ei lähtenyt 1.10.2025"


def test_nobody_chosen_is_told(kirjaudu, tapaaminen):
    response = kirjaudu("koordinaattori").post(osoite("tapaaminen-kutsu", tapaaminen.pk), {})

    assert "Valitse vähintään yksi kutsuttava." in teksti(response)


def test_change_of_an_invited_meeting_is_confirmed_first(kirjaudu, kutsuttu):
    client = kirjaudu("koordinaattori")
    uusi = LOMAKE | {"alkuaika": "2025-11-13T13:00", "loppuaika": "2025-11-13T15:00", "etayhteys": ""}

    response = client.post(osoite("tapaaminen-muuta", kutsuttu.pk), uusi)
    assert "Kerrotaanko muutoksesta kutsutuille?" in teksti(response)
    assert "Raija Vaarala" in teksti(response)
    kutsuttu.refresh_from_db()
    assert (kutsuttu.alkuaika, Lahetys.objects.count()) == (KOKOUS, 1)
    piilotetut = {
        kentta["name"]: kentta.get("value", "") for kentta in sivu(response).select("main input[name]")
    }

    client.post(osoite("tapaaminen-muuta", kutsuttu.pk), piilotetut | {"toiminto": "vahvista"})
    kutsuttu.refresh_from_db()
    assert (kutsuttu.alkuaika, Lahetys.objects.count()) == (KOKOUS + timedelta(days=7), 2)


def test_change_before_invitations_is_saved_at_once(kirjaudu, tapaaminen):
    kirjaudu("koordinaattori").post(osoite("tapaaminen-muuta", tapaaminen.pk), LOMAKE | {"paikka": "Teams"})

    tapaaminen.refresh_from_db()
    assert tapaaminen.paikka == "Teams"


@pytest.mark.parametrize(
    ("muutos", "kentta"),
    [
        ({"loppuaika": "2025-11-06T12:00"}, "loppuaika"),
        ({"loppuaika": "2025-11-08T12:00"}, "loppuaika"),
        ({"alkuaika": "x"}, "alkuaika"),
        ({"paikka": ""}, "paikka"),
        ({"etayhteys": "javascript:alert(1)"}, "etayhteys"),
    ],
)
def test_what_cannot_be_is_told_at_the_field(kirjaudu, tapaaminen, muutos, kentta):
    response = kirjaudu("koordinaattori").post(osoite("tapaaminen-muuta", tapaaminen.pk), LOMAKE | muutos)

    assert list(response.context["form"].errors) == [kentta]


def test_late_editor_sees_both_texts(kirjaudu, tapaaminen, koordinaattori):
    workflow.muuta_tapaamista(tapaaminen, {"paikka": "Kunnantalo"}, versio=1, user=koordinaattori)
    client = kirjaudu("koordinaattori")

    response = client.post(osoite("tapaaminen-muuta", tapaaminen.pk), LOMAKE | {"paikka": "Teams"})

    page = sivu(response)
    assert "Kunnantalo" in page.select_one("#tallennetut").parent.get_text()
    assert page.select_one("#id_paikka")["value"] == "Teams"
    assert page.select_one("#id_versio")["value"] == "2"


def kohdat(*otsikot, versio="1", alkuperaisia=0):
    data = {
        "versio": versio,
        "kohdat-TOTAL_FORMS": str(len(otsikot)),
        "kohdat-INITIAL_FORMS": str(alkuperaisia),
    }
    for numero, kentat in enumerate(otsikot):
        data |= {f"kohdat-{numero}-{nimi}": arvo for nimi, arvo in kentat.items()}
    return data


def test_agenda_is_written_ordered_and_shortened(kirjaudu, tapaaminen):
    client = kirjaudu("koordinaattori")
    client.post(
        osoite("asialista", tapaaminen.pk),
        kohdat({"otsikko": "Toinen"}, {"otsikko": "Poistuva"}, {"otsikko": "", "teksti": ""}),
    )
    toinen, poistuva = tapaaminen.asiakohdat.listalla()

    client.post(
        osoite("asialista", tapaaminen.pk),
        kohdat(
            {"pk": toinen.pk, "otsikko": "Toinen", "sija": "3"},
            {"pk": poistuva.pk, "otsikko": "Poistuva", "sija": "2", "poista": "on"},
            {"otsikko": "Viimeinen"},
            versio="2",
            alkuperaisia=2,
        ),
    )

    assert [kohta.otsikko for kohta in tapaaminen.asiakohdat.listalla()] == ["Toinen", "Viimeinen"]


def test_item_without_a_heading_is_told(kirjaudu, tapaaminen):
    response = kirjaudu("koordinaattori").post(
        osoite("asialista", tapaaminen.pk), kohdat({"otsikko": "", "teksti": "Vain tekstiä."})
    )

    assert "Kirjoita asialle otsikko." in teksti(response)
    assert tapaaminen.asiakohdat.count() == 0


def test_late_editor_of_the_agenda_sees_both(kirjaudu, tapaaminen, koordinaattori):
    workflow.tallenna_asialista(tapaaminen, [Kohtasyote("Tallennettu asia")], versio=1, user=koordinaattori)

    response = kirjaudu("koordinaattori").post(
        osoite("asialista", tapaaminen.pk), kohdat({"otsikko": "Oma asia"})
    )

    page = sivu(response)
    assert "Tallennettu asia" in page.select_one("#tallennetut").parent.get_text()
    assert page.select_one("#id_kohdat-0-otsikko")["value"] == "Oma asia"
    assert page.select_one("#id_versio")["value"] == "2"


def test_cancelling_names_those_who_are_told(kirjaudu, kutsuttu):
    client = kirjaudu("koordinaattori")
    kysymys = teksti(client.get(osoite("tapaaminen-peru", kutsuttu.pk)))
    assert "Raija Vaarala" in kysymys

    response = client.post(osoite("tapaaminen-peru", kutsuttu.pk), {"syy": "Lumimyrsky."}, follow=True)

    assert "Peruttu: Lumimyrsky." in " ".join(sivu(response).select_one(".vastaus").get_text().split())
    kutsuttu.refresh_from_db()
    assert kutsuttu.tila == Tapaaminen.Tila.PERUTTU


def test_attendance_offers_those_who_said_they_come(kirjaudu, kutsuttu, raija):
    rivi = kutsuttu.osallistumiset.get()
    workflow.vastaa_kutsuun(rivi, Osallistuminen.Vastaus.TULOSSA, user=raija)
    client = kirjaudu("koordinaattori")
    with kello.aseta(KOKOUS + timedelta(hours=3)):
        page = sivu(client.get(osoite("lasnaolo", kutsuttu.pk)))
        valitut = [box["value"] for box in page.select("[name=lasna][checked]")]
        client.post(osoite("lasnaolo", kutsuttu.pk), {"lasna": valitut})

    rivi.refresh_from_db()
    assert (valitut, rivi.lasna) == ([str(raija.henkilo.pk)], True)


def test_memo_from_writing_to_the_members(kirjaudu, kutsuttu, koordinaattori):
    with kello.aseta(KOKOUS + timedelta(hours=3)):
        workflow.kirjaa_lasnaolo(kutsuttu, [], user=koordinaattori)
    client = kirjaudu("koordinaattori")
    client.post(
        osoite("muistio", kutsuttu.pk),
        {
            "versio": "0",
            "teksti": "Sovittiin päivistä.\n\nSeuraava kerta keväällä.",
            "liite": SimpleUploadedFile("muistio.pdf", PDF),
        },
    )
    liite = Muistio.objects.get().liitteet.get()
    assert "Sovittiin päivistä." not in teksti(kirjaudu("raija").get(osoite("tapaaminen", kutsuttu.pk)))
    assert kirjaudu("raija").get(liite.get_absolute_url()).status_code == 404

    kirjaudu("koordinaattori").post(osoite("muistio-julkaise", kutsuttu.pk))

    response = kirjaudu("raija").get(osoite("tapaaminen", kutsuttu.pk))
    assert "Sovittiin päivistä. Seuraava kerta keväällä." in teksti(response)
    assert kirjaudu("raija").get(liite.get_absolute_url()).getvalue() == PDF
    assert kirjaudu("kari").get(liite.get_absolute_url()).status_code == 404


def test_attachment_leaves_an_unpublished_memo(kirjaudu, kutsuttu, koordinaattori):
    with kello.aseta(KOKOUS + timedelta(hours=3)):
        workflow.kirjaa_lasnaolo(kutsuttu, [], user=koordinaattori)
    muistio = workflow.tallenna_muistio(
        kutsuttu, "Teksti.", versio=0, liite=SimpleUploadedFile("a.pdf", PDF), user=koordinaattori
    )
    liite = muistio.liitteet.get()

    kirjaudu("koordinaattori").post(osoite("muistio-poista-liite", kutsuttu.pk, liite.pk))

    liite.refresh_from_db()
    assert liite.poistettu is not None


def test_late_editor_of_a_memo_sees_both(kirjaudu, kutsuttu, koordinaattori):
    with kello.aseta(KOKOUS + timedelta(hours=3)):
        workflow.kirjaa_lasnaolo(kutsuttu, [], user=koordinaattori)
    workflow.tallenna_muistio(kutsuttu, "Toisen teksti.", versio=0, user=koordinaattori)

    response = kirjaudu("koordinaattori").post(
        osoite("muistio", kutsuttu.pk), {"versio": "0", "teksti": "Oma teksti."}
    )

    page = sivu(response)
    assert "Toisen teksti." in page.select_one("#tallennetut").parent.get_text()
    assert page.select_one("#id_teksti").get_text(strip=True) == "Oma teksti."
    assert page.select_one("#id_versio")["value"] == "1"


def test_one_meeting_as_a_file_names_nobody(kirjaudu, kutsuttu):
    response = kirjaudu("raija").get(osoite("tapaaminen-ics", kutsuttu.pk))

    [tapahtuma] = Calendar.from_ical(response.text).walk("VEVENT")
    assert str(tapahtuma["uid"]) == str(kutsuttu.kalenteritunnus)
    assert "attendee" not in tapahtuma
    assert response["Content-Disposition"] == 'attachment; filename="tapaaminen-2025-11-06.ics"'


def test_list_shows_own_groups_and_what_is_not_recorded(kirjaudu, tapaaminen, siilinjarvi):
    muu = TapaaminenFactory(ryhma=JasenFactory(kunta=siilinjarvi).ryhma, alkuaika=NYT - timedelta(days=5))

    omat = rivit(kirjaudu("raija").get(osoite("tapaamiset")))
    kaikki = kirjaudu("koordinaattori").get(osoite("tapaamiset"))
    tulevat = rivit(kirjaudu("koordinaattori").get(osoite("tapaamiset"), {"ajankohta": "tulevat"}))

    assert [rivi[1] for rivi in omat] == ["Operatiivinen ohjausryhmä"]
    assert len(rivit(kaikki)) == 2
    assert osoite("lasnaolo", muu.pk) in kaikki.text
    assert [rivi[1] for rivi in tulevat] == ["Operatiivinen ohjausryhmä"]


@pytest.mark.parametrize("maara", [1, 3])
def test_query_counts(kirjaudu, jasenyys, tapaaminen, koordinaattori, django_assert_max_num_queries, maara):
    henkilot = [HenkiloFactory(alue=jasenyys.ryhma.alue) for _ in range(maara)]
    workflow.kutsu(tapaaminen, henkilot, user=koordinaattori)
    workflow.tallenna_asialista(
        tapaaminen, [Kohtasyote(f"Asia {n}") for n in range(maara)], versio=1, user=koordinaattori
    )
    for numero in range(maara):
        TapaaminenFactory(ryhma=jasenyys.ryhma, alkuaika=NYT - timedelta(days=numero + 1))
        EdustusFactory(ryhma=jasenyys.ryhma)
    client = kirjaudu("koordinaattori")

    for polku in (
        osoite("tapaaminen", tapaaminen.pk),
        osoite("tapaamiset"),
        osoite("ryhma", jasenyys.ryhma_id),
        osoite("tapaaminen-kutsu", tapaaminen.pk),
        osoite("asialista", tapaaminen.pk),
        osoite("lasnaolo", tapaaminen.pk),
    ):
        with django_assert_max_num_queries(12):
            client.get(polku)
