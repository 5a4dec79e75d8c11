from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from esitykset import aikajana, permissions, vaiheet, workflow
from esitykset.filters import EsitysFilter
from esitykset.forms import KirjaaForm, VersioForm
from esitykset.kasittely_forms import MuistiinpanoForm
from esitykset.models import Esitys, Maaraaika, Viesti
from esitykset.tables import EsitysTable
from esitykset.workflow.maaraajat import MUISTUTUS_PAIVAA
from tyollisyysalue import kello
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Liite
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import Vanhentunut

Tila = Esitys.Tila


# What the area's staff see of a request, as links beside each other over the register.
JONOT = [
    (gettext_lazy("Odottaa kirjaamista"), f"tila={Tila.SAAPUNUT}"),
    (gettext_lazy("Minulla käsiteltävänä"), "kasittelija=oma"),
    (gettext_lazy("Myöhässä"), "myohassa=on"),
    (gettext_lazy("Täydennettävänä"), f"tila={Tila.TAYDENNETTAVANA}"),
]


def nakyva_esitys(request, pk):
    esitykset = Esitys.objects.visible_to(request.user).select_related("kunta__alue", "asia", "kasittelija")
    return get_object_or_404(esitykset, pk=pk)


def esitys_list(request):
    vaadi(permissions.saa_lukea(request.user))
    esitykset = Esitys.objects.visible_to(request.user).select_related("kunta", "asia", "kasittelija")
    suodatin = EsitysFilter(request.GET, esitykset.maaraaikoineen(), request=request)
    syottaa = permissions.saa_syottaa(request.user)
    context = {
        "suodatin": suodatin,
        "saa_laatia": permissions.saa_laatia(request.user),
        "saa_syottaa": syottaa,
        "jonot": JONOT if syottaa else [],
    }
    return luettelosivu(request, "esitykset/list.html", EsitysTable(suodatin.qs), context, nimi="esitykset")


def esitys_detail(request, pk):
    esitys = nakyva_esitys(request, pk)
    return render(request, "esitykset/detail.html", esityssivu(request, esitys))


def esityssivu(request, esitys, **muut):
    user = request.user
    tapahtumat = list(esitys.tapahtumat.all())
    viestit = list(esitys.viestit.select_related("kirjoittaja__henkilo"))
    liitteet = nakyvat_liitteet(esitys, viestit)
    on_kunnan = permissions.on_kunnan(user, esitys)
    lukee_muistiinpanoja = permissions.saa_lukea_muistiinpanoja(user, esitys) and (
        not esitys.on_luonnos or esitys.on_alueen_luonnos
    )
    voi = {tila: workflow.voi_siirtya(esitys, tila) for tila in Tila}
    kasittelee = permissions.saa_kasitella(user, esitys)
    kohdat = list(esitys.kohdat.all())
    avattu = any(t.tapahtuma == "avaa_uudelleen" for t in tapahtumat)
    aiemmat = workflow.aiemmat_vastaukset(esitys, kohdat) if avattu else {}
    return {
        "esitys": esitys,
        "lukee_luetteloa": permissions.saa_lukea(user),
        "tunniste": vaiheet.TUNNISTEET.get(esitys.tila, "neutraali"),
        "kohdat": [
            {
                "kohta": kohta,
                "aiemmat": aiemmat.get(kohta.pk, []),
                "saa_arvioida": permissions.saa_toimia_kuntana(user, esitys)
                and kohta.tila != kohta.Tila.AVOIN,
            }
            for kohta in kohdat
        ],
        "liitteet": [liite for liite in liitteet if liite.content_type.model == "esitys"],
        "seuraavaksi": vaiheet.seuraavaksi(esitys),
        "vaiheet": vaiheet.vaiheet(esitys),
        "kuittaus": next((t for t in tapahtumat if t.tapahtuma in ("laheta", "saapui")), None),
        "aikajana": aikajana.aikajana(
            esitys, tapahtumat, viestit, [liite for liite in liitteet if liite.content_type.model == "viesti"]
        ),
        "maaraajat": [maaraaikarivi(maaraaika) for maaraaika in esitys.maaraajat.all()],
        "muistiinpanot": esitys.muistiinpanot.select_related("kirjoittaja__henkilo")
        if lukee_muistiinpanoja
        else None,
        "muistiinpano_form": MuistiinpanoForm() if lukee_muistiinpanoja else None,
        "saa_muokata": esitys.on_luonnos and permissions.saa_muokata(user, esitys),
        "saa_kirjata": voi[Tila.KIRJATTU] and permissions.saa_kirjata(user, esitys),
        "saa_vastata": voi[Tila.VASTATTU] and permissions.saa_vastata(user, esitys),
        "saa_ottaa_valmisteluun": esitys.tila == Tila.KIRJATTU
        and permissions.saa_ottaa_valmisteluun(user, esitys),
        "saa_pyytaa_taydennysta": kasittelee and voi[Tila.TAYDENNETTAVANA],
        "saa_jatkaa": kasittelee and esitys.tila == Tila.TAYDENNETTAVANA,
        "saa_taydentaa": on_kunnan and esitys.tila == Tila.TAYDENNETTAVANA,
        "saa_siirtaa": kasittelee and voi[Tila.SIIRRETTY],
        "saa_peruuttaa": on_kunnan and voi[Tila.PERUUTETTU],
        "saa_paattaa": kasittelee and voi[Tila.PAATTYNYT],
        "saa_avata": kasittelee and esitys.tila in (Tila.VASTATTU, Tila.PAATTYNYT),
        "saa_viestia": permissions.saa_viestia(user, esitys) and not esitys.on_luonnos,
        "saa_kasitella": kasittelee
        and not esitys.on_luonnos
        and esitys.tila not in (Tila.SIIRRETTY, Tila.PERUUTETTU),
        "saa_asettaa_maaraajan": kasittelee
        and esitys.tila not in (Tila.LUONNOS, Tila.SIIRRETTY, Tila.PERUUTETTU, Tila.PAATTYNYT),
        "lukee_asiaa": bool(esitys.asia) and permissions.saa_lukea(user),
        **muut,
    }


