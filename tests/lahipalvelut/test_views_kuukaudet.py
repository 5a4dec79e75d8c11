import datetime
import uuid

import pytest
from django.urls import reverse

from lahipalvelut import workflow
from lahipalvelut.models import Jakso, Palvelupaiva
from tests.lahipalvelut.factories import PalvelupaivaFactory
from tests.lahipalvelut.sivut import teksti
from tyollisyysalue import kello

pytestmark = pytest.mark.django_db
KESAKUU = datetime.date(2025, 6, 1)
KUNTA = ["687", KESAKUU]


@pytest.fixture(autouse=True)
def heinakuussa():
    with kello.aseta(datetime.datetime(2025, 7, 2, 12, tzinfo=kello.HELSINKI)):
        yield


def osoite(nimi, *argumentit):
    return reverse(f"lahipalvelut:{nimi}", args=argumentit)


class TestOmaKuukausi:
    def test_all_are_held_but_the_exceptions(self, client, paiva, rivi, koordinaattori):
        toinen = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25))
        client.force_login(koordinaattori)
        url = osoite("oma-kuukausi", KESAKUU)
        lomake = client.get(url).context["form"]

        response = client.post(url, {"paivat": [paiva.pk]}, follow=True)

        assert lomake.fields["paivat"].initial == [paiva, toinen]
        assert "1 päivä merkittiin pidetyksi." in teksti(response)
        assert list(Palvelupaiva.objects.values_list("tila", flat=True)) == ["pidetty", "avoin"]
        assert response.context["kirjattavia"] == 1

    def test_form_that_comes_again_is_answered_as_received(self, client, paiva, koordinaattori):
        client.force_login(koordinaattori)
        url, lomake = osoite("oma-kuukausi", KESAKUU), {"paivat": [paiva.pk], "lahetys": str(uuid.uuid4())}

        vastaukset = [client.post(url, lomake, headers={"X-Lomakejono": "jono"}).json() for _ in range(2)]

        assert [vastaus["vastaanotettu"] for vastaus in vastaukset] == [True, True]
        assert vastaukset[1]["viestit"] == [
            "Lomake oli jo vastaanotettu, eikä sitä tallennettu toiseen kertaan."
        ]

    def test_days_ahead_are_not_offered(self, client, rivi, koordinaattori):
        PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 7, 9))
        client.force_login(koordinaattori)

        response = client.get(osoite("oma-kuukausi", datetime.date(2025, 7, 1)))

        assert (response.context["kirjattavia"], len(response.context["rivit"])) == (0, 1)

    def test_none_chosen_is_told(self, client, paiva, koordinaattori):
        client.force_login(koordinaattori)

        response = client.post(osoite("oma-kuukausi", KESAKUU), {})

        assert "Valitse vähintään yksi päivä." in teksti(response)

    def test_another_areas_day_is_not_logged(self, client, paiva, muu_asiantuntija):
        client.force_login(muu_asiantuntija)

        client.post(osoite("oma-kuukausi", KESAKUU), {"paivat": [paiva.pk]})

        assert Palvelupaiva.objects.get().tila == "avoin"

    @pytest.mark.parametrize("vuosi", [1990, 2035])
    def test_far_away_there_is_no_month(self, client, koordinaattori, vuosi):
        client.force_login(koordinaattori)

        assert client.get(osoite("oma-kuukausi", datetime.date(vuosi, 1, 1))).status_code == 404

    @pytest.mark.parametrize("nimi", ["kuukausi-valmis", "kuukausi-sulje", "kuukausi-avaa"])
    def test_month_that_has_no_next_one_is_not_there(self, client, paiva, koordinaattori, nimi):
        client.force_login(koordinaattori)

        response = client.post(osoite(nimi, "687", datetime.date(9999, 12, 1)), {"syy": "x"})

        assert response.status_code == 404

    def test_liaison_is_refused(self, client, raija):
        client.force_login(raija)

        assert client.get(osoite("oma-kuukausi", KESAKUU)).status_code == 403


