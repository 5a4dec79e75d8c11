"""Person-years of an area: recording a month, and the pages."""

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from seuranta import henkilosto
from seuranta.models import Henkilostotilanne
from tests.factories import KuntaFactory, UserFactory
from tests.seuranta.conftest import hetki
from tests.yhteyshenkilot.factories import AvainprosessiFactory
from tyollisyysalue import kello
from tyollisyysalue.models import Tapahtuma, Tyollisyysalue

pytestmark = pytest.mark.django_db
LOKAKUU, MARRASKUU = datetime.date(2025, 10, 1), datetime.date(2025, 11, 1)
LUETTELO = "/seuranta/henkilosto/"
LOMAKE = "/seuranta/henkilosto/17/2025-10/"


@pytest.fixture(autouse=True)
def marraskuussa():
    with kello.aseta(hetki(2025, 11, 24)):
        yield


@pytest.fixture
def prosessit(alue):
    return [
        AvainprosessiFactory(alue=alue, nimi_fi=nimi, nimi_sv=f"{nimi} sv", nimi_en="")
        for nimi in ("alkupalvelut", "nuoret", "tuet")
    ]


@pytest.fixture
def kirjaa(alue, prosessit, koordinaattori):
    """Record October's person-years of the three processes in their order."""

    def kirjaa(*luvut, kuukausi=LOKAKUU, versio=None, user=koordinaattori):
        versio = henkilosto.kuukauden_versio(alue, kuukausi) if versio is None else versio
        htv = {prosessi.pk: Decimal(luku) for prosessi, luku in zip(prosessit, luvut, strict=False)}
        return henkilosto.kirjaa_kuukausi(alue, kuukausi, htv, versio, user=user)

    return kirjaa


def rivit(response):
    """The cells of the list."""
    page = BeautifulSoup(response.content, "html.parser")
    return [
        [solu.get_text(" ", strip=True) for solu in rivi.find_all(["th", "td"])]
        for rivi in page.select("#luettelo tbody tr")
    ]


class TestKirjaa:
    def test_month_is_recorded_and_told_without_its_numbers(self, kirjaa, alue, koordinaattori):
        kirjaa("21.5", "9.0", "1.8")

        assert [r.htv for r in Henkilostotilanne.objects.all()] == [
            Decimal(n) for n in ("21.5", "9.0", "1.8")
        ]
        tapahtuma = Tapahtuma.objects.get(tapahtuma="kirjaa_henkilotyovuodet")
        assert (tapahtuma.kohde, tapahtuma.user) == (alue, koordinaattori)
        assert tapahtuma.tiedot == {"kuukausi": "2025-10-01", "uusia": 3, "muuttuneita": 0}

    def test_correction_keeps_what_was(self, kirjaa):
        kirjaa("21.5", "9.0", "1.8")
        kirjaa("21.5", "9.5", "1.8")

        rivi = Henkilostotilanne.objects.get(nimi_fi="nuoret")
        versiot = rivi.events.order_by("pgh_id")  # type: ignore[attr-defined]
        assert list(versiot.values_list("htv", flat=True)) == [
            Decimal("9.0"),
            Decimal("9.5"),
        ]

    def test_second_of_two_is_told(self, kirjaa):
        kirjaa("21.5", "9.0", "1.8")

        with pytest.raises(ValidationError, match="Toinen käyttäjä"):
            kirjaa("21.5", "9.9", "1.8", versio=0)

    @pytest.mark.parametrize(
        ("kuukausi", "luvut", "sanoma"),
        [
            (MARRASKUU, ("1", "2", "3"), "ei ole vielä päättynyt"),
            (datetime.date(205, 8, 1), ("1", "2", "3"), "Tarkista vuosi"),
            (LOKAKUU, ("1", "2"), "täytä kaikki prosessit"),
        ],
    )
    def test_refused(self, kirjaa, kuukausi, luvut, sanoma):
        with pytest.raises(ValidationError, match=sanoma):
            kirjaa(*luvut, kuukausi=kuukausi)

    def test_nothing_changed(self, kirjaa):
        kirjaa("21.5", "9.0", "1.8")

        with pytest.raises(ValidationError, match="Samat"):
            kirjaa("21.5", "9.0", "1.8")

    def test_only_the_coordinator(self, kirjaa, asiantuntija, raija):
        for user in (asiantuntija, raija):
            with pytest.raises(PermissionDenied):
                kirjaa("1", "2", "3", user=user)

    def test_process_out_of_use_stays_on_the_form_of_its_months(self, kirjaa, alue, prosessit):
        kirjaa("21.5", "9.0", "1.8")
        prosessit[2].kaytossa = False
        prosessit[2].save()

        assert len(henkilosto.kirjattavat(alue, LOKAKUU)) == 3
        assert len(henkilosto.kirjattavat(alue, MARRASKUU)) == 2


@pytest.mark.kanta
@pytest.mark.parametrize(
    ("muutokset", "rajoite"),
    [
        ({"htv": Decimal(-1)}, "henkilostotilanne_ei_negatiivinen"),
        ({"kuukausi": datetime.date(2025, 10, 2)}, "henkilostotilanne_kuukauden_ensimmainen"),
        ({"prosessi": 1}, "henkilostotilanne_kerran_kuukaudessa"),
    ],
)
def test_database_refuses(alue, muutokset, rajoite):
    arvot = {"alue": alue, "kuukausi": LOKAKUU, "nimi_fi": "nuoret", "htv": Decimal(5)}
    Henkilostotilanne.objects.create(**arvot, prosessi=1)

    with pytest.raises(IntegrityError, match=rajoite):
        Henkilostotilanne.objects.create(**arvot | {"prosessi": 2} | muutokset)


