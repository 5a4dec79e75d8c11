"""Notices: what can be told, to whom, and telling it.

An app registers its kinds in ``<app>/ilmoitukset.py``, which its ``AppConfig.ready`` imports::

    @rekisteroi
    class UusiEsitys(Ilmoituslaji):
        avain = "esitykset.saapunut"
        nimi = gettext_lazy("Uusi esitys kirjattavaksi")
        ...

and its workflow calls ``ilmoita("esitykset.saapunut", esitys, tekija=user)`` in the transaction of the act. A row for
each subscriber is made there; whether it leaves is asked again when it would: may the user still read the thing, does
the kind's condition still hold, how does the user want to hear of it.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType

from tyollisyysalue import kello
from tyollisyysalue.jonoon import jonoon
from tyollisyysalue.models import Ilmoitus, Ilmoitusasetus, Jasenyys, User

Tapa = Ilmoitusasetus.Tapa


class Ilmoituslaji:
    """One kind. ``kohde`` is the row that it tells of, of the same model each time."""

    avain: ClassVar[str]
    # What the settings page calls it: "Uusi esitys kirjattavaksi".
    nimi: ClassVar[Any]
    oletus: ClassVar[Ilmoitusasetus.Tapa] = Tapa.HETI

    def tilaajat(self, kohde) -> Iterable[User]:
        """Users whom it concerns; the ones who cannot read ``kohde`` are left out later."""
        raise NotImplementedError

    def on_ajankohtainen(self, kohde, user) -> bool:
        """Whether it is still worth telling: a reminder of what is done already is not."""
        return True

    def otsikko(self, kohde) -> str:
        """The notice in one line, in the language in force: subject of the mail, line of the list."""
        raise NotImplementedError

    def teksti(self, kohde) -> str:
        """More of it as plain text for the mail; no names or details beyond what the mail needs."""
        return ""

    def osoite(self, kohde) -> str:
        """Path of the page it leads to."""
        return kohde.get_absolute_url()


lajit: dict[str, Ilmoituslaji] = {}


def rekisteroi(luokka):
    if luokka.avain in lajit:
        raise ValueError(f"two kinds of notice are called {luokka.avain}")
    lajit[luokka.avain] = luokka()
    return luokka


def jasenet(*roolit, alue=None, kunta=None):
    """Users who hold one of the roles today, in the area or as liaisons of the municipality."""
    jasenyydet = Jasenyys.objects.voimassa(kello.tanaan())
    jasenyydet = jasenyydet.filter(kunta=kunta) if kunta else jasenyydet.filter(alue=alue, rooli__in=roolit)
    return User.objects.filter(is_active=True, pk__in=jasenyydet.values("user")).order_by("pk")


def ilmoita(avain, kohde, *, tekija=None):
    """Make a notice for each subscriber but the one who did it; call it inside the act's transaction."""
    laji = lajit[avain]
    tilaajat = {user.pk: user for user in laji.tilaajat(kohde) if user != tekija}
    ilmoitukset = Ilmoitus.objects.bulk_create(
        Ilmoitus(
            user=user,
            laji=avain,
            content_type=ContentType.objects.get_for_model(kohde),
            object_id=kohde.pk,
            luontiaika=kello.nyt(),
        )
        for user in tilaajat.values()
    )
    for ilmoitus in ilmoitukset:
        jonoon("tyollisyysalue.jobs.laheta_ilmoitus", ilmoitus=ilmoitus.pk)
    return ilmoitukset
