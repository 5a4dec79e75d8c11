"""Open drafts that an absence or a leaving of their preparer or presenter touches."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paatokset.models import Paatos
from paatokset.permissions import saa_muokata
from tyollisyysalue.koskeva import Koskeva, rekisteroi

# Once approved, the proposal carries the names of its day.
AVOIMET = (Paatos.Tila.LUONNOS, Paatos.Tila.PALAUTETTU, Paatos.Tila.ESITTELIJALLA)


@rekisteroi(jarjestys=30)
def luonnokset(henkilo, alku, loppu, user):
    """Whatever the dates: a draft waits for its people on any day."""
    paatokset = (
        Paatos.objects.visible_to(user)
        .filter(Q(valmistelija=henkilo) | Q(esittelija=henkilo), tila__in=AVOIMET)
        .select_related("asia")
    )
    for paatos in paatokset:
        teksti = _("%(otsikko)s (esittelijä, %(tila)s)")
        if paatos.valmistelija_id == henkilo.pk:
            teksti = _("%(otsikko)s (valmistelija, %(tila)s)")
        yield Koskeva(
            gettext_lazy("Päätösluonnokset"),
            teksti % {"otsikko": paatos.otsikko, "tila": paatos.get_tila_display()},
            paatos.get_absolute_url(),
            # The draft's own form names both.
            siirto=reverse("paatokset:muokkaa", args=[paatos.pk]) if saa_muokata(user, paatos) else None,
            siirron_nimi=gettext_lazy("Vaihda henkilö"),
        )
