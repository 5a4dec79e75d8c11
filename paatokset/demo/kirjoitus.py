"""What the secretary writes into a draft of the demo, through the same functions as the editor's page."""

from paatokset import workflow
from paatokset.demo import kirjasto
from paatokset.models import Paatos
from paatokset.workflow import toisinnot
from tyollisyysalue.faktat import LAJIT


def perusteet():
    """The same for every answer of the board to a request: chosen in the catalogue, which fills the printed texts."""
    return {
        "toimivalta_lainkohta": kirjasto.lainkohta(kirjasto.TOIMIVALTA),
        "vaikutusten_arviointi": Paatos.Arviointi.EI_TEHDA,
        "vaikutukset_lainkohta": kirjasto.lainkohta(kirjasto.VAIKUTUKSET),
        "muutoksenhaku": Paatos.Muutoksenhaku.KIELTO,
        "muutoksenhaku_lainkohta": kirjasto.lainkohta(kirjasto.KIELTO),
    }


def kirjoita_osiot(paatos, tekstit, faktat, *, user):
    """Write the sections in their order; {name} in a text is the place of the fact of that name. Gives the places."""
    paikat = {
        nimi: _paikka(workflow.lisaa_fakta(paatos, avain=avain, parametrit=parametrit, user=user))
        for nimi, (avain, parametrit) in faktat.items()
    }
    for osio, html in zip(paatos.osiot.all(), tekstit, strict=False):
        workflow.tallenna_osio(
            osio,
            versio=osio.versio,
            otsikko=osio.otsikko,
            html=html.format(**paikat),
            kohdat=[kasittely.kohta for kasittely in osio.kasittelyt.select_related("kohta")],
            user=user,
        )
    return paikat


def _paikka(fakta):
    """The fact's element in a text: a sentence stands in a paragraph, a table between them."""
    tagi = "div" if LAJIT[fakta.avain].on_lohko else "span"
    return f'<{tagi} data-fakta="{fakta.pk}"></{tagi}>'


def tallenna(paatos, *, user, **arvot):
    """Save the draft's own fields: those given, and what every answer rests on."""
    paatos.refresh_from_db()
    ennallaan = {kentta: getattr(paatos, kentta) for kentta in workflow.MUOKATTAVAT_KENTAT}
    workflow.tallenna(paatos, versio=paatos.versio, arvot=ennallaan | perusteet() | arvot, user=user)


def kaanna(paatos, teksti, paikat, *, user):
    """Write the decision's Swedish version, with the facts of the Finnish one in their places."""
    rivi = toisinnot.pyyda_toisinto(paatos, user=user)
    paatos = Paatos.objects.get(pk=paatos.pk)
    arvot = {
        "otsikko": teksti.otsikko,
        "ehdotus": teksti.ehdotus,
        "johdanto": teksti.johdanto,
        "toimivalta": rivi.toimivalta,
        "vaikutukset": rivi.vaikutukset,
        "muutoksenhaun_peruste": rivi.muutoksenhaun_peruste,
    }
    toisinnot.tallenna_toisinto(paatos, versio=rivi.versio, arvot=arvot, user=user)
    for osio, (otsikko, html) in zip(paatos.osiot.all(), teksti.osiot, strict=True):
        toisinnot.tallenna_osiotoisinto(
            osio, versio=0, otsikko=otsikko, html=html.format(**paikat), user=user
        )
