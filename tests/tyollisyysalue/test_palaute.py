import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.conftest import staff
from tyollisyysalue import jobs, kello, palaute
from tyollisyysalue.models import Palaute, Tapahtuma, Tyollisyysalue
from tyollisyysalue.roolit import Rooli

Aihe, Tila = Palaute.Aihe, Palaute.Tila
NYT = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=kello.HELSINKI)
HETU = "131052-308T"


@pytest.fixture(autouse=True)
def marraskuu():
    """The count of what an address has sent is in the cache, which outlives a test."""
    cache.clear()
    with kello.aseta(NYT):
        yield
    cache.clear()


@pytest.fixture
def naapurialue(db):
    return Tyollisyysalue.objects.create(
        koodi="45", nimi_fi="Ylä-Savo", nimi_sv="Övre Savolax", nimi_en="Ylä-Savo"
    )


def annettu(alue, **kwargs):
    tiedot = {"aihe": Aihe.SAAVUTETTAVUUS, "teksti": "Taulukkoa ei voi lukea.", "kieli": "fi"} | kwargs
    return palaute.anna(alue, **tiedot)


def myohemmin(**kwargs):
    return kello.aseta(NYT + datetime.timedelta(**kwargs))


def sivulla(response):
    return BeautifulSoup(response.content, "html.parser")


def tyot():
    return list(ProcrastinateJob.objects.order_by("pk").values_list("task_name", flat=True))


class TestWorkflow:
    def test_feedback_is_numbered_and_due_in_two_weeks(self, alue):
        eka, toka = annettu(alue), annettu(alue, aihe=Aihe.MUU)

        assert [(p.numero, p.tila, p.maarapvm) for p in (eka, toka)] == [
            ("1/2026", Tila.SAAPUNUT, datetime.date(2026, 12, 8)),
            ("2/2026", Tila.SAAPUNUT, datetime.date(2026, 12, 8)),
        ]
        assert eka.saapumisaika == NYT

    def test_due_day_is_a_working_day(self, alue):
        with kello.aseta(datetime.datetime(2026, 12, 10, 9, tzinfo=kello.HELSINKI)):
            assert annettu(alue).maarapvm == datetime.date(2026, 12, 28)

    def test_event_does_not_keep_who_gave_it(self, alue):
        annettu(alue, nimi="Raija", sahkoposti="raija@example.com")

        tapahtuma = Tapahtuma.objects.get()
        assert (tapahtuma.tapahtuma, tapahtuma.tekija, tapahtuma.tiedot) == (
            "saapunut",
            "Työllisyysalueportaali",
            {},
        )

    @pytest.mark.parametrize(
        ("sahkoposti", "alueen_osoite", "odotetut"),
        [
            ("", "", []),
            ("a@example.com", "", ["tyollisyysalue.jobs.laheta_palautteen_kuittaus"]),
            ("", "kirjaamo@kuopio.example", ["tyollisyysalue.jobs.ilmoita_palautteesta"]),
        ],
    )
    def test_mails_go_to_addresses_that_are_known(self, alue, sahkoposti, alueen_osoite, odotetut):
        alue.sahkoposti = alueen_osoite

        annettu(alue, sahkoposti=sahkoposti)

        assert tyot() == odotetut

    def test_administrator_answers_once(self, alue, paakayttaja):
        kohde = annettu(alue)

        palaute.vastaa(kohde, "Korjasimme taulukon.", user=paakayttaja)

        kohde.refresh_from_db()
        assert (kohde.tila, kohde.vastaus, kohde.vastausaika, kohde.vastaaja) == (
            Tila.VASTATTU,
            "Korjasimme taulukon.",
            NYT,
            paakayttaja,
        )
        assert [(t.tapahtuma, t.user) for t in kohde.tapahtumat.all()] == [
            ("vastattu", paakayttaja),
            ("saapunut", None),
        ]
        with pytest.raises(ValidationError, match="on jo vastattu"):
            palaute.vastaa(kohde, "Toinen vastaus.", user=paakayttaja)

    def test_answer_is_mailed_to_one_who_gave_an_address(self, alue, paakayttaja):
        alue.sahkoposti = ""
        kohde = annettu(alue, sahkoposti="a@example.com")

        palaute.vastaa(kohde, "Korjasimme taulukon.", user=paakayttaja)

        assert tyot()[1:] == ["tyollisyysalue.jobs.laheta_vastaus_palautteeseen"]

    @pytest.mark.parametrize("rooli", ["raija", "koordinaattori", "sihteeri"])
    def test_others_may_not_answer(self, alue, request, rooli):
        with pytest.raises(PermissionDenied):
            palaute.vastaa(annettu(alue), "Vastaus.", user=request.getfixturevalue(rooli))

    def test_administrator_of_another_area_may_not_answer(self, alue, naapurialue):
        vieras = staff(naapurialue, Rooli.PAAKAYTTAJA, "Ville Vieras")

        with pytest.raises(PermissionDenied):
            palaute.vastaa(annettu(alue), "Vastaus.", user=vieras)

    def test_late_is_unanswered_after_the_due_day(self, alue, paakayttaja):
        kohde = annettu(alue)

        with myohemmin(days=14):
            assert not palaute.myohassa(kohde)
        with myohemmin(days=15):
            assert palaute.myohassa(kohde)
            assert not palaute.myohassa(palaute.vastaa(kohde, "Anteeksi.", user=paakayttaja))


