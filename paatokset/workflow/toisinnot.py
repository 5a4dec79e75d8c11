"""The decision in its other language: asked for, written beside the source text, and in the same facts as it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from paatokset import pohjat, teksti, toisinto
from paatokset.models import Osiotoisinto, Paatostoisinto
from paatokset.workflow.kirjasto import kytke_toisinto
from paatokset.workflow.lainkohdat import KENTAT, kielella
from paatokset.workflow.siirtymat import muokattavaksi
from paatokset.workflow.tekstit import puhdista
from tyollisyysalue import audit
from tyollisyysalue.faktat import LAJIT
from tyollisyysalue.hetu import sisaltaa_hetun
from tyollisyysalue.versiot import tarkista_versio


@transaction.atomic
def pyyda_toisinto(paatos, *, user):
    """Begin the other language's version: chosen provisions and library texts are in it at once."""
    paatos = muokattavaksi(paatos, user)
    kieli = toisinto.toinen_kieli(paatos)
    rivi, uusi = Paatostoisinto.objects.get_or_create(paatos=paatos, defaults={"kieli": kieli})
    rivi.kaytossa = True
    for valinta, kentta in KENTAT.items():
        lainkohta = getattr(paatos, valinta)
        if lainkohta and not getattr(rivi, kentta):
            setattr(rivi, kentta, kielella(lainkohta, kieli))
    rivi.versio += 0 if uusi else 1
    rivi.save()
    olemassa = toisinto.osiotoisinnot(paatos)
    for osio in paatos.osiot.all():
        if osio.pk not in olemassa and (html := kytke_toisinto(osio)):
            [viimeisin, *_muut] = osio.fraasinkaytot.select_related("fraasi")
            Osiotoisinto.objects.create(
                paatos=paatos, osio=osio, otsikko=getattr(viimeisin.fraasi, f"otsikko_{kieli}"), teksti=html
            )
    audit.kirjaa(paatos, "pyyda_toisinto", user=user, tiedot={"kieli": kieli})
    return rivi


@transaction.atomic
def luovu_toisinnosta(paatos, *, user):
    """The decision is made in its own language alone; what was written stays, should it be wanted again."""
    paatos = muokattavaksi(paatos, user)
    rivi = Paatostoisinto.objects.get(paatos=paatos)
    rivi.kaytossa = False
    rivi.versio += 1
    rivi.save(update_fields=["kaytossa", "versio"])
    audit.kirjaa(paatos, "luovu_toisinnosta", user=user)


@transaction.atomic
def tallenna_toisinto(paatos, *, versio, arvot, user):
    """Save the decision's own texts in the other language."""
    paatos = muokattavaksi(paatos, user)
    rivi = _kaytossa(paatos)
    tarkista_versio(rivi.versio, versio)
    for kentta in toisinto.PAATOKSEN_TEKSTIT:
        arvo = arvot[kentta]
        setattr(rivi, kentta, puhdista(paatos, arvo) if kentta in toisinto.RIKKAAT else _ilman_hetua(arvo))
    rivi.versio += 1
    rivi.full_clean()
    rivi.save()
    audit.kirjaa(paatos, "muokkaa_toisintoa", user=user)
    return rivi


@transaction.atomic
def tallenna_osiotoisinto(osio, *, versio, otsikko, html, user):
    """Save a section in the other language; ``versio`` is 0 when it had none."""
    paatos = muokattavaksi(osio.paatos, user)
    _kaytossa(paatos)
    rivi = Osiotoisinto.objects.filter(osio=osio).first() or Osiotoisinto(paatos=paatos, osio=osio, versio=0)
    tarkista_versio(rivi.versio, versio)
    rivi.otsikko = _ilman_hetua(otsikko)
    rivi.teksti = puhdista(paatos, html)
    rivi.versio += 1
    rivi.full_clean()
    rivi.save()
    audit.kirjaa(paatos, "muokkaa_toisintoa", user=user, tiedot={"osio": osio.jarjestys})
    return rivi


def _kaytossa(paatos):
    rivi = toisinto.toisinto(paatos)
    if rivi is None:
        raise ValidationError(_("Päätöksestä ei tehdä erikielistä toisintoa. Lataa sivu uudelleen."))
    return rivi


def _ilman_hetua(arvo):
    if sisaltaa_hetun(arvo):
        raise ValidationError(_("Tekstissä on henkilötunnus. Poista se ja tallenna uudelleen."))
    return arvo


def puutteet(paatos):
    """How the two versions differ, as sentences that name the part and the fact; empty when there is one version."""
    return [puute for osa in vertaa(paatos) for puute in osa["puutteet"]]


def vertaa(paatos):
    """Part by part what the other version lacks: ``nimi``, ``osio`` (None for the decision's own), ``puutteet``."""
    rivi = toisinto.toisinto(paatos)
    if rivi is None:
        return []
    tunnukset = {fakta.pk: fakta for fakta in paatos.faktat.all()}
    osiot = list(paatos.osiot.all())
    muu, muut = toisinto.kielella(paatos, osiot, rivi.kieli)
    omat: list[str] = []
    for kentta in toisinto.PAATOKSEN_TEKSTIT:
        nimi = paatos._meta.get_field(kentta).verbose_name
        omat += _erot(str(nimi).capitalize(), getattr(paatos, kentta), getattr(muu, kentta), tunnukset)
    osat = [{"nimi": _("Ehdotus ja perusteet"), "osio": None, "puutteet": omat}]
    for osio, toinen in zip(osiot, muut, strict=True):
        nimi = _("Osio %(numero)s") % {"numero": osio.jarjestys}
        puuttuu = _erot(nimi, osio.teksti, toinen.teksti, tunnukset)
        if not toinen.otsikko:
            puuttuu.append(_("%(osa)s: toisen kielen otsikko puuttuu.") % {"osa": nimi})
        osat.append({"nimi": nimi, "osio": osio, "puutteet": puuttuu})
    return osat


def _erot(osa, lahde, toinen, tunnukset):
    """What differs between a text and its other version."""
    if bool(lahde) != bool(toinen):
        if lahde:
            return [_("%(osa)s: toisen kielen teksti puuttuu.") % {"osa": osa}]
        return [_("%(osa)s: teksti on vain toisella kielellä.") % {"osa": osa}]
    erot = []
    omat = pohjat.oma_teksti(lahde)
    if len(omat.split()) >= SAMOJA_SANOJA and omat == pohjat.oma_teksti(toinen):
        erot.append(_("%(osa)s: teksti on sama molemmilla kielillä. Käännä se.") % {"osa": osa})
    lahteen, toisen = _faktat(lahde, tunnukset), _faktat(toinen, tunnukset)
    erot += [
        _("%(osa)s: fakta ”%(fakta)s” puuttuu toisen kielen tekstistä.") % {"osa": osa, "fakta": nimi}
        for avain, nimi in lahteen.items()
        if avain not in toisen
    ]
    erot += [
        _("%(osa)s: fakta ”%(fakta)s” on vain toisen kielen tekstissä.") % {"osa": osa, "fakta": nimi}
        for avain, nimi in toisen.items()
        if avain not in lahteen
    ]
    return erot


# So many words are not the same in two languages by chance.
SAMOJA_SANOJA = 8


def _faktat(html, tunnukset):
    """Facts of a text: ``{(kind, parameters): name}``. Two rows that claim the same are the same fact."""
    return {
        (fakta.avain, *sorted(fakta.parametrit.items())): LAJIT[fakta.avain].nimi
        for pk in teksti.faktojen_tunnukset(html)
        if (fakta := tunnukset.get(pk))
    }
