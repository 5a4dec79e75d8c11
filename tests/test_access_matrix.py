"""Who gets what from every URL, compared with ``access_matrix.csv``: a change in access is a visible diff.

After a change that is meant: ``PAIVITA_PAASYT=1 .venv/bin/pytest tests/test_access_matrix.py``, then read the diff.
"""

import csv
import datetime
import io
import os
import uuid
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from esitykset import workflow as esitysten_workflow
from esitykset.models import Esitys
from lahipalvelut.models import Jakso, Palvelupaiva, Palvelusuunnitelma, Sulku
from paatokset.models import Fraasi, Lainkohta, Paatos, Toimielin
from paatokset.workflow import muisti, toisinnot
from seuranta.models import Mittari, Taulukuvaus, Tuonti
from tests.portaali import maailma
from tests.tyollisyysalue.nayttetiedostot import PDF
from tyollisyysalue import demo, ilmoitusasetukset, kello, kuittaukset, palaute, syotteet
from tyollisyysalue import sopimukset as sopimusten_tyonkulku
from tyollisyysalue.models import (
    Henkilo,
    Ilmoitus,
    Jasenyys,
    Kunta,
    Kutsu,
    Lahetys,
    Liite,
    Palaute,
    Palautus,
    SailytettyViesti,
    Sopimus,
    Tyollisyysalue,
    User,
    Vastaanottaja,
)
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import (
    Avainprosessi,
    Edustus,
    Korjausehdotus,
    Luettelolahetys,
    Poissaolo,
    Ryhmajasenyys,
    Tapaaminen,
    Tapaamissarja,
    Vastinpari,
    Vastinpariehdotus,
    Vastuu,
    Yhteistyoryhma,
)

pytestmark = pytest.mark.django_db

# The genuine month of the figures.
KESAKUU = datetime.date(2026, 6, 1)
MATRIISI = Path(__file__).parent / "access_matrix.csv"
NAYTTELIJAT = {
    "julkinen": None,
    "raija": Rooli.YHDYSHENKILO,
    "kari": "yhdyshenkilo@siilinjarvi.example",
    "asiantuntija": Rooli.ASIANTUNTIJA,
    "koordinaattori": Rooli.KOORDINAATTORI,
    "sihteeri": Rooli.SIHTEERI,
    "esittelija": Rooli.ESITTELIJA,
    "paakayttaja": Rooli.PAAKAYTTAJA,
}
OTSIKOT = ["nimi", "tapaus", "metodi", *NAYTTELIJAT]


@pytest.fixture
def kohteet():
    return rakenna_kohteet()


