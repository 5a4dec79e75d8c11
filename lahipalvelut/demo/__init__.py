"""The demo's local service: Rautavaara's every other Wednesday of the case, and the others in their own rhythms."""

import random
from datetime import date, timedelta

from lahipalvelut import workflow
from lahipalvelut.demo import kuukaudet
from lahipalvelut.demo.suunnitelmat import PALVELUPISTEET, SUUNNITELMAT
from lahipalvelut.models import Jakso, Palvelupaiva, Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi
from tyollisyysalue import kello
from tyollisyysalue.demo import ALKU, henkilo, hetkena, hetki, kirjautuja, kuun_viimeinen
from tyollisyysalue.models import Kunta
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import Avainprosessi

Kanava = Suunnitelmarivi.Kanava
Syykoodi = Palvelupaiva.Syykoodi
KAIKKI_KANAVAT = [Kanava.PAIKALLA, Kanava.VIDEO, Kanava.PUHELIN]

# The newest past days of each line stay open, so that whoever tries the portal has something to log.
KIRJAAMATTA_JATETAAN = 2
KIRJAAMATTA_ENINTAAN = timedelta(days=60)

# The case's decision is approved on this day: what the demo's later days bring must not be known before it.
PAATOKSEN_PAIVA = date(2025, 9, 10)
TAPAUS = "687"
# What went otherwise in the case: when it was told, the reason's code and its words.
TAPAUKSEN_PERUTUT = {
    date(2025, 6, 11): (
        (2025, 6, 11, 7, 30),
        Syykoodi.SAIRASTUMINEN,
        "Asiantuntija sairastui yöllä, eikä sijaista ehditty saada. Varatut ajat siirrettiin puhelimeen.",
    ),
    date(2025, 12, 24): (
        (2025, 12, 1, 9, 0),
        Syykoodi.ARKIPYHA,
        "Päivä on jouluaatto, ja kunnantalo on kiinni.",
    ),
}

# The case's liaison says soon that the municipality knows.
KUITTAUKSEEN = timedelta(minutes=40)

# Elsewhere one day in so many is cancelled: hours of notice, the reason's code and its words.
JOKA_MONES_PERUTAAN = 16
SYYT = [
    (2, Syykoodi.SAIRASTUMINEN, "Asiantuntija estyi aamulla. Varatut ajat hoidettiin puhelimitse."),
    (
        20,
        Syykoodi.SAIRASTUMINEN,
        "Asiantuntija estyi, eikä sijaista ehditty saada. Ajat hoidettiin videolla.",
    ),
    (3, Syykoodi.SAA, "Tie oli poikki. Niille, joilla oli aika, soitettiin."),
    (96, Syykoodi.TILAT, "Palvelutilassa on vesikatko, eikä korvaavaa tilaa saatu."),
    (24 * 21, Syykoodi.MUU, "Koko henkilöstön kehittämispäivä. Ajat siirrettiin seuraavalle lähipäivälle."),
]
# Of the days that are held one in so many has a note.
JOKA_MONES_HUOMAUTETAAN = 12
HUOMAUTUKSET = [
    "Videolaite ei toiminut aamupäivällä, ajat hoidettiin puhelimitse.",
    "Kaikki ajat oli varattu, seuraavalle kerralle tarvitaan toinen työntekijä.",
    "Kunnan yhdyshenkilö kävi kertomassa tulevasta työnantajatapahtumasta.",
]

# Of the days to come those on a holiday that is near have been cancelled, and one where the building is closed.
PYHAT_KATSOTTU = timedelta(days=60)
KIINNI = "778"
# Where the place is shut later, and whose next plan is a draft.
SULJETTU = "857"
LUONNOKSENA = "921"
# Goes in place of one who is away.
SIJAINEN = "Aino Harjula"
KIINNI_SYY = (
    "Kaupungintalon toisessa kerroksessa uusitaan ilmanvaihtoa. Ajat siirretään seuraavaan lähipäivään."
)


def rakenna():
    """Plans and their days, logged up to the case's decision."""
    if Palvelupiste.objects.exists():
        return
    koordinaattori = kirjautuja(Rooli.KOORDINAATTORI)
    pisteet = {koodi: _luo_palvelupisteet(koodi, user=koordinaattori) for koodi in PALVELUPISTEET}
    for tiedot in SUUNNITELMAT:
        for rivi in _luo_suunnitelma(tiedot, pisteet[tiedot.kunta], user=koordinaattori):
            # As the nightly job has done since.
            workflow.luo_paivat(rivi, workflow.paivien_raja(rivi))
            _kirjaa(_avoimet(rivi).filter(pvm__lt=PAATOKSEN_PAIVA))
    _peru_tulevia(user=koordinaattori)
    _siirra_sijaiselle(user=koordinaattori)
    _sulje(user=koordinaattori)
    _luonnostele(user=koordinaattori)


