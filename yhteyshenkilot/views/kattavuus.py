"""The coverage radar: a municipality × process matrix of a day, the holes ahead, people who carry too many."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Tyollisyysalue
from yhteyshenkilot import aukot, menneet, permissions
from yhteyshenkilot.filters import omat_kunnat
from yhteyshenkilot.forms import KattavuusForm, KattavuusluetteloForm
from yhteyshenkilot.kattavuus import AUKOT, KUORMAN_RAJA, Tila
from yhteyshenkilot.models import Vastuu
from yhteyshenkilot.sanat import KATTAVUUDEN_TUNNISTEET, KATTAVUUS_SANOINA
from yhteyshenkilot.tables import KattavuusTable

# Beside the words, never in place of them.
KUVAKKEET = {
    Tila.PAIKALLA: "●",
    Tila.SIJAINEN: "◐",
    Tila.MUUT: "○",
    Tila.KAIKKI_POISSA: "✕",
    Tila.EI_KETAAN: "✕",
}
SELITYKSET = {
    Tila.PAIKALLA: _("ensisijainen vastuuhenkilö on paikalla"),
    Tila.SIJAINEN: _("ensisijainen on poissa tai häntä ei ole, ja sijainen on paikalla"),
    Tila.MUUT: _("ensisijainen ja sijainen puuttuvat tai ovat poissa, mutta joku muista on paikalla"),
    Tila.KAIKKI_POISSA: _("jokainen nimetty on poissa: aukko"),
    Tila.EI_KETAAN: _("ketään ei ole nimetty: aukko"),
}
AUKKOJA_NAYTETAAN = 50


def kattavuus(request):
    alue, form = valinnat(request, KattavuusForm)
    pvm, asti = form.paiva, form.paiva + aukot.PAIVIA_ETEENPAIN
    tilanne = lue(omat_kunnat(request).filter(alue=alue), pvm, asti)
    laskettu = tilanne.kattavuus()
    rivit = matriisi(tilanne, laskettu, pvm)
    maarat = Counter(solu["tila"] for rivi in rivit for solu in rivi["solut"])
    saa_yllapitaa = permissions.saa_yllapitaa(request.user, alue.pk)
    tulevat = [
        {
            "teksti": aukot.sanoina(aukko, kunta, prosessi, asti),
            "kunta": kunta,
            "url": lisaysosoite(aukko, kunta, asti) if saa_yllapitaa else "",
        }
        for aukko, kunta, prosessi in tilanne.aukot(pvm, asti, laskettu)
    ]
    context = {
        "alue": alue,
        "form": form,
        "pvm": pvm,
        "prosessit": tilanne.prosessit,
        "rivit": rivit,
        "selitykset": [selitys(tila) | {"maara": maarat[tila]} for tila in Tila],
        "aukkoja_nyt": sum(maarat[tila] for tila in AUKOT),
        "yhteensa": sum(maarat.values()),
        "aukot": tulevat[:AUKKOJA_NAYTETAAN],
        "aukkoja": len(tulevat),
        "muita": max(0, len(tulevat) - AUKKOJA_NAYTETAAN),
        "kuormitetut": [
            {"henkilo": tilanne.henkilot[henkilo], "maara": maara}
            for henkilo, maara in laskettu.kuormitetut(pvm)
        ],
        "raja": KUORMAN_RAJA,
        "nakee_kaiken": alue.pk in roolit.alueet(request.user),
        "haku": urlencode({"alue": alue.koodi, "pvm": pvm.isoformat()}),
    }
    return render(request, "yhteyshenkilot/kattavuus.html", context)


def kattavuus_list(request):
    """The same day as a list, to be filtered and taken out as a file."""
    alue, form = valinnat(request, KattavuusluetteloForm)
    valitut = omat_kunnat(request).filter(alue=alue)
    pvm = form.paiva
    kunta, tila = form.cleaned_data.get("kunta"), form.cleaned_data.get("tila")
    tilanne = lue([kunta] if kunta else valitut, pvm, pvm)
    rivit = [
        luettelorivi(tilanne, rivi["kunta"], solu)
        for rivi in matriisi(tilanne, tilanne.kattavuus(), pvm)
        for solu in rivi["solut"]
        if not tila or solu["tila"] == tila
    ]
    context = {"suodatin": form, "pvm": pvm, "haku": urlencode({"alue": alue.koodi, "pvm": pvm.isoformat()})}
    return luettelosivu(
        request, "yhteyshenkilot/kattavuus_luettelo.html", KattavuusTable(rivit), context, nimi="kattavuus"
    )


def lue(kunnat, alku, loppu):
    tilanne = aukot.lue(kunnat, alku, loppu)
    if menneet.on_mennyt(alku):
        menneet.palauta([*tilanne.prosessit, *(vastuu.henkilo for vastuu in tilanne.vastuut)], alku)
    return tilanne


def valinnat(request, luokka):
    """The area and the form of the page; ``?alue=`` chooses where the reader takes part in several."""
    if not permissions.saa_lukea(request.user):
        raise PermissionDenied
    alueet = Tyollisyysalue.objects.filter(pk__in=roolit.yhteistyoalueet(request.user)).order_by("koodi")
    data = request.GET.copy()
    data["pvm"] = data.get("pvm") or kello.tanaan().isoformat()
    form = luokka(data, alueet=alueet)
    if "kunta" in form.fields:
        form.fields["kunta"].queryset = omat_kunnat(request)
    form.is_valid()
    return form.cleaned_data.get("alue") or alueet[0], form


def matriisi(tilanne, laskettu, pvm):
    """A row for each municipality, a cell for each process."""
    alueittain: dict[int, list] = {}
    for prosessi in tilanne.prosessit:
        alueittain.setdefault(prosessi.alue_id, []).append(prosessi)
    henkilot = tilanne.henkilot
    return [
        {
            "kunta": kunta,
            "solut": [
                solun_tiedot(laskettu.solu(kunta.pk, prosessi.pk, pvm), prosessi, henkilot)
                for prosessi in alueittain.get(kunta.alue_id, [])
            ],
        }
        for kunta in tilanne.kunnat
    ]


def solun_tiedot(solu, prosessi, henkilot):
    return selitys(solu.tila) | {
        "prosessi": prosessi,
        "solu": solu,
        "hoitavat": [henkilot[henkilo].nimi for henkilo in solu.hoitavat],
        "poissa": [henkilot[henkilo].nimi for henkilo in solu.ensisijaiset if henkilo in solu.poissa],
    }


def selitys(tila):
    return {
        "tila": tila,
        "nimi": KATTAVUUS_SANOINA[tila],
        "laji": KATTAVUUDEN_TUNNISTEET[tila],
        "kuvake": KUVAKKEET[tila],
        "selitys": SELITYKSET[tila],
    }


def luettelorivi(tilanne, kunta, solu):
    nimet = tilanne.henkilot
    return {
        "kunta": kunta,
        "prosessi": solu["prosessi"],
        "tila": solu["tila"],
        "hoitavat": ", ".join(solu["hoitavat"]),
        "ensisijainen": ", ".join(nimet[henkilo].nimi for henkilo in solu["solu"].ensisijaiset),
        "sijainen": ", ".join(nimet[henkilo].nimi for henkilo in solu["solu"].sijaiset),
    }


def lisaysosoite(aukko, kunta, asti):
    """The form of a new responsibility with the hole filled in."""
    haku = {
        "prosessi": aukko.prosessi,
        "laji": Vastuu.Laji.ENSISIJAINEN if aukko.tila == Tila.EI_KETAAN else Vastuu.Laji.SIJAINEN,
        "alkupvm": aukko.alku.isoformat(),
    }
    if aukko.loppu < asti:
        haku["loppupvm"] = aukko.loppu.isoformat()
    return f"{reverse('yhteyshenkilot:vastuu-lisaa', args=[kunta.koodi])}?{urlencode(haku)}"
