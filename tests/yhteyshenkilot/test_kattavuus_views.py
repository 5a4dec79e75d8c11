"""The coverage page and its list, warnings of holes, and past days with the names of then."""

import datetime

import pytest
import time_machine

from tests.factories import HenkiloFactory, historia
from tests.yhteyshenkilot.factories import AvainprosessiFactory, PoissaoloFactory, VastuuFactory
from tests.yhteyshenkilot.sivut import osoite, rivit, sivu, teksti
from tyollisyysalue import kello
from tyollisyysalue.ilmoitukset import lajit
from tyollisyysalue.models import Ilmoitus
from yhteyshenkilot import aukot, kattavuus, menneet, workflow
from yhteyshenkilot.jobs import varoita_aukoista
from yhteyshenkilot.models import Aukkovaroitus, Vastuu

TANAAN = datetime.date(2026, 11, 24)
PAIVA = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def marraskuu(db):
    with kello.aseta(datetime.datetime(2026, 11, 24, 9, tzinfo=kello.HELSINKI)):
        yield


def solut(response):
    """The matrix: by municipality the states of its cells, without the signs."""
    return {
        rivi.th.get_text(strip=True): [
            solu.select_one(".tunniste").get_text(" ", strip=True) for solu in rivi("td")
        ]
        for rivi in sivu(response).select(".matriisi tbody tr")
    }


@pytest.fixture
def aukko(vastuu, siilinjarvi, milla):
    """Rautavaara's only person is away from 10.12. to 15.12.; Siilinjärvi has its own."""
    VastuuFactory(kunta=siilinjarvi, prosessi=vastuu.prosessi, henkilo=milla)
    return PoissaoloFactory(
        henkilo=vastuu.henkilo, alkupvm=datetime.date(2026, 12, 10), loppupvm=datetime.date(2026, 12, 15)
    )


def test_cells_say_in_words_who_serves(kirjaudu, aukko):
    client = kirjaudu("koordinaattori")

    nyt = solut(client.get(osoite("kattavuus")))
    silloin = solut(client.get(osoite("kattavuus"), {"pvm": "2026-12-10"}))

    assert nyt == {"Rautavaara": ["● ensisijainen paikalla"], "Siilinjärvi": ["● ensisijainen paikalla"]}
    assert silloin == {"Rautavaara": ["✕ kaikki poissa"], "Siilinjärvi": ["● ensisijainen paikalla"]}


def test_hole_ahead_leads_to_the_form_with_the_hole_in_it(kirjaudu, aukko):
    client = kirjaudu("koordinaattori")

    [linkki] = [a for a in sivu(client.get(osoite("kattavuus"))).main("a") if "Nimeä hoitaja" in a.get_text()]
    lomake = sivu(client.get(linkki["href"]))

    assert linkki.get_text() == "Nimeä hoitaja: Rautavaara: alkupalvelut, 10.12.–15.12.2026"
    assert lomake.select_one("#id_laji option[selected]")["value"] == "sijainen"
    assert lomake.select_one("#id_alkupvm")["value"] == "2026-12-10"
    assert lomake.select_one("#id_loppupvm")["value"] == "2026-12-15"


def test_liaison_sees_the_own_municipality_and_no_acts(kirjaudu, aukko):
    response = kirjaudu("raija").get(osoite("kattavuus"))

    assert list(solut(response)) == ["Rautavaara"]
    assert "Nimeä hoitaja" not in teksti(response)
    assert "Yhdellä liian monta" not in teksti(response)


def test_person_with_too_many_is_told(kirjaudu, vastuu, veera, alue):
    for numero in range(kattavuus.KUORMAN_RAJA):
        VastuuFactory(
            kunta=vastuu.kunta,
            henkilo=veera,
            prosessi=AvainprosessiFactory(alue=alue, nimi_fi=f"prosessi {numero}"),
        )

    assert f"{kattavuus.KUORMAN_RAJA + 1} ensisijaista vastuuta" in teksti(
        kirjaudu("asiantuntija").get(osoite("kattavuus"))
    )


def test_pages_are_closed_to_the_administrator(kirjaudu):
    client = kirjaudu("paakayttaja")

    assert {client.get(osoite(nimi)).status_code for nimi in ("kattavuus", "kattavuus-luettelo")} == {403}


