from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake, MalliLomake, PvmInput, VersioMixin
from tyollisyysalue.models import Henkilo, Kunta
from yhteyshenkilot.models import (
    Avainprosessi,
    Ryhmajasenyys,
    Tapaaminen,
    Vastinpari,
    Vastuu,
    Yhteistyoryhma,
)


class PaivaForm(Lomake):
    """The day a page is read as of; today when nothing, or nonsense, is asked for."""

    pvm = forms.DateField(label=_("Tilanne"), required=False, widget=PvmInput)

    @property
    def paiva(self):
        return (self.is_valid() and self.cleaned_data["pvm"]) or kello.tanaan()


class PaattyyForm(Lomake):
    loppupvm = forms.DateField(label=_("Viimeinen voimassaolopäivä"), widget=PvmInput)


class JulkisuusField(forms.TypedChoiceField):
    """What the public sees, as one choice of those that make sense: nothing is public without the name."""

    EI_MITAAN = "-"
    VALINNAT = (
        (EI_MITAAN, _("ei mitään: ei julkisessa hakemistossa")),
        ("nimi", _("nimi ja nimike")),
        ("nimi,puhelin", _("nimi, nimike ja puhelin")),
        ("nimi,sahkoposti", _("nimi, nimike ja sähköposti")),
        ("nimi,puhelin,sahkoposti", _("nimi, nimike, puhelin ja sähköposti")),
    )

    def __init__(self, *, tyhja=None, **kwargs):
        alku = [] if tyhja is None else [("", tyhja)]
        super().__init__(
            choices=[*alku, *self.VALINNAT],
            coerce=self.tiedoiksi,
            empty_value=None,
            widget=forms.RadioSelect,
            required=tyhja is None,
            **kwargs,
        )

    def tiedoiksi(self, valinta):
        return [] if valinta == self.EI_MITAAN else valinta.split(",")

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value or ""
        return ",".join(value) or self.EI_MITAAN

    def sanoina(self, tiedot):
        """The stored value in words."""
        valinnat: Any = self.choices
        return dict(valinnat)[self.prepare_value(tiedot)]


class HenkiloForm(MalliLomake):
    julkiset = JulkisuusField(
        label=_("Mitä henkilöstä näkyy kaikille"),
        initial=JulkisuusField.EI_MITAAN,
        help_text=_("Yhteistyössä mukana olevat näkevät kaikki tiedot. Vastuulla voi olla oma asetus."),
    )

    class Meta:
        model = Henkilo
        fields = ["nimi", "nimike", "kunta", "organisaatio", "puhelin", "sahkoposti", "julkiset"]

    def __init__(self, *args, alue, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunta"].queryset = Kunta.objects.filter(alue=alue)
        self.fields["kunta"].empty_label = _("työllisyysalueen oma henkilöstö")


class HenkilonMuutosForm(VersioMixin, HenkiloForm):
    pass


class ProsessiForm(MalliLomake):
    class Meta:
        model = Avainprosessi
        fields = ["nimi_fi", "nimi_sv", "nimi_en"]


class ProsessinNimiForm(VersioMixin, ProsessiForm):
    pass


class VastuuForm(MalliLomake):
    class Meta:
        model = Vastuu
        fields = ["prosessi", "henkilo", "laji", "alkupvm", "loppupvm"]
        widgets = {"alkupvm": PvmInput, "loppupvm": PvmInput}

    def __init__(self, data=None, *, kunta, **kwargs):
        super().__init__(data, instance=Vastuu(kunta=kunta), **kwargs)
        self.fields["prosessi"].queryset = Avainprosessi.objects.filter(alue=kunta.alue_id).kaytossa()
        self.fields["henkilo"].queryset = Henkilo.objects.filter(alue=kunta.alue_id, kunta__isnull=True)


class VastuunJulkisuusForm(VersioMixin, Lomake):
    julkiset = JulkisuusField(
        label=_("Mitä henkilöstä näkyy kaikille tässä vastuussa"),
        tyhja=_("samat tiedot kuin henkilöstä muuten"),
    )


class VastinpariForm(MalliLomake):
    class Meta:
        model = Vastinpari
        fields = ["laji", "prosessi", "oma_henkilo", "oma_alku", "kunnan_henkilo", "kunnan_alku"]
        widgets = {"oma_alku": PvmInput, "kunnan_alku": PvmInput}

    def __init__(self, data=None, *, kunta, **kwargs):
        super().__init__(data, instance=Vastinpari(kunta=kunta), **kwargs)
        henkilot = Henkilo.objects.filter(alue=kunta.alue_id)
        self.fields["prosessi"].queryset = Avainprosessi.objects.filter(alue=kunta.alue_id).kaytossa()
        self.fields["oma_henkilo"].queryset = henkilot.filter(kunta__isnull=True)
        self.fields["kunnan_henkilo"].queryset = henkilot.filter(kunta=kunta)


class KunnatForm(Lomake):
    """The municipalities a contact list is sent to."""

    kunnat = forms.ModelMultipleChoiceField(
        label=_("Kunnat"),
        queryset=Kunta.objects.none(),
        to_field_name="koodi",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Valitse vähintään yksi kunta.")},
    )

    def __init__(self, *args, alue, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunnat"].queryset = Kunta.objects.filter(alue=alue)


class LahetysForm(KunnatForm):
    """Confirms a sending whose content the sender has seen."""

    kunnat = forms.ModelMultipleChoiceField(
        queryset=Kunta.objects.none(), to_field_name="koodi", widget=forms.MultipleHiddenInput
    )
    nahty = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class RyhmaForm(MalliLomake):
    class Meta:
        model = Yhteistyoryhma
        fields = ["laji", "nimi_fi", "nimi_sv", "nimi_en"]


class JasenForm(MalliLomake):
    class Meta:
        model = Ryhmajasenyys
        fields = ["kunta", "edustaja", "alkupvm", "loppupvm"]
        widgets = {"alkupvm": PvmInput, "loppupvm": PvmInput}

    def __init__(self, data=None, *, ryhma, **kwargs):
        super().__init__(data, instance=Ryhmajasenyys(ryhma=ryhma), **kwargs)
        self.fields["kunta"].queryset = Kunta.objects.filter(alue=ryhma.alue_id)
        edustajat = Henkilo.objects.filter(alue=ryhma.alue_id, kunta__isnull=False).select_related("kunta")
        self.fields["edustaja"].queryset = edustajat
        self.fields["edustaja"].label_from_instance = lambda henkilo: f"{henkilo} ({henkilo.kunta})"


class TapaaminenForm(MalliLomake):
    class Meta:
        model = Tapaaminen
        fields = ["alkuaika", "paikka", "lisatieto"]
        widgets = {
            "alkuaika": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "lisatieto": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"paikka": _("Osoite ja huone, tai miten kokoukseen liitytään etänä.")}

    def __init__(self, data=None, *, ryhma, **kwargs):
        super().__init__(data, instance=Tapaaminen(ryhma=ryhma), **kwargs)
