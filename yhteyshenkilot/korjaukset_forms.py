"""Forms of corrections: what is wrong, and the decision on each proposed value."""

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue.forms import Lomake, VersioMixin
from tyollisyysalue.models import Henkilo
from yhteyshenkilot.models import Korjauskentta


class KorjausForm(Lomake):
    """The person's details as they stand, to be changed where they are wrong."""

    kuvaus = forms.CharField(
        label=gettext_lazy("Mikä on väärin?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Kerro omin sanoin, jos väärin on muu kuin jokin yllä olevista, esimerkiksi vastuu tai kunta."
        ),
    )
    field_order = (*Korjauskentta.Kentta.values, "kuvaus")

    def __init__(self, data=None, *, henkilo, **kwargs):
        kentat = list(Korjauskentta.Kentta.values)
        super().__init__(data, initial={kentta: getattr(henkilo, kentta) for kentta in kentat}, **kwargs)
        self.fields.update(fields_for_model(Henkilo, fields=kentat))
        self.order_fields(self.field_order)

    @property
    def uudet(self):
        return {kentta: self.cleaned_data[kentta] for kentta in Korjauskentta.Kentta.values}


class RatkaisuForm(VersioMixin, Lomake):
    """Each open field is accepted, rejected with a reason, or left for later."""

    HYVAKSY, HYLKAA, MYOHEMMIN = "hyvaksy", "hylkaa", "myohemmin"
    VALINNAT = (
        (HYVAKSY, gettext_lazy("Hyväksy: tieto muutetaan")),
        (HYLKAA, gettext_lazy("Hylkää")),
        (MYOHEMMIN, gettext_lazy("Päätä myöhemmin")),
    )

    def __init__(self, data=None, *, avoimet, **kwargs):
        super().__init__(data, **kwargs)
        self.avoimet = avoimet
        for rivi in avoimet:
            nimi = rivi.get_kentta_display().capitalize()
            self.fields[f"ratkaisu_{rivi.pk}"] = forms.ChoiceField(
                label=f"{nimi}: {rivi.uusi or _('tyhjä')}", choices=self.VALINNAT, widget=forms.RadioSelect
            )
            self.fields[f"perustelu_{rivi.pk}"] = forms.CharField(
                label=_("Hylkäyksen perustelu: %(nimi)s") % {"nimi": nimi.lower()},
                required=False,
                max_length=500,
                help_text=_("Ehdottaja näkee perustelun."),
            )
        self.fields["vastaus"] = forms.CharField(
            label=_("Vastaus ehdottajalle"),
            # A proposal without values is answered in words.
            required=not avoimet,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self):
        cleaned = super().clean()
        for rivi in self.avoimet:
            if cleaned.get(f"ratkaisu_{rivi.pk}") == self.HYLKAA and not cleaned.get(f"perustelu_{rivi.pk}"):
                self.add_error(f"perustelu_{rivi.pk}", _("Kerro ehdottajalle, miksi korjausta ei tehdä."))
        valinnat = [cleaned.get(f"ratkaisu_{rivi.pk}") for rivi in self.avoimet]
        if valinnat and set(valinnat) == {self.MYOHEMMIN}:
            self.add_error(
                f"ratkaisu_{self.avoimet[0].pk}", _("Hyväksy tai hylkää ainakin yksi ehdotetuista tiedoista.")
            )
        return cleaned

    @property
    def ratkaisut(self):
        """``{row's id: (accepted, reason)}`` of those decided now."""
        valinnat = {rivi.pk: self.cleaned_data[f"ratkaisu_{rivi.pk}"] for rivi in self.avoimet}
        return {
            pk: (
                valinta == self.HYVAKSY,
                self.cleaned_data[f"perustelu_{pk}"] if valinta == self.HYLKAA else "",
            )
            for pk, valinta in valinnat.items()
            if valinta != self.MYOHEMMIN
        }
