"""People of the cooperation in the search, for those who take part in it."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from tyollisyysalue import kello
from tyollisyysalue.haku import Osuma, Tulos, rekisteroi
from tyollisyysalue.models import Henkilo
from yhteyshenkilot import poissa
from yhteyshenkilot.models import Vastuu
from yhteyshenkilot.permissions import saa_lukea, saa_yllapitaa


@rekisteroi("henkilot", gettext_lazy("Henkilöt"), jarjestys=30)
def hae(user, haku, enintaan):
    if not saa_lukea(user):
        return None
    vastuut = Vastuu.objects.visible_to(user).voimassa(kello.tanaan()).filter(henkilo=OuterRef("pk"))
    henkilot = (
        Henkilo.objects.visible_to(user)
        .haku(haku)
        .annotate(on_vastuussa=Exists(vastuut))
        .select_related("kunta", "alue")
    )
    henkilot = poissa.liita(henkilot, "", kello.tanaan())
    return Tulos.riveista(
        henkilot[: enintaan + 1],
        enintaan,
        lambda henkilo: osuma(user, henkilo),
        reverse("yhteyshenkilot:list"),
    )


def osuma(user, henkilo):
    organisaatio = henkilo.organisaatio or (henkilo.kunta or henkilo.alue).nimi
    osat = [henkilo.nimike, organisaatio, henkilo.puhelin, henkilo.sahkoposti]
    if poissaolo := getattr(henkilo, "poissaolo", None):
        osat.insert(0, poissa.sanoina(poissaolo))
    return Osuma(
        otsikko=henkilo.nimi, url=osoite(user, henkilo), konteksti=", ".join(filter(None, osat)), kieli="fi"
    )


def osoite(user, henkilo):
    """Where more is told of the person: what the coordinator keeps, else what the person answers for."""
    if saa_yllapitaa(user, henkilo.alue_id):
        return reverse("yhteyshenkilot:henkilo-muuta", args=[henkilo.pk])
    if henkilo.on_vastuussa:
        return f"{reverse('yhteyshenkilot:list')}?{urlencode({'henkilo': henkilo.nimi})}"
    return ""
