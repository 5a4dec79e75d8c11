from django.urls import path

from seuranta import tuonti_views, views

app_name = "seuranta"
urlpatterns = [
    path("", views.kunta_list, name="list"),
    path("tuonti/", tuonti_views.tuo, name="tuo"),
    path("tuonti/mallipohja/<str:taulu>.<str:muoto>", tuonti_views.lataa_mallipohja, name="mallipohja"),
    path("tuonti/<uuid:tunnus>/", tuonti_views.esikatselu, name="tuonti-esikatselu"),
    path("tuonnit/", tuonti_views.tuonti_list, name="tuonnit"),
    path("tuonnit/<int:pk>/", tuonti_views.tuonti_detail, name="tuonti"),
    path("tuonnit/<int:pk>/peru/", tuonti_views.peru, name="tuonti-peru"),
    path("<str:koodi>/", views.kunta_detail, name="detail"),
    path("<str:koodi>/kirjaa/", views.kirjaa, name="kirjaa"),
]
