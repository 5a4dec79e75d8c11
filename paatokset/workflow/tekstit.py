"""What a draft's text may hold."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from paatokset import teksti
from tyollisyysalue.hetu import sisaltaa_hetun


def hetu_tekstissa():
    return _("Tekstissä on henkilötunnus. Poista se ja tallenna uudelleen.")


def puhdista(paatos, html):
    html = teksti.puhdista(html)
    if sisaltaa_hetun(teksti.sanat(html)):
        raise ValidationError(hetu_tekstissa())
    omat = set(paatos.faktat.values_list("pk", flat=True))
    if not set(teksti.faktojen_tunnukset(html)) <= omat:
        raise ValidationError(
            _("Tekstissä on toisen päätöksen fakta. Poista se ja lisää fakta uudelleen valitsimesta.")
        )
    return html
