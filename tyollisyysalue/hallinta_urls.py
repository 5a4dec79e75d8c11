from django.urls import path

from tyollisyysalue import hallinta_views, kayttajat_views

app_name = "hallinta"
urlpatterns = [
    path("", hallinta_views.etusivu, name="etusivu"),
    path("alue/<str:koodi>/", hallinta_views.alue, name="alue"),
    path("kayttajat/", kayttajat_views.kayttaja_list, name="kayttajat"),
    path("kayttajat/kutsu/", kayttajat_views.kayttaja_kutsu, name="kutsu"),
    path("kayttajat/<int:pk>/", kayttajat_views.kayttaja_detail, name="kayttaja"),
    path("kayttajat/<int:pk>/laheta-kutsu/", kayttajat_views.kutsu_laheta, name="kutsu-laheta"),
    path("kayttajat/<int:pk>/peru-kutsu/", kayttajat_views.kutsu_peru, name="kutsu-peru"),
    path("kayttajat/<int:pk>/jasenyys/", kayttajat_views.jasenyys_lisaa, name="jasenyys-lisaa"),
    path("kayttajat/<int:pk>/esta/", kayttajat_views.kayttaja_esta, name="kayttaja-esta"),
    path("jasenyydet/<int:pk>/paattyminen/", kayttajat_views.jasenyys_paattyy, name="jasenyys-paattyy"),
    path("jasenyydet/<int:pk>/mitatoi/", kayttajat_views.jasenyys_mitatoi, name="jasenyys-mitatoi"),
]
