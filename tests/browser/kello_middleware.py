"""The journey's clock inside the live server, whose threads do not see the test's own context."""

from datetime import datetime

from tyollisyysalue import kello

_hetki = None


def siirry(vuosi, kuukausi, paiva, tunti, minuutti, sekunti=0):
    """Let the portal live at this moment of Helsinki from the next request on."""
    global _hetki
    _hetki = datetime(vuosi, kuukausi, paiva, tunti, minuutti, sekunti, tzinfo=kello.HELSINKI)


def hetki():
    return _hetki


def kello_middleware(get_response):
    def middleware(request):
        with kello.aseta(_hetki):
            return get_response(request)

    return middleware
