"""A decision as it is printed: the same parts and words on the page and in the PDF."""

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from esitykset.models import Esitys
from paatokset import rakenne, teksti, toisinto
from paatokset.models import Kasittely, Paatos
from tyollisyysalue import faktat
from tyollisyysalue.tekstit import sidottu


class Faktat:
    """The facts of one document as HTML. A sentence gets a numbered note, a table has its note beneath it."""

    def __init__(self, rivit, kieli, muuttuneet=frozenset()):
        self.rivit = {fakta.pk: fakta for fakta in rivit}
        self.kieli = kieli
        # Those marked at their place, by id: on a draft's page what has changed since the drafter looked.
        self.muuttuneet = muuttuneet
        # Notes in the order of their numbers; facts of one source share a note.
        self.lahteet = []
        self._html = {}

    def __getitem__(self, pk):
        if pk not in self._html:
            self._html[pk] = self._esita(self.rivit[pk])
        return self._html[pk]

    @property
    def on_kaytetty(self):
        return bool(self._html)

    def _esita(self, fakta):
        try:
            tuloste = faktat.esita(fakta, self.kieli)
        except ValidationError as error:
            # A draft's data may have gone since: the page must open for the fact to be taken out.
            return format_html("<strong>{}</strong>", " ".join(error.messages))
        if tuloste.taulukko:
            return render_to_string(
                "paatokset/includes/faktataulukko.html",
                {
                    "taulukko": tuloste.taulukko,
                    "kuva": tuloste.kuva,
                    "selite": tuloste.selite,
                    "muuttunut": fakta.pk in self.muuttuneet,
                },
            )
        if tuloste.selite not in self.lahteet:
            self.lahteet.append(tuloste.selite)
        numero = self.lahteet.index(tuloste.selite) + 1
        return _lause(tuloste.teksti, numero, fakta.pk in self.muuttuneet)


def _lause(sanat, numero, muuttunut):
    """A sentence with the number of its note. Written here: a draft may hold dozens, and a template is slow to open."""
    merkki = format_html(' <mark class="muuttunut">{}</mark>', _("muuttunut")) if muuttunut else ""
    return format_html(
        '<span class="faktalause">{}</span>{}<sup class="viite"><a href="#lahde-{}" aria-label="{} {}">{}</a></sup>',
        mark_safe(sidottu(str(escape(sanat)))),
        merkki,
        numero,
        _("Lähde"),
        numero,
        numero,
    )


def tekstit(paatos, osiot):
    """Every text of a decision that may hold facts, in reading order."""
    return [
        paatos.ehdotus,
        paatos.paatosteksti,
        paatos.johdanto,
        *(osio.teksti for osio in osiot),
        *toisinto.tekstit(paatos),
    ]


def julkinen(osio):
    """What everybody reads: the predicate of a section for public pages, documents and answers."""
    return not osio.on_salainen


def kaikki(osio):
    return True


