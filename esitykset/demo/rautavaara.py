"""The case: Rautavaara's request of August 2025, in preparation, and a new one that waits to be registered."""

import datetime

from esitykset import workflow
from esitykset.demo.ote import poytakirjanote
from esitykset.workflow import Kohtasyote
from tyollisyysalue import demo, kello
from tyollisyysalue.models import Liite, Numerosarja
from tyollisyysalue.roolit import Rooli

KOODI = "687"
OTSIKKO = "Esitys palvelujen toteutumisesta, tiedonkulusta ja yhdenvertaisuudesta"
OMA_NUMERO = "RAU/112/2025"
KUNNAN_PAATOS = datetime.date(2025, 8, 25)
SAAPUI = datetime.datetime(2025, 8, 28, 14, 12, 37, tzinfo=kello.HELSINKI)
ASIANUMERO = 1743

JOHDANTO = """\
Rautavaaran kunta pyytää, että työllisyysalueen yhteinen toimielin ryhtyy heti toimiin, joilla kunnan asukkaiden \
työvoimapalvelut toteutuvat lain ja yhteistoimintasopimuksen mukaisina. Kunta odottaa vastausta erikseen jokaiseen \
alla olevaan kohtaan."""

KOHDAT = [
    Kohtasyote(
        "Lähipalvelujen saatavuus ja saavutettavuus",
        "Kunnassa ei ole riittävästi tietoa siitä, minä päivinä työllisyysalueen palvelua saa paikan päällä. "
        "Kesäkuussa sovittu käynti jäi pitämättä, ja kunta sai siitä tiedon vasta edellisenä päivänä. "
        "Pitkät välimatkat tekevät matkasta Kuopioon monelle työnhakijalle kohtuuttoman.",
        "Työllisyysalue esittää kunnalle sovitut lähipäivät ja niiden toteutuman sekä kertoo, miten "
        "muutoksista ilmoitetaan.",
    ),
    Kohtasyote(
        "Yhteyshenkilön puuttuminen ja tiedonkulku",
        "Kunta ei tiedä, kuka työllisyysalueella vastaa mistäkin palvelusta Rautavaaralla. Yhteydenotot jäävät "
        "ilman vastausta tai kiertävät henkilöltä toiselle. Kunnan ja työllisyysalueen välillä ei ole sovittua "
        "säännöllistä tapaamista.",
        "Rautavaaralle nimetään yksi pysyvä yhteyshenkilö ja hänelle sijainen, ja seuraavien tapaamisten ajat "
        "ilmoitetaan kunnalle.",
    ),
    Kohtasyote(
        "Palvelujen vaikuttavuuden seuranta, tilastot ja yhteydenpito",
        "Kunta maksaa palvelujen järjestämisestä mutta ei saa säännöllisesti tietoa niiden tuloksista. Kunnalla "
        "ei ole kuntakohtaisia lukuja asiakkaista, palveluista eikä työttömyyden kehityksestä. "
        "Asiakastietojärjestelmän käyttöoikeuksista ei ole saatu päätöstä.",
        "Kunnalle toimitetaan kuukausittain kuntakohtainen seuranta asiakkaista ja työntekijöiden työmäärästä "
        "sekä aikataulu käyttöoikeuksien myöntämiselle.",
    ),
    Kohtasyote(
        "Palvelujen yhdenvertaisuus ja lakisääteisten palvelujen toteutuminen",
        "Valmennusta, työkyvyn arviointia ja yrityspalveluja ei ole tarjottu Rautavaaralla samalla tavalla kuin "
        "alueen keskuksessa. Kunnan yritykset eivät tiedä, kehen ottaa yhteyttä työvoiman saannissa tai "
        "muutostilanteissa. Asukkaan kotikunta ei saa ratkaista, minkä palvelun hän saa.",
        "Työllisyysalue selvittää, miten lakisääteiset palvelut ja työnantajapalvelut järjestetään Rautavaaralla.",
    ),
    Kohtasyote(
        "Henkilöstöresurssien riittävyys",
        "Työllisyysalueen henkilöstöä on vähennetty, ja työntekijöiden asiakasmäärät ovat kunnan tietojen mukaan "
        "kasvaneet. Kunta on huolissaan siitä, ehtivätkö työntekijät paneutua pienen kunnan asiakkaiden "
        "tilanteisiin.",
        "Työllisyysalue kertoo, montako asiakasta yhdellä työntekijällä on, ja varmistaa riittävän henkilöstön.",
    ),
]

