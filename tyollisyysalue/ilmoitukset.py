"""Notices: what can be told, to whom, and telling it.

An app registers its kinds in ``<app>/ilmoitukset.py``, which its ``AppConfig.ready`` imports::

    @rekisteroi
    class UusiEsitys(Ilmoituslaji):
        avain = "esitykset.saapunut"
        malli = Esitys
        nimi = gettext_lazy("Uusi esitys kirjattavaksi")
        ...

and its workflow calls ``ilmoita("esitykset.saapunut", esitys, tekija=user)`` in the transaction of the act. A row for
each subscriber is made there; whether it leaves is asked again when it would (``ilmoitusposti``): may the user still
read the thing, does the kind's condition still hold, how does the user want to hear of it.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, Window
from django.utils.text import Truncator
from django.utils.translation import override

from tyollisyysalue import kello, roolit
from tyollisyysalue.jonoon import jonoon
from tyollisyysalue.models import Ilmoitus, Ilmoitusasetus, Jasenyys, User
from tyollisyysalue.roolit import Rooli

Tapa = Ilmoitusasetus.Tapa
OTSIKON_PITUUS = Ilmoitus._meta.get_field("otsikko_fi").max_length or 0


class Ilmoituslaji:
    """One kind. ``kohde`` is the row that it tells of, of the same model each time."""

    avain: ClassVar[str]
    malli: ClassVar[Any]
    # What the settings page calls it: "Uusi esitys kirjattavaksi".
    nimi: ClassVar[Any]
    oletus: ClassVar[Ilmoitusasetus.Tapa] = Tapa.HETI
    # Whom the settings page shows it to. Who gets a notice is said by ``tilaajat``.
    roolit: ClassVar[Iterable[Rooli]] = tuple(Rooli)

    def tilaajat(self, kohde) -> Iterable[User]:
        """Users whom it concerns; the ones who cannot read ``kohde`` are left out later.

        Asked again before a mail leaves: whose role has ended in between gets none.
        """
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
    """Make a notice for each subscriber but the one who did it; call it inside the act's transaction.

    It takes the place of an earlier one of the same kind and thing that has neither left nor been seen.
    """
    laji = lajit[avain]
    tilaajat = {user.pk: user for user in laji.tilaajat(kohde) if user != tekija}
    tiedot = {
        "laji": avain,
        "content_type": ContentType.objects.get_for_model(kohde),
        "object_id": kohde.pk,
    }
    Ilmoitus.objects.filter(user__in=tilaajat, **tiedot).lahettamatta().update(rauennut=kello.nyt())
    otsikot = _otsikot(laji, kohde)
    ilmoitukset = Ilmoitus.objects.bulk_create(
        Ilmoitus(user=user, luontiaika=kello.nyt(), **tiedot, **otsikot) for user in tilaajat.values()
    )
    for ilmoitus in ilmoitukset:
        jonoon("tyollisyysalue.jobs.laheta_ilmoitus", ilmoitus=ilmoitus.pk)
    return ilmoitukset


def _otsikot(laji, kohde):
    otsikot = {}
    for kieli, _nimi in settings.LANGUAGES:
        with override(kieli):
            otsikot[f"otsikko_{kieli}"] = Truncator(laji.otsikko(kohde)).chars(OTSIKON_PITUUS)
    return otsikot


def luettavat(user):
    """One's own notices of things that one may read now."""
    nakyvat = Q(pk__in=[])
    for malli in {laji.malli for laji in lajit.values()}:
        # By the row, not as a set of ids: the set may be all service days of the country.
        kohde = malli.objects.visible_to(user).filter(pk=OuterRef("object_id"))
        nakyvat |= Q(
            Exists(kohde),
            content_type__app_label=malli._meta.app_label,
            content_type__model=malli._meta.model_name,
        )
    return Ilmoitus.objects.visible_to(user).filter(nakyvat, rauennut__isnull=True)


def uusimmat(user, maara):
    """The newest unseen notices; each carries in ``kaikkiaan`` how many there are."""
    return luettavat(user).nakematta().annotate(kaikkiaan=Window(Count("*")))[:maara]


def nakyva_kohde(ilmoitus, user):
    """What the notice tells of, as far as ``user`` may read it; None when it is gone or its kind is."""
    laji = lajit.get(ilmoitus.laji)
    if laji is None or ilmoitus.content_type.model_class() is not laji.malli:
        return None
    return laji.malli.objects.visible_to(user).filter(pk=ilmoitus.object_id).first()


def merkitse_nahdyksi(ilmoitukset):
    """Set the notices of a queryset seen. The reader's own alone come here: ``visible_to`` gives no others."""
    return ilmoitukset.nakematta().update(nahty=kello.nyt())


def roolien_lajit(user):
    """The kinds that concern someone with the user's roles of today, in the order of their keys."""
    omat = {jasenyys.rooli for jasenyys in roolit.jasenyydet(user)}
    return {avain: laji for avain, laji in sorted(lajit.items()) if omat & set(laji.roolit)}
