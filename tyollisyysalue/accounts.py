from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: an administrator makes the users."""

    def is_open_for_signup(self, request):
        return False
