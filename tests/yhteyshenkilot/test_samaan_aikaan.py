"""Two connections at once: the rules of responsibilities and absences hold, and the loser is told in words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.factories import HenkiloFactory
from tests.yhteyshenkilot.factories import AvainprosessiFactory, PoissaoloFactory, VastuuFactory
from tests.yhteyshenkilot.sivut import osoite, teksti
from tyollisyysalue.forms import Lomake
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.models import Kalenterisyote
from yhteyshenkilot.models import Poissaolo, Vastuu

pytestmark = [pytest.mark.kanta, pytest.mark.django_db(transaction=True)]

ALKU = date(2025, 6, 1)
YKSI_ENSISIJAINEN = "Kunnalla on avainprosessissa jo ensisijainen vastuuhenkilö osan tästä ajasta."
HENKILO_KERRAN = "Henkilöllä on jo sama vastuu osan tästä ajasta."
YKSI_POISSAOLO = "Henkilölle on jo kirjattu poissaolo osan tästä ajasta."


def yhta_aikaa(teot):
    """Run the acts at the same time, each on a connection of its own; what each gave or raised."""
    este = Barrier(len(teot))

    def aja(teko):
        try:
            este.wait()
            return teko()
        except IntegrityError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(teot)) as pool:
        return list(pool.map(aja, teot))


def lomakkeella(user, nimi, args, tiedot):
    client = Client()
    client.force_login(user)
    return lambda: client.post(osoite(nimi, *args), tiedot)


def tarkista_toinen_haviaa(vastaukset, viesti):
    """One was redirected to what it saved; the other got its form back with the rule's message, not an error page."""
    assert sorted(vastaus.status_code for vastaus in vastaukset) == [200, 302]
    [havinnyt] = [vastaus for vastaus in vastaukset if vastaus.status_code == 200]
    assert viesti in teksti(havinnyt)


@pytest.mark.parametrize("kerta", range(3))
def test_two_first_contacts_added_at_once_become_one(rautavaara, koordinaattori, kerta):
    prosessi = AvainprosessiFactory(alue=rautavaara.alue)
    henkilot = [HenkiloFactory(alue=rautavaara.alue) for _ in range(2)]
    tiedot = {"prosessi": prosessi.pk, "laji": "ensisijainen", "alkupvm": "2025-06-01", "loppupvm": ""}

    vastaukset = yhta_aikaa(
        [
            lomakkeella(koordinaattori, "vastuu-lisaa", ["687"], tiedot | {"henkilo": henkilo.pk})
            for henkilo in henkilot
        ]
    )

    tarkista_toinen_haviaa(vastaukset, YKSI_ENSISIJAINEN)
    assert Vastuu.objects.count() == 1


def test_same_person_added_twice_at_once_in_a_kind_is_there_once(rautavaara, koordinaattori):
    tiedot = {
        "prosessi": AvainprosessiFactory(alue=rautavaara.alue).pk,
        "henkilo": HenkiloFactory(alue=rautavaara.alue).pk,
        "laji": "muu",
        "alkupvm": "2025-06-01",
        "loppupvm": "",
    }

    vastaukset = yhta_aikaa([lomakkeella(koordinaattori, "vastuu-lisaa", ["687"], tiedot)] * 2)

    tarkista_toinen_haviaa(vastaukset, HENKILO_KERRAN)
    assert Vastuu.objects.count() == 1


def test_absence_recorded_twice_at_once_is_there_once(rautavaara, koordinaattori):
    henkilo = HenkiloFactory(alue=rautavaara.alue)
    tiedot = {"henkilo": henkilo.pk, "alkupvm": "2026-06-01", "loppupvm": "2026-06-05"}

    vastaukset = yhta_aikaa([lomakkeella(koordinaattori, "poissaolo-uusi", [], tiedot)] * 2)

    tarkista_toinen_haviaa(vastaukset, YKSI_POISSAOLO)
    assert Poissaolo.objects.count() == 1


