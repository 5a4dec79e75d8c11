"""A table that is not built in: described from its own file, then imported as any."""

import datetime
import re
import threading
import time
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from seuranta import taulut, tuonnit
from seuranta.lukijat.virheet import TaulukkoVirhe
from seuranta.models import Havainto, Mittari, Taulukuvaus
from seuranta.tuonnit import Kuvaus
from tests.factories import UserFactory
from tests.seuranta import aito
from tests.seuranta.conftest import hetki
from tests.seuranta.test_tuonti_views import lataa, teksti, vahvista
from tyollisyysalue import kello
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.versiot import versio

KOLME = ["TYOTTOMATLOPUSSA", "TYOVOIMATK", "TYOTOSUUS"]


def kolme_tietoa():
    """Three of the genuine contents under another table's id: made up, in the structure of the real table 12tf."""
    data = aito.data()
    sarakkeet = [sarake for sarake in data["columns"] if sarake["type"] == "c"]
    paikat = [n for n, sarake in enumerate(sarakkeet) if sarake["code"] in KOLME]
    data["columns"] = data["columns"][:2] + [sarakkeet[n] for n in paikat]
    for rivi in data["data"]:
        rivi["values"] = [rivi["values"][n] for n in paikat]
    return aito.jsonstat(data, taulu="12tf")


def sukupuolittain():
    """Made up: a table with a dimension beside area and month."""
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Keksitty: työttömät sukupuolen mukaan",
        "source": "Testi",
        "role": {"time": ["kk"], "geo": ["Alue"], "metric": ["tiedot"]},
        "id": ["sukupuoli", "Alue", "kk", "tiedot"],
        "size": [2, 2, 1, 2],
        "dimension": {
            "sukupuoli": {
                "label": "Sukupuoli",
                "category": {"index": ["SSS", "1"], "label": {"SSS": "Yhteensä"}},
            },
            "Alue": {"label": "Alue", "category": {"index": ["687", "SSS"]}},
            "kk": {"label": "Kuukausi", "category": {"index": ["2026M06"]}},
            "tiedot": {
                "label": "Tiedot",
                "category": {"index": ["A", "B"], "label": {"A": "Eka", "B": "Toka"}},
            },
        },
        "value": [67, 1, 900, 2, 30, 3, 400, 4],
        "extension": {"px": {"tableid": "99zz"}},
    }


def uusi(sisalto, arvot=None, nimi="Nimi", **muut):
    return taulut.UusiMittari(
        sisalto,
        arvot or {},
        nimi,
        f"{nimi} sv",
        f"{nimi} en",
        muut.get("yksikko", "lkm"),
        muut.get("desimaalit", 0),
    )


@pytest.fixture(autouse=True)
def heinakuu():
    cache.clear()
    with kello.aseta(hetki(2026, 7, 22)):
        yield


@pytest.fixture
def kuvaa(koordinaattori):
    def kuvaa(taulu="99zz", *, mittarit=None, user=koordinaattori, **muut):
        tiedot = {"otsikko": "Taulu", "alue": "Alue", "aika": "kk", "lahde": "Testi", "lisenssi": "CC BY 4.0"}
        return taulut.kuvaa(
            taulu, mittarit=mittarit or [uusi("A", {"sukupuoli": "SSS"})], user=user, **tiedot | muut
        )

    return kuvaa


