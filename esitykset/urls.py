from django.urls import path

from esitykset import luonnos_views, views

app_name = "esitykset"
urlpatterns = [
    path("", views.esitys_list, name="list"),
    path("uusi/", luonnos_views.esitys_uusi, name="uusi"),
    path("<int:pk>/", views.esitys_detail, name="detail"),
    path("<int:pk>/muokkaa/", luonnos_views.esitys_muokkaa, name="muokkaa"),
    path("<int:pk>/laheta/", views.esitys_laheta, name="laheta"),
    path("<int:pk>/kirjaa/", views.esitys_kirjaa, name="kirjaa"),
    path("<int:pk>/ota-valmisteluun/", views.esitys_ota_valmisteluun, name="ota-valmisteluun"),
]
