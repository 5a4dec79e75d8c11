"""The feeds as another program reads them, against the page of the same days."""

import datetime

import pytest
import recurring_ical_events
from django.urls import reverse
from django.utils.http import http_date
from icalendar import Calendar

from lahipalvelut.models import Palvelupaiva, Palvelupiste
from tests.factories import HenkiloFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory, SuunnitelmariviFactory, siirra
from tests.yhteyshenkilot.factories import AvainprosessiFactory
from tyollisyysalue import kello, syotteet
from tyollisyysalue.aikataulu import Toistuvuus

OMAT = "lahipalvelut.omat_paivat"


def hetki(vuosi, kuukausi, paiva, tunti):
    return datetime.datetime(vuosi, kuukausi, paiva, tunti, tzinfo=kello.HELSINKI)


def lue(response):
    assert response.status_code == 200
    return tapahtumat(response.content)


def tapahtumat(teksti):
    return list(Calendar.from_ical(teksti).walk("VEVENT"))


@pytest.fixture
def osoite(rautavaara):
    return reverse("lahipalvelut:kunta-ics", args=[rautavaara.koodi])


@pytest.fixture
def paivat(rivi, asiantuntija):
    """Held, cancelled, moved and its new day, extra, withdrawn by a later plan."""
    siirrettava = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 18))
    return {
        "pidetty": PalvelupaivaFactory(
            rivi=rivi, pvm=datetime.date(2025, 5, 28), pidetty=True, kirjaaja=asiantuntija
        ),
        "peruttu": PalvelupaivaFactory(rivi=rivi, peruttu=True, muutosilmoittaja=asiantuntija),
        "siirretty": siirrettava,
        "uusi": siirra(siirrettava, user=asiantuntija, pvm=datetime.date(2025, 6, 19)),
        "lisapaiva": PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 26), alkupera="lisapaiva"),
        "kumottu": PalvelupaivaFactory(
            rivi=rivi, pvm=datetime.date(2025, 7, 9), kumottu=hetki(2025, 6, 1, 12)
        ),
    }


@pytest.mark.usefixtures("paivaa_ennen")
def test_day_is_an_event_with_its_own_state(client, osoite, paivat):
    omat = {str(t["uid"]): t for t in lue(client.get(osoite))}

    assert len(omat) == len(paivat)
    for nimi, paiva in paivat.items():
        tapahtuma = omat[_tunnus(omat, paiva)]
        pois = nimi in ("peruttu", "siirretty", "kumottu")
        assert str(tapahtuma["status"]) == ("CANCELLED" if pois else "CONFIRMED"), nimi
        assert tapahtuma.start.replace(tzinfo=None) == datetime.datetime.combine(paiva.pvm, paiva.alkuklo)
        assert tapahtuma.end.replace(tzinfo=None) == datetime.datetime.combine(paiva.pvm, paiva.loppuklo)
        assert str(tapahtuma["url"]).endswith("/lahipalvelut/687/")
    assert "uusi päivä to 19.6.2025" in str(omat[_tunnus(omat, paivat["siirretty"])]["description"]).replace(
        "\u00a0", " "
    )
    assert "Siirretty päivästä ke 18.6.2025" in str(
        omat[_tunnus(omat, paivat["uusi"])]["description"]
    ).replace("\u00a0", " ")


def _tunnus(omat, paiva):
    [tunnus] = [tunnus for tunnus in omat if tunnus.startswith(f"lahipalvelupaiva-{paiva.pk}@")]
    return tunnus


@pytest.mark.usefixtures("paivaa_ennen", "paivat")
def test_public_feed_tells_no_names_and_no_free_text(client, osoite):
    teksti = client.get(osoite).text

    assert "Milla Tuomikoski" not in teksti
    assert "yöllä" not in teksti
    assert "Tie oli poikki" not in teksti


