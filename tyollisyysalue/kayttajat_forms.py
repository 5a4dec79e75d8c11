import django_filters as filters
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue import kello, roolit
from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.models import Henkilo, Jasenyys, Kunta, Kutsu, Tyollisyysalue, User
from tyollisyysalue.roolit import Rooli


def hallitut_kunnat(request):
    return Kunta.objects.filter(alue__in=roolit.alueet(request.user, Rooli.PAAKAYTTAJA))


class KayttajaFilter(filters.FilterSet):
    """``qs`` is of ``UserQuerySet.for_list``: the roles asked for are those the administrator sees."""

    q = filters.CharFilter(method="haku", label=gettext_lazy("Nimi tai sähköposti"))
    rooli = filters.ChoiceFilter(
        choices=Rooli, method="jasenyys", label=gettext_lazy("Rooli"), empty_label=gettext_lazy("Kaikki")
    )
    kunta = filters.ModelChoiceFilter(
        queryset=hallitut_kunnat,
        to_field_name="koodi",
        method="jasenyys",
        label=gettext_lazy("Kunta"),
        empty_label=gettext_lazy("Kaikki"),
    )
    tila = filters.ChoiceFilter(
        choices=User.Tila, label=gettext_lazy("Tila"), empty_label=gettext_lazy("Kaikki")
    )

    class Meta:
        model = User
        fields = ["q", "rooli", "kunta"]
        form = Lomake

    def haku(self, queryset, name, value):
        return queryset.haku(value)

    def jasenyys(self, queryset, name, value):
        nakyvat = Jasenyys.objects.visible_to(self.request.user).filter(mitatoity__isnull=True)
        return queryset.filter(pk__in=nakyvat.filter(**{name: value}).values("user"))


class JasenyysForm(Lomake):
    """A membership in one of the administrator's areas or its municipalities."""

    rooli = forms.ChoiceField(
        label=gettext_lazy("Rooli"), choices=[("", gettext_lazy("Valitse")), *Rooli.choices]
    )
    alue = forms.ModelChoiceField(
        Tyollisyysalue.objects.none(),
        label=gettext_lazy("Työllisyysalue"),
        to_field_name="koodi",
        required=False,
        help_text=gettext_lazy("Muille kuin kunnan yhdyshenkilölle."),
    )
    kunta = forms.ModelChoiceField(
        Kunta.objects.none(),
        label=gettext_lazy("Kunta"),
        to_field_name="koodi",
        required=False,
        help_text=gettext_lazy("Vain kunnan yhdyshenkilölle."),
    )
    alkupvm = forms.DateField(label=gettext_lazy("Alkaen"), widget=PvmInput, initial=kello.tanaan)
    loppupvm = forms.DateField(
        label=gettext_lazy("Viimeinen voimassaolopäivä"),
        widget=PvmInput,
        required=False,
        help_text=gettext_lazy("Oikeudet päättyvät tämän päivän lopussa. Tyhjä: toistaiseksi."),
    )

    def __init__(self, *args, alueet, **kwargs):
        super().__init__(*args, **kwargs)
        self.alueet = alueet
        self.fields["alue"].queryset = alueet
        self.fields["kunta"].queryset = Kunta.objects.filter(alue__in=alueet).select_related("alue")
        if len(alueet) == 1:
            del self.fields["alue"]

    def clean(self):
        data = super().clean()
        rooli = data.get("rooli")
        if "alue" not in self.fields:
            data["alue"] = self.alueet[0]
        if rooli == Rooli.YHDYSHENKILO:
            data["alue"] = None
            if not data.get("kunta") and "kunta" not in self.errors:
                self.add_error("kunta", _("Valitse kunta, jonka yhdyshenkilö käyttäjä on."))
        elif rooli:
            if data.get("kunta"):
                self.add_error("kunta", _("Kunta valitaan vain kunnan yhdyshenkilölle. Tyhjennä valinta."))
            if not data.get("alue") and "alue" not in self.errors:
                self.add_error("alue", _("Valitse työllisyysalue."))
        return data


class KutsuForm(JasenyysForm):
    sahkoposti = forms.EmailField(label=gettext_lazy("Sähköposti"))
    henkilo = forms.ModelChoiceField(
        Henkilo.objects.none(),
        label=gettext_lazy("Henkilö yhteyshenkilöissä"),
        required=False,
        empty_label=gettext_lazy("ei vielä yhteyshenkilöissä"),
        help_text=gettext_lazy("Jos henkilöä ei ole luettelossa, anna nimi ja nimike."),
    )
    nimi = forms.CharField(label=gettext_lazy("Nimi"), max_length=100, required=False)
    nimike = forms.CharField(label=gettext_lazy("Nimike"), max_length=100, required=False)
    kieli = forms.ChoiceField(label=gettext_lazy("Kutsun kieli"), choices=Kutsu.Kieli)

    field_order = ["sahkoposti", "henkilo", "nimi", "nimike", "rooli", "alue", "kunta", "alkupvm", "loppupvm"]

    def __init__(self, *args, alueet, **kwargs):
        super().__init__(*args, alueet=alueet, **kwargs)
        self.fields["henkilo"].queryset = Henkilo.objects.filter(alue__in=alueet, user__isnull=True)

    def clean_sahkoposti(self):
        return self.cleaned_data["sahkoposti"].lower()


class PaattyminenForm(Lomake):
    loppupvm = forms.DateField(
        label=gettext_lazy("Viimeinen voimassaolopäivä"),
        widget=PvmInput,
        required=False,
        help_text=gettext_lazy("Oikeudet päättyvät tämän päivän lopussa. Tyhjä: toistaiseksi."),
    )


class SyyForm(Lomake):
    syy = forms.CharField(label=gettext_lazy("Syy"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class SalasanaForm(Lomake):
    """The first password, twice."""

    salasana = forms.CharField(
        label=gettext_lazy("Salasana"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "Vähintään 12 merkkiä. Ei yleisesti käytetty salasana eikä oman osoitteesi kaltainen."
        ),
    )
    uudestaan = forms.CharField(
        label=gettext_lazy("Salasana uudestaan"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_salasana(self):
        salasana = self.cleaned_data["salasana"]
        password_validation.validate_password(salasana, self.user)
        return salasana

    def clean(self):
        data = super().clean()
        if {"salasana", "uudestaan"} <= data.keys() and data["salasana"] != data["uudestaan"]:
            self.add_error(
                "uudestaan", ValidationError(_("Salasanat eivät ole samat. Kirjoita ne uudestaan."))
            )
        return data
