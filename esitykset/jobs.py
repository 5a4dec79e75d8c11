"""Mails of requests. Jobs are called by name (``jonoon``), so their names are an interface."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from esitykset.models import Esitys
from tyollisyysalue import kello
from tyollisyysalue.models import Jasenyys, User
from tyollisyysalue.roolit import Rooli


@app.task(name="esitykset.jobs.laheta_kuittaus")
def laheta_kuittaus(esitys):
    """The receipt of an electronic message, without delay (13/2003 § 12), to the sender and the liaisons."""
    esitys = _esitys(esitys)
    _laheta(
        _("Esitys on saapunut: %(otsikko)s") % {"otsikko": esitys.otsikko},
        "esitykset/kuittaus.txt",
        esitys,
        Jasenyys.objects.filter(rooli=Rooli.YHDYSHENKILO, kunta=esitys.kunta),
    )


def _esitys(pk):
    return Esitys.objects.select_related("kunta__alue").get(pk=pk)


def _laheta(aihe, pohja, esitys, jasenyydet):
    """To those who hold the role now: a right that has ended since the act gets no mail."""
    jasenet = jasenyydet.voimassa(kello.tanaan()).values("user")
    vastaanottajat = list(
        User.objects.filter(is_active=True, pk__in=jasenet).order_by("email").values_list("email", flat=True)
    )
    if not vastaanottajat:
        return
    teksti = render_to_string(
        pohja,
        {
            "esitys": esitys,
            "kohtia": esitys.kohdat.count(),
            "liitteita": esitys.liitteet.filter(poistettu__isnull=True).count(),
            "osoite": f"{settings.PORTAALIN_OSOITE}{esitys.get_absolute_url()}",
        },
    )
    EmailMessage(aihe, teksti, to=vastaanottajat).send()
