"""What the database itself does with every table of the portal: keeps each version of a row, or refuses to change it.

Read from the server's own catalogue, so that a trigger missing from a migration shows although the model declares it.
"""

import re

import pytest
from django.apps import apps
from django.db import connection

from tests.test_consistency import VAIN_LISATTAVAT, omat_mallit, tapahtumamallit

pytestmark = [pytest.mark.django_db, pytest.mark.kanta]

# A version is written when a row comes and when it changes. A row goes by neither, or leaves a last version.
VERSIOIDAAN = {"insert_insert", "update_update"}
POISTO = {"ei_poistoa", "delete_delete"}


def triggerit():
    """Names of the triggers by table, without the hash that pgtrigger adds to each."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled = 'O'"
        )
        taulut: dict[str, set[str]] = {}
        for taulu, nimi in cursor.fetchall():
            taulut.setdefault(taulu, set()).add(re.sub(r"^pgtrigger_(.*)_[0-9a-f]{5}$", r"\1", nimi))
        return taulut


def puutteet(odotetut, taulut):
    """``{table: what it lacks}`` of the groups, of which each needs one at least."""
    loydot = {
        taulu: [sorted(ryhma) for ryhma in ryhmat if not ryhma & taulut.get(taulu, set())]
        for taulu, ryhmat in odotetut.items()
    }
    return {taulu: puuttuu for taulu, puuttuu in loydot.items() if puuttuu}


def odotetut():
    for malli in omat_mallit():
        vain_lisataan = malli._meta.label in VAIN_LISATTAVAT
        yield (
            malli._meta.db_table,
            [{"vain_lisays"}] if vain_lisataan else [*({nimi} for nimi in sorted(VERSIOIDAAN)), POISTO],
        )
    for malli in tapahtumamallit():
        yield malli._meta.db_table, [{"append_only"}]


def test_every_table_keeps_its_versions_or_refuses_changes():
    assert puutteet(dict(odotetut()), triggerit()) == {}


def test_a_missing_trigger_is_found():
    taulut = triggerit()
    taulut["esitykset_esitys"].remove("update_update")
    taulut["seuranta_havainto"].remove("vain_lisays")

    assert puutteet(dict(odotetut()), taulut) == {
        "esitykset_esitys": [["update_update"]],
        "seuranta_havainto": [["vain_lisays"]],
    }


def test_tables_of_the_portal_are_all_looked_at():
    """Every table of an own app but those between two models, whose rows come and go with the rows that they join."""
    omat = {malli._meta.app_label for malli in omat_mallit()}
    valitaulut = {
        kentta.remote_field.through._meta.db_table
        for malli in omat_mallit()
        for kentta in malli._meta.local_many_to_many
        if kentta.remote_field.through._meta.auto_created
    }
    taulut = {
        taulu
        for taulu in connection.introspection.table_names()
        if taulu.split("_")[0] in omat and apps.is_installed(taulu.split("_")[0])
    }

    assert taulut - set(dict(odotetut())) == valitaulut
