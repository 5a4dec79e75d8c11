import pytest
from django.utils import translation

from seuranta import aluekoodit
from seuranta.aluekoodit import Aluelaji


@pytest.mark.parametrize(
    ("koodi", "laji"),
    [
        ("SSS", Aluelaji.MAA),
        ("KU687", Aluelaji.KUNTA),
        ("KU020", Aluelaji.KUNTA),
        ("KU199", Aluelaji.ULKOMAAT),
        ("KUJOU", Aluelaji.TUNTEMATON),
        ("MK11", Aluelaji.MAAKUNTA),
        ("MKJO", Aluelaji.TUNTEMATON),
        ("SK113", Aluelaji.SEUTUKUNTA),
        ("SKJOU", Aluelaji.TUNTEMATON),
        ("ELY11", Aluelaji.ELY),
        ("ELYJO", Aluelaji.TUNTEMATON),
    ],
)
def test_kind_is_told_by_the_code(koodi, laji):
    assert aluekoodit.laji(koodi) is laji


@pytest.mark.parametrize("koodi", ["", "687", "KU68", "KU6870", "ku687", "KU٦٨٧", "MK1", "XX11", "SSS "])
def test_other_codes_have_no_kind(koodi):
    assert aluekoodit.laji(koodi) is None


@pytest.mark.parametrize(
    ("maarat", "teksti"),
    [
        ({"kunta": 1}, "1 kunta"),
        ({"kunta": 2, "maa": 1}, "2 kuntaa, 1 muu alue: 1 koko maa"),
        (
            {"ely": 17, "kunta": 308, "maa": 1, "maakunta": 20},
            "308 kuntaa, 38 muuta aluetta: 1 koko maa, 20 maakuntaa, 17 ELY-aluetta",
        ),
    ],
)
def test_areas_are_counted_in_words(maarat, teksti):
    with translation.override("fi"):
        assert aluekoodit.yhteenveto(maarat) == teksti
