"""Sendings of the contact lists: sent, mailed, acknowledged, sent again."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import HenkiloFactory, JasenyysFactory, KuntaFactory, UserFactory
from tests.yhteyshenkilot.conftest import postita
from tests.yhteyshenkilot.factories import VastuuFactory
from tyollisyysalue import ilmoitukset, kello, kuittaukset
from tyollisyysalue.models import Ilmoitus, Kunta, Tapahtuma, Vastaanottaja
from tyollisyysalue.tiivisteet import json_tiiviste
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import erot, jobs, workflow
from yhteyshenkilot.models import Luettelolahetys, Luettelosaaja, Vastuu
from yhteyshenkilot.valmistelu import valmistele

pytestmark = pytest.mark.django_db

Tila = Vastaanottaja.Tila


def laheta(koordinaattori, *kunnat):
    return workflow.laheta_luettelo(kunnat[0].alue, list(kunnat), user=koordinaattori)


def paivan_paasta(paivia):
    """So many days after the sending of June."""
    return kello.aseta(datetime.datetime(2025, 6, 12, 9, tzinfo=kello.HELSINKI) + datetime.timedelta(paivia))


def kopio(saaja):
    return Vastaanottaja.objects.get(lahetys__luettelosaaja=saaja)


def toita(nimi):
    return ProcrastinateJob.objects.filter(task_name=f"yhteyshenkilot.jobs.{nimi}").count()


def test_laheta_luettelo_stores_the_list_and_its_hash(lahetys, prosessi, rautavaara, siilinjarvi, veera):
    lahetys.refresh_from_db()

    kunta, _toinen = lahetys.sisalto["kunnat"]
    assert lahetys.sisalto["pvm"] == "2025-06-12"
    assert kunta["prosessit"] == [
        {
            "id": prosessi.pk,
            "nimi": {"fi": "alkupalvelut", "sv": "inledande tjänster", "en": "initial services"},
            "ensisijaiset": [
                {
                    "id": veera.pk,
                    "nimi": "Veera Salmenranta",
                    "nimike": "yrityskoordinaattori",
                    "organisaatio": "Kuopion työllisyysalue",
                    "puhelin": "050 000 0000",
                    "sahkoposti": veera.sahkoposti,
                }
            ],
            "muut": [],
            "sijaiset": [],
        }
    ]
    assert json_tiiviste(lahetys.sisalto) == lahetys.tiiviste
    assert [saaja.kunta.koodi for saaja in lahetys.saajat.all()] == ["687", "749"]
    assert lahetys.saajat.get(kunta=rautavaara).tiiviste == json_tiiviste(kunta)


def test_laheta_luettelo_resolves_the_recipients_once(lahetys, raija, rautavaara, siilinjarvi):
    assert lahetys.saajat.get(kunta=rautavaara).vastaanottajat == [
        {"nimi": "Raija Vaarala", "sahkoposti": "raija@rautavaara.example", "user": raija.pk}
    ]
    assert lahetys.saajat.get(kunta=siilinjarvi).vastaanottajat == []


def test_laheta_luettelo_tells_an_identical_list_from_a_changed_one(
    lahetys, koordinaattori, milla, prosessi, rautavaara, siilinjarvi
):
    workflow.lisaa_vastuu(milla, prosessi, siilinjarvi, Vastuu.Laji.MUU, kello.tanaan(), user=koordinaattori)

    toinen = workflow.laheta_luettelo(rautavaara.alue, [rautavaara, siilinjarvi], user=koordinaattori)

    def ennallaan(lahetys):
        return {saaja.kunta.koodi: saaja.ennallaan for saaja in lahetys.saajat.all()}

    assert ennallaan(lahetys) == {"687": False, "749": False}
    assert ennallaan(toinen) == {"687": True, "749": False}


def test_laheta_luettelo_refuses_when_the_preview_is_out_of_date(vastuu, koordinaattori):
    with pytest.raises(ValidationError, match="esikatselun jälkeen"):
        workflow.laheta_luettelo(vastuu.kunta.alue, [vastuu.kunta], user=koordinaattori, nahty="0" * 64)

    assert not Luettelolahetys.objects.exists()


def test_laheta_luettelo_without_municipalities_is_refused(alue, koordinaattori):
    with pytest.raises(ValidationError, match="vähintään yksi kunta"):
        workflow.laheta_luettelo(alue, [], user=koordinaattori)


def test_laheta_luettelo_to_a_municipality_of_another_area_is_refused(alue, naapuri, koordinaattori):
    with pytest.raises(ValidationError, match="eivät kuulu"):
        workflow.laheta_luettelo(alue, [naapuri], user=koordinaattori)


def test_mail_job_vanishes_with_the_sending(raija, vastuu, koordinaattori):
    with transaction.atomic():
        workflow.laheta_luettelo(vastuu.kunta.alue, [vastuu.kunta], user=koordinaattori)
        assert ProcrastinateJob.objects.filter(task_name__startswith="yhteyshenkilot.").count() == 1
        transaction.set_rollback(True)

    assert not ProcrastinateJob.objects.filter(task_name__startswith="yhteyshenkilot.").exists()


def test_same_preview_is_sent_once(vastuu, koordinaattori):
    kunnat = [vastuu.kunta]
    nahty = valmistele(vastuu.kunta.alue, kunnat, kello.tanaan()).tiiviste
    workflow.laheta_luettelo(vastuu.kunta.alue, kunnat, user=koordinaattori, nahty=nahty)

    with pytest.raises(ValidationError, match="luetteloita lähetettiin esikatselun jälkeen"):
        workflow.laheta_luettelo(vastuu.kunta.alue, kunnat, user=koordinaattori, nahty=nahty)

    assert Luettelolahetys.objects.count() == 1


def test_stored_difference_is_that_of_the_two_stored_lists(
    lahetys, koordinaattori, veera, milla, prosessi, rautavaara
):
    workflow.muuta_henkiloa(veera, {"puhelin": "050 1"}, versio=versio_nyt(veera), user=koordinaattori)
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=milla, laji=Vastuu.Laji.SIJAINEN)

    saaja = laheta(koordinaattori, rautavaara).saajat.get()

    saaja = Luettelosaaja.objects.get(pk=saaja.pk)
    assert saaja.edellinen == lahetys.saajat.get(kunta=rautavaara)
    assert saaja.muutokset == erot.vertaa(saaja.edellinen.luettelo, saaja.luettelo)
    assert erot.sovella(saaja.edellinen.luettelo, saaja.muutokset) == saaja.luettelo
    assert not saaja.ennallaan


def test_first_list_is_compared_with_nothing(lahetys):
    assert (
        list(lahetys.saajat.values_list("edellinen", "muutokset", "ennallaan")) == [(None, None, False)] * 2
    )


def test_list_is_compared_with_the_newest(lahetys, koordinaattori, rautavaara):
    with paivan_paasta(1):
        toinen = laheta(koordinaattori, rautavaara)
    with paivan_paasta(2):
        kolmas = laheta(koordinaattori, rautavaara)

    assert kolmas.saajat.get().edellinen == toinen.saajat.get()


@pytest.mark.kanta
@pytest.mark.parametrize("muutokset", [{}, None])
def test_changes_go_with_the_list_they_are_counted_from(lahetys, naapuri, muutokset):
    edellinen = lahetys.saajat.first() if muutokset is None else None

    with pytest.raises(IntegrityError, match="luettelosaaja_muutokset"), transaction.atomic():
        Luettelosaaja.objects.create(
            lahetys=lahetys, kunta=naapuri, tiiviste="0" * 64, edellinen=edellinen, muutokset=muutokset
        )


def test_municipality_gets_a_mail_that_waits_for_its_acknowledgement(
    lahetys, koordinaattori, raija, rautavaara
):
    saaja = lahetys.saajat.get(kunta=rautavaara)

    jobs.laheta_kunnalle(saaja=saaja.pk)

    viesti = saaja.lahetykset.get()
    assert (viesti.aihe, viesti.kieli) == ("Yhteyshenkilöluettelo 12.6.2025: Rautavaara", "fi")
    assert (viesti.kohde, viesti.alue, viesti.user) == (saaja, rautavaara.alue, koordinaattori)
    assert viesti.kuitattava
    assert [liite.nimi for liite in viesti.liitteet.all()] == ["luettelo Rautavaara.pdf"]
    assert [(k.nimi, k.sahkoposti, k.user) for k in viesti.vastaanottajat.all()] == [
        ("Raija Vaarala", "raija@rautavaara.example", raija)
    ]


def test_mail_is_made_once(lahetys, rautavaara):
    saaja = lahetys.saajat.get(kunta=rautavaara)

    jobs.laheta_kunnalle(saaja=saaja.pk)
    jobs.laheta_kunnalle(saaja=saaja.pk)

    assert saaja.lahetykset.count() == 1


def test_only_municipalities_with_recipients_are_mailed(lahetys):
    assert toita("laheta_kunnalle") == 1


def teksti(saaja):
    workflow.laheta_kunnalle(saaja)
    return saaja.lahetykset.get().teksti


def test_text_begins_with_what_is_new(lahetys, koordinaattori, veera, rautavaara):
    ensimmainen = teksti(lahetys.saajat.get(kunta=rautavaara))
    with paivan_paasta(1):
        sama = teksti(laheta(koordinaattori, rautavaara).saajat.get())
    workflow.muuta_henkiloa(veera, {"puhelin": "050 1"}, versio=versio_nyt(veera), user=koordinaattori)
    with paivan_paasta(2):
        muuttunut = teksti(laheta(koordinaattori, rautavaara).saajat.get())

    assert ensimmainen.startswith("Tämä on ensimmäinen kunnalle lähetetty luettelo.\n")
    assert sama.startswith("Luettelo on sama kuin 12.6.2025 lähetetty.\n")
    assert muuttunut.startswith(
        "Muuttunut edellisestä 13.6.2025:\n- Veera Salmenranta: puhelin on nyt 050 1 (oli 050 000 0000).\n"
    )


def test_text_holds_the_list_and_its_hash(lahetys, rautavaara):
    saaja = lahetys.saajat.get(kunta=rautavaara)

    assert "Vastuuhenkilö: Veera Salmenranta, yrityskoordinaattori, 050 000 0000" in teksti(saaja)
    assert "Sijainen: ei nimetty" in saaja.lahetykset.get().teksti
    assert saaja.tiiviste in saaja.lahetykset.get().teksti
    assert f"/yhteyshenkilot/lahetykset/{lahetys.pk}/" in saaja.lahetykset.get().teksti


def test_text_tells_what_was_sent_though_contacts_changed_since(lahetys, veera, rautavaara):
    veera.puhelin = "050 000 9999"
    veera.save(update_fields=["puhelin"])

    viesti = teksti(lahetys.saajat.get(kunta=rautavaara))

    assert "050 000 0000" in viesti
    assert "050 000 9999" not in viesti


def test_text_is_plain_without_escapes(lahetys, veera, koordinaattori, rautavaara):
    workflow.muuta_henkiloa(
        veera, {"nimike": "yritys- & <työ>neuvoja"}, versio=versio_nyt(veera), user=koordinaattori
    )

    viesti = teksti(laheta(koordinaattori, rautavaara).saajat.get())

    assert viesti.count("yritys- & <työ>neuvoja") == 2


def test_swedish_speaking_municipality_is_written_to_in_swedish(alue, koordinaattori, prosessi):
    kunta = KuntaFactory(
        koodi="440", nimi_fi="Luoto", nimi_sv="Larsmo", alue=alue, kielisuhde=Kunta.Kielisuhde.RUOTSINKIELINEN
    )
    HenkiloFactory(user=UserFactory(kunta=kunta), kunta=kunta, alue=alue)

    saaja = laheta(koordinaattori, kunta).saajat.get()

    assert "inledande tjänster" in teksti(saaja)
    assert saaja.lahetykset.get().kieli == "sv"
    assert "Larsmo" in saaja.lahetykset.get().aihe


def uudelleen(saaja, user):
    return workflow.laheta_luettelo_uudelleen(saaja, user=user)


def test_list_sent_again_is_the_same_with_a_note(saaja, koordinaattori, raija, rautavaara):
    raija.jasenyydet.update(loppupvm=datetime.date(2025, 6, 20))
    JasenyysFactory(user=UserFactory(email="uusi@rautavaara.example"), rooli="yhdyshenkilo", kunta=rautavaara)
    with paivan_paasta(15):
        toinen = uudelleen(saaja, koordinaattori)

    ensimmainen = saaja.lahetykset.earliest("luontiaika")
    assert toinen.teksti == (
        "Tämä luettelo lähetettiin 12.6.2025, eikä kunnasta ole kuitattu sitä. "
        f"Tarkista tiedot ja kuittaa luettelo.\n\n{ensimmainen.teksti}"
    )
    assert toinen.aihe == "Muistutus: Yhteyshenkilöluettelo 12.6.2025: Rautavaara"
    assert toinen.liitteet.get().sha256 == ensimmainen.liitteet.get().sha256
    assert [k.sahkoposti for k in toinen.vastaanottajat.all()] == ["raija@rautavaara.example"]
    assert toinen.kuitattava
    [tapahtuma] = Tapahtuma.objects.for_omistaja(saaja.lahetys).filter(tapahtuma="laheta_luettelo_uudelleen")
    assert (tapahtuma.user, tapahtuma.tiedot) == (koordinaattori, {"kunta": "687"})


def test_list_that_never_left_is_mailed_now(lahetys, koordinaattori, rautavaara):
    uudelleen(lahetys.saajat.get(kunta=rautavaara), koordinaattori)

    assert toita("laheta_kunnalle") == 2


def test_acknowledged_list_is_not_sent_again(saaja, koordinaattori):
    kuittaukset.kuittaa(kopio(saaja), kuittaaja="Raija Vaarala")

    with pytest.raises(ValidationError, match="Rautavaara: luettelo on jo kuitattu"):
        uudelleen(saaja, koordinaattori)


def test_older_list_is_not_sent_again(saaja, koordinaattori, rautavaara):
    with paivan_paasta(1):
        laheta(koordinaattori, rautavaara)

    with pytest.raises(ValidationError, match="uudempi luettelo"):
        uudelleen(saaja, koordinaattori)


def test_list_is_not_sent_again_while_the_last_mail_waits(saaja, koordinaattori):
    uudelleen(saaja, koordinaattori)

    with pytest.raises(ValidationError, match="ei ole vielä lähtenyt"):
        uudelleen(saaja, koordinaattori)

    assert saaja.lahetykset.count() == 2


def test_list_without_recipients_is_not_sent_again(lahetys, koordinaattori, siilinjarvi):
    with pytest.raises(ValidationError, match="Siilinjärvi: luettelolla ei ole vastaanottajia"):
        uudelleen(lahetys.saajat.get(kunta=siilinjarvi), koordinaattori)


@pytest.mark.parametrize("kuka", ["raija", "kari", "asiantuntija", "sihteeri", "esittelija", "paakayttaja"])
def test_list_is_sent_again_by_the_coordinator_only(saaja, request, kuka):
    with pytest.raises(PermissionDenied):
        uudelleen(saaja, request.getfixturevalue(kuka))


def test_liaison_acknowledges_the_own_copy(saaja, raija):
    with paivan_paasta(1):
        workflow.kuittaa_luettelo(saaja, user=raija)
        nyt = kello.nyt()

    assert (kopio(saaja).kuittaaja, kopio(saaja).kuittausaika) == ("Raija Vaarala", nyt)


def test_successor_acknowledges_in_the_own_name(saaja, rautavaara):
    seuraaja = UserFactory(kunta=rautavaara)
    HenkiloFactory(user=seuraaja, kunta=rautavaara, alue=rautavaara.alue, nimi="Sisko Seuraaja")

    workflow.kuittaa_luettelo(saaja, user=seuraaja)

    assert (kopio(saaja).nimi, kopio(saaja).kuittaaja) == ("Raija Vaarala", "Sisko Seuraaja")


def test_list_that_has_not_left_cannot_be_acknowledged(lahetys, rautavaara, raija):
    with pytest.raises(ValidationError, match="ei ole vielä lähtenyt"):
        workflow.kuittaa_luettelo(lahetys.saajat.get(kunta=rautavaara), user=raija)


@pytest.mark.parametrize("kuka", ["kari", "koordinaattori", "sihteeri", "paakayttaja"])
def test_list_is_acknowledged_by_the_own_liaison_only(saaja, request, kuka):
    with pytest.raises(PermissionDenied):
        workflow.kuittaa_luettelo(saaja, user=request.getfixturevalue(kuka))


def myohassa(paivia):
    with paivan_paasta(paivia):
        return list(Luettelosaaja.objects.myohassa(kello.tanaan()))


def test_list_is_late_when_the_area_s_time_has_run_out(saaja, alue):
    assert (myohassa(14), myohassa(15)) == ([], [saaja])

    alue.kuittausaika_paivina = 3
    alue.save(update_fields=["kuittausaika_paivina"])

    assert (myohassa(3), myohassa(4)) == ([], [saaja])


def test_acknowledgement_of_any_mail_is_enough(saaja, koordinaattori):
    viesti = uudelleen(saaja, koordinaattori)

    kuittaukset.kuittaa(viesti.vastaanottajat.get(), kuittaaja="Raija Vaarala")

    assert myohassa(30) == []


def test_only_the_newest_list_of_a_municipality_is_late(saaja, koordinaattori, rautavaara):
    with paivan_paasta(2):
        uusi = postita(laheta(koordinaattori, rautavaara), rautavaara)

    assert (myohassa(16), myohassa(17)) == ([], [uusi])


def ilmoita(paivia):
    with paivan_paasta(paivia):
        jobs.ilmoita_kuittaamattomista(timestamp=0)
    return list(Ilmoitus.objects.values_list("user__email", "laji"))


def test_coordinators_are_told_once_of_a_late_sending(saaja, koordinaattori, sihteeri):
    kerran = [("koordinaattori@kuopio.example", "yhteyshenkilot.luettelo_kuittaamatta")]

    assert (ilmoita(14), ilmoita(15), ilmoita(16)) == ([], kerran, kerran)
    assert Ilmoitus.objects.get().kohde == saaja.lahetys


def test_notice_says_how_many_are_late_and_is_void_when_none_is(saaja, koordinaattori):
    laji = ilmoitukset.lajit["yhteyshenkilot.luettelo_kuittaamatta"]
    with paivan_paasta(15):
        assert laji.otsikko(saaja.lahetys) == "Yhteyshenkilöluettelo 12.6.2025 on kuittaamatta 1 kunnassa"
        assert laji.osoite(saaja.lahetys) == "/yhteyshenkilot/lahetykset/kuittaamatta/"
        assert laji.on_ajankohtainen(saaja.lahetys, koordinaattori)

        kuittaukset.kuittaa(kopio(saaja), kuittaaja="Raija Vaarala")

        assert not laji.on_ajankohtainen(saaja.lahetys, koordinaattori)