class TestKuvaa:
    def test_measures_are_of_the_table_under_codes_of_their_own(self, kuvaa):
        kuvaus = kuvaa("12tf", mittarit=[uusi(koodi, nimi=koodi) for koodi in KOLME])

        assert [(m.koodi, m.taulu, m.avainluku, m.jarjestys) for m in kuvaus.mittarit.all()] == [
            ("12tf_TYOTTOMATLOPUSSA", "12tf", False, 1),
            ("12tf_TYOVOIMATK", "12tf", False, 2),
            ("12tf_TYOTOSUUS", "12tf", False, 3),
        ]

    def test_measures_are_added_to_a_table_described_already(self, kuvaa):
        kuvaus = kuvaa()

        assert kuvaa("99ZZ", mittarit=[uusi("A", {"sukupuoli": "1"})]) == kuvaus

        assert list(kuvaus.mittarit.values_list("koodi", "jarjestys")) == [("99zz_A_SSS", 1), ("99zz_A_1", 2)]

    @pytest.mark.parametrize(
        ("muut", "viesti"),
        [
            ({"taulu": "12R5"}, "Taulu 12R5 on portaalissa valmiina."),
            ({"aika": "toinen"}, "Taulu on jo kuvattu toisin"),
            ({"mittarit": [uusi("B")]}, "Taulu on jo kuvattu toisin"),
            ({"mittarit": [uusi("A", {"sukupuoli": "SSS"})]}, "Tämä taulun luku on jo mittarina."),
        ],
    )
    def test_what_would_mix_two_tables_is_refused(self, kuvaa, muut, viesti):
        kuvaa()

        with pytest.raises(ValidationError) as error:
            kuvaa(**muut)

        assert error.value.messages[0].startswith(viesti)

    @pytest.mark.parametrize("rooli", sorted(set(Rooli) - {Rooli.KOORDINAATTORI}))
    def test_only_a_coordinator_describes(self, kuvaa, alue, rautavaara, rooli):
        muu = UserFactory(rooli=rooli, alue=alue, kunta=rautavaara if rooli == Rooli.YHDYSHENKILO else None)

        with pytest.raises(PermissionDenied):
            kuvaa(user=muu)

    def test_act_is_recorded(self, kuvaa, koordinaattori):
        tapahtuma = kuvaa().tapahtumat.get()

        assert (tapahtuma.tapahtuma, tapahtuma.user, tapahtuma.tiedot) == (
            "kuvattu",
            koordinaattori,
            {"mittareita": 1},
        )


@pytest.mark.kanta
@pytest.mark.django_db(transaction=True)
def test_of_two_who_describe_a_table_at_once_the_later_adds_to_the_earlier(koordinaattori, kuvaa):
    def kuvaa_arvo(arvo):
        try:
            kuvaa(mittarit=[uusi("A", {"sukupuoli": arvo})])
        finally:
            connection.close()

    with transaction.atomic():
        # While this is held both have asked and neither has stored.
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE seuranta_mittari IN SHARE MODE")
        saikeet = [threading.Thread(target=kuvaa_arvo, args=[arvo]) for arvo in ("SSS", "1")]
        for saie in saikeet:
            saie.start()
        # The first has begun to store and waits; the second has come as far as it can.
        odottavat_kannassa(2)
    for saie in saikeet:
        saie.join()

    kuvaus = Taulukuvaus.objects.get()
    assert sorted(mittari.arvot["sukupuoli"] for mittari in kuvaus.mittarit.all()) == ["1", "SSS"]


def odottavat_kannassa(maara):
    """Until so many connections wait for a lock."""
    loppu = time.monotonic() + 20
    while True:
        with connection.cursor() as cursor:
            # A transaction sees the others' activity as it was when first asked.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            [odottaa] = cursor.fetchone()
        if odottaa == maara:
            return
        assert time.monotonic() < loppu
        time.sleep(0.02)


