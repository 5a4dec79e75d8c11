"""How alike texts are: rows by the Finnish stems of their words, two answers by the words themselves."""

import re
from collections import Counter

from django.core.exceptions import EmptyResultSet
from django.db import connection

# A text alike in fewer of its words than this is another answer.
SAMA_VASTAUS = 0.5

# Cosine of the two rows' stems; a stem weighs the more, the fewer of the compared rows have it. One statement for any
# number of rows: ``haku`` is the generated column of ``tyollisyysalue.haku.tekstit``.
KYSELY = """
WITH oma (id, haku) AS ({omat}),
aiempi (id, haku) AS ({aiemmat}),
omat_kannat AS (SELECT oma.id, kanta.lexeme FROM oma, unnest(oma.haku) AS kanta),
kannat AS (SELECT aiempi.id, kanta.lexeme FROM aiempi, unnest(aiempi.haku) AS kanta),
maara AS (SELECT count(*)::float AS kaikkiaan FROM aiempi),
painot AS (
    SELECT lexeme, ln(1 + max(kaikkiaan) / count(*)) AS paino FROM kannat, maara GROUP BY lexeme
),
pituudet AS (
    SELECT id, sqrt(sum(paino * paino)) AS pituus FROM kannat JOIN painot USING (lexeme) GROUP BY id
),
omat_pituudet AS (
    SELECT id, sqrt(sum(power(coalesce(paino, ln(1 + kaikkiaan)), 2))) AS pituus
    FROM omat_kannat CROSS JOIN maara LEFT JOIN painot USING (lexeme) GROUP BY id
),
parit AS (
    SELECT o.id AS oma, k.id AS aiempi, sum(paino * paino) / max(p.pituus * op.pituus) AS samuus
    FROM omat_kannat o
    JOIN kannat k USING (lexeme)
    JOIN painot USING (lexeme)
    JOIN pituudet p ON p.id = k.id
    JOIN omat_pituudet op ON op.id = o.id
    GROUP BY o.id, k.id
)
SELECT oma, aiempi, samuus FROM (
    SELECT *, row_number() OVER (PARTITION BY oma ORDER BY samuus DESC, aiempi DESC) AS sija FROM parit
) AS jarjestetyt
WHERE sija <= %s
ORDER BY oma, sija
"""


def lahimmat(omat, aiemmat, enintaan):
    """``{own id: [(id, likeness 0…1), …]}``, the most alike first: rows of ``aiemmat`` for each row of ``omat``."""
    oma_sql, oma_arvot = _sql(omat)
    aiempi_sql, aiempi_arvot = _sql(aiemmat)
    if oma_sql is None or aiempi_sql is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(KYSELY.format(omat=oma_sql, aiemmat=aiempi_sql), [*oma_arvot, *aiempi_arvot, enintaan])
        tulos: dict[int, list[tuple[int, float]]] = {}
        for oma, aiempi, samuus in cursor.fetchall():
            tulos.setdefault(oma, []).append((aiempi, samuus))
    return tulos


def _sql(rivit):
    try:
        return rivit.order_by().values_list("pk", "haku").query.sql_with_params()
    except EmptyResultSet:
        return None, ()


def samanlaisuus(teksti, toinen):
    """The share of the two texts' words that both have, 0…1; each word as many times as it stands."""
    sanat, toiset = (Counter(re.findall(r"\w+", t.lower())) for t in (teksti, toinen))
    kaikkiaan = sanat.total() + toiset.total()
    return 2 * (sanat & toiset).total() / kaikkiaan if kaikkiaan else 1.0
