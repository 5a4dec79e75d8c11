"""The course of a request, from the municipality's draft to the answer."""

from dataclasses import dataclass

import nh3
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from esitykset import kuittaus, permissions
from esitykset.models import Asia, Esitys, Kohta, Lukija
from tyollisyysalue import audit, kello, liitteet
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.models import Numerosarja
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio

Tila = Esitys.Tila

SIIRTYMAT = {
    Tila.LUONNOS: [Tila.SAAPUNUT],
    Tila.SAAPUNUT: [Tila.KIRJATTU],
    Tila.KIRJATTU: [Tila.VALMISTELUSSA],
    Tila.VALMISTELUSSA: [Tila.VASTATTU],
    Tila.VASTATTU: [Tila.PAATTYNYT],
    Tila.PAATTYNYT: [],
}

# Tables of facts are laid out by their classes. The number of a note goes with its contents: the notes stand in the
# decision, and here it would lead nowhere.
VASTAUKSEN_SANASTO = nh3.Cleaner(
    tags=nh3.ALLOWED_TAGS - {"sup"},
    clean_content_tags={"script", "style", "sup"},
    # The box of a wide table takes the focus, so that a keyboard can scroll it.
    attributes=nh3.ALLOWED_ATTRIBUTES | {"*": {"class"}, "div": {"role", "aria-label", "tabindex"}},
)


@dataclass(frozen=True)
class Kohtasyote:
    """An item as the editor gives it; ``pk`` when it was stored before."""

    otsikko: str = ""
    teksti: str = ""
    vaatimus: str = ""
    pk: int | None = None
    poista: bool = False


@dataclass(frozen=True)
class Vastaus:
    """An item's answer as it was served: HTML, and the decision's printed number."""

    teksti: str
    numero: str
    vastattu: bool = True


def voi_siirtya(esitys, tila):
    return tila in SIIRTYMAT[Tila(esitys.tila)]


@transaction.atomic
def luo(kunta, tiedot, kohdat=(), *, user):
    vaadi(permissions.saa_laatia(user, kunta))
    esitys = Esitys(kunta=kunta, laatija=user, **tiedot)
    esitys.full_clean()
    esitys.save()
    _tallenna_kohdat(esitys, kohdat)
    audit.kirjaa(esitys, "luo", user=user)
    return esitys


@transaction.atomic
def tallenna_luonnos(esitys, versio, tiedot, kohdat, *, user):
    """Save a draft whole. Items that ``kohdat`` does not mention stay: somebody else may have added them."""
    _avaa_luonnos(esitys, user)
    tarkista_versio(esitys.versio, versio)
    for kentta, arvo in tiedot.items():
        setattr(esitys, kentta, arvo)
    esitys.full_clean()
    esitys.versio += 1
    esitys.save(update_fields=[*tiedot, "versio"])
    _tallenna_kohdat(esitys, kohdat)


@transaction.atomic
def lisaa_liite(esitys, upload, *, julkisuus, peruste="", user):
    _avaa_luonnos(esitys, user)
    liite = liitteet.tallenna(esitys, upload, user=user, julkisuus=julkisuus, peruste=peruste)
    _kasvata_versio(esitys)
    return liite


@transaction.atomic
def poista_liite(esitys, liite, *, user):
    _avaa_luonnos(esitys, user)
    esitys.liitteet.filter(pk=liite.pk, poistettu__isnull=True).update(poistettu=kello.nyt())
    _kasvata_versio(esitys)


