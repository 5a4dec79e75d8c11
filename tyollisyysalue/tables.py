"""Base of every list, and the columns that lists share; drawn by ``templates/includes/table.html``."""

from functools import cached_property, lru_cache
from html import escape
from inspect import Parameter, signature
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Paginator
from django.db import models
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tables2.rows import BoundRow

from tyollisyysalue import tekstit


class Taulu(tables.Table):
    """A list whose rows are read once and whose cells carry only what a reader needs.

    The package's own template asks every cell for its attributes, four times the cost of the rest of a page.
    Here a column's class comes from ``attrs={"cell": {"class": …}}`` and nothing else is computed for a cell.
    What a column gives to a file is its ``value`` or the table's ``value_<column>``, without them the text of the
    cell; ``exclude_from_export`` leaves the column out of files.
    """

    # The column that names the row: its cells are row headers. None: the first column.
    rivin_otsikko: str | None = None
    # Whether the page is a list page of luettelot.py, which answers partial updates and requests for a file.
    on_luettelo = False
    # The order that the address gives.
    annettu_jarjestys: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"order_by_field": "jarjestys", "page_field": "sivu", **kwargs})

    def sivuta(self, request, riveja=50):
        """Order and page by the address; a page that does not exist is the nearest one instead of an error."""
        if jarjestys := request.GET.getlist(self.prefixed_order_by_field):
            self.order_by = jarjestys
            self.annettu_jarjestys = self.order_by
        self._ratkaise_tasatilanteet()
        self.paginator = Sivutin(self.rows, riveja)
        self.page = self.paginator.get_page(request.GET.get(self.prefixed_page_field))
        return self

    def _ratkaise_tasatilanteet(self):
        """Rows that are equal in the order could stand on two pages or on none."""
        rivit = self.data.data
        if isinstance(rivit, models.QuerySet) and (jarjestys := rivit.query.order_by):
            self.data.data = rivit.order_by(*jarjestys, "pk")

    def rivin_luokka(self, record):
        """The class of a row, where some rows must stand out; the row must also say why in words."""
        return ""

    def rivit(self):
        """The rows of this page as HTML, empty when there are none; a template would cost more than the query."""
        otsikko = self.rivin_otsikko or next(iter(self.columns)).name
        sarakkeet = [
            (solu(self, c, c.render, c.default, c.link), *solun_tunnisteet(c, c.name == otsikko))
            for c in self.columns
        ]
        rivit = [
            (f'<tr class="{luokka}">' if (luokka := self.rivin_luokka(row.record)) else "<tr>")
            + "".join([f"{alku}{html(piirra(row))}{loppu}" for piirra, alku, loppu in sarakkeet])
            + "</tr>"
            for row in self.paginated_rows
        ]
        return mark_safe("\n".join(rivit))

    def otsikot(self):
        """Per column: header, class, ``aria-sort``; where it can order also the query and the words of its link."""
        return [
            {
                "id": f"{self.prefix}jarjesta-{column.name}",
                "nimi": column.header,
                "luokka": solun_luokka(column),
                "suunta": suunta(column),
                "haku": {
                    self.prefixed_order_by_field: column.order_by_alias.next,
                    self.prefixed_page_field: None,
                }
                if column.orderable
                else None,
                "seuraavaksi": _("järjestä laskevasti")
                if column.order_by_alias.next.is_descending
                else _("järjestä nousevasti"),
            }
            for column in self.columns
        ]

    def sivut(self):
        """``(number or an ellipsis, query of its link)`` for the pages worth a link."""
        numerot = self.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [(numero, self._sivuhaku(numero)) for numero in numerot]

    def edellinen(self):
        return self._sivuhaku(self.page.number - 1) if self.page.has_previous() else None

    def seuraava(self):
        return self._sivuhaku(self.page.number + 1) if self.page.has_next() else None

    def _sivuhaku(self, numero):
        return {self.prefixed_page_field: numero}

    def laajuus(self):
        """How many rows there are, and which of them are on this page."""
        maara = self.paginator.count
        if not self.page.has_other_pages():
            return ngettext("%(maara)s rivi", "%(maara)s riviä", maara) % {"maara": tekstit.luku(maara)}
        teksti = (
            _("Rivit %(alku)s–%(loppu)s, yli %(kaikkiaan)s")
            if self.paginator.on_vajaa
            else _("Rivit %(alku)s–%(loppu)s, kaikkiaan %(kaikkiaan)s")
        )
        return teksti % {
            "alku": tekstit.luku(self.page.start_index()),
            "loppu": tekstit.luku(self.page.end_index()),
            "kaikkiaan": tekstit.luku(maara),
        }

    def jarjestys_sanoina(self):
        """``Järjestetty: päivä, laskeva``; empty when the list stands in an order of its own."""
        suunnat = {"ascending": _("nouseva"), "descending": _("laskeva")}
        osat = [f"{c.header}, {suunnat[suunta(c)]}" for c in self.columns if c.is_ordered]
        return _("Järjestetty: %(sarakkeet)s") % {"sarakkeet": "; ".join(osat)} if osat else ""

    @property
    def prefixed_muoto(self):
        return f"{self.prefix}muoto"

    def muodot(self):
        """``(name, query of its link)`` of the files that hold the whole list."""
        return [
            (nimi, {self.prefixed_muoto: muoto, self.prefixed_page_field: None})
            for muoto, nimi in [("csv", "CSV"), ("xlsx", "XLSX")]
        ]

    def vietavat(self):
        """``(header, function from a row to its value)`` of the columns that a file has."""
        return [
            (column.header, solu(self, column, arvona(column), tyhja=None))
            for column in self.columns
            if not column.column.exclude_from_export
        ]

    def kaikki_rivit(self):
        """Every row in the order of the list, not only this page's; few at a time as objects."""
        rivit = self.data.data
        if isinstance(rivit, models.QuerySet):
            rivit = rivit.iterator(chunk_size=2000)
        return (BoundRow(record, table=self) for record in rivit)


