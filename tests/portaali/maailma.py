"""Rows of every app around some municipalities, for pages that read them all."""

import datetime
from decimal import Decimal

from esitykset import workflow as esitysten_workflow
from esitykset.models import Esitys
from esitykset.workflow import Kohtasyote
from paatokset import workflow as paatosten_workflow
from paatokset.models import Paatos
from portaali.koosteet import TARKEIMMAT
from seuranta import workflow as seurannan_workflow
from seuranta.models import Mittari
from tests.factories import HenkiloFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory, SuunnitelmariviFactory
from tests.yhteyshenkilot.factories import AvainprosessiFactory, VastuuFactory
from tyollisyysalue import kello
from tyollisyysalue.models import Sopimus

NYT = datetime.datetime(2025, 9, 1, 12, tzinfo=kello.HELSINKI)


def paivat(kunta, maara, *, user):
    """For each kind ``maara`` days of service: unlogged, cancelled and ahead."""
    rivi = SuunnitelmariviFactory(suunnitelma__kunta=kunta)
    for numero in range(maara):
        viikkoja = datetime.timedelta(weeks=2 * numero)
        PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 8, 20) - viikkoja)
        PalvelupaivaFactory(
            rivi=rivi,
            pvm=datetime.date(2025, 9, 3) + viikkoja,
            peruttu=True,
            muutosilmoittaja=user,
            muutosaika=NYT,
        )
        PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 9, 10) + viikkoja)


def vastuut(kunta, maara):
    """Key processes with a responsible person and nobody to stand in."""
    for numero in range(maara):
        prosessi = AvainprosessiFactory(alue=kunta.alue, nimi_fi=f"prosessi {numero}")
        VastuuFactory(kunta=kunta, prosessi=prosessi, henkilo=HenkiloFactory(alue=kunta.alue))


def luvut(kunta, maara, *, user):
    mittarit = Mittari.objects.filter(koodi__in=TARKEIMMAT)[:maara]
    seurannan_workflow.kirjaa_luvut(
        kunta,
        datetime.date(2025, 7, 1),
        dict.fromkeys(mittarit, Decimal(66)),
        "KEHA-keskus, Työnvälitystilasto",
        datetime.date(2025, 8, 19),
        user=user,
    )


def sopimukset(kunta):
    for laji in Sopimus.Laji:
        Sopimus.objects.create(alue=kunta.alue, kunta=kunta, laji=laji, lahetyspvm=datetime.date(2025, 1, 2))


def esitys(kunta, *, raija, sihteeri=None, tila=Esitys.Tila.SAAPUNUT, **muut):
    tiedot = {
        "otsikko": "Esitys palveluista",
        "toimielin": "kunnanhallitus",
        "paatospvm": datetime.date(2025, 8, 25),
    } | muut
    kohdat = [Kohtasyote("Lähipalvelut", "Kerrotaan lähipäivät.")]
    esitys = esitysten_workflow.luo(kunta, tiedot, kohdat, user=raija)
    if tila == Esitys.Tila.LUONNOS:
        return esitys
    esitysten_workflow.laheta(esitys, user=raija)
    if tila != Esitys.Tila.SAAPUNUT:
        esitysten_workflow.kirjaa(esitys, "00.01.02", esitys.otsikko, user=sihteeri)
    return esitys


def luonnos(esitys, toimielin, *, esittelija, sihteeri):
    return paatosten_workflow.luo_luonnos(
        esitys.asia,
        toimielin=toimielin,
        otsikko="Vastaus esitykseen",
        esittelija=esittelija.henkilo,
        valmistelija=sihteeri.henkilo,
        user=sihteeri,
    )


def vie_tilaan(paatos, tila):
    """Put a decision into a state past the workflow; lists read nothing else of it."""
    if tila == Paatos.Tila.LUONNOS:
        return
    kentat = {"tila": tila}
    if tila not in (Paatos.Tila.ESITTELIJALLA, Paatos.Tila.PALAUTETTU):
        kentat |= {
            "hyvaksymisaika": NYT,
            "esittelija_teksti": "esittelijä",
            "valmistelija_teksti": "valmistelija",
        }
    if tila in (Paatos.Tila.KASITELTY, Paatos.Tila.TARKASTETTU):
        kentat |= {
            "kokouspvm": datetime.date(2025, 9, 17),
            "vuosi": 2025,
            "pykala": paatos.pk,
            "pykalatunnus": f"§ {paatos.pk}",
            "lopputulos": Paatos.Lopputulos.EHDOTUKSEN_MUKAAN,
            "paatosteksti": "<p>Hyväksyttiin.</p>",
            "kirjausaika": NYT,
        }
    if tila == Paatos.Tila.TARKASTETTU:
        kentat["tarkastuspvm"] = datetime.date(2025, 9, 22)
    Paatos.objects.filter(pk=paatos.pk).update(**kentat)