def nakyvat_liitteet(esitys, viestit):
    """The files of a visible request and of its messages: the reader works with the matter, so secret ones too."""
    tyypit = ContentType.objects.get_for_models(Esitys, Viesti)
    ehto = Q(content_type=tyypit[Esitys], object_id=esitys.pk)
    if viestit:
        ehto |= Q(content_type=tyypit[Viesti], object_id__in=[viesti.pk for viesti in viestit])
    return list(Liite.objects.filter(ehto, poistettu__isnull=True).select_related("content_type"))


def maaraaikarivi(maaraaika):
    """A deadline as the page shows it; an open one says how far it is."""
    avoin = maaraaika.tila == Maaraaika.Tila.AVOIN
    paivia = (maaraaika.loppupvm - kello.tanaan()).days
    return {
        "maaraaika": maaraaika,
        "myohassa": avoin and paivia < 0,
        "lahella": avoin and 0 <= paivia <= MUISTUTUS_PAIVAA,
        "paivia": abs(paivia),
        "avoin": avoin,
    }


def esitys_laheta(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_lahettaa(request.user, esitys))
    if not workflow.voi_siirtya(esitys, Tila.SAAPUNUT):
        messages.info(request, _("Esitys on jo lähetetty."))
        return redirect(esitys)
    form = VersioForm(request.POST or None, initial={"versio": esitys.versio})
    if request.method == "POST" and form.is_valid():
        try:
            workflow.laheta(esitys, user=request.user, versio=form.cleaned_data["versio"])
        except Vanhentunut:
            messages.warning(
                request, _("Esitystä on muutettu sillä välin. Lue se uudelleen ennen lähettämistä.")
            )
            return redirect("esitykset:laheta", esitys.pk)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Esitys on saapunut työllisyysalueelle. Kuittaus on tällä sivulla."))
            return redirect(esitys)
    context = {
        "esitys": esitys,
        "kohdat": esitys.kohdat.all(),
        "liitteet": esitys.liitteet.filter(poistettu__isnull=True),
        "puutteet": workflow.puutteet(esitys),
        "form": form,
    }
    return render(request, "esitykset/laheta.html", context)


def esitys_kirjaa(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_kirjata(request.user, esitys))
    if not workflow.voi_siirtya(esitys, Tila.KIRJATTU):
        messages.info(request, _("Esitys on jo kirjattu."))
        return redirect(esitys)
    form = KirjaaForm(request.POST or None, initial={"otsikko": esitys.otsikko})
    if request.method == "POST" and form.is_valid():
        try:
            asia = workflow.kirjaa(esitys, **form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("Esitys kirjattiin asianumerolla %(numero)s.") % {"numero": asia.numero}
            )
            return redirect(esitys)
    return render(request, "esitykset/kirjaa.html", {"esitys": esitys, "form": form})


@require_POST
def esitys_ota_valmisteluun(request, pk):
    esitys = nakyva_esitys(request, pk)
    try:
        workflow.ota_valmisteluun(esitys, user=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Esitys otettiin valmisteluun."))
    return redirect(esitys)


def muokkaussivu(esitys, *, kohta=None):
    """The draft's edit page; with ``kohta`` at a new empty item of that number."""
    osoite = reverse("esitykset:muokkaa", args=[esitys.pk])
    return f"{osoite}?lisaa=1#kohta-{kohta}" if kohta else osoite
