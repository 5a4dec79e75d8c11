"""What coverage is called on pages and in files; the arithmetic itself has no language."""

from django.utils.translation import gettext_lazy as _

from yhteyshenkilot.kattavuus import Tila

KATTAVUUS_SANOINA = {
    Tila.PAIKALLA: _("ensisijainen paikalla"),
    Tila.SIJAINEN: _("sijainen hoitaa"),
    Tila.MUUT: _("muu hoitaa"),
    Tila.KAIKKI_POISSA: _("kaikki poissa"),
    Tila.EI_KETAAN: _("ei ketään"),
}
KATTAVUUDEN_TUNNISTEET = {
    Tila.PAIKALLA: "onnistui",
    Tila.SIJAINEN: "tieto",
    Tila.MUUT: "huomio",
    Tila.KAIKKI_POISSA: "virhe",
    Tila.EI_KETAAN: "virhe",
}
