from django import forms
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake, MalliLomake, PvmInput, VersioMixin
from tyollisyysalue.models import Henkilo, Kunta, Tyollisyysalue
from tyollisyysalue.tiivisteet import json_tiiviste
from yhteyshenkilot.models import (
    Avainprosessi,
    Poissaolo,
    Ryhmajasenyys,
    Tapaaminen,
    Vastinpari,
    Vastuu,
    Yhteistyoryhma,
)
from yhteyshenkilot.poissa import merkitse_valinnat
from yhteyshenkilot.sanat import KATTAVUUS_SANOINA


class PaivaForm(Lomake):
    """The day a page is read as of; today when nothing, or nonsense, is asked for."""

    pvm = forms.DateField(label=_("Tilanne"), required=False, widget=PvmInput)

    @property
    def paiva(self):
        return (self.is_valid() and self.cleaned_data["pvm"]) or kello.tanaan()


class AukkoMixin(forms.Form):
    """A form whose act may leave a process without people: the holes are shown once before they are made."""

    # Carries which holes the user has seen.
    nahty = forms.CharField(required=False, widget=forms.HiddenInput)

    def hyvaksyy(self, aukot):
        """Whether there is nothing to warn of, or the user goes on having seen it."""
        tiiviste = json_tiiviste(aukot) if aukot else ""
        nahty = self.cleaned_data.pop("nahty")
        self.data = self.data.copy()
        self.data["nahty"] = tiiviste
        return nahty == tiiviste or not aukot


class KattavuusForm(PaivaForm):
    alue = forms.ModelChoiceField(
        label=_("Työllisyysalue"),
        queryset=Tyollisyysalue.objects.none(),
        to_field_name="koodi",
        required=False,
        # Links carry it; few people take part in two areas.
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, alueet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["alue"].queryset = alueet
        self.fields["pvm"].initial = kello.tanaan


class KattavuusluetteloForm(KattavuusForm):
    kunta = forms.ModelChoiceField(
        label=_("Kunta"),
        queryset=Kunta.objects.none(),
        to_field_name="koodi",
        required=False,
        empty_label=_("Kaikki kunnat"),
    )
    tila = forms.ChoiceField(
        label=_("Tilanne"), required=False, choices=[("", _("Kaikki")), *KATTAVUUS_SANOINA.items()]
    )


class PaattyyForm(Lomake):
    loppupvm = forms.DateField(label=_("Viimeinen voimassaolopäivä"), widget=PvmInput)


class VastuuPaattyyForm(AukkoMixin, PaattyyForm):
    pass


class PaataKaikkiForm(AukkoMixin, PaattyyForm):
    """``nahty`` carries here also what is ended, so that nothing ends unseen."""


class PoissaoloForm(AukkoMixin, MalliLomake):
    class Meta:
        model = Poissaolo
        fields = ["henkilo", "alkupvm", "loppupvm"]
        widgets = {"alkupvm": PvmInput, "loppupvm": PvmInput}

    def __init__(self, *args, henkilot, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["henkilo"].queryset = henkilot


class PoissaolonMuutosForm(VersioMixin, AukkoMixin, MalliLomake):
    class Meta:
        model = Poissaolo
        fields = ["alkupvm", "loppupvm"]
        widgets = {"alkupvm": PvmInput, "loppupvm": PvmInput}


class HenkiloForm(MalliLomake):
    class Meta:
        model = Henkilo
        fields = ["nimi", "nimike", "kunta", "organisaatio", "puhelin", "sahkoposti"]

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
        merkitse_valinnat(self.fields["henkilo"])


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
        for kentta in ("oma_henkilo", "kunnan_henkilo"):
            merkitse_valinnat(self.fields[kentta])


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
        merkitse_valinnat(self.fields["edustaja"])


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
