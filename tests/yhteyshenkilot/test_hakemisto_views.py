"""The directory as the public and others read it: nothing that is not public leaves by any page or file."""

import datetime
import io
import json

import openpyxl
import pypdf
import pytest
from django.urls import reverse

from tests.factories import HenkiloFactory
from tests.pdf.tarkistus import pdf_faults
from tests.yhteyshenkilot.factories import AvainprosessiFactory, VastinpariFactory, VastuuFactory
from tests.yhteyshenkilot.sivut import osoite, rivit, sivu, teksti
from tyollisyysalue.models import Tapahtuma
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot.models import Vastuu

pytestmark = pytest.mark.django_db

SALAISET = (
    "050 222 2222",
    "0502222222",
    "veera@salainen.example",
    "Oskari",
    "050 333 3333",
    "oskari@salainen.example",
)


@pytest.fixture
def hakemisto(rautavaara, siilinjarvi, prosessi, veera):
    """Veera, of whom the name is public, Milla with her telephone, and Oskari, who is not in the public directory."""
    veera.puhelin, veera.sahkoposti, veera.julkiset = "050 222 2222", "veera@salainen.example", ["nimi"]
    veera.save()
    milla = HenkiloFactory(
        alue=rautavaara.alue,
        nimi="Milla Tuomikoski",
        puhelin="050 444 4444",
        sahkoposti="milla@salainen.example",
        julkiset=["nimi", "puhelin"],
    )
    oskari = HenkiloFactory(
        alue=rautavaara.alue,
        nimi="Oskari Pihlajasalo",
        puhelin="050 333 3333",
        sahkoposti="oskari@salainen.example",
    )
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera)
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=milla, laji=Vastuu.Laji.SIJAINEN)
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=oskari, laji=Vastuu.Laji.MUU)
    VastuuFactory(kunta=siilinjarvi, prosessi=prosessi, henkilo=milla)
    return {"veera": veera, "milla": milla, "oskari": oskari}


def tekstina(response):
    """Everything that a page or a file says, its markup too."""
    sisalto = response.getvalue()
    if sisalto.startswith(b"%PDF"):
        lukija = pypdf.PdfReader(io.BytesIO(sisalto))
        return "\n".join(page.extract_text() for page in lukija.pages) + json.dumps(str(lukija.metadata))
    if sisalto.startswith(b"PK"):
        arkki = openpyxl.load_workbook(io.BytesIO(sisalto)).active
        return "\n".join(str(solu) for rivi in arkki.iter_rows(values_only=True) for solu in rivi)
    return sisalto.decode().replace("\r\n ", "")


def julkiset_osoitteet(henkilo):
    return [
        osoite("list"),
        osoite("list") + "?muoto=csv",
        osoite("list") + "?muoto=xlsx",
        osoite("list") + "?pvm=2020-01-01&jarjestys=puhelin",
        osoite("detail", "687"),
        osoite("detail", "687") + "?pvm=2025-06-01",
        osoite("pdf"),
        osoite("vcard"),
        osoite("henkilo", henkilo.pk),
        osoite("henkilo-vcard", henkilo.pk),
        reverse("kunta", args=["687"]),
        reverse("haku") + "?q=Veera",
        reverse("haku") + "?q=Oska",
        reverse("etusivu"),
    ]


@pytest.mark.parametrize("numero", range(14))
@pytest.mark.parametrize("kuka", [None, "paakayttaja"])
def test_nothing_that_is_not_public_leaves(client, kirjaudu, hakemisto, numero, kuka):
    if kuka:
        kirjaudu(kuka)

    response = client.get(julkiset_osoitteet(hakemisto["veera"])[numero])

    kaikki = tekstina(response)
    assert response.status_code == 200
    assert [salainen for salainen in (*SALAISET, "milla@salainen.example") if salainen in kaikki] == []


@pytest.mark.parametrize("nimi", ["list", "vcard", "pdf"])
def test_what_is_public_is_there(client, hakemisto, nimi):
    kaikki = tekstina(client.get(osoite(nimi)))

    assert "Veera Salmenranta" in kaikki
    assert "050 444 4444" in kaikki or "tel:0504444444" in kaikki


