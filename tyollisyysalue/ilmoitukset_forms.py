import django_filters as filters
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.forms import Lomake
from tyollisyysalue.ilmoitukset import Tapa, lajit, roolien_lajit
from tyollisyysalue.models import Ilmoitus


def omat_lajit(request):
    return [(avain, laji.nimi) for avain, laji in roolien_lajit(request.user).items()]


class IlmoitusFilter(filters.FilterSet):
    tila = filters.ChoiceFilter(
        choices=[("uusi", _("uusi")), ("luettu", _("luettu"))],
        method="tilassa",
        label=_("Tila"),
        empty_label=_("Kaikki"),
    )
    laji = filters.ChoiceFilter(label=_("Laji"), empty_label=_("Kaikki"))

    class Meta:
        model = Ilmoitus
        fields = ["tila", "laji"]
        form = Lomake

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["laji"].extra["choices"] = omat_lajit(self.request)

    def tilassa(self, queryset, name, value):
        return queryset.filter(nahty__isnull=value == "uusi")


class AsetuksetForm(Lomake):
    """The language of mails, and for each kind of the user's roles a way to hear of it."""

    kieli = forms.ChoiceField(label=_("Sähköpostien kieli"), choices=settings.LANGUAGES)

    def __init__(self, *args, lajit, tavat, **kwargs):
        super().__init__(*args, **kwargs)
        self.lajit = lajit
        for avain, laji in lajit.items():
            self.fields[avain] = forms.ChoiceField(
                label=laji.nimi,
                choices=Tapa,
                initial=tavat[avain],
                # A kind that is not answered stays as it is.
                required=False,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            )

    def rivit(self):
        """The fields of the kinds, one a row of the table."""
        return [self[avain] for avain in self.lajit]

    def tavat(self):
        return {avain: Tapa(self.cleaned_data[avain] or self.fields[avain].initial) for avain in self.lajit}


class PeruForm(Lomake):
    """Which of a mail's kinds to end; all unless some are left out."""

    lajit = forms.MultipleChoiceField(
        label=_("Lopetettavat ilmoitukset"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, avaimet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lajit"].choices = [(avain, lajit[avain].nimi) for avain in avaimet]
        self.fields["lajit"].initial = avaimet
