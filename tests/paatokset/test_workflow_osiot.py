"""The sections of a draft: order, removal, preparer, publicity."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from esitykset import workflow as esitysten_workflow
from esitykset.models import Esitys, Lukija
from esitykset.workflow import Kohtasyote
from paatokset import workflow
from paatokset.models import Kesken, Osio
from tests.factories import HenkiloFactory
from tests.ilmoitukset import saajat
from tests.paatokset.factories import LAHETETTY, kirjoita_osio
from tyollisyysalue import kello

pytestmark = pytest.mark.usefixtures("pika_pdf")


def otsikot(paatos):
    return [
        (osio.jarjestys, osio.otsikko) for osio in Osio.objects.filter(paatos=paatos).order_by("jarjestys")
    ]


def osio(paatos, numero):
    return paatos.osiot.get(jarjestys=numero)


class TestOrder:
    def test_section_changes_places_with_its_neighbour(self, luonnos, sihteeri):
        workflow.siirra_osiota(osio(luonnos, 2), askel=-1, user=sihteeri)
        workflow.siirra_osiota(osio(luonnos, 4), askel=1, user=sihteeri)

        assert [otsikko for _, otsikko in otsikot(luonnos)] == [
            *["Yhteyshenkilö", "Lähipalvelut", "Seuranta", "Henkilöstö", "Yhdenvertaisuus"]
        ]
        assert luonnos.tapahtumat.filter(tapahtuma="siirra_osiota").count() == 2

    def test_nothing_happens_at_the_ends(self, luonnos, sihteeri):
        ennen = otsikot(luonnos)

        workflow.siirra_osiota(osio(luonnos, 1), askel=-1, user=sihteeri)
        workflow.siirra_osiota(osio(luonnos, 5), askel=1, user=sihteeri)

        assert otsikot(luonnos) == ennen

    def test_moving_does_not_make_an_open_editor_old(self, luonnos, sihteeri):
        versio = osio(luonnos, 2).versio

        workflow.siirra_osiota(osio(luonnos, 2), askel=-1, user=sihteeri)

        assert osio(luonnos, 1).versio == versio


class TestRemoval:
    def test_others_close_the_gap_and_the_item_waits_again(self, valmis, sihteeri):
        poistettava = osio(valmis, 2)

        workflow.poista_osio(poistettava, user=sihteeri)

        assert [numero for numero, _ in otsikot(valmis)] == [1, 2, 3, 4]
        assert workflow.puutteet(valmis) == ["Kohdalla 2 ”Yhteyshenkilö” ei ole vastausta eikä perustelua."]
        # The row stays for its history.
        assert Osio._base_manager.get(pk=poistettava.pk).poistettu is not None

    @pytest.mark.kanta
    def test_removed_section_has_no_number(self, luonnos):
        with pytest.raises(Exception, match="osio_poistetulla_ei_numeroa"), transaction.atomic():
            Osio.objects.filter(pk=osio(luonnos, 1).pk).update(poistettu=kello.nyt())

    @pytest.mark.kanta
    def test_approved_section_cannot_be_removed(self, hyvaksytty, sihteeri):
        with pytest.raises(PermissionDenied):
            workflow.poista_osio(osio(hyvaksytty, 1), user=sihteeri)
        with pytest.raises(DatabaseError, match="has been approved"), transaction.atomic():
            Osio.objects.filter(pk=osio(hyvaksytty, 1).pk).update(jarjestys=None, poistettu=kello.nyt())

    def test_item_left_out_takes_its_empty_section_along(self, luonnos, sihteeri):
        kohta = luonnos.kasittelyt.get(kohta__numero=3).kohta

        workflow.jata_vastaamatta(luonnos, kohta, perustelu="Ei kuulu.", user=sihteeri)

        assert [otsikko for _, otsikko in otsikot(luonnos)] == [
            *["Lähipalvelut", "Yhteyshenkilö", "Yhdenvertaisuus", "Henkilöstö"]
        ]

    def test_written_section_and_one_with_other_items_stay(self, luonnos, sihteeri):
        kohdat = {k.kohta.numero: k.kohta for k in luonnos.kasittelyt.select_related("kohta")}
        kirjoita_osio(luonnos, 3, "<p>Kirjoitettu.</p>", user=sihteeri)
        kirjoita_osio(luonnos, 4, "", kohdat=[kohdat[4], kohdat[5]], user=sihteeri)

        for numero in (3, 4):
            workflow.jata_vastaamatta(luonnos, kohdat[numero], perustelu="Ei kuulu.", user=sihteeri)

        assert len(otsikot(luonnos)) == 5


class TestAssigning:
    @pytest.fixture
    def annettu(self, luonnos, sihteeri, asiantuntija):
        with kello.aseta(LAHETETTY):
            workflow.anna_osio(
                osio(luonnos, 2),
                henkilo=asiantuntija.henkilo,
                maarapvm=datetime.date(2025, 9, 12),
                user=sihteeri,
            )
        return osio(luonnos, 2)

    def test_person_is_told_and_reads_the_request(self, annettu, esitys, asiantuntija):
        assert saajat("paatokset.osio_annettu") == [asiantuntija.email]
        assert Lukija.objects.get(loppuaika=None).henkilo == asiantuntija.henkilo

    def test_writes_that_section_alone_and_not_its_items(self, luonnos, annettu, asiantuntija):
        kohdat = [k.kohta for k in annettu.kasittelyt.all()]

        kirjoita = {"versio": annettu.versio, "otsikko": "Yhteys", "html": "<p>Aino.</p>"}
        workflow.tallenna_osio(annettu, **kirjoita, user=asiantuntija)

        assert osio(luonnos, 2).teksti == "<p>Aino.</p>"
        assert [k.kohta for k in osio(luonnos, 2).kasittelyt.all()] == kohdat
        muu = osio(luonnos, 3)
        with pytest.raises(PermissionDenied):
            workflow.tallenna_osio(muu, versio=muu.versio, otsikko="O", html="<p>x</p>", user=asiantuntija)
        with pytest.raises(PermissionDenied):
            workflow.tallenna_osio(annettu, **kirjoita | {"versio": 2}, kohdat=kohdat, user=asiantuntija)

    def test_marks_it_ready_when_something_is_written(self, luonnos, annettu, asiantuntija, sihteeri):
        with pytest.raises(ValidationError, match="Osio on tyhjä"):
            workflow.merkitse_osio(annettu, valmis=True, user=asiantuntija)
        workflow.tallenna_osio(
            annettu, versio=annettu.versio, otsikko="O", html="<p>Teksti.</p>", user=asiantuntija
        )

        workflow.merkitse_osio(annettu, valmis=True, user=asiantuntija)

        assert osio(luonnos, 2).valmisaika is not None
        assert saajat("paatokset.osio_valmis") == [sihteeri.email]

    def test_another_preparer_begins_unready(self, luonnos, annettu, sihteeri, asiantuntija, koordinaattori):
        Osio.objects.filter(pk=annettu.pk).update(valmisaika=kello.nyt())

        workflow.anna_osio(annettu, henkilo=koordinaattori.henkilo, maarapvm=None, user=sihteeri)

        annettu.refresh_from_db()
        assert (annettu.vastuuhenkilo, annettu.valmisaika) == (koordinaattori.henkilo, None)
        with pytest.raises(PermissionDenied):
            workflow.merkitse_osio(annettu, valmis=True, user=asiantuntija)

    def test_somebody_elses_person_is_refused(self, luonnos, sihteeri, raija, naapurisihteeri):
        for henkilo in (raija.henkilo, naapurisihteeri.henkilo):
            with pytest.raises(ValidationError, match="oma henkilö"):
                workflow.anna_osio(osio(luonnos, 1), henkilo=henkilo, maarapvm=None, user=sihteeri)

    def test_person_without_a_login_is_told_nothing(self, luonnos, sihteeri, alue):
        henkilo = HenkiloFactory(alue=alue)

        workflow.anna_osio(osio(luonnos, 1), henkilo=henkilo, maarapvm=None, user=sihteeri)

        assert saajat("paatokset.osio_annettu") == []

    def test_nothing_is_written_with_the_presenter(self, esittelijalla, sihteeri, asiantuntija):
        Osio.objects.filter(paatos=esittelijalla, jarjestys=1).update(vastuuhenkilo=asiantuntija.henkilo)
        oma = osio(esittelijalla, 1)

        with pytest.raises(PermissionDenied):
            workflow.tallenna_osio(oma, versio=oma.versio, otsikko="O", html="<p>x</p>", user=asiantuntija)


class TestUnsaved:
    def test_is_kept_without_identity_codes_and_goes_when_saved(self, luonnos, sihteeri):
        kohde = workflow.kohde(osio(luonnos, 1))
        workflow.tallenna_kesken(
            luonnos, kohde, pohja=1, tiedot={"teksti": "<p>Kesken 131052-308T</p>"}, user=sihteeri
        )
        kesken = workflow.keskenerainen(sihteeri, kohde)
        assert kesken.tiedot == {"teksti": "<p>Kesken </p>"}

        kirjoita_osio(luonnos, 1, "<p>Valmis.</p>", user=sihteeri)

        assert not Kesken.objects.exists()

    def test_is_its_writers_alone(self, luonnos, sihteeri, esittelija):
        kohde = workflow.kohde(luonnos)
        kesken = workflow.tallenna_kesken(luonnos, kohde, pohja=1, tiedot={}, user=sihteeri)

        assert workflow.keskenerainen(esittelija, kohde) is None
        with pytest.raises(PermissionDenied):
            workflow.hylkaa_kesken(kesken, user=esittelija)

    def test_is_kept_also_when_the_draft_went_on_meanwhile(self, esittelijalla, sihteeri):
        kohde = workflow.kohde(esittelijalla)

        workflow.tallenna_kesken(esittelijalla, kohde, pohja=1, tiedot={"ehdotus": "x"}, user=sihteeri)

        assert workflow.keskenerainen(sihteeri, kohde).tiedot == {"ehdotus": "x"}

    def test_outsiders_keep_nothing(self, luonnos, raija, asiantuntija):
        for user in (raija, asiantuntija):
            with pytest.raises(PermissionDenied):
                workflow.tallenna_kesken(luonnos, "paatos:1", pohja=1, tiedot={}, user=user)

    def test_writer_is_seen_by_others_for_two_minutes(self, luonnos, sihteeri, esittelija):
        with kello.aseta(LAHETETTY):
            workflow.merkitse_muokkaajaksi(luonnos, workflow.kohde(luonnos), user=sihteeri)
            assert [m.kayttaja for m in workflow.muut_muokkaajat(luonnos, esittelija)] == [sihteeri]
            assert not workflow.muut_muokkaajat(luonnos, sihteeri)

        with kello.aseta(LAHETETTY + datetime.timedelta(minutes=2)):
            assert not workflow.muut_muokkaajat(luonnos, esittelija)


class TestOwnInitiative:
    def test_matter_is_opened_for_it(self, alue, toimielin, sihteeri, esittelija):
        paatos = workflow.luo_oma_luonnos(
            alue,
            luokka="00.01.02",
            asian_otsikko="Toimintasuunnitelma",
            toimielin=toimielin,
            otsikko="Toimintasuunnitelma 2026",
            esittelija=esittelija.henkilo,
            valmistelija=sihteeri.henkilo,
            user=sihteeri,
        )

        assert paatos.asia.otsikko == "Toimintasuunnitelma"
        assert (workflow.kattavuus(paatos), paatos.osiot.count(), paatos.johdanto) == ([], 0, "")

    def test_only_the_secretary_does(self, alue, toimielin, esittelija):
        with pytest.raises(PermissionDenied):
            workflow.luo_oma_luonnos(alue, luokka="00.01.02", asian_otsikko="A", user=esittelija)


class TestManyRequests:
    def test_withdrawn_request_is_not_answered(self, valmis, esitys, sihteeri, esittelija, kari, siilinjarvi):
        with kello.aseta(LAHETETTY):
            tiedot = {"otsikko": "Toinen", "toimielin": "kh", "paatospvm": datetime.date(2025, 9, 1)}
            toinen = esitysten_workflow.luo(siilinjarvi, tiedot, [Kohtasyote("Asia", "Kuvaus.")], user=kari)
            esitysten_workflow.laheta(toinen, user=kari)
        Esitys.objects.filter(pk=toinen.pk).update(tila=Esitys.Tila.KIRJATTU, asia=valmis.asia)
        assert workflow.puutteet(valmis) == ["Kohdalla 1 ”Asia” ei ole vastausta eikä perustelua."]

        Esitys.objects.filter(pk=toinen.pk).update(tila=Esitys.Tila.PERUUTETTU)

        assert workflow.puutteet(valmis) == []
        assert len(workflow.kattavuus(valmis)) == 5
