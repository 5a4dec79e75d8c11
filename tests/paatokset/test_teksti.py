import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paatokset import teksti
from paatokset.teksti import faktojen_tunnukset, puhdista, sanat, upota

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("html", "puhdas"),
    [
        ("<p>Kyllä</p><script>alert(1)</script>", "<p>Kyllä</p>"),
        ("<style>p { color: red }</style><p>Kyllä</p>", "<p>Kyllä</p>"),
        ('<p onclick="alert(1)" style="color: red" class="x" lang="sv">Kyllä</p>', "<p>Kyllä</p>"),
        ('<p><a href="javascript:alert(1)">Linkki</a></p>', "<p><a>Linkki</a></p>"),
        ('<p><a href="data:text/html,x">Linkki</a></p>', "<p><a>Linkki</a></p>"),
        ('<p><a href="http://laki.example">Linkki</a></p>', "<p><a>Linkki</a></p>"),
        (
            '<p><a href="https://laki.example" target="_blank">Laki</a></p>',
            '<p><a href="https://laki.example">Laki</a></p>',
        ),
        (
            '<p><a href="mailto:a@b.example">Posti</a></p>',
            '<p><a href="mailto:a@b.example">Posti</a></p>',
        ),
        ('<p>Kuva <img src="x" onerror="alert(1)"></p>', "<p>Kuva </p>"),
        ("<p><blink>Kyllä</blink> <u>ja</u> <em>ei</em></p>", "<p>Kyllä ja ei</p>"),
        ("<h1>Otsikko</h1><p>Kyllä</p>", "<h4>Otsikko</h4><p>Kyllä</p>"),
        ("<h4>Väliotsikko</h4><p>Kyllä</p>", "<h4>Väliotsikko</h4><p>Kyllä</p>"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "12"),
        ("<ul><li><p>Yksi</p></li></ul>", "<ul><li><p>Yksi</p></li></ul>"),
        ("<p>1 &lt; 2</p>", "<p>1 &lt; 2</p>"),
    ],
)
def test_only_the_vocabulary_stays(html, puhdas):
    assert puhdista(html) == puhdas


def test_markup_pasted_from_a_word_processor_becomes_plain_paragraphs():
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style></head>'
        '<body lang=FI><p class=MsoNormal style="margin-bottom:0"><span style="font-family:Arial">Vastaus '
        "<b>kuntaan</b><o:p></o:p></span></p><!--[if !supportLists]-->·<!--[endif]--></body></html>"
    )

    assert puhdista(html) == "<p>Vastaus <strong>kuntaan</strong></p>·"


@pytest.mark.parametrize(
    ("html", "puhdas"),
    [
        (
            '<p>Päiviä: <span data-fakta="12">17 päivää</span>.</p>',
            '<p>Päiviä: <span data-fakta="12"></span>.</p>',
        ),
        ('<div data-fakta="3"><table><tr><td>1</td></tr></table></div>', '<div data-fakta="3"></div>'),
        ('<span title="x" lang="fi" data-fakta="12" class="y">17</span>', '<span data-fakta="12"></span>'),
        ('<div data-fakta="3"><div data-fakta="4"></div>Muu</div>', '<div data-fakta="3"></div>Muu'),
    ],
)
def test_fact_becomes_an_empty_element(html, puhdas):
    assert puhdista(html) == puhdas


@pytest.mark.parametrize("tunnus", ["x", "0", "-1", "1 OR 1=1", "", "1" * 19, "١٢"])
def test_id_that_is_not_a_number_is_dropped(tunnus):
    html = puhdista(f'<p><span data-fakta="{tunnus}">Väite</span></p>')

    assert html == "<p>Väite</p>"
    assert faktojen_tunnukset(html) == []


@pytest.mark.parametrize(
    "html",
    [
        "",
        " \n",
        "<p></p>",
        "<p>&nbsp;</p><p><br></p>",
        "<h4> </h4>",
        "<ul><li><p></p></li></ul>",
        "<p><strong></strong></p>",
        "<div></div>",
        "<script>alert(1)</script>",
    ],
)
def test_text_without_words_is_no_text(html):
    assert puhdista(html) == ""


def test_text_with_nothing_but_a_fact_is_a_text():
    assert puhdista('<p><span data-fakta="1">Väite</span></p>') == '<p><span data-fakta="1"></span></p>'


def test_empty_paragraphs_between_texts_are_dropped():
    assert puhdista("<p>Yksi</p><p></p><p>Kaksi</p>") == "<p>Yksi</p><p>Kaksi</p>"


PALAT = st.sampled_from(
    [
        *["<p>", "</p>", "<li>", "</li>", "<ul>", "</ul>", "<br>", "<strong>", "</strong>", "<h4>", "</h4>"],
        *[
            '<span data-fakta="1">',
            "</span>",
            '<div data-fakta="2">',
            "</div>",
            '<span title="x" data-fakta="3">',
        ],
        *[
            "<span>",
            "<div>",
            "<table>",
            "<td>",
            "</table>",
            "<script>",
            "</script>",
            "<style>",
            "<!--",
            "-->",
        ],
        *[
            "sana",
            " ",
            "\u00a0",
            "&nbsp;",
            "&lt;p&gt;",
            "&amp;",
            "<",
            ">",
            '"',
            '<a href="javascript:x">',
            "</a>",
        ],
    ]
)


