"""From draft to checked minutes: every change of a decision goes through here."""

import hashlib
from itertools import count

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from esitykset import workflow as esitysten_workflow
from esitykset.models import Asia, Esitys, Kohta
from esitykset.workflow import Vastaus
from paatokset import permissions, teksti, tuloste
from paatokset.models import Asiakirja, Kasittely, Osio, Paatos
from tyollisyysalue import audit, faktat, kello
from tyollisyysalue.hetu import sisaltaa_hetun
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.models import Fakta, Numerosarja
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import NBSP, pvm
from tyollisyysalue.versiot import tarkista_versio

Tila = Paatos.Tila

# Which state may follow which. Serving and finality come with their own issue.
SIIRTYMAT = {
    Tila.LUONNOS: [Tila.ESITTELIJALLA],
    Tila.ESITTELIJALLA: [Tila.PALAUTETTU, Tila.HYVAKSYTTY],
    Tila.PALAUTETTU: [Tila.ESITTELIJALLA],
    Tila.HYVAKSYTTY: [Tila.KASITELTY],
    Tila.KASITELTY: [Tila.TARKASTETTU],
    Tila.TARKASTETTU: [],
}


def _lukittu(paatos):
    """The stored decision under its row lock, which every change of it and of its sections takes."""
    return Paatos.objects.select_for_update(of=["self"]).select_related("asia").get(pk=paatos.pk)


def _siirra(paatos, tila, **muutokset):
    """Move the locked decision to ``tila``, or refuse if its stored state no longer allows it."""
    if tila not in SIIRTYMAT[paatos.tila]:
        raise ValidationError(
            _("Päätös on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä. Lataa sivu uudelleen."),
            params={"tila": paatos.get_tila_display()},
        )
    paatos.tila = tila
    for kentta, arvo in muutokset.items():
        setattr(paatos, kentta, arvo)
    paatos.versio += 1
    paatos.full_clean()
    paatos.save(update_fields=["tila", "versio", *muutokset])


def esitykset(asia):
    """The requests a decision of the matter answers."""
    return asia.esitykset.exclude(tila=Esitys.Tila.PAATTYNYT).order_by("saapumisaika")


@transaction.atomic
def luo_luonnos(asia, *, toimielin, otsikko, esittelija, valmistelija, user):
    """A draft with one section for each item of the matter's requests."""
    vaadi(permissions.saa_laatia(user, asia.alue_id))
    # Two who begin at once: the second waits, and then sees the first one's draft.
    Asia.objects.select_for_update().get(pk=asia.pk)
    paatos = Paatos(
        asia=asia, toimielin=toimielin, otsikko=otsikko, esittelija=esittelija, valmistelija=valmistelija
    )
    paatos.full_clean()
    paatos.save()
    numero = count(1)
    for esitys in esitykset(asia).select_related("kunta"):
        if esitys.tila == Esitys.Tila.KIRJATTU:
            esitysten_workflow.ota_valmisteluun(esitys, user=user)
        paatos.johdanto += _saate(esitys)
        for kohta in esitys.kohdat.all():
            osio = Osio.objects.create(paatos=paatos, jarjestys=next(numero), otsikko=kohta.otsikko)
            Kasittely.objects.create(paatos=paatos, kohta=kohta, osio=osio)
    paatos.save(update_fields=["johdanto"])
    audit.kirjaa(paatos, "luo", user=user)
    return paatos


def _saate(esitys):
    """First sentences of the account: who asks, when it was decided and when it came."""
    # The text stays in the document, whatever the language of the one who begins it.
    with translation.override("fi"):
        lause = _(
            "Esityksen ”{otsikko}” on lähettänyt {kunta} ({pvm}). Asiasta on kunnassa päättänyt {toimielin} "
            "{paatospvm}."
        )
        return format_html(
            "<p>" + lause + "</p>",
            otsikko=esitys.otsikko,
            kunta=esitys.kunta.nimi,
            pvm=pvm(esitys.saapumisaika),
            toimielin=esitys.toimielin,
            paatospvm=pvm(esitys.paatospvm) if esitys.paatospvm else "",
        )


