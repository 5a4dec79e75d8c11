from django.urls import path

from portaali.views.etusivut import etusivu
from portaali.views.haku import haku
from portaali.views.kunta import kunta

urlpatterns = [
    path("", etusivu, name="etusivu"),
    path("haku/", haku, name="haku"),
    path("kunnat/<str:koodi>/", kunta, name="kunta"),
]
