from django.apps import AppConfig


class TyollisyysalueConfig(AppConfig):
    name = "tyollisyysalue"
