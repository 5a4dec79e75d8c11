"""Counterpart pairs as agreed data: proposals that the other side confirms, and pairs that wait for a successor."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from tests.factories import HenkiloFactory
from tests.yhteyshenkilot.factories import VastinpariehdotusFactory, VastinpariFactory
from tests.yhteyshenkilot.sivut import osoite, rivit, sivu, teksti
from tyollisyysalue import faktat, kello
from tyollisyysalue.faktat import Parametrit
from tyollisyysalue.models import Henkilo, Ilmoitus, Tapahtuma
from yhteyshenkilot import jobs, permissions, workflow
from yhteyshenkilot.models import Puoli, Vastinpari, Vastinpariehdotus
from yhteyshenkilot.odottavat import odottavat

pytestmark = pytest.mark.django_db

TANAAN = datetime.date(2025, 6, 12)
PAIVA = datetime.timedelta(days=1)
UUSI = {"uusi_nimi": "Annika Nilakka", "uusi_nimike": "elinvoimavastaava", "uusi_puhelin": "050 1"}


@pytest.fixture
def pari(kesakuu, rautavaara):
    return VastinpariFactory(kunta=rautavaara)


@pytest.fixture
def alueen_ehdotus(kesakuu, rautavaara, koordinaattori):
    return VastinpariehdotusFactory(kunta=rautavaara, ehdottaja=koordinaattori)


@pytest.fixture
def kunnan_ehdotus(pari, raija):
    """Rautavaara's proposal of somebody new in place of Markku."""
    return workflow.ehdota_vastinparia(
        pari.kunta,
        user=raija,
        pari=pari,
        laji=pari.laji,
        prosessi=pari.prosessi,
        oma_henkilo=pari.oma_henkilo,
        alkupvm=TANAAN + 10 * PAIVA,
        **UUSI,
    )


def saajat(laji):
    return [ilmoitus.user.email for ilmoitus in Ilmoitus.objects.filter(laji=laji).order_by("user__email")]


@pytest.mark.parametrize(
    ("puoli", "omistaja", "saaja"),
    [("oma", "alue", "koordinaattori@kuopio.example"), ("kunnan", "kunta", "raija@rautavaara.example")],
)
def test_ended_side_has_to_name_a_successor_in_thirty_days(
    pari, raija, koordinaattori, puoli, omistaja, saaja
):
    # Another coordinator did it: one who did it oneself is not told.
    tekija = raija if puoli == "kunnan" else koordinaattori
    toinen = koordinaattori if puoli == "kunnan" else raija
    tekija = toinen if permissions.saa_paattaa_vastinparin_puolen(toinen, pari, puoli) else tekija

    workflow.paata_vastinparin_puoli(pari, puoli, TANAAN, user=tekija)

    pari.refresh_from_db()
    assert (pari.omistaja, pari.maarapvm) == (omistaja, TANAAN + 30 * PAIVA)
    assert saajat("yhteyshenkilot.vastinpari_vajaa") == ([] if tekija.email == saaja else [saaja])


def test_pair_that_ends_on_both_sides_waits_for_nobody(pari, koordinaattori):
    workflow.paata_vastinparin_puoli(pari, "kunnan", TANAAN, user=koordinaattori)
    workflow.paata_vastinparin_puoli(pari, "oma", TANAAN, user=koordinaattori)

    pari.refresh_from_db()
    assert (pari.omistaja, pari.maarapvm) == ("", None)
    assert not Vastinpari.objects.vajaat(TANAAN + PAIVA).exists()


def test_pair_is_incomplete_from_the_day_after_the_end(pari, koordinaattori):
    workflow.paata_vastinparin_puoli(pari, "kunnan", TANAAN, user=koordinaattori)

    def vajaa(pvm):
        rivi = Vastinpari.objects.get()
        assert Vastinpari.objects.vajaat(pvm).exists() == rivi.on_vajaa(pvm)
        assert Vastinpari.objects.myohassa(pvm).exists() == rivi.on_myohassa(pvm)
        return rivi.on_vajaa(pvm), rivi.on_myohassa(pvm)

    assert vajaa(TANAAN) == (False, False)
    assert vajaa(TANAAN + PAIVA) == (True, False)
    assert vajaa(TANAAN + 30 * PAIVA) == (True, False)
    assert vajaa(TANAAN + 31 * PAIVA) == (True, True)


