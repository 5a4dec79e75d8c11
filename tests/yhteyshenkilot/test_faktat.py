import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.factories import HenkiloFactory
from tests.yhteyshenkilot.factories import (
    AvainprosessiFactory,
    JasenFactory,
    RyhmaFactory,
    TapaaminenFactory,
    VastinpariFactory,
    VastuuFactory,
)
from tyollisyysalue import faktat, kello
from tyollisyysalue.faktat import LAJIT, Parametrit, Taulukko
from tyollisyysalue.tekstit import NBSP
from yhteyshenkilot.models import Osallistuminen, Tapaaminen, Vastinpari, Vastuu, Yhteistyoryhma

pytestmark = pytest.mark.django_db

KOKOUS = datetime.date(2025, 9, 17)
RAUTAVAARA = Parametrit(kunta="687", paiva=KOKOUS)


def esikatsele(avain, parametrit, kieli="fi"):
    return faktat.esikatsele(f"yhteyshenkilot.{avain}", parametrit, kieli)


def teksti(avain, parametrit, kieli="fi"):
    return esikatsele(avain, parametrit, kieli).teksti.replace(NBSP, " ")


def lahteet(avain, parametrit):
    return faktat.lahteet(LAJIT[f"yhteyshenkilot.{avain}"].keraa(parametrit).rivit)


@pytest.fixture
def vastuut(rautavaara, prosessi, veera, milla):
    """Two processes: one with a substitute, one with nobody to stand in; and a predecessor of the past."""
    nuoret = AvainprosessiFactory(nimi_fi="nuoret", nimi_sv="unga", nimi_en="young people")
    rivi = {"kunta": rautavaara, "prosessi": prosessi}
    VastuuFactory(**rivi, henkilo=milla, alkupvm="2024-01-01", loppupvm="2024-12-31")
    return [
        VastuuFactory(**rivi, henkilo=veera),
        VastuuFactory(**rivi, henkilo=milla, laji=Vastuu.Laji.SIJAINEN),
        VastuuFactory(kunta=rautavaara, prosessi=nuoret, henkilo=milla),
    ]


def test_vastuuhenkilot_lists_people_with_titles_by_process(vastuut):
    tuloste = esikatsele("vastuuhenkilot", RAUTAVAARA)

    assert tuloste.selite == "Työllisyysalueportaalin yhteyshenkilötiedot, Rautavaara, tilanne 17.9.2025"
    assert tuloste.taulukko == Taulukko(
        "Vastuuhenkilöt, Rautavaara, 17.9.2025",
        ["Avainprosessi", "Vastuuhenkilö", "Muut", "Sijainen"],
        [
            [
                "alkupalvelut",
                "Veera Salmenranta, yrityskoordinaattori",
                "–",
                "Milla Tuomikoski, nuorten palvelujen asiantuntija",
            ],
            ["nuoret", "Milla Tuomikoski, nuorten palvelujen asiantuntija", "–", "–"],
        ],
    )


def test_vastuuhenkilot_names_processes_in_the_reader_s_language(vastuut):
    rivit = esikatsele("vastuuhenkilot", RAUTAVAARA, "sv").taulukko.rivit

    assert [rivi[0] for rivi in rivit] == ["inledande tjänster", "unga"]


def test_vastuuhenkilot_points_to_every_row_it_rests_on(vastuut, veera, milla, prosessi):
    rivit = [lahde[:2] for lahde in lahteet("vastuuhenkilot", RAUTAVAARA)]

    assert rivit == [
        *[["yhteyshenkilot.vastuu", vastuu.pk] for vastuu in vastuut_jarjestyksessa(vastuut)],
        ["tyollisyysalue.henkilo", milla.pk],
        ["tyollisyysalue.henkilo", veera.pk],
        ["yhteyshenkilot.avainprosessi", prosessi.pk],
        ["yhteyshenkilot.avainprosessi", vastuut[2].prosessi_id],
    ]


def vastuut_jarjestyksessa(vastuut):
    veeran, millan_sijaisuus, nuoret = vastuut
    return [millan_sijaisuus, veeran, nuoret]


