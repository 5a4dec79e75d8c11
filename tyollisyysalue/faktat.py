"""Bound facts: the registry, how a fact is shown, and how it is frozen.

An app registers its facts in ``<app>/faktat.py``::

    @rekisteroi
    class Toteuma(Faktalaji):
        avain = "lahipalvelut.toteuma"
        nimi = _("Lähipalvelun toteuma")
        muoto = Muoto.LAUSE
        parametrit = ("kunta", "jakso")

        def keraa(self, p):        # reads data, in no language
            return Aineisto({"pidetty": 17, "suunniteltu": 18}, paivat)

        def tulosta(self, sisalto):    # payload to a sentence (str), a Taulukko, or (Taulukko, Kaavio) of a chart,
                                       # in the active language
        def selite(self, sisalto):     # where it comes from, one line, in the active language

Payloads are JSON: dates as ISO strings, no lazy texts. ``tulosta`` and ``selite`` may use nothing but the
payload, so that a frozen fact reads the same as the live one did at the moment of freezing.
"""

from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kaaviot, kello
from tyollisyysalue.models import Fakta, Kunta
from tyollisyysalue.tiivisteet import json_tiiviste


class Muoto(models.TextChoices):
    LAUSE = "lause", _("lause")
    TAULUKKO = "taulukko", _("taulukko")
    KAAVIO = "kaavio", _("kaavio")


@dataclass(frozen=True)
class Parametrit:
    """The fixed set of parameters; each kind of fact names those it uses.

    ``jakso`` is ``alkupvm`` and ``loppupvm`` together, both days included. ``ryhma`` is the id of a
    cooperation group and ``lainkohta`` of a provision in the catalogue, plain numbers here since the base knows
    neither.
    """

    kunta: str = ""
    alkupvm: date | None = None
    loppupvm: date | None = None
    paiva: date | None = None
    ryhma: int | None = None
    lainkohta: int | None = None

    def json(self):
        return {
            f.name: value.isoformat() if isinstance(value, date) else value
            for f in fields(self)
            if (value := getattr(self, f.name))
        }

    @classmethod
    def jsonista(cls, data):
        paivat = {"alkupvm", "loppupvm", "paiva"}
        arvot: dict[str, Any] = {k: date.fromisoformat(v) if k in paivat else v for k, v in data.items()}
        return cls(**arvot)

    @property
    def kuntarivi(self):
        return Kunta.objects.get(koodi=self.kunta)


@dataclass(frozen=True)
class Taulukko:
    """A table as data. The first column holds the row headers; every row has a cell for every column."""

    otsikko: str
    sarakkeet: list[str]
    rivit: list[list[str]]


@dataclass(frozen=True)
class Aineisto:
    """What a fact says, without a language, and the saved rows, of any models, that it rests on."""

    sisalto: dict
    rivit: list = field(default_factory=list)


class Faktalaji:
    """One kind of fact; see the module's docstring."""

    avain: str
    nimi: str | Promise
    muoto: Muoto
    parametrit: tuple[str, ...]

    @property
    def on_lohko(self):
        """Whether the fact stands between paragraphs, not within one."""
        return self.muoto != Muoto.LAUSE

    def keraa(self, p):
        raise NotImplementedError

    def tulosta(self, sisalto):
        raise NotImplementedError

    def selite(self, sisalto):
        raise NotImplementedError


LAJIT: dict[str, Faktalaji] = {}


def rekisteroi(cls):
    """Class decorator: make a kind of fact known by its key."""
    LAJIT[cls.avain] = cls()
    return cls


@dataclass(frozen=True)
class Kuva:
    """A drawn chart, and the text that states its numbers."""

    svg: str
    alt: str

    @property
    def osoite(self):
        """The picture inside the page or document: it stays with the fact, whatever is drawn later."""
        return kaaviot.data_osoite(kaaviot.itsenainen(self.svg, self.alt))


@dataclass(frozen=True)
class Tuloste:
    """A fact as it is printed in one language: a sentence or a table, and its provenance.

    A chart is its table with the picture before it.
    """

    selite: str
    teksti: str = ""
    taulukko: Taulukko | None = None
    kuva: Kuva | None = None

    @classmethod
    def jsonista(cls, data):
        # What was frozen before there were charts has no picture.
        taulukko, kuva = data["taulukko"], data.get("kuva")
        return cls(
            data["selite"],
            data["teksti"],
            Taulukko(**taulukko) if taulukko else None,
            Kuva(**kuva) if kuva else None,
        )


def lahteet(rows):
    """Sources ``[model label, pk, version]`` of saved rows, each once, in the order given.

    The version of a row with history is the id of its newest history row; an append-only row is its own.
    """
    malleittain: dict[type[models.Model], dict[int, int]] = {}
    for row in rows:
        malleittain.setdefault(type(row), {})[row.pk] = row.pk
    for malli, versiot in malleittain.items():
        if tracked := getattr(malli, "pgh_event_model", None):
            versiot.update(
                tracked.objects.filter(pgh_obj_id__in=list(versiot))
                .values("pgh_obj_id")
                .annotate(versio=Max("pgh_id"))
                .values_list("pgh_obj_id", "versio")
            )
    return [
        [malli._meta.label_lower, pk, versiot[pk]] for malli, versiot in malleittain.items() for pk in versiot
    ]


