"""Where a request stands and what happens next, in words."""

from django.utils.translation import gettext as _

from esitykset.models import Esitys

Tila = Esitys.Tila

TUNNISTEET = {
    Tila.SAAPUNUT: "huomio",
    Tila.KIRJATTU: "tieto",
    Tila.VALMISTELUSSA: "tieto",
    Tila.TAYDENNETTAVANA: "huomio",
    Tila.VASTATTU: "onnistui",
}


def seuraavaksi(esitys):
    """What happens next, as a sentence to both sides."""
    if esitys.on_alueen_luonnos:
        return _("Sihteeri tarkistaa kirjeestä poimitut tiedot ja kirjaa esityksen. Kunta ei näe luonnosta.")
    return {
        Tila.LUONNOS: _(
            "Luonnos näkyy vain kunnan yhdyshenkilöille. Lähetä se, kun kunta on päättänyt asiasta."
        ),
        Tila.SAAPUNUT: _("Lautakunnan sihteeri kirjaa esityksen ja antaa sille asianumeron."),
        Tila.KIRJATTU: _("Lautakunnan sihteeri ottaa esityksen valmisteluun."),
        Tila.TAYDENNETTAVANA: _(
            "Työllisyysalue odottaa kunnan täydennystä. Valmistelu jatkuu, kun täydennys on saapunut."
        ),
        Tila.VALMISTELUSSA: _(
            "Työllisyysalue valmistelee vastausta jokaiseen kohtaan. Vastauksesta päättää toimielin kokouksessaan."
        ),
        Tila.VASTATTU: _("Toimielin on vastannut esitykseen. Vastaukset ovat kohtien alla."),
        Tila.PAATTYNYT: _("Esityksen käsittely on päättynyt."),
        Tila.SIIRRETTY: _("Esitys on siirretty viranomaiselle, jolle se kuuluu. Se vastaa kunnalle."),
        Tila.PERUUTETTU: _("Kunta on perunut esityksen. Siihen ei vastata."),
    }[Tila(esitys.tila)]


def vaiheet(esitys):
    """The whole course as steps: ``(name, "tehty" | "nyt" | "tulossa")``. A course that was left ends where it is."""
    polku = [
        (Tila.LUONNOS, _("Kunta laatii esityksen")),
        (Tila.SAAPUNUT, _("Esitys saapuu työllisyysalueelle")),
        (Tila.KIRJATTU, _("Sihteeri kirjaa asian")),
        (Tila.VALMISTELUSSA, _("Vastausta valmistellaan")),
        (Tila.VASTATTU, _("Toimielin vastaa")),
        (Tila.PAATTYNYT, _("Käsittely päättyy")),
    ]
    if esitys.tila == Tila.TAYDENNETTAVANA:
        polku.insert(3, (Tila.TAYDENNETTAVANA, _("Kunta täydentää esitystä")))
    if esitys.tila in (Tila.SIIRRETTY, Tila.PERUUTETTU):
        kirjattu = 3 if esitys.asia_id else 2
        nimi = (
            _("Siirretään toiselle viranomaiselle")
            if esitys.tila == Tila.SIIRRETTY
            else _("Kunta peruu esityksen")
        )
        polku = [*polku[:kirjattu], (Tila(esitys.tila), nimi)]
    tassa = [tila for tila, _nimi in polku].index(esitys.tila)
    return [
        (nimi, "tehty" if i < tassa else "nyt" if i == tassa else "tulossa")
        for i, (_tila, nimi) in enumerate(polku)
    ]
