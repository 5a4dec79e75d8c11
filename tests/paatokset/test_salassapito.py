"""A secret section: what it says is on no public page, document, answer, list or search."""

import datetime
import io

import pypdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from esitykset.models import Kohta
from paatokset import workflow
from paatokset.models import Asiakirja, Lainkohta, Osio
from tests.paatokset.factories import KIRJATTU, TARKASTETTU, kirjaus, kirjoita_osio
from tyollisyysalue import kello

SALAISUUS = "Kallavesikaupan liikesalaisuus"
OTSIKKO = "Yrityksen Nilsiänlahti tarjous"
LAKI = "julkisuuslaki (621/1999) 24 § 1 mom. 20 kohta"


@pytest.fixture
def lainkohta(alue, sihteeri):
    return Lainkohta.objects.create(
        alue=alue,
        kaytto=Lainkohta.Kaytto.SALASSAPITO,
        teksti_fi=LAKI,
        omistaja=sihteeri.henkilo,
        alkupvm=datetime.date(2025, 1, 1),
    )


def salaa(osio, lainkohta, user):
    workflow.aseta_julkisuus(
        osio, julkisuus="salassa", lainkohta=lainkohta, peruste="liikesalaisuus", user=user
    )


@pytest.fixture
def salainen(valmis, lainkohta, sihteeri):
    osio = kirjoita_osio(valmis, 3, f"<p>{SALAISUUS} on tässä.</p>", user=sihteeri)
    Osio.objects.filter(pk=osio.pk).update(otsikko=OTSIKKO)
    salaa(osio, lainkohta, sihteeri)
    return valmis


@pytest.fixture
def julkaistu(salainen, sihteeri, esittelija):
    workflow.laheta_esittelijalle(salainen, user=sihteeri)
    with kello.aseta(KIRJATTU - datetime.timedelta(days=3)):
        workflow.hyvaksy(salainen, user=esittelija)
    with kello.aseta(KIRJATTU):
        workflow.kirjaa_paatos(salainen, **kirjaus(), user=sihteeri)
    with kello.aseta(TARKASTETTU):
        workflow.merkitse_tarkastetuksi(salainen, tarkastuspvm=TARKASTETTU.date(), user=sihteeri)
    salainen.refresh_from_db()
    return salainen


def pdf_teksti(data):
    teksti = " ".join(sivu.extract_text() for sivu in pypdf.PdfReader(io.BytesIO(data)).pages)
    return " ".join(teksti.replace("\u00a0", " ").split())


