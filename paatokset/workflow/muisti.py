"""Answer memory: how items like the draft's were answered before, and whether this answer differs."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from esitykset.models import Asia, Kohta
from paatokset import pohjat, samankaltaisuus, teksti
from paatokset.models import Kasittely, Lainkohta, Osio, Vertailu
from paatokset.samankaltaisuus import SAMA_VASTAUS, samanlaisuus
from paatokset.workflow.kattavuus import kohdat as paatoksen_kohdat
from paatokset.workflow.kirjasto import kytke, tallenna_teksti
from paatokset.workflow.siirtymat import muokattavaksi
from tyollisyysalue import audit
from tyollisyysalue.hetu import sisaltaa_hetun
from tyollisyysalue.models import Fakta
from yhteyshenkilot.models import Yhteistyoryhma

NAYTETAAN = 3
# Less alike than this, an earlier item is about something else.
MUISTUTTAA = 0.1


def aiemmat(asia):
    """Items of the area's other matters that have been answered in public: a text goes from one answer to another."""
    salaiset = Kasittely.objects.filter(osio__julkisuus=Asia.Julkisuus.SALASSA)
    return (
        Kohta.objects.filter(esitys__kunta__alue=asia.alue_id)
        .exclude(tila=Kohta.Tila.AVOIN)
        .exclude(esitys__asia=asia)
        .exclude(esitys__asia__julkisuus=Asia.Julkisuus.SALASSA)
        .exclude(pk__in=salaiset.values("kohta"))
    )


def samankaltaiset(paatos, kohdat=None, enintaan=NAYTETAAN):
    """``[(item, [(earlier item, likeness), …])]`` of the draft's items, the most alike first."""
    kohdat = list(paatoksen_kohdat(paatos)) if kohdat is None else list(kohdat)
    lahimmat = samankaltaisuus.lahimmat(
        Kohta.objects.filter(pk__in=[kohta.pk for kohta in kohdat]), aiemmat(paatos.asia), enintaan
    )
    lahimmat = {
        kohta: [(pk, samuus) for pk, samuus in osumat if samuus >= MUISTUTTAA]
        for kohta, osumat in lahimmat.items()
    }
    rivit = (
        Kohta.objects.filter(pk__in={pk for osumat in lahimmat.values() for pk, _samuus in osumat})
        .select_related("esitys__kunta")
        .in_bulk()
    )
    return [(kohta, [(rivit[pk], samuus) for pk, samuus in lahimmat.get(kohta.pk, [])]) for kohta in kohdat]


@transaction.atomic
def kayta_pohjana(osio, aiempi, *, user):
    """Add an earlier answer to the end of a section, its facts bound anew: they told of another municipality."""
    paatos = muokattavaksi(osio.paatos, user)
    osio = Osio.objects.get(pk=osio.pk)
    aiempi = aiemmat(paatos.asia).get(pk=aiempi.pk)
    tallenna_teksti(paatos, osio, osio.teksti + kytke(paatos, osio, _pohja(aiempi)))
    audit.kirjaa(paatos, "kayta_pohjana", user=user, tiedot={"osio": osio.jarjestys, "kohta": aiempi.pk})
    return osio


def _pohja(aiempi):
    """The earlier answer as a text of the vocabulary, with places for its facts.

    A decision of the portal knows which facts they were; of another answer only the words are left, and each printed
    fact becomes a place that a person fills.
    """
    kasittelyt = list(
        Kasittely.objects.filter(kohta=aiempi, osio__isnull=False, paatos__asia__esitykset=aiempi.esitys_id)
        .select_related("osio")
        .order_by("-paatos", "osio__jarjestys")
    )
    if not kasittelyt:
        return teksti.puhdista(
            pohjat.painetusta(
                aiempi.vastaus, pohjat.puuttuva, lambda otsikko: f"<p>{pohjat.puuttuva(otsikko)}</p>"
            )
        )
    html = "".join(k.osio.teksti for k in kasittelyt if k.osio and k.paatos_id == kasittelyt[0].paatos_id)
    rivit = Fakta.objects.in_bulk(teksti.faktojen_tunnukset(html))
    tarkenteet = _tarkenteet(rivit.values())
    return pohjat.paikoiksi(html, lambda pk: pohjat.Paikka(rivit[pk].avain, tarkenteet.get(pk, "")))


