"""The catalogue of provisions: kept, chosen, printed, and refused when no longer in force."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from paatokset import tuloste, workflow
from paatokset.forms import FaktaForm, PaatosForm
from paatokset.models import Lainkohta
from paatokset.workflow import lainkohdat, luettelot
from tests.paatokset.factories import LAHETETTY, LainkohtaFactory, kirjoita_osio, lisaa_fakta, tallenna
from tyollisyysalue import faktat, kello
from tyollisyysalue.faktat import Parametrit
from tyollisyysalue.versiot import Vanhentunut

pytestmark = pytest.mark.usefixtures("pika_pdf")

EILEN = datetime.date(2025, 9, 8)


def luo(alue, henkilo, user, **muut):
    kentat = {
        "kaytto": "toimivalta",
        "teksti_fi": "hallintosääntö § 30",
        "omistaja": henkilo,
        "alkupvm": datetime.date(2025, 1, 1),
    }
    return luettelot.lisaa(Lainkohta, alue, user=user, **kentat | muut)


class TestKeeping:
    def test_entry_is_added_changed_and_ended(self, alue, sihteeri):
        lainkohta = luo(alue, sihteeri.henkilo, sihteeri)
        luettelot.muuta(lainkohta, versio=1, muutokset={"teksti_fi": "hallintosääntö § 31"}, user=sihteeri)
        luettelot.paata(lainkohta, loppupvm=EILEN, user=sihteeri)

        lainkohta.refresh_from_db()
        assert (lainkohta.teksti_fi, lainkohta.versio, lainkohta.loppupvm) == (
            "hallintosääntö § 31",
            3,
            EILEN,
        )
        assert [t.tapahtuma for t in lainkohta.tapahtumat.order_by("pk")] == ["lisaa", "muuta", "paata"]

    def test_second_editor_is_told(self, alue, sihteeri):
        lainkohta = luo(alue, sihteeri.henkilo, sihteeri)
        luettelot.muuta(lainkohta, versio=1, muutokset={"teksti_fi": "ensin"}, user=sihteeri)

        with pytest.raises(Vanhentunut):
            luettelot.muuta(lainkohta, versio=1, muutokset={"teksti_fi": "sitten"}, user=sihteeri)

        lainkohta.refresh_from_db()
        assert lainkohta.teksti_fi == "ensin"

    def test_end_before_the_beginning_is_refused(self, alue, sihteeri):
        lainkohta = luo(alue, sihteeri.henkilo, sihteeri)

        with pytest.raises(ValidationError):
            luettelot.paata(lainkohta, loppupvm=datetime.date(2024, 12, 31), user=sihteeri)

    @pytest.mark.parametrize("kuka", ["esittelija", "koordinaattori", "raija", "naapurisihteeri"])
    def test_only_the_areas_secretary_keeps_it(self, alue, sihteeri, kuka, request):
        user = request.getfixturevalue(kuka)
        lainkohta = luo(alue, sihteeri.henkilo, sihteeri)

        with pytest.raises(PermissionDenied):
            luo(alue, sihteeri.henkilo, user)
        with pytest.raises(PermissionDenied):
            luettelot.muuta(lainkohta, versio=1, muutokset={"teksti_fi": "x"}, user=user)
        with pytest.raises(PermissionDenied):
            luettelot.paata(lainkohta, loppupvm=EILEN, user=user)


class TestChoosing:
    def test_chosen_entry_is_printed_where_nothing_was_written(self, valmis, alue, sihteeri):
        lainkohta = LainkohtaFactory(alue=alue)
        kielto = LainkohtaFactory(alue=alue, kaytto="muutoksenhaku", teksti_fi="kuntalaki (410/2015) 136 §")
        tallenna(
            valmis,
            toimivalta="",
            toimivalta_lainkohta=lainkohta,
            muutoksenhaun_peruste="oma teksti",
            muutoksenhaku_lainkohta=kielto,
            user=sihteeri,
        )

        assert valmis.toimivalta == "Kuopion kaupungin hallintosääntö § 30, § 32"
        assert valmis.muutoksenhaun_peruste == "oma teksti"

    def test_form_offers_what_is_in_force_and_preselects_nothing(self, valmis, alue):
        voimassa = LainkohtaFactory(alue=alue)
        LainkohtaFactory(alue=alue, teksti_fi="vanha", loppupvm=EILEN)
        LainkohtaFactory(alue=alue, teksti_fi="tuleva", alkupvm=datetime.date(2025, 9, 10))
        LainkohtaFactory(alue=alue, teksti_fi="muu", kaytto="muu")
        with kello.aseta(LAHETETTY):
            form = PaatosForm(instance=valmis)

            assert list(form.fields["toimivalta_lainkohta"].queryset) == [voimassa]
        assert form["toimivalta_lainkohta"].value() is None
        assert form["muutoksenhaku"].value() == "kielto"

    def test_ended_choice_stays_to_be_seen(self, valmis, alue, sihteeri):
        lainkohta = LainkohtaFactory(alue=alue, loppupvm=EILEN)
        tallenna(valmis, toimivalta_lainkohta=lainkohta, user=sihteeri)
        with kello.aseta(LAHETETTY):
            html = str(PaatosForm(instance=valmis)["toimivalta_lainkohta"])

        assert "§ 32 (ei ole enää voimassa)</option>" in html

    def test_ended_entry_keeps_the_draft_from_the_presenter(self, valmis, alue, sihteeri):
        lainkohta = LainkohtaFactory(alue=alue)
        tallenna(valmis, toimivalta_lainkohta=lainkohta, user=sihteeri)
        assert workflow.puutteet(valmis) == []
        luettelot.paata(lainkohta, loppupvm=EILEN, user=sihteeri)

        with kello.aseta(LAHETETTY), pytest.raises(ValidationError) as error:
            workflow.laheta_esittelijalle(valmis, user=sihteeri)

        assert error.value.messages == [
            "Lainkohta ”Kuopion kaupungin hallintosääntö § 30, § 32” ei ole voimassa. Valitse voimassa oleva lainkohta."
        ]

    def test_printed_text_stays_when_the_entry_changes(self, hyvaksytty, alue, sihteeri):
        lainkohta = LainkohtaFactory(alue=alue)
        ennen = tuloste.konteksti(hyvaksytty, hetki=LAHETETTY)["toimivalta"]
        luettelot.muuta(lainkohta, versio=1, muutokset={"teksti_fi": "uusi"}, user=sihteeri)

        assert tuloste.konteksti(hyvaksytty, hetki=LAHETETTY)["toimivalta"] == ennen


class TestFact:
    def test_prints_the_provision_in_three_languages(self, alue):
        lainkohta = LainkohtaFactory(alue=alue, teksti_fi="KL 136 §", teksti_sv="KomL 136 §")
        parametrit = Parametrit(lainkohta=lainkohta.pk)
        with kello.aseta(LAHETETTY):
            tulokset = {
                k: faktat.esikatsele("paatokset.lainkohta", parametrit, k) for k in ("fi", "sv", "en")
            }

        assert {k: t.teksti.replace("\xa0", " ") for k, t in tulokset.items()} == {
            "fi": "KL 136 §",
            "sv": "KomL 136 §",
            "en": "KL 136 §",
        }
        assert tulokset["fi"].selite == "Työllisyysalueportaalin lainkohtaluettelo, voimassa 1.1.2025 alkaen"
        assert Parametrit.jsonista(parametrit.json()) == parametrit

    def test_ended_provision_is_refused(self, valmis, alue, sihteeri):
        lainkohta = LainkohtaFactory(alue=alue, loppupvm=EILEN)

        with kello.aseta(LAHETETTY), pytest.raises(ValidationError, match="ei ole voimassa"):
            lisaa_fakta(valmis, "paatokset.lainkohta", Parametrit(lainkohta=lainkohta.pk), user=sihteeri)

    def test_picker_gives_it(self, valmis, alue):
        lainkohta = LainkohtaFactory(alue=alue)
        form = FaktaForm({"avain": "paatokset.lainkohta", "lainkohta": lainkohta.pk}, alue=alue.pk)

        assert form.is_valid()
        assert form.parametrit() == Parametrit(lainkohta=lainkohta.pk)

    def test_cited_provision_that_ends_keeps_the_draft_back_while_it_is_in_a_text(
        self, valmis, alue, sihteeri
    ):
        lainkohta = LainkohtaFactory(alue=alue, kaytto="muu", teksti_fi="Jaosto 8.5.2025")
        with kello.aseta(LAHETETTY):
            _, paikka = lisaa_fakta(
                valmis, "paatokset.lainkohta", Parametrit(lainkohta=lainkohta.pk), user=sihteeri
            )
        kirjoita_osio(valmis, 2, f"<p>Tavoitteet: {paikka}</p>", user=sihteeri)
        luettelot.paata(lainkohta, loppupvm=EILEN, user=sihteeri)
        with kello.aseta(LAHETETTY):
            assert len(lainkohdat.puutteet(valmis)) == 1
            kirjoita_osio(valmis, 2, "<p>Tavoitteet.</p>", user=sihteeri)

            assert lainkohdat.puutteet(workflow.siirtymat.lukittu(valmis)) == []

    def test_used_by_tells_choices_and_citations(self, valmis, alue, sihteeri):
        valittu, viitattu = LainkohtaFactory(alue=alue), LainkohtaFactory(alue=alue, teksti_fi="B")
        muu = LainkohtaFactory(alue=alue, teksti_fi="C")
        tallenna(valmis, toimivalta_lainkohta=valittu, user=sihteeri)
        lisaa_fakta(valmis, "paatokset.lainkohta", Parametrit(lainkohta=viitattu.pk), user=sihteeri)

        kayttavat = [list(lainkohdat.kayttavat(rivi, sihteeri)) for rivi in (valittu, viitattu, muu)]

        assert kayttavat == [[valmis], [valmis], []]


def test_language_of_the_text_follows_the_page(alue):
    lainkohta = LainkohtaFactory(alue=alue)

    with translation.override("sv"):
        assert str(lainkohta) == "Kuopio stads förvaltningsstadga § 30, § 32"