def test_liaison_ends_the_own_side_only(pari, raija, kari):
    with pytest.raises(PermissionDenied):
        workflow.paata_vastinparin_puoli(pari, "oma", TANAAN, user=raija)
    with pytest.raises(PermissionDenied):
        workflow.paata_vastinparin_puoli(pari, "kunnan", TANAAN, user=kari)

    workflow.paata_vastinparin_puoli(pari, "kunnan", TANAAN, user=raija)

    pari.refresh_from_db()
    assert (pari.kunnan_loppu, pari.oma_loppu) == (TANAAN, None)


@pytest.mark.parametrize(
    ("kuka", "puolet"),
    [
        ("raija", {Puoli.KUNTA}),
        ("koordinaattori", {Puoli.ALUE}),
        ("kari", set()),
        ("asiantuntija", set()),
        ("sihteeri", set()),
        ("esittelija", set()),
        ("paakayttaja", set()),
    ],
)
def test_who_speaks_for_a_side(request, rautavaara, kuka, puolet):
    user = request.getfixturevalue(kuka)

    assert permissions.osapuolet(user, rautavaara) == puolet
    assert permissions.saa_ehdottaa_vastinparia(user, rautavaara) == bool(puolet)


@pytest.mark.parametrize(
    ("kuka", "saa_vastata", "saa_perua"),
    [
        ("raija", True, False),
        ("koordinaattori", False, True),
        ("kari", False, False),
        ("asiantuntija", False, False),
    ],
)
def test_other_side_answers(request, alueen_ehdotus, kuka, saa_vastata, saa_perua):
    user = request.getfixturevalue(kuka)

    assert permissions.saa_vastata_ehdotukseen(user, alueen_ehdotus) == saa_vastata
    assert permissions.saa_perua_ehdotuksen(user, alueen_ehdotus) == saa_perua
    for teko, saa in (
        (workflow.vahvista_vastinpariehdotus, saa_vastata),
        (workflow.peru_vastinpariehdotus, saa_perua),
    ):
        if not saa:
            with pytest.raises(PermissionDenied):
                teko(alueen_ehdotus, user=user)


def test_proposal_goes_to_the_other_side(kunnan_ehdotus, koordinaattori):
    # The coordinator's login was made after the proposal in this test; the kind says who is told.
    workflow.peru_vastinpariehdotus(kunnan_ehdotus, user=kunnan_ehdotus.ehdottaja)
    uusi = workflow.ehdota_vastinparia(
        kunnan_ehdotus.kunta,
        user=kunnan_ehdotus.ehdottaja,
        laji="muu",
        prosessi=kunnan_ehdotus.prosessi,
        oma_henkilo=kunnan_ehdotus.oma_henkilo,
        alkupvm=TANAAN,
        **UUSI,
    )

    assert uusi.puoli == Puoli.KUNTA
    assert saajat("yhteyshenkilot.vastinpari_ehdotus") == ["koordinaattori@kuopio.example"]


def test_confirmed_new_pair_begins(alueen_ehdotus, raija):
    vastattu = workflow.vahvista_vastinpariehdotus(alueen_ehdotus, user=raija)

    pari = Vastinpari.objects.get()
    assert vastattu.syntynyt == pari
    assert (str(pari), pari.oma_alku, pari.kunnan_alku) == (
        "Riikka Savilampi – Markku Rautajoki",
        alueen_ehdotus.alkupvm,
        alueen_ehdotus.alkupvm,
    )
    assert [t.tapahtuma for t in Tapahtuma.objects.for_omistaja(alueen_ehdotus)] == ["vahvistettu"]
    assert saajat("yhteyshenkilot.vastinpari_vastattu") == ["koordinaattori@kuopio.example"]


