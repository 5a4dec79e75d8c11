"""Notices by mail: one at once, or a day's unsent ones as a digest. The worker comes here, after the act.

A notice leaves once: its row is locked while its mail is made, and what has left, been seen or lapsed is left alone.
"""

import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext, override

from tyollisyysalue import ilmoitusasetukset, kello, lahetykset
from tyollisyysalue.ilmoitukset import Tapa, lajit, nakyva_kohde
from tyollisyysalue.jonoon import jonoon
from tyollisyysalue.models import Ilmoitus, Ilmoitusasetus, Kooste, User

KOOSTEEN_AIKA = datetime.time(7)
# The rest is behind the link to the centre.
RIVEJA_KOOSTEESSA = 30


@transaction.atomic
def laheta(pk):
    """Mail a notice to whoever wants it at once, unless it has lost its ground."""
    ilmoitus = Ilmoitus.objects.select_for_update().lahettamatta().filter(pk=pk).first()
    if ilmoitus is None:
        return
    user = User.objects.get(pk=ilmoitus.user_id)
    kohde = _kerrottava(ilmoitus, user)
    if kohde is None:
        _raukea([ilmoitus])
    elif ilmoitusasetukset.tavat(user)[ilmoitus.laji] == Tapa.HETI:
        with override(user.kieli):
            _merkitse_lahteneiksi([ilmoitus], _posti(ilmoitus, kohde, user))


def _kerrottava(ilmoitus, user):
    """What the notice tells of, if there is still reason and right to tell this user; else None."""
    kohde = nakyva_kohde(ilmoitus, user) if user.is_active else None
    if kohde is None:
        return None
    laji = lajit[ilmoitus.laji]
    tilaa = any(tilaaja.pk == user.pk for tilaaja in laji.tilaajat(kohde))
    return kohde if tilaa and laji.on_ajankohtainen(kohde, user) else None


def _raukea(ilmoitukset):
    _paivita(ilmoitukset, rauennut=kello.nyt())


def _merkitse_lahteneiksi(ilmoitukset, lahetys):
    _paivita(ilmoitukset, lahetys=lahetys)


def _paivita(ilmoitukset, **muutos):
    Ilmoitus.objects.filter(pk__in=[ilmoitus.pk for ilmoitus in ilmoitukset]).update(**muutos)


def _posti(ilmoitus, kohde, user):
    laji = lajit[ilmoitus.laji]
    otsikko = laji.otsikko(kohde)
    tiedot = {
        "otsikko": otsikko,
        "teksti": laji.teksti(kohde).strip(),
        "osoite": _osoite(ilmoitus.get_absolute_url()),
        "laji": laji.nimi,
    }
    return _luo("ilmoitus", otsikko, "tyollisyysalue/ilmoitus.txt", tiedot, [ilmoitus.laji], user)


def _luo(laji, aihe, pohja, tiedot, avaimet, user):
    loppu = {
        "asetukset": _osoite(reverse("ilmoitukset:asetukset")),
        "peru": ilmoitusasetukset.perumislinkki(user, avaimet),
    }
    return lahetykset.luo(
        laji,
        aihe,
        render_to_string(pohja, tiedot | loppu),
        [lahetykset.Saaja(user.nimi, user.email, user)],
        kieli=user.kieli,
        # Twice the same notice does no harm; one that never comes may.
        automaattinen=True,
    )


def _osoite(polku):
    return f"{settings.PORTAALIN_OSOITE}{polku}"


def koosteen_hetki():
    """Since when today's digest may leave, and of what it tells: notices made before this."""
    return datetime.datetime.combine(kello.tanaan(), KOOSTEEN_AIKA, kello.HELSINKI)


def jaa_koosteet():
    """Queue a digest for everyone who has something to be told and has not had today's.

    Run every hour: the clock of the queue is UTC's, and a morning when the worker stood still is made good.
    """
    if kello.nyt() < koosteen_hetki():
        return
    saaneet = Kooste.objects.filter(pvm=kello.tanaan())
    odottavat = set(
        Ilmoitus.objects.lahettamatta()
        .filter(luontiaika__lt=koosteen_hetki())
        .exclude(user__in=saaneet.values("user"))
        .order_by()
        .values_list("user", "laji")
        .distinct()
    )
    valitut = {
        (asetus.user_id, asetus.laji): asetus.tapa
        for asetus in Ilmoitusasetus.objects.filter(user__in={user for user, _laji in odottavat})
    }
    saajat = {
        user
        for user, laji in odottavat
        if laji not in lajit or valitut.get((user, laji), lajit[laji].oletus) != Tapa.EI
    }
    for user in sorted(saajat):
        jonoon("tyollisyysalue.jobs.laheta_kooste", user=user)


@transaction.atomic
def laheta_kooste(pk):
    """Today's digest of a user: everything unsent that is not for the portal alone, in one mail."""
    # Two workers meet here: the second one waits, and then finds the digest of the first.
    user = User.objects.select_for_update(no_key=True).get(pk=pk)
    pvm = kello.tanaan()
    if kello.nyt() < koosteen_hetki() or Kooste.objects.filter(user=user, pvm=pvm).exists():
        return
    tavat = ilmoitusasetukset.tavat(user)
    ilmoitukset = [
        ilmoitus
        for ilmoitus in Ilmoitus.objects.select_for_update()
        .lahettamatta()
        .filter(user=user, luontiaika__lt=koosteen_hetki())
        .order_by("-luontiaika", "-pk")
        # One wanted at once has waited since before the morning: its own job has failed, or the setting was another.
        if tavat.get(ilmoitus.laji) != Tapa.EI
    ]
    kerrottavat = [ilmoitus for ilmoitus in ilmoitukset if _kerrottava(ilmoitus, user)]
    _raukea([ilmoitus for ilmoitus in ilmoitukset if ilmoitus not in kerrottavat])
    if kerrottavat:
        with override(user.kieli):
            lahetys = _kooste(kerrottavat, user)
        Kooste.objects.create(user=user, pvm=pvm, lahetys=lahetys)
        _merkitse_lahteneiksi(kerrottavat, lahetys)


def _kooste(ilmoitukset, user):
    maara = len(ilmoitukset)
    aihe = ngettext(
        "%(maara)s uusi ilmoitus Työllisyysalueportaalissa",
        "%(maara)s uutta ilmoitusta Työllisyysalueportaalissa",
        maara,
    ) % {"maara": maara}
    ryhmat: dict[str, list[dict[str, str]]] = {}
    for ilmoitus in ilmoitukset[:RIVEJA_KOOSTEESSA]:
        ryhmat.setdefault(ilmoitus.laji, []).append(
            {"otsikko": ilmoitus.otsikko, "osoite": _osoite(ilmoitus.get_absolute_url())}
        )
    tiedot = {
        "aihe": aihe,
        "ryhmat": [(lajit[avain].nimi, rivit) for avain, rivit in sorted(ryhmat.items())],
        "muita": _muita(maara - RIVEJA_KOOSTEESSA),
        "ilmoitukset": _osoite(reverse("ilmoitukset:list")),
    }
    avaimet = sorted({ilmoitus.laji for ilmoitus in ilmoitukset})
    return _luo("kooste", aihe, "tyollisyysalue/kooste.txt", tiedot, avaimet, user)


def _muita(maara):
    if maara <= 0:
        return ""
    return ngettext("ja %(maara)s muu", "ja %(maara)s muuta", maara) % {"maara": maara}