def sisalto(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def julkiset(client, paatos):
    """Everything about the decision that a reader without a part in its preparation can fetch, as text."""
    pdf = sisalto(client.get(reverse("paatokset:pdf", args=[paatos.pk])))
    polut = [
        paatos.get_absolute_url(),
        *[f"/paatokset/?q={sana}" for sana in ("Kallavesikaupan", "Nilsiänlahti", "vastaus")],
        "/paatokset/?_export=csv",
        *[f"/haku/?q={sana}" for sana in ("Kallavesikaupan", "Nilsiänlahti", "vastaus")],
        "/",
        "/kunnat/687/",
    ]
    esitys = paatos.asia.esitykset.get()
    polut.append(reverse("esitykset:detail", args=[esitys.pk]))
    tekstit = {polku: sisalto(client.get(polku)).decode() for polku in polut}
    return tekstit | {"pdf": pdf_teksti(pdf)}


def loydot(tekstit):
    """Pages that show what was planted, the search's own echo of its words left out."""
    return [
        polku
        for polku, teksti in tekstit.items()
        if any(osa in teksti for osa in ("liikesalaisuus on tässä", SALAISUUS, OTSIKKO, "Yrityksen Nilsiä"))
    ]


def test_planted_secret_is_in_no_public_output(client, request, julkaistu):
    for kuka in (None, "raija", "kari", "asiantuntija", "koordinaattori", "paakayttaja", "naapurisihteeri"):
        if kuka:
            client.force_login(request.getfixturevalue(kuka))
        tekstit = julkiset(client, julkaistu)

        assert loydot(tekstit) == []
        osoite = julkaistu.get_absolute_url()
        assert f"Salassa pidettävä: liikesalaisuus, {LAKI}" in tekstit[osoite].replace("\u00a0", " ")
        assert "Salassa pidettävä: liikesalaisuus" in tekstit["pdf"]
        assert osoite not in tekstit["/paatokset/?q=Kallavesikaupan"]
        assert osoite in tekstit["/paatokset/?q=vastaus"]


def test_stored_answer_says_why_there_is_none(julkaistu):
    vastaus = Kohta.objects.get(esitys__asia=julkaistu.asia, numero=3).vastaus

    assert vastaus == f"<p>Salassa pidettävä: liikesalaisuus, {LAKI}</p>"
    assert not Kohta.objects.filter(vastaus__contains=SALAISUUS).exists()


def test_two_documents_are_stored_and_each_reader_gets_the_right_one(client, julkaistu, sihteeri):
    lajit = {}
    for asiakirja in julkaistu.asiakirjat.all():
        with asiakirja.tiedosto.open() as tiedosto:
            lajit[asiakirja.laji] = pdf_teksti(tiedosto.read())
    assert set(lajit) == {Asiakirja.Laji.PAATOS, Asiakirja.Laji.JULKINEN}
    assert SALAISUUS in lajit["paatos"]
    assert SALAISUUS not in lajit["julkinen"]
    assert OTSIKKO not in lajit["julkinen"]

    client.force_login(sihteeri)

    assert SALAISUUS in pdf_teksti(sisalto(client.get(reverse("paatokset:pdf", args=[julkaistu.pk]))))
    assert SALAISUUS in client.get(julkaistu.get_absolute_url()).text


@pytest.mark.usefixtures("pika_pdf")
def test_wholly_public_decision_has_one_document(kasitelty):
    assert [a.laji for a in kasitelty.asiakirjat.all()] == [Asiakirja.Laji.PAATOS]


@pytest.mark.usefixtures("pika_pdf")
def test_printed_provision_stays_as_of_the_approval(client, julkaistu, lainkohta):
    lainkohta.teksti_fi = "muuttunut laki"
    lainkohta.save(update_fields=["teksti_fi"])

    teksti = client.get(julkaistu.get_absolute_url()).text.replace("\u00a0", " ")

    assert LAKI in teksti
    assert "muuttunut laki" not in teksti


def test_one_who_prepares_another_section_does_not_see_it(client, salainen, sihteeri, asiantuntija):
    oma = salainen.osiot.get(jarjestys=1)
    workflow.anna_osio(oma, henkilo=asiantuntija.henkilo, maarapvm=None, user=sihteeri)
    client.force_login(asiantuntija)

    teksti = client.get(salainen.get_absolute_url()).text

    assert "Kokous alkaa" in teksti
    assert SALAISUUS not in teksti
    assert OTSIKKO not in teksti
    assert OTSIKKO not in client.get(reverse("paatokset:kattavuus", args=[salainen.pk])).text
    assert OTSIKKO not in client.get(reverse("paatokset:kommentit", args=[salainen.pk])).text

    workflow.anna_osio(
        salainen.osiot.get(jarjestys=3), henkilo=asiantuntija.henkilo, maarapvm=None, user=sihteeri
    )
    assert SALAISUUS in client.get(salainen.get_absolute_url()).text


def test_secret_needs_its_ground_and_a_provision_of_secrecy(valmis, lainkohta, sihteeri, alue):
    osio = valmis.osiot.get(jarjestys=1)
    muu = Lainkohta.objects.create(
        alue=alue,
        kaytto=Lainkohta.Kaytto.MUU,
        teksti_fi="kuntalaki 1 §",
        omistaja=sihteeri.henkilo,
        alkupvm=datetime.date(2025, 1, 1),
    )
    for arvot in (
        {"lainkohta": None, "peruste": "syy"},
        {"lainkohta": lainkohta, "peruste": ""},
        {"lainkohta": muu, "peruste": "syy"},
    ):
        with pytest.raises(ValidationError):
            workflow.aseta_julkisuus(osio, julkisuus="salassa", **arvot, user=sihteeri)

    salaa(osio, lainkohta, sihteeri)
    workflow.aseta_julkisuus(osio, julkisuus="julkinen", lainkohta=None, peruste="", user=sihteeri)

    osio.refresh_from_db()
    assert (osio.on_salainen, osio.salassapidon_peruste, osio.salassapidon_lainkohta) == (False, "", None)


@pytest.mark.kanta
def test_database_wants_the_ground_too(valmis):
    with pytest.raises(IntegrityError), transaction.atomic():
        Osio.objects.filter(paatos=valmis, jarjestys=1).update(julkisuus="salassa")


def test_only_the_secretary_decides_of_it(valmis, lainkohta, esittelija, asiantuntija):
    for user in (esittelija, asiantuntija):
        with pytest.raises(PermissionDenied):
            salaa(valmis.osiot.get(jarjestys=1), lainkohta, user)
