import django_tables2 as tables
import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from tests.factories import AlueFactory, KuntaFactory
from tests.yhteyshenkilot.factories import VastuuFactory
from tyollisyysalue import kello, vienti
from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.luettelot import rajaukset
from tyollisyysalue.models import Kunta
from tyollisyysalue.tables import Sivutin, Taulu


class KuntaTable(Taulu):
    koodi = tables.Column()
    nimi_fi = tables.Column(verbose_name="nimi")
    alue = tables.Column(orderable=False)


class SuodatinForm(Lomake):
    nimi = forms.CharField(label="Nimi", required=False)
    kunta = forms.ModelChoiceField(Kunta.objects.all(), label="Kunta", to_field_name="koodi", required=False)
    tila = forms.ChoiceField(choices=[("a", "avoin"), ("p", "pidetty")], label="Tila", required=False)
    alku = forms.DateField(label="Alkaen", required=False, widget=PvmInput, initial=kello.tanaan)


@pytest.fixture
def kunnat(db):
    alue = AlueFactory()
    for numero in range(7):
        KuntaFactory(koodi=f"90{numero}", nimi_fi="Sama" if numero else "Eri", alue=alue)
    return Kunta.objects.select_related("alue")


def piirra(rf, kunnat, haku="", riveja=3, prefix=""):
    request = rf.get(f"/kunnat/{haku}")
    taulu = KuntaTable(kunnat, prefix=prefix)
    taulu.on_luettelo = True
    taulu.sivuta(request, riveja)
    context = {"table": taulu, "otsikko": "Kunnat", "tyhja": "Kuntia ei ole.", "request": request}
    return taulu, BeautifulSoup(render_to_string("includes/table.html", context), "html.parser")


def test_link_of_a_column_tells_the_next_direction_and_keeps_its_id(rf, kunnat):
    _, nouseva = piirra(rf, kunnat, "?jarjestys=nimi_fi")
    _, laskeva = piirra(rf, kunnat, "?jarjestys=-nimi_fi")

    for page, teksti, haku in (
        (nouseva, "Nimi, järjestä laskevasti", "?jarjestys=-nimi_fi"),
        (laskeva, "Nimi, järjestä nousevasti", "?jarjestys=nimi_fi"),
    ):
        linkki = page.find(id="jarjesta-nimi_fi")
        assert linkki.get_text() == teksti
        assert linkki["href"] == linkki["data-hx-get"] == haku


def test_order_and_extent_in_words(rf, kunnat):
    assert piirra(rf, kunnat)[0].jarjestys_sanoina() == ""
    taulu, _ = piirra(rf, kunnat, "?jarjestys=-nimi_fi&sivu=2")

    assert taulu.jarjestys_sanoina() == "Järjestetty: nimi, laskeva"
    assert taulu.laajuus() == "Rivit 4–6, kaikkiaan 7"
    assert piirra(rf, kunnat, riveja=50)[0].laajuus() == "7 riviä"
    assert piirra(rf, kunnat.filter(koodi="900"))[0].laajuus() == "1 rivi"


def test_rows_that_are_equal_in_the_order_are_each_on_one_page(rf, kunnat):
    nahty = [
        row.record.koodi
        for sivu in (1, 2, 3)
        for row in piirra(rf, kunnat, f"?jarjestys=-nimi_fi&sivu={sivu}")[0].paginated_rows
    ]

    assert nahty == ["901", "902", "903", "904", "905", "906", "900"]


