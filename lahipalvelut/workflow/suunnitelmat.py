"""Acts on service plans: drafts, versions, and the days that come of an approved plan."""

import calendar
from datetime import date

from django.db import transaction

from lahipalvelut import permissions
from lahipalvelut.models import Palvelupaiva, Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi
from tyollisyysalue import audit, kello
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio

KUUKAUSIA_ETEENPAIN = 15


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
