from django.apps import AppConfig


class TyollisyysalueConfig(AppConfig):
    name = "tyollisyysalue"

    def ready(self):
        from . import perusfaktat  # noqa: F401, PLC0415 -- registers the facts, which need the models
        from .postgres import checks  # noqa: F401, PLC0415 -- registers the check
