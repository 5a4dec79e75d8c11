from decimal import Decimal

import pytest

from seuranta import luvut
from seuranta.models import Havainto

SALASSA = Havainto.Puuttuva.SALASSA


@pytest.mark.parametrize(
    ("teksti", "luku"),
    [
        ("66", Decimal(66)),
        ("13,5", Decimal("13.5")),
        ("13.5", Decimal("13.5")),
        ("10 111", Decimal(10111)),
        ("10\u00a0111", Decimal(10111)),
        ("1 010 111,5", Decimal("1010111.5")),
        ("−5", Decimal(-5)),
        ("0", Decimal(0)),
        ("...", SALASSA),
        ("…", SALASSA),
        (".", Havainto.Puuttuva.PUUTTUVA),
        ("..", Havainto.Puuttuva.EPALOOGINEN),
        ("....", Havainto.Puuttuva.EI_SAATU),
        ("-", Havainto.Puuttuva.EI_YHTAAN),
        ("–", Havainto.Puuttuva.EI_YHTAAN),
    ],
)
def test_number_or_missing_code_is_read(teksti, luku):
    assert luvut.lue(teksti) == luku


VIERAAT = ["", "kuusi", ".....", "1,2,3", "NaN", "Infinity", "12 kpl", "1,", ",5"]
# What Python would take for a number.
PYTHONIN = ["1_000", "1e5", "1E+2", "+5", "12 34", "1 2345", "٣", "9" * 40]


@pytest.mark.parametrize("teksti", VIERAAT + PYTHONIN)
def test_other_text_is_refused_with_advice(teksti):
    with pytest.raises(ValueError, match="Kirjoita luku, esimerkiksi 66 tai 13,5"):
        luvut.lue(teksti)


def test_secret_figure_is_written_in_words():
    assert luvut.kirjoita(SALASSA, 0) == "salassa pidettävä"


@pytest.mark.parametrize(
    ("uusi", "vanha", "muutos"),
    [
        (Decimal(66), Decimal(71), "−5"),
        (Decimal(71), Decimal(66), "+5"),
        (Decimal("13.5"), Decimal("13.5"), "0,0"),
        (SALASSA, Decimal(5), ""),
        (Decimal(5), SALASSA, ""),
    ],
)
def test_change_needs_two_numbers(uusi, vanha, muutos):
    assert luvut.muutos(uusi, vanha, 1 if uusi == Decimal("13.5") else 0) == muutos
