"""Forms of proposals of counterpart pairs."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue.forms import Lomake, MalliLomake, PvmInput
from tyollisyysalue.models import Henkilo
from yhteyshenkilot.models import Avainprosessi, Vastinpariehdotus
from yhteyshenkilot.poissa import merkitse_valinnat

UUDEN_TIEDOT = ["uusi_nimi", "uusi_nimike", "uusi_puhelin", "uusi_sahkoposti"]


class VastinpariehdotusForm(MalliLomake):
    """A new pair, or one in place of ``pari``, whose process and kind stay."""

    class Meta:
        model = Vastinpariehdotus
        fields = ["laji", "prosessi", "oma_henkilo", "kunnan_henkilo", *UUDEN_TIEDOT, "alkupvm", "perustelu"]
        widgets = {"alkupvm": PvmInput, "perustelu": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, data=None, *, kunta, puoli, user, pari=None, **kwargs):
        ehdotus = Vastinpariehdotus(kunta=kunta, puoli=puoli, ehdottaja=user, pari=pari)
        if pari:
            ehdotus.laji, ehdotus.prosessi = pari.laji, pari.prosessi
        super().__init__(data, instance=ehdotus, **kwargs)
        henkilot = Henkilo.objects.filter(alue=kunta.alue_id)
        self.fields["oma_henkilo"].queryset = henkilot.filter(kunta__isnull=True)
        self.fields["kunnan_henkilo"].queryset = henkilot.filter(kunta=kunta)
        for kentta in ("oma_henkilo", "kunnan_henkilo"):
            merkitse_valinnat(self.fields[kentta])
        self.fields["kunnan_henkilo"].empty_label = _("uusi henkilö, jonka tiedot annan alla")
        self.fields["prosessi"].queryset = Avainprosessi.objects.filter(alue=kunta.alue_id).kaytossa()
        if pari:
            del self.fields["laji"], self.fields["prosessi"]

    def clean(self):
        cleaned = super().clean()
        uusi = any(cleaned.get(nimi) for nimi in UUDEN_TIEDOT)
        if cleaned.get("kunnan_henkilo") and uusi:
            self.add_error(
                "kunnan_henkilo", _("Valitse henkilö tai anna uuden henkilön tiedot, ei molempia.")
            )
        elif not cleaned.get("kunnan_henkilo"):
            for nimi in ("uusi_nimi", "uusi_nimike"):
                if not cleaned.get(nimi) and nimi not in self.errors:
                    self.add_error(nimi, _("Anna uuden henkilön nimi ja nimike, tai valitse henkilö yllä."))
        return cleaned

    @property
    def tiedot(self):
        """The values for the workflow; of a successor's pair the kind and the process are the old pair's."""
        return {"laji": self.instance.laji, "prosessi": self.instance.prosessi, **self.cleaned_data}


class VastausForm(Lomake):
    VAHVISTA, TORJU = "vahvista", "torju"

    ratkaisu = forms.ChoiceField(
        label=gettext_lazy("Vastauksesi"),
        choices=[
            (VAHVISTA, gettext_lazy("Vahvista: vastinpari alkaa")),
            (TORJU, gettext_lazy("Torju: vastinpari ei käy")),
        ],
        widget=forms.RadioSelect,
    )
    vastaus = forms.CharField(
        label=gettext_lazy("Torjumisen perustelu"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Toinen osapuoli näkee perustelun."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("ratkaisu") == self.TORJU and not cleaned.get("vastaus"):
            self.add_error("vastaus", _("Kerro toiselle osapuolelle, miksi ehdotus ei käy."))
        return cleaned
