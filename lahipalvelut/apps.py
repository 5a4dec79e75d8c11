from django.apps import AppConfig


class LahipalvelutConfig(AppConfig):
    name = "lahipalvelut"

    def ready(self):
        import lahipalvelut.faktat  # noqa: PLC0415 -- registers the facts, which need the models
        import lahipalvelut.haku  # noqa: PLC0415 -- registers what can be searched
        import lahipalvelut.ilmoitukset  # noqa: PLC0415 -- registers what is told
        import lahipalvelut.koskeva  # noqa: PLC0415 -- registers what an absence touches
        import lahipalvelut.mitoitusfaktat  # noqa: PLC0415 -- registers the facts of a plan's grounds
        import lahipalvelut.suunnitelmafaktat  # noqa: PLC0415 -- registers the fact of all plans
        import lahipalvelut.syotteet  # noqa: F401, PLC0415 -- registers one's own calendar
