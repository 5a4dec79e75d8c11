from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_prose_editor.fields import ProseEditorFormField

from esitykset.models import Asia, Esitys, Kohta
from paatokset import teksti
from paatokset.models import Asiakirjaosa, Lainkohta, Osio, Paatos, Toimielin
from paatokset.workflow import MUOKATTAVAT_KENTAT, lainkohdat
from tyollisyysalue import kello
from tyollisyysalue.faktat import LAJIT, Parametrit
from tyollisyysalue.forms import Lomake, MalliLomake, PvmInput
from tyollisyysalue.models import Henkilo, Jasenyys, Kunta
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import Yhteistyoryhma
from yhteyshenkilot.poissa import merkitse_valinnat

OSAN_KENTAT = ("jarjestys", "fi", "sv")


def rikas_teksti(*, taulukot=True, **kwargs):
    """The draft's editor; the server's vocabulary is ``paatokset.teksti``."""
    return ProseEditorFormField(
        extensions={
            "Bold": True,
            "BulletList": True,
            "OrderedList": True,
            "ListItem": True,
            "Heading": {"levels": [4]},
            "HardBreak": True,
            "Link": {"protocols": ["https", "mailto"]},
            "Fakta": True,
            "Faktataulukko": taulukot,
        },
        **kwargs,
    )


class LuonnosForm(MalliLomake):
    """Start a draft: the matter it answers and who presents it."""

    class Meta:
        model = Paatos
        fields = ["asia", "toimielin", "otsikko", "esittelija", "valmistelija"]

    def __init__(self, *args, alueet, **kwargs):
        super().__init__(*args, **kwargs)
        keskeneraiset = Paatos.objects.keskeneraiset()
        self.fields["asia"].queryset = (
            Asia.objects.filter(
                alue__in=alueet,
                esitykset__tila__in=[Esitys.Tila.KIRJATTU, Esitys.Tila.VALMISTELUSSA],
            )
            # Of two drafts the later one would find its request already answered.
            .exclude(pk__in=keskeneraiset.values("asia"))
            .distinct()
        )
        self.fields["asia"].label_from_instance = lambda asia: f"{asia.numero} {asia.otsikko}"
        self.fields["asia"].help_text = _("Kirjatut asiat, joiden esitykseen ei ole vielä vastattu.")
        self.fields["toimielin"].queryset = Toimielin.objects.filter(alue__in=alueet).voimassa(kello.tanaan())
        self.fields["esittelija"].queryset = esittelijat(alueet)
        self.fields["valmistelija"].queryset = oma_vaki(alueet)
        merkitse_poissaolijat(self)