def rakenna_kohteet():
    """The demo with every state beside it; by URL name the arguments to try, each case under a name of its own."""
    call_command("lataa_kunnat", stdout=io.StringIO())
    call_command("demo", stdout=io.StringIO())
    with connection.cursor() as cursor:
        # Without a worker the portal is not ready.
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    anna_salasana(NAYTTELIJAT["kari"])
    rautavaara = Kunta.objects.get(koodi="687")
    esitykset = luo_esitykset(rautavaara)
    paatokset = luo_paatokset(rautavaara)
    paiva = Palvelupaiva.objects.filter(kunta=rautavaara)
    avoin, pidetty = paiva.filter(tila="avoin").first(), paiva.filter(tila="pidetty").first()
    suunnitelma = Palvelusuunnitelma.objects.get(kunta=rautavaara)
    sopimukset = {laji.value: Sopimus.objects.get(kunta=rautavaara, laji=laji).pk for laji in Sopimus.Laji}
    luonnos_suunnitelma = Palvelusuunnitelma.objects.luonnokset().get()
    vastuu = Vastuu.objects.filter(kunta=rautavaara).first()
    pari = Vastinpari.objects.get(kunta=rautavaara)
    henkilot = {
        "julkinen": [Henkilo.objects.get(nimi="Veera Salmenranta").pk],
        "ei julkinen": [Henkilo.objects.get(nimi="Johanna Kivisuo").pk],
    }
    poissaolo = Poissaolo.objects.paattymatta(maailma.NYT.date()).last()
    ryhma = Yhteistyoryhma.objects.get(laji=Yhteistyoryhma.Laji.OPERATIIVINEN)
    tapaamiset = {
        "tuleva": ryhma.tapaamiset.alkaen(kello.nyt()).first(),
        "pidetty": ryhma.tapaamiset.filter(tila=Tapaaminen.Tila.PIDETTY).last(),
        "peruttu": Tapaaminen.objects.filter(tila=Tapaaminen.Tila.PERUTTU).first(),
    }
    syote, _tunnus = syotteet.luo(
        syotteet.lajit["yhteyshenkilot.tapaamiset"], "fi", user=demo.kirjautuja(Rooli.YHDYSHENKILO)
    )
    tiedote = Lahetys.objects.get(laji="tyollisyysalue.tiedote")
    posti = SailytettyViesti.objects.create(
        aika=maailma.NYT, lahettaja="a@b.example", vastaanottajat="c@d.example", aihe="Kuittaus", teksti="Hei"
    )
    annettu = palaute.anna(rautavaara.alue, aihe=Palaute.Aihe.MUU, teksti="Kiitos portaalista.", kieli="sv")
    kutsuttu = Kutsu.objects.get().user
    osio = Paatos.objects.get(pk=paatokset["luonnos"]).osiot.first()
    kohta = osio.kasittelyt.get().kohta
    return {
        "kunta": ["687"],
        "liite": {liite.julkisuus: [liite.pk, liite.nimi] for liite in esitykset["luonnos"].liitteet.all()}
        | {"lähetetty": [(liite := lahetetty_liite()).pk, liite.nimi]},
        "ilmoitukset:ilmoitus": [rautavaaran_ilmoitus().pk],
        "ilmoitukset:peru": [perumistunnus()],
        "posti-viesti": [posti.pk],
        "lahetykset:detail": {
            "tiedote": [tiedote.pk],
            "kuittaus": [esitykset["vastattu"].lahetykset.get().pk],
        },
        "lahetykset:uudelleen": [tiedote.vastaanottajat.get(tila="epaselva").pk],
        "lahetykset:kaikki-uudelleen": [tiedote.pk],
        "lahetykset:palautus": {
            "tiedetty": [Palautus.objects.get(vastaanottaja__isnull=False).pk],
            "tuntematon": [Palautus.objects.get(vastaanottaja=None).pk],
        },
        "palaute-kuittaus": [palaute.tunnus(annettu)],
        "palautteet:detail": [annettu.pk],
        "kutsu-linkki": ["avain"],
        "kuittaus": {"oma": [kuittaukset.linkki(luettelo_687()).split("/")[-2]], "väärä": ["avain"]},
        "hallinta:alue": {"oma": ["17"], "muu": ["45"]},
        "hallinta:kayttaja": {"kutsuttu": [kutsuttu.pk], "muu alue": [luo_vieras().pk]},
        "hallinta:kutsu-laheta": [kutsuttu.pk],
        "hallinta:kutsu-peru": [kutsuttu.pk],
        "hallinta:jasenyys-lisaa": [kutsuttu.pk],
        "hallinta:kayttaja-esta": [kutsuttu.pk],
        "hallinta:jasenyys-paattyy": [kutsuttu.jasenyydet.get().pk],
        "hallinta:jasenyys-mitatoi": [kutsuttu.jasenyydet.get().pk],
        "sopimukset:liita": [sopimukset["yhteistoiminta"]],
        "sopimukset:poista-liite": [sopimukset["yhteistoiminta"], sopimuksen_liite(sopimukset).pk],
        "sopimukset:detail": {laji: [pk] for laji, pk in sopimukset.items()},
        "sopimukset:hyvaksy": [sopimukset["kayttooikeus"]],
        "sopimukset:myonna": [sopimukset["kayttooikeus"]],
        "sopimukset:paata": [sopimukset["kayttooikeus"]],
        "lahipalvelut:detail": ["687"],
        "lahipalvelut:kunta-ics": ["687"],
        "lahipalvelut:prosessi-ics": [Avainprosessi.objects.kaytossa().first().pk],
        "lahipalvelut:toteuma-kaavio": ["687", "svg"],
        "lahipalvelut:paiva": [avoin.pk],
        "lahipalvelut:paiva-kirjaa": [avoin.pk],
        "lahipalvelut:paiva-peru": [avoin.pk],
        "lahipalvelut:paiva-peru-kirjaus": [pidetty.pk],
        "lahipalvelut:suunnitelma": {"": [suunnitelma.pk], "luonnos": [luonnos_suunnitelma.pk]},
        "lahipalvelut:paiva-tarkenna": [pidetty.pk],
        "lahipalvelut:paiva-siirra": [avoin.pk],
        "lahipalvelut:paiva-kuittaa": [paiva.filter(tila="peruttu").first().pk],
        "lahipalvelut:paiva-lisaa": ["687"],
        "lahipalvelut:oma-kuukausi": [avoin.pvm.replace(day=1)],
        **{
            f"lahipalvelut:{nimi}": {
                "": ["687", pidetty.pvm.replace(day=1)],
                "suljettu": [
                    "687",
                    Jakso.objects.suljetut().filter(kunta=rautavaara).latest("kuukausi").kuukausi,
                ],
            }
            for nimi in ("kunnan-kuukausi", "kuukausi-valmis", "kuukausi-sulje", "kuukausi-avaa")
        },
        "lahipalvelut:suunnitelma-muokkaa": [suunnitelma.pk],
        "lahipalvelut:suunnitelma-uusi": ["687"],
        "lahipalvelut:rivi-uusi": [luonnos_suunnitelma.pk],
        "lahipalvelut:rivi-muokkaa": [luonnos_suunnitelma.rivit.get().pk],
        "lahipalvelut:rivi-poista": [luonnos_suunnitelma.rivit.get().pk],
        "lahipalvelut:suunnitelma-hyvaksy": [luonnos_suunnitelma.pk],
        "lahipalvelut:suunnitelma-hylkaa": [luonnos_suunnitelma.pk],
        "lahipalvelut:suunnitelma-versio": [suunnitelma.pk],
        "lahipalvelut:suunnitelma-kopioi": [suunnitelma.pk],
        "lahipalvelut:sulku-uusi": ["687"],
        "lahipalvelut:sulku-kumoa": [Sulku.objects.first().pk],
        "lahipalvelut:kalenteri": ["687", 2026],
        "lahipalvelut:kalenteri-pdf": ["687", 2026],
        "lahipalvelut:alueen-kalenteri": ["17", 2026],
        "lahipalvelut:alueen-kalenteri-pdf": ["17", 2026],
        "lahipalvelut:palvelupiste-uusi": ["687"],
        "seuranta:tuonti-esikatselu": [uuid.uuid4()],
        "seuranta:kuvaa-ulottuvuudet": [uuid.uuid4()],
        "seuranta:kuvaa-mittarit": [uuid.uuid4()],
        "seuranta:taulu": [Taulukuvaus.objects.first().pk],
        "seuranta:kuvaus-muuta": [Taulukuvaus.objects.first().pk],
        "seuranta:mittari-muuta": [Mittari.objects.filter(kuvaus__isnull=False).first().pk],
        "seuranta:mallipohja": ["12r5", "csv"],
        "seuranta:tuonti": [Tuonti.objects.first().pk],
        "seuranta:tuonti-peru": [Tuonti.objects.first().pk],
        "seuranta:detail": ["687"],
        "seuranta:kuukausi": ["687", KESAKUU],
        "seuranta:mittari": ["687", KESAKUU, "TYOTTOMATLOPUSSA"],
        "seuranta:kaavio": ["687", KESAKUU, "TYOTTOMATLOPUSSA", "trendi-13", "svg"],
        "seuranta:json": ["687", KESAKUU],
        "seuranta:alueen-json": ["17", KESAKUU],
        "seuranta:alueen-summat": ["17", KESAKUU, "csv"],
        "seuranta:alue": ["17"],
        "seuranta:alueen-kuukausi": ["17", KESAKUU],
        "seuranta:alueen-mittari": ["17", KESAKUU, "TYOTTOMAT25"],
        "seuranta:alueen-kaavio": ["17", KESAKUU, "TYOTTOMATLOPUSSA", "osuudet", "png"],
        "seuranta:kirjaa": ["687"],
        "seuranta:henkilosto-valitse": {"oma": ["17"], "muu": ["45"]},
        "seuranta:henkilosto-kirjaa": ["17", KESAKUU],
        "yhteyshenkilot:detail": ["687"],
        "yhteyshenkilot:vastuu-lisaa": ["687"],
        "yhteyshenkilot:vastinpari-luo": ["687"],
        "yhteyshenkilot:vastuu-paata": [vastuu.pk],
        "yhteyshenkilot:vastuu-julkisuus": [vastuu.pk],
        "yhteyshenkilot:henkilo": henkilot,
        "yhteyshenkilot:henkilo-vcard": henkilot,
        "yhteyshenkilot:korjaus-ehdota": [vastuu.henkilo_id],
        "yhteyshenkilot:korjaus": {
            ehdotus.ehdottaja.email: [ehdotus.pk] for ehdotus in Korjausehdotus.objects.all()
        },
        "yhteyshenkilot:vastinpari-ehdota": ["687"],
        "yhteyshenkilot:vastinpari": [pari.pk],
        "yhteyshenkilot:vastinpari-seuraaja": [pari.pk],
        "yhteyshenkilot:vastinpari-ehdotus": {
            f"{ehdotus.kunta.koodi} {ehdotus.tila}": [ehdotus.pk]
            for ehdotus in Vastinpariehdotus.objects.select_related("kunta")
        },
        "yhteyshenkilot:vastinpari-ehdotus-peru": [
            Vastinpariehdotus.objects.get(kunta=rautavaara, tila="avoin").pk
        ],
        "yhteyshenkilot:vastinpari-paata": {"": [pari.pk, "oma"], "kunnan": [pari.pk, "kunnan"]},
        "yhteyshenkilot:henkilo-muuta": [vastuu.henkilo_id],
        "yhteyshenkilot:prosessi-nimea": [vastuu.prosessi_id],
        "yhteyshenkilot:prosessi-kaytto": [Avainprosessi.objects.last().pk],
        "yhteyshenkilot:henkilo-paata-vastuut": [vastuu.henkilo_id],
        "yhteyshenkilot:poissaolo": [poissaolo.pk],
        "yhteyshenkilot:poissaolo-muuta": [poissaolo.pk],
        "yhteyshenkilot:poissaolo-mitatoi": [poissaolo.pk],
        "luovutus": [vastuu.henkilo_id],
        "lahipalvelut:paiva-sijainen": [avoin.pk],
        "lahipalvelut:siirrot": [avoin.rivi.vastuuhenkilo_id],
        "yhteyshenkilot:lahetys": [Luettelolahetys.objects.earliest("lahetysaika").pk],
        "yhteyshenkilot:lahetys-kuittaa": [luettelo_687().lahetys.object_id],
        "yhteyshenkilot:ryhma": [ryhma.pk],
        "yhteyshenkilot:jasen-lisaa": [ryhma.pk],
        "yhteyshenkilot:jasen-paata": [Ryhmajasenyys.objects.filter(ryhma=ryhma).first().pk],
        "yhteyshenkilot:tapaaminen-sovi": [ryhma.pk],
        "yhteyshenkilot:edustus-nimea": [ryhma.pk],
        "yhteyshenkilot:edustus-paata": [
            Edustus.objects.filter(ryhma=ryhma).voimassa(kello.tanaan()).first().pk
        ],
        "yhteyshenkilot:sarja-luo": [ryhma.pk],
        **{f"yhteyshenkilot:{nimi}": [Tapaamissarja.objects.get().pk] for nimi in ("sarja", "sarja-muuta")},
        "yhteyshenkilot:tapaaminen": {nimi: [rivi.pk] for nimi, rivi in tapaamiset.items()},
        **{
            f"yhteyshenkilot:{nimi}": [tapaamiset["tuleva"].pk]
            for nimi in (
                "tapaaminen-ics",
                "tapaaminen-muuta",
                "tapaaminen-peru",
                "asialista",
                "tapaaminen-kutsu",
                "tapaaminen-vastaa",
            )
        },
        **{
            f"yhteyshenkilot:{nimi}": [tapaamiset["pidetty"].pk]
            for nimi in ("lasnaolo", "muistio", "muistio-julkaise", "muistio-avaa")
        },
        "yhteyshenkilot:muistio-poista-liite": [tapaamiset["pidetty"].pk, 1],
        **{
            f"yhteyshenkilot:{nimi}": [tapaamiset["tuleva"].osallistumiset.first().pk]
            for nimi in ("osallistuminen-vastaus", "osallistuminen-peru")
        },
        "kalenteri": ["olematon"],
        "kalenteri-luo": ["yhteyshenkilot.tapaamiset"],
        "kalenteri-peru": [syote.pk],
        "esitykset:detail": {tila: [esitys.pk] for tila, esitys in esitykset.items()},
        "esitykset:muokkaa": {tila: [esitykset[tila].pk] for tila in ("luonnos", "kirje")},
        "esitykset:laheta": [esitykset["luonnos"].pk],
        "esitykset:kirjaa": [esitykset["saapunut"].pk],
        "esitykset:ota-valmisteluun": [esitykset["kirjattu"].pk],
        **{
            f"esitykset:{nimi}": [esitykset["kirjattu"].pk]
            for nimi in (
                "kasittelija",
                "pyyda-taydennysta",
                "siirra",
                "peruuta",
                "viesti",
                "muistiinpano",
                "maaraaika-uusi",
            )
        },
        **{f"esitykset:{nimi}": [esitykset["taydennettavana"].pk] for nimi in ("taydenna", "jatka")},
        **{f"esitykset:{nimi}": [esitykset["vastattu"].pk] for nimi in ("paata", "avaa")},
        **{f"esitykset:{nimi}": [esitykset["vastattu"].pk, 1] for nimi in ("riittava", "ei-riittava")},
        **{
            f"esitykset:{nimi}": [esitykset["kirjattu"].maaraajat.get().pk]
            for nimi in ("maaraaika", "maaraaika-jatka", "maaraaika-taytetty")
        },
        **{
            f"esitykset:{nimi}": [esitykset["kirjattu"].asia_id]
            for nimi in ("asia", "asia-liita", "asia-yhdista")
        },
        "paatokset:detail": {tila: [pk] for tila, pk in paatokset.items()},
        "paatokset:pdf": {tila: [paatokset[tila]] for tila in ("luonnos", "tarkastettu")},
        "paatokset:muokkaa": [paatokset["luonnos"]],
        "paatokset:osio-uusi": [paatokset["luonnos"]],
        "paatokset:osio": [osio.pk],
        "paatokset:kohta": [paatokset["luonnos"], kohta.pk],
        "paatokset:fakta-esikatsele": [paatokset["luonnos"]],
        "paatokset:fakta-lisaa": [paatokset["luonnos"]],
        **kirjaston_kohteet(paatokset),
        "paatokset:laheta": [paatokset["luonnos"]],
        "paatokset:palauta": [paatokset["esittelijalla"]],
        "paatokset:hyvaksy": [paatokset["esittelijalla"]],
        "paatokset:kirjaa": [paatokset["hyvaksytty"]],
        "paatokset:tarkasta": [paatokset["kasitelty"]],
        "account_confirm_email": ["avain"],
        "account_reset_password_from_key": ["1", "avain"],
    }


