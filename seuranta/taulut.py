"""Describing a table: which of its dimensions is what, and which of its figures become measures."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from seuranta import permissions, sivumuisti
from seuranta.models import Mittari, Taulukuvaus
from tyollisyysalue import audit
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio, versio

_EI_KOODIIN = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True)
class UusiMittari:
    """One figure of a table, by the codes of its contents and of the other dimensions."""

    sisalto: str
    arvot: dict[str, str]
    nimi_fi: str
    nimi_sv: str
    nimi_en: str
    yksikko: str
    desimaalit: int


@transaction.atomic
def kuvaa(taulu, *, otsikko, alue, aika, lahde, lisenssi, mittarit, user):
    """Describe a table, or add measures to one described already; returns the description."""
    vaadi(permissions.saa_kuvata_tauluja(user))
    if Mittari.objects.filter(taulu__iexact=taulu, kuvaus__isnull=True).exists():
        raise ValidationError(_("Taulu %(taulu)s on portaalissa valmiina."), params={"taulu": taulu})
    with connection.cursor() as cursor:
        # Of two who describe the same table at once the later adds to what the earlier described.
        cursor.execute(f"LOCK TABLE {Taulukuvaus._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    kuvaus = Taulukuvaus.objects.filter(taulu__iexact=taulu).first()
    if kuvaus is None:
        kuvaus = Taulukuvaus(
            taulu=taulu, otsikko=otsikko, alue=alue, aika=aika, lahde=lahde, lisenssi=lisenssi
        )
        kuvaus.full_clean()
        kuvaus.save()
    vanhat = [mittari.arvot for mittari in kuvaus.mittarit.all()]
    uudet = [mittari.arvot for mittari in mittarit]
    if (kuvaus.alue, kuvaus.aika) != (alue, aika) or any(set(a) != set(uudet[0]) for a in [*vanhat, *uudet]):
        raise ValidationError(
            _("Taulu on jo kuvattu toisin: sen ulottuvuudet ovat muuttuneet. Tarkista, että taulu on sama.")
        )
    jarjestys = (
        Mittari.objects.filter(taulu=kuvaus.taulu).aggregate(viimeinen=Max("jarjestys"))["viimeinen"] or 0
    )
    for numero, uusi in enumerate(mittarit, start=jarjestys + 1):
        mittari = Mittari(
            koodi=_koodi(kuvaus.taulu, uusi),
            taulu=kuvaus.taulu,
            lahde=kuvaus.lahde,
            lisenssi=kuvaus.lisenssi,
            jarjestys=numero,
            kuvaus=kuvaus,
            **vars(uusi),
        )
        mittari.full_clean()
        mittari.save()
    audit.kirjaa(kuvaus, "kuvattu", user=user, tiedot={"mittareita": len(mittarit)})
    sivumuisti.piirra_jonossa()
    return kuvaus


def _koodi(taulu, uusi):
    """``12tf_TYOTOSUUS``, which nothing else is called."""
    osat = [taulu, uusi.sisalto, *uusi.arvot.values()]
    alku = _EI_KOODIIN.sub("_", "_".join(filter(None, osat)))[:55].strip("_")
    koodi, numero = alku, 1
    while Mittari.objects.filter(koodi=koodi).exists():
        numero += 1
        koodi = f"{alku}_{numero}"
    return koodi


@transaction.atomic
def muuta_mittaria(mittari, muutokset, annettu_versio, *, user):
    """Change the names and unit of a described table's measure. Its place in the table and its code do not change."""
    vaadi(permissions.saa_kuvata_tauluja(user) and mittari.kuvaus_id)
    mittari = Mittari.objects.select_for_update().get(pk=mittari.pk)
    tarkista_versio(versio(mittari), annettu_versio)
    if (
        "desimaalit" in muutokset
        and muutokset["desimaalit"] < mittari.desimaalit
        and mittari.havainnot.exists()
    ):
        raise ValidationError(
            {"desimaalit": _("Desimaaleja ei voi vähentää, kun mittarilla on lukuja: ne näkyisivät väärin.")}
        )
    for kentta, arvo in muutokset.items():
        setattr(mittari, kentta, arvo)
    mittari.full_clean()
    mittari.save(update_fields=[*muutokset])
    audit.kirjaa(mittari.kuvaus, "mittari_muutettu", user=user, tiedot={"mittari": mittari.koodi})
    sivumuisti.piirra_jonossa()


@transaction.atomic
def muuta_kuvausta(kuvaus, muutokset, annettu_versio, *, user):
    """Change what is told of a described table: its title, source and licence. How it is read does not change.

    Its measures are cited by the same source from now on; a batch keeps the source of its day.
    """
    vaadi(permissions.saa_kuvata_tauluja(user))
    kuvaus = Taulukuvaus.objects.select_for_update().get(pk=kuvaus.pk)
    tarkista_versio(versio(kuvaus), annettu_versio)
    for kentta, arvo in muutokset.items():
        setattr(kuvaus, kentta, arvo)
    kuvaus.full_clean()
    kuvaus.save(update_fields=[*muutokset])
    for mittari in kuvaus.mittarit.select_for_update():
        mittari.lahde, mittari.lisenssi = kuvaus.lahde, kuvaus.lisenssi
        mittari.full_clean()
        mittari.save(update_fields=["lahde", "lisenssi"])
    audit.kirjaa(kuvaus, "kuvaus_muutettu", user=user)
    sivumuisti.piirra_jonossa()
