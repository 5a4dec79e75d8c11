import pytest

from tests.factories import HenkiloFactory, KuntaFactory
from tyollisyysalue.haku import Haku, Osuma, Tulos
from tyollisyysalue.models import Henkilo, Kunta

pytestmark = [pytest.mark.django_db, pytest.mark.kanta]


@pytest.mark.parametrize(
    ("teksti", "sanat"),
    [
        ("", []),
        ("  ' :* & | ! ( ) <-> \0 ", []),
        ("Lähipalvelut  Rautavaara", ["lähipalvelut", "rautavaara"]),
        # Short words mean little, unless there is nothing else.
        ("esitys on ja", ["esitys"]),
        ("ja on", ["ja", "on"]),
        ("§ 58", ["58"]),
        ("(1743/00.01.02/2025)", ["1743/00.01.02/2025"]),
        ('"sama työ" -muu', ['"sama työ" -muu']),
        ("a1 " * 20, ["a1"] * 8),
    ],
)
def test_words_of_a_search(teksti, sanat):
    assert [sana.teksti for sana in Haku(teksti).sanat] == sanat


def test_one_row_too_many_tells_that_there_are_more():
    osumat = [Osuma(str(n), f"/{n}/") for n in range(4)]

    assert Tulos.riveista(range(4), 3, osumat.__getitem__) == Tulos(osumat[:3], on_lisaa=True)
    assert Tulos.riveista(range(3), 3, osumat.__getitem__) == Tulos(osumat[:3], on_lisaa=False)


@pytest.fixture
def kunnat(alue):
    KuntaFactory(koodi="687", nimi_fi="Rautavaara", alue=alue)
    KuntaFactory(koodi="686", nimi_fi="Rautalampi", alue=alue)
    KuntaFactory(koodi="749", nimi_fi="Siilinjärvi", alue=alue)
    KuntaFactory(koodi="478", nimi_fi="Maarianhamina", nimi_sv="Mariehamn", nimi_en="Mariehamn", alue=alue)
    KuntaFactory(koodi="005", nimi_fi="Ähtäri", nimi_sv="Etseri", alue=alue)
    KuntaFactory(koodi="499", nimi_fi="Mustasaari", nimi_sv="Korsholm", alue=alue)
    KuntaFactory(koodi="043", nimi_fi="Åland-koe", nimi_sv="Öland", alue=alue)


@pytest.mark.parametrize(
    ("teksti", "loytyvat"),
    [
        ("Rautav", ["Rautavaara"]),
        ("rauta", ["Rautalampi", "Rautavaara"]),
        ("RAUTAVAARASSA", ["Rautavaara"]),
        ("siilinjärvellä", ["Siilinjärvi"]),
        ("SIILINJÄ", ["Siilinjärvi"]),
        ("ähtäri", ["Ähtäri"]),
        ("ÄHTÄRIN", ["Ähtäri"]),
        ("åland", ["Åland-koe"]),
        ("ÖLAND", ["Åland-koe"]),
        ("koe", ["Åland-koe"]),
        ("korsh", ["Mustasaari"]),
        ("mariehamn", ["Maarianhamina"]),
        ("687", ["Rautavaara"]),
        ("68", []),
        # A and Ä are letters of their own.
        ("ahtari", []),
        ("aara", []),
    ],
)
def test_municipality_is_found_by_the_beginning_of_its_name_in_either_language(kunnat, teksti, loytyvat):
    assert [kunta.nimi_fi for kunta in Kunta.objects.haku(teksti)] == loytyvat


@pytest.mark.parametrize(
    ("teksti", "loytyvat"),
    [
        ("mäki", ["Eero Mäki-Rinne"]),
        ("RINNE", ["Eero Mäki-Rinne"]),
        ("mäki-rinteen", []),
        ("aino har", ["Aino Harjula"]),
        ("harjulan", ["Aino Harjula"]),
        ("harjula eero", []),
        ("asiantuntija", ["Aino Harjula"]),
        ("rautavaara", ["Aino Harjula"]),
        ("%", []),
        ("_", []),
    ],
)
def test_person_is_found_by_the_beginning_of_any_name(kunnat, alue, teksti, loytyvat):
    HenkiloFactory(
        alue=alue, nimi="Aino Harjula", nimike="asiantuntija", kunta=Kunta.objects.get(koodi="687")
    )
    HenkiloFactory(alue=alue, nimi="Eero Mäki-Rinne", nimike="johtaja")

    assert [henkilo.nimi for henkilo in Henkilo.objects.haku(teksti)] == loytyvat
