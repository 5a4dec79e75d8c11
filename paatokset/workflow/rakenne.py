"""The parts of a body's documents: their order and headings."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from paatokset import permissions, rakenne
from paatokset.models import Asiakirjaosa, Toimielin
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio


@transaction.atomic
def luo_osat(toimielin):
    """Kuopio's parts for a body that has none of its own."""
    if not Asiakirjaosa.objects.filter(toimielin=toimielin).exists():
        Asiakirjaosa.objects.bulk_create(
            Asiakirjaosa(toimielin=toimielin, laji=laji, jarjestys=numero, otsikko_fi=fi, otsikko_sv=sv)
            for numero, (laji, fi, sv) in enumerate(rakenne.OLETUS, 1)
        )


def osien_versio(toimielin):
    """What the form of the parts carries: the newest history row of any of them."""
    tapahtumat = apps.get_model("paatokset.AsiakirjaosaEvent").objects.filter(toimielin=toimielin)
    return tapahtumat.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0


@transaction.atomic
def tallenna_osat(toimielin, osat, *, versio, user):
    """``osat`` is ``[(kind, heading in Finnish, in Swedish)]`` in the new order; drafts follow at once."""
    vaadi(permissions.saa_muuttaa_osia(user, toimielin))
    Toimielin.objects.select_for_update().get(pk=toimielin.pk)
    tarkista_versio(osien_versio(toimielin), versio)
    if sorted(laji for laji, _fi, _sv in osat) != sorted(Asiakirjaosa.Laji.values):
        raise ValidationError(_("Jokaisen osan on oltava asiakirjassa kerran."))
    luo_osat(toimielin)
    rivit = {osa.laji: osa for osa in Asiakirjaosa.objects.filter(toimielin=toimielin)}
    for numero, (laji, fi, sv) in enumerate(osat, 1):
        rivi = rivit[laji]
        rivi.jarjestys, rivi.otsikko_fi, rivi.otsikko_sv = numero, fi, sv
        rivi.clean_fields(exclude=["toimielin"])
    # One statement: places may change.
    Asiakirjaosa.objects.bulk_update(rivit.values(), ["jarjestys", "otsikko_fi", "otsikko_sv"])
