"""The demo's area, people and logins. Everyone here is invented."""

import calendar
import datetime

from tyollisyysalue import kello
from tyollisyysalue.models import Henkilo, Jasenyys, Tyollisyysalue, User
from tyollisyysalue.pyhat import pyha
from tyollisyysalue.roolit import Rooli

SALASANA = "demo-Kallavesi-2026"
ALUE = "17"

# Login address, role, municipality of a liaison, name and title.
KIRJAUTUJAT = [
    ("yhdyshenkilo@rautavaara.example", Rooli.YHDYSHENKILO, "687", "Raija Vaarala", "hallintojohtaja"),
    ("asiantuntija@kuopio.example", Rooli.ASIANTUNTIJA, "", "Aino Harjula", "työllisyysasiantuntija"),
    ("koordinaattori@kuopio.example", Rooli.KOORDINAATTORI, "", "Kaisa Lehtovaara", "palvelukoordinaattori"),
    ("sihteeri@kuopio.example", Rooli.SIHTEERI, "", "Sirpa Niemenmaa", "hallintosihteeri"),
    ("esittelija@kuopio.example", Rooli.ESITTELIJA, "", "Eero Mäkirinne", "va. työllisyysaluejohtaja"),
    ("paakayttaja@kuopio.example", Rooli.PAAKAYTTAJA, "", "Pekka Ylitalo", "järjestelmäasiantuntija"),
]

# Liaisons of the other municipalities, who have not chosen a password: municipality, name and title.
YHDYSHENKILOT = [
    ("204", "Outi Vihtajärvi", "hallintojohtaja"),
    ("239", "Esko Nilakanpää", "kunnansihteeri"),
    ("297", "Minna Saaristoaho", "kehittämispäällikkö"),
    ("402", "Leena Onkivaara", "hallintojohtaja"),
    ("686", "Jukka Konnekoski", "hallintopäällikkö"),
    ("749", "Kari Vuorisalmi", "hallintojohtaja"),
    ("778", "Päivi Lintharju", "kaupunginsihteeri"),
    ("844", "Timo Kolunlahti", "kunnansihteeri"),
    ("857", "Sari Juojärvenpää", "hallintojohtaja"),
    ("921", "Antti Niinivesi", "kunnansihteeri"),
]

# People who do not sign in: name, title, municipality of one in a municipality's service.
MUUT = [
    ("Oskari Pihlajasalo", "työkykyasiantuntija", ""),
    ("Milla Tuomikoski", "nuorten palvelujen asiantuntija", ""),
    ("Riikka Savilampi", "kotoutumisen asiantuntija", ""),
    ("Janne Korpikallio", "yritysasiantuntija", ""),
    ("Veera Salmenranta", "yrityskoordinaattori", ""),
    ("Heikki Louhivuori", "alkavien yritysten neuvoja", ""),
    ("Sanna Metsäkorpi", "työllisyysasiantuntija", ""),
    ("Ville Harjunsalo", "työllisyysasiantuntija", ""),
    ("Hanna Karhulampi", "nuorten palvelujen asiantuntija", ""),
    ("Johanna Kivisuo", "monialaisen tuen asiantuntija", ""),
    ("Elina Sorsavirta", "kotoutumisen asiantuntija", ""),
    ("Teemu Lehtikangas", "työttömyysturva-asiantuntija", ""),
    ("Anu Rantapelto", "työttömyysturva-asiantuntija", ""),
    ("Laura Hietasaari", "koulutusasiantuntija", ""),
    ("Petri Niittyaho", "tukiasiantuntija", ""),
    ("Mikael Tuulimaa", "työllisyysasiantuntija", ""),
    ("Pasi Honkasalo", "elinvoimakoordinaattori", "204"),
    ("Maria Kiviniitty", "elinvoimavastaava", "239"),
    ("Tommi Väänäsaari", "yrityspalvelupäällikkö", "297"),
    ("Tuula Onkilahti", "elinvoimajohtaja", "402"),
    ("Risto Hankamäki", "elinvoimapäällikkö", "686"),
    ("Markku Rautajoki", "elinvoimapäällikkö", "687"),
    ("Satu Kasurinharju", "elinvoimajohtaja", "749"),
    ("Jarmo Iisvesi", "elinkeinopäällikkö", "778"),
    ("Eeva Utrianlahti", "elinvoimavastaava", "844"),
    ("Kimmo Ohtaansalo", "elinvoimakoordinaattori", "857"),
    ("Niina Vesamäki", "elinkeinovastaava", "921"),
]

# Genitives cannot be derived from the names.
KUNNAT = {
    "204": "Kaavin kunta",
    "239": "Keiteleen kunta",
    "297": "Kuopion kaupunki",
    "402": "Lapinlahden kunta",
    "686": "Rautalammin kunta",
    "687": "Rautavaaran kunta",
    "749": "Siilinjärven kunta",
    "778": "Suonenjoen kaupunki",
    "844": "Tervon kunta",
    "857": "Tuusniemen kunta",
    "921": "Vesannon kunta",
}

