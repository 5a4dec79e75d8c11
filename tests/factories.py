import datetime
from typing import TYPE_CHECKING, Any

import factory

from tyollisyysalue.models import Henkilo, Jasenyys, Kunta, Tyollisyysalue, User
from tyollisyysalue.roolit import Rooli


class Tehdas(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    if TYPE_CHECKING:
        # Calling a factory makes a row, by its metaclass, which a type checker does not follow.
        def __new__(cls, *args, **kwargs) -> Any: ...


class AlueFactory(Tehdas):
    class Meta:
        model = Tyollisyysalue
        django_get_or_create = ["koodi"]

    koodi = "17"
    nimi_fi = nimi_sv = nimi_en = "Kuopio"
    asiakirjanimi = "Kuopion työllisyysalue"
    kaytossa = True
    jarjestaja = "Kuopion kaupunki"
    osoite = "PL 000, 70000 Kuopio"
    sahkoposti = "kirjaamo@kuopio.example"


class KuntaFactory(Tehdas):
    class Meta:
        model = Kunta
        django_get_or_create = ["koodi"]

    koodi = "687"
    nimi_fi = "Rautavaara"
    nimi_sv = nimi_en = factory.SelfAttribute("nimi_fi")
    kielisuhde = Kunta.Kielisuhde.SUOMENKIELINEN
    alue = factory.SubFactory(AlueFactory)


class UserFactory(Tehdas):
    """A user with one membership: ``UserFactory(rooli=Rooli.SIHTEERI)``, ``UserFactory(kunta=…)`` for a liaison."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"kayttaja{n}@kuopio.example")
    password = factory.django.Password("salasana")

    @classmethod
    def _create(cls, model_class, *args, rooli=None, alue=None, kunta=None, **kwargs):
        user = super()._create(model_class, *args, **kwargs)
        if kunta:
            JasenyysFactory(user=user, rooli=Rooli.YHDYSHENKILO, kunta=kunta)
        elif rooli:
            JasenyysFactory(user=user, rooli=rooli, alue=alue or AlueFactory())
        return user


class JasenyysFactory(Tehdas):
    class Meta:
        model = Jasenyys

    user = factory.SubFactory(UserFactory)
    alkupvm = datetime.date(2024, 1, 1)


class HenkiloFactory(Tehdas):
    class Meta:
        model = Henkilo

    alue = factory.SubFactory(AlueFactory)
    nimi = factory.Sequence(lambda n: f"Aino Harjula {n}")
    nimike = "työllisyysasiantuntija"
    puhelin = "050 000 0000"
    sahkoposti = factory.Sequence(lambda n: f"henkilo{n}@kuopio.example")
    organisaatio = "Kuopion työllisyysalue"


def historia(malli):
    """The model of the history rows of a tracked one."""
    return malli.pgh_event_model
