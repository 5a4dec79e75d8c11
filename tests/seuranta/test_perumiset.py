import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from seuranta import kaudet, koosteet, perumiset, workflow
from seuranta.lahteet import lahteet
from seuranta.models import Havainto, Mittari, Tuonti
from tests.factories import UserFactory
from tests.seuranta import aito
from tests.seuranta.conftest import ELOKUU, SALASSA, hetki
from tests.seuranta.test_workflow_tuonti import voimassa
from tyollisyysalue import kello
from tyollisyysalue.roolit import Rooli

KESAKUU = datetime.date(2026, 6, 1)
SYYSKUU = datetime.date(2025, 9, 1)


@pytest.fixture
def peru(koordinaattori):
    """Undo a batch on a day: ``peru((2025, 9, 20), batch)``."""

    def peru(paiva, tuonti, *, user=koordinaattori, syy="Väärä tiedosto", **kwargs):
        with kello.aseta(hetki(*paiva)):
            return workflow.peru_tuonti(tuonti, syy, user=user, **kwargs)

    return peru


def tiedossa(paiva, **rajaus):
    havainnot = (
        Havainto.objects.filter(**rajaus)
        .tiedossa(hetki(paiva[0], paiva[1], paiva[2], 12))
        .select_related("mittari")
    )
    return {havainto.mittari.koodi: havainto.luku for havainto in havainnot}


