"""Writing a draft: what it lacks, who wrote meanwhile, and what its texts may not hold."""

import pytest
from django.core.exceptions import ValidationError

from paatokset import workflow
from paatokset.models import Paatos
from tests.paatokset.factories import (
    arvot,
    kirjaa,
    kirjoita_osio,
    lisaa_fakta,
    tallenna,
    toinen_asia,
)
from tyollisyysalue.versiot import Vanhentunut

pytestmark = pytest.mark.usefixtures("pika_pdf")

Tila = Paatos.Tila
HETU = "131052-308T"


class TestShortages:
    def test_new_draft_lacks_everything(self, luonnos, sihteeri):
        puutteet = [
            *[
                f"Kohdalla {n} ”{otsikko}” ei ole vastausta eikä perustelua."
                for n, otsikko in enumerate(
                    ["Lähipalvelut", "Yhteyshenkilö", "Seuranta", "Yhdenvertaisuus", "Henkilöstö"], 1
                )
            ],
            "Päätösehdotus puuttuu.",
            "Toimivallan peruste puuttuu.",
            "Vaikutusten arviointi puuttuu: kirjoita arviointi tai syy, miksi sitä ei tehdä.",
            "Valitse muutoksenhaku.",
        ]
        assert workflow.puutteet(luonnos) == puutteet

        with pytest.raises(ValidationError) as error:
            workflow.laheta_esittelijalle(luonnos, user=sihteeri)

        assert error.value.messages == puutteet
        luonnos.refresh_from_db()
        assert luonnos.tila == Tila.LUONNOS

    @pytest.mark.parametrize(
        ("muutos", "puute"),
        [
            ({"ehdotus": "<p> </p>"}, "Päätösehdotus puuttuu."),
            ({"toimivalta": ""}, "Toimivallan peruste puuttuu."),
            (
                {"vaikutusten_arviointi": ""},
                "Vaikutusten arviointi puuttuu: kirjoita arviointi tai syy, miksi sitä ei tehdä.",
            ),
            (
                {"vaikutukset": ""},
                "Vaikutusten arviointi puuttuu: kirjoita arviointi tai syy, miksi sitä ei tehdä.",
            ),
            ({"muutoksenhaku": ""}, "Valitse muutoksenhaku."),
            ({"muutoksenhaun_peruste": ""}, "Kirjoita muutoksenhaun lainkohta."),
        ],
    )
    def test_each_part_is_needed(self, valmis, sihteeri, muutos, puute):
        assert workflow.puutteet(valmis) == []
        tallenna(valmis, **muutos, user=sihteeri)

        with pytest.raises(ValidationError) as error:
            workflow.laheta_esittelijalle(valmis, user=sihteeri)

        assert error.value.messages == [puute]

    def test_item_without_an_answer_blocks(self, valmis, sihteeri):
        kirjoita_osio(valmis, 3, "<p>Vastaus.</p>", kohdat=[], user=sihteeri)

        with pytest.raises(ValidationError) as error:
            workflow.laheta_esittelijalle(valmis, user=sihteeri)

        assert error.value.messages == ["Kohdalla 3 ”Seuranta” ei ole vastausta eikä perustelua."]

    def test_empty_section_is_no_answer(self, valmis, sihteeri):
        kirjoita_osio(valmis, 3, "<p></p>", user=sihteeri)

        assert workflow.puutteet(valmis) == ["Kohdalla 3 ”Seuranta” ei ole vastausta eikä perustelua."]

    def test_empty_section_of_no_item_is_told_of_by_itself(self, valmis, sihteeri):
        workflow.lisaa_osio(valmis, otsikko="Lopuksi", user=sihteeri)

        assert workflow.puutteet(valmis) == ["Osio 6 on tyhjä."]

    def test_reason_not_to_answer_unblocks(self, valmis, sihteeri):
        kohta = valmis.kasittelyt.get(kohta__numero=3).kohta
        kirjoita_osio(valmis, 3, "<p>Vastaus.</p>", kohdat=[], user=sihteeri)
        workflow.jata_vastaamatta(valmis, kohta, perustelu="Asia ei kuulu lautakunnalle.", user=sihteeri)

        workflow.laheta_esittelijalle(valmis, user=sihteeri)

        valmis.refresh_from_db()
        assert valmis.tila == Tila.ESITTELIJALLA
        assert valmis.tapahtumat.get(tapahtuma="jata_vastaamatta").tiedot == {"kohta": 3}

    def test_one_section_may_answer_many_items_and_many_sections_one(self, valmis, sihteeri):
        kohdat = [k.kohta for k in valmis.kasittelyt.filter(kohta__numero__in=[2, 3])]
        kirjoita_osio(valmis, 2, "<p>Yhteinen vastaus.</p>", kohdat=kohdat, user=sihteeri)

        rivit = {r["kohta"].numero: [o.jarjestys for o in r["osiot"]] for r in workflow.kattavuus(valmis)}

        assert rivit == {1: [1], 2: [2], 3: [2, 3], 4: [4], 5: [5]}
        assert workflow.puutteet(valmis) == []

    def test_answer_replaces_the_reason_and_the_reason_the_answer(self, valmis, sihteeri):
        kohta = valmis.kasittelyt.get(kohta__numero=3).kohta
        workflow.jata_vastaamatta(valmis, kohta, perustelu="Ei kuulu.", user=sihteeri)
        rivi = workflow.kattavuus(valmis)[2]
        assert (rivi["osiot"], rivi["perustelu"]) == ([], "Ei kuulu.")

        kirjoita_osio(valmis, 3, "<p>Vastaus.</p>", kohdat=[kohta], user=sihteeri)

        rivi = workflow.kattavuus(valmis)[2]
        assert ([o.jarjestys for o in rivi["osiot"]], rivi["perustelu"]) == ([3], "")

    def test_reason_is_needed_to_leave_an_item(self, luonnos, sihteeri):
        kohta = luonnos.kasittelyt.first().kohta

        with pytest.raises(ValidationError, match="Kohtaan vastaa osio, tai kirjoitetaan"):
            workflow.jata_vastaamatta(luonnos, kohta, perustelu="", user=sihteeri)

        assert luonnos.kasittelyt.get(kohta=kohta).osio.jarjestys == 1


