import datetime
import json
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.translation import get_language

from tests.factories import historia
from tyollisyysalue import faktat, kello
from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, Parametrit, Taulukko, Tuloste
from tyollisyysalue.models import Fakta, Kunta, Tapahtuma

HETKI = datetime.datetime(2025, 9, 10, 12, tzinfo=kello.HELSINKI)


class Nimi(Faktalaji):
    """The name of a municipality: a claim that a test can change under a text."""

    avain = "testi.nimi"
    nimi = "Kunnan nimi"
    muoto = Muoto.LAUSE
    parametrit = ("kunta",)

    def keraa(self, p):
        kunta = p.kuntarivi
        if not kunta.nimi_sv:
            raise ValidationError("Kunnalla ei ole ruotsinkielistä nimeä. Lisää se.")
        return Aineisto({"fi": kunta.nimi_fi, "sv": kunta.nimi_sv, "en": kunta.nimi_en}, [kunta])

    def tulosta(self, sisalto):
        return {"fi": "Kunta on %s.", "sv": "Kommunen är %s.", "en": "The municipality is %s."}[
            get_language()
        ] % sisalto[get_language()]

    def selite(self, sisalto):
        return f"Kuntaluettelo ({get_language()})"


class Nimitaulukko(Nimi):
    avain = "testi.nimitaulukko"
    nimi = "Kunnan nimet"
    muoto = Muoto.TAULUKKO

    def tulosta(self, sisalto):
        return Taulukko("Nimet", ["Kieli", "Nimi"], [[kieli, sisalto[kieli]] for kieli in ("fi", "sv")])


@pytest.fixture(autouse=True)
def lajit(monkeypatch):
    """A registry of the test's own, so that no fact of a test is offered elsewhere."""
    monkeypatch.setattr(faktat, "LAJIT", {})
    faktat.rekisteroi(Nimi)
    faktat.rekisteroi(Nimitaulukko)


@pytest.fixture
def kunta(rautavaara):
    rautavaara.nimi_sv = "Rautavaara kommun"
    rautavaara.save(update_fields=["nimi_sv"])
    return rautavaara


@pytest.fixture
def fakta(kunta):
    return faktat.lisaa(kunta, "testi.nimi", Parametrit(kunta="687"))


@pytest.fixture
def jaadytetty(fakta):
    with kello.aseta(HETKI):
        faktat.jaadyta(fakta)
    return Fakta.objects.get(pk=fakta.pk)


class TestRegistry:
    def test_kinds_are_found_by_key(self):
        assert list(faktat.LAJIT) == ["testi.nimi", "testi.nimitaulukko"]
        assert isinstance(faktat.LAJIT["testi.nimi"], Nimi)

    def test_unknown_kind_is_refused(self, kunta):
        with pytest.raises(ValidationError) as error:
            faktat.lisaa(kunta, "testi.muu", Parametrit(kunta="687"))

        assert error.value.messages == ["Tuntematon fakta. Valitse fakta luettelosta."]

    def test_claim_without_data_is_not_bound(self, rautavaara):
        Kunta.objects.filter(pk=rautavaara.pk).update(nimi_sv="")

        with pytest.raises(ValidationError, match="Kunnalla ei ole ruotsinkielistä nimeä"):
            faktat.lisaa(rautavaara, "testi.nimi", Parametrit(kunta="687"))

        assert not Fakta.objects.exists()


class TestParametrit:
    @pytest.mark.parametrize(
        "parametrit",
        [
            Parametrit(),
            Parametrit(kunta="005"),
            Parametrit(kunta="687", alkupvm=datetime.date(2025, 1, 8), loppupvm=datetime.date(2025, 8, 31)),
            Parametrit(paiva=datetime.date(2025, 9, 17), ryhma=4),
        ],
    )
    def test_they_survive_json(self, parametrit):
        assert Parametrit.jsonista(json.loads(json.dumps(parametrit.json()))) == parametrit

    def test_unused_ones_are_left_out(self):
        assert Parametrit(kunta="687", paiva=datetime.date(2025, 9, 17)).json() == {
            "kunta": "687",
            "paiva": "2025-09-17",
        }


