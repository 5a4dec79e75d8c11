from django.conf import settings
from django.urls import include, path

from tyollisyysalue import (
    accounts,
    ilmoitukset_views,
    kuittaus_views,
    kutsut_views,
    palaute_views,
    posti_views,
    syotteet_views,
    terveys_views,
    views,
)

handler400 = "tyollisyysalue.virheet.pyyntoa_ei_ymmarretty"
handler500 = "tyollisyysalue.virheet.portaalissa_on_virhe"

urlpatterns = [
    path("", include("portaali.urls")),
    path("lahipalvelut/", include("lahipalvelut.urls")),
    path("yhteyshenkilot/", include("yhteyshenkilot.urls")),
    path("seuranta/", include("seuranta.urls")),
    path("esitykset/", include("esitykset.urls")),
    path("paatokset/", include("paatokset.urls")),
    path("lahetykset/", include("tyollisyysalue.lahetykset_urls")),
    path("sopimukset/", include("tyollisyysalue.sopimukset_urls")),
    path("ilmoitukset/", include("tyollisyysalue.ilmoitukset_urls")),
    path("saavutettavuus/", palaute_views.saavutettavuus, name="saavutettavuus"),
    path("palaute/", palaute_views.palaute, name="palaute"),
    path("palaute/<str:tunnus>/", palaute_views.kuittaus, name="palaute-kuittaus"),
    path("kuittaus/<str:tunnus>/", kuittaus_views.kuittaus, name="kuittaus"),
    path("hallinta/palautteet/", include("tyollisyysalue.palaute_urls")),
    path("hallinta/", include("tyollisyysalue.hallinta_urls")),
    path("liitteet/<int:pk>/<str:nimi>", views.liite, name="liite"),
    path("tili/email/", accounts.oma_osoite, name="account_email"),
    path("tili/kutsu/", kutsut_views.kutsu, name="kutsu"),
    path("tili/kutsu/<str:avain>/", kutsut_views.kutsu_linkki, name="kutsu-linkki"),
    path("tili/oikeudet/", kutsut_views.omat_oikeudet, name="omat-oikeudet"),
    path("tili/kalenterit/", syotteet_views.kalenterit, name="kalenterit"),
    path("tili/kalenterit/<int:pk>/peru/", syotteet_views.kalenteri_peru, name="kalenteri-peru"),
    path("tili/kalenterit/<str:laji>/luo/", syotteet_views.kalenteri_luo, name="kalenteri-luo"),
    path("tili/", include("allauth.account.urls")),
    path("kalenteri/<str:tunnus>.ics", syotteet_views.kalenteri, name="kalenteri"),
    path("terveys/", terveys_views.elossa, name="terveys"),
    path("terveys/valmius/", terveys_views.valmius, name="terveys-valmius"),
    path("kieli/", ilmoitukset_views.kieli, name="set_language"),
]

if settings.POSTI_SAILYTETAAN:
    urlpatterns += [
        path("hallinta/posti/", posti_views.viesti_list, name="posti"),
        path("hallinta/posti/<int:pk>/", posti_views.viesti_detail, name="posti-viesti"),
    ]
