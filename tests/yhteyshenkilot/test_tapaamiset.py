"""Meetings in the workflow: invitations by mail and calendar, changes, cancelling, attendance, memo."""

import datetime
from datetime import UTC, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from tests.factories import HenkiloFactory, KuntaFactory
from tests.tyollisyysalue.nayttetiedostot import PDF
from tests.yhteyshenkilot.factories import EdustusFactory, JasenFactory, RyhmaFactory, TapaaminenFactory
from tyollisyysalue import kello
from tyollisyysalue.models import Ilmoitus, Kunta, Lahetys, Liite
from tyollisyysalue.versiot import Vanhentunut
from yhteyshenkilot import workflow
from yhteyshenkilot.models import Asiakohta, Edustus, Muistio, Osallistuminen, Tapaaminen
from yhteyshenkilot.workflow.tapaamiset import SIIRTYMAT, Kohtasyote

pytestmark = pytest.mark.django_db

Vastaus = Osallistuminen.Vastaus
NYT = datetime.datetime(2025, 10, 1, 9, tzinfo=kello.HELSINKI)
KOKOUS = datetime.datetime(2025, 11, 6, 13, tzinfo=kello.HELSINKI)


@pytest.fixture(autouse=True)
def lokakuu():
    with kello.aseta(NYT):
        yield


@pytest.fixture
def jasenyys(rautavaara):
    return JasenFactory(
        ryhma=RyhmaFactory(alue=rautavaara.alue, nimi_fi="operatiivinen ohjausryhmä"), kunta=rautavaara
    )


@pytest.fixture
def edustaja(jasenyys, raija):
    """Raija represents her municipality herself."""
    return EdustusFactory(jasenyys=jasenyys, henkilo=raija.henkilo)


@pytest.fixture
def tapaaminen(jasenyys):
    return TapaaminenFactory(ryhma=jasenyys.ryhma, alkuaika=KOKOUS)


@pytest.fixture
def kutsuttu(tapaaminen, edustaja, koordinaattori):
    workflow.kutsu(tapaaminen, [edustaja.henkilo], user=koordinaattori)
    tapaaminen.refresh_from_db()
    return tapaaminen


@pytest.fixture
def pidetty(kutsuttu, edustaja, koordinaattori):
    with kello.aseta(KOKOUS + timedelta(hours=3)):
        return workflow.kirjaa_lasnaolo(kutsuttu, [edustaja.henkilo], user=koordinaattori)


def viestit():
    """What has been sent: to whom, method, and the event of each mail, the oldest first."""
    tulos = []
    for lahetys in Lahetys.objects.order_by("pk"):
        kalenteri = Calendar.from_ical(lahetys.kalenteri)
        [tapahtuma] = kalenteri.walk("VEVENT")
        saajat = sorted(lahetys.vastaanottajat.values_list("sahkoposti", flat=True))
        tulos.append((saajat, str(kalenteri["method"]), tapahtuma))
    return tulos


def lyhyesti():
    return [(saajat, metodi, tapahtuma["sequence"]) for saajat, metodi, tapahtuma in viestit()]


def tiedot(tapaaminen, **muut):
    return {
        kentta: getattr(tapaaminen, kentta)
        for kentta in ("alkuaika", "loppuaika", "paikka", "etayhteys", "lisatieto")
    } | muut


def test_invitation_leaves_with_agenda_and_calendar(tapaaminen, edustaja, koordinaattori):
    workflow.tallenna_asialista(
        tapaaminen,
        [Kohtasyote("Palvelusuunnitelmat", esittelija="Kaisa Lehtovaara")],
        versio=1,
        user=koordinaattori,
    )

    workflow.kutsu(tapaaminen, [edustaja.henkilo], user=koordinaattori)

    lahetys = Lahetys.objects.get()
    assert (lahetys.laji, lahetys.kohde) == ("yhteyshenkilot.tapaamiskutsu", tapaaminen)
    assert lahetys.aihe.replace("\u00a0", " ") == "Kutsu: operatiivinen ohjausryhmä to 6.11.2025 klo 13.00"
    assert "1. Palvelusuunnitelmat (Kaisa Lehtovaara)" in lahetys.teksti
    assert f"/yhteyshenkilot/tapaamiset/{tapaaminen.pk}/" in lahetys.teksti
    [(saajat, metodi, tapahtuma)] = viestit()
    assert (saajat, metodi) == ([edustaja.henkilo.sahkoposti], "REQUEST")
    assert tapahtuma.start.astimezone(UTC) == datetime.datetime(2025, 11, 6, 11, tzinfo=UTC)
    assert str(tapahtuma["uid"]) == str(tapaaminen.kalenteritunnus)
    assert tapahtuma["attendee"] == f"mailto:{edustaja.henkilo.sahkoposti}"
    assert tapahtuma["organizer"] == "mailto:kirjaamo@kuopio.example"


