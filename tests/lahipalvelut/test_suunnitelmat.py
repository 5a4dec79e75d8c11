"""Drafts, approval and versions of plans, and the days that follow."""

import datetime
import itertools
from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lahipalvelut import jobs, workflow
from lahipalvelut.models import Jakso, Palvelupaiva, Palvelusuunnitelma, Suunnitelmarivi
from tests.factories import HenkiloFactory
from tests.lahipalvelut.factories import (
    PalvelupisteFactory,
    PalvelusuunnitelmaFactory,
    SuunnitelmariviFactory,
)
from tyollisyysalue import kello
from tyollisyysalue.versiot import Vanhentunut
from tyollisyysalue.versiot import versio as rivin_versio

HYVAKSYNTA = {"hyvaksymispvm": date(2024, 12, 11), "hyvaksymisviite": "päätös § 24"}


def helsinki(vuosi, kuukausi, paiva, tunti=9, minuutti=0):
    return datetime.datetime(vuosi, kuukausi, paiva, tunti, minuutti, tzinfo=kello.HELSINKI)


@pytest.fixture
def vuoden_alussa():
    with kello.aseta(helsinki(2025, 1, 2)):
        yield


@pytest.fixture
def luonnos(rautavaara):
    return PalvelusuunnitelmaFactory(kunta=rautavaara, tila="luonnos", hyvaksymispvm=None, hyvaksymisviite="")


def lisaa_rivi(suunnitelma, user, **muut):
    tiedot = {
        "ankkuripvm": date(2025, 1, 8),
        "vali": 2,
        "alkuklo": time(9),
        "loppuklo": time(15),
        "kanavat": ["paikalla"],
    } | muut
    tiedot.setdefault("palvelupiste", None)
    if tiedot["palvelupiste"] is None:
        tiedot["palvelupiste"] = PalvelupisteFactory(kunta=suunnitelma.kunta)
    if "vastuuhenkilo" not in tiedot:
        tiedot["vastuuhenkilo"] = HenkiloFactory(alue=suunnitelma.kunta.alue)
    return workflow.lisaa_rivi(suunnitelma, user=user, **tiedot)


def hyvaksy(suunnitelma, user, **muut):
    return workflow.hyvaksy(suunnitelma, user=user, **HYVAKSYNTA | muut)


def paivamaarat(paivat):
    return list(paivat.order_by("pvm").values_list("pvm", flat=True))


