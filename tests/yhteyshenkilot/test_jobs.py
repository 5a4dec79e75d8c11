import pytest

from tests.factories import HenkiloFactory, KuntaFactory, UserFactory
from tyollisyysalue.models import Kunta
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import jobs, workflow

pytestmark = pytest.mark.django_db


def test_each_liaison_gets_the_list_of_the_own_municipality(lahetys, rautavaara, mailoutbox):
    jobs.laheta_luettelo_sahkopostilla(lahetys=lahetys.pk)

    [viesti] = mailoutbox
    assert viesti.to == ["raija@rautavaara.example"]
    assert viesti.subject == "Yhteyshenkilöluettelo: Rautavaara"
    assert "Vastuuhenkilö: Veera Salmenranta, yrityskoordinaattori, 050 000 0000" in viesti.body
    assert "Sijainen: ei nimetty" in viesti.body
    assert lahetys.saajat.get(kunta=rautavaara).tiiviste in viesti.body
    assert f"/yhteyshenkilot/lahetykset/{lahetys.pk}/" in viesti.body


def test_mail_tells_what_was_sent_though_contacts_changed_since(lahetys, veera, mailoutbox):
    veera.puhelin = "050 000 9999"
    veera.save(update_fields=["puhelin"])

    jobs.laheta_luettelo_sahkopostilla(lahetys=lahetys.pk)

    assert "050 000 0000" in mailoutbox[0].body
    assert "050 000 9999" not in mailoutbox[0].body


def test_mail_is_plain_text_without_escapes(lahetys, veera, koordinaattori, alue, rautavaara, mailoutbox):
    workflow.muuta_henkiloa(
        veera, {"nimike": "yritys- & <työ>neuvoja"}, versio=versio_nyt(veera), user=koordinaattori
    )
    toinen = workflow.laheta_luettelo(alue, [rautavaara], user=koordinaattori)

    jobs.laheta_luettelo_sahkopostilla(lahetys=toinen.pk)

    assert "yritys- & <työ>neuvoja" in mailoutbox[0].body


def test_swedish_speaking_municipality_gets_its_processes_in_swedish(
    alue, koordinaattori, prosessi, mailoutbox
):
    kunta = KuntaFactory(koodi="440", alue=alue, kielisuhde=Kunta.Kielisuhde.RUOTSINKIELINEN)
    HenkiloFactory(user=UserFactory(kunta=kunta), kunta=kunta, alue=alue)
    lahetys = workflow.laheta_luettelo(alue, [kunta], user=koordinaattori)

    jobs.laheta_luettelo_sahkopostilla(lahetys=lahetys.pk)

    assert "inledande tjänster" in mailoutbox[0].body
