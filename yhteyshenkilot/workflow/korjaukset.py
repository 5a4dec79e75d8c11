"""Corrections from outside: proposed by anyone in the cooperation, accepted field by field."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.permissions import vaadi
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Korjausehdotus, Korjauskentta
from yhteyshenkilot.workflow.perustiedot import muuta_henkiloa
from yhteyshenkilot.workflow.rivit import tallenna_uusi

Tila = Korjauskentta.Tila


@transaction.atomic
def ehdota_korjausta(henkilo, uudet, *, user, kuvaus="", vastuu=None):
    """``uudet`` are values by field; those that are as now are not proposals."""
    vaadi(permissions.saa_ehdottaa_korjausta(user, henkilo))
    muuttuvat = {kentta: arvo for kentta, arvo in uudet.items() if arvo != getattr(henkilo, kentta)}
    if not muuttuvat and not kuvaus:
        raise ValidationError(_("Muuta väärää tietoa tai kerro omin sanoin, mikä on väärin."))
    ehdotus = Korjausehdotus(
        henkilo=henkilo, vastuu=vastuu, kuvaus=kuvaus, ehdottaja=user, ehdotusaika=kello.nyt()
    )
    tallenna_uusi(ehdotus, "ehdota_korjausta", user=user)
    for kentta, arvo in muuttuvat.items():
        rivi = Korjauskentta(ehdotus=ehdotus, kentta=kentta, vanha=getattr(henkilo, kentta), uusi=arvo)
        rivi.full_clean()
        rivi.save()
    ilmoita("yhteyshenkilot.korjausehdotus", ehdotus, tekija=user)
    return ehdotus


@transaction.atomic
def ratkaise_korjaus(ehdotus, ratkaisut, *, user, versio, vastaus=""):
    """Decide on fields: ``{row's id: (accepted, reason)}``. What is accepted is written on the person.

    Fields may be decided on different days; the proposal is settled with the last of them, or at once when it has
    none. ``versio`` is the person's, so that nothing is written over what the decider has not seen.
    """
    stored = (
        Korjausehdotus.objects.select_for_update(of=["self"]).select_related("henkilo").get(pk=ehdotus.pk)
    )
    if not stored.on_avoin:
        raise ValidationError(_("Korjausehdotus on jo ratkaistu. Lataa sivu uudelleen."))
    vaadi(permissions.saa_ratkaista_korjauksen(user, stored))
    kentat = {rivi.pk: rivi for rivi in stored.kentat.select_for_update().filter(tila=Tila.AVOIN)}
    if ratkaisut.keys() - kentat.keys():
        raise ValidationError(_("Korjausehdotus on jo ratkaistu. Lataa sivu uudelleen."))
    muutokset = {kentat[pk].kentta: kentat[pk].uusi for pk, (hyvaksy, _syy) in ratkaisut.items() if hyvaksy}
    if muutokset:
        muuta_henkiloa(stored.henkilo, muutokset, versio=versio, user=user)
    for pk, (hyvaksy, perustelu) in ratkaisut.items():
        _ratkaise(kentat.pop(pk), Tila.HYVAKSYTTY if hyvaksy else Tila.HYLATTY, perustelu, user)
    stored.vastaus = vastaus
    if not kentat:
        stored.tila, stored.ratkaisuaika = Korjausehdotus.Tila.RATKAISTU, kello.nyt()
    stored.full_clean()
    stored.save(update_fields=["vastaus", "tila", "ratkaisuaika"])
    audit.kirjaa(stored, "ratkaise_korjaus", user=user, tiedot={"hyvaksytyt": sorted(muutokset)})
    if not kentat:
        ilmoita("yhteyshenkilot.korjaus_ratkaistu", stored, tekija=user)
    return stored


def _ratkaise(rivi, tila, perustelu, user):
    rivi.tila, rivi.perustelu = tila, perustelu
    rivi.ratkaisija, rivi.ratkaisuaika = user, kello.nyt()
    rivi.full_clean()
    rivi.save(update_fields=["tila", "perustelu", "ratkaisija", "ratkaisuaika"])