@given(st.lists(PALAT | st.text(max_size=5), max_size=12).map("".join))
def test_cleaning_what_is_clean_changes_nothing(html):
    puhdas = puhdista(html)

    assert puhdista(puhdas) == puhdas


def test_ids_come_in_reading_order_each_once():
    ehdotus = '<p><span data-fakta="7"></span></p>'
    osio = '<div data-fakta="2"></div><p><span data-fakta="7"></span><span data-fakta="10"></span></p>'

    assert faktojen_tunnukset(ehdotus, "", osio) == [7, 2, 10]


def test_facts_are_put_into_their_places_and_breaks_are_bound():
    html = upota(
        '<p>Kokous klo 13.00 (§ 30): <span data-fakta="5"></span></p><div data-fakta="6"></div>',
        {5: "<b>17 päivää</b>", 6: "<table></table>"},
    )

    assert html == f"<p>Kokous klo{NBSP}13.00 (§{NBSP}30): <b>17 päivää</b></p><table></table>"


def test_fact_may_hold_what_a_replacement_would_expand():
    assert upota('<span data-fakta="5"></span>', {5: r"C:\1 \g<0>"}) == r"C:\1 \g<0>"


@pytest.mark.parametrize(
    ("html", "teksti"),
    [
        ("<p>Yksi</p><p>Kaksi</p>", "Yksi Kaksi"),
        ("<ul><li>Yksi</li><li>Kaksi</li></ul>", "Yksi Kaksi"),
        ("Yksi<br>Kaksi", "Yksi Kaksi"),
        ("<p>Lau<strong>ta</strong>kunta</p>", "Lautakunta"),
        ("<p>1 &lt; 2 &amp;&nbsp;3</p>", "1 < 2 & 3"),
        ("<table><tr><th>A</th><td>B</td></tr></table>", "A B"),
    ],
)
def test_words_of_a_text(html, teksti):
    assert sanat(html) == teksti


# As Word for Windows puts it on the clipboard, cut to what each kind of its oddities needs.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Style Definitions */ p.MsoNormal {mso-style-unhide:no; font-size:11.0pt;} --></style>
<script>alert(1)</script></head>
<body lang=FI style='tab-interval:65.2pt'><!--StartFragment-->
<p class=MsoNormal style='mso-margin-top-alt:auto'><b style='mso-bidi-font-weight:normal'><span lang=FI
style='font-family:"Arial",sans-serif'>Lähipalvelut</span></b><span style='mso-spacerun:yes'>&nbsp; </span>ovat
<st1:place w:st="on">Rautavaaralla</st1:place>.<o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]>Ensimmäinen</p>
<table class=MsoTableGrid border=1><tr><td width=302><p class=MsoNormal>Solu A<o:p></o:p></p></td>
<td><p class=MsoNormal>Solu B</p></td></tr></table>
<h4 style='color:red'>Väliotsikko</h4>
<p class=MsoNormal><a href="javascript:alert(1)">paha</a> <a href="https://kuopio.example/" title="x">hyvä</a>
<img src="file:///C:/kuva.png" onerror="alert(1)"><span data-fakta="12x">fakta</span><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<!--EndFragment--></body></html>"""


def test_paste_from_word_leaves_its_words_and_the_vocabulary():
    puhdas = teksti.puhdista(WORD)

    assert teksti.sanat(puhdas) == (
        "Lähipalvelut ovat Rautavaaralla. 1. Ensimmäinen Solu A Solu B Väliotsikko paha hyvä fakta"
    )
    assert set(re.findall(r"<(\w+)", puhdas)) <= {"p", "strong", "h4", "a", "span", "br", "div"}
    assert set(re.findall(r"\s([\w-]+)=", puhdas)) == {"href"}
    for jaanne in ("mso", "Mso", "<!--", "<![", "style", "xml", "o:p", "st1", "alert", "Word"):
        assert jaanne not in puhdas
    assert "<strong>" in puhdas
    assert teksti.puhdista(puhdas) == puhdas


def test_rows_of_a_text_are_its_blocks():
    assert (
        teksti.rivit("<p>Yksi <strong>kaksi</strong></p><ul><li>Kolme</li></ul>&nbsp;") == "Yksi kaksi\nKolme"
    )


def test_facts_change_places_with_others():
    html = '<p><span data-fakta="1"></span></p><div data-fakta="2"></div>'

    assert (
        teksti.vaihda_faktat(html, {1: 7}) == '<p><span data-fakta="7"></span></p><div data-fakta="2"></div>'
    )
    assert teksti.ilman_vieraita(html, {2}) == '<p></p><div data-fakta="2"></div>'
