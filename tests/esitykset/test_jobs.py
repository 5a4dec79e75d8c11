from django.core import mail

from esitykset import jobs
from tests.factories import UserFactory
from tyollisyysalue.roolit import Rooli


def test_secretaries_of_the_area_are_told(saapunut, sihteeri, esittelija, naapurialue):
    UserFactory(rooli=Rooli.SIHTEERI, alue=naapurialue, email="sihteeri@ylasavo.example")

    jobs.ilmoita_kirjaamolle(esitys=saapunut.pk)

    [viesti] = mail.outbox
    assert viesti.to == [sihteeri.email]
    assert viesti.subject == "Uusi esitys kirjattavaksi: Rautavaara"


def test_secretaries_are_not_told_of_what_is_already_registered(kirjattu):
    jobs.ilmoita_kirjaamolle(esitys=kirjattu.pk)

    assert mail.outbox == []
