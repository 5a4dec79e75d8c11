"""The municipalities of an area beside each other: is the service alike?"""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from portaali.forms import YhdenvertaisuusForm
from portaali.yhdenvertaisuus import MITTARIT, luvut, mediaanit
from portaali.yhdenvertaisuus_tables import YhdenvertaisuusTable, sanoina
from portaali.yhdenvertaisuus_tiedot import lue
from seuranta.lahteet import lahteet
from tyollisyysalue import kello
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.permissions import vertailtavat_alueet

VUOSI = timedelta(days=364)


@login_not_required
def yhdenvertaisuus(request):
    """For all where the area publishes it, else for those who work in the area and its municipalities' liaisons."""
    alueet = list(vertailtavat_alueet(request.user))
    if not alueet:
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())
    tanaan = kello.tanaan()
    suodatin = YhdenvertaisuusForm.jaksolta(request.GET, tanaan - VUOSI, tanaan, alueet=alueet)
    alue, alku, loppu = suodatin.valinnat()
    tiedot, havainnot = lue(alue, alku, loppu)
    rivit = [{"kunta": kunta, **luvut(lahtotiedot)} for kunta, lahtotiedot in tiedot]
    alueen_mediaanit = mediaanit(rivit)
    context = {
        "alue": alue,
        "alku": alku,
        "loppu": loppu,
        "suodatin": suodatin,
        "mittarit": [
            {
                "mittari": mittari,
                "mediaani": sanoina(mittari, mediaani) if kuntia else "",
                "kuntia": kuntia,
            }
            for mittari in MITTARIT
            for mediaani, kuntia in [alueen_mediaanit[mittari.avain]]
        ],
        "lahteet": lahteet(havainnot),
    }
    return luettelosivu(
        request,
        "portaali/yhdenvertaisuus.html",
        YhdenvertaisuusTable(rivit),
        context,
        nimi=f"yhdenvertaisuus-{alue.koodi}",
    )
