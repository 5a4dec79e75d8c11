"""Writing a draft: its own fields, its sections, the items and the facts."""

from itertools import count

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from esitykset import workflow as esitysten_workflow
from esitykset.models import Asia, Esitys
from paatokset import permissions, teksti
from paatokset.models import Kasittely, Osio, Paatos
from paatokset.workflow import lainkohdat
from paatokset.workflow.kattavuus import esitykset
from paatokset.workflow.siirtymat import muokattavaksi
from tyollisyysalue import audit, faktat
from tyollisyysalue.hetu import sisaltaa_hetun
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm
from tyollisyysalue.versiot import tarkista_versio


@transaction.atomic
def luo_luonnos(asia, *, toimielin, otsikko, esittelija, valmistelija, user):
    """A draft with one section for each item of the matter's requests."""
    vaadi(permissions.saa_laatia(user, asia.alue_id))
    # Two who begin at once: the second waits, and then sees the first one's draft.
    Asia.objects.select_for_update().get(pk=asia.pk)
    paatos = Paatos(
        asia=asia, toimielin=toimielin, otsikko=otsikko, esittelija=esittelija, valmistelija=valmistelija
    )
    paatos.full_clean()
    paatos.save()
    numero = count(1)
    for esitys in esitykset(asia).select_related("kunta"):
        if esitys.tila == Esitys.Tila.KIRJATTU:
            esitysten_workflow.ota_valmisteluun(esitys, user=user)
        paatos.johdanto += _saate(esitys)
        for kohta in esitys.kohdat.all():
            osio = Osio.objects.create(paatos=paatos, jarjestys=next(numero), otsikko=kohta.otsikko)
            Kasittely.objects.create(paatos=paatos, kohta=kohta, osio=osio)
    paatos.save(update_fields=["johdanto"])
    audit.kirjaa(paatos, "luo", user=user)
    return paatos


def _saate(esitys):
    """First sentences of the account: who asks, when it was decided and when it came."""
    # The text stays in the document, whatever the language of the one who begins it.
    with translation.override("fi"):
        lause = _(
            "Esityksen ”{otsikko}” on lähettänyt {kunta} ({pvm}). Asiasta on kunnassa päättänyt {toimielin} "
            "{paatospvm}."
        )
        return format_html(
            "<p>" + lause + "</p>",
            otsikko=esitys.otsikko,
            kunta=esitys.kunta.nimi,
            pvm=pvm(esitys.saapumisaika),
            toimielin=esitys.toimielin,
            paatospvm=pvm(esitys.paatospvm) if esitys.paatospvm else "",
        )


MUOKATTAVAT_KENTAT = [
    "otsikko",
    "esittelija",
    "valmistelija",
    "ehdotus",
    "johdanto",
    "toimivalta",
    "vaikutusten_arviointi",
    "vaikutukset",
    "muutoksenhaku",
    "muutoksenhaun_peruste",
    *lainkohdat.KENTAT,
]


@transaction.atomic
def tallenna(paatos, *, versio, arvot, user):
    """Save the draft's own fields; ``versio`` is the one the editor opened."""
    paatos = muokattavaksi(paatos, user)
    tarkista_versio(paatos.versio, versio)
    for kentta in MUOKATTAVAT_KENTAT:
        setattr(paatos, kentta, arvot[kentta])
    paatos.ehdotus = puhdista(paatos, paatos.ehdotus)
    paatos.johdanto = puhdista(paatos, paatos.johdanto)
    lainkohdat.tayta(paatos)
    paatos.versio += 1
    paatos.full_clean()
    paatos.save(update_fields=[*MUOKATTAVAT_KENTAT, "versio"])
    audit.kirjaa(paatos, "muokkaa", user=user)
    return paatos


@transaction.atomic
def tallenna_osio(osio, *, versio, otsikko, html, kohdat, user):
    """Save a section and which items it answers. An item that now has an answer loses its "because"."""
    paatos = muokattavaksi(osio.paatos, user)
    osio = Osio.objects.get(pk=osio.pk)
    tarkista_versio(osio.versio, versio)
    osio.otsikko = otsikko
    osio.teksti = puhdista(paatos, html)
    osio.versio += 1
    osio.full_clean()
    osio.save(update_fields=["otsikko", "teksti", "versio"])
    paatos.kasittelyt.filter(osio=osio).exclude(kohta__in=kohdat).delete()
    for kohta in kohdat:
        Kasittely.objects.get_or_create(paatos=paatos, kohta=kohta, osio=osio)
    paatos.kasittelyt.filter(osio=None, kohta__in=kohdat).delete()
    audit.kirjaa(paatos, "muokkaa_osiota", user=user, tiedot={"osio": osio.jarjestys})
    return osio


@transaction.atomic
def lisaa_osio(paatos, *, otsikko, user):
    paatos = muokattavaksi(paatos, user)
    osio = Osio(paatos=paatos, jarjestys=paatos.osiot.count() + 1, otsikko=otsikko)
    osio.full_clean()
    osio.save()
    audit.kirjaa(paatos, "lisaa_osio", user=user, tiedot={"osio": osio.jarjestys})
    return osio


@transaction.atomic
def jata_vastaamatta(paatos, kohta, *, perustelu, user):
    """Say why an item gets no answer; sections no longer answer it."""
    paatos = muokattavaksi(paatos, user)
    if sisaltaa_hetun(perustelu):
        raise ValidationError(hetu_tekstissa())
    paatos.kasittelyt.filter(kohta=kohta).delete()
    kasittely = Kasittely(paatos=paatos, kohta=kohta, perustelu=perustelu)
    kasittely.full_clean()
    kasittely.save()
    audit.kirjaa(paatos, "jata_vastaamatta", user=user, syy=perustelu, tiedot={"kohta": kohta.numero})


@transaction.atomic
def lisaa_fakta(paatos, *, avain, parametrit, user):
    """Bind a live fact to the draft; the editor puts it into a text."""
    paatos = muokattavaksi(paatos, user)
    return faktat.lisaa(paatos, avain, parametrit)


def hetu_tekstissa():
    return _("Tekstissä on henkilötunnus. Poista se ja tallenna uudelleen.")


def puhdista(paatos, html):
    html = teksti.puhdista(html)
    if sisaltaa_hetun(teksti.sanat(html)):
        raise ValidationError(hetu_tekstissa())
    omat = set(paatos.faktat.values_list("pk", flat=True))
    if not set(teksti.faktojen_tunnukset(html)) <= omat:
        raise ValidationError(
            _("Tekstissä on toisen päätöksen fakta. Poista se ja lisää fakta uudelleen valitsimesta.")
        )
    return html
