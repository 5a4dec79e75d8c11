"""What is in the way of a service day: the visitor's other days and absences, the place, holidays, closures.

Read once for a period, asked of any day of it: for the day that a person chose, and to propose one.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from lahipalvelut.models import Jakso, Palvelupaiva, Sulku
from lahipalvelut.models.paivat import kavija_on
from tyollisyysalue import kello, pyhat
from tyollisyysalue.tekstit import aikavali
from yhteyshenkilot import poissa
from yhteyshenkilot.models import Poissaolo

# So far ahead a replacing day is looked for.
EHDOTETAAN_ENINTAAN = timedelta(days=21)


class Varaukset:
    def __init__(self, kunta, henkilo, alku, loppu, *, paitsi=None):
        """``paitsi`` is the day that would be moved: it is not in its own way."""
        self.henkilo = henkilo
        paivat = Palvelupaiva.objects.filter(
            Q(kavija_on(pk=henkilo.pk)) | Q(kunta=kunta), tila=Palvelupaiva.Tila.AVOIN
        ).jaksolla(alku, loppu)
        self.paivat = [paiva for paiva in paivat.for_list() if paiva != paitsi]
        self.poissaolot = list(Poissaolo.objects.filter(henkilo=henkilo).jaksolla(alku, loppu))
        self.sulut = list(Sulku.objects.for_kunta(kunta).jaksolla(alku, loppu).filter(kumottu__isnull=True))
        self.suljetut = set(Jakso.objects.suljetut().filter(kunta=kunta).values_list("kuukausi", flat=True))

    def esteet(self, pvm, alkuklo, loppuklo, palvelupiste):
        """Each hindrance in words. A person may decide to go all the same."""
        return [
            *self._paivan_esteet(pvm, palvelupiste),
            *self._varaukset(pvm, alkuklo, loppuklo, palvelupiste),
        ]

    def _paivan_esteet(self, pvm, palvelupiste):
        if pyha := pyhat.pyha(pvm):
            yield _("pyhäpäivä: %(nimi)s") % {"nimi": pyha}
        elif pvm.weekday() > 4:
            yield _("viikonloppu")
        for sulku in self.sulut:
            if sulku.alkupvm <= pvm <= sulku.loppupvm and sulku.palvelupiste_id in (None, palvelupiste.pk):
                yield _("suljettu: %(syy)s") % {"syy": sulku.syy}
        if pvm.replace(day=1) in self.suljetut:
            yield _("kuukausi on jo suljettu")
        for poissaolo in self.poissaolot:
            if poissaolo.on_paivana(pvm):
                yield f"{self.henkilo.nimi}: {poissa.sanoina(poissaolo)}"

    def _varaukset(self, pvm, alkuklo, loppuklo, palvelupiste):
        for paiva in self.paivat:
            if paiva.pvm != pvm or not (paiva.alkuklo < loppuklo and alkuklo < paiva.loppuklo):
                continue
            tiedot = {
                "nimi": paiva.kavija.nimi,
                "kunta": paiva.kunta.nimi,
                "klo": aikavali(paiva.alkuklo, paiva.loppuklo),
            }
            if paiva.kavija == self.henkilo:
                yield _("%(nimi)s on samaan aikaan muualla: %(kunta)s %(klo)s") % tiedot
            elif paiva.palvelupiste_id == palvelupiste.pk:
                yield _("tila on varattu: %(nimi)s %(klo)s") % tiedot


def ehdotus(paiva):
    """The next day on which nothing is in the way of the same visit, or None."""
    alku = max(paiva.pvm, kello.tanaan()) + timedelta(days=1)
    loppu = alku + EHDOTETAAN_ENINTAAN
    varaukset = Varaukset(paiva.kunta, paiva.kavija, alku, loppu, paitsi=paiva)
    paivat = (alku + timedelta(days=n) for n in range((loppu - alku).days))
    ehdot = (paiva.alkuklo, paiva.loppuklo, paiva.palvelupiste)
    return next((pvm for pvm in paivat if not varaukset.esteet(pvm, *ehdot)), None)
