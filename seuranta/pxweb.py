"""Fetching a table from the PxWeb interface: codes read from its metadata, figures in parts that it lets through.

Off until an address is set. Only the host of that address is ever spoken to.
"""

import json
import math
import time
import urllib.error
import urllib.request
from collections import deque
from http.client import HTTPException
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from seuranta import kuukaudet, lukijat
from seuranta.lukijat.jsonteksti import tarkista_syvyys
from seuranta.lukijat.kuutio import Rooli, rooli

# What the service answers to at once, and how often.
ENIMMAISSOLUT = 120_000
KUTSUJA_MINUUTISSA = 30
AIKAKATKAISU = 30
# A table that would be asked for in more parts is asked for in vain.
ENIMMAISOSAT = 24

# Of this process: the service counts by address.
_KUTSUT: deque[float] = deque()


class HakuVirhe(Exception):
    """Why the table could not be fetched, as a sentence for people."""


def ala_odota(sekunteja):
    """Of a web request, which nobody keeps waiting for a minute."""
    raise HakuVirhe(
        _("Palvelusta on juuri haettu niin paljon kuin se antaa. Yritä uudelleen %(maara)d sekunnin päästä.")
        % {"maara": math.ceil(sekunteja)}
    )


def kaytossa():
    return bool(settings.PXWEB_OSOITE)


