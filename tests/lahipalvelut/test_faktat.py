import copy
import datetime

import pytest
from django.core.exceptions import ValidationError

from lahipalvelut.models import Palvelupaiva
from tests.lahipalvelut.factories import PalvelupaivaFactory, SuunnitelmariviFactory, siirra
from tyollisyysalue import faktat, kello
from tyollisyysalue.faktat import LAJIT, Parametrit, Taulukko, esikatsele, tulosta

JAKSO = Parametrit(kunta="687", alkupvm=datetime.date(2025, 5, 1), loppupvm=datetime.date(2025, 8, 31))
PAIVA = Parametrit(kunta="687", paiva=datetime.date(2025, 9, 1))


@pytest.fixture
def kesa(rivi, asiantuntija):
    """Held 28.5., cancelled at short notice 11.6., not logged 25.6., ahead 9.7.; today is 1.7.2025."""
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 28), pidetty=True, kirjaaja=asiantuntija)
    PalvelupaivaFactory(
        rivi=rivi, pvm=datetime.date(2025, 6, 11), peruttu=True, muutosilmoittaja=asiantuntija
    )
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25))
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 7, 9))
    with kello.aseta(datetime.datetime(2025, 7, 1, 12, tzinfo=kello.HELSINKI)):
        yield


def sanat(tuloste):
    return tuloste.teksti.replace("\u00a0", " ")


@pytest.mark.usefixtures("kesa")
def test_table_has_a_row_for_every_agreed_day(rivi):
    tuloste = esikatsele("lahipalvelut.sovitut_paivat", JAKSO, "fi")

    paikka = rivi.palvelupiste.nimi
    aika = "klo\u00a09.00–15.00"
    assert tuloste.taulukko == Taulukko(
        otsikko="Sovitut lähipalvelupäivät 1.5.–31.8.2025, Rautavaara",
        sarakkeet=["Päivä", "Aika", "Paikka", "Tila"],
        rivit=[
            ["ke 28.5.2025", aika, paikka, "pidetty"],
            ["ke 11.6.2025", aika, paikka, "peruttu, äkillinen muutos (henkilöstösyy)"],
            ["ke 25.6.2025", aika, paikka, "ei vielä kirjattu"],
            ["ke 9.7.2025", aika, paikka, "sovittu"],
        ],
    )
    assert tuloste.selite == "Työllisyysalueportaalin lähipalvelupäivät, Rautavaara, tilanne 1.7.2025"


@pytest.mark.usefixtures("kesa")
def test_realisation_tells_what_became_of_every_day():
    assert sanat(esikatsele("lahipalvelut.toteuma", JAKSO, "fi")) == (
        "Jaksolle 1.5.–31.8.2025 suunnitelluista 4 lähipalvelupäivästä pidettiin 1, "
        "peruttiin 1 (äkillinen muutos 11.6.2025), kirjaamatta on 1 ja edessä on vielä 1."
    )


@pytest.mark.parametrize(
    ("alku", "loppu", "osat"),
    [
        ((5, 28), (5, 28), "28.5.2025 suunnitellusta 1 lähipalvelupäivästä pidettiin 1."),
        (
            (5, 28),
            (6, 11),
            "28.5.–11.6.2025 suunnitelluista 2 lähipalvelupäivästä pidettiin 1 ja "
            "peruttiin 1 (äkillinen muutos 11.6.2025).",
        ),
        ((7, 1), (7, 31), "1.7.–31.7.2025 suunnitellusta 1 lähipalvelupäivästä edessä on vielä 1."),
    ],
)
@pytest.mark.usefixtures("kesa")
def test_realisation_leaves_out_what_there_is_none_of(alku, loppu, osat):
    parametrit = Parametrit(
        kunta="687", alkupvm=datetime.date(2025, *alku), loppupvm=datetime.date(2025, *loppu)
    )

    assert sanat(esikatsele("lahipalvelut.toteuma", parametrit, "fi")) == f"Jaksolle {osat}"


@pytest.mark.usefixtures("kesa")
def test_change_told_in_good_time_is_not_called_sudden():
    Palvelupaiva.objects.filter(pvm=datetime.date(2025, 6, 11)).update(
        muutosaika=datetime.datetime(2025, 5, 1, 12, tzinfo=datetime.UTC)
    )

    assert "peruttiin 1, kirjaamatta" in esikatsele("lahipalvelut.toteuma", JAKSO, "fi").teksti


