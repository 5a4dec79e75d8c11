"""Invitations to meetings: who is invited, and what leaves when a meeting or its people change.

Every message names the meeting by the same UID, so that a calendar moves or removes what it has. ``jarjestysluku``
grows before each message that changes what was sent earlier.
"""

from collections import defaultdict
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from tyollisyysalue import audit, kello
from tyollisyysalue.kalenteri import Metodi, kalenteri
from tyollisyysalue.lahetykset import Saaja, luo
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import klo, viikonpaiva_pvm
from yhteyshenkilot import permissions, tapaamiskalenteri
from yhteyshenkilot.models import Edustus, Osallistuminen, Tapaaminen
from yhteyshenkilot.tapaamiskalenteri import sahkoposti

LAJI = "yhteyshenkilot.tapaamiskutsu"
# What is written to a person in the area's own service.
ALUEEN_KIELI = "fi"


class Viesti(StrEnum):
    KUTSU = "kutsu"
    MUUTOS = "muutos"
    PERUUTUS = "peruutus"
    # Only this person need not come any more.
    POISTO = "poisto"


METODIT = {
    Viesti.KUTSU: Metodi.KUTSU,
    Viesti.MUUTOS: Metodi.KUTSU,
    Viesti.PERUUTUS: Metodi.PERUUTUS,
    Viesti.POISTO: Metodi.PERUUTUS,
}


def lukitse(tapaaminen):
    """The stored meeting under its lock, with what its messages tell."""
    return (
        Tapaaminen.objects.select_for_update(of=["self"])
        .select_related("ryhma__alue", "sarja")
        .get(pk=tapaaminen.pk)
    )


def kutsutut(tapaaminen):
    """Rows of those invited, with what a message needs of each."""
    return list(
        Osallistuminen.objects.filter(tapaaminen=tapaaminen)
        .kutsutut()
        .select_related("henkilo__user", "henkilo__kunta", "kunta")
    )


def ilman_osoitetta(osallistumiset):
    return [rivi.henkilo for rivi in osallistumiset if not sahkoposti(rivi.henkilo)]


@transaction.atomic
def kutsu(tapaaminen, henkilot, *, user):
    """Invite people who have not been invited. Returns those who have no address, for somebody to tell them."""
    stored = lukitse(tapaaminen)
    vaadi(permissions.saa_yllapitaa(user, stored.ryhma.alue_id))
    if not stored.on_suunniteltu or stored.alkuaika <= kello.nyt():
        raise ValidationError(_("Kutsuja voi lähettää vain tapaamiseen, joka on vielä tulossa."))
    uudet = _lisaa(stored, henkilot)
    if not uudet:
        raise ValidationError(_("Valitse vähintään yksi henkilö, jota ei ole vielä kutsuttu."))
    if stored.kutsuaika is None:
        stored.kutsuaika = kello.nyt()
        stored.save(update_fields=["kutsuaika"])
    laheta(stored, uudet, Viesti.KUTSU, user=user)
    audit.kirjaa(stored, "kutsu", user=user, tiedot={"henkilot": [rivi.henkilo.nimi for rivi in uudet]})
    return ilman_osoitetta(uudet)


@transaction.atomic
def peru_kutsu(osallistuminen, *, user):
    """Take back the invitation of one who is not invited by the seat: a substitute, an expert."""
    stored = lukitse(osallistuminen.tapaaminen)
    vaadi(permissions.saa_yllapitaa(user, stored.ryhma.alue_id))
    if not stored.on_suunniteltu:
        raise ValidationError(_("Kutsun voi perua vain tapaamisesta, joka on vielä tulossa."))
    rivi = next((rivi for rivi in kutsutut(stored) if rivi.pk == osallistuminen.pk), None)
    edustus = edustukset(stored).get(osallistuminen.henkilo_id)
    if rivi is None or (edustus and edustus.tehtava != Edustus.Tehtava.VARA):
        raise ValidationError(
            _("Ryhmän edustaja kutsutaan aina. Päätä hänen edustuksensa, jos hän ei enää osallistu.")
        )
    _poista(stored, [rivi], user)


def edustukset(tapaaminen):
    """Who is in the group on the day of the meeting, by the person's id."""
    rivit = (
        Edustus.objects.filter(ryhma=tapaaminen.ryhma_id)
        .voimassa(tapaaminen.pvm)
        .select_related("henkilo__user", "henkilo__kunta", "jasenyys__kunta")
        .jarjestyksessa()
    )
    return {rivi.henkilo_id: rivi for rivi in rivit}


def paivita_kutsut(ryhma, *, user):
    """After a change of people: newcomers are invited to the meetings to come, leavers are let go."""
    tulevat = (
        ryhma.tapaamiset.alkaen(kello.nyt())
        .filter(kutsuaika__isnull=False)
        .select_for_update(of=["self"])
        .select_related("ryhma__alue", "sarja")
    )
    for tapaaminen in tulevat:
        tasmayta(tapaaminen, user=user)


