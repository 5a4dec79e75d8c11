from django.urls import path

from paatokset.views import luonnos, sivut, vaiheet

app_name = "paatokset"
urlpatterns = [
    path("", sivut.paatos_list, name="list"),
    path("uusi/", luonnos.paatos_uusi, name="uusi"),
    path("<int:pk>/", sivut.paatos_detail, name="detail"),
    path("<int:pk>.pdf", sivut.paatos_pdf, name="pdf"),
    path("<int:pk>/muokkaa/", luonnos.paatos_muokkaa, name="muokkaa"),
    path("<int:pk>/osiot/uusi/", luonnos.osio_lisaa, name="osio-uusi"),
    path("osiot/<int:pk>/", luonnos.osio_muokkaa, name="osio"),
    path("<int:pk>/kohdat/<int:kohta_pk>/", luonnos.kohta_vastaamatta, name="kohta"),
    path("<int:pk>/faktat/esikatsele/", luonnos.fakta_esikatsele, name="fakta-esikatsele"),
    path("<int:pk>/faktat/lisaa/", luonnos.fakta_lisaa, name="fakta-lisaa"),
    path("<int:pk>/laheta/", vaiheet.paatos_laheta, name="laheta"),
    path("<int:pk>/palauta/", vaiheet.paatos_palauta, name="palauta"),
    path("<int:pk>/hyvaksy/", vaiheet.paatos_hyvaksy, name="hyvaksy"),
    path("<int:pk>/kirjaa/", vaiheet.paatos_kirjaa, name="kirjaa"),
    path("<int:pk>/tarkasta/", vaiheet.paatos_tarkasta, name="tarkasta"),
]
