from django.apps import AppConfig


class SeurantaConfig(AppConfig):
    name = "seuranta"

    def ready(self):
        from seuranta import faktat  # noqa: F401, PLC0415 -- registers the facts, which need the models