class TestPeruTuonti:
    def test_figures_before_the_batch_come_back(self, kirjaa, peru):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, TYOTTOMAT25=SALASSA, HAKIJALOPUSSA=104)
        vaara = kirjaa((2025, 9, 12), ELOKUU, TYOTTOMATLOPUSSA=166, TYOTTOMAT25=12)

        peruutus = peru((2025, 9, 15), vaara)

        assert voimassa() == {"TYOTTOMATLOPUSSA": 66, "TYOTTOMAT25": SALASSA, "HAKIJALOPUSSA": 104}
        assert (peruutus.laji, peruutus.peruttu, peruutus.syy) == ("peruutus", vaara, "Väärä tiedosto")
        assert (peruutus.tulos["palautettuja"], peruutus.tulos["poistettuja"]) == (2, 0)

    def test_figures_that_were_not_there_before_are_no_longer(self, kirjaa, peru):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        vaara = kirjaa((2025, 9, 12), SYYSKUU - datetime.timedelta(31), TYOTTOMAT50=5)

        peruutus = peru((2025, 9, 15), vaara)

        assert voimassa() == {"TYOTTOMATLOPUSSA": 66}
        assert (peruutus.tulos["palautettuja"], peruutus.tulos["poistettuja"]) == (0, 1)
        assert Havainto.objects.get(tuonti=peruutus).luku is None

    def test_what_was_known_on_a_day_stays_known_of_it(self, kirjaa, peru):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        vaara = kirjaa((2025, 9, 12), ELOKUU, TYOTTOMATLOPUSSA=166, TYOTTOMAT50=5)
        peru((2025, 9, 15), vaara)
        kirjaa((2025, 9, 18), ELOKUU, TYOTTOMAT50=6)

        assert tiedossa((2025, 9, 9)) == {"TYOTTOMATLOPUSSA": 66}
        assert (
            tiedossa((2025, 9, 12)) == tiedossa((2025, 9, 14)) == {"TYOTTOMATLOPUSSA": 166, "TYOTTOMAT50": 5}
        )
        assert tiedossa((2025, 9, 15)) == {"TYOTTOMATLOPUSSA": 66}
        assert tiedossa((2025, 9, 18)) == {"TYOTTOMATLOPUSSA": 66, "TYOTTOMAT50": 6}

    def test_nothing_is_removed_or_changed(self, kirjaa, peru):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        vaara = kirjaa((2025, 9, 12), ELOKUU, TYOTTOMATLOPUSSA=166)
        ennen = list(Havainto.objects.order_by("pk").values())

        peru((2025, 9, 15), vaara)

        assert list(Havainto.objects.order_by("pk").values())[: len(ennen)] == ennen

    def test_figures_that_a_newer_batch_replaced_stay(self, kirjaa, peru):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, TYOTTOMAT25=6)
        vaara = kirjaa((2025, 9, 12), ELOKUU, TYOTTOMATLOPUSSA=166, TYOTTOMAT25=16)
        kirjaa((2025, 9, 13), ELOKUU, TYOTTOMATLOPUSSA=67)

        peru((2025, 9, 15), vaara)

        assert voimassa() == {"TYOTTOMATLOPUSSA": 67, "TYOTTOMAT25": 6}

    def test_batches_are_undone_one_after_another(self, kirjaa, peru):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        toinen = kirjaa((2025, 9, 10), ELOKUU, TYOTTOMATLOPUSSA=67, TYOTTOMAT25=6)
        kolmas = kirjaa((2025, 9, 11), ELOKUU, TYOTTOMATLOPUSSA=68, TYOTTOMAT25=7)

        peru((2025, 9, 15), kolmas)
        assert voimassa() == {"TYOTTOMATLOPUSSA": 67, "TYOTTOMAT25": 6}
        peru((2025, 9, 16), toinen)
        assert voimassa() == {"TYOTTOMATLOPUSSA": 66}

    def test_figure_of_a_batch_that_was_undone_never_comes_back(self, kirjaa, peru):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        toinen = kirjaa((2025, 9, 10), ELOKUU, TYOTTOMATLOPUSSA=67, TYOTTOMAT25=6)
        kolmas = kirjaa((2025, 9, 11), ELOKUU, TYOTTOMATLOPUSSA=68)

        peru((2025, 9, 15), toinen)
        assert voimassa() == {"TYOTTOMATLOPUSSA": 68}
        peru((2025, 9, 16), kolmas)
        assert voimassa() == {"TYOTTOMATLOPUSSA": 66}

    def test_undone_file_can_be_imported_again(self, tuo, peru):
        tuonti = tuo((2026, 7, 21), aito.TAVUT)
        peru((2026, 7, 22), tuonti)
        assert not Havainto.objects.uusimmat().exists()

        uusi = tuo((2026, 7, 23), aito.TAVUT)

        assert (uusi.tulos["uusia"], uusi.tulos["muuttuneita"]) == (7084, 0)
        assert not uusi.havainnot.muuttuneet().exists()
        assert voimassa()["TYOTTOMATLOPUSSA"] == 67

    def test_whole_country_is_undone_in_few_statements(
        self, tuo, koordinaattori, django_assert_max_num_queries
    ):
        tuo((2026, 7, 21), aito.TAVUT)
        tuonti = tuo((2026, 7, 22), aito.muutettu(TYOTTOMATLOPUSSA="68"))
        kaikki = Tuonti.objects.exclude(pk=tuonti.pk).get()
        with kello.aseta(hetki(2026, 7, 23)), django_assert_max_num_queries(27):
            peruutus = workflow.peru_tuonti(kaikki, "Väärä", user=koordinaattori)

        assert peruutus.havainnot.count() == 7083
        assert voimassa() == {"TYOTTOMATLOPUSSA": 68}

    def test_plan_shows_the_first_figures_and_counts_them_all(self, tuo, monkeypatch):
        tuonti = tuo((2026, 7, 21), aito.TAVUT)
        monkeypatch.setattr(perumiset, "NAYTETTAVAT_MUUTOKSET", 10)

        peruminen = perumiset.suunnittele(tuonti)

        assert (peruminen.palaavia, peruminen.poistuvia, peruminen.kuukaudet) == (0, 7084, [KESAKUU])
        akaan = [Decimal(arvo) for arvo in aito.rivi(aito.data(), "KU020")["values"][:2]]
        assert [(m.kunta.nimi, m.mittari.koodi, m.vanha, m.uusi) for m in peruminen.muutokset][:2] == [
            ("Akaa", "HAKIJALOPUSSA", akaan[0], None),
            ("Akaa", "TYOTTOMATLOPUSSA", akaan[1], None),
        ]
        assert len(peruminen.muutokset) == 10

    def test_plan_tells_what_comes_back(self, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, TYOTTOMAT25=SALASSA)
        vaara = kirjaa((2025, 9, 12), ELOKUU, TYOTTOMATLOPUSSA=166, TYOTTOMAT25=12, TYOTTOMAT50=5)

        peruminen = perumiset.suunnittele(vaara)

        assert [(m.mittari.koodi, m.vanha, m.uusi) for m in peruminen.muutokset] == [
            ("TYOTTOMATLOPUSSA", 166, 66),
            ("TYOTTOMAT25", 12, SALASSA),
            ("TYOTTOMAT50", 5, None),
        ]
        assert (peruminen.palaavia, peruminen.poistuvia) == (2, 1)

    def test_batch_is_undone_once(self, kirjaa, peru):
        tuonti = kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        peru((2025, 9, 15), tuonti)

        with pytest.raises(ValidationError) as error:
            peru((2025, 9, 16), tuonti)

        assert error.value.messages == ["Tuonti on jo peruttu."]

    def test_batch_with_nothing_in_force_is_not_undone(self, kirjaa, peru):
        tuonti = kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        kirjaa((2025, 9, 10), ELOKUU, TYOTTOMATLOPUSSA=67)

        with pytest.raises(ValidationError) as error:
            peru((2025, 9, 16), tuonti)

        assert error.value.messages == [
            "Peruttavaa ei ole: uudempi tuonti on jo korvannut tai peruutus poistanut kaikki tuonnin luvut."
        ]

    def test_undoing_is_not_undone(self, kirjaa, peru):
        peruutus = peru((2025, 9, 15), kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66))

        with pytest.raises(PermissionDenied):
            peru((2025, 9, 16), peruutus)

    @pytest.mark.parametrize("rooli", sorted(set(Rooli) - {Rooli.KOORDINAATTORI}))
    def test_only_a_coordinator_undoes(self, tuo, peru, alue, rautavaara, rooli):
        tuonti = tuo((2026, 7, 21), aito.TAVUT)
        muu = UserFactory(rooli=rooli, alue=alue, kunta=rautavaara if rooli == Rooli.YHDYSHENKILO else None)

        with pytest.raises(PermissionDenied):
            peru((2026, 7, 22), tuonti, user=muu)

        assert Tuonti.objects.count() == 1

    def test_plan_that_is_no_longer_true_is_not_carried_out(self, kirjaa, peru):
        tuonti = kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, TYOTTOMAT25=6)
        tiiviste = perumiset.suunnittele(tuonti).tiiviste
        kirjaa((2025, 9, 10), ELOKUU, TYOTTOMATLOPUSSA=67)

        with pytest.raises(ValidationError) as error:
            peru((2025, 9, 16), tuonti, tiiviste=tiiviste)

        assert error.value.code == "muuttunut"
        assert voimassa()["TYOTTOMAT25"] == 6


