"""Forms of plans: drafts, their lines, approval, versions and copies, closures, and sizing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lahipalvelut.forms import SuunnitelmariviForm
from lahipalvelut.models import Palvelupiste, Palvelusuunnitelma, Sulku, Suunnitelmarivi
from tyollisyysalue.aikataulu import SUURIN_VALI
from tyollisyysalue.forms import Lomake, MalliLomake, PvmInput, VersioMixin
from tyollisyysalue.models import Kunta
from tyollisyysalue.versiot import versio


class LuonnosForm(MalliLomake):
    """Of a draft that exists: what the second of two editors saw goes along."""

    versio = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Palvelusuunnitelma
        fields = ["alkupvm", "loppupvm", "perustelu"]
        widgets = {
            "alkupvm": PvmInput,
            "loppupvm": PvmInput,
            "perustelu": forms.Textarea(attrs={"rows": 5}),
        }

    def nayta_tallennettu(self, suunnitelma):
        """Keep what was typed, on top of the stored version that the editor now sees beside it."""
        self.data = self.data.copy()
        self.data["versio"] = suunnitelma.versio


class RivinMuutosForm(VersioMixin, SuunnitelmariviForm):
    def __init__(self, data=None, *, suunnitelma, instance, **kwargs):
        super().__init__(
            data,
            suunnitelma=suunnitelma,
            instance=instance,
            initial={"versio": versio(instance)},
            **kwargs,
        )
        # How stored values are said to the second of two editors.
        self.fields["kanavat"].sanoina = lambda kanavat: ", ".join(
            str(Suunnitelmarivi.Kanava(kanava).label) for kanava in kanavat
        )
        self.fields["prosessit"].sanoina = lambda prosessit: ", ".join(map(str, prosessit.all())) or "–"


class RivinPoistoForm(VersioMixin, Lomake):
    pass


class HyvaksyForm(MalliLomake):
    nahty = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Palvelusuunnitelma
        fields = ["hyvaksymispvm", "hyvaksymisviite"]
        widgets = {"hyvaksymispvm": PvmInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nimi in ("hyvaksymispvm", "hyvaksymisviite"):
            self.fields[nimi].required = True

    def _post_clean(self):
        # The rules of the whole plan are asked at approval; a draft itself may have neither date nor reference.
        pass


class VersioForm(Lomake):
    alkupvm = forms.DateField(
        label=gettext_lazy("Uusi versio alkaa"),
        widget=PvmInput,
        help_text=gettext_lazy(
            "Nykyinen suunnitelma päättyy edellisenä päivänä, kun uusi hyväksytään. Sitä ennen mikään ei muutu."
        ),
    )
    loppupvm = forms.DateField(
        label=gettext_lazy("Voimassa asti"),
        required=False,
        widget=PvmInput,
        help_text=gettext_lazy("Tyhjä: toistaiseksi voimassa."),
    )


class KuntaJaPiste(forms.ModelMultipleChoiceField):
    def label_from_instance(self, kunta: Any):
        return kunta.nimi


class KopioiForm(VersioForm):
    kunnat = KuntaJaPiste(
        label=gettext_lazy("Kunnat"),
        queryset=Kunta.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Kullekin tehdään luonnos, jossa paikkana on kunnan ensimmäinen palvelupiste."
        ),
    )

    def __init__(self, *args, kunta, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["alkupvm"].label = _("Suunnitelma alkaa")
        self.fields["alkupvm"].help_text = ""
        self.fields["kunnat"].queryset = Kunta.objects.filter(alue=kunta.alue_id).exclude(pk=kunta.pk)
        self.order_fields(["kunnat", "alkupvm", "loppupvm"])

    def kohteet(self):
        pisteet: dict[int, Palvelupiste] = {}
        for piste in Palvelupiste.objects.filter(kunta__in=self.cleaned_data["kunnat"]).order_by("-pk"):
            pisteet[piste.kunta_id] = piste
        return [(kunta, pisteet.get(kunta.pk)) for kunta in self.cleaned_data["kunnat"]]


class SyyForm(Lomake):
    syy = forms.CharField(label=gettext_lazy("Syy"), widget=forms.Textarea(attrs={"rows": 3}))


class SulkuForm(MalliLomake):
    class Meta:
        model = Sulku
        fields = ["palvelupiste", "alkupvm", "loppupvm", "syy"]
        widgets = {"alkupvm": PvmInput, "loppupvm": PvmInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kentta: Any = self.fields["palvelupiste"]
        kentta.queryset = Palvelupiste.objects.for_kunta(self.instance.kunta)
        kentta.empty_label = _("Koko kunta")


class EntajosForm(Lomake):
    """When a change would begin, and of each line how often: ``vali-<id>``."""

    alkupvm = forms.DateField(label=gettext_lazy("Muutos alkaisi"), widget=PvmInput)

    def __init__(self, *args, rivit, **kwargs):
        super().__init__(*args, **kwargs)
        self.rivit = rivit
        for rivi in rivit:
            self.fields[f"vali-{rivi.pk}"] = forms.TypedChoiceField(
                label=f"{rivi.suunnitelma.kunta.nimi}: {rivi.toistuvuus.lause()}",
                choices=[(vali, vali_sanoina(vali)) for vali in range(1, SUURIN_VALI + 1)],
                coerce=int,
                initial=rivi.vali,
            )

    def muutokset(self):
        """``{line's id: interval}`` of the lines whose interval is another."""
        return {
            rivi.pk: self.cleaned_data[f"vali-{rivi.pk}"]
            for rivi in self.rivit
            if self.cleaned_data[f"vali-{rivi.pk}"] != rivi.vali
        }


def vali_sanoina(vali):
    return _("joka viikko") if vali == 1 else _("joka %(vali)s. viikko") % {"vali": vali}


class JakoForm(Lomake):
    """Days of a year for the whole area, and when the plans would begin; then of each municipality its own number."""

    alkupvm = forms.DateField(label=gettext_lazy("Suunnitelmat alkavat"), widget=PvmInput)
    yhteensa = forms.IntegerField(
        label=gettext_lazy("Lähipäiviä vuodessa yhteensä"),
        min_value=0,
        max_value=5_000,
        help_text=gettext_lazy("Jaetaan kuntiin työnhakijoiden suhteessa suurimman jäännöksen menetelmällä."),
    )
    vahintaan = forms.IntegerField(
        label=gettext_lazy("Vähintään kuntaa kohti"),
        min_value=0,
        max_value=260,
        required=False,
        help_text=gettext_lazy(
            "Esimerkiksi 12: jokaisessa kunnassa käydään ainakin näin monta kertaa vuodessa."
        ),
    )

    def __init__(self, *args, kunnat, **kwargs):
        super().__init__(*args, **kwargs)
        self.kunnat = kunnat
        for kunta in kunnat:
            self.fields[f"paivia-{kunta.koodi}"] = forms.IntegerField(
                label=kunta.nimi, min_value=0, max_value=520, required=False
            )

    def clean(self):
        data = super().clean()
        if "yhteensa" in data and (data.get("vahintaan") or 0) * len(self.kunnat) > data["yhteensa"]:
            raise ValidationError(
                {"vahintaan": _("Päivät eivät riitä: pienennä kuntakohtaista vähimmäismäärää.")}
            )
        return data

    def kunnittain(self):
        """``{municipality's id: days}`` of those whose number was given by hand."""
        return {
            kunta.pk: maara
            for kunta in self.kunnat
            if (maara := self.cleaned_data.get(f"paivia-{kunta.koodi}")) is not None
        }
