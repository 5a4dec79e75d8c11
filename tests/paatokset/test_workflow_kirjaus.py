"""Approval freezes, recording decides, checking publishes."""

import datetime
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from esitykset.models import Esitys, Kohta
from paatokset import workflow
from paatokset.models import Asiakirja, Paatos
from tests.paatokset.factories import (
    HYVAKSYTTY,
    KIRJATTU,
    KOKOUS,
    TARKASTETTU,
    kirjaa,
    kirjoita_osio,
    lisaa_fakta,
    nimea,
    tarkasta,
    toinen_hyvaksytty,
)
from tyollisyysalue import faktat, kello
from tyollisyysalue.models import Fakta, Numerosarja

pytestmark = pytest.mark.usefixtures("pika_pdf")

Tila = Paatos.Tila
NBSP = "\u00a0"


def tapahtumat(paatos):
    return list(paatos.tapahtumat.order_by("pk").values_list("tapahtuma", flat=True))


class TestFacts:
    def test_fact_is_live_until_approval(self, valmis, sihteeri):
        fakta = valmis.faktat.first()
        assert faktat.esita(fakta, "fi").teksti == "Toinen nimi on Rautavaara klo 13.00."

        nimea("Rautavaaran kunta")

        assert not fakta.on_jaadytetty
        assert faktat.esita(fakta, "fi").teksti == "Toinen nimi on Rautavaaran kunta klo 13.00."

    def test_unknown_kind_and_missing_data_are_refused(self, luonnos, sihteeri):
        with pytest.raises(ValidationError, match="Tuntematon fakta"):
            workflow.lisaa_fakta(luonnos, avain="testi.muu", parametrit=None, user=sihteeri)
        nimea("")
        with pytest.raises(ValidationError, match="Kunnalla ei ole toista nimeä"):
            lisaa_fakta(luonnos, user=sihteeri)

        assert not Fakta.objects.exists()

    def test_approval_freezes_facts_with_sources_and_hash(self, hyvaksytty, rautavaara):
        lause, taulukko = hyvaksytty.faktat.all()

        for fakta in (lause, taulukko):
            assert fakta.jaadytysaika == HYVAKSYTTY
            assert [lahde[:2] for lahde in fakta.lahteet] == [["tyollisyysalue.kunta", rautavaara.pk]]
            assert fakta.tiiviste == faktat.tiiviste(fakta)
            assert set(fakta.tulosteet) == {"fi", "sv", "en"}
        assert lause.tulosteet["sv"]["teksti"] == "Det andra namnet är Rautavaara."

    def test_frozen_fact_does_not_follow_its_data(self, hyvaksytty):
        nimea("Muuttunut")

        assert faktat.esita(hyvaksytty.faktat.first(), "fi").teksti == "Toinen nimi on Rautavaara klo 13.00."

    def test_fact_that_stands_in_no_text_is_not_frozen(self, valmis, sihteeri, esittelija):
        turha, _ = lisaa_fakta(valmis, user=sihteeri)
        workflow.laheta_esittelijalle(valmis, user=sihteeri)

        with kello.aseta(HYVAKSYTTY):
            workflow.hyvaksy(valmis, user=esittelija)

        turha.refresh_from_db()
        assert not turha.on_jaadytetty

    def test_fact_without_data_stops_the_approval(self, esittelijalla, esittelija):
        nimea("")

        with pytest.raises(ValidationError, match="Kunnalla ei ole toista nimeä"):
            workflow.hyvaksy(esittelijalla, user=esittelija)

        esittelijalla.refresh_from_db()
        assert esittelijalla.tila == Tila.ESITTELIJALLA
        assert not Fakta.objects.filter(jaadytysaika__isnull=False).exists()

    def test_fact_in_the_changed_decision_is_frozen_too(self, valmis, sihteeri, esittelija):
        fakta, paikka = lisaa_fakta(valmis, user=sihteeri)
        workflow.laheta_esittelijalle(valmis, user=sihteeri)
        with kello.aseta(HYVAKSYTTY):
            workflow.hyvaksy(valmis, user=esittelija)

        kirjaa(
            valmis,
            lopputulos=Paatos.Lopputulos.MUUTETTU,
            paatosteksti=f"<p>Päätettiin. {paikka}</p>",
            user=sihteeri,
        )

        fakta.refresh_from_db()
        assert fakta.jaadytysaika == KIRJATTU


class TestNames:
    def test_names_and_titles_stay_as_of_the_day_of_approval(self, hyvaksytty, sihteeri, esittelija):
        for henkilo in (esittelija.henkilo, sihteeri.henkilo):
            henkilo.nimi, henkilo.nimike = "Uusi Nimi", "uusi nimike"
            henkilo.save(update_fields=["nimi", "nimike"])

        paatos = Paatos.objects.get(pk=hyvaksytty.pk)

        assert paatos.esittelijan_teksti == "työllisyysasiantuntija Eero Mäkirinne"
        assert paatos.valmistelijan_teksti == (
            f"työllisyysasiantuntija Sirpa Niemenmaa, 050 000 0000, {sihteeri.henkilo.sahkoposti}"
        )

    def test_draft_prints_todays_names(self, esittelijalla, esittelija):
        esittelija.henkilo.nimike = "va. työllisyysaluejohtaja"
        esittelija.henkilo.save(update_fields=["nimike"])

        paatos = Paatos.objects.get(pk=esittelijalla.pk)

        assert paatos.esittelijan_teksti == "va. työllisyysaluejohtaja Eero Mäkirinne"


