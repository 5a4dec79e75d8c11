"""Where figures come from, in one line beside them (the licence asks for the source)."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from seuranta import kuukaudet
from seuranta.models import Mittari
from tyollisyysalue.tekstit import helsingin_pvm, pvm


@dataclass(frozen=True, order=True)
class Lahde:
    """A published table of one month as a batch of figures cites it; JSON-able for bound facts."""

    lahde: str
    taulu: str
    kuukausi: str
    julkaisupvm: str
    lisenssi: str
    huomautus: str
    # Of a fact: the day when the portal got the figures, and which version of the measure's definition was in force.
    kirjattu: str = ""
    maaritelma: int = 0

    def json(self):
        return asdict(self)

    def rivi(self):
        """The figure's passport in one line, as documents print it.

        ``KEHA-keskus, Työnvälitystilasto, taulu 12r5, 2025M08, julkaistu 9.9.2025, kirjattu portaaliin 9.9.2025,
        määritelmän versio 1, CC BY 4.0``.
        """
        return _yhteen(
            self.lahde,
            self._taulu(),
            self.kuukausi,
            self._julkaistu(),
            self._kirjattu(),
            self._maaritelma(),
            self.lisenssi,
            self.huomautus,
        )

    def viite(self):
        """What the licence asks to be said: ``KEHA-keskus, Työnvälitystilasto / Tilastokeskus, CC BY 4.0``."""
        return _yhteen(self.lahde, self.lisenssi)

    def tarkenne(self):
        """What ``viite`` leaves out: ``taulu 12r5, 2026M06, julkaistu 21.7.2026``."""
        return _yhteen(self._taulu(), self.kuukausi, self._julkaistu(), self.huomautus)

    @property
    def julkaistu(self):
        return date.fromisoformat(self.julkaisupvm)

    def _taulu(self):
        return _("taulu %(taulu)s") % {"taulu": self.taulu}

    def _julkaistu(self):
        return _("julkaistu %(pvm)s") % {"pvm": pvm(self.julkaistu)}

    def _kirjattu(self):
        if not self.kirjattu:
            return ""
        return _("kirjattu portaaliin %(pvm)s") % {"pvm": pvm(date.fromisoformat(self.kirjattu))}

    def _maaritelma(self):
        if not self.maaritelma:
            return ""
        return _("määritelmän versio %(versio)s") % {"versio": self.maaritelma}


def _yhteen(*osat):
    return ", ".join(osa for osa in osat if osa)


def lahteet(havainnot):
    """The distinct sources of figures; ``mittari`` and ``tuonti`` of each must be loaded."""
    return sorted({_lahde(havainto) for havainto in havainnot})


def passit(havainnot):
    """As ``lahteet``, each with its day of recording and version of definition."""
    versiot = dict(
        Mittari.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
            pgh_obj_id__in={havainto.mittari_id for havainto in havainnot}
        )
        .values_list("pgh_obj_id")
        .annotate(Count("pk"))
    )
    return sorted(
        {
            replace(
                _lahde(havainto),
                kirjattu=helsingin_pvm(havainto.tuonti.aika).isoformat(),
                maaritelma=versiot[havainto.mittari_id],
            )
            for havainto in havainnot
        }
    )


def _lahde(havainto):
    return Lahde(
        lahde=havainto.lahdetuonti.lahde,
        taulu=havainto.mittari.taulu,
        kuukausi=kuukaudet.koodi(havainto.kuukausi),
        julkaisupvm=havainto.lahdetuonti.julkaisupvm.isoformat(),
        lisenssi=havainto.mittari.lisenssi,
        huomautus=havainto.lahdetuonti.huomautus,
    )