def test_confirmed_successor_ends_the_former_pair_the_day_before(kunnan_ehdotus, koordinaattori, pari):
    workflow.paata_vastinparin_puoli(pari, "kunnan", TANAAN, user=koordinaattori)

    workflow.vahvista_vastinpariehdotus(kunnan_ehdotus, user=koordinaattori)

    pari.refresh_from_db()
    uusi = Vastinpari.objects.exclude(pk=pari.pk).get()
    assert (pari.oma_loppu, pari.kunnan_loppu) == (TANAAN + 9 * PAIVA, TANAAN)
    assert (pari.omistaja, pari.maarapvm) == ("", None)
    assert (str(uusi), uusi.kunnan_alku) == ("Veera Salmenranta – Annika Nilakka", TANAAN + 10 * PAIVA)
    assert not Vastinpari.objects.vajaat(TANAAN + 20 * PAIVA).exists()


def test_confirmation_makes_the_new_person_known(kunnan_ehdotus, koordinaattori, rautavaara):
    ennen = Henkilo.objects.filter(nimi="Annika Nilakka").exists()

    workflow.vahvista_vastinpariehdotus(kunnan_ehdotus, user=koordinaattori)

    annika = Henkilo.objects.get(nimi="Annika Nilakka")
    assert not ennen
    assert (annika.kunta, annika.nimike, annika.puhelin, annika.julkiset) == (
        rautavaara,
        "elinvoimavastaava",
        "050 1",
        [],
    )


def test_declined_proposal_changes_nothing_and_says_why(kunnan_ehdotus, koordinaattori, pari):
    vastattu = workflow.torju_vastinpariehdotus(kunnan_ehdotus, "Sovitaan ensin.", user=koordinaattori)

    assert (vastattu.tila, vastattu.vastaus, vastattu.vastaaja) == (
        "torjuttu",
        "Sovitaan ensin.",
        koordinaattori,
    )
    assert list(Vastinpari.objects.all()) == [pari]
    assert not Henkilo.objects.filter(nimi="Annika Nilakka").exists()


def test_declining_needs_a_reason(kunnan_ehdotus, koordinaattori):
    with pytest.raises(ValidationError, match="miksi ehdotus ei käy"):
        workflow.torju_vastinpariehdotus(kunnan_ehdotus, "", user=koordinaattori)


@pytest.mark.parametrize("teko", [workflow.vahvista_vastinpariehdotus, workflow.peru_vastinpariehdotus])
def test_answered_proposal_is_not_answered_again(alueen_ehdotus, raija, koordinaattori, teko):
    vanha = Vastinpariehdotus.objects.get()
    workflow.vahvista_vastinpariehdotus(alueen_ehdotus, user=raija)

    with pytest.raises(ValidationError, match="Ehdotukseen on jo vastattu"):
        teko(vanha, user=raija)

    assert Vastinpari.objects.count() == 1


@pytest.mark.kanta
@pytest.mark.django_db(transaction=True)
def test_of_two_confirmations_at_once_one_wins(rautavaara, raija, koordinaattori):
    ehdotus = VastinpariehdotusFactory(kunta=rautavaara, ehdottaja=koordinaattori)

    def vahvista(_):
        try:
            workflow.vahvista_vastinpariehdotus(ehdotus, user=raija)
        except ValidationError as error:
            return error.messages[0].split(":")[0]
        finally:
            connection.close()
        return "vahvistettu"

    with ThreadPoolExecutor(2) as pool:
        tulokset = sorted(pool.map(vahvista, range(2)))

    assert tulokset == ["Ehdotukseen on jo vastattu", "vahvistettu"]
    assert Vastinpari.objects.count() == 1


def test_pair_has_one_open_proposal(kunnan_ehdotus, koordinaattori, pari):
    toinen = HenkiloFactory(alue=pari.kunta.alue, nimi="Janne Korpikallio")

    with pytest.raises(ValidationError, match="on jo ehdotettu seuraajaa"):
        workflow.ehdota_vastinparia(
            pari.kunta,
            user=koordinaattori,
            pari=pari,
            laji=pari.laji,
            prosessi=pari.prosessi,
            oma_henkilo=toinen,
            kunnan_henkilo=pari.kunnan_henkilo,
            alkupvm=TANAAN,
        )