def test_vastuuhenkilot_without_people_is_refused_with_advice(rautavaara):
    with pytest.raises(ValidationError) as error:
        esikatsele("vastuuhenkilot", RAUTAVAARA)

    assert error.value.messages == [
        "Kunnalla (Rautavaara) ei ole vastuuhenkilöitä 17.9.2025. Lisää ne yhteyshenkilöihin."
    ]


def test_sijaiset_names_the_processes_without_one(vastuut):
    assert teksti("sijaiset", RAUTAVAARA) == (
        "Rautavaara, 17.9.2025: vastuuhenkilö on nimetty 2 avainprosessiin. Sijainen puuttuu yhdestä: nuoret."
    )


def test_sijaiset_says_when_every_process_has_one(vastuut, rautavaara, veera):
    VastuuFactory(kunta=rautavaara, prosessi=vastuut[2].prosessi, henkilo=veera, laji=Vastuu.Laji.SIJAINEN)

    assert teksti("sijaiset", RAUTAVAARA) == (
        "Rautavaara, 17.9.2025: vastuuhenkilö on nimetty 2 avainprosessiin. "
        "Jokaiseen niistä on nimetty myös sijainen."
    )


def test_vastinpari_names_both_sides(rautavaara):
    VastinpariFactory(kunta=rautavaara)

    assert teksti("vastinpari", RAUTAVAARA) == (
        "Työnantajavastinparina toimivat Veera Salmenranta (yrityskoordinaattori, Kuopion työllisyysalue) "
        "ja Markku Rautajoki (elinvoimapäällikkö, Rautavaara)."
    )


def test_vastinpari_of_another_theme_names_the_theme(rautavaara):
    VastinpariFactory(
        kunta=rautavaara, laji=Vastinpari.Laji.MUU, prosessi=AvainprosessiFactory(nimi_fi="nuoret")
    )

    assert teksti("vastinpari", RAUTAVAARA).startswith("Vastinparina (nuoret) toimivat Veera Salmenranta")


def test_vastinpari_with_an_ended_side_is_refused(rautavaara):
    VastinpariFactory(kunta=rautavaara, kunnan_loppu="2025-09-16")

    with pytest.raises(ValidationError, match="ei ole vastinparia, jonka molemmat osapuolet"):
        esikatsele("vastinpari", RAUTAVAARA)


def jakso(kunta, alku, loppu):
    return Parametrit(kunta=kunta, alkupvm=alku, loppupvm=loppu)


def test_lahetykset_says_when_and_to_how_many(kari, lahetys):
    kesa = jakso("687", datetime.date(2025, 6, 12), datetime.date(2025, 6, 12))

    tuloste = esikatsele("lahetykset", kesa)

    assert tuloste.teksti == "Yhteyshenkilöluettelo on lähetetty työllisyysalueen 2 kuntaan 12.6.2025."
    assert tuloste.selite.replace(NBSP, " ") == (
        "Työllisyysalueportaalin lähetys 12.6.2025 klo 10.15, lähettäjä Kaisa Lehtovaara, "
        f"SHA-256 {lahetys.tiiviste}"
    )
    assert lahteet("lahetykset", kesa) == [
        ["yhteyshenkilot.luettelolahetys", lahetys.pk, lahetys.pk],
        *(["yhteyshenkilot.luettelosaaja", saaja.pk, saaja.pk] for saaja in lahetys.saajat.all()),
    ]


def test_lahetykset_counts_only_those_whom_the_list_was_sent_to(lahetys):
    kesa = jakso("687", datetime.date(2025, 6, 12), datetime.date(2025, 6, 12))

    assert esikatsele("lahetykset", kesa).teksti.endswith(" 1 kuntaan 12.6.2025.")
    with pytest.raises(ValidationError, match="ei ole lähetetty yhteyshenkilöluetteloa"):
        esikatsele("lahetykset", jakso("749", datetime.date(2025, 6, 12), datetime.date(2025, 6, 12)))


@pytest.mark.parametrize(
    "parametrit",
    [
        jakso("687", datetime.date(2025, 6, 13), datetime.date(2025, 12, 31)),
        jakso("402", datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)),
    ],
)
def test_lahetykset_of_another_time_or_municipality_is_refused(lahetys, lapinlahti, parametrit):
    with pytest.raises(ValidationError, match="ei ole lähetetty yhteyshenkilöluetteloa"):
        esikatsele("lahetykset", parametrit)


