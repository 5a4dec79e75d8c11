"""Lists of the staff: own days, and months of municipalities."""

import django_filters
import django_tables2 as tables
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, TruncMonth
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lahipalvelut.models import Jakso, Palvelupaiva
from lahipalvelut.tables import PaivaTable
from seuranta import kuukaudet
from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake
from tyollisyysalue.models import Kunta
from tyollisyysalue.tables import LukuColumn, Taulu, tunniste

JAKSON_LAJIT = {Jakso.Tila.SULJETTU: "onnistui", Jakso.Tila.VALMIS: "huomio"}


class OmatPaivatTable(PaivaTable):
    sisaiset = True


def kuukausittain(user):
    """A dict for each month of each municipality that has service days, to the present one; the newest first."""
    kieli = get_language() if get_language() in ("sv", "en") else "fi"
    tila = Palvelupaiva.Tila
    jaksot = Jakso.objects.filter(kunta=OuterRef("kunta"), kuukausi=OuterRef("kuukausi"))
    return (
        Palvelupaiva.objects.sisaisesti_visible_to(user)
        .filter(pvm__lt=kuukaudet.siirra(kello.tanaan().replace(day=1), 1))
        .annotate(kuukausi=TruncMonth("pvm"))
        .annotate(
            jakso=Coalesce(Subquery(jaksot.values("tila")[:1]), Value("avoin")),
            koodi=F("kunta__koodi"),
            nimi=F(f"kunta__nimi_{kieli}"),
            aakkos=F("kunta__aakkos"),
        )
        .order_by()
        .values("kuukausi", "jakso", "koodi", "nimi", "aakkos")
        .annotate(
            paivia=Count("pk"),
            pidetty=Count("pk", filter=Q(tila=tila.PIDETTY)),
            muutettu=Count("pk", filter=Q(tila__in=Palvelupaiva.MUUTETUT)),
            kirjaamatta=Count("pk", filter=Q(tila=tila.AVOIN, pvm__lt=kello.tanaan())),
        )
        .order_by("-kuukausi", "aakkos")
    )


class KuukaudetTable(Taulu):
    kuukausi = tables.Column(_("Kuukausi"), order_by=("kuukausi", "aakkos"))
    nimi = tables.Column(_("Kunta"), order_by=("aakkos", "-kuukausi"))
    jakso = tables.Column(_("Tila"), order_by=("jakso", "-kuukausi", "aakkos"))
    paivia = LukuColumn(_("Päiviä"), orderable=False)
    pidetty = LukuColumn(_("Pidetty"), orderable=False)
    muutettu = LukuColumn(_("Peruttu tai siirretty"), orderable=False)
    kirjaamatta = LukuColumn(_("Ei vielä kirjattu"), order_by=("kirjaamatta", "-kuukausi", "aakkos"))

    def render_kuukausi(self, record, value):
        osoite = reverse("lahipalvelut:kunnan-kuukausi", args=[record["koodi"], value])
        return format_html('<a href="{}">{}</a>', osoite, kuukaudet.sanoin(value))

    def value_kuukausi(self, value):
        return kuukaudet.sanoin(value)

    def render_jakso(self, value):
        return tunniste(Jakso.Tila(value).label, JAKSON_LAJIT.get(value))

    def value_jakso(self, value):
        return str(Jakso.Tila(value).label)


def omat_kunnat(request):
    return Kunta.objects.filter(
        pk__in=Palvelupaiva.objects.sisaisesti_visible_to(request.user).order_by().values("kunta")
    )


class KuukausiFilter(django_filters.FilterSet):
    kunta = django_filters.ModelChoiceFilter(
        queryset=omat_kunnat, to_field_name="koodi", label=_("Kunta"), empty_label=_("Kaikki")
    )
    tila = django_filters.ChoiceFilter("jakso", choices=Jakso.Tila, label=_("Tila"), empty_label=_("Kaikki"))

    class Meta:
        model = Palvelupaiva
        fields = ["kunta", "tila"]
        form = Lomake
