"""Items against sections, on a page of their own and as an annex."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from paatokset import liite, permissions
from paatokset.views.sivut import nakyva_paatos
from tyollisyysalue import kello
from tyollisyysalue.permissions import vaadi


def _matriisi(request, pk):
    paatos = nakyva_paatos(request, pk)
    vaadi(permissions.osallistuu(request.user, paatos))
    nakyvat = permissions.nakee_salaiset(request.user, paatos)
    return paatos, liite.konteksti(paatos, hetki=kello.nyt(), nakyvat=nakyvat)


def kattavuus(request, pk):
    paatos, matriisi = _matriisi(request, pk)
    context = {"paatos": paatos, "otsikko": _("Mihin kohtiin vastataan"), "matriisi": matriisi}
    return render(request, "paatokset/kattavuus.html", context)


def kattavuus_pdf(request, pk):
    paatos, matriisi = _matriisi(request, pk)
    response = HttpResponse(liite.pdf(matriisi), content_type="application/pdf")
    nimi = f"kattavuus-{paatos.asia.numero.replace('/', '-')}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{nimi}"'
    return response
