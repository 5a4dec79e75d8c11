from django.urls import path, re_path

from yhteyshenkilot.views import hakemisto, korjaukset, lahetykset, perustiedot, ryhmat, vastinparit, vastuut

app_name = "yhteyshenkilot"
urlpatterns = [
    path("", vastuut.vastuu_list, name="list"),
    path("luettelo.pdf", hakemisto.vastuut_pdf, name="pdf"),
    path("luettelo.vcf", hakemisto.vastuut_vcard, name="vcard"),
    path("henkilo/<int:pk>/", hakemisto.henkilo_detail, name="henkilo"),
    path("henkilo/<int:pk>.vcf", hakemisto.henkilo_vcard, name="henkilo-vcard"),
    path("henkilo/<int:pk>/korjaa/", korjaukset.korjaus_ehdota, name="korjaus-ehdota"),
    path("korjaukset/", korjaukset.korjaus_list, name="korjaukset"),
    path("korjaukset/<int:pk>/", korjaukset.korjaus_detail, name="korjaus"),
    re_path(r"^(?P<koodi>\d{3})/$", vastuut.kunta_detail, name="detail"),
    re_path(r"^(?P<koodi>\d{3})/vastuut/uusi/$", vastuut.vastuu_lisaa, name="vastuu-lisaa"),
    re_path(r"^(?P<koodi>\d{3})/vastinparit/uusi/$", vastuut.vastinpari_luo, name="vastinpari-luo"),
    re_path(
        r"^(?P<koodi>\d{3})/vastinparit/ehdota/$", vastinparit.vastinpari_ehdota, name="vastinpari-ehdota"
    ),
    path("vastinparit/", vastinparit.vastinpari_list, name="vastinparit"),
    path("vastinparit/<int:pk>/", vastinparit.vastinpari_detail, name="vastinpari"),
    path("vastinparit/<int:pk>/seuraaja/", vastinparit.vastinpari_seuraaja, name="vastinpari-seuraaja"),
    path("vastinparit/ehdotukset/", vastinparit.ehdotus_list, name="vastinpari-ehdotukset"),
    path("vastinparit/ehdotukset/<int:pk>/", vastinparit.ehdotus_detail, name="vastinpari-ehdotus"),
    path("vastinparit/ehdotukset/<int:pk>/peru/", vastinparit.ehdotus_peru, name="vastinpari-ehdotus-peru"),
    path("vastuut/<int:pk>/julkisuus/", vastuut.vastuu_julkisuus, name="vastuu-julkisuus"),
    path("vastuut/<int:pk>/paata/", vastuut.vastuu_paata, name="vastuu-paata"),
    path("vastinparit/<int:pk>/<str:puoli>/paata/", vastuut.vastinpari_paata, name="vastinpari-paata"),
    path("henkilot/", perustiedot.henkilo_list, name="henkilot"),
    path("henkilot/uusi/", perustiedot.henkilo_lisaa, name="henkilo-lisaa"),
    path("henkilot/<int:pk>/", perustiedot.henkilo_muuta, name="henkilo-muuta"),
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