def tapaamisaika(kuukausi, paiva, tunti):
    return datetime.datetime(2025, kuukausi, paiva, tunti, tzinfo=kello.HELSINKI)


def test_tapaaminen_is_the_next_one_after_the_day(alue):
    ryhma = RyhmaFactory(alue=alue, nimi_fi="operatiivinen ohjausryhmä")
    for aika in (tapaamisaika(9, 17, 13), tapaamisaika(12, 4, 13), tapaamisaika(11, 6, 13)):
        TapaaminenFactory(ryhma=ryhma, alkuaika=aika)

    lause = teksti("tapaaminen", Parametrit(ryhma=ryhma.pk, paiva=KOKOUS))

    assert lause == "Seuraava tapaaminen (operatiivinen ohjausryhmä) pidetään 6.11.2025 klo 13.00."


def test_tapaaminen_of_a_production_area_names_its_municipalities(rautavaara, siilinjarvi, lapinlahti):
    ryhma = RyhmaFactory(nimi_fi="koillinen tuotantoalue", laji=Yhteistyoryhma.Laji.TUOTANTOALUE)
    for kunta in (siilinjarvi, rautavaara, lapinlahti):
        JasenFactory(ryhma=ryhma, kunta=kunta)
    TapaaminenFactory(ryhma=ryhma, alkuaika=tapaamisaika(9, 25, 9))

    lause = teksti("tapaaminen", Parametrit(ryhma=ryhma.pk, paiva=KOKOUS))

    assert lause == (
        "Seuraava tapaaminen (koillinen tuotantoalue) pidetään 25.9.2025 klo 9.00, "
        "mukana Lapinlahti, Rautavaara ja Siilinjärvi."
    )


def test_tapaaminen_that_is_not_agreed_is_refused(alue):
    ryhma = RyhmaFactory(alue=alue)
    TapaaminenFactory(ryhma=ryhma, alkuaika=tapaamisaika(9, 17, 9))

    with pytest.raises(ValidationError, match="Lisää tapaaminen ryhmän sivulla"):
        esikatsele("tapaaminen", Parametrit(ryhma=ryhma.pk, paiva=KOKOUS))


def test_tapaaminen_that_was_cancelled_is_passed_over(alue):
    ryhma = RyhmaFactory(alue=alue, nimi_fi="operatiivinen ohjausryhmä")
    TapaaminenFactory(
        ryhma=ryhma,
        alkuaika=tapaamisaika(10, 2, 13),
        tila=Tapaaminen.Tila.PERUTTU,
        peruutussyy="Lumimyrsky.",
    )
    # What has been held since was the next one on that day.
    TapaaminenFactory(ryhma=ryhma, alkuaika=tapaamisaika(11, 6, 13), tila=Tapaaminen.Tila.PIDETTY)

    lause = teksti("tapaaminen", Parametrit(ryhma=ryhma.pk, paiva=KOKOUS))

    assert lause == "Seuraava tapaaminen (operatiivinen ohjausryhmä) pidetään 6.11.2025 klo 13.00."


SYKSY: dict[str, Any] = {"alkupvm": datetime.date(2025, 9, 1), "loppupvm": datetime.date(2025, 12, 31)}


@pytest.fixture
def pidetyt(rautavaara, siilinjarvi):
    """A meeting with two municipalities of three people, one with nobody written down, and ones that do not count."""
    ryhma = RyhmaFactory(nimi_fi="koillinen tuotantoalue", nimi_en="north-eastern production area")
    for kunta in (rautavaara, siilinjarvi):
        JasenFactory(ryhma=ryhma, kunta=kunta, loppupvm="2025-11-30")
    pidetyt = [
        TapaaminenFactory(ryhma=ryhma, alkuaika=tapaamisaika(*aika), tila=Tapaaminen.Tila.PIDETTY)
        for aika in ((9, 25, 9), (11, 6, 13), (12, 4, 13), (8, 28, 9))
    ]
    TapaaminenFactory(ryhma=ryhma, alkuaika=tapaamisaika(10, 2, 9))
    for kunta in (rautavaara, rautavaara, siilinjarvi, None):
        Osallistuminen.objects.create(
            tapaaminen=pidetyt[0], henkilo=HenkiloFactory(kunta=kunta), kunta=kunta, lasna=True
        )
    Osallistuminen.objects.create(
        tapaaminen=pidetyt[1], henkilo=HenkiloFactory(kunta=siilinjarvi), kunta=siilinjarvi, lasna=False
    )
    return pidetyt


