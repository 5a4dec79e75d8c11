"""Where figures come from, in one line beside them (the licence asks for the source)."""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from seuranta import kuukaudet
from tyollisyysalue.tekstit import pvm


@dataclass(frozen=True, order=True)
class Lahde:
    """A published table of one month as a batch of figures cites it; JSON-able for bound facts."""

    lahde: str
    taulu: str
    kuukausi: str
    julkaisupvm: str
    lisenssi: str
    huomautus: str

    def json(self):
        return asdict(self)

    def rivi(self):
        """``KEHA-keskus, Työnvälitystilasto, taulu 12r5, 2025M08, julkaistu 9.9.2025, CC BY 4.0``."""
        return _yhteen(
            self.lahde, self._taulu(), self.kuukausi, self._julkaistu(), self.lisenssi, self.huomautus
        )

    def viite(self):
        """What the licence asks to be said: ``KEHA-keskus, Työnvälitystilasto / Tilastokeskus, CC BY 4.0``."""
        return _yhteen(self.lahde, self.lisenssi)

    def tarkenne(self):
        """What ``viite`` leaves out: ``taulu 12r5, 2026M06, julkaistu 21.7.2026``."""
        return _yhteen(self._taulu(), self.kuukausi, self._julkaistu(), self.huomautus)

    def _taulu(self):
        return _("taulu %(taulu)s") % {"taulu": self.taulu}

    def _julkaistu(self):
        return _("julkaistu %(pvm)s") % {"pvm": pvm(date.fromisoformat(self.julkaisupvm))}


def _yhteen(*osat):
    return ", ".join(osa for osa in osat if osa)


def lahteet(havainnot):
    """The distinct sources of figures; ``mittari`` and ``tuonti`` of each must be loaded."""
    return sorted(
        {
            Lahde(
                lahde=havainto.lahdetuonti.lahde,
                taulu=havainto.mittari.taulu,
                kuukausi=kuukaudet.koodi(havainto.kuukausi),
                julkaisupvm=havainto.lahdetuonti.julkaisupvm.isoformat(),
                lisenssi=havainto.mittari.lisenssi,
                huomautus=havainto.lahdetuonti.huomautus,
            )
            for havainto in havainnot
        }
    )