class EiUudelleenohjausta(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer as any: it could lead to another host."""

    def redirect_request(self, *args, **kwargs):
        return None


class Haku:
    """Fetches a table. ``odota`` and ``aika`` are others in tests, which do not wait for a minute.

    ``kesto`` is how many seconds it may take in all, or None.
    """

    def __init__(
        self,
        *,
        kutsut=_KUTSUT,
        odota=time.sleep,
        aika=time.monotonic,
        aikakatkaisu=AIKAKATKAISU,
        kesto=None,
    ):
        self.kutsut = kutsut
        self.odota = odota
        self.aika = aika
        self.aikakatkaisu = aikakatkaisu
        self.loppu = None if kesto is None else aika() + kesto
        # What is left of the size that a file may have, all parts together.
        self.tilaa = lukijat.ENIMMAISKOKO
        self.avaaja = urllib.request.build_opener(EiUudelleenohjausta, urllib.request.ProxyHandler({}))

    def hae(self, kuvaus, kuut):
        """The figures of some months as a file that ``lukijat`` reads. Raises ``HakuVirhe``."""
        osoite = _osoite(kuvaus.taulu)
        metadata = _json(self._kutsu(osoite))
        osat = []
        for kysely in kyselyt(metadata, kuvaus, kuut):
            osat.append(self._kutsu(osoite, kysely))
            _json(osat[-1])
        # As they came, so that no number is written anew.
        return b"[" + b",".join(osat) + b"]"

    def _kutsu(self, osoite, kysely=None):
        self._pida_tahti()
        data = None if kysely is None else json.dumps(kysely).encode()
        request = urllib.request.Request(osoite, data, {"Content-Type": "application/json"})
        try:
            with self.avaaja.open(request, timeout=self._aikaa()) as vastaus:
                tavut = self._lue(vastaus)
        except urllib.error.HTTPError as error:
            error.close()
            raise HakuVirhe(_selitys(error.code)) from error
        except TimeoutError as error:
            raise HakuVirhe(_ei_vastaa()) from error
        except urllib.error.URLError as error:
            raise HakuVirhe(
                _ei_vastaa() if isinstance(error.reason, TimeoutError) else _ei_yhteytta()
            ) from error
        except (OSError, HTTPException) as error:
            raise HakuVirhe(_ei_yhteytta()) from error
        return tavut.removeprefix(b"\xef\xbb\xbf")

    def _lue(self, vastaus):
        """The answer, within what is left of size and time."""
        osat = []
        while osa := vastaus.read1(2**16):
            self.tilaa -= len(osa)
            if self.tilaa < ENIMMAISOSAT + 2:  # the commas and brackets between the parts
                raise HakuVirhe(lukijat.liian_suuri())
            self._aikaa()
            osat.append(osa)
        return b"".join(osat)

    def _aikaa(self):
        """How many seconds the next thing may take."""
        if self.loppu is None:
            return self.aikakatkaisu
        jaljella = self.loppu - self.aika()
        if jaljella <= 0:
            raise HakuVirhe(_ei_vastaa())
        return min(self.aikakatkaisu, jaljella)

    def _pida_tahti(self):
        """Wait until one more call fits in a minute."""
        nyt = self.aika()
        while self.kutsut and nyt - self.kutsut[0] >= 60:
            self.kutsut.popleft()
        if len(self.kutsut) >= KUTSUJA_MINUUTISSA:
            self.odota(60 - (nyt - self.kutsut[0]))
            self.kutsut.popleft()
        self.kutsut.append(self.aika())


def _osoite(taulu):
    """The table's address; it begins as the setting does, whatever the table is called."""
    alku = settings.PXWEB_OSOITE.rstrip("/")
    if urlsplit(alku).scheme not in ("http", "https"):
        raise HakuVirhe(_("PxWeb-rajapinnan osoite puuttuu tai on väärin (asetus PXWEB_OSOITE)."))
    return f"{alku}/{quote(taulu, safe='')}.px"


def kyselyt(metadata, kuvaus, kuut):
    """Queries that together give the months, each small enough to be answered."""
    muuttujat = _muuttujat(metadata)
    ajat = [koodi for koodi, arvot in muuttujat.items() if rooli(koodi, arvot) == Rooli.AIKA]
    aika = kuvaus.aika or (ajat[0] if len(ajat) == 1 else "")
    if kuvaus.alue not in muuttujat or aika not in muuttujat or not kuvaus.muut <= set(muuttujat):
        raise HakuVirhe(
            _("Taulun %(taulu)s ulottuvuudet ovat toiset kuin ennen: %(koodit)s. Lataa taulukko tiedostona.")
            % {"taulu": kuvaus.taulu, "koodit": ", ".join(muuttujat)[:200]}
        )
    haettavat = [kuukaudet.koodi(kuukausi) for kuukausi in kuut]
    puuttuvat = [koodi for koodi in haettavat if koodi not in muuttujat[aika]]
    if puuttuvat:
        raise HakuVirhe(
            _("Taulussa %(taulu)s ei ole kuukautta %(kuukausi)s. Uusin on %(uusin)s.")
            % {"taulu": kuvaus.taulu, "kuukausi": puuttuvat[0], "uusin": max(muuttujat[aika])}
        )
    valinnat = muuttujat | {aika: haettavat}
    for koodi in kuvaus.muut:
        valinnat[koodi] = sorted(
            {arvo for paikka in kuvaus.mittarit for muu, arvo in paikka.arvot if muu == koodi}
        )
    return [_kysely(valinnat | osa) for osa in _osat(valinnat, kuvaus.alue, aika)]


def _muuttujat(metadata):
    """``{code: codes of values}`` of the table's metadata."""
    muuttujat = metadata.get("variables") if isinstance(metadata, dict) else None
    if not isinstance(muuttujat, list) or not all(
        isinstance(m, dict)
        and isinstance(m.get("code"), str)
        and isinstance(m.get("values"), list)
        and m["values"]
        and all(isinstance(arvo, str) for arvo in m["values"])
        for m in muuttujat
    ):
        raise HakuVirhe(
            _("Palvelun kuvaus taulusta ei ole sitä muotoa, jota odotettiin. Lataa taulukko tiedostona.")
        )
    return {m["code"]: m["values"] for m in muuttujat}


def _osat(valinnat, alue, aika):
    """The choice of areas and months of each query: as many months as fit, or some areas of one month."""
    alueet, kuut = valinnat[alue], valinnat[aika]
    alueen_solut = math.prod(len(arvot) for koodi, arvot in valinnat.items() if koodi not in (alue, aika))
    alueita = min(len(alueet), ENIMMAISSOLUT // alueen_solut)
    if not alueita:
        raise HakuVirhe(_("Yhden alueen luvut ovat yli palvelun rajan. Lataa taulukko tiedostona."))
    kuukausia = max(1, ENIMMAISSOLUT // (alueen_solut * len(alueet)))
    osat = [
        {alue: alueet[a : a + alueita], aika: kuut[k : k + kuukausia]}
        for k in range(0, len(kuut), kuukausia)
        for a in range(0, len(alueet), alueita)
    ]
    if len(osat) > ENIMMAISOSAT:
        raise HakuVirhe(
            _("Taulukko on liian suuri haettavaksi. Valitse vähemmän kuukausia tai lataa se tiedostona.")
        )
    return osat


def _kysely(valinnat):
    return {
        "query": [
            {"code": koodi, "selection": {"filter": "item", "values": arvot}}
            for koodi, arvot in valinnat.items()
        ],
        "response": {"format": "json-stat2"},
    }


def _json(tavut):
    try:
        teksti = tavut.decode()
        tarkista_syvyys(teksti)
        return json.loads(teksti)
    except (ValueError, RecursionError) as error:
        raise HakuVirhe(
            _("Palvelu vastasi muuta kuin dataa, ehkä huoltosivun. Yritä myöhemmin uudelleen.")
        ) from error


def _ei_vastaa():
    return _("Palvelu ei vastannut ajoissa. Yritä myöhemmin uudelleen.")


def _ei_yhteytta():
    return _("Palveluun ei saatu yhteyttä. Tarkista verkko ja palvelun osoite.")


def _selitys(koodi):
    """What an answer of the service means."""
    selitykset = {
        400: _("Palvelu ei ymmärtänyt kyselyä (400): taulun tunnus tai koodit ovat voineet muuttua."),
        403: _("Palvelu ei antanut lukuja (403): kysely on liian suuri tai pääsy on estetty."),
        404: _("Palvelussa ei ole tällaista taulua (404): tunnus on väärä tai taulu on siirretty."),
        429: _("Palvelu pyysi odottamaan (429): kyselyjä on ollut liikaa. Yritä minuutin päästä uudelleen."),
        503: _("Palvelu on poissa käytöstä (503). Yritä myöhemmin uudelleen."),
    }
    if 300 <= koodi < 400:
        return _(
            "Palvelu ohjasi toiseen osoitteeseen (%(koodi)d), eikä siihen siirrytty. Tarkista palvelun osoite."
        ) % {"koodi": koodi}
    return selitykset.get(koodi) or _("Palvelussa tapahtui virhe (%(koodi)d). Yritä myöhemmin uudelleen.") % {
        "koodi": koodi
    }