def test_person_who_is_not_public_is_not_found(client, kirjaudu, hakemisto):
    oskari = hakemisto["oskari"].pk

    assert client.get(osoite("henkilo", oskari)).status_code == 404
    assert client.get(osoite("henkilo-vcard", oskari)).status_code == 404
    assert "050 333 3333" in teksti(kirjaudu("kari").get(osoite("henkilo", oskari)))


def test_person_whose_public_responsibility_is_over_is_not_found(client, hakemisto):
    Vastuu.objects.filter(henkilo=hakemisto["veera"]).update(loppupvm="2025-12-31")

    assert client.get(osoite("henkilo", hakemisto["veera"].pk)).status_code == 404


def test_search_finds_the_public_by_name_alone(client, hakemisto):
    sivulla = teksti(client.get(reverse("haku"), {"q": "Milla"}))

    assert "Milla Tuomikoski" in sivulla
    assert "050 444 4444" not in sivulla
    assert "Pihlajasalo" not in teksti(client.get(reverse("haku"), {"q": "Pihlajasa"}))


@pytest.mark.parametrize(
    ("haku", "nimet"),
    [
        ({}, ["Veera", "Milla", "Milla"]),
        ({"kunta": "749"}, ["Milla"]),
        ({"henkilo": "salmen"}, ["Veera"]),
        ({"henkilo": "pihlaja"}, []),
        ({"laji": "sijainen"}, ["Milla"]),
        # The public has no other day than today.
        ({"pvm": "2020-01-01"}, ["Veera", "Milla", "Milla"]),
    ],
)
def test_public_filters_the_list(client, hakemisto, haku, nimet):
    assert [rivi[3].split()[0] for rivi in rivit(client.get(osoite("list"), haku))] == nimet


def test_public_filters_by_process(client, hakemisto, rautavaara, veera):
    nuoret = AvainprosessiFactory(alue=rautavaara.alue, nimi_fi="nuoret")
    VastuuFactory(kunta=rautavaara, prosessi=nuoret, henkilo=veera)

    loydetyt = rivit(client.get(osoite("list"), {"prosessi": nuoret.pk}))

    assert [(rivi[0], rivi[1]) for rivi in loydetyt] == [("Rautavaara", "Nuoret")]


def test_liaison_sees_the_own_and_of_others_who_is_public(kirjaudu, hakemisto):
    nahdyt = [(rivi[0], rivi[3].split()[0], rivi[4]) for rivi in rivit(kirjaudu("kari").get(osoite("list")))]

    # The telephones of the area's people are for the whole cooperation.
    assert nahdyt == [
        ("Rautavaara", "Veera", "050 222 2222"),
        ("Rautavaara", "Milla", "050 444 4444"),
        ("Siilinjärvi", "Milla", "050 444 4444"),
    ]


def test_past_is_shown_only_of_the_own(kirjaudu, hakemisto):
    nahdyt = rivit(kirjaudu("kari").get(osoite("list"), {"pvm": "2025-06-01"}))

    assert [rivi[0] for rivi in nahdyt] == ["Siilinjärvi"]


@pytest.mark.parametrize("maara", [1, 3])
@pytest.mark.parametrize(
    ("nimi", "args", "kyselyja"),
    [("list", [], 5), ("detail", ["687"], 3), ("vcard", [], 1), ("henkilo", "veera", 3)],
)
def test_public_pages_cost_the_same_whatever_is_behind(
    client, hakemisto, rautavaara, django_assert_max_num_queries, nimi, args, kyselyja, maara
):
    for numero in range(maara):
        uusi = AvainprosessiFactory(alue=rautavaara.alue, nimi_fi=f"prosessi {numero}")
        VastuuFactory(kunta=rautavaara, prosessi=uusi, henkilo=hakemisto["veera"])

    with django_assert_max_num_queries(kyselyja + 2):
        client.get(osoite(nimi, *([hakemisto["veera"].pk] if args == "veera" else args)))


def test_municipality_without_public_people_says_how_else_to_reach_the_service(client, rautavaara):
    rautavaara.alue.puhelin = "017 000 0000"
    rautavaara.alue.save()

    response = client.get(osoite("detail", "687"))

    assert "Kunnalla ei ole julkisia yhteyshenkilöitä." in teksti(response)
    assert {a["href"] for a in sivu(response).main.select("dl a")} == {
        "tel:0170000000",
        "mailto:kirjaamo@kuopio.example",
        reverse("lahipalvelut:detail", args=["687"]),
    }


