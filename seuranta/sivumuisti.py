"""Pages of published figures, drawn once and then kept until something that they tell of changes.

Only what stands between the header and the footer is kept, and nothing of the reader is in it. A process keeps in its
memory what it has shown. After every import ``jobs`` draws the pages of the newest months into a table of the database,
where every process finds them, so that a reader seldom meets a page that nobody has drawn.
"""

import hashlib
import zlib
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override
from django_htmx.middleware import HtmxDetails

from seuranta.models import Mittari, Taulukuvaus, Tuonti
from tyollisyysalue import kello
from tyollisyysalue.jonoon import jonoon, on_jonossa
from tyollisyysalue.luettelot import luettelosivu, osittainen
from tyollisyysalue.models import Kunta, Tyollisyysalue

# The parameter by which the list of a page is asked for as a file.
MUOTO = "muoto"
TYO = "seuranta.jobs.piirra_sivut"
# Whatever a page tells of beside its figures, as the history of each keeps it.
_NIMET: list[Any] = [Mittari, Taulukuvaus, Kunta, Tyollisyysalue]


def julkaistu_sivu(request, malli, context, kokoa, *, hetki, kuut=None, valinnat=()):
    """End a view of figures as they were known at ``hetki``.

    ``kokoa`` gives the list, the rest of the context, which the template reads inside its part ``sisalto`` alone, and
    the name of the list's files. ``kuut`` are the months whose figures the page tells of, when not of any.
    ``valinnat`` are what else the page depends on beside its address and language.
    """

    def luettelo(malli):
        taulu, muut, nimi = kokoa()
        return luettelosivu(request, malli, taulu, {**context, **muut}, nimi=nimi)

    if osittainen(request) or MUOTO in request.GET:
        return luettelo(malli)
    avain = _avain(request, hetki, kuut, valinnat)
    if (sisalto := _muistista(avain)) is None:
        sisalto = luettelo(f"{malli}#sisalto").content.decode()
        caches["sivut"].set(avain, sisalto)
    if isinstance(request, Esipiirto):
        # Readers store nothing: whoever asks for every month of every municipality must not fill the disk.
        caches["sivuvarasto"].add(avain, zlib.compress(sisalto.encode()))
        return HttpResponse()
    response = render(request, malli, {**context, "sisalto": mark_safe(sisalto)})
    patch_vary_headers(response, ["HX-Request"])
    return response


class Esipiirto(HttpRequest):
    """A request of nobody, whose page is drawn for those who will ask for it."""

    def __init__(self, osoite):
        super().__init__()
        self.method = "GET"
        self.path = self.path_info = osoite
        self.META |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
        self.user = AnonymousUser()
        self.htmx = HtmxDetails(self)
        self.resolver_match = resolve(osoite)


def piirra_jonossa():
    """Leave to a job the drawing of the pages that a change of figures or names made old; once is enough."""
    if not on_jonossa(TYO, viimeistaan=kello.nyt(), monesko=0):
        jonoon(TYO, monesko=0)


def tayta(osoite, kieli):
    """Draw the page of the address in the language, unless it is kept already."""
    request = Esipiirto(osoite)
    view, args, kwargs = resolve(osoite)
    with override(kieli):
        view(request, *args, **kwargs)


def _muistista(avain):
    if (sisalto := caches["sivut"].get(avain)) is not None:
        return sisalto
    if (pakattu := caches["sivuvarasto"].get(avain)) is None:
        return None
    sisalto = zlib.decompress(pakattu).decode()
    caches["sivut"].set(avain, sisalto)
    return sisalto


def _avain(request, hetki, kuut, valinnat):
    # A parameter may name a day that is still to come.
    paiva = kello.tanaan() if request.GET else ""
    osat = [request.get_full_path(), get_language(), paiva, *_versio(hetki, kuut), *valinnat]
    return hashlib.sha256("\n".join(map(str, osat)).encode()).hexdigest()


def _versio(hetki, kuut):
    """What changes with any batch of the months that is known at the time, and with any name.

    Both numbers of each table: of two changes at once the one with the lower id may be the later to be seen.
    """
    nimet = [
        f"(SELECT (count(*), max(pgh_id))::text FROM {malli.pgh_event_model._meta.db_table})"
        for malli in _NIMET
    ]
    kuukaudet = None if kuut is None else [kuukausi.isoformat() for kuukausi in kuut]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), max(id), {', '.join(nimet)} FROM {Tuonti._meta.db_table} "
            "WHERE aika <= %(hetki)s AND (%(kuut)s::text[] IS NULL OR NOT tulos ? 'kuukaudet' "
            "OR tulos->'kuukaudet' ?| %(kuut)s::text[])",
            {"hetki": hetki, "kuut": kuukaudet},
        )
        return cursor.fetchone()
