"""What the views with a form share: what the workflow refuses stands on the form, and a late editor sees both texts."""

from django.core.exceptions import ValidationError
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
        form.add_error(None, error)
        return False
    except IntegrityError as error:
        if (rikkomus := rikottu(error)) is None:
            raise
        form.add_error(None, rikkomus)
        return False
    return True


def muutos_onnistuu(form, rivi, teko):
    """``onnistuu`` for an edit: a form that was late gets the version whose values are then shown beside it."""
    if onnistuu(form, teko):
        return True
    if form.has_error("__all__", code="vanhentunut"):
        form.data = form.data.copy()
        form.data["versio"] = versio(rivi)
    return False


def tallennetut(form, rivi):
    """Names and stored values of the row, for the editor who was late."""
    if not form.has_error("__all__", code="vanhentunut"):
        return []
    stored = type(rivi).objects.get(pk=rivi.pk)
    return [
        {"nimi": field.label, "arvo": getattr(stored, field.name) or "–"} for field in form.visible_fields()
    ]
