"""Feedback of the demo: answered, and one that waits. Its givers are invented."""

from datetime import date

from tyollisyysalue import demo, palaute
from tyollisyysalue.models import Palaute, Tyollisyysalue
from tyollisyysalue.roolit import Rooli

Aihe = Palaute.Aihe

# Arrived on a date or so many days before the demo's own, subject, page, language, text, the giver's name and address,
# and the day and words of the answer where it has been given.
PALAUTTEET = [
    (
        date(2026, 3, 17),
        Aihe.SAAVUTETTAVUUS,
        "/lahipalvelut/687/",
        "fi",
        "Ruudunlukija ei kerro, mikä päivistä on peruttu, jos lista on pitkä. Voisiko sen lukea ensin?",
        ("Aune Kuuselanaho", "aune@lukija.example"),
        (date(2026, 3, 24), "Kiitos. Perutut päivät luetaan nyt sivun alussa ennen luetteloa."),
    ),
    (
        6,
        Aihe.MUU,
        "/lahipalvelut/921/",
        "fi",
        "Milloin Vesannon lähipäivät taas jatkuvat? Sivulla ei näy yhtään.",
        ("", ""),
        None,
    ),
]


def rakenna():
    """Nothing is made twice."""
    if Palaute.objects.exists():
        return
    alue = Tyollisyysalue.objects.get(koodi=demo.ALUE)
    for saapui, aihe, sivu, kieli, teksti, (nimi, sahkoposti), vastaus in PALAUTTEET:
        paiva = demo.arkipaiva_sitten(saapui) if isinstance(saapui, int) else saapui
        with demo.hetki(paiva, 18, 32):
            annettu = palaute.anna(
                alue, aihe=aihe, teksti=teksti, kieli=kieli, sivu=sivu, nimi=nimi, sahkoposti=sahkoposti
            )
        if vastaus:
            vastauspaiva, sanat = vastaus
            with demo.hetki(vastauspaiva, 10, 5):
                palaute.vastaa(annettu, sanat, user=demo.kirjautuja(Rooli.PAAKAYTTAJA))
