from django.apps import AppConfig


class EsityksetConfig(AppConfig):
    name = "esitykset"

    def ready(self):
        import esitykset.haku  # noqa: PLC0415 -- registers what can be searched
        import esitykset.ilmoitukset  # noqa: F401, PLC0415 -- registers what is told
