import datetime

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError

from seuranta.models import Havainto
from tests.seuranta.conftest import ELOKUU, SALASSA
from tyollisyysalue import faktat, kaaviot
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
        "KEHA-keskus, Työnvälitystilasto, taulu 12r5, 2025M08, julkaistu 9.9.2025, "
        "kirjattu portaaliin 9.9.2025, määritelmän versio 1, CC BY 4.0, demoaineistoa"
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

    with django_assert_num_queries(3):
        faktat.LAJIT[avain].keraa(KOKOUS)


class TestTyottomatKaavio:
    def test_chart_has_its_table_and_states_its_numbers(self, kirjaa):
        kirjaa((2025, 7, 22), datetime.date(2025, 6, 1), TYOTTOMATLOPUSSA=69)
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=SALASSA)
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        tuloste = faktat.esikatsele("seuranta.tyottomat_kaavio", KOKOUS, "fi")

        otsikko = "Työttömät työnhakijat laskentapäivänä (lkm.), Rautavaara, 3 kuukautta"
        assert tuloste.taulukko == faktat.Taulukko(
            otsikko,
            ["Kuukausi", "Arvo"],
            [["elokuu 2025", "66"], ["heinäkuu 2025", "salassa pidettävä"], ["kesäkuu 2025", "69"]],
        )
        assert tuloste.kuva.alt == (
            f"Viivakaavio. {otsikko}. 6/2025: 69, 7/2025: salassa pidettävä, 8/2025: 66."
        )
        assert tuloste.kuva.svg.startswith("<svg ")
        assert tuloste.kuva.osoite.startswith("data:image/svg+xml;base64,")

    def test_source_covers_the_months(self, kirjaa):
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71)
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        assert faktat.esikatsele("seuranta.tyottomat_kaavio", KOKOUS, "fi").selite == (
            "KEHA-keskus, Työnvälitystilasto, taulu 12r5, 2025M07–2025M08, julkaistu 9.9.2025, "
            "kirjattu portaaliin 9.9.2025, määritelmän versio 1, CC BY 4.0"
        )

    def test_invented_months_stay_apart_in_the_source(self, kirjaa):
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71, huomautus="demoaineistoa")
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        assert faktat.esikatsele("seuranta.tyottomat_kaavio", KOKOUS, "fi").selite == (
            "KEHA-keskus, Työnvälitystilasto, taulu 12r5, 2025M07, julkaistu 19.8.2025, "
            "kirjattu portaaliin 19.8.2025, määritelmän versio 1, CC BY 4.0, demoaineistoa; "
            "KEHA-keskus, Työnvälitystilasto, taulu 12r5, 2025M08, julkaistu 9.9.2025, "
            "kirjattu portaaliin 9.9.2025, määritelmän versio 1, CC BY 4.0"
        )

    def test_chart_is_as_known_on_the_day(self, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=67)

        assert faktat.esikatsele("seuranta.tyottomat_kaavio", KOKOUS, "fi").taulukko.rivit == [
            ["elokuu 2025", "66"]
        ]

    def test_frozen_chart_is_not_drawn_again(self, kirjaa, rautavaara, monkeypatch):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        fakta = faktat.lisaa(rautavaara, "seuranta.tyottomat_kaavio", KOKOUS)
        faktat.jaadyta(fakta)
        kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=67)
        fakta.refresh_from_db()
        monkeypatch.setattr(kaaviot, "_piirra_svg", lambda *args: pytest.fail("drawn again"))
        caches["kaaviot"].clear()

        tuloste = faktat.esita(fakta, "sv")

        assert tuloste.taulukko.rivit == [["augusti 2025", "66"]]
        assert "66" in tuloste.kuva.svg
        assert faktat.tiiviste(fakta) == fakta.tiiviste


@pytest.mark.parametrize("avain", ["seuranta.tyottomat_kaavio", "seuranta.julkaistut_kuukaudet"])
def test_fact_of_no_figures_tells_what_to_do(kirjaa, avain):
    kirjaa((2025, 9, 9), ELOKUU, HAKIJALOPUSSA=104)

    with pytest.raises(ValidationError) as error:
        faktat.esikatsele(avain, KOKOUS, "fi")

    assert error.value.messages == [
        "Kunnalle Rautavaara ei ole kirjattu lukuja 17.9.2025 mennessä. Kirjaa luvut tai vaihda päivä."
    ]


def test_published_months_are_told_in_a_sentence(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
    yksi = faktat.esikatsele("seuranta.julkaistut_kuukaudet", KOKOUS, "fi").teksti
    kirjaa((2025, 9, 10), HEINAKUU, TYOTTOMATLOPUSSA=71)
    kaksi = faktat.esikatsele("seuranta.julkaistut_kuukaudet", KOKOUS, "fi").teksti

    assert yksi.replace("\u00a0", " ") == (
        "Rautavaara: 17.9.2025 mennessä luvut oli julkaistu yhdeltä kuukaudelta, elokuu 2025, "
        "joka julkaistiin 9.9.2025."
    )
    assert kaksi.replace("\u00a0", " ") == (
        "Rautavaara: 17.9.2025 mennessä luvut oli julkaistu 2 kuukaudelta, heinäkuu 2025 – elokuu 2025, "
        "joista viimeinen julkaistiin 9.9.2025."
    )


def test_rule_of_disclosure_is_told_in_words(db):
    tuloste = faktat.esikatsele("seuranta.tietosuojasaanto", Parametrit(), "fi")

    assert tuloste.teksti.startswith(
        "Työllisyysalueen omista henkilömääristä näytetään nolla ja 5 tai suurempi luku. Luvut 1–4 jätetään"
    )
