"""Mail that must be known to have left: a row for each recipient, sent by the worker, and what the servers said.

A row is committed ``lahetyksessa`` before the server is asked and by the server's answer after it, one row at a time.
Whatever happens in between, at most one row of a sending is in doubt, and it says so.
"""

import hashlib
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Max, Min
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tyollisyysalue import audit, ilmoitukset, kello, lahetysviesti, liitteet, permissions, postiyhteys
from tyollisyysalue.jonoon import jonoon, on_jonossa
from tyollisyysalue.models import Ilmoitus, Kooste, Lahetys, Liite, User, Vastaanottaja
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tiivisteet import json_tiiviste

Tila = Vastaanottaja.Tila

SIIRTYMAT = {
    # Not sent at all when the server does not answer on the last attempt.
    Tila.ODOTTAA: [Tila.LAHETYKSESSA, Tila.EPAONNISTUI],
    Tila.LAHETYKSESSA: [Tila.LAHETETTY, Tila.ODOTTAA, Tila.EPASELVA, Tila.EPAONNISTUI],
    Tila.LAHETETTY: [Tila.PALAUTUI],
    # What came back did leave.
    Tila.EPASELVA: [Tila.ODOTTAA, Tila.PALAUTUI],
    Tila.EPAONNISTUI: [Tila.ODOTTAA],
    Tila.PALAUTUI: [Tila.ODOTTAA],
}
UUDELLEEN_LAHETETTAVAT = (Tila.EPASELVA, Tila.EPAONNISTUI, Tila.PALAUTUI)

# After the first failed attempt, the second, and so on; after one more the mail has failed. Most of a day: a server
# that is down over a night is up again, and whoever waits for the mail is told the next day.
VIIVEET = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
]
# A sending that another worker holds is looked at again after this.
VARATTU = timedelta(seconds=30)
# A row whose job has had this long is looked for by ``poimi_unohtuneet``.
UNOHTUNUT = timedelta(minutes=5)

TYO = "tyollisyysalue.jobs.laheta"
ONGELMA = "tyollisyysalue.lahetys_ongelma"

# Names of the kinds of mail by ``Lahetys.laji``, for lists and filters; see ``nimea``.
lajit: dict[str, Any] = {"tyollisyysalue.tiedote": gettext_lazy("Tiedote yhdyshenkilöille")}


def nimea(laji, nimi):
    """Tell what a kind of mail is called; ``AppConfig.ready`` is the place."""
    lajit[laji] = nimi


def lajin_nimi(laji):
    """A kind that nobody has named is a notice's, or a mail that has no more to tell of itself."""
    ilmoitus = ilmoitukset.lajit.get(laji)
    return lajit.get(laji) or (ilmoitus.nimi if ilmoitus else laji)


@dataclass(frozen=True)
class Saaja:
    nimi: str
    sahkoposti: str
    user: User | None = None


def luo(
    laji,
    aihe,
    teksti,
    saajat,
    *,
    alue=None,
    kohde=None,
    user=None,
    kieli=None,
    kalenteri="",
    pdf=None,
    kuitattava=False,
    automaattinen=False,
):
    """Store a mail for the ``Saaja`` named and queue it. Call it inside the transaction of what it tells of.

    ``pdf`` is ``(file name, bytes)``. An address that comes twice gets the mail once. Without recipients None.
    """
    osoitteet: dict[str, Saaja] = {}
    for saaja in saajat:
        osoitteet.setdefault(saaja.sahkoposti.lower(), saaja)
    if not osoitteet:
        return None
    lahetys = Lahetys.objects.create(
        laji=laji,
        alue=alue,
        kohde=kohde,
        kieli=kieli or get_language() or settings.LANGUAGE_CODE,
        aihe=_rivina(aihe, 250),
        teksti=teksti,
        kalenteri=kalenteri,
        kuitattava=kuitattava,
        automaattinen=automaattinen,
        tiiviste=json_tiiviste(
            {"aihe": aihe, "teksti": teksti, "kalenteri": kalenteri, "pdf": _tiiviste(pdf)}
        ),
        luontiaika=kello.nyt(),
        user=user,
        lahettaja=user.nimi if user else "Työllisyysalueportaali",
    )
    if pdf:
        nimi, tavut = pdf
        liitteet.tallenna(
            lahetys, ContentFile(tavut, name=nimi), user=user, julkisuus=Liite.Julkisuus.JULKINEN
        )
    Vastaanottaja.objects.bulk_create(
        Vastaanottaja(
            lahetys=lahetys,
            user=saaja.user,
            nimi=_rivina(saaja.nimi, 200),
            sahkoposti=saaja.sahkoposti,
            viestitunnus=f"<{uuid.uuid4()}@{_verkkotunnus()}>",
            muutosaika=lahetys.luontiaika,
        )
        for saaja in osoitteet.values()
    )
    jonoon(TYO, lahetys=lahetys.pk)
    return lahetys