class TestMuutaMittaria:
    @pytest.fixture
    def mittari(self, kuvaa):
        return kuvaa(mittarit=[uusi("A", {"sukupuoli": "SSS"}, desimaalit=1)]).mittarit.get()

    def test_names_change_and_the_place_does_not(self, mittari, koordinaattori):
        taulut.muuta_mittaria(mittari, {"nimi_fi": "Uusi"}, versio(mittari), user=koordinaattori)

        mittari.refresh_from_db()
        assert (mittari.nimi_fi, mittari.koodi, mittari.arvot) == ("Uusi", "99zz_A_SSS", {"sukupuoli": "SSS"})

    def test_second_of_two_editors_is_told(self, mittari, koordinaattori):
        nahty = versio(mittari)
        taulut.muuta_mittaria(mittari, {"nimi_fi": "Uusi"}, nahty, user=koordinaattori)

        with pytest.raises(ValidationError) as error:
            taulut.muuta_mittaria(mittari, {"nimi_fi": "Toinen"}, nahty, user=koordinaattori)

        assert error.value.code == "vanhentunut"

    def test_built_in_measure_is_not_changed(self, koordinaattori):
        mittari = Mittari.objects.get(koodi="TYOTOSUUS")

        with pytest.raises(PermissionDenied):
            taulut.muuta_mittaria(mittari, {"nimi_fi": "Uusi"}, versio(mittari), user=koordinaattori)


class TestMuutaKuvausta:
    def test_source_changes_beside_the_figures_too(self, kuvaa, koordinaattori):
        kuvaus = kuvaa()

        taulut.muuta_kuvausta(
            kuvaus,
            {"otsikko": "Uusi otsikko", "lahde": "Toinen lähde", "lisenssi": "CC0"},
            versio(kuvaus),
            user=koordinaattori,
        )

        kuvaus.refresh_from_db()
        mittari = kuvaus.mittarit.get()
        assert (kuvaus.otsikko, kuvaus.lahde, kuvaus.lisenssi) == ("Uusi otsikko", "Toinen lähde", "CC0")
        assert (mittari.lahde, mittari.lisenssi) == ("Toinen lähde", "CC0")
        assert kuvaus.tapahtumat.latest("pk").tapahtuma == "kuvaus_muutettu"

    def test_second_of_two_editors_is_told(self, kuvaa, koordinaattori):
        kuvaus = kuvaa()
        nahty = versio(kuvaus)
        taulut.muuta_kuvausta(kuvaus, {"lahde": "Uusi"}, nahty, user=koordinaattori)

        with pytest.raises(ValidationError) as error:
            taulut.muuta_kuvausta(kuvaus, {"lahde": "Toinen"}, nahty, user=koordinaattori)

        assert error.value.code == "vanhentunut"

    def test_only_a_coordinator_changes_it(self, kuvaa, esittelija):
        kuvaus = kuvaa()

        with pytest.raises(PermissionDenied):
            taulut.muuta_kuvausta(kuvaus, {"lahde": "Uusi"}, versio(kuvaus), user=esittelija)


@pytest.mark.kanta
@pytest.mark.parametrize(
    ("muutos", "rajoite"),
    [
        ({"kuvaus": None}, "mittari_paikka_kuvauksessa"),
        ({"sisalto": "A", "arvot": {"sukupuoli": "SSS"}}, "mittari_kerran_kuvauksessa"),
    ],
)
def test_measure_has_one_place_in_its_table(kuvaa, muutos, rajoite):
    kuvaus = kuvaa()
    tiedot = {"koodi": "X", "nimi_fi": "X", "nimi_sv": "X", "nimi_en": "X", "taulu": "99zz", "jarjestys": 9}
    with pytest.raises(IntegrityError, match=rajoite):
        Mittari.objects.create(**tiedot | {"kuvaus": kuvaus, "sisalto": "B", "arvot": {}} | muutos)


@pytest.mark.kanta
def test_area_and_month_are_two_dimensions(db):
    with pytest.raises(IntegrityError, match="taulukuvaus_alue_ja_aika_eri"):
        Taulukuvaus.objects.create(taulu="x", otsikko="x", alue="a", aika="a", lahde="x", lisenssi="x")


