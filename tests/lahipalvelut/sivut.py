"""Reading a page as its reader does."""

from bs4 import BeautifulSoup


def teksti(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def luettuna(response):
    """The words alone, without the tags between them."""
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())