def test_pidetyt_tapaamiset_counts_municipalities_present(pidetyt):
    tuloste = esikatsele("pidetyt_tapaamiset", Parametrit(kunta="687", **SYKSY))

    assert tuloste.taulukko.rivit == [
        ["25.9.2025", "koillinen tuotantoalue", "2"],
        ["6.11.2025", "koillinen tuotantoalue", "0"],
    ]
    assert tuloste.selite == ("Työllisyysalueportaalin tapaamiset ja niihin kirjattu läsnäolo, Rautavaara")


def test_pidetyt_tapaamiset_in_english_names_the_group_in_english(pidetyt):
    tuloste = esikatsele("pidetyt_tapaamiset", Parametrit(kunta="687", **SYKSY), "en")

    paiva, ryhma, _kuntia = tuloste.taulukko.rivit[0]
    assert (paiva.replace(NBSP, " "), ryhma) == ("25 September 2025", "north-eastern production area")


def test_pidetyt_tapaamiset_rest_on_meetings_and_attendance(pidetyt):
    mallit = {
        malli for malli, _pk, _versio in lahteet("pidetyt_tapaamiset", Parametrit(kunta="687", **SYKSY))
    }

    assert mallit == {
        "yhteyshenkilot.tapaaminen",
        "yhteyshenkilot.yhteistyoryhma",
        "yhteyshenkilot.osallistuminen",
    }


def test_pidetyt_tapaamiset_of_a_time_without_any_is_refused(pidetyt):
    talvi = Parametrit(kunta="687", alkupvm=datetime.date(2026, 1, 1), loppupvm=datetime.date(2026, 3, 31))

    with pytest.raises(ValidationError, match="ei ole pidettyjä tapaamisia"):
        esikatsele("pidetyt_tapaamiset", talvi)


def test_jasenet_names_the_members_of_the_day(rautavaara, siilinjarvi):
    ryhma = RyhmaFactory(nimi_fi="koillinen tuotantoalue")
    JasenFactory(ryhma=ryhma, kunta=rautavaara)
    JasenFactory(ryhma=ryhma, kunta=siilinjarvi, loppupvm="2025-09-16")

    lause = teksti("jasenet", Parametrit(ryhma=ryhma.pk, paiva=KOKOUS))

    assert lause == "Ryhmässä (koillinen tuotantoalue) on mukana 1 kunta: Rautavaara."


@pytest.mark.parametrize("avain", ["tapaaminen", "jasenet"])
def test_unknown_group_is_refused(db, avain):
    with pytest.raises(ValidationError, match="Ryhmää ei löydy"):
        esikatsele(avain, Parametrit(ryhma=999, paiva=KOKOUS))


def test_frozen_fact_keeps_the_title_of_the_day(vastuut, veera, rautavaara):
    fakta = faktat.lisaa(rautavaara, "yhteyshenkilot.vastuuhenkilot", RAUTAVAARA)
    faktat.jaadyta(fakta)
    veera.nimike = "palvelupäällikkö"
    veera.save(update_fields=["nimike"])

    rivit = faktat.esita(fakta, "fi").taulukko.rivit

    assert rivit[0][1] == "Veera Salmenranta, yrityskoordinaattori"


@pytest.mark.parametrize("avain", ["vastuuhenkilot", "sijaiset"])
def test_facts_of_responsibilities_read_the_rows_once(vastuut, django_assert_num_queries, avain):
    laji = LAJIT[f"yhteyshenkilot.{avain}"]

    with django_assert_num_queries(2):
        laji.keraa(RAUTAVAARA)
