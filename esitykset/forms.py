from copy import copy

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esitykset.kirje_forms import KirjausForm
from esitykset.models import Asia, Esitys
from esitykset.workflow import Kohtasyote
from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake, MalliLomake, PvmInput
from tyollisyysalue.liitteet import LiiteField
from tyollisyysalue.models import Kunta, Liite

TEKSTIT = [
    "otsikko",
    "johdanto",
    "toimielin",
    "paatospvm",
    "pykala",
    "oma_numero",
    "kiireellinen",
    "kiireen_perustelu",
]


def tarvitaan_lahetettaessa(form, *kentat):
    """A draft may lack these, yet they are not optional, and the labels must not say so."""
    for kentta in kentat:
        form.fields[kentta].kerrotaan_valinnainen = False


def tekstialue(rivit):
    return forms.Textarea(attrs={"rows": rivit})


class EsitysForm(MalliLomake):
    """The request itself. A draft may lack all but its title; what else is needed is asked when it is sent."""

    kunta = forms.ModelChoiceField(Kunta.objects.none(), label=gettext_lazy("Kunta"))
    versio = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Esitys
        fields = TEKSTIT
        widgets = {
            "johdanto": tekstialue(5),
            "paatospvm": PvmInput,
        }
        error_messages = {"otsikko": {"required": gettext_lazy("Kirjoita esitykselle otsikko.")}}
        help_texts = {
            "johdanto": gettext_lazy("Miksi kunta tekee esityksen. Kohdat kirjoitetaan erikseen alle."),
            "toimielin": gettext_lazy("Esimerkiksi kunnanhallitus."),
            "pykala": gettext_lazy("Esimerkiksi § 143."),
            "kiireen_perustelu": gettext_lazy("Kirjoitetaan, kun esitys on kiireellinen."),
        }

    field_order = ["kunta", *TEKSTIT]

    def __init__(self, data=None, *, kunnat, instance=None, **kwargs):
        # A copy: reading the form must not change the request that the page shows.
        super().__init__(data, instance=copy(instance), **kwargs)
        if instance is None and len(kunnat) > 1:
            self.fields["kunta"].queryset = kunnat
        else:
            del self.fields["kunta"]
        # A letter stands as it came, decided by a body or not.
        if instance is None or not instance.on_alueen_luonnos:
            tarvitaan_lahetettaessa(self, "toimielin", "paatospvm")
        self.fields["versio"].required = instance is not None
        if instance:
            self.initial["versio"] = instance.versio

    def clean_paatospvm(self):
        paatospvm = self.cleaned_data["paatospvm"]
        if paatospvm and paatospvm > kello.tanaan():
            raise ValidationError(
                _("Päivä on tulevaisuudessa. Kirjoita päivä, jona kunta päätti esityksestä.")
            )
        return paatospvm

    def clean(self):
        if self.cleaned_data.get("kiireellinen") and not self.cleaned_data.get("kiireen_perustelu"):
            self.add_error("kiireen_perustelu", _("Kirjoita, miksi esitys on kiireellinen."))

    @property
    def tiedot(self):
        return {kentta: self.cleaned_data[kentta] for kentta in TEKSTIT}


