"""A planted count of one day, searched for in everything that the portal gives to anybody."""

import datetime
import io
import zipfile

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import NoReverseMatch, reverse

from lahipalvelut import workflow
from lahipalvelut.models import Asiakasmaara
from tests.factories import UserFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory
from tests.lahipalvelut.test_faktat import JAKSO, PAIVA
from tests.test_access_matrix import nimet
from tyollisyysalue import kello
from tyollisyysalue.faktat import LAJIT, esikatsele
from tyollisyysalue.roolit import Rooli

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mittarit")]

KESAKUU = datetime.date(2025, 6, 1)
ISTUTETTU = 31847
# As a number of a file, and as people write it.
MUODOT = ("31847", "31 847", "31\u00a0847", "31,847", "31&nbsp;847")


@pytest.fixture
def kavija(alue):
    """Another than the one who reads: whose work the count would follow up."""
    return UserFactory(rooli=Rooli.ASIANTUNTIJA, alue=alue, email="kavija@kuopio.example")


@pytest.fixture
def paiva(paiva, kavija, koordinaattori):
    """A held day with the planted count in a closed month whose other day has none."""
    paiva.rivi.vastuuhenkilo.user = kavija
    paiva.rivi.vastuuhenkilo.save(update_fields=["user"])
    toinen = PalvelupaivaFactory(rivi=paiva.rivi, pvm=datetime.date(2025, 6, 25))
    with kello.aseta(datetime.datetime(2025, 7, 2, 12, tzinfo=kello.HELSINKI)):
        for pidetty, maara in [(paiva, ISTUTETTU), (toinen, 0)]:
            workflow.kirjaa_pidetyksi(pidetty, user=kavija)
            workflow.tarkenna_kirjausta(pidetty, user=kavija, huomautus="", asiakkaat={"paikalla": maara})
        workflow.sulje_kuukausi(paiva.kunta, KESAKUU, user=koordinaattori)
        yield paiva


def osoitteet(paiva):
    """Every address that takes nothing, a municipality, a day or a month; lists as files too."""
    for nimi in nimet():
        for argumentit in ([], ["687"], [paiva.pk], [KESAKUU], ["687", KESAKUU]):
            try:
                osoite = reverse(nimi, args=argumentit)
            except (NoReverseMatch, AttributeError):
                continue
            yield osoite
            if nimi.startswith("lahipalvelut:") and argumentit in ([], ["687"]):
                yield from (f"{osoite}?muoto={muoto}" for muoto in ("csv", "xlsx"))


def sisalto(response):
    data = response.getvalue()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as arkki:
            data = b"\n".join(arkki.read(nimi) for nimi in arkki.namelist())
    return data.decode("utf-8", "replace")


def vuodot(user, paiva, alku="/"):
    client = Client()
    if user:
        client.force_login(user)
    loydot = set()
    for osoite in osoitteet(paiva):
        if osoite.startswith(alku) and "logout" not in osoite:
            luettu = sisalto(client.get(osoite))
            if any(muoto in luettu for muoto in MUODOT):
                loydot.add(osoite)
    return loydot


def test_count_of_a_day_is_on_the_days_own_form_alone(paiva, kavija, koordinaattori, asiantuntija, raija):
    oma = {paiva.get_absolute_url()}

    assert vuodot(koordinaattori, paiva) == oma
    # In a closed month the one who was there changes nothing, and has no form.
    assert vuodot(kavija, paiva) == set()
    for user in (None, asiantuntija, raija):
        assert vuodot(user, paiva) == set()


def test_the_search_finds_what_is_shown(paiva, koordinaattori):
    """Twice the count over two days is a sum, and shown as one: the search sees pages as they are read."""
    Asiakasmaara.objects.get(maara=ISTUTETTU)
    with kello.aseta(kello.nyt() + datetime.timedelta(days=1)):
        toinen = paiva.rivi.palvelupaivat.get(pvm=datetime.date(2025, 6, 25))
        workflow.tarkenna_kirjausta(
            paiva,
            user=koordinaattori,
            huomautus="",
            asiakkaat={"paikalla": ISTUTETTU - 10},
            korjaussyy="Koe.",
        )
        workflow.tarkenna_kirjausta(
            toinen, user=koordinaattori, huomautus="", asiakkaat={"paikalla": 10}, korjaussyy="Koe."
        )

        assert vuodot(koordinaattori, paiva, alku="/lahipalvelut/687/") == {
            reverse("lahipalvelut:kunnan-kuukausi", args=["687", KESAKUU])
        }


def test_no_fact_tells_the_count(paiva):
    luetut = set()
    for avain in LAJIT:
        for parametrit in (JAKSO, PAIVA):
            try:
                tuloste = esikatsele(avain, parametrit, "fi")
            except (ValidationError, ValueError, TypeError, AttributeError, LookupError):
                # The kind asks for something else.
                continue
            luetut.add(avain)
            assert not any(muoto in str(tuloste) for muoto in MUODOT), avain
    # The grounds of a plan count jobseekers of the statistics, of which this world has none.
    omat = {avain for avain in LAJIT if avain.startswith("lahipalvelut.")}
    assert luetut >= omat - {"lahipalvelut.mitoitus"}


def test_no_other_table_holds_the_count(paiva):
    """Notices, mails, the record of what people did, the keys of forms."""
    omat = {"Asiakasmaara", "AsiakasmaaraEvent"}
    for malli in apps.get_models():
        if malli.__name__ not in omat and malli.__module__.split(".")[0] in {
            "lahipalvelut",
            "tyollisyysalue",
            "portaali",
            "paatokset",
        }:
            assert str(ISTUTETTU) not in str(list(malli._base_manager.values())), malli
