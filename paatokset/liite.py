"""Items against sections as an annex of the proposal: the same on the page and on paper."""

from django.utils import translation
from django.utils.translation import gettext as _

from paatokset import tuloste
from paatokset.workflow import kattavuus


def konteksti(paatos, *, hetki, nakyvat=tuloste.kaikki):
    """Rows are items, columns sections; a mark stands where the section answers the item."""
    rivit = kattavuus(paatos)
    osiot = list(paatos.osiot.all())
    with translation.override(paatos.kieli):
        return {
            "kieli": paatos.kieli,
            "otsikko": paatos.otsikko,
            "asiakirjalaji": _("Liite: mihin kohtiin vastataan"),
            "organisaatio": paatos.asia.alue.asiakirjanimi or paatos.asia.alue.nimi,
            "toimielin": paatos.toimielin.nimi,
            "kokouspvm": paatos.kokouspvm,
            "pykala": paatos.pykalatunnus,
            "asianumero": paatos.asia.numero,
            "julkisuus": _("Julkinen"),
            "luonnos": not paatos.on_kirjattu,
            "luontiaika": paatos.kirjausaika or hetki,
            "alue": paatos.asia.alue,
            "osiot": [
                {
                    "numero": osio.jarjestys,
                    "otsikko": osio.otsikko if nakyvat(osio) else _("Salassa pidettävä osio"),
                }
                for osio in osiot
            ],
            "rivit": [_rivi(rivi, osiot) for rivi in rivit],
            "on_monta_esitysta": len({rivi["kohta"].esitys_id for rivi in rivit}) > 1,
        }


def _rivi(rivi, osiot):
    vastaavat = {osio.pk for osio in rivi["osiot"]}
    return {
        "kohta": rivi["kohta"],
        "solut": [osio.pk in vastaavat for osio in osiot],
        "perustelu": rivi["perustelu"],
        "vastattu": any(osio.teksti for osio in rivi["osiot"]),
    }


def pdf(context):
    from tyollisyysalue.pdf import render_pdf  # noqa: PLC0415 -- importing WeasyPrint takes most of a second

    return render_pdf("pdf/kattavuus.html", context)
