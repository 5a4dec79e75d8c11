from django.urls import path

from portaali.views.etusivu import etusivu
from portaali.views.kunta import kunta

urlpatterns = [
    path("", etusivu, name="etusivu"),
    path("kunnat/<str:koodi>/", kunta, name="kunta"),
]
