"""HTML of the drafts: a small vocabulary, and the places of bound facts in it. Pure functions."""

import re
from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from tyollisyysalue.tekstit import pida_yhdessa, sido

# The editor's vocabulary. A fact is an empty element that names its row; tables are facts or attachments.
SANASTO = nh3.Cleaner(
    tags={"p", "br", "strong", "ul", "ol", "li", "h4", "a", "span", "div"},
    attributes={"a": {"href"}, "span": {"data-fakta"}, "div": {"data-fakta"}, "*": set()},
    attribute_filter=lambda tag, name, value: (
        value if name != "data-fakta" or re.fullmatch(r"[1-9]\d{0,17}", value) else None
    ),
    url_schemes={"https", "mailto"},
    link_rel=None,
)
FAKTA = re.compile(r'<(span|div) data-fakta="(\d+)">.*?</\1>', re.DOTALL)
TYHJA = re.compile(r"<(p|h4|li|ul|ol)>(?:\s|&nbsp;|<br>)*</\1>")


# What word processors and browsers write for the vocabulary's own elements.
VASTINEET = [
    (re.compile(r"<(/?)b(?=[\s>])[^>]*>", re.IGNORECASE), r"<\1strong>"),
    (re.compile(r"<(/?)h[1-6](?=[\s>])[^>]*>", re.IGNORECASE), r"<\1h4>"),
]
# A span that is no fact carries nothing.
PALJAS = re.compile(r'(<span data-fakta="\d+"></span>)|</?span>')


def puhdista(html):
    """The vocabulary's part of ``html``; facts as empty elements, nothing at all for an empty text."""
    for kuvio, vastine in VASTINEET:
        html = kuvio.sub(vastine, html)
    aiempi = None
    # What is left when an element goes may itself be empty, or the end of a fact inside a fact.
    while html != aiempi:
        aiempi = html
        html = FAKTA.sub(r'<\1 data-fakta="\2"></\1>', SANASTO.clean(html))
        html = PALJAS.sub(lambda osuma: osuma[1] or "", html)
        html = TYHJA.sub("", html).strip()
    return html if sanat(html) or FAKTA.search(html) else ""


def faktojen_tunnukset(*tekstit):
    """Ids of the facts in the texts, in reading order, each once."""
    return list(dict.fromkeys(int(osuma[2]) for html in tekstit for osuma in FAKTA.finditer(html)))


def vaihda_faktat(html, uudet):
    """The text with the facts of ``uudet`` (old id: new id) changed; the others stay."""
    return FAKTA.sub(
        lambda osuma: f'<{osuma[1]} data-fakta="{uudet.get(int(osuma[2]), osuma[2])}"></{osuma[1]}>', html
    )


def ilman_vieraita(html, omat):
    """The text without the facts that are not in ``omat``."""
    return FAKTA.sub(lambda osuma: osuma[0] if int(osuma[2]) in omat else "", html)


def faktat_sanoina(html):
    """The text with each fact as ``[fakta 12]``: for the history of a text, whose facts were live."""
    return FAKTA.sub(lambda osuma: f"[fakta {osuma[2]}]", html)


def upota(html, tulosteet):
    """The text with each fact as ``tulosteet[id]`` (safe HTML), and breaks bound as Finnish print wants."""
    sidottu = pida_yhdessa(sido(html))
    return mark_safe(FAKTA.sub(lambda osuma: tulosteet[int(osuma[2])], sidottu))


def rivit(html):
    """The text without its tags, block by block on lines of their own."""
    html = re.sub(r"</(?:p|li|h\d|div)>|<br>", "\n", html)
    return "\n".join(
        filter(None, (" ".join(rivi.split()) for rivi in unescape(strip_tags(html)).splitlines()))
    )


def sanat(html):
    """The words of an HTML text, one space between them."""
    html = re.sub(r"</(?:p|li|h\d|td|th|tr|caption|div)>|<br>", " ", html)
    return " ".join(unescape(strip_tags(html)).split())
