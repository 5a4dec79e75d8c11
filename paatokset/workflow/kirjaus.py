"""What the meeting decided, its document, and the answers the requests get."""

import hashlib
from itertools import product

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from esitykset import workflow as esitysten_workflow
from esitykset.workflow import Vastaus
from paatokset import permissions, toisinto, tuloste
from paatokset.models import Asiakirja, Paatos
from paatokset.workflow.kattavuus import paatoksen_esitykset
from paatokset.workflow.siirtymat import Tila, lukittu, siirra
from paatokset.workflow.tekstit import puhdista
from paatokset.workflow.vaiheet import jaadyta
from tyollisyysalue import audit, kello
from tyollisyysalue.models import Numerosarja
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import NBSP, pvm


def pykalasarja(toimielin, vuosi):
    return f"pykala/{toimielin.pk}/{vuosi}"


@transaction.atomic
def kirjaa_paatos(paatos, *, kokouspvm, pykala, lopputulos, paatosteksti, user):
    """Record what the meeting decided: number, decision and document, or none of them.

    The § comes from the meeting, where other matters took numbers too; the body's series moves past it.
    """
    paatos = lukittu(paatos)
    vaadi(permissions.saa_kirjata(user, paatos))
    if kokouspvm > kello.tanaan():
        raise ValidationError(
            {"kokouspvm": _("Kokouspäivä on tulevaisuudessa. Kirjaa päätös kokouksen jälkeen.")}
        )
    if kokouspvm < paatos.hyvaksymisaika.astimezone(kello.HELSINKI).date():
        raise ValidationError(
            {"kokouspvm": _("Kokouspäivä on ennen ehdotuksen hyväksymistä. Tarkista päivä pöytäkirjasta.")}
        )
    vuosi = kokouspvm.year
    if lopputulos == Paatos.Lopputulos.EHDOTUKSEN_MUKAAN:
        paatosteksti = paatos.ehdotus
    paatosteksti = puhdista(paatos, paatosteksti)
    # A changed decision may use a fact that the proposal did not.
    jaadyta(paatosteksti)
    Numerosarja.objects.ohita(pykalasarja(paatos.toimielin, vuosi), pykala)
    siirra(
        paatos,
        Tila.KASITELTY,
        kokouspvm=kokouspvm,
        vuosi=vuosi,
        pykala=pykala,
        pykalatunnus=f"§{NBSP}{pykala}",
        lopputulos=lopputulos,
        paatosteksti=paatosteksti,
        kirjausaika=kello.nyt(),
    )
    _tallenna_asiakirjat(paatos)
    audit.kirjaa(paatos, "kirjaa_paatos", user=user, tiedot={"pykala": paatos.pykalatunnus})


def _tallenna_asiakirjat(paatos):
    """The document, and beside it the public copy when something in it is secret (621/1999 § 10)."""
    lajit = {Asiakirja.Laji.PAATOS: tuloste.kaikki}
    if any(osio.on_salainen for osio in paatos.osiot.all()):
        lajit[Asiakirja.Laji.JULKINEN] = tuloste.julkinen
    for kieli, (laji, nakyvat) in product(toisinto.kielet(paatos), lajit.items()):
        konteksti = tuloste.konteksti(paatos, hetki=paatos.kirjausaika, kieli=kieli, nakyvat=nakyvat)
        data = tuloste.pdf(konteksti)
        sha256 = hashlib.sha256(data).hexdigest()
        nimi = f"asiakirjat/{sha256[:2]}/{sha256}.pdf"
        if not default_storage.exists(nimi):
            default_storage.save(nimi, ContentFile(data))
        Asiakirja.objects.create(
            paatos=paatos,
            laji=laji,
            kieli="" if kieli == paatos.kieli else kieli,
            tiedosto=nimi,
            sha256=sha256,
            koko=len(data),
            luontiaika=paatos.kirjausaika,
        )


def _tallenna_vastaukset(paatos, user):
    """Give each request its items' answers as they stand in the public decision."""
    painettu = tuloste.konteksti(paatos, hetki=paatos.kirjausaika, nakyvat=tuloste.julkinen)
    osiot = {osio["tunnus"]: osio for osio in painettu["osiot"]}
    # Stored as printed: in the decision's language, whatever the secretary's.
    with translation.override(paatos.kieli):
        numero = f"{paatos.toimielin.nimi} {pvm(paatos.kokouspvm)} {paatos.pykalatunnus}"
    vastaukset: dict[int, Vastaus] = {}
    for kasittely in paatos.kasittelyt.order_by("osio__jarjestys"):
        if vastattu := kasittely.osio_id is not None:
            osio = osiot[kasittely.osio_id]
            html = osio["teksti"] or format_html("<p>{}</p>", osio["salassapito"])
        else:
            html = format_html("<p>{}</p>", kasittely.perustelu)
        aiempi = vastaukset.get(kasittely.kohta_id)
        vastaukset[kasittely.kohta_id] = Vastaus(aiempi.teksti + html if aiempi else html, numero, vastattu)
    # What came into the matter after the approval waits for the next decision.
    for esitys in paatoksen_esitykset(paatos):
        omat = {kohta.pk: vastaukset[kohta.pk] for kohta in esitys.kohdat.all() if kohta.pk in vastaukset}
        esitysten_workflow.tallenna_vastaukset(esitys, omat, user=user)


@transaction.atomic
def merkitse_tarkastetuksi(paatos, *, tarkastuspvm, user):
    """The minutes are checked: the decision is public from now on (621/1999 § 6.1, 410/2015 § 140.1).

    The municipality's request gets its answers at the same moment: not before anyone else may read them.
    """
    paatos = lukittu(paatos)
    vaadi(permissions.saa_merkita_tarkastetuksi(user, paatos))
    if tarkastuspvm > kello.tanaan():
        raise ValidationError(
            {"tarkastuspvm": _("Päivä on tulevaisuudessa. Merkitse tarkastus sen jälkeen.")}
        )
    siirra(paatos, Tila.TARKASTETTU, tarkastuspvm=tarkastuspvm)
    _tallenna_vastaukset(paatos, user)
    audit.kirjaa(paatos, "merkitse_tarkastetuksi", user=user)
