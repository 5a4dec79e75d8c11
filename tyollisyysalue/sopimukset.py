"""The course of an agreement with a municipality: the portal follows it, it does not make it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello, liitteet, permissions
from tyollisyysalue.models import Liite, Sopimus
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm as paivays

Laji, Tila = Sopimus.Laji, Sopimus.Tila

SIIRTYMAT = {
    Tila.LAHETETTY: (Tila.HYVAKSYTTY, Tila.PAATTYNYT),
    Tila.HYVAKSYTTY: (Tila.OIKEUDET_MYONNETTY, Tila.PAATTYNYT),
    Tila.OIKEUDET_MYONNETTY: (Tila.PAATTYNYT,),
    Tila.PAATTYNYT: (),
}

# The column that holds the day on which the state was reached, in the order of the states.
PAIVAT = {
    Tila.LAHETETTY: "lahetyspvm",
    Tila.HYVAKSYTTY: "hyvaksymispvm",
    Tila.OIKEUDET_MYONNETTY: "myontopvm",
    Tila.PAATTYNYT: "paattymispvm",
}


def siirtymat(sopimus):
    """The states an agreement may go to. Only an agreement on access rights grants them."""
    return [
        tila
        for tila in SIIRTYMAT[sopimus.tila]
        if tila != Tila.OIKEUDET_MYONNETTY or sopimus.laji == Laji.KAYTTOOIKEUS
    ]


@transaction.atomic
def lisaa(laji, kunta, lahetyspvm, *, user):
    """Add an agreement that has been sent to the municipality."""
    vaadi(permissions.saa_hallita_sopimuksia(user, kunta.alue_id))
    _tarkista_paiva("lahetyspvm", lahetyspvm)
    sopimus = Sopimus(laji=laji, alue=kunta.alue, kunta=kunta, lahetyspvm=lahetyspvm)
    sopimus.full_clean()
    sopimus.save()
    audit.kirjaa(sopimus, Tila.LAHETETTY, user=user, tiedot={"pvm": lahetyspvm.isoformat()})
    return sopimus


@transaction.atomic
def liita(sopimus, tiedosto, *, user):
    """Add a file of the agreement: who sees the agreement sees it."""
    vaadi(permissions.saa_hallita_sopimuksia(user, sopimus.alue_id))
    liite = liitteet.tallenna(sopimus, tiedosto, user=user, julkisuus=Liite.Julkisuus.JULKINEN)
    audit.kirjaa(sopimus, "liitetty", user=user, tiedot={"liite": liite.pk, "nimi": liite.nimi})
    return liite


@transaction.atomic
def poista_liite(sopimus, liite, *, user):
    """Take a file off the page; the row and its history stay."""
    vaadi(permissions.saa_hallita_sopimuksia(user, sopimus.alue_id))
    stored = sopimus.liitteet.select_for_update().get(pk=liite.pk)
    if stored.poistettu:
        return stored
    stored.poistettu = kello.nyt()
    stored.save(update_fields=["poistettu"])
    audit.kirjaa(sopimus, "liite_poistettu", user=user, tiedot={"liite": stored.pk, "nimi": stored.nimi})
    return stored


def hyvaksy(sopimus, pvm, *, user):
    """The municipality has accepted the agreement."""
    return _siirra(sopimus, Tila.HYVAKSYTTY, pvm, user=user)


def myonna_oikeudet(sopimus, pvm, *, user):
    return _siirra(sopimus, Tila.OIKEUDET_MYONNETTY, pvm, user=user)


def paata(sopimus, pvm, *, user):
    return _siirra(sopimus, Tila.PAATTYNYT, pvm, user=user)


@transaction.atomic
def _siirra(sopimus, tila, pvm, *, user):
    """Move the agreement to ``tila``, reached on ``pvm``, or refuse if its stored state does not allow it."""
    stored = Sopimus.objects.select_for_update().get(pk=sopimus.pk)
    vaadi(permissions.saa_hallita_sopimuksia(user, stored.alue_id))
    if tila not in siirtymat(stored):
        raise ValidationError(
            _("Sopimus on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä."),
            params={"tila": stored.get_tila_display()},
        )
    aiempi = max(paiva for kentta in PAIVAT.values() if (paiva := getattr(stored, kentta)))
    _tarkista_paiva("pvm", pvm, aikaisintaan=aiempi)
    stored.tila = tila
    setattr(stored, PAIVAT[tila], pvm)
    stored.full_clean()
    stored.save(update_fields=["tila", PAIVAT[tila]])
    audit.kirjaa(stored, tila, user=user, tiedot={"pvm": pvm.isoformat()})
    return stored


def _tarkista_paiva(kentta, pvm, aikaisintaan=None):
    if pvm > kello.tanaan():
        raise ValidationError({kentta: _("Päivä ei voi olla tulevaisuudessa. Anna tämä päivä tai aiempi.")})
    if aikaisintaan and pvm < aikaisintaan:
        raise ValidationError(
            {
                kentta: _("Anna aikaisintaan %(paiva)s, jolloin edellinen vaihe oli.")
                % {"paiva": paivays(aikaisintaan)}
            }
        )
