from hypothesis import given
from hypothesis import strategies as st

from paatokset import erot
from paatokset.erot import Pala


def test_words_are_compared_and_not_tags():
    palat = erot.erot("<p>Päivistä <strong>pidettiin</strong> 16.</p>", "<p>Päivistä pidettiin 17.</p>")

    assert palat == [
        Pala("sama", "Päivistä pidettiin"),
        Pala("poistettu", "16."),
        Pala("lisatty", "17."),
    ]


def test_blocks_are_lines_and_cells_words():
    assert erot.sanat("<p>Yksi\nkaksi</p><ul><li>Kolme</li></ul>") == ["Yksi", "kaksi", "\n", "Kolme"]
    assert erot.sanat("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>") == [
        *["a", "b", "\n", "c"]
    ]


def test_number_of_a_note_is_no_difference():
    def viite(numero):
        return f'<p>Fakta<sup class="viite"><a href="#lahde-{numero}">{numero}</a></sup>.</p>'

    assert erot.on_sama(erot.erot(viite(1), viite(2)))


def test_part_is_the_same_whatever_its_place_and_heading():
    vanhat = [{"tunnus": t, "otsikko": f"{t}.", "html": f"<p>{t}</p>"} for t in ("a", "b", "c")]
    uudet = [vanhat[1] | {"otsikko": "uusi"}, vanhat[0]]

    tulos = erot.osittain(vanhat, uudet)

    assert [osa["otsikko"] for osa in tulos] == ["uusi", "a.", "c."]
    assert tulos[0]["palat"] == [Pala("poistettu", "b."), Pala("lisatty", "uusi"), Pala("sama", "\nb")]
    assert erot.on_sama(tulos[1]["palat"])
    assert tulos[2]["palat"] == [Pala("poistettu", "c.\nc")]


SANAT = st.lists(st.text("abcäö", min_size=1, max_size=3), max_size=30)


@given(SANAT, SANAT)
def test_both_texts_can_be_read_from_the_difference(vanha, uusi):
    palat = erot.erot(f"<p>{' '.join(vanha)}</p>", f"<p>{' '.join(uusi)}</p>")

    assert " ".join(p.teksti for p in palat if p.laji != "lisatty").split() == vanha
    assert " ".join(p.teksti for p in palat if p.laji != "poistettu").split() == uusi
