import pytest

from esitykset import workflow
from tests.factories import UserFactory
from tyollisyysalue.models import Lahetys

pytestmark = pytest.mark.django_db


def test_receipt_tells_arrival_to_the_second_to_every_liaison(luonnos, raija, rautavaara, kari):
    UserFactory(kunta=rautavaara, email="toinen@rautavaara.example")

    workflow.laheta(luonnos, user=raija)

    viesti = Lahetys.objects.get()
    assert list(viesti.vastaanottajat.order_by("sahkoposti").values_list("sahkoposti", "nimi")) == [
        ("raija@rautavaara.example", "Raija Vaarala"),
        ("toinen@rautavaara.example", "toinen@rautavaara.example"),
    ]
    assert viesti.aihe == "Esitys on saapunut: Esitys palvelujen toteutumisesta"
    luonnos.refresh_from_db()
    assert f"Saapunut: {luonnos.saapumishetki}" in viesti.teksti
    assert "Kohtia: 2" in viesti.teksti
    assert viesti.teksti.rstrip().endswith(f"/esitykset/{luonnos.pk}/")
    assert (viesti.alue, viesti.kohde, viesti.user, viesti.automaattinen) == (
        rautavaara.alue,
        luonnos,
        raija,
        True,
    )


def test_receipt_does_not_go_to_one_whose_right_has_ended(luonnos, raija, rautavaara):
    UserFactory(kunta=rautavaara, email="toinen@rautavaara.example", is_active=False)

    workflow.laheta(luonnos, user=raija)

    assert list(Lahetys.objects.get().vastaanottajat.values_list("sahkoposti", flat=True)) == [
        "raija@rautavaara.example"
    ]


def test_receipt_is_seen_with_the_request(luonnos, raija, kari, esittelija):
    workflow.laheta(luonnos, user=raija)

    assert [Lahetys.objects.visible_to(u).count() for u in (raija, esittelija, kari)] == [1, 1, 0]
