"""What the two sides write to each other, and that what the area writes to itself stays there."""

import datetime
import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from esitykset import aikajana, workflow
from esitykset.models import Esitys, Muistiinpano, Viesti
from tests.ilmoitukset import laheta, saajat
from tests.luettelot import HTMX
from tests.tyollisyysalue.nayttetiedostot import PDF
from tyollisyysalue import kello
from tyollisyysalue.models import Ilmoitus, Lahetys, Liite, Tapahtuma

SALAISUUS = "qwxzsisainensana"
NYT = datetime.datetime(2025, 9, 3, 10, tzinfo=kello.HELSINKI)


def osoite(nimi, esitys):
    return reverse(f"esitykset:{nimi}", args=[esitys.pk])


def liitelomake(**data):
    return {"liitteet-TOTAL_FORMS": 2, "liitteet-INITIAL_FORMS": 0, **data}


def sisalto(vastaus):
    """What a page or file says; of a workbook its cells, which are packed."""
    tavut = b"".join(vastaus) if vastaus.streaming else vastaus.content
    if "spreadsheet" in vastaus.headers.get("Content-Type", ""):
        taulu = openpyxl.load_workbook(io.BytesIO(tavut)).active
        return "\n".join(str(solu) for rivi in taulu.values for solu in rivi)
    return tavut.decode()


def rivit(esitys):
    viestit = list(esitys.viestit.all())
    return aikajana.aikajana(esitys, list(esitys.tapahtumat.all()), viestit, [])


def test_each_side_writes_and_the_other_hears_of_it(client, kirjattu, raija, sihteeri):
    client.force_login(raija)
    client.post(osoite("viesti", kirjattu), liitelomake(teksti="Milloin vastaus tulee?"))
    client.force_login(sihteeri)
    response = client.post(osoite("viesti", kirjattu), liitelomake(teksti="Syyskuussa."), follow=True)

    assert list(kirjattu.viestit.values_list("suunta", "teksti")) == [
        ("kunnalta", "Milloin vastaus tulee?"),
        ("alueelta", "Syyskuussa."),
    ]
    assert saajat("esitykset.viesti_kunnalta") == [sihteeri.email]
    assert saajat("esitykset.viesti_alueelta") == [raija.email]
    assert "Milloin vastaus tulee?" in response.text
    # The mail says that there is a message, not what it says.
    laheta("esitykset.viesti_alueelta")
    assert "Syyskuussa" not in Lahetys.objects.get(ilmoitukset__isnull=False).teksti


def test_a_message_carries_files_that_both_sides_open(client, kirjattu, raija, sihteeri, kari):
    client.force_login(raija)
    tiedot = liitelomake(teksti="Ohessa.", **{"liitteet-0-tiedosto": SimpleUploadedFile("lisa.pdf", PDF)})
    client.post(osoite("viesti", kirjattu), tiedot)

    liite = Liite.objects.get()
    assert liite.omistaja == kirjattu.viestit.get()
    for user, koodi in ((raija, 200), (sihteeri, 200), (kari, 404)):
        client.force_login(user)
        vastaus = client.get(liite.get_absolute_url())
        assert vastaus.status_code == koodi
        assert koodi == 404 or b"".join(vastaus) == PDF
    client.force_login(sihteeri)
    assert liite.get_absolute_url() in client.get(kirjattu.get_absolute_url()).text


def test_an_empty_message_is_refused(client, kirjattu, raija):
    client.force_login(raija)

    response = client.post(osoite("viesti", kirjattu), liitelomake(teksti=""))

    assert response.status_code == 200
    assert not Viesti.objects.exists()


def test_another_municipality_sees_no_message(client, kirjattu, kari, sihteeri):
    workflow.laheta_viesti(kirjattu, "Luottamuksella", user=sihteeri)

    assert not Viesti.objects.visible_to(kari).exists()
    client.force_login(kari)
    assert client.get(osoite("viesti", kirjattu)).status_code == 404


def test_the_timeline_is_the_same_for_both_sides(client, kirjattu, raija, sihteeri):
    with kello.aseta(NYT):
        workflow.pyyda_taydennysta(
            kirjattu, "Mitkä päivät?", viimeinen=datetime.date(2025, 9, 19), user=sihteeri
        )
        workflow.taydenna(kirjattu, "Keskiviikot.", user=raija)
        workflow.kirjoita_muistiinpano(kirjattu, SALAISUUS, user=sihteeri)
    nimet = [str(rivi["nimi"]) for rivi in rivit(kirjattu)]

    assert nimet == [
        "Kunnan täydennys",
        "Täydennyspyyntö",
        "Kirjattu asiarekisteriin",
        "Esitys saapui työllisyysalueelle",
    ]
    sivut = []
    for user in (raija, sihteeri):
        client.force_login(user)
        sivut.append(client.get(kirjattu.get_absolute_url()).context["aikajana"])
    assert sivut[0] == sivut[1]
    assert "Täydennys viimeistään 19.9.2025." in [rivi["tarkennus"] for rivi in sivut[0]]


def test_a_note_is_read_and_written_by_those_who_handle_requests(client, kirjattu, sihteeri, esittelija):
    client.force_login(esittelija)
    client.post(osoite("muistiinpano", kirjattu), {"muistiinpano": SALAISUUS})
    client.force_login(sihteeri)

    assert SALAISUUS in client.get(kirjattu.get_absolute_url()).text