class TestLuonnos:
    def test_coordinator_makes_one_and_it_gives_no_days(self, rautavaara, koordinaattori):
        suunnitelma = workflow.luo_suunnitelma(
            rautavaara, user=koordinaattori, alkupvm=date(2025, 1, 1), perustelu="Asiakasmäärä."
        )
        rivi = lisaa_rivi(suunnitelma, koordinaattori)
        workflow.luo_paivat(rivi, date(2025, 12, 31))

        assert suunnitelma.tila == "luonnos"
        assert suunnitelma.tapahtumat.earliest("pk").tekija == "Kaisa Lehtovaara"
        assert not Palvelupaiva.kaikki.exists()

    def test_stands_beside_the_plan_in_force(self, suunnitelma, koordinaattori):
        workflow.luo_suunnitelma(
            suunnitelma.kunta, user=koordinaattori, alkupvm=date(2025, 1, 1), perustelu="Toinen."
        )

        assert Palvelusuunnitelma.objects.luonnokset().count() == 1

    def test_validity_and_grounds_are_changed(self, luonnos, koordinaattori):
        workflow.muuta_luonnosta(
            luonnos,
            versio=1,
            user=koordinaattori,
            alkupvm=date(2025, 2, 1),
            loppupvm=date(2025, 12, 31),
            perustelu="Uusi.",
        )

        luonnos.refresh_from_db()
        assert (luonnos.alkupvm, luonnos.loppupvm, luonnos.versio) == (
            date(2025, 2, 1),
            date(2025, 12, 31),
            2,
        )

    def test_does_not_end_before_one_of_its_lines_begins(self, luonnos, koordinaattori):
        lisaa_rivi(luonnos, koordinaattori, ankkuripvm=date(2025, 3, 5))

        with pytest.raises(ValidationError):
            workflow.muuta_luonnosta(
                luonnos,
                versio=1,
                user=koordinaattori,
                alkupvm=date(2025, 1, 1),
                loppupvm=date(2025, 3, 4),
                perustelu="Uusi.",
            )

    def test_line_that_begins_after_the_plan_is_refused(self, luonnos, koordinaattori):
        luonnos.loppupvm = date(2025, 1, 7)
        luonnos.save()

        with pytest.raises(ValidationError) as error:
            lisaa_rivi(luonnos, koordinaattori)

        assert list(error.value.message_dict) == ["ankkuripvm"]
        assert not Suunnitelmarivi.objects.exists()

    def test_same_line_twice_is_refused_and_one_taken_out_may_come_again(self, luonnos, koordinaattori):
        rivi = lisaa_rivi(luonnos, koordinaattori)
        sama = {"palvelupiste": rivi.palvelupiste, "vastuuhenkilo": rivi.vastuuhenkilo}

        with pytest.raises(ValidationError, match="on jo sama rivi"):
            lisaa_rivi(luonnos, koordinaattori, **sama)
        workflow.poista_rivi(rivi, user=koordinaattori, versio=rivin_versio(rivi))
        uusi = lisaa_rivi(luonnos, koordinaattori, **sama)

        assert list(luonnos.rivit.all()) == [uusi]
        assert Suunnitelmarivi.kaikki.count() == 2

    def test_line_is_changed_and_the_second_editor_is_told(self, luonnos, koordinaattori):
        rivi = lisaa_rivi(luonnos, koordinaattori)
        vanha = rivin_versio(rivi)
        workflow.muuta_rivia(rivi, user=koordinaattori, versio=vanha, vali=3)

        with pytest.raises(Vanhentunut):
            workflow.muuta_rivia(rivi, user=koordinaattori, versio=vanha, vali=4)

        assert luonnos.rivit.get().vali == 3

    def test_given_up_it_stays_to_be_read(self, luonnos, koordinaattori):
        workflow.hylkaa(luonnos, syy="Ei rahaa.", user=koordinaattori)

        luonnos.refresh_from_db()
        assert luonnos.tila == "hylatty"
        with pytest.raises(ValidationError, match="on jo hylätty"):
            lisaa_rivi(luonnos, koordinaattori)

    def test_only_the_coordinator_plans(self, luonnos, rivi, asiantuntija):
        teot = [
            lambda: workflow.luo_suunnitelma(
                luonnos.kunta, user=asiantuntija, alkupvm=date(2025, 1, 1), perustelu="x"
            ),
            lambda: lisaa_rivi(luonnos, asiantuntija),
            lambda: workflow.poista_rivi(rivi, user=asiantuntija, versio=1),
            lambda: workflow.hyvaksy(luonnos, user=asiantuntija, **HYVAKSYNTA),
            lambda: workflow.hylkaa(luonnos, user=asiantuntija, syy="x"),
            lambda: workflow.uusi_versio(rivi.suunnitelma, user=asiantuntija, alkupvm=date(2026, 1, 1)),
            lambda: workflow.lisaa_palvelupiste(
                luonnos.kunta, user=asiantuntija, nimi="Kirjasto", osoite="Koulutie 2"
            ),
        ]

        for teko in teot:
            with pytest.raises(PermissionDenied):
                teko()


