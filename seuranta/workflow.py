"""Recording figures. A batch is its own record of who did what and when: it can be neither changed nor deleted."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from seuranta import kuukaudet, permissions, perumiset, sivumuisti, tuonnit, valitaulu
from seuranta.models import Havainto, Maahavainto, Mittari, Tuonti
from tyollisyysalue import kello
from tyollisyysalue.models import Kunta
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm


@transaction.atomic
def kirjaa_luvut(kunta, kuukausi, arvot, lahde, julkaisupvm, *, user, huomautus=""):
    """Record the figures of a municipality's month: ``{measure: Decimal or Havainto.Puuttuva}``.

    Only figures that differ from those in force are stored, so that a revision marks what it revised.
    """
    vaadi(permissions.saa_kirjata(user, kunta))
    tarkista_julkaisupaiva(kuukausi, julkaisupvm)
    # Two who record the same month at once: the second must see the first one's figures.
    Kunta.objects.select_for_update(no_key=True).get(pk=kunta.pk)
    hetki = kello.nyt()
    nykyiset = {
        havainto.mittari_id: havainto.luku
        for havainto in Havainto.objects.filter(kunta=kunta, kuukausi=kuukausi).tiedossa(hetki)
    }
    uudet = {mittari: luku for mittari, luku in arvot.items() if nykyiset.get(mittari.pk) != luku}
    if not arvot:
        raise ValidationError(_("Anna ainakin yksi luku tai merkki."))
    if not uudet:
        raise ValidationError(
            _("Samat luvut on jo kirjattu kuukaudelle %(kuukausi)s. Muuta lukua, jos se on tarkistunut."),
            params={"kuukausi": kuukaudet.lyhyt(kuukausi)},
        )
    muuttuneita = sum(mittari.pk in nykyiset for mittari in uudet)
    tuonti = Tuonti(
        aika=hetki,
        user=user,
        laji=Tuonti.Laji.KASIN,
        lahde=lahde,
        julkaisupvm=julkaisupvm,
        huomautus=huomautus,
        tulos={
            "kuukaudet": [kuukausi.isoformat()],
            "uusia": len(uudet) - muuttuneita,
            "muuttuneita": muuttuneita,
        },
    )
    tuonti.full_clean()
    tuonti.save()
    Havainto.objects.bulk_create(
        Havainto(kunta=kunta, mittari=mittari, kuukausi=kuukausi, tuonti=tuonti, **_sarakkeet(luku))
        for mittari, luku in uudet.items()
    )
    sivumuisti.piirra_jonossa()
    return tuonti


def esikatsele_taulukko(tiedosto, julkaisupvm, *, user=None):
    """What ``tuo_taulukko`` would store now. Without a user it is the command line that asks."""
    vaadi(user is None or permissions.saa_tuoda(user))
    tarkista_julkaisupaiva(tiedosto.taulukko.kuukaudet[-1], julkaisupvm)
    return tuonnit.vertaa(tiedosto, Kunta.objects.select_related("alue"), kello.nyt())


@transaction.atomic
def tuo_taulukko(tiedosto, julkaisupvm, *, user=None, huomautus="", tiiviste="", haettu=False):
    """Store what the file's figures change; returns the batch, or None when they are all in force already.

    ``tiiviste`` is that of the preview which was accepted: when the figures in force have changed since, nothing is
    stored. Without a user it is the command line that imports. ``haettu`` is of what the statistical service gave.
    """
    vaadi(user is None or permissions.saa_tuoda(user))
    tarkista_julkaisupaiva(tiedosto.taulukko.kuukaudet[-1], julkaisupvm)
    # Two imports at once, or an import and a figure recorded by hand: the later must see what the earlier stored.
    kunnat = list(Kunta.objects.order_by("pk").select_for_update(no_key=True))
    hetki = kello.nyt()
    vertailu = tuonnit.vertaa(tiedosto, kunnat, hetki)
    if tiiviste and tiiviste != vertailu.tiiviste:
        raise ValidationError(
            _(
                "Voimassa olevat luvut ovat muuttuneet esikatselun jälkeen. Tarkista muutokset ja vahvista uudelleen."
            ),
            code="muuttunut",
        )
    if not vertailu.muutoksia:
        return None
    tuonti = Tuonti(
        aika=hetki,
        user=user,
        laji=Tuonti.Laji.HAETTU if haettu else Tuonti.Laji.PXWEB,
        lahde=tiedosto.taulukko.lahde,
        julkaisupvm=julkaisupvm,
        huomautus=huomautus,
        taulu=tiedosto.taulukko.taulu,
        tiedosto=tiedosto.nimi,
        koko=tiedosto.koko,
        sha256=tiedosto.sha256,
        tulos=vertailu.tulos(),
    )
    tuonti.full_clean()
    tuonti.save()
    valitaulu.tallenna(tuonti)
    _tallenna_maan_luvut(tuonti, vertailu.maan_muutokset)
    sivumuisti.piirra_jonossa()
    return tuonti


def _tallenna_maan_luvut(tuonti, luvut):
    mittarit = Mittari.objects.in_bulk({luku.mittari for luku in luvut}, field_name="koodi")
    Maahavainto.objects.bulk_create(
        Maahavainto(
            mittari=mittarit[luku.mittari], kuukausi=luku.kuukausi, tuonti=tuonti, **_sarakkeet(luku.luku)
        )
        for luku in luvut
    )


def suunnittele_peruminen(tuonti, *, user):
    """What ``peru_tuonti`` would do now."""
    vaadi(permissions.saa_perua(user, tuonti))
    peruminen = perumiset.suunnittele(tuonti)
    if Tuonti.objects.filter(peruttu=tuonti).exists():
        raise ValidationError(_("Tuonti on jo peruttu."))
    if not peruminen.muutoksia and not tuonti.maahavainnot.exists():
        raise ValidationError(
            _(
                "Peruttavaa ei ole: uudempi tuonti on jo korvannut tai peruutus poistanut kaikki tuonnin luvut."
            )
        )
    return peruminen


@transaction.atomic
def peru_tuonti(tuonti, syy, *, user, tiiviste=""):
    """Bring back the figures that the batch replaced, where no newer batch has replaced it; returns the new batch.

    Nothing is removed: what was known between the batch and its undoing stays known as of those days. ``tiiviste`` is
    that of the plan which was accepted.
    """
    vaadi(permissions.saa_perua(user, tuonti))
    # As in an import: the later of two at once must see what the earlier stored.
    list(Kunta.objects.order_by("pk").select_for_update(no_key=True))
    peruminen = suunnittele_peruminen(tuonti, user=user)
    if tiiviste and tiiviste != peruminen.tiiviste:
        raise ValidationError(
            _("Voimassa olevat luvut ovat muuttuneet sillä välin. Tarkista muutokset ja vahvista uudelleen."),
            code="muuttunut",
        )
    peruutus = Tuonti(
        aika=kello.nyt(),
        user=user,
        laji=Tuonti.Laji.PERUUTUS,
        lahde=tuonti.lahde,
        julkaisupvm=tuonti.julkaisupvm,
        peruttu=tuonti,
        syy=syy,
        tulos={
            # Of the country's figures too, which go with their batch.
            "kuukaudet": sorted(
                {kuukausi.isoformat() for kuukausi in peruminen.kuukaudet}
                | {*tuonti.tulos.get("kuukaudet", [])}
            ),
            "uusia": 0,
            "muuttuneita": peruminen.muutoksia,
            "palautettuja": peruminen.palaavia,
            "poistettuja": peruminen.poistuvia,
        },
    )
    peruutus.full_clean()
    peruutus.save()
    perumiset.tallenna(peruutus)
    sivumuisti.piirra_jonossa()
    return peruutus


def _sarakkeet(luku):
    return {"arvo": luku} if isinstance(luku, Decimal) else {"puuttuva": luku}


def tarkista_julkaisupaiva(kuukausi, julkaisupvm):
    """A month's figures are published after it and not in the future."""
    tanaan = kello.tanaan()
    if julkaisupvm > tanaan:
        raise ValidationError(
            {
                "julkaisupvm": _("Julkaisupäivä ei voi olla tulevaisuudessa. Anna viimeistään %(tanaan)s.")
                % {"tanaan": pvm(tanaan)}
            }
        )
    if julkaisupvm <= kuukaudet.viimeinen_paiva(kuukausi):
        raise ValidationError(
            {"julkaisupvm": _("Luvut julkaistaan vasta kuukauden päätyttyä. Tarkista kuukausi ja päivä.")}
        )
