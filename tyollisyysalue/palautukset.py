"""Returned mail: what a message that came back says, and the recipient that it tells of.

Anybody may write to the address, and what writes there is often broken: whatever the bytes are, they become a row.
The Message-ID of what was sent is random and known to its recipient alone, so that only the recipient's own servers
can say that it came back.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, message_from_string
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from itertools import chain

from django.db import transaction
from django.utils.html import strip_tags

from tyollisyysalue import kello, lahetykset
from tyollisyysalue.hetu import ilman_hetuja
from tyollisyysalue.models import Palautus, Vastaanottaja

Laji = Palautus.Laji

# The report stands first; what follows is the mail that came back, with its attachments.
TAVUJA_ENINTAAN = 512 * 1024
_OTE, _SELITE = 4000, 1000

# Of printable ASCII, as our own are: of other characters the database would not hold all.
_TUNNUS = re.compile(r"<[!-;=?A-~]{1,120}@[!-;=?A-~]{1,120}>")
_KOODI = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_TILAT = {"message/delivery-status", "message/global-delivery-status"}
_OTSAKKEET = {"text/rfc822-headers", "message/global-headers"}


@dataclass
class Tulkinta:
    """What a message says; ``tunnukset`` are the Message-IDs it names, the likeliest first."""

    laji: Palautus.Laji = Laji.MUU
    tunnus: str = ""
    lahettaja: str = ""
    aihe: str = ""
    paivays: datetime | None = None
    ote: str = ""
    osoite: str = ""
    koodi: str = ""
    selite: str = ""
    tunnukset: list[str] = field(default_factory=list)


@transaction.atomic
def tallenna(tavut):
    """``(the row, whether it is new)`` of a message. What failed for a recipient that is known is marked there."""
    tulkinta = tulkitse(tavut)
    palautus, on_uusi = Palautus.objects.get_or_create(
        tiiviste=hashlib.sha256(tulkinta.tunnus.encode() or tavut).hexdigest(),
        defaults={
            "laji": tulkinta.laji,
            "saapumisaika": kello.nyt(),
            "paivays": tulkinta.paivays,
            "lahettaja": tulkinta.lahettaja,
            "aihe": tulkinta.aihe,
            "ote": tulkinta.ote,
            "osoite": tulkinta.osoite,
            "koodi": tulkinta.koodi,
            "selite": tulkinta.selite,
            "vastaanottaja": _vastaanottaja(tulkinta.tunnukset),
        },
    )
    if on_uusi and palautus.laji == Laji.PALAUTUI and palautus.vastaanottaja:
        lahetykset.merkitse_palautuneeksi(palautus.vastaanottaja, palautus.selite or palautus.koodi)
    return palautus, on_uusi


def _vastaanottaja(tunnukset):
    loydetyt = {v.viestitunnus: v for v in Vastaanottaja.objects.filter(viestitunnus__in=tunnukset[:200])}
    return next((loydetyt[tunnus] for tunnus in tunnukset if tunnus in loydetyt), None)


def tulkitse(tavut):
    """Read the bytes of a message. Never fails: what cannot be read is left empty."""
    viesti = _jasenna(tavut[:TAVUJA_ENINTAAN])
    tulkinta = Tulkinta(
        tunnus=_otsake(viesti, "Message-ID"),
        lahettaja=_otsake(viesti, "From")[:250],
        aihe=_otsake(viesti, "Subject")[:250],
        paivays=_paivays(_otsake(viesti, "Date")),
        ote=_siisti(_teksti(viesti))[:_OTE],
    )
    ilmoitukset = [ryhma for osa in viesti.walk() for ryhma in _ryhmat(osa) if _on_vastaanottajasta(ryhma)]
    if ilmoitukset:
        _lue_ilmoitus(tulkinta, ilmoitukset)
    elif torjutut := _otsake(viesti, "X-Failed-Recipients"):
        # Exim, which for long told of a failure in words alone.
        tulkinta.laji = Laji.PALAUTUI
        tulkinta.osoite = torjutut.split(",")[0].strip()[:320]
        koodi = _KOODI.search(tulkinta.ote)
        tulkinta.koodi = koodi[1] if koodi else ""
        tulkinta.selite = tulkinta.ote[:_SELITE]
    tulkinta.tunnukset = list(dict.fromkeys(_tunnukset(viesti, tavut)))
    return tulkinta


def _jasenna(tavut):
    try:
        viesti = message_from_bytes(tavut)
        # Part in part in part: made to be deeper than any reader goes.
        list(viesti.walk())
        list(_osat(viesti))
    except RecursionError:
        return BytesHeaderParser().parsebytes(tavut)
    return viesti


def _lue_ilmoitus(tulkinta, ryhmat):
    """The groups of a delivery status (RFC 3464), one a recipient: the worst of them is what the message is about."""
    lajit = [_ryhman_laji(ryhma) for ryhma in ryhmat]
    jarjestys = [Laji.PALAUTUI, Laji.VIIVASTYI, Laji.MUU]
    tulkinta.laji = min(lajit, key=jarjestys.index)
    ryhma = ryhmat[lajit.index(tulkinta.laji)]
    osoite = _otsake(ryhma, "Original-Recipient") or _otsake(ryhma, "Final-Recipient")
    tulkinta.osoite = osoite.partition(";")[2].strip()[:320]
    koodi = _KOODI.search(_otsake(ryhma, "Status"))
    tulkinta.koodi = koodi[1] if koodi else ""
    # "smtp; 550 5.1.1 …"
    tulkinta.selite = _otsake(ryhma, "Diagnostic-Code").partition(";")[2].strip()[:_SELITE]


def _on_vastaanottajasta(ryhma):
    return ryhma.get("Final-Recipient") or ryhma.get("Original-Recipient") or ryhma.get("Action")


def _ryhman_laji(ryhma):
    toimi = _otsake(ryhma, "Action").lower().partition(" ")[0]
    if toimi == "failed" or (not toimi and _otsake(ryhma, "Status").startswith("5")):
        return Laji.PALAUTUI
    if toimi == "delayed" or (not toimi and _otsake(ryhma, "Status").startswith("4")):
        return Laji.VIIVASTYI
    return Laji.MUU


def _ryhmat(osa):
    """The groups of fields in a delivery status, also in one that is encoded although it must not be."""
    if osa.get_content_type() not in _TILAT:
        return []
    sisalto = osa.get_payload()
    ryhmat = sisalto if isinstance(sisalto, list) else []
    if any(_on_vastaanottajasta(ryhma) for ryhma in ryhmat):
        return ryhmat
    koodattu = Message()
    koodattu["Content-Transfer-Encoding"] = osa.get("Content-Transfer-Encoding", "")
    koodattu.set_payload("\n\n".join(str(ryhma.get_payload()) for ryhma in ryhmat) or str(sisalto))
    purettu = _purettu(koodattu).replace("\r\n", "\n")
    return [message_from_string(ryhma) for ryhma in re.split(r"\n\s*\n", purettu)]


def _osat(viesti):
    """The parts, without those of a report and of the mail that came back, which have text of their own."""
    yield viesti
    if viesti.is_multipart() and viesti.get_content_maintype() == "multipart":
        for osa in viesti.get_payload():
            yield from _osat(osa)


def _tunnukset(viesti, tavut):
    """Message-IDs that the message names: of the mail that came with it, of its headers, then of its words."""
    for osa in viesti.walk():
        if osa.get_content_type() in _OTSAKKEET:
            yield from _TUNNUS.findall(_otsake(message_from_string(_purettu(osa)), "Message-ID"))
        elif osa is not viesti and osa.get("Message-ID"):
            yield from _TUNNUS.findall(_otsake(osa, "Message-ID"))
    for nimi in ("In-Reply-To", "References", "X-MS-Exchange-Message-ID"):
        yield from _TUNNUS.findall(_otsake(viesti, nimi))
    # A server that makes no report, or a broken one, often quotes the headers as text.
    oma = _otsake(viesti, "Message-ID")
    sanat = tavut[:TAVUJA_ENINTAAN].decode("latin-1")
    yield from (t for t in chain(_TUNNUS.findall(sanat), _TUNNUS.findall(_teksti(viesti))) if t != oma)


def _otsake(viesti, nimi):
    arvot = (arvo for otsake, arvo in viesti.raw_items() if otsake.lower() == nimi.lower())
    # Letters beyond ASCII are not allowed there, and come all the same.
    raaka = next(arvot, "").encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        teksti = str(make_header(decode_header(raaka)))
    except (MessageError, LookupError, ValueError):
        teksti = raaka
    return " ".join(_siisti(teksti).split())


def _siisti(teksti):
    """Without what the database or a page cannot hold, or should not."""
    teksti = "".join(m if m.isprintable() or m == "\n" else " " for m in teksti.replace("\r\n", "\n"))
    rivit = [" ".join(rivi.split()) for rivi in teksti.split("\n")]
    return ilman_hetuja(re.sub(r"\n{3,}", "\n\n", "\n".join(rivit)).strip())


def _teksti(viesti):
    """The words for people: the first plain part, or the HTML without its tags."""
    osat = [osa for osa in _osat(viesti) if osa.get_content_maintype() == "text" and not _on_tiedosto(osa)]
    osat = [osa for osa in osat if osa.get_content_type() not in _OTSAKKEET]
    for osa in osat:
        if osa.get_content_type() == "text/plain":
            return _purettu(osa)
    return strip_tags(_purettu(osat[0])) if osat else ""


def _on_tiedosto(osa):
    try:
        return bool(osa.get_filename())
    except UnicodeError:
        # A name in a character set that is not for texts is a name all the same.
        return True


def _purettu(osa):
    tavut = osa.get_payload(decode=True)
    if tavut is None:
        return ""
    try:
        return tavut.decode(osa.get_content_charset("utf-8"), "replace")
    except (LookupError, UnicodeError):
        # No character set, or one that is not for texts.
        return tavut.decode("utf-8", "replace")


def _paivays(teksti):
    try:
        aika = parsedate_to_datetime(teksti)
        aika = aika.astimezone(UTC) if aika.tzinfo else aika.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    # Not of a clock that was never set.
    return aika if 1990 <= aika.year <= 2100 else None
