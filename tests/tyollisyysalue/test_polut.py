import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "osoite", ["/kunnat/%00/", "/lahipalvelut/%00/", "/seuranta/687%00/", "/kuittaus/a%00b/"]
)
def test_address_with_a_character_that_the_database_lacks_is_not_found(client, osoite):
    assert client.get(osoite).status_code == 404
