import datetime

import pytest
from django.core.management import call_command

from tyollisyysalue import demo as perusdemo
from tyollisyysalue import faktat, kello
from tyollisyysalue.faktat import Parametrit
from tyollisyysalue.models import Ilmoitus, Tapahtuma, Vastaanottaja
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import demo, luettelo
from yhteyshenkilot.models import (
    Avainprosessi,
    Edustus,
    Luettelolahetys,
    Luettelosaaja,
    Osallistuminen,
    Tapaaminen,
    Tapaamissarja,
    Vastinpari,
    Vastuu,
    Yhteistyoryhma,
)
from yhteyshenkilot.valmistelu import valmistele

pytestmark = pytest.mark.django_db

KOKOUS = datetime.date(2025, 9, 17)
TAPAUKSEN_RYHMAT = ["operatiivinen ohjausryhmä", "koillinen tuotantoalue"]


@pytest.fixture
def rakennettu(capsys):
    call_command("lataa_kunnat")
    perusdemo.rakenna()
    demo.rakenna()


def test_case_of_rautavaara(rakennettu):
    alue, kunnat = alue_ja_kunta("687")
    sisalto = luettelo.koosta(alue, kunnat, KOKOUS)

    rautavaara = luettelo.luettavaksi(sisalto["kunnat"][0])

    assert rautavaara["ilman_sijaista"] == ["kotoutuminen"]
    assert {rivi["nimi"]: [h["nimi"] for h in rivi["ensisijaiset"]] for rivi in rautavaara["prosessit"]} == {
        "alkupalvelut": ["Aino Harjula"],
        "nuoret": ["Milla Tuomikoski"],
        "nopea työllistyminen": ["Aino Harjula"],
        "työkyky": ["Oskari Pihlajasalo"],
        "kotoutuminen": ["Riikka Savilampi"],
        "työnantaja- ja yrityspalvelut": ["Veera Salmenranta"],
        "aloittavan yrittäjän palvelut": ["Heikki Louhivuori"],
    }
    assert [str(pari) for pari in Vastinpari.objects.filter(kunta__koodi="687")] == [
        "Veera Salmenranta – Markku Rautajoki"
    ]


def alue_ja_kunta(koodi):
    prosessi = Avainprosessi.objects.select_related("alue").first()
    return prosessi.alue, prosessi.alue.kunnat.filter(koodi=koodi)


def test_every_municipality_has_its_people_in_every_process(rakennettu):
    prosessi = Avainprosessi.objects.select_related("alue").first()
    kunnat = prosessi.alue.kunnat.all()

    sisalto = luettelo.koosta(prosessi.alue, kunnat, kello.tanaan())
    osat = list(map(luettelo.luettavaksi, sisalto["kunnat"]))

    assert len(osat) == 11
    assert [osa["nimi"] for osa in osat if osa["ilman_vastuuhenkiloa"]] == []
    # One gap, for the coordinator's page.
    assert {osa["nimi"]: osa["ilman_sijaista"] for osa in osat if osa["ilman_sijaista"]} == {
        "Rautavaara": ["kotoutuminen"]
    }
    assert [osa["nimi"] for osa in osat if not osa["vastinparit"]] == []
    assert [osa["nimi"] for osa in osat if not all(pari["taydellinen"] for pari in osa["vastinparit"])] == [
        "Keitele"
    ]


def test_nobody_stands_in_for_oneself(rakennettu):
    vastuut = Vastuu.objects.voimassa(kello.tanaan()).values_list("kunta", "prosessi", "henkilo")

    assert len(set(vastuut)) == len(vastuut)


def test_every_municipality_meets_in_groups(rakennettu):
    ryhmat = {
        ryhma.nimi_fi: set(ryhma.jasenet.values_list("kunta__koodi", flat=True))
        for ryhma in Yhteistyoryhma.objects.prefetch_related("jasenet")
    }
    tuotantoalueet = [jasenet for nimi, jasenet in ryhmat.items() if nimi.endswith("tuotantoalue")]

    assert len(ryhmat["operatiivinen ohjausryhmä"]) == 11
    assert set().union(*tuotantoalueet) == ryhmat["operatiivinen ohjausryhmä"]
    assert sum(map(len, tuotantoalueet)) == 11
    for ryhma in Yhteistyoryhma.objects.all():
        assert ryhma.tapaamiset.filter(alkuaika__lt=kello.nyt()).exists()
        assert ryhma.tapaamiset.alkaen(kello.nyt()).exists()


def test_meetings_are_in_every_state_with_what_belongs_to_it(rakennettu):
    tilat = {rivi.tila for rivi in Tapaaminen.objects.all()}
    pidetyt = Tapaaminen.objects.filter(tila=Tapaaminen.Tila.PIDETTY)

    assert tilat == set(Tapaaminen.Tila)
    assert not pidetyt.filter(muistio__julkaisuaika__isnull=True).exists()
    assert not pidetyt.exclude(osallistumiset__lasna=True).exists()
    assert Tapaamissarja.objects.get().tapaamiset.alkaen(kello.nyt()).count() > 10


