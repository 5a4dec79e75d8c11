"""Comments, versions and reopening."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from paatokset import teksti, tuloste, workflow
from paatokset.models import Kommentti, Paatos, Paatosversio
from paatokset.workflow import versiot
from tests.paatokset.factories import HYVAKSYTTY, kirjoita_osio, nimea
from tyollisyysalue import faktat, kello

pytestmark = pytest.mark.usefixtures("pika_pdf")

Tila = Paatos.Tila


def syyt(paatos):
    return [(v.numero, v.syy) for v in paatos.versiot.all()]


class TestComments:
    def test_return_carries_comments_of_sections(self, esittelijalla, esittelija):
        osio = esittelijalla.osiot.get(jarjestys=2)

        workflow.palauta(
            esittelijalla,
            kommentti="Tarkenna.",
            osiokommentit={osio.pk: "Kuka?", esittelijalla.osiot.get(jarjestys=1).pk: ""},
            user=esittelija,
        )

        assert [(k.osio, k.teksti, k.palautus) for k in esittelijalla.kommentit.all()] == [
            (None, "Tarkenna.", True),
            (osio, "Kuka?", True),
        ]

    def test_unresolved_comments_do_not_stop_the_draft(self, palautettu, sihteeri):
        workflow.laheta_esittelijalle(palautettu, user=sihteeri)

        palautettu.refresh_from_db()
        assert palautettu.tila == Tila.ESITTELIJALLA
        assert palautettu.kommentit.filter(ratkaistu=None).count() == 1

    def test_comment_is_resolved_and_opened_again(self, luonnos, sihteeri, esittelija):
        kommentti = workflow.kommentoi(luonnos, teksti="Tarkista.", user=esittelija)

        workflow.ratkaise(kommentti, ratkaistu=True, user=sihteeri)
        kommentti.refresh_from_db()
        assert kommentti.ratkaisija == sihteeri
        workflow.ratkaise(kommentti, ratkaistu=False, user=sihteeri)

        kommentti.refresh_from_db()
        assert (kommentti.ratkaistu, kommentti.ratkaisija) == (None, None)

    def test_those_who_prepare_comment(self, luonnos, sihteeri, asiantuntija, raija, naapurisihteeri):
        for user in (asiantuntija, raija, naapurisihteeri):
            with pytest.raises(PermissionDenied):
                workflow.kommentoi(luonnos, teksti="x", user=user)
        workflow.anna_osio(
            luonnos.osiot.get(jarjestys=1), henkilo=asiantuntija.henkilo, maarapvm=None, user=sihteeri
        )

        workflow.kommentoi(luonnos, teksti="x", user=asiantuntija)

        assert Kommentti.objects.visible_to(asiantuntija).count() == 1
        assert not Kommentti.objects.visible_to(raija).exists()

    def test_identity_code_is_refused(self, luonnos, sihteeri):
        with pytest.raises(ValidationError, match="henkilötunnus"):
            workflow.kommentoi(luonnos, teksti="131052-308T", user=sihteeri)

    def test_approved_is_not_commented(self, hyvaksytty, sihteeri):
        with pytest.raises(PermissionDenied):
            workflow.kommentoi(hyvaksytty, teksti="x", user=sihteeri)


class TestVersions:
    def test_each_turn_leaves_one(self, palautettu, sihteeri, esittelija):
        workflow.tallenna_versio(palautettu, user=sihteeri)
        workflow.laheta_esittelijalle(palautettu, user=sihteeri)
        with kello.aseta(HYVAKSYTTY):
            workflow.hyvaksy(palautettu, user=esittelija)

        assert syyt(palautettu) == [
            (1, "esittelijalle"),
            (2, "palautettu"),
            (3, "tallennettu"),
            (4, "esittelijalle"),
            (5, "hyvaksytty"),
        ]

    def test_holds_the_rendered_text_with_its_facts(self, hyvaksytty):
        versio = hyvaksytty.versiot.get(syy="hyvaksytty")

        osat = {osa["tunnus"]: osa for osa in versio.sisalto["fi"]}

        osio = hyvaksytty.osiot.get(jarjestys=1)
        assert "Toinen nimi on Rautavaara klo" in osat[f"osio-{osio.pk}"]["html"]
        assert osat[f"osio-{osio.pk}"]["otsikko"] == "1. Lähipalvelut"
        assert versio.tiiviste == versiot.tiiviste(versio.sisalto)

    def test_what_was_approved_is_what_the_presenter_saw(self, esittelijalla, esittelija):
        nahty = versiot.tiiviste(versiot.sisalto(esittelijalla))
        nimea("Muuttunut")

        with pytest.raises(ValidationError, match="Teksti on muuttunut"):
            workflow.hyvaksy(esittelijalla, tiiviste=nahty, user=esittelija)

        nahty = versiot.tiiviste(versiot.sisalto(esittelijalla))
        with kello.aseta(HYVAKSYTTY):
            workflow.hyvaksy(esittelijalla, tiiviste=nahty, user=esittelija)
        assert esittelijalla.versiot.get(syy="hyvaksytty").tiiviste == nahty

    @pytest.mark.kanta
    def test_is_never_changed(self, esittelijalla):
        with pytest.raises(DatabaseError), transaction.atomic():
            Paatosversio.objects.update(numero=9)

    def test_is_seen_by_those_who_prepare(self, esittelijalla, sihteeri, raija, asiantuntija):
        assert Paatosversio.objects.visible_to(sihteeri).count() == 1
        assert not Paatosversio.objects.visible_to(raija).exists()
        assert not Paatosversio.objects.visible_to(asiantuntija).exists()


class TestReopening:
    @pytest.fixture
    def avattu(self, hyvaksytty, esittelija):
        workflow.avaa(hyvaksytty, syy="Luku on väärin.", user=esittelija)
        hyvaksytty.refresh_from_db()
        return hyvaksytty

    def test_goes_back_to_the_desk_with_the_reason(self, avattu, sihteeri):
        assert avattu.tila == Tila.PALAUTETTU
        assert (avattu.hyvaksymisaika, avattu.esittelija_teksti, avattu.rakenne) == (None, "", None)
        assert avattu.tapahtumat.get(tapahtuma="avaa").syy == "Luku on väärin."
        assert syyt(avattu)[-2:] == [(2, "hyvaksytty"), (3, "avattu")]
        kirjoita_osio(avattu, 2, "<p>Korjattu.</p>", user=sihteeri)

    def test_frozen_facts_stay_and_the_text_gets_live_ones(self, avattu):
        kaytossa = teksti.faktojen_tunnukset(*tuloste.tekstit(avattu, avattu.osiot.all()))
        jaadytetyt = avattu.faktat.filter(jaadytysaika__isnull=False)
        assert jaadytetyt.count() == 2
        assert not set(kaytossa) & set(jaadytetyt.values_list("pk", flat=True))
        assert avattu.faktat.filter(pk__in=kaytossa, jaadytysaika=None).count() == 2

        nimea("Muuttunut")

        assert next((m.vanha, m.uusi) for m in workflow.muuttuneet(avattu)) == (
            "Toinen nimi on Rautavaara klo 13.00.",
            "Toinen nimi on Muuttunut klo 13.00.",
        )
        for fakta in jaadytetyt:
            assert faktat.tiiviste(fakta) == fakta.tiiviste

    def test_can_be_approved_again(self, avattu, sihteeri, esittelija):
        workflow.laheta_esittelijalle(avattu, user=sihteeri)
        with kello.aseta(HYVAKSYTTY):
            workflow.hyvaksy(avattu, user=esittelija)

        avattu.refresh_from_db()
        assert avattu.tila == Tila.HYVAKSYTTY
        assert avattu.faktat.filter(jaadytysaika__isnull=False).count() == 4

    def test_not_after_the_meeting(self, kasitelty, esittelija):
        with pytest.raises(PermissionDenied):
            workflow.avaa(kasitelty, syy="x", user=esittelija)

    @pytest.mark.kanta
    def test_database_allows_that_move_alone(self, hyvaksytty):
        avaus = {"hyvaksymisaika": None, "esittelija_teksti": "", "valmistelija_teksti": "", "rakenne": None}
        for muutos in (
            {"tila": "luonnos", **avaus},
            {"tila": "esittelijalla", **avaus},
            {"tila": "palautettu", **avaus, "otsikko": "Toinen"},
            {"tila": "palautettu", **avaus, "ehdotus": "<p>Toinen</p>"},
            {"ehdotus": "<p>Toinen</p>"},
        ):
            with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
                Paatos.objects.filter(pk=hyvaksytty.pk).update(**muutos)

        assert Paatos.objects.filter(pk=hyvaksytty.pk).update(tila="palautettu", **avaus) == 1

    @pytest.mark.kanta
    def test_database_allows_none_after_the_meeting(self, kasitelty):
        avaus = {"hyvaksymisaika": None, "esittelija_teksti": "", "valmistelija_teksti": "", "rakenne": None}
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            Paatos.objects.filter(pk=kasitelty.pk).update(tila="palautettu", **avaus)
