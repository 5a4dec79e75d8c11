"""Months of a municipality: staff say that the days are logged, the coordinator closes and opens."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lahipalvelut import permissions
from lahipalvelut.models import Jakso, Palvelupaiva
from seuranta import kuukaudet
from tyollisyysalue import audit, kello
from tyollisyysalue.models import Kunta
from tyollisyysalue.permissions import vaadi

Tila = Jakso.Tila
SIIRTYMAT = {
    Tila.AVOIN: {Tila.VALMIS, Tila.SULJETTU},
    Tila.VALMIS: {Tila.AVOIN, Tila.SULJETTU},
    Tila.SULJETTU: {Tila.AVOIN},
}


@transaction.atomic
def merkitse_valmiiksi(kunta, kuukausi, *, user):
    vaadi(permissions.saa_merkita_valmiiksi(user, kunta))
    lukitse_kunta(kunta)
    _vaadi_kirjatuksi(kunta, kuukausi)
    return _vaihda(kunta, kuukausi, Tila.VALMIS, "merkitse_valmiiksi", user=user)


@transaction.atomic
def sulje_kuukausi(kunta, kuukausi, *, user):
    """From now on the month's days change only as corrections with a reason: the database sees to it."""
    vaadi(permissions.saa_sulkea(user, kunta))
    if kello.tanaan() < kuukaudet.siirra(kuukausi, 1):
        raise ValidationError(_("Kuukauden voi sulkea, kun se on päättynyt."))
    lukitse_kunta(kunta)
    _vaadi_kirjatuksi(kunta, kuukausi)
    return _vaihda(kunta, kuukausi, Tila.SULJETTU, "sulje_kuukausi", user=user)


@transaction.atomic
def avaa_kuukausi(kunta, kuukausi, *, syy, user):
    """Take back that a month is ready, or open a closed one."""
    lukitse_kunta(kunta)
    suljettu = Jakso.objects.on_suljettu(kunta.pk, kuukausi)
    saako = permissions.saa_sulkea if suljettu else permissions.saa_merkita_valmiiksi
    vaadi(saako(user, kunta))
    if not syy.strip():
        raise ValidationError({"syy": _("Kerro, miksi kuukausi avataan.")})
    return _vaihda(kunta, kuukausi, Tila.AVOIN, "avaa_kuukausi", user=user, syy=syy)


def lukitse_kunta(kunta):
    """Let no day come to the municipality while one of its months is closed, nor the other way round."""
    Kunta.objects.select_for_update(no_key=True, of=["self"]).get(pk=kunta.pk)


def _vaadi_kirjatuksi(kunta, kuukausi):
    # A change of a day that is under way ends first.
    paivat = Palvelupaiva.objects.for_kunta(kunta).kuukaudessa(kuukausi).select_for_update(of=["self"])
    avoimia = sum(paiva.tila == Palvelupaiva.Tila.AVOIN for paiva in paivat)
    if avoimia:
        raise ValidationError(
            ngettext(
                "Kuukaudessa on %(maara)s päivä, jota ei ole kirjattu. Merkitse ensin, pidettiinkö se.",
                "Kuukaudessa on %(maara)s päivää, joita ei ole kirjattu. Merkitse ensin, pidettiinkö ne.",
                avoimia,
            )
            % {"maara": avoimia}
        )


def _vaihda(kunta, kuukausi, tila, tapahtuma, *, user, syy=""):
    jakso = Jakso.objects.filter(kunta=kunta, kuukausi=kuukausi).first() or Jakso(
        kunta=kunta, kuukausi=kuukausi
    )
    if tila not in SIIRTYMAT[Tila(jakso.tila)]:
        raise ValidationError(
            _("Kuukausi on jo tilassa ”%(tila)s”."), params={"tila": jakso.get_tila_display()}
        )
    jakso.tila, jakso.muutettu, jakso.muuttaja = tila, kello.nyt(), user
    jakso.full_clean()
    jakso.save()
    audit.kirjaa(jakso, tapahtuma, user=user, syy=syy)
    return jakso
