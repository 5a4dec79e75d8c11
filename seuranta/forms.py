from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from seuranta import kuukaudet, lukijat, luvut
from seuranta.models import Havainto, Mittari, Tuonti, paivan_loppu
from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.models import Tyollisyysalue
from tyollisyysalue.tekstit import helsingin_pvm


class KuukausiField(forms.Field):
    """A month as text: browsers' own month picker is missing from half of them."""

    def __init__(self, **kwargs):
        super().__init__(**{"help_text": _("Muodossa 8/2025."), **kwargs})

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return kuukaudet.lue(value)
        except ValueError as error:
            raise ValidationError(_("Kirjoita kuukausi muodossa 8/2025.")) from error

    def prepare_value(self, value):
        return kuukaudet.lyhyt(value) if hasattr(value, "month") else value


class LukuField(forms.Field):
    """A figure of one measure, with a decimal comma, or a missing code."""

    def __init__(self, mittari, **kwargs):
        super().__init__(label=mittari.nimi, required=False, **kwargs)
        self.mittari = mittari

    def to_python(self, value):
        if value in self.empty_values or not value.strip():
            return None
        try:
            arvo = luvut.lue(value)
            if not isinstance(arvo, Havainto.Puuttuva):
                luvut.tarkista(arvo, self.mittari)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return arvo

    def prepare_value(self, value):
        if value is None or isinstance(value, Havainto.Puuttuva | str):
            return value
        return luvut.kirjoita(value, self.mittari.desimaalit)


class KirjausForm(Lomake):
    """The figures of one municipality and month; a measure left empty is not recorded."""

    kuukausi = KuukausiField(label=_("Kuukausi"))
    lahde = forms.CharField(label=_("Lähde"), max_length=200)
    julkaisupvm = forms.DateField(
        label=_("Lähteen julkaisupäivä"),
        help_text=_("Päivä, jona lähde julkaisi luvut."),
        widget=PvmInput,
    )
    huomautus = forms.CharField(label=_("Huomautus"), max_length=200, required=False)

    def __init__(self, *args, mittarit, **kwargs):
        super().__init__(*args, **kwargs)
        self.mittarit = {mittari.koodi: mittari for mittari in mittarit}
        for koodi, mittari in self.mittarit.items():
            self.fields[koodi] = LukuField(mittari)

    def clean(self):
        cleaned_data = super().clean()
        cleaned_data["arvot"] = {
            mittari: cleaned_data[koodi]
            for koodi, mittari in self.mittarit.items()
            if cleaned_data.get(koodi) is not None
        }
        return cleaned_data


class TuontiForm(Lomake):
    """A published table to be previewed."""

    tiedosto = forms.FileField(
        label=_("Tilastotaulukko"),
        help_text=lazy(lukijat.ohje, str)(),
        widget=forms.FileInput(attrs={"accept": ".json,.px,.csv,.xlsx"}),
        error_messages={
            "required": _("Valitse tuotava tiedosto."),
            "empty": _("Tiedosto on tyhjä. Lataa taulukko uudelleen."),
        },
    )
    julkaisupvm = forms.DateField(
        label=_("Lähteen julkaisupäivä"),
        help_text=_("Päivä, jona lähde julkaisi luvut."),
        widget=PvmInput,
    )

    def clean_tiedosto(self):
        upload = self.cleaned_data["tiedosto"]
        if upload.size > lukijat.ENIMMAISKOKO:
            raise ValidationError(lukijat.liian_suuri())
        return upload


