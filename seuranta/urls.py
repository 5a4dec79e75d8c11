from django.urls import path

from seuranta import taulu_views, tuonti_views, views

app_name = "seuranta"
urlpatterns = [
    path("", views.kunta_list, name="list"),
    path("tuonti/", tuonti_views.tuo, name="tuo"),
    path("tuonti/hae/", tuonti_views.hae, name="hae"),
    path("tuonti/mallipohja/<str:taulu>.<str:muoto>", tuonti_views.lataa_mallipohja, name="mallipohja"),
    path("tuonti/<uuid:tunnus>/", tuonti_views.esikatselu, name="tuonti-esikatselu"),
    path("tuonnit/", tuonti_views.tuonti_list, name="tuonnit"),
    path("tuonnit/<int:pk>/", tuonti_views.tuonti_detail, name="tuonti"),
    path("tuonnit/<int:pk>/peru/", tuonti_views.peru, name="tuonti-peru"),
    path("taulut/", taulu_views.taulu_list, name="taulut"),
    path("taulut/uusi/", taulu_views.kuvaa, name="kuvaa"),
    path("taulut/uusi/<uuid:tunnus>/", taulu_views.kuvaa_ulottuvuudet, name="kuvaa-ulottuvuudet"),
    path("taulut/uusi/<uuid:tunnus>/mittarit/", taulu_views.kuvaa_mittarit, name="kuvaa-mittarit"),
    path("taulut/<int:pk>/", taulu_views.taulu_detail, name="taulu"),
    path("mittarit/<int:pk>/muuta/", taulu_views.mittari_muuta, name="mittari-muuta"),
    path("<str:koodi>/", views.kunta_detail, name="detail"),
    path("<str:koodi>/kirjaa/", views.kirjaa, name="kirjaa"),
]