def test_municipality_is_written_to_in_its_language(tapaaminen, edustaja, koordinaattori, jasenyys):
    kunta = KuntaFactory(koodi="440", alue=jasenyys.ryhma.alue, kielisuhde=Kunta.Kielisuhde.RUOTSINKIELINEN)
    ruotsiksi = EdustusFactory(jasenyys=JasenFactory(ryhma=jasenyys.ryhma, kunta=kunta))

    workflow.kutsu(tapaaminen, [edustaja.henkilo, ruotsiksi.henkilo], user=koordinaattori)

    assert {lahetys.kieli: lahetys.vastaanottajat.get().nimi for lahetys in Lahetys.objects.all()} == {
        "fi": edustaja.henkilo.nimi,
        "sv": ruotsiksi.henkilo.nimi,
    }
    # Both are named to both.
    assert [len(tapahtuma["attendee"]) for _, _, tapahtuma in viestit()] == [2, 2]


def test_people_without_an_address_are_told_to_the_inviter(tapaaminen, edustaja, koordinaattori, jasenyys):
    ilman = HenkiloFactory(alue=jasenyys.ryhma.alue, sahkoposti="")

    osoitteettomat = workflow.kutsu(tapaaminen, [edustaja.henkilo, ilman], user=koordinaattori)

    assert osoitteettomat == [ilman]
    assert lyhyesti() == [([edustaja.henkilo.sahkoposti], "REQUEST", 0)]
    assert tapaaminen.osallistumiset.get(henkilo=ilman).edustajana is False


def test_nobody_is_invited_twice(kutsuttu, edustaja, koordinaattori):
    with pytest.raises(ValidationError, match="jota ei ole vielä kutsuttu"):
        workflow.kutsu(kutsuttu, [edustaja.henkilo], user=koordinaattori)

    assert len(viestit()) == 1


def test_new_time_is_told_and_asked_about(kutsuttu, edustaja, koordinaattori, raija):
    workflow.vastaa_kutsuun(kutsuttu.osallistumiset.get(), Vastaus.TULOSSA, user=raija)
    uusi = tiedot(
        kutsuttu, alkuaika=KOKOUS + timedelta(days=7), loppuaika=KOKOUS + timedelta(days=7, hours=2)
    )

    workflow.muuta_tapaamista(kutsuttu, uusi, versio=1, user=koordinaattori)

    assert lyhyesti()[1:] == [([edustaja.henkilo.sahkoposti], "REQUEST", 1)]
    assert viestit()[1][2].start.astimezone(kello.HELSINKI) == KOKOUS + timedelta(days=7)
    assert str(viestit()[1][2]["uid"]) == str(viestit()[0][2]["uid"])
    assert kutsuttu.osallistumiset.get().vastaus == Vastaus.KUTSUTTU


def test_new_place_keeps_the_answers(kutsuttu, koordinaattori, raija):
    workflow.vastaa_kutsuun(kutsuttu.osallistumiset.get(), Vastaus.TULOSSA, user=raija)

    workflow.muuta_tapaamista(kutsuttu, tiedot(kutsuttu, paikka="Teams"), versio=1, user=koordinaattori)

    tapahtuma = viestit()[1][2]
    assert (str(tapahtuma["location"]), tapahtuma["attendee"].params["PARTSTAT"]) == ("Teams", "ACCEPTED")


def test_other_text_is_not_mailed(kutsuttu, koordinaattori):
    workflow.muuta_tapaamista(
        kutsuttu, tiedot(kutsuttu, lisatieto="Kahvit klo 12.45."), versio=1, user=koordinaattori
    )

    kutsuttu.refresh_from_db()
    assert (kutsuttu.jarjestysluku, kutsuttu.versio, len(viestit())) == (0, 2, 1)


def test_new_day_is_told_to_those_who_are_in_the_group_then(
    kutsuttu, edustaja, koordinaattori, jasenyys, raija
):
    workflow.paata_edustus(edustaja, datetime.date(2025, 11, 10), user=koordinaattori)
    seuraaja = EdustusFactory(jasenyys=jasenyys, alkupvm=datetime.date(2025, 11, 11))
    uusi = tiedot(
        kutsuttu, alkuaika=KOKOUS + timedelta(days=7), loppuaika=KOKOUS + timedelta(days=7, hours=2)
    )

    workflow.muuta_tapaamista(kutsuttu, uusi, versio=1, user=koordinaattori)

    assert [(saajat, metodi) for saajat, metodi, _ in lyhyesti()[1:]] == [
        ([edustaja.henkilo.sahkoposti], "CANCEL"),
        ([seuraaja.henkilo.sahkoposti], "REQUEST"),
    ]


