import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from paatokset.models import Asiakirja, Kasittely, Osio, Paatos, Toimielin
from tests.paatokset.factories import HYVAKSYTTY, KIRJATTU, KOKOUS, ToimielinFactory, toinen_asia
from tyollisyysalue.models import Fakta

pytestmark = [pytest.mark.kanta, pytest.mark.usefixtures("pika_pdf")]

KIRJAUS = {
    "tila": "kasitelty",
    "kokouspvm": KOKOUS,
    "vuosi": 2025,
    "pykala": 58,
    "pykalatunnus": "§ 58",
    "lopputulos": "muutettu",
    "paatosteksti": "<p>Päätettiin.</p>",
    "kirjausaika": KIRJATTU,
}


def paivita(rivi, **muutos):
    with transaction.atomic():
        type(rivi).objects.filter(pk=rivi.pk).update(**muutos)


def test_names_follow_the_readers_language_and_fall_back(toimielin, settings):
    assert str(toimielin) == "Työllisyysaluelautakunta"
    assert str(ToimielinFactory.build(nimi_sv="")) == "Työllisyysaluelautakunta"


def test_body_ends_after_it_begins(alue):
    with pytest.raises(IntegrityError, match="toimielin_oikea_jarjestys"), transaction.atomic():
        ToimielinFactory(alue=alue, loppupvm=datetime.date(2024, 12, 31))


def test_bodies_of_a_day(alue):
    entinen = ToimielinFactory(
        alue=alue, alkupvm=datetime.date(2024, 1, 1), loppupvm=datetime.date(2024, 12, 31)
    )
    nykyinen = ToimielinFactory(alue=alue)

    assert list(Toimielin.objects.voimassa(datetime.date(2024, 12, 31))) == [entinen]
    assert list(Toimielin.objects.voimassa(datetime.date(2025, 1, 1))) == [nykyinen]


class TestVisibility:
    def test_draft_is_for_those_who_prepare_it(
        self, luonnos, sihteeri, esittelija, raija, kari, asiantuntija, koordinaattori, paakayttaja
    ):
        for user in (sihteeri, esittelija):
            assert list(Paatos.objects.visible_to(user)) == [luonnos]
            assert Osio.objects.visible_to(user).count() == 5
            assert Kasittely.objects.visible_to(user).count() == 5
        for user in (raija, kari, asiantuntija, koordinaattori, paakayttaja, AnonymousUser()):
            assert list(Paatos.objects.visible_to(user)) == []
            assert list(Osio.objects.visible_to(user)) == []

    def test_decided_matter_is_not_public_before_the_minutes_are_checked(self, kasitelty, sihteeri, raija):
        assert list(Paatos.objects.visible_to(sihteeri)) == [kasitelty]
        for user in (raija, AnonymousUser()):
            assert list(Paatos.objects.visible_to(user)) == []
            assert list(Asiakirja.objects.visible_to(user)) == []

    def test_checked_decision_is_everybodys(self, tarkastettu, raija, naapurisihteeri):
        for user in (raija, naapurisihteeri, AnonymousUser()):
            assert list(Paatos.objects.visible_to(user)) == [tarkastettu]
            assert list(Asiakirja.objects.visible_to(user)) == list(tarkastettu.asiakirjat.all())

    def test_draft_is_hidden_from_another_area(self, luonnos, naapurisihteeri):
        assert list(Paatos.objects.visible_to(naapurisihteeri)) == []


