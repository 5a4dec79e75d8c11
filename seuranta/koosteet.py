"""The figures of a municipality's page (one month beside the month and the year before, and what was revised), and
sums over an area."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seuranta import aluesummat, kaudet, kuukaudet, luvut, summat
from seuranta.models import Havainto, Mittari
from seuranta.summat import Vali

# A trend of three years, and the year before its first month.
NAYTETTAVAT_KUUKAUDET = 36

# What else table 12r5 holds beside the key figures.
RYHMAT = [
    (
        gettext_lazy("Työttömät työnhakijat ryhmittäin"),
        ["TYOTTOMATMIEHET", "TYOTTOMATNAISET", "TYOTTOMAT20", "TYOTTOMATSAIR", "KASSASSA"],
    ),
    (gettext_lazy("Lyhennetty työviikko"), ["LYHTYOVKO"]),
    (
        gettext_lazy("Palveluissa olevat"),
        [
            "TYOLLISTETTYLOP",
            "TYOHARJOITTELULOP",
            "KOKEILULOP",
            "TVKOULUTUSLOP",
            "VALMENNUSLOP",
            "MTPPALVELUTLOP",
        ],
    ),
]


@dataclass(frozen=True)
class Rivi:
    """A measure in one month. The changes are empty where a figure is missing or secret."""

    mittari: Mittari
    havainto: Havainto
    teksti: str
    muutos_kuukaudessa: str
    muutos_vuodessa: str


@dataclass(frozen=True)
class Summarivi:
    """A measure summed over the municipalities of an area."""

    koodi: str
    teksti: str
    huomautus: str


@dataclass(frozen=True)
class Tarkistus:
    havainto: Havainto
    vanha: str
    uusi: str


def kunnan_havainnot(kunta, viimeinen, hetki):
    """The figures in force up to ``viimeinen``, newest month first: ``{month: {code: figure}}``.

    The key figures of three years, and every figure of the month and of those that its changes are counted from.
    """
    havainnot = Havainto.objects.filter(
        Q(
            mittari__avainluku=True,
            kuukausi__gt=kuukaudet.siirra(viimeinen, -NAYTETTAVAT_KUUKAUDET),
            kuukausi__lte=viimeinen,
        )
        | Q(kuukausi__in=[kuukaudet.siirra(viimeinen, maara) for maara in (0, -1, -12)]),
        kunta=kunta,
    )
    kuukausittain: dict[date, dict[str, Havainto]] = {}
    for havainto in havainnot.tiedossa(hetki).luettuina():
        kuukausittain.setdefault(havainto.kuukausi, {})[havainto.mittari.koodi] = havainto
    return dict(sorted(kuukausittain.items(), reverse=True))


def avainluvut(kuukausittain):
    """Of what ``kunnan_havainnot`` gives the key figures, in the months that have some."""
    luvut_ = {
        kuukausi: {koodi: h for koodi, h in havainnot.items() if h.mittari.avainluku}
        for kuukausi, havainnot in kuukausittain.items()
    }
    return {kuukausi: havainnot for kuukausi, havainnot in luvut_.items() if havainnot}


def uusimmat_luvut(kunta, hetki):
    """The key figures in force of the municipality's newest month, in the order of the published table."""
    havainnot = Havainto.objects.filter(kunta=kunta, mittari__avainluku=True)
    uusin = kaudet.uusimman_kysely(kunta, Mittari.objects.avainluvut(), hetki)
    return sorted(
        # A dozen rows: a measure with each costs less than another query.
        havainnot.filter(kuukausi=uusin).tiedossa(hetki).select_related("mittari"),
        key=lambda havainto: havainto.mittari.jarjestys,
    )


def ryhmittain(rivit):
    """Rows of other than key figures under the headings of ``RYHMAT``, and those of other tables by table:
    ``[(heading, rows)]``."""
    koodeittain = {rivi.mittari.koodi: rivi for rivi in rivit}
    ryhmat: list[tuple[object, list[Rivi]]] = [
        (otsikko, [koodeittain[koodi] for koodi in koodit if koodi in koodeittain])
        for otsikko, koodit in RYHMAT
    ]
    taulut: dict[str, list[Rivi]] = {}
    for rivi in koodeittain.values():
        if rivi.mittari.kuvaus_id:
            taulut.setdefault(rivi.mittari.taulu, []).append(rivi)
    ryhmat += [(_("Taulu %(taulu)s") % {"taulu": taulu}, taulut[taulu]) for taulu in sorted(taulut)]
    return [(otsikko, ryhma) for otsikko, ryhma in ryhmat if ryhma]


