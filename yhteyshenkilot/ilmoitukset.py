"""Notices of contacts."""

from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tyollisyysalue import kello
from tyollisyysalue.ilmoitukset import Ilmoituslaji, Tapa, jasenet, rekisteroi
from tyollisyysalue.models import User
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import pvm, viikonpaiva_pvm
from yhteyshenkilot import aukot
from yhteyshenkilot.models import (
    Aukkovaroitus,
    Korjausehdotus,
    Luettelolahetys,
    Muistio,
    Puoli,
    Tapaaminen,
    Vastinpari,
    Vastinpariehdotus,
)


@rekisteroi
class LuetteloKuittaamatta(Ilmoituslaji):
    """Of a sending of contact lists, the day after its time to acknowledge has run out."""

    avain = "yhteyshenkilot.luettelo_kuittaamatta"
    nimi = gettext_lazy("Kunta ei ole kuitannut yhteyshenkilöluetteloa")
    malli = Luettelolahetys
    roolit = [Rooli.KOORDINAATTORI]

    def tilaajat(self, kohde):
        return jasenet(Rooli.KOORDINAATTORI, alue=kohde.alue)

    def on_ajankohtainen(self, kohde, user):
        return bool(_myohassa(kohde))

    def otsikko(self, kohde):
        kuntia = _myohassa(kohde)
        return ngettext(
            "Yhteyshenkilöluettelo %(pvm)s on kuittaamatta %(kuntia)s kunnassa",
            "Yhteyshenkilöluettelo %(pvm)s on kuittaamatta %(kuntia)s kunnassa",
            kuntia,
        ) % {"pvm": pvm(kohde.lahetysaika), "kuntia": kuntia}

    def osoite(self, kohde):
        return reverse("yhteyshenkilot:kuittaamatta")


def _myohassa(lahetys):
    return lahetys.saajat.myohassa(kello.tanaan()).count()


@rekisteroi
class MuistioJulkaistu(Ilmoituslaji):
    """To the member municipalities' liaisons, and to those who were invited and sign in."""

    avain = "yhteyshenkilot.tapaaminen"
    nimi = gettext_lazy("Ryhmän tapaamisen muistio on julkaistu")
    malli = Tapaaminen

    def tilaajat(self, tapaaminen):
        kutsutut = User.objects.filter(
            is_active=True, henkilo__osallistumiset__in=tapaaminen.osallistumiset.kutsutut()
        )
        jasenkunnat = tapaaminen.ryhma.jasenet.voimassa(tapaaminen.pvm).select_related("kunta")
        yhdyshenkilot = [jasenet(kunta=jasenyys.kunta) for jasenyys in jasenkunnat]
        return {user.pk: user for user in chain(kutsutut, *yhdyshenkilot)}.values()

    def on_ajankohtainen(self, tapaaminen, user):
        """A memo that was taken back to be corrected is told of anew when it is published anew."""
        return Muistio.objects.filter(tapaaminen=tapaaminen, julkaisuaika__isnull=False).exists()

    def otsikko(self, tapaaminen):
        return _("Muistio on julkaistu: %(ryhma)s %(pvm)s") % {
            "ryhma": tapaaminen.ryhma.nimi,
            "pvm": viikonpaiva_pvm(tapaaminen.alkuaika),
        }


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
    malli = Korjausehdotus
    roolit = [Rooli.KOORDINAATTORI]
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
    malli = Korjausehdotus
    oletus = Tapa.KOOSTE

    def tilaajat(self, kohde):
        return [kohde.ehdottaja]

    def otsikko(self, kohde):
        return _("Korjausehdotuksesi on ratkaistu: %(nimi)s") % {"nimi": kohde.henkilo.nimi}


@rekisteroi
class UusiVastinpariehdotus(Ilmoituslaji):
    avain = "yhteyshenkilot.vastinpari_ehdotus"
    nimi = gettext_lazy("Vastinpariehdotus vahvistettavaksi")
    malli = Vastinpariehdotus
    roolit = [Rooli.KOORDINAATTORI, Rooli.YHDYSHENKILO]

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
    malli = Vastinpariehdotus
    roolit = [Rooli.KOORDINAATTORI, Rooli.YHDYSHENKILO]
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
    malli = Vastinpari
    roolit = [Rooli.KOORDINAATTORI, Rooli.YHDYSHENKILO]

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


@rekisteroi
class Aukko(Ilmoituslaji):
    """Of an ``Aukkovaroitus``."""

    avain = "yhteyshenkilot.aukko"
    nimi = gettext_lazy("Avainprosessiin on tulossa aukko")
    malli = Aukkovaroitus
    roolit = [Rooli.KOORDINAATTORI]

    def tilaajat(self, kohde):
        return jasenet(Rooli.KOORDINAATTORI, alue=kohde.kunta.alue)

    def on_ajankohtainen(self, kohde, user):
        """Nobody has been named in the meantime."""
        return aukot.on_auki(kohde.kunta, kohde.prosessi, max(kohde.alkupvm, kello.tanaan()))

    def otsikko(self, kohde):
        return _("Aukko %(pvm)s alkaen: %(kunta)s, %(prosessi)s") % {
            "pvm": pvm(kohde.alkupvm),
            "kunta": kohde.kunta.nimi,
            "prosessi": kohde.prosessi.nimi,
        }

    def teksti(self, kohde):
        return _(
            "Kukaan ei hoida avainprosessia kunnassa tästä päivästä alkaen. Nimeä sijainen tai uusi vastuuhenkilö."
        )