def tasmayta(tapaaminen, *, user):
    """Make the invitations those of the group as it is on the meeting's day; substitutes are asked by hand."""
    mukana = edustukset(tapaaminen)
    nyt = {rivi.henkilo_id: rivi for rivi in kutsutut(tapaaminen)}
    puuttuvat = [
        edustus.henkilo
        for pk, edustus in mukana.items()
        if pk not in nyt and edustus.tehtava != Edustus.Tehtava.VARA
    ]
    lahteneet = [rivi for pk, rivi in nyt.items() if rivi.edustajana and pk not in mukana]
    if lahteneet:
        _poista(tapaaminen, lahteneet, user)
    if puuttuvat:
        laheta(tapaaminen, _lisaa(tapaaminen, puuttuvat), Viesti.KUTSU, user=user)


def _lisaa(tapaaminen, henkilot):
    """Rows for those who were not invited before, or were and are again."""
    mukana = edustukset(tapaaminen)
    entiset = {rivi.henkilo_id: rivi for rivi in tapaaminen.osallistumiset.all()}
    uudet: list[Osallistuminen] = []
    palaavat: list[Osallistuminen] = []
    for henkilo in henkilot:
        rivi = entiset.get(henkilo.pk) or Osallistuminen(tapaaminen=tapaaminen, henkilo=henkilo)
        if rivi.pk and rivi.kutsuttu:
            continue
        edustus = mukana.get(henkilo.pk)
        rivi.kunta = edustus.kunta if edustus else henkilo.kunta
        rivi.edustajana = edustus is not None
        rivi.kutsuttu = True
        rivi.vastaus, rivi.vastausaika = Osallistuminen.Vastaus.KUTSUTTU, None
        (palaavat if rivi.pk else uudet).append(rivi)
    Osallistuminen.objects.bulk_create(uudet)
    Osallistuminen.objects.bulk_update(
        palaavat, ["kunta", "edustajana", "kutsuttu", "vastaus", "vastausaika"]
    )
    avaimet = {rivi.pk for rivi in (*uudet, *palaavat)}
    return [rivi for rivi in kutsutut(tapaaminen) if rivi.pk in avaimet]


def _poista(tapaaminen, rivit, user):
    for rivi in rivit:
        rivi.kutsuttu = False
        rivi.save(update_fields=["kutsuttu"])
    tapaaminen.jarjestysluku += 1
    tapaaminen.save(update_fields=["jarjestysluku"])
    laheta(tapaaminen, rivit, Viesti.POISTO, user=user)
    audit.kirjaa(
        tapaaminen, "peru_kutsu", user=user, tiedot={"henkilot": [rivi.henkilo.nimi for rivi in rivit]}
    )


def laheta(tapaaminen, osallistumiset, viesti, *, user):
    """One mail for each language in which the recipients are written to."""
    # Others must not see who was let go, and the one who is does not need the others.
    nimetyt = osallistumiset if viesti == Viesti.POISTO else kutsutut(tapaaminen)
    tapaaminen.listalla = list(tapaaminen.asiakohdat.listalla())
    kielittain = defaultdict(list)
    for rivi in osallistumiset:
        if osoite := sahkoposti(rivi.henkilo):
            kielittain[kieli(rivi.henkilo)].append(Saaja(rivi.henkilo.nimi, osoite, rivi.henkilo.user))
    for kielella, saajat in sorted(kielittain.items()):
        with override(kielella):
            luo(
                LAJI,
                aihe(tapaaminen, viesti),
                teksti(tapaaminen, viesti),
                saajat,
                alue=tapaaminen.ryhma.alue,
                # Who sees the meeting sees its mails.
                kohde=None if viesti == Viesti.POISTO else tapaaminen,
                user=user,
                kieli=kielella,
                kalenteri=kalenteri(
                    [tapaamiskalenteri.merkinta(tapaaminen, nimetyt, leima=kello.nyt())],
                    metodi=METODIT[viesti],
                ),
                # A calendar that gets the same message twice shows one event.
                automaattinen=True,
            )


def kieli(henkilo):
    return henkilo.kunta.kieli if henkilo.kunta else ALUEEN_KIELI


def aihe(tapaaminen, viesti):
    pohja = {
        Viesti.KUTSU: _("Kutsu: %(ryhma)s %(aika)s"),
        Viesti.MUUTOS: _("Tapaaminen muuttui: %(ryhma)s %(aika)s"),
        Viesti.PERUUTUS: _("Tapaaminen peruttu: %(ryhma)s %(aika)s"),
        Viesti.POISTO: _("Kutsusi on peruttu: %(ryhma)s %(aika)s"),
    }[viesti]
    alku = tapaaminen.alkuaika
    return pohja % {"ryhma": tapaaminen.ryhma.nimi, "aika": f"{viikonpaiva_pvm(alku)} {klo(alku)}"}


def teksti(tapaaminen, viesti):
    return render_to_string(
        "yhteyshenkilot/tapaamiskutsu.txt",
        {
            "tapaaminen": tapaaminen,
            "viesti": viesti.value,
            "kohdat": tapaaminen.listalla,
            "osoite": tapaamiskalenteri.osoite(tapaaminen),
        },
    ).strip()
