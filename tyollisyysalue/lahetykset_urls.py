from django.urls import path

from tyollisyysalue import lahetykset_views as views

app_name = "lahetykset"
urlpatterns = [
    path("", views.lahetys_list, name="list"),
    path("<int:pk>/", views.lahetys_detail, name="detail"),
    path("<int:pk>/kaikki-uudelleen/", views.kaikki_uudelleen, name="kaikki-uudelleen"),
    path("vastaanottajat/<int:pk>/uudelleen/", views.uudelleen, name="uudelleen"),
    path("palautukset/", views.palautus_list, name="palautukset"),
    path("palautukset/<int:pk>/", views.palautus_detail, name="palautus"),
]
