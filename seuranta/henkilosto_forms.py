"""Recording person-years, and choosing of which month they are read."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from seuranta import henkilosto, luvut
from seuranta.forms import KuukausiField, SuodatinForm
from tyollisyysalue.forms import Lomake, VersioMixin
from tyollisyysalue.kielet import kielella

ENINTAAN = Decimal(10_000)


class HtvField(forms.Field):
    """Person-years with a decimal comma."""

    def to_python(self, value):
        if value in self.empty_values or not value.strip():
            return None
        try:
            arvo = luvut.lue(value)
        except ValueError:
            arvo = None
        if not isinstance(arvo, Decimal):
            raise ValidationError(_("Kirjoita luku, esimerkiksi 12,5."))
        if not 0 <= arvo < ENINTAAN:
            raise ValidationError(_("Anna luku, joka on vähintään 0 ja alle 10 000."))
        if arvo != round(arvo, 1):
            raise ValidationError(_("Anna luku yhdellä desimaalilla."))
        return arvo

    def prepare_value(self, value):
        return self.sanoina(value) if isinstance(value, Decimal) else value

    @staticmethod
    def sanoina(value):
        return luvut.kirjoita(value, 1)


class HenkilostoForm(VersioMixin, Lomake):
    """The person-years of one month by process, every one of them: an empty one would make the total too small."""

    def __init__(self, *args, prosessit, **kwargs):
        super().__init__(*args, **kwargs)
        self.prosessit = prosessit
        for prosessi, htv in prosessit.items():
            self.fields[self.kentta(prosessi)] = HtvField(
                label=kielella(prosessi, "nimi"),
                initial=htv,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                error_messages={"required": _("Anna luku. Kirjoita 0, jos työtä ei ollut.")},
            )

    @staticmethod
    def kentta(prosessi):
        return f"htv-{prosessi.tunnus}"

    def luvut(self):
        return {prosessi.tunnus: self.cleaned_data[self.kentta(prosessi)] for prosessi in self.prosessit}


class KuukaudenValintaForm(Lomake):
    """Which month is recorded."""

    kk = KuukausiField(label=_("Kuukausi"))

    def clean_kk(self):
        henkilosto.tarkista_kuukausi(self.cleaned_data["kk"])
        return self.cleaned_data["kk"]


class HenkilostoSuodatinForm(SuodatinForm):
    """The area, and one of its months or all of them."""

    def __init__(self, data, *, alueet, kuukaudet_):
        super().__init__(data, alueet=alueet, kuukaudet_=kuukaudet_)
        self.fields["kk"].choices = [("", _("kaikki")), *self.fields["kk"].choices]