def luettelo_687():
    """Rautavaara's copy of its newest contact list."""
    return Vastaanottaja.objects.filter(lahetys__luettelosaaja__kunta__koodi="687").latest("pk")


def anna_salasana(osoite):
    """The liaison of another municipality of the same area signs in like the others."""
    kari = User.objects.get(email=osoite)
    kari.set_password(demo.SALASANA)
    kari.save(update_fields=["password"])


def luo_vieras():
    """A user of an area of which the cast knows nothing."""
    vieras = User.objects.create_user("vieras@iisalmi.example", demo.SALASANA)
    Jasenyys.objects.create(
        user=vieras,
        rooli=Rooli.SIHTEERI,
        alue=Tyollisyysalue.objects.get(koodi="45"),
        alkupvm=maailma.NYT.date(),
    )
    return vieras


def rautavaaran_ilmoitus():
    return Ilmoitus.objects.filter(user=demo.kirjautuja(Rooli.YHDYSHENKILO)).first()


def perumistunnus():
    linkki = ilmoitusasetukset.perumislinkki(demo.kirjautuja(Rooli.YHDYSHENKILO), ["esitykset.vastattu"])
    return linkki.rstrip("/").split("/")[-1]


def sopimuksen_liite(sopimukset):
    return sopimusten_tyonkulku.liita(
        Sopimus.objects.get(pk=sopimukset["yhteistoiminta"]),
        SimpleUploadedFile("sopimus.pdf", PDF),
        user=demo.kirjautuja(Rooli.PAAKAYTTAJA),
    )


