"""Versions of a draft as it was read: rendered with its facts at each turn."""

from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from paatokset import permissions, toisinto, tuloste
from paatokset.models import Paatosversio
from paatokset.workflow.siirtymat import lukittu
from tyollisyysalue import audit, kello
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tiivisteet import json_tiiviste


@transaction.atomic
def tallenna_versio(paatos, *, user):
    """Keep the draft as it stands now, to compare with later."""
    paatos = lukittu(paatos)
    vaadi(permissions.on_valmistelija(user, paatos.asia.alue_id))
    versio = ota_versio(paatos, Paatosversio.Syy.TALLENNETTU, user=user)
    audit.kirjaa(paatos, "tallenna_versio", user=user, tiedot={"numero": versio.numero})
    return versio


def ota_versio(paatos, syy, *, user):
    """Under the decision's lock."""
    sisalto_nyt = sisalto(paatos)
    return Paatosversio.objects.create(
        paatos=paatos,
        numero=(paatos.versiot.aggregate(suurin=Max("numero"))["suurin"] or 0) + 1,
        syy=syy,
        sisalto=sisalto_nyt,
        tiiviste=tiiviste(sisalto_nyt),
        tekija=user,
        aika=kello.nyt(),
    )


def tiiviste(sisalto):
    return json_tiiviste(sisalto)


def sisalto(paatos):
    """The whole text, secret sections too, rendered by language in the document's order."""
    return {kieli: _osat(paatos, kieli) for kieli in toisinto.kielet(paatos)}


def _osat(paatos, kieli):
    context = tuloste.konteksti(paatos, hetki=kello.nyt(), kieli=kieli)
    with translation.override(kieli):
        osat = [{"tunnus": "otsikko", "otsikko": _("Otsikko"), "html": escape(context["otsikko"])}]
        for osa in context["osat"]:
            if osa["laji"] == "selostus":
                osat.append({"tunnus": "johdanto", "otsikko": osa["otsikko"], "html": context["johdanto"]})
                osat += [_osio(osio) for osio in context["osiot"]]
                if context["vastaamatta"]:
                    html = render_to_string("paatokset/osat/vastaamatta.html", context)
                    otsikko = _("Kohdat, joihin ei vastata")
                    osat.append({"tunnus": "vastaamatta", "otsikko": otsikko, "html": html})
            else:
                html = render_to_string(osa["malli"], context)
                osat.append({"tunnus": osa["laji"], "otsikko": osa["otsikko"], "html": html})
    return _merkkijonoiksi(osat)


def _osio(osio):
    salassapito = format_html("<p>{}</p>", osio["salassapito"]) if osio["salassapito"] else ""
    return {
        "tunnus": f"osio-{osio['tunnus']}",
        "otsikko": f"{osio['numero']}. {osio['otsikko']}",
        "html": salassapito + osio["teksti"],
    }


def _merkkijonoiksi(osat):
    """Plain strings: safe ones would be hashed alike, but not stored by every JSON encoder."""
    return [{avain: str(arvo).strip() for avain, arvo in osa.items()} for osa in osat]
