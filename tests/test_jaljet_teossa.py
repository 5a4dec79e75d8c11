"""The triggers of every table at work: what the database lets be done to a row of each.

The rows are the demo's, so that each table is tried with data such as the portal has.
"""

import io
from functools import partial

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from tests.test_consistency import VAIN_LISATTAVAT, omat_mallit, tapahtumamallit

pytestmark = [pytest.mark.django_db, pytest.mark.kanta]

# Of these the demo has no row that can be changed; their own tests change them as drafts.
LUKITUT = {"paatokset.Kasittely", "paatokset.Osiotoisinto", "paatokset.Paatostoisinto"}
# Of these it has no row at all; their own tests try to change one.
TYHJAT = {"lahipalvelut.Kirjaustunnus", "tyollisyysalue.SailytettyViesti"}
# What changes a value of a column, a NULL too; the first that the rules of the table allow is tried.
MUUTOKSET = {
    models.CharField: "COALESCE({0} || 'x', 'x')",
    models.TextField: "COALESCE({0} || 'x', 'x')",
    models.BooleanField: "NOT COALESCE({0}, false)",
    models.IntegerField: "COALESCE({0} + 1, 1)",
    models.DateTimeField: "COALESCE({0} + interval '1 second', now())",
    models.DateField: "COALESCE({0} + 1, current_date)",
}


@pytest.fixture
def demo():
    call_command("lataa_kunnat", stdout=io.StringIO())
    call_command("demo", stdout=io.StringIO())


def nimi(tunnus):
    return connection.ops.quote_name(tunnus)


def rivit(malli):
    """Keys of the first and the last row."""
    avaimet = malli._base_manager.order_by("pk").values_list("pk", flat=True)
    return list(dict.fromkeys(avain for avain in (avaimet.first(), avaimet.last()) if avain is not None))


def versioita(malli):
    return malli.pgh_event_model.objects.count()


def kokeile(malli, alku, pk, mittaa=lambda: None):
    """Run a statement on one row and undo it: ``(what the database refused it with, what was measured)``."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{alku} WHERE {nimi(malli._meta.pk.column)} = %s", [pk])
            assert cursor.rowcount == 1
            mitattu = mittaa()
            transaction.set_rollback(True)
    except DatabaseError as error:
        return str(error).splitlines()[0], None
    return "", mitattu


def paivitykset(malli):
    """Statements that change one column each."""
    for kentta in malli._meta.local_concrete_fields:
        muutos = next((sql for luokka, sql in MUUTOKSET.items() if isinstance(kentta, luokka)), None)
        # The history leaves secrets out, and a generated column cannot be set.
        seurataan = kentta.name in {k.name for k in malli.pgh_event_model._meta.local_concrete_fields}
        if muutos and seurataan and not kentta.primary_key and not kentta.generated:
            sarake = nimi(kentta.column)
            yield f"UPDATE {nimi(malli._meta.db_table)} SET {sarake} = {muutos.format(sarake)}"


def uusia_versioita(malli):
    """How many versions the first change that is allowed leaves; None when the table has no row to change."""
    ennen = versioita(malli)
    for pk in rivit(malli):
        for sql in paivitykset(malli):
            kielto, jalkeen = kokeile(malli, sql, pk, partial(versioita, malli))
            if not kielto:
                return jalkeen - ennen
    return None


@pytest.mark.usefixtures("demo")
def test_append_only_rows_can_be_neither_changed_nor_deleted():
    mallit = [malli for malli in omat_mallit() if malli._meta.label in VAIN_LISATTAVAT]
    vastaukset = {
        (malli._meta.label, sanoma): kokeile(malli, alku, pk)[0]
        for malli in mallit + tapahtumamallit()
        for taulu, avain in [(nimi(malli._meta.db_table), nimi(malli._meta.pk.column))]
        for sanoma, alku in [
            ("UPDATE", f"UPDATE {taulu} SET {avain} = {avain}"),
            ("DELETE", f"DELETE FROM {taulu}"),
        ]
        for pk in rivit(malli)[:1]
    }

    assert {
        avain: vastaus for avain, vastaus in vastaukset.items() if "Cannot update or delete" not in vastaus
    } == {}
    assert {malli._meta.label for malli in mallit} - {malli for malli, _ in vastaukset} == TYHJAT


@pytest.mark.usefixtures("demo")
def test_each_change_of_a_tracked_row_leaves_one_version():
    seuratut = [malli for malli in omat_mallit() if malli._meta.label not in VAIN_LISATTAVAT]
    versiot = {malli._meta.label: uusia_versioita(malli) for malli in seuratut}

    assert {malli: maara for malli, maara in versiot.items() if maara not in (1, None)} == {}
    assert {malli for malli, maara in versiot.items() if maara is None} == LUKITUT


@pytest.mark.usefixtures("demo")
def test_a_tracked_row_goes_only_with_a_version_left():
    seuratut = [malli for malli in omat_mallit() if malli._meta.label not in VAIN_LISATTAVAT]
    poistot = {}
    for malli in seuratut:
        poisto = f"DELETE FROM {nimi(malli._meta.db_table)}"
        for pk in rivit(malli)[:1]:
            kielto, jalkeen = kokeile(malli, poisto, pk, partial(versioita, malli))
            poistot[malli._meta.label] = kielto or jalkeen - versioita(malli)

    assert {
        malli: tulos for malli, tulos in poistot.items() if tulos != 1 and not isinstance(tulos, str)
    } == {}


def test_a_silent_trigger_is_found(rautavaara):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE tyollisyysalue_kunta DISABLE TRIGGER USER")

    assert uusia_versioita(type(rautavaara)) == 0