class TestLive:
    @pytest.mark.parametrize(
        ("kieli", "teksti"),
        [
            ("fi", "Kunta on Rautavaara."),
            ("sv", "Kommunen är Rautavaara kommun."),
            ("en", "The municipality is Rautavaara."),
        ],
    )
    def test_fact_is_shown_in_each_language(self, fakta, kieli, teksti):
        assert faktat.esita(fakta, kieli) == Tuloste(f"Kuntaluettelo ({kieli})", teksti=teksti)

    def test_live_fact_follows_the_data(self, fakta):
        Kunta.objects.filter(koodi="687").update(nimi_fi="Uusi Rautavaara")

        assert faktat.esita(fakta, "fi").teksti == "Kunta on Uusi Rautavaara."

    def test_reading_is_kept(self, fakta, django_assert_num_queries):
        eka = faktat.esita(fakta, "fi")
        fakta.refresh_from_db()

        with django_assert_num_queries(0):
            assert faktat.esita(fakta, "fi") == eka

    @pytest.mark.kanta
    def test_change_makes_the_reading_old(self, fakta):
        faktat.esita(fakta, "fi")

        with connection.cursor() as cursor:
            cursor.execute("UPDATE tyollisyysalue_kunta SET nimi_fi = 'Uusi Rautavaara' WHERE koodi = '687'")

        fakta.refresh_from_db()
        assert faktat.esita(fakta, "fi").teksti == "Kunta on Uusi Rautavaara."

    @pytest.mark.kanta
    @pytest.mark.django_db(transaction=True)
    def test_change_during_a_reading_makes_it_old(self, fakta):
        def muuta():
            Kunta.objects.filter(koodi="687").update(nimi_fi="Uusi Rautavaara")
            connection.close()

        toinen = threading.Thread(target=muuta)
        with transaction.atomic():
            faktat.esita(fakta, "fi")
            toinen.start()
        toinen.join()

        fakta.refresh_from_db()
        assert faktat.esita(fakta, "fi").teksti == "Kunta on Uusi Rautavaara."

    def test_reading_is_good_for_its_day_only(self, fakta):
        with kello.aseta(HETKI):
            faktat.esita(fakta, "fi")
        Fakta.objects.filter(pk=fakta.pk).update(
            luettu={"fi": {"selite": "", "teksti": "Eilinen.", "taulukko": None}}
        )
        fakta.refresh_from_db()

        with kello.aseta(HETKI):
            assert faktat.esita(fakta, "fi").teksti == "Eilinen."
        with kello.aseta(HETKI + datetime.timedelta(days=1)):
            assert faktat.esita(fakta, "fi").teksti == "Kunta on Rautavaara."

    def test_reading_is_no_version_of_the_fact(self, fakta):
        faktat.esita(fakta, "fi")

        assert historia(Fakta).objects.filter(pgh_obj_id=fakta.pk).count() == 1

    def test_table_is_shown_as_data(self, kunta):
        tuloste = faktat.esikatsele("testi.nimitaulukko", Parametrit(kunta="687"), "fi")

        assert tuloste == Tuloste(
            "Kuntaluettelo (fi)",
            taulukko=Taulukko(
                "Nimet", ["Kieli", "Nimi"], [["fi", "Rautavaara"], ["sv", "Rautavaara kommun"]]
            ),
        )


class TestFreezing:
    def test_everything_is_stored(self, jaadytetty, kunta):
        assert jaadytetty.on_jaadytetty
        assert jaadytetty.jaadytysaika == HETKI
        assert jaadytetty.sisalto == {"fi": "Rautavaara", "sv": "Rautavaara kommun", "en": "Rautavaara"}
        assert {kieli: tuloste["teksti"] for kieli, tuloste in jaadytetty.tulosteet.items()} == {
            "fi": "Kunta on Rautavaara.",
            "sv": "Kommunen är Rautavaara kommun.",
            "en": "The municipality is Rautavaara.",
        }
        versio = historia(Kunta).objects.filter(pgh_obj_id=kunta.pk).latest("pgh_id").pgh_id
        assert jaadytetty.lahteet == [["tyollisyysalue.kunta", kunta.pk, versio]]

    @pytest.mark.parametrize("kieli", ["fi", "sv", "en"])
    def test_frozen_fact_reads_as_the_live_one_did(self, fakta, kieli):
        elava = faktat.esita(fakta, kieli)

        faktat.jaadyta(fakta)

        assert faktat.esita(Fakta.objects.get(pk=fakta.pk), kieli) == elava

    def test_frozen_fact_does_not_follow_the_data(self, jaadytetty, django_assert_num_queries):
        Kunta.objects.filter(koodi="687").update(nimi_fi="Uusi Rautavaara")

        with django_assert_num_queries(0):
            assert faktat.esita(jaadytetty, "fi").teksti == "Kunta on Rautavaara."

    def test_source_is_the_version_of_the_moment(self, jaadytetty):
        [(_malli, _pk, versio)] = jaadytetty.lahteet
        Kunta.objects.filter(koodi="687").update(nimi_fi="Uusi Rautavaara")

        assert historia(Kunta).objects.get(pgh_id=versio).nimi_fi == "Rautavaara"

    def test_table_survives_the_database(self, kunta):
        fakta = faktat.lisaa(kunta, "testi.nimitaulukko", Parametrit(kunta="687"))
        elava = faktat.esita(fakta, "sv")

        faktat.jaadyta(fakta)

        assert faktat.esita(Fakta.objects.get(pk=fakta.pk), "sv") == elava

    def test_fact_whose_data_is_gone_cannot_be_frozen(self, fakta):
        Kunta.objects.filter(koodi="687").update(nimi_sv="")

        with pytest.raises(ValidationError):
            faktat.jaadyta(fakta)

        fakta.refresh_from_db()
        assert not fakta.on_jaadytetty


