from django.apps import AppConfig
from django.db.models import fields
from django.utils.translation import gettext_lazy as _


class TyollisyysalueConfig(AppConfig):
    name = "tyollisyysalue"

    def ready(self):
        from . import (  # noqa: PLC0415 -- they register facts and notices, which need the models
            lahetysilmoitukset,  # noqa: F401
            perusfaktat,  # noqa: F401
        )
        from .postgres import checks  # noqa: F401, PLC0415 -- registers the check

        # Django has no Finnish or Swedish for its own words, and offers this place to say it otherwise.
        fields.BLANK_CHOICE_LABEL = _("Valitse")
