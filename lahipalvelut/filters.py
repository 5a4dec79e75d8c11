import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from lahipalvelut.forms import JaksoForm
from lahipalvelut.models import Palvelupaiva, Suunnitelmarivi
from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.models import Kunta, Tyollisyysalue
from yhteyshenkilot.models import Avainprosessi


class PaivaFilter(filters.FilterSet):
    alue = filters.ModelChoiceFilter(
        field_name="kunta__alue",
        queryset=Tyollisyysalue.objects.kaytossa(),
        to_field_name="koodi",
        label=_("Työllisyysalue"),
        # Links carry it; a reader chooses by municipality.
        widget=forms.HiddenInput,
    )
    kunta = filters.ModelChoiceFilter(
        queryset=Kunta.objects.kaytossa(), to_field_name="koodi", label=_("Kunta"), empty_label=_("Kaikki")
    )
    alku = filters.DateFilter("pvm", "gte", label=_("Alkaen"), widget=PvmInput, initial=kello.tanaan)
    loppu = filters.DateFilter("pvm", "lte", label=_("Päättyen"), widget=PvmInput)
    tila = filters.ChoiceFilter(choices=Palvelupaiva.Tila, label=_("Tila"), empty_label=_("Kaikki"))
    kanava = filters.ChoiceFilter(
        choices=Suunnitelmarivi.Kanava,
        label=_("Miten palvellaan"),
        empty_label=_("Kaikki"),
        method="rajaa_kanavaan",
    )
    prosessi = filters.ModelChoiceFilter(
        field_name="rivi__prosessit",
        queryset=Avainprosessi.objects.filter(alue__kaytossa=True).kaytossa(),
        label=_("Palvelu"),
        empty_label=_("Kaikki"),
    )

    class Meta:
        model = Palvelupaiva
        fields = ["alue", "kunta", "alku", "loppu", "tila", "kanava", "prosessi"]
        form = Lomake

    def rajaa_kanavaan(self, paivat, nimi, kanava):
        return paivat.kanavalla(kanava)


class ToteumaForm(JaksoForm):
    """The period of a ledger, and of its list also the state."""

    tila = forms.ChoiceField(
        label=_("Tila"), choices=[("", _("Kaikki")), *Palvelupaiva.Tila.choices], required=False
    )
