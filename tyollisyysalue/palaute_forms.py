from datetime import datetime, timedelta

import django_filters as filters
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake
from tyollisyysalue.hetu import sisaltaa_hetun
from tyollisyysalue.models import Palaute, Tyollisyysalue

SIVUN_PITUUS = Palaute._meta.get_field("sivu").max_length or 0
# A person reads the form before writing; a program does not.
VAHINTAAN = timedelta(seconds=3)
ENINTAAN = timedelta(hours=24)
_SUOLA = "palautelomake"


def on_oma_sivu(osoite):
    """Whether the text is the path of a page of this portal, fit to be shown again."""
    return (
        osoite.startswith("/")
        and url_has_allowed_host_and_scheme(osoite, allowed_hosts=None)
        and len(osoite) <= SIVUN_PITUUS
        and not sisaltaa_hetun(osoite)
    )


class PalauteForm(Lomake):
    """Guarded against programs without a puzzle: a field that people leave empty, and the time the form was open.

    A person who is caught by a guard is told what to do, and nothing typed is lost.
    """

    alue = forms.ModelChoiceField(
        Tyollisyysalue.objects.none(), label=_("Työllisyysalue"), to_field_name="koodi"
    )
    aihe = forms.ChoiceField(
        label=_("Mitä palautteesi koskee?"),
        choices=[
            (Palaute.Aihe.SAAVUTETTAVUUS, _("Portaalin saavutettavuutta")),
            (Palaute.Aihe.MUU, _("Muuta asiaa")),
        ],
        widget=forms.RadioSelect,
    )
    sivu = forms.CharField(
        label=_("Sivu, jota palaute koskee"),
        required=False,
        max_length=500,
        help_text=_("Sivun osoitteen loppuosa, esimerkiksi /lahipalvelut/."),
    )
    teksti = forms.CharField(
        label=_("Palautteesi"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Kerro, mitä yritit tehdä ja mikä ei toiminut. Älä kirjoita henkilötunnuksia tai asiakastietoja."
        ),
    )
    nimi = forms.CharField(
        label=_("Nimesi"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    sahkoposti = forms.EmailField(
        label=_("Sähköpostiosoitteesi"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Anna osoite, jos haluat vastauksen sähköpostiisi."),
    )
    verkkosivu = forms.CharField(
        label=_("Jätä tämä kenttä tyhjäksi"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    avattu = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, alueet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["alue"].queryset = alueet
        self.fields["verkkosivu"].kerrotaan_valinnainen = False
        if len(alueet) == 1:
            # Nothing to choose.
            del self.fields["alue"]
        self.initial.setdefault("avattu", signing.dumps(kello.nyt().isoformat(), salt=_SUOLA))

    def clean_sivu(self):
        sivu = self.cleaned_data["sivu"]
        if sivu and not on_oma_sivu(sivu):
            raise ValidationError(
                _("Kirjoita tämän portaalin sivun osoite kauttaviivasta alkaen, esimerkiksi /lahipalvelut/.")
            )
        return sivu

    def clean_verkkosivu(self):
        if self.cleaned_data["verkkosivu"]:
            raise ValidationError(_("Tyhjennä tämä kenttä. Sillä erotetaan ihmiset ohjelmista."))
        return ""

    def clean(self):
        super().clean()
        try:
            avattu = datetime.fromisoformat(
                signing.loads(self.data.get(self.add_prefix("avattu"), ""), salt=_SUOLA)
            )
        except signing.BadSignature:
            avattu = None
        auki = kello.nyt() - avattu if avattu else None
        if auki is None or auki > ENINTAAN:
            # The page that comes back must carry a time that will do.
            self.data = self.data.copy()
            self.data[self.add_prefix("avattu")] = self.initial["avattu"]
            raise ValidationError(
                _("Lomake oli auki liian kauan. Mitään ei kadonnut: lähetä palaute uudelleen.")
            )
        if auki < VAHINTAAN:
            raise ValidationError(_("Lomake lähetettiin heti avaamisen jälkeen. Lähetä palaute uudelleen."))


class VastausForm(Lomake):
    vastaus = forms.CharField(label=_("Vastaus"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))


class PalauteFilter(filters.FilterSet):
    tila = filters.ChoiceFilter(choices=Palaute.Tila, label=_("Tila"), empty_label=_("Kaikki"))
    aihe = filters.ChoiceFilter(choices=Palaute.Aihe, label=_("Aihe"), empty_label=_("Kaikki"))

    class Meta:
        model = Palaute
        fields = ["tila", "aihe"]
        form = Lomake