class TestModel:
    def test_visible_to_administrators_of_the_area(
        self, alue, naapurialue, paakayttaja, koordinaattori, raija
    ):
        oma = annettu(alue)
        annettu(naapurialue)

        assert list(Palaute.objects.visible_to(paakayttaja)) == [oma]
        for muu in (koordinaattori, raija, AnonymousUser()):
            assert not Palaute.objects.visible_to(muu).exists()

    @pytest.mark.kanta
    @pytest.mark.parametrize("kentat", [{"tila": Tila.VASTATTU}, {"vastaus": "Vastaus."}])
    def test_answered_means_an_answer(self, alue, kentat):
        kohde = annettu(alue)

        with pytest.raises(IntegrityError, match="palaute_vastattu_ja_vastaus"), transaction.atomic():
            Palaute.objects.filter(pk=kohde.pk).update(**kentat)

    @pytest.mark.kanta
    def test_number_is_given_once(self, alue):
        annettu(alue)
        kohde = annettu(alue)

        with pytest.raises(IntegrityError, match="palaute_numero_kerran"), transaction.atomic():
            Palaute.objects.filter(pk=kohde.pk).update(numero="1/2026")


class TestMails:
    def test_receipt_speaks_the_giver_s_language_and_leads_to_the_receipt(self, alue, settings):
        settings.PORTAALIN_OSOITE = "https://portaali.example"
        kohde = annettu(alue, sahkoposti="a@example.com")

        jobs.laheta_palautteen_kuittaus(palaute=kohde.pk)

        [viesti] = mail.outbox
        assert (viesti.to, viesti.subject) == (["a@example.com"], "Palautteesi 1/2026 on saapunut")
        assert "Vastaamme viimeistään: 8.12.2026" in viesti.body
        osoite = viesti.body.rstrip().rsplit("\n", 1)[1]
        assert (
            palaute.tunnuksella(osoite.removeprefix("https://portaali.example/palaute/").rstrip("/")) == kohde
        )

    def test_notice_does_not_tell_what_was_written_nor_by_whom(self, alue):
        kohde = annettu(alue, nimi="Raija Vaarala", sahkoposti="a@example.com")

        jobs.ilmoita_palautteesta(palaute=kohde.pk)

        [viesti] = mail.outbox
        assert viesti.to == ["kirjaamo@kuopio.example"]
        assert viesti.body.rstrip().endswith(f"/hallinta/palautteet/{kohde.pk}/")
        for sana in ("Taulukkoa", "Raija", "a@example.com"):
            assert sana not in viesti.body

    def test_answer_is_mailed_whole(self, alue, paakayttaja):
        kohde = annettu(alue, sahkoposti="a@example.com")
        palaute.vastaa(kohde, "Korjasimme <taulukon>.", user=paakayttaja)

        jobs.laheta_vastaus_palautteeseen(palaute=kohde.pk)

        [viesti] = mail.outbox
        assert viesti.subject == "Vastaus palautteeseesi 1/2026"
        assert "Korjasimme <taulukon>." in viesti.body

    def test_address_taken_away_gets_no_mail(self, alue):
        kohde = annettu(alue, sahkoposti="a@example.com")
        Palaute.objects.update(sahkoposti="")

        jobs.laheta_palautteen_kuittaus(palaute=kohde.pk)

        assert mail.outbox == []


