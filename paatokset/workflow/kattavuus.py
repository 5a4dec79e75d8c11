"""Items against sections: what answers what, and what is still missing."""

from django.db.models import Q
from django.utils.translation import gettext as _

from esitykset.models import Esitys, Kohta
from paatokset import permissions, tuloste
from paatokset.models import Kasittely

# What waits for its answer. A request that was withdrawn or moved on gets none.
AVOIMET = (Esitys.Tila.KIRJATTU, Esitys.Tila.TAYDENNETTAVANA, Esitys.Tila.VALMISTELUSSA)
VASTATUT = (Esitys.Tila.VASTATTU, Esitys.Tila.PAATTYNYT)


def esitykset(asia):
    """The requests that the matter's next decision answers."""
    return asia.esitykset.filter(tila__in=AVOIMET).order_by("saapumisaika", "pk")


def paatoksen_esitykset(paatos):
    """The requests that this decision answers, or has answered.

    What comes into the matter after the approval waits for the next decision.
    """
    kasitellyt = Q(pk__in=Esitys.objects.filter(kohdat__kasittelyt__paatos=paatos).values("pk"))
    ehto = Q(tila__in=(*AVOIMET, *VASTATUT)) & kasitellyt
    if paatos.tila in permissions.KOMMENTOITAVAT:
        ehto |= Q(tila__in=AVOIMET)
    return paatos.asia.esitykset.filter(ehto).order_by("saapumisaika", "pk")


def puutteet(paatos, rivit=None):
    """What still keeps the draft from the presenter, as sentences; empty when it is ready.

    ``rivit`` is the draft's ``kattavuus`` where the caller has it already.
    """
    rivit = kattavuus(paatos) if rivit is None else rivit
    vastaavat = {osio.pk for rivi in rivit for osio in rivi["osiot"]}
    lista = [
        _("Kohdalla %(numero)s ”%(otsikko)s” ei ole vastausta eikä perustelua.")
        % {"numero": rivi["kohta"].numero, "otsikko": rivi["kohta"].otsikko}
        for rivi in rivit
        if not rivi["perustelu"] and not any(osio.teksti for osio in rivi["osiot"])
    ]
    lista += [
        _("Osio %(numero)s on tyhjä.") % {"numero": osio.jarjestys}
        for osio in paatos.osiot.all()
        # An empty section that answers an item is told of by the item.
        if not osio.teksti and osio.pk not in vastaavat
    ]
    if not paatos.ehdotus:
        lista.append(_("Päätösehdotus puuttuu."))
    if not paatos.toimivalta:
        lista.append(_("Toimivallan peruste puuttuu."))
    if not (paatos.vaikutusten_arviointi and paatos.vaikutukset):
        lista.append(_("Vaikutusten arviointi puuttuu: kirjoita arviointi tai syy, miksi sitä ei tehdä."))
    if not paatos.muutoksenhaku:
        lista.append(_("Valitse muutoksenhaku."))
    elif not paatos.muutoksenhaun_peruste:
        lista.append(_("Kirjoita muutoksenhaun lainkohta."))
    return lista


def kattavuus(paatos):
    """Rows ``(item, sections that answer it, reason not to answer)`` in the items' order."""
    kasittelyt: dict[int, list[Kasittely]] = {}
    osiot = {osio.pk: osio for osio in paatos.osiot.all()}
    for kasittely in tuloste.kasittelyt(paatos):
        kasittelyt.setdefault(kasittely.kohta_id, []).append(kasittely)
    return [
        {
            "kohta": kohta,
            "osiot": sorted(
                (osiot[k.osio_id] for k in kasittelyt.get(kohta.pk, []) if k.osio_id),
                key=lambda osio: osio.jarjestys,
            ),
            "perustelu": next((k.perustelu for k in kasittelyt.get(kohta.pk, []) if k.perustelu), ""),
        }
        for kohta in kohdat(paatos)
    ]


def kohdat(paatos):
    """The items of the requests that the decision answers, request by request."""
    return (
        Kohta.objects.filter(esitys__in=paatoksen_esitykset(paatos).order_by().values("pk"))
        .select_related("esitys__kunta")
        .order_by("esitys__saapumisaika", "esitys", "numero")
    )