class HakuForm(Lomake):
    """A month of a table to be fetched and previewed."""

    taulu = forms.ChoiceField(label=_("Taulu"))
    kuukausi = KuukausiField(label=_("Kuukausi"))

    def __init__(self, *args, taulut, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["taulu"].choices = [(taulu, taulu) for taulu in taulut]


class VahvistusForm(Lomake):
    """Which comparison was accepted; see ``tuonnit.Vertailu.tiiviste``."""

    tiiviste = forms.CharField(max_length=64, widget=forms.HiddenInput)


class TiedossaForm(Lomake):
    """As known on which day; without one, as known now.

    ``tuonti`` in the address tells two versions of one day apart: as known when that batch was the newest. It is no
    field, so that choosing another day leaves it out.
    """

    aika = None

    tiedossa = forms.DateField(label=_("Tiedossa päivänä"), required=False, widget=PvmInput)

    def clean_tiedossa(self):
        paiva = self.cleaned_data["tiedossa"]
        if paiva and paiva > kello.tanaan():
            raise ValidationError(_("Päivä ei voi olla tulevaisuudessa. Anna tämä päivä tai aiempi."))
        if paiva and "tuonti" in self.data:
            self.aika = self._tuonnin_aika(paiva)
        return paiva

    def _tuonnin_aika(self, paiva):
        tunnus = self.data["tuonti"]
        if len(tunnus) < 19 and tunnus.isascii() and tunnus.isdecimal():
            aika = Tuonti.objects.filter(pk=tunnus).values_list("aika", flat=True).first()
            if aika and helsingin_pvm(aika) == paiva:
                return aika
        raise ValidationError(_("Päivänä ei ole tällaista lukujen versiota. Valitse päivä uudelleen."))

    @property
    def paiva(self):
        return self.cleaned_data.get("tiedossa") if self.is_valid() else None

    @property
    def hetki(self):
        if not self.paiva:
            return kello.nyt()
        return self.aika or min(paivan_loppu(self.paiva), kello.nyt())

    @property
    def haku(self):
        """What the addresses of the page's own links go on with."""
        if not self.paiva:
            return ""
        return f"?tiedossa={self.paiva.isoformat()}" + (f"&tuonti={self.data['tuonti']}" if self.aika else "")


class VertailuForm(Lomake):
    """Which measure of which area and month is compared; what is left out is the page's choice."""

    alue = forms.ModelChoiceField(
        Tyollisyysalue.objects.all(),
        label=_("Työllisyysalue"),
        required=False,
        to_field_name="koodi",
        empty_label=None,
    )
    mittari = forms.ModelChoiceField(
        Mittari.objects.avainluvut(),
        label=_("Mittari"),
        required=False,
        to_field_name="koodi",
        empty_label=None,
    )
    kk = forms.TypedChoiceField(label=_("Kuukausi"), required=False, coerce=kuukaudet.lue, empty_value=None)

    def __init__(self, data, *, alueet, kuukaudet_, alku):
        # A form with data forgets its initial values: what was left out must show as what the page chose.
        super().__init__(alku | data.dict())
        self.fields["alue"].queryset = alueet
        if len(alueet) < 2:
            del self.fields["alue"]
        self.fields["kk"].choices = [(kuukaudet.osoitteessa(kk), kuukaudet.sanoin(kk)) for kk in kuukaudet_]


class PeruutusForm(VahvistusForm):
    """Why a batch is undone."""

    syy = forms.CharField(
        label=_("Syy"),
        max_length=300,
        help_text=_("Esimerkiksi: väärä tiedosto. Syy näkyy lukujen tuonneissa."),
    )


class SuodatinForm(Lomake):
    """Which area's and month's figures the list shows; both may be left to the page."""

    alue = forms.ModelChoiceField(
        Tyollisyysalue.objects.none(),
        label=_("Työllisyysalue"),
        required=False,
        to_field_name="koodi",
        empty_label=None,
    )
    kk = forms.TypedChoiceField(label=_("Kuukausi"), required=False, coerce=kuukaudet.lue, empty_value=None)

    def __init__(self, data, *, alueet, kuukaudet_):
        super().__init__(data)
        if len(alueet) > 1:
            self.fields["alue"].queryset = alueet
        else:
            del self.fields["alue"]
        self.fields["kk"].choices = [(kuukaudet.osoitteessa(kk), kuukaudet.sanoin(kk)) for kk in kuukaudet_]