def test_long_list_is_counted_only_so_far(rf, kunnat, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(Sivutin, "RAJA", 5)

    with django_assert_num_queries(2) as kyselyt:
        taulu, page = piirra(rf, kunnat)

    assert "LIMIT 6" in kyselyt.captured_queries[0]["sql"]
    assert taulu.laajuus() == "Rivit 1–3, yli 5"
    assert [a.get_text() for a in page.select("nav a")] == ["Sivu 1", "Sivu 2", "Seuraava"]


def test_files_keep_filter_and_order_but_not_the_page(rf, kunnat):
    _, page = piirra(rf, kunnat, "?q=sama&jarjestys=koodi&sivu=2")

    assert [(a.get_text(), a["href"], a["rel"]) for a in page.select(".lataukset a")] == [
        ("Lataa CSV", "?q=sama&jarjestys=koodi&muoto=csv", ["nofollow"]),
        ("Lataa XLSX", "?q=sama&jarjestys=koodi&muoto=xlsx", ["nofollow"]),
    ]


def test_list_without_rows_offers_no_files(rf, kunnat):
    _, page = piirra(rf, kunnat.none())

    assert page.get_text().strip() == "Kuntia ei ole."


def test_two_lists_of_a_page_have_names_of_their_own(rf, kunnat):
    _, page = piirra(rf, kunnat, "?a-sivu=2", prefix="a-")

    assert page.find(id="a-jarjesta-koodi")["href"] == "?a-jarjestys=koodi"
    assert page.find(id="a-sivu-2")["aria-current"] == "page"
    assert page.select_one(".lataukset a")["href"] == "?a-muoto=csv"


def test_list_that_is_not_a_list_page_asks_for_no_parts(rf, kunnat):
    request = rf.get("/")
    taulu = KuntaTable(kunnat).sivuta(request, 3)
    context = {"table": taulu, "otsikko": "Kunnat", "tyhja": "", "request": request}

    page = BeautifulSoup(render_to_string("includes/table.html", context), "html.parser")

    assert page.select("[data-hx-get], .lataukset") == []
    assert page.find(id="sivu-2")["href"] == "?sivu=2"


def test_choices_are_read_in_words_in_the_language_of_the_page(rf, kunnat):
    class KieliTable(Taulu):
        kielisuhde = tables.Column()

    def solu():
        page = BeautifulSoup(
            KieliTable(kunnat.filter(koodi="900")).sivuta(rf.get("/")).rivit(), "html.parser"
        )
        return page.th.get_text()

    assert solu() == str(Kunta.Kielisuhde.SUOMENKIELINEN.label)
    with translation.override("sv"):
        assert solu() == str(Kunta.Kielisuhde.SUOMENKIELINEN.label)


def test_filters_are_told_in_words(rf, kunnat):
    haku = {"nimi": "x", "kunta": "900", "tila": "p", "alku": "2025-01-02"}
    request = rf.get("/", haku)
    form = SuodatinForm(request.GET)
    form.is_valid()

    assert rajaukset(request, form) == [
        ("Nimi", "x"),
        ("Kunta", "Eri"),
        ("Tila", "pidetty"),
        ("Alkaen", "2.1.2025"),
    ]


@pytest.mark.parametrize("haku", [{}, {"nimi": ""}, {"tila": "x"}, {"alku": "DEFAULT"}])
def test_default_empty_and_wrong_values_are_not_filters(rf, db, haku):
    haku = {nimi: kello.tanaan().isoformat() if arvo == "DEFAULT" else arvo for nimi, arvo in haku.items()}
    request = rf.get("/", haku)
    form = SuodatinForm(request.GET)
    form.is_valid()

    assert rajaukset(request, form) == []


def test_page_without_a_filter_has_none(rf):
    assert rajaukset(rf.get("/"), None) == []


def test_select_is_django_s_own(db, kunnat):
    """The portal's template of a choice draws what Django's two would."""
    form = SuodatinForm({"kunta": "902", "tila": "p"})
    django = forms.renderers.DjangoTemplates()

    for nimi in ("kunta", "tila"):
        oma = str(form[nimi])
        widget = form.fields[nimi].widget
        djangon = widget.render(nimi, form[nimi].value(), {"id": f"id_{nimi}"}, django)
        assert [r.strip() for r in oma.splitlines()] == [r.strip() for r in djangon.splitlines() if r.strip()]


@pytest.mark.parametrize(
    ("haku", "takaisin"), [("?muoto=xlsx&laji=ensisijainen", "?laji=ensisijainen"), ("?muoto=xlsx", "")]
)
def test_file_that_cannot_hold_the_list_is_told_on_the_page(
    client, asiantuntija, rautavaara, monkeypatch, haku, takaisin
):
    monkeypatch.setattr(vienti, "EXCELIN_RIVIT", 1)
    client.force_login(asiantuntija)
    VastuuFactory(kunta=rautavaara)

    response = client.get(f"/yhteyshenkilot/{haku}", follow=True)

    assert response.redirect_chain == [(f"/yhteyshenkilot/{takaisin}", 302)]
    assert "Rajaa luetteloa tai lataa se CSV-muodossa." in response.text
