"""What is done with a request that has arrived: preparing, completing, moving on, taking back, ending."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from esitykset import permissions
from esitykset.models import Maaraaika, Viesti
from esitykset.workflow import maaraajat
from esitykset.workflow.perusta import Tila, lukitse, siirra_tilaan, tarkista_siirtyma
from esitykset.workflow.viestit import kirjoita, vaadi_teksti
from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.permissions import vaadi

Laji = Maaraaika.Laji


@transaction.atomic
def ota_valmisteluun(esitys, *, user):
    lukitse(esitys)
    vaadi(permissions.saa_ottaa_valmisteluun(user, esitys))
    # From elsewhere it comes to work again by the functions that say why.
    if esitys.tila != Tila.KIRJATTU:
        _kielly(esitys)
    siirra_tilaan(esitys, Tila.VALMISTELUSSA)
    audit.kirjaa(esitys, "ota_valmisteluun", user=user)


@transaction.atomic
def pyyda_taydennysta(esitys, teksti, *, viimeinen, user):
    """Ask the municipality for more, by a day. What it filed stays as it was filed (434/2003 § 22)."""
    lukitse(esitys)
    vaadi(permissions.saa_kasitella(user, esitys))
    tarkista_siirtyma(esitys, Tila.TAYDENNETTAVANA)
    viesti = kirjoita(esitys, teksti, Viesti.Suunta.ALUEELTA, Viesti.Laji.TAYDENNYSPYYNTO, user=user)
    maaraajat.aseta_taydennys(esitys, viimeinen)
    siirra_tilaan(esitys, Tila.TAYDENNETTAVANA)
    tiedot = {"viesti": viesti.pk, "viimeinen": viimeinen.isoformat()}
    audit.kirjaa(esitys, "pyyda_taydennysta", user=user, tiedot=tiedot)
    ilmoita("esitykset.taydennyspyynto", esitys, tekija=user)
    return viesti


@transaction.atomic
def taydenna(esitys, teksti, tiedostot=(), *, user):
    """The municipality's completion, a message of its own with its files; the request returns to work."""
    lukitse(esitys)
    vaadi(permissions.saa_toimia_kuntana(user, esitys))
    if esitys.tila != Tila.TAYDENNETTAVANA:
        _kielly(esitys)
    viesti = kirjoita(
        esitys, teksti, Viesti.Suunta.KUNNALTA, Viesti.Laji.TAYDENNYS, tiedostot=tiedostot, user=user
    )
    siirra_tilaan(esitys, Tila.VALMISTELUSSA)
    maaraajat.tayta(esitys, Laji.TAYDENNYS)
    audit.kirjaa(esitys, "taydenna", user=user, tiedot={"viesti": viesti.pk})
    ilmoita("esitykset.taydennetty", esitys, tekija=user)
    return viesti


@transaction.atomic
def jatka_ilman_taydennysta(esitys, *, syy, user):
    lukitse(esitys)
    vaadi(permissions.saa_kasitella(user, esitys))
    if esitys.tila != Tila.TAYDENNETTAVANA:
        _kielly(esitys)
    vaadi_teksti(syy, "syy", _("Kirjoita, miksi käsittelyä jatketaan ilman täydennystä."))
    siirra_tilaan(esitys, Tila.VALMISTELUSSA)
    maaraajat.raukea(esitys, Laji.TAYDENNYS)
    audit.kirjaa(esitys, "jatka_ilman_taydennysta", user=user, syy=syy)


@transaction.atomic
def siirra(esitys, viranomainen, *, syy, user):
    """Move a request to the authority that it belongs to, and tell the sender (434/2003 § 21)."""
    lukitse(esitys)
    vaadi(permissions.saa_kasitella(user, esitys))
    tarkista_siirtyma(esitys, Tila.SIIRRETTY)
    vaadi_teksti(viranomainen, "viranomainen", _("Kirjoita viranomainen, jolle esitys siirretään."))
    vaadi_teksti(syy, "syy", _("Kirjoita, miksi esitys siirretään."))
    siirra_tilaan(esitys, Tila.SIIRRETTY, siirretty_mihin=viranomainen)
    maaraajat.raukea(esitys)
    _sulje_asia(esitys)
    audit.kirjaa(esitys, "siirra", user=user, syy=syy, tiedot={"viranomainen": viranomainen})
    ilmoita("esitykset.siirretty", esitys, tekija=user)


@transaction.atomic
def peruuta(esitys, *, syy, user):
    """The municipality takes its request back before it is answered."""
    lukitse(esitys)
    vaadi(permissions.saa_toimia_kuntana(user, esitys))
    tarkista_siirtyma(esitys, Tila.PERUUTETTU)
    vaadi_teksti(syy, "syy", _("Kirjoita, miksi esitys perutaan."))
    siirra_tilaan(esitys, Tila.PERUUTETTU)
    maaraajat.raukea(esitys)
    _sulje_asia(esitys)
    audit.kirjaa(esitys, "peruuta", user=user, syy=syy)
    ilmoita("esitykset.peruutettu", esitys, tekija=user)


@transaction.atomic
def paata(esitys, *, user):
    """End an answered request; its matter closes when nothing of it is under way."""
    lukitse(esitys)
    vaadi(permissions.saa_kasitella(user, esitys))
    siirra_tilaan(esitys, Tila.PAATTYNYT)
    maaraajat.raukea(esitys)
    _sulje_asia(esitys)
    audit.kirjaa(esitys, "paata", user=user)


def _sulje_asia(esitys):
    asia = esitys.asia
    if asia is None or asia.suljettu:
        return
    kesken = asia.esitykset.exclude(tila__in=[Tila.PAATTYNYT, Tila.SIIRRETTY, Tila.PERUUTETTU])
    if not kesken.exists():
        asia.suljettu = kello.nyt()
        asia.save(update_fields=["suljettu"])


def _kielly(esitys):
    raise ValidationError(
        _("Esitys on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä."),
        params={"tila": esitys.get_tila_display()},
    )
