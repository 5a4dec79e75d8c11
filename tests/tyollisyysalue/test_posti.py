import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction

from tyollisyysalue.models import SailytettyViesti
from tyollisyysalue.posti import SailyttavaBackend


@pytest.fixture
def kuittaus(db):
    viesti = EmailMessage(
        "Esitys vastaanotettu",
        "Esityksenne saapui 28.8.2025.\n\nSeuraa: https://portaali.example/esitykset/1/",
        "portaali@kuopio.example",
        ["raija@rautavaara.example"],
        cc=["kirjaamo@rautavaara.example"],
    )
    SailyttavaBackend(alias="default").send_messages([viesti])
    return SailytettyViesti.objects.get()


def test_sent_message_is_kept_whole(kuittaus):
    assert kuittaus.aihe == "Esitys vastaanotettu"
    assert kuittaus.lahettaja == "portaali@kuopio.example"
    assert kuittaus.vastaanottajat == "raija@rautavaara.example, kirjaamo@rautavaara.example"
    assert kuittaus.teksti.startswith("Esityksenne saapui 28.8.2025.")


def test_portal_sends_through_the_configured_mailer(db):
    EmailMessage("Aihe", "Teksti", to=["raija@rautavaara.example"]).send()

    assert [viesti.subject for viesti in mail.outbox] == ["Aihe"]


@pytest.mark.kanta
def test_kept_message_can_be_neither_changed_nor_deleted(kuittaus):
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        SailytettyViesti.objects.update(aihe="Muu")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        kuittaus.delete()


def test_administrator_reads_the_kept_mail(client, paakayttaja, kuittaus):
    client.force_login(paakayttaja)

    luettelo = client.get("/hallinta/posti/").content.decode()
    viesti = client.get(f"/hallinta/posti/{kuittaus.pk}/").content.decode()

    assert f'href="/hallinta/posti/{kuittaus.pk}/"' in luettelo
    assert '<a href="https://portaali.example/esitykset/1/"' in viesti


@pytest.mark.kanta
@pytest.mark.parametrize(
    ("haku", "loytyy"),
    [("", True), ("raija", True), ("vastaanotettu", True), ("kari@", False), ("saapui", False)],
)
def test_mail_is_searched_by_recipient_and_subject(client, paakayttaja, kuittaus, haku, loytyy):
    client.force_login(paakayttaja)

    response = client.get("/hallinta/posti/", {"q": haku})

    assert ("Esitys vastaanotettu" in response.content.decode()) is loytyy


def test_kept_text_is_escaped(client, paakayttaja, db):
    SailyttavaBackend(alias="default").send_messages(
        [EmailMessage("<b>A</b>", "<script>1</script>", to=["a@b.example"])]
    )
    client.force_login(paakayttaja)

    sivu = client.get(f"/hallinta/posti/{SailytettyViesti.objects.get().pk}/").content.decode()

    assert "<script>1" not in sivu
    assert "<b>A" not in sivu


@pytest.mark.parametrize("rooli", ["raija", "asiantuntija", "koordinaattori", "sihteeri", "esittelija"])
def test_others_are_denied(client, request, kuittaus, rooli):
    user = request.getfixturevalue(rooli)
    client.force_login(user)

    assert client.get("/hallinta/posti/").status_code == 403
    assert client.get(f"/hallinta/posti/{kuittaus.pk}/").status_code == 403
    assert not SailytettyViesti.objects.visible_to(user).exists()


def test_public_is_asked_to_sign_in(client, kuittaus):
    assert client.get("/hallinta/posti/").url.startswith("/tili/login/")


@pytest.mark.parametrize("maara", [1, 3])
def test_list_takes_the_same_queries_for_any_number(
    client, paakayttaja, db, django_assert_num_queries, maara
):
    SailyttavaBackend(alias="default").send_messages(
        [EmailMessage(f"Viesti {numero}", "Teksti", to=["a@b.example"]) for numero in range(maara)]
    )
    client.force_login(paakayttaja)

    with django_assert_num_queries(5):
        client.get("/hallinta/posti/")
