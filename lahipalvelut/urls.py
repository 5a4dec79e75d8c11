from django.urls import path

from lahipalvelut.views import aikataulu, jono, kuukaudet, muutokset, paivat, sijaiset, suunnitelmat
from seuranta import osoitteet

osoitteet.rekisteroi()

app_name = "lahipalvelut"
urlpatterns = [
    path("", aikataulu.paiva_list, name="list"),
    path("omat/", paivat.omat, name="omat"),
    path("omat/kaikki/", paivat.omat_luettelo, name="omat-luettelo"),
    path("omat/lahetystiedot/", jono.lahetystiedot, name="lahetystiedot"),
    path("omat/<kuukausi:kuukausi>/", kuukaudet.oma_kuukausi, name="oma-kuukausi"),
    path("kuukaudet/", kuukaudet.kuukausi_list, name="kuukaudet"),
    path("paivat/<int:pk>/", paivat.paiva_detail, name="paiva"),
    path("paivat/<int:pk>/kirjaa/", paivat.paiva_kirjaa, name="paiva-kirjaa"),
    path("paivat/<int:pk>/tarkenna/", paivat.paiva_tarkenna, name="paiva-tarkenna"),
    path("paivat/<int:pk>/siirra/", muutokset.paiva_siirra, name="paiva-siirra"),
    path("paivat/<int:pk>/kuittaa/", muutokset.paiva_kuittaa, name="paiva-kuittaa"),
    path("paivat/<int:pk>/peru/", paivat.paiva_peru, name="paiva-peru"),
    path("paivat/<int:pk>/peru-kirjaus/", paivat.paiva_peru_kirjaus, name="paiva-peru-kirjaus"),
    path("paivat/<int:pk>/sijainen/", sijaiset.paiva_sijainen, name="paiva-sijainen"),
    path("siirrot/<int:henkilo_pk>/", sijaiset.paivat_siirra, name="siirrot"),
    path("suunnitelmat/<int:pk>/", suunnitelmat.suunnitelma_detail, name="suunnitelma"),
    path("suunnitelmat/<int:pk>/muokkaa/", suunnitelmat.suunnitelma_muokkaa, name="suunnitelma-muokkaa"),
    path("suunnitelmat/<int:pk>/rivit/uusi/", suunnitelmat.rivi_uusi, name="rivi-uusi"),
    path("<str:koodi>/", aikataulu.kunta_detail, name="detail"),
    path("<str:koodi>/lisapaiva/", muutokset.paiva_lisaa, name="paiva-lisaa"),
    path("<str:koodi>/<kuukausi:kuukausi>/", kuukaudet.kunnan_kuukausi, name="kunnan-kuukausi"),
    path("<str:koodi>/<kuukausi:kuukausi>/valmis/", kuukaudet.kuukausi_valmis, name="kuukausi-valmis"),
    path("<str:koodi>/<kuukausi:kuukausi>/sulje/", kuukaudet.kuukausi_sulje, name="kuukausi-sulje"),
    path("<str:koodi>/<kuukausi:kuukausi>/avaa/", kuukaudet.kuukausi_avaa, name="kuukausi-avaa"),
    path("<str:koodi>/suunnitelma/uusi/", suunnitelmat.suunnitelma_uusi, name="suunnitelma-uusi"),
    path("<str:koodi>/palvelupisteet/uusi/", suunnitelmat.palvelupiste_uusi, name="palvelupiste-uusi"),
]
