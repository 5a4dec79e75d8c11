"""The sixteen claims of the case, each bound to a fact or to an entry of the catalogue in the demo's decision."""

import io

import pytest
from django.core.management import call_command

from paatokset import teksti, tuloste
from paatokset.models import Lainkohta, Paatos
from tyollisyysalue.faktat import LAJIT

pytestmark = pytest.mark.django_db

# The claim; the kind of fact and which one of several, or the field of the decision that names the catalogue's entry.
VAITTEET = {
    1: ("A plan of local service exists for every municipality", "lahipalvelut.suunnitelmat", ""),
    2: ("The plan weighs customer numbers against person-years", "lahipalvelut.mitoitus", ""),
    3: ("Visits are every other Wednesday", "lahipalvelut.saanto", ""),
    4: ("Realised in spring and summer except one sudden change", "lahipalvelut.akilliset_muutokset", ""),
    5: ("A table of agreed local days", "lahipalvelut.sovitut_paivat", ""),
    6: ("Responsible workers are named per key process", "yhteyshenkilot.vastuuhenkilot", ""),
    7: ("The lists were sent in June and will be sent again", "yhteyshenkilot.lahetykset", ""),
    8: ("One named worker only is not possible", "yhteyshenkilot.sijaiset", ""),
    9: (
        "The steering group's next meeting is 6.11. at 13.00",
        "yhteyshenkilot.tapaaminen",
        "6.11.2025 klo 13.00",
    ),
    10: ("Goals and indicators approved 8.5.2025", "paatokset.lainkohta", "8.5.2025"),
    11: ("First summaries sent in Aug–Sept 2025", "paatokset.lainkohta", "elo–syyskuussa 2025"),
    12: ("Monthly statistics are published per municipality", "seuranta.julkaistut_kuukaudet", ""),
    13: ("Customer-level follow-up cannot be given", "seuranta.tietosuojasaanto", ""),
    14: ("The employer counterpart pair is two named people", "yhteyshenkilot.vastinpari", ""),
    15: ("Next production-area meeting 25.9.2025", "yhteyshenkilot.tapaaminen", "25.9.2025"),
    16: ("Authority, and no impact assessment", ["toimivalta_lainkohta", "vaikutukset_lainkohta"], ""),
}


@pytest.fixture
def paatos():
    call_command("lataa_kunnat", stdout=io.StringIO())
    call_command("demo", stdout=io.StringIO())
    return Paatos.objects.get(asia__esitykset__kunta__koodi="687")


def test_every_claim_of_the_case_rests_on_data(paatos):
    painetut = teksti.faktojen_tunnukset(*tuloste.tekstit(paatos, paatos.osiot.all()))
    faktat = [
        (
            fakta.avain,
            " ".join([fakta.tulosteet["fi"]["teksti"], str(fakta.tulosteet["fi"]["taulukko"])]).replace(
                "\xa0", " "
            ),
        )
        for fakta in paatos.faktat.filter(pk__in=painetut)
    ]
    assert sorted(VAITTEET) == list(range(1, 17))
    assert all(fakta.on_jaadytetty and fakta.tiiviste for fakta in paatos.faktat.filter(pk__in=painetut))

    nayttamatta = []
    for numero, (vaite, lahde, mika) in VAITTEET.items():
        if isinstance(lahde, list):
            on = all(isinstance(getattr(paatos, kentta), Lainkohta) for kentta in lahde)
        else:
            on = any(avain == lahde and mika in tulos for avain, tulos in faktat)
        if not on:
            nayttamatta.append((numero, vaite))

    assert nayttamatta == []
    assert {lahde for _vaite, lahde, _mika in VAITTEET.values() if isinstance(lahde, str)} <= LAJIT.keys()
    assert paatos.toimivalta == "Kuopion kaupungin hallintosääntö § 30, § 32"
    assert "21.10.2024 § 293" in paatos.vaikutukset


def test_demo_has_the_library_the_twin_and_a_swedish_version(paatos):
    vesanto = Paatos.objects.get(asia__esitykset__kunta__koodi="921")

    assert vesanto.toisinto.kieli == "sv"
    assert list(vesanto.asiakirjat.order_by("pk").values_list("kieli", flat=True)) == ["", "sv"]
    assert vesanto.asia.esitykset.get().kohdat.exclude(vastaus="").count() == 2
