"""What a sending of contact lists would be today: the lists, whom they go to, what is new in each."""

from typing import Any, NamedTuple

from tyollisyysalue.models import Kunta
from tyollisyysalue.tiivisteet import json_tiiviste
from yhteyshenkilot import erot, luettelo, muutossanat
from yhteyshenkilot.models import Luettelosaaja


class Kunnalle(NamedTuple):
    """One municipality's share. ``muutokset`` is None where no list has been sent before."""

    kunta: Kunta
    luettelo: dict[str, Any]
    vastaanottajat: list[dict[str, Any]]
    edellinen: Luettelosaaja | None
    muutokset: dict[str, Any] | None

    @property
    def tiiviste(self):
        return json_tiiviste(self.luettelo)

    @property
    def ennallaan(self):
        return self.muutokset is not None and not muutossanat.sanoina(self.muutokset)


class Valmistelu(NamedTuple):
    sisalto: dict[str, Any]
    kunnille: list[Kunnalle]

    @property
    def tiiviste(self):
        """The hash of all that a preview shows: what the lists hold, who gets them, what they are compared with."""
        return json_tiiviste(
            [
                self.sisalto,
                [
                    [kunnalle.vastaanottajat, kunnalle.edellinen and kunnalle.edellinen.pk]
                    for kunnalle in self.kunnille
                ],
            ]
        )


def valmistele(alue, kunnat, pvm):
    sisalto = luettelo.koosta(alue, kunnat, pvm)
    saajat = luettelo.vastaanottajat(kunnat, pvm)
    edelliset = edelliset_luettelot(kunnat)
    kunnille = []
    for kunta, kunnan_luettelo in zip(kunnat, sisalto["kunnat"], strict=True):
        edellinen = edelliset.get(kunta.pk)
        muutokset = edellinen and erot.vertaa(edellinen.lahetys.kunnan_luettelo(kunta.koodi), kunnan_luettelo)
        kunnille.append(Kunnalle(kunta, kunnan_luettelo, saajat[kunta.pk], edellinen, muutokset))
    return Valmistelu(sisalto, kunnille)


def edelliset_luettelot(kunnat):
    """The list last sent to each municipality, by the municipality's id; the sendings they share are read once."""
    saajat = Luettelosaaja.objects.filter(kunta__in=kunnat).uusimmat().prefetch_related("lahetys")
    return {saaja.kunta_id: saaja for saaja in saajat}