class Sivutin(Paginator):
    """Counts so far that people get the total they use, and no further: a page costs the same behind any number."""

    RAJA = 2_000

    @cached_property
    def _laskettu(self):
        taulun_rivit: Any = self.object_list
        rivit = taulun_rivit.data.data
        if not isinstance(rivit, models.QuerySet):
            return len(rivit)
        return rivit.order_by()[: self.RAJA + 1].count()

    @property
    def on_vajaa(self):
        """Whether there are more rows than were counted. They are reached by filtering, or as a file."""
        return self._laskettu > self.RAJA

    @property
    def count(self):
        return min(self._laskettu, self.RAJA)


def solu(table, column, piirra, tyhja, linkki=None):
    """A function from a row to what ``piirra``, the ``render`` or ``value`` of the column, makes of it, or ``tyhja``.

    The package works out for every cell where the value is and what the function wants to know: two thirds of what
    a list costs. Here that is done once a column, by its first row: the rows of a list are of one kind.
    """
    kaikki = {"column": column.column, "bound_column": column, "table": table}
    parametrit = signature(piirra).parameters
    halutut = (
        {"value", "record", "bound_row", *kaikki}
        if any(p.kind is Parameter.VAR_KEYWORD for p in parametrit.values())
        else set(parametrit)
    )
    kiinteat = {nimi: kaikki[nimi] for nimi in halutut & set(kaikki)}
    tyhjat = column.column.empty_values
    lue = None

    def sisalto(row):
        nonlocal lue
        record = row.record
        lue = lue or lukija(column, record)
        arvo = lue(record)
        if arvo in tyhjat:
            return tyhja
        tiedot = dict(kiinteat)
        if "value" in halutut:
            tiedot["value"] = arvo
        if "record" in halutut:
            tiedot["record"] = record
        if "bound_row" in halutut:
            tiedot["bound_row"] = row
        tulos = piirra(**tiedot)
        if linkki:
            return linkki(tulos, value=arvo, record=record, bound_row=row, **kaikki)
        return tulos

    return sisalto


def arvona(column):
    """The column's ``value``; where it has none of its own, its ``render``, which the package's default calls."""
    oma = getattr(column.value, "__func__", None) is not tables.Column.value
    return column.value if oma else column.render


def lukija(column, record):
    """A function from a record like this one to the column's value; choices are given in words."""
    accessor = tables.A(column.accessor)
    if not isinstance(record, models.Model):
        return lambda record: accessor.resolve(record, quiet=True)
    polku = accessor.bits
    try:
        kentta = accessor.get_field(record)
    except FieldDoesNotExist:
        kentta = None
    # What get_FOO_display() says, without translating every choice for every cell.
    sanat = {koodi: str(nimi) for koodi, nimi in getattr(kentta, "flatchoices", [])}

    def lue(arvo):
        for nimi in polku:
            # A column may have no field of its own: then its ``render`` reads the record. One of JSON is a dict.
            arvo = arvo.get(nimi) if isinstance(arvo, dict) else getattr(arvo, nimi, None)
            if callable(arvo):
                arvo = arvo()
        return sanat.get(arvo, arvo) if sanat else arvo

    return lue


def html(arvo):
    # Django's own escape() asks of every argument whether it is lazy: a tenth of a page of 50 rows.
    if isinstance(arvo, SafeData):
        return arvo
    return escape(arvo if isinstance(arvo, str) else str(localize(arvo)))


def solun_luokka(column):
    return column.column.attrs.get("cell", {}).get("class", "")


def solun_tunnisteet(column, on_otsikko):
    luokka = solun_luokka(column)
    maareet = f' class="{luokka}"' if luokka else ""
    return (f'<th scope="row"{maareet}>', "</th>") if on_otsikko else (f"<td{maareet}>", "</td>")


def suunta(column):
    if not column.is_ordered:
        return ""
    return "descending" if column.order_by_alias.is_descending else "ascending"


class PvmColumn(tables.Column):
    """A date as people write it, on one line."""

    def __init__(self, *args, viikonpaiva=False, **kwargs):
        super().__init__(*args, **{"attrs": {"cell": {"class": "yhdessa"}}, **kwargs})
        self.muoto = tekstit.viikonpaiva_pvm if viikonpaiva else tekstit.pvm

    def render(self, value):
        return self.muoto(value)

    def value(self, value):
        return value


class LukuColumn(tables.Column):
    """A number, to the right."""

    def __init__(self, *args, desimaalit=None, **kwargs):
        super().__init__(*args, **{"attrs": {"cell": {"class": "luku"}}, **kwargs})
        self.desimaalit = desimaalit

    def render(self, value):
        return tekstit.luku(value, self.desimaalit)

    def value(self, value):
        return value


class TilaColumn(tables.Column):
    """A state in words inside a badge; ``lajit`` gives the badge's kind by state, neutraali for the rest."""

    def __init__(self, *args, lajit=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.lajit = lajit or {}

    def render(self, value, record, bound_column):
        # The value given to a cell is already the state in words.
        return tunniste(value, self.lajit.get(getattr(record, bound_column.name)))

    def value(self, value):
        return value


def tunniste(teksti, laji=None):
    """A badge as ``includes/badge.html`` draws it; a template per cell would cost more than the row."""
    return _tunniste(str(teksti), laji or "neutraali")


@lru_cache(maxsize=256)
def _tunniste(teksti, laji):
    return format_html('<span class="tunniste tunniste-{}">{}</span>', laji, teksti)