class TestForm:
    TIEDOT = {"aihe": "saavutettavuus", "sivu": "/lahipalvelut/", "teksti": "Taulukkoa ei voi lukea."}

    def laheta(self, client, viive=datetime.timedelta(seconds=30), **muutokset):
        """Open the page, fill in, and send after a while."""
        avattu = sivulla(client.get("/palaute/")).find(attrs={"name": "avattu"})["value"]
        with kello.aseta(NYT + viive):
            return client.post("/palaute/", self.TIEDOT | {"avattu": avattu} | muutokset)

    def test_anyone_gives_feedback_and_gets_a_receipt(self, client, alue):
        response = self.laheta(client)

        kohde = Palaute.objects.get()
        assert (kohde.aihe, kohde.sivu, kohde.teksti, kohde.kieli) == (
            Aihe.SAAVUTETTAVUUS,
            "/lahipalvelut/",
            "Taulukkoa ei voi lukea.",
            "fi",
        )
        assert response.status_code == 302
        kuittaus = sivulla(client.get(response.url)).main.get_text(" ", strip=True)
        assert "1/2026" in kuittaus
        assert "Vastaamme viimeistään 8.12.2026" in kuittaus

    def test_answer_shows_on_the_receipt(self, client, alue, paakayttaja):
        kohde = annettu(alue, nimi="Raija Vaarala")
        palaute.vastaa(kohde, "Korjasimme taulukon.", user=paakayttaja)

        teksti = client.get(reverse("palaute-kuittaus", args=[palaute.tunnus(kohde)])).content.decode()

        assert "Korjasimme taulukon." in teksti
        assert "Raija" not in teksti

    def test_made_up_receipt_is_not_found(self, client, alue):
        tunnus = palaute.tunnus(annettu(alue))

        assert client.get(f"/palaute/{tunnus}/").status_code == 200
        assert client.get(f"/palaute/{tunnus}x/").status_code == 404

    @pytest.mark.parametrize(
        ("sivu", "alkuarvo"),
        [
            ("/lahipalvelut/687/", "/lahipalvelut/687/"),
            ("https://paha.example/", None),
            ("//paha.example/", None),
            (f"/haku/{HETU}/", None),
        ],
    )
    def test_page_is_filled_in_only_when_it_is_ours(self, client, alue, sivu, alkuarvo):
        page = sivulla(client.get("/palaute/", {"sivu": sivu}))

        assert page.find(id="id_sivu").get("value") == alkuarvo

    def test_every_page_leads_here_with_its_own_address(self, client, alue):
        page = sivulla(client.get("/lahipalvelut/"))

        assert page.footer.find("a", string="Palaute")["href"] == "/palaute/?sivu=/lahipalvelut/"
        assert page.footer.find("a", string="Saavutettavuusseloste")["href"] == "/saavutettavuus/"

    def test_empty_form_says_what_is_missing(self, client, alue):
        response = self.laheta(client, aihe="", teksti="", sahkoposti="ei osoite", nimi="Raija")

        assert set(response.context["form"].errors) == {"aihe", "teksti", "sahkoposti"}
        assert sivulla(response).find(id="id_nimi")["value"] == "Raija"
        assert not Palaute.objects.exists()

    def test_page_elsewhere_is_refused(self, client, alue):
        response = self.laheta(client, sivu="https://paha.example/")

        assert set(response.context["form"].errors) == {"sivu"}

    def test_identity_code_is_refused_without_repeating_it(self, client, alue):
        response = self.laheta(client, teksti=f"Asiakas {HETU} ei pääse sivulle.")

        assert set(response.context["form"].errors) == {"teksti"}
        assert HETU not in response.content.decode()
        assert "ei pääse sivulle." in response.content.decode()

    def test_filled_trap_is_shown_so_that_a_person_can_empty_it(self, client, alue):
        assert (
            sivulla(client.get("/palaute/")).find(id="id_verkkosivu").find_parent(attrs={"aria-hidden": True})
        )

        response = self.laheta(client, verkkosivu="https://mainos.example/")

        kentta = sivulla(response).find(id="id_verkkosivu")
        assert kentta["aria-invalid"] == "true"
        assert kentta.find_parent(attrs={"aria-hidden": True}) is None
        assert not Palaute.objects.exists()

    def test_sent_at_once_is_sent_again_by_a_person(self, client, alue):
        response = self.laheta(client, viive=datetime.timedelta(seconds=1))
        assert "heti avaamisen jälkeen" in response.content.decode()

        avattu = sivulla(response).find(attrs={"name": "avattu"})["value"]
        with myohemmin(seconds=8):
            assert client.post("/palaute/", self.TIEDOT | {"avattu": avattu}).status_code == 302

    @pytest.mark.parametrize("muutokset", [{"viive": datetime.timedelta(hours=25)}, {"avattu": "keksitty"}])
    def test_too_old_form_gets_a_new_time_and_keeps_the_text(self, client, alue, muutokset):
        response = self.laheta(client, **muutokset)

        page = sivulla(response)
        assert "auki liian kauan" in page.text
        assert page.find(id="id_teksti").text.strip() == "Taulukkoa ei voi lukea."
        with myohemmin(hours=26):
            uusi = self.TIEDOT | {"avattu": page.find(attrs={"name": "avattu"})["value"]}
            assert client.post("/palaute/", uusi).status_code == (302 if "viive" in muutokset else 200)

    def test_one_address_sends_ten_an_hour(self, client, alue):
        for _kerta in range(10):
            assert self.laheta(client).status_code == 302

        response = self.laheta(client)

        assert response.status_code == 429
        assert "Yritä tunnin kuluttua uudelleen." in response.content.decode()
        assert "Taulukkoa ei voi lukea." in response.content.decode()
        assert Palaute.objects.count() == 10

    def test_area_is_asked_when_there_are_many(self, client, alue, naapurialue):
        assert sivulla(client.get("/palaute/")).find(id="id_alue") is None
        naapurialue.kaytossa = True
        naapurialue.save(update_fields=["kaytossa"])

        assert self.laheta(client).context["form"].errors.keys() == {"alue"}
        assert self.laheta(client, alue="45").status_code == 302
        assert Palaute.objects.get().alue == naapurialue


