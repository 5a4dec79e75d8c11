"""From the draft to the checked minutes: which act follows which, and whose it is."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from esitykset.models import Esitys
from paatokset import workflow
from paatokset.models import Paatos
from paatokset.workflow import siirtymat
from tests.paatokset.factories import (
    HYVAKSYTTY,
    KIRJATTU,
    KOKOUS,
    LAHETETTY,
    TARKASTETTU,
    arvot,
    kirjaa,
    kirjaus,
    lisaa_fakta,
    tallenna,
)
from tyollisyysalue import kello

pytestmark = pytest.mark.usefixtures("pika_pdf")

Tila = Paatos.Tila
NBSP = "\u00a0"


def tapahtumat(paatos):
    return list(paatos.tapahtumat.order_by("pk").values_list("tapahtuma", flat=True))


class TestStarting:
    def test_draft_has_a_section_for_each_item(self, luonnos):
        osiot = [
            (osio.jarjestys, osio.otsikko, [k.kohta.numero for k in osio.kasittelyt.all()])
            for osio in luonnos.osiot.all()
        ]

        assert osiot == [
            (1, "Lähipalvelut", [1]),
            (2, "Yhteyshenkilö", [2]),
            (3, "Seuranta", [3]),
            (4, "Yhdenvertaisuus", [4]),
            (5, "Henkilöstö", [5]),
        ]

    def test_draft_tells_who_asks_and_when(self, luonnos):
        luonnos.refresh_from_db()

        assert luonnos.johdanto == (
            "<p>Esityksen ”Esitys palvelujen toteutumisesta” on lähettänyt Rautavaara (28.8.2025). "
            "Asiasta on kunnassa päättänyt kunnanhallitus 25.8.2025.</p>"
        )

    def test_account_is_in_the_language_of_the_document(self, request):
        with translation.override("en"):
            luonnos = request.getfixturevalue("luonnos")

        assert luonnos.johdanto.startswith("<p>Esityksen ”Esitys palvelujen toteutumisesta” on lähettänyt")

    def test_request_is_in_preparation(self, luonnos, esitys):
        esitys.refresh_from_db()

        assert esitys.tila == Esitys.Tila.VALMISTELUSSA
        assert tapahtumat(luonnos) == ["luo"]

    @pytest.mark.parametrize(
        "nimi",
        ["raija", "asiantuntija", "koordinaattori", "esittelija", "paakayttaja", "naapurisihteeri"],
    )
    def test_others_start_none(self, request, asia, toimielin, sihteeri, nimi):
        with pytest.raises(PermissionDenied):
            workflow.luo_luonnos(
                asia,
                toimielin=toimielin,
                otsikko="Vastaus",
                esittelija=sihteeri.henkilo,
                valmistelija=sihteeri.henkilo,
                user=request.getfixturevalue(nimi),
            )

        assert not Paatos.objects.exists()


def test_whole_life(valmis, sihteeri, esittelija):
    with kello.aseta(LAHETETTY):
        workflow.laheta_esittelijalle(valmis, user=sihteeri)
    with kello.aseta(HYVAKSYTTY):
        workflow.palauta(valmis, kommentti="Tarkenna.", user=esittelija)
        tallenna(valmis, johdanto="<p>Tarkennettu.</p>", user=sihteeri)
        workflow.laheta_esittelijalle(valmis, user=sihteeri)
        workflow.hyvaksy(valmis, user=esittelija)
    kirjaa(valmis, user=sihteeri)
    with kello.aseta(TARKASTETTU):
        workflow.merkitse_tarkastetuksi(valmis, tarkastuspvm=datetime.date(2025, 9, 22), user=sihteeri)

    valmis.refresh_from_db()
    assert valmis.tila == Tila.TARKASTETTU
    assert (valmis.kokouspvm, valmis.vuosi, valmis.pykala) == (KOKOUS, 2025, 58)
    assert valmis.pykalatunnus == f"§{NBSP}58"
    assert valmis.paatosteksti == valmis.ehdotus
    assert (valmis.hyvaksymisaika, valmis.kirjausaika) == (HYVAKSYTTY, KIRJATTU)
    assert valmis.tarkastuspvm == datetime.date(2025, 9, 22)
    assert [t for t in tapahtumat(valmis) if "muokkaa" not in t] == [
        "luo",
        "laheta_esittelijalle",
        "palauta",
        "laheta_esittelijalle",
        "hyvaksy",
        "kirjaa_paatos",
        "merkitse_tarkastetuksi",
    ]
    assert valmis.tapahtumat.get(tapahtuma="palauta").syy == "Tarkenna."


class TestTransitions:
    def test_every_state_is_in_the_table(self):
        assert set(workflow.SIIRTYMAT) == set(Tila)

    @pytest.mark.parametrize("uusi", Tila)
    @pytest.mark.parametrize("vanha", Tila)
    def test_only_the_tables_moves_happen(self, vanha, uusi):
        paatos = Paatos(tila=vanha)
        sallittu = {
            (Tila.LUONNOS, Tila.ESITTELIJALLA),
            (Tila.ESITTELIJALLA, Tila.PALAUTETTU),
            (Tila.ESITTELIJALLA, Tila.HYVAKSYTTY),
            (Tila.PALAUTETTU, Tila.ESITTELIJALLA),
            (Tila.HYVAKSYTTY, Tila.KASITELTY),
            (Tila.HYVAKSYTTY, Tila.PALAUTETTU),
            (Tila.KASITELTY, Tila.TARKASTETTU),
        }
        if (vanha, uusi) in sallittu:
            assert uusi in workflow.SIIRTYMAT[vanha]
            return

        with pytest.raises(ValidationError, match=f"Päätös on tilassa ”{vanha.label}”") as error:
            siirtymat.siirra(paatos, uusi)

        assert error.value.messages[0].endswith("joten toimintoa ei voi tehdä. Lataa sivu uudelleen.")
        assert paatos.tila == vanha

    @pytest.mark.parametrize(
        ("tila", "sallitut"),
        [
            ("luonnos", {"tallenna", "tallenna_osio", "lisaa_osio", "jata_vastaamatta", "lisaa_fakta"}),
            ("esittelijalla", {"palauta", "hyvaksy"}),
            (
                "palautettu",
                {"tallenna", "tallenna_osio", "lisaa_osio", "jata_vastaamatta", "lisaa_fakta", "laheta"},
            ),
            ("hyvaksytty", {"kirjaa_paatos"}),
            ("kasitelty", {"merkitse_tarkastetuksi"}),
            ("tarkastettu", set()),
        ],
    )
    def test_acts_of_each_state(self, request, tila, sallitut, sihteeri, esittelija):
        """The right person, the wrong moment: everything but the state's own acts is refused."""
        paatos = request.getfixturevalue(tila)
        # Draft alone lacks its texts, so sending is refused for that and not for its state.
        kielletyt = TEOT.keys() - sallitut - {"laheta" if tila == "luonnos" else ""}

        for nimi in sorted(kielletyt):
            with kello.aseta(TARKASTETTU), pytest.raises(PermissionDenied):
                TEOT[nimi](paatos, sihteeri, esittelija)

        paatos.refresh_from_db()
        assert paatos.tila == tila

    @pytest.mark.parametrize("tila", ["luonnos", "palautettu", "esittelijalla", "hyvaksytty", "kasitelty"])
    def test_outsiders_and_staff_do_nothing(self, request, tila):
        paatos = request.getfixturevalue(tila)

        for nimi in ("raija", "kari", "asiantuntija", "koordinaattori", "paakayttaja", "naapurisihteeri"):
            user = request.getfixturevalue(nimi)
            for teko in TEOT.values():
                with kello.aseta(TARKASTETTU), pytest.raises(PermissionDenied):
                    teko(paatos, user, user)

    def test_presenter_does_not_write(self, luonnos, esittelija):
        for nimi in ("tallenna", "tallenna_osio", "lisaa_osio", "jata_vastaamatta", "lisaa_fakta", "laheta"):
            with pytest.raises(PermissionDenied):
                TEOT[nimi](luonnos, esittelija, esittelija)

    def test_secretary_neither_returns_nor_approves(self, esittelijalla, sihteeri):
        for nimi in ("palauta", "hyvaksy"):
            with pytest.raises(PermissionDenied):
                TEOT[nimi](esittelijalla, sihteeri, sihteeri)

    def test_presenter_does_not_record(self, hyvaksytty, esittelija):
        with kello.aseta(KIRJATTU), pytest.raises(PermissionDenied):
            TEOT["kirjaa_paatos"](hyvaksytty, esittelija, esittelija)


