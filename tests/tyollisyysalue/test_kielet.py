import pytest
from django.utils import translation

from tyollisyysalue.kielet import luettelo, merkitty, nimi

NIMET = {"fi": "Kuopio", "sv": "", "en": "Kuopio city"}


@pytest.mark.parametrize(
    ("sanat", "teksti"), [(["a"], "a"), (["a", "b"], "a ja b"), (["a", "b", "c"], "a, b ja c")]
)
def test_list_in_words(sanat, teksti):
    assert luettelo(sanat) == teksti


@pytest.mark.parametrize(("kieli", "odotettu"), [("fi", "Kuopio"), ("sv", "Kuopio"), ("en", "Kuopio city")])
def test_name_falls_back_to_finnish(kieli, odotettu):
    with translation.override(kieli):
        assert nimi(NIMET) == odotettu


def test_language_is_marked_only_where_it_is_not_the_page_s():
    assert merkitty("<b>") == "<b>"
    with translation.override("sv"):
        assert merkitty("<b>") == '<span lang="fi">&lt;b&gt;</span>'
        assert merkitty("beslut", "sv") == "beslut"