class TestConstraints:
    @pytest.mark.parametrize(
        "muutos",
        [
            {"tila": "hyvaksytty"},
            {"tila": "hyvaksytty", "hyvaksymisaika": HYVAKSYTTY, "esittelija_teksti": "johtaja"},
            {"tila": "hyvaksytty", "hyvaksymisaika": HYVAKSYTTY, "valmistelija_teksti": "sihteeri"},
            {"hyvaksymisaika": HYVAKSYTTY},
            {"esittelija_teksti": "johtaja"},
            {"valmistelija_teksti": "sihteeri"},
        ],
    )
    def test_approval_has_its_time_and_names_and_a_draft_has_none(self, luonnos, muutos):
        with pytest.raises(IntegrityError, match="paatos_hyvaksytylla_aika"):
            paivita(luonnos, **muutos)

    @pytest.mark.parametrize("kentta", [k for k in KIRJAUS if k != "tila"])
    def test_decided_matter_has_every_part_of_the_record(self, hyvaksytty, kentta):
        tyhja = "" if isinstance(KIRJAUS[kentta], str) else None

        with pytest.raises(IntegrityError, match="paatos_kasitellylla_pykala"):
            paivita(hyvaksytty, **KIRJAUS | {kentta: tyhja})

    @pytest.mark.parametrize("kentta", [k for k in KIRJAUS if k != "tila"])
    def test_undecided_matter_has_no_part_of_the_record(self, hyvaksytty, kentta):
        with pytest.raises(IntegrityError, match="paatos_kasitellylla_pykala"):
            paivita(hyvaksytty, **{kentta: KIRJAUS[kentta]})

    def test_year_of_the_number_is_the_meetings(self, hyvaksytty):
        with pytest.raises(IntegrityError, match="paatos_kasitellylla_pykala"):
            paivita(hyvaksytty, **KIRJAUS | {"vuosi": 2024})

    def test_number_is_given_once_for_a_body_and_year(self, kasitelty, toimielin, alue):
        def kirjattu(**muutos):
            with transaction.atomic():
                return Paatos.objects.create(
                    asia=toinen_asia(kasitelty.asia),
                    otsikko="Toinen",
                    esittelija=kasitelty.esittelija,
                    valmistelija=kasitelty.valmistelija,
                    esittelija_teksti="johtaja",
                    valmistelija_teksti="sihteeri",
                    hyvaksymisaika=HYVAKSYTTY,
                    **KIRJAUS | {"toimielin": toimielin} | muutos,
                )

        with pytest.raises(IntegrityError, match="paatos_pykala_kerran_vuodessa"):
            kirjattu()

        kirjattu(pykala=59)
        kirjattu(toimielin=ToimielinFactory(alue=alue, nimi_fi="Jaosto"))
        kirjattu(kokouspvm=datetime.date(2026, 1, 14), vuosi=2026)
        assert Paatos.objects.count() == 4

    def test_minutes_are_checked_on_the_day_of_the_meeting_or_later(self, kasitelty):
        with pytest.raises(IntegrityError, match="paatos_tarkastettu_kokouksen_jalkeen"):
            paivita(kasitelty, tila="tarkastettu", tarkastuspvm=KOKOUS - datetime.timedelta(days=1))
        with pytest.raises(IntegrityError, match="paatos_tarkastettu_kokouksen_jalkeen"):
            paivita(kasitelty, tila="tarkastettu")
        with pytest.raises(IntegrityError, match="paatos_tarkastettu_kokouksen_jalkeen"):
            paivita(kasitelty, tarkastuspvm=KOKOUS)

        paivita(kasitelty, tila="tarkastettu", tarkastuspvm=KOKOUS)

    def test_section_numbers_are_given_once(self, luonnos):
        with pytest.raises(IntegrityError, match="osio_numero_kerran"), transaction.atomic():
            Osio.objects.create(paatos=luonnos, jarjestys=1, otsikko="Toinen")

    def test_item_is_answered_by_a_section_or_left_with_a_reason(self, luonnos):
        kohta = luonnos.kasittelyt.first().kohta
        osio = luonnos.osiot.last()

        with pytest.raises(IntegrityError, match="kasittely_osio_tai_perustelu"), transaction.atomic():
            Kasittely.objects.create(paatos=luonnos, kohta=kohta)
        with pytest.raises(IntegrityError, match="kasittely_osio_tai_perustelu"), transaction.atomic():
            Kasittely.objects.create(paatos=luonnos, kohta=kohta, osio=osio, perustelu="Ei kuulu meille.")

    def test_item_stands_once_in_a_section_and_has_one_reason(self, luonnos):
        kasittely = luonnos.kasittelyt.first()
        perusteltu = {"paatos": luonnos, "kohta": kasittely.kohta, "perustelu": "Ei kuulu meille."}
        Kasittely.objects.create(**perusteltu)

        with pytest.raises(IntegrityError, match="kasittely_perustelu_kerran"), transaction.atomic():
            Kasittely.objects.create(**perusteltu)
        with pytest.raises(IntegrityError, match="kasittely_osio_kerran"), transaction.atomic():
            Kasittely.objects.create(paatos=luonnos, kohta=kasittely.kohta, osio=kasittely.osio)


