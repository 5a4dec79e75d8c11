"""Recurring service days: the dates and the sentence that describes them come from one object."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language

from tyollisyysalue.tekstit import aikavali

_SANAT = {
    "fi": [
        "joka",
        "joka toinen",
        "joka kolmas",
        "joka neljäs",
        "joka viides",
        "joka kuudes",
        "joka seitsemäs",
        "joka kahdeksas",
    ],
    "sv": [
        "varje",
        "varannan",
        "var tredje",
        "var fjärde",
        "var femte",
        "var sjätte",
        "var sjunde",
        "var åttonde",
    ],
    "en": [
        "every",
        "every other",
        "every third",
        "every fourth",
        "every fifth",
        "every sixth",
        "every seventh",
        "every eighth",
    ],
}
SUURIN_VALI = len(_SANAT["fi"])


@dataclass(frozen=True)
class Toistuvuus:
    """Every ``vali`` weeks on the weekday of ``ankkuri``, from that day on.

    Counted in days from the anchor. Odd and even week numbers would break the step over New Year 2026/27,
    because 2026 has a week 53.
    """

    ankkuri: date
    vali: int
    alkuklo: time
    loppuklo: time

    def __post_init__(self):
        if not 1 <= self.vali <= SUURIN_VALI:
            raise ValueError(f"The interval is from 1 to {SUURIN_VALI} weeks, not {self.vali}.")
        if self.loppuklo <= self.alkuklo:
            raise ValueError("The day ends before it begins.")

    @property
    def _askel(self):
        return timedelta(weeks=self.vali)

    def _ensimmainen(self, alkaen):
        askelia = max(0, -((self.ankkuri - alkaen) // self._askel))
        return self.ankkuri + askelia * self._askel

    def paivat(self, alku, loppu):
        """The days from ``alku`` to ``loppu``, both included; none before the anchor."""
        maara = (loppu - self._ensimmainen(alku)) // self._askel + 1
        return self.seuraavat(maara, alku)

    def seuraavat(self, maara, alkaen):
        """The first ``maara`` days on or after ``alkaen``."""
        ensimmainen = self._ensimmainen(alkaen)
        return [ensimmainen + askel * self._askel for askel in range(maara)]

    def lause(self):
        """``joka toinen keskiviikko klo 9.00–15.00`` in the active language."""
        sanat = _SANAT.get(get_language(), _SANAT["fi"])
        viikonpaiva = WEEKDAYS[self.ankkuri.weekday()]
        return f"{sanat[self.vali - 1]} {viikonpaiva} {aikavali(self.alkuklo, self.loppuklo)}"