def _rivina(teksti, enintaan):
    """A header is one line: a title that somebody wrote may be more."""
    return " ".join(teksti.split())[:enintaan]


def laheta(lahetys, *, yhteys=None, keskeyta=lambda: False):
    """Send what waits of a mail and queue what waits longer. ``keskeyta`` is asked between recipients."""
    with _yksin(lahetys) as yksin:
        if not yksin:
            _jonoon(lahetys, kello.nyt() + VARATTU)
            return
        _selvita_keskeytyneet(lahetys)
        if Vastaanottaja.objects.filter(lahetys=lahetys).odottavat(kello.nyt()).exists():
            yhteys = yhteys or postiyhteys.avaa()
            try:
                _laheta_vuorossa_olevat(lahetys, yhteys, keskeyta)
            finally:
                yhteys.sulje()
        _jonoon_seuraava(lahetys)
        kerro_ongelmista(lahetys)


@contextmanager
def _yksin(lahetys):
    """Hold the sending for this database session alone; gives False when another one holds it.

    Only the holder may take a row that stands ``lahetyksessa`` for one whose worker is dead. A lock of the job queue
    would not do: the queue gives the job of a worker whose heartbeat is late to another worker while the first may be
    alive and waiting for the mail server, and the row that it is sending would be sent twice. This lock lives exactly
    as long as the session through which its holder commits: who has lost it cannot write ``lahetetty`` either, and who
    is alive keeps it, however slow. (The queue's lock would also keep a re-sending waiting behind an attempt that is
    due in six hours.) It needs a session of its own, as the worker's LISTEN does: no pooler of transactions between.
    """
    avain = f"lahetys/{lahetys.pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [avain])
        [saatu] = cursor.fetchone()
    if not saatu:
        yield False
        return
    try:
        yield True
    finally:
        # With a broken session the lock is gone already.
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [avain])


@transaction.atomic
def _selvita_keskeytyneet(lahetys):
    """What a run before this one left behind: it may have left, or not."""
    for rivi in Vastaanottaja.objects.select_for_update().filter(lahetys=lahetys, tila=Tila.LAHETYKSESSA):
        _jaa_epaselvaksi(rivi, lahetys, "")


def _laheta_vuorossa_olevat(lahetys, yhteys, keskeyta):
    try:
        osat = lahetysviesti.Osat(lahetys)
    except OSError as error:
        # An attachment that cannot be read now: nobody's mail can be made.
        _viivasta_kaikki(lahetys, postiyhteys.siisti(error))
        return
    while not keskeyta() and (rivi := _ota(lahetys)):
        try:
            vastaus = yhteys.laheta(osat.viesti(rivi), rivi.sahkoposti)
        except (postiyhteys.Torjuttu, ValueError) as error:
            # ValueError: an address or a header of which no message can be made, whoever is asked to take it.
            _siirra(rivi, Tila.EPAONNISTUI, selite=postiyhteys.siisti(error))
        except postiyhteys.Viivastyi as error:
            _viivasta(rivi, str(error))
        except postiyhteys.EiPalvele as error:
            with transaction.atomic():
                _viivasta(rivi, str(error))
                _viivasta_kaikki(lahetys, str(error))
            return
        except postiyhteys.Epaselva as error:
            # A server that takes messages and does not say so would leave every one of them in doubt.
            with transaction.atomic():
                _jaa_epaselvaksi(rivi, lahetys, str(error))
                _viivasta_kaikki(lahetys, str(error))
            return
        else:
            _siirra(rivi, Tila.LAHETETTY, selite=vastaus, lahetysaika=kello.nyt())


