"""What the views with a form share: what the workflow refuses stands on the form, and a late editor sees both texts."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError

from tyollisyysalue.rajoitteet import rikottu
from tyollisyysalue.versiot import versio


def onnistuu(form, teko):
    """Run an act of the workflow; what it refuses is shown on the form.

    So is what the database alone could refuse, because another connection saved first.
    """
    try:
        teko()
    except ValidationError as error:
        form.add_error(None, _lomakkeelle(form, error))
        return False
    except IntegrityError as error:
        if (rikkomus := rikottu(error)) is None:
            raise
        form.add_error(None, rikkomus)
        return False
    return True


def _lomakkeelle(form, error):
    """What is said of a field that the form does not have is said of the whole."""
    if not hasattr(error, "error_dict") or error.error_dict.keys() <= {*form.fields, NON_FIELD_ERRORS}:
        return error
    virheet: dict = {}
    for kentta, omat in error.error_dict.items():
        virheet.setdefault(kentta if kentta in form.fields else NON_FIELD_ERRORS, []).extend(omat)
    return ValidationError(virheet)


def muutos_onnistuu(form, rivi, teko, lue_versio=versio):
    """``onnistuu`` for an edit: a form that was late gets the version whose values are then shown beside it.

    ``lue_versio`` reads it, where rows carry a counter of their own.
    """
    if onnistuu(form, teko):
        return True
    if form.has_error("__all__", code="vanhentunut"):
        form.data = form.data.copy()
        form.data["versio"] = lue_versio(rivi)
    return False


def tallennetut(form, rivi):
    """Names and stored values of the row, for the editor who was late."""
    if not form.has_error("__all__", code="vanhentunut"):
        return []
    stored = type(rivi).objects.get(pk=rivi.pk)
    return [
        {"nimi": field.label, "arvo": _sanoina(field.field, getattr(stored, field.name))}
        for field in form.visible_fields()
    ]


def _sanoina(kentta, arvo):
    """A field may know how its stored value is said."""
    return kentta.sanoina(arvo) if hasattr(kentta, "sanoina") else arvo or "–"