def alueen_summat(havainnot, kuntia, koodit):
    """Measures summed over an area: ``havainnot`` are its figures of one month, of ``kuntia`` municipalities."""
    luvut_: dict[str, list] = {}
    for havainto in havainnot:
        luvut_.setdefault(havainto.mittari.koodi, []).append(havainto.luku)
    summat_ = {
        koodi: summat.summaa(arvot + [None] * (kuntia - len(arvot))) for koodi, arvot in luvut_.items()
    }
    return [_summarivi(koodi, summat_) for koodi in koodit if koodi in summat_]


def _summarivi(koodi, summat_):
    if koodi != "TYOTOSUUS":
        return Summarivi(koodi, summat.sanoina(summat_[koodi], 0), summat.huomautus(summat_[koodi]))
    # Shares are not summed: the area's own is counted from the sums that it is a share of.
    osa, kokonaisuus = summat_.get("TYOTTOMATLOPUSSA"), summat_.get("TYOVOIMATK")
    osuus = summat.osuus(osa, kokonaisuus) if osa and kokonaisuus else None
    return Summarivi(koodi, summat.sanoina(osuus, 1) if osuus else "–", _("laskettu alueen summista"))


@dataclass(frozen=True)
class Aluerivi:
    """A measure of an area in one month; the changes are empty where a sum is not one exact number."""

    mittari: Mittari
    summa: Vali
    teksti: str
    huomautus: str
    muutos_kuukaudessa: str
    muutos_vuodessa: str
    maa: str


def alueen_rivit(kuukausittain, kuukausi, mittarit, maan_summat):
    """``kuukausittain`` are sums by month and code, ``maan_summat`` the country's of this month by code."""

    def rivi(mittari, summa):
        def muutos(kuukausia):
            vanhat = aluesummat.osuudella(kuukausittain.get(kuukaudet.siirra(kuukausi, -kuukausia), {}))
            if (vanha := vanhat.get(mittari.koodi)) is None:
                return ""
            return luvut.muutos(
                summat.tarkka(summa, mittari.desimaalit),
                summat.tarkka(vanha, mittari.desimaalit),
                mittari.desimaalit,
            )

        maa = maan_summat.get(mittari.koodi)
        return Aluerivi(
            mittari,
            summa,
            summat.sanoina(summa, mittari.desimaalit),
            _("laskettu alueen summista") if mittari.koodi == "TYOTOSUUS" else summat.huomautus(summa),
            muutos(1),
            muutos(12),
            summat.sanoina(maa, mittari.desimaalit) if maa else "",
        )

    nykyiset = aluesummat.osuudella(kuukausittain[kuukausi])
    return [rivi(mittari, nykyiset[mittari.koodi]) for mittari in mittarit if mittari.koodi in nykyiset]


def kuukauden_rivit(kuukausittain, kuukausi):
    def muutos(havainto, kuukausia):
        vanha = kuukausittain.get(kuukaudet.siirra(kuukausi, -kuukausia), {}).get(havainto.mittari.koodi)
        return luvut.muutos(havainto.luku, vanha.luku, havainto.mittari.desimaalit) if vanha else ""

    return [
        Rivi(
            mittari=havainto.mittari,
            havainto=havainto,
            teksti=luvut.kirjoita(havainto.luku, havainto.mittari.desimaalit),
            muutos_kuukaudessa=muutos(havainto, 1),
            muutos_vuodessa=muutos(havainto, 12),
        )
        for havainto in sorted(kuukausittain[kuukausi].values(), key=lambda h: h.mittari.jarjestys)
    ]


def tarkistukset(kuukausittain, hetki):
    """Revised figures, as known at ``hetki``, with what they replaced, newest revision first."""
    tarkistetut = [h for havainnot in kuukausittain.values() for h in havainnot.values() if h.tarkistus]
    if not tarkistetut:
        return []
    vanhat = {
        (vanha.mittari_id, vanha.kuukausi): vanha
        for vanha in Havainto.objects.filter(
            kunta=tarkistetut[0].kunta_id,
            mittari__in=[h.mittari_id for h in tarkistetut],
            kuukausi__in=[h.kuukausi for h in tarkistetut],
            tuonti__aika__lte=hetki,
            mitatoity=False,
        )
        .exclude(pk__in=[h.pk for h in tarkistetut])
        .order_by("tuonti__aika", "tuonti_id")
    }
    return [
        Tarkistus(
            havainto=havainto,
            vanha=luvut.kirjoita(
                vanhat[havainto.mittari_id, havainto.kuukausi].luku, havainto.mittari.desimaalit
            ),
            uusi=luvut.kirjoita(havainto.luku, havainto.mittari.desimaalit),
        )
        for havainto in sorted(tarkistetut, key=lambda h: h.tuonti.aika, reverse=True)
    ]
