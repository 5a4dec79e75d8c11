from django.conf import settings
from django.urls import include, path

from tyollisyysalue import posti_views, views

urlpatterns = [
    path("", include("portaali.urls")),
    path("lahipalvelut/", include("lahipalvelut.urls")),
    path("yhteyshenkilot/", include("yhteyshenkilot.urls")),
    path("seuranta/", include("seuranta.urls")),
    path("esitykset/", include("esitykset.urls")),
    path("paatokset/", include("paatokset.urls")),
    path("sopimukset/", include("tyollisyysalue.sopimukset_urls")),
    path("liitteet/<int:pk>/<str:nimi>", views.liite, name="liite"),
    path("tili/", include("allauth.account.urls")),
    path("kieli/", include("django.conf.urls.i18n")),
]

if settings.POSTI_SAILYTETAAN:
    urlpatterns += [
        path("hallinta/posti/", posti_views.viesti_list, name="posti"),
        path("hallinta/posti/<int:pk>/", posti_views.viesti_detail, name="posti-viesti"),
    ]
