"""Two connections at once: a municipality's plans are approved one after the other."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date, datetime
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from lahipalvelut import workflow
from lahipalvelut.models import Palvelupaiva, Palvelusuunnitelma
from tests.lahipalvelut.factories import PalvelusuunnitelmaFactory, SuunnitelmariviFactory
from tyollisyysalue import kello

pytestmark = [pytest.mark.kanta, pytest.mark.django_db(transaction=True)]


def yhta_aikaa(teot):
    """Run the acts at the same time, each on a connection of its own; what each gave or was refused with."""
    este = Barrier(len(teot))

    def aja(teko):
        try:
            este.wait()
            return teko()
        except ValidationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(teot)) as pool:
        # The clock goes along.
        return [t.result() for t in [pool.submit(copy_context().run, aja, teko) for teko in teot]]


def luonnos(kunta):
    rivi = SuunnitelmariviFactory(
        suunnitelma=PalvelusuunnitelmaFactory(
            kunta=kunta, tila="luonnos", hyvaksymispvm=None, hyvaksymisviite=""
        )
    )
    return rivi.suunnitelma


def hyvaksynta(suunnitelma, user):
    return lambda: workflow.hyvaksy(
        suunnitelma, hyvaksymispvm=date(2024, 12, 11), hyvaksymisviite="§ 24", user=user
    )


@pytest.mark.parametrize("sama", [True, False])
def test_only_one_of_two_approvals_goes_through(rautavaara, koordinaattori, sama):
    ensimmainen = luonnos(rautavaara)
    toinen = ensimmainen if sama else luonnos(rautavaara)

    with kello.aseta(datetime(2025, 1, 2, 9, tzinfo=kello.HELSINKI)):
        tulokset = yhta_aikaa([hyvaksynta(ensimmainen, koordinaattori), hyvaksynta(toinen, koordinaattori)])

    assert sorted(isinstance(tulos, ValidationError) for tulos in tulokset) == [False, True]
    assert Palvelusuunnitelma.objects.hyvaksytyt().count() == 1
    assert Palvelupaiva.kaikki.count() == 33