@pytest.mark.parametrize(
    ("muutos", "virhe"),
    [
        ({}, "Valitse vähintään toiselle puolelle uusi henkilö."),
        ({"alkupvm": datetime.date(2025, 1, 1), **UUSI, "kunnan_henkilo": None}, "alettava myöhemmin"),
    ],
)
def test_successor_must_be_one(pari, raija, muutos, virhe):
    tiedot = {
        "laji": pari.laji,
        "prosessi": pari.prosessi,
        "oma_henkilo": pari.oma_henkilo,
        "kunnan_henkilo": pari.kunnan_henkilo,
        "alkupvm": TANAAN,
    }

    with pytest.raises(ValidationError, match=virhe):
        workflow.ehdota_vastinparia(pari.kunta, user=raija, pari=pari, **tiedot | muutos)


def test_person_of_another_municipality_cannot_be_proposed(rautavaara, raija, siilinjarvi, prosessi, veera):
    vieras = HenkiloFactory(alue=rautavaara.alue, kunta=siilinjarvi)

    with pytest.raises(ValidationError, match="kunnan palveluksessa"):
        workflow.ehdota_vastinparia(
            rautavaara,
            user=raija,
            laji="muu",
            prosessi=prosessi,
            oma_henkilo=veera,
            kunnan_henkilo=vieras,
            alkupvm=TANAAN,
        )


@pytest.mark.kanta
@pytest.mark.parametrize(
    ("muutos", "rajoite"),
    [
        ({"tila": "peruttu"}, "vastinpariehdotus_vastaaja"),
        ({"vastausaika": "2025-06-12T12:00Z"}, "vastinpariehdotus_vastaaja"),
        ({"kunnan_henkilo": None}, "vastinpariehdotus_kunnan_henkilo"),
        ({"uusi_nimi": "Annika"}, "vastinpariehdotus_kunnan_henkilo"),
    ],
)
def test_database_keeps_proposals_whole(alueen_ehdotus, muutos, rajoite):
    with pytest.raises(IntegrityError, match=rajoite), transaction.atomic():
        Vastinpariehdotus.objects.filter(pk=alueen_ehdotus.pk).update(**muutos)


@pytest.mark.kanta
def test_database_wants_the_pair_of_a_confirmed_proposal(alueen_ehdotus, raija):
    vastattu = {"vastaaja": raija, "vastausaika": "2025-06-12T12:00Z"}

    with pytest.raises(IntegrityError, match="vastinpariehdotus_syntynyt"), transaction.atomic():
        Vastinpariehdotus.objects.filter(pk=alueen_ehdotus.pk).update(tila="vahvistettu", **vastattu)


@pytest.mark.kanta
@pytest.mark.parametrize(
    "muutos",
    [
        {"omistaja": "alue"},
        {"maarapvm": "2025-07-01"},
        {"omistaja": "alue", "maarapvm": "2025-07-01"},
        {"omistaja": "kunta", "kunnan_loppu": "2025-07-01", "maarapvm": "2025-07-01"},
    ],
)
def test_database_gives_an_owner_only_to_a_side_that_ends(pari, muutos):
    with pytest.raises(IntegrityError, match="vastinpari_omistaja_ja_maarapvm"), transaction.atomic():
        Vastinpari.objects.filter(pk=pari.pk).update(**muutos)


def myohassa(hetki_paivia):
    return kello.aseta(datetime.datetime(2025, 6, 12, 5, tzinfo=kello.HELSINKI) + hetki_paivia * PAIVA)


def test_owner_is_reminded_once_when_the_due_date_has_passed(pari, raija, koordinaattori):
    workflow.paata_vastinparin_puoli(pari, "kunnan", TANAAN, user=koordinaattori)
    maarat = []

    for paivia in (1, 30, 31, 32, 60):
        with myohassa(paivia):
            jobs.muistuta_vajaista_pareista(timestamp=0)
        maarat.append(Ilmoitus.objects.filter(laji="yhteyshenkilot.vastinpari_vajaa").count())

    assert maarat == [1, 1, 2, 2, 2]
    assert set(saajat("yhteyshenkilot.vastinpari_vajaa")) == {"raija@rautavaara.example"}