def test_internal_part_of_the_municipality_stays_inside(client, rautavaara, hakemisto):
    VastinpariFactory(kunta=rautavaara)

    julkinen = teksti(client.get(osoite("detail", "687")))

    assert "Markku Rautajoki" not in julkinen
    assert "Viimeksi lähetetty luettelo" not in julkinen
    assert "Sijainen puuttuu" not in julkinen


def test_municipality_that_is_not_served_has_no_page(client, naapuri):
    assert client.get(osoite("detail", "140")).status_code == 404


def test_public_is_led_to_the_feedback_form(client, hakemisto):
    sivun_osoite = osoite("henkilo", hakemisto["veera"].pk)

    linkki = sivu(client.get(sivun_osoite)).main.find("a", string=lambda s: s and "Onko tieto väärin" in s)
    lomake = sivu(client.get(linkki["href"]))

    assert lomake.select_one("#id_sivu")["value"] == sivun_osoite


@pytest.mark.parametrize("kuka", ["raija", "asiantuntija"])
def test_every_row_asks_those_in_the_cooperation_whether_it_is_wrong(kirjaudu, hakemisto, kuka):
    client = kirjaudu(kuka)

    luettelossa = sivu(client.get(osoite("list"))).select("#luettelo tbody tr")
    kunnassa = sivu(client.get(osoite("detail", "687"))).main

    assert all("Onko tieto väärin?" in rivi.get_text() for rivi in luettelossa)
    assert {a["href"] for a in kunnassa.select("a") if "Onko tieto väärin?" in a.get_text()} == {
        osoite("korjaus-ehdota", henkilo.pk) for henkilo in hakemisto.values()
    }


def test_document_passes_every_gate(client, kirjaudu, hakemisto, tmp_path):
    polut = {kuka: tmp_path / f"{kuka}.pdf" for kuka in ("julkinen", "koordinaattori")}
    polut["julkinen"].write_bytes(client.get(osoite("pdf")).getvalue())
    polut["koordinaattori"].write_bytes(kirjaudu("koordinaattori").get(osoite("pdf")).getvalue())

    assert {kuka: pdf_faults(polku) for kuka, polku in polut.items()} == {
        "julkinen": {},
        "koordinaattori": {},
    }


def test_document_says_its_day_and_whether_it_is_public(client, kirjaudu, hakemisto):
    julkinen = tekstina(client.get(osoite("pdf")))
    sisainen = tekstina(kirjaudu("koordinaattori").get(osoite("pdf")))

    assert "Julkinen" in julkinen
    assert "Tilanne" in julkinen
    assert "/yhteyshenkilot/" in julkinen
    assert "Vain yhteistyön käyttöön" in sisainen
    assert "Oskari" in sisainen


def test_document_of_a_past_day_has_the_names_of_then(kirjaudu, rautavaara, prosessi, veera):
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera)
    veera.nimi = "Veera Uusinimi"
    veera.save(update_fields=["nimi"])
    koordinaattori = kirjaudu("koordinaattori")

    tanaan = tekstina(koordinaattori.get(osoite("pdf")))
    silloin = tekstina(koordinaattori.get(osoite("pdf"), {"pvm": "2025-06-01"}))

    assert ("Uusinimi" in tanaan, "Salmenranta" in tanaan) == (True, False)
    assert ("Uusinimi" in silloin, "Salmenranta" in silloin) == (False, True)


@pytest.mark.parametrize("pvm", ["hei", "9999-12-31"])
def test_list_of_a_day_that_is_none_is_of_today(kirjaudu, rautavaara, prosessi, veera, milla, pvm):
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera, loppupvm="2025-12-31")
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=milla, laji=Vastuu.Laji.MUU)
    koordinaattori = kirjaudu("koordinaattori")

    nahdyt = rivit(koordinaattori.get(osoite("list"), {"pvm": pvm}))
    kortit = tekstina(koordinaattori.get(osoite("vcard"), {"pvm": pvm}))

    assert len(nahdyt) == 1
    assert ("Milla" in kortit, "Veera" in kortit) == (True, False)


