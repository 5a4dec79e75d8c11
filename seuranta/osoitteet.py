"""Addresses of figures, where a month has one that stays, and the names of places beside each other."""

from functools import cache

from django.urls import register_converter, reverse
from django.urls.converters import StringConverter
from django.utils.translation import gettext as _

from seuranta import kuukaudet


class KuukausiConverter:
    """``2026-06``."""

    regex = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
    to_python = staticmethod(kuukaudet.lue)
    to_url = staticmethod(kuukaudet.osoitteessa)


class KaavioConverter(StringConverter):
    regex = "trendi-13|trendi-36|kunnat|osuudet"


class KuvamuotoConverter(StringConverter):
    regex = "svg|png"


class TaulukkomuotoConverter(StringConverter):
    regex = "csv|xlsx"


@cache
def rekisteroi():
    """Known to every app above, whichever loads its addresses first."""
    register_converter(KuukausiConverter, "kuukausi")
    register_converter(KaavioConverter, "kaavio")
    register_converter(KuvamuotoConverter, "kuvamuoto")
    register_converter(TaulukkomuotoConverter, "taulukkomuoto")


def kunnan_osoite(kunta, kuukausi=None):
    """The municipality's page of a month, or of the newest one."""
    if kuukausi is None:
        return reverse("seuranta:detail", args=[kunta.koodi])
    return reverse("seuranta:kuukausi", args=[kunta.koodi, kuukausi])


def alueen_nimi(alue):
    """An area is called as its largest municipality, so beside municipalities it says what it is."""
    return _("%(alue)s, työllisyysalue") % {"alue": alue.nimi}


def alueen_osoite(alue, kuukausi=None):
    if kuukausi is None:
        return reverse("seuranta:alue", args=[alue.koodi])
    return reverse("seuranta:alueen-kuukausi", args=[alue.koodi, kuukausi])
