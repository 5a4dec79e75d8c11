"""What waits for the reader among contacts: pairs without a side, proposals to answer, corrections to decide."""

from django.db.models import CharField, DateField, F, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import Korjausehdotus, Puoli, Vastinpari, Vastinpariehdotus

PARI, EHDOTUS, KORJAUS = "pari", "ehdotus", "korjaus"
SIVUT = {PARI: "vastinpari", EHDOTUS: "vastinpari-ehdotus", KORJAUS: "korjaus"}


def odottavat(user, enintaan=10):
    """The most urgent ones, in one query: front pages have few to spare."""
    koordinoi = roolit.alueet(user, Rooli.KOORDINAATTORI)
    omat = Q(kunta__alue__in=koordinoi) | Q(omistaja=Puoli.KUNTA, kunta__in=roolit.kunnat(user))
    vajaat = Vastinpari.objects.vajaat(kello.tanaan()).filter(omat)
    korjaukset = Korjausehdotus.objects.avoimet().filter(henkilo__alue__in=koordinoi)
    rivit = _rivit(vajaat, PARI, "kunta__nimi_fi", F("maarapvm")).union(
        _rivit(Vastinpariehdotus.objects.vastattavat(user), EHDOTUS, "kunta__nimi_fi"),
        _rivit(korjaukset, KORJAUS, "henkilo__nimi"),
        all=True,
    )
    tanaan = kello.tanaan()
    return [
        {
            "teksti": _teksti(laji, nimi),
            "url": reverse(f"yhteyshenkilot:{SIVUT[laji]}", args=[tunnus]),
            "viimeistaan": viimeistaan,
            "myohassa": viimeistaan is not None and viimeistaan < tanaan,
        }
        for laji, tunnus, nimi, viimeistaan in rivit.order_by("viimeistaan", "rivilaji", "pk")[:enintaan]
    ]


def _rivit(queryset, laji, nimi, viimeistaan=None):
    return (
        queryset.order_by()
        .annotate(
            rivilaji=Value(laji, output_field=CharField()),
            viimeistaan=viimeistaan or Value(None, output_field=DateField()),
        )
        .values_list("rivilaji", "pk", nimi, "viimeistaan")
    )


def _teksti(laji, nimi):
    tekstit = {
        PARI: _("Vaillinainen vastinpari: %(nimi)s"),
        EHDOTUS: _("Vastinpariehdotus vahvistettavaksi: %(nimi)s"),
        KORJAUS: _("Korjausehdotus: %(nimi)s"),
    }
    return tekstit[laji] % {"nimi": nimi}
