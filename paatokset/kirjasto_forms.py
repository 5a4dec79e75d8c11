"""Forms of the catalogue of provisions, the library, the language versions and the answer memory."""

from django import forms
from django.utils.translation import gettext_lazy as _

from paatokset.forms import oma_vaki, rikas_teksti
from paatokset.models import Fraasi, Lainkohta
from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake, MalliLomake, PvmInput, VersioMixin


class Luettelolomake(MalliLomake):
    """Whoever keeps an entry is of the area's own people."""

    def __init__(self, *args, alue, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["omistaja"].queryset = oma_vaki([alue])

    def _post_clean(self):
        """The workflow checks and saves: the row must stay as stored when saving is refused."""


class LainkohtaForm(Luettelolomake):
    class Meta:
        model = Lainkohta
        fields = ["kaytto", "teksti_fi", "teksti_sv", "alkupvm", "tarkistuspvm", "omistaja", "lahde"]
        widgets = {"alkupvm": PvmInput, "tarkistuspvm": PvmInput}


class LainkohdanMuutosForm(VersioMixin, LainkohtaForm):
    pass


class PaattymisForm(Lomake):
    loppupvm = forms.DateField(label=_("viimeinen voimassaolopäivä"), widget=PvmInput, initial=kello.tanaan)


class FraasiForm(Luettelolomake):
    teksti_fi = rikas_teksti(taulukot=False, label=_("teksti suomeksi"))
    teksti_sv = rikas_teksti(taulukot=False, label=_("teksti ruotsiksi"), required=False)

    class Meta:
        model = Fraasi
        fields = ["nimi", "laji", "omistaja", "alkupvm", "otsikko_fi", "otsikko_sv", "teksti_fi", "teksti_sv"]
        widgets = {"alkupvm": PvmInput}

    RINNAKKAIN = ["otsikko_fi", "otsikko_sv", "teksti_fi", "teksti_sv"]

    def tiedot(self):
        return [self[nimi] for nimi in self.fields if nimi not in self.RINNAKKAIN]

    def rinnakkain(self):
        return [self[nimi] for nimi in self.RINNAKKAIN]


class FraasinMuutosForm(VersioMixin, FraasiForm):
    pass


class EhdotuksetForm(Lomake):
    """Which of the library's proposals go into the draft; all of them unless somebody says otherwise."""

    parit = forms.MultipleChoiceField(
        label=_("lisättävät osiot"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Valitse vähintään yksi osio.")},
    )

    def __init__(self, *args, ehdotukset, **kwargs):
        super().__init__(*args, **kwargs)
        self.ehdotukset = {f"{osio.pk}-{fraasi.pk}": (osio, fraasi) for osio, fraasi in ehdotukset}
        self.fields["parit"].choices = [
            (avain, f"{osio} – {fraasi}") for avain, (osio, fraasi) in self.ehdotukset.items()
        ]
        self.fields["parit"].initial = list(self.ehdotukset)

    def valitut(self):
        return [self.ehdotukset[avain] for avain in self.cleaned_data["parit"]]


class ToisintoForm(VersioMixin, Lomake):
    """The decision's own texts in the other language."""

    otsikko = forms.CharField(label=_("otsikko"), max_length=200, required=False)
    ehdotus = rikas_teksti(label=_("päätösehdotus"), required=False)
    johdanto = rikas_teksti(label=_("selostuksen johdanto"), required=False)
    toimivalta = forms.CharField(label=_("toimivallan peruste"), max_length=300, required=False)
    vaikutukset = forms.CharField(
        label=_("arviointi tai syy, miksi sitä ei tehdä"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    muutoksenhaun_peruste = forms.CharField(label=_("sovellettu lainkohta"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.kerrotaan_valinnainen = False


class OsiotoisintoForm(VersioMixin, Lomake):
    otsikko = forms.CharField(label=_("osion otsikko"), max_length=200, required=False)
    teksti = rikas_teksti(
        label=_("teksti"),
        required=False,
        help_text=_(
            "Kirjoita toisen kielen teksti faktojen ympärille. Faktat ovat samat kummallakin kielellä."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.kerrotaan_valinnainen = False


class EroForm(Lomake):
    perustelu = forms.CharField(
        label=_("miksi vastaus poikkeaa"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