class TestRecording:
    @pytest.mark.kanta
    def test_number_moves_the_series_on(self, hyvaksytty, sihteeri, toimielin):
        sarja = workflow.pykalasarja(toimielin, 2025)
        assert Numerosarja.objects.ehdota(sarja) == 1

        kirjaa(hyvaksytty, user=sihteeri)

        assert Numerosarja.objects.ehdota(sarja) == 59
        assert Numerosarja.objects.ehdota(workflow.pykalasarja(toimielin, 2026)) == 1

    def test_document_is_stored_under_its_hash(self, kasitelty):
        asiakirja = kasitelty.asiakirjat.get()
        with asiakirja.tiedosto.open() as tiedosto:
            data = tiedosto.read()

        assert asiakirja.sha256 == hashlib.sha256(data).hexdigest()
        assert asiakirja.koko == len(data)
        assert asiakirja.tiedosto.name == f"asiakirjat/{asiakirja.sha256[:2]}/{asiakirja.sha256}.pdf"
        assert asiakirja.luontiaika == KIRJATTU

    @pytest.mark.kanta
    def test_number_of_the_year_twice_is_refused_and_nothing_is_saved(
        self, kasitelty, sihteeri, esittelija, toimielin
    ):
        toinen = toinen_hyvaksytty(kasitelty, sihteeri, esittelija)
        asiakirjoja = Asiakirja.objects.count()

        with pytest.raises(ValidationError) as error:
            kirjaa(toinen, user=sihteeri)

        assert error.value.messages == [
            "Toimielimellä on jo tämä pykälä tänä vuonna. Tarkista numero pöytäkirjasta."
        ]
        toinen.refresh_from_db()
        assert (toinen.tila, toinen.pykala, toinen.kokouspvm) == (Tila.HYVAKSYTTY, None, None)
        assert Asiakirja.objects.count() == asiakirjoja
        assert "kirjaa_paatos" not in tapahtumat(toinen)
        assert Numerosarja.objects.ehdota(workflow.pykalasarja(toimielin, 2025)) == 59

    def test_meeting_of_the_future_is_refused(self, hyvaksytty, esitys, sihteeri):
        with pytest.raises(ValidationError) as error:
            kirjaa(hyvaksytty, kokouspvm=datetime.date(2025, 9, 19), user=sihteeri)

        assert error.value.message_dict == {
            "kokouspvm": ["Kokouspäivä on tulevaisuudessa. Kirjaa päätös kokouksen jälkeen."]
        }
        esitys.refresh_from_db()
        assert esitys.tila == Esitys.Tila.VALMISTELUSSA
        assert not Asiakirja.objects.exists()

    def test_meeting_before_the_approval_is_refused(self, hyvaksytty, sihteeri):
        with pytest.raises(ValidationError) as error:
            kirjaa(hyvaksytty, kokouspvm=datetime.date(2025, 9, 9), user=sihteeri)

        assert error.value.message_dict == {
            "kokouspvm": ["Kokouspäivä on ennen ehdotuksen hyväksymistä. Tarkista päivä pöytäkirjasta."]
        }
        hyvaksytty.refresh_from_db()
        assert hyvaksytty.tila == Tila.HYVAKSYTTY

    def test_changed_decision_needs_its_text(self, hyvaksytty, sihteeri):
        with pytest.raises(ValidationError):
            kirjaa(hyvaksytty, lopputulos=Paatos.Lopputulos.MUUTETTU, paatosteksti="<p></p>", user=sihteeri)

        assert not Asiakirja.objects.exists()

    def test_changed_decision_is_stored_as_made(self, hyvaksytty, sihteeri):
        kirjaa(
            hyvaksytty,
            lopputulos=Paatos.Lopputulos.MUUTETTU,
            paatosteksti="<p>Lautakunta päätti toisin.</p>",
            user=sihteeri,
        )

        hyvaksytty.refresh_from_db()
        assert hyvaksytty.paatosteksti == "<p>Lautakunta päätti toisin.</p>"
        assert hyvaksytty.ehdotus == "<p>Lautakunta päättää antaa selostuksesta ilmenevän vastauksen.</p>"

    def test_text_of_the_proposal_wins_over_what_was_typed_beside_it(self, hyvaksytty, sihteeri):
        kirjaa(hyvaksytty, paatosteksti="<p>Jokin muu.</p>", user=sihteeri)

        hyvaksytty.refresh_from_db()
        assert hyvaksytty.paatosteksti == hyvaksytty.ehdotus

    def test_nothing_is_recorded_without_the_document(self, hyvaksytty, esitys, sihteeri, monkeypatch):
        def kaadu(context):
            raise RuntimeError("No static file")

        monkeypatch.setattr(workflow.kirjaus.tuloste, "pdf", kaadu)

        with pytest.raises(RuntimeError, match="No static file"):
            kirjaa(hyvaksytty, user=sihteeri)

        hyvaksytty.refresh_from_db()
        esitys.refresh_from_db()
        assert (hyvaksytty.tila, esitys.tila) == (Tila.HYVAKSYTTY, Esitys.Tila.VALMISTELUSSA)


