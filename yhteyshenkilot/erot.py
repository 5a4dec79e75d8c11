"""What changed between two contact lists of a municipality, as data that says everything.

``vertaa(a, b)`` gives the difference as JSON without a language, and ``sovella(a, vertaa(a, b)) == b`` whatever the two
lists are: rows are named by their place in the old list, so which row is taken for which decides only how the change is
told. Processes, people and pairs are known by their ids; the lists of old sendings have none, and there names do.
``muutossanat`` makes sentences of it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

Rivi = dict[str, Any]
Ero = dict[str, Any]

PAIKAT = ("ensisijaiset", "muut", "sijaiset")
OSAPUOLET = ("oma", "kunnan")


class Muoto(NamedTuple):
    """How rows of one kind are known, the surest mark first, and how two of the same are compared."""

    tuntomerkit: list[Callable[[Rivi], Any]]
    vertaa: Callable[[Rivi, Rivi], Ero]
    sovella: Callable[[Rivi, Ero], Rivi]


def vertaa(vanha, uusi):
    """The difference of two lists as ``luettelo.koosta`` makes them; empty when they are the same to the letter."""
    return _ei_tyhjat(
        kentat=_kentat(vanha, uusi, pois=("prosessit", "vastinparit")),
        prosessit=_rivit(vanha["prosessit"], uusi["prosessit"], PROSESSI),
        vastinparit=_rivit(vanha["vastinparit"], uusi["vastinparit"], PARI),
    )


def sovella(vanha, ero):
    """The new list out of the old one and the difference."""
    return _kenttiin(vanha, ero) | {
        "prosessit": _riveihin(vanha["prosessit"], ero.get("prosessit", {}), PROSESSI),
        "vastinparit": _riveihin(vanha["vastinparit"], ero.get("vastinparit", {}), PARI),
    }


def _ei_tyhjat(**osat):
    return {nimi: osa for nimi, osa in osat.items() if osa}


def _kentat(vanha, uusi, pois=()):
    """``{field: [old, new]}``; null is a field that is not there, and no field holds one."""
    return {
        kentta: [vanha.get(kentta), uusi.get(kentta)]
        for kentta in sorted({*vanha, *uusi} - {*pois})
        if vanha.get(kentta) != uusi.get(kentta)
    }


def _kenttiin(vanha, ero):
    uudet = {kentta: arvo for kentta, (_ennen, arvo) in ero.get("kentat", {}).items()}
    return {kentta: arvo for kentta, arvo in (vanha | uudet).items() if arvo is not None}


def _rivit(vanhat, uudet, muoto):
    samat = _samat(vanhat, uudet, muoto.tuntomerkit)
    pysyvat = list(samat.values())
    muutokset = {i: muoto.vertaa(vanhat[i], uudet[j]) for j, i in samat.items()}
    return _ei_tyhjat(
        poistetut=[{"paikka": i, "rivi": rivi} for i, rivi in enumerate(vanhat) if i not in muutokset],
        lisatyt=[{"paikka": j, "rivi": rivi} for j, rivi in enumerate(uudet) if j not in samat],
        muuttuneet=[
            {"paikka": i, "rivi": vanhat[i], "muutos": muutos}
            for i, muutos in sorted(muutokset.items())
            if muutos
        ],
        jarjestys=pysyvat if pysyvat != sorted(pysyvat) else [],
    )


def _riveihin(vanhat, ero, muoto):
    poistetut = {poistettu["paikka"] for poistettu in ero.get("poistetut", [])}
    muutokset = {muuttunut["paikka"]: muuttunut["muutos"] for muuttunut in ero.get("muuttuneet", [])}
    pysyvat = ero.get("jarjestys") or [i for i in range(len(vanhat)) if i not in poistetut]
    rivit = [muoto.sovella(vanhat[i], muutokset.get(i, {})) for i in pysyvat]
    for lisatty in ero.get("lisatyt", []):
        rivit.insert(lisatty["paikka"], lisatty["rivi"])
    return rivit


def _samat(vanhat, uudet, tuntomerkit):
    """``{place in the new list: place in the old one}`` of what is on both, in the order of the new list."""
    samat: dict[int, int] = {}
    vapaat = list(range(len(vanhat)))
    for tuntomerkki in tuntomerkit:
        for j, uusi in enumerate(uudet):
            if j in samat or tuntomerkki(uusi) is None:
                continue
            osuma = next((i for i in vapaat if _on_sama(vanhat[i], uusi, tuntomerkki)), None)
            if osuma is not None:
                samat[j] = osuma
                vapaat.remove(osuma)
    return dict(sorted(samat.items()))


def _on_sama(vanha, uusi, tuntomerkki):
    # Two of one name are two when both have an id.
    eri = "id" in vanha and "id" in uusi and vanha["id"] != uusi["id"]
    return not eri and tuntomerkki(vanha) == tuntomerkki(uusi)


def henkilorivit(prosessi):
    """The people of a process in one row; where each stands is a field like the others."""
    return [{"paikka": paikka, **henkilo} for paikka in PAIKAT for henkilo in prosessi[paikka]]


def _paikoilleen(rivit):
    paikat: dict[str, list[Rivi]] = {paikka: [] for paikka in PAIKAT}
    for rivi in rivit:
        paikat[rivi["paikka"]].append({kentta: arvo for kentta, arvo in rivi.items() if kentta != "paikka"})
    return paikat


def _vertaa_kenttia(vanha, uusi):
    return _ei_tyhjat(kentat=_kentat(vanha, uusi))


def _vertaa_prosessia(vanha, uusi):
    return _ei_tyhjat(
        kentat=_kentat(vanha, uusi, pois=PAIKAT),
        henkilot=_rivit(henkilorivit(vanha), henkilorivit(uusi), HENKILO),
    )


def _sovella_prosessiin(vanha, ero):
    henkilot = _riveihin(henkilorivit(vanha), ero.get("henkilot", {}), HENKILO)
    return _kenttiin(vanha, ero) | _paikoilleen(henkilot)


def _vertaa_paria(vanha, uusi):
    return _ei_tyhjat(
        kentat=_kentat(vanha, uusi, pois=OSAPUOLET),
        **{puoli: _vertaa_kenttia(vanha[puoli], uusi[puoli]) for puoli in OSAPUOLET},
    )


def _sovella_pariin(vanha, ero):
    osapuolet = {puoli: _kenttiin(vanha[puoli], ero.get(puoli, {})) for puoli in OSAPUOLET}
    return _kenttiin(vanha, ero) | osapuolet


def _tunnus(rivi):
    return rivi.get("id")


HENKILO = Muoto(
    [
        lambda rivi: (rivi["id"], rivi["paikka"]) if "id" in rivi else None,
        _tunnus,
        lambda rivi: (rivi["nimi"], rivi["nimike"], rivi["paikka"]),
        lambda rivi: (rivi["nimi"], rivi["nimike"]),
        lambda rivi: (rivi["nimi"], rivi["paikka"]),
        lambda rivi: rivi["nimi"],
        # Somebody whose name has changed keeps the address, or the number.
        lambda rivi: rivi["sahkoposti"] or None,
        lambda rivi: rivi["puhelin"] or None,
    ],
    _vertaa_kenttia,
    _kenttiin,
)
PROSESSI = Muoto([_tunnus, lambda rivi: rivi["nimi"]["fi"]], _vertaa_prosessia, _sovella_prosessiin)
PARI = Muoto(
    [
        _tunnus,
        lambda rivi: (rivi["prosessi"]["fi"], rivi["oma"]["nimi"], rivi["kunnan"]["nimi"]),
        lambda rivi: (rivi["prosessi"]["fi"], rivi["oma"]["nimi"]),
        lambda rivi: (rivi["prosessi"]["fi"], rivi["kunnan"]["nimi"]),
    ],
    _vertaa_paria,
    _sovella_pariin,
)
