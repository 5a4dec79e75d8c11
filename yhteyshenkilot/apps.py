from django.apps import AppConfig


class YhteyshenkilotConfig(AppConfig):
    name = "yhteyshenkilot"
