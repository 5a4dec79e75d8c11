"""Users and their memberships: an administrator invites, adds and ends; the invited one sets a password.

Locks are taken in one order: areas, user, then invitations and memberships.
"""

import datetime

from django.contrib.auth.hashers import make_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello, permissions, roolit
from tyollisyysalue.jonoon import jonoon
from tyollisyysalue.models import Henkilo, Jasenyys, Kutsu, Tyollisyysalue, User
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.roolit import Rooli

KUTSUN_VOIMASSAOLO = datetime.timedelta(days=7)
# The signature is good for this purpose only; what it signs is the invitation's id.
KUTSUN_SUOLA = "tyollisyysalue.kutsu"


@transaction.atomic
def kutsu(
    sahkoposti, rooli, alkupvm, loppupvm=None, *, alue=None, kunta=None, kieli=Kutsu.Kieli.FI, user, **henkilo
):
    """Give the membership to the address. Returns the user and whether the address was new.

    ``henkilo`` is either a person of the contacts as ``henkilo``, or ``nimi`` and ``nimike`` of one not there yet.
    """
    vaadi(permissions.saa_hallita_kayttajia(user, (alue or kunta.alue).pk))
    return _kutsu(sahkoposti, rooli, alkupvm, loppupvm, alue, kunta, kieli, user, henkilo)


@transaction.atomic
def ota_alue_kayttoon(alue, sahkoposti, *, nimi, nimike, kieli=Kutsu.Kieli.FI):
    """Begin to serve an area with its first administrator: whoever installs the portal does it from the shell."""
    stored = Tyollisyysalue.objects.select_for_update(no_key=True).get(pk=alue.pk)
    if not stored.kaytossa:
        stored.kaytossa = True
        stored.save(update_fields=["kaytossa"])
        audit.kirjaa(stored, "ota_kayttoon")
    henkilo = {"nimi": nimi, "nimike": nimike}
    return _kutsu(sahkoposti, Rooli.PAAKAYTTAJA, kello.tanaan(), None, stored, None, kieli, None, henkilo)


def _kutsu(sahkoposti, rooli, alkupvm, loppupvm, alue, kunta, kieli, user, henkilo):
    osoite = sahkoposti.lower()
    kohde, uusi = User.objects.get_or_create(
        email__iexact=osoite, defaults={"email": osoite, "password": make_password(None), "kieli": kieli}
    )
    _liita_henkilo(kohde, alue or kunta.alue, kunta, user=user, **henkilo)
    _lisaa_jasenyys(kohde, rooli, alkupvm, loppupvm, alue, kunta, kieli, user)
    return kohde, uusi


def _liita_henkilo(kohde, alue, kunta, *, user, henkilo=None, nimi="", nimike=""):
    """The user is one person for good: who has a person already keeps it."""
    if Henkilo.objects.filter(user=kohde).exists():
        return
    if henkilo is None:
        if not (nimi and nimike):
            raise ValidationError(
                {kentta: _("Anna nimi ja nimike, tai valitse henkilö.") for kentta in ("nimi", "nimike")}
            )
        henkilo = Henkilo(
            alue=alue, kunta=kunta, user=kohde, nimi=nimi, nimike=nimike, sahkoposti=kohde.email
        )
        if not kunta:
            henkilo.organisaatio = alue.asiakirjanimi
        henkilo.full_clean()
        henkilo.save()
        audit.kirjaa(henkilo, "lisaa_henkilo", user=user)
        return
    stored = Henkilo.objects.select_for_update().get(pk=henkilo.pk)
    if stored.user_id or stored.alue_id != alue.pk or stored.kunta_id != (kunta.pk if kunta else None):
        raise ValidationError(
            {
                "henkilo": _(
                    "Valitse henkilö, jolla ei ole tunnusta ja joka on kunnan palveluksessa, kun rooli on "
                    "kunnan yhdyshenkilö, ja muuten alueen palveluksessa."
                )
            }
        )
    stored.user = kohde
    stored.save(update_fields=["user"])
    audit.kirjaa(stored, "liita_kayttaja", user=user)


@transaction.atomic
def lisaa_jasenyys(kohde, rooli, alkupvm, loppupvm=None, *, alue=None, kunta=None, kieli=None, user):
    """Add a membership, and mail of it; who cannot sign in yet, or any more, gets an invitation."""
    vaadi(permissions.saa_hallita_kayttajia(user, alue.pk if alue else kunta.alue_id))
    return _lisaa_jasenyys(kohde, rooli, alkupvm, loppupvm, alue, kunta, kieli, user)