def luo_esitykset(kunta):
    """Rautavaara's requests by state; the draft has a public and a secret attachment."""
    raija, sihteeri = demo.kirjautuja(Rooli.YHDYSHENKILO), demo.kirjautuja(Rooli.SIHTEERI)
    luonnos = maailma.esitys(kunta, raija=raija, tila=Esitys.Tila.LUONNOS)
    for julkisuus in Liite.Julkisuus:
        esitysten_workflow.lisaa_liite(
            luonnos,
            SimpleUploadedFile(f"{julkisuus}.pdf", PDF),
            julkisuus=julkisuus,
            peruste="JulkL 24 §",
            user=raija,
        )
    taydennettavana = maailma.esitys(kunta, raija=raija, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU)
    viimeinen = kello.tanaan() + datetime.timedelta(days=30)
    esitysten_workflow.pyyda_taydennysta(taydennettavana, "Lisää?", viimeinen=viimeinen, user=sihteeri)
    return {
        "luonnos": luonnos,
        "kirje": esitysten_workflow.syota(
            kunta, {"otsikko": "Kirje"}, saapumistapa="kirje", saapui=kello.nyt(), user=sihteeri
        ),
        "taydennettavana": taydennettavana,
        "saapunut": Esitys.objects.filter(kunta=kunta, tila=Esitys.Tila.SAAPUNUT).first(),
        "kirjattu": maailma.esitys(kunta, raija=raija, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU),
        "vastattu": Esitys.objects.get(kunta=kunta, tila=Esitys.Tila.VASTATTU),
    }


