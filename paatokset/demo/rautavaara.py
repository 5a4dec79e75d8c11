"""The case: the board's answer to Rautavaara, from draft to checked minutes, with the case's dates."""

from datetime import date

from esitykset.models import Asia
from paatokset import workflow
from paatokset.demo import kirjasto
from paatokset.demo.kirjasto import KOONNIT, TAVOITTEET
from paatokset.demo.kirjoitus import kirjoita_osiot, tallenna
from paatokset.models import Paatos
from tyollisyysalue import demo
from tyollisyysalue.faktat import Parametrit
from tyollisyysalue.models import Numerosarja
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import Yhteistyoryhma
from yhteyshenkilot.tapaamiset_demo import KOILLINEN, OHJAUSRYHMA

ASIANUMERO = "1743/00.01.02/2025"
PYKALA = 58
OTSIKKO = (
    "Vastaus Rautavaaran kunnan esitykseen palvelujen toteutumisesta, tiedonkulusta ja yhdenvertaisuudesta"
)
EHDOTUS = """<p>Työllisyysaluelautakunta päättää antaa selostuksesta ilmenevän vastauksen Rautavaaran kunnan \
esitykseen palvelujen toteutumisesta, tiedonkulusta ja yhdenvertaisuudesta.</p>"""
JOHDANTO = """<p>Rautavaaran kunta pyytää 28.8.2025 saapuneessa esityksessään, että työllisyysalueen yhteinen \
toimielin varmistaa palvelujen lain- ja sopimuksenmukaisen toteutumisen. Kunnanhallitus on päättänyt esityksestä \
25.8.2025. Esityksen viiteen kohtaan vastataan alla kohta kohdalta.</p>"""

# Sections in the items' order. {name} is the place of a fact of FAKTAT.
OSIOT = [
    """<p>{suunnitelmat} Kuopiossa palvelee työllisyysalueen toimipiste. Suunnitelmassa kunnan \
asiakasmäärää on punnittu käytettävissä oleviin henkilötyövuosiin. {saanto} {kanavat}</p>
{mitoitus}
<p>{toteuma} {akilliset} Lyhyellä varoitusajalla perutusta päivästä kerrotaan kunnan yhdyshenkilölle heti, kun \
muutos on tiedossa.</p>
{sovitut_paivat}""",
    """<p>Rautavaaralle on nimetty vastuuhenkilöt avainprosesseittain. {lahetys} Tiedot toimitetaan kuntiin uudelleen, \
kun ne muuttuvat.</p>
{vastuuhenkilot}
<p>Yhtä ainoaa työntekijää Rautavaaralle ei voida nimetä. Yhden henkilön varassa palvelu olisi haavoittuva, \
sijaisuudet jäisivät järjestämättä ja osaamisvaatimus kasvaisi liian laajaksi kaikkien avainprosessien \
hoitamiseen. {sijaiset}</p>
<p>Kuntien ja työllisyysalueen yhteinen operatiivinen ohjausryhmä on säännöllinen vuoropuhelun paikka, ja siinä ovat \
edustettuina kaikki alueen kunnat. {ohjausryhma}</p>""",
    """<p>Alueen tavoitteet ja mittarit on hyväksytty ({tavoitteet}), ja järjestelmällinen seuranta alkaa vuoden 2026 \
alussa. Kuntaan toimitetaan koonnit toteumasta ({koonnit}). Kuntakohtaiset luvut julkaistaan portaalissa \
kuukausittain lähteineen. {julkaistut}</p>
{avainluvut}
<p>{sopimus} Asiakas- tai työntekijäkohtaista seurantaa ei voida toimittaa. {tietosuoja}</p>""",
    """<p>Palvelut ovat tarjolla kaikissa alueen kunnissa asiakkaiden palvelutarpeen mukaan. Valtionosuuden \
leikkaus, 2,5 milj. euroa, kohdistui palveluhankintoihin, minkä vuoksi ostopalveluna hankittavaa valmennusta ei ole \
tänä vuonna juuri kilpailutettu. Työkyvyn asiantuntija-arviot ovat käynnistymässä koko alueella.</p>
<p>{vastinpari} Työnantaja- ja yrityspalvelujen sekä aloittavan yrittäjän palvelujen yhteistyö kootaan \
tuotantoalueittain. {tuotantoalue} Tapaamisten rytmistä sovitaan tapaamisissa.</p>""",
    """<p>Kuopion kaupungin yhteistoimintaneuvottelut ovat pienentäneet työllisyysalueen henkilöstöä, ja \
asiakasmäärä työntekijää kohden on kasvanut samalla tavalla koko alueella. Yhteistoimintasopimuksessa ei ole \
sovittu enimmäismäärää asiakkaille, eikä työntekijäkohtaista tietoa voida antaa.</p>
<p>Palvelut järjestetään palvelusuunnitelman ja yhteistoimintasopimuksen mukaisesti. Toimintaa kehitetään yhdessä \
kuntien kanssa.</p>""",
]


