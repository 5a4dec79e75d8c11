"""What became of a sending in each municipality: mails, acknowledgement, what was new, who may do what next."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Prefetch

from tyollisyysalue import kello
from tyollisyysalue.models import Lahetys
from yhteyshenkilot import erot, luettelo, muutossanat, permissions, tuloste
from yhteyshenkilot.models import Luettelosaaja
from yhteyshenkilot.tables import VIESTIN_TUNNISTEET

# A document and its mail are ready in seconds; after this something is wrong, or the list is older than the mails.
VALMISTELUAIKA = timedelta(hours=1)


def saajarivit(lahetys, user):
    """A row for each municipality of the sending that the reader may see."""
    viestit = Lahetys.objects.order_by("luontiaika", "pk").prefetch_related("vastaanottajat", "liitteet")
    saajat = (
        Luettelosaaja.objects.visible_to(user)
        .filter(lahetys=lahetys)
        .with_maarapvm()
        .annotate(
            uusin=Exists(Luettelosaaja.objects.uusimmat().filter(pk=OuterRef("pk"))),
            kuittaamatta=Exists(Luettelosaaja.objects.kuittaamatta().filter(pk=OuterRef("pk"))),
        )
        .select_related("kunta", "edellinen")
        .prefetch_related("edellinen__lahetys", Prefetch("lahetykset", viestit))
    )
    yhdyshenkilot = luettelo.vastaanottajat([saaja.kunta for saaja in saajat], kello.tanaan())
    return [saajarivi(lahetys, saaja, yhdyshenkilot[saaja.kunta_id], user) for saaja in saajat]


def saajarivi(lahetys, saaja, yhdyshenkilot, user):
    koodi = saaja.kunta.koodi
    kunnan_luettelo = lahetys.kunnan_luettelo(koodi)
    viestit = list(saaja.lahetykset.all())
    kopiot = [kopio for viesti in viestit for kopio in viesti.vastaanottajat.all()]
    odottaa = saaja.uusin and saaja.kuittaamatta
    return {
        "saaja": saaja,
        "luettelo": luettelo.luettavaksi(kunnan_luettelo),
        "muutoslause": tuloste.muutoslause(saaja.edellinen, saaja.muutokset),
        "muutokset": muutossanat.sanoina(saaja.muutokset or {}),
        "muutokset_tasmaavat": saaja.edellinen
        and erot.vertaa(saaja.edellinen.lahetys.kunnan_luettelo(koodi), kunnan_luettelo) == saaja.muutokset,
        "viestit": [
            {
                "viesti": viesti,
                "kopiot": [
                    (kopio, VIESTIN_TUNNISTEET.get(kopio.tila, "neutraali"))
                    for kopio in viesti.vastaanottajat.all()
                ],
            }
            for viesti in viestit
        ],
        "valmisteilla": not viestit and lahetys.lahetysaika > kello.nyt() - VALMISTELUAIKA,
        "pdf": next((liite for viesti in viestit for liite in viesti.liitteet.all()), None),
        "kuittaukset": [kopio for kopio in kopiot if kopio.kuittausaika],
        "myohassa": odottaa and saaja.maarapvm < kello.tanaan(),
        "saa_lahettaa_uudelleen": odottaa and permissions.saa_yllapitaa(user, lahetys.alue_id),
        # To the same as before or to nobody; a successor gets a list of today.
        "vaihtunut": {tieto["sahkoposti"] for tieto in yhdyshenkilot}
        != {tieto["sahkoposti"] for tieto in saaja.vastaanottajat},
        "saa_kuittaa": bool(kopiot) and saaja.kuittaamatta and permissions.saa_kuittaa(user, saaja),
    }
