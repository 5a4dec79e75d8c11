"""Forms of the acts on a service day. Each may be kept on a phone, and carries a key by which it counts once."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from lahipalvelut.forms import KloInput
from lahipalvelut.models import Palvelupaiva, Palvelupiste, Suunnitelmarivi
from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.tekstit import aikavali, viikonpaiva_pvm

ASIAKKAITA_ENINTAAN = 500


class AikaInput(forms.DateTimeInput):
    """``data-nyt`` is when the page was made: one that a phone has kept offers the present time all the same."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")

    def build_attrs(self, base_attrs, extra_attrs=None):
        nyt = {"data-nyt": str(int(kello.nyt().timestamp()))}
        return super().build_attrs(base_attrs, nyt | (extra_attrs or {}))


class PaivaLomake(Lomake):
    """``suljettu``: the month of the day is closed, so that the change needs a reason of its own."""

    lahetys = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, suljettu=False, **kwargs):
        super().__init__(*args, **kwargs)
        if suljettu:
            self.fields["korjaussyy"] = forms.CharField(
                label=_("Miksi suljetun kuukauden päivää muutetaan"),
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Kuukausi on suljettu. Korjaus ja sen syy jäävät päivän historiaan."),
            )


class KirjausForm(PaivaLomake):
    """That a day was held; the note, and where the reader may give them, how many were met by each channel."""

    OMAT = "omat"
    ASIAKKAAT = "asiakkaat_"

    paluu = forms.ChoiceField(choices=[(OMAT, OMAT)], required=False, widget=forms.HiddenInput)

    def __init__(self, *args, kanavat=(), on_kirjattu=False, **kwargs):
        super().__init__(*args, **kwargs)
        if on_kirjattu:
            # A page from before the day was logged has none: what it sends has seen nothing.
            self.fields["versio"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        # Numbers first: on a phone they are given by thumb, and the note is rare.
        for kanava in kanavat:
            self.fields[self.ASIAKKAAT + kanava] = forms.IntegerField(
                label=_("Asiakkaita %(kanava)s") % {"kanava": Suunnitelmarivi.Kanava(kanava).label},
                required=False,
                min_value=0,
                max_value=ASIAKKAITA_ENINTAAN,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
        self.fields["huomautus"] = forms.CharField(
            label=_("Huomautus"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=Palvelupaiva._meta.get_field("huomautus").help_text,
        )
        if "korjaussyy" in self.fields:
            self.order_fields([*(nimi for nimi in self.fields if nimi != "korjaussyy"), "korjaussyy"])

    @property
    def asiakkaat(self):
        """``{channel: number}`` of what was asked; None where nothing was."""
        alku = self.ASIAKKAAT
        maarat = {n.removeprefix(alku): a for n, a in self.cleaned_data.items() if n.startswith(alku)}
        return maarat or None


class MuutosLomake(PaivaLomake):
    """Why a day is not held as agreed, and who was told and when."""

    syykoodi = forms.ChoiceField(
        label=_("Syy"), choices=[("", _("Valitse syy")), *Palvelupaiva.Syykoodi.choices]
    )
    syy = forms.CharField(
        label=_("Syyn kuvaus"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=Palvelupaiva._meta.get_field("syy").help_text,
    )
    kerrottu = forms.CharField(
        label=_("Kenelle kerrottiin"),
        required=False,
        max_length=200,
        help_text=_(
            "Esimerkiksi: kunnan yhdyshenkilölle puhelimessa. Portaali ilmoittaa kunnan yhdyshenkilöille joka "
            "tapauksessa."
        ),
    )
    muutosaika = forms.DateTimeField(
        label=_("Milloin muutoksesta kerrottiin kunnalle"),
        widget=AikaInput,
        help_text=_("Tästä lasketaan, montako tuntia ennen päivää muutos tiedettiin."),
    )


class PeruForm(MuutosLomake):
    pass


class AjanLomake(PaivaLomake):
    """When and where a new day is. ``nahty`` tells which hindrances the sender has seen."""

    pvm = forms.DateField(label=_("Päivä"), widget=PvmInput)
    alkuklo = forms.TimeField(label=_("Alkaa"), widget=KloInput)
    loppuklo = forms.TimeField(label=_("Päättyy"), widget=KloInput)
    palvelupiste = forms.ModelChoiceField(
        label=_("Palvelupiste"), queryset=Palvelupiste.objects.none(), empty_label=None
    )
    nahty = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, kunta, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["palvelupiste"].queryset = Palvelupiste.objects.for_kunta(kunta)

    @property
    def uusi(self):
        """Date, times and place of the new day."""
        return {nimi: self.cleaned_data[nimi] for nimi in ("pvm", "alkuklo", "loppuklo", "palvelupiste")}


class SiirtoForm(AjanLomake, MuutosLomake):
    field_order = ["pvm", "alkuklo", "loppuklo", "palvelupiste"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pvm"].label = _("Uusi päivä")

    @property
    def muutos(self):
        """The reason and who was told."""
        muut = {"pvm", "alkuklo", "loppuklo", "palvelupiste", "nahty", "lahetys"}
        return {nimi: arvo for nimi, arvo in self.cleaned_data.items() if nimi not in muut}


class LisapaivaForm(AjanLomake):
    rivi = forms.ModelChoiceField(
        label=_("Kuka käy ja miten palvellaan"),
        queryset=Suunnitelmarivi.objects.none(),
        empty_label=None,
        help_text=_("Palvelusuunnitelman rivi, jonka mukaisesti ylimääräisenä päivänä palvellaan."),
    )
    syy = forms.CharField(
        label=_("Miksi päivä lisätään"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Näkyy päivän historiassa kirjautuneille."),
    )
    field_order = ["rivi", "pvm", "alkuklo", "loppuklo", "palvelupiste", "syy"]

    def __init__(self, *args, rivit, **kwargs):
        super().__init__(*args, **kwargs)
        kentta = self.fields["rivi"]
        kentta.queryset = rivit
        kentta.label_from_instance = lambda rivi: f"{rivi.vastuuhenkilo.nimi}: {rivi.toistuvuus.lause()}"


class PeruKirjausForm(PaivaLomake):
    syy = forms.CharField(
        label=_("Miksi kirjaus perutaan"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Näkyy päivän historiassa kirjautuneille."),
    )


class KuukausiForm(PaivaLomake):
    """The days of a month that were held: all of those unlogged, but for the ones that are left out."""

    paivat = forms.ModelMultipleChoiceField(
        label=_("Pidetyt päivät"),
        queryset=Palvelupaiva.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Valitse vähintään yksi päivä.")},
    )

    def __init__(self, *args, paivat, **kwargs):
        super().__init__(*args, **kwargs)
        kentta = self.fields["paivat"]
        kentta.queryset = paivat
        kentta.initial = list(paivat)
        kentta.label_from_instance = lambda paiva: (
            f"{viikonpaiva_pvm(paiva.pvm)} {paiva.kunta.nimi} {aikavali(paiva.alkuklo, paiva.loppuklo)}"
        )


class AvaaKuukausiForm(Lomake):
    syy = forms.CharField(
        label=_("Miksi kuukausi avataan"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Näkyy kuukauden historiassa kirjautuneille."),
    )
