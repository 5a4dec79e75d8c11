"""Notices of requests."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esitykset.models import Esitys
from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.roolit import Rooli

Tila = Esitys.Tila


@rekisteroi
class Saapunut(Ilmoituslaji):
    avain = "esitykset.saapunut"
    malli = Esitys
    nimi = gettext_lazy("Uusi esitys kirjattavaksi")
    roolit = [Rooli.SIHTEERI]

    def tilaajat(self, kohde):
        return jasenet(Rooli.SIHTEERI, alue=kohde.kunta.alue)

    def on_ajankohtainen(self, kohde, user):
        """Another secretary may have registered it already."""
        return kohde.tila == Tila.SAAPUNUT

    def otsikko(self, kohde):
        return _("Uusi esitys kirjattavaksi: %(kunta)s") % {"kunta": kohde.kunta.nimi}

    def teksti(self, kohde):
        return render_to_string(
            "esitykset/kirjaamolle.txt", {"esitys": kohde, "kohtia": kohde.kohdat.count()}
        )


class Kunnalle(Ilmoituslaji):
    """What became of a request, to the liaisons of the municipality that made it."""

    malli = Esitys
    roolit = [Rooli.YHDYSHENKILO]
    tilat: tuple[Esitys.Tila, ...]

    def tilaajat(self, kohde):
        return jasenet(kunta=kohde.kunta)

    def on_ajankohtainen(self, kohde, user):
        return kohde.tila in self.tilat

    def teksti(self, kohde):
        return "\n".join(
            [
                _("Esitys: %(otsikko)s") % {"otsikko": kohde.otsikko},
                _("Asianumero: %(numero)s") % {"numero": kohde.asia.numero},
            ]
        )


@rekisteroi
class Kirjattu(Kunnalle):
    avain = "esitykset.kirjattu"
    nimi = gettext_lazy("Kunnan esitys on kirjattu")
    tilat = (Tila.KIRJATTU, Tila.VALMISTELUSSA)

    def otsikko(self, kohde):
        return _("Esitys on kirjattu asianumerolla %(numero)s") % {"numero": kohde.asia.numero}


@rekisteroi
class Vastattu(Kunnalle):
    avain = "esitykset.vastattu"
    nimi = gettext_lazy("Kunnan esitykseen on vastattu")
    tilat = (Tila.VASTATTU, Tila.PAATTYNYT)

    def otsikko(self, kohde):
        return _("Esitykseen on vastattu: %(numero)s") % {"numero": kohde.asia.numero}
