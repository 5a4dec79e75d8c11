"""Counterpart pairs."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.models import Ilmoitus
from tyollisyysalue.permissions import vaadi
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Puoli, Vastinpari
from yhteyshenkilot.models.vastinparit import TAYDENNYSAIKA
from yhteyshenkilot.workflow.rivit import lisaa, paata

OMISTAJAT = {"oma": Puoli.ALUE, "kunnan": Puoli.KUNTA}
TOISET = {"oma": "kunnan", "kunnan": "oma"}


@transaction.atomic
def luo_vastinpari(kunta, *, user, **tiedot):
    pari = Vastinpari(kunta=kunta, **tiedot)
    return lisaa(pari, "luo_vastinpari", user=user, alue_id=kunta.alue_id)


@transaction.atomic
def paata_vastinparin_puoli(pari, puoli, loppupvm, *, user):
    """End the area's side (``oma``) or the municipality's (``kunnan``).

    The pair stays, incomplete; the side that ended has to name a successor by the due date. A pair that ends on both
    sides is over and waits for nobody.
    """
    stored = lukitse(pari)
    vaadi(permissions.saa_paattaa_vastinparin_puolen(user, stored, puoli))
    toisen_loppu = getattr(stored, f"{TOISET[puoli]}_loppu")
    if toisen_loppu is None:
        stored.omistaja, stored.maarapvm = OMISTAJAT[puoli], loppupvm + TAYDENNYSAIKA
    else:
        stored.omistaja, stored.maarapvm = "", None
    paata(stored, f"{puoli}_loppu", loppupvm)
    stored.save(update_fields=["omistaja", "maarapvm"])
    audit.kirjaa(
        stored,
        "paata_vastinparin_puoli",
        user=user,
        tiedot={"puoli": puoli, "loppupvm": loppupvm.isoformat()},
    )
    if stored.omistaja:
        ilmoita("yhteyshenkilot.vastinpari_vajaa", stored, tekija=user)
    return stored


def lukitse(pari):
    return (
        Vastinpari.objects.select_for_update(of=["self"])
        .select_related("kunta", "oma_henkilo", "kunnan_henkilo")
        .get(pk=pari.pk)
    )


def paata_seuraajan_tielta(pari, loppupvm, *, user):
    """End what is left of a pair on the last day before its successor, when a proposal has been confirmed."""
    stored = lukitse(pari)
    paattyneet = {}
    for puoli in OMISTAJAT:
        loppu = getattr(stored, f"{puoli}_loppu")
        if loppu is None or loppu > loppupvm:
            if loppu is not None and loppu < kello.tanaan():
                raise ValidationError(
                    _("Vastinpari ehti päättyä ennen seuraajan alkua. Ehdota uutta paria päivän mukaan.")
                )
            setattr(stored, f"{puoli}_loppu", loppupvm)
            paattyneet[f"{puoli}_loppu"] = loppupvm.isoformat()
    stored.omistaja, stored.maarapvm = "", None
    stored.full_clean()
    stored.save(update_fields=["omistaja", "maarapvm", "oma_loppu", "kunnan_loppu"])
    audit.kirjaa(stored, "korvaa_vastinpari", user=user, tiedot=paattyneet)


@transaction.atomic
def muistuta_vajaista_pareista():
    """Notices of pairs whose due date has passed; one that was told of it after that day is left in peace."""
    muistutetut = Ilmoitus.objects.filter(
        laji="yhteyshenkilot.vastinpari_vajaa",
        content_type=ContentType.objects.get_for_model(Vastinpari),
        object_id=OuterRef("pk"),
        luontiaika__date__gt=OuterRef("maarapvm"),
    )
    for pari in (
        Vastinpari.objects.myohassa(kello.tanaan()).exclude(Exists(muistutetut)).select_related("kunta")
    ):
        ilmoita("yhteyshenkilot.vastinpari_vajaa", pari)