MUOKATTAVAT_KENTAT = [
    "otsikko",
    "esittelija",
    "valmistelija",
    "ehdotus",
    "johdanto",
    "toimivalta",
    "vaikutusten_arviointi",
    "vaikutukset",
    "muutoksenhaku",
    "muutoksenhaun_peruste",
]


@transaction.atomic
def tallenna(paatos, *, versio, arvot, user):
    """Save the draft's own fields; ``versio`` is the one the editor opened."""
    paatos = _muokattavaksi(paatos, user)
    tarkista_versio(paatos.versio, versio)
    for kentta in MUOKATTAVAT_KENTAT:
        setattr(paatos, kentta, arvot[kentta])
    paatos.ehdotus = _puhdista(paatos, paatos.ehdotus)
    paatos.johdanto = _puhdista(paatos, paatos.johdanto)
    paatos.versio += 1
    paatos.full_clean()
    paatos.save(update_fields=[*MUOKATTAVAT_KENTAT, "versio"])
    audit.kirjaa(paatos, "muokkaa", user=user)
    return paatos


@transaction.atomic
def tallenna_osio(osio, *, versio, otsikko, html, kohdat, user):
    """Save a section and which items it answers. An item that now has an answer loses its "because"."""
    paatos = _muokattavaksi(osio.paatos, user)
    osio = Osio.objects.get(pk=osio.pk)
    tarkista_versio(osio.versio, versio)
    osio.otsikko = otsikko
    osio.teksti = _puhdista(paatos, html)
    osio.versio += 1
    osio.full_clean()
    osio.save(update_fields=["otsikko", "teksti", "versio"])
    paatos.kasittelyt.filter(osio=osio).exclude(kohta__in=kohdat).delete()
    for kohta in kohdat:
        Kasittely.objects.get_or_create(paatos=paatos, kohta=kohta, osio=osio)
    paatos.kasittelyt.filter(osio=None, kohta__in=kohdat).delete()
    audit.kirjaa(paatos, "muokkaa_osiota", user=user, tiedot={"osio": osio.jarjestys})
    return osio


@transaction.atomic
def lisaa_osio(paatos, *, otsikko, user):
    paatos = _muokattavaksi(paatos, user)
    osio = Osio(paatos=paatos, jarjestys=paatos.osiot.count() + 1, otsikko=otsikko)
    osio.full_clean()
    osio.save()
    audit.kirjaa(paatos, "lisaa_osio", user=user, tiedot={"osio": osio.jarjestys})
    return osio


@transaction.atomic
def jata_vastaamatta(paatos, kohta, *, perustelu, user):
    """Say why an item gets no answer; sections no longer answer it."""
    paatos = _muokattavaksi(paatos, user)
    if sisaltaa_hetun(perustelu):
        raise ValidationError(hetu_tekstissa())
    paatos.kasittelyt.filter(kohta=kohta).delete()
    kasittely = Kasittely(paatos=paatos, kohta=kohta, perustelu=perustelu)
    kasittely.full_clean()
    kasittely.save()
    audit.kirjaa(paatos, "jata_vastaamatta", user=user, syy=perustelu, tiedot={"kohta": kohta.numero})


@transaction.atomic
def lisaa_fakta(paatos, *, avain, parametrit, user):
    """Bind a live fact to the draft; the editor puts it into a text."""
    paatos = _muokattavaksi(paatos, user)
    return faktat.lisaa(paatos, avain, parametrit)


def _muokattavaksi(paatos, user):
    paatos = _lukittu(paatos)
    vaadi(permissions.saa_muokata(user, paatos))
    return paatos


def hetu_tekstissa():
    return _("Tekstissä on henkilötunnus. Poista se ja tallenna uudelleen.")


def _puhdista(paatos, html):
    html = teksti.puhdista(html)
    if sisaltaa_hetun(teksti.sanat(html)):
        raise ValidationError(hetu_tekstissa())
    omat = set(paatos.faktat.values_list("pk", flat=True))
    if not set(teksti.faktojen_tunnukset(html)) <= omat:
        raise ValidationError(
            _("Tekstissä on toisen päätöksen fakta. Poista se ja lisää fakta uudelleen valitsimesta.")
        )
    return html


