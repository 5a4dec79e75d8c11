"""Base of every list, and the columns that lists share; drawn by ``templates/includes/table.html``."""

from functools import partial
from inspect import signature

import django_tables2 as tables
from django.core.paginator import Paginator
from django.utils.html import format_html

from tyollisyysalue import tekstit


class Taulu(tables.Table):
    """A list whose rows are read once and whose cells carry only what a reader needs.

    The package's own template asks every cell for its attributes, four times the cost of the rest of a page.
    Here a column's class comes from ``attrs={"cell": {"class": …}}`` and nothing else is computed for a cell.
    """

    # The column that names the row: its cells are row headers. None: the first column.
    rivin_otsikko: str | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"order_by_field": "jarjestys", "page_field": "sivu", **kwargs})

    def sivuta(self, request, riveja=50):
        """Order and page by the address; a page that does not exist is the nearest one instead of an error."""
        if jarjestys := request.GET.getlist(self.prefixed_order_by_field):
            self.order_by = jarjestys
        self.paginator = Paginator(self.rows, riveja)
        self.page = self.paginator.get_page(request.GET.get(self.prefixed_page_field))
        return self

    def rivin_luokka(self, record):
        """The class of a row, where some rows must stand out; the row must also say why in words."""
        return ""

    def rivit(self):
        """``(class of the row, [(cell, class, is the row's header)])`` for the rows of this page."""
        sarakkeet = [(c, solunpiirtaja(self, c), c.default, solun_luokka(c)) for c in self.columns]
        otsikko = self.rivin_otsikko or sarakkeet[0][0].name
        return [
            (
                self.rivin_luokka(row.record),
                [
                    (row._get_and_render_with(c, partial(piirra, row), tyhja), luokka, c.name == otsikko)
                    for c, piirra, tyhja, luokka in sarakkeet
                ],
            )
            for row in self.paginated_rows
        ]

    def otsikot(self):
        """Per column: header, class, ``aria-sort``, and the query its link adds; None when it cannot order."""
        return [
            {
                "nimi": column.header,
                "luokka": solun_luokka(column),
                "suunta": suunta(column),
                "haku": {
                    self.prefixed_order_by_field: column.order_by_alias.next,
                    self.prefixed_page_field: None,
                }
                if column.orderable
                else None,
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


def solunpiirtaja(table, column):
    """The package's ``_call_render``, which reads the signature of ``render`` for every cell; here once a list.

    That was 11 of the 18 ms that 400 cells cost.
    """
    halutut = signature(column.render).parameters

    def piirra(row, column, value=None):
        tarjolla = {
            "value": value,
            "record": row.record,
            "column": column.column,
            "bound_column": column,
            "bound_row": row,
            "table": table,
        }
        sisalto = column.render(**{nimi: tarjolla[nimi] for nimi in halutut})
        return column.link(sisalto, **tarjolla) if column.link else sisalto

    return piirra


def solun_luokka(column):
    return column.column.attrs.get("cell", {}).get("class", "")


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


class LukuColumn(tables.Column):
    """A number, to the right."""

    def __init__(self, *args, desimaalit=None, **kwargs):
        super().__init__(*args, **{"attrs": {"cell": {"class": "luku"}}, **kwargs})
        self.desimaalit = desimaalit

    def render(self, value):
        return tekstit.luku(value, self.desimaalit)


class TilaColumn(tables.Column):
    """A state in words inside a badge; ``lajit`` gives the badge's kind by state, neutraali for the rest."""

    def __init__(self, *args, lajit=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.lajit = lajit or {}

    def render(self, record, bound_column):
        # The value given to a cell is already the state in words.
        tila = getattr(record, bound_column.name)
        return tunniste(getattr(record, f"get_{bound_column.name}_display")(), self.lajit.get(tila))


def tunniste(teksti, laji=None):
    """A badge as ``includes/badge.html`` draws it; a template per cell would cost more than the row."""
    return format_html('<span class="tunniste tunniste-{}">{}</span>', laji or "neutraali", teksti)
