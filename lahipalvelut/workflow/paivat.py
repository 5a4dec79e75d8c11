"""Acts on service days."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lahipalvelut import permissions
from lahipalvelut.models import Palvelupaiva
from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm

Tila = Palvelupaiva.Tila
SIIRTYMAT = {
    Tila.AVOIN: {Tila.PIDETTY, Tila.PERUTTU},
    # A wrong log is taken back first, so that the correction and its reason stay on record.
    Tila.PIDETTY: {Tila.AVOIN},
    Tila.PERUTTU: {Tila.AVOIN},
    Tila.SIIRRETTY: set(),
}


@transaction.atomic
def kirjaa_pidetyksi(paiva, *, user, huomautus=""):
    vaadi(permissions.saa_kirjata(user, paiva))
    if paiva.pvm > kello.tanaan():
        raise ValidationError(
            _("Päivä %(pvm)s ei ole vielä ollut. Merkitse se pidetyksi aikaisintaan samana päivänä."),
            params={"pvm": pvm(paiva.pvm)},
        )
    _siirra(paiva, Tila.PIDETTY, kirjaaja=user, kirjausaika=kello.nyt(), huomautus=huomautus)
    audit.kirjaa(paiva, "kirjaa_pidetyksi", user=user, syy=huomautus)


@transaction.atomic
def peru(paiva, *, syykoodi, syy, user, muutosaika=None):
    """Cancel the day. ``muutosaika`` is when the municipality was told, now unless given."""
    vaadi(permissions.saa_kirjata(user, paiva))
    nyt = kello.nyt()
    if muutosaika and muutosaika > nyt:
        raise ValidationError(
            {"muutosaika": _("Ilmoitusaika on tulevaisuudessa. Anna aika, jolloin muutoksesta kerrottiin.")}
        )
    _siirra(
        paiva,
        Tila.PERUTTU,
        syykoodi=syykoodi,
        syy=syy,
        muutosaika=muutosaika or nyt,
        muutosilmoittaja=user,
    )
    audit.kirjaa(paiva, "peru", user=user, syy=syy, tiedot={"syykoodi": syykoodi})
    ilmoita("lahipalvelut.muutos", paiva, tekija=user)


@transaction.atomic
def peru_kirjaus(paiva, *, syy, user):
    """Take back a wrong log or cancellation: the day is open again, and what it said stays in its history."""
    vaadi(permissions.saa_kirjata(user, paiva))
    if not syy.strip():
        raise ValidationError({"syy": _("Kerro, miksi kirjaus perutaan.")})
    aiempi = paiva.tila
    _siirra(
        paiva,
        Tila.AVOIN,
        syykoodi="",
        syy="",
        muutosaika=None,
        muutosilmoittaja=None,
        kirjaaja=None,
        kirjausaika=None,
        huomautus="",
    )
    audit.kirjaa(paiva, "peru_kirjaus", user=user, syy=syy, tiedot={"aiempi_tila": aiempi})
    # That a day was not held after all is bookkeeping; that it is on again is for those who were told otherwise.
    if aiempi == Tila.PERUTTU:
        ilmoita("lahipalvelut.muutos", paiva, tekija=user)


@transaction.atomic
def aseta_sijainen(paiva, sijainen, *, user):
    """Let ``sijainen`` go on the day, or with None the one whom the plan names."""
    stored = (
        Palvelupaiva.objects.select_for_update(of=["self"])
        .select_related("kunta", "rivi__vastuuhenkilo", "sijainen")
        .get(pk=paiva.pk)
    )
    vaadi(permissions.saa_siirtaa(user, stored))
    if stored.tila != Tila.AVOIN:
        raise ValidationError(
            _("Päivä %(pvm)s on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä."),
            params={"pvm": pvm(stored.pvm), "tila": stored.get_tila_display()},
        )
    stored.sijainen = None if sijainen == stored.rivi.vastuuhenkilo else sijainen
    stored.clean()
    stored.save(update_fields=["sijainen"])
    audit.kirjaa(
        stored,
        "aseta_sijainen",
        user=user,
        tiedot={"kavija": stored.kavija.nimi, "henkilo": stored.kavija.pk},
    )
    return stored


@transaction.atomic
def siirra_paivat(paivat, sijainen, *, user):
    """Let ``sijainen`` go on all of the days, or on none if one of them cannot be moved."""
    return [aseta_sijainen(paiva, sijainen, user=user) for paiva in paivat]


def _siirra(paiva, tila, **muutokset):
    """Move the day to ``tila``, or refuse if its stored state no longer allows it."""
    stored = Palvelupaiva.objects.select_for_update().get(pk=paiva.pk)
    if tila not in SIIRTYMAT[Palvelupaiva.Tila(stored.tila)]:
        raise ValidationError(
            _("Päivä %(pvm)s on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä."),
            params={"pvm": pvm(paiva.pvm), "tila": stored.get_tila_display()},
        )
    muutokset["tila"] = tila
    for kentta, arvo in muutokset.items():
        setattr(stored, kentta, arvo)
    stored.clean_fields(exclude={field.name for field in stored._meta.fields} - muutokset.keys())
    stored.validate_constraints(exclude={"rivi"})
    stored.save(update_fields=list(muutokset))
    # Only now: a refused act must leave the caller's object as it was.
    for kentta, arvo in muutokset.items():
        setattr(paiva, kentta, arvo)
