"""A decision's life, walked through the workflow with the case's dates."""

import datetime

import factory
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from esitykset.models import Asia, Esitys, Kohta
from paatokset import workflow
from paatokset.models import Fraasi, Lainkohta, Paatos, Toimielin
from tests.factories import AlueFactory, HenkiloFactory, Tehdas
from tyollisyysalue import faktat, kaaviot, kello
from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, Parametrit, Taulukko
from tyollisyysalue.models import Kunta

RAUTAVAARA = Parametrit(kunta="687")
KESA = Parametrit(kunta="687", alkupvm=datetime.date(2025, 5, 1), loppupvm=datetime.date(2025, 8, 31))
KOKOUS = datetime.date(2025, 9, 17)


def hetki(vuosi, kuukausi, paiva, tunti=0, minuutti=0):
    return datetime.datetime(vuosi, kuukausi, paiva, tunti, minuutti, tzinfo=kello.HELSINKI)


LUONNOSTELTU = hetki(2025, 9, 3, 10, 20)
LAHETETTY = hetki(2025, 9, 9, 13, 40)
HYVAKSYTTY = hetki(2025, 9, 10, 11, 30)
KIRJATTU = hetki(2025, 9, 18, 9, 0)
TARKASTETTU = hetki(2025, 9, 22, 10, 0)


class Lause(Faktalaji):
    """A claim that rests on one row, which a test can change under a text."""

    avain = "testi.lause"
    nimi = "Kunnan toinen nimi"
    muoto = Muoto.LAUSE
    parametrit = ("kunta",)

    def keraa(self, p):
        kunta = p.kuntarivi
        if not kunta.nimi_en:
            raise ValidationError("Kunnalla ei ole toista nimeä. Lisää se.")
        return Aineisto({"nimi": kunta.nimi_en}, [kunta])

    def tulosta(self, sisalto):
        lause = {"fi": "Toinen nimi on %s klo 13.00.", "sv": "Det andra namnet är %s.", "en": "It is %s."}
        return lause[get_language()] % sisalto["nimi"]

    def selite(self, sisalto):
        return {"fi": "kuntaluettelo", "sv": "kommunlista", "en": "the list"}[get_language()]


class Nimitaulukko(Lause):
    avain = "testi.taulukko"
    nimi = "Kunnan nimet"
    muoto = Muoto.TAULUKKO

    def tulosta(self, sisalto):
        return Taulukko("Kunnan nimet", ["Peruste", "Nimi"], [["§ 30", sisalto["nimi"]], ["§ 32", "–"]])


class Nimikaavio(Nimitaulukko):
    avain = "testi.kaavio"
    nimi = "Kunnan nimi kuvana"
    muoto = Muoto.KAAVIO

    def tulosta(self, sisalto):
        kaavio = kaaviot.kaavio(
            kaaviot.palkit([(sisalto["nimi"], 1, "1")]), f"Palkkikaavio: {sisalto['nimi']} 1"
        )
        return super().tulosta(sisalto), kaavio


def nimea(nimi):
    """Change the data behind the facts of the tests."""
    kunta = Kunta.objects.get(koodi="687")
    kunta.nimi_en = nimi
    kunta.save(update_fields=["nimi_en"])


class ToimielinFactory(Tehdas):
    class Meta:
        model = Toimielin

    alue = factory.SubFactory(AlueFactory)
    nimi_fi = "Työllisyysaluelautakunta"
    nimi_sv = "Sysselsättningsområdesnämnden"
    alkupvm = datetime.date(2025, 1, 1)


def arvot(paatos, **muut):
    """What the form of a draft gives: everything that it must have before it is submitted."""
    return {
        "otsikko": paatos.otsikko,
        "esittelija": paatos.esittelija,
        "valmistelija": paatos.valmistelija,
        "ehdotus": "<p>Lautakunta päättää antaa selostuksesta ilmenevän vastauksen.</p>",
        "johdanto": "<p>Kunnan esityksen viiteen kohtaan vastataan alla.</p>",
        "toimivalta": "Kuopion kaupungin hallintosääntö § 30, § 32",
        "vaikutusten_arviointi": Paatos.Arviointi.EI_TEHDA,
        "vaikutukset": "Arviointia ei tehdä, koska kyseessä on toiminnan seuranta.",
        "muutoksenhaku": Paatos.Muutoksenhaku.KIELTO,
        "muutoksenhaun_peruste": "kuntalaki (410/2015) 136 §",
        "toimivalta_lainkohta": None,
        "vaikutukset_lainkohta": None,
        "muutoksenhaku_lainkohta": None,
    } | muut


