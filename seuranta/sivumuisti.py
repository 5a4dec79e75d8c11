"""Pages of published figures, drawn once and then kept until something that they tell of changes.

Only what stands between the header and the footer is kept, in the memory of the process: nothing of the reader is in it
but what the view says in ``valinnat``, and a new version of the portal starts from nothing.
"""

import hashlib
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from seuranta.models import Mittari, Taulukuvaus, Tuonti
from tyollisyysalue import kello
from tyollisyysalue.luettelot import luettelosivu, osittainen
from tyollisyysalue.models import Kunta, Tyollisyysalue

# The parameter by which the list of a page is asked for as a file.
MUOTO = "muoto"
# Whatever a page tells of beside its figures, as the history of each keeps it.
_NIMET: list[Any] = [Mittari, Taulukuvaus, Kunta, Tyollisyysalue]


def julkaistu_sivu(request, malli, context, kokoa, *, hetki, valinnat=()):
    """End a view of figures as they were known at ``hetki``.

    ``kokoa`` gives the list, the rest of the context, which the template reads inside its part ``sisalto`` alone, and
    the name of the list's files. ``valinnat`` are what the page depends on beside its address, language and figures.
    """

    def luettelo(malli):
        taulu, muut, nimi = kokoa()
        return luettelosivu(request, malli, taulu, {**context, **muut}, nimi=nimi)

    if osittainen(request) or MUOTO in request.GET:
        return luettelo(malli)
    avain = _avain(request, hetki, valinnat)
    sisalto = caches["sivut"].get(avain)
    if sisalto is None:
        sisalto = luettelo(f"{malli}#sisalto").content.decode()
        caches["sivut"].set(avain, sisalto)
    response = render(request, malli, {**context, "sisalto": mark_safe(sisalto)})
    patch_vary_headers(response, ["HX-Request"])
    return response


def _avain(request, hetki, valinnat):
    osat = [request.get_full_path(), get_language(), kello.tanaan(), *_versio(hetki), *valinnat]
    return hashlib.sha256("\n".join(map(str, osat)).encode()).hexdigest()


def _versio(hetki):
    """What changes with any batch known at the time, and with any name.

    Both numbers of each table: of two changes at once the one with the lower id may be the later to be seen.
    """
    nimet = [
        f"(SELECT (count(*), max(pgh_id))::text FROM {malli.pgh_event_model._meta.db_table})"
        for malli in _NIMET
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), max(id), {', '.join(nimet)} FROM {Tuonti._meta.db_table} WHERE aika <= %s",
            [hetki],
        )
        return cursor.fetchone()