def _lisaa_jasenyys(kohde, rooli, alkupvm, loppupvm, alue, kunta, kieli, user):
    if alkupvm < kello.tanaan():
        raise ValidationError({"alkupvm": _("Jäsenyys voi alkaa aikaisintaan tänään.")})
    stored = User.objects.select_for_update(no_key=True).get(pk=kohde.pk)
    jasenyys = Jasenyys(user=stored, rooli=rooli, alue=alue, kunta=kunta, alkupvm=alkupvm, loppupvm=loppupvm)
    jasenyys.full_clean()
    jasenyys.save()
    audit.kirjaa(jasenyys, "lisatty", user=user, tiedot=_ajat(jasenyys))
    kieli = kieli or _kieli(stored)
    if stored.has_usable_password():
        jonoon("tyollisyysalue.jobs.ilmoita_jasenyydesta", jasenyys=jasenyys.pk, kieli=kieli)
        return jasenyys
    _uusi_kutsu(stored, kieli, user=user)
    return jasenyys


def _kieli(kohde):
    viimeisin = kohde.kutsut.first()
    return viimeisin.kieli if viimeisin else Kutsu.Kieli.FI


@transaction.atomic
def laheta_kutsu_uudelleen(kohde, *, user):
    """A new link in place of the old one; also for one whose signing in was blocked."""
    stored = User.objects.select_for_update(no_key=True).get(pk=kohde.pk)
    vaadi(permissions.saa_hallita_kayttajaa(user, stored))
    if stored.has_usable_password():
        raise ValidationError(_("Käyttäjä on jo asettanut salasanansa, joten kutsua ei tarvita."))
    if not _hallitut(stored, user).paattymatta(kello.tanaan()).exists():
        raise ValidationError(_("Käyttäjällä ei ole jäsenyyttä. Lisää ensin jäsenyys."))
    return _uusi_kutsu(stored, _kieli(stored), user=user)


@transaction.atomic
def peru_kutsu(kohde, *, user):
    """Void what the invitation promised in the administrator's areas; with nothing left, close the account."""
    stored = User.objects.select_for_update(no_key=True).get(pk=kohde.pk)
    vaadi(permissions.saa_hallita_kayttajaa(user, stored))
    if stored.has_usable_password() or not stored.is_active:
        raise ValidationError(_("Käyttäjällä ei ole avointa kutsua."))
    hetki = kello.nyt()
    for jasenyys in _hallitut(stored, user).paattymatta(kello.tanaan()).select_for_update(of=("self",)):
        _mitatoi(jasenyys, hetki, user=user)
    if not stored.jasenyydet.paattymatta(kello.tanaan()).exists():
        stored.kutsut.avoimet().update(peruttu=hetki)
        # Else the way of a forgotten password would still lead in.
        stored.is_active = False
        stored.save(update_fields=["is_active"])
    audit.kirjaa(stored, "kutsu_peruttu", user=user)
    return stored


def _uusi_kutsu(kohde, kieli, *, user):
    if not kohde.is_active:
        # The password went when signing in was blocked, so the old one does not come back.
        kohde.is_active = True
        kohde.save(update_fields=["is_active"])
    hetki = kello.nyt()
    kohde.kutsut.avoimet().update(peruttu=hetki)
    uusi = Kutsu.objects.create(
        user=kohde, kieli=kieli, lahetysaika=hetki, vanhenemisaika=hetki + KUTSUN_VOIMASSAOLO
    )
    audit.kirjaa(kohde, "kutsuttu", user=user)
    jonoon("tyollisyysalue.jobs.laheta_kutsu", kutsu=uusi.pk)
    return uusi


def avain(kutsu):
    return signing.dumps(kutsu.pk, salt=KUTSUN_SUOLA)


def kutsu_avaimella(avain):
    """The invitation that a link opens, or None whatever is wrong with it."""
    try:
        pk = signing.loads(avain, salt=KUTSUN_SUOLA)
    except signing.BadSignature:
        return None
    avattu = Kutsu.objects.select_related("user").filter(pk=pk).first()
    return avattu if avattu and avattu.kelpaa(kello.nyt()) else None


@transaction.atomic
def ota_kayttoon(kutsu, salasana):
    """Set the first password with an invitation, which is then used."""
    kohde = User.objects.select_for_update(no_key=True).get(pk=kutsu.user_id)
    stored = Kutsu.objects.select_for_update().get(pk=kutsu.pk)
    stored.user = kohde
    if not stored.kelpaa(kello.nyt()):
        raise ValidationError(_("Linkki ei ole enää voimassa. Pyydä uusi kutsu alueen pääkäyttäjältä."))
    kohde.set_password(salasana)
    kohde.save(update_fields=["password"])
    stored.kaytetty = kello.nyt()
    stored.save(update_fields=["kaytetty"])
    audit.kirjaa(kohde, "otettu_kayttoon", user=kohde)
    return kohde


@transaction.atomic
def muuta_paattymista(jasenyys, loppupvm, *, user):
    """The last day of a membership, today or later; None lets it go on. Rights last to the end of the day."""
    stored = _avaa(jasenyys, user)
    if loppupvm and loppupvm < kello.tanaan():
        raise ValidationError({"loppupvm": _("Jäsenyys voi päättyä aikaisintaan tänään.")})
    if loppupvm and stored.rooli == Rooli.PAAKAYTTAJA:
        _tarkista_paakayttaja_jaa(stored.user_id, [stored.alue_id])
    stored.loppupvm = loppupvm
    stored.full_clean()
    stored.save(update_fields=["loppupvm"])
    audit.kirjaa(stored, "paattyminen_muutettu", user=user, tiedot=_ajat(stored))
    return stored


