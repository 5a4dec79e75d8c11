"""The demo's area, people and logins. Everyone here is invented."""

import datetime

from tyollisyysalue import kello
from tyollisyysalue.models import Henkilo, Jasenyys, Kunta, Tyollisyysalue, User
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

# People who do not sign in: name, title, municipality of one in a municipality's service.
MUUT = [
    ("Oskari Pihlajasalo", "työkykyasiantuntija", ""),
    ("Milla Tuomikoski", "nuorten palvelujen asiantuntija", ""),
    ("Riikka Savilampi", "kotoutumisen asiantuntija", ""),
    ("Janne Korpikallio", "yritysasiantuntija", ""),
    ("Veera Salmenranta", "yrityskoordinaattori", ""),
    ("Heikki Louhivuori", "alkavien yritysten neuvoja", ""),
    ("Markku Rautajoki", "elinvoimapäällikkö", "687"),
    ("Tuula Onkilahti", "elinvoimajohtaja", "402"),
    ("Kari Vuorisalmi", "hallintojohtaja", "749"),
]

# Genitives cannot be derived from the names.
KUNNAT = {"402": "Lapinlahden kunta", "687": "Rautavaaran kunta", "749": "Siilinjärven kunta"}


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
    alue.save(update_fields=["kaytossa", "asiakirjanimi", "jarjestaja", "osoite", "sahkoposti", "puhelin"])
    for osoite, rooli, koodi, nimi, nimike in KIRJAUTUJAT:
        kunta = Kunta.objects.get(koodi=koodi) if koodi else None
        user = User.objects.create_user(osoite, SALASANA)
        Jasenyys.objects.create(
            user=user,
            rooli=rooli,
            alue=None if kunta else alue,
            kunta=kunta,
            alkupvm=datetime.date(2025, 1, 1),
        )
        luo_henkilo(alue, nimi, nimike, kunta, user=user)
    for nimi, nimike, koodi in MUUT:
        luo_henkilo(alue, nimi, nimike, Kunta.objects.get(koodi=koodi) if koodi else None)


def luo_henkilo(alue, nimi, nimike, kunta, user=None):
    tunnus = nimi.lower().replace(" ", ".").replace("ä", "a").replace("ö", "o")
    return Henkilo.objects.create(
        alue=alue,
        kunta=kunta,
        user=user,
        nimi=nimi,
        nimike=nimike,
        puhelin=f"050 000 {Henkilo.objects.count() + 1:04}",
        sahkoposti=f"{tunnus}@{kunta.nimi_fi.lower() if kunta else 'kuopio'}.example".replace("ä", "a"),
        organisaatio=KUNNAT[kunta.koodi] if kunta else "Kuopion työllisyysalue",
    )


def henkilo(nimi):
    return Henkilo.objects.get(nimi=nimi)


def kirjautuja(rooli):
    """The demo's login of a role, as the workflow functions need it."""
    return User.objects.get(email=next(k[0] for k in KIRJAUTUJAT if k[1] == rooli))


def hetkena(vuosi, kuukausi, paiva, tunti=9, minuutti=0):
    """The portal's clock set to a moment of Helsinki, so that the demo's events carry the case's dates."""
    return kello.aseta(datetime.datetime(vuosi, kuukausi, paiva, tunti, minuutti, tzinfo=kello.HELSINKI))
