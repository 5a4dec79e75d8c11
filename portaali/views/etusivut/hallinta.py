"""The administrator: users, agreements, kept mail; and for those who look after the mail what has not arrived."""

from datetime import timedelta

from django.db.models import Count

from portaali import koosteet
from tyollisyysalue import kello, roolit
from tyollisyysalue.models import Jasenyys, Lahetys, SailytettyViesti, Sopimus, User
from tyollisyysalue.models.lahetykset import ONGELMAT
from tyollisyysalue.permissions import saa_lukea_postia
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.sopimukset_tables import TILAN_LAJIT

# Who has not minded a problem by then is not going to: the list of mail keeps it.
ONGELMIEN_AIKA = timedelta(days=14)


def lahetysongelmat(user):
    ongelmat = (
        Lahetys.objects.visible_to(user)
        .filter(
            luontiaika__gte=kello.nyt() - ONGELMIEN_AIKA,
            vastaanottajat__tila__in=ONGELMAT,
        )
        .annotate(maara=Count("vastaanottajat"))
        .only("aihe", "luontiaika")
        .order_by("-luontiaika", "-pk")
    )
    rivit = [(lahetys, lahetys.maara) for lahetys in ongelmat[: koosteet.RIVEJA]]
    return {"ongelmat": rivit} if rivit else None


def paakayttaja(user):
    alueet = roolit.alueet(user, Rooli.PAAKAYTTAJA)
    # None: this installation has a mail server, so no mail is kept.
    viestit = None
    if saa_lukea_postia(user):
        viestit = SailytettyViesti.objects.visible_to(user).defer("teksti")[: koosteet.RIVEJA]
    return {
        "kayttajia": User.objects.visible_to(user).count(),
        "roolit": kayttajat_rooleittain(user),
        "sopimukset": sopimukset_tiloittain(user, alueet),
        "viestit": viestit,
    }


def kayttajat_rooleittain(user):
    maarat = dict(
        Jasenyys.objects.visible_to(user)
        .voimassa(kello.tanaan())
        .values_list("rooli")
        .annotate(Count("user", distinct=True))
    )
    return [(rooli.label, maarat.get(rooli, 0)) for rooli in Rooli]


def sopimukset_tiloittain(user, alueet):
    """``(kind of agreement, [(state, kind of its badge, how many)])``, both in the order of the model."""
    maarat = {
        (laji, tila): maara
        for laji, tila, maara in Sopimus.objects.visible_to(user)
        .filter(alue__in=alueet)
        .order_by()
        .values_list("laji", "tila")
        .annotate(Count("pk"))
    }
    return [
        (
            laji.label,
            [
                (tila.label, TILAN_LAJIT.get(tila, "neutraali"), maarat[laji, tila])
                for tila in Sopimus.Tila
                if (laji, tila) in maarat
            ],
        )
        for laji in Sopimus.Laji
    ]
