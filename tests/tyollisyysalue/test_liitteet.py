import hashlib
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.utils.datastructures import MultiValueDict

from tests.tyollisyysalue.nayttetiedostot import DOCX, HTML, MAKRO_DOCX, PDF, PNG, docx, ooxml
from tyollisyysalue import kello, liitteet, nakyvyys
from tyollisyysalue.forms import Lomake
from tyollisyysalue.liitteet import LiiteField
from tyollisyysalue.models import Liite, Sopimus

HETU = "131052-930V"


class EsimerkkiLomake(Lomake):
    otsikko = forms.CharField()
    liite = LiiteField()
    toinen = LiiteField(required=False, label="Toinen liite")


def lomake(nimi, sisalto, otsikko="Lähipalvelut"):
    # What the browser says about the type is not to be believed, so the tests let it lie.
    upload = SimpleUploadedFile(nimi, sisalto, content_type="text/html")
    return EsimerkkiLomake({"otsikko": otsikko}, MultiValueDict({"liite": [upload]}))


def test_field_gives_a_safe_name_and_the_type_of_the_bytes():
    form = lomake("Pa\u0308a\u0308to\u0308s: 25.8.2025.PDF", PDF)

    assert form.is_valid()
    liite = form.cleaned_data["liite"]
    assert liite.name == "Päätös 25.8.2025.pdf"
    assert liite.content_type == "application/pdf"
    assert liite.read() == PDF
    assert form.cleaned_data["toinen"] is None


@pytest.mark.parametrize(
    ("nimi", "sisalto", "virhe"),
    [
        (
            "esitys.exe",
            PDF,
            "Tämän muotoista tiedostoa ei voi liittää. Tallenna se jossakin näistä muodoista: "
            ".pdf, .docx, .xlsx, .odt, .png, .jpg, .jpeg.",
        ),
        (
            "esitys",
            PDF,
            "Tämän muotoista tiedostoa ei voi liittää. Tallenna se jossakin näistä muodoista: "
            ".pdf, .docx, .xlsx, .odt, .png, .jpg, .jpeg.",
        ),
        ("esitys.pdf", b"", "Tiedosto on tyhjä. Tarkista tiedosto ja liitä se uudelleen."),
        (
            "esitys.pdf",
            HTML,
            "Tiedoston sisältö ei vastaa sen päätettä .pdf. Tallenna se uudelleen tässä muodossa ilman "
            "salasanaa ja liitä se uudelleen.",
        ),
        (
            "kuva.jpg",
            PNG,
            "Tiedoston sisältö ei vastaa sen päätettä .jpg. Tallenna se uudelleen tässä muodossa ilman "
            "salasanaa ja liitä se uudelleen.",
        ),
        (
            "esitys.docx",
            ooxml(MAKRO_DOCX),
            "Tiedostossa on makroja. Tallenna se ilman makroja ja liitä se uudelleen.",
        ),
        (
            f"hakemus_{HETU}.pdf",
            PDF,
            "Tiedoston nimessä on henkilötunnus. Vaihda tiedoston nimi ja liitä se uudelleen.",
        ),
    ],
)
def test_refused_file_says_at_the_field_what_to_do_and_the_rest_is_kept(nimi, sisalto, virhe):
    form = lomake(nimi, sisalto)

    assert form.errors == {"liite": [virhe]}
    assert form["otsikko"].value() == "Lähipalvelut"
    assert form.cleaned_data["otsikko"] == "Lähipalvelut"


def test_too_large_file_is_refused_with_both_sizes(settings):
    settings.LIITE_ENIMMAISKOKO = 2 * 1024 * 1024
    raja = PDF.ljust(settings.LIITE_ENIMMAISKOKO)

    assert lomake("esitys.pdf", raja).is_valid()
    assert lomake("esitys.pdf", raja + b" ").errors == {
        "liite": [
            "Tiedoston koko on 2,1\xa0Mt, ja suurin sallittu on 2\xa0Mt. "
            "Pienennä tiedostoa tai jaa se useampaan osaan."
        ]
    }


def test_missing_file_is_asked_for():
    assert EsimerkkiLomake({"otsikko": "Lähipalvelut"}).errors == {"liite": ["Valitse liitettävä tiedosto."]}


