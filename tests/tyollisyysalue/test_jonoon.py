import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tyollisyysalue.jonoon import jonoon

pytestmark = pytest.mark.kanta

TYO = "esitykset.jobs.ilmoita_kirjaamolle"


class Peruttu(Exception):
    pass


@pytest.fixture(autouse=True)
def tyhja_jono(transactional_db):
    """Django does not own the queue's tables, so that no transactional test, here or elsewhere, leaves them empty."""
    tyhjenna_jono()
    yield
    tyhjenna_jono()


def tyhjenna_jono():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def jonossa():
    return [(tyo.task_name, tyo.args) for tyo in ProcrastinateJob.objects.order_by("pk")]


def jonoon_ja_peru(**kwargs):
    with transaction.atomic():
        jonoon(TYO, **kwargs)
        # It is there, so that what follows is the rollback's doing.
        assert (TYO, kwargs) in jonossa()
        raise Peruttu


def test_job_appears_with_the_change():
    with transaction.atomic():
        jonoon(TYO, esitys=1)

    assert jonossa() == [(TYO, {"esitys": 1})]


def test_job_vanishes_with_the_change():
    with pytest.raises(Peruttu):
        jonoon_ja_peru(esitys=1)

    assert jonossa() == []


def test_job_of_an_inner_block_vanishes_with_it():
    with transaction.atomic():
        jonoon(TYO, esitys=1)
        with pytest.raises(Peruttu):
            jonoon_ja_peru(esitys=2)

    assert jonossa() == [(TYO, {"esitys": 1})]
