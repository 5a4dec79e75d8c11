import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from tyollisyysalue.forms import Lomake, MalliLomake
from tyollisyysalue.models import Henkilo

HETU = "131052-930V"
TEKSTISSA = ["Tekstissä oli henkilötunnus. Se poistettiin: tarkista teksti ja tallenna uudelleen."]
NIMESSA = ["Tiedoston nimessä on henkilötunnus. Vaihda tiedoston nimi ja liitä se uudelleen."]


class EsimerkkiLomake(Lomake):
    otsikko = forms.CharField(max_length=20)
    teksti = forms.CharField(required=False, widget=forms.Textarea)
    pvm = forms.DateField(required=False)
    alku = forms.SplitDateTimeField(required=False)
    aiheet = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    tiedosto = forms.FileField(required=False)


def query(**arvot):
    data = QueryDict(mutable=True)
    for avain, arvo in arvot.items():
        data.setlist(avain, arvo if isinstance(arvo, list) else [arvo])
    data._mutable = False
    return data


def test_form_without_codes_is_as_any_form():
    form = EsimerkkiLomake(query(otsikko="Lähipalvelut", aiheet=["a", "b"], pvm="28.8.2025"))

    assert form.is_valid()
    assert form.cleaned_data["otsikko"] == "Lähipalvelut"
    assert form.cleaned_data["aiheet"] == ["a", "b"]


def test_code_in_text_is_refused_at_the_field_and_the_rest_is_kept():
    form = EsimerkkiLomake(
        query(otsikko="Lähipalvelut", teksti=f"Asiakas {HETU} jäi ilman aikaa.", aiheet=["b"])
    )

    html = str(form)

    assert not form.is_valid()
    assert form.errors == {"teksti": TEKSTISSA}
    assert "teksti" not in form.cleaned_data
    assert form["teksti"].value() == "Asiakas  jäi ilman aikaa."
    assert form["otsikko"].value() == "Lähipalvelut"
    assert form["aiheet"].value() == ["b"]
    assert HETU not in html
    assert "930V" not in html


def test_every_field_with_a_code_gets_the_message():
    form = EsimerkkiLomake(query(otsikko=f"Asia {HETU}", teksti=HETU))

    assert form.errors == {"otsikko": TEKSTISSA, "teksti": TEKSTISSA}


def test_required_field_with_only_a_code_says_only_why_it_was_refused():
    form = EsimerkkiLomake(query(otsikko=HETU))

    assert form.errors == {"otsikko": TEKSTISSA}
    assert form["otsikko"].value() == ""


@pytest.mark.parametrize(
    ("data", "kentta"),
    [
        ({"pvm": HETU}, "pvm"),
        ({"alku_0": HETU, "alku_1": "13.00"}, "alku"),
        ({"aiheet": ["a", HETU]}, "aiheet"),
    ],
)
def test_code_in_a_field_of_another_kind_is_not_shown_again(data, kentta):
    form = EsimerkkiLomake(query(otsikko="Lähipalvelut", **data))

    assert form.errors == {kentta: TEKSTISSA}
    assert HETU not in str(form)


def test_code_is_refused_in_plain_dictionaries_and_under_a_prefix():
    form = EsimerkkiLomake({"p-otsikko": f"Asia {HETU}", "p-aiheet": ["a"]}, prefix="p")

    assert form.errors == {"otsikko": TEKSTISSA}
    assert form["otsikko"].value() == "Asia "
    assert form["aiheet"].value() == ["a"]


def test_submitted_data_itself_is_left_alone():
    data = query(otsikko=HETU)
    files: MultiValueDict[str, UploadedFile] = MultiValueDict(
        {"tiedosto": [SimpleUploadedFile(f"{HETU}.pdf", b"x")]}
    )

    form = EsimerkkiLomake(data, files)

    assert not form.is_valid()
    assert data["otsikko"] == HETU
    assert "tiedosto" in files


def test_code_in_a_file_name_is_refused():
    tiedosto = SimpleUploadedFile(f"hakemus_{HETU}.pdf", b"%PDF-1.7")
    form = EsimerkkiLomake(query(otsikko="Lähipalvelut"), MultiValueDict({"tiedosto": [tiedosto]}))

    assert form.errors == {"tiedosto": NIMESSA}
    assert "tiedosto" not in form.cleaned_data
    assert HETU not in str(form)


def test_unbound_form_has_no_errors():
    assert EsimerkkiLomake().errors == {}


def test_code_in_an_extra_form_of_a_formset_is_refused():
    formset_class = forms.formset_factory(EsimerkkiLomake, extra=1)
    formset = formset_class(
        query(**{"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-otsikko": HETU})
    )

    assert not formset.is_valid()
    assert formset.errors == [{"otsikko": TEKSTISSA}]
    assert HETU not in str(formset)


def test_model_form_never_sets_the_code_on_its_object():
    form_class = forms.modelform_factory(Henkilo, form=MalliLomake, fields=["nimike"])
    henkilo = Henkilo(nimi="Aino Harjula")

    form = form_class(query(nimike=f"asiantuntija {HETU}"), instance=henkilo)

    assert form.errors == {"nimike": TEKSTISSA}
    assert HETU not in henkilo.nimike


def test_own_clean_of_a_form_never_sees_the_code():
    nahty = []

    class TarkkaLomake(EsimerkkiLomake):
        def clean(self):
            nahty.append(self.cleaned_data["otsikko"])

    assert not TarkkaLomake(query(otsikko=f"Asia {HETU}")).is_valid()
    assert nahty == ["Asia"]


@pytest.mark.parametrize(
    ("pvm", "kelpaa"),
    [
        ("1.1.1900", True),
        ("31.12.2199", True),
        ("31.12.1899", False),
        ("1.1.2200", False),
        ("31.12.9999", False),
        ("0001-01-01", False),
    ],
)
def test_year_of_no_time_of_ours_is_refused_at_the_field(pvm, kelpaa):
    form = EsimerkkiLomake(query(otsikko="Lähipalvelut", pvm=pvm))

    assert form.errors.get("pvm", []) == ([] if kelpaa else ["Tarkista vuosi: sen on oltava 1900–2199."])


def test_year_of_a_moment_is_refused_too():
    class HetkiLomake(Lomake):
        hetki = forms.DateTimeField()

    form = HetkiLomake(query(hetki="2025-06-11T09:00"))
    vaara = HetkiLomake(query(hetki="9999-12-31T09:00"))

    assert form.is_valid()
    assert list(vaara.errors) == ["hetki"]