@transaction.atomic
def _ota(lahetys):
    """The next recipient, committed as being sent to; None when nobody's turn has come."""
    vuorossa = Vastaanottaja.objects.filter(lahetys=lahetys).odottavat(kello.nyt())
    rivi = vuorossa.select_for_update(skip_locked=True).order_by("pk").first()
    if rivi:
        _siirra(rivi, Tila.LAHETYKSESSA, yrityksia=rivi.yrityksia + 1, seuraava_yritys=None)
    return rivi


@transaction.atomic
def _siirra(rivi, tila, **muutokset):
    """Move the row to ``tila``, or refuse if its stored state no longer allows it."""
    stored = Vastaanottaja.objects.select_for_update().only("tila").get(pk=rivi.pk)
    if tila not in SIIRTYMAT[Tila(stored.tila)]:
        raise _vaara_tila(stored)
    muutokset |= {"tila": tila, "muutosaika": kello.nyt()}
    for kentta, arvo in muutokset.items():
        setattr(rivi, kentta, arvo)
    rivi.save(update_fields=list(muutokset))


def _vaara_tila(rivi):
    return ValidationError(
        _("Viesti on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä. Lataa sivu uudelleen."),
        params={"tila": rivi.get_tila_display()},
    )


def viive(yrityksia):
    """How long to wait after so many attempts; None when there have been enough."""
    return VIIVEET[yrityksia - 1] if yrityksia <= len(VIIVEET) else None


def _viivasta(rivi, selite):
    if odotus := viive(rivi.yrityksia):
        _siirra(rivi, Tila.ODOTTAA, selite=selite, seuraava_yritys=kello.nyt() + odotus)
    else:
        _siirra(rivi, Tila.EPAONNISTUI, selite=selite)


@transaction.atomic
def _viivasta_kaikki(lahetys, selite):
    """The server serves nobody now: the attempt counts for everyone whose turn it was, without asking for each."""
    nyt = kello.nyt()
    vuorossa = Vastaanottaja.objects.filter(lahetys=lahetys).odottavat(nyt)
    for yrityksia in list(vuorossa.order_by().values_list("yrityksia", flat=True).distinct()):
        odotus = viive(yrityksia + 1)
        vuorossa.filter(yrityksia=yrityksia).update(
            tila=Tila.ODOTTAA if odotus else Tila.EPAONNISTUI,
            yrityksia=yrityksia + 1,
            seuraava_yritys=nyt + odotus if odotus else None,
            selite=selite,
            muutosaika=nyt,
        )


def _jaa_epaselvaksi(rivi, lahetys, selite):
    """It may have left. A person decides, but a notice goes again by itself: the same twice does no harm."""
    odotus = viive(rivi.yrityksia) if lahetys.automaattinen else None
    if odotus:
        _siirra(rivi, Tila.ODOTTAA, selite=selite, seuraava_yritys=kello.nyt() + odotus)
    else:
        _siirra(rivi, Tila.EPASELVA, selite=selite)


def _jonoon(lahetys, aika):
    if not on_jonossa(TYO, viimeistaan=aika, lahetys=lahetys.pk):
        jonoon(TYO, aikaisintaan=aika, lahetys=lahetys.pk)


def _jonoon_seuraava(lahetys):
    odottavat = Vastaanottaja.objects.filter(lahetys=lahetys, tila=Tila.ODOTTAA)
    nyt = kello.nyt()
    aika = odottavat.aggregate(aika=Min(Coalesce("seuraava_yritys", nyt)))["aika"]
    if aika:
        _jonoon(lahetys, aika)


