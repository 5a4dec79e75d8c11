import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esitykset.poiminta import ilman_tulevaa, poimi
from tests.esitykset import kirjeet
from tyollisyysalue import kello

KUNNAT = [
    ("204", "Kaavi"),
    ("239", "Keitele"),
    ("297", "Kuopio"),
    ("402", "Lapinlahti"),
    ("686", "Rautalampi"),
    ("687", "Rautavaara"),
    ("749", "Siilinjärvi"),
    ("778", "Suonenjoki"),
    ("844", "Tervo"),
    ("857", "Tuusniemi"),
    ("921", "Vesanto"),
]


def otsikot(ehdotus):
    return [kohta.otsikko for kohta in ehdotus.kohdat]


def test_rautavaaras_letter_gives_everything():
    ehdotus = poimi(kirjeet.RAUTAVAARA, KUNNAT)

    assert ehdotus.kunta == "687"
    assert ehdotus.otsikko == "ESITYS TYÖVOIMAPALVELUJEN TOTEUTUMISESTA RAUTAVAARALLA"
    assert (ehdotus.toimielin, ehdotus.paatospvm, ehdotus.pykala) == (
        "kunnanhallitus",
        datetime.date(2025, 8, 25),
        "§ 143",
    )
    assert ehdotus.oma_numero == "RAU/112/2025"
    assert ehdotus.saapui == datetime.datetime(2025, 8, 28, 14, 12, tzinfo=kello.HELSINKI)
    assert ehdotus.johdanto.startswith("Rautavaaran kunnanhallitus päätti")
    assert ehdotus.johdanto.endswith("alla olevaan kohtaan erikseen.")


def test_rautavaaras_letter_has_five_items_with_their_points_inside():
    ehdotus = poimi(kirjeet.RAUTAVAARA, KUNNAT)

    assert otsikot(ehdotus) == [
        "Lähipalvelujen saatavuus ja saavutettavuus",
        "Yhteyshenkilön puuttuminen ja tiedonkulku",
        "Palvelujen vaikuttavuuden seuranta, tilastot ja yhteydenpito",
        "Palvelujen yhdenvertaisuus ja lakisääteisten palvelujen toteutuminen",
        "Henkilöstöresurssien riittävyys",
    ]
    eka, toka, kolmas, _neljas, viides = ehdotus.kohdat
    assert "1. Matka Kuopioon" in eka.teksti
    assert "3. Etäpalveluun" in eka.teksti
    assert eka.vaatimus == "Kunta esittää, että sovitut lähipäivät ja niiden toteutuma kerrotaan kunnalle."
    assert "\na) Yhteyshenkilöä ei ole nimetty.\nb) Sijaista" in toka.teksti
    assert "3.2 Käyttöoikeuksista" in kolmas.teksti
    assert viides.vaatimus.startswith("Pyydämme kertomaan")
    assert "Raija" not in viides.teksti + viides.vaatimus


def test_a_mail_gives_its_subject_and_the_time_it_was_sent():
    ehdotus = poimi(kirjeet.SAHKOPOSTI, KUNNAT)

    assert ehdotus.kunta == "749"
    assert ehdotus.otsikko == "Työnantajapalvelut Siilinjärvellä"
    assert ehdotus.saapui == datetime.datetime(2026, 1, 12, 15, 2, tzinfo=kello.HELSINKI)
    assert otsikot(ehdotus) == ["Yhteiset työnantajatapahtumat", "Yhteyshenkilö yrityksille"]
    assert ehdotus.kohdat[1].teksti == "Yritykset eivät tiedä, kehen ottaa yhteyttä."
    assert ehdotus.paatospvm is None
    assert ehdotus.johdanto == "Siilinjärven kunnan puolesta lähetän ohessa kaksi asiaa."


def test_sections_are_items_and_the_decisions_own_section_is_not():
    ehdotus = poimi(kirjeet.PYKALAT, KUNNAT)

    assert (ehdotus.kunta, ehdotus.oma_numero) == ("778", "214/00.04.01/2026")
    assert (ehdotus.toimielin, ehdotus.pykala) == ("kaupunginhallitus", "§ 12")
    assert otsikot(ehdotus) == ["Lähipäivät", "Tiedottaminen"]


def test_roman_numbers():
    assert otsikot(poimi(kirjeet.ROOMALAISET, KUNNAT)) == [
        "Tiedonkulku",
        "Vastinpari",
        "Tapaamiset",
        "Seuranta",
    ]


def test_clear_headings_without_numbers():
    ehdotus = poimi(kirjeet.NUMEROIMATON, KUNNAT)

    assert otsikot(ehdotus) == ["Lähipäivät suunnitelman päättyessä", "Kuntakohtainen tieto"]
    assert ehdotus.otsikko == "Esitys palvelusuunnitelman jatkosta"
    assert ehdotus.kohdat[1].teksti.endswith("omia palvelujaan.")


def test_an_item_that_is_a_paragraph_is_named_by_its_first_words():
    eka, toka = poimi(kirjeet.KAPPALEINA, KUNNAT).kohdat

    assert eka.otsikko == "Etsivä nuorisotyö tapaa nuoria, joilla ei ole yhteyttä työllisyysalueeseen"
    assert eka.teksti.endswith("Kunta esittää yhteistyötä.")
    assert toka.otsikko.endswith(" …")
    assert toka.teksti.startswith("Työpajalle jonotetaan")


@pytest.mark.parametrize(("koodi", "nimi"), KUNNAT)
def test_every_municipality_is_known_by_its_bent_name(koodi, nimi):
    genetiivit = {
        "204": "Kaavin",
        "239": "Keiteleen",
        "297": "Kuopion",
        "402": "Lapinlahden",
        "686": "Rautalammin",
        "687": "Rautavaaran",
        "749": "Siilinjärven",
        "778": "Suonenjoen",
        "844": "Tervon",
        "857": "Tuusniemen",
        "921": "Vesannon",
    }
    teksti = f"{genetiivit[koodi]} kunta\nEsitys\n\nVastaanottaja: Kuopion työllisyysalue\n"

    assert poimi(teksti, KUNNAT).kunta == koodi


def test_a_text_that_says_nothing_gives_nothing():
    ehdotus = poimi("Hei! Palataan asiaan.", KUNNAT)

    assert (ehdotus.kunta, ehdotus.otsikko, ehdotus.saapui, ehdotus.kohdat) == ("", "", None, ())


def test_what_lies_ahead_was_read_wrong():
    nyt = datetime.datetime(2025, 8, 1, 12, tzinfo=kello.HELSINKI)
    ehdotus = ilman_tulevaa(poimi(kirjeet.RAUTAVAARA, KUNNAT), nyt)

    assert (ehdotus.saapui, ehdotus.paatospvm) == (None, None)


@given(st.text(alphabet=st.sampled_from("1234. )§IVXabcÄ\n-:klo/0"), max_size=300))
def test_any_text_is_read_without_an_error(teksti):
    ehdotus = poimi(teksti, KUNNAT)

    assert all(len(kohta.otsikko) <= 200 for kohta in ehdotus.kohdat)


@given(st.integers(2, 12), st.sampled_from(["{n}. {o}", "{n}) {o}", "{n} § {o}", "Kohta {n}: {o}"]))
def test_as_many_items_as_there_are_headings(maara, muoto):
    rivit = []
    for n in range(1, maara + 1):
        rivit += [
            muoto.format(n=n, o=f"Asia numero {n}"),
            "",
            "Asiasta kerrotaan tässä.",
            "1. ensin",
            "2. sitten",
            "",
        ]

    assert len(poimi("\n".join(rivit), KUNNAT).kohdat) == maara
