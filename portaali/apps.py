from django.apps import AppConfig


class PortaaliConfig(AppConfig):
    name = "portaali"
