from django import forms
from django.utils.translation import gettext_lazy as _

from lahipalvelut.forms import JaksoForm
from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.models import Tyollisyysalue
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


class YhdenvertaisuusForm(JaksoForm):
    """Which area is compared, and from what time."""

    alue = forms.ModelChoiceField(
        Tyollisyysalue.objects.kaytossa(),
        label=_("Työllisyysalue"),
        required=False,
        to_field_name="koodi",
        empty_label=None,
    )
    field_order = ["alue", "alku", "loppu"]
    alueet: list[Tyollisyysalue]

    @classmethod
    def jaksolta(cls, data, alku, loppu, *, alueet):
        """With the period given where ``data`` has none, and those areas to choose from."""
        oletus = {"alku": alku, "loppu": loppu}
        annettu = {nimi: data[nimi] for nimi in (*oletus, "alue") if nimi in data}
        form = cls({nimi: pvm.isoformat() for nimi, pvm in oletus.items()} | annettu, initial=oletus)
        form.alueet = alueet
        form.fields["alue"].queryset = Tyollisyysalue.objects.filter(pk__in=[alue.pk for alue in alueet])
        if len(alueet) < 2:
            del form.fields["alue"]
        return form

    def valinnat(self):
        """The area, the first day and the last; those that are given when the form is in order, else the defaults."""
        tiedot = self.cleaned_data if self.is_valid() else self.initial
        return tiedot.get("alue") or self.alueet[0], tiedot["alku"], tiedot["loppu"]
