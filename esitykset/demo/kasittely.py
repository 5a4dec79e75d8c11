"""How the demo's requests are handled: letters, side ways, messages, notes and deadlines."""

import datetime
from typing import Any

from esitykset import workflow
from esitykset.models import Esitys, Kohta
from esitykset.poiminta import ilman_tulevaa, poimi
from esitykset.workflow import Kohtasyote, Vastaus
from tyollisyysalue import demo, kello
from tyollisyysalue.models import Numerosarja
from tyollisyysalue.roolit import Rooli

Tila = Esitys.Tila
ASIOITA_PAIVASSA = 5


def kirjaa_kirje(tiedot, kunta, saapui, *, user):
    """What the secretary makes of a letter: the draft that the portal proposes, registered when it is to be."""
    hetki = datetime.datetime.combine(saapui, tiedot.klo, kello.HELSINKI)
    with kello.aseta(hetki + datetime.timedelta(minutes=25)):
        ehdotus = ilman_tulevaa(poimi(tiedot.kirje, [(kunta.koodi, kunta.nimi_fi)]), kello.nyt())
        esitys = workflow.syota(
            kunta,
            {
                "otsikko": ehdotus.otsikko,
                "johdanto": ehdotus.johdanto,
                "toimielin": ehdotus.toimielin,
                "oma_numero": ehdotus.oma_numero,
            },
            [Kohtasyote(kohta.otsikko, kohta.teksti, kohta.vaatimus) for kohta in ehdotus.kohdat],
            saapumistapa=Esitys.Saapumistapa.SAHKOPOSTI,
            saapui=hetki,
            user=user,
        )
        if tiedot.tila == Tila.KIRJATTU:
            Numerosarja.objects.ohita(
                f"asia/{demo.ALUE}/{saapui.year}", ASIOITA_PAIVASSA * saapui.timetuple().tm_yday
            )
            workflow.kirjaa_kirje(esitys, saapui=hetki, luokka="00.01.02", user=user)


def vie(esitys, tila, *, laatija, sihteeri):
    """From preparation to a state of its own."""
    alku = esitys.asia.avattu.astimezone(kello.HELSINKI).date()
    with _arkipaivana(alku, 4, 9, 15):
        if tila == Tila.SIIRRETTY:
            workflow.siirra(
                esitys,
                "Savon koulutuskuntayhtymä",
                syy="Koulutuksen järjestäjä päättää aloituspaikoista.",
                user=sihteeri,
            )
        elif tila == Tila.PERUUTETTU:
            workflow.peruuta(
                esitys, syy="Ajankohdasta sovittiin tapahtuman järjestäjien kesken.", user=laatija
            )
        elif tila == Tila.TAYDENNETTAVANA:
            workflow.pyyda_taydennysta(
                esitys,
                "Luettelisitteko kunnan yksiköt, joissa paikkoja on, ja montako paikkaa niissä on?",
                viimeinen=demo.arkipaiva(kello.tanaan() + datetime.timedelta(days=24)),
                user=sihteeri,
            )
        else:
            _vastaa_ja_paata(esitys, alku, laatija=laatija, sihteeri=sihteeri)


def _vastaa_ja_paata(esitys, alku, *, laatija, sihteeri):
    """Answered by the board before it decided in the portal."""
    with _arkipaivana(alku, 44, 13, 10):
        numero = "Työllisyysaluelautakunta 29.10.2025 § 61"
        vastaus = Vastaus("<p>Etäpalvelun käyttöä opastetaan jokaisena lähipäivänä.</p>", numero)
        workflow.tallenna_vastaukset(esitys, {k.pk: vastaus for k in esitys.kohdat.all()}, user=sihteeri)
    with _arkipaivana(alku, 50, 8, 30):
        for kohta in esitys.kohdat.all():
            workflow.arvioi(kohta, riittava=True, user=laatija)
    with _arkipaivana(alku, 60, 10):
        workflow.paata(esitys, user=sihteeri)


def keskustele():
    """A request with messages both ways, a note between its handlers, and deadlines of three kinds."""
    esitys: Any = Esitys.objects.get(otsikko="Esitys nuorten ohjaamisesta palveluihin")
    sihteeri, esittelija = demo.kirjautuja(Rooli.SIHTEERI), demo.kirjautuja(Rooli.ESITTELIJA)
    laatija = demo.yhdyshenkilo("402")
    alku = esitys.asia.avattu.astimezone(kello.HELSINKI).date()
    with _arkipaivana(alku, 6, 9, 5):
        workflow.laheta_viesti(
            esitys, "Milloin kunta saa vastauksen? Työpajan sopimus uusitaan vuodenvaihteessa.", user=laatija
        )
        # The municipality asks for a document of the matter too.
        workflow.aseta_maaraaika(esitys, "asiakirjapyynto", alku=kello.tanaan(), user=sihteeri)
    with _arkipaivana(alku, 7, 14, 40):
        workflow.laheta_viesti(
            esitys, "Vastaus on tavoitteena viedä seuraavaan lautakunnan kokoukseen.", user=sihteeri
        )
        workflow.kirjoita_muistiinpano(
            esitys, "Pyydetään pajan luvut Veera Salmenrannalta ennen luonnosta.", user=sihteeri
        )
        workflow.merkitse_taytetyksi(esitys.maaraajat.get(laji="asiakirjapyynto"), user=sihteeri)
    with _arkipaivana(alku, 12, 9, 30):
        workflow.kirjoita_muistiinpano(
            esitys, "Kustannusten jako on sovittava ennen ehdotusta.", user=esittelija
        )
        workflow.jatka_maaraaikaa(
            esitys.maaraajat.avoimet().get(laji="tavoite"),
            paivia=21,
            syy="Kunnan ja työllisyysalueen kustannusten jaosta neuvotellaan.",
            user=sihteeri,
        )


def arvioi():
    """Rautavaara judges the case's answer: all but one of them enough."""
    esitys: Any = Esitys.objects.filter(kunta__koodi="687", tila=Tila.VASTATTU).first()
    if esitys is None or esitys.kohdat.exclude(riittavyys="").exists():
        return
    raija = demo.yhdyshenkilo("687")
    with _arkipaivana(esitys.vastausaika.astimezone(kello.HELSINKI).date(), 6, 10, 15):
        *muut, viimeinen = esitys.kohdat.exclude(tila=Kohta.Tila.AVOIN)
        for kohta in muut:
            workflow.arvioi(kohta, riittava=True, user=raija)
        workflow.arvioi(
            viimeinen,
            riittava=False,
            perustelu="Kunta pyytää tiedon siitä, montako asiakasta yhdellä työntekijällä on Rautavaaralla.",
            user=raija,
        )


def _arkipaivana(alku, paivia, tunti, minuutti=0):
    return demo.hetki(demo.arkipaiva(alku + datetime.timedelta(days=paivia)), tunti, minuutti)
