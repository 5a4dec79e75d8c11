"""Seats in groups, and meetings, that an absence or a leaving touches."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tyollisyysalue import kello
from tyollisyysalue.koskeva import Koskeva, rekisteroi
from tyollisyysalue.tekstit import klo
from yhteyshenkilot.models import Edustus, Osallistuminen, Tapaaminen
from yhteyshenkilot.permissions import saa_yllapitaa


@rekisteroi(jarjestys=40)
def edustukset(henkilo, alku, loppu, user):
    """One who leaves gives up the seats; one who is away misses the meetings of those days."""
    if loppu is None:
        yield from _paikat(henkilo, alku, user)
    else:
        yield from _tapaamiset(henkilo, alku, loppu, user)


def _paikat(henkilo, alku, user):
    paikat = (
        Edustus.objects.visible_to(user)
        .filter(henkilo=henkilo)
        .paattymatta(alku)
        .select_related("ryhma", "jasenyys")
        .jarjestyksessa()
    )
    sijaiset = {
        vara.jasenyys_id: vara.henkilo
        for vara in Edustus.objects.filter(
            jasenyys__in=[paikka.jasenyys_id for paikka in paikat if paikka.jasenyys_id],
            tehtava=Edustus.Tehtava.VARA,
        )
        .voimassa(alku)
        .select_related("henkilo")
    }
    for paikka in paikat:
        yield Koskeva(
            ryhma=_("Yhteistyöryhmät"),
            teksti=f"{paikka.ryhma.nimi}: {paikka.get_tehtava_display()}",
            url=reverse("yhteyshenkilot:ryhma", args=[paikka.ryhma_id]),
            siirto=reverse("yhteyshenkilot:edustus-paata", args=[paikka.pk])
            if saa_yllapitaa(user, paikka.ryhma.alue_id)
            else None,
            sijainen=sijaiset.get(paikka.jasenyys_id)
            if paikka.tehtava == Edustus.Tehtava.VARSINAINEN
            else None,
        )


def _tapaamiset(henkilo, alku, loppu, user):
    kutsut = Osallistuminen.objects.filter(henkilo=henkilo).kutsutut()
    edustukset = Edustus.objects.filter(henkilo=henkilo).exclude(tehtava=Edustus.Tehtava.VARA)
    tapaamiset = (
        Tapaaminen.objects.visible_to(user)
        .alkaen(kello.nyt())
        .filter(alkuaika__date__range=(alku, loppu))
        .filter(
            Q(pk__in=kutsut.values("tapaaminen")) | Q(ryhma__in=edustukset.voimassa(alku).values("ryhma"))
        )
        .select_related("ryhma")
    )
    for tapaaminen in tapaamiset:
        saa = saa_yllapitaa(user, tapaaminen.ryhma.alue_id)
        yield Koskeva(
            ryhma=_("Yhteistyöryhmien tapaamiset"),
            teksti=f"{tapaaminen.ryhma.nimi}, {klo(tapaaminen.alkuaika)}, {tapaaminen.paikka}",
            url=tapaaminen.get_absolute_url(),
            pvm=tapaaminen.pvm,
            siirto=reverse("yhteyshenkilot:tapaaminen-kutsu", args=[tapaaminen.pk]) if saa else None,
        )
