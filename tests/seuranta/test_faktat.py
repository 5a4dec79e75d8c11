import datetime

import pytest
from django.core.exceptions import ValidationError

from seuranta.models import Havainto
from tests.seuranta.conftest import ELOKUU, SALASSA
from tyollisyysalue import faktat
from tyollisyysalue.faktat import Parametrit

HEINAKUU = datetime.date(2025, 7, 1)
KOKOUS = Parametrit(kunta="687", paiva=datetime.date(2025, 9, 17))


def test_table_holds_the_key_figures_of_the_newest_month(kirjaa):
    kirjaa((2025, 8, 19), HEINAKUU, HAKIJALOPUSSA=109, TYOTTOMATLOPUSSA=71)
    kirjaa(
        (2025, 9, 9),
        ELOKUU,
        TYOTTOMATLOPUSSA=66,
        HAKIJALOPUSSA=104,
        TYOTOSUUS="13.5",
        AVPAIKATLOPUSSA=SALASSA,
    )

    tuloste = faktat.esikatsele("seuranta.avainluvut", KOKOUS, "fi")

    assert tuloste.taulukko.otsikko == "Rautavaara, elokuu 2025"
    assert tuloste.taulukko.sarakkeet == ["Mittari", "Arvo"]
    assert tuloste.taulukko.rivit == [
        ["Työnhakijoita laskentapäivänä (lkm.)", "104"],
        ["Työttömät työnhakijat laskentapäivänä (lkm.)", "66"],
        ["Työttömien työnhakijoiden %-osuus työvoimasta (%)", "13,5"],
        ["Avoimet työpaikat kuukauden laskentapäivänä (lkm.)", "salassa pidettävä"],
    ]


def test_table_names_its_source(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, huomautus="demoaineistoa")

    assert faktat.esikatsele("seuranta.avainluvut", KOKOUS, "fi").selite == (
        "KEHA-keskus, Työnvälitystilasto, taulu 12r5, 2025M08, julkaistu 9.9.2025, CC BY 4.0, demoaineistoa"
    )


def test_measures_that_are_not_key_figures_are_left_out(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, KASSASSA=20)

    assert len(faktat.esikatsele("seuranta.avainluvut", KOKOUS, "fi").taulukko.rivit) == 1


@pytest.mark.parametrize(
    ("luvut", "lause"),
    [
        (
            {"HAKIJALOPUSSA": 104, "TYOTTOMATLOPUSSA": 66, "TYOTOSUUS": "13.5"},
            "Rautavaara, elokuu 2025: 104 työnhakijaa, joista työttömiä 66 (13,5\u00a0% työvoimasta).",
        ),
        (
            {"HAKIJALOPUSSA": 1, "TYOTTOMATLOPUSSA": 0},
            "Rautavaara, elokuu 2025: 1 työnhakija, joista työttömiä 0.",
        ),
        (
            {"HAKIJALOPUSSA": 12, "TYOTTOMATLOPUSSA": SALASSA, "TYOTOSUUS": SALASSA},
            "Rautavaara, elokuu 2025: työnhakijoita: 12, työttömiä työnhakijoita: salassa pidettävä.",
        ),
        (
            {"TYOTTOMATLOPUSSA": 66},
            "Rautavaara, elokuu 2025: työnhakijoita: ei kirjattu, työttömiä työnhakijoita: 66.",
        ),
    ],
)
def test_sentence_says_the_figures(kirjaa, luvut, lause):
    kirjaa((2025, 9, 9), ELOKUU, **luvut)

    assert faktat.esikatsele("seuranta.avainluku_lause", KOKOUS, "fi").teksti == lause


def test_fact_holds_what_was_known_on_its_day(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, HAKIJALOPUSSA=104, TYOTTOMATLOPUSSA=66)
    kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=67)
    kirjaa((2025, 10, 12), datetime.date(2025, 9, 1), TYOTTOMATLOPUSSA=70)

    silloin = faktat.LAJIT["seuranta.avainluku_lause"].keraa(KOKOUS).sisalto
    myohemmin = (
        faktat.LAJIT["seuranta.avainluku_lause"]
        .keraa(Parametrit(kunta="687", paiva=datetime.date(2025, 10, 12)))
        .sisalto
    )

    assert (silloin["kuukausi"], [luku["arvo"] for luku in silloin["luvut"]]) == (
        "2025-08-01",
        ["104.00", "66.00"],
    )
    assert (myohemmin["kuukausi"], [luku["arvo"] for luku in myohemmin["luvut"]]) == ("2025-09-01", ["70.00"])


@pytest.mark.parametrize("avain", ["seuranta.avainluvut", "seuranta.avainluku_lause"])
def test_fact_without_figures_is_refused(rautavaara, avain):
    with pytest.raises(ValidationError) as error:
        faktat.esikatsele(avain, KOKOUS, "fi")

    assert error.value.messages == [
        "Kunnalle Rautavaara ei ole kirjattu lukuja 17.9.2025 mennessä. Kirjaa luvut tai vaihda päivä."
    ]


def test_sources_are_the_figures(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, HAKIJALOPUSSA=104, TYOTTOMATLOPUSSA=66)

    aineisto = faktat.LAJIT["seuranta.avainluvut"].keraa(KOKOUS)

    assert faktat.lahteet(aineisto.rivit) == [
        ["seuranta.havainto", havainto.pk, havainto.pk]
        for havainto in Havainto.objects.order_by("mittari__jarjestys")
    ]


@pytest.mark.parametrize(
    ("kieli", "otsikko"), [("sv", "Rautavaara, augusti 2025"), ("en", "Rautavaara, August 2025")]
)
def test_fact_speaks_the_language_of_the_document(kirjaa, kieli, otsikko):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

    taulukko = faktat.esikatsele("seuranta.avainluvut", KOKOUS, kieli).taulukko

    assert taulukko.otsikko == otsikko
    assert taulukko.rivit[0][0] in {
        "Arbetslösa arbetssökande på beräkningsdagen (st.)",
        "Unemployed jobseekers on calculation date (number)",
    }


@pytest.mark.parametrize("avain", ["seuranta.avainluvut", "seuranta.avainluku_lause"])
def test_fact_costs_few_queries(kirjaa, django_assert_num_queries, avain):
    kirjaa((2025, 9, 9), ELOKUU, HAKIJALOPUSSA=104, TYOTTOMATLOPUSSA=66)

    with django_assert_num_queries(2):
        faktat.LAJIT[avain].keraa(KOKOUS)
