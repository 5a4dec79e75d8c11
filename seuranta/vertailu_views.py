"""The municipalities of an area beside each other by one measure of one definition."""

from django.contrib.auth.decorators import login_not_required

from seuranta import kaudet, sarjat, summat, vertailu
from seuranta.forms import VertailuForm
from seuranta.lahteet import lahteet
from seuranta.models import Havainto, Mittari
from seuranta.sarjat import Aluekuukausi
from seuranta.sivumuisti import julkaistu_sivu
from seuranta.tables import VertailuTable, tarkistusmerkki
from tyollisyysalue import kello
from tyollisyysalue.models import Tyollisyysalue

OLETUS = "TYOTTOMATLOPUSSA"


@login_not_required
def vertaile(request):
    return julkaistu_sivu(
        request, "seuranta/vertailu.html", {}, lambda: _vertailu(request), hetki=kello.nyt()
    )


def _vertailu(request):
    alueet, kuut = Tyollisyysalue.objects.kaytossa(), kaudet.kaytossa()
    suodatin = VertailuForm(request.GET, alueet=alueet, kuukaudet_=kuut, alku={"mittari": OLETUS})
    suodatin.is_valid()
    alue = suodatin.cleaned_data.get("alue") or alueet.first()
    mittari = suodatin.cleaned_data.get("mittari") or Mittari.objects.get(koodi=OLETUS)
    kuukausi = suodatin.cleaned_data.get("kk") or next(iter(kuut), None)
    rivit = []
    if alue and kuukausi:
        aluekuukausi = Aluekuukausi.lue(alue, kuukausi, sarjat.rivien_koodit(mittari), kello.nyt())
        rivit = aluekuukausi.rivit(mittari)
    havainnot = list(_havainnot(alue, kuukausi, mittari)) if rivit else []
    on_osuus = sarjat.on_henkiloita(mittari)
    taulu = VertailuTable(
        rivit,
        mittari=mittari,
        kuukausi=kuukausi,
        tarkistukset={h.kunta_id: tarkistusmerkki(h) for h in havainnot if h.tarkistus},
        exclude=[] if on_osuus else ["osuus"],
    )
    context = {
        "alue": alue,
        "mittari": mittari,
        "kuukausi": kuukausi,
        "suodatin": suodatin,
        "mediaani": _sanoin(vertailu.mediaani(rivit, mittari), mittari.desimaalit),
        "osuuksien_mediaani": _sanoin(vertailu.osuuksien_mediaani(rivit, mittari), 1) if on_osuus else "",
        "puuttuu": vertailu.puuttuvia(rivit, mittari),
        "pieni_pohja": sarjat.PIENI_POHJA,
        "lahteet": lahteet(havainnot),
    }
    return taulu, context, f"vertailu-{mittari.koodi.lower()}"


def _sanoin(vali, desimaalit):
    return summat.sanoina(vali, desimaalit) if vali else ""


def _havainnot(alue, kuukausi, mittari):
    havainnot = Havainto.objects.filter(kunta__alue=alue, kuukausi=kuukausi, mittari=mittari)
    return havainnot.tiedossa(kello.nyt()).luettuina()
