"""The calendar of releases: a page, a feed, and a calendar file."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from seuranta import julkaisut
from seuranta.tables import JulkaisuTable
from tyollisyysalue import kello
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Tyollisyysalue

SYOTTEESSA = 40


@login_not_required
def julkaisu_list(request):
    alue, julkaisut_ = Tyollisyysalue.objects.kaytossa().first(), julkaisut.julkaisut(kello.nyt())
    odotettu = julkaisut.odotettu(julkaisut_)
    taulu = JulkaisuTable(
        [{"julkaisu": julkaisu, "osoite": julkaisut.osoite(alue, julkaisu)} for julkaisu in julkaisut_]
    )
    context = {
        "odotettu": odotettu,
        "odotus": julkaisut.odotus_sanoin(odotettu) if odotettu else "",
        "on_myohassa": bool(odotettu) and odotettu.loppupvm < kello.tanaan(),
        "lahteen_sivu": julkaisut.LAHTEEN_SIVU,
    }
    return luettelosivu(request, "seuranta/julkaisut.html", taulu, context, nimi="julkaisut")


@login_not_required
def julkaisu_ics(request):
    alue = _alue()
    sisalto = julkaisut.kalenteri(alue, julkaisut.julkaisut(kello.nyt()), kello.nyt())
    response = HttpResponse(sisalto, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="julkaisut.ics"'
    return response


@login_not_required
def julkaisu_syote(request):
    return JulkaisuFeed(_alue())(request)


def _alue():
    alue = Tyollisyysalue.objects.kaytossa().first()
    if alue is None:
        raise Http404
    return alue


class JulkaisuFeed(Feed):
    """Releases, newest first. Absolute addresses are the portal's own, whatever host asks."""

    feed_type = Atom1Feed

    def __init__(self, alue):
        self.alue = alue

    def title(self):
        return _("Tilastojen julkaisut")

    def subtitle(self):
        return _("Kuntien luvut sitä mukaa kuin lähde julkaisee ja tarkistaa niitä.")

    def link(self):
        return settings.PORTAALIN_OSOITE + reverse("seuranta:julkaisut")

    def feed_url(self):
        return settings.PORTAALIN_OSOITE + reverse("seuranta:julkaisut-syote")

    def items(self):
        return julkaisut.julkaisut(kello.nyt())[:SYOTTEESSA]

    def item_title(self, item):
        return item.otsikko

    def item_description(self, item):
        return ", ".join(osa for osa in (item.lahde, item.huomautus) if osa)

    def item_link(self, item):
        return settings.PORTAALIN_OSOITE + julkaisut.osoite(self.alue, item)

    def item_guid(self, item):
        # A revision of the same month is an entry of its own.
        return f"{self.item_link(item)}#{item.julkaisupvm}"

    def item_pubdate(self, item):
        return item.aika

    def item_updateddate(self, item):
        return item.aika
