from django.urls import path

from seuranta import views

app_name = "seuranta"
urlpatterns = [
    path("", views.kunta_list, name="list"),
    path("<str:koodi>/", views.kunta_detail, name="detail"),
    path("<str:koodi>/kirjaa/", views.kirjaa, name="kirjaa"),
]
