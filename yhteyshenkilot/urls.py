from django.urls import path, re_path

from yhteyshenkilot.views import kattavuus, lahetykset, perustiedot, poissaolot, ryhmat, vastuut

app_name = "yhteyshenkilot"
urlpatterns = [
    path("", vastuut.vastuu_list, name="list"),
    re_path(r"^(?P<koodi>\d{3})/$", vastuut.kunta_detail, name="detail"),
    re_path(r"^(?P<koodi>\d{3})/vastuut/uusi/$", vastuut.vastuu_lisaa, name="vastuu-lisaa"),
    re_path(r"^(?P<koodi>\d{3})/vastinparit/uusi/$", vastuut.vastinpari_luo, name="vastinpari-luo"),
    path("vastuut/<int:pk>/paata/", vastuut.vastuu_paata, name="vastuu-paata"),
    path("vastinparit/<int:pk>/<str:puoli>/paata/", vastuut.vastinpari_paata, name="vastinpari-paata"),
    path("henkilot/", perustiedot.henkilo_list, name="henkilot"),
    path("henkilot/uusi/", perustiedot.henkilo_lisaa, name="henkilo-lisaa"),
    path("henkilot/<int:pk>/", perustiedot.henkilo_muuta, name="henkilo-muuta"),
    path("henkilot/<int:pk>/paata-vastuut/", vastuut.henkilo_paata_vastuut, name="henkilo-paata-vastuut"),
    path("poissaolot/", poissaolot.poissaolo_list, name="poissaolot"),
    path("poissaolot/uusi/", poissaolot.poissaolo_uusi, name="poissaolo-uusi"),
    path("poissaolot/<int:pk>/", poissaolot.poissaolo_detail, name="poissaolo"),
    path("poissaolot/<int:pk>/muuta/", poissaolot.poissaolo_muuta, name="poissaolo-muuta"),
    path("poissaolot/<int:pk>/mitatoi/", poissaolot.poissaolo_mitatoi, name="poissaolo-mitatoi"),
    path("kattavuus/", kattavuus.kattavuus, name="kattavuus"),
    path("kattavuus/luettelo/", kattavuus.kattavuus_list, name="kattavuus-luettelo"),
    path("prosessit/", perustiedot.prosessi_list, name="prosessit"),
    path("prosessit/uusi/", perustiedot.prosessi_lisaa, name="prosessi-lisaa"),
    path("prosessit/<int:pk>/", perustiedot.prosessi_nimea, name="prosessi-nimea"),
    path("prosessit/<int:pk>/kaytto/", perustiedot.prosessi_kaytto, name="prosessi-kaytto"),
    path("lahetykset/", lahetykset.lahetys_list, name="lahetykset"),
    path("lahetykset/uusi/", lahetykset.lahetys_valitse, name="lahetys-uusi"),
    path("lahetykset/uusi/esikatselu/", lahetykset.lahetys_laheta, name="lahetys-esikatselu"),
    path("lahetykset/<int:pk>/", lahetykset.lahetys_detail, name="lahetys"),
    path("ryhmat/", ryhmat.ryhma_list, name="ryhmat"),
    path("ryhmat/uusi/", ryhmat.ryhma_luo, name="ryhma-luo"),
    path("ryhmat/<int:pk>/", ryhmat.ryhma_detail, name="ryhma"),
    path("ryhmat/<int:pk>/jasenet/uusi/", ryhmat.jasen_lisaa, name="jasen-lisaa"),
    path("ryhmat/jasenet/<int:pk>/paata/", ryhmat.jasen_paata, name="jasen-paata"),
    path("ryhmat/<int:pk>/tapaamiset/uusi/", ryhmat.tapaaminen_sovi, name="tapaaminen-sovi"),
]
