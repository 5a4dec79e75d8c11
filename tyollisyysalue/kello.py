"""The portal's clock: the only place that asks what time it is.

The demo and the tests live through whole journeys in the past; they set the clock for the code they call.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.utils import timezone

HELSINKI = ZoneInfo("Europe/Helsinki")

_asetettu = ContextVar("asetettu", default=None)


def nyt():
    return _asetettu.get() or timezone.now()  # noqa: TID251 -- the one place that may


def tanaan():
    return nyt().astimezone(HELSINKI).date()


@contextmanager
def aseta(hetki):
    """Stop the clock at ``hetki`` inside the block. For the demo and the tests only."""
    if timezone.is_naive(hetki):
        raise ValueError("The clock needs a time with a zone.")
    token = _asetettu.set(hetki)
    try:
        yield
    finally:
        _asetettu.reset(token)