@pytest.mark.usefixtures("vuoden_alussa")
class TestHyvaksynta:
    def test_gives_the_days_fifteen_months_ahead(self, luonnos, koordinaattori):
        rivi = lisaa_rivi(luonnos, koordinaattori)

        hyvaksy(luonnos, koordinaattori)

        paivat = paivamaarat(rivi.palvelupaivat)
        assert (paivat[0], paivat[-1]) == (date(2025, 1, 8), date(2026, 4, 1))
        # On a holiday too: a person moves or cancels it.
        assert {date(2025, 6, 11), date(2025, 12, 24)} <= set(paivat)
        assert {b - a for a, b in itertools.pairwise(paivat)} == {datetime.timedelta(days=14)}

    def test_days_stay_inside_the_validity(self, luonnos, koordinaattori):
        luonnos.alkupvm, luonnos.loppupvm = date(2025, 2, 1), date(2025, 3, 5)
        luonnos.save()
        rivi = lisaa_rivi(luonnos, koordinaattori)

        hyvaksy(luonnos, koordinaattori)

        assert paivamaarat(rivi.palvelupaivat) == [date(2025, 2, 5), date(2025, 2, 19), date(2025, 3, 5)]

    def test_keeps_date_reference_and_grounds(self, luonnos, koordinaattori):
        lisaa_rivi(luonnos, koordinaattori)

        hyvaksytty = hyvaksy(luonnos, koordinaattori)

        hyvaksytty.refresh_from_db()
        assert (hyvaksytty.tila, hyvaksytty.hyvaksymispvm) == ("hyvaksytty", date(2024, 12, 11))
        assert hyvaksytty.perusteet == {
            "alku": "2025-01-01",
            "loppu": "2025-12-31",
            "paivia": 26,
            "henkilopaivia": 26,
            "hakijat": None,
            "henkilosto": None,
        }
        assert hyvaksytty.tapahtumat.filter(tapahtuma="hyvaksy").get().tiedot == {
            "uusia": 33,
            "sailyvia": 0,
            "poistuvia": 0,
        }

    def test_is_refused_without_lines_with_a_day_to_come_and_twice(self, luonnos, koordinaattori):
        with pytest.raises(ValidationError, match="ei ole rivejä"):
            hyvaksy(luonnos, koordinaattori)
        lisaa_rivi(luonnos, koordinaattori)
        with pytest.raises(ValidationError, match="tulevaisuudessa"):
            hyvaksy(luonnos, koordinaattori, hyvaksymispvm=date(2025, 1, 3))
        hyvaksy(luonnos, koordinaattori)
        with pytest.raises(ValidationError, match="on jo hyväksytty"):
            hyvaksy(luonnos, koordinaattori)

    def test_line_of_an_approved_plan_stays_as_it_was_approved(self, rivi, koordinaattori):
        with pytest.raises(ValidationError, match="uusi versio"):
            workflow.muuta_rivia(rivi, user=koordinaattori, versio=rivin_versio(rivi), vali=3)
        with pytest.raises(ValidationError, match="uusi versio"):
            lisaa_rivi(rivi.suunnitelma, koordinaattori)

    def test_is_refused_when_another_plan_begins_later(self, luonnos, koordinaattori):
        PalvelusuunnitelmaFactory(kunta=luonnos.kunta, alkupvm=date(2025, 6, 1))
        lisaa_rivi(luonnos, koordinaattori)

        with pytest.raises(ValidationError, match="on jo palvelusuunnitelma"):
            hyvaksy(luonnos, koordinaattori)

    def test_is_refused_when_the_days_are_not_those_that_were_shown(self, luonnos, koordinaattori):
        lisaa_rivi(luonnos, koordinaattori)
        nahty = workflow.hyvaksyttava(luonnos).tunnus
        lisaa_rivi(luonnos, koordinaattori, ankkuripvm=date(2025, 1, 9))

        with pytest.raises(ValidationError, match="on muuttunut"):
            hyvaksy(luonnos, koordinaattori, nahty=nahty)

        assert hyvaksy(luonnos, koordinaattori, nahty=workflow.hyvaksyttava(luonnos).tunnus)

    def test_month_that_is_closed_gets_no_days(self, luonnos, koordinaattori):
        rivi = lisaa_rivi(luonnos, koordinaattori)
        Jakso.objects.create(
            kunta=luonnos.kunta,
            kuukausi=date(2025, 1, 1),
            tila="suljettu",
            muutettu=kello.nyt(),
            muuttaja=koordinaattori,
        )

        hyvaksy(luonnos, koordinaattori)

        assert paivamaarat(rivi.palvelupaivat)[0] == date(2025, 2, 5)


@pytest.fixture
def voimassa(luonnos, koordinaattori, vuoden_alussa):
    """Every other Wednesday from 8.1.2025 at 9–15, approved; the clock at 2.1.2025."""
    lisaa_rivi(luonnos, koordinaattori)
    return hyvaksy(luonnos, koordinaattori)