class TestPeruttuLuku:
    """What pages tell of figures that an undoing touched."""

    def test_restored_figure_has_its_own_source_and_is_marked(self, kirjaa, peru):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, huomautus="demoaineistoa")
        peru((2025, 9, 15), kirjaa((2025, 9, 12), ELOKUU, TYOTTOMATLOPUSSA=166))

        havainto = Havainto.objects.select_related("mittari").uusimmat().get()

        assert havainto.tarkistus
        assert [(lahde.julkaisupvm, lahde.huomautus) for lahde in lahteet([havainto])] == [
            ("2025-09-09", "demoaineistoa")
        ]

    def test_revisions_show_what_was_undone(self, kirjaa, peru, rautavaara):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        peru((2025, 9, 15), kirjaa((2025, 9, 12), ELOKUU, TYOTTOMATLOPUSSA=166, TYOTTOMAT50=5))

        loppu = hetki(2025, 9, 20)
        [tarkistus] = koosteet.tarkistukset(koosteet.kunnan_havainnot(rautavaara, ELOKUU, loppu), loppu)

        assert (tarkistus.vanha, tarkistus.uusi) == ("166", "66")

    def test_revisions_of_an_earlier_day_show_nothing_later(self, kirjaa, rautavaara):
        for paiva, luku in ((9, 66), (12, 67), (15, 68)):
            kirjaa((2025, 9, paiva), ELOKUU, TYOTTOMATLOPUSSA=luku)

        loppu = hetki(2025, 9, 13)
        [tarkistus] = koosteet.tarkistukset(koosteet.kunnan_havainnot(rautavaara, ELOKUU, loppu), loppu)

        assert (tarkistus.vanha, tarkistus.uusi) == ("66", "67")

    def test_month_whose_figures_were_undone_is_no_month_with_figures(self, kirjaa, peru, rautavaara, alue):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        vaara = kirjaa((2025, 10, 9), SYYSKUU, TYOTTOMATLOPUSSA=67)
        assert kaudet.kaytossa() == [SYYSKUU, ELOKUU]

        peru((2025, 10, 10), vaara)

        assert kaudet.kaytossa() == [ELOKUU]
        mittarit = Mittari.objects.avainluvut()
        assert kaudet.uusin(rautavaara, mittarit, hetki(2025, 10, 9, 12)) == SYYSKUU
        assert kaudet.uusin(rautavaara, mittarit, hetki(2025, 10, 11)) == ELOKUU
        assert kaudet.seuraava(rautavaara, mittarit, ELOKUU, hetki(2025, 10, 9, 12)) == SYYSKUU
        assert kaudet.seuraava(rautavaara, mittarit, ELOKUU, hetki(2025, 10, 11)) is None


@pytest.mark.kanta
class TestRajoitteet:
    @pytest.fixture
    def tuonti(self, kirjaa):
        return kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

    @pytest.mark.parametrize(
        "muutos",
        [{"syy": ""}, {"peruttu": None}, {"user": None}, {"laji": "kasin"}],
    )
    def test_undoing_has_its_batch_doer_and_reason(self, tuonti, koordinaattori, muutos):
        peruutus = {
            "aika": hetki(2025, 9, 15),
            "user": koordinaattori,
            "laji": "peruutus",
            "lahde": "x",
            "julkaisupvm": ELOKUU,
            "peruttu": tuonti,
            "syy": "Väärä",
        }
        with pytest.raises(IntegrityError, match="tuonti_peruutus_syineen"):
            Tuonti.objects.create(**peruutus | muutos)

    @pytest.mark.parametrize("muutos", [{"arvo": Decimal(5)}, {"puuttuva": "..."}])
    def test_figure_taken_out_has_no_value(self, tuonti, muutos):
        luku = tuonti.havainnot.get()
        with pytest.raises(IntegrityError, match="havainto_arvo_tai_puuttuva"):
            Havainto.objects.create(
                kunta=luku.kunta,
                mittari=luku.mittari,
                kuukausi=SYYSKUU,
                tuonti=tuonti,
                mitatoity=True,
                **muutos,
            )
