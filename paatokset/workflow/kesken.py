"""What is being written: unsaved texts kept as typed, and who has a text open."""

from datetime import timedelta

from django.db import transaction

from paatokset import permissions
from paatokset.models import Kesken, Muokkaaja
from tyollisyysalue import kello
from tyollisyysalue.hetu import ilman_hetuja
from tyollisyysalue.permissions import vaadi

# A browser that has been silent for longer has been closed.
HILJAISUUS = timedelta(minutes=2)
# The event of saving each kind of text.
OMAT_TALLENNUKSET = {"paatos": "muokkaa", "osio": "muokkaa_osiota"}


def kohde(rivi):
    """The name of a row's text: ``paatos:5``."""
    return f"{rivi._meta.model_name}:{rivi.pk}"


def keskenerainen(user, kohde):
    """What the user typed into the text and did not save, or None."""
    return Kesken.objects.visible_to(user).filter(kohde=kohde).first()


def tallenna_kesken(paatos, kohde, *, pohja, tiedot, user):
    """Keep the fields of a form as typed, without personal identity codes.

    In whatever state the decision is: it may have gone on while somebody wrote, and the text is the writer's alone.
    """
    vaadi(permissions.osallistuu(user, paatos))
    siivotut = {nimi: ilman_hetuja(arvo) if isinstance(arvo, str) else arvo for nimi, arvo in tiedot.items()}
    kesken, _uusi = Kesken.objects.update_or_create(
        kayttaja=user,
        kohde=kohde,
        defaults={"pohja": pohja, "tiedot": siivotut, "aika": kello.nyt()},
    )
    return kesken


def oma_tallennus(paatos, kohde, user):
    """The version that the user last saved of the text, 0 when none: older unsaved copies went into it."""
    laji, _, tunnus = kohde.partition(":")
    if laji not in OMAT_TALLENNUKSET:
        return 0
    tallennukset = paatos.tapahtumat.filter(tapahtuma=OMAT_TALLENNUKSET[laji], user=user)
    if laji == "osio":
        tallennukset = tallennukset.filter(tiedot__tunnus=int(tunnus))
    viimeisin = tallennukset.order_by("-pk").values_list("tiedot__versio", flat=True).first()
    return viimeisin or 0


def hylkaa_kesken(kesken, *, user):
    vaadi(kesken.kayttaja_id == user.pk)
    kesken.delete()


def tallennettu(paatos, rivi, user):
    """The text was saved: nothing of it is unsaved any more, and the one who wrote it has left it."""
    Kesken.objects.filter(kayttaja=user, kohde=kohde(rivi)).delete()
    Muokkaaja.objects.filter(kayttaja=user, kohde=kohde(rivi)).delete()


@transaction.atomic
def merkitse_muokkaajaksi(paatos, kohde, *, user):
    """A sign that the user has the text open."""
    vaadi(permissions.osallistuu(user, paatos))
    Muokkaaja.objects.update_or_create(
        kayttaja=user, kohde=kohde, defaults={"paatos": paatos, "aika": kello.nyt()}
    )


def muut_muokkaajat(paatos, user):
    """Who else has a text of the decision open now."""
    return (
        paatos.muokkaajat.filter(aika__gt=kello.nyt() - HILJAISUUS)
        .exclude(kayttaja=user)
        .select_related("kayttaja")
    )