@pytest.mark.parametrize("maara", [1, 3])
def test_query_count(kirjaudu, rautavaara, alue, maara, django_assert_num_queries):
    for numero in range(maara):
        vastuu = VastuuFactory(
            kunta=rautavaara, prosessi=AvainprosessiFactory(alue=alue, nimi_fi=f"prosessi {numero}")
        )
        PoissaoloFactory(henkilo=vastuu.henkilo)
    client = kirjaudu("koordinaattori")

    with django_assert_num_queries(7):
        client.get(osoite("kattavuus"))
    with django_assert_num_queries(9):
        client.get(osoite("kattavuus"), {"pvm": "2026-01-01"})


def test_list_has_the_same_rows(kirjaudu, aukko):
    response = kirjaudu("koordinaattori").get(
        osoite("kattavuus-luettelo"), {"pvm": "2026-12-10", "tila": "kaikki_poissa"}
    )

    assert rivit(response) == [["Rautavaara", "Alkupalvelut", "kaikki poissa", "—", "Veera Salmenranta", "—"]]


class TestVaroitus:
    def test_coordinators_are_told_once_before_a_hole_opens(self, aukko, koordinaattori):
        for _ in range(3):
            varoita_aukoista(timestamp=0)

        varoitus = Aukkovaroitus.objects.get()
        ilmoitus = Ilmoitus.objects.get()
        assert (varoitus.kunta.koodi, varoitus.alkupvm) == ("687", datetime.date(2026, 12, 10))
        assert (ilmoitus.user, ilmoitus.laji, ilmoitus.kohde) == (
            koordinaattori,
            "yhteyshenkilot.aukko",
            varoitus,
        )

    def test_hole_further_than_a_month_away_waits(self, aukko, koordinaattori):
        with kello.aseta(datetime.datetime(2026, 11, 9, 9, tzinfo=kello.HELSINKI)):
            assert workflow.varoita_aukoista() == []
        with kello.aseta(datetime.datetime(2026, 11, 10, 9, tzinfo=kello.HELSINKI)):
            assert len(workflow.varoita_aukoista()) == 1

    def test_one_who_fell_ill_today_is_told_of_too(self, vastuu, koordinaattori):
        PoissaoloFactory(henkilo=vastuu.henkilo, alkupvm=TANAAN, loppupvm=TANAAN)

        assert [varoitus.alkupvm for varoitus in workflow.varoita_aukoista()] == [TANAAN]

    def test_process_that_nobody_ever_had_is_no_news(self, vastuu, alue, koordinaattori):
        AvainprosessiFactory(alue=alue, nimi_fi="tuet")

        assert workflow.varoita_aukoista() == []

    def test_notice_falls_when_a_substitute_is_named(self, aukko, vastuu, milla, koordinaattori):
        [varoitus] = workflow.varoita_aukoista()
        laji = lajit["yhteyshenkilot.aukko"]
        assert laji.on_ajankohtainen(varoitus, koordinaattori)

        VastuuFactory(kunta=vastuu.kunta, prosessi=vastuu.prosessi, henkilo=milla, laji=Vastuu.Laji.SIJAINEN)

        assert not laji.on_ajankohtainen(varoitus, koordinaattori)
        assert laji.otsikko(varoitus) == "Aukko 10.12.2026 alkaen: Rautavaara, alkupalvelut"
        assert laji.osoite(varoitus) == "/yhteyshenkilot/kattavuus/?alue=17&pvm=2026-12-10"

    def test_warning_is_seen_by_staff_and_the_own_liaison(
        self, aukko, koordinaattori, asiantuntija, raija, kari, paakayttaja
    ):
        workflow.varoita_aukoista()

        nakevat = [
            user
            for user in (koordinaattori, asiantuntija, raija, kari, paakayttaja)
            if Aukkovaroitus.objects.visible_to(user).exists()
        ]
        assert nakevat == [koordinaattori, asiantuntija, raija]


