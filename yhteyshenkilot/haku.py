"""People in the search."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tyollisyysalue import kello, roolit
from tyollisyysalue.haku import Osuma, Tulos, rekisteroi
from tyollisyysalue.models import Henkilo
from yhteyshenkilot import poissa
from yhteyshenkilot.models import Vastuu
from yhteyshenkilot.permissions import saa_yllapitaa


@rekisteroi("henkilot", gettext_lazy("Henkilöt"), jarjestys=30)
def hae(user, haku, enintaan):
    """Everyone of the cooperation for those in it; for others those whose name is public."""
    vastuut = Vastuu.objects.visible_to(user).voimassa(kello.tanaan()).filter(henkilo=OuterRef("pk"))
    henkilot = (
        Henkilo.objects.filter(Q(alue__in=roolit.yhteistyoalueet(user)) | Exists(vastuut))
        .haku(haku)
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
    osat = [henkilo.nimike, organisaatio]
    if henkilo.alue_id in roolit.yhteistyoalueet(user):
        # What of these is public depends on the responsibility: the person's page tells it to the others.
        osat += [henkilo.puhelin, henkilo.sahkoposti]
        if poissaolo := getattr(henkilo, "poissaolo", None):
            osat.insert(0, poissa.sanoina(poissaolo))
    return Osuma(
        otsikko=henkilo.nimi, url=osoite(user, henkilo), konteksti=", ".join(filter(None, osat)), kieli="fi"
    )


def osoite(user, henkilo):
    """Where more is told of the person: what the coordinator keeps, else the person's page."""
    nimi = "henkilo-muuta" if saa_yllapitaa(user, henkilo.alue_id) else "henkilo"
    return reverse(f"yhteyshenkilot:{nimi}", args=[henkilo.pk])
