"""Letters for the tests of reading them. Written here; the people in them are invented."""

RAUTAVAARA = """\
RAUTAVAARAN KUNTA                                   ESITYS
Kunnanhallitus
                                                    28.8.2025
Asianumero: RAU/112/2025

Kuopion työllisyysalue
Työllisyysaluelautakunta
PL 000, 70000 Kuopio

Saapunut 28.8.2025 klo 14.12

ESITYS TYÖVOIMAPALVELUJEN TOTEUTUMISESTA RAUTAVAARALLA

Rautavaaran kunnanhallitus päätti kokouksessaan 25.8.2025 § 143 tehdä Kuopion työllisyysalueelle
esityksen työvoimapalveluista. Kunta odottaa vastausta jokaiseen alla olevaan kohtaan
erikseen.

1. Lähipalvelujen saatavuus ja saavutettavuus

Kunnassa ei tiedetä, minä päivinä palvelua saa paikan päällä. Kesäkuun käynti jäi pitämättä,
ja tieto tuli vasta edellisenä päivänä.

Kunnan havainnot:
1. Matka Kuopioon on yli sata kilometriä.
2. Linja-auto kulkee arkisin kerran päivässä.
3. Etäpalveluun ei ole kaikilla laitetta.

Kunta esittää, että sovitut lähipäivät ja niiden toteutuma kerrotaan kunnalle.

2. Yhteyshenkilön puuttuminen ja tiedonkulku

Yhteydenotot jäävät ilman vastausta tai kiertävät henkilöltä toiselle.
a) Yhteyshenkilöä ei ole nimetty.
b) Sijaista ei ole nimetty.

Kunta vaatii, että Rautavaaralle nimetään pysyvä yhteyshenkilö ja sijainen.

3. Palvelujen vaikuttavuuden seuranta, tilastot ja yhteydenpito

Kunta maksaa palveluista mutta ei saa niistä tietoa.
3.1 Tilastot puuttuvat.
3.2 Käyttöoikeuksista ei ole päätöstä.

4. Palvelujen yhdenvertaisuus ja lakisääteisten
palvelujen toteutuminen

Valmennusta ei ole tarjottu samalla tavalla kuin alueen keskuksessa.

5. Henkilöstöresurssien riittävyys

Kunta on huolissaan työntekijöiden asiakasmääristä.
- asiakkaita on paljon
- työntekijöitä on vähän

Pyydämme kertomaan, montako asiakasta yhdellä työntekijällä on.

Rautavaaralla 28.8.2025

Kunnioittaen

Raija Vaarala
hallintojohtaja

Liitteet: pöytäkirjanote
"""

SAHKOPOSTI = """\
Lähettäjä: Kari Vuorisalmi
Lähetetty: ma 12.1.2026 15:02
Vastaanottaja: kirjaamo@kuopio.example
Aihe: VS: Työnantajapalvelut Siilinjärvellä

Hei,

Siilinjärven kunnan puolesta lähetän ohessa kaksi asiaa.

1) Yhteiset työnantajatapahtumat
Yritykset eivät ole saaneet tietoa tapahtumista ajoissa.

2) Yhteyshenkilö yrityksille
Yritykset eivät tiedä, kehen ottaa yhteyttä.

Terveisin
Kari Vuorisalmi
"""

PYKALAT = """\
SUONENJOEN KAUPUNKI
Dnro 214/00.04.01/2026

Aloite lähipalveluista

Kaupunginhallitus 19.1.2026 § 12

1 § Lähipäivät

Lähipäiviä on liian harvoin.

2 § Tiedottaminen

Päivistä ei kerrota ajoissa.
"""

ROOMALAISET = """\
Keiteleen kunta
Esitys elinvoimatyöstä

I. Tiedonkulku
Tieto ei kulje.

II. Vastinpari
Vastinparia ei ole.

III. Tapaamiset
Niitä ei ole pidetty.

IV. Seuranta
Lukuja ei saada.
"""

NUMEROIMATON = """\
Tervon kunta
Esitys palvelusuunnitelman jatkosta

Tervon kunta on huolissaan siitä, että palvelusuunnitelma päättyy.

Lähipäivät suunnitelman päättyessä

Kunta ei tiedä, jatkuvatko lähipäivät entisessä rytmissä vuodenvaihteen jälkeen.

Kuntakohtainen tieto

Kunta tarvitsee tiedon asiakkaista kuukausittain, jotta se voi suunnitella omia palvelujaan.

Ystävällisin terveisin
Timo Kolunlahti
"""

KAPPALEINA = """\
Lapinlahden kunta
Esitys nuorten palveluista

1. Etsivä nuorisotyö tapaa nuoria, joilla ei ole yhteyttä työllisyysalueeseen. Kunta esittää yhteistyötä.
2. Työpajalle jonotetaan, ja jonossa on nuoria, jotka eivät saa muuta palvelua kuukausiin odottaessaan.
"""
