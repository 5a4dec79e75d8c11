"""Dates, times, numbers and no-break spaces as Finnish public documents write them."""

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils import formats
from django.utils.dates import MONTHS, WEEKDAYS_ABBR
from django.utils.timezone import localtime
from django.utils.translation import get_language

from tyollisyysalue.kello import HELSINKI

NBSP = "\u00a0"

_KLO = {"fi": f"klo{NBSP}", "sv": f"kl.{NBSP}", "en": ""}


def _helsingissa(arvo):
    # A datetime is a date too: without this an evening in UTC would print as yesterday.
    return localtime(arvo, HELSINKI) if isinstance(arvo, datetime) else arvo


def helsingin_pvm(aika):
    """The Helsinki date of an aware datetime."""
    return localtime(aika, HELSINKI).date()


def pvm(arvo):
    """A date, or the Helsinki date of an aware datetime: ``28.8.2025``; in English ``28 August 2025``."""
    arvo = _helsingissa(arvo)
    vali = " " if get_language() == "en" else ""
    return f"{pvm_ilman_vuotta(arvo)}{vali}{arvo.year}"


def viikonpaiva_pvm(arvo):
    """``ke 5.11.2025``; in English ``Wed 5 Nov 2025``."""
    arvo = _helsingissa(arvo)
    if get_language() == "en":
        return f"{WEEKDAYS_ABBR[arvo.weekday()]} {arvo.day}{NBSP}{str(MONTHS[arvo.month])[:3]} {arvo.year}"
    return f"{WEEKDAYS_ABBR[arvo.weekday()]} {pvm(arvo)}"


def pvm_ilman_vuotta(arvo):
    """``8.1.``; in English ``8 January``."""
    if get_language() == "en":
        return f"{arvo.day}{NBSP}{MONTHS[arvo.month]}"
    return f"{arvo.day}.{arvo.month}."


def _kellonaika(arvo):
    arvo = _helsingissa(arvo)
    erotin = ":" if get_language() == "en" else "."
    return f"{arvo.hour}{erotin}{arvo.minute:02}"


def klo(arvo):
    """A time of day, or the Helsinki time of an aware datetime: ``klo 13.00``."""
    return _KLO.get(get_language(), _KLO["fi"]) + _kellonaika(arvo)


def aikavali(alku, loppu):
    """``klo 9.00–15.00``."""
    return f"{klo(alku)}–{_kellonaika(loppu)}"


def luku(arvo, desimaalit=None):
    """``2 500``, ``2,5``; rounded half up when the number of decimals is given."""
    if desimaalit is not None:
        # Django's own formatting cuts decimals off instead of rounding.
        arvo = Decimal(str(arvo)).quantize(Decimal(1).scaleb(-desimaalit), ROUND_HALF_UP) + 0
    teksti = formats.number_format(arvo, desimaalit, force_grouping=True)
    return teksti.replace("-", "−", 1)


# Every rule reads an ordinary space and a no-break space alike, so that binding bound text changes nothing.
_VALI = f"[ {NBSP}]"
_YKSIKKO = "|".join(
    [
        r"%|‰|€|M€|Me|milj\.|mrd\.|mn|miljoon\w*|miljard\w*|million|billion|euro\w*|EUR",
        r"prosent\w*|procent|percent|kpl|st\.|htv|hlö|kg|km|m|m²",
        r"min|h|t|vrk|pv|vko|kk|v\.|minuut\w*|tun[tn]i\w*|päivä\w*|viik[ko]\w*|kuukau\w*|vuo[td]\w*",
        r"mom\.|momen\w*|koh[td]\w*|luku|luvu\w*",
    ]
)
_KUUKAUSI = "|".join(
    [
        r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w*",
        r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
        r"January|February|March|April|May|June|July|August|September|October|November|December",
    ]
)
_SITEET = [
    re.compile(saanto.replace("_", _VALI))
    for saanto in [
        r"§_(?=\d)",
        r"(?<=\d)_(?:[a-zåäö]_)?(?=§)",
        r"\b(?:[Kk]lo|[Kk]ello|[Kk]l\.?|[Nn]ro|[Nn]r|[Dd]nro)_(?=\d)",
        r"(?<=\d\.)_(?=kl(?:o|\.)_\d)|(?<=\d\.\d{4})_(?=kl(?:o|\.)_\d)",
        r"\b(?:ma|ti|ke|to|pe|la|su|mån|tis|ons|tors|fre|lör|sön|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
        r"_(?=\d{1,2}\.\d{1,2}\.)",
        rf"(?<=\d)\.?_(?=(?:{_KUUKAUSI})\b)",
        rf"(?<=\d)_(?=(?:{_YKSIKKO})(?!\w))",
        r"\b(?:milj\.|mrd\.|mn|miljoon\w*|miljard\w*)_(?=euro|€)",
        r"(?<![\d.,])\d{1,3}(?:_\d{3})+(?!\d)",
        r"(?<=\d)_(?=–_\d)",
    ]
]


def sido(teksti):
    """Put no-break spaces where a line must not break: ``§ 30``, ``klo 13.00``, ``2,5 milj. euroa``."""
    for side in _SITEET:
        teksti = side.sub(lambda osuma: osuma[0].replace(" ", NBSP), teksti)
    return teksti


# A tag goes by whole: an attribute must not get an element into it.
_AIKAVALI = re.compile(rf"<[^>]*>|((?:\bkl(?:o|\.){_VALI})?\b\d{{1,2}}[.:]\d\d–\d{{1,2}}[.:]\d\d\b)")


def pida_yhdessa(html):
    """Keep each time range of escaped HTML on one line: ``klo 9.00–15.00``.

    A line may break after an en dash. The word joiner would forbid it, but the portal's font has none.
    """
    return _AIKAVALI.sub(
        lambda osuma: f'<span class="yhdessa">{osuma[0]}</span>' if osuma[1] else osuma[0], html
    )


@lru_cache(maxsize=4096)
def sidottu(html):
    """``sido`` and ``pida_yhdessa`` of a piece of HTML: the cells of tables are the same from page to page."""
    return pida_yhdessa(sido(html))
