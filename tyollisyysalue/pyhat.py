"""Finnish public holidays, with Christmas Eve and Midsummer Eve on which nobody works either."""

from functools import cache

from django.utils.translation import get_language
from holidays import Finland

_KIELET = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}


@cache
def _vuoden_pyhat(vuosi, kieli):
    # A year at a time: an object that adds years by itself marks a year as known before its days are in.
    return dict(Finland(years=vuosi, language=kieli))


def pyha(pvm):
    """The name of the holiday in the active language, or None."""
    return _vuoden_pyhat(pvm.year, _KIELET.get(get_language(), "fi")).get(pvm)
