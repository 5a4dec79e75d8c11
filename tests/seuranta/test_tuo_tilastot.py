import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from seuranta import lukijat
from seuranta.models import Havainto, Tuonti
from tests.seuranta import aito
from tests.seuranta.conftest import hetki
from tyollisyysalue import kello

YHTEENVETO = [
    "308 kuntaa, 113 muuta aluetta: 1 koko maa, 20 maakuntaa, 70 seutukuntaa, 17 ELY-aluetta, "
    "1 vanha ulkomaiden koodi (KU199), 4 tuntematonta aluetta.",
    "Kuukaudet: kesäkuu 2026.",
]


@pytest.fixture(autouse=True)
def heinakuu(suomi):
    with kello.aseta(hetki(2026, 7, 21)):
        yield


@pytest.fixture
def tiedosto(tmp_path):
    def tiedosto(tavut, nimi="12r5.json"):
        polku = tmp_path / nimi
        polku.write_bytes(tavut)
        return str(polku)

    return tiedosto


def aja(*argumentit):
    out = StringIO()
    call_command("tuo_tilastot", *argumentit, stdout=out)
    return out.getvalue().splitlines()


def test_genuine_file_is_stored_and_summed_up():
    tulostus = aja(str(aito.POLKU))

    tuonti = Tuonti.objects.get()
    assert tulostus == [
        *YHTEENVETO,
        "Kuntien lukuja: 7\u00a0084 uutta, 0 muuttunutta, 0 ennallaan.",
        "Koko maan lukuja: 23 uutta tai muuttunutta.",
        "Salassa pidettäviä lukuja 904, joista kuntien 840.",
        f"Tallennettu tuontina {tuonti.pk}, julkaistu 21.7.2026.",
    ]
    assert (tuonti.user, tuonti.julkaisupvm, tuonti.tiedosto) == (
        None,
        datetime.date(2026, 7, 21),
        "statfin_tyonv_12r5_kunnat_2026.json",
    )
    assert Havainto.objects.values("kunta").distinct().count() == 308


def test_preview_stores_nothing():
    tulostus = aja(str(aito.POLKU), "--esikatselu")

    assert tulostus[:2] == YHTEENVETO
    assert tulostus[-1] == "Esikatselu: mitään ei tallennettu."
    assert not Tuonti.objects.exists()


def test_same_file_again_says_that_nothing_changed():
    aja(str(aito.POLKU))

    assert aja(str(aito.POLKU))[2:] == [
        "Kuntien lukuja: 0 uutta, 0 muuttunutta, 7\u00a0084 ennallaan.",
        "Salassa pidettäviä lukuja 904, joista kuntien 840.",
        "Kaikki tiedoston luvut ovat jo voimassa: mitään ei muutettu.",
    ]
    assert Tuonti.objects.count() == 1


def test_publication_day_and_coordinator_can_be_named(koordinaattori):
    aja(str(aito.POLKU), "--julkaistu", "2026-07-20", "--kayttaja", koordinaattori.email)

    tuonti = Tuonti.objects.get()
    assert (tuonti.julkaisupvm, tuonti.user) == (datetime.date(2026, 7, 20), koordinaattori)


def test_refusal_tells_row_and_reason(tiedosto):
    with pytest.raises(CommandError) as error:
        aja(tiedosto(aito.muutettu(UUDETAVP="n/a")))

    assert str(error.value).splitlines() == [
        "Tiedostoa ei tuotu, ja mitään ei tallennettu: siinä on 1 virhe.",
        "  Rivi 225 (KU687, 2026M06, UUDETAVP): ”n/a” ei ole luku eikä mikään merkeistä . .. ... .... -",
    ]
    assert error.value.returncode == 1
    assert not Tuonti.objects.exists()


def test_only_the_first_of_many_errors_are_listed(tiedosto):
    data = aito.data()
    for rivi in data["data"]:
        rivi["values"][0] = "n/a"

    with pytest.raises(CommandError) as error:
        aja(tiedosto(aito.tavuina(data)))

    rivit = str(error.value).splitlines()
    assert len(rivit) == 52
    assert rivit[0].endswith("siinä on 421 virhettä.")
    assert rivit[-1] == "  … ja 371 muuta."


@pytest.mark.parametrize(
    ("argumentit", "syy"),
    [
        (["--julkaistu", "2026-08-01"], "Julkaisupäivä ei voi olla tulevaisuudessa."),
        (["--julkaistu", "2026-06-30"], "Luvut julkaistaan vasta kuukauden päätyttyä."),
        (["--julkaistu", "eilen"], "--julkaistu"),
        (["--kayttaja", "kuka@kuopio.example"], "Käyttäjää kuka@kuopio.example ei ole."),
    ],
)
def test_bad_option_is_refused_with_a_reason(argumentit, syy):
    with pytest.raises(CommandError, match=syy):
        aja(str(aito.POLKU), *argumentit)

    assert not Tuonti.objects.exists()


@pytest.mark.parametrize("esikatselu", [[], ["--esikatselu"]])
def test_other_user_than_a_coordinator_is_refused(sihteeri, esikatselu):
    with pytest.raises(CommandError, match="ei ole käytössä olevan alueen koordinaattori"):
        aja(str(aito.POLKU), "--kayttaja", sihteeri.email, *esikatselu)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="ei voi lukea"):
        aja(str(tmp_path / "puuttuu.json"))


def test_code_in_the_name_of_the_file_is_not_told(tiedosto):
    with pytest.raises(CommandError) as error:
        aja(tiedosto(aito.TAVUT, "12r5 131052-308T.json"))

    assert str(error.value) == (
        "Tiedoston nimessä on henkilötunnus. Vaihda tiedoston nimi ja tuo se uudelleen."
    )


def test_template_larger_than_the_page_takes_is_imported(tiedosto, monkeypatch):
    monkeypatch.setattr(lukijat, "ENIMMAISKOKO", 20)
    tavut = b"kunta;kuukausi;HAKIJALOPUSSA\n687;2026M06;106\n"

    assert aja(tiedosto(tavut, "luvut.csv"))[2].startswith("Kuntien lukuja: 1 uutta")


def test_other_file_larger_than_the_page_takes_is_refused(tiedosto):
    with pytest.raises(CommandError, match="Tiedosto on liian suuri"):
        aja(tiedosto(aito.TAVUT + b" " * lukijat.ENIMMAISKOKO))
