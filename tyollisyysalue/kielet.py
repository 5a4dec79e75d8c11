"""Values kept in several languages, read in the language of the page."""

from django.utils.translation import get_language


def kielella(obj, kentta):
    """``obj.<kentta>_<language>``, or the authoritative Finnish value where the language has none."""
    return getattr(obj, f"{kentta}_{get_language()}", "") or getattr(obj, f"{kentta}_fi")
