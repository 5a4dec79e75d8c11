import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import historia
from tests.yhteyshenkilot.factories import (
    AvainprosessiFactory,
    JasenFactory,
    RyhmaFactory,
    VastinpariFactory,
    VastuuFactory,
)
from tyollisyysalue import kello
from tyollisyysalue.models import Henkilo, Tapahtuma
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import luettelo, workflow
from yhteyshenkilot.models import Avainprosessi, Vastuu

pytestmark = pytest.mark.django_db

KESAKUU = datetime.date(2025, 6, 1)
TOIMET = {
    "lisaa_henkilo": lambda m, user: workflow.lisaa_henkilo(
        m.alue, nimi="Riikka Savilampi", nimike="asiantuntija", user=user
    ),
    "muuta_henkiloa": lambda m, user: workflow.muuta_henkiloa(
        m.veera, {"puhelin": "050 000 0001"}, versio=versio_nyt(m.veera), user=user
    ),
    "lisaa_prosessi": lambda m, user: workflow.lisaa_prosessi(m.alue, nimi_fi="nuoret", user=user),
    "nimea_prosessi": lambda m, user: workflow.nimea_prosessi(
        m.prosessi, {"nimi_fi": "alkupalvelu"}, versio=versio_nyt(m.prosessi), user=user
    ),
    "vaihda_prosessin_kaytto": lambda m, user: workflow.vaihda_prosessin_kaytto(m.prosessi, False, user=user),
    "lisaa_vastuu": lambda m, user: workflow.lisaa_vastuu(
        m.milla, m.prosessi, m.kunta, Vastuu.Laji.SIJAINEN, KESAKUU, user=user
    ),
    "paata_vastuu": lambda m, user: workflow.paata_vastuu(m.vastuu, kello.tanaan(), user=user),
    "luo_vastinpari": lambda m, user: workflow.luo_vastinpari(
        m.kunta,
        prosessi=m.prosessi,
        oma_henkilo=m.veera,
        oma_alku=KESAKUU,
        kunnan_henkilo=m.pari.kunnan_henkilo,
        kunnan_alku=KESAKUU,
        user=user,
    ),
    "paata_vastinparin_puoli": lambda m, user: workflow.paata_vastinparin_puoli(
        m.pari, "oma", kello.tanaan(), user=user
    ),
    "muuta_vastuun_julkisuutta": lambda m, user: workflow.muuta_vastuun_julkisuutta(
        m.vastuu, ["nimi"], versio=versio_nyt(m.vastuu), user=user
    ),
    "laheta_luettelo": lambda m, user: workflow.laheta_luettelo(m.alue, [m.kunta], user=user),
    "luo_ryhma": lambda m, user: workflow.luo_ryhma(m.alue, laji="muu", nimi_fi="viestintäryhmä", user=user),
    "lisaa_jasen": lambda m, user: workflow.lisaa_jasen(m.ryhma, m.kunta, KESAKUU, user=user),
    "paata_jasenyys": lambda m, user: workflow.paata_jasenyys(m.jasenyys, kello.tanaan(), user=user),
    "sovi_tapaaminen": lambda m, user: workflow.sovi_tapaaminen(
        m.ryhma,
        datetime.datetime(2025, 11, 6, 11, tzinfo=datetime.UTC),
        datetime.datetime(2025, 11, 6, 13, tzinfo=datetime.UTC),
        "Kuopio",
        user=user,
    ),
}


class Maailma:
    """One row of everything that the acts above touch."""

    def __init__(self, kunta, prosessi, veera, milla):
        self.alue, self.kunta, self.prosessi = kunta.alue, kunta, prosessi
        self.veera, self.milla = veera, milla
        self.vastuu = VastuuFactory(kunta=kunta, prosessi=prosessi, henkilo=veera)
        self.pari = VastinpariFactory(kunta=kunta)
        self.ryhma = RyhmaFactory(alue=kunta.alue)
        self.jasenyys = JasenFactory(ryhma=RyhmaFactory(alue=kunta.alue), kunta=kunta)


@pytest.fixture
def maailma(rautavaara, prosessi, veera, milla):
    return Maailma(rautavaara, prosessi, veera, milla)


@pytest.mark.parametrize("toimi", TOIMET)
@pytest.mark.parametrize("kuka", ["raija", "asiantuntija", "sihteeri", "esittelija", "paakayttaja"])
def test_only_the_coordinator_may(request, maailma, toimi, kuka):
    with pytest.raises(PermissionDenied):
        TOIMET[toimi](maailma, request.getfixturevalue(kuka))


@pytest.mark.parametrize("toimi", TOIMET)
def test_act_of_the_coordinator_is_written_down(maailma, koordinaattori, toimi):
    rivi = TOIMET[toimi](maailma, koordinaattori)

    tapahtuma = Tapahtuma.objects.for_omistaja(rivi).get()
    assert (tapahtuma.tekija, tapahtuma.user) == ("Kaisa Lehtovaara", koordinaattori)


