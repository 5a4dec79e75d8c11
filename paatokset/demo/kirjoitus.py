"""What the secretary writes into a draft of the demo, through the same functions as the editor's page."""

from paatokset import workflow
from paatokset.models import Paatos
from tyollisyysalue.faktat import LAJIT

# The same for every answer of the board to a request.
PERUSTEET = {
    "toimivalta": "Kuopion kaupungin hallintosääntö § 30, § 32",
    "vaikutusten_arviointi": Paatos.Arviointi.EI_TEHDA,
    "vaikutukset": (
        "Vaikutusten ennakkoarviointia ei tehdä, koska kyseessä on toiminnan seuranta "
        "(kaupunginhallitus 21.10.2024 § 293)."
    ),
    "muutoksenhaku": Paatos.Muutoksenhaku.KIELTO,
    "muutoksenhaun_peruste": "kuntalaki (410/2015) 136 §",
}


def kirjoita_osiot(paatos, tekstit, faktat, *, user):
    """Write the sections in their order; {name} in a text is the place of the fact of that name."""
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


def _paikka(fakta):
    """The fact's element in a text: a sentence stands in a paragraph, a table between them."""
    tagi = "div" if LAJIT[fakta.avain].on_lohko else "span"
    return f'<{tagi} data-fakta="{fakta.pk}"></{tagi}>'


def tallenna(paatos, *, user, **arvot):
    """Save the draft's own fields: those given, and what every answer rests on."""
    paatos.refresh_from_db()
    ennallaan = {kentta: getattr(paatos, kentta) for kentta in workflow.MUOKATTAVAT_KENTAT}
    workflow.tallenna(paatos, versio=paatos.versio, arvot=ennallaan | PERUSTEET | arvot, user=user)
