"""Charts: a Vega-Lite specification drawn as SVG and PNG, one picture for the page, the document and the download.

A chart is made of texts and numbers only, so that the same figures always draw the same bytes: axes are ordinal, since
a temporal one depends on the machine's time zone, and every order is given. A drawing is kept by the hash of the
specification and of the library's version; whoever asks for it again gets the kept one.

Every chart has ``alt``, a text that states its numbers, and stands beside a table of them.
"""

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.html import escape
from django.utils.translation import get_language

from tyollisyysalue.tekstit import NBSP
from tyollisyysalue.tiivisteet import json_tiiviste

FONTTI = "Source Sans 3"
# A name with a number in it is a name only in quotes.
FONTIT = f"'{FONTTI}', sans-serif"
FONTIN_LEIKKAUKSET = {400: "SourceSans3-Regular.ttf", 600: "SourceSans3-Semibold.ttf"}
FONTTITYYLI = re.compile(r"<style>@font-face.*?</style>", re.DOTALL)
# Letters that names and numbers of charts are written with.
FONTIN_MERKIT = [*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŠšŽž–−…")]

# Of suomifi-design-tokens: highlight-base, highlight at 3:1 on white, black-base, depth-dark1, depth-light1.
VARI, HAALEA, MUSTA, HARMAA, VIIVA = "#2a6ebb", "#7191b8", "#212121", "#5f686d", "#c8cdd0"

# What a phone shows in its own size; a wider page does not stretch it.
LEVEYS = 440

PISTE_JA_PILKKU = {"decimal": ",", "thousands": NBSP, "grouping": [3], "currency": ["", f"{NBSP}€"]}
LUVUT = {
    "fi": PISTE_JA_PILKKU,
    "sv": PISTE_JA_PILKKU,
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
}

ULKOASU = {
    # Words of the library's own, in English.
    "aria": False,
    "font": FONTIT,
    "background": "white",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 14,
        "labelColor": MUSTA,
        "labelPadding": 6,
        "title": None,
        "domainColor": HARMAA,
        "tickColor": HARMAA,
        "gridColor": VIIVA,
    },
    "text": {"fontSize": 14, "color": MUSTA},
    "line": {"color": VARI, "strokeWidth": 2},
    "bar": {"color": VARI},
    "point": {"color": VARI, "filled": True, "opacity": 1},
}


@dataclass(frozen=True)
class Kaavio:
    """A chart in one language: what to draw, and the text that says the same."""

    maarittely: dict
    alt: str
    kieli: str

    @cached_property
    def tiiviste(self):
        return json_tiiviste(
            {
                "maarittely": self.maarittely,
                "ulkoasu": ULKOASU,
                "luvut": LUVUT[self.kieli],
                "kirjasto": version("vl-convert-python"),
            }
        )

    @property
    def versio(self):
        """What an address carries, so that it may be kept for good."""
        return self.tiiviste[:16]

    @property
    def koko(self):
        """About how wide and high the drawing is, so that a page keeps the place before it comes."""
        return _koko(self.maarittely)

    def svg(self):
        """The drawing, without the font: for a document, which has it."""
        return _sailyta(f"{self.tiiviste}.svg", lambda: _piirra_svg(self.maarittely, LUVUT[self.kieli]))

    def png(self):
        svg = self.svg()
        return _sailyta(f"{self.tiiviste}.png", lambda: _piirra_png(svg))

    def verkkosvg(self):
        """The drawing on its own: a picture of a page gets neither the page's font nor its text."""
        return itsenainen(self.svg(), self.alt)


def kaavio(maarittely, alt):
    """A chart in the active language."""
    return Kaavio(maarittely, alt, get_language())


def _sailyta(avain, piirra):
    valimuisti = caches["kaaviot"]
    if (sisalto := valimuisti.get(avain)) is None:
        sisalto = piirra()
        valimuisti.set(avain, sisalto)
    return sisalto


@cache
def _piirturi():
    # Its first drawing starts a JavaScript engine: half a second, for those processes only that draw.
    import vl_convert  # noqa: PLC0415 -- slow import

    vl_convert.register_font_directory(str(fontin_polku(400).parent))
    return vl_convert


def fontin_polku(leikkaus):
    polku = finders.find(f"source-sans/{FONTIN_LEIKKAUKSET[leikkaus]}")
    if polku is None:
        raise FileNotFoundError("Charts need the font of the npm package source-sans: run npm ci.")
    return Path(polku)


