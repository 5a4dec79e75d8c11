"""Places in a text of the library, and what is a person's own in an answer."""

import pytest

from paatokset import pohjat
from paatokset.pohjat import Paikka
from paatokset.teksti import puhdista


def test_unfilled_places_are_told_once_in_reading_order():
    tekstit = ["<p>[[kunnan nimi]] ja [[<strong>päivä</strong>]]</p>", "[[kunnan nimi]] [[fakta:a.b]]"]

    assert pohjat.tayttamatta(*tekstit) == ["kunnan nimi", "päivä", "fakta:a.b"]
    assert pohjat.tayttamatta("<p>[yksi] [ [kaksi] ]</p>") == []


def test_places_of_facts_say_which_of_several():
    html = "<p>[[fakta:testi.lause]] [[ fakta: yhteyshenkilot.tapaaminen  tuotantoalue ]] [[muu]]</p>"

    assert pohjat.faktapaikat(html) == [
        Paikka("testi.lause"),
        Paikka("yhteyshenkilot.tapaaminen", "tuotantoalue"),
    ]


@pytest.mark.parametrize(
    "html", ["<p>Alku [[fakta:a.b]] loppu</p>", "<p>Alku</p><p>[[fakta:a.b]]</p><p>loppu</p>"]
)
def test_table_stands_between_paragraphs(html):
    tulos = puhdista(pohjat.sijoita(html, lambda paikka: '<div data-fakta="7"></div>'))

    assert tulos.replace(" ", "").replace("\n", "") == '<p>Alku</p><divdata-fakta="7"></div><p>loppu</p>'


def test_facts_turn_back_to_places_and_again_to_facts():
    html = '<p>A <span data-fakta="3"></span></p><div data-fakta="4"></div>'
    paikat = {3: Paikka("a.lause"), 4: Paikka("a.taulukko", "x y")}

    pohja = pohjat.paikoiksi(html, paikat.get)

    assert pohja == "<p>A [[fakta:a.lause]]</p><p>[[fakta:a.taulukko x y]]</p>"
    elementit = {
        p: f'<{"div" if n == 4 else "span"} data-fakta="{n}"></{"div" if n == 4 else "span"}>'
        for n, p in paikat.items()
    }
    assert puhdista(pohjat.sijoita(pohja, elementit.get)) == html


def test_own_text_leaves_out_bound_and_printed_facts():
    sidottu = '<p>Asia on hoidossa. <span data-fakta="3"></span></p><div data-fakta="4"></div><p>[[nimi]]</p>'
    painettu = (
        '<p>Asia on hoidossa. <span class="faktalause">Kello on 13.</span><sup class="viite"><a href="#lahde-1" '
        'aria-label="Lähde 1">1</a></sup></p><div class="fakta leve kapea">\n<div class="taulukko">'
        "<table><caption>Päivät</caption><tr><td>2</td></tr></table></div>\n"
        '<p class="alkupera">Lähde: luettelo.</p>\n</div>'
    )

    assert pohjat.oma_teksti(sidottu) == pohjat.oma_teksti(painettu) == "Asia on hoidossa."
