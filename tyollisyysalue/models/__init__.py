from tyollisyysalue.models.alueet import Kunta, Tyollisyysalue
from tyollisyysalue.models.faktat import Fakta
from tyollisyysalue.models.ilmoitukset import Ilmoitus, Ilmoitusasetus, Kooste
from tyollisyysalue.models.kalenterisyotteet import Kalenterisyote
from tyollisyysalue.models.kayttajat import Henkilo, Jasenyys, Kutsu, User
from tyollisyysalue.models.lahetykset import Lahetys, Vastaanottaja
from tyollisyysalue.models.liitteet import Liite
from tyollisyysalue.models.numerosarjat import Numerosarja
from tyollisyysalue.models.palautteet import Palaute
from tyollisyysalue.models.palautukset import Palautus
from tyollisyysalue.models.sopimukset import Sopimus
from tyollisyysalue.models.tapahtumat import Tapahtuma
from tyollisyysalue.models.viestit import SailytettyViesti

__all__ = [
    "Fakta",
    "Henkilo",
    "Ilmoitus",
    "Ilmoitusasetus",
    "Jasenyys",
    "Kalenterisyote",
    "Kooste",
    "Kunta",
    "Kutsu",
    "Lahetys",
    "Liite",
    "Numerosarja",
    "Palaute",
    "Palautus",
    "SailytettyViesti",
    "Sopimus",
    "Tapahtuma",
    "Tyollisyysalue",
    "User",
    "Vastaanottaja",
]
