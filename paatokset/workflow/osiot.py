"""The sections of a draft: their text, order, preparer and publicity."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, When
from django.utils.translation import gettext as _

from esitykset import workflow as esitysten_workflow
from esitykset.models import Asia
from paatokset import permissions
from paatokset.models import Kasittely, Lainkohta, Osio
from paatokset.workflow.kattavuus import esitykset
from paatokset.workflow.kesken import tallennettu
from paatokset.workflow.siirtymat import lukittu, muokattavaksi
from paatokset.workflow.tekstit import hetu_tekstissa, puhdista
from tyollisyysalue import audit, kello
from tyollisyysalue.hetu import sisaltaa_hetun
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio


@transaction.atomic
def tallenna_osio(osio, *, versio, otsikko, html, user, kohdat=None):
    """Save a section and which items it answers; without ``kohdat`` the items stay.

    An item that now has an answer loses its "because". Which items a section answers is the secretary's to say.
    """
    paatos = lukittu(osio.paatos)
    osio = Osio.objects.select_related("vastuuhenkilo").get(pk=osio.pk)
    vaadi(permissions.saa_kirjoittaa_osiota(user, paatos, osio))
    vaadi(kohdat is None or permissions.saa_muokata(user, paatos))
    tarkista_versio(osio.versio, versio)
    osio.otsikko = otsikko
    osio.teksti = puhdista(paatos, html)
    osio.versio += 1
    osio.full_clean()
    osio.save(update_fields=["otsikko", "teksti", "versio"])
    if kohdat is not None:
        paatos.kasittelyt.filter(osio=osio).exclude(kohta__in=kohdat).delete()
        for kohta in kohdat:
            Kasittely.objects.get_or_create(paatos=paatos, kohta=kohta, osio=osio)
        paatos.kasittelyt.filter(osio=None, kohta__in=kohdat).delete()
    tallennettu(paatos, osio, user)
    tiedot = {"osio": osio.jarjestys, "tunnus": osio.pk, "versio": osio.versio}
    audit.kirjaa(paatos, "muokkaa_osiota", user=user, tiedot=tiedot)
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
def siirra_osiota(osio, *, askel, user):
    """Change places with the section before (``askel`` -1) or after (1); at the end of the row nothing happens."""
    paatos, osio = _muokattava(osio, user)
    naapuri = paatos.osiot.filter(jarjestys=osio.jarjestys + askel).first()
    if naapuri:
        _numeroi({osio.pk: naapuri.jarjestys, naapuri.pk: osio.jarjestys})
        tiedot = {"osio": osio.jarjestys, "uusi": naapuri.jarjestys}
        audit.kirjaa(paatos, "siirra_osiota", user=user, tiedot=tiedot)


@transaction.atomic
def poista_osio(osio, *, user):
    """Take a section out of the text; the items that it alone answered are without an answer again."""
    paatos, osio = _muokattava(osio, user)
    tiedot = {"osio": osio.jarjestys, "otsikko": osio.otsikko}
    irrota_osio(osio)
    audit.kirjaa(paatos, "poista_osio", user=user, tiedot=tiedot)


def irrota_osio(osio):
    """Under the decision's lock: the row stays, with its history and comments."""
    osio.kasittelyt.all().delete()
    osio.jarjestys, osio.poistettu = None, kello.nyt()
    osio.save(update_fields=["jarjestys", "poistettu"])
    jaljella = Osio.objects.filter(paatos=osio.paatos_id).order_by("jarjestys")
    _numeroi({pk: numero for numero, pk in enumerate(jaljella.values_list("pk", flat=True), 1)})


def _numeroi(numerot):
    """One statement: numbers may change places."""
    if numerot:
        muutos = Case(*(When(pk=pk, then=numero) for pk, numero in numerot.items()))
        Osio.objects.filter(pk__in=numerot).update(jarjestys=muutos)


