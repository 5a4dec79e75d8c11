"""Acts that move a decision on, one URL each."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from paatokset import permissions, tuloste, workflow
from paatokset.forms import AvausForm, HyvaksyntaForm, KirjausForm, PalautusForm, TarkastusForm
from paatokset.views.sivut import nakyva_paatos
from paatokset.workflow import versiot
from tyollisyysalue import kello
from tyollisyysalue.models import Numerosarja
from tyollisyysalue.permissions import vaadi


@require_POST
def paatos_laheta(request, pk):
    paatos = nakyva_paatos(request, pk)
    vaadi(permissions.saa_muokata(request.user, paatos))
    try:
        workflow.laheta_esittelijalle(paatos, user=request.user)
    except ValidationError as error:
        for viesti in error.messages:
            messages.error(request, viesti)
    else:
        messages.success(request, _("Ehdotus on lähetetty esittelijälle."))
        if avoimia := paatos.kommentit.filter(ratkaistu=None).count():
            viesti = ngettext(
                "%(maara)s kommentti on vielä ratkaisematta. Esittelijä näkee sen.",
                "%(maara)s kommenttia on vielä ratkaisematta. Esittelijä näkee ne.",
                avoimia,
            )
            messages.warning(request, viesti % {"maara": avoimia})
    return redirect(paatos)


def paatos_palauta(request, pk):
    paatos = nakyva_paatos(request, pk)
    return _vaihe(
        request,
        pk,
        saa=permissions.saa_esitella,
        form=PalautusForm(request.POST or None, osiot=paatos.osiot.all()),
        teko=workflow.palauta,
        otsikko=_("Palauta valmisteluun"),
        ohje=_(
            "Valmistelija näkee kommentit ja voi taas muokata ehdotusta. Osioiden kommentit ovat valinnaisia."
        ),
        painike=_("Palauta valmisteluun"),
        valmis=_("Ehdotus on palautettu valmisteluun."),
    )


def paatos_hyvaksy(request, pk):
    """The presenter approves what the page shows: the text, the comments that are open, and its hash in the form."""
    paatos = nakyva_paatos(request, pk)
    dokumentti = tuloste.konteksti(paatos, hetki=kello.nyt())
    data = request.POST if request.method == "POST" else None
    return _vaihe(
        request,
        pk,
        saa=permissions.saa_esitella,
        form=HyvaksyntaForm(data, initial={"tiiviste": versiot.tiiviste(versiot.sisalto(paatos))}),
        teko=workflow.hyvaksy,
        otsikko=_("Hyväksytäänkö päätösehdotus?"),
        ohje=_(
            "Hyväksyntä jäädyttää faktat sellaisina kuin ne nyt ovat ja lukitsee ehdotuksen. Ehdotuksen voi avata "
            "uudelleen vain ennen kokousta, ja siihen kirjoitetaan syy."
        ),
        painike=_("Hyväksy ehdotus"),
        valmis=_("Ehdotus on hyväksytty ja faktat on jäädytetty."),
        malli="paatokset/hyvaksy.html",
        lisat={
            "sisalto": tuloste.sisalto(dokumentti),
            "kieli": paatos.kieli,
            "kommentit": paatos.kommentit.filter(ratkaistu=None).select_related("osio", "kirjoittaja"),
        },
    )


def paatos_avaa(request, pk):
    return _vaihe(
        request,
        pk,
        saa=permissions.saa_avata,
        form=AvausForm(request.POST or None),
        teko=workflow.avaa,
        otsikko=_("Avaa hyväksytty ehdotus"),
        ohje=_(
            "Ehdotus palaa valmisteluun, ja faktat elävät taas tietojen mukana. Hyväksytty teksti jää versioihin."
        ),
        painike=_("Avaa ehdotus"),
        valmis=_("Ehdotus on avattu ja palautettu valmisteluun."),
    )


def paatos_kirjaa(request, pk):
    paatos = nakyva_paatos(request, pk)
    sarja = workflow.pykalasarja(paatos.toimielin, kello.tanaan().year)
    return _vaihe(
        request,
        pk,
        saa=permissions.saa_kirjata,
        form=KirjausForm(request.POST or None, initial={"pykala": Numerosarja.objects.ehdota(sarja)}),
        teko=workflow.kirjaa_paatos,
        otsikko=_("Kirjaa kokouksen päätös"),
        ohje=_("Portaali tekee päätöksestä asiakirjan. Kirjausta ei voi perua."),
        painike=_("Kirjaa päätös"),
        valmis=_("Päätös on kirjattu ja asiakirja on valmis."),
    )


def paatos_tarkasta(request, pk):
    return _vaihe(
        request,
        pk,
        saa=permissions.saa_merkita_tarkastetuksi,
        form=TarkastusForm(request.POST or None, initial={"tarkastuspvm": kello.tanaan()}),
        teko=workflow.merkitse_tarkastetuksi,
        otsikko=_("Merkitse pöytäkirja tarkastetuksi"),
        ohje=_(
            "Päätös tulee samalla julkiseksi portaaliin, ja kunta saa vastaukset esitykseensä. Julkaisua ei voi perua."
        ),
        painike=_("Merkitse tarkastetuksi ja julkaise"),
        valmis=_("Päätös on nyt julkinen."),
    )


def _vaihe(
    request, pk, *, saa, form, teko, otsikko, ohje, painike, valmis, malli="paatokset/vaihe.html", lisat=None
):
    """One act with its form: what cannot be undone is told before it is done."""
    paatos = nakyva_paatos(request, pk)
    vaadi(saa(request.user, paatos))
    if request.method == "POST" and form.is_valid():
        try:
            teko(paatos, **form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, _kentille(form, error))
        else:
            messages.success(request, valmis)
            return redirect(paatos)
    context = {
        "paatos": paatos,
        "form": form,
        "otsikko": otsikko,
        "ohje": ohje,
        "painike": painike,
        **(lisat or {}),
    }
    return render(request, malli, context)


def _kentille(form, error):
    """The error with the messages of fields that this form does not have at the top of it."""
    if not hasattr(error, "error_dict"):
        return error
    kentittain: dict[str, list[ValidationError]] = {}
    for kentta, virheet in error.error_dict.items():
        kentittain.setdefault(kentta if kentta in form.fields else "__all__", []).extend(virheet)
    return ValidationError(kentittain)
