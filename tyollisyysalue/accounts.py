from allauth.account.adapter import DefaultAccountAdapter
from django.http import Http404
from django.urls import reverse

from tyollisyysalue import roolit


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: an administrator makes the users."""

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        """Whose rights are over is told so, instead of being left on the public's front page."""
        if not roolit.jasenyydet(request.user):
            return reverse("omat-oikeudet")
        return super().get_login_redirect_url(request)


def oma_osoite(request):
    """In place of allauth's page: the address is where notices and links go, so an administrator changes it."""
    raise Http404