def tulosta(laji, sisalto, kieli):
    """The printed form of a payload in one language."""
    with translation.override(kieli):
        tulos = laji.tulosta(sisalto)
        selite = str(laji.selite(sisalto))
    if laji.muoto == Muoto.TAULUKKO:
        return Tuloste(selite, taulukko=tulos)
    if laji.muoto == Muoto.KAAVIO:
        taulukko, kaavio = tulos
        return Tuloste(selite, taulukko=taulukko, kuva=Kuva(kaavio.svg(), kaavio.alt))
    return Tuloste(selite, teksti=str(tulos))


def esikatsele(avain, parametrit, kieli):
    """What a fact would say now, before it is put into a text."""
    laji = LAJIT[avain]
    return tulosta(laji, laji.keraa(parametrit).sisalto, kieli)


def esikatsele_kielilla(avain, parametrit, kielet):
    """The same in many languages, ``{language: Tuloste}``: the data are read once."""
    laji = LAJIT[avain]
    sisalto = laji.keraa(parametrit).sisalto
    return {kieli: tulosta(laji, sisalto, kieli) for kieli in kielet}


def esita(fakta, kieli):
    """What a stored fact prints: its frozen form once it has one, else what the data says now."""
    if fakta.on_jaadytetty:
        return Tuloste.jsonista(fakta.tulosteet[kieli])
    # Some facts tell coming days from past ones, so a reading is good for its day only.
    if _on_luettu(fakta, kieli):
        return Tuloste.jsonista(fakta.luettu[kieli])
    return _lue(fakta, kieli)


def jsoniksi(tuloste):
    """As ``Tuloste.jsonista`` reads it."""
    return asdict(tuloste)


def lue(rivit, kieli):
    """Read at once those live facts whose reading is old: one lock and one save for all, each claim read once.

    A fact that cannot be given stays unread; ``esita`` says why.
    """
    vanhat = {fakta.pk: fakta for fakta in rivit if not (fakta.on_jaadytetty or _on_luettu(fakta, kieli))}
    if vanhat:
        _lue_kaikki(vanhat, kieli)


@transaction.atomic
def _lue_kaikki(vanhat, kieli):
    luetut: dict[tuple[str, str], dict[str, Any]] = {}
    lukitut = Fakta.objects.select_for_update().filter(pk__in=vanhat, jaadytysaika=None).order_by("pk")
    paivitettavat = []
    for fakta in lukitut:
        vaite = (fakta.avain, repr(sorted(fakta.parametrit.items())))
        if vaite not in luetut:
            try:
                tuloste = esikatsele(fakta.avain, Parametrit.jsonista(fakta.parametrit), kieli)
            except ValidationError:
                continue
            luetut[vaite] = asdict(tuloste)
        _merkitse_luetuksi(fakta, kieli, luetut[vaite])
        paivitettavat.append(fakta)
        vanhat[fakta.pk].luettu, vanhat[fakta.pk].lukupvm = fakta.luettu, fakta.lukupvm
    Fakta.objects.bulk_update(paivitettavat, ["luettu", "lukupvm"])


def _on_luettu(fakta, kieli):
    return fakta.luettu and fakta.lukupvm == kello.tanaan() and kieli in fakta.luettu


def _merkitse_luetuksi(fakta, kieli, tuloste):
    """Readings of the same day in other languages stay: they rest on the same data."""
    muut = fakta.luettu if fakta.luettu and fakta.lukupvm == kello.tanaan() else {}
    fakta.luettu, fakta.lukupvm = muut | {kieli: tuloste}, kello.tanaan()


@transaction.atomic
def _lue(fakta, kieli):
    """Read a live fact and keep the reading.

    The row is locked before the data are read: a change that commits after that waits for the lock in its trigger
    and then makes this reading old.
    """
    lukittu = Fakta.objects.select_for_update().get(pk=fakta.pk)
    tuloste = esikatsele(fakta.avain, Parametrit.jsonista(fakta.parametrit), kieli)
    _merkitse_luetuksi(lukittu, kieli, asdict(tuloste))
    lukittu.save(update_fields=["luettu", "lukupvm"])
    return tuloste


def lisaa(omistaja, avain, parametrit):
    """Bind a new, live fact to ``omistaja``.

    Raises ``ValidationError`` when the data cannot give the fact, so that no text holds an empty claim.
    """
    if avain not in LAJIT:
        raise ValidationError(_("Tuntematon fakta. Valitse fakta luettelosta."))
    esikatsele(avain, parametrit, settings.LANGUAGE_CODE)
    return Fakta.objects.create(omistaja=omistaja, avain=avain, parametrit=parametrit.json())


def jaadyta(fakta):
    """Store what a live fact says now, in every language, with its sources. It never reads data again."""
    laji = LAJIT[fakta.avain]
    aineisto = laji.keraa(Parametrit.jsonista(fakta.parametrit))
    fakta.sisalto = aineisto.sisalto
    fakta.lahteet = lahteet(aineisto.rivit)
    fakta.tulosteet = {
        kieli: asdict(tulosta(laji, aineisto.sisalto, kieli)) for kieli, _nimi in settings.LANGUAGES
    }
    fakta.jaadytysaika = kello.nyt()
    fakta.tiiviste = tiiviste(fakta)
    fakta.save(update_fields=["sisalto", "lahteet", "tulosteet", "jaadytysaika", "tiiviste"])


def tiiviste(fakta):
    """The hash of everything a frozen fact consists of."""
    return json_tiiviste(
        {
            "avain": fakta.avain,
            "parametrit": fakta.parametrit,
            "sisalto": fakta.sisalto,
            "tulosteet": fakta.tulosteet,
            "lahteet": fakta.lahteet,
            # In one zone: the database gives back in UTC what may have been set in Helsinki.
            "jaadytysaika": fakta.jaadytysaika.astimezone(UTC).isoformat(),
        }
    )