def jatka():
    """The days since the decision, but for the newest."""
    tanaan = kello.tanaan()
    for rivi in Suunnitelmarivi.objects.select_related("suunnitelma"):
        menneet = list(_avoimet(rivi).filter(pvm__lt=tanaan))
        paattynyt = rivi.suunnitelma.loppupvm and rivi.suunnitelma.loppupvm < tanaan - KIRJAAMATTA_ENINTAAN
        _kirjaa(menneet if paattynyt else menneet[:-KIRJAAMATTA_JATETAAN])
    # Once: what comes after is logged by those who try the portal.
    if not Jakso.objects.exists():
        kuukaudet.rakenna()


def _avoimet(rivi):
    return Palvelupaiva.objects.for_list().filter(rivi=rivi, tila=Palvelupaiva.Tila.AVOIN)


def _luo_palvelupisteet(koodi, *, user):
    kunta = Kunta.objects.get(koodi=koodi)
    with hetki(ALKU):
        return [
            workflow.lisaa_palvelupiste(kunta, nimi=nimi, osoite=osoite, saapumisohje=ohje, user=user)
            for nimi, osoite, ohje in PALVELUPISTEET[koodi]
        ]


def _luo_suunnitelma(tiedot, pisteet, *, user):
    """The plan and its lines, which are given back."""
    kunta = pisteet[0].kunta
    alkupvm, hyvaksymispvm = tiedot.kausi
    loppupvm = tiedot.loppupvm
    if tiedot.loppuu_kuun is not None:
        loppupvm = kuun_viimeinen(kello.tanaan(), tiedot.loppuu_kuun)
    with hetki(alkupvm):
        suunnitelma = workflow.luo_suunnitelma(
            kunta, alkupvm=alkupvm, loppupvm=loppupvm, perustelu=tiedot.perustelu, user=user
        )
        rivit = [_luo_rivi(suunnitelma, rivi, pisteet[rivi.piste], user=user) for rivi in tiedot.rivit]
        hyvaksytty = workflow.hyvaksy(
            suunnitelma,
            hyvaksymispvm=hyvaksymispvm,
            hyvaksymisviite=f"työllisyysaluejohtajan päätös {tiedot.viite}",
            user=user,
        )
        for rivi in rivit:
            rivi.suunnitelma = hyvaksytty
        return rivit


def _luo_rivi(suunnitelma, rivi, palvelupiste, *, user):
    alue = suunnitelma.kunta.alue
    return workflow.lisaa_rivi(
        suunnitelma,
        user=user,
        ankkuripvm=rivi.ankkuripvm,
        vali=rivi.vali,
        alkuklo=rivi.alkuklo,
        loppuklo=rivi.loppuklo,
        palvelupiste=palvelupiste,
        kanavat=KAIKKI_KANAVAT,
        vastuuhenkilo=henkilo(rivi.kuka),
        prosessit=Avainprosessi.objects.filter(alue=alue, nimi_fi__in=["alkupalvelut", "työkyky"]),
    )


def _kirjaa(paivat):
    """Log each day, on its own afternoon: the expert who signs in her own, the coordinator the others'."""
    asiantuntija, koordinaattori = kirjautuja(Rooli.ASIANTUNTIJA), kirjautuja(Rooli.KOORDINAATTORI)
    for paiva in paivat:
        user = asiantuntija if paiva.rivi.vastuuhenkilo.user_id == asiantuntija.pk else koordinaattori
        if peruminen := _peruminen(paiva):
            ilmoitettu, syykoodi, syy = peruminen
            with kello.aseta(ilmoitettu):
                workflow.peru(paiva, user=user, syykoodi=syykoodi, syy=syy)
            if paiva.kunta.koodi == TAPAUS:
                with kello.aseta(ilmoitettu + KUITTAUKSEEN):
                    workflow.kuittaa_muutos(paiva, user=kirjautuja(Rooli.YHDYSHENKILO))
        else:
            with hetki(paiva.pvm, 15, 40):
                workflow.kirjaa_pidetyksi(paiva, user=user, huomautus=_huomautus(paiva))


