"""Forms of the acts on a request that has arrived."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esitykset.models import Asia, Kohta, Maaraaika
from esitykset.workflow.maaraajat import KASIN_ASETETTAVAT
from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.models import Henkilo


def tekstialue(rivit):
    return forms.Textarea(attrs={"rows": rivit})


class SyyForm(Lomake):
    """An act that needs a reason."""

    syy = forms.CharField(label=gettext_lazy("Syy"), widget=tekstialue(3), max_length=1000)

    def __init__(self, *args, ohje="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["syy"].help_text = ohje


class VahvistusForm(Lomake):
    """Asks nothing but the press of the button."""


class KasittelijaForm(Lomake):
    kasittelija = forms.ModelChoiceField(Henkilo.objects.none(), label=gettext_lazy("Käsittelijä"))

    def __init__(self, *args, kasittelijat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kasittelija"].queryset = kasittelijat


class TaydennyspyyntoForm(Lomake):
    teksti = forms.CharField(
        label=gettext_lazy("Mitä kunnan pitää täydentää"),
        widget=tekstialue(5),
        help_text=gettext_lazy("Kunta lukee tämän. Esitys itse säilyy sellaisena kuin se saapui."),
    )
    viimeinen = forms.DateField(label=gettext_lazy("Viimeinen päivä"), widget=PvmInput)

    def clean_viimeinen(self):
        viimeinen = self.cleaned_data["viimeinen"]
        if viimeinen <= kello.tanaan():
            raise ValidationError(_("Valitse päivä, joka on tämän päivän jälkeen."))
        return viimeinen


class ViestiForm(Lomake):
    teksti = forms.CharField(label=gettext_lazy("Viesti"), widget=tekstialue(6), max_length=20_000)


class MuistiinpanoForm(Lomake):
    muistiinpano = forms.CharField(
        label=gettext_lazy("Uusi muistiinpano"),
        widget=tekstialue(3),
        max_length=10_000,
        help_text=gettext_lazy("Näkyy vain työllisyysalueen esitysten käsittelijöille, ei kunnalle."),
    )


class SiirtoForm(SyyForm):
    viranomainen = forms.CharField(
        label=gettext_lazy("Viranomainen, jolle esitys siirretään"), max_length=200
    )
    field_order = ["viranomainen", "syy"]


class AvaaForm(SyyForm):
    kohdat = forms.ModelMultipleChoiceField(
        Kohta.objects.none(),
        label=gettext_lazy("Kohdat, joihin vastataan uudelleen"),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["kohdat", "syy"]

    def __init__(self, *args, kohdat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kohdat"].queryset = kohdat


class ArvioForm(Lomake):
    perustelu = forms.CharField(
        label=gettext_lazy("Mitä vastauksesta puuttuu"),
        widget=tekstialue(4),
        max_length=1000,
        help_text=gettext_lazy("Työllisyysalue lukee tämän ja saa siitä ilmoituksen."),
    )


class MaaraaikaForm(Lomake):
    laji = forms.ChoiceField(
        label=gettext_lazy("Laji"), choices=[(laji.value, laji.label) for laji in KASIN_ASETETTAVAT]
    )
    alku = forms.DateField(
        label=gettext_lazy("Lasketaan päivästä"),
        widget=PvmInput,
        help_text=gettext_lazy("Esimerkiksi päivä, jona asiakirjapyyntö saapui."),
    )
    viimeinen = forms.DateField(
        label=gettext_lazy("Viimeinen päivä"),
        widget=PvmInput,
        required=False,
        help_text=gettext_lazy("Kirjoitetaan muulle määräajalle. Asiakirjapyynnön päivän portaali laskee."),
    )
    syy = forms.CharField(
        label=gettext_lazy("Syy"),
        max_length=Maaraaika._meta.get_field("syy").max_length,
        required=False,
        help_text=gettext_lazy("Kirjoitetaan muulle määräajalle."),
    )


class JatkoForm(Lomake):
    """By days or to a day; the page shows what comes of it before it is saved."""

    paivia = forms.IntegerField(
        label=gettext_lazy("Jatketaan päivinä"), min_value=1, max_value=366, required=False
    )
    viimeinen = forms.DateField(
        label=gettext_lazy("Tai uusi viimeinen päivä"), widget=PvmInput, required=False
    )
    syy = forms.CharField(label=gettext_lazy("Syy"), max_length=Maaraaika._meta.get_field("syy").max_length)

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("paivia")) == bool(data.get("viimeinen")):
            raise ValidationError(_("Kirjoita joko päivien määrä tai uusi viimeinen päivä."))
        return data


class AsiaForm(Lomake):
    """Another matter of the register, by its number."""

    numero = forms.CharField(label=gettext_lazy("Toisen asian asianumero"), max_length=40)
    selite = forms.CharField(label=gettext_lazy("Miten asiat liittyvät toisiinsa"), max_length=200)

    def __init__(self, *args, asiat, yhdistaminen=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.asiat = asiat
        if yhdistaminen:
            self.fields["numero"].label = gettext_lazy("Sen asian numero, johon yhdistetään")
            self.fields["selite"].label = gettext_lazy("Miksi asiat yhdistetään")

    def clean_numero(self):
        asia = self.asiat.filter(numero=self.cleaned_data["numero"].strip()).first()
        if asia is None:
            raise ValidationError(_("Asianumerolla ei ole asiaa. Tarkista numero asiarekisteristä."))
        self.asia: Asia = asia
        return asia.numero
