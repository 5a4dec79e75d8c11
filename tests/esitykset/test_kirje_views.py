import datetime
import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from esitykset import kirjetiedosto, workflow
from esitykset.models import Esitys
from tests.esitykset import kirjeet
from tests.factories import KuntaFactory
from tests.ilmoitukset import saajat
from tyollisyysalue import kello
from tyollisyysalue.models import Lahetys, Liite
from tyollisyysalue.pdf import render_pdf

Tila = Esitys.Tila
NYT = datetime.datetime(2025, 9, 1, 9, 30, tzinfo=kello.HELSINKI)
HETU = "131052-308T"
KIRJE = reverse("esitykset:kirje")

TYYPIT = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(teksti, *, alku=""):
    kappaleet = "".join(f"<w:p><w:r><w:t>{rivi}</w:t></w:r></w:p>" for rivi in teksti.split("\n"))
    return docx_xml(
        f'<?xml version="1.0"?>{alku}<w:document xmlns:w="{W}"><w:body>{kappaleet}</w:body></w:document>'
    )


def docx_xml(xml):
    tiedosto = io.BytesIO()
    with zipfile.ZipFile(tiedosto, "w", zipfile.ZIP_DEFLATED) as paketti:
        paketti.writestr("[Content_Types].xml", TYYPIT)
        paketti.writestr("word/document.xml", xml)
    return SimpleUploadedFile("esitys.docx", tiedosto.getvalue())


def kentat(response):
    """What the browser would send of the page's form: every field as it is filled."""
    lomake = BeautifulSoup(response.content, "html.parser").select_one("form[enctype]")
    data = {}
    for kentta in lomake.select("input[name], textarea[name], select[name]"):
        if kentta.name == "select":
            data[kentta["name"]] = (kentta.select_one("option[selected]") or kentta.select_one("option"))[
                "value"
            ]
        elif kentta.name == "textarea":
            data[kentta["name"]] = kentta.get_text().removeprefix("\n")
        elif kentta.get("type") in ("file", "submit") or (
            kentta.get("type") == "checkbox" and not kentta.has_attr("checked")
        ):
            continue
        else:
            data[kentta["name"]] = kentta.get("value", "")
    return data


@pytest.fixture(autouse=True)
def syyskuussa():
    with kello.aseta(NYT):
        yield


@pytest.fixture
def sihteerin(client, sihteeri):
    client.force_login(sihteeri)
    return client


@pytest.fixture
def kuopio(alue, rautavaara, siilinjarvi, raija):
    return alue


def poimi(client, **data):
    return client.post(KIRJE, {"saapumistapa": "sahkoposti", **data})


def test_a_letter_is_pasted_and_registered_with_two_presses(sihteerin, kuopio, raija, sihteeri):
    response = poimi(sihteerin, teksti=kirjeet.RAUTAVAARA)
    esitys = Esitys.objects.get()
    assert response.url == reverse("esitykset:muokkaa", args=[esitys.pk])

    sivu = sihteerin.get(response.url)
    response = sihteerin.post(response.url, {**kentat(sivu), "kirjaa": "1"})

    esitys.refresh_from_db()
    assert (response.status_code, esitys.tila) == (302, Tila.KIRJATTU)
    assert esitys.asia.numero == "1/00.01.02/2025"
    assert esitys.saapumisaika == datetime.datetime(2025, 8, 28, 14, 12, tzinfo=kello.HELSINKI)
    assert (esitys.kunta.koodi, esitys.pykala, esitys.saapumistapa) == ("687", "§ 143", "sahkoposti")
    assert esitys.kohdat.count() == 5
    assert esitys.kasittelija.user == sihteeri
    # 60 days from the arrival, and on to Monday.
    assert [(m.laji, m.loppupvm) for m in esitys.maaraajat.all()] == [
        ("tavoite", datetime.date(2025, 10, 27))
    ]
    assert saajat("esitykset.kirjattu") == [raija.email]
    # A receipt is owed of an electronic message.
    assert Lahetys.objects.filter(laji="esitykset.kuittaus").count() == 1


