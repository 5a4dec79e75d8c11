"""Which person-years may be shown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seuranta.henkilostopeite import PIENIN, Esitettava, esitettava

HTV = st.decimals(min_value=0, max_value=30, places=1)


def luvut(**htv):
    return {nimi: Decimal(str(arvo)) for nimi, arvo in htv.items()}


@pytest.mark.parametrize(
    ("kuukausi", "yksin", "yhdessa", "summa", "yhteensa"),
    [
        (luvut(a=5, b=3), {"a", "b"}, (), None, "8"),
        # One small is never alone, nor two that make less than three.
        (luvut(a=5, b=1, c=4), {"a"}, ("b", "c"), "5", "10"),
        (luvut(a=5, b="0.5", c="0.5", d=4), {"a"}, ("b", "c", "d"), "5.0", "10.0"),
        (luvut(a=5, b="2.9", c="0.1"), {"a"}, ("b", "c"), "3.0", "8.0"),
        # Nothing to add: the total alone is left.
        (luvut(a=1, b=2), set(), ("a", "b"), "3", "3"),
        (luvut(a=1, b=0), {"b"}, ("a",), None, None),
        (luvut(a=0), {"a"}, (), None, "0"),
    ],
)
def test_small_processes_are_shown_together(kuukausi, yksin, yhdessa, summa, yhteensa):
    tulos = esitettava(kuukausi)

    assert tulos == Esitettava(
        {nimi: kuukausi[nimi] for nimi in yksin},
        yhdessa,
        summa and Decimal(summa),
        yhteensa and Decimal(yhteensa),
    )


@given(st.dictionaries(st.integers(1, 20), HTV, max_size=8))
def test_nothing_shown_is_of_less_than_three_people(kuukausi):
    tulos = esitettava(kuukausi)

    # What a reader can tell by subtracting is the joint sum, which is shown too.
    naytetyt = [*tulos.prosessit.values(), tulos.yhdessa_htv, tulos.yhteensa]
    assert all(htv == 0 or htv >= PIENIN for htv in naytetyt if htv is not None)
    assert {*tulos.prosessit, *tulos.yhdessa} == set(kuukausi)
    if tulos.yhteensa is not None:
        assert sum(tulos.prosessit.values(), tulos.yhdessa_htv or Decimal(0)) == tulos.yhteensa
    elif tulos.yhdessa:
        assert not any(tulos.prosessit.values())