class TestTuonti:
    """A file of a described table is read by the description."""

    def lue(self, data):
        return tuonnit.lue("taulu.json", aito.tavuina(data)).taulukko

    def test_only_the_chosen_figures_are_read(self, suomi, kuvaa):
        kuvaa(mittarit=[uusi("A", {"sukupuoli": "SSS"})])

        taulukko = self.lue(sukupuolittain())

        assert [(luku.kunta, luku.mittari, luku.luku) for luku in taulukko.luvut] == [
            ("687", "99zz_A_SSS", 67)
        ]
        assert (taulukko.taulu, taulukko.lahde, taulukko.ohitettuja) == ("99zz", "Testi", 6)

    def test_file_without_a_chosen_figure_is_refused(self, suomi, kuvaa):
        kuvaa(mittarit=[uusi("C", {"sukupuoli": "SSS"})])

        with pytest.raises(TaulukkoVirhe, match=r"^Taulukko ei ole 99zz: siitä puuttuu sarakkeita: C\.$"):
            self.lue(sukupuolittain())

    def test_file_of_other_dimensions_is_refused(self, suomi, kuvaa):
        kuvaa(mittarit=[uusi("A", {"ika": "SSS"})])

        with pytest.raises(
            TaulukkoVirhe, match=r"^Taulukko ei ole 99zz: sen ulottuvuudet eivät ole Alue, ika, kk\.$"
        ):
            self.lue(sukupuolittain())

    def test_pxweb_json_that_two_tables_fit_is_refused(self, suomi, kuvaa):
        for taulu in ("12tf", "12tg"):
            kuvaa(taulu, aika="timeperiod_m", mittarit=[uusi("TYOVOIMATK", nimi=taulu)])
        data = aito.data()
        data["columns"] = data["columns"][:2] + [s for s in data["columns"] if s["code"] == "TYOVOIMATK"]
        for rivi in data["data"]:
            rivi["values"] = rivi["values"][2:3]

        with pytest.raises(
            TaulukkoVirhe, match=r"^Tiedosto voi olla mikä tahansa näistä taulukoista: 12tf, 12tg"
        ):
            self.lue(data)

    def test_built_in_table_is_still_known_when_another_fits_it(self, suomi, kuvaa):
        kuvaa("12tf", aika="timeperiod_m", mittarit=[uusi("TYOVOIMATK")])

        assert self.lue(aito.data()).taulu == "12r5"

    def test_description_is_data(self, kuvaa):
        kuvaa()

        assert [type(kuvaus) for kuvaus in tuonnit.kuvaukset()] == [Kuvaus, Kuvaus]


