from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaatoksetConfig(AppConfig):
    name = "paatokset"
    verbose_name = _("päätökset")

    def ready(self):
        import paatokset.faktat  # noqa: PLC0415 -- registers the fact, which needs the models
        import paatokset.haku  # noqa: PLC0415 -- registers what can be searched
        import paatokset.ilmoitukset  # noqa: PLC0415 -- registers what is told
        import paatokset.koskeva  # noqa: F401, PLC0415 -- registers what an absence touches
        from esitykset import aikajana, workflow  # noqa: PLC0415
        from paatokset import kytkennat  # noqa: PLC0415

        workflow.yhdistamisen_esteet.append(kytkennat.yhdistamisen_esteet)
        aikajana.lisarivit.append(kytkennat.kokoukset)
