import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from lahipalvelut import workflow
from lahipalvelut.models import Palvelupaiva
from tests.lahipalvelut.factories import (
    PalvelupisteFactory,
    PalvelusuunnitelmaFactory,
    SuunnitelmariviFactory,
)
from tyollisyysalue import kello

pytestmark = pytest.mark.django_db
SYY = {"syykoodi": "saa", "syy": "Tie on poikki."}


def uusi(paiva, **muut):
    return {
        "pvm": datetime.date(2025, 6, 13),
        "alkuklo": datetime.time(10),
        "loppuklo": datetime.time(14),
        "palvelupiste": paiva.palvelupiste,
        **muut,
    }


@pytest.mark.usefixtures("paivaa_ennen")
class TestSiirto:
    def test_moved_day_keeps_its_date_and_points_to_the_new_one(self, paiva, asiantuntija):
        tehty = workflow.siirra_paiva(
            paiva, **uusi(paiva), **SYY, kerrottu="Raijalle puhelimessa", user=asiantuntija
        )

        vanha = Palvelupaiva.objects.get(pk=paiva.pk)
        assert (vanha.pvm, vanha.tila, vanha.siirretty_paivaan) == (paiva.pvm, "siirretty", tehty)
        assert (vanha.ilmoitettu_tunteja, vanha.on_akillinen, vanha.kerrottu) == (
            26,
            True,
            "Raijalle puhelimessa",
        )
        assert (tehty.pvm.day, tehty.alkupera, tehty.tila, tehty.rivi) == (13, "siirto", "avoin", vanha.rivi)
        assert tehty.siirretty_paivasta == vanha

    def test_substitute_goes_on_the_new_day(self, paiva, asiantuntija):
        paiva.sijainen = asiantuntija.henkilo
        paiva.save(update_fields=["sijainen"])

        tehty = workflow.siirra_paiva(paiva, **uusi(paiva), **SYY, user=asiantuntija)

        assert tehty.kavija == asiantuntija.henkilo

    def test_moved_day_can_be_moved_on_and_cancelled(self, paiva, asiantuntija):
        toinen = workflow.siirra_paiva(paiva, **uusi(paiva), **SYY, user=asiantuntija)
        kolmas = workflow.siirra_paiva(
            toinen, **uusi(paiva, pvm=datetime.date(2025, 6, 16)), **SYY, user=asiantuntija
        )
        workflow.peru(kolmas, **SYY, user=asiantuntija)

        tilat = list(Palvelupaiva.objects.order_by("pvm").values_list("tila", flat=True))
        assert tilat == ["siirretty", "siirretty", "peruttu"]

    def test_only_time_or_place_may_change(self, paiva, asiantuntija):
        ennallaan = {"pvm": paiva.pvm, "alkuklo": paiva.alkuklo, "loppuklo": paiva.loppuklo}
        with pytest.raises(ValidationError, match="Valitse toinen päivä, aika tai paikka"):
            workflow.siirra_paiva(paiva, **uusi(paiva, **ennallaan), **SYY, user=asiantuntija)

        toinen = PalvelupisteFactory(kunta=paiva.kunta)
        tehty = workflow.siirra_paiva(
            paiva, **uusi(paiva, **ennallaan, palvelupiste=toinen), **SYY, user=asiantuntija
        )

        assert tehty.palvelupiste == toinen

    @pytest.mark.parametrize(
        ("muutos", "kentta"),
        [
            ({"pvm": datetime.date(2027, 6, 11)}, "pvm"),
            ({"loppuklo": datetime.time(9)}, "__all__"),
        ],
    )
    def test_impossible_new_day_is_refused_and_nothing_changes(self, paiva, asiantuntija, muutos, kentta):
        with pytest.raises(ValidationError) as error:
            workflow.siirra_paiva(paiva, **uusi(paiva, **muutos), **SYY, user=asiantuntija)

        assert list(error.value.message_dict) == [kentta]
        assert list(Palvelupaiva.objects.values_list("tila", flat=True)) == ["avoin"]
        assert paiva.tila == "avoin"

    def test_place_is_of_the_same_municipality(self, paiva, siilinjarvi, asiantuntija):
        toisaalla = PalvelupisteFactory(kunta=siilinjarvi)

        with pytest.raises(ValidationError, match="Valitse tämän kunnan palvelupiste"):
            workflow.siirra_paiva(paiva, **uusi(paiva, palvelupiste=toisaalla), **SYY, user=asiantuntija)

    @pytest.mark.parametrize("teko", ["pida", "peru", "siirra"])
    def test_day_with_a_state_is_not_moved(self, paiva, asiantuntija, teko):
        with kello.aseta(paiva.alkaa):
            if teko == "pida":
                workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)
            elif teko == "peru":
                workflow.peru(paiva, **SYY, user=asiantuntija)
            else:
                workflow.siirra_paiva(paiva, **uusi(paiva), **SYY, user=asiantuntija)
            maara = Palvelupaiva.objects.count()

            with pytest.raises(ValidationError, match="joten toimintoa ei voi tehdä"):
                workflow.siirra_paiva(paiva, **uusi(paiva), **SYY, user=asiantuntija)

        assert Palvelupaiva.objects.count() == maara

    def test_day_taken_out_of_the_schedule_meanwhile_is_told(self, paiva, asiantuntija):
        Palvelupaiva.objects.filter(pk=paiva.pk).update(kumottu=kello.nyt())

        for teko in (
            lambda: workflow.siirra_paiva(paiva, **uusi(paiva), **SYY, user=asiantuntija),
            lambda: workflow.peru(paiva, **SYY, user=asiantuntija),
        ):
            with pytest.raises(ValidationError, match="poistunut aikataulusta"):
                teko()

    def test_those_who_only_read_do_not_move(self, paiva, raija, sihteeri, muu_asiantuntija):
        for user in (raija, sihteeri, muu_asiantuntija):
            with pytest.raises(PermissionDenied):
                workflow.siirra_paiva(paiva, **uusi(paiva), **SYY, user=user)


