"""The contact list of a municipality as data: what pages show, and what is sent."""

from typing import Any

from tyollisyysalue.kielet import nimet, nimi
from tyollisyysalue.models import Jasenyys
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import menneet, poissa
from yhteyshenkilot.models import Avainprosessi, Poissaolo, Vastinpari, Vastuu

LAJIEN_PAIKAT = {
    Vastuu.Laji.ENSISIJAINEN: "ensisijaiset",
    Vastuu.Laji.MUU: "muut",
    Vastuu.Laji.SIJAINEN: "sijaiset",
}


def koosta(alue, kunnat, pvm):
    """The contact lists of municipalities of one area as of a day, as JSON without a language."""
    kunnat = list(kunnat)
    prosessit = list(Avainprosessi.objects.filter(alue=alue))
    vastuut = list(
        Vastuu.objects.filter(kunta__in=kunnat)
        .voimassa(pvm)
        .select_related("henkilo")
        .order_by("henkilo__aakkos", "henkilo")
    )
    parit = list(
        Vastinpari.objects.filter(kunta__in=kunnat)
        .voimassa(pvm)
        .select_related("prosessi", "oma_henkilo", "kunnan_henkilo")
        .order_by("prosessi__jarjestys", "prosessi", "pk")
    )
    if menneet.on_mennyt(pvm):
        rivit = [*vastuut, *parit]
        menneet.palauta([*prosessit, *_henkilot(rivit), *(pari.prosessi for pari in parit)], pvm)
    return {
        "pvm": pvm.isoformat(),
        "alue": alue.koodi,
        "kunnat": [
            {
                "koodi": kunta.koodi,
                "nimi": nimet(kunta),
                "prosessit": _prosessit(prosessit, [v for v in vastuut if v.kunta_id == kunta.pk]),
                "vastinparit": [_vastinpari(pari, pvm) for pari in parit if pari.kunta_id == kunta.pk],
            }
            for kunta in kunnat
        ],
    }


def _henkilot(rivit):
    """The people of responsibilities and pairs."""
    for rivi in rivit:
        yield from [rivi.henkilo] if isinstance(rivi, Vastuu) else [rivi.oma_henkilo, rivi.kunnan_henkilo]


def _prosessit(prosessit, vastuut):
    rivit = []
    for prosessi in prosessit:
        omat = [vastuu for vastuu in vastuut if vastuu.prosessi_id == prosessi.pk]
        rivi: dict[str, Any] = {
            "id": prosessi.pk,
            "nimi": nimet(prosessi),
            **{paikka: [] for paikka in LAJIEN_PAIKAT.values()},
        }
        for vastuu in omat:
            rivi[LAJIEN_PAIKAT[vastuu.laji]].append(yhteystieto(vastuu.henkilo))
        # A process out of use stays on the list for as long as somebody is still responsible for it.
        if omat or prosessi.kaytossa:
            rivit.append(rivi)
    return rivit


def _vastinpari(pari, pvm):
    return {
        "id": pari.pk,
        "laji": pari.laji,
        "prosessi": nimet(pari.prosessi),
        "oma": {**yhteystieto(pari.oma_henkilo), "voimassa": pari.oma_voimassa(pvm)},
        "kunnan": {**yhteystieto(pari.kunnan_henkilo), "voimassa": pari.kunnan_voimassa(pvm)},
    }


def yhteystieto(henkilo):
    """The id tells, when lists are compared, a changed name from another person."""
    return {
        kentta: getattr(henkilo, kentta)
        for kentta in ("id", "nimi", "nimike", "organisaatio", "puhelin", "sahkoposti")
    }


def luettavaksi(kunnan_luettelo):
    """A municipality's part of ``koosta`` for a template: names in the page's language, gaps pointed out."""
    prosessit = [
        {
            **rivi,
            "nimi": nimi(rivi["nimi"]),
            "vastuussa": rivi["ensisijaiset"] or rivi["muut"],
            "ilman_sijaista": on_ilman_sijaista(rivi),
        }
        for rivi in kunnan_luettelo["prosessit"]
    ]
    return {
        "koodi": kunnan_luettelo["koodi"],
        "nimi": nimi(kunnan_luettelo["nimi"]),
        "prosessit": [rivi for rivi in prosessit if rivi["vastuussa"] or rivi["sijaiset"]],
        "ilman_vastuuhenkiloa": [rivi["nimi"] for rivi in prosessit if not rivi["vastuussa"]],
        "ilman_sijaista": [rivi["nimi"] for rivi in prosessit if rivi["ilman_sijaista"]],
        "vastinparit": [
            {
                **pari,
                "laji": Vastinpari.Laji(pari["laji"]).label,
                "prosessi": nimi(pari["prosessi"]),
                "taydellinen": pari["oma"]["voimassa"] and pari["kunnan"]["voimassa"],
            }
            for pari in kunnan_luettelo["vastinparit"]
        ],
    }


def on_ilman_sijaista(rivi):
    """Somebody answers for the process and nobody stands in."""
    return bool(rivi["ensisijaiset"] or rivi["muut"]) and not rivi["sijaiset"]


def merkitse_poissa(luettava, kunta, pvm):
    """Add ``poissa``, the badge, to the people of ``luettavaksi``.

    Absences are no part of the list that is sent, whose content must not change from day to day.
    """
    poissaolot = Poissaolo.objects.filter(henkilo__alue=kunta.alue_id).paivana(pvm)
    merkit = {poissaolo.henkilo_id: poissa.merkki(poissaolo) for poissaolo in poissaolot}
    osat = [rivi[osa] for rivi in luettava["prosessit"] for osa in LAJIEN_PAIKAT.values()]
    for henkilo in [*(henkilo for osa in osat for henkilo in osa), *_parien(luettava)]:
        henkilo["poissa"] = merkit.get(henkilo["id"], "")
    return luettava


def _parien(luettava):
    return [pari[puoli] for pari in luettava["vastinparit"] for puoli in ("oma", "kunnan")]


def vastaanottajat(kunnat, pvm):
    """Names and addresses of the liaisons by the id of their municipality."""
    jasenyydet = (
        Jasenyys.objects.voimassa(pvm)
        .filter(rooli=Rooli.YHDYSHENKILO, kunta__in=kunnat, user__is_active=True)
        .select_related("user__henkilo")
        .order_by("user__email")
    )
    saajat: dict[int, list[dict[str, Any]]] = {kunta.pk: [] for kunta in kunnat}
    for jasenyys in jasenyydet:
        user = jasenyys.user
        saajat[jasenyys.kunta_id].append({"nimi": user.nimi, "sahkoposti": user.email, "user": user.pk})
    return saajat
