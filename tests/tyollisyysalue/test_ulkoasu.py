"""The base page, the parts of forms and the error pages."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template.loader import render_to_string
from django.urls import reverse


class NaytelomakeForm(forms.Form):
    otsikko = forms.CharField(label="Otsikko", help_text="Lyhyt.")
    numero = forms.CharField(label="Asianumero", required=False)
    laji = forms.ChoiceField(label="Laji", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    aiheet = forms.MultipleChoiceField(
        label="Aiheet", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple
    )
    kunta = forms.ChoiceField(label="Kunta", choices=[("687", "Rautavaara")])
    liite = forms.FileField(label="Liite")
    vakuutus = forms.BooleanField(label="Vakuutan")

    def clean(self):
        raise forms.ValidationError("Joku muu on tallentanut lomakkeen.")


def draw(template, **context):
    return BeautifulSoup(render_to_string(template, context), "html.parser")


def draw_form(form, **context):
    return draw("includes/lomake.html", form=form, csrf_token="x", painike="Tallenna", peruuta="", **context)


def test_error_summary_comes_first_takes_the_focus_and_leads_to_every_field():
    page = draw_form(NaytelomakeForm({}))

    yhteenveto = page.find(attrs={"autofocus": True})
    linkit = {a.text: a["href"] for a in yhteenveto.find_all("a")}
    assert yhteenveto.li.text == "Joku muu on tallentanut lomakkeen."
    assert list(linkit) == ["Otsikko", "Laji", "Aiheet", "Kunta", "Liite", "Vakuutan"]
    assert all(page.find(id=href[1:]).name in {"input", "select"} for href in linkit.values())


def test_every_description_of_a_field_is_on_the_page():
    page = draw_form(NaytelomakeForm({}))

    kuvatut = page.find_all(attrs={"aria-describedby": True})
    assert len(kuvatut) == 6
    for kentta in kuvatut:
        for tunnus in kentta["aria-describedby"].split():
            assert page.find(id=tunnus).text.strip()


def test_form_without_errors_has_no_summary():
    assert draw_form(NaytelomakeForm()).find(attrs={"autofocus": True}) is None


def test_optional_field_says_so_and_required_ones_do_not():
    page = draw_form(NaytelomakeForm())

    assert page.find("label", attrs={"for": "id_numero"}).text.split() == ["Asianumero", "(valinnainen)"]
    assert len(page.find_all(class_="valinnainen")) == 1


def test_form_with_a_file_is_sent_as_parts():
    assert draw_form(NaytelomakeForm()).form["enctype"] == "multipart/form-data"


def test_summary_of_a_formset_numbers_its_forms():
    formset = forms.formset_factory(NaytelomakeForm)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-otsikko": "Suunnitelma"}
    )

    page = draw("includes/virheyhteenveto.html", form=None, formset=formset)

    assert page.find("a", href="#id_form-0-otsikko") is None
    assert page.find("a", href="#id_form-1-otsikko").text == "2. Otsikko"


@pytest.mark.parametrize(
    ("laji", "sana", "rooli"),
    [
        ("success", "Valmis:", "status"),
        ("info", "Tiedoksi:", "status"),
        ("warning", "Huomaa:", "alert"),
        ("error", "Virhe:", "alert"),
    ],
)
def test_notice_has_its_kind_in_words(laji, sana, rooli):
    page = draw("includes/ilmoitus.html", laji=laji, teksti="Päivä on peruttu.")

    assert page.div["role"] == rooli
    assert page.text.strip() == f"{sana} Päivä on peruttu."


def test_act_that_cannot_be_undone_asks_with_a_red_button():
    page = draw(
        "includes/vahvistus.html",
        otsikko="Perutaanko päivä?",
        teksti="Perumista ei voi ottaa takaisin.",
        form=forms.Form(),
        csrf_token="x",
        painike="Peru päivä",
        peruuta="/lahipalvelut/",
        vaara=True,
    )

    assert page.button.text == "Peru päivä"
    assert "btn-danger" in page.button["class"]
    assert page.find("a", href="/lahipalvelut/")


@pytest.mark.parametrize("template", ["400.html", "403_csrf.html", "500.html"])
def test_error_page_stands_without_a_context(template):
    page = draw(template)

    assert page.html["lang"] == "fi"
    assert page.h1.text


@pytest.mark.django_db
def test_missing_page_keeps_the_header_and_the_way_in(client, raija):
    page = BeautifulSoup(client.get("/ei-ole/").content, "html.parser")

    assert page.h1.text == "Sivua ei löydy"
    assert page.find("a", href="/tili/login/?next=/ei-ole/").text == "Kirjaudu sisään"


@pytest.mark.django_db
def test_signed_in_sees_own_name_and_signs_out_by_post(client, raija):
    client.force_login(raija)

    page = BeautifulSoup(client.get("/ei-ole/").content, "html.parser")

    assert page.find("a", href=reverse("account_change_password")).text == "Oma tili: Raija Vaarala"
    assert page.find("form", action=reverse("account_logout"))["method"] == "post"


@pytest.mark.django_db
def test_anyone_may_choose_the_language(client):
    response = client.post(reverse("set_language"), {"language": "sv", "next": "/ei-ole/"}, follow=True)

    assert response.redirect_chain == [("/ei-ole/", 302)]
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == "sv"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_reset_password_done", "account_signup"]
)
def test_account_page_has_the_portals_look(client, name):
    response = client.get(reverse(name))

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert page.find("main", id="sisalto").h1.text.strip()
    assert page.find("link", href="/static/build/portaali.css")


@pytest.mark.django_db
def test_sign_in_does_not_offer_sign_up(client):
    response = client.get(reverse("account_login"))

    assert reverse("account_signup") not in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_change_password", "account_logout"])
def test_own_account_page_has_the_portals_look(client, raija, name):
    client.force_login(raija)

    response = client.get(reverse(name))

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert page.find("main", id="sisalto").h1.text.strip()


@pytest.mark.django_db
def test_chosen_language_lasts_a_year_and_leads_back_to_the_page(client):
    page = BeautifulSoup(client.get("/lahipalvelut/?tila=peruttu&sivu=2").content, "html.parser")
    kielivalinta = page.find("form", class_="kielivalinta")
    assert [(b["value"], b["lang"], b.text) for b in kielivalinta.find_all("button")] == [
        ("fi", "fi", "Suomi"),
        ("sv", "sv", "Svenska"),
        ("en", "en", "English"),
    ]

    response = client.post(
        kielivalinta["action"],
        {"language": "sv", "next": kielivalinta.find("input", attrs={"name": "next"})["value"]},
    )

    assert response.url == "/lahipalvelut/?tila=peruttu&sivu=2"
    assert response.cookies["django_language"]["max-age"] == 365 * 24 * 60 * 60


@pytest.mark.django_db
def test_signing_in_keeps_the_language(client, raija):
    client.post("/kieli/", {"language": "en"})

    client.post("/tili/login/", {"login": raija.email, "password": "salasana"})

    page = BeautifulSoup(client.get("/").content, "html.parser")
    assert page.find("a", href="/tili/password/change/")
    assert page.html["lang"] == "en"