UUDET_KOHDAT = [
    Kohtasyote(
        "Etävastaanoton ajat",
        "Videovastaanoton aikoja on ollut tarjolla pääosin aamupäivisin. Osa asukkaista tarvitsee kunnantalon "
        "laitteita ja opastusta, joita on saatavilla iltapäivisin.",
        "Etävastaanotolle avataan aikoja myös kello 13:n ja 16:n väliltä.",
    ),
    Kohtasyote(
        "Lähipäivät juhlapyhien viikoilla",
        "Joka toinen keskiviikko osuu toisinaan pyhäpäivään tai sen aattoon. Kunta ei tiedä, pidetäänkö "
        "lähipäivä silloin, siirretäänkö se vai jääkö se pois.",
        "Juhlapyhien viikkojen korvaavat päivät sovitaan kunnan kanssa koko vuodeksi etukäteen.",
    ),
]


def rakenna(kunta):
    """File, register and take into preparation the case's request, and file the new one."""
    raija, sihteeri = demo.yhdyshenkilo(kunta.koodi), demo.kirjautuja(Rooli.SIHTEERI)
    with demo.hetkena(2025, 8, 28, 13, 20):
        esitys = workflow.luo(kunta, rautavaaran_tiedot(), KOHDAT, user=raija)
        workflow.lisaa_liite(esitys, ote(esitys), julkisuus=Liite.Julkisuus.JULKINEN, user=raija)
    with kello.aseta(SAAPUI):
        workflow.laheta(esitys, user=raija)
    # The register had numbers before the portal.
    Numerosarja.objects.create(avain="asia/17/2025", seuraava=ASIANUMERO)
    with demo.hetkena(2025, 9, 1, 9, 5):
        workflow.kirjaa(esitys, "00.01.02", esitys.otsikko, user=sihteeri)
    with demo.hetkena(2025, 9, 2, 8, 40):
        workflow.ota_valmisteluun(esitys, user=sihteeri)
    _uusi_esitys(kunta, raija)


def rautavaaran_tiedot():
    return {
        "otsikko": OTSIKKO,
        "johdanto": JOHDANTO,
        "toimielin": "kunnanhallitus",
        "paatospvm": KUNNAN_PAATOS,
        "pykala": "§ 143",
        "oma_numero": OMA_NUMERO,
        "kiireellinen": True,
        "kiireen_perustelu": "Palvelujen puutteet koskevat asukkaita jo nyt.",
    }


def _uusi_esitys(kunta, raija):
    """Filed a few days ago, so that a newcomer can walk the journey from the registering on."""
    lahetyspvm = kello.tanaan() - datetime.timedelta(days=3)
    tiedot = {
        "otsikko": "Esitys etävastaanotosta ja juhlapyhien lähipäivistä",
        "johdanto": "Rautavaaran kunta esittää kaksi täsmennystä palvelujen järjestämiseen kunnassa.",
        "toimielin": "kunnanhallitus",
        "paatospvm": lahetyspvm - datetime.timedelta(days=4),
        "pykala": "§ 201",
        "oma_numero": f"RAU/160/{lahetyspvm.year}",
    }
    with kello.aseta(datetime.datetime.combine(lahetyspvm, datetime.time(10, 41, 8), kello.HELSINKI)):
        esitys = workflow.luo(kunta, tiedot, UUDET_KOHDAT, user=raija)
        workflow.laheta(esitys, user=raija)


def ote(esitys):
    return poytakirjanote(
        esitys,
        tarkastettu=datetime.date(2025, 8, 27),
        kappaleet=[
            "Kunnanhallitus päätti tehdä Kuopion työllisyysalueen yhteiselle toimielimelle esityksen, joka "
            "koskee palvelujen toteutumista, tiedonkulkua ja yhdenvertaisuutta.",
            "Kunnanhallitus pyytää vastausta erikseen jokaiseen esityksen viiteen kohtaan.",
        ],
    )
