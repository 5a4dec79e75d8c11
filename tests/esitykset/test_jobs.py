from django.core import mail

from esitykset import jobs
from tests.factories import UserFactory


def test_receipt_tells_arrival_to_the_second_to_every_liaison(saapunut, raija, rautavaara, kari):
    UserFactory(kunta=rautavaara, email="toinen@rautavaara.example")

    jobs.laheta_kuittaus(esitys=saapunut.pk)

    [viesti] = mail.outbox
    assert viesti.to == ["raija@rautavaara.example", "toinen@rautavaara.example"]
    assert viesti.subject == "Esitys on saapunut: Esitys palvelujen toteutumisesta"
    assert "Saapunut: 28.8.2025 klo\u00a014.12.37" in viesti.body
    assert "Kohtia: 2" in viesti.body
    assert viesti.body.rstrip().endswith(f"/esitykset/{saapunut.pk}/")


def test_receipt_does_not_go_to_one_whose_right_has_ended(saapunut, raija):
    raija.is_active = False
    raija.save(update_fields=["is_active"])

    jobs.laheta_kuittaus(esitys=saapunut.pk)

    assert mail.outbox == []