def test_field_tells_the_rules_beforehand():
    html = str(EsimerkkiLomake()["liite"])

    assert 'accept=".pdf,.docx,.xlsx,.odt,.png,.jpg,.jpeg"' in html
    assert EsimerkkiLomake()["liite"].help_text == (
        "Sallitut muodot: .pdf, .docx, .xlsx, .odt, .png, .jpg, .jpeg. Enintään 10\xa0Mt."
    )


def test_file_on_the_disk_is_checked_as_one_in_memory():
    upload = TemporaryUploadedFile("esitys.docx", "text/html", 0, None)
    upload.write(docx())
    upload.size = len(docx())

    tarkastettu = liitteet.tarkasta(upload)

    assert tarkastettu.tyyppi == DOCX
    assert tarkastettu.sha256 == hashlib.sha256(docx()).hexdigest()
    upload.close()


@pytest.fixture
def sopimus(rautavaara, monkeypatch):
    """An owner that the public does not see, and neither does another municipality."""
    monkeypatch.setattr(nakyvyys, "omistajamallit", lambda model: [Sopimus])
    return Sopimus.objects.create(
        laji=Sopimus.Laji.KAYTTOOIKEUS,
        alue=rautavaara.alue,
        kunta=rautavaara,
        lahetyspvm=date(2025, 8, 28),
    )


def tallenna(omistaja, user, nimi="Päätös 25.8.2025.pdf", **kwargs):
    kwargs = {"julkisuus": Liite.Julkisuus.JULKINEN} | kwargs
    return liitteet.tallenna(omistaja, ContentFile(PDF, nimi), user=user, **kwargs)


def test_tallenna_stores_the_file_with_what_is_known_of_it(sopimus, raija, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    with kello.aseta(datetime(2025, 8, 28, 7, 12, tzinfo=UTC)):
        pk = tallenna(sopimus, raija).pk

    liite = Liite.objects.get(pk=pk)
    assert liite.omistaja == sopimus
    assert liite.nimi == "Päätös 25.8.2025.pdf"
    assert liite.tyyppi == "application/pdf"
    assert liite.koko == len(PDF)
    assert liite.sha256 == hashlib.sha256(PDF).hexdigest()
    assert liite.julkisuus == Liite.Julkisuus.JULKINEN
    assert liite.lisaaja == raija
    assert liite.lisaysaika == datetime(2025, 8, 28, 7, 12, tzinfo=UTC)
    assert [polku.name for polku in tmp_path.rglob("*.*")] == [f"{liite.sha256}.pdf"]
    with liite.tiedosto.open("rb") as tiedosto:
        assert tiedosto.read() == PDF


def test_tallenna_takes_what_the_field_gives(sopimus, raija):
    form = lomake("Esitys: 1.pdf", PDF)
    assert form.is_valid()

    liite = liitteet.tallenna(
        sopimus, form.cleaned_data["liite"], user=raija, julkisuus=Liite.Julkisuus.JULKINEN
    )

    assert liite.nimi == "Esitys 1.pdf"
    assert liite.sha256 == hashlib.sha256(PDF).hexdigest()


def test_tallenna_refuses_what_the_field_refuses(sopimus, raija):
    with pytest.raises(ValidationError, match="ei vastaa"):
        liitteet.tallenna(sopimus, ContentFile(HTML, "a.pdf"), user=raija, julkisuus=Liite.Julkisuus.JULKINEN)

    assert not Liite.objects.exists()


def test_secret_attachment_needs_its_ground(sopimus, raija):
    with pytest.raises(ValidationError, match="salassapidon peruste"):
        tallenna(sopimus, raija, julkisuus=Liite.Julkisuus.SALASSA)

    liite = tallenna(
        sopimus, raija, julkisuus=Liite.Julkisuus.SALASSA, peruste="Julkisuuslaki 24 § 1 mom. 23 kohta"
    )
    assert liite.peruste == "Julkisuuslaki 24 § 1 mom. 23 kohta"


def test_same_file_twice_is_two_attachments(sopimus, raija):
    eka, toka = tallenna(sopimus, raija), tallenna(sopimus, raija)

    assert eka.tiedosto.name != toka.tiedosto.name
