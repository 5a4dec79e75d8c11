"""A draft's provisions from the catalogue: what is printed, and whether they are in force on the day."""

from django.db.models import IntegerField, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from paatokset import teksti, tuloste
from paatokset.models import Lainkohta, Paatos
from tyollisyysalue import kello
from tyollisyysalue.models import Fakta

VIITE = "paatokset.lainkohta"
# The chosen entry and the text that is printed.
KENTAT = {
    "toimivalta_lainkohta": "toimivalta",
    "vaikutukset_lainkohta": "vaikutukset",
    "muutoksenhaku_lainkohta": "muutoksenhaun_peruste",
}
KAYTOT = {
    "toimivalta_lainkohta": Lainkohta.Kaytto.TOIMIVALTA,
    "vaikutukset_lainkohta": Lainkohta.Kaytto.VAIKUTUKSET,
    "muutoksenhaku_lainkohta": Lainkohta.Kaytto.MUUTOKSENHAKU,
}


def tayta(paatos):
    """Print the chosen entries where nothing has been written: a text that is there is the drafter's own."""
    for valinta, kentta in KENTAT.items():
        lainkohta = getattr(paatos, valinta)
        if lainkohta and not getattr(paatos, kentta):
            setattr(paatos, kentta, kielella(lainkohta, paatos.kieli))


def kielella(lainkohta, kieli):
    return getattr(lainkohta, f"teksti_{kieli}") or lainkohta.teksti_fi


def puutteet(paatos):
    """Entries that are chosen or cited and not in force today, as sentences."""
    tanaan = kello.tanaan()
    valitut = {getattr(paatos, f"{valinta}_id") for valinta in KENTAT} - {None}
    viitteet = paatos.faktat.filter(avain=VIITE).annotate(
        tunnus=Cast(KT("parametrit__lainkohta"), IntegerField())
    )
    vanhat = list(
        Lainkohta.objects.filter(Q(pk__in=valitut) | Q(pk__in=viitteet.values("tunnus"))).exclude(
            pk__in=Lainkohta.objects.voimassa(tanaan)
        )
    )
    # A fact that was taken out of the texts stays beside them as a row.
    viitatut = _viitatut(paatos) if {lainkohta.pk for lainkohta in vanhat} - valitut else set()
    return [
        _("Lainkohta ”%(lainkohta)s” ei ole voimassa. Valitse voimassa oleva lainkohta.")
        % {"lainkohta": lainkohta.teksti}
        for lainkohta in vanhat
        if lainkohta.pk in valitut | viitatut
    ]


def _viitatut(paatos):
    kaytossa = teksti.faktojen_tunnukset(*tuloste.tekstit(paatos, paatos.osiot.all()))
    return {
        parametrit["lainkohta"]
        for parametrit in paatos.faktat.filter(pk__in=kaytossa, avain=VIITE).values_list(
            "parametrit", flat=True
        )
    }


def kayttavat(lainkohta, user):
    """The decisions, of those the user may see, that cite the entry."""
    faktoissa = Fakta.objects.filter(
        content_type__app_label="paatokset",
        content_type__model="paatos",
        avain=VIITE,
        parametrit__lainkohta=lainkohta.pk,
    )
    valittu = Q(pk__in=faktoissa.values("object_id")) | Q(osiot__salassapidon_lainkohta=lainkohta)
    for valinta in KENTAT:
        valittu |= Q(**{valinta: lainkohta})
    return Paatos.objects.visible_to(user).filter(valittu).select_related("asia").distinct()