def puutteet(esitys):
    """What a draft still lacks before it can be sent, as sentences."""
    kohdat = list(esitys.kohdat.all())
    ehdot = [
        (esitys.toimielin, _("Kirjoita, mikä kunnan toimielin päätti esityksestä.")),
        (esitys.paatospvm, _("Kirjoita kunnan päätöksen päivä.")),
        (
            not esitys.paatospvm or esitys.paatospvm <= kello.tanaan(),
            _("Kunnan päätöksen päivä ei voi olla lähetyspäivän jälkeen. Korjaa päivä."),
        ),
        (kohdat, _("Lisää esitykseen vähintään yksi kohta.")),
    ]
    for kohta in kohdat:
        numero = {"numero": kohta.numero}
        ehdot += [
            (kohta.otsikko, _("Kirjoita kohdan %(numero)s otsikko.") % numero),
            (kohta.teksti, _("Kirjoita kohdan %(numero)s kuvaus.") % numero),
        ]
    return [lause for ehto, lause in ehdot if not ehto]


@transaction.atomic
def laheta(esitys, *, user, versio=None):
    """File the request. The event is its receipt; ``versio`` is the one the sender saw on the confirmation."""
    _lukitse(esitys)
    vaadi(permissions.saa_lahettaa(user, esitys))
    _tarkista_siirtyma(esitys, Tila.SAAPUNUT)
    if versio is not None:
        tarkista_versio(esitys.versio, versio)
    if lauseet := puutteet(esitys):
        raise ValidationError(lauseet)
    # The moment it became available here, not when someone opened it (13/2003 § 10).
    _siirra(esitys, Tila.SAAPUNUT, saapumisaika=kello.nyt())
    tiedot = {
        "kohtia": esitys.kohdat.count(),
        "liitteita": esitys.liitteet.filter(poistettu__isnull=True).count(),
    }
    audit.kirjaa(esitys, "laheta", user=user, tiedot=tiedot)
    kuittaus.laheta(esitys, user=user)
    ilmoita("esitykset.saapunut", esitys, tekija=user)


@transaction.atomic
def kirjaa(esitys, luokka, otsikko, *, user):
    """Open a matter for the request, with the next number of the area's year."""
    _lukitse(esitys)
    vaadi(permissions.saa_kirjata(user, esitys))
    _tarkista_siirtyma(esitys, Tila.KIRJATTU)
    asia = _avaa_asia(esitys.kunta.alue, luokka, otsikko)
    audit.kirjaa(asia, "avaa", user=user)
    _siirra(esitys, Tila.KIRJATTU, asia=asia)
    audit.kirjaa(esitys, "kirjaa", user=user, tiedot={"asianumero": asia.numero})
    ilmoita("esitykset.kirjattu", esitys, tekija=user)
    return asia


@transaction.atomic
def avaa_asia(alue, luokka, otsikko, *, user):
    """Open a matter of the area's own initiative: no request is in it."""
    vaadi(permissions.saa_avata_asian(user, alue.pk))
    asia = _avaa_asia(alue, luokka, otsikko)
    audit.kirjaa(asia, "avaa", user=user)
    return asia


@transaction.atomic
def anna_luettavaksi(esitys, henkilo, *, user):
    """Let someone of the area's staff read a request, because a part of its answer is theirs to prepare."""
    vaadi(permissions.saa_ottaa_valmisteluun(user, esitys))
    _lukija, on_uusi = Lukija.objects.get_or_create(esitys=esitys, henkilo=henkilo, loppuaika=None)
    if on_uusi:
        audit.kirjaa(esitys, "anna_luettavaksi", user=user, tiedot={"henkilo": henkilo.pk})


@transaction.atomic
def ota_valmisteluun(esitys, *, user):
    _lukitse(esitys)
    vaadi(permissions.saa_ottaa_valmisteluun(user, esitys))
    _siirra(esitys, Tila.VALMISTELUSSA)
    audit.kirjaa(esitys, "ota_valmisteluun", user=user)


