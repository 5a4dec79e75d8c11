"""Acts on service days."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lahipalvelut import permissions
from lahipalvelut.models import Asiakasmaara, Palvelupaiva
from lahipalvelut.workflow.korjaukset import korjaus
from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm

Tila = Palvelupaiva.Tila
SIIRTYMAT = {
    Tila.AVOIN: {Tila.PIDETTY, Tila.PERUTTU, Tila.SIIRRETTY},
    # A wrong log is taken back first, so that the correction and its reason stay on record.
    Tila.PIDETTY: {Tila.AVOIN},
    Tila.PERUTTU: {Tila.AVOIN},
    # The new day has been told: it is moved again or cancelled, and the chain shows.
    Tila.SIIRRETTY: set(),
}


@transaction.atomic
def kirjaa_pidetyksi(paiva, *, user, huomautus="", korjaussyy=""):
    vaadi(permissions.saa_kirjata(user, paiva))
    if paiva.pvm > kello.tanaan():
        raise ValidationError(
            _("Päivä %(pvm)s ei ole vielä ollut. Merkitse se pidetyksi aikaisintaan samana päivänä."),
            params={"pvm": pvm(paiva.pvm)},
        )
    vaihda_tila(
        paiva,
        Tila.PIDETTY,
        user=user,
        korjaussyy=korjaussyy,
        kirjaaja=user,
        kirjausaika=kello.nyt(),
        huomautus=huomautus,
    )
    audit.kirjaa(paiva, "kirjaa_pidetyksi", user=user, syy=huomautus, tiedot=korjattu(korjaussyy))
    return paiva


@transaction.atomic
def kirjaa_pidetyiksi(paivat, *, user):
    """Log all of the days, or none if one of them can no longer be logged."""
    return [kirjaa_pidetyksi(paiva, user=user) for paiva in paivat]


@transaction.atomic
def peru(paiva, *, syykoodi, syy, user, kerrottu="", muutosaika=None, korjaussyy=""):
    """Cancel the day. ``muutosaika`` is when the municipality was told, now unless given."""
    vaadi(permissions.saa_kirjata(user, paiva))
    vaihda_tila(
        paiva,
        Tila.PERUTTU,
        user=user,
        korjaussyy=korjaussyy,
        syykoodi=syykoodi,
        syy=syy,
        kerrottu=kerrottu,
        muutosaika=ilmoitusaika(muutosaika),
        muutosilmoittaja=user,
    )
    audit.kirjaa(paiva, "peru", user=user, syy=syy, tiedot={"syykoodi": syykoodi, **korjattu(korjaussyy)})
    # Who did it gets the notice too: the receipt that it went out.
    ilmoita("lahipalvelut.muutos", paiva)
    return paiva


@transaction.atomic
def peru_kirjaus(paiva, *, syy, user, korjaussyy=""):
    """Take back a wrong log or cancellation: the day is open again, and what it said stays in its history."""
    vaadi(permissions.saa_kirjata(user, paiva))
    if not syy.strip():
        raise ValidationError({"syy": _("Kerro, miksi kirjaus perutaan.")})
    aiempi = paiva.tila
    stored = vaihda_tila(
        paiva,
        Tila.AVOIN,
        user=user,
        korjaussyy=korjaussyy,
        syykoodi="",
        syy="",
        kerrottu="",
        muutosaika=None,
        muutosilmoittaja=None,
        kuittausaika=None,
        kuittaaja=None,
        kirjaaja=None,
        kirjausaika=None,
        huomautus="",
    )
    # Rows stay; nobody was met on a day that was not held.
    Asiakasmaara.objects.filter(paiva=stored).exclude(maara=0).update(maara=0, korjausaika=stored.korjausaika)
    tiedot = {"aiempi_tila": aiempi, **korjattu(korjaussyy)}
    audit.kirjaa(paiva, "peru_kirjaus", user=user, syy=syy, tiedot=tiedot)
    # That a day was not held after all is bookkeeping; that it is on again is for those who were told otherwise.
    if aiempi == Tila.PERUTTU:
        ilmoita("lahipalvelut.muutos", paiva, tekija=user)
    return paiva


def ilmoitusaika(muutosaika):
    """When a change was told, now unless given."""
    nyt = kello.nyt()
    if muutosaika and muutosaika > nyt:
        raise ValidationError(
            {"muutosaika": _("Ilmoitusaika on tulevaisuudessa. Anna aika, jolloin muutoksesta kerrottiin.")}
        )
    return muutosaika or nyt


def korjattu(korjaussyy):
    """What the record of an act says of the correction of a closed month."""
    return {"korjaussyy": korjaussyy} if korjaussyy else {}


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
    ilmoita("lahipalvelut.kavija", stored, tekija=user)
    return stored


@transaction.atomic
def siirra_paivat(paivat, sijainen, *, user):
    """Let ``sijainen`` go on all of the days, or on none if one of them cannot be moved."""
    return [aseta_sijainen(paiva, sijainen, user=user) for paiva in paivat]


def lukitse(paiva):
    """The stored day, which nobody else changes before the act is done."""
    stored = Palvelupaiva.objects.select_for_update(of=["self"]).select_related("kunta").filter(pk=paiva.pk)
    if not stored:
        raise ValidationError(
            _("Päivä %(pvm)s on poistunut aikataulusta, kun palvelusuunnitelma muuttui."),
            params={"pvm": pvm(paiva.pvm)},
        )
    return stored[0]


def vaadi_siirtyma(stored, tila):
    if tila not in SIIRTYMAT[Palvelupaiva.Tila(stored.tila)]:
        raise ValidationError(
            _("Päivä %(pvm)s on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä."),
            params={"pvm": pvm(stored.pvm), "tila": stored.get_tila_display()},
        )


def vaihda_tila(paiva, tila, *, user, korjaussyy="", **muutokset):
    """Move the day to ``tila``, or refuse if its stored state, or the month's, no longer allows it."""
    stored = lukitse(paiva)
    vaadi_siirtyma(stored, tila)
    muutokset["tila"] = tila
    return paivita(paiva, stored, muutokset | korjaus(stored.kunta, stored.pvm, korjaussyy, user=user))


def paivita(paiva, stored, muutokset):
    """Save the changes to the locked row, and only then to the caller's object: a refused act leaves it as it was."""
    for kentta, arvo in muutokset.items():
        setattr(stored, kentta, arvo)
    stored.clean_fields(exclude={field.name for field in stored._meta.fields} - muutokset.keys())
    stored.validate_constraints(exclude={"rivi"})
    stored.save(update_fields=list(muutokset))
    for kentta, arvo in muutokset.items():
        setattr(paiva, kentta, arvo)
    return stored
