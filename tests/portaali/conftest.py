import pytest


@pytest.fixture(autouse=True)
def mittarit_tallella(mittarit):
    """Every page here may show figures."""


@pytest.fixture
def kirjaudu(client, request):
    """The client signed in as one of the cast; None is the public."""

    def kirjaudu(kuka):
        if kuka:
            client.force_login(request.getfixturevalue(kuka))
        return client

    return kirjaudu