def test_fact_speaks_of_complete_pairs_only(pari, koordinaattori, kunnan_ehdotus):
    def lause(pvm):
        return faktat.esikatsele(
            "yhteyshenkilot.vastinpari", Parametrit(kunta=pari.kunta.koodi, paiva=pvm), "fi"
        ).teksti

    workflow.paata_vastinparin_puoli(pari, "kunnan", TANAAN, user=koordinaattori)
    ennen = lause(TANAAN)
    with pytest.raises(ValidationError, match="ei ole vastinparia"):
        lause(TANAAN + 5 * PAIVA)
    workflow.vahvista_vastinpariehdotus(kunnan_ehdotus, user=koordinaattori)

    assert "Markku Rautajoki" in ennen
    assert "Annika Nilakka" in lause(TANAAN + 10 * PAIVA)


def test_front_page_knows_what_waits(
    kunnan_ehdotus, pari, raija, koordinaattori, veera, django_assert_num_queries
):
    workflow.paata_vastinparin_puoli(pari, "kunnan", TANAAN, user=raija)
    workflow.ehdota_korjausta(veera, {"puhelin": "050 2"}, user=raija)
    VastinpariehdotusFactory(kunta=pari.kunta, ehdottaja=koordinaattori)

    with myohassa(40):
        for user in (raija, koordinaattori):
            _ = user.jasenyydet_nyt
            with django_assert_num_queries(1):
                odottavat(user)
        raijan, koordinaattorin = odottavat(raija), odottavat(koordinaattori)

    assert [(rivi["teksti"], rivi["myohassa"]) for rivi in raijan] == [
        ("Vaillinainen vastinpari: Rautavaara", True),
        ("Vastinpariehdotus vahvistettavaksi: Rautavaara", False),
    ]
    assert [rivi["teksti"] for rivi in koordinaattorin] == [
        "Vaillinainen vastinpari: Rautavaara",
        "Vastinpariehdotus vahvistettavaksi: Rautavaara",
        "Korjausehdotus: Veera Salmenranta",
    ]


def test_nothing_waits_for_others(kunnan_ehdotus, alueen_ehdotus, kari, asiantuntija):
    assert odottavat(kari) == odottavat(asiantuntija) == []


@pytest.mark.parametrize(
    ("haku", "maara"), [({}, 2), ({"tila": "vajaat"}, 1), ({"tila": "myohassa"}, 0), ({"tila": "kaikki"}, 3)]
)
def test_list_is_filtered_by_state(kirjaudu, pari, rautavaara, koordinaattori, haku, maara):
    workflow.paata_vastinparin_puoli(pari, "kunnan", TANAAN - PAIVA, user=koordinaattori)
    VastinpariFactory(kunta=rautavaara)
    VastinpariFactory(kunta=rautavaara, oma_loppu=TANAAN - PAIVA, kunnan_loppu=TANAAN - PAIVA)

    loydetyt = rivit(kirjaudu("raija").get(osoite("vastinparit"), haku))

    assert len(loydetyt) == maara


def test_list_says_who_names_the_successor_and_by_when(kirjaudu, pari, koordinaattori):
    workflow.paata_vastinparin_puoli(pari, "kunnan", TANAAN - PAIVA, user=koordinaattori)

    [rivi] = rivit(kirjaudu("raija").get(osoite("vastinparit")))

    assert rivi[4:] == ["vaillinainen", "kunta", "11.7.2025"]


def test_municipality_page_shows_what_has_to_be_agreed(kirjaudu, kunnan_ehdotus, pari, koordinaattori):
    workflow.paata_vastinparin_puoli(pari, "kunnan", TANAAN - PAIVA, user=koordinaattori)

    sivulla = teksti(kirjaudu("raija").get(osoite("detail", "687")))

    assert "Seuraajan nimeää kunta, viimeistään 11.7.2025." in sivulla
    assert "Veera Salmenranta – Annika Nilakka" in sivulla


def test_liaison_proposes_a_pair_with_somebody_new(kirjaudu, rautavaara, prosessi, veera):
    response = kirjaudu("raija").post(
        osoite("vastinpari-ehdota", "687"),
        {
            "laji": "muu",
            "prosessi": prosessi.pk,
            "oma_henkilo": veera.pk,
            "kunnan_henkilo": "",
            "alkupvm": "2030-01-01",
            **UUSI,
        },
    )

    ehdotus = Vastinpariehdotus.objects.get()
    assert response.url == osoite("vastinpari-ehdotukset")
    assert (ehdotus.puoli, ehdotus.kunnan_nimi, ehdotus.tila) == ("kunta", "Annika Nilakka", "avoin")


