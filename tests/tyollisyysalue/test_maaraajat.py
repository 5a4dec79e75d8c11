from datetime import date

import pytest

from tyollisyysalue.maaraajat import viimeinen_paiva


@pytest.mark.parametrize(
    ("alku", "paivia", "viimeinen"),
    [
        (date(2025, 10, 2), 14, date(2025, 10, 16)),
        # May Day, a Thursday
        (date(2025, 4, 17), 14, date(2025, 5, 2)),
        # Midsummer Eve and the weekend after it
        (date(2025, 6, 6), 14, date(2025, 6, 23)),
        # Christmas Eve, Christmas and a Sunday
        (date(2026, 12, 10), 14, date(2026, 12, 28)),
        # New Year's Eve is a working day
        (date(2026, 12, 17), 14, date(2026, 12, 31)),
        # a Saturday
        (date(2025, 10, 4), 14, date(2025, 10, 20)),
    ],
)
def test_last_day_is_a_working_day(alku, paivia, viimeinen):
    assert viimeinen_paiva(alku, paivia) == viimeinen
