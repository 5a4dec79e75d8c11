from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class YhteyshenkilotConfig(AppConfig):
    name = "yhteyshenkilot"

    def ready(self):
        import yhteyshenkilot.faktat  # noqa: PLC0415 -- registers the facts, which need the models
        import yhteyshenkilot.haku  # noqa: PLC0415 -- registers what can be searched
        import yhteyshenkilot.ilmoitukset  # noqa: PLC0415 -- registers what is told
        import yhteyshenkilot.koskeva  # noqa: PLC0415 -- registers what an absence touches
        import yhteyshenkilot.koskeva_ryhmat  # noqa: PLC0415 -- registers the seats that an absence touches
        import yhteyshenkilot.prosessit  # noqa: PLC0415 -- registers the key processes
        import yhteyshenkilot.syotteet  # noqa: F401, PLC0415 -- registers the calendars
        from tyollisyysalue import lahetykset  # noqa: PLC0415

        lahetykset.nimea("yhteyshenkilot.luettelo", _("Yhteyshenkilöluettelo"))
        lahetykset.nimea("yhteyshenkilot.tapaamiskutsu", _("Kutsu tapaamiseen"))
