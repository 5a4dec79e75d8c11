"""Acts on service plans: drafts, versions, and the days that come of an approved plan."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lahipalvelut import mitoitus, permissions
from lahipalvelut.entajos import RIVIN_KENTAT
from lahipalvelut.models import Palvelupaiva, Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi
from lahipalvelut.vaihto import Ehdokas, Vaihto
from lahipalvelut.vaikutukset import edeltaja, vaikutus
from lahipalvelut.workflow.jaksot import lukitse_kunta
from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm
from tyollisyysalue.tiivisteet import json_tiiviste
from tyollisyysalue.versiot import tarkista_versio, versio

Tila = Palvelusuunnitelma.Tila
# Further away it is a slip of the year, and would make days by the thousand.
ALKAA_ENINTAAN = timedelta(days=5 * 366)


@transaction.atomic
def lisaa_palvelupiste(kunta, *, user, **tiedot):
    vaadi(permissions.saa_suunnitella(user, kunta))
    palvelupiste = Palvelupiste(kunta=kunta, **tiedot)
    palvelupiste.full_clean()
    palvelupiste.save()
    return palvelupiste


@transaction.atomic
def luo_suunnitelma(kunta, *, user, edeltava=None, **tiedot):
    """A draft. It gives no days before it is approved."""
    vaadi(permissions.saa_suunnitella(user, kunta))
    suunnitelma = Palvelusuunnitelma(kunta=kunta, edeltaja=edeltava, **tiedot)
    suunnitelma.full_clean()
    _tarkista_vuosi(suunnitelma)
    suunnitelma.save()
    audit.kirjaa(suunnitelma, "luo_suunnitelma", user=user)
    return suunnitelma


def _tarkista_vuosi(suunnitelma):
    if abs(suunnitelma.alkupvm - kello.tanaan()) > ALKAA_ENINTAAN:
        raise ValidationError({"alkupvm": _("Tarkista vuosi: suunnitelma alkaisi yli viiden vuoden päässä.")})


def _lukittu_luonnos(suunnitelma, *, user):
    vaadi(permissions.saa_suunnitella(user, suunnitelma.kunta))
    stored = (
        Palvelusuunnitelma.objects.select_for_update(of=["self"])
        .select_related("kunta__alue")
        .get(pk=suunnitelma.pk)
    )
    if stored.tila != Tila.LUONNOS:
        raise ValidationError(
            _("Suunnitelma on jo %(tila)s, joten sitä ei voi muuttaa. Tee siitä uusi versio."),
            params={"tila": stored.get_tila_display()},
        )
    return stored


def _muuta(stored, versio_, tiedot):
    tarkista_versio(stored.versio, versio_)
    tiedot["versio"] = stored.versio + 1
    for kentta, arvo in tiedot.items():
        setattr(stored, kentta, arvo)


@transaction.atomic
def muuta_luonnosta(suunnitelma, *, versio, user, **tiedot):
    stored = _lukittu_luonnos(suunnitelma, user=user)
    _muuta(stored, versio, tiedot)
    stored.full_clean()
    _tarkista_vuosi(stored)
    if stored.loppupvm and stored.rivit.filter(ankkuripvm__gt=stored.loppupvm).exists():
        raise ValidationError(
            {
                "loppupvm": _(
                    "Ainakin yhden rivin ensimmäinen päivä on vasta tämän jälkeen. Valitse myöhempi päivä."
                )
            }
        )
    stored.save()
    audit.kirjaa(stored, "muuta_suunnitelmaa", user=user)
    return stored


@transaction.atomic
def muuta_suunnitelmaa(suunnitelma, *, versio, user, **tiedot):
    """Correct what is said of the plan and its approval. Its validity, on which days rest, is not changed here."""
    vaadi(permissions.saa_suunnitella(user, suunnitelma.kunta))
    stored = Palvelusuunnitelma.objects.select_for_update().get(pk=suunnitelma.pk)
    _muuta(stored, versio, tiedot)
    stored.clean_fields(exclude={field.name for field in stored._meta.fields} - tiedot.keys())
    stored.save(update_fields=list(tiedot))
    audit.kirjaa(stored, "muuta_suunnitelmaa", user=user)
    return stored


@transaction.atomic
def hylkaa(suunnitelma, *, syy, user):
    """Give up a draft. It stays to be read, and gives no days."""
    stored = _lukittu_luonnos(suunnitelma, user=user)
    stored.tila = Tila.HYLATTY
    stored.save(update_fields=["tila"])
    audit.kirjaa(stored, "hylkaa", user=user, syy=syy)
    return stored


@transaction.atomic
def lisaa_rivi(suunnitelma, *, user, prosessit=(), **tiedot):
    """Add a rule to a draft."""
    suunnitelma = _lukittu_luonnos(suunnitelma, user=user)
    rivi = _tallenna_rivi(Suunnitelmarivi(suunnitelma=suunnitelma, **tiedot), prosessit)
    audit.kirjaa(suunnitelma, "lisaa_rivi", user=user, tiedot={"rivi": rivi.pk})
    return rivi


def _tallenna_rivi(rivi, prosessit):
    rivi.full_clean()
    rivi.save()
    rivi.prosessit.set(prosessit)
    return rivi


@transaction.atomic
def muuta_rivia(rivi, *, user, versio, prosessit=(), **tiedot):
    suunnitelma = _lukittu_luonnos(rivi.suunnitelma, user=user)
    stored = _lukittu_rivi(rivi, versio)
    stored.suunnitelma = suunnitelma
    for kentta, arvo in tiedot.items():
        setattr(stored, kentta, arvo)
    _tallenna_rivi(stored, prosessit)
    audit.kirjaa(suunnitelma, "muuta_rivia", user=user, tiedot={"rivi": stored.pk})
    return stored


@transaction.atomic
def poista_rivi(rivi, *, user, versio):
    suunnitelma = _lukittu_luonnos(rivi.suunnitelma, user=user)
    stored = _lukittu_rivi(rivi, versio)
    stored.poistettu = kello.nyt()
    stored.save(update_fields=["poistettu"])
    audit.kirjaa(suunnitelma, "poista_rivi", user=user, tiedot={"rivi": stored.pk})


def _lukittu_rivi(rivi, versio_):
    stored = Suunnitelmarivi.kaikki.select_for_update().get(pk=rivi.pk)
    if stored.poistettu:
        raise ValidationError(_("Rivi on jo poistettu suunnitelmasta."))
    tarkista_versio(versio(stored), versio_)
    return stored


@transaction.atomic
def uusi_versio(suunnitelma, *, alkupvm, user, loppupvm=None, perustelu="", muutokset=None):
    """A draft with the lines of an approved plan, to take its place from ``alkupvm`` on.

    ``muutokset`` gives by the id of a line what is otherwise in it.
    """
    luonnos = luo_suunnitelma(
        suunnitelma.kunta,
        user=user,
        edeltava=suunnitelma,
        alkupvm=alkupvm,
        loppupvm=loppupvm,
        perustelu=perustelu or suunnitelma.perustelu,
    )
    for rivi in suunnitelma.rivit.prefetch_related("prosessit"):
        tiedot = {kentta: getattr(rivi, kentta) for kentta in RIVIN_KENTAT}
        tiedot |= (muutokset or {}).get(rivi.pk, {})
        _tallenna_rivi(Suunnitelmarivi(suunnitelma=luonnos, **tiedot), rivi.prosessit.all())
    return luonnos


@transaction.atomic
def kopioi(suunnitelma, kohteet, *, alkupvm, loppupvm=None, user):
    """Drafts with the same lines for other municipalities, each with a place of its own: ``[(kunta, palvelupiste)]``.

    Person and day stay, so the drafts clash with the plan that they came of until somebody changes them.
    """
    luonnokset = []
    rivit = list(suunnitelma.rivit.prefetch_related("prosessit"))
    for kunta, palvelupiste in kohteet:
        if palvelupiste is None:
            raise ValidationError(
                _("%(kunta)s: kunnalla ei ole palvelupistettä. Lisää se ensin."),
                params={"kunta": kunta.nimi},
            )
        _ei_toista_luonnosta(kunta, alkupvm)
        luonnos = luo_suunnitelma(
            kunta, user=user, alkupvm=alkupvm, loppupvm=loppupvm, perustelu=suunnitelma.perustelu
        )
        tallennetut = set()
        for rivi in rivit:
            tiedot = {kentta: getattr(rivi, kentta) for kentta in RIVIN_KENTAT}
            tiedot["palvelupiste"] = palvelupiste
            # Two lines that differ by nothing but the place are one where there is one place.
            avain = (rivi.ankkuripvm, rivi.alkuklo, rivi.vastuuhenkilo_id)
            if avain in tallennetut:
                continue
            tallennetut.add(avain)
            _tallenna_rivi(Suunnitelmarivi(suunnitelma=luonnos, **tiedot), rivi.prosessit.all())
        luonnokset.append(luonnos)
    return luonnokset


def _ei_toista_luonnosta(kunta, alkupvm):
    """What makes many drafts at once, pressed twice, must not make them twice."""
    lukitse_kunta(kunta)
    if Palvelusuunnitelma.objects.filter(kunta=kunta, tila=Tila.LUONNOS, alkupvm=alkupvm).exists():
        raise ValidationError(
            _("%(kunta)s: kunnalla on jo luonnos, joka alkaa %(pvm)s. Jatka sitä tai hylkää se."),
            params={"kunta": kunta.nimi, "pvm": pvm(alkupvm)},
        )


@dataclass(frozen=True)
class Hyvaksyttava:
    """What approving a draft would do."""

    vanha: Palvelusuunnitelma | None
    vaihto: Vaihto
    mitoitus: mitoitus.Mitoitus

    @property
    def tunnus(self):
        """Of what was shown, so that nothing else is approved."""
        vaihto = self.vaihto
        return json_tiiviste(
            {
                "vanha": self.vanha.pk if self.vanha else None,
                "uudet": [_avain(ehdokas) for ehdokas in vaihto.uudet],
                "sailyvat": [[paiva.pk, *_avain(ehdokas)] for paiva, ehdokas in vaihto.sailyvat],
                "poistuvat": [paiva.pk for paiva in vaihto.poistuvat],
            }
        )


def _avain(ehdokas: Ehdokas):
    return [ehdokas.rivi, ehdokas.pvm.isoformat(), str(ehdokas.alkuklo), str(ehdokas.loppuklo)]


def hyvaksyttava(suunnitelma):
    rivit = list(suunnitelma.rivit.select_related("suunnitelma"))
    for rivi in rivit:
        rivi.suunnitelma = suunnitelma
    vaihto = vaikutus(suunnitelma, rivit)
    hakijat = mitoitus.hakijat([suunnitelma.kunta]).get(suunnitelma.kunta_id)
    return Hyvaksyttava(
        edeltaja(suunnitelma), vaihto, mitoitus.luonnoksen(suunnitelma, rivit, hakijat, vaihto)
    )


@transaction.atomic
def hyvaksy(suunnitelma, *, hyvaksymispvm, hyvaksymisviite, user, nahty=None):
    """Let the draft take effect: the plan before it ends the day before, and the days follow.

    ``nahty`` is the ``tunnus`` of what the approver saw. Nothing before the plan begins is touched, and of the days
    after it only open ones of the plan that ends: those whose date, time and place stay keep their id.
    """
    vaadi(permissions.saa_suunnitella(user, suunnitelma.kunta))
    # Two plans of a municipality are approved one after the other.
    lukitse_kunta(suunnitelma.kunta)
    stored = _lukittu_luonnos(suunnitelma, user=user)
    if hyvaksymispvm and hyvaksymispvm > kello.tanaan():
        raise ValidationError(
            {
                "hyvaksymispvm": _(
                    "Hyväksymispäivä on tulevaisuudessa. Anna päivä, jona suunnitelma hyväksyttiin."
                )
            }
        )
    if not stored.rivit.exists():
        raise ValidationError(_("Suunnitelmassa ei ole rivejä. Lisää ainakin yksi ennen hyväksymistä."))
    vanha = edeltaja(stored)
    if vanha and stored.alkupvm < kello.tanaan():
        raise ValidationError(
            _(
                "Nykyinen suunnitelma on voimassa vielä %(pvm)s, eikä menneitä päiviä muuteta. "
                "Siirrä uuden suunnitelman alku aikaisintaan tähän päivään."
            ),
            params={"pvm": pvm(kello.tanaan())},
        )
    if vanha:
        vanha = Palvelusuunnitelma.objects.select_for_update(of=["self"]).get(pk=vanha.pk)
        # Nobody logs or changes a day while it is being moved to the new plan.
        list(
            Palvelupaiva.objects.select_for_update(of=["self"])
            .filter(rivi__suunnitelma=vanha, pvm__gte=stored.alkupvm)
            .order_by("pk")
            .values_list("pk")
        )
    tulos = hyvaksyttava(stored)
    if nahty is not None and nahty != tulos.tunnus:
        raise ValidationError(
            _(
                "Aikataulu on muuttunut sen jälkeen, kun avasit sivun. Tarkista muutokset ja hyväksy uudelleen."
            ),
            code="muuttunut",
        )
    if vanha:
        vanha.loppupvm = stored.alkupvm - timedelta(days=1)
        vanha.versio += 1
        vanha.save(update_fields=["loppupvm", "versio"])
        audit.kirjaa(vanha, "paata_suunnitelma", user=user, tiedot={"seuraaja": stored.pk})
        stored.edeltaja = vanha
    stored.tila = Tila.HYVAKSYTTY
    stored.hyvaksymispvm, stored.hyvaksymisviite = hyvaksymispvm, hyvaksymisviite
    stored.perusteet = tulos.mitoitus.json()
    stored.versio += 1
    stored.full_clean()
    stored.save()
    _toteuta(stored, tulos.vaihto)
    vaihto = tulos.vaihto
    audit.kirjaa(
        stored,
        "hyvaksy",
        user=user,
        tiedot={
            "uusia": len(vaihto.uudet),
            "sailyvia": len(vaihto.sailyvat),
            "poistuvia": len(vaihto.poistuvat),
        },
    )
    ilmoita("lahipalvelut.suunnitelma", stored, tekija=user)
    return stored


def _toteuta(suunnitelma, vaihto):
    paivat = {
        paiva.pk: paiva
        for paiva in Palvelupaiva.objects.filter(
            pk__in=[vanha.pk for vanha, _uusi in vaihto.sailyvat] + [vanha.pk for vanha in vaihto.poistuvat]
        )
    }
    nyt = kello.nyt()
    for vanha, uusi in vaihto.sailyvat:
        paiva = paivat[vanha.pk]
        paiva.rivi_id = uusi.rivi
        if paiva.sijainen_id == uusi.henkilo:
            paiva.sijainen = None
    for vanha in vaihto.poistuvat:
        paivat[vanha.pk].kumottu = nyt
    Palvelupaiva.kaikki.bulk_update(paivat.values(), ["rivi", "sijainen", "kumottu"], batch_size=500)
    _lisaa(suunnitelma, vaihto.uudet)


def _lisaa(suunnitelma, ehdokkaat):
    Palvelupaiva.objects.bulk_create(
        (
            Palvelupaiva(
                rivi_id=ehdokas.rivi,
                kunta_id=suunnitelma.kunta_id,
                pvm=ehdokas.pvm,
                alkuklo=ehdokas.alkuklo,
                loppuklo=ehdokas.loppuklo,
                palvelupiste_id=ehdokas.palvelupiste,
            )
            for ehdokas in ehdokkaat
        ),
        ignore_conflicts=True,
    )


def luo_paivat(rivi, asti, *, alkaen=None):
    """Insert the rule's missing days to ``asti``. Days that exist are left as they are, whatever has become of them."""
    if rivi.suunnitelma.tila != Tila.HYVAKSYTTY:
        return
    vaihto = vaikutus(rivi.suunnitelma, _rivit(rivi.suunnitelma), alkaen=alkaen, asti=asti)
    _lisaa(rivi.suunnitelma, [ehdokas for ehdokas in vaihto.uudet if ehdokas.rivi == rivi.pk])