def poimi_unohtuneet():
    """Queue the sendings that wait although their time has come: the job was lost, or it failed."""
    raja = kello.nyt() - UNOHTUNUT
    kesken = Vastaanottaja.objects.filter(tila__in=[Tila.ODOTTAA, Tila.LAHETYKSESSA])
    unohtuneet = kesken.alias(aika=Coalesce("seuraava_yritys", "muutosaika")).filter(aika__lt=raja)
    for lahetys in Lahetys.objects.filter(pk__in=unohtuneet.order_by().values("lahetys")).order_by("pk"):
        _jonoon(lahetys, kello.nyt())


@transaction.atomic
def laheta_uudelleen(vastaanottaja, *, user):
    """Send again what is unclear, did not leave or came back. By the Message-ID the two are the same mail."""
    stored = _lukittu(vastaanottaja)
    vaadi(permissions.saa_lahettaa_uudelleen(user, stored.lahetys))
    # What is being sent may go back to waiting too, but only by its sender.
    if stored.tila not in UUDELLEEN_LAHETETTAVAT:
        raise _vaara_tila(stored)
    _uudelleen(stored, user)
    jonoon(TYO, lahetys=stored.lahetys_id)
    return stored


@transaction.atomic
def laheta_kaikki_uudelleen(lahetys, *, user):
    """Send again to everyone whom the mail certainly has not reached. Those in doubt are decided one by one."""
    vaadi(permissions.saa_lahettaa_uudelleen(user, lahetys))
    rivit = list(lahetys.vastaanottajat.select_for_update().filter(tila=Tila.EPAONNISTUI).order_by("pk"))
    for rivi in rivit:
        _uudelleen(rivi, user)
    if rivit:
        jonoon(TYO, lahetys=lahetys.pk)
    return len(rivit)


def _lukittu(vastaanottaja):
    rivit = Vastaanottaja.objects.select_for_update(of=["self"]).select_related("lahetys")
    return rivit.get(pk=vastaanottaja.pk)


def _uudelleen(rivi, user):
    vanha = rivi.tila
    _siirra(rivi, Tila.ODOTTAA, yrityksia=0, seuraava_yritys=None, lahetysaika=None, selite="")
    audit.kirjaa(rivi, "laheta_uudelleen", user=user, tiedot={"tila": vanha})


@transaction.atomic
def merkitse_palautuneeksi(vastaanottaja, selite):
    """The mail came back. False when the row is not one that could have: it waits for another sending."""
    stored = _lukittu(vastaanottaja)
    if Tila.PALAUTUI not in SIIRTYMAT[Tila(stored.tila)]:
        return False
    # Of an unclear one this tells that it left, and that was when it was tried.
    _siirra(stored, Tila.PALAUTUI, selite=selite, lahetysaika=stored.lahetysaika or stored.muutosaika)
    kerro_ongelmista(stored.lahetys)
    return True


@transaction.atomic
def kerro_ongelmista(lahetys):
    """Tell those who look after the sending of what has gone wrong since they were told the last time.

    Never of a notice: it could not reach them either.
    """
    if Ilmoitus.objects.filter(lahetys=lahetys).exists() or Kooste.objects.filter(lahetys=lahetys).exists():
        return
    # Two that come to the same conclusion at a time would both tell.
    Lahetys.objects.select_for_update(no_key=True).get(pk=lahetys.pk)
    kerrotut = Ilmoitus.objects.filter(
        laji=ONGELMA, content_type=ContentType.objects.get_for_model(Lahetys), object_id=lahetys.pk
    )
    viimeksi = kerrotut.aggregate(aika=Max("luontiaika"))["aika"]
    ongelmat = lahetys.vastaanottajat.ongelmat()
    if (ongelmat.filter(muutosaika__gt=viimeksi) if viimeksi else ongelmat).exists():
        ilmoitukset.ilmoita(ONGELMA, lahetys)


def _tiiviste(pdf):
    return hashlib.sha256(pdf[1]).hexdigest() if pdf else ""


def _verkkotunnus():
    return urlsplit(settings.PORTAALIN_OSOITE).hostname
