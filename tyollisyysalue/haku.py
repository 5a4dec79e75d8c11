"""Search: the kinds that can be searched, and the words of a search as the database takes them.

An app registers what it offers in ``<app>/haku.py``::

    @rekisteroi("esitykset", _("Esitykset"), jarjestys=40)
    def hae(user, haku, enintaan):
        rivit = Esitys.objects.visible_to(user).haku(haku)[: enintaan + 1]
        return Tulos.riveista(rivit, enintaan, osuma, kaikki=…)

and answers with rows that ``visible_to(user)`` let through, or with None when the kind is not for this reader at all.
Every word has to be found, each in any of the places that a kind names. A word is found by its Finnish stem or by its
beginning, a number by its beginning.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import islice
from operator import and_, or_

from django.contrib.postgres.search import Lexeme, SearchQuery, SearchVector, SearchVectorField
from django.db.models import F, Func, GeneratedField, Manager, TextField, Value
from django.db.models.functions import Left, Lower

# The server refuses a vector of a megabyte; nobody looks for a word behind so many letters.
TEKSTIA_ENINTAAN = 100_000
# A beginning shorter than this is found everywhere, and Finnish words so short mean little.
LYHIN_ALKU = 3
SANOJA_ENINTAAN = 8


def _pienina(kentta):
    # A database with the plain "C" locale, which is a good one to have, knows no small letter for Ä; not every server
    # takes a no-break space ("§ 58") for the end of a word.
    return Func(
        Lower(Left(F(kentta), TEKSTIA_ENINTAAN)),
        Value("ÅÄÖÉÜŠŽÁČĐŊŦ\xa0"),
        Value("åäöéüšžáčđŋŧ "),
        function="translate",
        output_field=TextField(),
    )


def _kannat(kentat):
    return SearchVector(*map(_pienina, kentat), config="finnish")


def tekstit(*kentat):
    """A generated column with the words of text columns by their Finnish stems.

    Kept, not computed: a word that stands in most rows ("esitys") is found by reading them all, and ranking reads
    every hit. Keep it out of the history, and out of what is read by ``HaettavaManager``.
    """
    return GeneratedField(expression=_kannat(kentat), output_field=SearchVectorField(), db_persist=True)


def nimet(*kentat):
    """The words of columns of names, as they are written and by their stems: for a ``GinIndex`` and its queries."""
    return SearchVector(*map(_pienina, kentat), config="simple") + _kannat(kentat)


class HaettavaManager(Manager):
    """Rows without the column ``haku``, which nobody reads but the database."""

    def get_queryset(self):
        return super().get_queryset().defer("haku")


@dataclass(frozen=True)
class Sana:
    """A word of a search, or a whole search in the notation ``"exact phrase"``, ``-without``, ``or``."""

    teksti: str
    alut: tuple[str, ...]

    @property
    def tekstista(self):
        if self.alut == (self.teksti,) and len(self.teksti) >= LYHIN_ALKU:
            return self._taivutettuna | self._alusta
        return self._taivutettuna

    @property
    def nimesta(self):
        return self._taivutettuna | self._alusta

    @property
    def _taivutettuna(self):
        return SearchQuery(self.teksti, config="finnish", search_type="websearch")

    @property
    def _alusta(self):
        return SearchQuery(reduce(and_, (Lexeme(alku, prefix=True) for alku in self.alut)), config="simple")


class Haku:
    """What somebody typed into a search box."""

    def __init__(self, teksti):
        self.teksti = " ".join(teksti.replace("\0", " ").lower().split())

    @cached_property
    def sanat(self):
        osat = [osa for osa in map(_ilman_valimerkkeja, self.teksti.split()) if osa][:SANOJA_ENINTAAN]
        if not osat:
            return []
        if '"' in self.teksti or any(osa.startswith("-") for osa in self.teksti.split()):
            return [Sana(self.teksti, tuple(osat))]
        pitkat = [osa for osa in osat if len(osa) >= LYHIN_ALKU or osa[0].isdigit()]
        return [Sana(osa, (osa,)) for osa in pitkat or osat]

    @property
    def jokin_sana(self):
        """For ranking: the more of the words, the better."""
        return reduce(or_, (sana.tekstista for sana in self.sanat))


def _ilman_valimerkkeja(osa):
    kirjaimet = [i for i, merkki in enumerate(osa) if merkki.isalnum()]
    return osa[kirjaimet[0] : kirjaimet[-1] + 1] if kirjaimet else ""


def rajaa(queryset, haku, *paikat):
    """Rows with every word of the search in at least one place.

    A place is a function from a ``Sana`` to a queryset of ids. Each is looked up by its own index and the ids put
    together; conditions joined by OR over several tables would read all of the rows.
    """
    haku = haku if isinstance(haku, Haku) else Haku(haku)
    if not haku.sanat:
        return queryset.none()
    for sana in haku.sanat:
        ensimmainen, *muut = (paikka(sana).order_by() for paikka in paikat)
        queryset = queryset.filter(pk__in=ensimmainen.union(*muut) if muut else ensimmainen)
    return queryset


@dataclass(frozen=True)
class Osuma:
    """A row of the results. ``kieli`` is the language of a title that is data, empty when it is the page's."""

    otsikko: str
    url: str = ""
    konteksti: str = ""
    kieli: str = ""


@dataclass(frozen=True)
class Tulos:
    """The best hits of one kind; ``kaikki`` leads to the app's own list of all of them."""

    osumat: list[Osuma] = field(default_factory=list)
    on_lisaa: bool = False
    kaikki: str = ""

    @classmethod
    def riveista(cls, rivit, enintaan, osuma, kaikki=""):
        """Of the first rows of a query; the one that is too many tells that there are more."""
        rivit = list(islice(rivit, enintaan + 1))
        return cls([osuma(rivi) for rivi in rivit[:enintaan]], len(rivit) > enintaan, kaikki)


@dataclass(frozen=True)
class Hakulaji:
    avain: str
    otsikko: str
    jarjestys: int
    hae: Callable


LAJIT: dict[str, Hakulaji] = {}


def rekisteroi(avain, otsikko, *, jarjestys):
    """Function decorator: make a kind known by its key. ``jarjestys`` is its place on the page."""

    def decorate(hae):
        LAJIT[avain] = Hakulaji(avain, otsikko, jarjestys, hae)
        return hae

    return decorate


def hae_kaikki(user, haku, enintaan):
    """``(kind, result)`` of every kind that is for this reader and has something."""
    tulokset = [
        (laji, laji.hae(user, haku, enintaan))
        for laji in sorted(LAJIT.values(), key=lambda laji: laji.jarjestys)
    ]
    return [(laji, tulos) for laji, tulos in tulokset if tulos and tulos.osumat]