class TestUusiVersio:
    def test_copies_the_lines(self, voimassa, koordinaattori):
        uusi = workflow.uusi_versio(voimassa, alkupvm=date(2025, 6, 1), user=koordinaattori)

        [vanha_rivi], [rivi] = voimassa.rivit.all(), uusi.rivit.all()
        assert (uusi.tila, uusi.edeltaja) == ("luonnos", voimassa)
        assert [getattr(rivi, k) for k in ("ankkuripvm", "vali", "alkuklo", "palvelupiste", "kanavat")] == [
            getattr(vanha_rivi, k) for k in ("ankkuripvm", "vali", "alkuklo", "palvelupiste", "kanavat")
        ]

    def test_that_changes_nothing_keeps_every_day_and_id(self, voimassa, koordinaattori):
        ennen = dict(Palvelupaiva.objects.values_list("pvm", "pk"))
        uusi = workflow.uusi_versio(voimassa, alkupvm=date(2025, 6, 1), user=koordinaattori)

        with kello.aseta(helsinki(2025, 5, 2)):
            hyvaksy(uusi, koordinaattori)

        jalkeen = dict(Palvelupaiva.objects.values_list("pvm", "pk"))
        assert {pvm: jalkeen[pvm] for pvm in ennen} == ennen
        voimassa.refresh_from_db()
        assert voimassa.loppupvm == date(2025, 5, 31)
        assert set(
            Palvelupaiva.objects.filter(pvm__gte=date(2025, 6, 1)).values_list("rivi__suunnitelma", flat=True)
        ) == {uusi.pk}
        assert not Palvelupaiva.kaikki.filter(kumottu__isnull=False).exists()

    def test_other_rhythm_takes_out_the_open_days_that_do_not_stay(self, voimassa, koordinaattori):
        [rivi] = voimassa.rivit.all()
        ennen = dict(Palvelupaiva.objects.values_list("pvm", "pk"))
        # Every fourth week of the same count: every other of the days stays.
        uusi = workflow.uusi_versio(
            voimassa, alkupvm=date(2025, 6, 1), user=koordinaattori, muutokset={rivi.pk: {"vali": 4}}
        )

        hyvaksy(uusi, koordinaattori)

        kesakuu = {pvm: pk for pvm, pk in ennen.items() if pvm >= date(2025, 6, 1)}
        tilat = {p.pvm: p for p in Palvelupaiva.kaikki.filter(pk__in=kesakuu.values())}
        assert tilat[date(2025, 6, 11)].kumottu is not None
        assert tilat[date(2025, 6, 25)].kumottu is None
        assert paivamaarat(Palvelupaiva.objects.filter(pvm__range=(date(2025, 5, 1), date(2025, 8, 1)))) == [
            date(2025, 5, 14),
            date(2025, 5, 28),
            date(2025, 6, 25),
            date(2025, 7, 23),
        ]

    def test_touches_nothing_before_it_nor_what_was_logged_or_changed(
        self, voimassa, koordinaattori, asiantuntija
    ):
        kesakuu, joulu = (Palvelupaiva.objects.get(pvm=p) for p in (date(2025, 6, 11), date(2025, 12, 24)))
        with kello.aseta(helsinki(2025, 6, 11, 16)):
            workflow.kirjaa_pidetyksi(kesakuu, user=asiantuntija)
            workflow.peru(joulu, user=asiantuntija, syykoodi="arkipyha", syy="Jouluaatto.")
            ennen = list(
                Palvelupaiva.objects.filter(pvm__lt=date(2025, 6, 11)).order_by("pk").values()
            ) + list(Palvelupaiva.objects.filter(pk__in=[kesakuu.pk, joulu.pk]).order_by("pk").values())
            # From today on, and at another time of day: no open day stays as it was.
            [rivi] = voimassa.rivit.all()
            uusi = workflow.uusi_versio(
                voimassa,
                alkupvm=date(2025, 6, 11),
                user=koordinaattori,
                muutokset={rivi.pk: {"alkuklo": time(10)}},
            )
            hyvaksy(uusi, koordinaattori)
            jobs.jatka_paivia(timestamp=0)

        jalkeen = list(Palvelupaiva.objects.filter(pvm__lt=date(2025, 6, 11)).order_by("pk").values()) + list(
            Palvelupaiva.objects.filter(pk__in=[kesakuu.pk, joulu.pk]).order_by("pk").values()
        )
        assert jalkeen == ennen
        # Neither comes a second time, and every other date once.
        paivat = paivamaarat(Palvelupaiva.objects.all())
        assert len(set(paivat)) == len(paivat)
        assert Palvelupaiva.objects.get(pvm=date(2025, 6, 25)).alkuklo == time(10)

    def test_month_that_is_closed_stays_as_it_is(self, voimassa, koordinaattori):
        [rivi] = voimassa.rivit.all()
        Jakso.objects.create(
            kunta=voimassa.kunta,
            kuukausi=date(2025, 6, 1),
            tila="suljettu",
            muutettu=kello.nyt(),
            muuttaja=koordinaattori,
        )
        kesakuu = Palvelupaiva.objects.filter(pvm__month=6, pvm__year=2025).order_by("pk")
        ennen = list(kesakuu.values())
        uusi = workflow.uusi_versio(
            voimassa, alkupvm=date(2025, 6, 1), user=koordinaattori, muutokset={rivi.pk: {"vali": 1}}
        )

        hyvaksy(uusi, koordinaattori)

        assert list(kesakuu.values()) == ennen
        assert Palvelupaiva.objects.filter(pvm__month=7, pvm__year=2025).count() == 5

    def test_running_the_schedule_again_changes_nothing(self, voimassa, koordinaattori):
        [rivi] = voimassa.rivit.all()
        uusi = workflow.uusi_versio(
            voimassa, alkupvm=date(2025, 6, 1), user=koordinaattori, muutokset={rivi.pk: {"vali": 3}}
        )
        hyvaksy(uusi, koordinaattori)
        ennen = list(Palvelupaiva.kaikki.order_by("pk").values())

        jobs.jatka_paivia(timestamp=0)
        for rivi in Suunnitelmarivi.objects.all():
            workflow.luo_paivat(rivi, workflow.paivien_raja(rivi))

        assert list(Palvelupaiva.kaikki.order_by("pk").values()) == ennen

    def test_cannot_begin_in_the_past_of_the_one_in_force(self, voimassa, koordinaattori):
        uusi = workflow.uusi_versio(voimassa, alkupvm=date(2025, 3, 1), user=koordinaattori)

        with kello.aseta(helsinki(2025, 3, 2)), pytest.raises(ValidationError, match="menneitä päiviä"):
            hyvaksy(uusi, koordinaattori)

    def test_substitute_who_becomes_the_visitor_is_one_no_more(self, voimassa, koordinaattori):
        [rivi] = voimassa.rivit.all()
        toinen = HenkiloFactory(alue=voimassa.kunta.alue)
        paiva = Palvelupaiva.objects.get(pvm=date(2025, 6, 11))
        workflow.aseta_sijainen(paiva, toinen, user=koordinaattori)
        uusi = workflow.uusi_versio(
            voimassa,
            alkupvm=date(2025, 6, 1),
            user=koordinaattori,
            muutokset={rivi.pk: {"vastuuhenkilo": toinen}},
        )

        hyvaksy(uusi, koordinaattori)

        paiva = Palvelupaiva.objects.select_related("rivi").get(pk=paiva.pk)
        assert (paiva.kavija, paiva.sijainen) == (toinen, None)


