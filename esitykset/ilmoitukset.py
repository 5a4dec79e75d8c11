"""Notices of requests."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esitykset.models import Esitys, Maaraaika
from tyollisyysalue import kello
from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import pvm

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


def esityksesta(esitys):
    """What a mail says of a request: which one it is, and nothing of what was written."""
    rivit = [_("Esitys: %(otsikko)s") % {"otsikko": esitys.otsikko}]
    if esitys.asia:
        rivit.append(_("Asianumero: %(numero)s") % {"numero": esitys.asia.numero})
    return "\n".join(rivit)


class Kunnalle(Ilmoituslaji):
    """What became of a request, to the liaisons of the municipality that made it."""

    malli = Esitys
    roolit = [Rooli.YHDYSHENKILO]
    # In which it is still worth telling; every state when left out.
    tilat: tuple[Esitys.Tila, ...] = tuple(Tila)

    def tilaajat(self, kohde):
        return jasenet(kunta=kohde.kunta)

    def on_ajankohtainen(self, kohde, user):
        return kohde.tila in self.tilat

    def teksti(self, kohde):
        return esityksesta(kohde)


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


@rekisteroi
class Viestinyt(Kunnalle):
    avain = "esitykset.viesti_alueelta"
    nimi = gettext_lazy("Työllisyysalueen viesti esityksestä")

    def otsikko(self, kohde):
        return _("Viesti työllisyysalueelta: %(otsikko)s") % {"otsikko": kohde.otsikko}


@rekisteroi
class Taydennyspyynto(Kunnalle):
    avain = "esitykset.taydennyspyynto"
    nimi = gettext_lazy("Esitykseen pyydetään täydennystä")
    tilat = (Tila.TAYDENNETTAVANA,)

    def otsikko(self, kohde):
        return _("Täydennä esitystä: %(otsikko)s") % {"otsikko": kohde.otsikko}


@rekisteroi
class Siirretty(Kunnalle):
    avain = "esitykset.siirretty"
    nimi = gettext_lazy("Esitys on siirretty toiselle viranomaiselle")
    tilat = (Tila.SIIRRETTY,)

    def otsikko(self, kohde):
        return _("Esitys on siirretty: %(otsikko)s") % {"otsikko": kohde.otsikko}

    def teksti(self, kohde):
        mihin = _("Viranomainen: %(viranomainen)s") % {"viranomainen": kohde.siirretty_mihin}
        return f"{esityksesta(kohde)}\n{mihin}"


@rekisteroi
class Avattu(Kunnalle):
    avain = "esitykset.avattu"
    nimi = gettext_lazy("Esityksen käsittely on avattu uudelleen")
    tilat = (Tila.VALMISTELUSSA, Tila.TAYDENNETTAVANA)

    def otsikko(self, kohde):
        return _("Esityksen käsittely on avattu uudelleen: %(otsikko)s") % {"otsikko": kohde.otsikko}


@rekisteroi
class Yhdistetty(Kunnalle):
    avain = "esitykset.yhdistetty"
    nimi = gettext_lazy("Esitys käsitellään toisen asian kanssa")

    def otsikko(self, kohde):
        return _("Esitys käsitellään nyt asianumerolla %(numero)s") % {"numero": kohde.asia.numero}


class Kasittelijalle(Ilmoituslaji):
    """What the municipality did, to the one who handles the request, and before there is one to the secretaries."""

    malli = Esitys
    roolit = [Rooli.SIHTEERI]
    tilat: tuple[Esitys.Tila, ...] = tuple(Tila)

    def tilaajat(self, kohde):
        return kasittelijat(kohde)

    def on_ajankohtainen(self, kohde, user):
        return kohde.tila in self.tilat

    def teksti(self, kohde):
        return esityksesta(kohde)


def kasittelijat(esitys):
    sihteerit = jasenet(Rooli.SIHTEERI, alue=esitys.kunta.alue)
    if esitys.kasittelija_id:
        # One who has left the task hears of nothing: then all the others do.
        oma = sihteerit.filter(henkilo=esitys.kasittelija_id)
        return oma if oma.exists() else sihteerit
    return sihteerit


@rekisteroi
class Viesti(Kasittelijalle):
    avain = "esitykset.viesti_kunnalta"
    nimi = gettext_lazy("Kunnan viesti esityksestä")

    def otsikko(self, kohde):
        return _("Viesti kunnalta %(kunta)s: %(otsikko)s") % {
            "kunta": kohde.kunta.nimi,
            "otsikko": kohde.otsikko,
        }


@rekisteroi
class Taydennetty(Kasittelijalle):
    avain = "esitykset.taydennetty"
    nimi = gettext_lazy("Kunta on täydentänyt esitystä")

    def otsikko(self, kohde):
        return _("Kunta on täydentänyt esitystä: %(otsikko)s") % {"otsikko": kohde.otsikko}


@rekisteroi
class Peruutettu(Kasittelijalle):
    avain = "esitykset.peruutettu"
    nimi = gettext_lazy("Kunta on perunut esityksen")
    tilat = (Tila.PERUUTETTU,)

    def otsikko(self, kohde):
        return _("Kunta on perunut esityksen: %(otsikko)s") % {"otsikko": kohde.otsikko}


@rekisteroi
class Riittavyys(Kasittelijalle):
    avain = "esitykset.riittavyys"
    nimi = gettext_lazy("Kunta on arvioinut vastauksen")

    def otsikko(self, kohde):
        return _("Kunta on arvioinut vastauksen: %(otsikko)s") % {"otsikko": kohde.otsikko}


@rekisteroi
class Kasiteltavaksi(Kasittelijalle):
    avain = "esitykset.kasiteltavaksi"
    nimi = gettext_lazy("Esitys on annettu sinulle käsiteltäväksi")

    def on_ajankohtainen(self, kohde, user):
        """It may have been given to somebody else since."""
        return kohde.kasittelija_id is not None and kohde.kasittelija.user_id == user.pk

    def otsikko(self, kohde):
        return _("Sinulle käsiteltäväksi: %(otsikko)s") % {"otsikko": kohde.otsikko}


class Maaraajasta(Ilmoituslaji):
    """A reminder of a deadline; of one that has been kept or extended in between none leaves."""

    malli = Maaraaika

    def on_ajankohtainen(self, kohde, user):
        return kohde.tila == Maaraaika.Tila.AVOIN and kohde.muistutettu is not None

    def osoite(self, kohde):
        return kohde.esitys.get_absolute_url()

    def teksti(self, kohde):
        return esityksesta(kohde.esitys)


@rekisteroi
class Maaraaikamuistutus(Maaraajasta):
    avain = "esitykset.maaraaika"
    nimi = gettext_lazy("Esityksen määräaika lähestyy tai on ohi")
    roolit = [Rooli.SIHTEERI]

    def tilaajat(self, kohde):
        return kasittelijat(kohde.esitys)

    def otsikko(self, kohde):
        tiedot = {"pvm": pvm(kohde.loppupvm), "otsikko": kohde.esitys.otsikko}
        if kohde.loppupvm < kello.tanaan():
            return _("Määräaika %(pvm)s on ohi: %(otsikko)s") % tiedot
        return _("Määräaika %(pvm)s lähestyy: %(otsikko)s") % tiedot


@rekisteroi
class Taydennysmuistutus(Maaraajasta):
    avain = "esitykset.taydennyksen_maaraaika"
    nimi = gettext_lazy("Esityksen täydennyksen määräaika lähestyy")
    roolit = [Rooli.YHDYSHENKILO]

    def tilaajat(self, kohde):
        return jasenet(kunta=kohde.esitys.kunta)

    def otsikko(self, kohde):
        return _("Täydennä esitystä viimeistään %(pvm)s: %(otsikko)s") % {
            "pvm": pvm(kohde.loppupvm),
            "otsikko": kohde.esitys.otsikko,
        }
