"""What stands in a published table in the place of a number."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Puuttuva(models.TextChoices):
    """Statistics Finland's marks."""

    PUUTTUVA = ".", _("tieto puuttuu")
    EPALOOGINEN = "..", _("ei voi esiintyä")
    SALASSA = "...", _("salassa pidettävä")
    EI_SAATU = "....", _("tietoa ei ole saatu")
    EI_YHTAAN = "-", _("ei yhtään")