class TestKopio:
    def test_draft_for_each_municipality_with_a_place_of_its_own(self, voimassa, siilinjarvi, koordinaattori):
        piste = PalvelupisteFactory(kunta=siilinjarvi)

        [kopio] = workflow.kopioi(
            voimassa, [(siilinjarvi, piste)], alkupvm=date(2025, 8, 1), user=koordinaattori
        )

        [rivi] = kopio.rivit.all()
        assert (kopio.kunta, kopio.tila, rivi.palvelupiste) == (siilinjarvi, "luonnos", piste)
        assert rivi.vastuuhenkilo == voimassa.rivit.get().vastuuhenkilo

    def test_pressed_twice_it_makes_the_drafts_once(self, voimassa, siilinjarvi, koordinaattori):
        kohteet = [(siilinjarvi, PalvelupisteFactory(kunta=siilinjarvi))]
        workflow.kopioi(voimassa, kohteet, alkupvm=date(2025, 8, 1), user=koordinaattori)

        with pytest.raises(ValidationError, match="Siilinjärvi: kunnalla on jo luonnos"):
            workflow.kopioi(voimassa, kohteet, alkupvm=date(2025, 8, 1), user=koordinaattori)

        assert Palvelusuunnitelma.objects.filter(kunta=siilinjarvi).count() == 1

    def test_municipality_without_a_place_is_named(self, voimassa, siilinjarvi, koordinaattori):
        with pytest.raises(ValidationError, match="Siilinjärvi: kunnalla ei ole palvelupistettä"):
            workflow.kopioi(voimassa, [(siilinjarvi, None)], alkupvm=date(2025, 8, 1), user=koordinaattori)


