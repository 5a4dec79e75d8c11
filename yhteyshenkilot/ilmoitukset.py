"""Kinds of notice about contacts."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue import kello
from tyollisyysalue.ilmoitukset import Ilmoituslaji, Tapa, jasenet, rekisteroi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import pvm
from yhteyshenkilot.models import Puoli


def puolen_jasenet(puoli, kunta):
    """Those who speak for a side of the municipality's counterpart pairs."""
    if puoli == Puoli.KUNTA:
        return jasenet(kunta=kunta)
    return jasenet(Rooli.KOORDINAATTORI, alue=kunta.alue)


def toinen(puoli):
    return Puoli.KUNTA if puoli == Puoli.ALUE else Puoli.ALUE


@rekisteroi
class UusiKorjausehdotus(Ilmoituslaji):
    avain = "yhteyshenkilot.korjausehdotus"
    nimi = gettext_lazy("Korjausehdotus yhteystietoihin")
    oletus = Tapa.KOOSTE

    def tilaajat(self, kohde):
        return jasenet(Rooli.KOORDINAATTORI, alue=kohde.henkilo.alue)

    def on_ajankohtainen(self, kohde, user):
        return kohde.on_avoin

    def otsikko(self, kohde):
        return _("Korjausehdotus: %(nimi)s") % {"nimi": kohde.henkilo.nimi}

    def teksti(self, kohde):
        return _("Hyväksy tai hylkää ehdotetut tiedot portaalissa.")


@rekisteroi
class RatkaistuKorjaus(Ilmoituslaji):
    avain = "yhteyshenkilot.korjaus_ratkaistu"
    nimi = gettext_lazy("Vastaus korjausehdotukseesi")
    oletus = Tapa.KOOSTE

    def tilaajat(self, kohde):
        return [kohde.ehdottaja]

    def otsikko(self, kohde):
        return _("Korjausehdotuksesi on ratkaistu: %(nimi)s") % {"nimi": kohde.henkilo.nimi}


@rekisteroi
class UusiVastinpariehdotus(Ilmoituslaji):
    avain = "yhteyshenkilot.vastinpari_ehdotus"
    nimi = gettext_lazy("Vastinpariehdotus vahvistettavaksi")

    def tilaajat(self, kohde):
        return puolen_jasenet(toinen(kohde.puoli), kohde.kunta)

    def on_ajankohtainen(self, kohde, user):
        return kohde.on_avoin

    def otsikko(self, kohde):
        return _("Vastinpariehdotus: %(kunta)s, %(prosessi)s") % {
            "kunta": kohde.kunta.nimi,
            "prosessi": kohde.prosessi.nimi,
        }

    def teksti(self, kohde):
        return _("Vahvista ehdotus tai kerro, miksi se ei käy.")


@rekisteroi
class VastattuVastinpariehdotus(Ilmoituslaji):
    avain = "yhteyshenkilot.vastinpari_vastattu"
    nimi = gettext_lazy("Vastaus vastinpariehdotukseen")
    oletus = Tapa.KOOSTE

    def tilaajat(self, kohde):
        return puolen_jasenet(kohde.puoli, kohde.kunta)

    def otsikko(self, kohde):
        return _("Vastinpariehdotus on %(tila)s: %(kunta)s, %(prosessi)s") % {
            "tila": kohde.get_tila_display(),
            "kunta": kohde.kunta.nimi,
            "prosessi": kohde.prosessi.nimi,
        }


@rekisteroi
class VajaaVastinpari(Ilmoituslaji):
    avain = "yhteyshenkilot.vastinpari_vajaa"
    nimi = gettext_lazy("Vastinpari tarvitsee seuraajan")

    def tilaajat(self, kohde):
        return puolen_jasenet(kohde.omistaja, kohde.kunta)

    def on_ajankohtainen(self, kohde, user):
        return bool(kohde.omistaja)

    def otsikko(self, kohde):
        return _("Vastinpari tarvitsee seuraajan: %(kunta)s, %(prosessi)s") % {
            "kunta": kohde.kunta.nimi,
            "prosessi": kohde.prosessi.nimi,
        }

    def teksti(self, kohde):
        if not kohde.maarapvm:
            return ""
        if kohde.on_myohassa(kello.tanaan()):
            return _("Seuraaja piti nimetä viimeistään %(pvm)s. Ehdota seuraajaa portaalissa.") % {
                "pvm": pvm(kohde.maarapvm)
            }
        return _("Ehdota seuraajaa portaalissa viimeistään %(pvm)s.") % {"pvm": pvm(kohde.maarapvm)}

    def osoite(self, kohde):
        return reverse("yhteyshenkilot:vastinpari", args=[kohde.pk])
