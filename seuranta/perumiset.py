"""What undoing a batch would do: the figures of it that are still in force, beside what was in force before them.

As in ``valitaulu`` the database finds it out and stores it: a batch may be millions of figures.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, Subquery

from seuranta import valitaulu
from seuranta.models import UUDEMPI, Havainto, Mittari, Tuonti
from seuranta.tuonnit import NAYTETTAVAT_MUUTOKSET, Muutos
from tyollisyysalue.models import Kunta

_HAVAINTO = Havainto._meta.db_table


@dataclass(frozen=True)
class Peruminen:
    """How many figures come back and how many go, of which months, and the first of them."""

    tuonti: Tuonti
    palaavia: int
    poistuvia: int
    kuukaudet: list[date]
    muutokset: list[Muutos]
    # The same only while undoing would do the same.
    tiiviste: str

    @property
    def muutoksia(self):
        return self.palaavia + self.poistuvia


@transaction.atomic
def suunnittele(tuonti):
    """What undoing the batch would do now. Until the transaction ends ``tallenna`` stores it."""
    _tayta(tuonti)
    muutoksia, palaavia, summa, kuukaudet = _yhteenveto()
    return Peruminen(
        tuonti,
        palaavia,
        muutoksia - palaavia,
        sorted(kuukaudet),
        _ensimmaiset(NAYTETTAVAT_MUUTOKSET),
        hashlib.sha256(f"{tuonti.pk} {muutoksia} {summa}".encode()).hexdigest(),
    )


def tallenna(peruutus):
    """Store what was planned as figures of the batch of the undoing."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {_HAVAINTO}
                (kunta_id, mittari_id, kuukausi, arvo, puuttuva, tuonti_id, palauttaa_id, mitatoity)
            SELECT
                kunta_id, mittari_id, kuukausi, arvo, coalesce(puuttuva, ''), %s, palauttaa, palauttaa IS NULL
            FROM peruttava""",
            [peruutus.pk],
        )
    valitaulu.analysoi()


def _tayta(tuonti):
    korvattu = Exists(Havainto.objects.samasta_luvusta().filter(UUDEMPI))
    voimassa = Havainto.objects.filter(~korvattu, mitatoity=False)
    # A figure that another undoing brought back is the batch's too; what was before it was before the first row.
    omat = [
        voimassa.filter(tuonti=tuonti).annotate(alkuperainen=_edeltava("tuonti__aika", "tuonti")),
        voimassa.filter(palauttaa__tuonti=tuonti).annotate(
            alkuperainen=_edeltava("palauttaa__tuonti__aika", "palauttaa__tuonti")
        ),
    ]
    kyselyt = [
        oma.order_by()
        .values("kunta_id", "mittari_id", "kuukausi", "arvo", "puuttuva", "alkuperainen")
        .query.sql_with_params()
        for oma in omat
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            DROP TABLE IF EXISTS pg_temp.peruttava;
            CREATE TEMPORARY TABLE peruttava ON COMMIT DROP AS
            SELECT
                n.kunta_id, n.mittari_id, n.kuukausi, n.arvo AS vanha_arvo, n.puuttuva AS vanha_puuttuva,
                e.arvo, e.puuttuva, coalesce(e.palauttaa_id, e.id) AS palauttaa
            FROM ({" UNION ALL ".join(sql for sql, _parametrit in kyselyt)})
                AS n (kunta_id, mittari_id, kuukausi, arvo, puuttuva, alkuperainen)
            LEFT JOIN {_HAVAINTO} e ON e.id = n.alkuperainen AND NOT e.mitatoity""",
            [parametri for _sql, parametrit in kyselyt for parametri in parametrit],
        )


def _yhteenveto():
    """How many figures there are, how many of them come back, a number that is the same for the same ones whatever
    their order, and the months."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT
                count(*), count(palauttaa), sum(hashtextextended(p::text, 0)::numeric),
                coalesce(array_agg(DISTINCT kuukausi), '{}')
            FROM peruttava p"""
        )
        return cursor.fetchone()


def _ensimmaiset(enintaan):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.kunta_id, p.mittari_id, p.kuukausi, vanha_arvo, vanha_puuttuva, arvo, puuttuva
            FROM peruttava p
            JOIN tyollisyysalue_kunta k ON k.id = p.kunta_id
            JOIN seuranta_mittari s ON s.id = p.mittari_id
            ORDER BY k.aakkos, p.kuukausi, s.jarjestys LIMIT %s""",
            [enintaan],
        )
        rivit = cursor.fetchall()
    kunnat = Kunta.objects.in_bulk({rivi[0] for rivi in rivit})
    mittarit = Mittari.objects.in_bulk({rivi[1] for rivi in rivit})
    return [
        Muutos(
            kunnat[kunta],
            mittarit[mittari],
            kuukausi,
            valitaulu.luku(vanha_arvo, vanha_puuttuva),
            None if puuttuva is None else valitaulu.luku(arvo, puuttuva),
        )
        for kunta, mittari, kuukausi, vanha_arvo, vanha_puuttuva, arvo, puuttuva in rivit
    ]


def _edeltava(aika, tuonti):
    """The newest row before the batch that no undoing has taken out of force."""
    vanhemmat = Havainto.objects.samasta_luvusta().filter(
        Q(tuonti__aika__lt=OuterRef(aika)) | Q(tuonti__aika=OuterRef(aika), tuonti__lt=OuterRef(tuonti)),
        tuonti__peruutus__isnull=True,
        palauttaa__tuonti__peruutus__isnull=True,
    )
    return Subquery(vanhemmat.order_by("-tuonti__aika", "-tuonti_id").values("pk")[:1])
