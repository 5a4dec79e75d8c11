"""Attachments: the form field that takes a file in, and the function that stores it with its owner."""

import hashlib
import math
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue import kello
from tyollisyysalue.hetu import sisaltaa_hetun
from tyollisyysalue.models import Liite
from tyollisyysalue.tekstit import NBSP, luku
from tyollisyysalue.tiedostot import TYYPIT, MakroVirhe, TiedostoVirhe, tunnista, turvallinen_nimi


@dataclass(frozen=True)
class Tarkastettu:
    nimi: str
    paate: str
    tyyppi: str
    koko: int
    sha256: str


def _megatavut(tavut):
    # Rounded up, so that a file a little over the limit does not look as if it were at it. Django's own
    # translation says "MB" in Finnish.
    return f"{luku(Decimal(math.ceil(tavut * 10 / 2**20)) / 10)}{NBSP}{_('Mt')}"


def tarkasta(upload):
    """What is known of a file that may be stored, or ValidationError with what to do about it."""
    if sisaltaa_hetun(upload.name):
        raise ValidationError(
            _("Tiedoston nimessä on henkilötunnus. Vaihda tiedoston nimi ja liitä se uudelleen."), code="hetu"
        )
    nimi = turvallinen_nimi(upload.name)
    paate = PurePosixPath(nimi).suffix
    if paate not in TYYPIT:
        raise ValidationError(
            _("Tämän muotoista tiedostoa ei voi liittää. Tallenna se jossakin näistä muodoista: %(muodot)s."),
            code="muoto",
            params={"muodot": ", ".join(TYYPIT)},
        )
    if not upload.size:
        raise ValidationError(_("Tiedosto on tyhjä. Tarkista tiedosto ja liitä se uudelleen."), code="tyhja")
    if upload.size > settings.LIITE_ENIMMAISKOKO:
        raise ValidationError(
            _(
                "Tiedoston koko on %(koko)s, ja suurin sallittu on %(enintaan)s. "
                "Pienennä tiedostoa tai jaa se useampaan osaan."
            ),
            code="koko",
            params={"koko": _megatavut(upload.size), "enintaan": _megatavut(settings.LIITE_ENIMMAISKOKO)},
        )
    try:
        tyyppi = tunnista(upload, paate)
    except MakroVirhe as error:
        raise ValidationError(
            _("Tiedostossa on makroja. Tallenna se ilman makroja ja liitä se uudelleen."), code="makro"
        ) from error
    except TiedostoVirhe as error:
        raise ValidationError(
            _(
                "Tiedoston sisältö ei vastaa sen päätettä %(paate)s. Tallenna se uudelleen tässä muodossa "
                "ilman salasanaa ja liitä se uudelleen."
            ),
            code="sisalto",
            params={"paate": paate},
        ) from error
    upload.seek(0)
    sha256 = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)
    return Tarkastettu(nimi, paate, tyyppi, upload.size, sha256)


def _ohje():
    return _("Sallitut muodot: %(muodot)s. Enintään %(enintaan)s.") % {
        "muodot": ", ".join(TYYPIT),
        "enintaan": _megatavut(settings.LIITE_ENIMMAISKOKO),
    }


class LiiteField(forms.FileField):
    """Gives the uploaded file with a safe name and the type of its bytes, ready for ``tallenna``."""

    widget = forms.FileInput
    default_error_messages = {
        "required": gettext_lazy("Valitse liitettävä tiedosto."),
        "empty": gettext_lazy("Tiedosto on tyhjä. Tarkista tiedosto ja liitä se uudelleen."),
    }

    def __init__(self, **kwargs):
        super().__init__(**{"label": gettext_lazy("Liite"), "help_text": lazy(_ohje, str)()} | kwargs)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": ",".join(TYYPIT)}

    def to_python(self, data):
        upload: Any = super().to_python(data)
        if upload is not None:
            tarkastettu = tarkasta(upload)
            upload.name = tarkastettu.nimi
            upload.content_type = tarkastettu.tyyppi
        return upload


def tallenna(omistaja, upload, *, user, julkisuus, peruste=""):
    """Store a file as an attachment of ``omistaja``. Checks it again: not every file comes through a form."""
    tarkastettu = tarkasta(upload)
    liite = Liite(
        omistaja=omistaja,
        nimi=tarkastettu.nimi,
        tyyppi=tarkastettu.tyyppi,
        koko=tarkastettu.koko,
        sha256=tarkastettu.sha256,
        julkisuus=julkisuus,
        peruste=peruste,
        lisaaja=user,
        lisaysaika=kello.nyt(),
        # The name on the disk owes nothing to whoever named the file.
        tiedosto=File(upload, name=f"{tarkastettu.sha256}{tarkastettu.paate}"),
    )
    liite.full_clean()
    liite.save()
    return liite
