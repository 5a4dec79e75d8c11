from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EsityksetConfig(AppConfig):
    name = "esitykset"

    def ready(self):
        import esitykset.faktat  # noqa: PLC0415 -- registers what a text can bind
        import esitykset.haku  # noqa: PLC0415 -- registers what can be searched
        import esitykset.ilmoitukset  # noqa: F401, PLC0415 -- registers what is told
        from esitykset import kuittaus  # noqa: PLC0415
        from tyollisyysalue import lahetykset  # noqa: PLC0415

        lahetykset.nimea(kuittaus.LAJI, _("Esityksen vastaanottokuittaus"))