TEOT = {
    "tallenna": lambda p, s, e: workflow.tallenna(p, versio=p.versio, arvot=arvot(p), user=s),
    "tallenna_osio": lambda p, s, e: workflow.tallenna_osio(
        p.osiot.first(), versio=1, otsikko="Toinen", html="<p>Toinen</p>", kohdat=[], user=s
    ),
    "lisaa_osio": lambda p, s, e: workflow.lisaa_osio(p, otsikko="Toinen", user=s),
    "jata_vastaamatta": lambda p, s, e: workflow.jata_vastaamatta(
        p, p.kasittelyt.first().kohta, perustelu="Ei kuulu.", user=s
    ),
    "lisaa_fakta": lambda p, s, e: lisaa_fakta(p, user=s),
    "laheta": lambda p, s, e: workflow.laheta_esittelijalle(p, user=s),
    "palauta": lambda p, s, e: workflow.palauta(p, kommentti="Tarkenna.", user=e),
    "hyvaksy": lambda p, s, e: workflow.hyvaksy(p, user=e),
    "kirjaa_paatos": lambda p, s, e: workflow.kirjaa_paatos(p, **kirjaus(), user=s),
    "merkitse_tarkastetuksi": lambda p, s, e: workflow.merkitse_tarkastetuksi(
        p, tarkastuspvm=TARKASTETTU.date(), user=s
    ),
}