def _peruminen(paiva):
    """When the day was told to be off, why by code and why in words; None when it was held."""
    if paiva.kunta.koodi == TAPAUS and paiva.pvm in TAPAUKSEN_PERUTUT:
        ilmoitettu, syykoodi, syy = TAPAUKSEN_PERUTUT[paiva.pvm]
        with hetkena(*ilmoitettu):
            return kello.nyt(), syykoodi, syy
    if paiva.pyhapaiva:
        return paiva.alkaa - timedelta(days=21), Syykoodi.ARKIPYHA, _pyhan_syy(paiva)
    arpa = _arpa("peruminen", paiva)
    if paiva.kunta.koodi == TAPAUS or arpa.randrange(JOKA_MONES_PERUTAAN):
        return None
    # No road is snowed up in summer.
    syyt = [syy for syy in SYYT if syy[1] != Syykoodi.SAA or paiva.pvm.month in (1, 2, 3, 11, 12)]
    tunteja, syykoodi, syy = arpa.choice(syyt)
    return paiva.alkaa - timedelta(hours=tunteja), syykoodi, syy


def _huomautus(paiva):
    arpa = _arpa("huomautus", paiva)
    return "" if arpa.randrange(JOKA_MONES_HUOMAUTETAAN) else arpa.choice(HUOMAUTUKSET)


def _arpa(aihe, paiva):
    """Chance that falls the same way every time the demo is built, whatever else has been drawn."""
    return random.Random(f"{aihe} {paiva.rivi.ankkuripvm} {paiva.kunta.koodi} {paiva.pvm}")


def _pyhan_syy(paiva):
    return f"Päivä on {paiva.pyhapaiva.lower()}."


def _siirra_sijaiselle(*, user):
    """Of the days of those who are away soon the nearest has a substitute, and the rest wait for one."""
    tanaan = kello.tanaan()
    paivat = Palvelupaiva.objects.for_list().with_poissaolot().filter(tila=Palvelupaiva.Tila.AVOIN)
    tulevat = paivat.jaksolla(tanaan + timedelta(days=1), tanaan + timedelta(days=21))
    for paiva in [paiva for paiva in tulevat if paiva.kavijan_poissaolo][:1]:
        workflow.aseta_sijainen(paiva, henkilo(SIJAINEN), user=user)


def _sulje(*, user):
    """The place of a municipality is shut for some weeks ahead: its days wait for somebody to move or cancel them."""
    alku = kello.tanaan() + timedelta(days=60)
    workflow.lisaa_sulku(
        Kunta.objects.get(koodi=SULJETTU),
        alkupvm=alku,
        loppupvm=alku + timedelta(days=27),
        syy="Kunnantalon palvelutila remontoidaan.",
        user=user,
    )
    # So far ahead that no days are there yet: none will come.
    workflow.lisaa_sulku(
        Kunta.objects.get(koodi=SULJETTU),
        alkupvm=alku + timedelta(days=450),
        loppupvm=alku + timedelta(days=454),
        syy="Kunnantalo on kiinni: vaalit järjestetään palvelutilassa.",
        user=user,
    )


def _luonnostele(*, user):
    """The plan that is late waits as a draft, to begin with the month after next."""
    vanha = Palvelusuunnitelma.objects.get(kunta__koodi=LUONNOKSENA)
    workflow.uusi_versio(
        vanha,
        alkupvm=kuun_viimeinen(kello.tanaan(), 1) + timedelta(days=1),
        perustelu="Kunta on toivonut käyntejä useammin. Työnhakijoita on edellistä vuotta enemmän.",
        muutokset={rivi.pk: {"vali": 2} for rivi in vanha.rivit.all()},
        user=user,
    )


def _peru_tulevia(*, user):
    tanaan = kello.tanaan()
    tulevat = Palvelupaiva.objects.for_list().filter(pvm__gt=tanaan, pvm__lte=tanaan + PYHAT_KATSOTTU)
    pyhat = [(paiva, Syykoodi.ARKIPYHA, _pyhan_syy(paiva)) for paiva in tulevat if paiva.pyhapaiva]
    suljetut = [
        (paiva, Syykoodi.TILAT, KIINNI_SYY)
        for paiva in tulevat.filter(kunta__koodi=KIINNI, pvm__gt=tanaan + timedelta(days=7))
        if not paiva.pyhapaiva
    ]
    with hetki(tanaan - timedelta(days=5)):
        for paiva, syykoodi, syy in [*pyhat, *suljetut[:1]]:
            workflow.peru(paiva, user=user, syykoodi=syykoodi, syy=syy)
