import datetime
import hashlib

import pytest

from esitykset import workflow as esitysten_workflow
from esitykset.workflow import Kohtasyote
from paatokset import tuloste, workflow
from tests.factories import AlueFactory, HenkiloFactory, KuntaFactory, UserFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory, SuunnitelmariviFactory
from tests.paatokset import factories
from tests.paatokset.factories import (
    HYVAKSYTTY,
    KIRJATTU,
    LAHETETTY,
    LUONNOSTELTU,
    TARKASTETTU,
    Lause,
    Nimikaavio,
    Nimitaulukko,
    ToimielinFactory,
    hetki,
    kirjaus,
    lisaa_fakta,
    tallenna,
)
from tyollisyysalue import kello
from tyollisyysalue.faktat import LAJIT
from tyollisyysalue.roolit import Rooli

KOHDAT = [
    Kohtasyote("Lähipalvelut", "Kerrotaan lähipäivät."),
    Kohtasyote("Yhteyshenkilö", "Nimetään yhteyshenkilö."),
    Kohtasyote("Seuranta", "Toimitetaan luvut."),
    Kohtasyote("Yhdenvertaisuus", "Kerrotaan palveluista."),
    Kohtasyote("Henkilöstö", "Kerrotaan henkilöstöstä."),
]


@pytest.fixture(autouse=True)
def lajit(monkeypatch):
    """Facts of the tests beside the portal's own."""
    for laji in (Lause, Nimitaulukko, Nimikaavio):
        monkeypatch.setitem(LAJIT, laji.avain, laji())


@pytest.fixture
def pika_pdf(monkeypatch):
    """Documents in no time, for tests that look at nothing in them: different contexts, different bytes."""
    monkeypatch.setattr(
        tuloste, "pdf", lambda context: b"%PDF " + hashlib.sha256(repr(context).encode()).digest()
    )


@pytest.fixture
def toimielin(alue):
    return ToimielinFactory(alue=alue)


@pytest.fixture
def esitys(raija, rautavaara, sihteeri):
    """Rautavaara's registered request of five items."""
    tiedot = {
        "otsikko": "Esitys palvelujen toteutumisesta",
        "toimielin": "kunnanhallitus",
        "paatospvm": datetime.date(2025, 8, 25),
    }
    with kello.aseta(hetki(2025, 8, 28, 14, 12)):
        esitys = esitysten_workflow.luo(rautavaara, tiedot, KOHDAT, user=raija)
        esitysten_workflow.laheta(esitys, user=raija)
    with kello.aseta(hetki(2025, 9, 1, 9, 5)):
        esitysten_workflow.kirjaa(esitys, "00.01.02", esitys.otsikko, user=sihteeri)
    return esitys


@pytest.fixture
def asia(esitys):
    return esitys.asia


@pytest.fixture
def luonnos(asia, toimielin, sihteeri, esittelija):
    """As started: a section for each item, no answers."""
    with kello.aseta(LUONNOSTELTU):
        return workflow.luo_luonnos(
            asia,
            toimielin=toimielin,
            otsikko="Vastaus Rautavaaran kunnan esitykseen",
            esittelija=esittelija.henkilo,
            valmistelija=sihteeri.henkilo,
            user=sihteeri,
        )


@pytest.fixture
def valmis(luonnos, sihteeri):
    """Everything answered, with a sentence and a table of bound facts; not yet submitted."""
    factories.nimea("Rautavaara")
    with kello.aseta(LAHETETTY):
        tallenna(luonnos, user=sihteeri)
        _, lause = lisaa_fakta(luonnos, user=sihteeri)
        _, taulukko = lisaa_fakta(luonnos, "testi.taulukko", user=sihteeri)
        for osio in luonnos.osiot.all():
            html = f"<p>Vastaus kohtaan {osio.jarjestys}.</p>"
            if osio.jarjestys == 1:
                html = f"<p>Kokous alkaa klo 13.00. {lause}</p>{taulukko}"
            factories.kirjoita_osio(luonnos, osio.jarjestys, html, user=sihteeri)
    luonnos.refresh_from_db()
    return luonnos


@pytest.fixture
def esittelijalla(valmis, sihteeri):
    with kello.aseta(LAHETETTY):
        workflow.laheta_esittelijalle(valmis, user=sihteeri)
    valmis.refresh_from_db()
    return valmis


@pytest.fixture
def palautettu(esittelijalla, esittelija):
    with kello.aseta(HYVAKSYTTY):
        workflow.palauta(esittelijalla, kommentti="Tarkenna johdantoa.", user=esittelija)
    esittelijalla.refresh_from_db()
    return esittelijalla


@pytest.fixture
def hyvaksytty(esittelijalla, esittelija):
    with kello.aseta(HYVAKSYTTY):
        workflow.hyvaksy(esittelijalla, user=esittelija)
    esittelijalla.refresh_from_db()
    return esittelijalla


@pytest.fixture
def kasitelty(hyvaksytty, sihteeri):
    with kello.aseta(KIRJATTU):
        workflow.kirjaa_paatos(hyvaksytty, **kirjaus(), user=sihteeri)
    hyvaksytty.refresh_from_db()
    return hyvaksytty


@pytest.fixture
def tarkastettu(kasitelty, sihteeri):
    with kello.aseta(TARKASTETTU):
        workflow.merkitse_tarkastetuksi(kasitelty, tarkastuspvm=TARKASTETTU.date(), user=sihteeri)
    kasitelty.refresh_from_db()
    return kasitelty


@pytest.fixture
def lahipaivat(rautavaara, asiantuntija):
    """Rautavaara's days of the summer of 2025: held 28.5., cancelled 11.6., held 25.6."""
    rivi = SuunnitelmariviFactory(suunnitelma__kunta=rautavaara)
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 28), pidetty=True, kirjaaja=asiantuntija)
    PalvelupaivaFactory(
        rivi=rivi, pvm=datetime.date(2025, 6, 11), peruttu=True, muutosilmoittaja=asiantuntija
    )
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25), pidetty=True, kirjaaja=asiantuntija)
    return rivi


@pytest.fixture
def naapurisihteeri(db):
    """A secretary of another area in use: the outsider of the drafts."""
    alue = AlueFactory(koodi="18", nimi_fi="Ylä-Savo")
    KuntaFactory(koodi="140", nimi_fi="Iisalmi", alue=alue)
    user = UserFactory(rooli=Rooli.SIHTEERI, alue=alue, email="sihteeri@ylasavo.example")
    HenkiloFactory(user=user, alue=alue, nimi="Outi Kallavuo")
    return user
