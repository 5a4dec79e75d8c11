"""Charts of the figures: each with its table and a text that states the numbers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seuranta import kuukaudet, sarjat
from seuranta.osoitteet import alueen_nimi
from seuranta.sarjat import Aluekuukausi
from tyollisyysalue import kaaviot
from tyollisyysalue.kaaviot import Kaavio
from tyollisyysalue.kielet import luettelo

TRENDIT = {"trendi-13": 13, "trendi-36": 36}
# Every third month of a year, every half-year of three years: as many as a phone can show.
MERKITTY_JOKA = {"trendi-13": 3, "trendi-36": 6}


@dataclass(frozen=True)
class Kuva:
    """``sarakkeet`` and ``rivit`` are the table of the chart; the first column names the rows."""

    nimi: str
    otsikko: str
    kaavio: Kaavio
    sarakkeet: list[str]
    rivit: list[tuple[str, ...]]
    on_lukuja: bool
    aukot: str = ""


def trendi(nimi, paikka, mittari, sarja):
    """The last months of a series; ``paikka`` and ``mittari`` are names."""
    osa = sarja[-TRENDIT[nimi] :]
    otsikko = ngettext(
        "%(mittari)s, %(paikka)s, %(maara)d kuukausi",
        "%(mittari)s, %(paikka)s, %(maara)d kuukautta",
        len(osa),
    ) % {"mittari": mittari, "paikka": paikka, "maara": len(osa)}
    maarittely = kaaviot.viiva(
        [(kuukaudet.lyhyt(piste.kuukausi), piste.arvo) for piste in osa],
        tekstit=[piste.teksti for piste in osa],
        joka=MERKITTY_JOKA[nimi],
    )
    return Kuva(
        nimi,
        otsikko,
        kaaviot.kaavio(maarittely, _trendi_sanoin(otsikko, osa)),
        [_("Kuukausi"), _("Arvo")],
        [(kuukaudet.sanoin(piste.kuukausi), piste.teksti) for piste in reversed(osa)],
        on_lukuja=any(piste.arvo is not None for piste in osa),
        aukot=aukot(osa),
    )


def trendit(paikka, mittari, sarja):
    """Both trends; one where the longer would show the same months."""
    nimet = [nimi for nimi in TRENDIT if nimi == "trendi-13" or len(sarja) > TRENDIT["trendi-13"]]
    return [trendi(nimi, paikka, mittari.nimi, sarja) for nimi in nimet] if sarja else []


def _trendi_sanoin(otsikko, osa):
    luvut = [piste for piste in osa if piste.arvo is not None]
    if not luvut:
        return _("%(otsikko)s. Lukuja ei ole.") % {"otsikko": otsikko}
    if len(osa) <= TRENDIT["trendi-13"]:
        numerot = ", ".join(f"{kuukaudet.lyhyt(piste.kuukausi)}: {piste.teksti}" for piste in osa)
        return _("Viivakaavio. %(otsikko)s. %(numerot)s.") % {"otsikko": otsikko, "numerot": numerot}
    pienin, suurin = min(luvut, key=lambda p: p.arvo), max(luvut, key=lambda p: p.arvo)
    return _(
        "Viivakaavio. %(otsikko)s. Ensimmäinen %(alku)s, viimeinen %(loppu)s, pienin %(pienin)s, suurin %(suurin)s. "
        "Kaikki luvut ovat kaavion taulukossa."
    ) % {
        "otsikko": otsikko,
        "alku": _kohta(luvut[0]),
        "loppu": _kohta(luvut[-1]),
        "pienin": _kohta(pienin),
        "suurin": _kohta(suurin),
    }


def _kohta(piste):
    return f"{piste.teksti} ({kuukaudet.lyhyt(piste.kuukausi)})"


def aukot(osa):
    """Which months have no point and why, as a sentence."""
    puuttuvat = [f"{kuukaudet.lyhyt(piste.kuukausi)} ({piste.teksti})" for piste in osa if piste.arvo is None]
    if not puuttuvat:
        return ""
    return _("Viivassa on aukko, kun tarkkaa lukua ei ole: %(kuukaudet)s.") % {
        "kuukaudet": luettelo(puuttuvat)
    }


def kunnat(alue, mittari, kuukausi, rivit, korosta=None):
    """The area's municipalities as sorted bars: the figures, and beside them the shares of the labour force."""
    kuvat = [
        _palkit(
            "kunnat",
            _("%(mittari)s kunnittain, %(alue)s, %(kk)s")
            % {"mittari": mittari.nimi, "alue": alueen_nimi(alue), "kk": kuukaudet.sanoin(kuukausi)},
            mittari.nimi,
            [(rivi.kunta.nimi, rivi.arvo, rivi.teksti) for rivi in rivit],
            korosta,
        )
    ]
    if sarjat.on_henkiloita(mittari) and any(rivi.osuus is not None for rivi in rivit):
        jarjestetyt = sorted(rivit, key=lambda rivi: (rivi.osuus is None, -(rivi.osuus or 0)))
        kuvat.append(
            _palkit(
                "osuudet",
                _("%(mittari)s, prosenttia työvoimasta kunnittain, %(alue)s, %(kk)s")
                % {"mittari": mittari.nimi, "alue": alueen_nimi(alue), "kk": kuukaudet.sanoin(kuukausi)},
                _("% työvoimasta"),
                [(rivi.kunta.nimi, rivi.osuus, rivi.osuus_sanoin) for rivi in jarjestetyt],
                korosta,
            )
        )
    return kuvat


def _palkit(nimi, otsikko, sarake, rivit, korosta):
    alt = _("Palkkikaavio. %(otsikko)s. %(numerot)s.") % {
        "otsikko": otsikko,
        "numerot": ", ".join(f"{kunta}: {teksti}" for kunta, _arvo, teksti in rivit),
    }
    return Kuva(
        nimi,
        otsikko,
        kaaviot.kaavio(kaaviot.palkit(rivit, korosta=korosta), alt),
        [_("Kunta"), sarake],
        [(kunta, teksti) for kunta, _arvo, teksti in rivit],
        on_lukuja=any(arvo is not None for _kunta, arvo, _teksti in rivit),
    )


def kunnan_kuvat(kunta, mittari, kuukausi, hetki):
    """Every chart of a municipality's measure, the bars with its own among its area's."""
    sarja = sarjat.kunnan(kunta, mittari, kuukausi, hetki)
    aluekuukausi = Aluekuukausi.lue(kunta.alue, kuukausi, sarjat.rivien_koodit(mittari), hetki)
    return trendit(kunta.nimi, mittari, sarja) + kunnat(
        kunta.alue, mittari, kuukausi, aluekuukausi.rivit(mittari), korosta=kunta.nimi
    )


def alueen_kuvat(alue, mittari, kuukausi, hetki):
    sarja = sarjat.alueen(alue, mittari, kuukausi, hetki)
    aluekuukausi = Aluekuukausi.lue(alue, kuukausi, sarjat.rivien_koodit(mittari), hetki)
    return trendit(alueen_nimi(alue), mittari, sarja) + kunnat(
        alue, mittari, kuukausi, aluekuukausi.rivit(mittari)
    )
