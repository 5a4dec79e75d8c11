import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.liitteet import LiiteField
from tyollisyysalue.models import Kunta, Sopimus


class SopimusForm(Lomake):
    """A new agreement; ``kunnat`` are those whose agreements the user keeps."""

    laji = forms.ChoiceField(label=_("Laji"), choices=Sopimus.Laji)
    kunta = forms.ModelChoiceField(Kunta.objects.none(), label=_("Kunta"), to_field_name="koodi")
    lahetyspvm = forms.DateField(label=_("Lähetetty kuntaan"), widget=PvmInput)

    def __init__(self, *args, kunnat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunta"].queryset = kunnat


class SiirtoForm(Lomake):
    pvm = forms.DateField(label=_("Päivä"), widget=PvmInput)


class LiiteForm(Lomake):
    tiedosto = LiiteField(label=_("Tiedosto"))


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
