"""Addresses that can name nothing."""

from django.http import Http404


def ei_nollamerkkia(get_response):
    """PostgreSQL has no NUL character, so that asking it for a code with one is an error, not an empty answer."""

    def middleware(request):
        if "\0" in request.path_info:
            raise Http404
        return get_response(request)

    return middleware
