from django.urls import path

from portaali import views

urlpatterns = [
    path("", views.etusivu, name="etusivu"),
]
