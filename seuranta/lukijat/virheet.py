"""Why a file of figures is refused, and what is said of one that is not."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# A file of a wrong kind has thousands of errors, and the first of them tell why.
NAYTETTAVAT_VIRHEET = 50


@dataclass(frozen=True)
class Virhe:
    """Why the file cannot be stored; ``rivi`` is the place in the file, 0 when it is of the whole file."""

    syy: str
    rivi: int = 0
    kohta: str = ""

    def __str__(self):
        if not self.rivi:
            return self.syy
        return _("Rivi %(rivi)s (%(kohta)s): %(syy)s") % {
            "rivi": self.rivi,
            "kohta": self.kohta,
            "syy": self.syy,
        }


class TaulukkoVirhe(Exception):
    """The file is refused. ``virheet`` holds the first reasons, ``maara`` counts them all.

    ``ohje`` says how the rows are counted in a file of this form.
    """

    def __init__(self, virheet, maara=None, ohje=""):
        self.virheet = list(virheet)
        self.maara = maara or len(self.virheet)
        self.ohje = ohje
        super().__init__(self.otsikko())

    def otsikko(self):
        """One sentence for the form or the command line."""
        if not self.virheet[0].rivi:
            return str(self.virheet[0])
        return ngettext(
            "Tiedostoa ei tuotu, ja mitään ei tallennettu: siinä on %(maara)d virhe.",
            "Tiedostoa ei tuotu, ja mitään ei tallennettu: siinä on %(maara)d virhettä.",
            self.maara,
        ) % {"maara": self.maara}


class Virheet:
    """Faults found on the way: the first are kept and all are counted."""

    def __init__(self, ohje=""):
        self.ensimmaiset: list[Virhe] = []
        self.maara = 0
        self.ohje = ohje

    def lisaa(self, syy, rivi, kohta):
        self.maara += 1
        if len(self.ensimmaiset) < NAYTETTAVAT_VIRHEET:
            self.ensimmaiset.append(Virhe(syy, rivi, kohta))

    def nosta(self):
        """Refuse the file if there were any."""
        if self.ensimmaiset:
            raise TaulukkoVirhe(self.ensimmaiset, self.maara, self.ohje)


def hylkays(syy):
    """The refusal of a whole file."""
    return TaulukkoVirhe([Virhe(syy)])


def nayta(arvo):
    """The start of a value of the file, safe to print: half a surrogate pair cannot even be encoded."""
    teksti = arvo if isinstance(arvo, str) else json.dumps(arvo, default=str)
    return "".join(merkki if merkki.isprintable() else "\ufffd" for merkki in teksti[:20])
