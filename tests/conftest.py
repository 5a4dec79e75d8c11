"""The cast, and the rules that make a test run stricter than production.

Raija is Rautavaara's liaison, Kari Siilinjärvi's; the others work in the area of Kuopio.
"""

import pytest
from django.core.cache import caches
from django.template import base as template_base
from django.template.base import VariableDoesNotExist
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from seuranta.mittarit import lataa
from seuranta.models import Mittari
from tests.factories import AlueFactory, HenkiloFactory, KuntaFactory, UserFactory
from tyollisyysalue.roolit import Rooli

# A busy machine is slow, not wrong.
hypothesis_settings.register_profile("portaali", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("portaali")


@pytest.fixture(autouse=True)
def strict_templates(monkeypatch):
    """An unknown variable in a template of ours is an error; ``{% if x %}`` on one stays allowed."""
    resolve = template_base.FilterExpression.resolve

    def strict_resolve(self, context, ignore_failures=False):
        if isinstance(self.var, template_base.Variable) and not ignore_failures and not self.filters:
            try:
                self.var.resolve(context)
            except VariableDoesNotExist as error:
                origin = getattr(getattr(context, "template", None), "name", "")
                raise AssertionError(f"{origin}: unknown template variable {self.var}") from error
        return resolve(self, context, ignore_failures)

    monkeypatch.setattr(template_base.FilterExpression, "resolve", strict_resolve)


@pytest.fixture(autouse=True)
def tyhja_sivumuisti():
    """Drawn pages live in the process, past the test whose figures they show."""
    caches["sivut"].clear()
    caches["sivuvarasto"].clear()


@pytest.fixture(autouse=True)
def suomeksi():
    """A request of the test client leaves its language on; the next test begins in Finnish all the same."""
    with translation.override("fi"):
        yield


@pytest.fixture
def mittarit(db):
    """The measures, again: a test with transactions of its own empties every table when it ends."""
    if not Mittari.objects.exists():
        lataa(Mittari)


@pytest.fixture
def alue(db):
    return AlueFactory()


@pytest.fixture
def rautavaara(alue):
    return KuntaFactory(koodi="687", nimi_fi="Rautavaara", alue=alue)


@pytest.fixture
def siilinjarvi(alue):
    return KuntaFactory(koodi="749", nimi_fi="Siilinjärvi", alue=alue)


@pytest.fixture
def raija(rautavaara):
    user = UserFactory(kunta=rautavaara, email="raija@rautavaara.example")
    HenkiloFactory(user=user, kunta=rautavaara, alue=rautavaara.alue, nimi="Raija Vaarala")
    return user


@pytest.fixture
def kari(siilinjarvi):
    """Another municipality's liaison: the outsider of most tests."""
    user = UserFactory(kunta=siilinjarvi, email="kari@siilinjarvi.example")
    HenkiloFactory(user=user, kunta=siilinjarvi, alue=siilinjarvi.alue, nimi="Kari Vuorisalmi")
    return user


def staff(alue, rooli, nimi):
    user = UserFactory(rooli=rooli, alue=alue, email=f"{rooli}@kuopio.example")
    HenkiloFactory(user=user, alue=alue, nimi=nimi)
    return user


@pytest.fixture
def asiantuntija(alue):
    return staff(alue, Rooli.ASIANTUNTIJA, "Aino Harjula")


@pytest.fixture
def koordinaattori(alue):
    return staff(alue, Rooli.KOORDINAATTORI, "Kaisa Lehtovaara")


@pytest.fixture
def sihteeri(alue):
    return staff(alue, Rooli.SIHTEERI, "Sirpa Niemenmaa")


@pytest.fixture
def esittelija(alue):
    return staff(alue, Rooli.ESITTELIJA, "Eero Mäkirinne")


@pytest.fixture
def paakayttaja(alue):
    return staff(alue, Rooli.PAAKAYTTAJA, "Pekka Ylitalo")
