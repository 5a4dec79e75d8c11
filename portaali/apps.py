from django.apps import AppConfig


class PortaaliConfig(AppConfig):
    name = "portaali"

    def ready(self):
        import portaali.haku  # noqa: F401, PLC0415 -- registers what can be searched