class TestKunnanKuukausi:
    def luvat(self, client, user):
        client.force_login(user)
        context = client.get(osoite("kunnan-kuukausi", *KUNTA)).context
        return [n for n in ("voi_merkita_valmiiksi", "voi_sulkea", "voi_avata") if context[n]]

    def test_month_is_marked_ready_closed_and_opened(self, client, paiva, asiantuntija, koordinaattori):
        workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)
        assert self.luvat(client, asiantuntija) == ["voi_merkita_valmiiksi"]
        valmis = client.post(osoite("kuukausi-valmis", *KUNTA), follow=True)
        assert "merkitty valmiiksi" in teksti(valmis)
        assert self.luvat(client, koordinaattori) == ["voi_sulkea", "voi_avata"]
        suljettu = client.post(osoite("kuukausi-sulje", *KUNTA), follow=True)
        assert "Kuukausi suljettu" in teksti(suljettu)
        assert self.luvat(client, asiantuntija) == []
        assert self.luvat(client, koordinaattori) == ["voi_avata"]

        ilman = client.post(osoite("kuukausi-avaa", *KUNTA), {"syy": ""})
        client.post(osoite("kuukausi-avaa", *KUNTA), {"syy": "Päivä puuttuu."})

        assert list(ilman.context["form"].errors) == ["syy"]
        assert Jakso.objects.get().tila == "avoin"

    def test_unlogged_day_is_told_on_both_ways(self, client, paiva, koordinaattori):
        client.force_login(koordinaattori)

        for vastaus in (
            client.post(osoite("kuukausi-valmis", *KUNTA), follow=True),
            client.post(osoite("kuukausi-sulje", *KUNTA)),
        ):
            assert "Kuukaudessa on 1 päivä, jota ei ole kirjattu. Merkitse ensin" in teksti(vastaus)

    def test_liaison_reads_and_does_nothing(self, client, paiva, raija):
        assert self.luvat(client, raija) == []
        for nimi in ("kuukausi-valmis", "kuukausi-sulje", "kuukausi-avaa"):
            assert client.post(osoite(nimi, *KUNTA)).status_code == 403

    def test_outsiders_are_refused(self, client, paiva, kari, muu_asiantuntija):
        for user in (kari, muu_asiantuntija):
            client.force_login(user)
            assert client.get(osoite("kunnan-kuukausi", *KUNTA)).status_code == 403

    def test_sums_show_when_closed(self, client, paiva, rivi, raija, asiantuntija, koordinaattori):
        toinen = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25))
        for pidetty in (paiva, toinen):
            workflow.kirjaa_pidetyksi(pidetty, user=koordinaattori)
            workflow.tarkenna_kirjausta(pidetty, user=koordinaattori, huomautus="", asiakkaat={"paikalla": 8})
        client.force_login(raija)
        ennen = client.get(osoite("kunnan-kuukausi", *KUNTA))
        workflow.sulje_kuukausi(paiva.kunta, KESAKUU, user=koordinaattori)

        jalkeen = client.get(osoite("kunnan-kuukausi", *KUNTA))

        assert ennen.context["summat"] == []
        assert jalkeen.context["summat"] == [("Yhteensä", "16"), ("paikan päällä", "16")]


class TestSuljettuPaiva:
    @pytest.fixture
    def suljettu(self, paiva, asiantuntija, koordinaattori):
        workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)
        workflow.sulje_kuukausi(paiva.kunta, KESAKUU, user=koordinaattori)
        return paiva

    def test_expert_is_told_whom_to_ask(self, client, suljettu, asiantuntija):
        client.force_login(asiantuntija)

        response = client.get(suljettu.get_absolute_url())

        assert "pyydä koordinaattoria korjaamaan se" in teksti(response)
        assert response.context["form"] is None

    @pytest.mark.parametrize("nimi", ["paiva-tarkenna", "paiva-peru-kirjaus"])
    def test_coordinator_gives_a_reason_at_its_field(self, client, suljettu, koordinaattori, nimi):
        client.force_login(koordinaattori)

        tiedot = {"syy": "Väärä.", "versio": workflow.kirjauksen_versio(suljettu)}

        ilman = client.post(osoite(nimi, suljettu.pk), tiedot)
        syyn_kanssa = client.post(
            osoite(nimi, suljettu.pk), tiedot | {"korjaussyy": "Kirjaus puuttui."}, follow=True
        )

        assert list(ilman.context["form"].errors) == ["korjaussyy"]
        assert "suljetun kuukauden korjaus: Kirjaus puuttui." in teksti(syyn_kanssa)

    def test_posting_past_the_page_is_refused_without_an_error_page(self, client, suljettu, asiantuntija):
        client.force_login(asiantuntija)

        for nimi in ("paiva-tarkenna", "paiva-peru-kirjaus"):
            response = client.post(
                osoite(nimi, suljettu.pk),
                {"syy": "Väärä.", "korjaussyy": "Syy.", "versio": workflow.kirjauksen_versio(suljettu)},
            )
            assert "Kuukausi on suljettu. Koordinaattori voi korjata" in teksti(response)


def test_list_tells_what_waits(client, paiva, rivi, koordinaattori, django_assert_max_num_queries):
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 28), pidetty=True, kirjaaja=koordinaattori)
    workflow.sulje_kuukausi(paiva.kunta, datetime.date(2025, 5, 1), user=koordinaattori)
    client.force_login(koordinaattori)

    with django_assert_max_num_queries(6):
        rivit = client.get(osoite("kuukaudet")).context["taulu"].page

    assert [
        (r.record["kuukausi"].month, r.record["jakso"], r.record["paivia"], r.record["kirjaamatta"])
        for r in rivit
    ] == [(6, "avoin", 1, 1), (5, "suljettu", 1, 0)]
