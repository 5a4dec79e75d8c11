"""Decisions around the case: on whose request, how far they have got, and what they say."""

from dataclasses import dataclass
from datetime import date, timedelta

from paatokset.models import Paatos
from tyollisyysalue import demo
from yhteyshenkilot.tapaamiset_demo import KOILLINEN, LANTINEN

Tila, Lopputulos = Paatos.Tila, Paatos.Lopputulos


@dataclass(frozen=True)
class Ruotsiksi:
    """The Swedish version: its own texts, and heading and text of each section."""

    otsikko: str
    ehdotus: str
    johdanto: str
    osiot: list[tuple[str, str]]


@dataclass(frozen=True)
class Demopaatos:
    """``paivat`` is a day for each step from the draft on: dates, or how many days before the demo's own.

    {name} in a section is the place of the fact of that name, whose key is in ``faktat``.
    """

    kunta: str
    esitys: str
    otsikko: str
    tila: Paatos.Tila
    paivat: list[date | int]
    ehdotus: str
    osiot: list[str]
    faktat: list[str]
    ryhma: str = ""
    kommentti: str = ""
    pykala: int = 0
    # What the meeting wrote where it changed the proposal.
    paatosteksti: str = ""
    ruotsiksi: Ruotsiksi | None = None
    # A text of the library for the last section, and the request whose first item asked the same as this one's.
    kirjastosta: str = ""
    sama_kuin: str = ""
    ero: str = ""

    @property
    def lopputulos(self):
        return Lopputulos.MUUTETTU if self.paatosteksti else Lopputulos.EHDOTUKSEN_MUKAAN

    @property
    def jakso(self):
        """The twelve whole months before the writing whose days everybody has had the time to log."""
        kirjoitettu = self.paiva(1)
        edellinen, viimeinen = (demo.kuun_viimeinen(kirjoitettu, kuukausia) for kuukausia in (-14, -2))
        return edellinen + timedelta(days=1), viimeinen

    def paiva(self, askel):
        paiva = self.paivat[askel]
        return demo.arkipaiva_sitten(paiva) if isinstance(paiva, int) else paiva


def _ehdotus(kunnan, mista):
    return (
        "<p>Työllisyysaluelautakunta päättää antaa selostuksesta ilmenevän vastauksen "
        f"{kunnan} esitykseen {mista}.</p>"
    )


