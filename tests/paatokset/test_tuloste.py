"""The document: what it says, the same on the page and on paper, and that it passes the gates."""

import datetime
import io
import re
from collections import Counter

import outloud
import pikepdf
import pypdf
import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.utils import translation

from lahipalvelut.models import Palvelupaiva
from paatokset import tuloste, workflow
from paatokset.models import Paatos
from tests.paatokset.factories import (
    HYVAKSYTTY,
    KESA,
    KIRJATTU,
    LAHETETTY,
    kirjaa,
    kirjoita_osio,
    lisaa_fakta,
    tallenna,
)
from tests.pdf.html_tarkistus import html_faults
from tests.pdf.tarkistus import pdf_faults
from tyollisyysalue import kello, pdf
from tyollisyysalue.faktat import Parametrit

NBSP = "\u00a0"
KUOPION_JARJESTYS = [
    "Päätösehdotus",
    "Päätös",
    "Selostus",
    "Toimivallan peruste",
    "Vaikutusten arviointi",
    "Muutoksenhaku",
    "Lisätietoja",
    "Tietojen lähteet",
]


@pytest.fixture
def taysi(valmis, sihteeri, lahipaivat):
    """A draft with every part: lists, sentences with notes, tables, an item left out, an instruction of appeal."""
    paikat = {
        nimi: lisaa_fakta(valmis, avain, parametrit, user=sihteeri)[1]
        for nimi, avain, parametrit in [
            ("toteuma", "lahipalvelut.toteuma", KESA),
            ("paivat", "lahipalvelut.sovitut_paivat", KESA),
            ("saanto", "lahipalvelut.saanto", Parametrit(kunta="687", paiva=datetime.date(2025, 9, 9))),
        ]
    }
    html = (
        "<p>{saanto} {toteuma}</p>{paivat}<h4>Jatko</h4><ul><li>Ensimmäinen</li><li>Toinen</li></ul>"
        "<ol><li>Yksi</li><li>Kaksi</li></ol><p><strong>Tärkeä</strong> asia on § 30 ja klo 13.00.<br>Katso "
        '<a href="https://laki.example/tyo">laki</a>.</p>'
    )
    kirjoita_osio(valmis, 2, html.format(**paikat), user=sihteeri)
    kohta = valmis.kasittelyt.get(kohta__numero=5).kohta
    workflow.jata_vastaamatta(valmis, kohta, perustelu="Asia ei kuulu lautakunnalle.", user=sihteeri)
    tallenna(
        valmis,
        muutoksenhaku=Paatos.Muutoksenhaku.OIKAISUVAATIMUS,
        muutoksenhaun_peruste="kuntalaki (410/2015) 134 §",
        user=sihteeri,
    )
    return valmis


def hyvaksy(paatos, sihteeri, esittelija):
    with kello.aseta(LAHETETTY):
        workflow.laheta_esittelijalle(paatos, user=sihteeri)
    with kello.aseta(HYVAKSYTTY):
        workflow.hyvaksy(paatos, user=esittelija)
    paatos.refresh_from_db()


@pytest.fixture
def paatetty(taysi, sihteeri, esittelija):
    """Decided as proposed, its real document stored."""
    hyvaksy(taysi, sihteeri, esittelija)
    kirjaa(taysi, user=sihteeri)
    taysi.refresh_from_db()
    return taysi


def konteksti(paatos, hetki=KIRJATTU):
    return tuloste.konteksti(Paatos.objects.get(pk=paatos.pk), hetki=hetki)


def tallennettu(paatos):
    with paatos.asiakirjat.get().tiedosto.open() as tiedosto:
        return tiedosto.read()


def sivut(data):
    return [sivu.extract_text() for sivu in pypdf.PdfReader(io.BytesIO(data)).pages]


def sanat(teksti):
    """Words and marks one by one, however they stand apart."""
    return re.findall(r"\w+|[^\w\s]", teksti)


def artikkeli(client, paatos):
    """The document on the decision's page, its lists with the marks that a browser draws."""
    artikkeli = BeautifulSoup(client.get(paatos.get_absolute_url()).text, "html.parser").article
    artikkeli.find(class_="toiminnot").decompose()
    for lista in artikkeli.find_all(["ol", "ul"]):
        for numero, kohta in enumerate(lista.find_all("li", recursive=False), 1):
            kohta.insert(0, f"{numero}. " if lista.name == "ol" else "• ")
    return artikkeli


def luettuna(polku):
    """Texts of the PDF in the order of its tags, which is the order of a screen reader; artifacts are outside it."""
    document = outloud.Document(str(polku))

    def lue(osa, sivu):
        if isinstance(osa, pikepdf.Array):
            for lapsi in osa:
                yield from lue(lapsi, sivu)
        elif isinstance(osa, int):
            yield document.content(sivu).mcid_text.get((None, osa), "")
        else:
            sivu = document.page_index[osa.Pg.objgen] if "/Pg" in osa else sivu
            if "/MCID" in osa:
                yield from lue(int(osa.MCID), sivu)
            elif "/K" in osa:
                yield from lue(osa.K, sivu)

    yield from lue(document.struct_root.K, None)


