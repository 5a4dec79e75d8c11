"""Responsibilities: who serves a key process in a municipality, and when."""

from django.db import transaction
from django.db.models import Q

from tyollisyysalue import audit
from tyollisyysalue.models import Kunta
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Vastinpari, Vastuu
from yhteyshenkilot.workflow.rivit import lisaa, paata, sanoina
from yhteyshenkilot.workflow.vastinparit import paata_vastinparin_puoli


@transaction.atomic
def lisaa_vastuu(henkilo, prosessi, kunta, laji, alkupvm, loppupvm=None, *, user, julkiset=None):
    _lukitse([kunta.pk])
    vastuu = Vastuu(
        henkilo=henkilo,
        prosessi=prosessi,
        kunta=kunta,
        laji=laji,
        alkupvm=alkupvm,
        loppupvm=loppupvm,
        julkiset=julkiset,
    )
    return lisaa(vastuu, "lisaa_vastuu", user=user, alue_id=kunta.alue_id)


def _lukitse(kunnat):
    """Let one change a municipality's responsibilities at a time.

    Two who add at once would each wait for the other's row inside the exclusion constraint: a deadlock, of which the
    loser hears nothing that helps. Behind the lock the second one sees the first one's row and its rule's message.
    """
    list(Kunta.objects.select_for_update(no_key=True).filter(pk__in=kunnat).order_by("pk").values("pk"))


@transaction.atomic
def paata_vastuu(vastuu, loppupvm, *, user):
    _lukitse([vastuu.kunta_id])
    stored = Vastuu.objects.select_for_update(of=["self"]).select_related("kunta").get(pk=vastuu.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.kunta.alue_id))
    paata(stored, "loppupvm", loppupvm)
    audit.kirjaa(stored, "paata_vastuu", user=user, tiedot={"loppupvm": loppupvm.isoformat()})
    return stored


@transaction.atomic
def muuta_vastuun_julkisuutta(vastuu, julkiset, *, versio, user):
    """What the public sees of the person in this responsibility; None is the person's own setting."""
    stored = Vastuu.objects.select_for_update(of=["self"]).select_related("kunta").get(pk=vastuu.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.kunta.alue_id))
    tarkista_versio(versio_nyt(stored), versio)
    ennen = sanoina(stored.julkiset)
    stored.julkiset = julkiset
    stored.full_clean()
    stored.save(update_fields=["julkiset"])
    tiedot = {"julkiset": [ennen, sanoina(julkiset)]}
    audit.kirjaa(stored, "muuta_vastuun_julkisuutta", user=user, tiedot=tiedot)
    return stored


@transaction.atomic
def paata_henkilon_vastuut(henkilo, loppupvm, *, user):
    """End everything that a leaving person answers for on one day: responsibilities, and the own sides of pairs.

    What begins only after the day is left as it is and is for the one who planned it. Gives what was ended.
    """
    vaadi(permissions.saa_yllapitaa(user, henkilo.alue_id))
    _lukitse(list(Vastuu.objects.filter(henkilo=henkilo).values_list("kunta", flat=True)))
    vastuut, parit = map(list, paatettavat(henkilo, loppupvm))
    for vastuu in vastuut:
        paata_vastuu(vastuu, loppupvm, user=user)
    for pari in parit:
        puoli = "oma" if pari.oma_henkilo_id == henkilo.pk else "kunnan"
        paata_vastinparin_puoli(pari, puoli, loppupvm, user=user)
    return [*vastuut, *parit]


def paatettavat(henkilo, loppupvm):
    """The responsibilities and pairs of a person that go on after the day and have begun by it."""
    return (
        Vastuu.objects.filter(henkilo=henkilo, alkupvm__lte=loppupvm)
        .filter(Q(loppupvm__isnull=True) | Q(loppupvm__gt=loppupvm))
        .select_related("kunta", "prosessi", "henkilo")
        .order_by("kunta__aakkos", "prosessi__jarjestys", "pk"),
        Vastinpari.objects.filter(
            Q(oma_henkilo=henkilo, oma_alku__lte=loppupvm)
            & (Q(oma_loppu__isnull=True) | Q(oma_loppu__gt=loppupvm))
            | Q(kunnan_henkilo=henkilo, kunnan_alku__lte=loppupvm)
            & (Q(kunnan_loppu__isnull=True) | Q(kunnan_loppu__gt=loppupvm))
        )
        .select_related("kunta", "prosessi", "oma_henkilo", "kunnan_henkilo")
        .order_by("kunta__aakkos", "pk"),
    )
