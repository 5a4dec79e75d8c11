from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
import time_machine

from tyollisyysalue import kello


def test_nyt_is_aware_and_runs():
    with time_machine.travel(datetime(2025, 8, 28, 10, 15, tzinfo=UTC), tick=False):
        assert kello.nyt() == datetime(2025, 8, 28, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hetki", "paiva"),
    [
        (datetime(2025, 8, 27, 20, 59, tzinfo=UTC), date(2025, 8, 27)),
        (datetime(2025, 8, 27, 21, 0, tzinfo=UTC), date(2025, 8, 28)),
        (datetime(2025, 12, 31, 22, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_tanaan_is_the_day_in_helsinki(hetki, paiva):
    with kello.aseta(hetki):
        assert kello.tanaan() == paiva


def test_aseta_nests_and_gives_the_clock_back():
    ulompi = datetime(2025, 8, 25, 12, tzinfo=UTC)
    sisempi = ulompi + timedelta(days=3)

    with kello.aseta(ulompi):
        with kello.aseta(sisempi):
            assert kello.nyt() == sisempi
        assert kello.nyt() == ulompi

    assert kello.nyt() > datetime(2026, 1, 1, tzinfo=UTC)


def test_aseta_gives_the_clock_back_after_an_error():
    with pytest.raises(LookupError), kello.aseta(datetime(2025, 8, 25, tzinfo=UTC)):
        raise LookupError

    assert kello.nyt() > datetime(2026, 1, 1, tzinfo=UTC)


def test_aseta_does_not_reach_other_threads():
    nahty = []

    with kello.aseta(datetime(2025, 8, 25, tzinfo=UTC)):
        thread = Thread(target=lambda: nahty.append(kello.nyt()))
        thread.start()
        thread.join()

    assert nahty[0] > datetime(2026, 1, 1, tzinfo=UTC)


def test_aseta_refuses_a_time_without_a_zone():
    with pytest.raises(ValueError, match="zone"), kello.aseta(datetime(2025, 8, 25)):  # noqa: DTZ001
        pass
