"""A kind of notice of the tests' own, about an agreement: its parties read it, and no others."""

import datetime

from tyollisyysalue import ilmoitukset
from tyollisyysalue.ilmoitukset import Ilmoituslaji, ilmoita, jasenet
from tyollisyysalue.kello import HELSINKI
from tyollisyysalue.models import Sopimus
from tyollisyysalue.roolit import Rooli

AVAIN = "testi.sopimus"
TOINEN = "testi.muistutus"
AAMU = datetime.datetime(2026, 11, 24, 7, 5, tzinfo=HELSINKI)
ILTA = AAMU - datetime.timedelta(hours=12)


class Sopimuksesta(Ilmoituslaji):
    avain = AVAIN
    malli = Sopimus
    nimi = "Sopimus lähetetty"
    roolit = [Rooli.YHDYSHENKILO]

    def tilaajat(self, kohde):
        return jasenet(kunta=kohde.kunta)

    def on_ajankohtainen(self, kohde, user):
        return kohde.tila == Sopimus.Tila.LAHETETTY

    def otsikko(self, kohde):
        return f"Sopimus {kohde.pk}: {kohde.kunta.nimi}"

    def teksti(self, kohde):
        return "Lue sopimus."

    def osoite(self, kohde):
        return f"/sopimukset/{kohde.pk}/"


class Muistutus(Sopimuksesta):
    avain = TOINEN
    nimi = "Muistutus sopimuksesta"
    oletus = ilmoitukset.Tapa.KOOSTE
    roolit = [Rooli.KOORDINAATTORI]


def rekisteroi(monkeypatch):
    for laji in (Sopimuksesta, Muistutus):
        monkeypatch.setitem(ilmoitukset.lajit, laji.avain, laji())


def sopimus(kunta):
    # One of a kind is in force at a time: an ended one is about the past.
    return Sopimus.objects.create(
        laji=Sopimus.Laji.KAYTTOOIKEUS, alue=kunta.alue, kunta=kunta, lahetyspvm=datetime.date(2026, 11, 20)
    )


def ilmoitus(kohde, avain=AVAIN, user=None):
    [oma] = [rivi for rivi in ilmoita(avain, kohde) if user is None or rivi.user == user]
    return oma
