"""Forms of entering what came by letter or mail."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esitykset import kirjetiedosto
from esitykset.models import Asia, Esitys
from tyollisyysalue.forms import Lomake
from tyollisyysalue.hetu import ei_hetua
from tyollisyysalue.liitteet import LiiteField
from tyollisyysalue.models import Kunta

SAAPUMISTAVAT = [
    (tapa.value, tapa.label) for tapa in Esitys.Saapumistapa if tapa != Esitys.Saapumistapa.PORTAALI
]


class AikaInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class KirjeForm(Lomake):
    """A pasted text or a file, from which the portal proposes the rest."""

    teksti = forms.CharField(
        label=gettext_lazy("Kirjeen tai sähköpostin teksti"),
        widget=forms.Textarea(attrs={"rows": 14}),
        required=False,
        max_length=kirjetiedosto.MERKKEJA_ENINTAAN,
        help_text=gettext_lazy("Liitä tähän koko teksti: portaali ehdottaa siitä tiedot ja kohdat."),
    )
    tiedosto = LiiteField(
        label=gettext_lazy("Tai kirje tiedostona"),
        required=False,
        help_text=gettext_lazy("PDF tai DOCX, jossa on tekstiä. Tiedosto tallentuu esityksen liitteeksi."),
    )
    saapumistapa = forms.ChoiceField(
        label=gettext_lazy("Saapumistapa"), choices=SAAPUMISTAVAT, initial=Esitys.Saapumistapa.SAHKOPOSTI
    )
    kunta = forms.ModelChoiceField(
        Kunta.objects.none(),
        label=gettext_lazy("Kunta"),
        required=False,
        empty_label=gettext_lazy("Tunnistetaan tekstistä"),
    )

    def __init__(self, *args, kunnat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunta"].queryset = kunnat
        self.fields["tiedosto"].widget.attrs["accept"] = ".pdf,.docx"
        # One of the two is needed.
        self.fields["teksti"].kerrotaan_valinnainen = self.fields["tiedosto"].kerrotaan_valinnainen = False
        self.luettu = ""

    def clean_tiedosto(self):
        tiedosto = self.cleaned_data["tiedosto"]
        if tiedosto is None:
            return None
        if tiedosto.content_type not in kirjetiedosto.MUODOT:
            raise ValidationError(
                _("Tekstin voi lukea PDF- ja DOCX-tiedostosta. Tallenna kirje sellaiseksi.")
            )
        luettu = kirjetiedosto.lue(tiedosto, tiedosto.content_type)
        try:
            ei_hetua(luettu)
        except ValidationError as error:
            raise ValidationError(
                _("Tiedostossa on henkilötunnus, joten sitä ei otettu vastaan. Poista tunnus tiedostosta."),
                code="hetu",
            ) from error
        self.luettu = luettu
        return tiedosto

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("teksti") and not data.get("tiedosto"):
            raise ValidationError(_("Liitä kirjeen teksti tai valitse tiedosto."))
        return data

    @property
    def kirje(self):
        """The text to read: the pasted one, since its paster may have mended it."""
        return self.cleaned_data.get("teksti") or self.luettu


class KirjausForm(Lomake):
    """What the secretary knows of a letter beside its own text, and the number's class."""

    kunta = forms.ModelChoiceField(Kunta.objects.none(), label=gettext_lazy("Kunta"), empty_label=None)
    saapui = forms.DateTimeField(
        label=gettext_lazy("Saapunut"),
        widget=AikaInput,
        help_text=gettext_lazy("Milloin esitys tuli työllisyysalueelle, ei milloin se avattiin."),
    )
    saapumistapa = forms.ChoiceField(label=gettext_lazy("Saapumistapa"), choices=SAAPUMISTAVAT)
    luokka = forms.CharField(
        label=gettext_lazy("Tehtäväluokka"),
        initial="00.01.02",
        max_length=Asia._meta.get_field("luokka").max_length,
        validators=[Asia.LUOKKA],
    )

    def __init__(self, *args, kunnat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunta"].queryset = kunnat