def test_second_of_two_editors_is_told(kutsuttu, koordinaattori):
    workflow.muuta_tapaamista(kutsuttu, tiedot(kutsuttu, paikka="Teams"), versio=1, user=koordinaattori)

    with pytest.raises(Vanhentunut):
        workflow.muuta_tapaamista(
            kutsuttu, tiedot(kutsuttu, paikka="Kunnantalo"), versio=1, user=koordinaattori
        )
    with pytest.raises(Vanhentunut):
        workflow.tallenna_asialista(kutsuttu, [Kohtasyote("Toinen")], versio=1, user=koordinaattori)


def test_invited_meeting_does_not_move_to_the_past(kutsuttu, koordinaattori):
    uusi = tiedot(kutsuttu, alkuaika=NYT - timedelta(days=1), loppuaika=NYT)

    with pytest.raises(ValidationError, match="uuden ajan on oltava tulossa"):
        workflow.muuta_tapaamista(kutsuttu, uusi, versio=1, user=koordinaattori)


def test_cancelling_takes_it_out_of_every_calendar(kutsuttu, edustaja, koordinaattori):
    workflow.peru_tapaaminen(kutsuttu, "Lumimyrsky.", user=koordinaattori)

    [_, (saajat, metodi, tapahtuma)] = viestit()
    assert (saajat, metodi) == ([edustaja.henkilo.sahkoposti], "CANCEL")
    assert (tapahtuma["sequence"], tapahtuma["status"]) == (1, "CANCELLED")
    assert "Lumimyrsky." in Lahetys.objects.latest("pk").teksti
    with pytest.raises(ValidationError, match="tilassa ”peruttu”"):
        workflow.muuta_tapaamista(kutsuttu, tiedot(kutsuttu), versio=1, user=koordinaattori)


def test_cancelling_needs_a_reason(kutsuttu, koordinaattori):
    with pytest.raises(ValidationError, match="Kirjoita, miksi tapaaminen perutaan"):
        workflow.peru_tapaaminen(kutsuttu, "", user=koordinaattori)


def test_cancelled_time_can_be_agreed_again(kutsuttu, koordinaattori):
    workflow.peru_tapaaminen(kutsuttu, "Sairaus.", user=koordinaattori)

    workflow.sovi_tapaaminen(
        kutsuttu.ryhma, KOKOUS, KOKOUS + timedelta(hours=1), "Teams", user=koordinaattori
    )

    assert Tapaaminen.objects.count() == 2


def test_newcomer_is_invited_and_leaver_let_go(kutsuttu, edustaja, koordinaattori, jasenyys, siilinjarvi):
    toinen = JasenFactory(ryhma=jasenyys.ryhma, kunta=siilinjarvi)
    satu = HenkiloFactory(alue=siilinjarvi.alue, kunta=siilinjarvi)
    vara = HenkiloFactory(alue=siilinjarvi.alue, kunta=siilinjarvi)

    for henkilo, tehtava in ((satu, Edustus.Tehtava.VARSINAINEN), (vara, Edustus.Tehtava.VARA)):
        workflow.nimea_edustus(
            jasenyys.ryhma, henkilo, tehtava, NYT.date(), jasenyys=toinen, user=koordinaattori
        )
    workflow.paata_edustus(edustaja, datetime.date(2025, 10, 31), user=koordinaattori)

    assert lyhyesti()[1:] == [
        ([satu.sahkoposti], "REQUEST", 0),
        ([edustaja.henkilo.sahkoposti], "CANCEL", 1),
    ]
    # The meeting goes on: the message names the leaver alone and does not cancel the event.
    poisto = viestit()[2][2]
    assert "status" not in poisto
    assert poisto["attendee"] == f"mailto:{edustaja.henkilo.sahkoposti}"


def test_municipality_that_leaves_is_let_go(kutsuttu, edustaja, jasenyys, koordinaattori):
    workflow.paata_jasenyys(jasenyys, datetime.date(2025, 10, 31), user=koordinaattori)

    assert lyhyesti()[1:] == [([edustaja.henkilo.sahkoposti], "CANCEL", 1)]