def puutteet(paatos, rivit=None):
    """What still keeps the draft from the presenter, as sentences; empty when it is ready.

    ``rivit`` is the draft's ``kattavuus`` where the caller has it already.
    """
    rivit = kattavuus(paatos) if rivit is None else rivit
    vastaavat = {osio.pk for rivi in rivit for osio in rivi["osiot"]}
    lista = [
        _("Kohdalla %(numero)s ”%(otsikko)s” ei ole vastausta eikä perustelua.")
        % {"numero": rivi["kohta"].numero, "otsikko": rivi["kohta"].otsikko}
        for rivi in rivit
        if not rivi["perustelu"] and not any(osio.teksti for osio in rivi["osiot"])
    ]
    lista += [
        _("Osio %(numero)s on tyhjä.") % {"numero": osio.jarjestys}
        for osio in paatos.osiot.all()
        # An empty section that answers an item is told of by the item.
        if not osio.teksti and osio.pk not in vastaavat
    ]
    if not paatos.ehdotus:
        lista.append(_("Päätösehdotus puuttuu."))
    if not paatos.toimivalta:
        lista.append(_("Toimivallan peruste puuttuu."))
    if not (paatos.vaikutusten_arviointi and paatos.vaikutukset):
        lista.append(_("Vaikutusten arviointi puuttuu: kirjoita arviointi tai syy, miksi sitä ei tehdä."))
    if not paatos.muutoksenhaku:
        lista.append(_("Valitse muutoksenhaku."))
    elif not paatos.muutoksenhaun_peruste:
        lista.append(_("Kirjoita muutoksenhaun lainkohta."))
    return lista


def kattavuus(paatos):
    """Rows ``(item, sections that answer it, reason not to answer)`` in the items' order."""
    kasittelyt: dict[int, list[Kasittely]] = {}
    for kasittely in paatos.kasittelyt.select_related("osio").order_by("osio__jarjestys"):
        kasittelyt.setdefault(kasittely.kohta_id, []).append(kasittely)
    return [
        {
            "kohta": kohta,
            "osiot": [k.osio for k in kasittelyt.get(kohta.pk, []) if k.osio],
            "perustelu": next((k.perustelu for k in kasittelyt.get(kohta.pk, []) if k.perustelu), ""),
        }
        for kohta in asian_kohdat(paatos.asia)
    ]


def asian_kohdat(asia):
    return Kohta.objects.filter(esitys__in=esitykset(asia)).select_related("esitys")


@transaction.atomic
def laheta_esittelijalle(paatos, *, user):
    """Submit the draft; refused while an item has neither an answer nor a reason."""
    paatos = _muokattavaksi(paatos, user)
    if lista := puutteet(paatos):
        raise ValidationError(lista)
    _siirra(paatos, Tila.ESITTELIJALLA)
    audit.kirjaa(paatos, "laheta_esittelijalle", user=user)
    ilmoita("paatokset.esittelijalla", paatos, tekija=user)


@transaction.atomic
def palauta(paatos, *, kommentti, user):
    paatos = _lukittu(paatos)
    vaadi(permissions.saa_esitella(user, paatos))
    _siirra(paatos, Tila.PALAUTETTU)
    audit.kirjaa(paatos, "palauta", user=user, syy=kommentti)
    ilmoita("paatokset.palautettu", paatos, tekija=user)


@transaction.atomic
def hyvaksy(paatos, *, user):
    """The presenter's approval: facts freeze, names stay as of the day, the proposal locks."""
    paatos = _lukittu(paatos)
    vaadi(permissions.saa_esitella(user, paatos))
    _jaadyta(*tuloste.tekstit(paatos, paatos.osiot.all()))
    _siirra(
        paatos,
        Tila.HYVAKSYTTY,
        hyvaksymisaika=kello.nyt(),
        esittelija_teksti=paatos.esittelijan_teksti,
        valmistelija_teksti=paatos.valmistelijan_teksti,
    )
    audit.kirjaa(paatos, "hyvaksy", user=user)
    ilmoita("paatokset.hyvaksytty", paatos, tekija=user)


