import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.models import Sopimus
from tyollisyysalue.tables import PvmColumn, Taulu, TilaColumn

TILAN_LAJIT = {
    Sopimus.Tila.LAHETETTY: "tieto",
    Sopimus.Tila.HYVAKSYTTY: "onnistui",
    Sopimus.Tila.OIKEUDET_MYONNETTY: "onnistui",
}


class SopimusTable(Taulu):
    kunta = tables.Column(
        _("Kunta"), order_by=("kunta__aakkos", "laji"), linkify=("sopimukset:detail", [tables.A("pk")])
    )
    laji = tables.Column(_("Laji"), order_by=("laji", "kunta__aakkos"))
    tila = TilaColumn(verbose_name=_("Tila"), lajit=TILAN_LAJIT, order_by=("tila", "kunta__aakkos"))
    lahetyspvm = PvmColumn(verbose_name=_("Lähetetty"))
    hyvaksymispvm = PvmColumn(verbose_name=_("Hyväksytty"))
    myontopvm = PvmColumn(verbose_name=_("Oikeudet myönnetty"))
    paattymispvm = PvmColumn(verbose_name=_("Päättynyt"))
