from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def vaadi_sama_alue(rivi, *kentat):
    """Refuse a row that joins things of two areas. Fields still empty are the business of other checks."""
    alueet = {getattr(rivi, kentta).alue_id for kentta in kentat if getattr(rivi, f"{kentta}_id")}
    if len(alueet) > 1:
        raise ValidationError(
            _("Henkilö, avainprosessi ja kunta eivät ole samaa työllisyysaluetta. Valitse ne uudelleen.")
        )
