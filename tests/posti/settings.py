"""The tests' settings for a worker of its own process, which sends over real SMTP."""

from tests.settings import *  # noqa: F403
from tests.settings import env

MEDIA_ROOT = env.path("TESTIN_MEDIA_ROOT")
PALAUTUSOSOITE = "palautukset@portaali.example"
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": env.int("TESTIN_SMTP_PORTTI"), "timeout": 5},
    }
}
