"""Forms of meetings: time and place, agenda, invitations, attendance, memo, series."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake, MalliLomake, PvmInput, VersioMixin
from tyollisyysalue.liitteet import LiiteField
from tyollisyysalue.models import Henkilo
from yhteyshenkilot.models import Edustus, Osallistuminen, Tapaaminen, Tapaamissarja
from yhteyshenkilot.poissa import merkitse_valinnat
from yhteyshenkilot.tapaamiset_tables import organisaatio
from yhteyshenkilot.workflow.tapaamiset import Kohtasyote

PISIN_TAPAAMINEN = datetime.timedelta(hours=24)
PISIN_SARJA = datetime.timedelta(days=2 * 366)
# Empty rows at the end of an agenda that is being edited.
UUSIA_KOHTIA = 3
VIIMEISEKSI = 1000


class KloInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class AikaInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class TapaaminenForm(MalliLomake):
    class Meta:
        model = Tapaaminen
        fields = ["alkuaika", "loppuaika", "paikka", "etayhteys", "lisatieto"]
        widgets = {
            "alkuaika": AikaInput,
            "loppuaika": AikaInput,
            "lisatieto": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"paikka": _("Osoite ja huone. Etänä pidettävälle esimerkiksi Teams.")}

    def __init__(self, data=None, *, ryhma, instance=None, **kwargs):
        super().__init__(data, instance=instance or Tapaaminen(ryhma=ryhma), **kwargs)

    def clean(self):
        data = super().clean()
        alku, loppu = data.get("alkuaika"), data.get("loppuaika")
        if alku and loppu and loppu <= alku:
            self.add_error("loppuaika", _("Tapaaminen päättyy alkamisensa jälkeen. Korjaa päättymisaika."))
        elif alku and loppu and loppu - alku > PISIN_TAPAAMINEN:
            self.add_error("loppuaika", _("Tapaaminen kestää enintään vuorokauden. Korjaa päättymisaika."))
        return data


class TapaamisenMuutosForm(VersioMixin, TapaaminenForm):
    pass


class SyyForm(Lomake):
    syy = forms.CharField(label=_("Syy"), widget=forms.Textarea(attrs={"rows": 3}))


class TapaamisenPeruForm(SyyForm):
    syy = forms.CharField(
        label=_("Miksi tapaaminen perutaan"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Syy kerrotaan kaikille kutsutuille."),
    )


class KohtaForm(Lomake):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    otsikko = forms.CharField(label=_("Otsikko"), max_length=200, required=False)
    teksti = forms.CharField(label=_("Teksti"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    esittelija = forms.CharField(label=_("Esittelijä"), max_length=100, required=False)
    sija = forms.IntegerField(label=_("Järjestysnumero"), min_value=1, max_value=999, required=False)
    poista = forms.BooleanField(label=_("Poista asialistalta"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.initial.get("pk"):
            self.fields["otsikko"].required = True
        else:
            # A new item goes last, or is left empty.
            del self.fields["sija"], self.fields["poista"]

    def clean(self):
        data = super().clean()
        if (data.get("teksti") or data.get("esittelija")) and not data.get("otsikko"):
            self.add_error("otsikko", _("Kirjoita asialle otsikko."))
        return data


class AsialistaForm(VersioMixin, Lomake):
    pass


class Kohdat(forms.BaseFormSet):
    def syotteet(self):
        """The items in the order of their numbers; those without a number come last, as they stand."""
        kohdat = [form.cleaned_data for form in self.forms if form.cleaned_data]
        kohdat.sort(key=lambda kohta: kohta.get("sija") or VIIMEISEKSI)
        return [
            Kohtasyote(
                kohta["otsikko"],
                kohta["teksti"],
                kohta["esittelija"],
                kohta["pk"],
                poista=kohta.get("poista", False),
            )
            for kohta in kohdat
            if kohta.get("otsikko")
        ]


KohdatFormSet = forms.formset_factory(
    KohtaForm, formset=Kohdat, extra=UUSIA_KOHTIA, max_num=60, absolute_max=100
)


def kohtalomakkeet(tapaaminen, data=None):
    alkuarvot = [
        {
            "pk": kohta.pk,
            "otsikko": kohta.otsikko,
            "teksti": kohta.teksti,
            "esittelija": kohta.esittelija,
            "sija": numero,
        }
        for numero, kohta in enumerate(tapaaminen.asiakohdat.listalla(), 1)
    ]
    return KohdatFormSet(data, initial=alkuarvot, prefix="kohdat")


class HenkilotField(forms.ModelMultipleChoiceField):
    """People with what they are in the group, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(queryset=Henkilo.objects.none(), **kwargs)
        self.edustukset: dict[int, Edustus] = {}

    def aseta(self, henkilot, edustukset):
        self.edustukset = edustukset
        self.queryset = henkilot.select_related("kunta", "alue")

    def label_from_instance(self, henkilo):
        edustus = self.edustukset.get(henkilo.pk)
        osat = [henkilo.nimi, organisaatio(henkilo)]
        if edustus:
            osat.append(edustus.get_tehtava_display())
        return ", ".join(osat)