PAATOKSET = [
    # The twin of what Rautavaara asks anew of holidays, and of its item on contacts.
    Demopaatos(
        "921",
        "Esitys yhteyshenkilöistä ja juhlapyhien lähipäivistä",
        "Vastaus Vesannon kunnan esitykseen yhteyshenkilöistä ja juhlapyhien lähipäivistä",
        Tila.TARKASTETTU,
        [date(2025, 11, 17), date(2025, 11, 25), date(2025, 11, 27), date(2025, 12, 10), date(2025, 12, 16)],
        _ehdotus("Vesannon kunnan", "yhteyshenkilöistä ja juhlapyhien lähipäivistä"),
        [
            "<p>Vastuuhenkilöt on nimetty avainprosesseittain, ja jokaisella on työyhteisössä tuki. {sijaiset} "
            "Yhtä pysyvää yhteyshenkilöä ei nimetä, koska palvelu olisi hänen varassaan.</p>{vastuuhenkilot}",
            "<p>{saanto} Kun lähipäivä osuu pyhäpäivään tai sen aattoon, korvaavasta päivästä sovitaan kunnan kanssa "
            "koko vuodeksi etukäteen.</p>",
        ],
        ["yhteyshenkilot.sijaiset", "yhteyshenkilot.vastuuhenkilot", "lahipalvelut.saanto"],
        pykala=74,
        ruotsiksi=Ruotsiksi(
            "Svar på Vesanto kommuns framställning om kontaktpersoner och närservicedagar under helger",
            "<p>Sysselsättningsområdesnämnden beslutar ge Vesanto kommun det svar som framgår av redogörelsen.</p>",
            "<p>Vesanto kommun har lämnat en framställning med två punkter. De besvaras nedan en för en.</p>",
            [
                (
                    "Kontaktpersoner och informationsgång",
                    "<p>Ansvariga har utsetts enligt nyckelprocess, och var och en har stöd i arbetsgemenskapen. "
                    "{sijaiset} Ingen enskild fast kontaktperson utses, eftersom servicen då skulle vila på en person."
                    "</p>{vastuuhenkilot}",
                ),
                (
                    "Närservicedagar under helgveckor",
                    "<p>{saanto} När en närservicedag infaller på en helgdag eller dagen före den, avtalas en "
                    "ersättande dag med kommunen för hela året i förväg.</p>",
                ),
            ],
        ),
    ),
    Demopaatos(
        "749",
        "Esitys työnantajatapahtumista ja rekrytoinnin tuesta",
        "Vastaus Siilinjärven kunnan esitykseen työnantajatapahtumista ja rekrytoinnin tuesta",
        Tila.TARKASTETTU,
        [date(2026, 1, 20), date(2026, 2, 3), date(2026, 2, 5), date(2026, 2, 18), date(2026, 2, 25)],
        _ehdotus("Siilinjärven kunnan", "työnantajatapahtumista ja rekrytoinnin tuesta"),
        [
            "<p>Työnantajatapahtumien ajat sovitaan tuotantoalueella. {tapaaminen} Tapahtuman tarve arvioidaan "
            "avoimien työpaikkojen ja työnhakijoiden määrän perusteella. {avainluku_lause}</p>",
            "<p>{vastinpari} Vastuuhenkilöt ja heidän sijaisensa on nimetty jokaiseen avainprosessiin, ja luettelo "
            "toimitetaan kuntaan aina, kun se muuttuu. {lahetykset}</p>{vastuuhenkilot}",
        ],
        [
            "yhteyshenkilot.tapaaminen",
            "seuranta.avainluku_lause",
            "yhteyshenkilot.vastinpari",
            "yhteyshenkilot.lahetykset",
            "yhteyshenkilot.vastuuhenkilot",
        ],
        ryhma=KOILLINEN,
        pykala=12,
        paatosteksti="<p>Työllisyysaluelautakunta päätti antaa selostuksesta ilmenevän vastauksen Siilinjärven kunnan "
        "esitykseen.</p><p>Lisäksi lautakunta päätti, että tuotantoalueilla pidetään vuonna 2026 vähintään kaksi "
        "työnantajatapahtumaa.</p>",
    ),
    Demopaatos(
        "686",
        "Esitys lähipäivien kellonajoista",
        "Vastaus Rautalammin kunnan esitykseen lähipäivien kellonajoista",
        Tila.KASITELTY,
        [60, 22, 20, 6],
        _ehdotus("Rautalammin kunnan", "lähipäivien kellonajoista"),
        [
            "<p>{saanto} Aikoja annetaan vastedes kello 10:stä alkaen, jos asiakas tulee joukkoliikenteellä. "
            "{kanavat}</p>",
            "<p>{toteuma} Perutun päivän varatut ajat hoidetaan videolla tai puhelimitse, ja kunnan kanssa sovitaan, "
            "tarvitaanko tilalle toinen lähipäivä.</p>{sovitut_paivat}",
        ],
        [
            "lahipalvelut.saanto",
            "lahipalvelut.kanavat",
            "lahipalvelut.toteuma",
            "lahipalvelut.sovitut_paivat",
        ],
        pykala=104,
    ),
    Demopaatos(
        "402",
        "Esitys nuorten ohjaamisesta palveluihin",
        "Vastaus Lapinlahden kunnan esitykseen nuorten ohjaamisesta palveluihin",
        Tila.HYVAKSYTTY,
        [45, 9, 7],
        _ehdotus("Lapinlahden kunnan", "nuorten ohjaamisesta palveluihin"),
        [
            "<p>Kunnan luvut julkaistaan portaalissa kuukausittain. {avainluku_lause}</p>{avainluvut}",
            "<p>{saanto} Nuorten palvelujen vastuuhenkilö on tavattavissa lähipäivinä ajanvarauksella.</p>"
            "{vastuuhenkilot}",
            "<p>Työpaja on kunnan omaa toimintaa, ja sen rahoituksesta päättää kunta. Asia ei kuulu lautakunnan "
            "toimivaltaan.</p>",
        ],
        [
            "seuranta.avainluku_lause",
            "seuranta.avainluvut",
            "lahipalvelut.saanto",
            "yhteyshenkilot.vastuuhenkilot",
        ],
    ),
    Demopaatos(
        "778",
        "Esitys sijaisuuksista ja yhteydenpidosta",
        "Vastaus Suonenjoen kaupungin esitykseen sijaisuuksista ja yhteydenpidosta",
        Tila.ESITTELIJALLA,
        [30, 4],
        _ehdotus("Suonenjoen kaupungin", "sijaisuuksista ja yhteydenpidosta"),
        [
            "<p>{sijaiset} {lahetykset}</p>{vastuuhenkilot}",
            "<p>Tuotantoalueen tapaamiset sovitaan puoleksi vuodeksi kerrallaan. {tapaaminen} Kaupunki saa "
            "kutsun viimeistään kolme viikkoa ennen.</p>",
        ],
        [
            "yhteyshenkilot.sijaiset",
            "yhteyshenkilot.lahetykset",
            "yhteyshenkilot.vastuuhenkilot",
            "yhteyshenkilot.tapaaminen",
        ],
        ryhma=LANTINEN,
        sama_kuin="Esitys yhteyshenkilöistä ja juhlapyhien lähipäivistä",
        ero="Suonenjoelle on nimetty sijaiset kaikkiin avainprosesseihin, Vesannolle ei vielä.",
    ),
    Demopaatos(
        "844",
        "Esitys palvelusuunnitelman jatkosta",
        "Vastaus Tervon kunnan esitykseen palvelusuunnitelman jatkosta",
        Tila.PALAUTETTU,
        [20, 8, 5],
        _ehdotus("Tervon kunnan", "palvelusuunnitelman jatkosta"),
        ["<p>{saanto} {toteuma} Rytmi on sopinut asiakasmäärään, ja sitä esitetään jatkettavaksi.</p>"],
        ["lahipalvelut.saanto", "lahipalvelut.toteuma"],
        kommentti="Kerro myös, milloin uusi suunnitelma tuodaan kunnalle lausuttavaksi.",
    ),
    Demopaatos(
        "857",
        "Esitys kausityön rekrytoinnista ja kuljetuksista",
        "Vastaus Tuusniemen kunnan esitykseen kausityön rekrytoinnista ja kuljetuksista",
        Tila.LUONNOS,
        [21, 3],
        "",
        ["<p>{saanto} Kausipaikat käydään läpi lähipäivillä huhtikuusta alkaen. {kanavat}</p>"],
        ["lahipalvelut.saanto", "lahipalvelut.kanavat"],
        kirjastosta="Ei kuulu toimivaltaan",
    ),
]
