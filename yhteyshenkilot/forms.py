from django import forms
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.forms import Lomake, MalliLomake, PvmInput, VersioMixin
from tyollisyysalue.models import Henkilo, Kunta
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import (
    Avainprosessi,
    Luettelosaaja,
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

    def __init__(self, *args, alue, selitteet=None, **kwargs):
        """``selitteet``: by municipality what there is to know of its list before choosing it."""
        super().__init__(*args, **kwargs)
        self.fields["kunnat"].queryset = Kunta.objects.filter(alue=alue)
        if selitteet:
            self.fields["kunnat"].choices = [
                (kunta.koodi, f"{kunta}: {selite}") for kunta, selite in selitteet.items()
            ]


class LahetysForm(KunnatForm):
    """Confirms a sending whose content the sender has seen."""

    kunnat = forms.ModelMultipleChoiceField(
        queryset=Kunta.objects.none(), to_field_name="koodi", widget=forms.MultipleHiddenInput
    )
    nahty = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class UudelleenForm(Lomake):
    """The lists to send again: those on the page where the button is."""

    saajat = forms.ModelMultipleChoiceField(
        queryset=Luettelosaaja.objects.none(), widget=forms.MultipleHiddenInput
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        alueet = roolit.alueet(user, Rooli.KOORDINAATTORI)
        self.fields["saajat"].queryset = Luettelosaaja.objects.filter(
            lahetys__alue__in=alueet
        ).select_related("kunta")


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
