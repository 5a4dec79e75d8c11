"""Values kept in several languages, read in the language of the page."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def kielella(obj, kentta):
    """``obj.<kentta>_<language>``, or the authoritative Finnish value where the language has none."""
    return getattr(obj, f"{kentta}_{get_language()}", "") or getattr(obj, f"{kentta}_fi")


def nimet(obj):
    """The names of a row by language, as a fact's payload keeps them."""
    return {kieli: getattr(obj, f"nimi_{kieli}") for kieli, _kielen_nimi in settings.LANGUAGES}


def nimi(nimet):
    """One of ``nimet`` in the active language, Finnish where the language has none."""
    return nimet.get(get_language()) or nimet["fi"]


def merkitty(teksti, kieli="fi"):
    """A text with its language marked where it is not the page's: what people have written is in Finnish."""
    return teksti if kieli == get_language() else format_html('<span lang="{}">{}</span>', kieli, teksti)


def luettelo(sanat):
    """``a, b ja c`` in the active language."""
    *alku, viimeinen = sanat
    if not alku:
        return viimeinen
    return _("%(alku)s ja %(viimeinen)s") % {"alku": ", ".join(alku), "viimeinen": viimeinen}
