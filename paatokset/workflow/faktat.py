"""The bound facts of a draft: what the drafter has seen of them, and what has changed since."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from paatokset import permissions, teksti, tuloste
from paatokset.workflow.siirtymat import lukittu
from tyollisyysalue import audit, faktat
from tyollisyysalue.faktat import LAJIT, Tuloste
from tyollisyysalue.models import Fakta
from tyollisyysalue.permissions import vaadi


@dataclass(frozen=True)
class Muutos:
    """A fact that now says something else than the drafter saw."""

    fakta: Fakta
    nimi: str
    vanha: str
    uusi: str


def sanoina(tulos):
    """What a fact says, in one line: a sentence, or the cells of a table."""
    if tulos.taulukko is None:
        return tulos.teksti
    return "; ".join(" | ".join(rivi) for rivi in tulos.taulukko.rivit)


def _nyt(fakta, kieli):
    try:
        return sanoina(faktat.esita(fakta, kieli))
    except ValidationError as error:
        return " ".join(error.messages)


def muuttuneet(paatos, rivit=None):
    """The live facts of the draft's texts whose sources have changed since somebody looked, in the texts' order."""
    rivit = paatos.faktat.all() if rivit is None else rivit
    elavat = {fakta.pk: fakta for fakta in rivit if not fakta.on_jaadytetty and fakta.nahty}
    paikat = teksti.faktojen_tunnukset(*tuloste.tekstit(paatos, paatos.osiot.all()))
    faktat.lue([elavat[pk] for pk in paikat if pk in elavat], paatos.kieli)
    muutokset = []
    for pk in paikat:
        fakta = elavat.get(pk)
        if fakta is None or not (nahty := fakta.nahty.get(paatos.kieli)):
            continue
        vanha, uusi = sanoina(Tuloste.jsonista(nahty)), _nyt(fakta, paatos.kieli)
        if vanha != uusi:
            muutokset.append(Muutos(fakta, str(LAJIT[fakta.avain].nimi), vanha, uusi))
    return muutokset


@transaction.atomic
def merkitse_nahdyiksi(paatos, *, user, tunnukset=None):
    """The drafter has seen what the facts say now: all of them, or those named."""
    paatos = lukittu(paatos)
    vaadi(permissions.saa_lisata_faktoja(user, paatos))
    rivit = paatos.faktat.filter(jaadytysaika=None)
    if tunnukset is not None:
        rivit = rivit.filter(pk__in=tunnukset)
    muista_nahdyiksi(rivit, paatos.kieli)
    audit.kirjaa(paatos, "merkitse_faktat_nahdyiksi", user=user)


def muista_nahdyiksi(rivit, kieli):
    """Keep what live facts say now as seen. One that says nothing now is seen when it does again."""
    for fakta in rivit:
        try:
            tulos = faktat.esita(fakta, kieli)
        except ValidationError:
            continue
        Fakta.objects.filter(pk=fakta.pk).update(nahty={kieli: faktat.jsoniksi(tulos)})


def korvaa_elavilla(paatos, tunnukset):
    """New live facts of the same claims, ``{old id: new id}``; what the frozen ones said counts as seen."""
    return {
        vanha.pk: Fakta.objects.create(
            omistaja=paatos,
            avain=vanha.avain,
            parametrit=vanha.parametrit,
            nahty={paatos.kieli: vanha.tulosteet[paatos.kieli]},
        ).pk
        for vanha in paatos.faktat.filter(pk__in=tunnukset, jaadytysaika__isnull=False)
    }