@transaction.atomic
def anna_osio(osio, *, henkilo, maarapvm, user):
    """Give a section to somebody of the area to prepare, who then reads the requests too; ``None`` takes it back."""
    paatos, osio = _muokattava(osio, user)
    if henkilo and (henkilo.alue_id != paatos.asia.alue_id or henkilo.kunta_id):
        raise ValidationError({"henkilo": _("Valitse työllisyysalueen oma henkilö.")})
    vaihtui = henkilo != osio.vastuuhenkilo
    osio.vastuuhenkilo = henkilo
    osio.maarapvm = maarapvm if henkilo else None
    osio.valmisaika = None if vaihtui else osio.valmisaika
    osio.full_clean()
    osio.save(update_fields=["vastuuhenkilo", "maarapvm", "valmisaika"])
    tiedot = {"osio": osio.jarjestys, "henkilo": str(henkilo or "")}
    audit.kirjaa(paatos, "anna_osio", user=user, tiedot=tiedot)
    if henkilo:
        anna_esitykset_luettavaksi(paatos, henkilo, user=user)
        if vaihtui:
            ilmoita("paatokset.osio_annettu", osio, tekija=user)


def anna_esitykset_luettavaksi(paatos, henkilo, *, user):
    """Whoever prepares a part of the answer reads what is asked."""
    for esitys in esitykset(paatos.asia):
        esitysten_workflow.anna_luettavaksi(esitys, henkilo, user=user)


@transaction.atomic
def merkitse_osio(osio, *, valmis, user):
    """The one who prepares a section says that it is ready, or that it is not after all."""
    paatos = lukittu(osio.paatos)
    osio = Osio.objects.select_related("vastuuhenkilo").get(pk=osio.pk)
    vaadi(permissions.saa_kirjoittaa_osiota(user, paatos, osio))
    if valmis and not osio.teksti:
        raise ValidationError(_("Osio on tyhjä. Kirjoita teksti ja merkitse osio sitten valmiiksi."))
    osio.valmisaika = kello.nyt() if valmis else None
    osio.save(update_fields=["valmisaika"])
    tapahtuma = "osio_valmis" if valmis else "osio_kesken"
    audit.kirjaa(paatos, tapahtuma, user=user, tiedot={"osio": osio.jarjestys})
    if valmis:
        ilmoita("paatokset.osio_valmis", osio, tekija=user)


@transaction.atomic
def aseta_julkisuus(osio, *, julkisuus, lainkohta, peruste, user):
    """A secret section has its ground in words and in law (621/1999 § 22, § 24)."""
    paatos, osio = _muokattava(osio, user)
    salassa = julkisuus == Asia.Julkisuus.SALASSA
    if salassa and not (lainkohta and peruste):
        raise ValidationError(_("Kirjoita salassapidon peruste ja valitse lainkohta."))
    if salassa and (
        lainkohta.kaytto != Lainkohta.Kaytto.SALASSAPITO or lainkohta.alue_id != paatos.asia.alue_id
    ):
        raise ValidationError({"lainkohta": _("Valitse salassapidon lainkohta.")})
    if sisaltaa_hetun(peruste):
        raise ValidationError({"peruste": hetu_tekstissa()})
    osio.julkisuus = julkisuus
    osio.salassapidon_lainkohta = lainkohta if salassa else None
    osio.salassapidon_peruste = peruste if salassa else ""
    osio.full_clean()
    osio.save(update_fields=["julkisuus", "salassapidon_lainkohta", "salassapidon_peruste"])
    tiedot = {"osio": osio.jarjestys, "julkisuus": julkisuus}
    audit.kirjaa(paatos, "aseta_julkisuus", user=user, tiedot=tiedot)


def _muokattava(osio, user):
    """The decision under its lock and the section as stored."""
    paatos = muokattavaksi(osio.paatos, user)
    return paatos, Osio.objects.select_related("vastuuhenkilo").get(pk=osio.pk)
