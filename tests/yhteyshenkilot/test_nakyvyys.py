"""What a reader sees of a person: the rule itself, and the QuerySet that says the same in SQL."""

import datetime
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from tests.factories import HenkiloFactory
from tests.yhteyshenkilot.factories import AvainprosessiFactory, VastuuFactory
from tyollisyysalue import kello
from tyollisyysalue.julkisuus import Tieto
from tyollisyysalue.models import Henkilo
from yhteyshenkilot.models import Vastuu
from yhteyshenkilot.nakyvyys import EI_MITAAN, KAIKKI, Suhde, nakyvat

NIMI, PUHELIN, SAHKOPOSTI = Tieto.NIMI, Tieto.PUHELIN, Tieto.SAHKOPOSTI
# The settings that the database lets be.
SALLITUT = [[], [NIMI], [NIMI, PUHELIN], [NIMI, SAHKOPOSTI], [NIMI, PUHELIN, SAHKOPOSTI]]


@pytest.mark.parametrize(
    ("henkilon", "vastuun", "suhde", "on_voimassa", "tulos"),
    [
        # No person, nothing to see, whoever reads.
        (None, None, Suhde.OMA, True, EI_MITAAN),
        (None, [NIMI], Suhde.JULKINEN, True, EI_MITAAN),
        # Those whose own it is see everything, at any time.
        ([], None, Suhde.OMA, True, KAIKKI),
        ([], [], Suhde.OMA, False, KAIKKI),
        # The public: as the person says, unless the responsibility says otherwise.
        ([], None, Suhde.JULKINEN, True, EI_MITAAN),
        ([NIMI], None, Suhde.JULKINEN, True, {NIMI}),
        ([NIMI, PUHELIN], None, Suhde.JULKINEN, True, {NIMI, PUHELIN}),
        ([NIMI, PUHELIN], [], Suhde.JULKINEN, True, EI_MITAAN),
        ([NIMI, PUHELIN], [NIMI], Suhde.JULKINEN, True, {NIMI}),
        ([], [NIMI, SAHKOPOSTI], Suhde.JULKINEN, True, {NIMI, SAHKOPOSTI}),
        # Without the name nothing.
        ([PUHELIN, SAHKOPOSTI], None, Suhde.JULKINEN, True, EI_MITAAN),
        ([NIMI], [PUHELIN], Suhde.JULKINEN, True, EI_MITAAN),
        # Of what is over, or is to come, nothing.
        ([NIMI, PUHELIN], None, Suhde.JULKINEN, False, EI_MITAAN),
        ([NIMI], None, Suhde.ALUE, False, EI_MITAAN),
        # Those in the cooperation find who is public, and then see everything.
        ([], None, Suhde.ALUE, True, EI_MITAAN),
        ([NIMI], None, Suhde.ALUE, True, KAIKKI),
        ([], [NIMI], Suhde.ALUE, True, KAIKKI),
        ([NIMI], [], Suhde.ALUE, True, EI_MITAAN),
    ],
)
def test_truth_table(henkilon, vastuun, suhde, on_voimassa, tulos):
    assert nakyvat(henkilon, vastuun, suhde, on_voimassa) == tulos


def vastuut_kaikista(kunta):
    """A responsibility of each person's setting, own setting, and time."""
    tanaan = kello.tanaan()
    paiva = datetime.timedelta(days=1)
    ajat = {
        True: [(tanaan, None), (tanaan - paiva, tanaan)],
        False: [(tanaan - 2 * paiva, tanaan - paiva), (tanaan + paiva, None)],
    }
    prosessi = AvainprosessiFactory(alue=kunta.alue)
    for henkilon, vastuun, (on_voimassa, rivit) in product(SALLITUT, [None, *SALLITUT], ajat.items()):
        for alku, loppu in rivit:
            vastuu = VastuuFactory(
                kunta=kunta,
                prosessi=prosessi,
                laji=Vastuu.Laji.MUU,
                henkilo=HenkiloFactory(alue=kunta.alue, julkiset=henkilon),
                julkiset=vastuun,
                alkupvm=alku,
                loppupvm=loppu,
            )
            yield vastuu.pk, (henkilon, vastuun), on_voimassa


@pytest.mark.django_db
@pytest.mark.kanta
@pytest.mark.parametrize(
    ("kuka", "suhde"),
    [
        (None, Suhde.JULKINEN),
        ("paakayttaja", Suhde.JULKINEN),
        ("kari", Suhde.ALUE),
        ("raija", Suhde.OMA),
        ("asiantuntija", Suhde.OMA),
        ("koordinaattori", Suhde.OMA),
    ],
)
def test_queryset_says_the_same_as_the_rule(request, rautavaara, kuka, suhde):
    user = request.getfixturevalue(kuka) if kuka else AnonymousUser()
    odotetut = {
        pk: nakyvat(henkilon, vastuun, suhde, on_voimassa)
        for pk, (henkilon, vastuun), on_voimassa in vastuut_kaikista(rautavaara)
    }

    luetut = {vastuu.pk: set(vastuu.nakyvat) for vastuu in Vastuu.objects.visible_to(user)}

    assert {pk: luetut.get(pk, EI_MITAAN) for pk in odotetut} == odotetut


@pytest.mark.django_db
def test_row_gives_only_the_details_in_sight(rautavaara):
    henkilo = HenkiloFactory(alue=rautavaara.alue, julkiset=[NIMI, PUHELIN], puhelin="050 1")
    VastuuFactory(kunta=rautavaara, henkilo=henkilo)

    vastuu = Vastuu.objects.visible_to(AnonymousUser()).get()

    assert (vastuu.nakyva_puhelin, vastuu.nakyva_sahkoposti) == ("050 1", "")


@pytest.mark.django_db
def test_row_that_no_reader_asked_for_gives_nothing_away(vastuu):
    with pytest.raises(AttributeError):
        _ = vastuu.nakyva_puhelin


@pytest.mark.django_db
@pytest.mark.kanta
@pytest.mark.parametrize("julkiset", [["puhelin"], ["sahkoposti", "puhelin"], ["nimi", "hetu"]])
@pytest.mark.parametrize(
    ("malli", "rajoite"), [(Henkilo, "henkilo_julkinen_nimella"), (Vastuu, "vastuu_julkinen_nimella")]
)
def test_database_wants_the_name_with_the_rest(vastuu, malli, rajoite, julkiset):
    rivi = malli.objects.filter(pk=vastuu.henkilo_id if malli is Henkilo else vastuu.pk)

    with pytest.raises(IntegrityError, match=rajoite), transaction.atomic():
        rivi.update(julkiset=julkiset)