def test_muuta_henkiloa_by_a_late_editor_changes_nothing(veera, koordinaattori):
    vanha = versio_nyt(veera)
    workflow.muuta_henkiloa(veera, {"puhelin": "050 000 0001"}, versio=vanha, user=koordinaattori)

    with pytest.raises(ValidationError) as error:
        workflow.muuta_henkiloa(veera, {"puhelin": "050 000 0002"}, versio=vanha, user=koordinaattori)

    veera.refresh_from_db()
    assert error.value.code == "vanhentunut"
    assert veera.puhelin == "050 000 0001"


@pytest.mark.kanta
def test_muuta_henkiloa_keeps_the_former_version(veera, koordinaattori):
    workflow.muuta_henkiloa(
        veera, {"nimike": "yrityspäällikkö"}, versio=versio_nyt(veera), user=koordinaattori
    )

    versiot = historia(Henkilo).objects.filter(pgh_obj=veera).order_by("pgh_id")
    assert [versio.nimike for versio in versiot] == ["yrityskoordinaattori", "yrityspäällikkö"]


def test_nimea_prosessi_keeps_responsibilities_and_the_former_name(maailma, koordinaattori):
    prosessi = maailma.prosessi

    workflow.nimea_prosessi(
        prosessi, {"nimi_fi": "alkuvaihe"}, versio=versio_nyt(prosessi), user=koordinaattori
    )

    versiot = historia(Avainprosessi).objects.filter(pgh_obj=prosessi).order_by("pgh_id")
    assert [versio.nimi_fi for versio in versiot] == ["alkupalvelut", "alkuvaihe"]
    assert Vastuu.objects.get(pk=maailma.vastuu.pk).prosessi.nimi_fi == "alkuvaihe"
    assert Tapahtuma.objects.for_omistaja(prosessi).get().tiedot == {"nimi_fi": ["alkupalvelut", "alkuvaihe"]}


def test_lisaa_prosessi_puts_it_last(alue, koordinaattori):
    AvainprosessiFactory(alue=alue, jarjestys=7)

    prosessi = workflow.lisaa_prosessi(alue, nimi_fi="tuet", user=koordinaattori)

    assert prosessi.jarjestys == 8


def test_paata_vastuu_before_its_start_is_refused(maailma, koordinaattori):
    with pytest.raises(ValidationError, match="ennen alkupäivää"):
        workflow.paata_vastuu(maailma.vastuu, datetime.date(2024, 12, 31), user=koordinaattori)

    maailma.vastuu.refresh_from_db()
    assert maailma.vastuu.loppupvm is None


def test_paata_vastuu_moves_an_end_to_come_but_not_one_that_has_passed(maailma, koordinaattori):
    tanaan = kello.tanaan()
    workflow.paata_vastuu(maailma.vastuu, tanaan + datetime.timedelta(days=9), user=koordinaattori)
    vastuu = workflow.paata_vastuu(maailma.vastuu, tanaan - datetime.timedelta(days=1), user=koordinaattori)

    with pytest.raises(ValidationError, match="Päättynyttä ei voi enää muuttaa"):
        workflow.paata_vastuu(vastuu, tanaan, user=koordinaattori)


def test_paata_vastinparin_puoli_leaves_the_pair_incomplete(maailma, koordinaattori):
    eilen = kello.tanaan() - datetime.timedelta(days=1)

    pari = workflow.paata_vastinparin_puoli(maailma.pari, "kunnan", eilen, user=koordinaattori)

    assert (pari.oma_loppu, pari.kunnan_loppu) == (None, eilen)
    assert not pari.on_taydellinen(kello.tanaan())


def test_lisaa_vastuu_of_a_second_in_first_place_is_refused(maailma, koordinaattori):
    with pytest.raises(ValidationError, match="jo ensisijainen vastuuhenkilö"):
        workflow.lisaa_vastuu(
            maailma.milla,
            maailma.prosessi,
            maailma.kunta,
            Vastuu.Laji.ENSISIJAINEN,
            KESAKUU,
            user=koordinaattori,
        )


def test_process_out_of_use_stays_on_the_list_while_somebody_is_responsible(maailma, koordinaattori):
    tyhja = AvainprosessiFactory(alue=maailma.alue, nimi_fi="tuet")
    for prosessi in (maailma.prosessi, tyhja):
        workflow.vaihda_prosessin_kaytto(prosessi, False, user=koordinaattori)

    sisalto = luettelo.koosta(maailma.alue, [maailma.kunta], kello.tanaan())

    nimet = [rivi["nimi"]["fi"] for rivi in sisalto["kunnat"][0]["prosessit"]]
    assert nimet == ["alkupalvelut", "työnantaja- ja yrityspalvelut"]