class OmaLuonnosForm(MalliLomake):
    """Start a draft of the body's own initiative: a matter is opened for it."""

    luokka = forms.CharField(
        label=gettext_lazy("tehtäväluokka"),
        max_length=12,
        validators=[Asia.LUOKKA],
        help_text=gettext_lazy("Numeroina ja pistein, esimerkiksi 00.01.02."),
    )
    asian_otsikko = forms.CharField(label=gettext_lazy("asian otsikko"), max_length=200)

    class Meta:
        model = Paatos
        fields = ["toimielin", "otsikko", "esittelija", "valmistelija"]

    field_order = ["asian_otsikko", "luokka", "toimielin", "otsikko", "esittelija", "valmistelija"]

    def __init__(self, *args, alueet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["otsikko"].label = _("Päätöksen otsikko")
        self.fields["toimielin"].queryset = Toimielin.objects.filter(alue__in=alueet).voimassa(kello.tanaan())
        self.fields["esittelija"].queryset = esittelijat(alueet)
        self.fields["valmistelija"].queryset = oma_vaki(alueet)
        merkitse_poissaolijat(self)

    def _post_clean(self):
        """The matter is not there yet: the workflow opens it and checks the draft."""


def merkitse_poissaolijat(form):
    for kentta in ("esittelija", "valmistelija"):
        merkitse_valinnat(form.fields[kentta])


def oma_vaki(alueet):
    """The areas' own people, who may prepare."""
    return Henkilo.objects.filter(alue__in=alueet, kunta=None)


def esittelijat(alueet):
    """Those who may present today: the presenter answers for the proposal (410/2015 § 106)."""
    jasenyydet = Jasenyys.objects.voimassa(kello.tanaan()).filter(alue__in=alueet, rooli=Rooli.ESITTELIJA)
    return oma_vaki(alueet).filter(user__in=jasenyydet.values("user"))


class PaatosForm(MalliLomake):
    versio = forms.IntegerField(widget=forms.HiddenInput)
    ehdotus = rikas_teksti(
        label=gettext_lazy("päätösehdotus"),
        required=False,
        help_text=gettext_lazy("Mitä lautakunta päättää, kokonaisena virkkeenä."),
    )
    johdanto = rikas_teksti(
        label=gettext_lazy("selostuksen johdanto"),
        required=False,
        help_text=gettext_lazy("Kuka esitti, mitä ja milloin. Osiot vastaavat kohtiin tämän jälkeen."),
    )

    class Meta:
        model = Paatos
        fields = MUOKATTAVAT_KENTAT
        widgets = {
            "vaikutusten_arviointi": forms.RadioSelect,
            "muutoksenhaku": forms.RadioSelect,
            "vaikutukset": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        alueet = [self.instance.asia.alue_id]
        self.fields["esittelija"].queryset = esittelijat(alueet)
        self.fields["valmistelija"].queryset = oma_vaki(alueet)
        merkitse_poissaolijat(self)
        for kentta, kaytto in lainkohdat.KAYTOT.items():
            lisaa_lainkohdat(self.fields[kentta], self.instance, kentta, kaytto)
        self.order_fields(kenttien_jarjestys())
        for field in self.fields.values():
            # A draft may be without, but what goes to the presenter may not.
            field.kerrotaan_valinnainen = False
        # Both are chosen by a person: nothing is preselected, and a draft may still be without.
        for kentta in ("vaikutusten_arviointi", "muutoksenhaku"):
            self.fields[kentta].choices = [c for c in self.fields[kentta].choices if c[0]]

    def _post_clean(self):
        """The workflow checks and saves: the row must stay as stored when saving is refused."""


def lisaa_lainkohdat(field, paatos, kentta, kaytto):
    """Offer the entries in force today; one that is chosen and has ended is there to be seen and changed."""
    tanaan = kello.tanaan()
    field.queryset = Lainkohta.objects.filter(
        Q(pk__in=Lainkohta.objects.voimassa(tanaan).filter(alue=paatos.asia.alue_id, kaytto=kaytto))
        | Q(pk=getattr(paatos, f"{kentta}_id"))
    )
    field.empty_label = _("ei valittu")
    field.help_text = _("Voimassa olevat luettelosta. Teksti alla täyttyy valinnasta, jos se on tyhjä.")
    field.label_from_instance = lambda lainkohta: (
        lainkohta.teksti
        if lainkohta.on_voimassa(tanaan)
        else _("%(lainkohta)s (ei ole enää voimassa)") % {"lainkohta": lainkohta.teksti}
    )


def kenttien_jarjestys():
    """Each provision's choice before the text that it fills."""
    valinnat = {teksti: valinta for valinta, teksti in lainkohdat.KENTAT.items()}
    kentat = [kentta for kentta in MUOKATTAVAT_KENTAT if kentta not in lainkohdat.KENTAT]
    return ["versio", *(k for kentta in kentat for k in [valinnat.get(kentta), kentta] if k)]


class OsioForm(Lomake):
    versio = forms.IntegerField(widget=forms.HiddenInput)
    otsikko = forms.CharField(label=gettext_lazy("osion otsikko"), max_length=200)
    teksti = rikas_teksti(
        label=gettext_lazy("teksti"),
        required=False,
        help_text=gettext_lazy(
            "Lisää päivät, nimet ja luvut faktoina: silloin ne pysyvät oikeina hyväksyntään asti."
        ),
    )
    kohdat = forms.ModelMultipleChoiceField(
        Kohta.objects.none(),
        label=gettext_lazy("mihin esityksen kohtiin osio vastaa"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, kohdat, **kwargs):
        """``kohdat`` is None for one who writes the section and does not say what it answers."""
        super().__init__(*args, **kwargs)
        if kohdat is None:
            del self.fields["kohdat"]
        else:
            self.fields["kohdat"].queryset = kohdat
            self.fields["kohdat"].label_from_instance = lambda kohta: kohdan_nimi(kohta, kohdat)


def kohdan_nimi(kohta, kohdat):
    """The item's number and heading; where many requests are answered, whose it is."""
    if len({muu.esitys_id for muu in kohdat}) > 1:
        return f"{kohta} ({kohta.esitys.kunta.nimi})"
    return str(kohta)


class VastuuForm(Lomake):
    """Who prepares a section, and by when."""

    henkilo = forms.ModelChoiceField(
        Henkilo.objects.none(),
        label=gettext_lazy("kuka valmistelee"),
        required=False,
        empty_label=gettext_lazy("ei kukaan erikseen"),
    )
    maarapvm = forms.DateField(label=gettext_lazy("valmis viimeistään"), widget=PvmInput, required=False)

    def __init__(self, *args, alueet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["henkilo"].queryset = oma_vaki(alueet).filter(user__isnull=False)
        merkitse_valinnat(self.fields["henkilo"])

    def clean_maarapvm(self):
        maarapvm = self.cleaned_data["maarapvm"]
        if maarapvm and "maarapvm" in self.changed_data and maarapvm < kello.tanaan():
            raise forms.ValidationError(_("Määräpäivä on jo mennyt. Valitse tuleva päivä."))
        return maarapvm


class JulkisuusForm(Lomake):
    julkisuus = forms.ChoiceField(
        label=gettext_lazy("julkisuus"), choices=Asia.Julkisuus, widget=forms.RadioSelect
    )
    peruste = forms.CharField(
        label=gettext_lazy("salassapidon peruste"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Peruste painetaan julkiseen päätökseen osion tekstin paikalle."),
    )
    lainkohta = forms.ModelChoiceField(
        Lainkohta.objects.none(), label=gettext_lazy("salassapidon lainkohta"), required=False
    )

    def __init__(self, *args, alueet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lainkohta"].queryset = Lainkohta.objects.filter(
            alue__in=alueet, kaytto=Lainkohta.Kaytto.SALASSAPITO
        ).voimassa(kello.tanaan())
        for kentta in ("peruste", "lainkohta"):
            # Needed for a secret section, and meaningless for a public one.
            self.fields[kentta].kerrotaan_valinnainen = False

    def clean(self):
        data = super().clean()
        if data.get("julkisuus") == Asia.Julkisuus.SALASSA:
            if not data.get("peruste") and "peruste" not in self.errors:
                self.add_error("peruste", _("Kirjoita, miksi osio on salassa pidettävä."))
            if not data.get("lainkohta") and "lainkohta" not in self.errors:
                self.add_error("lainkohta", _("Valitse lainkohta, johon salassapito perustuu."))
        return data


class KommenttiForm(Lomake):
    osio = forms.ModelChoiceField(
        Osio.objects.none(),
        label=gettext_lazy("mitä kommentti koskee"),
        required=False,
        empty_label=gettext_lazy("koko luonnosta"),
    )
    teksti = forms.CharField(
        label=gettext_lazy("kommentti"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, osiot, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["osio"].queryset = Osio.objects.filter(pk__in=[osio.pk for osio in osiot])
        self.fields["osio"].kerrotaan_valinnainen = False


class AvausForm(Lomake):
    syy = forms.CharField(
        label=gettext_lazy("miksi ehdotus avataan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class HyvaksyntaForm(Lomake):
    tiiviste = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_tiiviste(self):
        return self.cleaned_data["tiiviste"] or None


class OsatForm(Lomake):
    """The order and headings of a body's parts, one place and two headings for each."""

    versio = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, osat, **kwargs):
        super().__init__(*args, **kwargs)
        self.lajit = [osa["laji"] for osa in osat]
        paikat = [(numero, str(numero)) for numero in range(1, len(osat) + 1)]
        for numero, osa in enumerate(osat, 1):
            nimi = Asiakirjaosa.Laji(osa["laji"]).label
            tiedot = {"osa": nimi}
            self.fields[f"{osa['laji']}_jarjestys"] = forms.TypedChoiceField(
                label=_("Paikka: %(osa)s") % tiedot, choices=paikat, coerce=int, initial=numero
            )
            self.fields[f"{osa['laji']}_fi"] = forms.CharField(
                label=_("Otsikko suomeksi: %(osa)s") % tiedot, max_length=60, initial=osa["fi"]
            )
            self.fields[f"{osa['laji']}_sv"] = forms.CharField(
                label=_("Otsikko ruotsiksi: %(osa)s") % tiedot,
                max_length=60,
                initial=osa["sv"],
                required=False,
            )

    def rivit(self):
        """The fields part by part, for the page."""
        return [
            {"nimi": Asiakirjaosa.Laji(laji).label, "kentat": [self[f"{laji}_{osa}"] for osa in OSAN_KENTAT]}
            for laji in self.lajit
        ]

    def clean(self):
        data = super().clean()
        paikat = [data.get(f"{laji}_jarjestys") for laji in self.lajit]
        for laji, paikka in zip(self.lajit, paikat, strict=True):
            if paikka and paikat.count(paikka) > 1:
                self.add_error(f"{laji}_jarjestys", _("Kahdella osalla on sama paikka. Valitse eri paikat."))
        if self.errors:
            return data
        jarjestyksessa = sorted(self.lajit, key=lambda laji: data[f"{laji}_jarjestys"])
        osat = [(laji, data[f"{laji}_fi"], data[f"{laji}_sv"]) for laji in jarjestyksessa]
        return {"versio": data["versio"], "osat": osat}


class UusiOsioForm(MalliLomake):
    class Meta:
        model = Osio
        fields = ["otsikko"]


class PerusteluForm(Lomake):
    perustelu = forms.CharField(
        label=gettext_lazy("miksi kohtaan ei vastata"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Perustelu painetaan päätökseen."),
    )


class PalautusForm(Lomake):
    """A comment on the whole, and on those sections that need one."""

    kommentti = forms.CharField(
        label=gettext_lazy("mitä ehdotuksessa pitää korjata"), widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, osiot=(), **kwargs):
        super().__init__(*args, **kwargs)
        for osio in osiot:
            self.fields[f"osio_{osio.pk}"] = forms.CharField(
                label=_("Osio %(osio)s") % {"osio": osio},
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self):
        data = super().clean()
        osiokommentit = {
            int(nimi.removeprefix("osio_")): arvo for nimi, arvo in data.items() if nimi.startswith("osio_")
        }
        kommentit = {"kommentti": data["kommentti"]} if "kommentti" in data else {}
        return kommentit | {"osiokommentit": osiokommentit}


class KirjausForm(Lomake):
    kokouspvm = forms.DateField(label=gettext_lazy("kokouspäivä"), widget=PvmInput)
    pykala = forms.IntegerField(
        label=gettext_lazy("pykälä"),
        min_value=1,
        max_value=9999,
        help_text=gettext_lazy("Numero, jonka asia sai kokouksessa. Portaali ehdottaa seuraavaa."),
    )
    lopputulos = forms.ChoiceField(
        label=gettext_lazy("lopputulos"), choices=Paatos.Lopputulos, widget=forms.RadioSelect
    )
    paatosteksti = rikas_teksti(
        taulukot=False,
        label=gettext_lazy("päätös, jos ehdotusta muutettiin"),
        required=False,
        help_text=gettext_lazy("Ehdotuksen mukaisen päätöksen teksti tulee ehdotuksesta."),
    )

    def clean(self):
        data = super().clean()
        muutettu = data.get("lopputulos") == Paatos.Lopputulos.MUUTETTU
        # An emptied editor still sends a paragraph.
        if muutettu and not teksti.puhdista(data.get("paatosteksti", "")):
            self.add_error("paatosteksti", _("Kirjoita päätös sellaisena kuin kokous sen teki."))
        return data


class TarkastusForm(Lomake):
    tarkastuspvm = forms.DateField(label=gettext_lazy("pöytäkirja tarkastettu"), widget=PvmInput)


class FaktaForm(Lomake):
    """The picker: a kind of fact and the parameters it uses."""

    avain = forms.ChoiceField(label=gettext_lazy("fakta"))
    kunta = forms.ModelChoiceField(
        Kunta.objects.none(), label=gettext_lazy("kunta"), to_field_name="koodi", required=False
    )
    alkupvm = forms.DateField(label=gettext_lazy("jakson alku"), widget=PvmInput, required=False)
    loppupvm = forms.DateField(label=gettext_lazy("jakson loppu"), widget=PvmInput, required=False)
    paiva = forms.DateField(label=gettext_lazy("päivä"), widget=PvmInput, required=False)
    ryhma = forms.ModelChoiceField(
        Yhteistyoryhma.objects.none(), label=gettext_lazy("yhteistyöryhmä"), required=False
    )
    lainkohta = forms.ModelChoiceField(
        Lainkohta.objects.none(), label=gettext_lazy("lainkohta"), required=False
    )

    def __init__(self, data=None, *, alue, **kwargs):
        super().__init__(data, auto_id="fakta_%s", **kwargs)
        self.fields["avain"].choices = [(avain, laji.nimi) for avain, laji in LAJIT.items()]
        self.fields["kunta"].queryset = Kunta.objects.filter(alue=alue)
        self.fields["ryhma"].queryset = Yhteistyoryhma.objects.filter(alue=alue)
        self.fields["lainkohta"].queryset = Lainkohta.objects.filter(alue=alue).voimassa(kello.tanaan())
        for field in self.fields.values():
            # The page shows only those that the chosen fact needs.
            field.kerrotaan_valinnainen = False

    def clean(self):
        data = super().clean()
        for kentta in kentat(data["avain"]) if "avain" in data else []:
            if kentta not in self.errors and not data.get(kentta):
                self.add_error(kentta, _("Tämä fakta tarvitsee tiedon. Täytä kenttä."))
        alku, loppu = data.get("alkupvm"), data.get("loppupvm")
        if alku and loppu and loppu < alku:
            self.add_error("loppupvm", _("Jakson loppu ei voi olla ennen sen alkua."))
        return data

    def parametrit(self):
        arvot = {kentta: self.cleaned_data[kentta] for kentta in kentat(self.cleaned_data["avain"])}
        if "kunta" in arvot:
            arvot["kunta"] = arvot["kunta"].koodi
        for kentta in {"ryhma", "lainkohta"} & arvot.keys():
            arvot[kentta] = arvot[kentta].pk
        return Parametrit(**arvot)


def kentat(avain):
    """Fields of the picker that a kind of fact uses."""
    return [
        kentta
        for parametri in LAJIT[avain].parametrit
        for kentta in (["alkupvm", "loppupvm"] if parametri == "jakso" else [parametri])
    ]