def test_liaison_has_an_invitation_to_answer(rakennettu):
    raija = perusdemo.kirjautuja(Rooli.YHDYSHENKILO)

    kutsut = Osallistuminen.objects.filter(henkilo__user=raija, tapaaminen__alkuaika__gt=kello.nyt())

    assert [rivi.vastaus for rivi in kutsut] == [Osallistuminen.Vastaus.KUTSUTTU]
    vastaukset = Osallistuminen.objects.filter(tapaaminen=kutsut.get().tapaaminen).values_list(
        "vastaus", flat=True
    )
    assert set(vastaukset) == set(Osallistuminen.Vastaus)


def test_representative_has_changed_and_each_municipality_has_one(rakennettu):
    ryhma = Yhteistyoryhma.objects.get(nimi_fi="operatiivinen ohjausryhmä")

    def edustaja(pvm):
        rivit = ryhma.edustukset.voimassa(pvm).filter(tehtava=Edustus.Tehtava.VARSINAINEN)
        assert rivit.count() == 11
        return rivit.get(jasenyys__kunta__koodi="687").henkilo.nimi

    assert edustaja(datetime.date(2025, 12, 31)) == "Markku Rautajoki"
    assert edustaja(datetime.date(2026, 1, 1)) == "Raija Vaarala"


def test_nothing_of_the_past_waits_to_leave(rakennettu):
    kutsut = Vastaanottaja.objects.filter(lahetys__laji="yhteyshenkilot.tapaamiskutsu")

    assert {rivi.tila for rivi in kutsut} == {Vastaanottaja.Tila.LAHETETTY}
    assert not Ilmoitus.objects.filter(laji="yhteyshenkilot.tapaaminen").nakematta().exists()


def test_list_was_sent_to_all_eleven_on_12_june(rakennettu):
    lahetys = Luettelolahetys.objects.earliest("lahetysaika")

    assert lahetys.lahetysaika.astimezone(kello.HELSINKI) == datetime.datetime(
        2025, 6, 12, 10, 15, tzinfo=kello.HELSINKI
    )
    assert lahetys.saajat.count() == 11
    assert [len(saaja.vastaanottajat) for saaja in lahetys.saajat.all()] == [1] * 11


def test_list_is_sent_anew_when_it_has_changed(rakennettu):
    toinen, kolmas = Luettelolahetys.objects.order_by("lahetysaika")[1:3]

    assert list(toinen.saajat.filter(ennallaan=False).values_list("kunta__koodi", flat=True)) == ["687"]
    assert list(kolmas.saajat.values_list("kunta__koodi", "ennallaan")) == [("297", False), ("778", False)]


def test_one_municipality_is_late_and_one_has_a_list_to_acknowledge(rakennettu):
    myohassa = Luettelosaaja.objects.myohassa(kello.tanaan())
    odottavat = Luettelosaaja.objects.uusimmat().kuittaamatta()

    assert list(myohassa.values_list("kunta__koodi", "ennallaan")) == [("239", False)]
    assert list(odottavat.values_list("kunta__koodi", "ennallaan")) == [("239", False), ("687", True)]


def test_mails_of_the_past_do_not_wait_to_be_sent(rakennettu):
    assert set(Vastaanottaja.objects.values_list("tila", flat=True)) == {Vastaanottaja.Tila.LAHETETTY}


def test_two_lists_have_something_new_to_send(rakennettu):
    alue, _kunnat = alue_ja_kunta("687")

    valmis = valmistele(alue, alue.kunnat.all(), kello.tanaan())

    assert [k.kunta.koodi for k in valmis.kunnille if not k.ennallaan] == ["297", "778"]


def test_meetings_of_the_case_are_the_next_ones_after_the_board_s(rakennettu):
    lauseet = [
        faktat.esikatsele(
            "yhteyshenkilot.tapaaminen", Parametrit(ryhma=ryhma.pk, paiva=KOKOUS), "fi"
        ).teksti.replace("\u00a0", " ")
        for ryhma in Yhteistyoryhma.objects.filter(nimi_fi__in=TAPAUKSEN_RYHMAT).order_by("laji")
    ]

    assert lauseet == [
        "Seuraava tapaaminen (operatiivinen ohjausryhmä) pidetään 6.11.2025 klo 13.00.",
        "Seuraava tapaaminen (koillinen tuotantoalue) pidetään 25.9.2025 klo 9.00, "
        "mukana Lapinlahti, Rautavaara ja Siilinjärvi.",
    ]


def test_second_build_adds_nothing(rakennettu):
    ennen = {malli: malli.objects.count() for malli in (Vastuu, Luettelolahetys, Tapaaminen, Tapahtuma)}

    demo.rakenna()

    assert {malli: malli.objects.count() for malli in ennen} == ennen