class KutsuForm(Lomake):
    """Whom to invite: those of the group are offered ticked, its substitutes and the area's staff unticked."""

    edustajat = HenkilotField(label=_("Ryhmän jäsenet"), required=False)
    muut = HenkilotField(label=_("Muut kutsuttavat työllisyysalueen henkilöstöstä"), required=False)

    def __init__(self, *args, tapaaminen, edustukset, **kwargs):
        kutsutut = Osallistuminen.objects.filter(tapaaminen=tapaaminen).kutsutut().values("henkilo")
        henkilot = Henkilo.objects.filter(alue=tapaaminen.ryhma.alue_id).exclude(pk__in=kutsutut)
        aina = [pk for pk, rivi in edustukset.items() if rivi.tehtava != Edustus.Tehtava.VARA]
        super().__init__(*args, **{"initial": {"edustajat": aina}, **kwargs})
        self.fields["edustajat"].aseta(henkilot.filter(pk__in=edustukset), edustukset)
        self.fields["muut"].aseta(henkilot.filter(kunta__isnull=True).exclude(pk__in=edustukset), edustukset)
        for kentta in self.fields.values():
            merkitse_valinnat(kentta)

    def clean(self):
        data = super().clean()
        if not self.errors and not (data["edustajat"] or data["muut"]):
            raise ValidationError(_("Valitse vähintään yksi kutsuttava."))
        return data

    @property
    def henkilot(self):
        return [*self.cleaned_data["edustajat"], *self.cleaned_data["muut"]]


class VastausForm(Lomake):
    vastaus = forms.ChoiceField(
        label=_("Pääsetkö tapaamiseen?"),
        choices=[
            valinta
            for valinta in Osallistuminen.Vastaus.choices
            if valinta[0] != Osallistuminen.Vastaus.KUTSUTTU
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Valitse, pääsetkö tapaamiseen.")},
    )


class LasnaoloForm(Lomake):
    lasna = HenkilotField(
        label=_("Läsnä olleet"), required=False, help_text=_("Valitse kaikki, jotka olivat paikalla.")
    )

    def __init__(self, *args, tapaaminen, edustukset, **kwargs):
        super().__init__(*args, **kwargs)
        mukana = tapaaminen.osallistumiset.values("henkilo")
        henkilot = Henkilo.objects.filter(pk__in=edustukset) | Henkilo.objects.filter(pk__in=mukana)
        self.fields["lasna"].aseta(henkilot.order_by("kunta__aakkos", "aakkos"), edustukset)


class MuistioForm(VersioMixin, Lomake):
    teksti = forms.CharField(
        label=_("Muistio"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Tyhjä rivi erottaa kappaleet."),
    )
    liite = LiiteField(label=_("Muistio tiedostona"), required=False)


class SarjaForm(MalliLomake):
    class Meta:
        model = Tapaamissarja
        fields = ["ankkuri", "vali", "alkuklo", "loppuklo", "loppupvm", "paikka", "etayhteys"]
        widgets: ClassVar[dict[str, Any]] = {
            "ankkuri": PvmInput,
            "loppupvm": PvmInput,
            "alkuklo": KloInput,
            "loppuklo": KloInput,
        }

    def clean(self):
        data = super().clean()
        ankkuri, loppu = data.get("ankkuri"), data.get("loppupvm")
        if ankkuri and loppu and loppu < max(ankkuri, kello.tanaan()):
            self.add_error("loppupvm", _("Valitse tuleva päivä, joka on ensimmäisen päivän jälkeen."))
        elif ankkuri and loppu and loppu - max(ankkuri, kello.tanaan()) > PISIN_SARJA:
            self.add_error("loppupvm", _("Sarja ulottuu enintään kahden vuoden päähän."))
        alku, paattyy = data.get("alkuklo"), data.get("loppuklo")
        if alku and paattyy and paattyy <= alku:
            self.add_error("loppuklo", _("Tapaaminen päättyy alkamisensa jälkeen. Korjaa päättymisaika."))
        return data


class SarjanMuutosForm(VersioMixin, SarjaForm):
    pass
