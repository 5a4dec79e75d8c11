"""When the source has published months, and when it is expected to publish the next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from seuranta import kaudet, kuukaudet
from seuranta.models import Tuonti
from tyollisyysalue.tekstit import pvm

# The statistic comes out on about these days of the next month, at eight in the morning.
ENSIMMAINEN_PAIVA, VIIMEINEN_PAIVA = 20, 25
LAHTEEN_SIVU = "https://pxdata.stat.fi/PxWeb/pxweb/fi/StatFin/StatFin__tyonv/"


@dataclass(frozen=True)
class Julkaisu:
    """A month published, or revised, on a day."""

    kuukausi: date
    julkaisupvm: date
    aika: datetime
    lahde: str
    huomautus: str
    on_tarkistus: bool

    @property
    def otsikko(self):
        sanat = {"kk": kuukaudet.sanoin(self.kuukausi)}
        if self.on_tarkistus:
            return _("Tarkistettuja lukuja, %(kk)s") % sanat
        return _("Kuntien luvut, %(kk)s") % sanat


@dataclass(frozen=True)
class Odotettu:
    """The month whose figures come next. Only expected: the source may publish on another day."""

    kuukausi: date
    alkupvm: date
    loppupvm: date

    @property
    def otsikko(self):
        return _("Odotettu julkaisu: kuntien luvut, %(kk)s") % {"kk": kuukaudet.sanoin(self.kuukausi)}


def julkaisut(hetki):
    """Each month and day of publication once, newest first, without what was undone.

    Who recorded a batch and from which file is for staff; when the source published is told beside every figure.
    """
    kaytossa = set(kaudet.kaytossa())
    rivit: dict[tuple[date, date], Julkaisu] = {}
    julkaistut: set[date] = set()
    tuonnit = Tuonti.objects.filter(aika__lte=hetki, peruutus__isnull=True, peruttu__isnull=True).order_by(
        "julkaisupvm", "aika", "pk"
    )
    for tuonti in tuonnit.only("julkaisupvm", "aika", "lahde", "huomautus", "tulos"):
        for kuukausi in map(date.fromisoformat, tuonti.tulos.get("kuukaudet", [])):
            avain = (kuukausi, tuonti.julkaisupvm)
            if kuukausi in kaytossa and avain not in rivit:
                rivit[avain] = Julkaisu(
                    kuukausi,
                    tuonti.julkaisupvm,
                    tuonti.aika,
                    tuonti.lahde,
                    tuonti.huomautus,
                    kuukausi in julkaistut,
                )
                julkaistut.add(kuukausi)
    return sorted(rivit.values(), key=lambda rivi: (rivi.julkaisupvm, rivi.kuukausi), reverse=True)


def odotettu(julkaisut_):
    if not julkaisut_:
        return None
    kuukausi = kuukaudet.siirra(max(julkaisu.kuukausi for julkaisu in julkaisut_), 1)
    seuraava = kuukaudet.siirra(kuukausi, 1)
    return Odotettu(kuukausi, seuraava.replace(day=ENSIMMAINEN_PAIVA), seuraava.replace(day=VIIMEINEN_PAIVA))


def osoite(alue, julkaisu):
    return reverse("seuranta:alueen-kuukausi", args=[alue.koodi, julkaisu.kuukausi])


def kalenteri(alue, julkaisut_, hetki):
    """The releases as iCalendar, whole days; the expected one is tentative."""
    kalenteri_ = Calendar()
    kalenteri_.add("prodid", "-//Työllisyysalueportaali//Julkaisut//FI")
    kalenteri_.add("version", "2.0")
    kalenteri_.add("x-wr-calname", _("Tilastojen julkaisut"))
    palvelin = settings.PORTAALIN_OSOITE.split("//")[-1]
    for julkaisu in julkaisut_:
        kalenteri_.add_component(
            _tapahtuma(
                f"julkaisu-{kuukaudet.koodi(julkaisu.kuukausi)}-{julkaisu.julkaisupvm}@{palvelin}",
                julkaisu.otsikko,
                julkaisu.julkaisupvm,
                julkaisu.julkaisupvm,
                julkaisu.aika,
                url=settings.PORTAALIN_OSOITE + osoite(alue, julkaisu),
                status="CONFIRMED",
            )
        )
    if seuraava := odotettu(julkaisut_):
        kalenteri_.add_component(
            _tapahtuma(
                f"odotettu-{kuukaudet.koodi(seuraava.kuukausi)}@{palvelin}",
                seuraava.otsikko,
                seuraava.alkupvm,
                seuraava.loppupvm,
                hetki,
                url=LAHTEEN_SIVU,
                status="TENTATIVE",
                description=odotus_sanoin(seuraava),
            )
        )
    return kalenteri_.to_ical()


def _tapahtuma(uid, otsikko, alku, loppu, aika, **muut):
    tapahtuma = Event()
    tapahtuma.add("uid", uid)
    tapahtuma.add("summary", otsikko)
    tapahtuma.add("dtstamp", aika)
    tapahtuma.add("dtstart", alku)
    # The end of a whole-day event is the day after it.
    tapahtuma.add("dtend", date.fromordinal(loppu.toordinal() + 1))
    tapahtuma.add("transp", "TRANSPARENT")
    for nimi, arvo in muut.items():
        tapahtuma.add(nimi, arvo)
    return tapahtuma


def odotus_sanoin(odotettu_):
    return _(
        "Lähde julkaisee kuukauden luvut tavallisesti seuraavan kuukauden 20.–25. päivänä. Kuukauden %(kk)s luvut ovat "
        "odotettavissa %(alku)s–%(loppu)s. Päivä on odotus, ei lähteen ilmoitus."
    ) % {
        "kk": kuukaudet.lyhyt(odotettu_.kuukausi),
        "alku": pvm(odotettu_.alkupvm),
        "loppu": pvm(odotettu_.loppupvm),
    }
