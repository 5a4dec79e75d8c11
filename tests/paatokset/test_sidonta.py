"""Bound facts of a draft: what the page of many costs, and that whatever is frozen can be traced to its sources."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paatokset import teksti, tuloste, workflow
from paatokset.models import Osio
from tests.paatokset.factories import (
    HYVAKSYTTY,
    KESA,
    RAUTAVAARA,
    kirjoita_osio,
    lisaa_fakta,
    nimea,
)
from tyollisyysalue import faktat, kello
from tyollisyysalue.models import Fakta

LAJIT = [
    ("testi.lause", RAUTAVAARA),
    ("testi.taulukko", RAUTAVAARA),
    ("testi.kaavio", RAUTAVAARA),
    ("lahipalvelut.toteuma", KESA),
    ("lahipalvelut.sovitut_paivat", KESA),
]


@pytest.fixture
def kolmekymmenta(valmis, sihteeri, lahipaivat):
    """The finished draft with thirty facts of five kinds."""
    paikat = []
    for numero in range(28):
        avain, parametrit = LAJIT[numero % len(LAJIT)]
        paikat.append(lisaa_fakta(valmis, avain, parametrit, user=sihteeri)[1])
    html = "".join(f"<p>{p}</p>" if p.startswith("<span") else p for p in paikat)
    kirjoita_osio(valmis, 2, html, user=sihteeri)
    assert valmis.faktat.count() == 30
    return valmis


def kyselyja(client, url):
    with CaptureQueriesContext(connection) as kyselyt:
        assert client.get(url).status_code == 200
    return len(kyselyt)


def test_draft_of_thirty_facts_costs_at_most_twelve_queries_and_one_for_each_kind(
    client, kolmekymmenta, sihteeri, esittelija
):
    url = kolmekymmenta.get_absolute_url()
    for user in (sihteeri, esittelija):
        client.force_login(user)
        client.get(url)
        assert kyselyja(client, url) <= 12


def test_first_reading_of_the_day_locks_and_saves_once(client, kolmekymmenta, sihteeri):
    Fakta.objects.update(luettu=None, lukupvm=None)
    client.force_login(sihteeri)

    maara = kyselyja(client, kolmekymmenta.get_absolute_url())

    # The page's own, the lock, the save and their savepoint, and each claim's own questions once.
    assert maara <= 12 + 4 + 5 * 6


def lahde_on_olemassa(malli, pk, versio):
    """The version that a source names: a row of the history, or the append-only row itself."""
    luokka = apps.get_model(malli)
    if tapahtumat := getattr(luokka, "pgh_event_model", None):
        return tapahtumat.objects.filter(pgh_id=versio, pgh_obj_id=pk).exists()
    return versio == pk and luokka._base_manager.filter(pk=pk).exists()


TEOT = st.lists(
    st.one_of(
        st.tuples(st.just("lisaa"), st.integers(1, 5), st.sampled_from(LAJIT[:4])),
        st.tuples(st.just("poista"), st.integers(1, 5), st.none()),
        st.tuples(st.just("muuta"), st.sampled_from(["Yksi", "Kaksi", "Kolme"]), st.none()),
        st.tuples(st.just("siirra"), st.integers(1, 5), st.sampled_from([-1, 1])),
        st.tuples(st.just("avaa"), st.none(), st.none()),
    ),
    max_size=8,
)


@pytest.mark.usefixtures("pika_pdf")
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(teot=TEOT)
def test_every_frozen_value_has_its_sources_whatever_was_edited(
    valmis, sihteeri, esittelija, lahipaivat, teot
):
    with transaction.atomic():
        nimea("Alku")
        for teko, kohde, lisa in teot:
            if teko == "lisaa":
                _, paikka = lisaa_fakta(valmis, *lisa, user=sihteeri)
                vanha = valmis.osiot.get(jarjestys=kohde).teksti
                uusi = f"<p>{paikka}</p>" if paikka.startswith("<span") else paikka
                kirjoita_osio(valmis, kohde, vanha + uusi, user=sihteeri)
            elif teko == "poista":
                kirjoita_osio(valmis, kohde, "<p>Ei faktoja.</p>", user=sihteeri)
            elif teko == "muuta":
                nimea(kohde)
            elif teko == "siirra":
                workflow.siirra_osiota(valmis.osiot.get(jarjestys=kohde), askel=lisa, user=sihteeri)
            else:
                hyvaksy(valmis, sihteeri, esittelija)
                workflow.avaa(valmis, syy="Korjataan.", user=esittelija)
        hyvaksy(valmis, sihteeri, esittelija)

        kaytetyt = teksti.faktojen_tunnukset(*tuloste.tekstit(valmis, Osio.objects.filter(paatos=valmis)))
        jaadytetyt = {f.pk: f for f in valmis.faktat.filter(jaadytysaika__isnull=False)}
        assert set(kaytetyt) <= set(jaadytetyt)
        for fakta in jaadytetyt.values():
            assert fakta.lahteet
            assert all(lahde_on_olemassa(*lahde) for lahde in fakta.lahteet)
            assert faktat.tiiviste(fakta) == fakta.tiiviste
        transaction.set_rollback(True)


def hyvaksy(paatos, sihteeri, esittelija):
    workflow.laheta_esittelijalle(paatos, user=sihteeri)
    with kello.aseta(HYVAKSYTTY):
        workflow.hyvaksy(paatos, user=esittelija)
    paatos.refresh_from_db()
