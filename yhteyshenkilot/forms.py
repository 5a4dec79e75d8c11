from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.forms import Lomake, MalliLomake, PvmInput, VersioMixin
from tyollisyysalue.models import Henkilo, Kunta, Tyollisyysalue
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tiivisteet import json_tiiviste
from yhteyshenkilot.models import (
    Avainprosessi,
    Edustus,
    Luettelosaaja,
    Poissaolo,
    Ryhmajasenyys,
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
        # The field is drawn from what was sent.
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["nahty"] = tiiviste
        self.data = data
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
        merkitse_valinnat(self.fields["henkilo"])


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


def henkilo_organisaatioineen(henkilo):
    return f"{henkilo} ({henkilo.kunta or henkilo.alue.nimi})"


class JasenForm(MalliLomake):
    """A municipality joins, and who represents it from the first day on when that is known."""

    edustaja = forms.ModelChoiceField(
        label=_("Edustaja"),
        queryset=Henkilo.objects.none(),
        required=False,
        help_text=_("Kunnan palveluksessa oleva henkilö. Edustajan voi nimetä myös myöhemmin."),
    )

    class Meta:
        model = Ryhmajasenyys
        fields = ["kunta", "alkupvm", "loppupvm"]
        widgets = {"alkupvm": PvmInput, "loppupvm": PvmInput}

    def __init__(self, data=None, *, ryhma, **kwargs):
        super().__init__(data, instance=Ryhmajasenyys(ryhma=ryhma), **kwargs)
        self.order_fields(["kunta", "edustaja", "alkupvm", "loppupvm"])
        self.fields["kunta"].queryset = Kunta.objects.filter(alue=ryhma.alue_id)
        edustajat = Henkilo.objects.filter(alue=ryhma.alue_id, kunta__isnull=False)
        self.fields["edustaja"].queryset = edustajat.select_related("kunta")
        self.fields["edustaja"].label_from_instance = henkilo_organisaatioineen
        merkitse_valinnat(self.fields["edustaja"])

    def clean(self):
        data = super().clean()
        edustaja, kunta = data.get("edustaja"), data.get("kunta")
        if edustaja and kunta and edustaja.kunta_id != kunta.pk:
            self.add_error("edustaja", _("Valitse henkilö, joka on kunnan palveluksessa."))
        return data


class EdustusForm(MalliLomake):
    class Meta:
        model = Edustus
        fields = ["jasenyys", "henkilo", "tehtava", "alkupvm", "loppupvm"]
        widgets = {"alkupvm": PvmInput, "loppupvm": PvmInput}

    def __init__(self, data=None, *, ryhma, **kwargs):
        super().__init__(data, instance=Edustus(ryhma=ryhma), **kwargs)
        jasenyydet = Ryhmajasenyys.objects.filter(ryhma=ryhma).paattymatta(kello.tanaan())
        self.fields["jasenyys"].queryset = jasenyydet.select_related("kunta")
        self.fields["jasenyys"].label_from_instance = lambda jasenyys: jasenyys.kunta.nimi
        self.fields["jasenyys"].empty_label = _("työllisyysalue")
        self.fields["jasenyys"].label = _("Ketä henkilö edustaa")
        self.fields["henkilo"].queryset = Henkilo.objects.filter(alue=ryhma.alue_id).select_related(
            "kunta", "alue"
        )
        self.fields["henkilo"].label_from_instance = henkilo_organisaatioineen
        merkitse_valinnat(self.fields["henkilo"])