class TestSameWords:
    def test_page_and_document_say_the_same_in_the_same_order(self, client, paatetty, sihteeri, tmp_path):
        polku = tmp_path / "paatos.pdf"
        polku.write_bytes(tallennettu(paatetty))
        client.force_login(sihteeri)
        sivu = artikkeli(client, paatetty)
        tunnisteet = sivu.find(class_="tunnistetiedot").extract()
        nimet = [dt.get_text() for dt in tunnisteet.find_all("dt")]
        arvot = [dd.get_text() for dd in tunnisteet.find_all("dd")]

        paperilla = sanat(" ".join(luettuna(polku)))

        # The heading block is a list on the page, a table on paper: names first, then what they name.
        assert paperilla == sanat(" ".join([*nimet, *arvot])) + sanat(sivu.get_text(" "))

    def test_another_reader_finds_the_same_words(self, client, paatetty, sihteeri):
        client.force_login(sihteeri)
        paperilla = sivut(tallennettu(paatetty))
        reunoissa = [
            f"Kuopion työllisyysalue Päätös § 58 {n} ({len(paperilla)}) Julkinen {paatetty.asia.numero}"
            for n in range(1, len(paperilla) + 1)
        ]

        assert Counter(sanat(" ".join(paperilla))) == Counter(
            sanat(artikkeli(client, paatetty).get_text(" ") + " ".join(reunoissa))
        )

    def test_draft_too(self, client, taysi, sihteeri, tmp_path):
        polku = tmp_path / "luonnos.pdf"
        client.force_login(sihteeri)
        with kello.aseta(LAHETETTY):
            polku.write_bytes(client.get(f"/paatokset/{taysi.pk}.pdf").content)
            sivu = artikkeli(client, taysi)
        sivu.find(class_="tunnistetiedot").extract()

        osat = list(luettuna(polku))

        # Body, number of the matter and publicity: a draft has no meeting and no § yet.
        assert osat[:3] == ["Toimielin", "Asianumero", "Julkisuus"]
        assert sanat(" ".join(osat[6:])) == sanat(sivu.get_text(" "))


class TestParts:
    def test_headings_come_in_kuopios_order(self, taysi):
        otsikot = [h.get_text() for h in BeautifulSoup(html(taysi), "html.parser").find_all("h2")]

        assert otsikot == [*KUOPION_JARJESTYS, "Oikaisuvaatimusohje"]

    def test_heading_block_names_body_day_number_matter_and_publicity(self, paatetty):
        taulukko = BeautifulSoup(html(paatetty), "html.parser").find(class_="tunnistetiedot")

        assert dict(
            zip(
                [solu.get_text() for solu in taulukko.find_all("th")],
                [solu.get_text() for solu in taulukko.find_all("td")],
                strict=True,
            )
        ) == {
            "Toimielin": "Työllisyysaluelautakunta",
            "Kokous": "17.9.2025",
            "Pykälä": f"§{NBSP}58",
            "Asianumero": paatetty.asia.numero,
            "Julkisuus": "Julkinen",
        }

    def test_decision_is_empty_until_the_meeting(self, taysi):
        osat = BeautifulSoup(html(taysi), "html.parser").find_all(class_="osa")

        assert osat[1].get_text(" ", strip=True) == "Päätös Toimielin päättää asiasta kokouksessaan."

    def test_item_that_is_not_answered_is_told_with_its_reason(self, taysi):
        teksti = " ".join(BeautifulSoup(html(taysi), "html.parser").get_text(" ").split())

        assert "Kohdat, joihin ei vastata 5. Henkilöstö : Asia ei kuulu lautakunnalle." in teksti

    def test_ban_names_its_provision_and_has_no_instruction(self, valmis):
        sivu = BeautifulSoup(html(valmis), "html.parser")
        osa = next(
            osa for osa in sivu.find_all(class_="osa") if osa.h2 and osa.h2.get_text() == "Muutoksenhaku"
        )

        assert "ei saa hakea muutosta" in osa.get_text()
        assert f"136{NBSP}§" in osa.get_text()
        assert "Oikaisuvaatimusohje" not in sivu.get_text()

    def test_facts_of_one_source_share_a_note(self, valmis, sihteeri):
        paikat = "".join(f"<p>{lisaa_fakta(valmis, user=sihteeri)[1]}</p>" for _ in range(2))
        kirjoita_osio(valmis, 2, paikat, user=sihteeri)

        sivu = BeautifulSoup(html(valmis), "html.parser")

        assert [a.get_text() for a in sivu.select("sup a")] == ["1", "1", "1"]
        assert [li.get_text() for li in sivu.select("ol.lahteet li")] == ["Kuntaluettelo."]

    def test_breaks_that_must_not_be_are_bound(self, paatetty):
        teksti = html(paatetty).partition("<body>")[2]

        assert f"§{NBSP}30" in teksti
        assert f"klo{NBSP}13.00" in teksti
        assert re.findall(r"§ \d|\d §|klo \d", teksti) == []

    def test_html_has_what_no_pdf_checker_sees(self, paatetty, taysi):
        assert html_faults(html(paatetty)) == []

    def test_draft_is_marked_on_every_page(self, taysi):
        data = tuloste.pdf(konteksti(taysi))

        assert len(sivut(data)) > 1
        assert all("Luonnos" in sivu for sivu in sivut(data))
        assert pypdf.PdfReader(io.BytesIO(data)).metadata.title.startswith("Luonnos: ")

    def test_decision_is_not_marked_as_a_draft(self, paatetty):
        sivut_ = sivut(tallennettu(paatetty))

        assert not any("Luonnos" in sivu for sivu in sivut_)
        assert all(f"{n} ({len(sivut_)})" in sivu for n, sivu in enumerate(sivut_, 1))


