import datetime

import pytest
from django.core.exceptions import ValidationError

from esitykset import vastausajat, workflow
from esitykset.workflow import Vastaus
from tests.portaali import maailma
from tyollisyysalue import faktat, kello
from tyollisyysalue.faktat import Parametrit

NYT = datetime.datetime(2025, 12, 1, 12, tzinfo=kello.HELSINKI)
ALKU, LOPPU = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
JAKSO = Parametrit(kunta="687", alkupvm=ALKU, loppupvm=LOPPU)


@pytest.fixture(autouse=True)
def joulukuussa():
    with kello.aseta(NYT):
        yield


@pytest.fixture
def esitykset(rautavaara, siilinjarvi, raija, kari, sihteeri):
    """Rautavaara: answered in 10, 20 and 41 days, one open and late, one withdrawn; Siilinjärvi: one open."""

    def tee(kunta, user, paivia=None, sitten=50):
        with kello.aseta(NYT - datetime.timedelta(days=sitten)):
            esitys = maailma.esitys(kunta, raija=user, sihteeri=sihteeri, tila="kirjattu")
            workflow.ota_valmisteluun(esitys, user=sihteeri)
        if paivia is not None:
            with kello.aseta(NYT - datetime.timedelta(days=sitten - paivia)):
                vastaukset = {k.pk: Vastaus("<p>V</p>", "§ 58") for k in esitys.kohdat.all()}
                workflow.tallenna_vastaukset(esitys, vastaukset, user=sihteeri)
        return esitys

    for paivia in (10, 20, 41):
        tee(rautavaara, raija, paivia)
    tee(rautavaara, raija, sitten=80)
    workflow.peruuta(tee(rautavaara, raija), syy="Hoitui.", user=raija)
    tee(siilinjarvi, kari)


def test_figures_of_each_municipality(esitykset, rautavaara, siilinjarvi):
    ajat = vastausajat.kunnittain([rautavaara, siilinjarvi], ALKU, LOPPU)

    oma, muu = ajat[rautavaara.pk], ajat[siilinjarvi.pk]
    assert (sorted(oma.paivat), oma.mediaani, oma.avoinna, oma.myohassa) == ([10, 20, 41], 20, 1, 1)
    assert (muu.vastattuja, muu.mediaani, muu.avoinna, muu.myohassa) == (0, None, 1, 0)


def test_an_answer_outside_the_period_is_not_counted(esitykset, rautavaara):
    ajat = vastausajat.kunnittain([rautavaara], ALKU, NYT.date() - datetime.timedelta(days=35))

    assert ajat[rautavaara.pk].paivat == (10,)


def test_the_sentence(esitykset):
    tuloste = faktat.esikatsele("esitykset.vastausajat_lause", JAKSO, "fi")

    assert tuloste.teksti == (
        "Rautavaara: vastattu 3 esitykseen, vastausajan mediaani 20 päivää; avoinna 1, niistä myöhässä 1."
    ).replace("20 päivää", "20\u00a0päivää")
    assert "1.1.2025–31.12.2025" in tuloste.selite


def test_the_table_has_the_municipalities_of_the_area(esitykset):
    taulukko = faktat.esikatsele("esitykset.vastausajat", JAKSO, "fi").taulukko

    assert taulukko.rivit == [["Rautavaara", "3", "20", "1", "1"], ["Siilinjärvi", "0", "–", "1", "0"]]


def test_a_municipality_without_requests_has_no_sentence(rautavaara):
    with pytest.raises(ValidationError, match="ei ole esityksiä"):
        faktat.esikatsele("esitykset.vastausajat_lause", JAKSO, "fi")


def test_a_frozen_fact_points_to_the_answered_requests(esitykset, rautavaara):
    aineisto = faktat.LAJIT["esitykset.vastausajat_lause"].keraa(JAKSO)

    assert len(faktat.lahteet(aineisto.rivit)) == 3
