"""Texts of the library: kept, put into a draft with facts bound, proposed for its empty sections."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from paatokset import teksti, workflow
from paatokset.models import Fraasi, Fraasinkaytto
from paatokset.workflow import kirjasto, luettelot
from tests.paatokset.factories import (
    LAHETETTY,
    LUONNOSTELTU,
    FraasiFactory,
    LainkohtaFactory,
    kirjoita_osio,
    nimea,
    tallenna,
)
from tyollisyysalue import kello

pytestmark = pytest.mark.usefixtures("pika_pdf")


@pytest.fixture(autouse=True)
def syyskuu():
    with kello.aseta(LUONNOSTELTU):
        yield


def osio(paatos, numero=1):
    return paatos.osiot.get(jarjestys=numero)


class TestKeeping:
    def test_text_is_cleaned_and_its_versions_counted(self, alue, sihteeri):
        fraasi = luettelot.lisaa(
            Fraasi,
            alue,
            laji="fraasi",
            nimi="Kiitos",
            teksti_fi="<p onclick='x'>Kiitämme <script>x</script>[[kunta]].<span data-fakta='3'></span></p>",
            teksti_sv="",
            omistaja=sihteeri.henkilo,
            alkupvm=datetime.date(2025, 1, 1),
            user=sihteeri,
        )
        assert fraasi.teksti_fi == "<p>Kiitämme [[kunta]].</p>"

        luettelot.muuta(fraasi, versio=1, muutokset={"teksti_fi": "<p>Kiitos.</p>"}, user=sihteeri)

        fraasi.refresh_from_db()
        assert (fraasi.versio, fraasi.teksti_fi) == (2, "<p>Kiitos.</p>")

    def test_personal_identity_code_is_refused(self, alue, sihteeri):
        with pytest.raises(ValidationError, match="henkilötunnus"):
            luettelot.lisaa(Fraasi, alue, nimi="x", teksti_fi="<p>131052-308T</p>", user=sihteeri)


class TestInserting:
    def test_places_become_live_facts_of_the_requests_municipality(self, luonnos, alue, sihteeri):
        nimea("Rautavaara")
        fraasi = FraasiFactory(
            alue=alue, teksti_fi="<p>Alku. [[fakta:testi.lause]]</p><p>[[fakta:testi.taulukko]]</p>"
        )

        kirjasto.kayta(luonnos, fraasi, osio(luonnos), user=sihteeri)

        lause, taulukko = teksti.faktojen_tunnukset(osio(luonnos).teksti)
        assert osio(luonnos).teksti == (
            f'<p>Alku. <span data-fakta="{lause}"></span></p><div data-fakta="{taulukko}"></div>'
        )
        faktat = luonnos.faktat.order_by("pk")
        assert [(f.avain, f.parametrit) for f in faktat] == [
            ("testi.lause", {"kunta": "687"}),
            ("testi.taulukko", {"kunta": "687"}),
        ]
        kaytto = Fraasinkaytto.objects.get()
        assert (kaytto.fraasi, kaytto.fraasin_versio, kaytto.osio) == (fraasi, 1, osio(luonnos))

    def test_heading_stays_and_text_goes_to_the_end(self, luonnos, alue, sihteeri):
        kirjoita_osio(luonnos, 1, "<p>Oma.</p>", user=sihteeri)

        kirjasto.kayta(luonnos, FraasiFactory(alue=alue, otsikko_fi="Muu"), osio(luonnos), user=sihteeri)

        assert (osio(luonnos).otsikko, osio(luonnos).teksti) == (
            "Lähipalvelut",
            "<p>Oma.</p><p>Teksti kirjastosta.</p>",
        )

    def test_what_cannot_be_bound_stays_as_a_place_that_names_it(self, luonnos, alue, sihteeri):
        nimea("")
        # The municipality has no other name, no plan and no group; the last is no fact at all.
        fraasi = FraasiFactory(
            alue=alue,
            teksti_fi="<p>[[fakta:testi.lause]] [[fakta:lahipalvelut.saanto]] [[fakta:yhteyshenkilot.tapaaminen]] "
            "[[fakta:ei.ole]]</p>",
        )

        kirjasto.kayta(luonnos, fraasi, osio(luonnos), user=sihteeri)

        assert osio(luonnos).teksti == (
            "<p>[[Kunnan toinen nimi]] [[Lähipalvelun säännöllisyys]] [[Ryhmän seuraava tapaaminen]] [[ei.ole]]</p>"
        )
        assert not luonnos.faktat.exists()

    def test_provision_is_found_by_how_it_begins(self, luonnos, alue, sihteeri):
        oikea = LainkohtaFactory(alue=alue, kaytto="muu", teksti_fi="Työllisyysaluejaosto 8.5.2025 § 12")
        LainkohtaFactory(alue=alue)
        fraasi = FraasiFactory(
            alue=alue, teksti_fi="<p>[[fakta:paatokset.lainkohta Työllisyysaluejaosto 8.5.2025]]</p>"
        )

        kirjasto.kayta(luonnos, fraasi, osio(luonnos), user=sihteeri)

        assert luonnos.faktat.get().parametrit == {"lainkohta": oikea.pk}

    def test_ended_text_is_refused(self, luonnos, alue, sihteeri):
        fraasi = FraasiFactory(alue=alue, loppupvm=datetime.date(2025, 9, 2))

        with pytest.raises(ValidationError, match="ei ole voimassa"):
            kirjasto.kayta(luonnos, fraasi, osio(luonnos), user=sihteeri)

        assert osio(luonnos).teksti == ""

    @pytest.mark.parametrize(
        ("tanaan", "alku", "loppu"),
        [
            ((2025, 9, 3), (2025, 1, 1), (2025, 8, 31)),
            ((2025, 2, 1), (2025, 1, 1), (2025, 1, 31)),
            ((2025, 1, 15), (2024, 1, 1), (2024, 12, 31)),
        ],
    )
    def test_period_is_the_whole_months_of_the_year(self, tanaan, alku, loppu):
        jakso = kirjasto.jakso("lahipalvelut.toteuma", datetime.date(*tanaan))

        assert jakso == (datetime.date(*alku), datetime.date(*loppu))

    def test_agreed_days_are_told_of_the_whole_year(self):
        jakso = kirjasto.jakso("lahipalvelut.sovitut_paivat", datetime.date(2025, 9, 3))

        assert jakso == (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))


class TestPlaces:
    @pytest.mark.parametrize("kentta", ["ehdotus", "johdanto", "vaikutukset", "toimivalta"])
    def test_unfilled_place_of_the_drafts_own_texts_blocks(self, valmis, sihteeri, kentta):
        tallenna(valmis, **{kentta: "<p>Teksti [[kunnan nimi]].</p>"}, user=sihteeri)

        with kello.aseta(LAHETETTY), pytest.raises(ValidationError) as error:
            workflow.laheta_esittelijalle(valmis, user=sihteeri)

        assert error.value.messages == ["Ehdotus ja perusteet: täytä tai poista kohta [[kunnan nimi]]."]

    def test_unfilled_place_of_a_section_blocks(self, valmis, sihteeri):
        kirjoita_osio(valmis, 2, "<p>[[päivä]] ja [[nimi]]</p>", user=sihteeri)

        assert workflow.puutteet(valmis) == [
            "Osio 2: täytä tai poista kohta [[päivä]].",
            "Osio 2: täytä tai poista kohta [[nimi]].",
        ]


class TestProposals:
    @pytest.fixture
    def tekstit(self, alue):
        aiheet = {
            "Seuranta": "Kunnalle toimitetaan luvut ja seuranta kuukausittain tilastoista.",
            "Henkilöstö": "Henkilöstön määrä ja henkilöstöresurssit.",
            "Lähipalvelut": "Lähipalvelupäivät ja lähipalvelut pidetään kunnassa.",
            "Muu": "Kaavoitus ja rakentaminen.",
        }
        return {
            nimi: FraasiFactory(alue=alue, nimi=nimi, teksti_fi=f"<p>{t}</p>") for nimi, t in aiheet.items()
        }

    def test_every_empty_section_gets_the_best_text(self, luonnos, tekstit, sihteeri):
        kirjoita_osio(luonnos, 3, "<p>Kirjoitettu.</p>", user=sihteeri)

        ehdotukset = kirjasto.ehdotukset(luonnos)

        assert [(o.jarjestys, fraasi.nimi) for o, fraasi in ehdotukset] == [
            (1, "Lähipalvelut"),
            (5, "Henkilöstö"),
        ]

    def test_all_go_in_at_once(self, luonnos, tekstit, sihteeri):
        ehdotukset = kirjasto.ehdotukset(luonnos)
        assert len(ehdotukset) == 3

        kirjasto.kayta_ehdotukset(luonnos, ehdotukset, user=sihteeri)

        assert osio(luonnos, 5).teksti == tekstit["Henkilöstö"].teksti_fi
        assert kirjasto.ehdotukset(luonnos) == []

    def test_phrases_and_ended_texts_are_not_proposed(self, luonnos, alue, sihteeri):
        FraasiFactory(alue=alue, laji="fraasi", teksti_fi="<p>Lähipalvelut.</p>")
        FraasiFactory(alue=alue, teksti_fi="<p>Lähipalvelut.</p>", loppupvm=datetime.date(2025, 9, 2))

        assert kirjasto.ehdotukset(luonnos) == []

    def test_queries_do_not_grow(self, luonnos, tekstit, django_assert_num_queries):
        with django_assert_num_queries(4):
            kirjasto.ehdotukset(luonnos)