def html(paatos):
    return pdf.render_html("pdf/paatos.html", konteksti(paatos))


class TestLanguage:
    @pytest.fixture
    def ruotsiksi(self, valmis):
        Paatos.objects.filter(pk=valmis.pk).update(kieli="sv")
        return valmis

    def test_swedish_decision_is_in_swedish(self, ruotsiksi):
        sivu = BeautifulSoup(html(ruotsiksi), "html.parser")

        assert sivu.html["lang"] == "sv"
        assert "Det andra namnet är Rautavaara." in sivu.get_text()
        assert "Sysselsättningsområdesnämnden" in sivu.get_text()
        assert "Kommunlista." in sivu.get_text()
        assert [h.get_text() for h in sivu.find_all("h2")][:4] == [
            "Beslutsförslag",
            "Beslut",
            "Redogörelse",
            "Behörighetsgrund",
        ]
        assert pikepdf.open(io.BytesIO(tuloste.pdf(konteksti(ruotsiksi)))).Root.Lang == "sv"

    def test_page_marks_the_language_of_the_decision(self, client, ruotsiksi, sihteeri):
        client.force_login(sihteeri)

        response = client.get(ruotsiksi.get_absolute_url())

        assert '<html lang="fi"' in response.text
        page = BeautifulSoup(response.text, "html.parser")
        assert page.article.h1["lang"] == "sv"
        assert page.article.h2.find_parent(lang=True)["lang"] == "sv"

    def test_readers_language_does_not_change_the_document(self, valmis):
        suomeksi = html(valmis)

        with translation.override("en"):
            assert html(valmis) == suomeksi


class TestFrozen:
    def muuta_paiva(self):
        """Somebody mends the end of a day that has been told of."""
        Palvelupaiva.objects.filter(pvm=datetime.date(2025, 6, 25)).update(loppuklo=datetime.time(14))

    def test_change_before_the_approval_changes_page_and_document(self, taysi):
        ennen = konteksti(taysi)
        self.muuta_paiva()
        jalkeen = konteksti(taysi)

        assert tuloste.sisalto(ennen) != tuloste.sisalto(jalkeen)
        assert "9.00–14.00" in tuloste.sisalto(jalkeen)
        assert tuloste.pdf(ennen) != tuloste.pdf(jalkeen)

    def test_change_after_the_approval_changes_neither(self, taysi, sihteeri, esittelija):
        hyvaksy(taysi, sihteeri, esittelija)
        ennen = konteksti(taysi)
        self.muuta_paiva()
        jalkeen = konteksti(taysi)

        assert tuloste.sisalto(jalkeen) == tuloste.sisalto(ennen)
        assert tuloste.pdf(jalkeen) == tuloste.pdf(ennen)

    def test_decided_document_renders_the_same_whenever(self, paatetty):
        self.muuta_paiva()

        assert tuloste.pdf(konteksti(paatetty, hetki=HYVAKSYTTY)) == tallennettu(paatetty)


class TestWhole:
    def test_decision_passes_every_gate(self, paatetty, tmp_path):
        polku = tmp_path / "paatos.pdf"
        polku.write_bytes(tallennettu(paatetty))

        assert pdf_faults(polku) == {}

    def test_draft_passes_every_gate(self, taysi, tmp_path):
        polku = tmp_path / "luonnos.pdf"
        polku.write_bytes(tuloste.pdf(konteksti(taysi)))

        assert pdf_faults(polku) == {}

    def test_missing_style_sheet_stops_the_recording(self, valmis, sihteeri, esittelija, monkeypatch):
        hyvaksy(valmis, sihteeri, esittelija)
        find = finders.find
        monkeypatch.setattr(
            finders, "find", lambda polku: None if polku == "pdf/asiakirja.css" else find(polku)
        )
        pdf.asetukset.cache_clear()

        try:
            with pytest.raises(pdf.AsiakirjaVirhe, match=r"No static file pdf/asiakirja\.css"):
                kirjaa(valmis, user=sihteeri)
        finally:
            pdf.asetukset.cache_clear()

        valmis.refresh_from_db()
        assert valmis.tila == Paatos.Tila.HYVAKSYTTY
        assert not valmis.asiakirjat.exists()