def test_the_draft_is_the_areas_until_it_is_registered(sihteerin, client, kuopio, raija, esittelija):
    poimi(sihteerin, teksti=kirjeet.RAUTAVAARA)
    esitys = Esitys.objects.get()

    assert list(Esitys.objects.visible_to(esittelija)) == [esitys]
    assert not Esitys.objects.visible_to(raija).exists()
    client.force_login(raija)
    assert client.get(esitys.get_absolute_url()).status_code == 404
    assert client.get(reverse("esitykset:muokkaa", args=[esitys.pk])).status_code == 404


def test_what_was_read_wrong_is_corrected_on_the_same_page(sihteerin, kuopio, siilinjarvi):
    osoite = poimi(sihteerin, teksti=kirjeet.RAUTAVAARA).url
    korjattu = {
        "kunta": siilinjarvi.pk,
        "saapui": "2025-08-29T08:15",
        "saapumistapa": "kirje",
        "kohdat-0-otsikko": "Oma otsikko",
        "kohdat-4-poista": "on",
    }

    sihteerin.post(osoite, {**kentat(sihteerin.get(osoite)), **korjattu, "kirjaa": "1"})

    esitys = Esitys.objects.get()
    assert (esitys.tila, esitys.kunta, esitys.saapumistapa) == (Tila.KIRJATTU, siilinjarvi, "kirje")
    assert esitys.saapumisaika == datetime.datetime(2025, 8, 29, 8, 15, tzinfo=kello.HELSINKI)
    assert esitys.kohdat.count() == 4
    assert esitys.kohdat.first().otsikko == "Oma otsikko"
    # A letter on paper asks for no receipt.
    assert not Lahetys.objects.filter(laji="esitykset.kuittaus").exists()


def test_an_arrival_in_the_future_is_refused_and_the_texts_stay(sihteerin, kuopio):
    osoite = poimi(sihteerin, teksti=kirjeet.RAUTAVAARA).url
    data = {**kentat(sihteerin.get(osoite)), "saapui": "2025-09-02T08:00", "otsikko": "Uusi otsikko"}

    response = sihteerin.post(osoite, {**data, "kirjaa": "1"})

    esitys = Esitys.objects.get()
    assert "Saapumisaika on tulevaisuudessa" in response.text
    assert (esitys.tila, esitys.otsikko) == (Tila.LUONNOS, "Uusi otsikko")
    # The page rests on what was saved: the next press registers.
    sihteerin.post(osoite, {**kentat(response), "saapui": "2025-08-28T08:00", "kirjaa": "1"})
    esitys.refresh_from_db()
    assert esitys.tila == Tila.KIRJATTU


def test_the_draft_can_be_saved_and_registered_later(sihteerin, kuopio):
    osoite = poimi(sihteerin, teksti=kirjeet.RAUTAVAARA).url
    sihteerin.post(osoite, {**kentat(sihteerin.get(osoite)), "saapui": "2025-08-27T10:05", "tallenna": "1"})

    assert Esitys.objects.get().tila == Tila.LUONNOS
    assert 'value="2025-08-27T10:05"' in sihteerin.get(osoite).text


def test_a_text_without_a_known_municipality_asks_for_it_and_keeps_the_text(sihteerin, kuopio, siilinjarvi):
    response = poimi(sihteerin, teksti="Esitys palveluista\n\n1. Asia\nTeksti.")

    assert "Kuntaa ei tunnistettu" in response.text
    assert "1. Asia" in response.text
    assert not Esitys.objects.exists()
    poimi(sihteerin, teksti="Esitys palveluista\n\n1. Asia\nTeksti.", kunta=siilinjarvi.pk)
    assert Esitys.objects.get().kunta == siilinjarvi


