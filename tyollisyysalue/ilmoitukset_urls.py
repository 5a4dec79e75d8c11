from django.urls import path

from tyollisyysalue import ilmoitukset_views

app_name = "ilmoitukset"
urlpatterns = [
    path("", ilmoitukset_views.ilmoitus_list, name="list"),
    path("luetuiksi/", ilmoitukset_views.merkitse_luetuiksi, name="luetuiksi"),
    path("asetukset/", ilmoitukset_views.asetukset, name="asetukset"),
    path("peru/<str:tunnus>/", ilmoitukset_views.peru, name="peru"),
    path("<int:pk>/", ilmoitukset_views.ilmoitus, name="ilmoitus"),
]
