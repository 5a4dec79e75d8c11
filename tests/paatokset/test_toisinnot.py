"""The decision in Swedish beside the Finnish one: the same sections and facts, or no submission."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from paatokset import teksti, tuloste, workflow
from paatokset.models import Asiakirja, Paatos
from paatokset.workflow import kirjasto, toisinnot
from tests.paatokset import factories
from tests.paatokset.factories import (
    HYVAKSYTTY,
    LAHETETTY,
    RAUTAVAARA,
    FraasiFactory,
    LainkohtaFactory,
    hetki,
    kirjoita_osio,
    lisaa_fakta,
    tallenna,
)
from tyollisyysalue import kello
from tyollisyysalue.faktat import Parametrit
from tyollisyysalue.versiot import Vanhentunut

pytestmark = pytest.mark.usefixtures("pika_pdf")


def kaanna(paatos, *, user, osiot=None):
    """Write every text of the other version, facts as they are in the source."""
    arvot = {
        "otsikko": "Svar till Rautavaara kommun",
        "ehdotus": "<p>Nämnden beslutar ge ett svar.</p>",
        "johdanto": "<p>Svaren finns nedan.</p>",
        "toimivalta": "Kuopio stads förvaltningsstadga § 30, § 32",
        "vaikutukset": "Ingen bedömning görs.",
        "muutoksenhaun_peruste": "kommunallagen (410/2015) 136 §",
    }
    rivi = toisinnot.pyyda_toisinto(paatos, user=user)
    paatos = Paatos.objects.get(pk=paatos.pk)
    toisinnot.tallenna_toisinto(paatos, versio=rivi.versio, arvot=arvot, user=user)
    for osio in paatos.osiot.all():
        kaanna_osio(paatos, osio.jarjestys, (osiot or {}).get(osio.jarjestys), user=user)
    return Paatos.objects.get(pk=paatos.pk)


def kaanna_osio(paatos, numero, html=None, *, user):
    osio = paatos.osiot.get(jarjestys=numero)
    rivi = paatos.osiotoisinnot.filter(osio=osio).first()
    if html is None:
        # The facts of the draft's section: a sentence, and in the first a table.
        paikat = [osuma[0] for osuma in teksti.FAKTA.finditer(osio.teksti)]
        html = f"<p>Svar på punkt {numero}.</p>" + "".join(paikat)
    toisinnot.tallenna_osiotoisinto(
        osio, versio=rivi.versio if rivi else 0, otsikko=f"Rubrik {numero}", html=html, user=user
    )


@pytest.fixture
def kaannetty(valmis, sihteeri):
    return kaanna(valmis, user=sihteeri)


class TestParity:
    def test_whole_version_passes(self, kaannetty, sihteeri):
        assert workflow.puutteet(kaannetty) == []

        with kello.aseta(LAHETETTY):
            workflow.laheta_esittelijalle(kaannetty, user=sihteeri)

        kaannetty.refresh_from_db()
        assert kaannetty.tila == Paatos.Tila.ESITTELIJALLA

    def test_one_mutated_fact_is_refused(self, kaannetty, alue, sihteeri):
        lainkohta = LainkohtaFactory(alue=alue)
        _, oikea = lisaa_fakta(kaannetty, "testi.lause", RAUTAVAARA, user=sihteeri)
        with kello.aseta(LAHETETTY):
            _, muu = lisaa_fakta(
                kaannetty, "paatokset.lainkohta", Parametrit(lainkohta=lainkohta.pk), user=sihteeri
            )
        kirjoita_osio(kaannetty, 2, f"<p>Vastaus. {oikea}</p>", user=sihteeri)
        kaanna_osio(kaannetty, 2, f"<p>Svar. {muu}</p>", user=sihteeri)

        with kello.aseta(LAHETETTY), pytest.raises(ValidationError) as error:
            workflow.laheta_esittelijalle(kaannetty, user=sihteeri)

        assert error.value.messages == [
            "Osio 2: fakta ”Kunnan toinen nimi” puuttuu toisen kielen tekstistä.",
            "Osio 2: fakta ”Lainkohta tai päätösviite” on vain toisen kielen tekstissä.",
        ]

    def test_same_kind_with_other_parameters_is_another_fact(self, kaannetty, siilinjarvi, sihteeri):
        siilinjarvi.nimi_en = "Siilis"
        siilinjarvi.save(update_fields=["nimi_en"])
        _, oma = lisaa_fakta(kaannetty, "testi.lause", RAUTAVAARA, user=sihteeri)
        _, toinen = lisaa_fakta(kaannetty, "testi.lause", Parametrit(kunta="749"), user=sihteeri)
        _, uusinta = lisaa_fakta(kaannetty, "testi.lause", RAUTAVAARA, user=sihteeri)
        kirjoita_osio(kaannetty, 2, f"<p>Vastaus. {oma}</p>", user=sihteeri)

        kaanna_osio(kaannetty, 2, f"<p>Svar. {toinen}</p>", user=sihteeri)
        assert len(toisinnot.puutteet(kaannetty)) == 2
        kaanna_osio(kaannetty, 2, f"<p>Svar. {uusinta}</p>", user=sihteeri)
        assert toisinnot.puutteet(Paatos.objects.get(pk=kaannetty.pk)) == []

    @pytest.mark.parametrize(
        ("kentta", "puute"),
        [
            ("otsikko", "Otsikko: toisen kielen teksti puuttuu."),
            ("ehdotus", "Päätösehdotus: toisen kielen teksti puuttuu."),
            ("toimivalta", "Toimivallan peruste: toisen kielen teksti puuttuu."),
        ],
    )
    def test_missing_text_is_named(self, kaannetty, sihteeri, kentta, puute):
        rivi = kaannetty.toisinto
        arvot = {k: getattr(rivi, k) for k in tuloste.toisinto.PAATOKSEN_TEKSTIT} | {kentta: ""}

        toisinnot.tallenna_toisinto(kaannetty, versio=rivi.versio, arvot=arvot, user=sihteeri)

        assert workflow.puutteet(Paatos.objects.get(pk=kaannetty.pk)) == [puute]

    def test_new_section_is_missed(self, kaannetty, sihteeri):
        workflow.lisaa_osio(kaannetty, otsikko="Lisä", user=sihteeri)
        kirjoita_osio(kaannetty, 6, "<p>Lisäys.</p>", user=sihteeri)

        assert workflow.puutteet(Paatos.objects.get(pk=kaannetty.pk)) == [
            "Osio 6: toisen kielen teksti puuttuu.",
            "Osio 6: toisen kielen otsikko puuttuu.",
        ]

    def test_untranslated_text_is_refused(self, kaannetty, sihteeri):
        html = "<p>Tässä on pitkä suomenkielinen virke, jota kukaan ei ole vielä kääntänyt ruotsiksi.</p>"
        kirjoita_osio(kaannetty, 3, html, user=sihteeri)
        kaanna_osio(kaannetty, 3, html, user=sihteeri)

        assert workflow.puutteet(kaannetty) == ["Osio 3: teksti on sama molemmilla kielillä. Käännä se."]

    def test_unfilled_place_of_the_other_language_is_named(self, kaannetty, sihteeri):
        kaanna_osio(kaannetty, 4, "<p>Svar på [[namn]].</p>", user=sihteeri)

        assert workflow.puutteet(kaannetty) == ["Osio 4 (ruotsi): täytä tai poista kohta [[namn]]."]

    def test_given_up_version_asks_nothing(self, valmis, sihteeri):
        toisinnot.pyyda_toisinto(valmis, user=sihteeri)
        assert workflow.puutteet(Paatos.objects.get(pk=valmis.pk)) != []

        toisinnot.luovu_toisinnosta(valmis, user=sihteeri)

        assert workflow.puutteet(Paatos.objects.get(pk=valmis.pk)) == []


class TestWriting:
    def test_second_editor_is_told(self, kaannetty, sihteeri):
        osio = kaannetty.osiot.get(jarjestys=1)

        with pytest.raises(Vanhentunut):
            toisinnot.tallenna_osiotoisinto(osio, versio=0, otsikko="x", html="<p>x</p>", user=sihteeri)

    def test_presenter_may_not_write(self, valmis, esittelija):
        with pytest.raises(PermissionDenied):
            toisinnot.pyyda_toisinto(valmis, user=esittelija)

    def test_facts_of_another_decision_are_refused(self, kaannetty, sihteeri):
        with pytest.raises(ValidationError, match="toisen päätöksen fakta"):
            kaanna_osio(kaannetty, 2, '<p>Svar <span data-fakta="999999"></span></p>', user=sihteeri)

    def test_librarys_swedish_and_the_chosen_provision_are_there_from_the_start(self, valmis, alue, sihteeri):
        factories.nimea("Rautavaara")
        lainkohta = LainkohtaFactory(alue=alue)
        tallenna(valmis, toimivalta_lainkohta=lainkohta, user=sihteeri)
        kirjoita_osio(valmis, 2, "", user=sihteeri)
        fraasi = FraasiFactory(
            alue=alue,
            otsikko_sv="Kontaktperson",
            teksti_fi="<p>Yksi. [[fakta:testi.lause]]</p>",
            teksti_sv="<p>[[fakta:testi.lause]] Ett.</p>",
        )
        kirjasto.kayta(valmis, fraasi, valmis.osiot.get(jarjestys=2), user=sihteeri)

        rivi = toisinnot.pyyda_toisinto(valmis, user=sihteeri)

        assert (rivi.kieli, rivi.toimivalta) == ("sv", "Kuopio stads förvaltningsstadga § 30, § 32")
        osio = valmis.osiot.get(jarjestys=2)
        [pk] = teksti.faktojen_tunnukset(osio.teksti)
        assert osio.toisinto.otsikko == "Kontaktperson"
        assert osio.toisinto.teksti == f'<p><span data-fakta="{pk}"></span> Ett.</p>'


class TestPrinting:
    def test_other_language_prints_its_texts_and_facts(self, kaannetty):
        konteksti = tuloste.konteksti(kaannetty, hetki=LAHETETTY, kieli="sv")

        assert (konteksti["kieli"], konteksti["otsikko"]) == ("sv", "Svar till Rautavaara kommun")
        assert "Det andra namnet är Rautavaara." in konteksti["osiot"][0]["teksti"]
        assert konteksti["toimielin"] == "Sysselsättningsområdesnämnden"
        assert (
            tuloste.konteksti(kaannetty, hetki=LAHETETTY)["otsikko"]
            == "Vastaus Rautavaaran kunnan esitykseen"
        )

    def test_approval_freezes_both_and_recording_stores_both(self, kaannetty, sihteeri, esittelija):
        with kello.aseta(LAHETETTY):
            workflow.laheta_esittelijalle(kaannetty, user=sihteeri)
        with kello.aseta(HYVAKSYTTY):
            workflow.hyvaksy(kaannetty, user=esittelija)
        ennen = tuloste.konteksti(Paatos.objects.get(pk=kaannetty.pk), hetki=HYVAKSYTTY, kieli="sv")
        factories.nimea("Muu")
        jalkeen = tuloste.konteksti(Paatos.objects.get(pk=kaannetty.pk), hetki=HYVAKSYTTY, kieli="sv")
        assert jalkeen["osiot"] == ennen["osiot"]

        factories.kirjaa(Paatos.objects.get(pk=kaannetty.pk), user=sihteeri)

        asiakirjat = Asiakirja.objects.order_by("pk").values_list("kieli", "sha256")
        assert [kieli for kieli, _sha in asiakirjat] == ["", "sv"]
        assert len({sha for _kieli, sha in asiakirjat}) == 2

    def test_versions_are_locked_after_approval(self, kaannetty, sihteeri, esittelija):
        with kello.aseta(LAHETETTY):
            workflow.laheta_esittelijalle(kaannetty, user=sihteeri)
        with kello.aseta(HYVAKSYTTY):
            workflow.hyvaksy(kaannetty, user=esittelija)

        with pytest.raises(PermissionDenied):
            kaanna_osio(kaannetty, 1, "<p>Ny.</p>", user=sihteeri)

    def test_page_and_pdf_are_in_both_languages(self, kaannetty, client, sihteeri):
        client.force_login(sihteeri)
        osoite = kaannetty.get_absolute_url()

        with kello.aseta(hetki(2025, 9, 9, 14)):
            fi, sv = client.get(osoite), client.get(osoite, {"kieli": "sv"})
            pdf = client.get(f"/paatokset/{kaannetty.pk}.pdf", {"kieli": "sv"})

        assert "Svar till Rautavaara kommun</h1>" in sv.text
        assert "<h2>Beslutsförslag</h2>" in sv.text
        assert f'href="{osoite}?kieli=sv"' in fi.text
        assert pdf.headers["Content-Disposition"].endswith('-sv.pdf"')
        assert client.get(osoite, {"kieli": "en"}).status_code == 404

    def test_decision_in_one_language_has_no_other(self, valmis, client, sihteeri):
        client.force_login(sihteeri)

        assert client.get(valmis.get_absolute_url(), {"kieli": "sv"}).status_code == 404
