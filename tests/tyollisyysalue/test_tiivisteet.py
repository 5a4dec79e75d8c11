import json

from tyollisyysalue.tiivisteet import json_tiiviste


def test_hash_is_of_the_canonical_json():
    """Stored hashes are compared for years, so that the form must never change."""
    assert (
        json_tiiviste({"ö": [2], "a": 1})
        == "b0146aa6244ae0c7bd5da4f34b71a959050c2b0f68886eb781454394c386c474"
    )


def test_order_of_keys_does_not_matter():
    assert json_tiiviste({"a": 1, "ö": [2]}) == json_tiiviste(json.loads('{"ö": [2], "a": 1}'))


def test_any_change_makes_another_hash():
    assert json_tiiviste({"a": 1}) != json_tiiviste({"a": "1"})
