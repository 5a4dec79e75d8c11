import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import HenkiloFactory, KuntaFactory
from tests.yhteyshenkilot.factories import AvainprosessiFactory, VastuuFactory
from yhteyshenkilot import hakemisto, vcard
from yhteyshenkilot.hakemisto import Yhteystieto


def lue(tavut):
    """vCard 4.0 as RFC 6350 has it: unfold, split at the first free colon, unescape. ``[{name: [values]}]``."""
    rivit = tavut.decode().replace("\r\n ", "").split("\r\n")
    kortit: list[dict[str, list[str]]] = []
    for rivi in filter(None, rivit):
        nimi, arvo = rivi.split(":", 1)
        if rivi == "BEGIN:VCARD":
            kortit.append({})
        elif rivi != "END:VCARD":
            arvo = re.sub(r"\\(.)", lambda o: "\n" if o[1] in "nN" else o[1], arvo)
            kortit[-1].setdefault(nimi.split(";")[0], []).append(arvo)
    return kortit


def tieto(**muut):
    tiedot: dict[str, Any] = {
        "id": 7,
        "nimi": "Veera Salmenranta",
        "nimike": "yrityskoordinaattori",
        "organisaatio": "Kuopion työllisyysalue",
        "puhelin": "050 000 0001",
        "sahkoposti": "veera@kuopio.example",
    }
    return Yhteystieto(**tiedot | muut)


def test_card_says_who_where_and_how():
    [kortti] = lue(vcard.kortit([tieto()]))

    assert kortti["VERSION"] == ["4.0"]
    assert kortti["FN"] == ["Veera Salmenranta"]
    assert kortti["N"] == ["Salmenranta;Veera;;;"]
    assert kortti["ORG"] == ["Kuopion työllisyysalue"]
    assert kortti["TITLE"] == ["yrityskoordinaattori"]
    assert kortti["TEL"] == ["tel:0500000001"]
    assert kortti["EMAIL"] == ["veera@kuopio.example"]
    assert kortti["UID"] == kortti["URL"]
    assert kortti["UID"][0].endswith("/yhteyshenkilot/henkilo/7/")


def test_version_comes_first_and_lines_are_folded_at_75_octets():
    tavut = vcard.kortit([tieto(nimike="ä" * 90)])

    assert tavut.startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert max(len(rivi) for rivi in tavut.split(b"\r\n")) <= 75


def test_card_leaves_out_what_is_not_known():
    [kortti] = lue(vcard.kortit([tieto(puhelin="", sahkoposti="")]))

    assert "TEL" not in kortti
    assert "EMAIL" not in kortti


@pytest.mark.django_db
def test_processes_are_roles(rautavaara, siilinjarvi, veera):
    alkupalvelut = AvainprosessiFactory(alue=rautavaara.alue, nimi_fi="alkupalvelut")
    tuet = AvainprosessiFactory(alue=rautavaara.alue, nimi_fi="tuet, palkkatuki")
    vastuut = [
        VastuuFactory(kunta=kunta, prosessi=prosessi, henkilo=veera)
        for kunta, prosessi in [(siilinjarvi, alkupalvelut), (rautavaara, alkupalvelut), (rautavaara, tuet)]
    ]

    [kortti] = lue(vcard.kortit([hakemisto.yhteystieto(veera, [], vastuut)]))

    assert kortti["ROLE"] == ["Alkupalvelut (Rautavaara, Siilinjärvi)", "Tuet, palkkatuki (Rautavaara)"]


@pytest.mark.django_db
def test_person_of_a_municipality_belongs_to_it():
    henkilo = HenkiloFactory(kunta=KuntaFactory(nimi_fi="Rautavaara"), organisaatio="")

    assert hakemisto.yhteystieto(henkilo, []).organisaatio == "Rautavaara"


TEKSTI = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=120)


@given(nimi=TEKSTI, nimike=TEKSTI, organisaatio=TEKSTI)
def test_any_text_comes_back_as_it_was(nimi, nimike, organisaatio):
    [kortti] = lue(vcard.kortit([tieto(nimi=nimi, nimike=nimike, organisaatio=organisaatio)]))

    assert (kortti["FN"], kortti["TITLE"]) == ([nimi], [nimike])
    assert kortti["ORG"] == [organisaatio]
