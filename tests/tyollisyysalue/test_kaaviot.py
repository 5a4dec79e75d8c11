import re
import struct
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import RequestFactory
from django.utils import translation

from tyollisyysalue import kaaviot
from tyollisyysalue.tekstit import NBSP

PISTEET = [("6/2025", 1_740), ("7/2025", None), ("8/2025", 1_812), ("9/2025", 1_905)]
TEKSTIT = ["1 740", "salassa", "1 812", "1 905"]
RIVIT = [("Kuopio", 7_012, "7 012"), ("Rautavaara", 67, "67"), ("Tuusniemi", None, "salassa pidettävä")]


@pytest.fixture(autouse=True)
def tyhja_varasto():
    caches["kaaviot"].clear()


def viiva(**kwargs):
    return kaaviot.kaavio(kaaviot.viiva(PISTEET, tekstit=TEKSTIT, **kwargs), "Työttömät kuukausittain")


def palkit(**kwargs):
    return kaaviot.kaavio(kaaviot.palkit(RIVIT, **kwargs), "Työttömät kunnittain")


def tekstit(svg):
    return [text.get_text() for text in BeautifulSoup(svg, "xml").find_all("text")]


def test_line_is_written_in_the_font_and_numbers_of_the_language():
    svg = viiva().svg()

    assert f"1{NBSP}500" in tekstit(svg)
    assert {"6/2025", "7/2025", "8/2025", "9/2025"} <= set(tekstit(svg))
    assert set(re.findall('font-family="(.*?)"', svg)) == {"'Source Sans 3', sans-serif"}


def test_english_chart_has_english_numbers():
    with translation.override("en"):
        assert "1,500" in tekstit(viiva().svg())


def test_last_number_stands_at_the_end_of_the_line():
    assert "1 905" in tekstit(viiva().svg())
    assert "1 740" not in tekstit(viiva().svg())


def test_line_breaks_where_there_is_no_number():
    polku = BeautifulSoup(viiva().svg(), "xml").select_one(".mark-line path")["d"]

    assert polku.count("M") == 2


def test_labels_are_counted_from_the_last():
    assert {"7/2025", "9/2025"} == {t for t in tekstit(viiva(joka=2).svg()) if "/" in t}


def test_bars_stand_in_the_order_given_with_their_numbers():
    svg = palkit().svg()

    assert tekstit(svg) == ["Kuopio", "Rautavaara", "Tuusniemi", "7 012", "67", "salassa pidettävä"]


def test_one_bar_stands_out_by_weight_as_well_as_colour():
    kuva = BeautifulSoup(palkit(korosta="Rautavaara").svg(), "xml")

    assert [t.get_text() for t in kuva.find_all("text", {"font-weight": "600"})] == ["Rautavaara"]
    assert [p["fill"] for p in kuva.select(".mark-rect path[fill]")] == [
        kaaviot.HAALEA,
        kaaviot.VARI,
        kaaviot.HAALEA,
    ]


def test_chart_without_any_number_is_drawn():
    rivit = [("Tuusniemi", None, "salassa pidettävä")]

    assert "salassa pidettävä" in tekstit(kaaviot.kaavio(kaaviot.palkit(rivit), "").svg())
    assert kaaviot.kaavio(kaaviot.viiva([("6/2025", None)], tekstit=["–"]), "").svg()


def test_chart_is_drawn_once(monkeypatch):
    svg = viiva().svg()
    monkeypatch.setattr(kaaviot, "_piirra_svg", lambda *args: pytest.fail("drawn again"))

    assert viiva().svg() == svg


def test_another_language_or_number_is_another_chart():
    muut = kaaviot.kaavio(kaaviot.viiva([*PISTEET[:-1], ("9/2025", 1_906)], tekstit=TEKSTIT), "")
    with translation.override("sv"):
        ruotsiksi = viiva()
    with translation.override("en"):
        englanniksi = viiva()

    assert viiva().tiiviste == viiva().tiiviste == ruotsiksi.tiiviste
    assert len({viiva().tiiviste, englanniksi.tiiviste, muut.tiiviste}) == 3


def test_bytes_do_not_depend_on_the_time_zone(settings):
    ohjelma = (
        "import django; django.setup()\n"
        "from django.utils import translation; translation.activate('fi')\n"
        "from tyollisyysalue import kaaviot\n"
        f"print(kaaviot._piirra_svg(kaaviot.viiva({PISTEET!r}, tekstit={TEKSTIT!r}), kaaviot.LUVUT['fi']))"
    )
    kuvat = {
        subprocess.run(
            [sys.executable, "-c", ohjelma],
            env={"DJANGO_SETTINGS_MODULE": "tests.settings", "TZ": vyohyke, "PATH": ""},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for vyohyke in ("Pacific/Auckland", "America/Los_Angeles")
    }

    assert kuvat == {viiva().svg()}


def test_drawing_alone_has_its_font_and_its_text():
    kuva = BeautifulSoup(viiva().verkkosvg(), "xml").svg

    assert kuva["role"] == "img"
    assert kuva["viewBox"]
    assert kuva.title.get_text() == "Työttömät kuukausittain"
    assert re.findall(r"font-weight:(\d+);src:url\(data:font/woff2;base64,", kuva.style.get_text()) == [
        "400",
        "600",
    ]


def test_text_of_a_drawing_is_escaped():
    kaavio = kaaviot.kaavio(kaaviot.palkit([("<b>&", 1, "<i>")]), "<script>&")

    kuva = BeautifulSoup(kaavio.verkkosvg(), "xml")

    assert kuva.title.get_text() == "<script>&"
    assert tekstit(str(kuva)) == ["<b>&", "<i>"]


def test_png_is_twice_as_large_as_the_drawing():
    kuva = BeautifulSoup(palkit().svg(), "xml").svg
    leveys, korkeus = struct.unpack(">II", palkit().png()[16:24])

    assert palkit().png().startswith(b"\x89PNG")
    assert (leveys, korkeus) == tuple(2 * int(str(kuva[mitta])) for mitta in ("width", "height"))


def test_text_shows_in_the_png():
    sanoilla = kaaviot.kaavio(kaaviot.palkit([("Rautavaara", 67, "67")]), "")
    sanoitta = kaaviot.kaavio(kaaviot.palkit([(" ", 67, " ")]), "")

    assert len(sanoilla.png()) > 2 * len(sanoitta.png())


@pytest.mark.parametrize(("muoto", "tyyppi"), [("svg", "image/svg+xml"), ("png", "image/png")])
def test_answer_named_by_its_hash_may_be_kept_for_good(muoto, tyyppi):
    kaavio = viiva()

    pysyva = kaaviot.vastaus(RequestFactory().get("/", {"v": kaavio.versio}), kaavio, muoto, "trendi")
    muuttuva = kaaviot.vastaus(RequestFactory().get("/"), kaavio, muoto, "trendi")
    vanha = kaaviot.vastaus(RequestFactory().get("/", {"v": "0" * 16}), kaavio, muoto, "trendi")

    assert pysyva["Content-Type"] == tyyppi
    assert pysyva["Content-Disposition"] == f'inline; filename="trendi.{muoto}"'
    assert pysyva["Cache-Control"] == "public, max-age=31536000, immutable"
    assert muuttuva["Cache-Control"] == vanha["Cache-Control"] == "no-cache"
    assert pysyva.content == muuttuva.content


def test_drawing_alone_may_use_nothing_but_its_own_style():
    response = kaaviot.vastaus(RequestFactory().get("/"), viiva(), "svg", "trendi")

    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; font-src data:",
        response["Content-Security-Policy"],
    )