ALKU = datetime.date(2025, 1, 1)


def rakenna():
    """Bring the area into use and make its people and logins; nothing is made twice."""
    alue = Tyollisyysalue.objects.get(koodi=ALUE)
    if alue.kaytossa:
        return
    alue.kaytossa = True
    alue.asiakirjanimi = "Kuopion työllisyysalue"
    alue.jarjestaja = "Kuopion kaupunki"
    alue.osoite = "PL 000, 70000 Kuopio"
    alue.sahkoposti = "kirjaamo@kuopio.example"
    alue.puhelin = "017 000 0000"
    alue.videopalvelu = "Varaa videoaika puhelimitse. Saat linkin tekstiviestinä, etkä tarvitse sovellusta."
    alue.yhdenvertaisuus_julkinen = True
    alue.save()
    kunnat = {kunta.koodi: kunta for kunta in alue.kunnat.all()}
    for osoite, rooli, koodi, nimi, nimike in KIRJAUTUJAT:
        luo_kayttaja(alue, osoite, SALASANA, rooli, kunnat.get(koodi), nimi, nimike)
    for koodi, nimi, nimike in YHDYSHENKILOT:
        kunta = kunnat[koodi]
        osoite = f"yhdyshenkilo@{verkkonimi(kunta)}.example"
        luo_kayttaja(alue, osoite, None, Rooli.YHDYSHENKILO, kunta, nimi, nimike)
    for nimi, nimike, koodi in MUUT:
        luo_henkilo(alue, nimi, nimike, kunnat.get(koodi))


def luo_kayttaja(alue, osoite, salasana, rooli, kunta, nimi, nimike):
    user = User.objects.create_user(osoite, salasana)
    Jasenyys.objects.create(user=user, rooli=rooli, alue=None if kunta else alue, kunta=kunta, alkupvm=ALKU)
    luo_henkilo(alue, nimi, nimike, kunta, user=user)


def luo_henkilo(alue, nimi, nimike, kunta, user=None):
    return Henkilo.objects.create(
        alue=alue,
        kunta=kunta,
        user=user,
        nimi=nimi,
        nimike=nimike,
        puhelin=f"050 000 {Henkilo.objects.count() + 1:04}",
        sahkoposti=f"{ascii_nimi(nimi).replace(' ', '.')}@{verkkonimi(kunta) if kunta else 'kuopio'}.example",
        organisaatio=KUNNAT[kunta.koodi] if kunta else "Kuopion työllisyysalue",
    )


def ascii_nimi(nimi):
    return nimi.lower().replace("ä", "a").replace("ö", "o")


def verkkonimi(kunta):
    return ascii_nimi(kunta.nimi_fi)


def henkilo(nimi):
    return Henkilo.objects.get(nimi=nimi)


def kirjautuja(rooli):
    """The demo's login of a role, as the workflow functions need it."""
    return User.objects.get(email=next(k[0] for k in KIRJAUTUJAT if k[1] == rooli))


def yhdyshenkilo(koodi):
    """The liaison of a municipality, who files its requests."""
    return User.objects.get(jasenyydet__kunta__koodi=koodi)


def hetkena(vuosi, kuukausi, paiva, tunti=9, minuutti=0):
    """The portal's clock set to a moment of Helsinki, so that the demo's events carry the case's dates."""
    return kello.aseta(aika(vuosi, kuukausi, paiva, tunti, minuutti))


def aika(vuosi, kuukausi, paiva, tunti=9, minuutti=0):
    return datetime.datetime(vuosi, kuukausi, paiva, tunti, minuutti, tzinfo=kello.HELSINKI)


def hetki(pvm, tunti=9, minuutti=0):
    """The same of a date that is reckoned from the day the demo is built."""
    return hetkena(pvm.year, pvm.month, pvm.day, tunti, minuutti)


def arkipaiva(pvm, suunta=1):
    """The day, or the nearest working day after it (before it, when ``suunta`` is -1)."""
    while pvm.weekday() > 4 or pyha(pvm):
        pvm += datetime.timedelta(days=suunta)
    return pvm


def arkipaiva_sitten(paivia):
    """The working day that many days ago: what is under way is under way whenever the demo is built."""
    return arkipaiva(kello.tanaan() - datetime.timedelta(days=paivia), suunta=-1)


def kuun_viimeinen(pvm, kuukausia):
    """The last day of the month that many months after the date's own."""
    vuosi, kuukausi = divmod(pvm.year * 12 + pvm.month - 1 + kuukausia, 12)
    return datetime.date(vuosi, kuukausi + 1, calendar.monthrange(vuosi, kuukausi + 1)[1])