class TestAdministration:
    def rivit(self, response):
        return [
            [" ".join(solu.get_text(" ").split()) for solu in rivi.find_all(["th", "td"])]
            for rivi in sivulla(response).select("tbody tr")
        ]

    def test_list_tells_what_is_late(self, client, alue, naapurialue, paakayttaja):
        annettu(naapurialue)
        annettu(alue)
        with myohemmin(days=10):
            annettu(alue, aihe=Aihe.MUU)
        client.force_login(paakayttaja)

        with myohemmin(days=15):
            response = client.get("/hallinta/palautteet/")

        assert self.rivit(response) == [
            ["2/2026", "muu asia", "saapunut", "4.12.2026", "18.12.2026"],
            ["1/2026", "saavutettavuus", "saapunut", "24.11.2026", "8.12.2026 myöhässä"],
        ]

    @pytest.mark.parametrize("maara", [1, 20])
    def test_list_query_count(self, client, alue, paakayttaja, maara, django_assert_num_queries):
        for _numero in range(maara):
            annettu(alue)
        client.force_login(paakayttaja)

        with django_assert_num_queries(5):
            client.get("/hallinta/palautteet/")

    def test_list_is_filtered(self, client, alue, paakayttaja):
        palaute.vastaa(annettu(alue), "Korjattu.", user=paakayttaja)
        annettu(alue, aihe=Aihe.MUU)
        client.force_login(paakayttaja)

        assert [r[0] for r in self.rivit(client.get("/hallinta/palautteet/?tila=saapunut"))] == ["2/2026"]
        assert [r[0] for r in self.rivit(client.get("/hallinta/palautteet/?aihe=saavutettavuus"))] == [
            "1/2026"
        ]

    def test_administrator_answers_on_the_page(self, client, alue, paakayttaja):
        kohde = annettu(alue, nimi="Raija Vaarala", sahkoposti="a@example.com")
        client.force_login(paakayttaja)
        assert "Raija Vaarala" in client.get(kohde.get_absolute_url()).content.decode()

        response = client.post(kohde.get_absolute_url(), {"vastaus": "Korjasimme taulukon."}, follow=True)

        page = sivulla(response)
        assert "Vastaus tallennettiin." in page.text
        assert page.find("textarea") is None
        assert [li.strong.text for li in page.select(".aikajana li")] == ["vastattu", "saapunut"]

    def test_second_answer_is_refused_and_kept(self, client, alue, paakayttaja):
        kohde = annettu(alue)
        palaute.vastaa(kohde, "Korjattu.", user=paakayttaja)
        client.force_login(paakayttaja)

        response = client.post(kohde.get_absolute_url(), {"vastaus": "Toinen vastaus."})

        assert response.context["form"].non_field_errors() == ["Palautteeseen on jo vastattu."]
        assert "Toinen vastaus." in response.content.decode()

    def test_another_area_s_feedback_is_not_found(self, client, naapurialue, paakayttaja):
        client.force_login(paakayttaja)

        assert client.get(annettu(naapurialue).get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("rooli", ["raija", "koordinaattori", "sihteeri"])
    def test_others_are_denied(self, client, request, alue, rooli):
        client.force_login(request.getfixturevalue(rooli))

        assert client.get("/hallinta/palautteet/").status_code == 403
        assert client.get(annettu(alue).get_absolute_url()).status_code == 403


class TestStatement:
    def test_has_its_statutory_parts_and_the_area_s_contact(self, client, alue):
        page = sivulla(client.get("/saavutettavuus/"))

        assert [h.text for h in page.main.find_all("h2")] == [
            "Saavutettavuuden tila",
            "Sisältö, joka ei ole saavutettavaa",
            "Miten saavutettavuus on arvioitu",
            "Anna palautetta saavutettavuudesta",
            "Valvontaviranomainen",
        ]
        assert page.main.find("a", href="/palaute/?aihe=saavutettavuus")
        assert page.main.find("a", href="mailto:kirjaamo@kuopio.example")
        assert "Liikenne- ja viestintävirasto Traficom" in page.main.text

    def test_feedback_from_the_statement_is_about_accessibility(self, client, alue):
        page = sivulla(client.get("/palaute/?aihe=saavutettavuus"))

        assert page.find("input", attrs={"name": "aihe", "checked": True})["value"] == "saavutettavuus"
