"""Which contact details of a person the public may see: the details, and the rule of the columns that keep them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Tieto(models.TextChoices):
    NIMI = "nimi", _("nimi ja nimike")
    PUHELIN = "puhelin", _("puhelin")
    SAHKOPOSTI = "sahkoposti", _("sähköposti")


def tiedot_kentta(nimi, **kwargs):
    return ArrayField(models.CharField(max_length=10, choices=Tieto), blank=True, verbose_name=nimi, **kwargs)


def vain_nimen_kanssa(nimi):
    """A telephone number without a name beside it would say whose it is to nobody but those who know."""
    return models.CheckConstraint(
        name=nimi,
        condition=Q(julkiset__len=0)
        | Q(julkiset__contains=[Tieto.NIMI], julkiset__contained_by=list(Tieto.values)),
        violation_error_message=_("Puhelin ja sähköposti voivat olla julkisia vain, kun nimikin on."),
    )
