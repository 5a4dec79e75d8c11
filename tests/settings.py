"""The portal's settings as the tests use them: a database folder of their own, mail in memory, plain static files."""

import os
import tempfile
from pathlib import Path

os.environ["DEMO"] = "1"
os.environ.setdefault(
    "EMBEDDED_POSTGRES_DIR", str(Path(__file__).resolve().parent.parent / "var" / "postgres-test")
)

from tyollisyysalue.settings import *  # noqa: F403 -- the environment above decides what they become

# The tests' data need not survive a power cut.
EMBEDDED_POSTGRES_FSYNC = False
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="portaali-media-"))
# WhiteNoise warns of a missing folder, and warnings are errors.
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="portaali-static-"))
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {
    nimi: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": nimi}
    for nimi in ("default", "kaaviot", "sivut", "sivuvarasto")
}
