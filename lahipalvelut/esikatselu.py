"""A rule before it is saved: its sentence in every language and its first dates, with what is in their way."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils import translation

from lahipalvelut.tormaykset import Tormays, tormaykset
from lahipalvelut.vaihto import Ohitus
from lahipalvelut.vaikutukset import Esteet, edeltaja, ehdokkaat
from tyollisyysalue import pyhat
from tyollisyysalue.models import Kunta

ESIKATSELTAVIA = 12


@dataclass(frozen=True)
class Rivipaiva:
    pvm: date
    pyha: str = ""
    # Why the date gives no day: a closure's reason, or that the month is closed.
    ohitus: Ohitus | None = None
    selite: str = ""
    tormaykset: list[Tormays] = field(default_factory=list)

    @property
    def viikko(self):
        return self.pvm.isocalendar().week

    @property
    def on_viikko_53(self):
        """The week for whose sake the rule counts days and not odd and even weeks."""
        return self.viikko == 53


@dataclass(frozen=True)
class Esikatselu:
    lauseet: list[tuple[str, str]]
    paivat: list[Rivipaiva]

    @property
    def lause(self):
        return dict(self.lauseet)[translation.get_language() or settings.LANGUAGE_CODE]

    @property
    def tormayksia(self):
        return sum(any(t.on_este for t in paiva.tormaykset) for paiva in self.paivat)


def lauseet(toistuvuus):
    """``(language, sentence)``: what a reader of each language sees of the same object as the dates."""
    tulos = []
    for kieli, _nimi in settings.LANGUAGES:
        with translation.override(kieli):
            tulos.append((kieli, toistuvuus.lause()))
    return tulos


def esikatsele(rivi, prosessit=(), *, maara=ESIKATSELTAVIA):
    """Of a line that may not be saved yet, beside the other lines of its plan."""
    suunnitelma = rivi.suunnitelma
    muut = list(suunnitelma.rivit.exclude(pk=rivi.pk)) if suunnitelma.pk else []
    return esikatselut(suunnitelma, [rivi, *muut], {rivi.pk or -1: prosessit}, maara=maara)[0]


def esikatselut(suunnitelma, rivit, prosessit, *, maara=ESIKATSELTAVIA):
    """Of each line; ``prosessit`` gives the key processes by the line's key."""
    kunta = Kunta.objects.select_related("alue").get(pk=suunnitelma.kunta_id)
    esteet = Esteet.lue(kunta, suunnitelma.alkupvm)
    pvmt = []
    for rivi in rivit:
        rivi.suunnitelma = suunnitelma
        pvmt.append(
            [
                pvm
                for pvm in rivi.toistuvuus.seuraavat(maara, suunnitelma.alkupvm)
                if not suunnitelma.loppupvm or pvm <= suunnitelma.loppupvm
            ]
        )
    viimeinen = max((rivin[-1] for rivin in pvmt if rivin), default=suunnitelma.alkupvm)
    joukko = ehdokkaat(suunnitelma, rivit, asti=viimeinen)
    vanha = edeltaja(suunnitelma)
    loydot = tormaykset(
        joukko, kunta, prosessit, ohita=[pk for pk in (suunnitelma.pk, vanha and vanha.pk) if pk]
    )
    return [
        Esikatselu(
            lauseet(rivi.toistuvuus),
            [
                _paiva(ehdokas, esteet, loydot)
                for ehdokas in joukko
                if ehdokas.rivi == (rivi.pk or -numero) and ehdokas.pvm in omat
            ],
        )
        for numero, (rivi, omat) in enumerate(zip(rivit, pvmt, strict=True), 1)
    ]


def _paiva(ehdokas, esteet, loydot):
    ohitus, selite = esteet.este(ehdokas) or (None, "")
    return Rivipaiva(ehdokas.pvm, pyhat.pyha(ehdokas.pvm) or "", ohitus, selite, loydot.get(ehdokas, []))