def test_leaver_after_the_meeting_stays_invited(kutsuttu, edustaja, koordinaattori):
    workflow.paata_edustus(edustaja, datetime.date(2025, 11, 6), user=koordinaattori)

    assert len(viestit()) == 1


def test_invitation_of_an_expert_can_be_taken_back_but_not_that_of_a_seat(
    kutsuttu, koordinaattori, asiantuntija
):
    workflow.kutsu(kutsuttu, [asiantuntija.henkilo], user=koordinaattori)
    [edustajan, asiantuntijan] = kutsuttu.osallistumiset.order_by("pk")

    workflow.peru_kutsu(asiantuntijan, user=koordinaattori)

    assert lyhyesti()[2:] == [([asiantuntija.henkilo.sahkoposti], "CANCEL", 1)]
    with pytest.raises(ValidationError, match="Ryhmän edustaja kutsutaan aina"):
        workflow.peru_kutsu(edustajan, user=koordinaattori)


def test_other_members_do_not_see_who_was_let_go(kutsuttu, raija, koordinaattori, asiantuntija):
    workflow.kutsu(kutsuttu, [asiantuntija.henkilo], user=koordinaattori)
    workflow.peru_kutsu(kutsuttu.osallistumiset.latest("pk"), user=koordinaattori)
    kutsu, toinen_kutsu, poisto = Lahetys.objects.order_by("pk")

    assert set(Lahetys.objects.visible_to(koordinaattori)) == {kutsu, toinen_kutsu, poisto}
    assert set(Lahetys.objects.visible_to(raija)) == {kutsu, toinen_kutsu}


@pytest.mark.parametrize(("kuka", "saa"), [("raija", True), ("koordinaattori", True), ("kari", False)])
def test_answer_is_one_s_own_or_the_coordinator_s(request, kutsuttu, kuka, saa):
    rivi = kutsuttu.osallistumiset.get()
    user = request.getfixturevalue(kuka)

    if saa:
        assert workflow.vastaa_kutsuun(rivi, Vastaus.EI_PAASE, user=user).vastausaika == NYT
    else:
        with pytest.raises(PermissionDenied):
            workflow.vastaa_kutsuun(rivi, Vastaus.EI_PAASE, user=user)


def test_answer_comes_before_the_meeting(kutsuttu, raija):
    with kello.aseta(KOKOUS), pytest.raises(ValidationError, match="ennen kuin tapaaminen alkaa"):
        workflow.vastaa_kutsuun(kutsuttu.osallistumiset.get(), Vastaus.TULOSSA, user=raija)


def test_attendance_makes_it_held_and_can_be_corrected(kutsuttu, edustaja, koordinaattori, jasenyys):
    vara = EdustusFactory(jasenyys=jasenyys, tehtava=Edustus.Tehtava.VARA)
    with kello.aseta(KOKOUS + timedelta(hours=3)):
        workflow.kirjaa_lasnaolo(kutsuttu, [edustaja.henkilo], user=koordinaattori)
        workflow.kirjaa_lasnaolo(kutsuttu, [vara.henkilo], user=koordinaattori)

    kutsuttu.refresh_from_db()
    assert kutsuttu.tila == Tapaaminen.Tila.PIDETTY
    assert {
        rivi.henkilo: (rivi.lasna, rivi.kutsuttu, rivi.kunta) for rivi in kutsuttu.osallistumiset.all()
    } == {
        edustaja.henkilo: (False, True, jasenyys.kunta),
        vara.henkilo: (True, False, jasenyys.kunta),
    }


def test_attendance_waits_for_the_meeting(kutsuttu, edustaja, koordinaattori):
    with pytest.raises(ValidationError, match="kun tapaaminen on alkanut"):
        workflow.kirjaa_lasnaolo(kutsuttu, [edustaja.henkilo], user=koordinaattori)


def test_agenda_is_ordered_edited_and_kept_after_the_meeting(tapaaminen, koordinaattori):
    workflow.tallenna_asialista(
        tapaaminen, [Kohtasyote("Toinen"), Kohtasyote("Kolmas")], versio=1, user=koordinaattori
    )
    toinen, kolmas = tapaaminen.asiakohdat.listalla()

    workflow.tallenna_asialista(
        tapaaminen,
        [
            Kohtasyote("Ensimmäinen"),
            Kohtasyote("Toinen asia", pk=toinen.pk),
            Kohtasyote("Kolmas", pk=kolmas.pk, poista=True),
        ],
        versio=2,
        user=koordinaattori,
    )

    assert [kohta.otsikko for kohta in tapaaminen.asiakohdat.listalla()] == ["Ensimmäinen", "Toinen asia"]
    assert Asiakohta.objects.count() == 3
    with kello.aseta(KOKOUS + timedelta(hours=3)):
        workflow.kirjaa_lasnaolo(tapaaminen, [], user=koordinaattori)
        with pytest.raises(ValidationError, match="tilassa ”pidetty”"):
            workflow.tallenna_asialista(tapaaminen, [], versio=3, user=koordinaattori)


