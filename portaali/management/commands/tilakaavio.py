"""Print the workflows as mermaid diagrams; docs/tilat.md holds what this prints."""

from django.core.management.base import BaseCommand

import esitykset.workflow
import lahipalvelut.workflow.jaksot
import lahipalvelut.workflow.paivat
import paatokset.workflow
import tyollisyysalue.lahetykset
import yhteyshenkilot.workflow.tapaamiset

TYONKULUT = [
    ("Request (esitys)", esitykset.workflow),
    ("Decision (paatos)", paatokset.workflow),
    ("Service day (palvelupaiva)", lahipalvelut.workflow.paivat),
    ("Month of service days (jakso)", lahipalvelut.workflow.jaksot),
    ("Meeting of a group (tapaaminen)", yhteyshenkilot.workflow.tapaamiset),
    ("Mail to a recipient (vastaanottaja)", tyollisyysalue.lahetykset),
]


def kaavio(siirtymat):
    """A table of transitions as ``stateDiagram-v2``. The first state is where a row begins."""
    rivit = ["stateDiagram-v2"]
    rivit += [f"    {tila.value} : {tila.label}" for tila in siirtymat]
    rivit.append(f"    [*] --> {next(iter(siirtymat)).value}")
    for tila, seuraavat in siirtymat.items():
        # In the order of the states, whatever holds them.
        jarjestyksessa = [seuraava for seuraava in siirtymat if seuraava in seuraavat]
        rivit += [f"    {tila.value} --> {seuraava.value}" for seuraava in jarjestyksessa]
        if not seuraavat:
            rivit.append(f"    {tila.value} --> [*]")
    return "\n".join(rivit)


def kaaviot():
    osat = ["# States", "Printed by `manage.py tilakaavio`, compared by a test."]
    for otsikko, moduuli in TYONKULUT:
        osat += [f"## {otsikko}", f"```mermaid\n{kaavio(moduuli.SIIRTYMAT)}\n```"]
    return "\n\n".join(osat)


class Command(BaseCommand):
    help = "Print the workflows as mermaid diagrams (docs/tilat.md)."

    # The tables are constants: no database is asked.
    requires_system_checks = []

    def handle(self, **options):
        self.stdout.write(kaaviot())