@transaction.atomic
def mitatoi(jasenyys, syy, *, user):
    """Take back at once a membership given by mistake."""
    stored = _avaa(jasenyys, user)
    if stored.rooli == Rooli.PAAKAYTTAJA:
        _tarkista_paakayttaja_jaa(stored.user_id, [stored.alue_id])
    return _mitatoi(stored, kello.nyt(), syy, user=user)


def _mitatoi(jasenyys, hetki, syy="", *, user):
    jasenyys.mitatoity = hetki
    jasenyys.save(update_fields=["mitatoity"])
    audit.kirjaa(jasenyys, "mitatoity", user=user, syy=syy)
    return jasenyys


@transaction.atomic
def esta_kirjautuminen(kohde, syy, *, user):
    """Block signing in now: sessions end, memberships end today, the password goes."""
    vaadi(permissions.saa_hallita_kayttajaa(user, kohde))
    if kohde == user:
        raise ValidationError(_("Omaa kirjautumistasi et voi estää. Pyydä toista pääkäyttäjää."))
    alueet = _lukitse_alueet(roolit.alueet(user, Rooli.PAAKAYTTAJA))
    stored = User.objects.select_for_update(no_key=True).get(pk=kohde.pk)
    if not stored.is_active:
        raise ValidationError(_("Käyttäjän kirjautuminen on jo estetty."))
    tanaan, hetki = kello.tanaan(), kello.nyt()
    omat = _hallitut(stored, user).paattymatta(tanaan)
    if stored.jasenyydet.paattymatta(tanaan).exclude(pk__in=omat.values("pk")).exists():
        raise ValidationError(
            _(
                "Käyttäjällä on jäsenyyksiä myös muualla, joten kirjautumista ei voi estää täältä. "
                "Päätä jäsenyydet omalla alueellasi."
            )
        )
    _tarkista_paakayttaja_jaa(stored.pk, alueet)
    for jasenyys in omat.select_for_update(of=("self",)):
        if jasenyys.alkupvm > tanaan:
            _mitatoi(jasenyys, hetki, user=user)
        else:
            jasenyys.loppupvm = tanaan
            jasenyys.save(update_fields=["loppupvm"])
            audit.kirjaa(jasenyys, "paattyminen_muutettu", user=user, tiedot=_ajat(jasenyys))
    stored.kutsut.avoimet().update(peruttu=hetki)
    stored.is_active = False
    stored.set_unusable_password()
    stored.save(update_fields=["is_active", "password"])
    audit.kirjaa(stored, "estetty", user=user, syy=syy)
    return stored


def _hallitut(kohde, user):
    """The user's memberships that the administrator keeps."""
    alueet = roolit.alueet(user, Rooli.PAAKAYTTAJA)
    return kohde.jasenyydet.filter(Q(alue__in=alueet) | Q(kunta__alue__in=alueet))


def _avaa(jasenyys, user):
    """The stored membership, not yet over, under the lock of its area."""
    alue_id = jasenyys.alue_id or jasenyys.kunta.alue_id
    vaadi(permissions.saa_hallita_kayttajia(user, alue_id))
    _lukitse_alueet([alue_id])
    stored = Jasenyys.objects.select_for_update().get(pk=jasenyys.pk)
    if stored.mitatoity or (stored.loppupvm and stored.loppupvm < kello.tanaan()):
        raise ValidationError(_("Jäsenyys on jo päättynyt. Lisää uusi jäsenyys."))
    return stored


def _lukitse_alueet(alueet):
    """Who takes an administrator's rights waits here for others who do: else the last two could end each other."""
    lukitut = Tyollisyysalue.objects.filter(pk__in=alueet).order_by("pk").select_for_update(no_key=True)
    return [alue.pk for alue in lukitut]


def _tarkista_paakayttaja_jaa(user_id, alueet):
    """Call under the areas' locks before the user's rights end; a trigger refuses what gets past."""
    vakinaiset = Jasenyys.objects.vakinaiset_paakayttajat(kello.tanaan()).filter(
        alue__in=alueet, alue__kaytossa=True
    )
    omat = set(vakinaiset.filter(user=user_id).values_list("alue", flat=True))
    if omat - set(vakinaiset.exclude(user=user_id).values_list("alue", flat=True)):
        raise ValidationError(
            _(
                "Alueen viimeistä pääkäyttäjää ei voi poistaa. Kutsu ensin toinen, jonka jäsenyydellä ei ole "
                "päättymispäivää, ja odota, että hän on asettanut salasanansa."
            ),
            code="viimeinen_paakayttaja",
        )


def _ajat(jasenyys):
    return {
        "alkupvm": jasenyys.alkupvm.isoformat(),
        "loppupvm": jasenyys.loppupvm.isoformat() if jasenyys.loppupvm else None,
    }
