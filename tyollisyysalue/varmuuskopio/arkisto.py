"""The backup as a file: a tar of the dump, the stored files and a list of both, sealed with a hash of the whole.

The last record is made of the SHA-256 of everything before it, so that it can be made again and compared byte by byte:
a file that was cut short or changed anywhere is not opened at all. ``tar`` reads the archive as any other.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from tyollisyysalue.varmuuskopio import VarmuuskopioVirhe

VEDOS = "tietokanta.dump"
KANSIO = "tiedostot/"
LUETTELO = "luettelo.json"
SINETTI = "sinetti.sha256"
# A list of a million files takes some two hundred megabytes.
LUETTELO_ENINTAAN = 2**29
MUOTO = 1


class Kirjoittaja:
    """Writes members one after another and remembers the hash of each, and of all bytes."""

    def __init__(self, tiedosto):
        self.tiedosto = tiedosto
        self.kaikki = hashlib.sha256()
        self.jasenet = {}
        # Itself all that tarfile asks of a file: write. Sealed at the end, not closed.
        kohde: Any = self
        self.tar = tarfile.open(fileobj=kohde, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115

    # What tarfile asks of a file.
    def write(self, data):
        self.kaikki.update(data)
        return self.tiedosto.write(data)

    def tell(self):
        return self.tiedosto.tell()

    def lisaa(self, nimi, lahde, koko):
        lukija = _Tiivistava(lahde)
        self.tar.addfile(_tieto(nimi, koko), lukija)
        self.jasenet[nimi] = {"sha256": lukija.tiiviste.hexdigest(), "size": koko}

    def sinetoi(self, luettelo):
        teksti = json.dumps(luettelo | {"members": self.jasenet}, indent=1, ensure_ascii=False).encode()
        self.tar.addfile(_tieto(LUETTELO, len(teksti)), io.BytesIO(teksti))
        self.tiedosto.write(_sinetti(self.kaikki.hexdigest()))


class _Tiivistava:
    def __init__(self, lahde):
        self.lahde = lahde
        self.tiiviste = hashlib.sha256()

    def read(self, maara=-1):
        data = self.lahde.read(maara)
        self.tiiviste.update(data)
        return data


def _tieto(nimi, koko):
    tieto = tarfile.TarInfo(nimi)
    tieto.size = koko
    tieto.mode = 0o600
    return tieto


def _sinetti(tiiviste):
    """The end of an archive whose other bytes have this hash."""
    loppu = io.BytesIO()
    with tarfile.open(fileobj=loppu, mode="w") as tar:
        teksti = f"{tiiviste}\n".encode()
        tar.addfile(_tieto(SINETTI, len(teksti)), io.BytesIO(teksti))
    return loppu.getvalue()


SINETIN_KOKO = len(_sinetti("0" * 64))


@contextmanager
def uusi(kohde):
    """A file that appears under its name only when it is whole, and is read by nobody else."""
    if kohde.exists():
        raise VarmuuskopioVirhe(f"{kohde} exists already. Choose another name.")
    kesken = kohde.with_name(f".{kohde.name}.{os.getpid()}.kesken")
    try:
        kahva = os.open(kesken, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise VarmuuskopioVirhe(f"{kohde} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(kahva, "w+b") as tiedosto:
            yield tiedosto
            tiedosto.flush()
            os.fsync(tiedosto.fileno())
        if kohde.exists():
            raise VarmuuskopioVirhe(f"{kohde} has appeared meanwhile. Choose another name.")
        kesken.rename(kohde)
        kansio = os.open(kohde.parent, os.O_RDONLY)
        try:
            os.fsync(kansio)
        finally:
            os.close(kansio)
    finally:
        kesken.unlink(missing_ok=True)


@dataclass
class Arkisto:
    """An archive that has passed every check."""

    tar: tarfile.TarFile
    luettelo: dict

    @property
    def tiedostot(self):
        """Name under MEDIA_ROOT → the member's hash and size."""
        return {
            nimi.removeprefix(KANSIO): jasen
            for nimi, jasen in self.luettelo["members"].items()
            if nimi.startswith(KANSIO)
        }

    def avaa_vedos(self):
        return self.tar.extractfile(VEDOS)

    def pura(self, juuri, *, edistyy=lambda maara: None):
        """Write the files under ``juuri``; each is read back and compared with the list."""
        for maara, (nimi, jasen) in enumerate(self.tiedostot.items(), 1):
            polku = juuri / nimi
            polku.parent.mkdir(parents=True, exist_ok=True)
            kahva = os.open(polku, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            lahde: Any = self.tar.extractfile(KANSIO + nimi)
            with os.fdopen(kahva, "wb") as kohde:
                shutil.copyfileobj(lahde, kohde)
            if _tiedoston_tiiviste(polku) != jasen["sha256"]:
                raise VarmuuskopioVirhe(f"{nimi} is not on the disk as it is in the backup.")
            edistyy(maara)


@contextmanager
def avattu(lahde):
    """The archive for reading, all of it verified before anything is done with any part."""
    try:
        tiedosto = lahde.open("rb")
    except OSError as error:
        raise VarmuuskopioVirhe(f"{lahde} cannot be read: {error.strerror}.") from error
    with tiedosto:
        _tarkasta_sinetti(tiedosto, lahde)
        tiedosto.seek(0)
        try:
            with tarfile.open(fileobj=tiedosto, mode="r:") as tar:
                luettelo = _lue_luettelo(tar)
                _tarkasta_jasenet(tar, luettelo)
                yield Arkisto(tar, luettelo)
        except tarfile.TarError as error:
            raise VarmuuskopioVirhe(f"{lahde} is not a backup of the portal.") from error


def _tarkasta_sinetti(tiedosto, lahde):
    jaljella = os.fstat(tiedosto.fileno()).st_size - SINETIN_KOKO
    tiiviste = hashlib.sha256()
    while jaljella > 0 and (data := tiedosto.read(min(2**20, jaljella))):
        tiiviste.update(data)
        jaljella -= len(data)
    if jaljella or tiedosto.read() != _sinetti(tiiviste.hexdigest()):
        raise VarmuuskopioVirhe(
            f"{lahde} is damaged, not whole, or no backup of the portal: its seal does not match. "
            "Nothing was restored. Fetch the file again or take an earlier one."
        )


def _lue_luettelo(tar):
    try:
        jasen = tar.getmember(LUETTELO)
    except KeyError as error:
        raise VarmuuskopioVirhe("The backup has no list of its contents.") from error
    if not jasen.isreg() or jasen.size > LUETTELO_ENINTAAN:
        raise VarmuuskopioVirhe("The backup's list of its contents is not one.")
    luettelo = json.loads(tar.extractfile(jasen).read())
    if luettelo.get("format") != MUOTO:
        raise VarmuuskopioVirhe(
            f"The backup is in another format than {MUOTO}, which this portal reads. Use the portal that wrote it."
        )
    return luettelo


def _tarkasta_jasenet(tar, luettelo):
    """The members are those of the list, plain files in their places, and byte by byte what it says."""
    luetellut = luettelo["members"]
    nimet = [jasen.name for jasen in tar.getmembers()]
    if sorted(nimet) != sorted([*luetellut, LUETTELO, SINETTI]) or VEDOS not in luetellut:
        raise VarmuuskopioVirhe("The backup does not hold what its list says. Nothing was restored.")
    for jasen in tar.getmembers():
        if not on_turvallinen(jasen):
            raise VarmuuskopioVirhe(
                f"The backup holds something that does not belong there: {jasen.name!r}. Nothing was restored."
            )
        if jasen.name in luetellut:
            with tar.extractfile(jasen) as data:
                tiiviste = hashlib.file_digest(data, "sha256").hexdigest()
            if {"sha256": tiiviste, "size": jasen.size} != luetellut[jasen.name]:
                raise VarmuuskopioVirhe(f"{jasen.name} is not what the list says. Nothing was restored.")


def on_turvallinen(jasen):
    if not jasen.isreg():
        return False
    if jasen.name in (VEDOS, LUETTELO, SINETTI):
        return True
    if not jasen.name.startswith(KANSIO):
        return False
    osat = jasen.name.removeprefix(KANSIO).split("/")
    return all(osa not in ("", ".", "..") and "\0" not in osa for osa in osat)


def tiedostot(juuri):
    """Every file under ``juuri``, by its name there. The portal stores plain files and nothing else."""
    for polku in sorted(juuri.rglob("*")):
        if polku.is_symlink() or not (polku.is_dir() or polku.is_file()):
            raise VarmuuskopioVirhe(
                f"{polku} is neither a file nor a folder; the portal did not put it there."
            )
        if polku.is_file():
            yield PurePosixPath(polku.relative_to(juuri)).as_posix(), polku


def _tiedoston_tiiviste(polku):
    with polku.open("rb") as tiedosto:
        return hashlib.file_digest(tiedosto, "sha256").hexdigest()


def on_tyhja(juuri):
    return not juuri.exists() or not any(juuri.iterdir())


def tyhjenna(juuri):
    """What an interrupted restoring wrote; the folder itself may be a mount."""
    for polku in juuri.iterdir() if juuri.exists() else ():
        if polku.is_dir():
            shutil.rmtree(polku)
        else:
            polku.unlink()
