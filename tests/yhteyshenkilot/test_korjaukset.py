"""Corrections: proposed by anyone in the cooperation, decided field by field, written through the person's own act."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tests.factories import HenkiloFactory
from tests.yhteyshenkilot.factories import VastuuFactory
from tests.yhteyshenkilot.sivut import osoite, rivit, sivu, teksti
from tyollisyysalue.models import Ilmoitus, Tapahtuma
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import permissions, workflow
from yhteyshenkilot.models import Korjausehdotus, Korjauskentta

pytestmark = pytest.mark.django_db

UUSI = "050 999 9999"


@pytest.fixture
def ehdotus(raija, koordinaattori, veera):
    return workflow.ehdota_korjausta(
        veera,
        {"puhelin": UUSI, "nimike": "yritysneuvoja", "nimi": veera.nimi},
        user=raija,
        kuvaus="Numero ei vastaa.",
    )


def kentat(ehdotus):
    return {rivi.kentta: rivi for rivi in ehdotus.kentat.all()}


def ratkaise(ehdotus, user, **ratkaisut):
    rivit_ = kentat(ehdotus)
    return workflow.ratkaise_korjaus(
        ehdotus,
        {rivit_[kentta].pk: ratkaisu for kentta, ratkaisu in ratkaisut.items()},
        versio=versio_nyt(ehdotus.henkilo),
        user=user,
    )


def saajat(laji):
    return {ilmoitus.user.email for ilmoitus in Ilmoitus.objects.filter(laji=laji)}


def test_proposal_keeps_only_what_differs(ehdotus, veera):
    assert {kentta: (rivi.vanha, rivi.uusi) for kentta, rivi in kentat(ehdotus).items()} == {
        "puhelin": (veera.puhelin, UUSI),
        "nimike": (veera.nimike, "yritysneuvoja"),
    }
    assert saajat("yhteyshenkilot.korjausehdotus") == {"koordinaattori@kuopio.example"}


def test_proposal_of_nothing_is_refused(raija, veera):
    with pytest.raises(ValidationError, match="Muuta väärää tietoa"):
        workflow.ehdota_korjausta(veera, {"puhelin": veera.puhelin}, user=raija)


@pytest.mark.parametrize(
    ("kuka", "saa"),
    [("raija", True), ("kari", True), ("asiantuntija", True), ("esittelija", True), ("paakayttaja", False)],
)
def test_who_may_propose(request, veera, kuka, saa):
    assert permissions.saa_ehdottaa_korjausta(request.getfixturevalue(kuka), veera) == saa


def test_administrator_cannot_propose(paakayttaja, veera):
    with pytest.raises(PermissionDenied):
        workflow.ehdota_korjausta(veera, {"puhelin": UUSI}, user=paakayttaja)


@pytest.mark.parametrize("kuka", ["raija", "asiantuntija", "sihteeri", "esittelija", "paakayttaja"])
def test_only_the_coordinator_decides(request, ehdotus, kuka):
    with pytest.raises(PermissionDenied):
        ratkaise(ehdotus, request.getfixturevalue(kuka), puhelin=(True, ""), nimike=(True, ""))


def test_each_field_is_decided_alone(ehdotus, veera, koordinaattori):
    ratkaistu = ratkaise(ehdotus, koordinaattori, puhelin=(True, ""), nimike=(False, "Nimike on oikein."))

    veera.refresh_from_db()
    assert (veera.puhelin, veera.nimike) == (UUSI, "yrityskoordinaattori")
    assert {
        kentta: (rivi.tila, rivi.ratkaisija, rivi.perustelu) for kentta, rivi in kentat(ratkaistu).items()
    } == {
        "puhelin": ("hyvaksytty", koordinaattori, ""),
        "nimike": ("hylatty", koordinaattori, "Nimike on oikein."),
    }
    assert ratkaistu.tila == Korjausehdotus.Tila.RATKAISTU
    assert saajat("yhteyshenkilot.korjaus_ratkaistu") == {"raija@rautavaara.example"}


def test_accepted_value_is_an_act_on_the_person(ehdotus, veera, koordinaattori):
    ennen = veera.puhelin
    ratkaise(ehdotus, koordinaattori, puhelin=(True, ""), nimike=(False, "Nimike on oikein."))

    tapahtuma = Tapahtuma.objects.for_omistaja(veera).get()
    assert (tapahtuma.tapahtuma, tapahtuma.tiedot) == ("muuta_henkiloa", {"puhelin": [ennen, UUSI]})


def test_rest_may_be_decided_later(ehdotus, veera, koordinaattori):
    ratkaise(ehdotus, koordinaattori, puhelin=(True, ""))
    kesken = Korjausehdotus.objects.get(pk=ehdotus.pk)
    ilmoitettu = saajat("yhteyshenkilot.korjaus_ratkaistu")

    valmis = ratkaise(ehdotus, koordinaattori, nimike=(True, ""))

    assert (kesken.tila, ilmoitettu) == ("avoin", set())
    assert valmis.tila == "ratkaistu"
    veera.refresh_from_db()
    assert (veera.puhelin, veera.nimike) == (UUSI, "yritysneuvoja")


def test_settled_one_is_not_decided_again(ehdotus, koordinaattori):
    ratkaise(ehdotus, koordinaattori, puhelin=(True, ""), nimike=(True, ""))

    with pytest.raises(ValidationError, match="on jo ratkaistu"):
        ratkaise(ehdotus, koordinaattori, puhelin=(True, ""))


def test_field_that_another_has_decided_is_not_decided_again(ehdotus, veera, koordinaattori):
    ratkaise(ehdotus, koordinaattori, puhelin=(False, "Numero on oikea."))

    with pytest.raises(ValidationError, match="on jo ratkaistu"):
        ratkaise(ehdotus, koordinaattori, puhelin=(True, ""), nimike=(True, ""))

    assert [rivi.tila for rivi in kentat(ehdotus).values()].count("avoin") == 1


def test_nothing_is_written_over_what_the_decider_has_not_seen(ehdotus, veera, koordinaattori):
    vanha = versio_nyt(veera)
    workflow.muuta_henkiloa(veera, {"puhelin": "050 111 1111"}, versio=vanha, user=koordinaattori)

    with pytest.raises(ValidationError) as error:
        workflow.ratkaise_korjaus(
            ehdotus, {kentat(ehdotus)["puhelin"].pk: (True, "")}, versio=vanha, user=koordinaattori
        )

    veera.refresh_from_db()
    assert error.value.code == "vanhentunut"
    assert veera.puhelin == "050 111 1111"
    assert kentat(ehdotus)["puhelin"].tila == "avoin"


def test_value_that_the_person_cannot_have_is_refused(raija, veera, koordinaattori):
    ehdotus = workflow.ehdota_korjausta(veera, {"sahkoposti": "ei osoite"}, user=raija)

    with pytest.raises(ValidationError):
        ratkaise(ehdotus, koordinaattori, sahkoposti=(True, ""))

    assert kentat(ehdotus)["sahkoposti"].tila == "avoin"


@pytest.mark.kanta
@pytest.mark.parametrize(
    ("muutos", "rajoite"),
    [
        ({"tila": "hyvaksytty"}, "korjauskentta_ratkaisija"),
        ({"ratkaisuaika": "2025-06-01T12:00Z"}, "korjauskentta_ratkaisija"),
        ({"kentta": "nimike"}, "korjauskentta_kerran"),
    ],
)
def test_database_keeps_decisions_whole(ehdotus, muutos, rajoite):
    rivi = Korjauskentta.objects.filter(ehdotus=ehdotus, kentta="puhelin")

    with pytest.raises(IntegrityError, match=rajoite), transaction.atomic():
        rivi.update(**muutos)


@pytest.mark.kanta
def test_database_wants_a_reason_for_a_rejection(ehdotus, koordinaattori):
    rivi = Korjauskentta.objects.filter(ehdotus=ehdotus, kentta="puhelin")

    with (
        pytest.raises(IntegrityError, match="korjauskentta_hylkays_perustellaan"),
        transaction.atomic(),
    ):
        rivi.update(tila="hylatty", ratkaisija=koordinaattori, ratkaisuaika="2025-06-01T12:00Z")


@pytest.mark.kanta
def test_database_wants_the_time_of_settling(ehdotus):
    with pytest.raises(IntegrityError, match="korjausehdotus_ratkaisuaika"), transaction.atomic():
        Korjausehdotus.objects.filter(pk=ehdotus.pk).update(tila="ratkaistu")


@pytest.mark.parametrize(
    ("kuka", "nakee"),
    [
        ("raija", True),
        ("koordinaattori", True),
        ("kari", False),
        ("asiantuntija", False),
        ("esittelija", False),
    ],
)
def test_proposal_is_seen_by_who_made_it_and_who_decides(kirjaudu, ehdotus, kuka, nakee):
    client = kirjaudu(kuka)

    assert client.get(osoite("korjaus", ehdotus.pk)).status_code == (200 if nakee else 404)
    assert len(rivit(client.get(osoite("korjaukset")))) == (1 if nakee else 0)


def lomakkeen_tiedot(henkilo, **muut):
    return {
        kentta: getattr(henkilo, kentta)
        for kentta in ("nimi", "nimike", "puhelin", "sahkoposti", "organisaatio")
    } | {"kuvaus": "", **muut}


def test_liaison_proposes_from_a_row(kirjaudu, rautavaara, koordinaattori, veera, prosessi):
    vastuu = VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera)
    client = kirjaudu("raija")
    linkki = sivu(client.get(osoite("list"))).find("a", href=lambda h: h and "/korjaa/" in h)["href"]

    response = client.post(linkki, lomakkeen_tiedot(veera, puhelin=UUSI))

    ehdotus = Korjausehdotus.objects.get()
    assert response.url == osoite("korjaukset")
    assert (ehdotus.vastuu, list(kentat(ehdotus))) == (vastuu, ["puhelin"])


@pytest.mark.parametrize("vastuu", ["", "x", "0", "9" * 30, "1"])
def test_responsibility_that_is_not_the_person_s_is_left_out(kirjaudu, veera, vastuu):
    url = f"{osoite('korjaus-ehdota', veera.pk)}?vastuu={vastuu}"

    kirjaudu("raija").post(url, lomakkeen_tiedot(veera, puhelin=UUSI))

    assert Korjausehdotus.objects.get().vastuu is None


def test_person_of_another_area_is_not_found(kirjaudu, naapuri):
    muualla = HenkiloFactory(alue=naapuri.alue)

    assert kirjaudu("raija").get(osoite("korjaus-ehdota", muualla.pk)).status_code == 404


def test_unchanged_form_is_told_what_to_do(kirjaudu, veera):
    response = kirjaudu("raija").post(osoite("korjaus-ehdota", veera.pk), lomakkeen_tiedot(veera))

    assert "Muuta väärää tietoa tai kerro omin sanoin, mikä on väärin." in teksti(response)
    assert not Korjausehdotus.objects.exists()


@pytest.mark.parametrize("kentta", ["kuvaus", "nimike", "puhelin"])
def test_personal_identity_code_is_refused(kirjaudu, veera, kentta):
    response = kirjaudu("raija").post(
        osoite("korjaus-ehdota", veera.pk), lomakkeen_tiedot(veera, **{kentta: "131052-308T"})
    )

    assert "131052-308T" not in response.content.decode()
    assert response.context["form"].has_error(kentta, "hetu")
    assert not Korjausehdotus.objects.exists()


def paatos(ehdotus, versio=None, **ratkaisut):
    tiedot = {"versio": versio or versio_nyt(ehdotus.henkilo), "vastaus": ""}
    for kentta, (ratkaisu, perustelu) in ratkaisut.items():
        pk = kentat(ehdotus)[kentta].pk
        tiedot |= {f"ratkaisu_{pk}": ratkaisu, f"perustelu_{pk}": perustelu}
    return tiedot


def test_coordinator_decides_on_one_page(kirjaudu, ehdotus, veera):
    response = kirjaudu("koordinaattori").post(
        osoite("korjaus", ehdotus.pk),
        paatos(ehdotus, puhelin=("hyvaksy", ""), nimike=("hylkaa", "Nimike on oikein.")),
    )

    veera.refresh_from_db()
    assert response.url == osoite("korjaus", ehdotus.pk)
    assert (veera.puhelin, veera.nimike) == (UUSI, "yrityskoordinaattori")


def test_rejection_without_a_reason_is_told_at_the_field(kirjaudu, ehdotus):
    response = kirjaudu("koordinaattori").post(
        osoite("korjaus", ehdotus.pk), paatos(ehdotus, puhelin=("hylkaa", ""), nimike=("myohemmin", ""))
    )

    assert response.context["form"].has_error(f"perustelu_{kentat(ehdotus)['puhelin'].pk}")
    assert kentat(ehdotus)["puhelin"].tila == "avoin"


def test_leaving_everything_for_later_is_no_decision(kirjaudu, ehdotus):
    response = kirjaudu("koordinaattori").post(
        osoite("korjaus", ehdotus.pk), paatos(ehdotus, puhelin=("myohemmin", ""), nimike=("myohemmin", ""))
    )

    assert "Hyväksy tai hylkää ainakin yksi" in teksti(response)


def test_changed_value_is_shown_with_both(kirjaudu, ehdotus, veera, koordinaattori):
    vanha = veera.puhelin
    workflow.muuta_henkiloa(veera, {"puhelin": "050 111 1111"}, versio=versio_nyt(veera), user=koordinaattori)

    sivulla = teksti(kirjaudu("koordinaattori").get(osoite("korjaus", ehdotus.pk)))

    assert "050 111 1111" in sivulla
    assert f"muuttunut ehdotuksen jälkeen, silloin {vanha}" in sivulla


def test_late_decider_is_told_and_may_decide_again(kirjaudu, ehdotus, veera, koordinaattori):
    vanha = versio_nyt(veera)
    workflow.muuta_henkiloa(veera, {"puhelin": "050 111 1111"}, versio=vanha, user=koordinaattori)
    client = kirjaudu("koordinaattori")
    tiedot = paatos(ehdotus, versio=vanha, puhelin=("hyvaksy", ""), nimike=("myohemmin", ""))

    myohassa = client.post(osoite("korjaus", ehdotus.pk), tiedot)

    assert "050 111 1111" in teksti(myohassa)
    tiedot["versio"] = sivu(myohassa).select_one("#id_versio")["value"]
    client.post(osoite("korjaus", ehdotus.pk), tiedot)
    veera.refresh_from_db()
    assert veera.puhelin == UUSI


def test_proposal_in_words_is_answered_in_words(kirjaudu, raija, veera):
    ehdotus = workflow.ehdota_korjausta(veera, {}, user=raija, kuvaus="Veera ei enää vastaa tästä.")
    client = kirjaudu("koordinaattori")
    tyhja = client.post(osoite("korjaus", ehdotus.pk), {"versio": versio_nyt(veera), "vastaus": ""})

    client.post(
        osoite("korjaus", ehdotus.pk), {"versio": versio_nyt(veera), "vastaus": "Kiitos, vaihdoimme vastuun."}
    )

    ehdotus.refresh_from_db()
    assert tyhja.context["form"].has_error("vastaus")
    assert (ehdotus.tila, ehdotus.vastaus) == ("ratkaistu", "Kiitos, vaihdoimme vastuun.")


def test_second_coordinator_is_told_that_it_is_settled(kirjaudu, ehdotus, koordinaattori):
    ratkaise(ehdotus, koordinaattori, puhelin=(True, ""), nimike=(True, ""))

    response = kirjaudu("koordinaattori").post(osoite("korjaus", ehdotus.pk), {"vastaus": ""}, follow=True)

    assert "Korjausehdotus on jo ratkaistu." in response.content.decode()


def test_proposer_cannot_post_a_decision(kirjaudu, ehdotus):
    assert kirjaudu("raija").post(osoite("korjaus", ehdotus.pk), {}).status_code == 403
