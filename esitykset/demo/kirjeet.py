"""What came to the demo's registry by letter and mail. Written for the demo; the people in them are invented."""

SUONENJOEN_KIRJE = """\
Suonenjoen kaupunki
Kaupunginhallitus

Asianumero: SUO/428/2026

Kuopion työllisyysalue

Esitys työnhakijoiden matkoista lähipalveluun

Kaupunginhallitus esittää kahta parannusta matkoihin Suonenjoen lähipalvelupisteeseen.

1. Lähipäivien sovittaminen kutsutaksin vuoroihin

Kutsutaksi kulkee taajamaan tiistaisin ja torstaisin, mutta lähipäivät ovat olleet keskiviikkoisin.

Kaupunki esittää, että joka toinen lähipäivä on tiistai tai torstai.

2. Ajanvaraus puhelimitse

Kaikki eivät pysty varaamaan aikaa verkossa.

Kaupunki esittää, että ajan voi varata myös puhelimitse.

Kunnioittaen

Päivi Lintharju
kaupunginsihteeri
"""

TUUSNIEMEN_VIESTI = """\
Aihe: Esitys kesätyöntekijöiden hausta

Hei,

Tuusniemen kunnan puolesta lähetän kaksi asiaa, joihin toivomme vastausta.

1) Kesätyöpaikkojen ilmoitukset
Yritykset hakevat kesätyöntekijöitä eri kanavissa, eivätkä nuoret löydä paikkoja.

2) Yhteinen hakupäivä
Toivomme yhteistä päivää, jona kunta, yritykset ja työllisyysalue ovat koolla.

Terveisin
Sari Juojärvenpää
"""
