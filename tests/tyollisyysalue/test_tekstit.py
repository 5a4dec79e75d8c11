from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from tyollisyysalue import tekstit
from tyollisyysalue.tekstit import NBSP

# Already the fifth in Helsinki.
ILTA = datetime(2025, 11, 4, 22, 30, tzinfo=UTC)


def nakyvaksi(teksti):
    """No-break spaces as ``~``, so that a failing comparison can be read."""
    return teksti.replace(NBSP, "~")


@pytest.mark.parametrize(
    ("kieli", "teksti", "ilman_vuotta"),
    [("fi", "5.11.2025", "5.11."), ("sv", "5.11.2025", "5.11."), ("en", "5~November 2025", "5~November")],
)
def test_dates(kieli, teksti, ilman_vuotta):
    with translation.override(kieli):
        assert nakyvaksi(tekstit.pvm(date(2025, 11, 5))) == teksti
        assert nakyvaksi(tekstit.pvm(ILTA)) == teksti
        assert nakyvaksi(tekstit.pvm_ilman_vuotta(date(2025, 11, 5))) == ilman_vuotta


@pytest.mark.parametrize(
    ("kieli", "teksti"),
    [("fi", "ke 5.11.2025"), ("sv", "ons 5.11.2025"), ("en", "Wed 5~Nov 2025")],
)
def test_dates_with_weekday(kieli, teksti):
    with translation.override(kieli):
        assert nakyvaksi(tekstit.viikonpaiva_pvm(date(2025, 11, 5))) == teksti
        assert nakyvaksi(tekstit.viikonpaiva_pvm(ILTA)) == teksti


@pytest.mark.parametrize(
    ("kieli", "kello", "vali"),
    [
        ("fi", "klo~13.00", "klo~9.00–15.05"),
        ("sv", "kl.~13.00", "kl.~9.00–15.05"),
        ("en", "13:00", "9:00–15:05"),
    ],
)
def test_times(kieli, kello, vali):
    with translation.override(kieli):
        assert nakyvaksi(tekstit.klo(time(13))) == kello
        assert nakyvaksi(tekstit.klo(datetime(2025, 11, 6, 11, tzinfo=UTC))) == kello
        assert nakyvaksi(tekstit.aikavali(time(9), time(15, 5))) == vali


def test_times_follow_summer_time():
    assert nakyvaksi(tekstit.klo(datetime(2025, 9, 25, 10, tzinfo=UTC))) == "klo~13.00"


def test_times_without_a_zone_are_refused():
    with pytest.raises(ValueError, match="naive"):
        tekstit.klo(datetime(2025, 9, 25, 10))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("kieli", "arvo", "desimaalit", "teksti"),
    [
        ("fi", 308, None, "308"),
        ("fi", 2500, None, "2~500"),
        ("fi", 1234567, None, "1~234~567"),
        ("fi", Decimal("2.5"), None, "2,5"),
        ("fi", 2.5, 1, "2,5"),
        ("fi", Decimal("12.345"), 2, "12,35"),
        ("fi", 0.125, 2, "0,13"),
        ("fi", 7, 1, "7,0"),
        ("fi", Decimal("1999.96"), 1, "2~000,0"),
        ("fi", -2500, None, "−2~500"),
        ("fi", Decimal("-0.04"), 1, "0,0"),
        ("fi", Decimal("-0.05"), 1, "−0,1"),
        ("sv", Decimal("2500.5"), None, "2~500,5"),
        ("en", Decimal("2500.5"), None, "2,500.5"),
    ],
)
def test_numbers(kieli, arvo, desimaalit, teksti):
    with translation.override(kieli):
        assert nakyvaksi(tekstit.luku(arvo, desimaalit)) == teksti


@pytest.mark.parametrize(
    "odotettu",
    [
        "Kuopion kaupungin hallintosääntö §~30, §~32",
        "(KH 21.10.2024, §~293)",
        "Kuntalain 136~§",
        "Kuntalain 136~§:n 2~momentin 3~kohdan mukaan",
        "lain 12~a~§, §§~30 ja 32",
        "Kokous 60~§",
        "alkaa klo~13.00",
        "Klo~9",
        "kl.~13.00",
        "kokous 6.11.~klo~13.00 Kuopiossa",
        "kokous 6.11.2025~klo~13.00, Kuopio",
        "palvelupäivä ke~5.11.2025~klo~9.00–15.00",
        "ons~5.11.2025~kl.~9.00",
        "avoinna klo~9.00~– 15.00",
        "11.~kesäkuuta 2025",
        "den 11~juni 2025",
        "11~June 2025",
        "leikkaus 2,5~Me vuodessa",
        "2,5~milj.~euroa",
        "2,5~miljoonan~euron",
        "12~kpl",
        "14~päivää, 30~päivän, 2~kk, 4~vuoden ja 48~tunnin",
        "50~%:n osuus",
        "5~€",
        "3,5~htv",
        "noin 2~500 hakijaa",
        "1~234~567~euroa",
        "nro~12",
        "017~182~000",
        # nothing to bind
        "vuonna 2025 308 kuntaa",
        "Rautavaaran 11 kuntaa",
        "28.8. 100 henkilöä",
        "la 5 kertaa",
        "5 kmx ja 5 Meri",
        "kellon 5 lyöntiä",
        "",
    ],
)
def test_sido(odotettu):
    assert nakyvaksi(tekstit.sido(odotettu.replace("~", " "))) == odotettu


