"""Deadlines of a request: set, extended, kept or lapsed, and laskettu again when the holidays change."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from esitykset import laskenta, permissions
from esitykset.models import Maaraaika
from esitykset.workflow.perusta import Tila, lukitse
from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.permissions import vaadi

Laji = Maaraaika.Laji

# How many days before its end a deadline is reminded of.
MUISTUTUS_PAIVAA = 7

# What the portal counts by itself, from a starting day.
LASKETTAVAT = {
    Laji.TAVOITE: (laskenta.TAVOITE_PAIVIA, laskenta.PAIVA),
    Laji.ASIAKIRJAPYYNTO: (laskenta.ASIAKIRJAPYYNTO_PAIVIA, laskenta.PAIVA),
    Laji.LAAJA_ASIAKIRJAPYYNTO: (laskenta.LAAJA_ASIAKIRJAPYYNTO_KUUKAUSIA, laskenta.KUUKAUSI),
}
# Set by a person beside the workflow.
KASIN_ASETETTAVAT = (Laji.ASIAKIRJAPYYNTO, Laji.LAAJA_ASIAKIRJAPYYNTO, Laji.MUU)


def aseta_tavoite(esitys, alku):
    """The area's own target; called by the workflow under the request's lock."""
    return _luo(esitys, Laji.TAVOITE, alku, laskenta.laske(alku, *LASKETTAVAT[Laji.TAVOITE]))


def aseta_taydennys(esitys, viimeinen):
    if viimeinen <= kello.tanaan():
        raise ValidationError({"viimeinen": _("Valitse päivä, joka on tämän päivän jälkeen.")})
    tanaan = kello.tanaan()
    return _luo(esitys, Laji.TAYDENNYS, tanaan, laskenta.kasin(tanaan, viimeinen))


@transaction.atomic
def aseta(esitys, laji, *, alku, viimeinen=None, syy="", user):
    """A deadline that a person sets: of a request for a document, or any other with a reason."""
    lukitse(esitys)
    vaadi(permissions.saa_kasitella(user, esitys))
    if esitys.tila in (Tila.LUONNOS, Tila.SIIRRETTY, Tila.PERUUTETTU, Tila.PAATTYNYT):
        raise ValidationError(_("Esityksen käsittely ei ole kesken, joten sille ei voi asettaa määräaikaa."))
    if laji not in KASIN_ASETETTAVAT:
        raise ValidationError({"laji": _("Valitse määräajan laji luettelosta.")})
    if laji == Laji.MUU:
        if not viimeinen:
            raise ValidationError({"viimeinen": _("Kirjoita määräajan viimeinen päivä.")})
        if not syy:
            raise ValidationError({"syy": _("Kirjoita, miksi määräaika asetetaan.")})
        laskettu = laskenta.kasin(alku, viimeinen)
    else:
        laskettu = laskenta.laske(alku, *LASKETTAVAT[laji])
    maaraaika = _luo(esitys, laji, alku, laskettu, syy=syy)
    audit.kirjaa(esitys, "maaraaika", user=user, syy=syy, tiedot=_tiedot(maaraaika))
    return maaraaika


def jatkettuna(maaraaika, *, paivia=None, viimeinen=None):
    """The counting that an extension would give, so that its result shows before it is saved."""
    uusi = laskenta.jatka(maaraaika.laskenta, paivia=paivia, viimeinen=viimeinen)
    if laskenta.loppu(uusi) <= maaraaika.loppupvm:
        raise ValidationError(_("Jatkettu määräaika päättyy nykyisen jälkeen. Valitse myöhempi päivä."))
    return uusi


@transaction.atomic
def jatka(maaraaika, *, paivia=None, viimeinen=None, syy, user):
    lukitse(maaraaika.esitys)
    vaadi(permissions.saa_kasitella(user, maaraaika.esitys))
    maaraaika.refresh_from_db(from_queryset=Maaraaika.objects.select_for_update())
    _vaadi_avoin(maaraaika)
    if not syy:
        raise ValidationError({"syy": _("Kirjoita, miksi määräaikaa jatketaan.")})
    vanha = maaraaika.loppupvm
    maaraaika.laskenta = jatkettuna(maaraaika, paivia=paivia, viimeinen=viimeinen)
    maaraaika.loppupvm = laskenta.loppu(maaraaika.laskenta)
    # The new end is reminded of in its time.
    maaraaika.jatkettu, maaraaika.syy, maaraaika.muistutettu = True, syy, None
    maaraaika.full_clean()
    maaraaika.save()
    audit.kirjaa(
        maaraaika.esitys,
        "jatka_maaraaikaa",
        user=user,
        syy=syy,
        tiedot={**_tiedot(maaraaika), "vanha": vanha.isoformat()},
    )
    return maaraaika


@transaction.atomic
def merkitse_taytetyksi(maaraaika, *, user):
    """A deadline that the workflow does not follow by itself: a document was given, or the thing was done."""
    lukitse(maaraaika.esitys)
    vaadi(permissions.saa_kasitella(user, maaraaika.esitys))
    maaraaika.refresh_from_db(from_queryset=Maaraaika.objects.select_for_update())
    _vaadi_avoin(maaraaika)
    if maaraaika.laji not in KASIN_ASETETTAVAT:
        raise ValidationError(_("Tämä määräaika täyttyy, kun esitykseen vastataan tai kunta täydentää sitä."))
    _paata(maaraaika, Maaraaika.Tila.TAYTETTY)
    audit.kirjaa(maaraaika.esitys, "taytetty", user=user, tiedot=_tiedot(maaraaika))


def tayta(esitys, *lajit):
    """Kept: what the deadline was for has been done. Called under the request's lock."""
    _paata_avoimet(esitys, lajit, Maaraaika.Tila.TAYTETTY)