@pytest.mark.usefixtures("paivaa_ennen", "paivat")
def test_feed_and_page_have_the_same_days(client, osoite, rautavaara):
    """What is on by the feed is what the page shows as agreed, held or not."""
    sivu = client.get(
        reverse("lahipalvelut:detail", args=[rautavaara.koodi]), {"alku": "2025-03-01", "loppu": "2026-02-28"}
    )
    sivulla = {
        (paiva.pvm, paiva.alkuklo, paiva.tila in ("avoin", "pidetty")) for paiva in sivu.context["taulu"].data
    }
    syote = client.get(osoite)
    syotteessa = {(t.start.date(), t.start.time(), str(t["status"]) == "CONFIRMED") for t in lue(syote)}
    # As a program shows a stretch of time, which counts repeated events out.
    kalenteri = recurring_ical_events.of(Calendar.from_ical(syote.content))
    nakymassa = [
        (t.start.date(), t.start.time(), str(t["status"]) == "CONFIRMED")
        for t in kalenteri.between((2025, 3, 1), (2026, 3, 1))
    ]

    assert sorted(nakymassa) == sorted(syotteessa)
    assert sivulla == {rivi for rivi in syotteessa if rivi[0] != datetime.date(2025, 7, 9)}
    assert (datetime.date(2025, 7, 9), datetime.time(9), False) in syotteessa


@pytest.mark.usefixtures("paivaa_ennen")
def test_number_grows_with_every_change_and_the_identifier_stays(client, osoite, paiva, asiantuntija):
    def tila():
        [tapahtuma] = lue(client.get(osoite))
        return str(tapahtuma["uid"]), int(tapahtuma["sequence"]), str(tapahtuma["status"])

    nahdyt = [tila()]
    for muutos in (
        {
            "tila": "peruttu",
            "syykoodi": "saa",
            "syy": "Lumipyry.",
            "muutosaika": kello.nyt(),
            "muutosilmoittaja": asiantuntija,
        },
        {"tila": "avoin", "syykoodi": "", "syy": "", "muutosaika": None, "muutosilmoittaja": None},
        {"rivi": SuunnitelmariviFactory(suunnitelma=paiva.rivi.suunnitelma, vali=1)},
        {"kumottu": kello.nyt()},
    ):
        Palvelupaiva.kaikki.filter(pk=paiva.pk).update(**muutos)
        nahdyt.append(tila())

    assert len({uid for uid, _luku, _tila in nahdyt}) == 1
    assert [luku for _uid, luku, _tila in nahdyt] == [0, 1, 2, 3, 4]
    assert [tila for _uid, _luku, tila in nahdyt] == [
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]


@pytest.mark.usefixtures("paivaa_ennen", "paiva")
def test_reading_a_day_again_changes_nothing(client, osoite):
    assert client.get(osoite).content == client.get(osoite).content


@pytest.mark.parametrize(
    ("ankkuri", "vali", "muutos"),
    [
        (datetime.date(2026, 3, 18), 1, datetime.date(2026, 3, 29)),
        (datetime.date(2026, 10, 14), 1, datetime.date(2026, 10, 25)),
        # 2026 and 2032 have a week 53: the step goes over New Year by days and not by week numbers.
        (datetime.date(2026, 12, 16), 2, datetime.date(2027, 1, 1)),
        (datetime.date(2032, 12, 15), 2, datetime.date(2033, 1, 1)),
    ],
)
def test_hours_stay_over_the_change_of_the_clock_and_of_the_year(client, osoite, rivi, ankkuri, vali, muutos):
    toistuvuus = Toistuvuus(ankkuri, vali, datetime.time(9), datetime.time(15))
    pvmt = toistuvuus.seuraavat(4, ankkuri)
    for pvm in pvmt:
        PalvelupaivaFactory(rivi=rivi, pvm=pvm)

    with kello.aseta(hetki(ankkuri.year, ankkuri.month, 1, 12)):
        omat = lue(client.get(osoite))

    assert [t.start.date() for t in omat] == pvmt
    assert {t.start.time() for t in omat} == {datetime.time(9)}
    assert min(pvmt) < muutos < max(pvmt)
    assert [t.start.utcoffset() for t in omat] == [
        hetki(pvm.year, pvm.month, pvm.day, 9).utcoffset() for pvm in pvmt
    ]
    assert len({t.start.utcoffset() for t in omat}) == (2 if muutos.month in (3, 10) else 1)


class TestMuuttumaton:
    """A program that has the calendar already is told so."""

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_by_its_hash_until_something_changes(self, client, osoite, paiva):
        etag = client.get(osoite).headers["ETag"]

        assert client.get(osoite, headers={"If-None-Match": etag}).status_code == 304
        Palvelupaiva.objects.filter(pk=paiva.pk).update(alkuklo=datetime.time(10))
        uusi = client.get(osoite, headers={"If-None-Match": etag})
        assert uusi.status_code == 200
        assert uusi.headers["ETag"] != etag

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_place_is_part_of_it(self, client, osoite, paiva):
        etag = client.get(osoite).headers["ETag"]

        Palvelupiste.objects.filter(pk=paiva.palvelupiste_id).update(nimi="Kirjasto")

        for otsake in ({"If-None-Match": etag}, {"If-Modified-Since": http_date()}):
            [tapahtuma] = lue(client.get(osoite, headers=otsake))
            assert str(tapahtuma["location"]).startswith("Kirjasto, ")


