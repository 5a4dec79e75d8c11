import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.models import User
from tyollisyysalue.tables import Taulu, tunniste
from tyollisyysalue.tekstit import klo, pvm

TILAN_LAJIT = {
    User.Tila.KUTSUTTU: "huomio",
    User.Tila.KAYTOSSA: "onnistui",
    User.Tila.PAATTYNYT: "neutraali",
}


class KayttajaTable(Taulu):
    nimi = tables.Column(
        _("Nimi"), order_by=("nimijarjestys", "pk"), linkify=("hallinta:kayttaja", [tables.A("pk")])
    )
    email = tables.Column(_("Sähköposti"))
    jasenyydet = tables.Column(_("Jäsenyydet"), accessor="nakyvat_jasenyydet", orderable=False)
    tila = tables.Column(_("Tila"), order_by=("tila", "nimijarjestys"))
    last_login = tables.Column(
        _("Kirjautunut"), order_by=("last_login", "pk"), attrs={"cell": {"class": "yhdessa"}}
    )

    def render_jasenyydet(self, value):
        return format_html_join(
            "",
            '<span class="d-block">{} <span class="apuna">{}</span></span>',
            ((str(jasenyys), jasenyys.voimassaolo) for jasenyys in value),
        )

    def value_jasenyydet(self, value):
        return "; ".join(f"{jasenyys} {jasenyys.voimassaolo}" for jasenyys in value)

    def render_tila(self, value):
        return tunniste(User.Tila(value).label, TILAN_LAJIT[value])

    def render_last_login(self, value):
        return f"{pvm(value)} {klo(value)}"

    def value_last_login(self, value):
        return value
