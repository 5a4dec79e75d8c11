"""Answer memory: the seeded twin among many, an earlier answer as a start, a differing answer with its reason."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from esitykset import workflow as esitysten_workflow
from esitykset.models import Asia
from paatokset import teksti, workflow
from paatokset.models import Paatos, Vertailu
from paatokset.samankaltaisuus import SAMA_VASTAUS, samanlaisuus
from paatokset.workflow import muisti
from tests.paatokset.conftest import KOHDAT
from tests.paatokset.factories import LAHETETTY, kirjoita_osio, nimea, vastattu_kohta
from tyollisyysalue import kello

pytestmark = pytest.mark.usefixtures("pika_pdf")

AIHEET = [
    "Työnantajatapahtumat", "Nuorten työpaja", "Kuljetukset", "Kausityö", "Kaivosalan koulutus", "Palkkatuki",
    "Starttiraha", "Kotoutumispalvelut", "Etävastaanotto", "Sopimuksen muuttaminen", "Maksuosuudet", "Tiedotteet",
    "Verkkosivut", "Toimitilat", "Avoimet paikat", "Ennakkokyselyt", "Rekrytointi", "Muutosturva", "Koulutuskokeilu",
    "Työkyvyn arviointi", "Kuntouttava työtoiminta", "Ohjaamo", "Yritysneuvonta", "Kesätyöt", "Vuosikertomus",
    "Hankkeet", "Asiakasraati", "Tulkkaus", "Tietojärjestelmät", "Aukioloajat",
]  # fmt: skip


@pytest.fixture
def arkisto(siilinjarvi, kari):
    """Thirty answered items on other things, and the twin of the draft's fifth."""
    for aihe in AIHEET:
        vastattu_kohta(
            siilinjarvi,
            aihe,
            f"Kunta pyytää työllisyysaluetta kertomaan, miten {aihe.lower()} hoidetaan kunnassa ja kuka vastaa "
            "palveluista.",
            f"<p>{aihe} hoidetaan sovitulla tavalla.</p>",
            laatija=kari,
        )
    return vastattu_kohta(
        siilinjarvi,
        "Henkilöstön riittävyys",
        "Työntekijöitä on vähemmän. Kerrotaan henkilöstöstä ja asiakasmääristä.",
        '<p>Henkilöstö on mitoitettu koko alueelle. <span class="faktalause">Luku on 5.</span><sup class="viite">'
        '<a href="#lahde-1">1</a></sup></p>',
        laatija=kari,
    )


@pytest.fixture
def kohta(luonnos):
    return workflow.asian_kohdat(luonnos.asia).get(numero=5)


def toinen_luonnos(kunta, laatija, sihteeri, malli):
    """A draft that answers another municipality's request of one item."""
    tiedot = {
        "otsikko": "Esitys lähipäivistä",
        "toimielin": "kunnanhallitus",
        "paatospvm": datetime.date(2025, 9, 1),
    }
    esitys = esitysten_workflow.luo(kunta, tiedot, KOHDAT[:1], user=laatija)
    esitysten_workflow.laheta(esitys, user=laatija)
    esitysten_workflow.kirjaa(esitys, "00.01.02", esitys.otsikko, user=sihteeri)
    return workflow.luo_luonnos(
        esitys.asia,
        toimielin=malli.toimielin,
        otsikko="Vastaus",
        esittelija=malli.esittelija,
        valmistelija=malli.valmistelija,
        user=sihteeri,
    )


class TestMemory:
    def test_twin_is_among_the_first_three(self, luonnos, arkisto, kohta):
        [(_kohta, aiemmat)] = muisti.samankaltaiset(luonnos, [kohta])

        assert len(aiemmat) <= 3
        assert aiemmat[0][0] == arkisto
        assert all(0 < samuus <= 1 for _aiempi, samuus in aiemmat)

    def test_own_matters_items_and_unanswered_ones_are_left_out(self, luonnos, arkisto):
        omat = set(workflow.asian_kohdat(luonnos.asia))

        loydot = {aiempi for _kohta, rivit in muisti.samankaltaiset(luonnos) for aiempi, _samuus in rivit}

        assert loydot
        assert not loydot & omat
        assert all(aiempi.vastaus for aiempi in loydot)

    def test_answers_of_secret_matters_and_sections_stay_where_they_are(
        self, tarkastettu, siilinjarvi, kari, sihteeri
    ):
        luonnos = toinen_luonnos(siilinjarvi, kari, sihteeri, tarkastettu)
        assert muisti.aiemmat(luonnos.asia).count() == 5

        tarkastettu.asia.julkisuus = Asia.Julkisuus.SALASSA
        tarkastettu.asia.save(update_fields=["julkisuus"])

        assert muisti.aiemmat(luonnos.asia).count() == 0

    def test_queries_do_not_grow_with_items_or_archive(self, luonnos, arkisto, django_assert_num_queries):
        with django_assert_num_queries(3):
            muisti.samankaltaiset(luonnos)


