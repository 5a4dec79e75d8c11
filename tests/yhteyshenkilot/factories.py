import datetime

import factory

from tests.factories import HenkiloFactory, KuntaFactory, Tehdas
from yhteyshenkilot.models import (
    Avainprosessi,
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


class TapaaminenFactory(Tehdas):
    class Meta:
        model = Tapaaminen

    ryhma = factory.SubFactory(RyhmaFactory)
    paikka = "Kuopion kaupungintalo"


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
