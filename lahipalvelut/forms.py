import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lahipalvelut.models import Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi
from tyollisyysalue.aikataulu import SUURIN_VALI
from tyollisyysalue.forms import Lomake, MalliLomake, PvmInput
from tyollisyysalue.models import Henkilo
from yhteyshenkilot.models import Avainprosessi, Vastuu
from yhteyshenkilot.poissa import merkitse_valinnat

PISIN_JAKSO = datetime.timedelta(days=2 * 366)


class KloInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class JaksoForm(Lomake):
    """The period of a ledger."""

    alku = forms.DateField(label=_("Alkaen"), widget=PvmInput)
    loppu = forms.DateField(label=_("Päättyen"), widget=PvmInput)

    def clean(self):
        data = super().clean()
        alku, loppu = data.get("alku"), data.get("loppu")
        if alku and loppu:
            if loppu < alku:
                raise ValidationError({"loppu": _("Loppupäivä ei voi olla ennen alkupäivää.")})
            if loppu - alku > PISIN_JAKSO:
                raise ValidationError({"loppu": _("Valitse enintään kahden vuoden jakso.")})
        return data


class SijainenForm(Lomake):
    """Who goes in place of another on the days. Those who stand in for the municipalities' processes come first."""

    sijainen = forms.ModelChoiceField(
        label=_("Kuka käy sijasta"), queryset=Henkilo.objects.none(), empty_label=_("Valitse henkilö")
    )

    def __init__(self, *args, paivat, poissa, **kwargs):
        """``poissa`` is the person whose days they are."""
        super().__init__(*args, **kwargs)
        sijaisuudet = Vastuu.objects.filter(
            henkilo=OuterRef("pk"),
            laji=Vastuu.Laji.SIJAINEN,
            kunta__in={paiva.kunta_id for paiva in paivat},
        )
        if paivat:
            sijaisuudet = sijaisuudet.jaksolla(paivat[0].pvm, paivat[-1].pvm)
        kentta = self.fields["sijainen"]
        kentta.queryset = (
            Henkilo.objects.filter(alue=poissa.alue_id, kunta=None)
            .exclude(pk=poissa.pk)
            .annotate(on_sijainen=Exists(sijaisuudet))
            .order_by("-on_sijainen", "aakkos")
        )
        kentta.label_from_instance = self.nimea
        merkitse_valinnat(kentta)

    def nimea(self, henkilo):
        if not henkilo.on_sijainen:
            return str(henkilo)
        return gettext("%(henkilo)s – kunnan prosessien sijainen") % {"henkilo": henkilo}


class PaivanSijainenForm(SijainenForm):
    """Of one day; nobody chosen gives the day back to the one whom the plan names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sijainen"].required = False
        self.fields["sijainen"].empty_label = gettext("Ei sijaista: suunnitelmarivin henkilö käy itse")


class PaivatForm(SijainenForm):
    """The days whose new visitor has been seen with what is in the way."""

    nahty = forms.CharField(required=False, widget=forms.HiddenInput)


class SiirtojaksoForm(Lomake):
    """The days of an absence; without an end those of one who leaves."""

    alku = forms.DateField()
    loppu = forms.DateField(required=False)


class PalvelupisteForm(MalliLomake):
    class Meta:
        model = Palvelupiste
        fields = ["nimi", "osoite", "saapumisohje"]
        widgets = {"saapumisohje": forms.Textarea(attrs={"rows": 4})}


class SuunnitelmaForm(MalliLomake):
    class Meta:
        model = Palvelusuunnitelma
        fields = ["alkupvm", "loppupvm", "perustelu"]
        widgets = {
            "alkupvm": PvmInput,
            "loppupvm": PvmInput,
            "perustelu": forms.Textarea(attrs={"rows": 5}),
        }


class SuunnitelmanMuutosForm(MalliLomake):
    versio = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Palvelusuunnitelma
        fields = ["hyvaksymispvm", "hyvaksymisviite", "perustelu"]
        widgets = {"hyvaksymispvm": PvmInput, "perustelu": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A draft has neither, so the model does not ask for them; an approved plan has both.
        for nimi in ("hyvaksymispvm", "hyvaksymisviite"):
            self.fields[nimi].required = True

    def nayta_tallennettu(self, suunnitelma):
        """Keep what was typed, on top of the stored version that the editor now sees beside it."""
        self.data = self.data.copy()
        self.data["versio"] = suunnitelma.versio


class SuunnitelmariviForm(MalliLomake):
    kanavat = forms.MultipleChoiceField(
        label=_("Kanavat"),
        choices=Suunnitelmarivi.Kanava,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Miten asiakasta voidaan palvella päivän aikana."),
    )

    class Meta:
        model = Suunnitelmarivi
        fields = [
            "ankkuripvm",
            "vali",
            "alkuklo",
            "loppuklo",
            "palvelupiste",
            "kanavat",
            "prosessit",
            "vastuuhenkilo",
        ]
        widgets = {
            "ankkuripvm": PvmInput,
            "vali": forms.NumberInput(attrs={"min": 1, "max": SUURIN_VALI}),
            "alkuklo": KloInput,
            "loppuklo": KloInput,
            "prosessit": forms.CheckboxSelectMultiple,
        }

    def __init__(self, data=None, *, suunnitelma, instance=None, **kwargs):
        super().__init__(data, instance=instance or Suunnitelmarivi(suunnitelma=suunnitelma), **kwargs)
        kunta = suunnitelma.kunta
        self.fields["palvelupiste"].queryset = Palvelupiste.objects.for_kunta(kunta)
        self.fields["prosessit"].queryset = Avainprosessi.objects.filter(alue=kunta.alue_id, kaytossa=True)
        self.fields["vastuuhenkilo"].queryset = Henkilo.objects.filter(alue=kunta.alue_id, kunta=None)
        merkitse_valinnat(self.fields["vastuuhenkilo"])
