"""Sendings of the contact lists: sent, mailed, acknowledged, sent again."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello, kuittaukset, lahetykset
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.jonoon import jonoon
from tyollisyysalue.lahetykset import Saaja
from tyollisyysalue.models import Ilmoitus, Tyollisyysalue, User, Vastaanottaja
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm
from tyollisyysalue.tiivisteet import json_tiiviste
from yhteyshenkilot import permissions, tuloste
from yhteyshenkilot.models import Luettelolahetys, Luettelosaaja
from yhteyshenkilot.valmistelu import valmistele

LAJI = "yhteyshenkilot.luettelo"
KUITTAAMATTA = "yhteyshenkilot.luettelo_kuittaamatta"
LAHDOSSA = (Vastaanottaja.Tila.ODOTTAA, Vastaanottaja.Tila.LAHETYKSESSA)


@transaction.atomic
def laheta_luettelo(alue, kunnat, *, user, nahty=None):
    """Send today's contact list to each municipality, and keep it as it was sent.

    ``nahty`` is the hash of the preview (``Valmistelu.tiiviste``): what the sender saw is what leaves, or nothing does.
    """
    vaadi(permissions.saa_yllapitaa(user, alue.pk))
    if not kunnat:
        raise ValidationError(_("Valitse vähintään yksi kunta."))
    if any(kunta.alue_id != alue.pk for kunta in kunnat):
        raise ValidationError(_("Kaikki kunnat eivät kuulu työllisyysalueeseen. Valitse kunnat uudelleen."))
    # One sending of an area at a time: each is compared with the one before it.
    Tyollisyysalue.objects.select_for_update(no_key=True).get(pk=alue.pk)
    valmis = valmistele(alue, kunnat, kello.tanaan())
    if nahty and nahty != valmis.tiiviste:
        raise ValidationError(
            _(
                "Yhteystiedot muuttuivat tai luetteloita lähetettiin esikatselun jälkeen. "
                "Tarkista luettelot ja lähetä uudelleen."
            )
        )
    lahetys = Luettelolahetys.objects.create(
        alue=alue,
        lahetysaika=kello.nyt(),
        lahettaja=user,
        lahettajan_nimi=user.nimi,
        sisalto=valmis.sisalto,
        tiiviste=json_tiiviste(valmis.sisalto),
    )
    saajat = Luettelosaaja.objects.bulk_create(
        Luettelosaaja(
            lahetys=lahetys,
            kunta=kunnalle.kunta,
            vastaanottajat=kunnalle.vastaanottajat,
            tiiviste=kunnalle.tiiviste,
            edellinen=kunnalle.edellinen,
            muutokset=kunnalle.muutokset,
            ennallaan=kunnalle.ennallaan,
        )
        for kunnalle in valmis.kunnille
    )
    audit.kirjaa(lahetys, "laheta_luettelo", user=user)
    for saaja in saajat:
        if saaja.vastaanottajat:
            _valmisteltavaksi(saaja)
    return lahetys


def _valmisteltavaksi(saaja):
    # A document takes a third of a second to make, and an area may have tens of municipalities.
    jonoon("yhteyshenkilot.jobs.laheta_kunnalle", saaja=saaja.pk)


@transaction.atomic
def laheta_kunnalle(saaja):
    """Mail the municipality its list with the document, once: to the addresses stored at the sending."""
    lukittu = _lukitse(saaja)
    if lukittu.lahetykset.exists():
        return None
    kayttajat = User.objects.in_bulk([tieto["user"] for tieto in lukittu.vastaanottajat if "user" in tieto])
    return lahetykset.luo(
        LAJI,
        tuloste.aihe(lukittu),
        tuloste.teksti(lukittu),
        [
            Saaja(tieto["nimi"], tieto["sahkoposti"], kayttajat.get(tieto.get("user")))
            for tieto in lukittu.vastaanottajat
        ],
        alue=lukittu.lahetys.alue,
        kohde=lukittu,
        user=lukittu.lahetys.lahettaja,
        kieli=lukittu.kunta.kieli,
        pdf=tuloste.pdf(lukittu),
        kuitattava=True,
    )


def _lukitse(saaja):
    return (
        Luettelosaaja.objects.select_for_update(of=("self",))
        .select_related("kunta", "lahetys__alue", "lahetys__lahettaja", "edellinen__lahetys")
        .get(pk=saaja.pk)
    )


@transaction.atomic
def laheta_luettelo_uudelleen(saaja, *, user):
    """The same list once more to those it was sent to, with a note; a list that was never mailed is mailed now."""
    lukittu = _lukitse(saaja)
    vaadi(permissions.saa_yllapitaa(user, lukittu.lahetys.alue_id))
    if este := _este(lukittu):
        raise ValidationError(este, params={"kunta": lukittu.kunta.nimi})
    audit.kirjaa(
        lukittu.lahetys, "laheta_luettelo_uudelleen", user=user, tiedot={"kunta": lukittu.kunta.koodi}
    )
    ensimmainen = lukittu.lahetykset.order_by("luontiaika", "pk").first()
    if ensimmainen is None:
        return _valmisteltavaksi(lukittu)
    liite = ensimmainen.liitteet.get()
    with translation.override(ensimmainen.kieli):
        aihe = _("Muistutus: %(aihe)s") % {"aihe": ensimmainen.aihe}
        huomautus = _(
            "Tämä luettelo lähetettiin %(pvm)s, eikä kunnasta ole kuitattu sitä. "
            "Tarkista tiedot ja kuittaa luettelo."
        ) % {"pvm": pvm(ensimmainen.luontiaika)}
    with liite.tiedosto.open("rb") as tiedosto:
        tavut = tiedosto.read()
    return lahetykset.luo(
        LAJI,
        aihe,
        f"{huomautus}\n\n{ensimmainen.teksti}",
        [Saaja(v.nimi, v.sahkoposti, v.user) for v in ensimmainen.vastaanottajat.select_related("user")],
        alue=lukittu.lahetys.alue,
        kohde=lukittu,
        user=user,
        kieli=ensimmainen.kieli,
        pdf=(liite.nimi, tavut),
        kuitattava=True,
    )


def _este(saaja):
    """Why the list cannot be sent again, as a sentence for ``ValidationError``; empty when it can."""
    omat = Luettelosaaja.objects.filter(pk=saaja.pk)
    if not saaja.vastaanottajat:
        return _("%(kunta)s: luettelolla ei ole vastaanottajia. Lähetä kunnalle uusi luettelo.")
    if not omat.uusimmat().exists():
        return _("%(kunta)s: kunnalle on lähetetty uudempi luettelo. Lähetä se uudelleen.")
    if not omat.kuittaamatta().exists():
        return _("%(kunta)s: luettelo on jo kuitattu.")
    if saaja.lahetykset.filter(vastaanottajat__tila__in=LAHDOSSA).exists():
        return _("%(kunta)s: edellinen viesti ei ole vielä lähtenyt. Yritä hetken kuluttua uudelleen.")
    return ""


@transaction.atomic
def kuittaa_luettelo(saaja, *, user):
    """A liaison acknowledges in the portal: the own copy, or one of those sent to a predecessor."""
    vaadi(permissions.saa_kuittaa(user, saaja))
    kopiot = Vastaanottaja.objects.filter(lahetys__luettelosaaja=saaja).order_by("-lahetys__luontiaika", "pk")
    kopio = kopiot.filter(user=user).first() or kopiot.first()
    if kopio is None:
        raise ValidationError(_("Viesti ei ole vielä lähtenyt. Yritä hetken kuluttua uudelleen."))
    return kuittaukset.kuittaa(kopio, kuittaaja=user.nimi, user=user)


@transaction.atomic
def ilmoita_kuittaamattomista():
    """A notice of each sending that has become late; never another of the same."""
    myohassa = Luettelosaaja.objects.myohassa(kello.tanaan()).values("lahetys")
    kerrotut = Ilmoitus.objects.filter(
        laji=KUITTAAMATTA, content_type=ContentType.objects.get_for_model(Luettelolahetys)
    )
    uudet = Luettelolahetys.objects.filter(pk__in=myohassa).exclude(pk__in=kerrotut.values("object_id"))
    for lahetys in uudet.select_related("alue").defer("sisalto"):
        ilmoita(KUITTAAMATTA, lahetys)
