from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaatoksetConfig(AppConfig):
    name = "paatokset"
    verbose_name = _("päätökset")
