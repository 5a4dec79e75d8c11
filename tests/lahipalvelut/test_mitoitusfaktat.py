"""The fact of a plan's grounds."""

import datetime
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from lahipalvelut import mitoitus, workflow
from lahipalvelut.mitoitusfaktat import Mitoitusperusteet
from seuranta import henkilosto
from seuranta import workflow as seurannan_workflow
from seuranta.models import Havainto, Mittari
from tests.lahipalvelut.factories import PalvelusuunnitelmaFactory, SuunnitelmariviFactory
from tests.yhteyshenkilot.factories import AvainprosessiFactory
from tyollisyysalue import kello
from tyollisyysalue.faktat import Parametrit

PAIVA = Parametrit(kunta="687", paiva=date(2025, 6, 1))


@pytest.fixture
def hyvaksytty(mittarit, rautavaara, koordinaattori, alue):
    prosessi = AvainprosessiFactory(alue=alue)
    with kello.aseta(datetime.datetime(2025, 1, 2, 9, tzinfo=kello.HELSINKI)):
        seurannan_workflow.kirjaa_luvut(
            rautavaara,
            date(2024, 11, 1),
            {Mittari.objects.get(koodi="HAKIJALOPUSSA"): Decimal(130)},
            "KEHA-keskus, Työnvälitystilasto",
            date(2024, 12, 19),
            user=koordinaattori,
        )
        henkilosto.kirjaa_kuukausi(
            alue, date(2024, 12, 1), {prosessi.pk: Decimal("62.4")}, 0, user=koordinaattori
        )
        luonnos = PalvelusuunnitelmaFactory(
            kunta=rautavaara, tila="luonnos", hyvaksymispvm=None, hyvaksymisviite=""
        )
        SuunnitelmariviFactory(suunnitelma=luonnos)
        return workflow.hyvaksy(
            luonnos, hyvaksymispvm=date(2024, 12, 11), hyvaksymisviite="§ 24", user=koordinaattori
        )


@pytest.mark.usefixtures("hyvaksytty")
def test_grounds_as_they_stood_at_approval():
    fakta = Mitoitusperusteet()

    aineisto = fakta.keraa(PAIVA)

    taulukko = fakta.tulosta(aineisto.sisalto)
    assert taulukko.rivit == [
        ["Työnhakijoita, marraskuu 2024", "130"],
        ["Lähipäiviä 1.1.–31.12.2025", "26"],
        ["Henkilöpäiviä", "26"],
        ["Lähipäiviä 1 000 työnhakijaa kohti", "200,0"],
        ["Henkilötyövuosia koko työllisyysalueella, joulukuu 2024", "62,4"],
        # The area's only municipality.
        ["Kunnan osuus henkilötyövuosista, laskettu työnhakijoiden suhteessa", "62,4"],
    ]
    assert fakta.selite(aineisto.sisalto).startswith(
        "palvelusuunnitelma, Rautavaara, hyväksytty 11.12.2024 (§ 24); KEHA-keskus, Työnvälitystilasto"
    )


def test_grounds_stored_before_person_years_are_read(hyvaksytty):
    fakta = Mitoitusperusteet()
    sisalto = fakta.keraa(PAIVA).sisalto
    del sisalto["perusteet"]["henkilosto"]

    assert len(fakta.tulosta(sisalto).rivit) == 4
    assert "henkilötyövuodet" not in fakta.selite(sisalto)


class TestKunnanOsuus:
    """Jobseekers of the area in the month of the municipality's own."""

    @pytest.fixture
    def osuus(self, mittarit, alue, rautavaara, siilinjarvi, koordinaattori):
        prosessi = AvainprosessiFactory(alue=alue)

        def osuus(**hakijoita):
            with kello.aseta(datetime.datetime(2025, 1, 2, 9, tzinfo=kello.HELSINKI)):
                henkilosto.kirjaa_kuukausi(
                    alue, date(2024, 12, 1), {prosessi.pk: Decimal(60)}, 0, user=koordinaattori
                )
                for nimi, maara in hakijoita.items():
                    seurannan_workflow.kirjaa_luvut(
                        {"rautavaara": rautavaara, "siilinjarvi": siilinjarvi}[nimi],
                        date(2024, 11, 1),
                        {Mittari.objects.get(koodi="HAKIJALOPUSSA"): maara},
                        "KEHA-keskus",
                        date(2024, 12, 19),
                        user=koordinaattori,
                    )
                hakijat = mitoitus.hakijat([rautavaara]).get(rautavaara.pk)
                return mitoitus.alueen_henkilosto(rautavaara, hakijat)

        return osuus

    def test_in_proportion_to_jobseekers(self, osuus):
        tulos = osuus(rautavaara=Decimal(100), siilinjarvi=Decimal(1400))

        assert (tulos.htv, tulos.kuukausi, tulos.osuus) == (Decimal(60), date(2024, 12, 1), Decimal("4.0"))

    @pytest.mark.parametrize("muut", [{}, {"siilinjarvi": Havainto.Puuttuva.SALASSA}])
    def test_none_without_every_municipality(self, osuus, muut):
        assert osuus(rautavaara=Decimal(100), **muut).osuus is None


@pytest.mark.usefixtures("hyvaksytty")
def test_reads_in_every_language():
    fakta = Mitoitusperusteet()
    sisalto = fakta.keraa(PAIVA).sisalto

    for kieli in ("sv", "en"):
        with translation.override(kieli):
            assert len(fakta.tulosta(sisalto).rivit) == 6


def test_without_grounds_says_what_to_do(suunnitelma):
    with pytest.raises(ValidationError, match="Valitse toinen kunta tai päivä"):
        Mitoitusperusteet().keraa(PAIVA)
