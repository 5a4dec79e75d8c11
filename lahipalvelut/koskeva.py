"""Service days, and lines of plans, that an absence or a leaving of their visitor touches."""

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lahipalvelut.models import Palvelupaiva, Suunnitelmarivi
from lahipalvelut.permissions import saa_siirtaa, saa_siirtaa_henkilon
from tyollisyysalue import kello, roolit
from tyollisyysalue.koskeva import Koskeva, rekisteroi
from tyollisyysalue.tekstit import aikavali


@rekisteroi(jarjestys=20)
def palvelupaivat(henkilo, alku, loppu, user):
    """Open days ahead: those to move, and those on which somebody else goes already."""
    paivat = (
        Palvelupaiva.objects.sisaisesti_visible_to(user)
        .filter(Q(rivi__vastuuhenkilo=henkilo) | Q(sijainen=henkilo), tila=Palvelupaiva.Tila.AVOIN)
        .filter(pvm__gte=max(alku, kello.tanaan()))
    )
    if loppu is not None:
        paivat = paivat.filter(pvm__lte=loppu)
    kaikki = siirtosivu(henkilo, alku, loppu) if saa_siirtaa_henkilon(user, henkilo) else None
    for paiva in paivat.for_list().with_poissaolot():
        on_siirretty = paiva.kavija != henkilo and not paiva.kavijan_poissaolo
        yield Koskeva(
            gettext_lazy("Lähipalvelupäivät"),
            f"{paiva.kunta.nimi} {aikavali(paiva.alkuklo, paiva.loppuklo)}",
            paiva.get_absolute_url(),
            pvm=paiva.pvm,
            siirto=reverse("lahipalvelut:paiva-sijainen", args=[paiva.pk])
            if saa_siirtaa(user, paiva)
            else None,
            siirron_nimi=gettext_lazy("Vaihda sijainen")
            if on_siirretty
            else gettext_lazy("Siirrä sijaiselle"),
            sijainen=paiva.kavija if on_siirretty else None,
            puuttuu=not on_siirretty,
            kaikki=None if on_siirretty else kaikki,
        )


def siirtosivu(henkilo, alku, loppu):
    haku = {"alku": alku.isoformat()} | ({"loppu": loppu.isoformat()} if loppu else {})
    return f"{reverse('lahipalvelut:siirrot', args=[henkilo.pk])}?{urlencode(haku)}"


@rekisteroi(jarjestys=22)
def suunnitelmarivit(henkilo, alku, loppu, user):
    """Lines of plans give new days for as long as the plan lasts; a passing absence does not touch them."""
    if loppu is not None:
        return
    rivit = (
        Suunnitelmarivi.objects.paattymattomat(max(alku, kello.tanaan()))
        .filter(vastuuhenkilo=henkilo)
        .filter(
            Q(suunnitelma__kunta__alue__in=roolit.alueet(user))
            | Q(suunnitelma__kunta__in=roolit.kunnat(user))
        )
        .select_related("suunnitelma__kunta")
        .order_by("suunnitelma__kunta__aakkos", "ankkuripvm")
    )
    for rivi in rivit:
        yield Koskeva(
            gettext_lazy("Palvelusuunnitelmien rivit"),
            _("%(kunta)s: %(saanto)s")
            % {"kunta": rivi.suunnitelma.kunta.nimi, "saanto": rivi.toistuvuus.lause},
            reverse("lahipalvelut:suunnitelma", args=[rivi.suunnitelma_id]),
        )