def lahetetty_liite():
    return Liite.objects.get(nimi="poytakirjanote-143.pdf")


def kirjaston_kohteet(paatokset):
    """Catalogue, library, answer memory and language versions, around the same draft."""
    luonnos = Paatos.objects.get(pk=paatokset["luonnos"])
    osio = luonnos.osiot.first()
    kohta = osio.kasittelyt.get().kohta
    sihteeri = demo.kirjautuja(Rooli.SIHTEERI)
    aiempi = muisti.aiemmat(luonnos.asia).first()
    vertailu = muisti.merkitse_samaksi(luonnos, kohta, aiempi, user=sihteeri)
    toisinnot.pyyda_toisinto(luonnos, user=sihteeri)
    lainkohta, fraasi = Lainkohta.objects.first(), Fraasi.objects.first()
    return {
        **{f"paatokset:lainkohta{act}": [lainkohta.pk] for act in ("", "-muuta", "-paata")},
        **{f"paatokset:fraasi{act}": [fraasi.pk] for act in ("", "-muuta", "-paata")},
        **{
            f"paatokset:{nimi}": [luonnos.pk]
            for nimi in ("ehdota", "muisti", "toisinto", "toisinto-muokkaa", "toisinto-luovu")
        },
        **{f"paatokset:{nimi}": [osio.pk] for nimi in ("osio-kirjasto", "osio-toisinto")},
        "paatokset:osio-pohja": [osio.pk, aiempi.pk],
        "paatokset:vertaa": [luonnos.pk, kohta.pk, aiempi.pk],
        "paatokset:vertailu": [vertailu.pk],
        "paatokset:vertailu-poista": [vertailu.pk],
    }


