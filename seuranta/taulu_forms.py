"""Forms by which a table is described: its file, its dimensions, and the measures that its figures become."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seuranta import aluekoodit, lukijat
from seuranta.aluekoodit import Aluelaji
from seuranta.lukijat.c1 import KORVAAJA
from seuranta.lukijat.kuutio import Rooli
from seuranta.lukijat.kuutio import rooli as paattele_rooli
from seuranta.models import Mittari, Taulukuvaus
from tyollisyysalue.forms import Lomake, MalliLomake, VersioMixin

ENINTAAN_MITTAREITA = 60


class TauluTiedostoForm(Lomake):
    """A file of the table, of which only the dimensions are read."""

    tiedosto = forms.FileField(
        label=_("Taulukon tiedosto"),
        help_text=_("JSON-stat 2, PxWeb JSON tai PC-Axis (PX). Lukuja ei vielä tuoda."),
        widget=forms.FileInput(attrs={"accept": ".json,.px"}),
        error_messages={
            "required": _("Valitse tiedosto."),
            "empty": _("Tiedosto on tyhjä. Lataa taulukko uudelleen."),
        },
    )

    def clean_tiedosto(self):
        upload = self.cleaned_data["tiedosto"]
        if upload.size > lukijat.ENIMMAISKOKO:
            raise ValidationError(lukijat.liian_suuri())
        return upload


class UlottuvuusForm(Lomake):
    """Which dimension is what. ``arvot`` holds the chosen value of each dimension beside area and month."""

    alue = forms.ChoiceField(label=_("Kunta"), help_text=_("Ulottuvuus, jonka arvoissa ovat kunnat."))
    aika = forms.ChoiceField(label=_("Kuukausi"), help_text=_("Ulottuvuus, jonka arvot ovat kuukausia."))
    sisalto = forms.MultipleChoiceField(
        label=_("Tuotavat tiedot"),
        help_text=_("Jokaisesta tulee mittari."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Valitse ainakin yksi tieto.")},
    )

    def __init__(self, data, *, kuutio):
        super().__init__(data)
        self.kuutio = kuutio
        valinnat = [(ulottuvuus.koodi, _nimi(ulottuvuus)) for ulottuvuus in kuutio.ulottuvuudet]
        roolit = {}
        for ulottuvuus, luokat in zip(kuutio.ulottuvuudet, kuutio.luokat, strict=True):
            roolit[ulottuvuus.koodi] = (
                ulottuvuus.rooli
                if ulottuvuus.rooli != Rooli.MUU
                else paattele_rooli(ulottuvuus.koodi, luokat)
            )
        for nimi, rooli in (("alue", Rooli.ALUE), ("aika", Rooli.AIKA)):
            self.fields[nimi].choices = valinnat
            self.fields[nimi].initial = next((koodi for koodi, oma in roolit.items() if oma == rooli), None)
        self.fields["sisalto"].choices = [(luokka.koodi, _nimi(luokka)) for luokka in kuutio.sisalto]
        if [luokka.koodi for luokka in kuutio.sisalto] == [""]:
            # The table has one figure for each combination, and nothing to choose.
            del self.fields["sisalto"]
        self.muut = {}
        for numero, (ulottuvuus, luokat) in enumerate(zip(kuutio.ulottuvuudet, kuutio.luokat, strict=True)):
            if roolit[ulottuvuus.koodi] == Rooli.MUU:
                self.muut[ulottuvuus.koodi] = f"arvo{numero}"
                self.fields[f"arvo{numero}"] = forms.ChoiceField(
                    label=_nimi(ulottuvuus),
                    help_text=_("Mittarit luetaan tästä arvosta."),
                    required=False,
                    choices=[("", "–"), *((luokka.koodi, _nimi(luokka)) for luokka in luokat)],
                )

    def clean(self):
        data = super().clean()
        alue, aika = data.get("alue"), data.get("aika")
        if not alue or not aika:
            return data
        luokat = {
            ulottuvuus.koodi: [luokka.koodi for luokka in luokat]
            for ulottuvuus, luokat in zip(self.kuutio.ulottuvuudet, self.kuutio.luokat, strict=True)
        }
        if alue == aika:
            self.add_error("aika", _("Alue ja kuukausi eivät voi olla sama ulottuvuus."))
        if not any(map(_on_kunta, luokat[alue])):
            self.add_error("alue", _("Ulottuvuudessa ei ole yhtään kuntaa. Valitse toinen ulottuvuus."))
        if not all(paattele_rooli("", [koodi]) == Rooli.AIKA for koodi in luokat[aika]):
            self.add_error(
                "aika", _("Ulottuvuuden arvot eivät ole kuukausia, kuten 2026M06. Valitse toinen.")
            )
        data["arvot"] = {}
        for koodi in luokat:
            if koodi in (alue, aika):
                continue
            arvo = data.get(self.muut.get(koodi, ""))
            if arvo:
                data["arvot"][koodi] = arvo
            else:
                kentta = self.muut.get(koodi)
                self.add_error(
                    kentta, _("Valitse, mistä arvosta luvut luetaan.") if kentta else _toinen(koodi)
                )
        data["sisalto"] = data.get("sisalto", [""])
        if len(data["sisalto"]) > ENINTAAN_MITTAREITA:
            self.add_error("sisalto", gettext("Valitse enintään %(maara)d.") % {"maara": ENINTAAN_MITTAREITA})
        return data


def _toinen(koodi):
    return gettext("Ulottuvuus %(koodi)s ei ole kunta eikä kuukausi, eikä siitä voi valita arvoa.") % {
        "koodi": koodi
    }


def _nimi(osa):
    return osa.nimi if osa.nimi == osa.koodi else f"{osa.nimi} ({osa.koodi})"


def _on_kunta(koodi):
    return (len(koodi) == 3 and koodi.isdecimal()) or aluekoodit.laji(koodi) == Aluelaji.KUNTA


def _nakyva(teksti):
    if KORVAAJA in teksti:
        raise ValidationError(
            gettext("Nimessä on tunnistamaton merkki %(merkki)s. Korjaa se.") % {"merkki": KORVAAJA}
        )
    return teksti


class TauluForm(MalliLomake):
    class Meta:
        model = Taulukuvaus
        fields = ["taulu", "otsikko", "lahde", "lisenssi"]

    def clean_otsikko(self):
        return _nakyva(self.cleaned_data["otsikko"])

    def clean_lahde(self):
        return _nakyva(self.cleaned_data["lahde"])

    def validate_unique(self):
        """A table described already gets more measures."""


class KuvauksenMuutosForm(VersioMixin, TauluForm):
    """What is told of a table; its id and how it is read stay."""

    class Meta:
        model = Taulukuvaus
        fields = ["otsikko", "lahde", "lisenssi"]


class MittariForm(MalliLomake):
    class Meta:
        model = Mittari
        fields = ["nimi_fi", "nimi_sv", "nimi_en", "yksikko", "desimaalit"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A figure is stored with two.
        self.fields["desimaalit"].max_value = 2
        self.fields["desimaalit"].validators.append(_enintaan_kaksi)

    def clean(self):
        data = super().clean()
        for kentta in ("nimi_fi", "nimi_sv", "nimi_en"):
            if KORVAAJA in data.get(kentta, ""):
                self.add_error(
                    kentta,
                    gettext("Nimessä on tunnistamaton merkki %(merkki)s. Korjaa se.") % {"merkki": KORVAAJA},
                )
        return data


def _enintaan_kaksi(arvo):
    if arvo > 2:
        raise ValidationError(gettext("Desimaaleja on enintään kaksi."))


class MittarinMuutosForm(VersioMixin, MittariForm):
    pass


class MittariJoukko(forms.BaseFormSet):
    def clean(self):
        """Names tell measures apart."""
        nimet = [form.cleaned_data.get("nimi_fi") for form in self.forms if form.is_valid()]
        if len(set(nimet)) != len(nimet):
            raise ValidationError(gettext("Kahdella mittarilla on sama suomenkielinen nimi."))
