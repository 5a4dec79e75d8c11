"""Notices: who gets one, when it leaves, by which way, and never twice."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import JasenyysFactory, UserFactory
from tests.tyollisyysalue import ilmoitusapu
from tests.tyollisyysalue.ilmoitusapu import AAMU, AVAIN, ILTA, TOINEN, ilmoitus, sopimus
from tyollisyysalue import ilmoitukset, ilmoitusasetukset, ilmoitusposti, jobs, kello
from tyollisyysalue.ilmoitukset import Tapa, ilmoita, luettavat, merkitse_nahdyksi, uusimmat
from tyollisyysalue.models import Ilmoitus, Ilmoitusasetus, Kooste, Lahetys, Sopimus, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lajit(monkeypatch):
    ilmoitusapu.rekisteroi(monkeypatch)


@pytest.fixture(autouse=True)
def ilta():
    with kello.aseta(ILTA):
        yield


@pytest.fixture
def kohde(rautavaara):
    return sopimus(rautavaara)


def tyot():
    return list(ProcrastinateJob.objects.order_by("pk").values_list("task_name", "args"))


def monta(kohde, user, maara, avain=AVAIN):
    """So many notices as from so many acts."""
    Ilmoitus.objects.bulk_create(
        Ilmoitus(
            user=user,
            laji=avain,
            content_type=ContentType.objects.get_for_model(kohde),
            object_id=kohde.pk,
            otsikko_fi=f"Ilmoitus {numero}",
            otsikko_sv=f"Meddelande {numero}",
            otsikko_en=f"Notice {numero}",
            luontiaika=ILTA + datetime.timedelta(seconds=numero),
        )
        for numero in range(1, maara + 1)
    )


def lahetykset():
    """``(kind, addresses)`` of every mail made."""
    return [
        (lahetys.laji, list(lahetys.vastaanottajat.values_list("sahkoposti", flat=True)))
        for lahetys in Lahetys.objects.order_by("pk")
    ]


class TestIlmoita:
    def test_each_subscriber_but_the_doer_gets_one(self, kohde, raija, kari, rautavaara):
        toinen = UserFactory(kunta=rautavaara)

        ilmoita(AVAIN, kohde, tekija=toinen)

        assert [(rivi.user, rivi.kohde, rivi.luontiaika) for rivi in Ilmoitus.objects.all()] == [
            (raija, kohde, ILTA)
        ]
        assert tyot() == [("tyollisyysalue.jobs.laheta_ilmoitus", {"ilmoitus": Ilmoitus.objects.get().pk})]

    def test_it_keeps_what_it_said_in_each_language(self, kohde, raija, monkeypatch):
        monkeypatch.setattr(
            ilmoitusapu.Sopimuksesta, "otsikko", lambda self, kohde: kohde.get_tila_display() + "x" * 300
        )

        rivi = ilmoitus(kohde)

        assert rivi.otsikko_fi.startswith("lähetettyxx")
        assert rivi.otsikko_sv.startswith("skickatxx")
        assert rivi.otsikko_en.startswith("sentxx")
        assert len(rivi.otsikko_fi) == 250

    def test_a_newer_one_takes_the_place_of_one_that_nobody_has_heard(self, kohde, raija, kari, siilinjarvi):
        vanha, muun, toinen_laji = ilmoitus(kohde), ilmoitus(sopimus(siilinjarvi)), ilmoitus(kohde, TOINEN)

        uusi = ilmoitus(kohde)

        assert set(Ilmoitus.objects.lahettamatta()) == {uusi, muun, toinen_laji}
        vanha.refresh_from_db()
        assert vanha.rauennut == ILTA

    def test_a_newer_one_leaves_a_mailed_one_alone(self, kohde, raija):
        vanha = ilmoitus(kohde)
        jobs.laheta_ilmoitus(vanha.pk)

        uusi = ilmoitus(kohde)

        assert set(luettavat(raija)) == {vanha, uusi}

    def test_two_kinds_of_one_name_are_refused(self):
        with pytest.raises(ValueError, match=r"two kinds of notice are called testi\.sopimus"):
            ilmoitukset.rekisteroi(ilmoitusapu.Sopimuksesta)


class TestLuettavat:
    def test_notice_of_what_may_not_be_read_is_not_listed(self, kohde, raija, siilinjarvi):
        oma = ilmoitus(kohde)
        assert list(luettavat(raija)) == [oma]

        Sopimus.objects.filter(pk=kohde.pk).update(kunta=siilinjarvi)

        assert list(luettavat(raija)) == []
        assert list(uusimmat(raija, 5)) == []

    def test_lapsed_and_others_are_not_listed(self, kohde, raija, kari):
        ilmoita(AVAIN, kohde)
        assert list(luettavat(kari)) == []

        Ilmoitus.objects.update(rauennut=ILTA)

        assert list(luettavat(raija)) == []

    def test_notice_of_a_kind_that_is_no_more_is_not_listed(self, kohde, raija, monkeypatch):
        ilmoitus(kohde)
        assert luettavat(raija).count() == 1

        monkeypatch.delitem(ilmoitukset.lajit, AVAIN)
        monkeypatch.delitem(ilmoitukset.lajit, TOINEN)

        assert luettavat(raija).count() == 0

    @pytest.mark.parametrize("maara", [1, 3, 20])
    def test_newest_unseen_with_their_number_in_one_query(
        self, kohde, raija, django_assert_num_queries, maara
    ):
        monta(kohde, raija, maara)
        user = User.objects.get(pk=raija.pk)
        assert user.jasenyydet_nyt

        with django_assert_num_queries(1):
            rivit = list(uusimmat(user, 5))

        assert len(rivit) == min(maara, 5)
        assert {rivi.kaikkiaan for rivi in rivit} == {maara}
        assert rivit[0].otsikko == f"Ilmoitus {maara}"


class TestLaheta:
    def test_mail_says_what_and_where_and_how_to_end_it(self, kohde, raija):
        rivi = ilmoitus(kohde)

        jobs.laheta_ilmoitus(rivi.pk)

        rivi.refresh_from_db()
        lahetys = rivi.lahetys
        assert lahetykset() == [("ilmoitus", [raija.email])]
        assert (lahetys.aihe, lahetys.kieli, lahetys.automaattinen) == (
            f"Sopimus {kohde.pk}: Rautavaara",
            "fi",
            True,
        )
        # The thing's own readers are not readers of the notice.
        assert (lahetys.kohde, lahetys.alue) == (None, None)
        rivit = lahetys.teksti.splitlines()
        assert rivit[:3] == [lahetys.aihe, "", "Lue sopimus."]
        assert f"http://localhost:8000/ilmoitukset/{rivi.pk}/" in rivit
        assert "http://localhost:8000/ilmoitukset/asetukset/" in rivit
        tunnus = next(r for r in rivit if "/ilmoitukset/peru/" in r).rstrip("/").split("/")[-1]
        assert ilmoitusasetukset.avaa(tunnus) == (raija, [AVAIN])

    @pytest.mark.parametrize(
        ("kieli", "lause"),
        [("fi", "Avaa portaalissa:"), ("sv", "Öppna i portalen:"), ("en", "Open in the portal:")],
    )
    def test_mail_is_in_the_receivers_language(self, kohde, raija, kieli, lause):
        ilmoitusasetukset.aseta_kieli(raija, kieli)

        jobs.laheta_ilmoitus(ilmoitus(kohde).pk)

        lahetys = Lahetys.objects.get()
        assert lahetys.kieli == kieli
        assert lause in lahetys.teksti

    def test_it_leaves_once(self, kohde, raija):
        rivi = ilmoitus(kohde)

        jobs.laheta_ilmoitus(rivi.pk)
        jobs.laheta_ilmoitus(rivi.pk)

        assert len(lahetykset()) == 1

    def test_seen_one_does_not_leave(self, kohde, raija):
        rivi = ilmoitus(kohde)
        assert merkitse_nahdyksi(Ilmoitus.objects.filter(pk=rivi.pk)) == 1

        jobs.laheta_ilmoitus(rivi.pk)

        assert lahetykset() == []

    @pytest.mark.parametrize("tapa", [Tapa.KOOSTE, Tapa.EI])
    def test_it_stays_when_it_is_not_wanted_at_once(self, kohde, raija, tapa):
        rivi = ilmoitus(kohde)
        # Between the act and the sending: what is wanted then counts.
        ilmoitusasetukset.aseta(raija, {AVAIN: tapa})

        jobs.laheta_ilmoitus(rivi.pk)

        assert lahetykset() == []
        assert list(Ilmoitus.objects.lahettamatta()) == [rivi]

    def test_wanted_at_once_after_all(self, kohde, raija):
        rivi = ilmoitus(kohde, TOINEN)
        ilmoitusasetukset.aseta(raija, {TOINEN: Tapa.HETI})

        jobs.laheta_ilmoitus(rivi.pk)

        assert lahetykset() == [("ilmoitus", [raija.email])]

    def paattyy_rooli(self, kohde, raija, monkeypatch):
        raija.jasenyydet.update(loppupvm=ILTA.date() - datetime.timedelta(days=1))

    def paattyy_kayttaja(self, kohde, raija, monkeypatch):
        User.objects.filter(pk=raija.pk).update(is_active=False)

    def ei_saa_lukea(self, kohde, raija, monkeypatch):
        # Subscribes all the same: reading is asked of the thing itself.
        monkeypatch.setattr(ilmoitusapu.Sopimuksesta, "tilaajat", lambda self, kohde: User.objects.all())
        raija.jasenyydet.update(loppupvm=ILTA.date() - datetime.timedelta(days=1))

    def ei_tilaa(self, kohde, raija, monkeypatch):
        # Reads all the same: the cooperation agreement is public.
        Sopimus.objects.filter(pk=kohde.pk).update(laji=Sopimus.Laji.YHTEISTOIMINTA)
        raija.jasenyydet.update(loppupvm=ILTA.date() - datetime.timedelta(days=1))

    def asia_hoidettu(self, kohde, raija, monkeypatch):
        Sopimus.objects.filter(pk=kohde.pk).update(
            tila=Sopimus.Tila.PAATTYNYT, paattymispvm=datetime.date(2026, 11, 23)
        )

    def laji_poistunut(self, kohde, raija, monkeypatch):
        monkeypatch.delitem(ilmoitukset.lajit, AVAIN)

    def kohde_kadonnut(self, kohde, raija, monkeypatch):
        Ilmoitus.objects.update(object_id=0)

    def kohde_toista_mallia(self, kohde, raija, monkeypatch):
        Ilmoitus.objects.update(content_type=ContentType.objects.get_for_model(User))

    SYYT = [
        paattyy_rooli,
        paattyy_kayttaja,
        ei_saa_lukea,
        ei_tilaa,
        asia_hoidettu,
        laji_poistunut,
        kohde_kadonnut,
        kohde_toista_mallia,
    ]

    @pytest.mark.parametrize("mita_tapahtui", SYYT)
    def test_it_lapses_when_the_ground_is_gone(self, kohde, raija, monkeypatch, mita_tapahtui):
        rivi = ilmoitus(kohde)
        mita_tapahtui(self, kohde, raija, monkeypatch)

        jobs.laheta_ilmoitus(rivi.pk)

        rivi.refresh_from_db()
        assert (rivi.rauennut, rivi.lahetys) == (ILTA, None)
        assert lahetykset() == []

    @pytest.mark.parametrize("mita_tapahtui", SYYT)
    def test_it_lapses_from_the_digest_too(self, kohde, raija, monkeypatch, mita_tapahtui):
        rivi = ilmoitus(kohde)
        mita_tapahtui(self, kohde, raija, monkeypatch)

        with kello.aseta(AAMU):
            jobs.laheta_kooste(raija.pk)

        rivi.refresh_from_db()
        assert (rivi.rauennut, rivi.lahetys) == (AAMU, None)
        assert (lahetykset(), Kooste.objects.count()) == ([], 0)


def koosteen_saajat(hetki):
    """Users for whom a digest is queued at the moment."""
    ennen = ProcrastinateJob.objects.count()
    with kello.aseta(hetki):
        ilmoitusposti.jaa_koosteet()
    return [args["user"] for _nimi, args in tyot()[ennen:]]


class TestJaaKoosteet:
    def test_every_hour_looks_for_them(self):
        rytmit = {tyo.task.name: tyo.cron for tyo in app.periodic_registry.periodic_tasks.values()}

        assert rytmit["tyollisyysalue.jobs.jaa_koosteet"] == "5 * * * *"

    @pytest.mark.parametrize(
        ("hetki", "lahtee"),
        [
            # The clock of the queue is UTC's; Helsinki is two hours ahead in winter and three in summer.
            ("2026-11-24T04:59:59+00:00", False),
            ("2026-11-24T05:05:00+00:00", True),
            ("2027-06-24T03:59:59+00:00", False),
            ("2027-06-24T04:05:00+00:00", True),
            # The morning after the clocks were put forward, and back.
            ("2027-03-28T03:59:59+00:00", False),
            ("2027-03-28T04:05:00+00:00", True),
            ("2026-10-25T04:59:59+00:00", False),
            ("2026-10-25T05:05:00+00:00", True),
            # A worker that stood still in the morning.
            ("2026-11-24T13:05:00+00:00", True),
        ],
    )
    def test_from_seven_by_helsinkis_clock(self, kohde, raija, hetki, lahtee):
        hetki = datetime.datetime.fromisoformat(hetki)
        with kello.aseta(hetki - datetime.timedelta(hours=16)):
            ilmoitus(kohde, TOINEN)

        assert koosteen_saajat(hetki) == ([raija.pk] if lahtee else [])

    def test_what_came_after_seven_waits_for_the_next_morning(self, kohde, raija):
        with kello.aseta(AAMU + datetime.timedelta(hours=2)):
            ilmoitus(kohde, TOINEN)

        assert koosteen_saajat(AAMU + datetime.timedelta(hours=3)) == []
        assert koosteen_saajat(AAMU + datetime.timedelta(days=1)) == [raija.pk]

    def test_not_for_what_is_for_the_portal_alone_or_seen_or_sent(
        self, kohde, siilinjarvi, raija, kari, rautavaara
    ):
        toinen, kolmas = UserFactory(kunta=rautavaara), UserFactory(kunta=rautavaara)
        ilmoitusasetukset.aseta(toinen, {AVAIN: Tapa.EI})
        ilmoita(AVAIN, kohde)
        ilmoita(AVAIN, sopimus(siilinjarvi))
        merkitse_nahdyksi(Ilmoitus.objects.filter(user=kari))
        jobs.laheta_ilmoitus(Ilmoitus.objects.get(user=kolmas).pk)

        assert koosteen_saajat(AAMU) == [raija.pk]

    def test_not_for_one_who_had_todays(self, kohde, raija):
        ilmoitus(kohde, TOINEN)
        with kello.aseta(AAMU):
            jobs.laheta_kooste(raija.pk)
        monta(kohde, raija, 1)

        assert koosteen_saajat(AAMU + datetime.timedelta(hours=1)) == []
        assert koosteen_saajat(AAMU + datetime.timedelta(days=1)) == [raija.pk]


class TestKooste:
    def test_two_hundred_notices_give_one_mail(self, kohde, raija):
        ilmoitusasetukset.aseta(raija, {AVAIN: Tapa.KOOSTE})
        monta(kohde, raija, 150)
        monta(kohde, raija, 50, TOINEN)

        with kello.aseta(AAMU):
            jobs.laheta_kooste(raija.pk)
            jobs.laheta_kooste(raija.pk)

        [kooste] = Kooste.objects.all()
        assert (kooste.user, kooste.pvm, kooste.lahetys.laji) == (raija, AAMU.date(), "kooste")
        assert lahetykset() == [("kooste", [raija.email])]
        assert Ilmoitus.objects.filter(lahetys=kooste.lahetys).count() == 200
        assert kooste.lahetys.aihe == "200 uutta ilmoitusta Työllisyysalueportaalissa"
        teksti = kooste.lahetys.teksti
        assert teksti.count("- Ilmoitus ") == 30
        assert "\nja 170 muuta\n" in teksti
        assert "http://localhost:8000/ilmoitukset/\n" in teksti

    def test_newest_are_told_by_kind(self, kohde, raija):
        monta(kohde, raija, 2, TOINEN)
        monta(kohde, raija, 1)

        with kello.aseta(AAMU):
            jobs.laheta_kooste(raija.pk)

        teksti = Lahetys.objects.get().teksti
        otsikot = [
            rivi
            for rivi in teksti.splitlines()
            if rivi.startswith("- ") or rivi in ("Muistutus sopimuksesta", "Sopimus lähetetty")
        ]
        assert otsikot == [
            "Muistutus sopimuksesta",
            "- Ilmoitus 2",
            "- Ilmoitus 1",
            "Sopimus lähetetty",
            "- Ilmoitus 1",
        ]
        assert "muuta" not in teksti.split("Kaikki ilmoitukset")[0]

    def test_link_ends_the_kinds_of_the_mail(self, kohde, raija):
        monta(kohde, raija, 1, TOINEN)
        monta(kohde, raija, 1)

        with kello.aseta(AAMU):
            jobs.laheta_kooste(raija.pk)

        rivit = Lahetys.objects.get().teksti.splitlines()
        tunnus = next(r for r in rivit if "/ilmoitukset/peru/" in r).rstrip("/").split("/")[-1]
        assert ilmoitusasetukset.avaa(tunnus) == (raija, [TOINEN, AVAIN])

    def test_it_is_in_the_receivers_language(self, kohde, raija):
        ilmoitusasetukset.aseta_kieli(raija, "sv")
        monta(kohde, raija, 1, TOINEN)

        with kello.aseta(AAMU):
            jobs.laheta_kooste(raija.pk)

        lahetys = Lahetys.objects.get()
        assert lahetys.kieli == "sv"
        assert lahetys.aihe == "1 ny avisering i Portalen för sysselsättningsområden"
        assert "- Meddelande 1\n" in lahetys.teksti

    def test_seen_in_the_portal_is_not_mailed(self, kohde, raija):
        monta(kohde, raija, 2, TOINEN)
        merkitse_nahdyksi(Ilmoitus.objects.filter(otsikko_fi="Ilmoitus 1"))

        with kello.aseta(AAMU):
            jobs.laheta_kooste(raija.pk)

        teksti = Lahetys.objects.get().teksti
        assert "- Ilmoitus 2" in teksti
        assert "- Ilmoitus 1" not in teksti

    def test_wish_changed_after_the_act_counts(self, kohde, raija):
        monta(kohde, raija, 1)
        monta(kohde, raija, 1, TOINEN)
        ilmoitusasetukset.aseta(raija, {TOINEN: Tapa.EI})

        with kello.aseta(AAMU):
            jobs.laheta_kooste(raija.pk)

        # One wanted at once whose own job has not sent it comes along.
        assert set(Ilmoitus.objects.filter(lahetys__isnull=False).values_list("laji", flat=True)) == {AVAIN}
        assert Ilmoitus.objects.lahettamatta().get().laji == TOINEN

    def test_nothing_to_tell_makes_no_mail(self, raija):
        with kello.aseta(AAMU):
            jobs.laheta_kooste(raija.pk)

        assert (lahetykset(), Kooste.objects.count()) == ([], 0)

    def test_unsent_of_many_days_is_told(self, kohde, raija):
        """Never the last 24 hours: what a broken week left unsent is told too."""
        monta(kohde, raija, 1, TOINEN)

        with kello.aseta(AAMU + datetime.timedelta(days=10)):
            jobs.laheta_kooste(raija.pk)

        assert Kooste.objects.get().pvm == AAMU.date() + datetime.timedelta(days=10)


class TestAsetukset:
    def test_only_what_is_changed_leaves_a_row(self, raija):
        ilmoitusasetukset.aseta(raija, {AVAIN: Tapa.HETI, TOINEN: Tapa.EI})
        ilmoitusasetukset.aseta(raija, {AVAIN: Tapa.HETI, TOINEN: Tapa.HETI})

        asetus = Ilmoitusasetus.objects.get()
        assert (asetus.user, asetus.laji, asetus.tapa) == (raija, TOINEN, Tapa.HETI)
        tavat = ilmoitusasetukset.tavat(raija)
        assert (tavat[AVAIN], tavat[TOINEN]) == (Tapa.HETI, Tapa.HETI)

    def test_link_is_good_for_a_year_and_for_this_alone(self, raija):
        linkki = ilmoitusasetukset.perumislinkki(raija, [AVAIN, "poistunut.laji"])
        tunnus = linkki.rstrip("/").split("/")[-1]

        assert ilmoitusasetukset.avaa(tunnus) == (raija, [AVAIN])
        assert ilmoitusasetukset.avaa(tunnus + "x") is None
        assert ilmoitusasetukset.avaa("") is None

    def test_kinds_are_those_of_ones_roles(self, raija, koordinaattori, paakayttaja, rautavaara):
        kahdessa = UserFactory(kunta=rautavaara)
        JasenyysFactory(user=kahdessa, rooli="koordinaattori", alue=rautavaara.alue)

        omat = {
            user.pk: {avain for avain in ilmoitukset.roolien_lajit(user) if avain.startswith("testi.")}
            for user in (raija, koordinaattori, paakayttaja, kahdessa)
        }

        assert omat == {
            raija.pk: {AVAIN},
            koordinaattori.pk: {TOINEN},
            paakayttaja.pk: set(),
            kahdessa.pk: {AVAIN, TOINEN},
        }


@pytest.mark.kanta
@pytest.mark.django_db(transaction=True)
class TestKaksiTyontekijaa:
    """Two workers at once. They set the clock of their own: a thread begins with a new one."""

    def yhta_aikaa(self, teko):
        def tyontekija(_numero):
            with kello.aseta(AAMU):
                teko()
            connections.close_all()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(tyontekija, range(4)))

    def test_one_digest(self, kohde, raija):
        monta(kohde, raija, 20, TOINEN)

        self.yhta_aikaa(lambda: ilmoitusposti.laheta_kooste(raija.pk))

        assert (Kooste.objects.count(), lahetykset()) == (1, [("kooste", [raija.email])])
        assert Ilmoitus.objects.filter(lahetys__isnull=False).count() == 20

    def test_one_mail_of_a_notice(self, kohde, raija):
        rivi = ilmoitus(kohde)

        self.yhta_aikaa(lambda: ilmoitusposti.laheta(rivi.pk))

        assert lahetykset() == [("ilmoitus", [raija.email])]

    def test_one_mail_of_a_notice_that_the_digest_takes_too(self, kohde, raija):
        rivi = ilmoitus(kohde)

        def kumpikin():
            ilmoitusposti.laheta_kooste(raija.pk)
            ilmoitusposti.laheta(rivi.pk)

        self.yhta_aikaa(kumpikin)

        assert len(lahetykset()) == 1