class TestLuettelo:
    def test_public_reads_the_total_alone(self, client, kirjaa):
        kirjaa("21.5", "9.0", "1.8")

        assert rivit(client.get(LUETTELO)) == [["lokakuu 2025", "Yhteensä", "32,3"]]
        assert not Henkilostotilanne.objects.visible_to(client.get(LUETTELO).wsgi_request.user)

    @pytest.mark.parametrize("kuka", ["raija", "asiantuntija", "koordinaattori"])
    def test_staff_and_liaisons_read_processes_without_the_small_ones(self, client, kirjaa, request, kuka):
        kirjaa("21.5", "9.0", "1.8")
        client.force_login(request.getfixturevalue(kuka))

        assert rivit(client.get(LUETTELO)) == [
            ["lokakuu 2025", "Yhteensä", "32,3"],
            ["lokakuu 2025", "alkupalvelut", "21,5"],
            ["lokakuu 2025", "Pienet yhteensä: nuoret ja tuet", "10,8"],
        ]
        assert "1,8" not in client.get(f"{LUETTELO}?muoto=csv").getvalue().decode()

    def test_liaison_of_another_area_reads_the_total_alone(self, client, kirjaa):
        kirjaa("21.5", "9.0", "1.8")
        muu = Tyollisyysalue.objects.create(
            koodi="45", nimi_fi="Ylä-Savo", nimi_sv="Övre Savolax", nimi_en=""
        )
        client.force_login(UserFactory(kunta=KuntaFactory(koodi="140", nimi_fi="Iisalmi", alue=muu)))

        assert len(rivit(client.get(LUETTELO))) == 1

    def test_month_filters(self, client, kirjaa):
        kirjaa("21.5", "9.0", "1.8")
        kirjaa("20.0", "9.0", "1.8", kuukausi=datetime.date(2025, 9, 1))

        assert rivit(client.get(f"{LUETTELO}?kk=2025-09")) == [["syyskuu 2025", "Yhteensä", "30,8"]]

    def test_queries_do_not_grow(self, client, kirjaa, koordinaattori, django_assert_max_num_queries):
        for kk in range(1, 10):
            kirjaa("21.5", "9.0", "1.8", kuukausi=datetime.date(2025, kk, 1))
        client.force_login(koordinaattori)

        with django_assert_max_num_queries(9):
            client.get(LUETTELO)


class TestLomake:
    def laheta(self, client, prosessit, *luvut, versio=0):
        tiedot = {f"htv-{p.pk}": luku for p, luku in zip(prosessit, luvut, strict=True)}
        return client.post(LOMAKE, {**tiedot, "versio": versio})

    def test_month_is_saved_in_one_go(self, client, prosessit, koordinaattori):
        client.force_login(koordinaattori)

        response = self.laheta(client, prosessit, "21,5", "9", "1,8")

        assert response.url == f"{LUETTELO}?alue=17&kk=2025-10"
        assert Henkilostotilanne.objects.count() == 3

    @pytest.mark.parametrize(
        ("arvo", "sanoma"),
        [
            ("", "Kirjoita 0, jos työtä ei ollut."),
            ("...", "esimerkiksi 12,5"),
            ("-1", "vähintään 0"),
            ("1,25", "yhdellä desimaalilla"),
            ("99999999", "alle 10"),
        ],
    )
    def test_error_is_at_the_field(self, client, prosessit, koordinaattori, arvo, sanoma):
        client.force_login(koordinaattori)

        response = self.laheta(client, prosessit, "21,5", arvo, "1,8")

        [virhe] = response.context["form"].errors[f"htv-{prosessit[1].pk}"]
        assert sanoma in virhe
        assert not Henkilostotilanne.objects.exists()

    def test_late_editor_sees_what_was_saved_and_may_save_again(
        self, client, kirjaa, alue, prosessit, koordinaattori
    ):
        kirjaa("21.5", "9.0", "1.8")
        client.force_login(koordinaattori)

        response = self.laheta(client, prosessit, "21,5", "9,5", "1,8")

        assert [t["arvo"] for t in response.context["tallennetut"]] == ["21,5", "9,0", "1,8"]
        versio = response.context["form"]["versio"].value()
        assert self.laheta(client, prosessit, "21,5", "9,5", "1,8", versio=versio).status_code == 302

    def test_month_is_chosen_first(self, client, kirjaa, koordinaattori):
        client.force_login(koordinaattori)

        assert client.get("/seuranta/henkilosto/17/").context["form"]["kk"].value() == "10/2025"
        assert client.get("/seuranta/henkilosto/17/?kk=10/2025").url == LOMAKE
        tuleva = client.get("/seuranta/henkilosto/17/?kk=12/2025")
        assert "ei ole vielä päättynyt" in tuleva.context["form"].errors["kk"][0]
        assert client.get("/seuranta/henkilosto/17/2025-12/").status_code == 404

    @pytest.mark.parametrize("kuka", ["raija", "asiantuntija"])
    def test_others_may_not(self, client, prosessit, request, kuka):
        client.force_login(request.getfixturevalue(kuka))

        assert client.get(LOMAKE).status_code == 403

    def test_without_processes_says_where_to_add_them(self, client, koordinaattori):
        client.force_login(koordinaattori)

        assert "Lisää ne yhteyshenkilöiden avainprosesseihin" in client.get(LOMAKE).text