@pytest.mark.usefixtures("paivaa_ennen", "paiva")
def test_language_is_in_the_address(client, osoite):
    [suomeksi], [ruotsiksi] = lue(client.get(osoite)), lue(client.get(osoite, {"kieli": "sv"}))

    assert str(suomeksi["summary"]) == "Työvoimapalvelu, Rautavaara"
    assert str(suomeksi["uid"]) == str(ruotsiksi["uid"])


@pytest.mark.usefixtures("paivaa_ennen")
def test_feed_of_a_process_has_the_days_of_its_lines(client, rivi, paiva, siilinjarvi):
    prosessi = AvainprosessiFactory(alue=rivi.suunnitelma.kunta.alue)
    rivi.prosessit.add(prosessi)
    toinen = SuunnitelmariviFactory(suunnitelma__kunta=siilinjarvi)
    toinen.prosessit.add(prosessi)
    muu = PalvelupaivaFactory(rivi=toinen)
    PalvelupaivaFactory(rivi=SuunnitelmariviFactory(suunnitelma=toinen.suunnitelma, vali=3))

    omat = lue(client.get(reverse("lahipalvelut:prosessi-ics", args=[prosessi.pk])))

    assert {str(t["uid"]).split("@")[0] for t in omat} == {
        f"lahipalvelupaiva-{paiva.pk}",
        f"lahipalvelupaiva-{muu.pk}",
    }


def test_municipality_or_process_not_in_use_has_no_feed(client, rautavaara):
    prosessi = AvainprosessiFactory(alue=rautavaara.alue, kaytossa=False)

    assert client.get(reverse("lahipalvelut:prosessi-ics", args=[prosessi.pk])).status_code == 404
    rautavaara.alue.kaytossa = False
    rautavaara.alue.save()
    assert client.get(reverse("lahipalvelut:kunta-ics", args=["687"])).status_code == 404


@pytest.mark.parametrize("maara", [1, 5])
@pytest.mark.usefixtures("paivaa_ennen")
def test_feed_costs_two_queries(client, osoite, rivi, asiantuntija, django_assert_num_queries, maara):
    for numero in range(maara):
        vanha = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 11 + numero))
        siirra(vanha, user=asiantuntija, pvm=datetime.date(2025, 7, 11 + numero))

    with django_assert_num_queries(2):
        client.get(osoite)


class TestOmatPaivat:
    @pytest.fixture
    def oma(self, suunnitelma, asiantuntija):
        rivi = SuunnitelmariviFactory(suunnitelma=suunnitelma, vastuuhenkilo=asiantuntija.henkilo)
        return PalvelupaivaFactory(rivi=rivi)

    def omat(self, user):
        syote, _tunnus = syotteet.luo(syotteet.lajit[OMAT], "fi", user=user)
        return tapahtumat(syotteet.sisalto(syote))

    @pytest.mark.usefixtures("paivaa_ennen", "paiva")
    def test_own_days_lead_to_their_own_pages(self, oma, asiantuntija):
        [tapahtuma] = self.omat(asiantuntija)

        assert str(tapahtuma["url"]).endswith(oma.get_absolute_url())

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_day_on_which_another_goes_is_cancelled_for_the_one_of_the_plan(
        self, oma, asiantuntija, koordinaattori
    ):
        oma.sijainen = HenkiloFactory(alue=oma.kunta.alue, nimi="Sanna Sija", user=None)
        oma.save()

        [tapahtuma] = self.omat(asiantuntija)

        assert str(tapahtuma["status"]) == "CANCELLED"
        assert "Sijaisena käy Sanna Sija." in str(tapahtuma["description"])

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_substitute_has_the_day(self, paiva, asiantuntija):
        paiva.sijainen = asiantuntija.henkilo
        paiva.save()

        [tapahtuma] = self.omat(asiantuntija)

        assert str(tapahtuma["status"]) == "CONFIRMED"

    def test_who_does_not_go_anywhere_has_no_such_calendar(self, raija, sihteeri):
        laji = syotteet.lajit[OMAT]

        assert not laji.saa_tilata(raija)
        assert not laji.saa_tilata(sihteeri)
