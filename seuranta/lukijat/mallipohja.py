"""The portal's own template: columns ``kunta``, ``kuukausi`` and a measure's code each, as CSV or XLSX.

An empty cell is refused: it could mean zero, secret, or forgotten. Rows of text are read again from the bytes each time
they are asked for, so that millions of figures need no more memory than the file.
"""

import csv
import datetime
import io
import itertools
import re
from zipfile import ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from seuranta import kuukaudet
from seuranta.lukijat.jsonteksti import ei_hetua
from seuranta.lukijat.kuutio import ENIMMAISSOLUT, Kuutio, Luokka, Muoto, Rivi, Rooli, Ulottuvuus, liikaa
from seuranta.lukijat.virheet import TaulukkoVirhe, hylkays, nayta
from seuranta.luvut import korjaa_merkki
from tyollisyysalue.tiedostot import MakroVirhe, TiedostoVirhe, tunnista

KUNTA, KUUKAUSI = "kunta", "kuukausi"
ENIMMAISSARAKKEET = 200
ENIMMAISRIVIT = 100_000
CSV_ENIMMAISSOLUT = 4_000_000
# What a packed file may grow to.
ENIMMAISPURETTU = 40 * 1024 * 1024
ENIMMAISOSAT = 200
# A figure, a mark or the code of a measure; one long text read again in a million cells would take hours.
PISIN_SOLU = 200

_DESIMAALIPILKKU = re.compile(r"(-?[0-9]+),([0-9]+)")
_KUNTANUMERO = re.compile(r"[0-9]{1,2}")
_YLI_LATIN = re.compile(rb"[\x80-\x9f]")


def on_xlsx(tavut):
    return tavut.startswith(b"PK\x03\x04")


def lue_csv(tavut):
    """The cube in a text file. Raises ``TaulukkoVirhe``."""
    koodaus, teksti = _teksti(tavut)
    ei_hetua(teksti)
    otsikkorivi = teksti.lstrip().partition("\n")[0]
    erotin = ";" if otsikkorivi.count(";") >= otsikkorivi.count(",") else ","
    return _kuutio(Muoto.CSV, lambda: _tekstirivit(tavut, koodaus, erotin), CSV_ENIMMAISSOLUT)


def _tekstirivit(tavut, koodaus, erotin):
    """Number and cells of each row."""
    with io.TextIOWrapper(io.BytesIO(tavut), koodaus, newline="") as tiedosto:
        lukija = csv.reader(tiedosto, delimiter=erotin, strict=True)
        try:
            for solut in lukija:
                yield lukija.line_num, solut
        except csv.Error as error:
            raise hylkays(
                _("Rivi %(rivi)d: lainausmerkit eivät täsmää tai solu on liian pitkä. Korjaa tiedosto.")
                % {"rivi": lukija.line_num}
            ) from error


def _teksti(tavut):
    """The encoding, and the text by it."""
    if b"\x00" in tavut:
        raise hylkays(_("Tiedosto ei ole tekstiä. Tallenna se CSV-muodossa merkistöllä UTF-8."))
    for koodaus in ("utf-8-sig", "cp1252" if _YLI_LATIN.search(tavut) else "iso-8859-15"):
        try:
            return koodaus, tavut.decode(koodaus)
        except UnicodeDecodeError as error:
            virhe = error
    raise hylkays(
        _("Rivi %(rivi)d: merkistöä ei tunnistettu. Tallenna tiedosto CSV-muodossa merkistöllä UTF-8.")
        % {"rivi": tavut.count(b"\n", 0, virhe.start) + 1}
    )


def lue_xlsx(tavut):
    """The cube in the first sheet of a workbook. Raises ``TaulukkoVirhe``."""
    rivit = _solut(tavut)
    # Each text once: a workbook keeps a text once for however many cells.
    ei_hetua("\n".join({solu for _numero, solut in rivit for solu in solut if isinstance(solu, str)}))
    return _kuutio(Muoto.XLSX, lambda: rivit, ENIMMAISSOLUT)


def _solut(tavut):
    ei_ehja = hylkays(
        _("Excel-tiedostoa ei voi lukea: se on rikki tai muuta kuin XLSX-muotoa. Tallenna se uudelleen.")
    )
    try:
        tunnista(io.BytesIO(tavut), ".xlsx")
    except MakroVirhe as error:
        raise hylkays(_("Excel-tiedostossa on makroja. Tallenna se ilman niitä muodossa XLSX.")) from error
    except TiedostoVirhe as error:
        raise ei_ehja from error
    rivit = []
    try:
        _tarkista_osat(tavut)
        kirja = load_workbook(io.BytesIO(tavut), read_only=True, data_only=True, keep_links=False)
        arkki = kirja.worksheets[0]
        # The size that a sheet tells of itself may be anything.
        arkki.reset_dimensions()
        for numero, solut in enumerate(
            arkki.iter_rows(max_col=ENIMMAISSARAKKEET + 1, max_row=ENIMMAISRIVIT + 1, values_only=True),
            start=1,
        ):
            if any(isinstance(solu, str) and len(solu) > PISIN_SOLU for solu in solut):
                raise hylkays(
                    _("Rivi %(rivi)d: solussa on liian pitkä teksti. Korjaa tiedosto.") % {"rivi": numero}
                )
            rivit.append((numero, _ilman_tyhjaa_loppua(solut)))
    except TaulukkoVirhe:
        raise
    # openpyxl has no error of its own: a broken part may raise anything.
    except Exception as error:
        raise ei_ehja from error
    if len(rivit) > ENIMMAISRIVIT:
        raise liikaa()
    return rivit


