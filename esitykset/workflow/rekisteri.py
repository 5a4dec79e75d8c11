"""The register: matters with their numbers, who handles a request, matters that belong together."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from esitykset import permissions
from esitykset.models import Asia, Asialinkki, Esitys
from esitykset.workflow import maaraajat
from esitykset.workflow.perusta import Tila, kasvata_versio, lukitse, siirra_tilaan, tarkista_siirtyma
from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.models import Henkilo, Jasenyys, Numerosarja
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import helsingin_pvm

# What else belongs to a matter is known by the apps above; each may say here why one cannot be merged. Registered in
# ``AppConfig.ready``: functions from a matter to sentences, none when nothing stands in the way.
yhdistamisen_esteet: list[Callable[[Asia], list[str]]] = []


@transaction.atomic
def kirjaa(esitys, luokka, otsikko, *, user):
    """Open a matter for the request, with the next number of the area's year."""
    lukitse(esitys)
    vaadi(permissions.saa_kirjata(user, esitys))
    return kirjaa_lukittu(esitys, luokka, otsikko, user=user)


@transaction.atomic
def avaa_asia(alue, luokka, otsikko, *, user):
    """Open a matter of the area's own initiative: no request is in it."""
    vaadi(permissions.saa_avata_asian(user, alue.pk))
    asia = _avaa_asia(alue, luokka, otsikko)
    audit.kirjaa(asia, "avaa", user=user)
    return asia


def kirjaa_lukittu(esitys, luokka, otsikko, *, user):
    tarkista_siirtyma(esitys, Tila.KIRJATTU)
    asia = _avaa_asia(esitys.kunta.alue, luokka, otsikko)
    audit.kirjaa(asia, "avaa", user=user)
    # Who registers it has it, until it is given to somebody else.
    kasittelija = esitys.kasittelija or kasittelijat(esitys.kunta.alue).filter(user=user).first()
    siirra_tilaan(esitys, Tila.KIRJATTU, asia=asia, kasittelija=kasittelija)
    audit.kirjaa(esitys, "kirjaa", user=user, tiedot={"asianumero": asia.numero})
    maaraajat.aseta_tavoite(esitys, helsingin_pvm(esitys.saapumisaika))
    ilmoita("esitykset.kirjattu", esitys, tekija=user)
    return asia


def kasittelijat(alue):
    """People who can have a request to handle: the area's secretaries who sign in."""
    sihteerit = Jasenyys.objects.voimassa(kello.tanaan()).filter(alue=alue, rooli=Rooli.SIHTEERI)
    return Henkilo.objects.filter(user__in=sihteerit.values("user"), user__is_active=True)


@transaction.atomic
def aseta_kasittelija(esitys, henkilo, *, user):
    """Give a request to a secretary; to oneself: take it over."""
    lukitse(esitys)
    vaadi(permissions.saa_kasitella(user, esitys))
    if esitys.on_luonnos or esitys.tila in (Tila.SIIRRETTY, Tila.PERUUTETTU):
        raise ValidationError(_("Esityksellä ei ole nyt käsittelyä, joten sille ei voi valita käsittelijää."))
    if not kasittelijat(esitys.kunta.alue).filter(pk=henkilo.pk).exists():
        raise ValidationError(_("Valitse käsittelijäksi työllisyysalueen sihteeri."))
    if esitys.kasittelija == henkilo:
        return
    esitys.kasittelija = henkilo
    kasvata_versio(esitys, "kasittelija")
    audit.kirjaa(esitys, "kasittelija", user=user, tiedot={"kasittelija": henkilo.nimi})
    ilmoita("esitykset.kasiteltavaksi", esitys, tekija=user)


@transaction.atomic
def liita_asiat(asia, toinen, selite, *, user):
    """Two matters concern one thing: each then leads to the other."""
    vaadi(permissions.saa_kasitella_asiaa(user, asia) and permissions.saa_kasitella_asiaa(user, toinen))
    vanhempi, uudempi = sorted([asia, toinen], key=lambda rivi: rivi.pk)
    linkki = Asialinkki(asia=vanhempi, toinen=uudempi, selite=selite)
    linkki.full_clean()
    linkki.save()
    for rivi, muu in ((vanhempi, uudempi), (uudempi, vanhempi)):
        audit.kirjaa(rivi, "liita", user=user, syy=selite, tiedot={"asianumero": muu.numero})
    return linkki


@transaction.atomic
def yhdista(asia, kohde, *, syy, user):
    """Merge ``asia`` into ``kohde``: its requests move, and it closes and points on."""
    # In one order, so that two who merge each into the other do not wait for ever.
    lukitut = {
        rivi.pk: rivi
        for rivi in Asia.objects.select_for_update().filter(pk__in=[asia.pk, kohde.pk]).order_by("pk")
    }
    asia, kohde = lukitut[asia.pk], lukitut[kohde.pk]
    vaadi(permissions.saa_kasitella_asiaa(user, asia) and permissions.saa_kasitella_asiaa(user, kohde))
    _tarkista_yhdistaminen(asia, kohde)
    if not syy:
        raise ValidationError({"syy": _("Kirjoita, miksi asiat yhdistetään.")})
    for esitys in Esitys.objects.select_for_update().filter(asia=asia).order_by("pk"):
        esitys.asia = kohde
        kasvata_versio(esitys, "asia")
        audit.kirjaa(
            esitys, "yhdista", user=user, syy=syy, tiedot={"mista": asia.numero, "mihin": kohde.numero}
        )
        ilmoita("esitykset.yhdistetty", esitys, tekija=user)
    asia.yhdistetty, asia.suljettu = kohde, kello.nyt()
    asia.save(update_fields=["yhdistetty", "suljettu"])
    for rivi in (asia, kohde):
        audit.kirjaa(
            rivi, "yhdista", user=user, syy=syy, tiedot={"mista": asia.numero, "mihin": kohde.numero}
        )
    return kohde


def _tarkista_yhdistaminen(asia, kohde):
    if asia.pk == kohde.pk:
        raise ValidationError(_("Asiaa ei voi yhdistää itseensä. Valitse toinen asia."))
    if asia.alue_id != kohde.alue_id:
        raise ValidationError(
            _("Asiat ovat eri työllisyysalueiden rekistereissä, joten niitä ei voi yhdistää.")
        )
    for rivi in (asia, kohde):
        if rivi.suljettu:
            raise ValidationError(_("Asia %(numero)s on suljettu."), params={"numero": rivi.numero})
    # Its answer would be given again by the other matter's decision.
    if asia.esitykset.filter(tila=Tila.VASTATTU).exists():
        raise ValidationError(_("Asiassa on esitys, johon on vastattu. Päätä sen käsittely ensin."))
    if esteet := [lause for este in yhdistamisen_esteet for lause in este(asia)]:
        raise ValidationError(esteet)


def _avaa_asia(alue, luokka, otsikko):
    vuosi = kello.tanaan().year
    juokseva = Numerosarja.objects.varaa(f"asia/{alue.koodi}/{vuosi}")
    asia = Asia(
        alue=alue,
        juokseva=juokseva,
        luokka=luokka,
        vuosi=vuosi,
        numero=f"{juokseva}/{luokka}/{vuosi}",
        otsikko=otsikko,
        avattu=kello.nyt(),
    )
    asia.full_clean()
    asia.save()
    return asia