def konteksti(paatos, *, hetki, kieli=None, nakyvat=kaikki, muuttuneet=frozenset()):
    """Context of the document's templates. ``hetki`` is the time of a draft's live facts.

    ``kieli`` is the decision's own, or that of its other version. ``nakyvat`` tells which sections are printed; of the
    others only the ground of their secrecy is.
    """
    paatos, osiot = toisinto.kielella(paatos, list(paatos.osiot.all()), kieli or paatos.kieli)
    asia = paatos.asia
    with translation.override(paatos.kieli):
        rivit = list(paatos.faktat.all())
        kaytetyt = set(teksti.faktojen_tunnukset(*tekstit(paatos, filter(nakyvat, osiot))))
        faktat.lue([fakta for fakta in rivit if fakta.pk in kaytetyt], paatos.kieli)
        upotus = Faktat(rivit, paatos.kieli, muuttuneet)

        def html(arvo):
            return teksti.upota(arvo, upotus)

        return {
            "kieli": paatos.kieli,
            "otsikko": paatos.otsikko,
            "asiakirjalaji": _("Päätös") if paatos.on_kirjattu else _("Päätösehdotus"),
            "organisaatio": asia.alue.asiakirjanimi or asia.alue.nimi,
            "toimielin": paatos.toimielin.nimi,
            "kokouspvm": paatos.kokouspvm,
            "pykala": paatos.pykalatunnus,
            "asianumero": asia.numero,
            "julkisuus": _julkisuus(osiot, nakyvat),
            "luonnos": not paatos.on_kirjattu,
            "luontiaika": paatos.kirjausaika or hetki,
            "osat": rakenne.osat(paatos),
            "esittelija": paatos.esittelijan_teksti,
            "ehdotus": html(paatos.ehdotus),
            "paatosteksti": html(paatos.paatosteksti),
            "lopputulos": paatos.get_lopputulos_display(),
            "johdanto": html(paatos.johdanto),
            "osiot": [_osio(paatos, osio, html, nakyvat) for osio in osiot],
            "vastaamatta": [
                {"kohta": kasittely.kohta, "perustelu": kasittely.perustelu}
                for kasittely in kasittelyt(paatos)
                # A request that was taken back or moved on is not answered, nor left unanswered.
                if kasittely.osio_id is None
                and kasittely.kohta.esitys.tila not in (Esitys.Tila.PERUUTETTU, Esitys.Tila.SIIRRETTY)
            ],
            "toimivalta": paatos.toimivalta,
            "arviointi": paatos.get_vaikutusten_arviointi_display(),
            "vaikutukset": paatos.vaikutukset,
            "muutoksenhaku": paatos.muutoksenhaku,
            "on_oikaisuvaatimus": paatos.muutoksenhaku == Paatos.Muutoksenhaku.OIKAISUVAATIMUS,
            "muutoksenhaun_peruste": paatos.muutoksenhaun_peruste,
            "valmistelija": paatos.valmistelijan_teksti,
            "alue": asia.alue,
            "lahteet": upotus.lahteet,
            "on_faktoja": upotus.on_kaytetty,
            "faktojen_aika": paatos.hyvaksymisaika or hetki,
        }


# The texts of the items and sections are not needed here.
KASITTELYT = Kasittely.objects.select_related("kohta__esitys").only(
    *["paatos", "osio", "perustelu", "kohta__numero", "kohta__otsikko", "kohta__esitys__tila"]
)


def kasittelyt(paatos):
    """How the items are treated; a page that shows them twice has fetched them already."""
    if "kasittelyt" in getattr(paatos, "_prefetched_objects_cache", {}):
        return paatos.kasittelyt.all()
    return KASITTELYT.filter(paatos=paatos)


def _julkisuus(osiot, nakyvat):
    if not any(osio.on_salainen for osio in osiot):
        return _("Julkinen")
    if any(osio.on_salainen and nakyvat(osio) for osio in osiot):
        return _("Sisältää salassa pidettäviä osia")
    return _("Julkinen, salassa pidettävät osat poistettu")


def _osio(paatos, osio, html, nakyvat):
    """A section as printed. Of a secret one others than those who may read it get its number and the ground alone."""
    salassapito = ""
    if osio.on_salainen:
        salassapito = _("Salassa pidettävä: %(peruste)s, %(lainkohta)s") % {
            "peruste": osio.salassapidon_peruste,
            "lainkohta": rakenne.lainkohta(paatos, osio),
        }
    nakyy = nakyvat(osio)
    return {
        "tunnus": osio.pk,
        "numero": osio.jarjestys,
        "otsikko": osio.otsikko if nakyy else _("Salassa pidettävä osio"),
        "teksti": html(osio.teksti) if nakyy else "",
        "salassapito": salassapito,
    }


def sisalto(context) -> SafeString:
    """The document's parts as HTML in the decision's own language, whatever the reader's."""
    with translation.override(context["kieli"]):
        return mark_safe(render_to_string("paatokset/includes/sisalto.html", context))


def pdf(context):
    """The document as PDF bytes."""
    from tyollisyysalue.pdf import render_pdf  # noqa: PLC0415 -- importing WeasyPrint takes most of a second

    return render_pdf("pdf/paatos.html", context)
