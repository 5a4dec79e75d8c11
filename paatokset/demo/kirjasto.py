"""The demo's catalogue of provisions and its library, in Finnish and Swedish."""

from dataclasses import dataclass
from datetime import date

from paatokset.models import Fraasi, Lainkohta
from paatokset.workflow import luettelot
from tyollisyysalue import demo
from tyollisyysalue.models import Tyollisyysalue
from tyollisyysalue.roolit import Rooli

Kaytto, Laji = Lainkohta.Kaytto, Fraasi.Laji

# Names by which the demo's decisions choose them.
TOIMIVALTA, VAIKUTUKSET, KIELTO = "toimivalta", "vaikutukset", "kielto"
TAVOITTEET = "Työllisyysaluejaosto 8.5.2025"
KOONNIT = "Kuntakohtaiset koonnit"


@dataclass(frozen=True)
class Kohta:
    kaytto: Lainkohta.Kaytto
    fi: str
    sv: str
    alkupvm: date = date(2025, 1, 1)
    loppupvm: date | None = None
    tarkistuspvm: date | None = None
    lahde: str = ""


LAINKOHDAT = {
    TOIMIVALTA: Kohta(
        Kaytto.TOIMIVALTA,
        "Kuopion kaupungin hallintosääntö § 30, § 32",
        "Kuopio stads förvaltningsstadga § 30, § 32",
        tarkistuspvm=date(2026, 6, 30),
    ),
    "vanha": Kohta(
        Kaytto.TOIMIVALTA,
        "Kuopion kaupungin hallintosääntö § 28",
        "Kuopio stads förvaltningsstadga § 28",
        alkupvm=date(2021, 8, 1),
        loppupvm=date(2024, 12, 31),
    ),
    VAIKUTUKSET: Kohta(
        Kaytto.VAIKUTUKSET,
        "Vaikutusten ennakkoarviointia ei tehdä, koska kyseessä on toiminnan seuranta "
        "(kaupunginhallitus 21.10.2024 § 293).",
        "Ingen förhandsbedömning av konsekvenserna görs, eftersom det är fråga om uppföljning av verksamheten "
        "(stadsstyrelsen 21.10.2024 § 293).",
        alkupvm=date(2024, 10, 21),
    ),
    KIELTO: Kohta(
        Kaytto.MUUTOKSENHAKU,
        "kuntalaki (410/2015) 136 §",
        "kommunallagen (410/2015) 136 §",
        alkupvm=date(2017, 6, 1),
        lahde="https://finlex.fi/fi/laki/ajantasa/2015/20150410",
    ),
    "oikaisu": Kohta(
        Kaytto.MUUTOKSENHAKU,
        "kuntalaki (410/2015) 134 §",
        "kommunallagen (410/2015) 134 §",
        alkupvm=date(2017, 6, 1),
        lahde="https://finlex.fi/fi/laki/ajantasa/2015/20150410",
    ),
    "asiakas": Kohta(
        Kaytto.SALASSAPITO,
        "julkisuuslaki (621/1999) 24 § 1 mom. 25 kohta",
        "offentlighetslagen (621/1999) 24 § 1 mom. 25 punkten",
        alkupvm=date(1999, 12, 1),
        lahde="https://finlex.fi/fi/laki/ajantasa/1999/19990621",
    ),
    "olot": Kohta(
        Kaytto.SALASSAPITO,
        "julkisuuslaki (621/1999) 24 § 1 mom. 32 kohta",
        "offentlighetslagen (621/1999) 24 § 1 mom. 32 punkten",
        alkupvm=date(1999, 12, 1),
        lahde="https://finlex.fi/fi/laki/ajantasa/1999/19990621",
    ),
    TAVOITTEET: Kohta(
        Kaytto.MUU,
        f"{TAVOITTEET}, tavoitteet ja mittarit",
        "Sysselsättningsområdessektionen 8.5.2025, mål och mätare",
        alkupvm=date(2025, 5, 8),
    ),
    KOONNIT: Kohta(
        Kaytto.MUU,
        f"{KOONNIT} elo–syyskuussa 2025, jatkossa osavuosikatsauksittain",
        "Kommunvisa sammandrag i augusti–september 2025, därefter vid varje delårsrapport",
        alkupvm=date(2025, 8, 1),
    ),
}


def fakta(avain, tarkenne=""):
    return f"[[fakta:{avain}{' ' if tarkenne else ''}{tarkenne}]]"


@dataclass(frozen=True)
class Teksti:
    laji: Fraasi.Laji
    nimi: str
    fi: str
    sv: str
    otsikko_fi: str = ""
    otsikko_sv: str = ""


