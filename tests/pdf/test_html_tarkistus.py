import pytest

from tests.pdf import malli
from tests.pdf.html_tarkistus import html_faults
from tyollisyysalue import pdf


@pytest.mark.parametrize("nimi", malli.ASIAKIRJAT)
def test_sample_document_is_sound(nimi):
    template, konteksti = malli.ASIAKIRJAT[nimi]

    assert html_faults(pdf.render_html(template, konteksti())) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('<html lang="fi">', "<html>", "document language: None"),
        (
            'lang="sv"',
            "",
            "marked fi, reads like sv: Sysselsättningsområdesnämnden svarar på Rautavaara kommuns f",
        ),
        ("<h2>Selostus</h2>", "<h2></h2>", "empty heading: h2"),
        ("<h2>Päätösehdotus</h2>", "<h4>Päätösehdotus</h4>", "heading level left out before: Päätösehdotus"),
        ('<th scope="col">Paikka</th>', "<th>Paikka</th>", "th without scope: Paikka"),
        (
            'href="https://www.tyonavigaattori.fi',
            'href=".fi',
            "link that leads nowhere on paper: .fi/etusivu/kuopion-tyollisyysalue/",
        ),
        (
            "<title>Työttömät työnhakijat: kesäkuu 74, heinäkuu 76, elokuu 71</title>",
            "<title>kuva</title>",
            "picture whose words do not say its numbers: 'kuva'",
        ),
    ],
)
def test_fault_is_found(old, new, fault):
    html = pdf.render_html("malli.html", malli.paatos())

    assert old in html
    assert html_faults(html.replace(old, new, 1)) == [fault]