@pytest.mark.parametrize(
    ("laji", "sama_henkilo", "rajoite"),
    [
        ("ensisijainen", False, "vastuu_yksi_ensisijainen"),
        ("ensisijainen", True, "vastuu_"),
        ("muu", True, "vastuu_henkilo_kerran"),
        ("sijainen", True, "vastuu_henkilo_kerran"),
    ],
)
def test_database_itself_refuses_the_second_connection(rautavaara, laji, sama_henkilo, rajoite):
    """Past the workflow: the second insert waits for the first one's commit, and is then refused."""
    prosessi = AvainprosessiFactory(alue=rautavaara.alue)
    eka = HenkiloFactory(alue=rautavaara.alue)
    toka = eka if sama_henkilo else HenkiloFactory(alue=rautavaara.alue)

    virhe = toinen_odottaa_ensimmaista(
        *(
            lambda henkilo=henkilo: VastuuFactory(
                kunta=rautavaara, prosessi=prosessi, henkilo=henkilo, laji=laji, alkupvm=ALKU
            )
            for henkilo in (eka, toka)
        )
    )

    assert virhe.__cause__.diag.constraint_name.startswith(rajoite)
    assert Vastuu.objects.get().henkilo == eka


def test_database_itself_refuses_the_second_absence(rautavaara):
    henkilo = HenkiloFactory(alue=rautavaara.alue)

    virhe = toinen_odottaa_ensimmaista(
        lambda: PoissaoloFactory(henkilo=henkilo, alkupvm=ALKU, loppupvm=None),
        lambda: PoissaoloFactory(henkilo=henkilo, alkupvm=date(2026, 1, 1), loppupvm=None),
    )

    assert virhe.__cause__.diag.constraint_name == "poissaolo_ei_paallekkain"
    assert Poissaolo.objects.get().alkupvm == ALKU


def test_what_the_database_alone_refused_is_told_on_the_form(rautavaara):
    """The check before saving found nothing, since the other connection had not committed yet."""
    prosessi = AvainprosessiFactory(alue=rautavaara.alue)
    henkilot = [HenkiloFactory(alue=rautavaara.alue) for _ in range(2)]
    form = Lomake({})
    form.is_valid()
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=henkilot[0])

    assert not onnistuu(form, lambda: VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=henkilot[1]))

    assert YKSI_ENSISIJAINEN in form.non_field_errors()[0]


def test_database_error_of_no_rule_of_ours_is_not_hidden():
    def teko():
        raise IntegrityError("null value in column")

    with pytest.raises(IntegrityError, match="null value"):
        onnistuu(Lomake({}), teko)


def toinen_odottaa_ensimmaista(eka, toka):
    """The error of ``toka``, begun on another connection while ``eka`` is saved and not committed."""
    tallennettu, jatka = Event(), Event()

    def ensin():
        try:
            with transaction.atomic():
                eka()
                tallennettu.set()
                jatka.wait(10)
        finally:
            connection.close()

    def sitten():
        try:
            tallennettu.wait(10)
            with transaction.atomic():
                toka()
            return None
        except IntegrityError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ensimmainen = pool.submit(ensin)
        toinen = pool.submit(sitten)
        # It waits for the other's row: nothing comes of it before the first one is let go on.
        with pytest.raises(TimeoutError):
            toinen.result(timeout=1)
        jatka.set()
        ensimmainen.result()
        return toinen.result()


def test_address_of_a_calendar_asked_for_twice_at_once_is_one(raija):
    client = Client()
    client.force_login(raija)
    polku = reverse("kalenteri-luo", args=["yhteyshenkilot.tapaamiset"])

    vastaukset = yhta_aikaa([lambda: client.post(polku)] * 2)

    assert [vastaus.status_code for vastaus in vastaukset] == [302, 302]
    assert Kalenterisyote.objects.count() == 1