class TestSivut:
    @pytest.fixture
    def selain(self, client, suomi, koordinaattori):
        client.force_login(koordinaattori)
        return client

    def aloita(self, client, data):
        return client.post(
            "/seuranta/taulut/uusi/", {"tiedosto": SimpleUploadedFile("t.json", aito.tavuina(data))}
        ).url

    def lomake(self, response):
        """What the page's form would send as it is."""
        form = BeautifulSoup(response.content, "html.parser").main.form
        tiedot = {osa["name"]: osa.get("value", "") for osa in form.find_all("input") if osa.get("name")}
        for valinta in form.find_all("select"):
            valittu = valinta.find("option", selected=True)
            tiedot[valinta["name"]] = valittu["value"] if valittu else ""
        return tiedot

    def test_table_is_described_from_its_file_and_then_imported(self, selain):
        osoite = self.aloita(selain, kolme_tietoa())
        valinta = self.lomake(selain.get(osoite))
        assert (valinta["alue"], valinta["aika"]) == ("Alue", "timeperiod_m")

        mittarit = selain.get(osoite, {**valinta, "sisalto": KOLME}).url
        tiedot = self.lomake(selain.get(mittarit))
        assert (tiedot["taulu"], tiedot["lisenssi"]) == ("12tf", "CC BY 4.0")
        assert tiedot["mittari-2-nimi_fi"] == "Työttömien työnhakijoiden %-osuus työvoimasta (%)"
        for n, koodi in enumerate(KOLME):
            tiedot |= {f"mittari-{n}-nimi_sv": f"{koodi} sv", f"mittari-{n}-nimi_en": f"{koodi} en"}
            tiedot |= {f"mittari-{n}-yksikko": "lkm", f"mittari-{n}-desimaalit": "0"}
        tiedot |= {"mittari-2-yksikko": "prosentti", "mittari-2-desimaalit": "1"}
        response = selain.post(mittarit, tiedot)

        kuvaus = Taulukuvaus.objects.get()
        assert response.url == f"/seuranta/taulut/{kuvaus.pk}/"
        assert "12tf_TYOTOSUUS" in teksti(selain.get(response.url))
        vahvista(selain, lataa(selain, aito.tavuina(kolme_tietoa()), julkaisupvm="2026-07-22").url)
        assert Havainto.objects.count() == 3 * 308
        osuus = Havainto.objects.select_related("tuonti").get(
            kunta__koodi="687", mittari__koodi="12tf_TYOTOSUUS"
        )
        assert (osuus.arvo, osuus.tuonti.taulu) == (Decimal("13.7"), "12tf")
        assert osuus.tuonti.lahde == "KEHA-keskus, Työnvälitystilasto"

    def test_figures_of_another_table_stand_on_the_municipality_page(self, selain, kuvaa, kirjaa):
        kirjaa((2026, 7, 21), datetime.date(2026, 6, 1), TYOTTOMATLOPUSSA=67)
        kuvaa(mittarit=[uusi("A", {"sukupuoli": "SSS"}, nimi="Keksitty mittari")])
        vahvista(selain, lataa(selain, aito.tavuina(sukupuolittain())).url)

        sivu = teksti(selain.get("/seuranta/687/"))

        assert re.search("Taulu 99zz .*Keksitty mittari", sivu)
        assert "Taulu 99zz, 2026M06" in sivu

    @pytest.mark.parametrize(
        ("yksikko", "summa"),
        [
            ("lkm", "vähintään 0"),
            ("prosentti", "Alueella ei ole yhteistä lukua, koska osuuksia ei voi laskea yhteen."),
        ],
    )
    def test_area_adds_up_only_what_is_known_of_another_table(self, selain, kuvaa, yksikko, summa):
        kuvaa(mittarit=[uusi("A", {"sukupuoli": "SSS"}, yksikko=yksikko)])
        data = sukupuolittain()
        data["value"][0], data["value"][2], data["status"] = None, 90, {"0": "..."}
        vahvista(selain, lataa(selain, aito.tavuina(data)).url)
        koodi = Mittari.objects.get(kuvaus__isnull=False).koodi

        sivu = BeautifulSoup(selain.get(f"/seuranta/alue/17/2026-06/{koodi}/").content, "html.parser")

        assert sivu.find(class_="vastaus").strong.get_text().startswith(summa)
        assert "1–4" not in sivu.get_text()
        assert "prosenttia työvoimasta" not in sivu.get_text()

    def test_value_of_other_dimensions_is_asked_for(self, selain):
        osoite = self.aloita(selain, sukupuolittain())

        response = selain.get(osoite, {"alue": "Alue", "aika": "kk", "sisalto": "A"})

        assert response.context["form"].errors == {"arvo0": ["Valitse, mistä arvosta luvut luetaan."]}
        assert (
            selain.get(osoite, {"alue": "Alue", "aika": "kk", "sisalto": "A", "arvo0": "SSS"}).status_code
            == 302
        )

    @pytest.mark.parametrize(
        ("valinta", "virheet"),
        [
            ({"alue": "kk", "aika": "Alue"}, {"alue", "aika", "arvo0"}),
            ({"alue": "Alue", "aika": "Alue"}, {"aika", "arvo0", "__all__"}),
            ({"alue": "Alue", "aika": "kk", "sisalto": []}, {"sisalto", "arvo0"}),
        ],
    )
    def test_wrong_dimensions_are_told_at_their_field(self, selain, valinta, virheet):
        response = selain.get(self.aloita(selain, sukupuolittain()), {"sisalto": "A"} | valinta)

        assert set(response.context["form"].errors) == virheet

    @pytest.mark.parametrize(
        ("tavut", "virhe"),
        [
            (b"{}", "Tiedosto on JSONia mutta ei PxWebin taulukko."),
            (b"kunta;kuukausi;A\n687;2026M06;1\n", "Mallipohja ei kerro taulun ulottuvuuksia."),
        ],
    )
    def test_file_that_tells_no_dimensions_is_refused(self, selain, tavut, virhe):
        response = selain.post("/seuranta/taulut/uusi/", {"tiedosto": SimpleUploadedFile("t", tavut)})

        [syy] = response.context["form"].errors["tiedosto"]
        assert syy.startswith(virhe)

    @pytest.mark.parametrize(("rooli", "linkkeja"), [("koordinaattori", 1), ("sihteeri", 0)])
    def test_only_one_who_may_change_a_measure_is_led_to_it(self, client, request, kuvaa, rooli, linkkeja):
        kuvaus = kuvaa()
        client.force_login(request.getfixturevalue(rooli))

        sivu = BeautifulSoup(client.get(f"/seuranta/taulut/{kuvaus.pk}/").content, "html.parser")

        assert len(sivu.select("tbody a")) == linkkeja

    def test_name_with_an_unreadable_character_is_not_kept(self, selain):
        data = sukupuolittain()
        data["dimension"]["tiedot"]["category"]["label"]["A"] = "TK\x92n luku"
        osoite = self.aloita(selain, data)
        mittarit = selain.get(osoite, {"alue": "Alue", "aika": "kk", "sisalto": "A", "arvo0": "SSS"}).url
        tiedot = self.lomake(selain.get(mittarit))

        response = selain.post(mittarit, tiedot | {"mittari-0-nimi_sv": "x", "mittari-0-nimi_en": "x"})

        assert "Nimessä on tunnistamaton merkki \ufffd. Korjaa se." in teksti(response)
        assert not Taulukuvaus.objects.exists()

    def test_measure_is_renamed(self, selain, kuvaa):
        mittari = kuvaa().mittarit.get()
        osoite = f"/seuranta/mittarit/{mittari.pk}/muuta/"
        tiedot = self.lomake(selain.get(osoite))

        selain.post(osoite, tiedot | {"nimi_fi": "Uusi nimi"})

        assert Mittari.objects.get(pk=mittari.pk).nimi_fi == "Uusi nimi"

    def test_source_of_a_table_is_changed(self, selain, kuvaa):
        kuvaus = kuvaa()
        osoite = f"/seuranta/taulut/{kuvaus.pk}/muuta/"
        assert osoite in selain.get(f"/seuranta/taulut/{kuvaus.pk}/").text
        tiedot = self.lomake(selain.get(osoite))

        response = selain.post(osoite, tiedot | {"lahde": "Toinen lähde"}, follow=True)

        assert "Taulun tiedot tallennettiin." in teksti(response)
        assert "Toinen lähde, CC BY 4.0" in teksti(response)

    def test_late_editor_of_a_table_sees_both_texts(self, selain, kuvaa, koordinaattori):
        kuvaus = kuvaa()
        osoite = f"/seuranta/taulut/{kuvaus.pk}/muuta/"
        tiedot = self.lomake(selain.get(osoite))
        taulut.muuta_kuvausta(kuvaus, {"lahde": "Ensimmäinen"}, versio(kuvaus), user=koordinaattori)

        response = selain.post(osoite, tiedot | {"lahde": "Toinen lähde"})

        assert "Toinen käyttäjä tallensi" in teksti(response)
        assert "Ensimmäinen" in teksti(response)

    def test_built_in_measure_has_no_page_of_change(self, selain):
        mittari = Mittari.objects.get(koodi="TYOTOSUUS")

        assert selain.get(f"/seuranta/mittarit/{mittari.pk}/muuta/").status_code == 404
