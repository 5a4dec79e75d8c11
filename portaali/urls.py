from django.urls import path

from lahipalvelut.views.jono import tyontekija
from portaali.views.etusivut import etusivu
from portaali.views.haku import haku
from portaali.views.kunta import kunta
from portaali.views.luovutus import luovutus
from portaali.views.yhdenvertaisuus import yhdenvertaisuus

urlpatterns = [
    path("", etusivu, name="etusivu"),
    path("tyontekija.js", tyontekija, name="tyontekija"),
    path("haku/", haku, name="haku"),
    path("yhdenvertaisuus/", yhdenvertaisuus, name="yhdenvertaisuus"),
    path("kunnat/<str:koodi>/", kunta, name="kunta"),
    path("henkilot/<int:pk>/luovutus/", luovutus, name="luovutus"),
]
