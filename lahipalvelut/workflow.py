"""Acts on service plans and service days."""

import calendar
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lahipalvelut import permissions
from lahipalvelut.models import Palvelupaiva, Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi
from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm
from tyollisyysalue.versiot import tarkista_versio

KUUKAUSIA_ETEENPAIN = 15

Tila = Palvelupaiva.Tila
SIIRTYMAT = {
    Tila.AVOIN: {Tila.PIDETTY, Tila.PERUTTU},
    # A wrong log is taken back first, so that the correction and its reason stay on record.
    Tila.PIDETTY: {Tila.AVOIN},
    Tila.PERUTTU: {Tila.AVOIN},
    Tila.SIIRRETTY: set(),
}


@transaction.atomic
def lisaa_palvelupiste(kunta, *, user, **tiedot):
    vaadi(permissions.saa_suunnitella(user, kunta))
    palvelupiste = Palvelupiste(kunta=kunta, **tiedot)
    palvelupiste.full_clean()
    palvelupiste.save()
    return palvelupiste


@transaction.atomic
def luo_suunnitelma(kunta, *, user, **tiedot):
    vaadi(permissions.saa_suunnitella(user, kunta))
    suunnitelma = Palvelusuunnitelma(kunta=kunta, tila=Palvelusuunnitelma.Tila.HYVAKSYTTY, **tiedot)
    suunnitelma.full_clean()
    suunnitelma.save()
    audit.kirjaa(suunnitelma, "luo_suunnitelma", user=user)
    return suunnitelma


@transaction.atomic
def muuta_suunnitelmaa(suunnitelma, *, versio, user, **tiedot):
    """Correct what is said of the plan and its approval. Its validity, on which days rest, is not changed here."""
    vaadi(permissions.saa_suunnitella(user, suunnitelma.kunta))
    stored = Palvelusuunnitelma.objects.select_for_update().get(pk=suunnitelma.pk)
    tarkista_versio(stored.versio, versio)
    tiedot["versio"] = stored.versio + 1
    for kentta, arvo in tiedot.items():
        setattr(stored, kentta, arvo)
    stored.clean_fields(exclude={field.name for field in stored._meta.fields} - tiedot.keys())
    stored.save(update_fields=list(tiedot))
    audit.kirjaa(stored, "muuta_suunnitelmaa", user=user)
    return stored


@transaction.atomic
def lisaa_rivi(suunnitelma, *, user, prosessit=(), **tiedot):
    """Add a rule to the plan and the days it gives; also days already past, which can then be logged."""
    vaadi(permissions.saa_suunnitella(user, suunnitelma.kunta))
    rivi = Suunnitelmarivi(suunnitelma=suunnitelma, **tiedot)
    rivi.full_clean()
    rivi.save()
    rivi.prosessit.set(prosessit)
    luo_paivat(rivi, paivien_raja(rivi))
    audit.kirjaa(suunnitelma, "lisaa_rivi", user=user, tiedot={"rivi": rivi.pk})
    return rivi


def paivien_raja(rivi):
    """The date up to which the rule's days exist."""
    alku = max(kello.tanaan(), rivi.ankkuripvm)
    vuosi, kuukausi = divmod(alku.year * 12 + alku.month - 1 + KUUKAUSIA_ETEENPAIN, 12)
    viimeinen = calendar.monthrange(vuosi, kuukausi + 1)[1]
    return date(vuosi, kuukausi + 1, min(alku.day, viimeinen))


def luo_paivat(rivi, asti):
    """Insert the rule's missing days to ``asti``. Days that exist are left as they are, whatever has become of them."""
    Palvelupaiva.objects.bulk_create(
        (
            Palvelupaiva(
                rivi=rivi,
                kunta_id=rivi.suunnitelma.kunta_id,
                pvm=paiva,
                alkuklo=rivi.alkuklo,
                loppuklo=rivi.loppuklo,
                palvelupiste_id=rivi.palvelupiste_id,
            )
            for paiva in rivi.paivat(asti)
        ),
        ignore_conflicts=True,
    )


def jatka_paivia():
    """Keep the days of every rule so far ahead as ``KUUKAUSIA_ETEENPAIN`` says."""
    for rivi in Suunnitelmarivi.objects.paattymattomat(kello.tanaan()).select_related("suunnitelma"):
        luo_paivat(rivi, paivien_raja(rivi))


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
