from django.apps import AppConfig


class LahipalvelutConfig(AppConfig):
    name = "lahipalvelut"
