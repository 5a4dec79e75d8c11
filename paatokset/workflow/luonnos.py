"""Writing a draft: its own fields, its sections, the items and the facts."""

from itertools import count

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from esitykset import workflow as esitysten_workflow
from esitykset.models import Asia, Esitys
from paatokset import permissions
from paatokset.models import Kasittely, Osio, Paatos
from paatokset.workflow import lainkohdat
from paatokset.workflow.faktat import muista_nahdyiksi
from paatokset.workflow.kattavuus import esitykset
from paatokset.workflow.kesken import tallennettu
from paatokset.workflow.osiot import irrota_osio
from paatokset.workflow.siirtymat import lukittu, muokattavaksi
from paatokset.workflow.tekstit import hetu_tekstissa, puhdista
from tyollisyysalue import audit, faktat
from tyollisyysalue.hetu import sisaltaa_hetun
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm
from tyollisyysalue.versiot import tarkista_versio


@transaction.atomic
def luo_luonnos(asia, *, toimielin, otsikko, esittelija, valmistelija, user):
    """A draft with one section for each item of the matter's requests; of a matter without any, an empty one."""
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


@transaction.atomic
def luo_oma_luonnos(alue, *, luokka, asian_otsikko, user, **tiedot):
    """A draft of the body's own initiative, in a matter opened for it."""
    vaadi(permissions.saa_laatia(user, alue.pk))
    asia = esitysten_workflow.avaa_asia(alue, luokka, asian_otsikko, user=user)
    return luo_luonnos(asia, **tiedot, user=user)


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
    tallennettu(paatos, paatos, user)
    audit.kirjaa(paatos, "muokkaa", user=user, tiedot={"versio": paatos.versio})
    return paatos


@transaction.atomic
def jata_vastaamatta(paatos, kohta, *, perustelu, user):
    """Say why an item gets no answer; sections no longer answer it, and an empty one that only waited for it goes."""
    paatos = muokattavaksi(paatos, user)
    if sisaltaa_hetun(perustelu):
        raise ValidationError(hetu_tekstissa())
    osiot = list(paatos.osiot.filter(kasittelyt__kohta=kohta, teksti=""))
    paatos.kasittelyt.filter(kohta=kohta).delete()
    kasittely = Kasittely(paatos=paatos, kohta=kohta, perustelu=perustelu)
    kasittely.full_clean()
    kasittely.save()
    for osio in osiot:
        if not osio.kasittelyt.exists():
            irrota_osio(osio)
    audit.kirjaa(paatos, "jata_vastaamatta", user=user, syy=perustelu, tiedot={"kohta": kohta.numero})


@transaction.atomic
def lisaa_fakta(paatos, *, avain, parametrit, user):
    """Bind a live fact to the draft; the editor puts it into a text."""
    paatos = lukittu(paatos)
    vaadi(permissions.saa_lisata_faktoja(user, paatos))
    fakta = faktat.lisaa(paatos, avain, parametrit)
    muista_nahdyiksi([fakta], paatos.kieli)
    return fakta