class KohtaForm(Lomake):
    kohta = forms.IntegerField(widget=forms.HiddenInput, required=False)
    otsikko = forms.CharField(label=gettext_lazy("Otsikko"), max_length=200, required=False)
    teksti = forms.CharField(label=gettext_lazy("Kuvaus"), widget=tekstialue(5), required=False)
    vaatimus = forms.CharField(
        label=gettext_lazy("Mitä kunta esittää tehtäväksi"), widget=tekstialue(3), required=False
    )
    poista = forms.BooleanField(label=gettext_lazy("Poista tämä kohta"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tarvitaan_lahetettaessa(self, "otsikko", "teksti")

    @property
    def syote(self):
        """What the workflow takes, or None of an empty form that never was an item."""
        # The formset leaves an untouched empty form without data.
        data = self.cleaned_data
        syote = Kohtasyote(
            otsikko=data.get("otsikko", ""),
            teksti=data.get("teksti", ""),
            vaatimus=data.get("vaatimus", ""),
            pk=data.get("kohta"),
            poista=data.get("poista", False),
        )
        return syote if syote.pk or syote.otsikko or syote.teksti or syote.vaatimus else None


class LiiteForm(Lomake):
    tiedosto = LiiteField(required=False)
    julkisuus = forms.ChoiceField(
        label=gettext_lazy("Julkisuus"),
        choices=Liite.Julkisuus.choices,
        initial=Liite.Julkisuus.JULKINEN,
        required=False,
    )
    peruste = forms.CharField(
        label=gettext_lazy("Salassapidon peruste"),
        help_text=gettext_lazy("Peruste ja lainkohta, kun liite on salassa pidettävä."),
        max_length=200,
        required=False,
    )

    def clean_julkisuus(self):
        return self.cleaned_data["julkisuus"] or Liite.Julkisuus.JULKINEN

    def clean(self):
        data = self.cleaned_data
        if "tiedosto" not in data:
            return
        salassa = data.get("julkisuus") == Liite.Julkisuus.SALASSA
        if data["tiedosto"] and salassa and not data.get("peruste"):
            self.add_error("peruste", _("Kirjoita salassapidon peruste ja lainkohta."))
        if not data["tiedosto"] and (salassa or data.get("peruste")):
            self.add_error("tiedosto", _("Valitse liitettävä tiedosto."))


KohtaFormSet = forms.formset_factory(KohtaForm, extra=0, max_num=40, absolute_max=60, validate_max=True)
LiiteFormSet = forms.formset_factory(LiiteForm, extra=2, max_num=10, absolute_max=10)


class LiitteidenPoistoForm(Lomake):
    poistettavat = forms.ModelMultipleChoiceField(
        Liite.objects.none(),
        label=gettext_lazy("Poista liitteitä"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class Luonnoslomake:
    """The draft's page, which is one form to its user: the request, its items and its attachments."""

    def __init__(self, data=None, files=None, *, esitys, kunnat, tyhjia=1, saapui=None):
        """``saapui`` is when a letter is thought to have come; a municipality's own draft has none."""
        self.kirjaus = None
        if esitys and esitys.on_alueen_luonnos:
            alku = {"kunta": esitys.kunta_id, "saapui": saapui, "saapumistapa": esitys.saapumistapa}
            self.kirjaus = KirjausForm(data, kunnat=kunnat, initial=alku)
        self.esitys = EsitysForm(data, instance=esitys, kunnat=kunnat)
        kohdat = esitys.kohdat.all() if esitys else []
        alkuarvot = [
            {"kohta": k.pk, "otsikko": k.otsikko, "teksti": k.teksti, "vaatimus": k.vaatimus} for k in kohdat
        ]
        self.kohdat = KohtaFormSet(data, initial=alkuarvot, prefix="kohdat")
        self.kohdat.extra = tyhjia
        self.liitteet = LiiteFormSet(data, files, prefix="liitteet")
        self.poisto = LiitteidenPoistoForm(data)
        if esitys:
            self.poisto.fields["poistettavat"].queryset = esitys.liitteet.filter(poistettu__isnull=True)
        self.tallennetut = set()

    @property
    def on_kokonaan(self):
        """Whether the texts can be saved. Attachments are judged one by one."""
        # All are asked, so that every error shows at once.
        osat = [self.esitys, self.kohdat, self.poisto, self.kirjaus]
        tulokset = [osa.is_valid() for osa in osat if osa is not None]
        return all(tulokset)

    @property
    def tiedot(self):
        if not self.kirjaus:
            return self.esitys.tiedot
        kirjaus = self.kirjaus.cleaned_data
        return {**self.esitys.tiedot, "kunta": kirjaus["kunta"], "saapumistapa": kirjaus["saapumistapa"]}

    @property
    def syotteet(self):
        return [form.syote for form in self.kohdat if form.syote]

    @property
    def uudet_liitteet(self):
        """The forms whose file can be stored now."""
        self.liitteet.is_valid()
        return [form for form in self.liitteet if form.is_valid() and form.cleaned_data.get("tiedosto")]

    @property
    def liitevirheet(self):
        return any(self.liitteet.errors)

    @property
    def virheita(self):
        osat = [self.esitys, self.poisto, self.kirjaus, *self.kohdat, *self.liitteet]
        return any(osa.errors for osa in osat if osa is not None) or bool(self.kohdat.non_form_errors())

    @property
    def avoimet_liitteet(self):
        """The attachment fields to show: one whose file has been stored is done."""
        return [form for form in self.liitteet if form.prefix not in self.tallennetut]

    def nimea_puuttuvat_tiedostot(self):
        """A browser empties file fields, so the page must say which files were not stored."""
        for form in self.liitteet:
            upload = form.files.get(form["tiedosto"].html_name)
            if upload and form.prefix not in self.tallennetut:
                form.add_error(
                    "tiedosto",
                    _("Tiedostoa ”%(nimi)s” ei liitetty. Valitse se uudelleen, kun virheet on korjattu.")
                    % {"nimi": upload.name},
                )

    def liite_tallennettiin(self, form):
        """Storing a file raised the draft's version, which must not make this editor's own texts stale."""
        self.tallennetut.add(form.prefix)
        versio = self.esitys.data.get("versio", "")
        if versio.isdecimal():
            self._aseta_versio(int(versio) + 1)

    def vanhentui(self, error, versio):
        """Tell of the other editor's save, and let the next save rest on the stored version."""
        self.esitys.add_error(None, error)
        self._aseta_versio(versio)

    def _aseta_versio(self, versio):
        self.esitys.data = self.esitys.data.copy()
        self.esitys.data["versio"] = str(versio)


class VersioForm(Lomake):
    """Confirms an act on what its user saw."""

    versio = forms.IntegerField(widget=forms.HiddenInput)


class KirjaaForm(Lomake):
    luokka = forms.CharField(
        label=gettext_lazy("Tehtäväluokka"),
        initial="00.01.02",
        max_length=Asia._meta.get_field("luokka").max_length,
        validators=[Asia.LUOKKA],
        help_text=gettext_lazy("Asianumero on juokseva numero / tehtäväluokka / vuosi."),
    )
    otsikko = forms.CharField(
        label=gettext_lazy("Asian otsikko"), max_length=Asia._meta.get_field("otsikko").max_length
    )
