"""Texts of the library in a draft: which fit, how one goes in with its facts bound, what is left to fill."""

from datetime import date, timedelta
from itertools import chain

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from esitykset.models import Kohta
from paatokset import pohjat, samankaltaisuus, teksti, toisinto
from paatokset.models import Fraasi, Fraasinkaytto, Lainkohta, Osio
from paatokset.workflow.faktat import muista_nahdyiksi
from paatokset.workflow.kattavuus import esitykset
from paatokset.workflow.siirtymat import muokattavaksi
from paatokset.workflow.tekstit import puhdista
from tyollisyysalue import audit, faktat, kello
from tyollisyysalue.faktat import LAJIT, Parametrit
from tyollisyysalue.models import Kunta
from yhteyshenkilot.models import Yhteistyoryhma

# Less alike than this, a section of the library is no proposal.
EHDOTETAAN = 0.1
# The agreed days are told of the whole year, past and coming.
KOKO_VUOSI = {"lahipalvelut.sovitut_paivat"}


def puutteet(paatos):
    """Places that nobody has filled, as sentences that name where each is."""
    return [
        _("%(missa)s: täytä tai poista kohta [[%(paikka)s]].") % {"missa": missa, "paikka": paikka}
        for missa, tekstit in _tekstit(paatos)
        for paikka in pohjat.tayttamatta(*tekstit)
    ]


def _tekstit(paatos):
    """``(where, texts)`` of the draft in both languages."""
    osiot = list(paatos.osiot.all())
    for kieli in toisinto.kielet(paatos):
        muu, muut = toisinto.kielella(paatos, osiot, kieli)
        lisa = "" if kieli == paatos.kieli else f" ({muu.get_kieli_display()})"
        yield _("Ehdotus ja perusteet") + lisa, [getattr(muu, k) for k in toisinto.PAATOKSEN_TEKSTIT]
        for osio in muut:
            yield (
                _("Osio %(numero)s") % {"numero": osio.jarjestys} + lisa,
                [osio.otsikko, osio.teksti],
            )


def voimassa(paatos):
    """What the library offers to a draft today."""
    return Fraasi.objects.filter(alue=paatos.asia.alue_id).voimassa(kello.tanaan())


def ehdotukset(paatos):
    """The best section of the library for every empty section, by the items it answers: ``[(section, text)]``."""
    tyhjat = {osio.pk: osio for osio in paatos.osiot.all() if not osio.teksti}
    kohdat = {
        kasittely.kohta_id: kasittely.osio_id for kasittely in paatos.kasittelyt.filter(osio__in=tyhjat)
    }
    lahimmat = samankaltaisuus.lahimmat(
        Kohta.objects.filter(pk__in=kohdat), voimassa(paatos).filter(laji=Fraasi.Laji.OSIO), 1
    )
    parhaat: dict[int, tuple[float, int]] = {}
    for kohta, [(fraasi, samuus), *_muut] in lahimmat.items():
        if samuus >= EHDOTETAAN:
            osio = kohdat[kohta]
            parhaat[osio] = max(parhaat.get(osio, (0, 0)), (samuus, fraasi))
    fraasit = Fraasi.objects.in_bulk([fraasi for _samuus, fraasi in parhaat.values()])
    return [(osio, fraasit[parhaat[pk][1]]) for pk, osio in tyhjat.items() if pk in parhaat]


@transaction.atomic
def kayta_ehdotukset(paatos, parit, *, user):
    """Put each chosen text into its section."""
    for osio, fraasi in parit:
        kayta(paatos, fraasi, osio, user=user)


@transaction.atomic
def kayta(paatos, fraasi, osio, *, user):
    """Add a text of the library to the end of a section, its facts bound with what the request tells."""
    paatos = muokattavaksi(paatos, user)
    osio = Osio.objects.get(pk=osio.pk, paatos=paatos)
    if not fraasi.alue_id == paatos.asia.alue_id or not voimassa(paatos).filter(pk=fraasi.pk).exists():
        raise ValidationError(_("Teksti ei ole voimassa. Valitse toinen teksti kirjastosta."))
    uusi = getattr(fraasi, f"teksti_{paatos.kieli}") or fraasi.teksti_fi
    tallenna_teksti(paatos, osio, osio.teksti + kytke(paatos, osio, uusi))
    Fraasinkaytto.objects.create(fraasi=fraasi, fraasin_versio=fraasi.versio, paatos=paatos, osio=osio)
    audit.kirjaa(paatos, "kayta_kirjastoa", user=user, tiedot={"osio": osio.jarjestys, "teksti": fraasi.nimi})
    return osio


def tallenna_teksti(paatos, osio, html):
    osio.teksti = puhdista(paatos, html)
    osio.versio += 1
    osio.full_clean()
    osio.save(update_fields=["teksti", "versio"])


def kytke(paatos, osio, html):
    """The text with its places of facts bound; one that cannot be bound stays as a place that names it."""
    kunta = _kunta(paatos, osio)
    sidotut: dict[pohjat.Paikka, str] = {}

    def elementti(paikka):
        if paikka not in sidotut:
            sidotut[paikka] = _sido(paatos, paikka, kunta)
        return sidotut[paikka]

    return pohjat.sijoita(html, elementti)


