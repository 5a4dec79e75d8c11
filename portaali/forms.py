from django import forms
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.forms import Lomake, PvmInput
from yhteyshenkilot.forms import PaivaForm


class HakukenttaField(forms.CharField):
    """An empty search is a question too, not a field that somebody may skip."""

    kerrotaan_valinnainen = False
    widget = forms.TextInput(attrs={"type": "search"})


class HakuForm(Lomake):
    q = HakukenttaField(label=_("Hae portaalista"), max_length=200, required=False)


class KuntahakuForm(Lomake):
    kunta = HakukenttaField(label=_("Kunnan nimi"), max_length=100, required=False)


class LuovutusForm(PaivaForm):
    pvm = forms.DateField(label=_("Luovutetaan alkaen"), required=False, widget=PvmInput)
