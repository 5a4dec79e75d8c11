"""Reading a page as its reader does."""


def teksti(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").split())
