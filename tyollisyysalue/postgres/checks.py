from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def embedded_server_is_not_for_production(app_configs, **kwargs):
    if settings.DATABASES["default"]["ENGINE"] != "tyollisyysalue.postgres":
        return []
    return [
        Warning(
            "The database is the embedded PostgreSQL, which is meant for demo, development and tests.",
            hint="It has one superuser without a password, guarded by folder permissions only, and ends with "
            "the last process that uses it. Point DATABASE_URL to a server of your own.",
            id="tyollisyysalue.W001",
        )
    ]