SAANTO = fakta("lahipalvelut.saanto")
KANAVAT = fakta("lahipalvelut.kanavat")
TOTEUMA = fakta("lahipalvelut.toteuma")
OHJAUSRYHMA = fakta("yhteyshenkilot.tapaaminen", "operatiivinen")
TUOTANTOALUE = fakta("yhteyshenkilot.tapaaminen", "tuotantoalue")
VASTUUHENKILOT = fakta("yhteyshenkilot.vastuuhenkilot")
VASTINPARI = fakta("yhteyshenkilot.vastinpari")

OSIOT = [
    Teksti(
        Laji.OSIO,
        "Lähipalvelujen saatavuus ja toteuma",
        f"<p>{fakta('lahipalvelut.suunnitelmat')} Kuopiossa palvelee työllisyysalueen toimipiste. Suunnitelmassa "
        f"kunnan asiakasmäärää on punnittu käytettävissä oleviin henkilötyövuosiin. {SAANTO} {KANAVAT}</p>"
        f"<p>{TOTEUMA} {fakta('lahipalvelut.akilliset_muutokset')} "
        "Lyhyellä varoitusajalla perutusta käynnistä kerrotaan kunnan yhdyshenkilölle heti, kun muutos on tiedossa."
        f"</p><p>{fakta('lahipalvelut.sovitut_paivat')}</p>",
        f"<p>{fakta('lahipalvelut.suunnitelmat')} I Kuopio betjänar sysselsättningsområdets verksamhetsställe. "
        f"I planen har kommunens kundantal vägts mot de årsverken som står "
        f"till förfogande. {SAANTO} {KANAVAT}</p><p>{TOTEUMA} {fakta('lahipalvelut.akilliset_muutokset')} Om ett "
        "besök ställs in med kort varsel underrättas kommunens kontaktperson så snart ändringen är känd.</p>"
        f"<p>{fakta('lahipalvelut.sovitut_paivat')}</p>",
        "Lähipalvelujen saatavuus ja saavutettavuus",
        "Närservicens tillgänglighet",
    ),
    Teksti(
        Laji.OSIO,
        "Yhteyshenkilöt ja tiedonkulku",
        f"<p>Kuntaan on nimetty vastuuhenkilöt avainprosesseittain. {fakta('yhteyshenkilot.lahetykset')} Tiedot "
        f"toimitetaan kuntaan uudelleen, kun ne muuttuvat.</p><p>{VASTUUHENKILOT}</p><p>Yhtä ainoaa pysyvää "
        "yhteyshenkilöä ei voida nimetä: palvelu olisi haavoittuva, ja sijaisuudet jäisivät järjestämättä. "
        f"{fakta('yhteyshenkilot.sijaiset')}</p><p>Kuntien ja työllisyysalueen yhteinen ohjausryhmä on säännöllinen "
        f"tapaaminen, jossa ovat kaikki alueen kunnat. {OHJAUSRYHMA}</p>",
        f"<p>För kommunen har ansvariga utsetts enligt nyckelprocess. {fakta('yhteyshenkilot.lahetykset')} Uppgifterna "
        f"sänds till kommunen på nytt när de ändras.</p><p>{VASTUUHENKILOT}</p><p>En enda fast kontaktperson kan inte "
        f"utses: servicen skulle bli sårbar och vikariaten oordnade. {fakta('yhteyshenkilot.sijaiset')}</p>"
        "<p>Kommunernas och sysselsättningsområdets gemensamma styrgrupp möts regelbundet, och alla kommuner i området "
        f"deltar. {OHJAUSRYHMA}</p>",
        "Yhteyshenkilöt ja tiedonkulku",
        "Kontaktpersoner och informationsgång",
    ),
    Teksti(
        Laji.OSIO,
        "Vaikuttavuuden seuranta ja tilastot",
        "<p>Alueen tavoitteet ja mittarit on hyväksytty, ja palvelujen vaikuttavuuden järjestelmällinen seuranta "
        f"alkaa vuoden 2026 alussa ({fakta('paatokset.lainkohta', TAVOITTEET)}). Kuntaan toimitetaan koonnit "
        f"seurannasta ({fakta('paatokset.lainkohta', KOONNIT)}). {fakta('seuranta.julkaistut_kuukaudet')}</p>"
        f"<p>{fakta('seuranta.avainluvut')}</p><p>{fakta('tyollisyysalue.sopimus')} Asiakas- tai "
        f"työntekijäkohtaista seurantaa ei voida toimittaa. {fakta('seuranta.tietosuojasaanto')}</p>",
        "<p>Områdets mål och mätare har godkänts, och den systematiska uppföljningen av servicens verkningar börjar "
        f"vid ingången av 2026 ({fakta('paatokset.lainkohta', TAVOITTEET)}). Sammandrag av uppföljningen sänds till "
        f"kommunen ({fakta('paatokset.lainkohta', KOONNIT)}). {fakta('seuranta.julkaistut_kuukaudet')}</p>"
        f"<p>{fakta('seuranta.avainluvut')}</p><p>{fakta('tyollisyysalue.sopimus')} Uppföljning per kund eller "
        f"anställd kan inte lämnas ut. {fakta('seuranta.tietosuojasaanto')}</p>",
        "Palvelujen vaikuttavuuden seuranta ja tilastot",
        "Uppföljning av servicens verkningar och statistik",
    ),
    Teksti(
        Laji.OSIO,
        "Yhdenvertaisuus ja työnantajapalvelut",
        "<p>Lakisääteiset palvelut ovat tarjolla kaikissa alueen kunnissa asiakkaiden palvelutarpeen mukaan "
        "yhdenvertaisesti. Valmennuksen ja työkyvyn arvioinnin hankinnoista päätetään koko alueelle kerralla.</p>"
        f"<p>{VASTINPARI} Työnantaja- ja yrityspalvelujen yhteistyö kootaan tuotantoalueittain. {TUOTANTOALUE}</p>",
        "<p>Den lagstadgade servicen erbjuds i alla kommuner i området på lika grunder enligt kundernas servicebehov. "
        "Om anskaffning av träning och bedömning av arbetsförmågan beslutas för hela området på en gång.</p>"
        f"<p>{VASTINPARI} Samarbetet om tjänster för arbetsgivare och företag samordnas per produktionsområde. "
        f"{TUOTANTOALUE}</p>",
        "Palvelujen yhdenvertaisuus ja lakisääteiset palvelut",
        "Likabehandling och lagstadgad service",
    ),
    Teksti(
        Laji.OSIO,
        "Henkilöstöresurssit",
        "<p>Työllisyysalueen henkilöstöä on vähennetty, ja asiakasmäärä työntekijää kohden on kasvanut samalla tavalla "
        "koko alueella. Yhteistoimintasopimuksessa ei ole sovittu enimmäismäärää asiakkaille, eikä työntekijäkohtaista "
        "tietoa voida antaa.</p><p>Palvelut järjestetään palvelusuunnitelman ja yhteistoimintasopimuksen mukaisesti."
        "</p>",
        "<p>Sysselsättningsområdets personal har minskats, och antalet kunder per anställd har ökat på samma sätt i "
        "hela området. I samarbetsavtalet finns inget avtalat högsta antal kunder, och uppgifter om enskilda anställda "
        "kan inte lämnas ut.</p><p>Servicen ordnas enligt serviceplanen och samarbetsavtalet.</p>",
        "Henkilöstöresurssien riittävyys",
        "Personalresursernas tillräcklighet",
    ),
    Teksti(
        Laji.OSIO,
        "Työnantajatapahtumat ja rekrytointi",
        "<p>Työnantajatapahtumien ajat sovitaan tuotantoalueella, ja niiden tarve arvioidaan avoimien työpaikkojen "
        f"määrän perusteella. {TUOTANTOALUE} {VASTINPARI}</p>",
        "<p>Tiderna för arbetsgivarevenemang avtalas inom produktionsområdet, och behovet bedöms utifrån antalet "
        f"lediga arbetsplatser. {TUOTANTOALUE} {VASTINPARI}</p>",
        "Työnantajatapahtumat",
        "Arbetsgivarevenemang",
    ),
    Teksti(
        Laji.OSIO,
        "Lähipäivät pyhien aikaan",
        "<p>Kun lähipäivä osuu pyhäpäivään tai sen aattoon, korvaavasta päivästä sovitaan kunnan kanssa. "
        f"{SAANTO} Juhlapyhien viikkojen päivät näkyvät kunnan kalenterissa koko vuodeksi.</p>",
        "<p>När en närservicedag infaller på en helgdag eller dagen före den, avtalas en ersättande dag med kommunen. "
        f"{SAANTO} Dagarna under helgveckorna syns i kommunens kalender för hela året.</p>",
        "Lähipäivät juhlapyhien viikoilla",
        "Närservicedagar under helgveckor",
    ),
    Teksti(
        Laji.OSIO,
        "Etävastaanotto ja sen ajat",
        f"<p>{KANAVAT} Etävastaanoton aikoja avataan sekä aamu- että iltapäiville, ja kunnantalon laitteita voi "
        "käyttää vastaanoton aikana.</p>",
        f"<p>{KANAVAT} Tider för distansmottagning öppnas både för- och eftermiddagar, och kommunhusets utrustning kan "
        "användas under mottagningen.</p>",
        "Etävastaanoton ajat",
        "Tider för distansmottagning",
    ),
]

