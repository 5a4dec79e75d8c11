from django.apps import AppConfig


class EsityksetConfig(AppConfig):
    name = "esitykset"