def test_an_empty_note_is_refused_in_words(client, kirjattu, sihteeri):
    client.force_login(sihteeri)

    sivu = client.post(osoite("muistiinpano", kirjattu), {"muistiinpano": ""}).text

    assert "<title>Virhe: " in sivu
    assert "virheyhteenveto" in sivu
    assert not Muistiinpano.objects.exists()


def test_a_note_leaks_nowhere(client, kirjattu, raija, kari, asiantuntija, paakayttaja, sihteeri, esittelija):
    with kello.aseta(NYT):
        workflow.kirjoita_muistiinpano(kirjattu, SALAISUUS, user=sihteeri)
        workflow.laheta_viesti(kirjattu, "Kysymme lisää.", user=sihteeri)
        # A reader of a section sees the request and its messages, not what its handlers note.
        workflow.anna_luettavaksi(kirjattu, asiantuntija.henkilo, sihteeri)
    laheta("esitykset.viesti_alueelta")
    luettelo = reverse("esitykset:list")
    osoitteet = [
        (kirjattu.get_absolute_url(), {}),
        (luettelo, {}),
        (f"{luettelo}?q={SALAISUUS}", HTMX),
        (f"{luettelo}?muoto=csv", {}),
        (f"{luettelo}?muoto=xlsx", {}),
        (osoite("viesti", kirjattu), {}),
        (reverse("esitykset:maaraaika", args=[kirjattu.maaraajat.get().pk]), {}),
        (reverse("esitykset:asia", args=[kirjattu.asia_id]), {}),
        (reverse("haku") + f"?q={SALAISUUS}", {}),
        (reverse("etusivu"), {}),
        (reverse("kunta", args=["687"]), {}),
        (reverse("ilmoitukset:list"), {}),
        (reverse("paatokset:list"), {}),
    ]

    for user in (raija, kari, asiantuntija, paakayttaja, None):
        client.logout()
        if user:
            client.force_login(user)
        for polku, headers in osoitteet:
            vastaus = client.get(polku, headers=headers)
            teksti = sisalto(vastaus)
            if SALAISUUS in polku:
                # The page repeats what was asked for; nothing is found by it.
                assert kirjattu.otsikko not in teksti
            else:
                assert SALAISUUS not in teksti
        reader = user or client.get(reverse("etusivu")).wsgi_request.user
        assert not Muistiinpano.objects.visible_to(reader).exists()

    assert not Tapahtuma.objects.filter(syy__contains=SALAISUUS).exists()
    assert not Tapahtuma.objects.filter(tiedot__icontains=SALAISUUS).exists()
    assert not Lahetys.objects.filter(teksti__contains=SALAISUUS).exists()
    assert not Lahetys.objects.filter(aihe__contains=SALAISUUS).exists()
    for kentta in ("otsikko_fi", "otsikko_sv", "otsikko_en"):
        assert not Ilmoitus.objects.filter(**{f"{kentta}__contains": SALAISUUS}).exists()


def test_a_handler_finds_no_request_by_a_note_either(client, kirjattu, sihteeri):
    """The register's file is sent on to others, so that notes are in none of its columns or searches."""
    workflow.kirjoita_muistiinpano(kirjattu, SALAISUUS, user=sihteeri)
    client.force_login(sihteeri)

    for muoto in ("csv", "xlsx"):
        assert SALAISUUS not in sisalto(client.get(reverse("esitykset:list") + f"?muoto={muoto}"))
    assert len(client.get(reverse("esitykset:list") + f"?q={SALAISUUS}").context["taulu"].rows) == 0


def test_a_liaison_cannot_write_a_note(client, kirjattu, raija, asiantuntija, sihteeri):
    client.force_login(raija)

    assert client.post(osoite("muistiinpano", kirjattu), {"muistiinpano": "x"}).status_code == 403
    workflow.anna_luettavaksi(kirjattu, asiantuntija.henkilo, sihteeri)
    with pytest.raises(PermissionDenied):
        workflow.kirjoita_muistiinpano(kirjattu, "x", user=asiantuntija)


def test_a_reader_sees_the_request_while_a_part_is_theirs(client, kirjattu, asiantuntija, sihteeri, kari):
    henkilo = asiantuntija.henkilo
    assert not Esitys.objects.visible_to(asiantuntija).exists()

    workflow.anna_luettavaksi(kirjattu, henkilo, sihteeri)
    workflow.anna_luettavaksi(kirjattu, henkilo, sihteeri)
    assert list(Esitys.objects.visible_to(asiantuntija)) == [kirjattu]
    assert kirjattu.lukijat.count() == 1
    client.force_login(asiantuntija)
    sivu = client.get(kirjattu.get_absolute_url())
    assert sivu.status_code == 200
    assert "Sisäiset muistiinpanot" not in sivu.text
    # They have no list of requests to go to.
    assert f'href="{reverse("esitykset:list")}"' not in sivu.text

    workflow.ota_pois(kirjattu, henkilo, sihteeri)
    assert not Esitys.objects.visible_to(asiantuntija).exists()
    workflow.anna_luettavaksi(kirjattu, henkilo, sihteeri)
    assert kirjattu.lukijat.count() == 2