def _rivit(suunnitelma):
    rivit = list(suunnitelma.rivit.all())
    for rivi in rivit:
        rivi.suunnitelma = suunnitelma
    return rivit


def jatka_suunnitelmaa(suunnitelma, *, alkaen):
    _lisaa(suunnitelma, vaikutus(suunnitelma, _rivit(suunnitelma), alkaen=alkaen).uudet)


def jatka_paivia():
    """Keep the days of every rule so far ahead as ``KUUKAUSIA_ETEENPAIN`` says."""
    tanaan = kello.tanaan()
    for suunnitelma in Palvelusuunnitelma.objects.paattymattomat(tanaan).select_related("kunta"):
        with transaction.atomic():
            # A plan approved meanwhile has ended this one.
            lukitse_kunta(suunnitelma.kunta)
            suunnitelma.refresh_from_db(fields=["loppupvm"])
            jatka_suunnitelmaa(suunnitelma, alkaen=max(tanaan, suunnitelma.alkupvm))


@transaction.atomic
def luonnostele(vaihtoehdot, *, user):
    """Keep alternatives of ``entajos`` as drafts, each to take the place of the plan that it was made of."""
    luonnokset = []
    for vaihtoehto in vaihtoehdot:
        _ei_toista_luonnosta(vaihtoehto.kunta, vaihtoehto.luonnos.alkupvm)
        luonnos = luo_suunnitelma(
            vaihtoehto.kunta,
            user=user,
            edeltava=vaihtoehto.malli,
            alkupvm=vaihtoehto.luonnos.alkupvm,
            perustelu=vaihtoehto.luonnos.perustelu,
        )
        for rivi, prosessit in zip(vaihtoehto.rivit, vaihtoehto.prosessit, strict=True):
            rivi.suunnitelma = luonnos
            _tallenna_rivi(rivi, prosessit)
        luonnokset.append(luonnos)
    return luonnokset
