"""Two people editing the same row: the second is told, and neither text is lost."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tyollisyysalue import faktat


class Vanhentunut(ValidationError):
    """The row was saved by somebody else after the editor opened it.

    The view shows the stored text beside the editor's own and gives the form the stored version, so that saving
    again is a choice made with both texts in sight.
    """


def versio(rivi):
    """What an edit form of a row without a counter of its own carries: the newest history row's id."""
    [(_malli, _pk, versio)] = faktat.lahteet([rivi])
    return versio


def tarkista_versio(tallennettu, annettu):
    """Call under the row's lock, before anything is changed."""
    if tallennettu != annettu:
        raise Vanhentunut(
            _(
                "Toinen käyttäjä tallensi tämän sillä välin, kun muokkasit. Vertaa tekstejä ja tallenna "
                "uudelleen, kun oma tekstisi on valmis."
            ),
            code="vanhentunut",
        )
