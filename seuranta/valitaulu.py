"""The figures of a file in a temporary table, where the database finds out and stores what they change.

Neither what the file holds nor what is in force comes into memory: both may be millions of figures. The tables are of
one transaction and are gone with it.
"""

from decimal import Decimal

from django.db import connection

from seuranta.merkit import Puuttuva
from seuranta.models import Havainto

_HAVAINTO = Havainto._meta.db_table


def tayta(luvut):
    """Take in ``(municipality, measure, month, figure)``, the first two by primary key."""
    with connection.cursor() as cursor:
        # Both may be left from an earlier file of the same transaction.
        cursor.execute(
            """
            DROP TABLE IF EXISTS pg_temp.tuotava, pg_temp.muutos;
            CREATE TEMPORARY TABLE tuotava (
                kunta_id bigint, mittari_id bigint, kuukausi date, arvo numeric(12, 2), puuttuva varchar(4)
            ) ON COMMIT DROP"""
        )
        with cursor.copy("COPY tuotava FROM STDIN") as copy:
            for kunta, mittari, kuukausi, luku in luvut:
                arvo, puuttuva = (luku, "") if isinstance(luku, Decimal) else (None, luku.value)
                copy.write_row((kunta, mittari, kuukausi, arvo, puuttuva))


def vertaa(voimassa):
    """Find out which of the figures taken in differ from ``voimassa``, figures in force."""
    sql, parametrit = voimassa.values(
        "kunta_id", "mittari_id", "kuukausi", "arvo", "puuttuva"
    ).query.sql_with_params()
    with connection.cursor() as cursor:
        # Nobody else counts the rows of such a table, and a plan for a few of them would take days for millions.
        cursor.execute(
            f"""
            ANALYZE tuotava;
            CREATE TEMPORARY TABLE muutos ON COMMIT DROP AS
            SELECT t.*, v.arvo AS vanha_arvo, v.puuttuva AS vanha_puuttuva
            FROM tuotava t LEFT JOIN ({sql}) v USING (kunta_id, mittari_id, kuukausi)
            WHERE (t.arvo, t.puuttuva) IS DISTINCT FROM (v.arvo, v.puuttuva)""",
            parametrit,
        )


def kuukausittain():
    """Per month how many figures were taken in, how many of them are secret, new, and changed; and a number that is
    the same for the same changes, whatever their order."""
    return _kysy(
        """
        SELECT kuukausi, lukuja, salassa, coalesce(uusia, 0), coalesce(muuttuneita, 0), coalesce(summa, 0)
        FROM (
            SELECT kuukausi, count(*) AS lukuja, count(*) FILTER (WHERE puuttuva = %s) AS salassa
            FROM tuotava GROUP BY kuukausi
        ) tuodut LEFT JOIN (
            SELECT
                kuukausi,
                count(*) FILTER (WHERE vanha_puuttuva IS NULL) AS uusia,
                count(vanha_puuttuva) AS muuttuneita,
                sum(hashtextextended(m::text, 0)::numeric) AS summa
            FROM muutos m GROUP BY kuukausi
        ) muuttuvat USING (kuukausi)
        ORDER BY kuukausi""",
        [Puuttuva.SALASSA.value],
    )


def muuttuneet(enintaan):
    """``(municipality, measure, month, old figure, new figure)`` of the first that replace another one."""
    rivit = _kysy(
        """
        SELECT m.kunta_id, m.mittari_id, m.kuukausi, vanha_arvo, vanha_puuttuva, arvo, puuttuva
        FROM muutos m
        JOIN tyollisyysalue_kunta k ON k.id = m.kunta_id
        JOIN seuranta_mittari s ON s.id = m.mittari_id
        WHERE vanha_puuttuva IS NOT NULL
        ORDER BY k.aakkos, m.kuukausi, s.jarjestys LIMIT %s""",
        [enintaan],
    )
    return [
        (kunta, mittari, kuukausi, luku(vanha_arvo, vanha_puuttuva), luku(arvo, puuttuva))
        for kunta, mittari, kuukausi, vanha_arvo, vanha_puuttuva, arvo, puuttuva in rivit
    ]


def tallenna(tuonti):
    """Store the changes as figures of the batch."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {_HAVAINTO} (kunta_id, mittari_id, kuukausi, arvo, puuttuva, tuonti_id, mitatoity)
            SELECT kunta_id, mittari_id, kuukausi, arvo, puuttuva, %s, false FROM muutos""",
            [tuonti.pk],
        )
    analysoi()


def analysoi():
    """Count the figures anew, so that the next page is planned for as many as there are now."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {_HAVAINTO}")


def _kysy(sql, parametrit=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, parametrit)
        return cursor.fetchall()


def luku(arvo, puuttuva):
    return Puuttuva(puuttuva) if arvo is None else arvo
