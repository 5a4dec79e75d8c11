"""Items against sections: what answers what, and what is still missing."""

from django.utils.translation import gettext as _

from esitykset.models import Kohta
from paatokset.models import Kasittely


def esitykset(asia):
    """The requests a decision of the matter answers."""
    return asia.esitykset.vastattavat().order_by("saapumisaika")


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
    for kasittely in paatos.kasittelyt.select_related("osio").order_by("osio__jarjestys"):
        kasittelyt.setdefault(kasittely.kohta_id, []).append(kasittely)
    return [
        {
            "kohta": kohta,
            "osiot": [k.osio for k in kasittelyt.get(kohta.pk, []) if k.osio],
            "perustelu": next((k.perustelu for k in kasittelyt.get(kohta.pk, []) if k.perustelu), ""),
        }
        for kohta in asian_kohdat(paatos.asia)
    ]


def asian_kohdat(asia):
    return Kohta.objects.filter(esitys__in=esitykset(asia)).select_related("esitys")