@pytest.fixture
def siirto(kesa, rivi, asiantuntija):
    """Over the summer also a day moved at short notice to another that was held, and an extra day."""
    vanha = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 18))
    hetki = datetime.datetime(2025, 6, 17, 5, 0, tzinfo=datetime.UTC)
    pidetty = {"pidetty": True, "kirjaaja": asiantuntija}
    siirra(vanha, user=asiantuntija, pvm=datetime.date(2025, 6, 19), muutosaika=hetki, **pidetty)
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 26), alkupera="lisapaiva", **pidetty)


@pytest.mark.usefixtures("siirto")
def test_moved_and_extra_days_say_what_they_are():
    rivit = esikatsele("lahipalvelut.sovitut_paivat", JAKSO, "fi").taulukko.rivit

    assert {rivi[0]: rivi[3] for rivi in rivit if rivi[0].startswith(("ke 18", "to 1", "to 2"))} == {
        "ke 18.6.2025": "siirretty päivään 19.6.2025, äkillinen muutos (sää tai liikenne)",
        "to 19.6.2025": "siirretty päivästä 18.6.2025: pidetty",
        "to 26.6.2025": "lisäpäivä: pidetty",
    }


@pytest.mark.usefixtures("siirto")
def test_realisation_counts_planned_days_and_tells_of_the_rest():
    assert sanat(esikatsele("lahipalvelut.toteuma", JAKSO, "fi")) == (
        "Jaksolle 1.5.–31.8.2025 suunnitelluista 5 lähipalvelupäivästä pidettiin 1, "
        "peruttiin 1 (äkillinen muutos 11.6.2025), siirrettiin 1 (äkillinen muutos 18.6.2025), "
        "kirjaamatta on 1 ja edessä on vielä 1. Lisäksi pidettiin 1 siirretty päivä ja 1 lisäpäivä."
    )


@pytest.mark.usefixtures("siirto")
def test_realisation_by_month_adds_up():
    taulukko = esikatsele("lahipalvelut.toteumataulukko", JAKSO, "fi").taulukko

    assert taulukko.sarakkeet[1:] == [
        "Suunniteltu",
        "Pidetty",
        "Peruttu",
        "Siirretty",
        "Ei vielä kirjattu",
        "Edessä",
    ]
    assert taulukko.rivit == [
        ["toukokuu 2025", "1", "1", "0", "0", "0", "0"],
        ["kesäkuu 2025", "3", "0", "1", "1", "1", "0"],
        ["heinäkuu 2025", "1", "0", "0", "0", "0", "1"],
        ["Yhteensä", "5", "1", "1", "1", "1", "1"],
    ]


@pytest.mark.usefixtures("siirto")
def test_sudden_changes_say_what_why_and_how_late():
    assert sanat(esikatsele("lahipalvelut.akilliset_muutokset", JAKSO, "fi")) == (
        "Jaksolla 1.5.–31.8.2025 oli 2 lähipalvelun muutosta, joista kerrottiin alle 48 tuntia ennen: "
        "11.6.2025 peruttiin (henkilöstösyy, 1 tunti ennen) ja "
        "18.6.2025 siirrettiin päivään 19.6.2025 (sää tai liikenne, 25 tuntia ennen)."
    )


@pytest.mark.usefixtures("kesa")
def test_no_sudden_change_is_a_fact_too():
    Palvelupaiva.objects.filter(pvm=datetime.date(2025, 6, 11)).update(
        muutosaika=datetime.datetime(2025, 5, 1, 12, tzinfo=datetime.UTC)
    )

    assert sanat(esikatsele("lahipalvelut.akilliset_muutokset", JAKSO, "fi")) == (
        "Jaksolla 1.5.–31.8.2025 ei ollut lähipalvelun muutoksia, joista kerrottiin alle 48 tuntia ennen."
    )


@pytest.mark.usefixtures("kesa")
@pytest.mark.parametrize(
    "avain",
    [
        f"lahipalvelut.{nimi}"
        for nimi in ("sovitut_paivat", "toteuma", "toteumataulukko", "akilliset_muutokset")
    ],
)
def test_payload_from_before_days_could_be_moved_reads_the_same(avain):
    laji = LAJIT[avain]
    uusi = laji.keraa(JAKSO).sisalto
    vanha = copy.deepcopy(uusi)
    for paiva in vanha["paivat"]:
        for kentta in ("alkupera", "siirretty", "siirretty_paivasta"):
            del paiva[kentta]

    assert tulosta(laji, vanha, "fi") == tulosta(laji, uusi, "fi")