@transaction.atomic
def tallenna_vastaukset(esitys, vastaukset, *, user):
    """Store each item's answer as served and set the request answered.

    ``vastaukset`` maps an item's id to its ``Vastaus``; every item must be there, also one that is not answered,
    whose text then says why.
    """
    _lukitse(esitys)
    vaadi(permissions.saa_vastata(user, esitys))
    _tarkista_siirtyma(esitys, Tila.VASTATTU)
    kohdat = list(esitys.kohdat.all())
    if {kohta.pk for kohta in kohdat} != set(vastaukset):
        raise ValidationError(_("Jokaisella esityksen kohdalla on oltava vastaus."))
    for kohta in kohdat:
        vastaus = vastaukset[kohta.pk]
        kohta.tila = Kohta.Tila.VASTATTU if vastaus.vastattu else Kohta.Tila.EI_VASTATA
        # The request's page prints it as HTML, whoever wrote it.
        kohta.vastaus = VASTAUKSEN_SANASTO.clean(vastaus.teksti)
        kohta.vastauksen_numero = vastaus.numero
        kohta.full_clean()
        kohta.save(update_fields=["tila", "vastaus", "vastauksen_numero"])
    _siirra(esitys, Tila.VASTATTU)
    audit.kirjaa(esitys, "vastaa", user=user)
    ilmoita("esitykset.vastattu", esitys, tekija=user)


def _lukitse(esitys):
    """Refresh ``esitys`` to its stored form and hold its row until the transaction ends."""
    esitys.refresh_from_db(from_queryset=Esitys.objects.select_for_update())


def _avaa_luonnos(esitys, user):
    _lukitse(esitys)
    vaadi(permissions.saa_muokata(user, esitys))
    if not esitys.on_luonnos:
        raise ValidationError(_("Esitys on jo lähetetty, joten sitä ei voi enää muuttaa."))


def _tarkista_siirtyma(esitys, tila):
    if not voi_siirtya(esitys, tila):
        raise ValidationError(
            _("Esitys on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä."),
            params={"tila": esitys.get_tila_display()},
        )


def _siirra(esitys, tila, **muutokset):
    """Move a locked request to ``tila``, or refuse if its state does not allow it."""
    _tarkista_siirtyma(esitys, tila)
    for kentta, arvo in muutokset.items():
        setattr(esitys, kentta, arvo)
    esitys.tila = tila
    esitys.versio += 1
    esitys.save(update_fields=["tila", "versio", *muutokset])


def _kasvata_versio(esitys):
    """Attachments are saved at once and apart from the text, yet a sender must know of a changed one."""
    esitys.versio += 1
    esitys.save(update_fields=["versio"])


def _avaa_asia(alue, luokka, otsikko):
    vuosi = kello.tanaan().year
    juokseva = Numerosarja.objects.varaa(f"asia/{alue.koodi}/{vuosi}")
    asia = Asia(
        alue=alue,
        juokseva=juokseva,
        luokka=luokka,
        vuosi=vuosi,
        numero=f"{juokseva}/{luokka}/{vuosi}",
        otsikko=otsikko,
        avattu=kello.nyt(),
    )
    asia.full_clean()
    asia.save()
    return asia


def _tallenna_kohdat(esitys, syotteet):
    vanhat = {kohta.pk: kohta for kohta in esitys.kohdat.all()}
    kohdat = []
    for syote in syotteet:
        kohta = vanhat.pop(syote.pk, None)
        if syote.poista:
            if kohta:
                kohta.delete()
            continue
        kohta = kohta or Kohta(esitys=esitys)
        kohta.otsikko, kohta.teksti, kohta.vaatimus = syote.otsikko, syote.teksti, syote.vaatimus
        kohdat.append(kohta)
    kohdat += vanhat.values()
    for numero, kohta in enumerate(kohdat, 1):
        kohta.numero = numero
        kohta.clean_fields(exclude=["esitys"])
    # One statement: numbers may change places.
    Kohta.objects.bulk_update(
        [kohta for kohta in kohdat if kohta.pk], ["numero", "otsikko", "teksti", "vaatimus"]
    )
    Kohta.objects.bulk_create(kohta for kohta in kohdat if not kohta.pk)
