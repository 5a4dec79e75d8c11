"""What is told of a held day after it, and forms that may come twice."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lahipalvelut import permissions
from lahipalvelut.models import Asiakasmaara, Kirjaustunnus, Palvelupaiva
from lahipalvelut.workflow.korjaukset import korjaus
from lahipalvelut.workflow.paivat import Tila, korjattu, lukitse, paivita
from tyollisyysalue import audit, kello
from tyollisyysalue.models import User
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm
from tyollisyysalue.versiot import tarkista_versio


@transaction.atomic
def tarkenna_kirjausta(paiva, *, user, huomautus, asiakkaat=None, korjaussyy="", versio=None):
    """Set the note of a held day, and ``{channel: number of customers}``; None is a number that is not known.

    ``versio`` is the ``kirjauksen_versio`` that the editor saw; a form may have waited on a phone for hours.
    """
    vaadi(permissions.saa_kirjata(user, paiva))
    stored = lukitse(paiva)
    if versio is not None:
        tarkista_versio(kirjauksen_versio(stored), versio)
    if stored.tila != Tila.PIDETTY:
        raise ValidationError(
            _("Päivä %(pvm)s on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä."),
            params={"pvm": pvm(stored.pvm), "tila": stored.get_tila_display()},
        )
    muutokset = {"huomautus": huomautus, **korjaus(stored.kunta, stored.pvm, korjaussyy, user=user)}
    stored = paivita(paiva, stored, muutokset)
    if asiakkaat is not None:
        vaadi(permissions.saa_kirjata_asiakkaat(user, paiva))
        _aseta_asiakkaat(stored, asiakkaat)
    # The numbers are no part of the record: it is read where they are not.
    audit.kirjaa(paiva, "tarkenna_kirjausta", user=user, syy=huomautus, tiedot=korjattu(korjaussyy))
    return paiva


def kirjauksen_versio(paiva):
    """Grows with every change of the day and of its counts."""
    maarat = Asiakasmaara.pgh_event_model.objects.filter(paiva=paiva.pk)  # type: ignore[attr-defined]
    versiot = Palvelupaiva.pgh_event_model.objects.filter(pgh_obj=paiva.pk)  # type: ignore[attr-defined]
    return maarat.count() + versiot.count()


def _aseta_asiakkaat(paiva, asiakkaat):
    ennestaan = {rivi.kanava: rivi for rivi in Asiakasmaara.objects.filter(paiva=paiva)}
    for kanava, maara in asiakkaat.items():
        rivi = ennestaan.get(kanava) or Asiakasmaara(paiva=paiva, kanava=kanava)
        # No row is taken away; one that was a slip becomes nought.
        uusi = 0 if maara is None and rivi.pk else maara
        if uusi is not None and uusi != rivi.maara:
            rivi.maara, rivi.korjausaika = uusi, paiva.korjausaika
            rivi.full_clean()
            rivi.save()


def on_vastaanotettu(tunnus, *, user):
    """Whether the form has come before. What it asked for then may now be in its own way."""
    return tunnus is not None and Kirjaustunnus.objects.filter(user=user, tunnus=tunnus).exists()


@transaction.atomic
def kerran(tunnus, teko, *, user):
    """Run an act on a day, unless the form that asks for it has come before: then nothing is done, and None given.

    A form that was kept on a phone is sent until the portal has answered. One without a key is always new.
    """
    if tunnus is None:
        return teko()
    # The forms of one user one at a time: the second of two that meet here finds the key of the first.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if on_vastaanotettu(tunnus, user=user):
        return None
    paiva = teko()
    Kirjaustunnus.objects.create(user=user, tunnus=tunnus, paiva=paiva, aika=kello.nyt())
    return paiva