@pytest.mark.usefixtures("kesa")
def test_sources_are_the_days_in_their_versions_and_the_places(rivi):
    lahteet = faktat.lahteet(LAJIT["lahipalvelut.toteuma"].keraa(JAKSO).rivit)

    paivat = list(rivi.palvelupaivat.all())
    assert [lahde[:2] for lahde in lahteet] == [
        *(["lahipalvelut.palvelupaiva", paiva.pk] for paiva in paivat),
        ["lahipalvelut.palvelupiste", rivi.palvelupiste.pk],
    ]
    assert [lahde[2] for lahde in lahteet[:-1]] == [paiva.events.latest("pgh_id").pgh_id for paiva in paivat]


@pytest.mark.usefixtures("kesa")
def test_printed_form_does_not_change_with_the_data():
    laji = LAJIT["lahipalvelut.toteuma"]
    sisalto = laji.keraa(JAKSO).sisalto
    ennen = tulosta(laji, sisalto, "fi")

    Palvelupaiva.objects.filter(pvm=datetime.date(2025, 6, 25)).update(pvm=datetime.date(2025, 6, 26))

    with kello.aseta(datetime.datetime(2026, 7, 1, 12, tzinfo=kello.HELSINKI)):
        assert tulosta(laji, sisalto, "fi") == ennen


def test_rule_and_channels_read_from_the_plan_in_force(rivi):
    paikka = f"{rivi.palvelupiste.nimi}, Savotantie 1"

    saanto = esikatsele("lahipalvelut.saanto", PAIVA, "fi")
    kanavat = esikatsele("lahipalvelut.kanavat", PAIVA, "fi")

    assert sanat(saanto) == f"Lähipalvelua annetaan joka toinen keskiviikko klo 9.00–15.00 ({paikka})."
    assert kanavat.teksti == "Asiakkaita palvellaan paikan päällä ja puhelimitse."
    assert kanavat.selite == "palvelusuunnitelma, Rautavaara, hyväksytty 11.12.2024 (päätös § 24)"


def test_rule_of_two_lines_names_both(rivi):
    SuunnitelmariviFactory(
        suunnitelma=rivi.suunnitelma,
        ankkuripvm=datetime.date(2025, 1, 9),
        vali=1,
        palvelupiste=rivi.palvelupiste,
        kanavat=["video"],
    )

    assert "joka toinen keskiviikko" in esikatsele("lahipalvelut.saanto", PAIVA, "fi").teksti
    assert ") ja joka torstai" in esikatsele("lahipalvelut.saanto", PAIVA, "fi").teksti
    assert (
        esikatsele("lahipalvelut.kanavat", PAIVA, "fi").teksti
        == "Asiakkaita palvellaan paikan päällä, videoyhteydellä ja puhelimitse."
    )


@pytest.mark.parametrize(
    ("avain", "parametrit", "viesti"),
    [
        (
            "lahipalvelut.toteuma",
            JAKSO,
            "Rautavaara: jaksolla 1.5.–31.8.2025 ei ole lähipalvelupäiviä. Valitse toinen kunta tai jakso.",
        ),
        (
            "lahipalvelut.saanto",
            PAIVA,
            "Rautavaara: palvelusuunnitelmaa ei ole voimassa 1.9.2025. Valitse toinen kunta tai päivä.",
        ),
    ],
)
@pytest.mark.usefixtures("rautavaara")
def test_fact_without_data_says_what_is_missing(avain, parametrit, viesti):
    with pytest.raises(ValidationError) as error:
        esikatsele(avain, parametrit, "fi")

    assert error.value.messages == [viesti]


@pytest.mark.usefixtures("kesa")
@pytest.mark.parametrize(
    ("avain", "parametrit", "kyselyita"),
    [
        ("lahipalvelut.sovitut_paivat", JAKSO, 2),
        ("lahipalvelut.toteuma", JAKSO, 2),
        ("lahipalvelut.toteumataulukko", JAKSO, 2),
        ("lahipalvelut.akilliset_muutokset", JAKSO, 2),
        ("lahipalvelut.saanto", PAIVA, 2),
        ("lahipalvelut.kanavat", PAIVA, 2),
    ],
)
def test_fact_costs_few_queries(django_assert_num_queries, avain, parametrit, kyselyita):
    with django_assert_num_queries(kyselyita):
        faktat.LAJIT[avain].keraa(parametrit)
