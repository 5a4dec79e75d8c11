"""Importing a published table: choose, look, confirm; and what was imported before."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seuranta import aluekoodit, kuukaudet, mallipohjat, odottavat, permissions, pxweb, tuonnit, workflow
from seuranta.forms import HakuForm, PeruutusForm, TuontiForm, VahvistusForm
from seuranta.lukijat.virheet import TaulukkoVirhe
from seuranta.merkit import Puuttuva
from seuranta.models import Mittari, Tuonti
from seuranta.odottavat import Odottava
from seuranta.tables import MuutosTable, TuontiTable
from tyollisyysalue import kello
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.permissions import vaadi

# So many seconds a page may wait for the statistical service.
HAUN_KESTO = 20


def tuo(request):
    vaadi(permissions.saa_tuoda(request.user))
    form = TuontiForm(request.POST or None, request.FILES or None, initial={"julkaisupvm": kello.tanaan()})
    virhe = None
    if request.method == "POST" and form.is_valid():
        upload, julkaisupvm = form.cleaned_data["tiedosto"], form.cleaned_data["julkaisupvm"]
        odottava = Odottava(upload.name, upload.read(), julkaisupvm)
        try:
            tiedosto = tuonnit.lue(odottava.nimi, odottava.tavut)
            workflow.tarkista_julkaisupaiva(tiedosto.taulukko.kuukaudet[-1], julkaisupvm)
        except TaulukkoVirhe as error:
            virhe = error
            form.add_error("tiedosto", error.otsikko())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("seuranta:tuonti-esikatselu", odottavat.talleta(request.user, odottava))
    context = {
        "form": form,
        "rivivirheet": [v for v in virhe.virheet if v.rivi] if virhe else [],
        "haku": _hakulomake() if pxweb.kaytossa() else None,
        "mallipohjan_ohjeet": mallipohjat.ohjeet(),
        "mallipohjat": _mallipohjat(),
        "rivien_ohje": virhe.ohje if virhe else "",
        "lisaa_virheita": virhe.maara - len(virhe.virheet) if virhe else 0,
    }
    return render(request, "seuranta/tuo.html", context)


def _hakulomake(data=None):
    taulut = [kuvaus.taulu for kuvaus in tuonnit.kuvaukset()]
    edellinen = kuukaudet.siirra(kello.tanaan().replace(day=1), -1)
    return HakuForm(data, taulut=taulut, initial={"kuukausi": edellinen}, prefix="haku")


@require_POST
def hae(request):
    """Fetch a month of a table from the service, and show its preview as of a file."""
    vaadi(permissions.saa_tuoda(request.user))
    if not pxweb.kaytossa():
        raise Http404
    form = _hakulomake(request.POST)
    if not form.is_valid():
        for virheet in form.errors.values():
            messages.error(request, " ".join(virheet))
        return redirect("seuranta:tuo")
    try:
        odottava = _hae_odottava(form.cleaned_data["taulu"], form.cleaned_data["kuukausi"])
        workflow.tarkista_julkaisupaiva(form.cleaned_data["kuukausi"], odottava.julkaisupvm)
    except pxweb.HakuVirhe as error:
        messages.error(request, str(error))
    except TaulukkoVirhe as error:
        messages.error(request, error.otsikko())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        return redirect("seuranta:tuonti-esikatselu", odottavat.talleta(request.user, odottava))
    return redirect("seuranta:tuo")


def _hae_odottava(taulu, kuukausi):
    """What the service gives, as a file that waits for its confirmation."""
    haku = pxweb.Haku(odota=pxweb.ala_odota, kesto=HAUN_KESTO)
    nimi, tavut = tuonnit.hae(taulu, [kuukausi], haku)
    paivitetty = tuonnit.lue(nimi, tavut).taulukko.paivitetty
    return Odottava(nimi, tavut, paivitetty or kello.tanaan(), haettu=True)


def _mallipohjat():
    """``(table, [(form, address)])`` of every table with measures."""
    return [
        (
            taulu,
            [
                (muoto.upper(), reverse("seuranta:mallipohja", args=[taulu, muoto]))
                for muoto in mallipohjat.MUODOT
            ],
        )
        for taulu in Mittari.objects.order_by("taulu").values_list("taulu", flat=True).distinct()
    ]


def lataa_mallipohja(request, taulu, muoto):
    vaadi(permissions.saa_tuoda(request.user))
    mittarit = list(Mittari.objects.visible_to(request.user).filter(taulu=taulu))
    if not mittarit or muoto not in mallipohjat.MUODOT:
        raise Http404
    return HttpResponse(
        mallipohjat.tiedosto(mittarit, muoto),
        content_type=mallipohjat.MUODOT[muoto],
        headers={"Content-Disposition": f'attachment; filename="mallipohja-{taulu}.{muoto}"'},
    )


def esikatselu(request, tunnus):
    vaadi(permissions.saa_tuoda(request.user))
    odottava = odottavat.hae(request.user, tunnus)
    if odottava is None:
        messages.warning(request, _("Esikatselu on vanhentunut. Valitse tiedosto uudelleen."))
        return redirect("seuranta:tuo")
    try:
        tiedosto = tuonnit.lue(odottava.nimi, odottava.tavut)
    except TaulukkoVirhe as error:
        # The municipalities changed after the upload.
        messages.error(request, error.otsikko())
        return redirect("seuranta:tuo")
    form = VahvistusForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _vahvista(request, tunnus, tiedosto, odottava, form.cleaned_data["tiiviste"])
    vertailu = workflow.esikatsele_taulukko(tiedosto, odottava.julkaisupvm, user=request.user)
    taulu = MuutosTable([vars(muutos) for muutos in vertailu.muuttuneet])
    context = {
        "odottava": odottava,
        "tiedosto": tiedosto,
        "vertailu": vertailu,
        "alueet": aluekoodit.yhteenveto(tiedosto.taulukko.alueet),
        "kunnat_alueittain": _kunnat_alueittain(vertailu),
        "form": VahvistusForm(initial={"tiiviste": vertailu.tiiviste}),
        "taulu": taulu.sivuta(request, 25),
    }
    return render(request, "seuranta/tuonti_esikatselu.html", context)


def _vahvista(request, tunnus, tiedosto, odottava, tiiviste):
    try:
        tuonti = workflow.tuo_taulukko(
            tiedosto,
            odottava.julkaisupvm,
            user=request.user,
            tiiviste=tiiviste,
            haettu=odottava.haettu,
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("seuranta:tuonti-esikatselu", tunnus)
    odottavat.poista(request.user, tunnus)
    if tuonti is None:
        messages.info(request, _("Kaikki tiedoston luvut ovat jo voimassa: mitään ei muutettu."))
        return redirect("seuranta:tuonnit")
    messages.success(request, _("Tilastotaulukko on tuotu."))
    return redirect("seuranta:tuonti", tuonti.pk)


def _kunnat_alueittain(vertailu):
    """``(area, number of its municipalities in the file)``, the areas in use first."""
    maarat = Counter(vertailu.kunnat[koodi].alue for koodi in vertailu.tiedosto.taulukko.kuntakoodit)
    return sorted(maarat.items(), key=lambda pari: (not pari[0].kaytossa, pari[0].nimi))


def tuonti_list(request):
    vaadi(permissions.saa_lukea_tuonteja(request.user))
    taulu = TuontiTable(Tuonti.objects.visible_to(request.user).select_related("user__henkilo"))
    context = {"saa_tuoda": permissions.saa_tuoda(request.user)}
    return luettelosivu(request, "seuranta/tuonnit.html", taulu, context, nimi="tuonnit")


def _tuonnit(request):
    return Tuonti.objects.visible_to(request.user).select_related("user__henkilo", "peruttu", "peruutus")


def tuonti_detail(request, pk):
    tuonti = get_object_or_404(_tuonnit(request), pk=pk)
    # Looking for what each of thousands of new figures replaced would be in vain.
    muuttuneet = tuonti.havainnot.muuttuneet() if tuonti.tulos.get("muuttuneita") else tuonti.havainnot.none()
    taulu = MuutosTable(
        [
            {
                "kunta": havainto.kunta,
                "mittari": havainto.mittari,
                "kuukausi": havainto.kuukausi,
                "vanha": Puuttuva(havainto.vanha_puuttuva)
                if havainto.vanha_arvo is None
                else havainto.vanha_arvo,
                "uusi": havainto.luku,
            }
            for havainto in muuttuneet.select_related("kunta", "mittari")[: tuonnit.NAYTETTAVAT_MUUTOKSET]
        ]
    )
    context = {
        "tuonti": tuonti,
        "peruutus": getattr(tuonti, "peruutus", None),
        "saa_perua": permissions.saa_perua(request.user, tuonti) and not hasattr(tuonti, "peruutus"),
        "selostus": tuonnit.selostus(tuonti.tulos) if tuonti.tiedosto else [],
        "taulu": taulu.sivuta(request, 25),
        "naytetaan": tuonnit.NAYTETTAVAT_MUUTOKSET,
    }
    return render(request, "seuranta/tuonti.html", context)


def peru(request, pk):
    tuonti = get_object_or_404(_tuonnit(request), pk=pk)
    vaadi(permissions.saa_perua(request.user, tuonti))
    form = PeruutusForm(request.POST or None)
    try:
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            peruutus = workflow.peru_tuonti(tuonti, data["syy"], user=request.user, tiiviste=data["tiiviste"])
            messages.success(request, _("Tuonti on peruttu."))
            return redirect("seuranta:tuonti", peruutus.pk)
        peruminen = workflow.suunnittele_peruminen(tuonti, user=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        muuttunut = getattr(error, "code", "") == "muuttunut"
        return redirect("seuranta:tuonti-peru" if muuttunut else "seuranta:tuonti", tuonti.pk)
    if not form.is_bound:
        form = PeruutusForm(initial={"tiiviste": peruminen.tiiviste})
    taulu = MuutosTable([vars(muutos) for muutos in peruminen.muutokset])
    context = {
        "tuonti": tuonti,
        "peruminen": peruminen,
        "maan_lukuja": tuonti.maahavainnot.count(),
        "form": form,
        "taulu": taulu.sivuta(request, 25),
    }
    return render(request, "seuranta/peru.html", context)
