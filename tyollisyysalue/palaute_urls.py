from django.urls import path

from tyollisyysalue import palaute_views as views

app_name = "palautteet"
urlpatterns = [
    path("", views.palaute_list, name="list"),
    path("<int:pk>/", views.palaute_detail, name="detail"),
]