class TestHash:
    def test_hash_is_computed_again_from_what_is_stored(self, jaadytetty):
        assert faktat.tiiviste(jaadytetty) == jaadytetty.tiiviste

    @pytest.mark.parametrize(
        ("kentta", "arvo"),
        [
            ("avain", "testi.muu"),
            ("parametrit", {"kunta": "749"}),
            ("sisalto", {"fi": "Siilinjärvi"}),
            ("tulosteet", {"fi": {"selite": "", "teksti": "Muu.", "taulukko": None}}),
            ("lahteet", []),
            ("jaadytysaika", HETKI + datetime.timedelta(seconds=1)),
        ],
    )
    def test_hash_tells_any_change(self, jaadytetty, kentta, arvo):
        setattr(jaadytetty, kentta, arvo)

        assert faktat.tiiviste(jaadytetty) != jaadytetty.tiiviste

    def test_order_of_keys_does_not_matter(self, jaadytetty):
        jaadytetty.sisalto = dict(reversed(jaadytetty.sisalto.items()))

        assert faktat.tiiviste(jaadytetty) == jaadytetty.tiiviste


@pytest.mark.kanta
class TestDatabase:
    @pytest.mark.parametrize(
        ("kentta", "arvo"), [("sisalto", {}), ("tiiviste", "0" * 64), ("jaadytysaika", None), ("lahteet", [])]
    )
    def test_frozen_fact_cannot_be_changed(self, jaadytetty, kentta, arvo):
        with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
            Fakta.objects.filter(pk=jaadytetty.pk).update(**{kentta: arvo})

    def test_frozen_fact_cannot_be_frozen_again(self, jaadytetty):
        with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
            faktat.jaadyta(jaadytetty)

    def test_facts_cannot_be_deleted(self, fakta):
        with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
            fakta.delete()

    @pytest.mark.parametrize(
        "arvot",
        [
            {"jaadytysaika": HETKI},
            {"sisalto": {}},
            {"jaadytysaika": HETKI, "sisalto": {}, "tulosteet": {}, "lahteet": [], "tiiviste": "ei tiiviste"},
        ],
    )
    def test_fact_is_frozen_wholly_or_not_at_all(self, fakta, arvot):
        with pytest.raises(IntegrityError, match="fakta_jaadytetty_kokonaan"), transaction.atomic():
            Fakta.objects.filter(pk=fakta.pk).update(**arvot)


class TestSources:
    def test_no_rows_no_sources(self):
        assert faktat.lahteet([]) == []

    def test_sources_come_in_the_order_given(self, rautavaara, siilinjarvi):
        assert [pk for _malli, pk, _versio in faktat.lahteet([siilinjarvi, rautavaara])] == [
            siilinjarvi.pk,
            rautavaara.pk,
        ]

    @pytest.mark.kanta
    def test_append_only_row_is_its_own_version(self, rautavaara):
        tapahtuma = Tapahtuma.objects.create(
            kohde=rautavaara, tapahtuma="laheta", tekija="Työllisyysalueportaali", aika=HETKI
        )

        assert faktat.lahteet([tapahtuma]) == [["tyollisyysalue.tapahtuma", tapahtuma.pk, tapahtuma.pk]]

    def test_sources_cost_one_query(self, rautavaara, siilinjarvi, django_assert_num_queries):
        with django_assert_num_queries(1):
            faktat.lahteet([rautavaara, siilinjarvi])
