from io import StringIO

from django.conf import settings
from django.core.management import call_command

from esitykset.models import Esitys
from portaali.management.commands.tilakaavio import kaavio


def test_diagram_shows_start_transitions_and_end():
    Tila = Esitys.Tila

    tulos = kaavio({Tila.LUONNOS: [Tila.SAAPUNUT], Tila.SAAPUNUT: []})

    assert tulos.splitlines() == [
        "stateDiagram-v2",
        "    luonnos : luonnos",
        "    saapunut : saapunut",
        "    [*] --> luonnos",
        "    luonnos --> saapunut",
        "    saapunut --> [*]",
    ]


def test_diagrams_in_docs_are_those_of_the_code():
    out = StringIO()

    call_command("tilakaavio", stdout=out)

    assert (settings.BASE_DIR / "docs" / "tilat.md").read_text() == out.getvalue()