def tallenna(paatos, *, user, **muut):
    paatos.refresh_from_db()
    workflow.tallenna(paatos, versio=paatos.versio, arvot=arvot(paatos, **muut), user=user)
    paatos.refresh_from_db()


def kirjoita_osio(paatos, numero, html, *, user, kohdat=None):
    """Write a section; it answers the items it already answers unless ``kohdat`` says otherwise."""
    osio = paatos.osiot.get(jarjestys=numero)
    if kohdat is None:
        kohdat = [kasittely.kohta for kasittely in osio.kasittelyt.all()]
    return workflow.tallenna_osio(
        osio, versio=osio.versio, otsikko=osio.otsikko, html=html, kohdat=kohdat, user=user
    )


def lisaa_fakta(paatos, avain="testi.lause", parametrit=RAUTAVAARA, *, user):
    """Bind a fact; gives the row and its place as it stands in a text."""
    fakta = workflow.lisaa_fakta(paatos, avain=avain, parametrit=parametrit, user=user)
    tagi = "div" if faktat.LAJIT[avain].muoto == Muoto.TAULUKKO else "span"
    return fakta, f'<{tagi} data-fakta="{fakta.pk}"></{tagi}>'


def kirjaus(**muut):
    return {
        "kokouspvm": KOKOUS,
        "pykala": 58,
        "lopputulos": Paatos.Lopputulos.EHDOTUKSEN_MUKAAN,
        "paatosteksti": "",
    } | muut


def tarkasta(paatos, *, user):
    with kello.aseta(TARKASTETTU):
        workflow.merkitse_tarkastetuksi(paatos, tarkastuspvm=TARKASTETTU.date(), user=user)


def kirjaa(paatos, *, user, **muut):
    """Record the board's decision on the day after the meeting."""
    with kello.aseta(KIRJATTU):
        workflow.kirjaa_paatos(paatos, **kirjaus(**muut), user=user)


def toinen_asia(asia):
    """Another matter of the same area, with no request in it."""
    juokseva = 2000 + Asia.objects.count()
    return Asia.objects.create(
        alue=asia.alue,
        juokseva=juokseva,
        luokka=asia.luokka,
        vuosi=asia.vuosi,
        numero=f"{juokseva}/{asia.luokka}/{asia.vuosi}",
        otsikko="Toinen asia",
        avattu=asia.avattu,
    )


def toinen_hyvaksytty(malli, sihteeri, esittelija):
    """Another approved proposal of the same body, in a matter of its own."""
    toinen = Paatos.objects.create(
        asia=toinen_asia(malli.asia),
        toimielin=malli.toimielin,
        otsikko="Toinen",
        esittelija=malli.esittelija,
        valmistelija=malli.valmistelija,
    )
    tallenna(toinen, user=sihteeri)
    with kello.aseta(HYVAKSYTTY):
        workflow.laheta_esittelijalle(toinen, user=sihteeri)
        workflow.hyvaksy(toinen, user=esittelija)
    toinen.refresh_from_db()
    return toinen


class LainkohtaFactory(Tehdas):
    class Meta:
        model = Lainkohta

    alue = factory.SubFactory(AlueFactory)
    kaytto = Lainkohta.Kaytto.TOIMIVALTA
    teksti_fi = "Kuopion kaupungin hallintosääntö § 30, § 32"
    teksti_sv = "Kuopio stads förvaltningsstadga § 30, § 32"
    omistaja = factory.SubFactory(HenkiloFactory, alue=factory.SelfAttribute("..alue"))
    alkupvm = datetime.date(2025, 1, 1)


class FraasiFactory(Tehdas):
    class Meta:
        model = Fraasi

    alue = factory.SubFactory(AlueFactory)
    laji = Fraasi.Laji.OSIO
    nimi = factory.Sequence(lambda n: f"Teksti {n}")
    teksti_fi = "<p>Teksti kirjastosta.</p>"
    teksti_sv = "<p>En text ur biblioteket.</p>"
    omistaja = factory.SubFactory(HenkiloFactory, alue=factory.SelfAttribute("..alue"))
    alkupvm = datetime.date(2025, 1, 1)


def vastattu_kohta(kunta, otsikko, teksti, vastaus, *, laatija, numero="Lautakunta 1.6.2025 § 1"):
    """An item of another request of the area with its stored answer."""
    esitys = Esitys.objects.create(kunta=kunta, laatija=laatija, otsikko=f"Esitys: {otsikko}"[:200])
    kohta = Kohta.objects.create(esitys=esitys, numero=1, otsikko=otsikko, teksti=teksti)
    Kohta.objects.filter(pk=kohta.pk).update(
        tila=Kohta.Tila.VASTATTU, vastaus=vastaus, vastauksen_numero=numero
    )
    kohta.refresh_from_db()
    return kohta