class TestAnswers:
    def test_request_waits_for_the_checked_minutes(self, kasitelty, esitys):
        esitys.refresh_from_db()

        assert esitys.tila == Esitys.Tila.VALMISTELUSSA
        assert set(esitys.kohdat.values_list("vastaus", flat=True)) == {""}

    def test_answers_are_stored_in_the_decision_s_language(self, kasitelty, esitys, sihteeri):
        with kello.aseta(TARKASTETTU), translation.override("en"):
            workflow.merkitse_tarkastetuksi(kasitelty, tarkastuspvm=TARKASTETTU.date(), user=sihteeri)

        numerot = set(esitys.kohdat.values_list("vastauksen_numero", flat=True))
        assert numerot == {f"Työllisyysaluelautakunta 17.9.2025 §{NBSP}58"}

    def test_items_get_the_answers_as_printed(self, tarkastettu, esitys):
        esitys.refresh_from_db()
        eka, toka, *_ = esitys.kohdat.all()

        assert esitys.tila == Esitys.Tila.VASTATTU
        assert toka.tila == Kohta.Tila.VASTATTU
        assert toka.vastaus == "<p>Vastaus kohtaan 2.</p>"
        assert toka.vastauksen_numero == f"Työllisyysaluelautakunta 17.9.2025 §{NBSP}58"
        assert "Toinen nimi on Rautavaara klo&nbsp;13.00." in eka.vastaus
        assert "<table" in eka.vastaus
        # A keyboard can scroll the table's box there too.
        assert 'role="region" aria-label="' in eka.vastaus
        assert 'tabindex="0"' in eka.vastaus
        assert "data-fakta" not in eka.vastaus

    def test_item_that_is_not_answered_gets_the_reason(self, valmis, esitys, sihteeri, esittelija):
        kohta = esitys.kohdat.get(numero=3)
        workflow.jata_vastaamatta(valmis, kohta, perustelu="Ei kuulu < meille.", user=sihteeri)
        kirjoita_osio(valmis, 3, "<p>Muuta.</p>", kohdat=[], user=sihteeri)
        workflow.laheta_esittelijalle(valmis, user=sihteeri)
        with kello.aseta(HYVAKSYTTY):
            workflow.hyvaksy(valmis, user=esittelija)

        kirjaa(valmis, user=sihteeri)
        tarkasta(valmis, user=sihteeri)

        kohta.refresh_from_db()
        assert kohta.tila == Kohta.Tila.EI_VASTATA
        assert kohta.vastaus == "<p>Ei kuulu &lt; meille.</p>"

    def test_item_with_two_sections_gets_both(self, valmis, esitys, sihteeri, esittelija):
        kohdat = list(esitys.kohdat.filter(numero__in=[2, 3]))
        kirjoita_osio(valmis, 2, "<p>Yhteinen.</p>", kohdat=kohdat, user=sihteeri)
        workflow.laheta_esittelijalle(valmis, user=sihteeri)
        with kello.aseta(HYVAKSYTTY):
            workflow.hyvaksy(valmis, user=esittelija)

        kirjaa(valmis, user=sihteeri)
        tarkasta(valmis, user=sihteeri)

        assert esitys.kohdat.get(numero=3).vastaus == "<p>Yhteinen.</p><p>Vastaus kohtaan 3.</p>"

    def test_answers_stay_when_data_change(self, tarkastettu, esitys):
        ennen = esitys.kohdat.get(numero=1).vastaus

        nimea("Muuttunut")

        assert esitys.kohdat.get(numero=1).vastaus == ennen


class TestChecking:
    def test_day_before_the_meeting_is_refused(self, kasitelty, sihteeri):
        with kello.aseta(TARKASTETTU), pytest.raises(ValidationError) as error:
            workflow.merkitse_tarkastetuksi(
                kasitelty, tarkastuspvm=KOKOUS - datetime.timedelta(days=1), user=sihteeri
            )

        assert error.value.messages == ["Pöytäkirja tarkastetaan kokouspäivänä tai sen jälkeen."]
        kasitelty.refresh_from_db()
        assert kasitelty.tila == Tila.KASITELTY

    def test_day_of_the_future_is_refused(self, kasitelty, sihteeri):
        with kello.aseta(TARKASTETTU), pytest.raises(ValidationError) as error:
            workflow.merkitse_tarkastetuksi(kasitelty, tarkastuspvm=datetime.date(2025, 9, 23), user=sihteeri)

        assert error.value.message_dict == {
            "tarkastuspvm": ["Päivä on tulevaisuudessa. Merkitse tarkastus sen jälkeen."]
        }