def test_list_keeps_its_day_when_another_choice_is_none(kirjaudu, hakemisto):
    response = kirjaudu("koordinaattori").get(osoite("list"), {"pvm": "2025-06-01", "kunta": "999"})

    assert response.context["pvm"] == datetime.date(2025, 6, 1)


def test_choice_may_be_written_in_another_way(client, hakemisto, prosessi):
    nahdyt = rivit(client.get(osoite("list"), {"prosessi": f"0{prosessi.pk}"}))

    assert len(nahdyt) == 3


def test_document_of_nobody_is_told_on_the_list(client, hakemisto):
    response = client.get(osoite("pdf"), {"henkilo": "ei ketään"}, follow=True)

    assert "Näillä rajauksilla ei ole yhteyshenkilöitä." in response.content.decode()


def test_documents_are_not_laid_out_for_the_public_without_end(client, kirjaudu, hakemisto, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"hakemisto_pdf": "1/h/ip"}
    haku = {"henkilo": "ei ketään"}

    tilat = [client.get(osoite("pdf"), haku).status_code for _ in range(2)]

    assert tilat == [302, 429]
    assert kirjaudu("raija").get(osoite("pdf"), haku).status_code == 302


def test_coordinator_sets_what_is_public_of_a_responsibility(kirjaudu, hakemisto):
    vastuu = Vastuu.objects.get(henkilo=hakemisto["veera"])
    client = kirjaudu("koordinaattori")

    client.post(
        osoite("vastuu-julkisuus", vastuu.pk),
        {"julkiset": "nimi,sahkoposti", "versio": versio_nyt(vastuu)},
    )

    vastuu.refresh_from_db()
    assert vastuu.julkiset == ["nimi", "sahkoposti"]
    assert Tapahtuma.objects.for_omistaja(vastuu).get().tiedot == {"julkiset": ["", "nimi, sahkoposti"]}
    assert sivu(client.get(osoite("vastuu-julkisuus", vastuu.pk))).select_one("input[checked]")["value"] == (
        "nimi,sahkoposti"
    )


@pytest.mark.parametrize(("valinta", "julkiset"), [("", None), ("-", [])])
def test_responsibility_may_be_as_the_person_or_hidden(kirjaudu, hakemisto, valinta, julkiset):
    vastuu = Vastuu.objects.get(henkilo=hakemisto["veera"])
    Vastuu.objects.filter(pk=vastuu.pk).update(julkiset=["nimi"])

    kirjaudu("koordinaattori").post(
        osoite("vastuu-julkisuus", vastuu.pk), {"julkiset": valinta, "versio": versio_nyt(vastuu)}
    )

    vastuu.refresh_from_db()
    assert vastuu.julkiset == julkiset


def test_late_editor_of_publicity_is_told_what_stands(kirjaudu, hakemisto):
    vastuu = Vastuu.objects.get(henkilo=hakemisto["veera"])
    vanha = versio_nyt(vastuu)
    Vastuu.objects.filter(pk=vastuu.pk).update(julkiset=["nimi"])

    response = kirjaudu("koordinaattori").post(
        osoite("vastuu-julkisuus", vastuu.pk), {"julkiset": "-", "versio": vanha}
    )

    assert "nimi ja nimike" in sivu(response).select_one("[aria-labelledby=tallennetut]").get_text()
    vastuu.refresh_from_db()
    assert vastuu.julkiset == ["nimi"]


def test_coordinator_sets_what_is_public_of_a_person(kirjaudu, hakemisto):
    veera = hakemisto["veera"]

    kirjaudu("koordinaattori").post(
        osoite("henkilo-muuta", veera.pk),
        {
            "nimi": veera.nimi,
            "nimike": veera.nimike,
            "kunta": "",
            "puhelin": veera.puhelin,
            "sahkoposti": veera.sahkoposti,
            "organisaatio": "",
            "julkiset": "nimi,puhelin",
            "versio": versio_nyt(veera),
        },
    )

    veera.refresh_from_db()
    assert veera.julkiset == ["nimi", "puhelin"]