class TestVuosi:
    @pytest.mark.parametrize("alkupvm", [date(1925, 1, 8), date(2052, 1, 8)])
    def test_slip_of_the_year_is_told_at_the_field(self, alkupvm, rautavaara, luonnos, koordinaattori):
        with pytest.raises(ValidationError, match="Tarkista vuosi") as uusi:
            workflow.luo_suunnitelma(
                rautavaara, alkupvm=alkupvm, perustelu="Vuosi väärin", user=koordinaattori
            )
        with pytest.raises(ValidationError, match="Tarkista vuosi"):
            workflow.muuta_luonnosta(luonnos, versio=luonnos.versio, alkupvm=alkupvm, user=koordinaattori)

        assert set(uusi.value.message_dict) == {"alkupvm"}
        luonnos.refresh_from_db()
        assert luonnos.alkupvm != alkupvm


class TestSulku:
    jakso = {"alkupvm": date(2025, 6, 1), "loppupvm": date(2025, 7, 31), "syy": "Remontti."}

    def test_days_are_not_made_and_the_reason_is_told(self, luonnos, koordinaattori):
        with kello.aseta(helsinki(2025, 1, 2)):
            workflow.lisaa_sulku(luonnos.kunta, user=koordinaattori, **self.jakso)
            lisaa_rivi(luonnos, koordinaattori)
            tulos = workflow.hyvaksyttava(luonnos)
            hyvaksy(luonnos, koordinaattori)

        assert [(o.ehdokas.pvm, o.syy, o.selite) for o in tulos.vaihto.ohitetut] == [
            (pvm, "sulku", "Remontti.")
            for pvm in (date(2025, 6, 11), date(2025, 6, 25), date(2025, 7, 9), date(2025, 7, 23))
        ]
        assert not Palvelupaiva.objects.filter(pvm__range=("2025-06-01", "2025-07-31")).exists()

    def test_days_that_exist_stay(self, voimassa, koordinaattori):
        ennen = paivamaarat(Palvelupaiva.objects)

        workflow.lisaa_sulku(voimassa.kunta, user=koordinaattori, **self.jakso)
        jobs.jatka_paivia(timestamp=0)

        assert paivamaarat(Palvelupaiva.objects) == ennen

    def test_closure_of_one_place_leaves_the_others(self, luonnos, koordinaattori):
        toinen = PalvelupisteFactory(kunta=luonnos.kunta)
        with kello.aseta(helsinki(2025, 1, 2)):
            workflow.lisaa_sulku(luonnos.kunta, user=koordinaattori, palvelupiste=toinen, **self.jakso)
            lisaa_rivi(luonnos, koordinaattori)

            assert workflow.hyvaksyttava(luonnos).vaihto.ohitetut == []

    def test_withdrawn_it_gives_back_the_days_ahead(self, luonnos, koordinaattori):
        with kello.aseta(helsinki(2025, 1, 2)):
            sulku = workflow.lisaa_sulku(luonnos.kunta, user=koordinaattori, **self.jakso)
            lisaa_rivi(luonnos, koordinaattori)
            hyvaksy(luonnos, koordinaattori)

        with kello.aseta(helsinki(2025, 6, 20)):
            workflow.kumoa_sulku(sulku, syy="Remontti siirtyi.", user=koordinaattori)

        assert paivamaarat(Palvelupaiva.objects.filter(pvm__range=("2025-06-01", "2025-07-31"))) == [
            date(2025, 6, 25),
            date(2025, 7, 9),
            date(2025, 7, 23),
        ]

    def test_place_of_elsewhere_is_refused(self, rautavaara, siilinjarvi, koordinaattori):
        with pytest.raises(ValidationError, match="tämän kunnan"):
            workflow.lisaa_sulku(
                rautavaara,
                user=koordinaattori,
                palvelupiste=PalvelupisteFactory(kunta=siilinjarvi),
                **self.jakso,
            )