@pytest.mark.kanta
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("toinen_teko", ["siirra", "peru"])
def test_of_two_changes_at_once_one_stands(paiva, asiantuntija, koordinaattori, toinen_teko):
    este = Barrier(2)

    def siirra(user, pvm):
        return workflow.siirra_paiva(paiva, **uusi(paiva, pvm=pvm), **SYY, user=user)

    teot = [
        lambda: siirra(asiantuntija, datetime.date(2025, 6, 13)),
        lambda: (
            siirra(koordinaattori, datetime.date(2025, 6, 16))
            if toinen_teko == "siirra"
            else workflow.peru(Palvelupaiva.objects.get(pk=paiva.pk), **SYY, user=koordinaattori)
        ),
    ]

    def aja(teko):
        try:
            with kello.aseta(datetime.datetime(2025, 6, 10, 7, tzinfo=kello.HELSINKI)):
                este.wait()
                teko()
            return "tehty"
        except ValidationError:
            return "hylatty"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        vastaukset = sorted(pool.map(aja, teot))

    assert vastaukset == ["hylatty", "tehty"]
    paiva.refresh_from_db()
    siirtopaivat = Palvelupaiva.objects.filter(alkupera="siirto")
    assert list(siirtopaivat) == ([paiva.siirretty_paivaan] if paiva.tila == "siirretty" else [])


class TestLisapaiva:
    def test_extra_day_stands_beside_the_plan(self, paiva, asiantuntija):
        tehty = workflow.lisaa_paiva(paiva.rivi, **uusi(paiva), syy="Rekrytointitapahtuma", user=asiantuntija)

        assert (tehty.alkupera, tehty.tila, tehty.kunta, tehty.kavija) == (
            "lisapaiva",
            "avoin",
            paiva.kunta,
            paiva.rivi.vastuuhenkilo,
        )

    def test_extra_day_may_be_on_the_date_of_a_planned_one(self, paiva, asiantuntija):
        workflow.lisaa_paiva(paiva.rivi, **uusi(paiva, pvm=paiva.pvm), user=asiantuntija)

        assert Palvelupaiva.objects.filter(pvm=paiva.pvm).count() == 2

    def test_slip_of_the_year_is_told_at_the_field(self, paiva, asiantuntija):
        for pvm in (datetime.date(1925, 6, 18), datetime.date(2205, 6, 18)):
            with pytest.raises(ValidationError, match="Tarkista vuosi") as error:
                workflow.lisaa_paiva(paiva.rivi, **uusi(paiva, pvm=pvm), user=asiantuntija)
            assert set(error.value.message_dict) == {"pvm"}

        assert not Palvelupaiva.objects.filter(alkupera="lisapaiva").exists()

    def test_draft_gives_no_days(self, rautavaara, asiantuntija):
        luonnos = PalvelusuunnitelmaFactory(
            kunta=rautavaara, tila="luonnos", hyvaksymispvm=None, hyvaksymisviite=""
        )
        rivi = SuunnitelmariviFactory(suunnitelma=luonnos)

        with pytest.raises(ValidationError, match="hyväksytyn suunnitelman"):
            workflow.lisaa_paiva(rivi, **uusi(rivi), user=asiantuntija)

    def test_liaison_and_secretary_add_none(self, paiva, raija, sihteeri):
        for user in (raija, sihteeri):
            with pytest.raises(PermissionDenied):
                workflow.lisaa_paiva(paiva.rivi, **uusi(paiva), user=user)


@pytest.mark.usefixtures("paivaa_ennen")
class TestKuittaus:
    def test_first_acknowledgement_stays(self, paiva, asiantuntija, raija):
        workflow.peru(paiva, **SYY, user=asiantuntija)
        workflow.kuittaa_muutos(paiva, user=raija)
        ensin = paiva.kuittausaika
        with kello.aseta(kello.nyt() + datetime.timedelta(hours=1)):
            workflow.kuittaa_muutos(paiva, user=raija)

        paiva.refresh_from_db()
        assert (paiva.kuittausaika, paiva.kuittaaja) == (ensin, raija)
        assert paiva.tapahtumat.filter(tapahtuma="kuittaa_muutos").count() == 1

    def test_acknowledgement_goes_with_the_change(self, paiva, asiantuntija, raija):
        workflow.peru(paiva, **SYY, user=asiantuntija, kerrottu="Raijalle")
        workflow.kuittaa_muutos(paiva, user=raija)

        workflow.peru_kirjaus(paiva, syy="Päästiin sittenkin.", user=asiantuntija)

        paiva.refresh_from_db()
        assert (paiva.tila, paiva.kuittausaika, paiva.kerrottu) == ("avoin", None, "")
        with pytest.raises(ValidationError, match="otettu takaisin"):
            workflow.kuittaa_muutos(paiva, user=raija)

    def test_only_the_municipalitys_own_liaison_acknowledges(self, paiva, asiantuntija, kari):
        workflow.peru(paiva, **SYY, user=asiantuntija)

        for user in (asiantuntija, kari):
            with pytest.raises(PermissionDenied):
                workflow.kuittaa_muutos(paiva, user=user)
