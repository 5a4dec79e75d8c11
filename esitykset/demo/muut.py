"""Requests around the case: who asks what, when it came, and how far it has got before a decision is drafted."""

import datetime
from dataclasses import dataclass

from esitykset.demo.kirjeet import SUONENJOEN_KIRJE, TUUSNIEMEN_VIESTI
from esitykset.models import Esitys
from esitykset.workflow import Kohtasyote
from tyollisyysalue import demo

Tila = Esitys.Tila


@dataclass(frozen=True)
class Demoesitys:
    """``saapui`` is a date, or how many days before the demo's own: what is under way must not grow old."""

    kunta: str
    saapui: datetime.date | int
    klo: datetime.time
    tila: Esitys.Tila
    pykala: int
    otsikko: str
    johdanto: str
    kohdat: list[Kohtasyote]
    toimielin: str = "kunnanhallitus"
    kiire: str = ""
    on_liite: bool = True
    # The letter it came as, for one that the secretary entered.
    kirje: str = ""

    def saapumispvm(self):
        return demo.arkipaiva_sitten(self.saapui) if isinstance(self.saapui, int) else self.saapui


ESITYKSET = [
    Demoesitys(
        "921",
        datetime.date(2025, 9, 15),
        datetime.time(11, 4, 16),
        Tila.PAATTYNYT,
        102,
        "Esitys etäpalvelun opastuksesta",
        "Vesannon kunta esittää, että etäpalvelun käyttöä opastetaan kunnassa.",
        [
            Kohtasyote(
                "Opastus etäpalveluun",
                "Osa työnhakijoista ei ole käyttänyt etäpalvelua.",
                "Etäpalvelun käyttöä opastetaan lähipäivillä.",
            ),
        ],
        on_liite=False,
    ),
    Demoesitys(
        "921",
        datetime.date(2025, 11, 11),
        datetime.time(12, 20, 9),
        Tila.VALMISTELUSSA,
        171,
        "Esitys yhteyshenkilöistä ja juhlapyhien lähipäivistä",
        "Vesannon kunta esittää, että tiedonkulku ja juhlapyhien lähipäivät sovitaan etukäteen.",
        [
            Kohtasyote(
                "Yhteyshenkilö ja tiedonkulku",
                "Kunta ei tiedä, kuka työllisyysalueella vastaa mistäkin palvelusta, ja yhteydenotot kiertävät "
                "henkilöltä toiselle.",
                "Vesannolle nimetään pysyvä yhteyshenkilö ja hänelle sijainen.",
            ),
            Kohtasyote(
                "Lähipäivät juhlapyhien aikaan",
                "Lähipäivä osuu toisinaan pyhäpäivään tai sen aattoon, eikä kunta tiedä, siirretäänkö se.",
                "Korvaavat päivät sovitaan koko vuodeksi etukäteen.",
            ),
        ],
    ),
    Demoesitys(
        "749",
        datetime.date(2026, 1, 12),
        datetime.time(15, 2, 44),
        Tila.VALMISTELUSSA,
        8,
        "Esitys työnantajatapahtumista ja rekrytoinnin tuesta",
        "Siilinjärven kunta esittää, että työnantajapalveluja vahvistetaan tuotantoalueen kunnissa.",
        [
            Kohtasyote(
                "Yhteiset työnantajatapahtumat",
                "Kunnan yritykset eivät ole saaneet tietoa tapahtumista ajoissa.",
                "Tuotantoalueella pidetään vähintään kaksi työnantajatapahtumaa vuodessa.",
            ),
            Kohtasyote(
                "Yhteyshenkilö yrityksille",
                "Yritykset eivät tiedä, kehen ottaa yhteyttä työvoiman saannissa.",
                "Työnantajapalvelujen vastuuhenkilö ja kunnan vastinpari julkaistaan.",
            ),
        ],
    ),
    Demoesitys(
        "686",
        76,
        datetime.time(10, 31, 5),
        Tila.VALMISTELUSSA,
        96,
        "Esitys lähipäivien kellonajoista",
        "Rautalammin kunta esittää, että lähipäivän kellonajat sovitetaan joukkoliikenteeseen.",
        [
            Kohtasyote(
                "Lähipäivän aloitusaika",
                "Linja-auto Kerkonkoskelta on keskustassa vasta kello 9.40.",
                "Lähipäivä alkaa kello 10 tai varatut ajat annetaan vasta sen jälkeen.",
            ),
            Kohtasyote(
                "Peruuntuneen päivän korvaaminen",
                "Peruttujen päivien tilalle ei ole aina saatu uutta päivää.",
                "Kunnalle kerrotaan toteutuneet ja perutut päivät kuluneelta vuodelta.",
            ),
        ],
    ),
    Demoesitys(
        "402",
        62,
        datetime.time(13, 47, 21),
        Tila.VALMISTELUSSA,
        188,
        "Esitys nuorten ohjaamisesta palveluihin",
        "Lapinlahden kunta on huolissaan nuorista työnhakijoista, jotka jäävät vaille seuraavaa askelta.",
        [
            Kohtasyote(
                "Nuorten työttömyys kunnassa",
                "Kunnalla ei ole ajantasaista kuvaa nuorten tilanteesta.",
                "Työllisyysalue antaa kunnan uusimmat avainluvut ja kertoo, milloin seuraavat julkaistaan.",
            ),
            Kohtasyote(
                "Etsivän nuorisotyön ja työllisyysalueen yhteistyö",
                "Etsivä nuorisotyö tapaa nuoria, joilla ei ole yhteyttä työllisyysalueeseen.",
                "Nuorten palvelujen vastuuhenkilö on tavattavissa lähipäivinä.",
            ),
            Kohtasyote(
                "Työpajapaikkojen määrä",
                "Työpajalle jonotetaan.",
                "Työllisyysalue osallistuu kahden uuden pajapaikan kustannuksiin.",
            ),
        ],
        kiire="Työpajan sopimus uusitaan vuodenvaihteessa.",
    ),
    Demoesitys(
        "297",
        48,
        datetime.time(9, 12, 40),
        Tila.SIIRRETTY,
        233,
        "Esitys ammatillisen koulutuksen aloituspaikoista",
        "Kuopion kaupunki esittää lisää ammatillisen koulutuksen aloituspaikkoja.",
        [
            Kohtasyote(
                "Aloituspaikat sosiaali- ja terveysalalla",
                "Alalle on enemmän hakijoita kuin paikkoja.",
                "Aloituspaikkoja lisätään ensi syksystä.",
            ),
        ],
        toimielin="kaupunginhallitus",
        on_liite=False,
    ),
    Demoesitys(
        "778",
        41,
        datetime.time(11, 15, 38),
        Tila.VALMISTELUSSA,
        214,
        "Esitys sijaisuuksista ja yhteydenpidosta",
        "Suonenjoen kaupunki esittää, että palvelun jatkuvuus turvataan henkilöiden vaihtuessa.",
        [
            Kohtasyote(
                "Sijaiset avainprosesseittain",
                "Kevään henkilövaihdoksen aikana alkupalveluissa oli vaikea tavoittaa ketään.",
                "Jokaiselle avainprosessille nimetään sijainen, ja luettelo toimitetaan kaupungille.",
            ),
            Kohtasyote(
                "Tapaamiset tuotantoalueella",
                "Kaupunki ei tiedä, milloin tuotantoalue seuraavan kerran kokoontuu.",
                "Seuraavan tapaamisen aika ilmoitetaan.",
            ),
        ],
        toimielin="kaupunginhallitus",
    ),
    Demoesitys(
        "749",
        36,
        datetime.time(13, 20, 11),
        Tila.PERUUTETTU,
        160,
        "Esitys rekrytointitapahtuman ajankohdasta",
        "Siilinjärven kunta esittää, että rekrytointitapahtuma siirretään.",
        [
            Kohtasyote(
                "Tapahtuman ajankohta",
                "Tapahtuma on samaan aikaan kunnan oman tapahtuman kanssa.",
                "Tapahtuma siirretään viikolla eteenpäin.",
            ),
        ],
        on_liite=False,
    ),
    Demoesitys(
        "857",
        33,
        datetime.time(9, 58, 12),
        Tila.VALMISTELUSSA,
        131,
        "Esitys kausityön rekrytoinnista ja kuljetuksista",
        "Tuusniemen kunta esittää toimia, joilla kausityöhön löytyy tekijöitä omasta kunnasta.",
        [
            Kohtasyote(
                "Kausityön ilmoitukset",
                "Matkailuyritysten kausipaikat täytetään nyt kunnan ulkopuolelta.",
                "Avoimet kausipaikat käydään läpi lähipäivillä ennen kesää.",
            ),
            Kohtasyote(
                "Kuljetukset työpaikoille",
                "Linja-autoja ei kulje vuorojen aikoihin.",
                "Työllisyysalue selvittää matkojen järjestämisen yhdessä kunnan kanssa.",
            ),
        ],
        on_liite=False,
    ),
    Demoesitys(
        "844",
        29,
        datetime.time(14, 22, 50),
        Tila.VALMISTELUSSA,
        77,
        "Esitys palvelusuunnitelman jatkosta",
        "Tervon palvelusuunnitelma on päättymässä, eikä uudesta ole vielä sovittu.",
        [
            Kohtasyote(
                "Lähipäivät suunnitelman päättyessä",
                "Kunta ei tiedä, jatkuvatko lähipäivät entisessä rytmissä.",
                "Uusi palvelusuunnitelma tuodaan kunnalle lausuttavaksi ennen nykyisen päättymistä.",
            ),
        ],
        on_liite=False,
    ),
    Demoesitys(
        "921",
        24,
        datetime.time(10, 2, 33),
        Tila.TAYDENNETTAVANA,
        118,
        "Esitys työkokeilupaikoista",
        "Vesannon kunta esittää, että työkokeilupaikkoja etsitään yhdessä.",
        [
            Kohtasyote(
                "Työkokeilupaikat kunnan yksiköissä",
                "Kunnalla on paikkoja, joihin ei ole ohjattu ketään.",
                "Kunnan paikoista kerrotaan työnhakijoille.",
            ),
            Kohtasyote(
                "Yhteinen luettelo paikoista",
                "Paikoista ei ole ajantasaista tietoa.",
                "Luetteloa pidetään yhdessä.",
            ),
        ],
        on_liite=False,
    ),
    Demoesitys(
        "239",
        20,
        datetime.time(12, 5, 9),
        Tila.VALMISTELUSSA,
        84,
        "Esitys elinvoimatyön tiedonkulusta",
        "Keiteleen kunta esittää, että yritysten tarpeista kerrotaan puolin ja toisin.",
        [
            Kohtasyote(
                "Vastinpari yrityspalveluissa",
                "Kunnan elinvoimavastaavan tehtävä on ollut syksystä avoinna.",
                "Työllisyysalue sopii kunnan kanssa väliaikaisesta vastinparista.",
            ),
        ],
        on_liite=False,
    ),
    Demoesitys(
        "778",
        14,
        datetime.time(12, 30),
        Tila.KIRJATTU,
        0,
        "",
        "",
        [],
        kirje=SUONENJOEN_KIRJE,
    ),
    Demoesitys(
        "204",
        9,
        datetime.time(16, 11, 27),
        Tila.KIRJATTU,
        119,
        "Esitys kaivosalan koulutuksesta",
        "Kaavin kunta esittää, että alueella järjestetään kaivosalan työvoimakoulutusta.",
        [
            Kohtasyote(
                "Koulutuksen tarve",
                "Alan yritykset ovat ilmoittaneet palkkaavansa ensi vuonna.",
                "Työllisyysalue kartoittaa tarpeen yhdessä yritysten kanssa.",
            ),
            Kohtasyote(
                "Koulutuksen paikka",
                "Matka Kuopioon on pitkä ilman autoa.",
                "Koulutuksesta osa järjestetään Kaavilla.",
            ),
        ],
    ),
    Demoesitys(
        "857",
        2,
        datetime.time(8, 40),
        Tila.LUONNOS,
        0,
        "",
        "",
        [],
        kirje=TUUSNIEMEN_VIESTI,
    ),
    Demoesitys(
        "687",
        2,
        datetime.time(),
        Tila.LUONNOS,
        214,
        "Esitys työpajan kuljetuksista",
        "",
        [Kohtasyote("Kuljetukset kirkonkylän ulkopuolelta", "Työpajalle pääsee nyt vain omalla autolla.")],
    ),
]
