"""A partial update of a list as the browser makes it, so that a test can compare the result with a full load."""

from bs4 import BeautifulSoup

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#luettelo"}


def sivu(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def paivita(page, vastaus):
    """Put the answer to a partial request into the page; what is marked out of band goes by its id."""
    osa = BeautifulSoup(vastaus, "html.parser")
    for muualle in osa.select("[data-hx-swap-oob]"):
        tapa = muualle.attrs.pop("data-hx-swap-oob")
        kohde = page.find(id=muualle.extract()["id"])
        if tapa == "innerHTML":
            kohde.clear()
            kohde.extend(list(muualle.contents))
        else:
            assert tapa == "true"
            kohde.replace_with(muualle)
    page.find(id="luettelo").replace_with(osa)
    return page


def ilman_kertaluonteista(page):
    """The page as lines, without what no two loads have in common: form tokens, and the announcement of an update."""
    for token in page.find_all(attrs={"name": "csrfmiddlewaretoken"}):
        token.decompose()
    page.find(id="ilmoitukset").clear()
    return [rivi.strip() for rivi in str(page).splitlines() if rivi.strip()]


def tarkista_vaihto(client, mista, minne):
    """Update the page at ``mista`` to the address ``minne``: it must then be what a full load of ``minne`` gives."""
    paivitetty = paivita(sivu(client.get(mista)), client.get(minne, headers=HTMX).text)
    ladattu = sivu(client.get(minne))

    ilmoitus = paivitetty.find(id="ilmoitukset").get_text().strip()
    assert ilmoitus.endswith(".")
    assert ilman_kertaluonteista(paivitetty) == ilman_kertaluonteista(ladattu)
    return ilmoitus