def _tarkenteet(faktat):
    """Which of several a fact meant, as a place says it: the kind of its group, the beginning of its provision."""
    ryhmat = dict(
        Yhteistyoryhma.objects.filter(pk__in=[f.parametrit.get("ryhma") for f in faktat]).values_list(
            "pk", "laji"
        )
    )
    lainkohdat = dict(
        Lainkohta.objects.filter(pk__in=[f.parametrit.get("lainkohta") for f in faktat]).values_list(
            "pk", "teksti_fi"
        )
    )
    return {
        fakta.pk: ryhmat.get(fakta.parametrit.get("ryhma"))
        or lainkohdat.get(fakta.parametrit.get("lainkohta"), "")
        for fakta in faktat
    }


@transaction.atomic
def merkitse_samaksi(paatos, kohta, aiempi, *, user):
    """Say that an earlier item asks the same: the answers are then compared."""
    paatos = muokattavaksi(paatos, user)
    vertailu, _uusi = Vertailu.objects.get_or_create(
        paatos=paatos,
        kohta=paatoksen_kohdat(paatos).get(pk=kohta.pk),
        aiempi=aiemmat(paatos.asia).get(pk=aiempi.pk),
    )
    _paivita(vertailu)
    audit.kirjaa(paatos, "merkitse_samaksi", user=user, tiedot={"kohta": kohta.numero, "aiempi": aiempi.pk})
    return vertailu


@transaction.atomic
def poista_vertailu(vertailu, *, user):
    paatos = muokattavaksi(vertailu.paatos, user)
    audit.kirjaa(paatos, "poista_vertailu", user=user, tiedot={"kohta": vertailu.kohta.numero})
    vertailu.delete()


@transaction.atomic
def perustele_ero(vertailu, *, perustelu, user):
    """Why this answer is another than the earlier one."""
    muokattavaksi(vertailu.paatos, user)
    if sisaltaa_hetun(perustelu):
        raise ValidationError(_("Tekstissä on henkilötunnus. Poista se ja tallenna uudelleen."))
    vertailu.perustelu = perustelu
    _paivita(vertailu)
    audit.kirjaa(
        vertailu.paatos,
        "perustele_ero",
        user=user,
        syy=perustelu,
        tiedot={"kohta": vertailu.kohta.numero, "aiempi": vertailu.aiempi_id},
    )


def _paivita(vertailu):
    [(_vertailu, samuus)] = verratut(vertailu.paatos, [vertailu])
    vertailu.poikkeaa = samuus < SAMA_VASTAUS
    vertailu.full_clean()
    vertailu.save()


def vertailut(paatos):
    return paatos.vertailut.select_related("kohta", "aiempi__esitys__kunta")


def verratut(paatos, rivit=None):
    """``[(comparison, how alike the answers are now)]``, of the words that people wrote: facts are each day's own."""
    if rivit is None:
        rivit = list(vertailut(paatos)) if getattr(paatos, "on_vertailuja", True) else []
    if not rivit:
        return []
    vastaukset: dict[int, str] = {}
    for kohta, osa, perustelu in paatos.kasittelyt.values_list("kohta", "osio__teksti", "perustelu"):
        vastaukset[kohta] = vastaukset.get(kohta, "") + (osa or perustelu)
    return [
        (
            rivi,
            samanlaisuus(
                pohjat.oma_teksti(vastaukset.get(rivi.kohta_id, "")), pohjat.oma_teksti(rivi.aiempi.vastaus)
            ),
        )
        for rivi in rivit
    ]


def puutteet(paatos):
    """Answers that differ from the answer to the same question without a reason, as sentences."""
    return [
        _(
            "Kohdan %(numero)s vastaus poikkeaa kunnalle %(kunta)s annetusta vastauksesta (%(paatos)s). "
            "Kirjoita perustelu."
        )
        % {
            "numero": vertailu.kohta.numero,
            "kunta": vertailu.aiempi.esitys.kunta.nimi,
            "paatos": vertailu.aiempi.vastauksen_numero,
        }
        for vertailu, samuus in verratut(paatos)
        if samuus < SAMA_VASTAUS and not vertailu.perustelu
    ]
