"""Personal identity codes: the portal keeps none, so every text is searched for them before it is stored."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# The signs in use since 2023 (Government decree 690/2022) beside the original + - A.
_VUOSISADAT = {"+": 1800} | dict.fromkeys("-UVWXY", 1900) | dict.fromkeys("ABCDEF", 2000)
_TARKISTUSMERKIT = "0123456789ABCDEFHJKLMNPRSTUVWXY"
# Word processors turn the hyphen into a dash.
_VIIVAT = "‐‑‒–—−"
# An underscore may touch the code: file names are full of them.
_HETU = re.compile(
    rf"(?<![^\W_])([0-9]{{2}})([0-9]{{2}})([0-9]{{2}})([-+A-FU-Y{_VIIVAT}])([0-9]{{3}})([0-9A-Y])(?![^\W_])",
    re.IGNORECASE,
)
_TAGI = re.compile(r"<[^<>]*>")


def _on_hetu(osuma):
    paiva, kuukausi, vuosi, merkki, yksilo, tarkistus = osuma.groups()
    vuosisata = _VUOSISADAT["-" if merkki in _VIIVAT else merkki.upper()]
    try:
        date(vuosisata + int(vuosi), int(kuukausi), int(paiva))
    except ValueError:
        return False
    luku = int(paiva + kuukausi + vuosi + yksilo)
    return int(yksilo) >= 2 and _TARKISTUSMERKIT[luku % 31] == tarkistus.upper()


def _hetuja(teksti):
    return any(_on_hetu(osuma) for osuma in _HETU.finditer(teksti))


def _leikkaa(teksti):
    return _HETU.sub(lambda osuma: "" if _on_hetu(osuma) else osuma[0], teksti)


def sisaltaa_hetun(teksti):
    """Whether there is a code in the text, or in what a reader sees of it when it is HTML."""
    return _hetuja(teksti) or _hetuja(_TAGI.sub("", teksti))


def ilman_hetuja(teksti):
    """The text with every code cut out and nothing else changed."""
    siivottu = _leikkaa(teksti)
    if sisaltaa_hetun(siivottu):
        # Markup inside the code: keep the words, let the markup go.
        siivottu = _leikkaa(_TAGI.sub("", siivottu))
    return siivottu


def ei_hetua(value):
    """Validator. Its message never repeats the code."""
    if sisaltaa_hetun(value):
        raise ValidationError(_("Tekstissä on henkilötunnus. Poista se ja tallenna uudelleen."), code="hetu")