class TestMenneet:
    """History is written with the server's clock: versions of other days are put there by hand."""

    @pytest.fixture
    def ennen(self):
        def ennen(rivi, pvm, **arvot):
            """A version of the row from the day, before what it is now."""
            malli = historia(type(rivi))
            kentat = {
                kentta.attname: getattr(rivi, kentta.attname)
                for kentta in type(rivi)._meta.local_concrete_fields
                if not kentta.generated
            }
            aika = datetime.datetime.combine(pvm, datetime.time(12), kello.HELSINKI)
            # The column takes the hour of the process whatever it is given.
            with time_machine.travel(aika, tick=False):
                malli.objects.create(**(kentat | arvot), pgh_obj=rivi, pgh_label="update")

        return ennen

    @pytest.fixture
    def vaihtunut(self, vastuu, ennen):
        """Veera was called and reached otherwise until 1.6.2026, and so was the process."""
        for pvm, nimi, nimike, prosessi in [
            (datetime.date(2025, 1, 1), "Veera Vanhanen", "neuvoja", "neuvonta"),
            (datetime.date(2026, 6, 1), "Veera Salmenranta", "yrityskoordinaattori", "alkupalvelut"),
        ]:
            ennen(vastuu.henkilo, pvm, nimi=nimi, nimike=nimike, puhelin=f"050 {pvm.year}")
            ennen(vastuu.prosessi, pvm, nimi_fi=prosessi)
        return vastuu

    @pytest.mark.parametrize(
        ("pvm", "henkilo", "nimi", "puhelin"),
        [
            ("2025-06-01", "Veera Vanhanen, neuvoja", "Neuvonta", "050 2025"),
            ("2026-05-31", "Veera Vanhanen, neuvoja", "Neuvonta", "050 2025"),
            ("2026-06-01", "Veera Salmenranta, yrityskoordinaattori", "Alkupalvelut", "050 2026"),
            ("2026-11-24", "Veera Salmenranta, yrityskoordinaattori", "Alkupalvelut", "050 000 0000"),
        ],
    )
    def test_lists_of_a_day_have_the_names_of_the_day(self, kirjaudu, vaihtunut, pvm, henkilo, nimi, puhelin):
        client = kirjaudu("raija")

        [rivi] = rivit(client.get(osoite("list"), {"pvm": pvm}))
        kunnan = teksti(client.get(osoite("detail", "687"), {"pvm": pvm}))

        assert (rivi[1], rivi[3], rivi[4]) == (nimi, henkilo, puhelin)
        assert f"{nimi} Vastuuhenkilö {henkilo.replace(',', ' ,')} {puhelin}" in kunnan
        assert ("sellaiset kuin ne olivat" in kunnan) == (pvm < "2026-11-24")

    def test_file_has_them_too(self, kirjaudu, vaihtunut):
        response = kirjaudu("raija").get(osoite("list"), {"pvm": "2025-06-01", "muoto": "csv"})

        assert "Veera Vanhanen, neuvoja" in response.getvalue().decode("utf-8-sig")

    def test_former_name_is_found(self, kirjaudu, vaihtunut):
        loydetyt = rivit(kirjaudu("raija").get(osoite("list"), {"henkilo": "vanhanen"}))

        assert [rivi[3] for rivi in loydetyt] == ["Veera Salmenranta, yrityskoordinaattori"]

    def test_row_that_came_later_is_as_it_first_was(self, alue, ennen):
        henkilo = HenkiloFactory(alue=alue, nimi="Uusi Nimi")
        ennen(henkilo, datetime.date(2026, 3, 1), nimi="Ensimmäinen Nimi")

        menneet.palauta([henkilo], datetime.date(2025, 1, 1))

        assert henkilo.nimi == "Ensimmäinen Nimi"

    @pytest.mark.parametrize("maara", [1, 3])
    def test_costs_the_same_whatever_the_number(
        self, kirjaudu, rautavaara, alue, maara, django_assert_num_queries
    ):
        for numero in range(maara):
            VastuuFactory(
                kunta=rautavaara, prosessi=AvainprosessiFactory(alue=alue, nimi_fi=f"prosessi {numero}")
            )
        client = kirjaudu("raija")

        with django_assert_num_queries(10):
            client.get(osoite("list"), {"pvm": "2026-01-01"})


def test_hole_that_goes_on_has_no_end_in_words(vastuu, alue):
    Vastuu.objects.update(loppupvm=TANAAN)
    tilanne = aukot.lue([vastuu.kunta], TANAAN, TANAAN + 90 * PAIVA)

    [(aukko, kunta, prosessi)] = tilanne.aukot(TANAAN, TANAAN + 90 * PAIVA)

    assert (
        aukot.sanoina(aukko, kunta, prosessi, TANAAN + 90 * PAIVA)
        == "Rautavaara: alkupalvelut, 25.11.2026 alkaen"
    )