FRAASIT = [
    Teksti(Laji.FRAASI, nimi, f"<p>{fi}</p>", f"<p>{sv}</p>")
    for nimi, fi, sv in [
        (
            "Ehdotus: vastaus esitykseen",
            "Työllisyysaluelautakunta päättää antaa selostuksesta ilmenevän vastauksen [[kunnan nimi]] esitykseen.",
            "Sysselsättningsområdesnämnden beslutar ge det svar på framställningen av [[kommunens namn]] som framgår "
            "av redogörelsen.",
        ),
        (
            "Johdanto: kohta kohdalta",
            "Esityksen kohtiin vastataan alla kohta kohdalta.",
            "Punkterna i framställningen besvaras nedan en för en.",
        ),
        ("Lähipalvelun rytmi", f"{SAANTO} {KANAVAT}", f"{SAANTO} {KANAVAT}"),
        (
            "Muutoksista ilmoittaminen",
            "Muutoksesta kerrotaan kunnan yhdyshenkilölle heti, kun se on tiedossa.",
            "Kommunens kontaktperson underrättas så snart en ändring är känd.",
        ),
        (
            "Seuraava ohjausryhmä",
            f"Asiaa jatketaan yhteisessä ohjausryhmässä. {OHJAUSRYHMA}",
            f"Ärendet fortsätter i den gemensamma styrgruppen. {OHJAUSRYHMA}",
        ),
        (
            "Tuotantoalueen tapaaminen",
            f"Asia käsitellään tuotantoalueen tapaamisessa. {TUOTANTOALUE}",
            f"Ärendet behandlas vid produktionsområdets möte. {TUOTANTOALUE}",
        ),
        (
            "Tietosuoja",
            f"Asiakas- tai työntekijäkohtaista tietoa ei anneta. {fakta('seuranta.tietosuojasaanto')}",
            f"Uppgifter om enskilda kunder eller anställda lämnas inte ut. {fakta('seuranta.tietosuojasaanto')}",
        ),
        (
            "Ei kuulu toimivaltaan",
            "Asia kuuluu kunnan omaan päätösvaltaan, eikä lautakunta ole siinä toimivaltainen.",
            "Ärendet hör till kommunens egen beslutanderätt, och nämnden är inte behörig i det.",
        ),
        (
            "Luettelon toimittaminen",
            f"{fakta('yhteyshenkilot.lahetykset')} Luettelo toimitetaan uudelleen, kun se muuttuu.",
            f"{fakta('yhteyshenkilot.lahetykset')} Förteckningen sänds på nytt när den ändras.",
        ),
        (
            "Määräaika kunnalle",
            "Kunta voi toimittaa täydentäviä tietoja [[päivä]] mennessä.",
            "Kommunen kan lämna kompletterande uppgifter senast den [[datum]].",
        ),
    ]
]


