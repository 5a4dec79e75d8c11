from django.urls import path

from tyollisyysalue import sopimukset_views as views
from tyollisyysalue.models import Sopimus

app_name = "sopimukset"
urlpatterns = [
    path("", views.sopimus_list, name="list"),
    path("uusi/", views.sopimus_uusi, name="uusi"),
    path("<int:pk>/", views.sopimus_detail, name="detail"),
    path("<int:pk>/liite/", views.sopimus_liita, name="liita"),
    path("<int:pk>/liite/<int:liite_pk>/poista/", views.sopimus_poista_liite, name="poista-liite"),
    path("<int:pk>/hyvaksy/", views.sopimus_siirra, {"tila": Sopimus.Tila.HYVAKSYTTY}, name="hyvaksy"),
    path("<int:pk>/myonna/", views.sopimus_siirra, {"tila": Sopimus.Tila.OIKEUDET_MYONNETTY}, name="myonna"),
    path("<int:pk>/paata/", views.sopimus_siirra, {"tila": Sopimus.Tila.PAATTYNYT}, name="paata"),
]
