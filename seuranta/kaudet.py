"""Which months have figures. No question reads the rows of a month, of which there may be thousands each."""

from django.db import connection
from django.db.models import Max, Min, OuterRef, Subquery

from seuranta.models import Havainto

# PostgreSQL has no skip scan: a plain DISTINCT reads the index of the whole table. Each step here asks the index for
# the next older month alone.
_KUUKAUDET = """
    WITH RECURSIVE kaudet (kuukausi) AS (
        SELECT max(kuukausi) FROM seuranta_havainto
      UNION ALL
        SELECT (SELECT max(h.kuukausi) FROM seuranta_havainto h WHERE h.kuukausi < kaudet.kuukausi)
        FROM kaudet WHERE kaudet.kuukausi IS NOT NULL
    )
    SELECT kuukausi FROM kaudet
    WHERE EXISTS (
        SELECT 1 FROM seuranta_havainto h
        WHERE h.kuukausi = kaudet.kuukausi AND h.kunta_id = ANY(ARRAY(
            SELECT k.id FROM tyollisyysalue_kunta k JOIN tyollisyysalue_tyollisyysalue a ON a.id = k.alue_id
            WHERE CASE WHEN %(alue)s::bigint IS NULL THEN a.kaytossa ELSE a.id = %(alue)s END
        ))
        AND NOT h.mitatoity AND NOT EXISTS (
            SELECT 1 FROM seuranta_havainto m
            JOIN seuranta_tuonti mt ON mt.id = m.tuonti_id
            JOIN seuranta_tuonti ht ON ht.id = h.tuonti_id
            WHERE m.mitatoity AND m.kunta_id = h.kunta_id AND m.mittari_id = h.mittari_id
            AND m.kuukausi = h.kuukausi AND (mt.aika, mt.id) > (ht.aika, ht.id)
        )
    )
    ORDER BY kuukausi DESC
"""


def kaytossa():
    """The months in which some municipality of the areas in use has figures, newest first."""
    return _kuukaudet(None)


def alueen(alue):
    """The months in which some municipality of the area has figures, newest first."""
    return _kuukaudet(alue.pk)


def _kuukaudet(alue):
    with connection.cursor() as cursor:
        cursor.execute(_KUUKAUDET, {"alue": alue})
        return [kuukausi for (kuukausi,) in cursor.fetchall()]


def uusin(kunta, mittarit, hetki):
    """The newest month of which the municipality's figures of some of the measures were known, or None."""
    return _uusimmat(kunta, mittarit, hetki).aggregate(kuukausi=Max("uusin"))["kuukausi"]


def uusimman_kysely(kunta, mittarit, hetki):
    """``uusin`` as a part of another query."""
    uusimmat = _uusimmat(kunta, mittarit, hetki).filter(uusin__isnull=False).order_by("-uusin")
    return Subquery(uusimmat.values("uusin")[:1])


def seuraava(kunta, mittarit, kuukausi, hetki):
    """The nearest later month of which the municipality's figures of some of the measures were known, or None."""
    tunnetut = _tunnetut(kunta, hetki)
    myohemmat = tunnetut.filter(kuukausi__gt=kuukausi).order_by("kuukausi").values("kuukausi")
    return mittarit.annotate(seuraava=Subquery(myohemmat[:1])).aggregate(kuukausi=Min("seuraava"))["kuukausi"]


def _uusimmat(kunta, mittarit, hetki):
    # One look into the index for each measure.
    viimeiset = _tunnetut(kunta, hetki).order_by("-kuukausi")
    return mittarit.annotate(uusin=Subquery(viimeiset.values("kuukausi")[:1]))


def _tunnetut(kunta, hetki):
    """Figures of the municipality and the measure of the row outside."""
    havainnot = Havainto.objects.filter(kunta=kunta, mittari=OuterRef("pk"), tuonti__aika__lte=hetki)
    return havainnot.ilman_mitatoityja(hetki)