def rakenna():
    """The secretary's catalogue and library, made before the first draft."""
    alue, sihteeri = Tyollisyysalue.objects.get(koodi=demo.ALUE), demo.kirjautuja(Rooli.SIHTEERI)
    with demo.hetkena(2025, 8, 25):
        for kohta in LAINKOHDAT.values():
            luettelot.lisaa(
                Lainkohta,
                alue,
                kaytto=kohta.kaytto,
                teksti_fi=kohta.fi,
                teksti_sv=kohta.sv,
                alkupvm=kohta.alkupvm,
                loppupvm=kohta.loppupvm,
                tarkistuspvm=kohta.tarkistuspvm,
                lahde=kohta.lahde,
                omistaja=sihteeri.henkilo,
                user=sihteeri,
            )
        for teksti in [*OSIOT, *FRAASIT]:
            luettelot.lisaa(
                Fraasi,
                alue,
                laji=teksti.laji,
                nimi=teksti.nimi,
                otsikko_fi=teksti.otsikko_fi,
                otsikko_sv=teksti.otsikko_sv,
                teksti_fi=teksti.fi,
                teksti_sv=teksti.sv,
                omistaja=sihteeri.henkilo,
                alkupvm=date(2025, 1, 1),
                user=sihteeri,
            )


def lainkohta(nimi):
    return Lainkohta.objects.get(alue__koodi=demo.ALUE, teksti_fi=LAINKOHDAT[nimi].fi)