def _jaadyta(*tekstit):
    """Freeze the live facts of the texts."""
    for fakta in Fakta.objects.filter(pk__in=teksti.faktojen_tunnukset(*tekstit), jaadytysaika=None):
        faktat.jaadyta(fakta)


def pykalasarja(toimielin, vuosi):
    return f"pykala/{toimielin.pk}/{vuosi}"


@transaction.atomic
def kirjaa_paatos(paatos, *, kokouspvm, pykala, lopputulos, paatosteksti, user):
    """Record what the meeting decided: number, decision and document, or none of them.

    The § comes from the meeting, where other matters took numbers too; the body's series moves past it.
    """
    paatos = _lukittu(paatos)
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
    paatosteksti = _puhdista(paatos, paatosteksti)
    # A changed decision may use a fact that the proposal did not.
    _jaadyta(paatosteksti)
    Numerosarja.objects.ohita(pykalasarja(paatos.toimielin, vuosi), pykala)
    _siirra(
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
    _tallenna_asiakirja(paatos)
    audit.kirjaa(paatos, "kirjaa_paatos", user=user, tiedot={"pykala": paatos.pykalatunnus})


def _tallenna_asiakirja(paatos):
    data = tuloste.pdf(tuloste.konteksti(paatos, hetki=paatos.kirjausaika))
    sha256 = hashlib.sha256(data).hexdigest()
    nimi = f"asiakirjat/{sha256[:2]}/{sha256}.pdf"
    if not default_storage.exists(nimi):
        default_storage.save(nimi, ContentFile(data))
    Asiakirja.objects.create(
        paatos=paatos,
        laji=Asiakirja.Laji.PAATOS,
        tiedosto=nimi,
        sha256=sha256,
        koko=len(data),
        luontiaika=paatos.kirjausaika,
    )


def _tallenna_vastaukset(paatos, user):
    """Give each request its items' answers as they stand in the decision."""
    painettu = tuloste.konteksti(paatos, hetki=paatos.kirjausaika)
    osiot = {osio["numero"]: osio["teksti"] for osio in painettu["osiot"]}
    # Stored as printed: in the decision's language, whatever the secretary's.
    with translation.override(paatos.kieli):
        numero = f"{paatos.toimielin.nimi} {pvm(paatos.kokouspvm)} {paatos.pykalatunnus}"
    vastaukset: dict[int, Vastaus] = {}
    for kasittely in paatos.kasittelyt.select_related("osio").order_by("osio__jarjestys"):
        vastattu = kasittely.osio is not None
        html = osiot[kasittely.osio.jarjestys] if vastattu else format_html("<p>{}</p>", kasittely.perustelu)
        aiempi = vastaukset.get(kasittely.kohta_id)
        vastaukset[kasittely.kohta_id] = Vastaus(aiempi.teksti + html if aiempi else html, numero, vastattu)
    for esitys in esitykset(paatos.asia):
        omat = {kohta.pk: vastaukset[kohta.pk] for kohta in esitys.kohdat.all()}
        esitysten_workflow.tallenna_vastaukset(esitys, omat, user=user)


@transaction.atomic
def merkitse_tarkastetuksi(paatos, *, tarkastuspvm, user):
    """The minutes are checked: the decision is public from now on (621/1999 § 6.1, 410/2015 § 140.1).

    The municipality's request gets its answers at the same moment: not before anyone else may read them.
    """
    paatos = _lukittu(paatos)
    vaadi(permissions.saa_merkita_tarkastetuksi(user, paatos))
    if tarkastuspvm > kello.tanaan():
        raise ValidationError(
            {"tarkastuspvm": _("Päivä on tulevaisuudessa. Merkitse tarkastus sen jälkeen.")}
        )
    _siirra(paatos, Tila.TARKASTETTU, tarkastuspvm=tarkastuspvm)
    _tallenna_vastaukset(paatos, user)
    audit.kirjaa(paatos, "merkitse_tarkastetuksi", user=user)