@pytest.mark.parametrize(
    ("tanaan", "raja"),
    [
        (helsinki(2025, 11, 30), date(2027, 2, 28)),
        (helsinki(2025, 9, 15), date(2026, 12, 15)),
        (helsinki(2024, 6, 1), date(2026, 4, 8)),
    ],
)
def test_horizon_is_fifteen_months_from_today_or_from_the_first_day(rivi, tanaan, raja):
    with kello.aseta(tanaan):
        assert workflow.paivien_raja(rivi) == raja


def test_nightly_job_continues_lines_of_plans_that_have_not_ended(rivi, siilinjarvi):
    paattynyt = PalvelusuunnitelmaFactory(kunta=siilinjarvi, loppupvm=date(2025, 5, 31))
    vanha = SuunnitelmariviFactory(suunnitelma=paattynyt, vali=1)

    with kello.aseta(helsinki(2025, 6, 1, 2)):
        jobs.jatka_paivia(timestamp=0)

    assert rivi.palvelupaivat.last().pvm == date(2026, 8, 19)
    # What is past is not made by night.
    assert rivi.palvelupaivat.first().pvm == date(2025, 6, 11)
    assert not vanha.palvelupaivat.exists()


def test_new_run_adds_only_missing_days_and_changes_none(rivi, asiantuntija):
    workflow.luo_paivat(rivi, date(2025, 2, 5))
    with kello.aseta(helsinki(2025, 1, 8, 16)):
        workflow.kirjaa_pidetyksi(rivi.palvelupaivat.first(), user=asiantuntija)
    ennen = list(rivi.palvelupaivat.values_list("pk", "pvm", "tila"))

    workflow.luo_paivat(rivi, date(2025, 2, 19))

    jalkeen = list(rivi.palvelupaivat.values_list("pk", "pvm", "tila"))
    assert jalkeen[:-1] == ennen
    assert jalkeen[-1][1:] == (date(2025, 2, 19), "avoin")
    assert ennen[0][2] == "pidetty"


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    versiot=st.lists(
        st.tuples(st.integers(5, 120), st.integers(1, 8), st.sampled_from([time(9), time(10)])),
        min_size=1,
        max_size=3,
    ),
    teot=st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["pidetty", "peruttu"])), max_size=8),
)
def test_new_versions_leave_the_past_and_what_was_logged_whatever_they_are(
    voimassa, koordinaattori, asiantuntija, versiot, teot
):
    with transaction.atomic():
        suunnitelma, nyt = voimassa, date(2025, 1, 2)
        for paivia, vali, alkuklo in versiot:
            nyt += datetime.timedelta(days=paivia)
            with kello.aseta(helsinki(nyt.year, nyt.month, nyt.day)):
                for monesko, teko in teot:
                    avoimet = Palvelupaiva.objects.filter(tila="avoin")
                    paiva = avoimet[monesko % avoimet.count()]
                    if teko == "peruttu":
                        workflow.peru(paiva, user=asiantuntija, syykoodi="muu", syy="Koulutus.")
                    elif paiva.pvm <= nyt:
                        workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)
                alku = nyt + datetime.timedelta(days=3)
                koskematta = Q(pvm__lt=alku) | ~Q(tila="avoin")
                ennen = list(Palvelupaiva.kaikki.filter(koskematta).order_by("pk").values())
                suunnitelma = workflow.uusi_versio(
                    suunnitelma,
                    alkupvm=alku,
                    user=koordinaattori,
                    muutokset={
                        rivi.pk: {"vali": vali, "alkuklo": alkuklo} for rivi in suunnitelma.rivit.all()
                    },
                )
                suunnitelma = hyvaksy(suunnitelma, koordinaattori, hyvaksymispvm=nyt)

                samat = Palvelupaiva.kaikki.filter(pk__in=[rivi["id"] for rivi in ennen])
                assert list(samat.order_by("pk").values()) == ennen
                jalkeen = list(Palvelupaiva.kaikki.order_by("pk").values())
                jobs.jatka_paivia(timestamp=0)
                assert list(Palvelupaiva.kaikki.order_by("pk").values()) == jalkeen
                # In the schedule no date comes twice, and every open day ahead is of the plan in force.
                pvmt = paivamaarat(Palvelupaiva.objects)
                assert len(pvmt) == len(set(pvmt))
                tulevat = Palvelupaiva.objects.filter(pvm__gte=alku, tila="avoin")
                assert set(tulevat.values_list("rivi__suunnitelma", flat=True)) <= {suunnitelma.pk}
        transaction.set_rollback(True)
