"""Every form of every page, sent empty and half filled in: what went wrong stands in a summary and at its field."""

import pytest
from bs4 import BeautifulSoup
from django.db import transaction

from tests.test_access_matrix import kirjautuneet, nahtavat, rakenna_kohteet

pytestmark = pytest.mark.django_db

KIRJOITETTU = "Tämän kirjoitin itse"


@pytest.fixture
def lomakkeet():
    """``(client, address, form)`` of every form that posts what people fill in."""
    kohteet, clients = rakenna_kohteet(), kirjautuneet()
    return list(lomakkeilla(clients, nahtavat(kohteet)))


def lomakkeilla(clients, osoitteet):
    for nimi, osoite in osoitteet:
        response = clients[nimi].get(osoite)
        sisalto = response.getvalue()
        if not response["Content-Type"].startswith("text/html"):
            continue
        for form in BeautifulSoup(sisalto, "html.parser").select("main form[method=post]"):
            # The picker of facts is sent by its script alone.
            if taytettavat(form) and form.get("id") != "faktanvalitsin":
                yield clients[nimi], form.get("action") or osoite, form


def taytettavat(form):
    return [
        kentta
        for kentta in form.select("input, select, textarea")
        if kentta.get("type") not in ("hidden", "submit") and kentta.get("tabindex") != "-1"
    ]


def piilotetut(form):
    tiedot = {kentta["name"]: kentta.get("value", "") for kentta in form.select("input[type=hidden]")}
    painike = form.select_one(".btn-primary[name]")
    return tiedot | ({painike["name"]: painike["value"]} if painike else {})


def vastaus(client, osoite, tiedot):
    """The page that came back, or None when the form was accepted; what it did is undone."""
    with transaction.atomic():
        response = client.post(osoite, tiedot)
        transaction.set_rollback(True)
    return BeautifulSoup(response.content, "html.parser") if response.status_code == 200 else None


def puutteet(sivu):
    """What is wrong with how a page tells of its errors."""
    yhteenveto = sivu.select_one(".virheyhteenveto[role=alert][autofocus]")
    if not yhteenveto:
        yield "no summary that takes the focus"
        return
    if not sivu.title.text.startswith("Virhe:"):
        yield f"title: {sivu.title.text}"
    for linkki in yhteenveto.select("a"):
        if not sivu.find(id=linkki["href"][1:]):
            yield f"link to nowhere: {linkki['href']}"
    virheelliset = sivu.select("main [aria-invalid=true]")
    linkitetyt = {linkki["href"][1:] for linkki in yhteenveto.select("a")}
    for kentta in virheelliset:
        kuvaus = (kentta.find_parent("fieldset", class_="kentta") or kentta).get("aria-describedby", "")
        if not any(tunnus.endswith("_error") and sivu.find(id=tunnus) for tunnus in kuvaus.split()):
            yield f"field without its error: {kentta.get('name')}"
    if linkitetyt and not virheelliset:
        yield "no field is marked invalid"


def test_errors_stand_at_their_fields_and_nothing_typed_is_lost(lomakkeet):
    loydot, tyhjana, kirjoitettuina = [], 0, 0
    for client, osoite, form in lomakkeet:
        sivu = vastaus(client, osoite, piilotetut(form))
        if sivu:
            tyhjana += 1
            loydot += [f"{osoite}: {puute}" for puute in puutteet(sivu)]
        elif form.select_one("[required]"):
            loydot.append(f"{osoite}: accepted without what it requires")

        nimet = [
            kentta["name"]
            for kentta in taytettavat(form)
            if kentta.name == "textarea" or kentta.get("type") == "text"
        ]
        sivu = vastaus(client, osoite, piilotetut(form) | dict.fromkeys(nimet, KIRJOITETTU))
        if sivu and nimet:
            kirjoitettuina += 1
            loydot += [f"{osoite}: {nimi} was lost" for nimi in nimet if KIRJOITETTU not in arvo(sivu, nimi)]

    assert not loydot, "\n".join(loydot)
    # Most forms require something: that many came back.
    assert (tyhjana > 20, kirjoitettuina > 10) == (True, True)


def arvo(sivu, nimi):
    kentta = sivu.find(attrs={"name": nimi})
    return kentta.text if kentta.name == "textarea" else kentta.get("value", "")