def raukea(esitys, *lajit):
    """Without ground any more; without kinds all of them. Called under the request's lock."""
    _paata_avoimet(esitys, lajit or Laji, Maaraaika.Tila.RAUENNUT)


def muistutettavat():
    """Open deadlines that are near or past, and have not been reminded of."""
    raja = kello.tanaan() + timedelta(days=MUISTUTUS_PAIVAA)
    return Maaraaika.objects.avoimet().filter(loppupvm__lte=raja, muistutettu__isnull=True)


def muistuta():
    """Tell once of each deadline that comes near: the municipality of its completion, the handlers of the rest."""
    for avain in muistutettavat().values_list("pk", flat=True):
        with transaction.atomic():
            # It may have been kept since the list was read.
            maaraaika = (
                muistutettavat()
                .select_for_update(of=["self"])
                .select_related("esitys__kunta__alue")
                .filter(pk=avain)
                .first()
            )
            if maaraaika is None:
                continue
            maaraaika.muistutettu = kello.tanaan()
            maaraaika.save(update_fields=["muistutettu"])
            if maaraaika.laji == Laji.TAYDENNYS:
                ilmoita("esitykset.taydennyksen_maaraaika", maaraaika)
            else:
                ilmoita("esitykset.maaraaika", maaraaika)


def laske_uudelleen():
    """Count the open deadlines again by the holidays known now; what changes is told on the timeline."""
    for avain in Maaraaika.objects.avoimet().order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            maaraaika = (
                Maaraaika.objects.avoimet()
                .select_for_update(of=["self"])
                .select_related("esitys")
                .filter(pk=avain)
                .first()
            )
            if maaraaika is None:
                continue
            uusi = laskenta.uudelleen(maaraaika.laskenta)
            if uusi == maaraaika.laskenta:
                continue
            vanha, maaraaika.laskenta = maaraaika.loppupvm, uusi
            maaraaika.loppupvm = laskenta.loppu(uusi)
            maaraaika.save(update_fields=["laskenta", "loppupvm"])
            if vanha != maaraaika.loppupvm:
                tiedot = {**_tiedot(maaraaika), "vanha": vanha.isoformat()}
                audit.kirjaa(maaraaika.esitys, "maaraaika_uudelleen", tiedot=tiedot)


def _luo(esitys, laji, alku, laskettu, *, syy=""):
    maaraaika = Maaraaika(
        esitys=esitys, laji=laji, alkupvm=alku, loppupvm=laskenta.loppu(laskettu), laskenta=laskettu, syy=syy
    )
    maaraaika.full_clean()
    maaraaika.save()
    return maaraaika


def _vaadi_avoin(maaraaika):
    if maaraaika.tila != Maaraaika.Tila.AVOIN:
        raise ValidationError(_("Määräaika on jo päättynyt."))


def _paata_avoimet(esitys, lajit, tila):
    for maaraaika in esitys.maaraajat.avoimet().filter(laji__in=lajit):
        _paata(maaraaika, tila)


def _paata(maaraaika, tila):
    maaraaika.tila, maaraaika.paattymisaika = tila, kello.nyt()
    maaraaika.save(update_fields=["tila", "paattymisaika"])


def _tiedot(maaraaika):
    return {"laji": maaraaika.laji, "viimeinen": maaraaika.loppupvm.isoformat()}
