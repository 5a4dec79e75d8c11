import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue.ilmoitukset import lajit
from tyollisyysalue.tables import Taulu, tunniste
from tyollisyysalue.tekstit import klo, pvm


class IlmoitusTable(Taulu):
    otsikko = tables.Column(gettext_lazy("Ilmoitus"), linkify=True, orderable=False)
    nahty = tables.Column(gettext_lazy("Tila"), empty_values=(), order_by=("nahty", "-luontiaika"))
    laji = tables.Column(gettext_lazy("Laji"), order_by=("laji", "-luontiaika"))
    luontiaika = tables.Column(
        gettext_lazy("Aika"), order_by=("luontiaika", "pk"), attrs={"cell": {"class": "yhdessa"}}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # In words once, not once a row.
        self.nimet = {avain: str(laji.nimi) for avain, laji in lajit.items()}
        self.tilat = {True: str(_("uusi")), False: str(_("luettu"))}

    def render_nahty(self, value):
        return tunniste(self.tilat[value is None], "tieto" if value is None else "neutraali")

    def value_nahty(self, value):
        return self.tilat[value is None]

    def render_laji(self, value):
        return self.nimet[value]

    def render_luontiaika(self, value):
        return f"{pvm(value)} {klo(value)}"

    def value_luontiaika(self, value):
        return value
