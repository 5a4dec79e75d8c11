"""How the page tests read a page."""

from bs4 import BeautifulSoup
from django.urls import reverse


def osoite(nimi, *args):
    return reverse(f"yhteyshenkilot:{nimi}", args=args)


def sivu(response):
    return BeautifulSoup(response.content, "html.parser")


def rivit(response):
    return [
        [solu.get_text(" ", strip=True) for solu in rivi.find_all(["th", "td"])]
        for rivi in sivu(response).select("tbody tr")
    ]


def teksti(response):
    return sivu(response).main.get_text(" ", strip=True)


def vahvista(client, url, tiedot):
    """Send a form that shows first what would follow, and then once more as it came back."""
    varoitus = client.post(url, tiedot)
    assert varoitus.status_code == 200
    nahty = sivu(varoitus).main.find("input", attrs={"name": "nahty"})["value"]
    assert nahty
    return client.post(url, tiedot | {"nahty": nahty})