def _kunta(paatos, osio):
    """The municipality that the section answers, when it is one."""
    vastataan = Kunta.objects.filter(esitykset__kohdat__kasittelyt__osio=osio).distinct()
    kunnat = list(vastataan[:2]) or list(
        Kunta.objects.filter(esitykset__in=esitykset(paatos.asia)).distinct()[:2]
    )
    return kunnat[0] if len(kunnat) == 1 else None


def _sido(paatos, paikka, kunta):
    laji = LAJIT.get(paikka.avain)
    if laji is None:
        return pohjat.puuttuva(paikka.avain)
    parametrit = oletukset(paatos, laji, kunta, paikka.tarkenne)
    if parametrit is None:
        return pohjat.puuttuva(laji.nimi)
    try:
        fakta = faktat.lisaa(paatos, paikka.avain, parametrit)
    except ValidationError:
        # The data do not tell it now: the drafter chooses other parameters, or writes otherwise.
        return pohjat.puuttuva(laji.nimi)
    muista_nahdyiksi([fakta], paatos.kieli)
    tagi = "div" if laji.on_lohko else "span"
    return f'<{tagi} data-fakta="{fakta.pk}"></{tagi}>'


def oletukset(paatos, laji, kunta, tarkenne=""):
    """The parameters a kind of fact needs, by what the request tells; None when it does not tell them all."""
    tanaan = kello.tanaan()
    arvot = {}
    for parametri in laji.parametrit:
        if parametri == "jakso":
            arvot["alkupvm"], arvot["loppupvm"] = jakso(laji.avain, tanaan)
        elif parametri == "paiva":
            arvot["paiva"] = tanaan
        elif parametri == "kunta":
            arvot["kunta"] = kunta.koodi if kunta else None
        elif parametri == "ryhma":
            arvot["ryhma"] = _ainoa(_ryhmat(paatos, kunta, tarkenne))
        elif parametri == "lainkohta":
            arvot["lainkohta"] = _ainoa(_lainkohdat(paatos, tarkenne))
        else:
            return None
    return None if None in arvot.values() else Parametrit(**arvot)


def jakso(avain, tanaan):
    """From the start of the year to the end of last month; in January all of the last year."""
    if avain in KOKO_VUOSI:
        return date(tanaan.year, 1, 1), date(tanaan.year, 12, 31)
    loppu = tanaan.replace(day=1) - timedelta(days=1)
    return date(loppu.year, 1, 1), loppu


def _ryhmat(paatos, kunta, tarkenne):
    ryhmat = Yhteistyoryhma.objects.filter(alue=paatos.asia.alue_id)
    if kunta:
        ryhmat = ryhmat.for_kunta(kunta, kello.tanaan())
    return ryhmat.filter(laji=tarkenne) if tarkenne else ryhmat


def _lainkohdat(paatos, tarkenne):
    lainkohdat = Lainkohta.objects.filter(alue=paatos.asia.alue_id).voimassa(kello.tanaan())
    return lainkohdat.filter(teksti_fi__istartswith=tarkenne) if tarkenne else lainkohdat


def _ainoa(rivit):
    avaimet = list(rivit.values_list("pk", flat=True)[:2])
    return avaimet[0] if len(avaimet) == 1 else None


def kytke_toisinto(osio):
    """The other language's text of the section's library texts, with the same facts in the same order; or nothing.

    Only where the library's texts are all there is in the section: else the version would be half a text.
    """
    paatos = osio.paatos
    kieli = toisinto.toinen_kieli(paatos)
    fraasit = [kaytto.fraasi for kaytto in osio.fraasinkaytot.select_related("fraasi").order_by("aika", "pk")]
    if not fraasit or not all(getattr(fraasi, f"teksti_{kieli}") for fraasi in fraasit):
        return ""
    rivit = {fakta.pk: fakta for fakta in paatos.faktat.all()}
    vapaat: dict[str, list[int]] = {}
    for pk in teksti.faktojen_tunnukset(osio.teksti):
        vapaat.setdefault(rivit[pk].avain, []).append(pk)

    sidotut: dict[pohjat.Paikka, str] = {}

    def elementti(paikka):
        if paikka not in sidotut:
            omat = vapaat.get(paikka.avain)
            laji = LAJIT.get(paikka.avain)
            if not omat or laji is None:
                sidotut[paikka] = pohjat.puuttuva(laji.nimi if laji else paikka.avain)
            else:
                tagi = "div" if laji.on_lohko else "span"
                sidotut[paikka] = f'<{tagi} data-fakta="{omat.pop(0)}"></{tagi}>'
        return sidotut[paikka]

    tekstit = (getattr(fraasi, f"teksti_{kieli}") for fraasi in fraasit)
    return teksti.puhdista(
        "".join(chain.from_iterable([pohjat.sijoita(html, elementti)] for html in tekstit))
    )