class TestTwoEditors:
    def test_second_save_of_the_draft_is_refused(self, valmis, sihteeri):
        versio = valmis.versio
        workflow.tallenna(valmis, versio=versio, arvot=arvot(valmis, ehdotus="<p>Ensin</p>"), user=sihteeri)

        with pytest.raises(Vanhentunut):
            workflow.tallenna(
                valmis, versio=versio, arvot=arvot(valmis, ehdotus="<p>Sitten</p>"), user=sihteeri
            )

        valmis.refresh_from_db()
        assert (valmis.ehdotus, valmis.versio) == ("<p>Ensin</p>", versio + 1)

    def test_second_save_of_a_section_is_refused(self, valmis, sihteeri):
        osio = valmis.osiot.get(jarjestys=2)
        kirjoita_osio(valmis, 2, "<p>Ensin</p>", user=sihteeri)

        with pytest.raises(Vanhentunut):
            workflow.tallenna_osio(
                osio, versio=osio.versio, otsikko="Toinen", html="<p>Sitten</p>", kohdat=[], user=sihteeri
            )

        tallennettu = valmis.osiot.get(jarjestys=2)
        assert (tallennettu.otsikko, tallennettu.teksti) == ("Yhteyshenkilö", "<p>Ensin</p>")
        assert tallennettu.kasittelyt.count() == 1

    def test_two_may_write_different_sections(self, valmis, sihteeri):
        eka, toka = valmis.osiot.filter(jarjestys__in=[2, 3])

        for osio in (eka, toka):
            workflow.tallenna_osio(
                osio, versio=osio.versio, otsikko=osio.otsikko, html="<p>Uusi</p>", kohdat=[], user=sihteeri
            )

        assert [o.teksti for o in valmis.osiot.filter(jarjestys__in=[2, 3])] == ["<p>Uusi</p>"] * 2


class TestRefusedTexts:
    @pytest.mark.parametrize("html", [f"<p>Asiakas {HETU}.</p>", "<p>131052-<strong>308T</strong></p>"])
    def test_identity_code_is_refused_and_not_repeated(self, valmis, sihteeri, html):
        kirjoitukset = [
            lambda: tallenna(valmis, ehdotus=html, user=sihteeri),
            lambda: tallenna(valmis, johdanto=html, user=sihteeri),
            lambda: kirjoita_osio(valmis, 1, html, user=sihteeri),
        ]
        for kirjoitus in kirjoitukset:
            with pytest.raises(ValidationError) as error:
                kirjoitus()
            assert error.value.messages == ["Tekstissä on henkilötunnus. Poista se ja tallenna uudelleen."]

        valmis.refresh_from_db()
        assert "308T" not in valmis.ehdotus + valmis.johdanto + valmis.osiot.first().teksti

    def test_identity_code_is_refused_in_the_decision(self, hyvaksytty, sihteeri):
        with pytest.raises(ValidationError, match=r"^\['Tekstissä on henkilötunnus\."):
            kirjaa(
                hyvaksytty,
                lopputulos=Paatos.Lopputulos.MUUTETTU,
                paatosteksti=f"<p>{HETU}</p>",
                user=sihteeri,
            )

    def test_identity_code_is_refused_in_a_reason(self, luonnos, sihteeri):
        kohta = luonnos.kasittelyt.first().kohta

        with pytest.raises(ValidationError, match=r"^\['Tekstissä on henkilötunnus\."):
            workflow.jata_vastaamatta(luonnos, kohta, perustelu=f"Koskee {HETU}.", user=sihteeri)

        assert luonnos.kasittelyt.get(kohta=kohta).perustelu == ""

    def test_fact_of_another_decision_is_refused(self, valmis, sihteeri, asia, toimielin, esittelija):
        toinen = Paatos.objects.create(
            asia=toinen_asia(asia),
            toimielin=toimielin,
            otsikko="Toinen",
            esittelija=esittelija.henkilo,
            valmistelija=sihteeri.henkilo,
        )
        fakta, paikka = lisaa_fakta(toinen, user=sihteeri)
        ennen = valmis.osiot.get(jarjestys=2).teksti

        for html in (f"<p>{paikka}</p>", f'<p><span data-fakta="{fakta.pk + 1000}"></span></p>'):
            with pytest.raises(ValidationError, match="Tekstissä on toisen päätöksen fakta"):
                kirjoita_osio(valmis, 2, html, user=sihteeri)

        assert valmis.osiot.get(jarjestys=2).teksti == ennen

    def test_texts_are_cleaned_before_they_are_stored(self, valmis, sihteeri):
        tallenna(valmis, ehdotus="<h1>Otsikko</h1><p onclick='x'>Teksti</p>", user=sihteeri)

        assert valmis.ehdotus == "<h4>Otsikko</h4><p>Teksti</p>"
