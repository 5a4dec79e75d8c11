"""What every form of the portal is made of: base classes that no personal identity code gets past, the date field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from tyollisyysalue.hetu import ilman_hetuja, sisaltaa_hetun

EKA_VUOSI, VIIMEINEN_VUOSI = 1900, 2199


def _tekstit(arvo):
    """The texts that a submitted value holds, whatever its widget: also of dates, lists and file names."""
    if isinstance(arvo, str):
        yield arvo
    elif isinstance(arvo, UploadedFile):
        yield arvo.name
    elif isinstance(arvo, list | tuple):
        for osa in arvo:
            yield from _tekstit(osa)


def _siivoa(arvo):
    return ilman_hetuja(arvo) if isinstance(arvo, str) else arvo


def vaadi_tavallinen_vuosi(aika):
    """Pages count months and years from a day, and 31.12.9999, which some write for "until further notice", has none.

    A year with a digit too few or too many is no day that anybody meant either.
    """
    if not EKA_VUOSI <= aika.year <= VIIMEINEN_VUOSI:
        raise ValidationError(
            _("Tarkista vuosi: sen on oltava %(eka)s–%(viimeinen)s."),
            params={"eka": EKA_VUOSI, "viimeinen": VIIMEINEN_VUOSI},
        )


class LomakeMixin(forms.BaseForm):
    """Refuses a form with a personal identity code, at the field where it stands, and days of no time of ours.

    The page that comes back must not show the code again, and nothing else typed may be lost. So the code,
    and a file whose name holds one, is taken out of the submitted data before Django reads it.
    """

    # By the field's own class: a choice has its queryset, and a Field does not.
    fields: dict[str, Any]
    # What was typed, in a QueryDict or, in a test, in a dict.
    data: Any

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kentta in self.fields.values():
            if isinstance(kentta, forms.DateField | forms.DateTimeField):
                kentta.validators.append(vaadi_tavallinen_vuosi)

    def clean(self) -> dict[str, Any]:
        super().clean()
        return self.cleaned_data

    def full_clean(self):
        virheet = self._poista_hetut() if self.is_bound else {}
        super().full_clean()
        for nimi, virhe in virheet.items():
            # What is left of the value may fail too ("required"), but that is not what went wrong.
            self.errors.pop(nimi, None)
            self.add_error(nimi, ValidationError(virhe, code="hetu"))

    def _poista_hetut(self):
        virheet = {}
        for nimi in self.fields:
            sidottu = self[nimi]
            if not any(sisaltaa_hetun(teksti) for teksti in _tekstit(sidottu.data)):
                continue
            if sidottu.html_name in self.files:
                self.files = self.files.copy()
                del self.files[sidottu.html_name]
                virheet[nimi] = _(
                    "Tiedoston nimessä on henkilötunnus. Vaihda tiedoston nimi ja liitä se uudelleen."
                )
            else:
                virheet[nimi] = _(
                    "Tekstissä oli henkilötunnus. Se poistettiin: tarkista teksti ja tallenna uudelleen."
                )
        if virheet:
            self.data = self._siivottu_data()
        return virheet

    def _siivottu_data(self):
        if isinstance(self.data, MultiValueDict):
            data = self.data.copy()
            for avain, arvot in self.data.lists():
                data.setlist(avain, [_siivoa(arvo) for arvo in arvot])
            return data
        return {avain: _siivoa(arvo) for avain, arvo in self.data.items()}


class PvmInput(forms.DateInput):
    """The browser's own date picker, which takes and gives dates in the ISO form alone."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class Lomake(LomakeMixin, forms.Form):
    pass


class MalliLomake(LomakeMixin, forms.ModelForm):
    pass


class VersioMixin(forms.Form):
    """The version the editor saw, so that the second of two editors is told."""

    versio = forms.IntegerField(widget=forms.HiddenInput)