def _tarkista_osat(tavut):
    """Refuse what grows too large, and what has an identity code anywhere: on other sheets, in comments."""
    with ZipFile(io.BytesIO(tavut)) as paketti:
        osat = paketti.infolist()
        # The size that the package tells is the most that is unpacked of it.
        if len(osat) > ENIMMAISOSAT or sum(osa.file_size for osa in osat) > ENIMMAISPURETTU:
            raise hylkays(_("Excel-tiedosto on purettuna liian suuri. Poista siitä muut taulukot ja kuvat."))
        for osa in osat:
            if osa.filename.endswith(".xml"):
                ei_hetua(paketti.read(osa).decode(errors="replace"))


def _ilman_tyhjaa_loppua(solut):
    solut = list(solut)
    while solut and solut[-1] is None:
        solut.pop()
    return solut


def _kuutio(muoto, lue_rivit, soluja_enintaan):
    otsikot = [
        _otsikko(solu) for _numero, solut in itertools.islice(_taydet(lue_rivit()), 1) for solu in solut
    ]
    if otsikot[:2] != [KUNTA, KUUKAUSI] or len(otsikot) < 3:
        raise hylkays(
            _(
                "Tiedoston muotoa ei tunnistettu. Mallipohjan ensimmäisellä rivillä ovat sarakkeet kunta, kuukausi "
                "ja mittarien koodit. PxWebin omissa CSV- ja Excel-tiedostoissa ei ole koodeja: lataa taulukko "
                "muodossa JSON-stat 2."
            )
        )
    if "" in otsikot:
        raise hylkays(
            _("Mallipohjan sarakkeella ei ole otsikkoa. Kirjoita siihen mittarin koodi tai poista sarake.")
        )
    riveja_enintaan = min(ENIMMAISRIVIT, soluja_enintaan // len(otsikot))
    if len(otsikot) > ENIMMAISSARAKKEET or _on_enemman(_taydet(lue_rivit()), riveja_enintaan):
        raise liikaa(soluja_enintaan)
    return Kuutio(
        muoto=muoto,
        ulottuvuudet=(
            Ulottuvuus(KUNTA, {"fi": "Kunta"}, Rooli.ALUE),
            Ulottuvuus(KUUKAUSI, {"fi": "Kuukausi"}, Rooli.AIKA),
        ),
        sisalto=tuple(Luokka(koodi, {}) for koodi in otsikot[2:]),
        lue_rivit=lambda virheet: _rivit(
            itertools.islice(_taydet(lue_rivit()), 1, None), len(otsikot), virheet
        ),
    )


def _taydet(rivit):
    return ((numero, solut) for numero, solut in rivit if not all(map(_tyhja, solut)))


def _on_enemman(rivit, maara):
    """Whether there are more rows; reads, and so judges, all of them otherwise."""
    return any(monesko > maara for monesko, _rivi in enumerate(rivit, start=1))


def _otsikko(solu):
    teksti = str(solu).strip() if solu is not None else ""
    return teksti.lower() if teksti.lower() in (KUNTA, KUUKAUSI) else teksti


def _tyhja(solu):
    return solu is None or (isinstance(solu, str) and not solu.strip())


def _rivit(rivit, sarakkeita, virheet):
    for numero, solut in rivit:
        if any(not _tyhja(solu) for solu in solut[sarakkeita:]):
            syy = _("Rivillä on %(soluja)d solua, mutta otsikkoja on %(sarakkeita)d.")
            kohta = ", ".join(nayta(_arvo(solu)) for solu in solut[:2])
            virheet.lisaa(syy % {"soluja": len(solut), "sarakkeita": sarakkeita}, numero, kohta)
            continue
        solut = [*solut, *[None] * (sarakkeita - len(solut))][:sarakkeita]
        yield Rivi(numero, (_kunta(solut[0]), _kuukausi(solut[1])), [_arvo(solu) for solu in solut[2:]])


def _arvo(solu):
    """A cell as a file of the service would write it: 13,7 is 13.7, and Excel's one sign of three dots is three."""
    if _tyhja(solu):
        return ""
    if isinstance(solu, str):
        teksti = korjaa_merkki(solu.strip())
        osuma = _DESIMAALIPILKKU.fullmatch(teksti)
        return f"{osuma[1]}.{osuma[2]}" if osuma else teksti
    return str(solu)


def _kunta(solu):
    """The number of a municipality with the zeros that a sheet takes from its start."""
    teksti = _arvo(solu)
    return teksti.zfill(3) if _KUNTANUMERO.fullmatch(teksti) else teksti


def _kuukausi(solu):
    """The code of a month, which a sheet may have made a day of."""
    if isinstance(solu, datetime.date) and solu.day == 1:
        return kuukaudet.koodi(solu)
    try:
        return kuukaudet.koodi(kuukaudet.lue(_arvo(solu)))
    except ValueError:
        return _arvo(solu)
