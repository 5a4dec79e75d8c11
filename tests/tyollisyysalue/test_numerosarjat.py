from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from tyollisyysalue.models import Numerosarja

pytestmark = pytest.mark.kanta
RINNAKKAIN = 20


class Peruttu(Exception):
    pass


@transaction.atomic
def varaa_ja_peru(avain):
    Numerosarja.objects.varaa(avain)
    raise Peruttu


def test_numbers_run_from_one_in_each_series(db):
    assert [Numerosarja.objects.varaa("asia-17-2025") for _ in range(3)] == [1, 2, 3]
    assert Numerosarja.objects.varaa("asia-17-2026") == 1


def test_number_of_a_change_that_failed_is_given_again(db):
    Numerosarja.objects.varaa("asia-17-2025")

    with pytest.raises(Peruttu):
        varaa_ja_peru("asia-17-2025")

    assert Numerosarja.objects.varaa("asia-17-2025") == 2


def _varaa(este, peruuta):
    este.wait()
    try:
        with transaction.atomic():
            numero = Numerosarja.objects.varaa("asia-17-2025")
            if peruuta:
                raise Peruttu
            return numero
    except Peruttu:
        return None
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("peruutetaan", [0, 5])
def test_parallel_transactions_leave_no_gap_and_no_double(peruutetaan):
    este = Barrier(RINNAKKAIN)

    with ThreadPoolExecutor(RINNAKKAIN) as pool:
        numerot = list(pool.map(_varaa, [este] * RINNAKKAIN, [n < peruutetaan for n in range(RINNAKKAIN)]))

    saadut = sorted(numero for numero in numerot if numero)
    assert saadut == list(range(1, RINNAKKAIN - peruutetaan + 1))


def test_counters_are_shown_to_nobody(paakayttaja):
    Numerosarja.objects.varaa("asia-17-2025")

    assert not Numerosarja.objects.visible_to(paakayttaja).exists()
    assert not Numerosarja.objects.visible_to(AnonymousUser()).exists()
