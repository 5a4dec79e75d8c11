from django.urls import path

from esitykset import (
    asia_views,
    kasittely_views,
    kirje_views,
    luonnos_views,
    maaraaika_views,
    viesti_views,
    views,
)

app_name = "esitykset"
urlpatterns = [
    path("", views.esitys_list, name="list"),
    path("uusi/", luonnos_views.esitys_uusi, name="uusi"),
    path("kirje/", kirje_views.kirje, name="kirje"),
    path("<int:pk>/", views.esitys_detail, name="detail"),
    path("<int:pk>/muokkaa/", luonnos_views.esitys_muokkaa, name="muokkaa"),
    path("<int:pk>/laheta/", views.esitys_laheta, name="laheta"),
    path("<int:pk>/kirjaa/", views.esitys_kirjaa, name="kirjaa"),
    path("<int:pk>/ota-valmisteluun/", views.esitys_ota_valmisteluun, name="ota-valmisteluun"),
    path("<int:pk>/kasittelija/", kasittely_views.kasittelija, name="kasittelija"),
    path("<int:pk>/taydennyspyynto/", kasittely_views.pyyda_taydennysta, name="pyyda-taydennysta"),
    path("<int:pk>/taydenna/", viesti_views.taydenna, name="taydenna"),
    path("<int:pk>/jatka/", kasittely_views.jatka_ilman_taydennysta, name="jatka"),
    path("<int:pk>/siirra/", kasittely_views.siirra, name="siirra"),
    path("<int:pk>/peru/", kasittely_views.peruuta, name="peruuta"),
    path("<int:pk>/paata/", kasittely_views.paata, name="paata"),
    path("<int:pk>/avaa/", kasittely_views.avaa_uudelleen, name="avaa"),
    path("<int:pk>/viesti/", viesti_views.viesti, name="viesti"),
    path("<int:pk>/muistiinpano/", viesti_views.muistiinpano, name="muistiinpano"),
    path("<int:pk>/kohdat/<int:numero>/riittava/", kasittely_views.riittava, name="riittava"),
    path("<int:pk>/kohdat/<int:numero>/ei-riittava/", kasittely_views.ei_riittava, name="ei-riittava"),
    path("<int:pk>/maaraajat/uusi/", maaraaika_views.maaraaika_uusi, name="maaraaika-uusi"),
    path("maaraajat/<int:pk>/", maaraaika_views.maaraaika_detail, name="maaraaika"),
    path("maaraajat/<int:pk>/jatka/", maaraaika_views.maaraaika_jatka, name="maaraaika-jatka"),
    path("maaraajat/<int:pk>/taytetty/", maaraaika_views.maaraaika_taytetty, name="maaraaika-taytetty"),
    path("asiat/<int:pk>/", asia_views.asia_detail, name="asia"),
    path("asiat/<int:pk>/liita/", asia_views.asia_liita, name="asia-liita"),
    path("asiat/<int:pk>/yhdista/", asia_views.asia_yhdista, name="asia-yhdista"),
]