class TestAsAStart:
    def test_stored_answer_is_cleaned_and_its_facts_are_places_to_fill(self, luonnos, arkisto, sihteeri):
        osio = luonnos.osiot.get(jarjestys=5)

        muisti.kayta_pohjana(osio, arkisto, user=sihteeri)

        osio.refresh_from_db()
        assert osio.teksti == "<p>Henkilöstö on mitoitettu koko alueelle. [[Luku on 5.]]</p>"

    def test_portals_own_answer_gets_its_facts_bound_anew(self, tarkastettu, siilinjarvi, kari, sihteeri):
        nimea("Rautavaara")
        siilinjarvi.nimi_en = "Siilis"
        siilinjarvi.save(update_fields=["nimi_en"])
        luonnos = toinen_luonnos(siilinjarvi, kari, sihteeri, tarkastettu)
        aiempi = tarkastettu.asia.esitykset.get().kohdat.get(numero=1)

        osio = muisti.kayta_pohjana(luonnos.osiot.get(), aiempi, user=sihteeri)

        assert osio.teksti.startswith("<p>Kokous alkaa klo 13.00. <span data-fakta=")
        faktat = luonnos.faktat.in_bulk(teksti.faktojen_tunnukset(osio.teksti))
        assert [f.parametrit for f in faktat.values()] == [{"kunta": "749"}] * 2

    def test_approved_draft_is_locked(self, hyvaksytty, arkisto, sihteeri):
        with pytest.raises(PermissionDenied):
            muisti.kayta_pohjana(hyvaksytty.osiot.first(), arkisto, user=sihteeri)


class TestComparing:
    def test_likeness_is_the_share_of_common_words(self):
        assert samanlaisuus("Päivät pidetään kunnassa.", "päivät PIDETÄÄN kunnassa") == 1
        assert samanlaisuus("a b c d", "a b x y") == 0.5
        assert samanlaisuus("", "a") == 0
        assert samanlaisuus("", "") == 1

    def test_same_answer_needs_no_reason(self, valmis, arkisto, sihteeri):
        kirjoita_osio(valmis, 5, "<p>Henkilöstö on mitoitettu koko alueelle.</p>", user=sihteeri)
        kohta = workflow.asian_kohdat(valmis.asia).get(numero=5)

        vertailu = muisti.merkitse_samaksi(valmis, kohta, arkisto, user=sihteeri)

        assert not vertailu.poikkeaa
        assert workflow.puutteet(valmis) == []

    def test_differing_answer_needs_a_reason(self, valmis, arkisto, sihteeri):
        kohta = workflow.asian_kohdat(valmis.asia).get(numero=5)
        vertailu = muisti.merkitse_samaksi(valmis, kohta, arkisto, user=sihteeri)
        assert vertailu.poikkeaa
        puute = (
            "Kohdan 5 vastaus poikkeaa kunnalle Siilinjärvi annetusta vastauksesta (Lautakunta 1.6.2025 § 1). "
            "Kirjoita perustelu."
        )

        with kello.aseta(LAHETETTY), pytest.raises(ValidationError) as error:
            workflow.laheta_esittelijalle(valmis, user=sihteeri)
        assert error.value.messages == [puute]
        muisti.perustele_ero(vertailu, perustelu="Henkilöstö on muuttunut.", user=sihteeri)
        with kello.aseta(LAHETETTY):
            workflow.laheta_esittelijalle(valmis, user=sihteeri)

        valmis.refresh_from_db()
        assert valmis.tila == Paatos.Tila.ESITTELIJALLA
        assert muisti.verratut(valmis)[0][1] < SAMA_VASTAUS

    def test_mark_can_be_taken_away(self, valmis, arkisto, sihteeri):
        kohta = workflow.asian_kohdat(valmis.asia).get(numero=5)
        vertailu = muisti.merkitse_samaksi(valmis, kohta, arkisto, user=sihteeri)

        muisti.poista_vertailu(vertailu, user=sihteeri)

        assert not Vertailu.objects.exists()
        assert workflow.puutteet(valmis) == []