def luo_paatokset(kunta):
    """Ids of decisions by state: the demo's checked one, and one in each state before it."""
    raija, sihteeri = demo.kirjautuja(Rooli.YHDYSHENKILO), demo.kirjautuja(Rooli.SIHTEERI)
    esittelija, toimielin = demo.kirjautuja(Rooli.ESITTELIJA), Toimielin.objects.get()
    tarkastettu = Paatos.objects.get(asia__esitykset__kunta=kunta, tila=Paatos.Tila.TARKASTETTU)
    paatokset = {"tarkastettu": tarkastettu.pk}
    for tila in Paatos.Tila:
        if tila != Paatos.Tila.TARKASTETTU:
            esitys = maailma.esitys(kunta, raija=raija, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU)
            paatos = maailma.luonnos(esitys, toimielin, esittelija=esittelija, sihteeri=sihteeri)
            maailma.vie_tilaan(paatos, tila)
            paatokset[tila.value] = paatos.pk
    return paatokset


def nimet(resolver=None, nimiavaruus=""):
    """The name of every URL, in the order of the resolver."""
    for kuvio in (resolver or get_resolver()).url_patterns:
        if isinstance(kuvio, URLPattern):
            yield nimiavaruus + kuvio.name
        else:
            yield from nimet(kuvio, nimiavaruus + (f"{kuvio.namespace}:" if kuvio.namespace else ""))