def test_proposal_without_the_municipality_s_person_is_told_at_the_field(
    kirjaudu, rautavaara, prosessi, veera
):
    response = kirjaudu("raija").post(
        osoite("vastinpari-ehdota", "687"),
        {"laji": "muu", "prosessi": prosessi.pk, "oma_henkilo": veera.pk, "alkupvm": "2030-01-01"},
    )

    assert response.context["form"].has_error("uusi_nimi")
    assert not Vastinpariehdotus.objects.exists()


def test_either_side_proposes_a_successor(kirjaudu, pari, veera):
    janne = HenkiloFactory(alue=pari.kunta.alue, nimi="Janne Korpikallio")

    kirjaudu("koordinaattori").post(
        osoite("vastinpari-seuraaja", pari.pk),
        {"oma_henkilo": janne.pk, "kunnan_henkilo": pari.kunnan_henkilo_id, "alkupvm": "2025-07-01"},
    )

    ehdotus = Vastinpariehdotus.objects.get()
    assert (ehdotus.puoli, ehdotus.pari, ehdotus.prosessi) == ("alue", pari, pari.prosessi)


@pytest.mark.parametrize(("kuka", "tila"), [("kari", 403), ("asiantuntija", 403), ("paakayttaja", 403)])
def test_others_do_not_propose(kirjaudu, rautavaara, kuka, tila):
    assert kirjaudu(kuka).get(osoite("vastinpari-ehdota", "687")).status_code == tila


def test_other_side_confirms_on_the_page(kirjaudu, alueen_ehdotus):
    kirjaudu("raija").post(osoite("vastinpari-ehdotus", alueen_ehdotus.pk), {"ratkaisu": "vahvista"})

    alueen_ehdotus.refresh_from_db()
    assert alueen_ehdotus.tila == "vahvistettu"


def test_declining_without_a_reason_is_told_at_the_field(kirjaudu, alueen_ehdotus):
    response = kirjaudu("raija").post(osoite("vastinpari-ehdotus", alueen_ehdotus.pk), {"ratkaisu": "torju"})

    assert response.context["form"].has_error("vastaus")
    alueen_ehdotus.refresh_from_db()
    assert alueen_ehdotus.tila == "avoin"


def test_second_to_answer_is_told(kirjaudu, alueen_ehdotus, raija):
    workflow.vahvista_vastinpariehdotus(alueen_ehdotus, user=raija)

    response = kirjaudu("raija").post(
        osoite("vastinpari-ehdotus", alueen_ehdotus.pk), {"ratkaisu": "vahvista"}
    )

    assert "Ehdotukseen on jo vastattu: vahvistettu." in teksti(response)


@pytest.mark.parametrize(("kuka", "tila"), [("koordinaattori", 403), ("asiantuntija", 403), ("kari", 404)])
def test_answer_by_others_is_refused(kirjaudu, alueen_ehdotus, kuka, tila):
    response = kirjaudu(kuka).post(osoite("vastinpari-ehdotus", alueen_ehdotus.pk), {"ratkaisu": "vahvista"})

    assert response.status_code == tila


def test_proposer_withdraws(kirjaudu, alueen_ehdotus):
    client = kirjaudu("koordinaattori")
    assert sivu(client.get(osoite("vastinpari-ehdotus", alueen_ehdotus.pk))).find(
        "button", string="Peru ehdotus"
    )

    client.post(osoite("vastinpari-ehdotus-peru", alueen_ehdotus.pk))
    toistamiseen = client.post(osoite("vastinpari-ehdotus-peru", alueen_ehdotus.pk), follow=True)

    alueen_ehdotus.refresh_from_db()
    assert alueen_ehdotus.tila == "peruttu"
    assert "Ehdotukseen on jo vastattu: peruttu." in toistamiseen.content.decode()


def test_ended_pair_offers_no_successor(kirjaudu, pari):
    Vastinpari.objects.update(oma_loppu=TANAAN - PAIVA, kunnan_loppu=TANAAN - PAIVA)

    response = kirjaudu("raija").get(osoite("vastinpari", pari.pk))

    assert "Ehdota seuraajaa" not in teksti(response)
    assert "päättynyt" in teksti(response)
