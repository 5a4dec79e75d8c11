import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.factories import AlueFactory, HenkiloFactory, JasenyysFactory, KuntaFactory, UserFactory, historia
from tyollisyysalue import audit, kello
from tyollisyysalue.models import (
    Fakta,
    Henkilo,
    Jasenyys,
    Kunta,
    Liite,
    Sopimus,
    Tapahtuma,
    Tyollisyysalue,
    User,
)
from tyollisyysalue.roolit import Rooli

pytestmark = pytest.mark.kanta

KEVAT = (datetime.date(2025, 1, 1), datetime.date(2025, 5, 31))


class TestJasenyys:
    @pytest.fixture
    def jasenyys(self, alue):
        return JasenyysFactory(
            user=UserFactory(), rooli=Rooli.SIHTEERI, alue=alue, alkupvm=KEVAT[0], loppupvm=KEVAT[1]
        )

    @pytest.mark.parametrize(
        ("alku", "loppu"),
        [(KEVAT[1], None), (datetime.date(2024, 1, 1), KEVAT[0]), (datetime.date(2025, 3, 1), KEVAT[1])],
    )
    def test_same_role_twice_at_a_time_is_refused(self, jasenyys, alku, loppu):
        toinen = Jasenyys(
            user=jasenyys.user, rooli=jasenyys.rooli, alue=jasenyys.alue, alkupvm=alku, loppupvm=loppu
        )

        with pytest.raises(ValidationError) as error:
            toinen.full_clean()
        assert error.value.messages == ["Käyttäjällä on jo sama rooli osan tästä ajasta."]
        with pytest.raises(IntegrityError, match="jasenyys_ei_paallekkain"):
            toinen.save()

    def test_role_may_go_on_the_day_after(self, jasenyys):
        JasenyysFactory(
            user=jasenyys.user,
            rooli=jasenyys.rooli,
            alue=jasenyys.alue,
            alkupvm=KEVAT[1] + datetime.timedelta(days=1),
        )

        assert jasenyys.user.jasenyydet.count() == 2

    def test_other_role_area_municipality_or_user_may_overlap(self, jasenyys, rautavaara, siilinjarvi):
        JasenyysFactory(user=jasenyys.user, rooli=Rooli.ESITTELIJA, alue=jasenyys.alue)
        JasenyysFactory(user=jasenyys.user, rooli=Rooli.SIHTEERI, alue=AlueFactory(koodi="45"))
        JasenyysFactory(user=jasenyys.user, rooli=Rooli.YHDYSHENKILO, kunta=rautavaara)
        JasenyysFactory(user=jasenyys.user, rooli=Rooli.YHDYSHENKILO, kunta=siilinjarvi)
        JasenyysFactory(user=UserFactory(), rooli=Rooli.SIHTEERI, alue=jasenyys.alue)

        assert Jasenyys.objects.count() == 6

    def test_end_before_the_start_is_told_as_such(self, jasenyys):
        toinen = Jasenyys(
            user=jasenyys.user, rooli=Rooli.SIHTEERI, alue=jasenyys.alue, alkupvm=KEVAT[1], loppupvm=KEVAT[0]
        )

        with pytest.raises(ValidationError) as error:
            toinen.full_clean()
        assert error.value.messages == ["Loppupäivä ei voi olla ennen alkupäivää."]
        with pytest.raises(IntegrityError, match="jasenyys_oikea_jarjestys"):
            toinen.save()

    @pytest.mark.parametrize(("rooli", "kunnalle"), [(Rooli.YHDYSHENKILO, False), (Rooli.SIHTEERI, True)])
    def test_liaison_has_a_municipality_and_others_an_area(self, alue, rautavaara, rooli, kunnalle):
        vaara = Jasenyys(
            user=UserFactory(),
            rooli=rooli,
            kunta=rautavaara if kunnalle else None,
            alue=None if kunnalle else alue,
            alkupvm=KEVAT[0],
        )

        with pytest.raises(ValidationError, match="Yhdyshenkilölle valitaan kunta, muille rooleille"):
            vaara.full_clean()
        with pytest.raises(IntegrityError, match="jasenyys_kunta_tai_alue"):
            vaara.save()

    def test_roles_have_different_hashes(self, db):
        """The overlap rule compares hashes of roles: two with the same hash would block each other."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(DISTINCT hashtext(rooli)) FROM unnest(%s::text[]) AS rooli", [Rooli.values]
            )
            assert cursor.fetchone() == (len(Rooli.values),)


class TestUser:
    def test_address_is_one_persons_whatever_its_case(self, db):
        UserFactory(email="raija@rautavaara.example")

        toinen = User(email="RAIJA@rautavaara.example", password="x")

        with pytest.raises(ValidationError) as error:
            toinen.full_clean()
        assert error.value.messages == ["Tällä sähköpostiosoitteella on jo käyttäjä."]
        with pytest.raises(IntegrityError, match="user_email_kirjainkoosta_riippumatta"):
            toinen.save()

    def test_new_users_address_is_kept_in_lower_case(self, db):
        assert (
            User.objects.create_user("Raija@Rautavaara.EXAMPLE", "salasana").email
            == "raija@rautavaara.example"
        )

    def test_user_is_called_by_the_persons_name(self, raija):
        assert raija.nimi == "Raija Vaarala"
        assert UserFactory(email="uusi@kuopio.example").nimi == "uusi@kuopio.example"

    def test_history_holds_no_password(self, db):
        nimet = {field.name for field in historia(User)._meta.get_fields()}

        assert "email" in nimet
        assert not nimet & {"password", "last_login"}

    def test_sign_in_leaves_no_version(self, sihteeri, client):
        client.force_login(sihteeri)

        assert historia(User).objects.filter(pgh_obj_id=sihteeri.pk).count() == 1


class TestKunta:
    @pytest.mark.parametrize("koodi", ["5", "05", "abc", "12a"])
    def test_code_has_three_digits(self, alue, koodi):
        with pytest.raises(IntegrityError, match="kunta_koodi_kolme_numeroa"):
            KuntaFactory(koodi=koodi, alue=alue)

    def test_names_sort_in_finnish_order(self, alue):
        nimet = ["Åland", "Ähtäri", "Zürich", "akaa", "Öja", "Äänekoski", "Éclair", "Fiskars", "Wiitasaari"]
        for numero, nimi in enumerate(nimet, start=100):
            KuntaFactory(koodi=str(numero), nimi_fi=nimi, alue=alue)

        assert [kunta.nimi_fi for kunta in Kunta.objects.all()] == [
            "akaa",
            "Éclair",
            "Fiskars",
            "Wiitasaari",
            "Zürich",
            "Åland",
            "Ähtäri",
            "Äänekoski",
            "Öja",
        ]


class TestLiite:
    def test_secret_file_needs_its_ground(self, rautavaara, sihteeri):
        with pytest.raises(IntegrityError, match="liite_salassapidolla_peruste"):
            Liite.objects.create(
                omistaja=rautavaara,
                nimi="liite.pdf",
                koko=1,
                julkisuus=Liite.Julkisuus.SALASSA,
                lisaaja=sihteeri,
                lisaysaika=kello.nyt(),
            )


class TestHistoria:
    def test_every_change_leaves_a_version(self, rautavaara):
        rautavaara.nimi_sv = "Rautavaara kommun"
        rautavaara.save(update_fields=["nimi_sv"])
        Kunta.objects.filter(pk=rautavaara.pk).update(nimi_en="Municipality of Rautavaara")

        versiot = historia(Kunta).objects.filter(pgh_obj_id=rautavaara.pk).order_by("pgh_id")

        assert [(versio.nimi_sv, versio.nimi_en) for versio in versiot] == [
            ("Rautavaara", "Rautavaara"),
            ("Rautavaara kommun", "Rautavaara"),
            ("Rautavaara kommun", "Municipality of Rautavaara"),
        ]

    def test_saving_without_a_change_leaves_none(self, rautavaara):
        rautavaara.save()

        assert historia(Kunta).objects.filter(pgh_obj_id=rautavaara.pk).count() == 1

    @pytest.mark.parametrize("model", [Tyollisyysalue, Kunta, User, Jasenyys, Henkilo])
    def test_rows_cannot_be_deleted(self, raija, model):
        assert model.objects.exists()

        with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
            model.objects.all()._raw_delete("default")

    def test_versions_can_be_neither_changed_nor_deleted(self, rautavaara):
        versiot = historia(Kunta).objects.all()
        assert versiot.exists()

        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            versiot.update(nimi_fi="Muu")
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            versiot._raw_delete("default")

    def test_every_model_of_the_base_keeps_its_history_or_is_append_only(self):
        """A row that a frozen fact points to must be there, in the form it had."""
        for model in apps.get_app_config("tyollisyysalue").get_models():
            if hasattr(model, "pgh_tracked_model"):
                continue
            triggerit = {trigger.name for trigger in getattr(model._meta, "triggers", [])}
            kirjataan = hasattr(model, "pgh_event_model") and "ei_poistoa" in triggerit
            assert kirjataan or "vain_lisays" in triggerit, model


class TestAudit:
    def test_event_keeps_the_name_the_person_had(self, raija, rautavaara):
        with kello.aseta(datetime.datetime(2025, 8, 28, 9, tzinfo=kello.HELSINKI)):
            tapahtuma = audit.kirjaa(
                rautavaara, "laheta", user=raija, syy="Lähetetty", tiedot={"pvm": "2025-08-28"}
            )
        Henkilo.objects.filter(user=raija).update(nimi="Raija Uusinimi")

        tapahtuma.refresh_from_db()
        assert (tapahtuma.kohde, tapahtuma.tapahtuma, tapahtuma.user) == (rautavaara, "laheta", raija)
        assert (tapahtuma.tekija, tapahtuma.syy, tapahtuma.tiedot) == (
            "Raija Vaarala",
            "Lähetetty",
            {"pvm": "2025-08-28"},
        )
        assert tapahtuma.aika == datetime.datetime(2025, 8, 28, 9, tzinfo=kello.HELSINKI)

    def test_portals_own_act_has_no_user(self, rautavaara):
        tapahtuma = audit.kirjaa(rautavaara, "muistuta")

        assert (tapahtuma.user, tapahtuma.tekija) == (None, "Työllisyysalueportaali")

    def test_events_can_be_neither_changed_nor_deleted(self, rautavaara):
        audit.kirjaa(rautavaara, "laheta")

        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            Tapahtuma.objects.update(syy="Muu")
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            Tapahtuma.objects.all()._raw_delete("default")


class TestOwned:
    """Rows that hang on another row are seen with it; of the base's models agreements have events."""

    @pytest.fixture
    def tapahtuma(self, rautavaara):
        sopimus = Sopimus.objects.create(
            laji=Sopimus.Laji.KAYTTOOIKEUS,
            alue=rautavaara.alue,
            kunta=rautavaara,
            lahetyspvm=datetime.date(2025, 8, 20),
        )
        return audit.kirjaa(sopimus, "lahetetty")

    @pytest.mark.parametrize(("rooli", "nakee"), [("raija", True), ("kari", False), ("sihteeri", True)])
    def test_events_are_seen_with_their_owner(self, request, tapahtuma, rooli, nakee):
        user = request.getfixturevalue(rooli)

        assert Tapahtuma.objects.visible_to(user).filter(pk=tapahtuma.pk).exists() is nakee

    def test_events_of_a_model_without_a_timeline_are_seen_by_nobody(self, paakayttaja, rautavaara):
        tapahtuma = audit.kirjaa(rautavaara, "laheta")

        assert not Tapahtuma.objects.visible_to(paakayttaja).filter(pk=tapahtuma.pk).exists()

    def test_rows_of_one_owner(self, tapahtuma, rautavaara):
        audit.kirjaa(rautavaara, "laheta")

        assert list(Tapahtuma.objects.for_omistaja(tapahtuma.kohde)) == [tapahtuma]
        assert not Fakta.objects.for_omistaja(rautavaara).exists()


def test_person_is_named_with_title(alue):
    assert str(HenkiloFactory(alue=alue, nimi="Aino Harjula", nimike="työllisyysasiantuntija")) == (
        "Aino Harjula, työllisyysasiantuntija"
    )