def test_a_docx_is_read_and_kept_as_an_attachment(sihteerin, kuopio):
    poimi(sihteerin, tiedosto=docx(kirjeet.RAUTAVAARA.replace("&", "")))

    esitys = Esitys.objects.get()
    assert esitys.kohdat.count() == 5
    assert [liite.nimi for liite in esitys.liitteet.all()] == ["esitys.docx"]


def test_a_pdf_is_read_and_kept_as_an_attachment(sihteerin, kuopio):
    kappaleet = [rivi for rivi in kirjeet.SAHKOPOSTI.split("\n") if rivi]
    sisalto = render_pdf(
        "esitykset/demo_ote.html",
        {
            "kieli": "fi",
            "otsikko": "Esitys työnantajapalveluista",
            "asiakirjalaji": "Kirje",
            "organisaatio": "Siilinjärven kunta",
            "toimielin": "",
            "kokouspvm": datetime.date(2025, 8, 25),
            "pykala": "",
            "asianumero": "",
            "julkisuus": "Julkinen",
            "luonnos": False,
            "luontiaika": NYT,
            "kappaleet": kappaleet,
            "tiedoksi": "",
        },
    )

    poimi(sihteerin, tiedosto=SimpleUploadedFile("kirje.pdf", sisalto))

    esitys = Esitys.objects.get()
    assert esitys.kunta.koodi == "749"
    assert [k.otsikko for k in esitys.kohdat.all()] == [
        "Yhteiset työnantajatapahtumat",
        "Yhteyshenkilö yrityksille",
    ]
    assert Liite.objects.get().nimi == "kirje.pdf"


@pytest.mark.parametrize(
    ("tiedosto", "sana"),
    [
        (lambda: docx("Rautavaaran kunta", alku='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "ei voitu lukea"),
        (lambda: docx(" "), "ei ole tekstiä"),
        (lambda: docx("x" * (kirjetiedosto.XML_ENINTAAN + 1)), "liian paljon"),
        (lambda: docx_xml("<w:document"), "ei voitu lukea"),
        (lambda: SimpleUploadedFile("kirje.pdf", b"%PDF-1.7\nrikki"), "ei voitu lukea"),
        (lambda: SimpleUploadedFile("kirje.docx", b"%PDF-1.7\n"), "ei vastaa sen päätettä"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(sihteerin, kuopio, tiedosto, sana):
    response = poimi(sihteerin, tiedosto=tiedosto())

    assert sana in response.text
    assert not Esitys.objects.exists()


def test_a_personal_identity_code_is_refused_and_not_shown_again(sihteerin, kuopio):
    teksti = kirjeet.RAUTAVAARA.replace("Kunnioittaen", f"Asiakas {HETU}")

    for data in ({"teksti": teksti}, {"tiedosto": docx(teksti)}):
        response = poimi(sihteerin, **data)

        assert response.status_code == 200
        assert "henkilötunnus" in response.text
        assert HETU not in response.text
    assert not Esitys.objects.exists()
    assert not Liite.objects.exists()


def test_only_secretaries_enter_letters(client, request, kuopio):
    for nimi in ("raija", "koordinaattori", "esittelija", "asiantuntija", "paakayttaja"):
        client.force_login(request.getfixturevalue(nimi))
        assert client.get(KIRJE).status_code == 403


def test_another_areas_municipality_cannot_be_chosen(sihteerin, kuopio, sihteeri, naapurialue):

    iisalmi = KuntaFactory(koodi="140", nimi_fi="Iisalmi", alue=naapurialue)
    osoite = poimi(sihteerin, teksti=kirjeet.RAUTAVAARA).url
    response = sihteerin.post(osoite, {**kentat(sihteerin.get(osoite)), "kunta": iisalmi.pk, "kirjaa": "1"})

    assert response.status_code == 200
    assert Esitys.objects.get().kunta.koodi == "687"
    with pytest.raises(PermissionDenied):
        workflow.syota(iisalmi, {"otsikko": "x"}, saapumistapa="kirje", saapui=NYT, user=sihteeri)
