"""Models: what each calls itself and its columns, what its rules say to people, what happens to rows it points to."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tests.test_consistency import OMAT, omat_mallit

# Abbreviations and names keep their capital.
ISOLLA = re.compile(r"^(SHA-|Y-)")
# An owner of any kind is two columns that no page shows.
MIKA_TAHANSA = {"content_type", "object_id"}


def sarakkeet(malli):
    return [
        kentta
        for kentta in malli._meta.get_fields()
        if isinstance(kentta, models.Field)
        and not kentta.auto_created
        and not isinstance(kentta, models.GeneratedField | GenericForeignKey)
        and not hasattr(kentta, "object_id_field_name")
        and kentta.name not in MIKA_TAHANSA
    ]


def nimettomat(malli):
    """Columns without a name that people can read, in their language."""
    nimet = {kentta.name: kentta.verbose_name for kentta in sarakkeet(malli)}
    nimet |= {nimi: malli._meta.original_attrs.get(nimi) for nimi in ("verbose_name", "verbose_name_plural")}
    return [
        f"{malli._meta.label}.{nimi}"
        for nimi, arvo in nimet.items()
        if not isinstance(arvo, Promise) or not (str(arvo)[0].islower() or ISOLLA.match(str(arvo)))
    ]


def mykat(malli):
    """Rules whose breach says nothing of its own."""
    return [
        rajoite.name
        for rajoite in malli._meta.constraints
        if rajoite.violation_error_message == rajoite.default_violation_error_message
    ]


def poistavat(malli):
    """Columns by which a row could vanish, or lose its tie, with the row it points to."""
    return [
        f"{malli._meta.label}.{kentta.name}"
        for kentta in sarakkeet(malli)
        if isinstance(kentta, models.ForeignKey) and kentta.remote_field.on_delete is not models.PROTECT
    ]


@pytest.mark.parametrize("puutteet", [nimettomat, mykat, poistavat])
def test_models_are_in_order(puutteet):
    assert [puute for malli in omat_mallit() for puute in puutteet(malli)] == []


def test_what_is_not_in_order_is_found():
    class Naapuri(models.Model):  # noqa: DJ008 -- nobody reads it
        class Meta:
            app_label = "malliton"
            managed = False

    class Huono(models.Model):  # noqa: DJ008 -- nobody reads it
        nimi = models.CharField(max_length=5)
        arvo = models.CharField(gettext_lazy("Arvo"), max_length=5)
        naapuri = models.ForeignKey(Naapuri, models.CASCADE, verbose_name=gettext_lazy("naapuri"))

        class Meta:
            app_label = "malliton"
            managed = False
            verbose_name = gettext_lazy("huono")
            constraints = [models.UniqueConstraint(fields=["nimi"], name="huono_kerran")]

    assert nimettomat(Huono) == [
        "malliton.Huono.nimi",
        "malliton.Huono.arvo",
        "malliton.Huono.verbose_name_plural",
    ]
    assert mykat(Huono) == ["huono_kerran"]
    assert poistavat(Huono) == ["malliton.Huono.naapuri"]


def test_migrations_are_named_by_what_they_do():
    nimet = [p.stem for app in OMAT for p in Path(settings.BASE_DIR, app).glob("migrations/0*.py")]

    assert [nimi for nimi in nimet if re.search(r"_(auto|initial|alter|add|remove|merge)(_|$)", nimi)] == []
