from django.urls import path

from lahipalvelut.views import aikataulu, paivakalenterit, paivat, sijaiset, suunnitelmat

app_name = "lahipalvelut"
urlpatterns = [
    path("", aikataulu.paiva_list, name="list"),
    path("omat/", paivat.omat, name="omat"),
    path("paivat/<int:pk>/", paivat.paiva_detail, name="paiva"),
    path("paivat/<int:pk>/kirjaa/", paivat.paiva_kirjaa, name="paiva-kirjaa"),
    path("paivat/<int:pk>/peru/", paivat.paiva_peru, name="paiva-peru"),
    path("paivat/<int:pk>/peru-kirjaus/", paivat.paiva_peru_kirjaus, name="paiva-peru-kirjaus"),
    path("paivat/<int:pk>/sijainen/", sijaiset.paiva_sijainen, name="paiva-sijainen"),
    path("siirrot/<int:henkilo_pk>/", sijaiset.paivat_siirra, name="siirrot"),
    path("suunnitelmat/<int:pk>/", suunnitelmat.suunnitelma_detail, name="suunnitelma"),
    path("suunnitelmat/<int:pk>/muokkaa/", suunnitelmat.suunnitelma_muokkaa, name="suunnitelma-muokkaa"),
    path("suunnitelmat/<int:pk>/rivit/uusi/", suunnitelmat.rivi_uusi, name="rivi-uusi"),
    path("prosessit/<int:pk>.ics", paivakalenterit.prosessi_ics, name="prosessi-ics"),
    path("<str:koodi>.ics", paivakalenterit.kunta_ics, name="kunta-ics"),
    path("<str:koodi>/toteuma.<str:muoto>", aikataulu.toteuman_kaavio, name="toteuma-kaavio"),
    path("<str:koodi>/", aikataulu.kunta_detail, name="detail"),
    path("<str:koodi>/suunnitelma/uusi/", suunnitelmat.suunnitelma_uusi, name="suunnitelma-uusi"),
    path("<str:koodi>/palvelupisteet/uusi/", suunnitelmat.palvelupiste_uusi, name="palvelupiste-uusi"),
]