PALAT = st.sampled_from(
    [
        *(
            "§",
            "§:n",
            "60",
            "30",
            "123",
            "000",
            "9",
            "2,5",
            "13.00",
            "6.11.",
            "6.11.2025",
            "12.",
            "marraskuuta",
        ),
        *("klo", "ke", "Me", "milj.", "euroa", "kpl", "momentin", "%", "–", "a", ".", ",", "\n"),
    ]
)


@given(st.lists(PALAT).map(" ".join) | st.lists(PALAT).map(NBSP.join) | st.text())
def test_sido_only_turns_spaces_into_no_break_spaces(teksti):
    sidottu = tekstit.sido(teksti)

    assert len(sidottu) == len(teksti)
    assert sidottu.replace(NBSP, " ") == teksti.replace(NBSP, " ")
    assert all(uusi == NBSP for vanha, uusi in zip(teksti, sidottu, strict=True) if vanha != uusi)


@given(st.lists(PALAT | st.just(NBSP)).map(" ".join))
def test_sido_twice_is_sido_once(teksti):
    assert tekstit.sido(tekstit.sido(teksti)) == tekstit.sido(teksti)


def render(lahde, **context):
    return nakyvaksi(engines["django"].from_string(lahde).render(context))


def test_filters():
    paiva = date(2025, 11, 5)

    assert render("{{ p|pvm }} {{ p|viikonpaiva_pvm }}", p=paiva) == "5.11.2025 ke 5.11.2025"
    assert render("{{ a|klo }}", a=time(9)) == "klo~9.00"
    assert render("{{ n|luku }} {{ n|luku:1 }}", n=2500) == "2~500 2~500,0"
    assert render("{{ t|sido }}", t="§ 30") == "§~30"


def test_language_is_marked_only_where_it_is_not_the_page_s():
    assert render("<p{% kielimerkinta %}>") == "<p>"
    with translation.override("sv"):
        assert render("<p{% kielimerkinta %}>") == '<p lang="fi">'
        assert render("<p{% kielimerkinta 'sv' %}>") == "<p>"


def test_filters_print_a_missing_value_as_nothing():
    assert render("[{{ n|pvm }}{{ n|viikonpaiva_pvm }}{{ n|klo }}{{ n|luku }}{{ n|luku:1 }}]", n=None) == "[]"


def test_filters_print_zero():
    assert render("{{ n|luku }}", n=0) == "0"


def test_sido_filter_escapes_text_and_keeps_markup():
    assert render("{{ t|sido }}", t="<b>60 §</b>") == "&lt;b&gt;60~§&lt;/b&gt;"
    assert render("{{ t|sido }}", t=mark_safe("<b>60 §</b>")) == "<b>60~§</b>"


@pytest.mark.parametrize(
    ("lahde", "odotettu"),
    [
        ("{{ a|aikavali:l }}", '<span class="yhdessa">klo~9.00–15.00</span>'),
        ("{{ t|sido }}", 'Ke <span class="yhdessa">klo~9.00–15.00</span>, ei &lt;13.00&gt;'),
        (
            "{% filter sido %}<p>kl. 9.00–15.00</p>{% endfilter %}",
            '<p><span class="yhdessa">kl.~9.00–15.00</span></p>',
        ),
        ("{% language 'en' %}{{ a|aikavali:l }}{% endlanguage %}", '<span class="yhdessa">9:00–15:00</span>'),
    ],
)
def test_time_range_stays_on_one_line(lahde, odotettu):
    assert render(lahde, a=time(9), l=time(15), t="Ke klo 9.00–15.00, ei <13.00>") == odotettu


@pytest.mark.parametrize("html", ["2024–2025", "6.11.–8.11.2025", '<a href="9.00–15.00">x</a>', ""])
def test_other_ranges_and_attributes_are_left_alone(html):
    assert tekstit.pida_yhdessa(html) == html
