"""The whole journey in Chromium: from the plan of local service to the board's decision as a PDF.

Each step is done as its person does it, through forms, on the day it happened; what is asserted is what that person
sees. Pages are looked at by axe on the way, and no page may write an error to the console.
"""

import pytest

from tests.browser import alkutilanne, esitys, paatos, palvelut
from tests.browser.kello_middleware import siirry
from tyollisyysalue.roolit import Rooli

pytestmark = pytest.mark.selain


def test_rautavaaran_esityksesta_paatokseksi(avaa_selain, tmp_path):
    alkutilanne.rakenna()
    siirry(2025, 1, 2, 9, 0)
    kaisa = avaa_selain("koordinaattori")
    kaisa.kirjaudu(Rooli.KOORDINAATTORI)
    aino = avaa_selain("asiantuntija", leveys=375)
    aino.kirjaudu(Rooli.ASIANTUNTIJA)
    raija = avaa_selain("yhdyshenkilo")
    raija.kirjaudu(Rooli.YHDYSHENKILO)
    sirpa = avaa_selain("sihteeri")
    sirpa.kirjaudu(Rooli.SIHTEERI)
    eero = avaa_selain("esittelija")
    eero.kirjaudu(Rooli.ESITTELIJA)
    pekka = avaa_selain("paakayttaja")
    pekka.kirjaudu(Rooli.PAAKAYTTAJA)
    kuka_vain = avaa_selain("kansalainen")

    palvelut.koordinaattori_lisaa_avainprosessin(kaisa)
    palvelut.koordinaattori_tekee_suunnitelman(kaisa)
    palvelut.asiantuntija_kirjaa_paivan_puhelimella(aino)
    palvelut.koordinaattori_nimeaa_vastuuhenkilot(kaisa)
    palvelut.koordinaattori_perustaa_ryhmat(kaisa)
    palvelut.koordinaattori_peruu_paivan_akillisesti(kaisa)
    palvelut.koordinaattori_lahettaa_luettelon(kaisa)
    palvelut.koordinaattori_sopii_tapaamiset(kaisa)
    esityksen_sivu = esitys.yhdyshenkilo_lahettaa_esityksen(raija)
    esitys.kuittaus_tulee_postissa(pekka)
    esitys.sihteeri_kirjaa_esityksen(sirpa, esityksen_sivu)
    palvelut.koordinaattori_kirjaa_luvut(kaisa)
    paatoksen_sivu = paatos.sihteeri_valmistelee(sirpa, esityksen_sivu)
    paatos.esittelija_palauttaa(eero, paatoksen_sivu)
    paatos.sihteeri_korjaa(sirpa, paatoksen_sivu)
    paatos.esittelija_hyvaksyy(eero, paatoksen_sivu)
    paatos.myohempi_muutos_ei_muuta_sivua(eero, kaisa, paatoksen_sivu)
    paatos.sihteeri_kirjaa_paatoksen(sirpa, paatoksen_sivu)
    paatos.myohempi_muutos_ei_muuta_asiakirjaa(sirpa, kaisa, paatoksen_sivu)
    paatos.kukaan_muu_ei_nae_paatosta_viela(kuka_vain, paatoksen_sivu)
    paatos.sihteeri_merkitsee_tarkastetuksi(sirpa, paatoksen_sivu)
    paatos.kuka_tahansa_lukee_paatoksen(kuka_vain, paatoksen_sivu)
    esitys.kunta_lukee_vastauksen(raija, esityksen_sivu)
    paatos.komento_kirjoittaa_asiakirjan(kuka_vain, paatoksen_sivu, tmp_path / "paatos.pdf")
