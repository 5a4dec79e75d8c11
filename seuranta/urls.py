from django.urls import path

from seuranta import (
    alue_views,
    henkilosto_views,
    julkaisu_views,
    lataus_views,
    mittari_views,
    osoitteet,
    taulu_views,
    tuonti_views,
    vertailu_views,
    views,
)

osoitteet.rekisteroi()

app_name = "seuranta"
urlpatterns = [
    path("", views.kunta_list, name="list"),
    path("tuonti/", tuonti_views.tuo, name="tuo"),
    path("tuonti/hae/", tuonti_views.hae, name="hae"),
    path("tuonti/mallipohja/<str:taulu>.<str:muoto>", tuonti_views.lataa_mallipohja, name="mallipohja"),
    path("tuonti/<uuid:tunnus>/", tuonti_views.esikatselu, name="tuonti-esikatselu"),
    path("tuonnit/", tuonti_views.tuonti_list, name="tuonnit"),
    path("tuonnit/<int:pk>/", tuonti_views.tuonti_detail, name="tuonti"),
    path("julkaisut/", julkaisu_views.julkaisu_list, name="julkaisut"),
    path("julkaisut.atom", julkaisu_views.julkaisu_syote, name="julkaisut-syote"),
    path("julkaisut.ics", julkaisu_views.julkaisu_ics, name="julkaisut-ics"),
    path("henkilosto/", henkilosto_views.henkilosto_list, name="henkilosto"),
    path("henkilosto/<str:koodi>/", henkilosto_views.valitse, name="henkilosto-valitse"),
    path("henkilosto/<str:koodi>/<kuukausi:kuukausi>/", henkilosto_views.kirjaa, name="henkilosto-kirjaa"),
    path("vertailu/", vertailu_views.vertaile, name="vertailu"),
    path("alue/<str:koodi>/", alue_views.alue_detail, name="alue"),
    path("alue/<str:koodi>/<kuukausi:kuukausi>/", alue_views.alue_detail, name="alueen-kuukausi"),
    path("alue/<str:koodi>/<kuukausi:kuukausi>/luvut.json", lataus_views.alueen_json, name="alueen-json"),
    path(
        "alue/<str:koodi>/<kuukausi:kuukausi>/alueen-luvut.<taulukkomuoto:muoto>",
        alue_views.alueen_summat,
        name="alueen-summat",
    ),
    path(
        "alue/<str:koodi>/<kuukausi:kuukausi>/<str:mittari>/",
        mittari_views.alueen_mittari,
        name="alueen-mittari",
    ),
    path(
        "alue/<str:koodi>/<kuukausi:kuukausi>/<str:mittari>/<kaavio:nimi>.<kuvamuoto:muoto>",
        mittari_views.alueen_kaavio,
        name="alueen-kaavio",
    ),
    path("tuonnit/<int:pk>/peru/", tuonti_views.peru, name="tuonti-peru"),
    path("taulut/", taulu_views.taulu_list, name="taulut"),
    path("taulut/uusi/", taulu_views.kuvaa, name="kuvaa"),
    path("taulut/uusi/<uuid:tunnus>/", taulu_views.kuvaa_ulottuvuudet, name="kuvaa-ulottuvuudet"),
    path("taulut/uusi/<uuid:tunnus>/mittarit/", taulu_views.kuvaa_mittarit, name="kuvaa-mittarit"),
    path("taulut/<int:pk>/", taulu_views.taulu_detail, name="taulu"),
    path("taulut/<int:pk>/muuta/", taulu_views.kuvaus_muuta, name="kuvaus-muuta"),
    path("mittarit/<int:pk>/muuta/", taulu_views.mittari_muuta, name="mittari-muuta"),
    path("<str:koodi>/", views.kunta_detail, name="detail"),
    path("<str:koodi>/<kuukausi:kuukausi>/", views.kunta_detail, name="kuukausi"),
    path("<str:koodi>/<kuukausi:kuukausi>/luvut.json", lataus_views.kunnan_json, name="json"),
    path("<str:koodi>/<kuukausi:kuukausi>/<str:mittari>/", mittari_views.kunnan_mittari, name="mittari"),
    path(
        "<str:koodi>/<kuukausi:kuukausi>/<str:mittari>/<kaavio:nimi>.<kuvamuoto:muoto>",
        mittari_views.kunnan_kaavio,
        name="kaavio",
    ),
    path("<str:koodi>/kirjaa/", views.kirjaa, name="kirjaa"),
]
