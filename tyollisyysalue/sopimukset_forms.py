import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.forms import Lomake
from tyollisyysalue.models import Kunta, Sopimus


def paivan_valinta():
    # A date picker of the browser's own; its value is always in the ISO form.
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SopimusForm(Lomake):
    """A new agreement; ``kunnat`` are those whose agreements the user keeps."""

    laji = forms.ChoiceField(label=_("Laji"), choices=Sopimus.Laji)
    kunta = forms.ModelChoiceField(Kunta.objects.none(), label=_("Kunta"), to_field_name="koodi")
    lahetyspvm = forms.DateField(label=_("Lähetetty kuntaan"), widget=paivan_valinta())

    def __init__(self, *args, kunnat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunta"].queryset = kunnat


class SiirtoForm(Lomake):
    pvm = forms.DateField(label=_("Päivä"), widget=paivan_valinta())


class SopimusFilter(filters.FilterSet):
    kunta = filters.ModelChoiceFilter(
        queryset=Kunta.objects.kaytossa(), to_field_name="koodi", label=_("Kunta"), empty_label=_("Kaikki")
    )
    laji = filters.ChoiceFilter(choices=Sopimus.Laji, label=_("Laji"), empty_label=_("Kaikki"))
    tila = filters.ChoiceFilter(choices=Sopimus.Tila, label=_("Tila"), empty_label=_("Kaikki"))

    class Meta:
        model = Sopimus
        fields = ["kunta", "laji", "tila"]
        form = Lomake
