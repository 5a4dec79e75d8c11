from allauth.account.adapter import DefaultAccountAdapter
from django.http import Http404


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: an administrator makes the users."""

    def is_open_for_signup(self, request):
        return False


def oma_osoite(request):
    """In place of allauth's page: the address is where notices and links go, so an administrator changes it."""
    raise Http404
