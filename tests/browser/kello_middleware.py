"""The journey's clock inside the live server, whose threads do not see the test's own context."""

from datetime import datetime

from tyollisyysalue import kello

_hetki = None


def siirry(*aika):
    """Let the portal live at this moment of Helsinki from the next request on."""
    global _hetki
    _hetki = datetime(*aika, tzinfo=kello.HELSINKI)


def hetki():
    return _hetki


def kello_middleware(get_response):
    def middleware(request):
        with kello.aseta(_hetki):
            return get_response(request)

    return middleware