def tapaukset(nimi, kohteet):
    argumentit = kohteet.get(nimi, [])
    return argumentit if isinstance(argumentit, dict) else {"": argumentit}


def kirjautuneet():
    clients = {nimi: Client() for nimi in NAYTTELIJAT}
    for nimi, kuka in NAYTTELIJAT.items():
        if kuka in Rooli.values:
            clients[nimi].force_login(demo.kirjautuja(kuka))
        elif kuka:
            clients[nimi].force_login(User.objects.get(email=kuka))
    return clients


def vastaus(client, metodi, osoite):
    """The status, or where a redirect leads; what the request did is undone."""
    with transaction.atomic():
        response = getattr(client, metodi.lower())(osoite)
        # Reading to the end closes the file, and unlike close() leaves the test's connection open.
        response.getvalue()
        transaction.set_rollback(True)
    if response.status_code == 302 and response.url.startswith(reverse("account_login")):
        return "login"
    return str(response.status_code)


def kulje(kohteet):
    clients = kirjautuneet()
    for nimi in nimet():
        for tapaus, argumentit in tapaukset(nimi, kohteet).items():
            osoite = reverse(nimi, args=argumentit)
            metodi = "GET"
            vastaukset = [vastaus(client, metodi, osoite) for client in clients.values()]
            if "405" in vastaukset:
                metodi = "POST"
                vastaukset = [vastaus(client, metodi, osoite) for client in clients.values()]
            yield [nimi, tapaus, metodi, *vastaukset]


def nahtavat(kohteet):
    """``(actor, address)`` of every page: one that may see it, by the agreed matrix."""
    with MATRIISI.open(encoding="utf-8", newline="") as file:
        for rivi in csv.DictReader(file):
            nakija = next((kuka for kuka in NAYTTELIJAT if rivi[kuka] == "200"), None)
            if rivi["metodi"] == "GET" and nakija:
                argumentit = tapaukset(rivi["nimi"], kohteet).get(rivi["tapaus"], [])
                yield nakija, reverse(rivi["nimi"], args=argumentit)


def test_access_is_as_agreed(kohteet):
    rivit = [OTSIKOT, *kulje(kohteet)]
    if os.environ.get("PAIVITA_PAASYT"):
        with MATRIISI.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rivit)

    with MATRIISI.open(encoding="utf-8", newline="") as file:
        sovitut = list(csv.reader(file))

    puuttuvat = [",".join(rivi) for rivi in sovitut if rivi not in rivit]
    uudet = [",".join(rivi) for rivi in rivit if rivi not in sovitut]
    assert (puuttuvat, uudet) == ([], [])


# The front page is where every trail begins, and signing in stands outside the pages.
ILMAN_MURUPOLKUA = {"etusivu"}


def test_every_page_has_its_trail_and_ends_it_here(kohteet):
    puutteet = []
    for nimi, client in kirjautuneet().items():
        for url in nimet():
            if url in ILMAN_MURUPOLKUA or url.startswith("account_"):
                continue
            for argumentit in tapaukset(url, kohteet).values():
                osoite = reverse(url, args=argumentit)
                response = client.get(osoite)
                sisalto = response.getvalue()
                # A fragment that a script fetches into a page is no page.
                if response.status_code == 200 and b"<html" in sisalto:
                    murut = BeautifulSoup(sisalto, "html.parser").select("nav.murupolku li")
                    taalla = [muru.get("aria-current") for muru in murut]
                    if len(murut) < 2 or taalla != [None] * (len(murut) - 1) + ["page"] or murut[-1].a:
                        puutteet.append((nimi, osoite, taalla))

    assert puutteet == []
