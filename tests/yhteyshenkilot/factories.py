import datetime

import factory

from tests.factories import HenkiloFactory, KuntaFactory, Tehdas
from tyollisyysalue import kello
from yhteyshenkilot.models import (
    Avainprosessi,
    Edustus,
    Poissaolo,
    Puoli,
    Ryhmajasenyys,
    Tapaaminen,
    Vastinpari,
    Vastinpariehdotus,
    Vastuu,
    Yhteistyoryhma,
)

ALKU = datetime.date(2025, 1, 1)


class AvainprosessiFactory(Tehdas):
    class Meta:
        model = Avainprosessi
        django_get_or_create = ["alue", "nimi_fi"]

    alue = factory.SubFactory("tests.factories.AlueFactory")
    nimi_fi = "alkupalvelut"
    nimi_sv = "inledande tjänster"
    nimi_en = "initial services"
    jarjestys = factory.Sequence(lambda n: n)


class VastuuFactory(Tehdas):
    class Meta:
        model = Vastuu

    henkilo = factory.SubFactory(HenkiloFactory)
    prosessi = factory.SubFactory(AvainprosessiFactory)
    kunta = factory.SubFactory(KuntaFactory)
    laji = Vastuu.Laji.ENSISIJAINEN
    alkupvm = ALKU


class VastinpariFactory(Tehdas):
    class Meta:
        model = Vastinpari

    kunta = factory.SubFactory(KuntaFactory)
    prosessi = factory.SubFactory(AvainprosessiFactory, nimi_fi="työnantaja- ja yrityspalvelut")
    oma_henkilo = factory.SubFactory(HenkiloFactory, nimi="Veera Salmenranta", nimike="yrityskoordinaattori")
    oma_alku = ALKU
    kunnan_henkilo = factory.SubFactory(
        HenkiloFactory,
        nimi="Markku Rautajoki",
        nimike="elinvoimapäällikkö",
        kunta=factory.SelfAttribute("..kunta"),
    )
    kunnan_alku = ALKU


class RyhmaFactory(Tehdas):
    class Meta:
        model = Yhteistyoryhma

    alue = factory.SubFactory("tests.factories.AlueFactory")
    laji = Yhteistyoryhma.Laji.OPERATIIVINEN
    nimi_fi = factory.Sequence(lambda n: f"operatiivinen ohjausryhmä {n}")


class JasenFactory(Tehdas):
    class Meta:
        model = Ryhmajasenyys

    ryhma = factory.SubFactory(RyhmaFactory)
    kunta = factory.SubFactory(KuntaFactory)
    alkupvm = ALKU


class EdustusFactory(Tehdas):
    """For a municipality when ``jasenyys`` is given, else for the area."""

    class Meta:
        model = Edustus

    jasenyys = None
    ryhma = factory.LazyAttribute(lambda rivi: rivi.jasenyys.ryhma if rivi.jasenyys else RyhmaFactory())
    tehtava = factory.LazyAttribute(
        lambda rivi: Edustus.Tehtava.VARSINAINEN if rivi.jasenyys else Edustus.Tehtava.ALUEEN_EDUSTAJA
    )
    henkilo = factory.LazyAttribute(
        lambda rivi: HenkiloFactory(
            alue=rivi.ryhma.alue, kunta=rivi.jasenyys.kunta if rivi.jasenyys else None
        )
    )
    alkupvm = ALKU


class TapaaminenFactory(Tehdas):
    class Meta:
        model = Tapaaminen

    ryhma = factory.SubFactory(RyhmaFactory)
    alkuaika = datetime.datetime(2025, 11, 6, 13, tzinfo=kello.HELSINKI)
    loppuaika = factory.LazyAttribute(lambda rivi: rivi.alkuaika + datetime.timedelta(hours=2))
    paikka = "Kuopion kaupungintalo"


class PoissaoloFactory(Tehdas):
    class Meta:
        model = Poissaolo

    henkilo = factory.SubFactory(HenkiloFactory)
    alkupvm = datetime.date(2026, 11, 24)
    loppupvm = datetime.date(2026, 12, 5)


class VastinpariehdotusFactory(Tehdas):
    """The area's proposal of a new pair of people whom the portal knows."""

    class Meta:
        model = Vastinpariehdotus

    kunta = factory.SubFactory(KuntaFactory)
    puoli = Puoli.ALUE
    prosessi = factory.SubFactory(AvainprosessiFactory, nimi_fi="kotoutuminen")
    oma_henkilo = factory.SubFactory(HenkiloFactory, nimi="Riikka Savilampi", nimike="asiantuntija")
    kunnan_henkilo = factory.SubFactory(
        HenkiloFactory,
        nimi="Markku Rautajoki",
        nimike="elinvoimapäällikkö",
        kunta=factory.SelfAttribute("..kunta"),
    )
    alkupvm = ALKU
    ehdotusaika = datetime.datetime(2025, 6, 1, 9, tzinfo=datetime.UTC)