def parametrit():
    """Key and parameters of each fact of the sections, as the drafter picked them on 9.9.2025."""
    kunta, paiva = "687", date(2025, 9, 9)
    ryhmat = dict(Yhteistyoryhma.objects.filter(alue__koodi=demo.ALUE).values_list("nimi_fi", "pk"))
    kunnasta = Parametrit(kunta=kunta, paiva=paiva)
    return {
        "suunnitelmat": ("lahipalvelut.suunnitelmat", kunnasta),
        "mitoitus": ("lahipalvelut.mitoitus", kunnasta),
        "saanto": ("lahipalvelut.saanto", kunnasta),
        "kanavat": ("lahipalvelut.kanavat", kunnasta),
        "toteuma": ("lahipalvelut.toteuma", jaksolta(kunta, date(2025, 1, 1), date(2025, 8, 31))),
        "akilliset": (
            "lahipalvelut.akilliset_muutokset",
            jaksolta(kunta, date(2025, 1, 1), date(2025, 8, 31)),
        ),
        "sovitut_paivat": (
            "lahipalvelut.sovitut_paivat",
            jaksolta(kunta, date(2025, 1, 1), date(2025, 12, 31)),
        ),
        "lahetys": ("yhteyshenkilot.lahetykset", jaksolta(kunta, date(2025, 6, 1), date(2025, 6, 30))),
        "vastuuhenkilot": ("yhteyshenkilot.vastuuhenkilot", kunnasta),
        "sijaiset": ("yhteyshenkilot.sijaiset", kunnasta),
        "ohjausryhma": (
            "yhteyshenkilot.tapaaminen",
            Parametrit(ryhma=ryhmat[OHJAUSRYHMA], paiva=paiva),
        ),
        "tavoitteet": ("paatokset.lainkohta", lainkohta(TAVOITTEET)),
        "koonnit": ("paatokset.lainkohta", lainkohta(KOONNIT)),
        "julkaistut": ("seuranta.julkaistut_kuukaudet", kunnasta),
        "tietosuoja": ("seuranta.tietosuojasaanto", Parametrit()),
        "avainluvut": ("seuranta.avainluvut", kunnasta),
        "sopimus": ("tyollisyysalue.sopimus", kunnasta),
        "vastinpari": ("yhteyshenkilot.vastinpari", kunnasta),
        "tuotantoalue": (
            "yhteyshenkilot.tapaaminen",
            Parametrit(ryhma=ryhmat[KOILLINEN], paiva=paiva),
        ),
    }


def lainkohta(nimi):
    return Parametrit(lainkohta=kirjasto.lainkohta(nimi).pk)


def jaksolta(kunta, alku, loppu):
    return Parametrit(kunta=kunta, alkupvm=alku, loppupvm=loppu)


def rakenna(lautakunta):
    """Draft, return once, approve, decide and check."""
    sihteeri, esittelija = demo.kirjautuja(Rooli.SIHTEERI), demo.kirjautuja(Rooli.ESITTELIJA)
    # The body's earlier matters of the year took their numbers before the portal.
    Numerosarja.objects.ohita(workflow.pykalasarja(lautakunta, 2025), PYKALA - 1)
    with demo.hetkena(2025, 9, 3, 10, 20):
        paatos = workflow.luo_luonnos(
            Asia.objects.get(numero=ASIANUMERO),
            toimielin=lautakunta,
            otsikko=OTSIKKO,
            esittelija=esittelija.henkilo,
            valmistelija=sihteeri.henkilo,
            user=sihteeri,
        )
    with demo.hetkena(2025, 9, 9, 13, 40):
        kirjoita_osiot(paatos, OSIOT, parametrit(), user=sihteeri)
        tallenna(paatos, ehdotus=EHDOTUS, user=sihteeri)
        workflow.laheta_esittelijalle(paatos, user=sihteeri)
    with demo.hetkena(2025, 9, 10, 8, 15):
        workflow.palauta(
            paatos,
            kommentti="Kerro selostuksen alussa, että kohtiin vastataan erikseen.",
            user=esittelija,
        )
    with demo.hetkena(2025, 9, 10, 9, 5):
        tallenna(paatos, ehdotus=EHDOTUS, johdanto=JOHDANTO, user=sihteeri)
        workflow.laheta_esittelijalle(paatos, user=sihteeri)
    with demo.hetkena(2025, 9, 10, 11, 30):
        workflow.hyvaksy(paatos, user=esittelija)
    with demo.hetkena(2025, 9, 18, 9, 0):
        workflow.kirjaa_paatos(
            paatos,
            kokouspvm=date(2025, 9, 17),
            pykala=PYKALA,
            lopputulos=Paatos.Lopputulos.EHDOTUKSEN_MUKAAN,
            paatosteksti="",
            user=sihteeri,
        )
    with demo.hetkena(2025, 9, 22, 10, 0):
        workflow.merkitse_tarkastetuksi(paatos, tarkastuspvm=date(2025, 9, 22), user=sihteeri)