class TestApprovedIsLocked:
    @pytest.mark.parametrize(
        "muutos",
        [
            {"otsikko": "Toinen"},
            {"ehdotus": "<p>Toinen</p>"},
            {"johdanto": "<p>Toinen</p>"},
            {"toimivalta": "§ 1"},
            {"kieli": "sv"},
            {"esittelija_teksti": "Toinen"},
            {"valmistelija_teksti": "Toinen"},
            {"vaikutusten_arviointi": "tehty"},
            {"vaikutukset": "Toinen"},
            {"muutoksenhaku": "oikaisuvaatimus"},
            {"muutoksenhaun_peruste": "134 §"},
            {"hyvaksymisaika": KIRJATTU},
            {"tila": "luonnos", "hyvaksymisaika": None, "esittelija_teksti": "", "valmistelija_teksti": ""},
        ],
    )
    def test_proposal_stays(self, hyvaksytty, muutos):
        with pytest.raises(ProgrammingError, match="hyvaksytty_lukittu"):
            paivita(hyvaksytty, **muutos)

    def test_people_and_the_matter_stay(self, hyvaksytty, raija):
        with pytest.raises(ProgrammingError, match="hyvaksytty_lukittu"):
            paivita(hyvaksytty, esittelija=raija.henkilo)
        with pytest.raises(ProgrammingError, match="hyvaksytty_lukittu"):
            paivita(hyvaksytty, valmistelija=raija.henkilo)

    def test_body_may_change_until_it_has_decided(self, hyvaksytty, alue):
        jaosto = ToimielinFactory(alue=alue, nimi_fi="Jaosto")

        paivita(hyvaksytty, toimielin=jaosto)

        hyvaksytty.refresh_from_db()
        assert hyvaksytty.toimielin == jaosto

    def test_sections_stay(self, hyvaksytty):
        osio = hyvaksytty.osiot.first()

        for teko in (
            lambda: hyvaksytty.osiot.update(teksti="<p>Toinen</p>"),
            lambda: Osio.objects.bulk_update([Osio(pk=osio.pk, otsikko="Toinen")], ["otsikko"]),
            lambda: Osio.objects.create(paatos=hyvaksytty, jarjestys=6, otsikko="Uusi"),
            lambda: Osio.objects.bulk_create([Osio(paatos=hyvaksytty, jarjestys=6, otsikko="Uusi")]),
            lambda: Osio.objects.filter(pk=osio.pk)._raw_delete("default"),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                teko()

        assert hyvaksytty.osiot.count() == 5

    def test_section_cannot_be_moved_in_or_out(self, hyvaksytty):
        toinen = Paatos.objects.create(
            asia=toinen_asia(hyvaksytty.asia),
            toimielin=hyvaksytty.toimielin,
            otsikko="Toinen",
            esittelija=hyvaksytty.esittelija,
            valmistelija=hyvaksytty.valmistelija,
        )
        oma = Osio.objects.create(paatos=toinen, jarjestys=9, otsikko="Oma")

        with pytest.raises(ProgrammingError, match="has been approved"):
            paivita(oma, paatos=hyvaksytty)
        with pytest.raises(ProgrammingError, match="has been approved"):
            paivita(hyvaksytty.osiot.first(), paatos=toinen, jarjestys=7)

    def test_links_stay(self, hyvaksytty):
        kohta = hyvaksytty.kasittelyt.first().kohta

        for teko in (
            lambda: hyvaksytty.kasittelyt.update(osio=None, perustelu="Ei vastata."),
            lambda: hyvaksytty.kasittelyt.all().delete(),
            lambda: Kasittely.objects.create(paatos=hyvaksytty, kohta=kohta, perustelu="Ei vastata."),
            lambda: Kasittely.objects.bulk_create(
                [Kasittely(paatos=hyvaksytty, kohta=kohta, perustelu="Ei vastata.")]
            ),
        ):
            with pytest.raises(ProgrammingError, match="has been approved"), transaction.atomic():
                teko()

        assert hyvaksytty.kasittelyt.filter(osio__isnull=False).count() == 5

    def test_frozen_facts_stay(self, hyvaksytty):
        with pytest.raises(ProgrammingError), transaction.atomic():
            Fakta.objects.update(tulosteet={})


class TestRecordedIsLocked:
    @pytest.mark.parametrize(
        "muutos",
        [
            {"pykala": 59},
            {"pykalatunnus": "§ 59"},
            {"paatosteksti": "<p>Toinen</p>"},
            {"lopputulos": "muutettu"},
            {"kokouspvm": KOKOUS + datetime.timedelta(days=1)},
            {"kirjausaika": HYVAKSYTTY},
        ],
    )
    @pytest.mark.parametrize("vaihe", ["kasitelty", "tarkastettu"])
    def test_number_and_decision_stay(self, request, vaihe, muutos):
        paatos = request.getfixturevalue(vaihe)

        with pytest.raises(ProgrammingError, match="kirjattu_lukittu"):
            paivita(paatos, **muutos)

    def test_body_that_decided_stays(self, kasitelty, alue):
        with pytest.raises(ProgrammingError, match="kirjattu_lukittu"):
            paivita(kasitelty, toimielin=ToimielinFactory(alue=alue, nimi_fi="Jaosto"))

    def test_record_cannot_be_taken_back(self, kasitelty):
        ennen = {k: "" if isinstance(arvo, str) else None for k, arvo in KIRJAUS.items()}

        with pytest.raises(ProgrammingError):
            paivita(kasitelty, **ennen | {"tila": "hyvaksytty"})

    def test_published_decision_stays_published(self, tarkastettu):
        with pytest.raises(ProgrammingError):
            paivita(tarkastettu, tila="kasitelty", tarkastuspvm=None)
        with pytest.raises(ProgrammingError):
            paivita(tarkastettu, tarkastuspvm=KOKOUS)


class TestNothingIsDeleted:
    @pytest.mark.parametrize("malli", [Toimielin, Paatos, Osio])
    def test_rows_with_history(self, luonnos, malli):
        assert malli.objects.exists()

        with pytest.raises(ProgrammingError, match="ei_poistoa"), transaction.atomic():
            malli.objects.all()._raw_delete("default")

    def test_documents_are_only_added(self, kasitelty):
        with pytest.raises(ProgrammingError, match="vain_lisays"), transaction.atomic():
            kasitelty.asiakirjat.update(sha256="0" * 64)
        with pytest.raises(ProgrammingError, match="vain_lisays"), transaction.atomic():
            kasitelty.asiakirjat.all().delete()

        assert kasitelty.asiakirjat.count() == 1


def test_search_finds_title_number_of_the_matter_and_printed_number(kasitelty):
    for sana in ("rautavaaran", kasitelty.asia.numero, "58"):
        assert list(Paatos.objects.haku(sana)) == [kasitelty]

    assert not Paatos.objects.haku("Siilinjärvi").exists()


def test_drafts_come_first_and_then_the_newest_number(kasitelty, toimielin, asia):
    luonnos = Paatos.objects.create(
        asia=toinen_asia(asia),
        toimielin=toimielin,
        otsikko="Toinen",
        esittelija=kasitelty.esittelija,
        valmistelija=kasitelty.valmistelija,
    )

    assert list(Paatos.objects.all()) == [luonnos, kasitelty]