def test_memo_is_seen_when_it_is_published(pidetty, koordinaattori, raija, kari):
    workflow.tallenna_muistio(
        pidetty,
        "Sovittiin talven päivistä.",
        versio=0,
        liite=SimpleUploadedFile("muistio.pdf", PDF),
        user=koordinaattori,
    )
    assert list(Muistio.objects.visible_to(raija)) == []
    assert list(Liite.objects.visible_to(raija)) == []
    assert Muistio.objects.visible_to(koordinaattori).count() == 1

    workflow.julkaise_muistio(pidetty, user=koordinaattori)

    assert Muistio.objects.visible_to(raija).get().teksti == "Sovittiin talven päivistä."
    assert Liite.objects.visible_to(raija).get().nimi == "muistio.pdf"
    assert list(Muistio.objects.visible_to(kari)) == []
    assert list(Liite.objects.visible_to(kari)) == []
    [ilmoitus] = Ilmoitus.objects.all()
    assert (ilmoitus.user, ilmoitus.laji, ilmoitus.kohde) == (raija, "yhteyshenkilot.tapaaminen", pidetty)


def test_published_memo_is_opened_with_a_reason_before_it_changes(pidetty, koordinaattori, raija):
    workflow.tallenna_muistio(pidetty, "Päiviä on 17.", versio=0, user=koordinaattori)
    workflow.julkaise_muistio(pidetty, user=koordinaattori)
    with pytest.raises(ValidationError, match="Avaa se korjattavaksi"):
        workflow.tallenna_muistio(pidetty, "Päiviä on 18.", versio=1, user=koordinaattori)

    workflow.avaa_muistio(pidetty, "Luku oli väärin.", user=koordinaattori)
    workflow.tallenna_muistio(pidetty, "Päiviä on 18.", versio=1, user=koordinaattori)

    assert list(Muistio.objects.visible_to(raija)) == []
    assert pidetty.tapahtumat.get(tapahtuma="avaa_muistio").syy == "Luku oli väärin."


def test_memo_waits_for_the_meeting_and_for_text(kutsuttu, pidetty, koordinaattori):
    tuleva = TapaaminenFactory(ryhma=kutsuttu.ryhma, alkuaika=KOKOUS + timedelta(days=30))

    with pytest.raises(ValidationError, match="Kirjaa ensin läsnäolo"):
        workflow.tallenna_muistio(tuleva, "Jo nyt.", versio=0, user=koordinaattori)
    with pytest.raises(ValidationError, match="Muistio on tyhjä"):
        workflow.julkaise_muistio(pidetty, user=koordinaattori)


def test_second_editor_of_a_memo_is_told(pidetty, koordinaattori):
    workflow.tallenna_muistio(pidetty, "Ensimmäinen.", versio=0, user=koordinaattori)

    with pytest.raises(Vanhentunut):
        workflow.tallenna_muistio(pidetty, "Toinen.", versio=0, user=koordinaattori)


@pytest.mark.parametrize("kuka", ["raija", "asiantuntija", "paakayttaja"])
def test_only_the_coordinator_keeps_meetings(request, kutsuttu, edustaja, kuka):
    user = request.getfixturevalue(kuka)
    teot = [
        lambda: workflow.kutsu(kutsuttu, [edustaja.henkilo], user=user),
        lambda: workflow.muuta_tapaamista(kutsuttu, tiedot(kutsuttu), versio=1, user=user),
        lambda: workflow.tallenna_asialista(kutsuttu, [], versio=1, user=user),
        lambda: workflow.peru_tapaaminen(kutsuttu, "Syy.", user=user),
        lambda: workflow.kirjaa_lasnaolo(kutsuttu, [], user=user),
        lambda: workflow.tallenna_muistio(kutsuttu, "Teksti.", versio=0, user=user),
        lambda: workflow.julkaise_muistio(kutsuttu, user=user),
        lambda: workflow.avaa_muistio(kutsuttu, "Syy.", user=user),
        lambda: workflow.peru_kutsu(kutsuttu.osallistumiset.get(), user=user),
    ]

    for teko in teot:
        with pytest.raises(PermissionDenied):
            teko()


def test_states_are_all_in_the_table():
    assert set(SIIRTYMAT) == set(Tapaaminen.Tila)
