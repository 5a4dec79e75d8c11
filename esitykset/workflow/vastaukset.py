"""The answers of a request's items, what the municipality thinks of them, and opening them again."""

from dataclasses import dataclass
from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from esitykset import permissions
from esitykset.models import Kohta, Maaraaika
from esitykset.workflow import maaraajat
from esitykset.workflow.perusta import Tila, kasvata_versio, lukitse, siirra_tilaan, tarkista_siirtyma
from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.permissions import vaadi

Laji = Maaraaika.Laji
ARVION_KENTAT = ["riittavyys", "riittavyyden_perustelu", "riittavyysaika"]

# Tables of facts are laid out by their classes. The number of a note goes with its contents: the notes stand in the
# decision, and here it would lead nowhere.
VASTAUKSEN_SANASTO = nh3.Cleaner(
    tags=nh3.ALLOWED_TAGS - {"sup"},
    clean_content_tags={"script", "style", "sup"},
    # The box of a wide table takes the focus, so that a keyboard can scroll it.
    attributes=nh3.ALLOWED_ATTRIBUTES | {"*": {"class"}, "div": {"role", "aria-label", "tabindex"}},
)


@dataclass(frozen=True)
class Vastaus:
    """An item's answer as it was served: HTML, and the decision's printed number."""

    teksti: str
    numero: str
    vastattu: bool = True


@transaction.atomic
def tallenna_vastaukset(esitys, vastaukset, *, user):
    """Store each item's answer as served and set the request answered.

    ``vastaukset`` maps an item's id to its ``Vastaus``; every open item must be there, also one that is not answered,
    whose text then says why. One that was answered before the request was opened again may keep its answer.
    """
    lukitse(esitys)
    vaadi(permissions.saa_vastata(user, esitys))
    tarkista_siirtyma(esitys, Tila.VASTATTU)
    kohdat = list(esitys.kohdat.all())
    avoimet = {kohta.pk for kohta in kohdat if kohta.tila == Kohta.Tila.AVOIN}
    if not avoimet <= set(vastaukset) <= {kohta.pk for kohta in kohdat}:
        raise ValidationError(_("Jokaisella esityksen kohdalla on oltava vastaus."))
    for kohta in kohdat:
        if not (vastaus := vastaukset.get(kohta.pk)):
            continue
        kohta.tila = Kohta.Tila.VASTATTU if vastaus.vastattu else Kohta.Tila.EI_VASTATA
        # The request's page prints it as HTML, whoever wrote it.
        kohta.vastaus = VASTAUKSEN_SANASTO.clean(vastaus.teksti)
        kohta.vastauksen_numero = vastaus.numero
        # The judgement was of the answer before this.
        _poista_arvio(kohta)
        kohta.full_clean()
        kohta.save(update_fields=["tila", "vastaus", "vastauksen_numero", *ARVION_KENTAT])
    siirra_tilaan(esitys, Tila.VASTATTU, vastausaika=kello.nyt())
    maaraajat.tayta(esitys, Laji.TAVOITE)
    audit.kirjaa(esitys, "vastaa", user=user)
    ilmoita("esitykset.vastattu", esitys, tekija=user)


@transaction.atomic
def arvioi(kohta, *, riittava, perustelu="", user):
    """The municipality says whether an answer is enough, and of one that is not, what is missing."""
    esitys = kohta.esitys
    lukitse(esitys)
    vaadi(permissions.saa_toimia_kuntana(user, esitys))
    kohta.refresh_from_db()
    if kohta.tila == Kohta.Tila.AVOIN:
        raise ValidationError(_("Kohtaan ei ole vielä vastattu."))
    kohta.riittavyys = Kohta.Riittavyys.RIITTAVA if riittava else Kohta.Riittavyys.EI_RIITTAVA
    kohta.riittavyyden_perustelu = "" if riittava else perustelu
    kohta.riittavyysaika = kello.nyt()
    if not riittava and not perustelu:
        raise ValidationError({"perustelu": _("Kirjoita, mitä vastauksesta puuttuu.")})
    kohta.full_clean()
    kohta.save(update_fields=ARVION_KENTAT)
    kasvata_versio(esitys)
    audit.kirjaa(
        esitys,
        "riittava" if riittava else "ei_riittava",
        user=user,
        syy=kohta.riittavyyden_perustelu,
        tiedot={"kohta": kohta.numero},
    )
    ilmoita("esitykset.riittavyys", esitys, tekija=user)


@transaction.atomic
def avaa_uudelleen(esitys, kohdat, *, syy, user):
    """Return an answered or ended request to work: the chosen items are open again, and await another decision.

    Their answers stay in history, where the request's page reads them.
    """
    lukitse(esitys)
    vaadi(permissions.saa_kasitella(user, esitys))
    if esitys.tila not in (Tila.VASTATTU, Tila.PAATTYNYT):
        raise ValidationError(
            _("Esitys on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä."),
            params={"tila": esitys.get_tila_display()},
        )
    if not syy:
        raise ValidationError({"syy": _("Kirjoita, miksi käsittely avataan uudelleen.")})
    avattavat = list(esitys.kohdat.filter(pk__in=[kohta.pk for kohta in kohdat]))
    if not avattavat:
        raise ValidationError({"kohdat": _("Valitse ainakin yksi kohta, johon vastataan uudelleen.")})
    for kohta in avattavat:
        kohta.tila, kohta.vastaus, kohta.vastauksen_numero = Kohta.Tila.AVOIN, "", ""
        _poista_arvio(kohta)
        kohta.full_clean()
        kohta.save(update_fields=["tila", "vastaus", "vastauksen_numero", *ARVION_KENTAT])
    siirra_tilaan(esitys, Tila.VALMISTELUSSA, vastausaika=None)
    if esitys.asia.suljettu:
        esitys.asia.suljettu = None
        esitys.asia.save(update_fields=["suljettu"])
    maaraajat.aseta_tavoite(esitys, kello.tanaan())
    audit.kirjaa(
        esitys, "avaa_uudelleen", user=user, syy=syy, tiedot={"kohdat": [kohta.numero for kohta in avattavat]}
    )
    ilmoita("esitykset.avattu", esitys, tekija=user)


def aiemmat_vastaukset(esitys, kohdat=None):
    """By the id of an item the answers that it had before, the newest first: ``(number, HTML)``."""
    aiemmat: dict[int, list[tuple[str, str]]] = {}
    kohdat = esitys.kohdat.all() if kohdat is None else kohdat
    nykyiset = {kohta.pk: (kohta.vastauksen_numero, kohta.vastaus) for kohta in kohdat}
    versiot = _kohdan_versiot().objects.filter(esitys=esitys).exclude(vastaus="")
    for versio in versiot.order_by("-pgh_id").values_list("pgh_obj_id", "vastauksen_numero", "vastaus"):
        kohta, vastaus = versio[0], versio[1:]
        omat = aiemmat.setdefault(kohta, [])
        if vastaus != nykyiset.get(kohta) and vastaus not in omat:
            omat.append(vastaus)
    return {kohta: omat for kohta, omat in aiemmat.items() if omat}


def _kohdan_versiot() -> Any:
    # The library makes the model of the history rows; no type checker sees it.
    return getattr(Kohta, "pgh_event_model")  # noqa: B009


def _poista_arvio(kohta):
    kohta.riittavyys, kohta.riittavyyden_perustelu, kohta.riittavyysaika = "", "", None