def _piirra_svg(maarittely, luvut):
    return _piirturi().vegalite_to_svg(
        {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", **maarittely, "config": ULKOASU},
        format_locale=luvut,
        # A chart has its numbers in it and asks nothing of the network.
        allowed_base_urls=[],
    )


def _piirra_png(svg):
    return _piirturi().svg_to_png(svg, scale=2)


def itsenainen(svg, alt):
    """The drawing with its font and text inside, of any width that its place gives."""
    alku, loppu = svg.split(">", 1)
    return f'{alku} role="img"><title>{escape(alt)}</title><style>{fontit()}</style>{loppu}'


def fontilla(svg, fontti):
    """A drawing as a document takes it, which has the whole font already under a name of its own."""
    return FONTTITYYLI.sub("", svg).replace(FONTIT, fontti)


def data_osoite(svg):
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


@cache
def fontit():
    from fontTools import subset  # noqa: PLC0415 -- slow import

    saannot = []
    for leikkaus in FONTIN_LEIKKAUKSET:
        asetukset = subset.Options(flavor="woff2", layout_features=["kern"], hinting=False)
        tavut = io.BytesIO()
        with subset.load_font(str(fontin_polku(leikkaus)), asetukset) as fontti:
            leikkuri = subset.Subsetter(asetukset)
            leikkuri.populate(unicodes=FONTIN_MERKIT)
            leikkuri.subset(fontti)
            subset.save_font(fontti, tavut, asetukset)
        osoite = f"data:font/woff2;base64,{base64.b64encode(tavut.getvalue()).decode()}"
        saannot.append(f'@font-face{{font-family:"{FONTTI}";font-weight:{leikkaus};src:url({osoite})}}')
    return "".join(saannot)


def tietoturva():
    """The policy of a drawing that is opened alone: its own style and font, and nothing else."""
    tiiviste = base64.b64encode(hashlib.sha256(fontit().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{tiiviste}'; font-src data:"


def vastaus(request, kaavio, muoto, nimi):
    """The drawing as an answer. ``?v=`` with the chart's ``versio`` names this very drawing, to be kept for good."""
    if muoto == "svg":
        response = HttpResponse(kaavio.verkkosvg(), content_type="image/svg+xml")
        response["Content-Security-Policy"] = tietoturva()
    else:
        response = HttpResponse(kaavio.png(), content_type="image/png")
    response["Content-Disposition"] = f'inline; filename="{nimi}.{muoto}"'
    response["Cache-Control"] = (
        "public, max-age=31536000, immutable" if request.GET.get("v") == kaavio.versio else "no-cache"
    )
    return response


def _koko(maarittely):
    korkeus = maarittely["height"]
    if isinstance(korkeus, dict):
        return LEVEYS, korkeus["step"] * len(maarittely["data"]["values"]) + 8
    return LEVEYS, korkeus + 44


def viiva(pisteet, *, tekstit, joka=1):
    """A line with its points, a gap where there is no number, and the last number written beside it.

    ``pisteet`` are ``(label, number or None)`` in order, ``tekstit`` the same numbers in words; every ``joka``-th
    label from the last is written below.
    """
    nimet = [nimi for nimi, _arvo in pisteet]
    arvot = [_luvuksi(arvo) for _nimi, arvo in pisteet]
    rivit = [{"n": nimi, "v": arvo, "t": ""} for nimi, arvo in zip(nimet, arvot, strict=True)]
    viimeinen = max((i for i, arvo in enumerate(arvot) if arvo is not None), default=None)
    if viimeinen is not None:
        rivit[viimeinen]["t"] = tekstit[viimeinen]
    x = {
        "field": "n",
        "type": "ordinal",
        "sort": nimet,
        "scale": {"domain": nimet, "type": "point", "padding": 0.5},
        "axis": {"values": nimet[::-1][::joka][::-1], "labelAngle": 0, "labelOverlap": False},
    }
    y = {
        "field": "v",
        "type": "quantitative",
        # From nought, so that a small change does not look like a great one.
        "scale": {"zero": True, "nice": True},
        "axis": {"tickCount": 5, "domain": False, "ticks": False},
    }
    return {
        "width": LEVEYS - 125,
        "height": 200,
        "padding": {"left": 4, "right": 28, "top": 10, "bottom": 4},
        "data": {"values": rivit},
        "layer": [
            {"mark": {"type": "line", "invalid": "break-paths-show-domains"}, "encoding": {"x": x, "y": y}},
            {"mark": {"type": "point", "size": 28, "invalid": "filter"}, "encoding": {"x": x, "y": y}},
            {
                "mark": {"type": "text", "dy": -12, "fontWeight": 600},
                "encoding": {"x": x, "y": y, "text": {"field": "t", "type": "nominal"}},
            },
        ],
    }


def palkit(rivit, *, korosta=None):
    """Bars in the order given, each with its number at its end; words stand there where there is no number.

    ``rivit`` are ``(label, number or None, text)``; ``korosta`` is a label that stands out.
    """
    nimet = [nimi for nimi, _arvo, _teksti in rivit]
    y = {
        "field": "n",
        "type": "nominal",
        "sort": nimet,
        "axis": {
            "ticks": False,
            "domain": False,
            "labelFontWeight": {
                "condition": {"test": {"field": "value", "equal": korosta}, "value": 600},
                "value": 400,
            },
        },
    }
    suurin = max((_luvuksi(arvo) for _nimi, arvo, _teksti in rivit if arvo is not None), default=1) or 1
    x = {
        "field": "v",
        "type": "quantitative",
        # Room for the number after the longest bar.
        "scale": {"domain": [0, suurin * 1.3], "nice": False},
        "axis": None,
    }
    return {
        "width": LEVEYS - 140,
        "height": {"step": 26},
        "padding": 4,
        "data": {
            "values": [{"n": nimi, "v": _luvuksi(arvo) or 0, "t": teksti} for nimi, arvo, teksti in rivit]
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": 16},
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": {
                        "condition": {"test": {"field": "n", "equal": korosta}, "value": VARI},
                        "value": VARI if korosta is None else HAALEA,
                    },
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {"x": x, "y": y, "text": {"field": "t", "type": "nominal"}},
            },
        ],
    }


def _luvuksi(arvo):
    return float(arvo) if isinstance(arvo, Decimal | int | float) else None
