"""A municipality's letter as it comes by e-mail: pasted as it is, with the headings its items have."""

TEKSTI = """\
Rautavaaran kunta
Kunnanhallitus

ESITYS                                                       28.8.2025
RAU/112/2025

Kuopion työllisyysalueen yhteiselle toimielimelle

Esitys palvelujen toteutumisesta, tiedonkulusta ja yhdenvertaisuudesta

Rautavaaran kunnanhallitus on päättänyt 25.8.2025 § 143 tehdä tämän esityksen. Kunta pyytää, että toimielin \
selvittää, miten palvelut ovat Rautavaaralla toteutuneet, ja vastaa jokaiseen kohtaan erikseen.

1. Lähipalvelujen saatavuus ja saavutettavuus

Lähipalvelua piti olla kunnassa joka toinen viikko. Kesän aikana päiviä on jäänyt pitämättä, eikä muutoksista ole \
kerrottu ajoissa.
- Kunta pyytää luettelon sovituista ja pidetyistä päivistä.
- Muutoksista on ilmoitettava kunnalle ennakolta.

2. Yhteyshenkilön puuttuminen ja tiedonkulku

Kunnalla ei ole tiedossa, kuka vastaa mistäkin palvelusta.
Esitämme, että kunnalle nimetään yksi vastuutyöntekijä.

3. Palvelujen vaikuttavuuden seuranta, tilastot ja yhteydenpito

Kunta ei saa säännöllisesti lukuja omista työnhakijoistaan. Esitämme, että luvut toimitetaan kuukausittain.

4. Palvelujen yhdenvertaisuus ja lakisääteisten palvelujen toteutuminen

Pienen kunnan asukkaiden on saatava samat palvelut kuin muidenkin. Valmennusta ei ole ollut tarjolla keväällä eikä \
kesällä.

5. Henkilöstöresurssien riittävyys

Kunta kysyy, riittääkö alueen henkilöstö sovittuihin palveluihin ja montako asiakasta on yhtä työntekijää kohden.

Rautavaaralla 28.8.2025

Raija Hiltula
kunnanjohtaja
"""
