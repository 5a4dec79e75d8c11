"""One settings file; everything that differs between places comes from the environment.

DEMO=1 is the demo and development: embedded database, demo logins, mail kept in the portal. Without it the
portal is in production and refuses to start until SECRET_KEY, ALLOWED_HOSTS and DATABASE_URL are given.
"""

import secrets
from pathlib import Path
from typing import Any

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from environs import Env, validate
from js_asset import static_lazy

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
# make run writes DEMO=1 there, so that manage.py run by hand is in the demo too; the environment wins.
env.read_env(BASE_DIR / ".env")

DEMO = env.bool("DEMO", False)
DEBUG = env.bool("DEBUG", False)


def demo_secret_key():
    """A key of this checkout's own, kept so that a restart does not end every session."""
    path = BASE_DIR / "var" / "secret_key"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = demo_secret_key() if DEMO else env.str("SECRET_KEY")
ALLOWED_HOSTS = (
    env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"]) if DEMO else env.list("ALLOWED_HOSTS")
)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "portaali",
    "paatokset",
    "esitykset",
    "lahipalvelut",
    "yhteyshenkilot",
    "seuranta",
    "tyollisyysalue",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # The portal's own field templates under templates/ win over the packages'.
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "django_tables2",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "tyollisyysalue.pyyntoloki.pyyntoloki",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Writes who asked into the history rows of the request.
    "pghistory.middleware.HistoryMiddleware",
    "tyollisyysalue.polut.ei_nollamerkkia",
]

ROOT_URLCONF = "tyollisyysalue.urls"
WSGI_APPLICATION = "tyollisyysalue.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portaali.context_processors.navigaatio",
            ],
            "builtins": ["django.templatetags.i18n", "tyollisyysalue.templatetags.tekstit"],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "includes/table.html"

# The draft's editor: a bound fact is an element of its own in the text.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("paatokset/fakta.js")],
        "extensions": {"Fakta": html_tags(["span"]), "Faktataulukko": html_tags(["div"])},
    }
]
DJANGO_PROSE_EDITOR_MENU_GROUPS = [
    {"group": "blockType -lists"},
    {"group": "lists"},
    {"group": "marks"},
    {"group": "link"},
    {"group": "history"},
]

# Database. The embedded server starts on the first connection; see docs/embedded-postgresql.md.
EMBEDDED_POSTGRES_DIR = env.path("EMBEDDED_POSTGRES_DIR", BASE_DIR / "var" / "postgres")
EMBEDDED_POSTGRES_FSYNC = True
if env.str("DATABASE_URL", "") or not DEMO:
    DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
else:
    DATABASES = {
        "default": {"ENGINE": "tyollisyysalue.postgres", "NAME": "tyollisyysalueportaali"},
    }
# A cursor of the server costs three round trips for the dozen choices of a filter, and does not go through a pooler.
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True}

# History rows can be neither changed nor deleted.
PGHISTORY_APPEND_ONLY = True

# Jobs live in <app>/jobs.py.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "tyollisyysalue.jobs.valmistele"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "valimuisti",
        # Counters of failed logins and files that wait for a confirmation: neither may be pushed out by many visitors.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Drawn charts, of a table of their own: they may push each other out, and are then drawn again.
    "kaaviot": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kaaviot",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Pages of figures, of each process its own; some tens of kilobytes each.
    "sivut": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "sivut",
        "TIMEOUT": 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
    # The same pages for every process, the worker's among them, which draws them before anybody asks.
    "sivuvarasto": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sivuvarasto",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}

# Accounts: e-mail and password, sign-up closed; failed logins are counted in the cache by allauth.
AUTH_USER_MODEL = "tyollisyysalue.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "etusivu"
ACCOUNT_ADAPTER = "tyollisyysalue.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "etusivu"
ACCOUNT_PREVENT_ENUMERATION = True
# Who asks is told by the proxy in front: without this everybody would share its address, or have none.
ALLAUTH_TRUSTED_PROXY_COUNT = 0 if DEMO else 1
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    # Opening a mailed link and setting the first password; mailing such links.
    "kutsu": "20/m/ip",
    "laheta_kutsu": "60/h/user",
    # Feedback is open to everyone.
    "palaute": "10/h/ip",
    # A link of acknowledgement: the people and the mail scanners of a municipality may share an address.
    "kuittaus": "60/m/ip",
    # A link that ends notices.
    "ilmoitus_peru": "60/m/ip",
    # A calendar program asks a few times an hour; an office may have many behind one address.
    "kalenteri": "120/m/ip",
    # Laying out a document is the dearest thing that anyone may ask for.
    "hakemisto_pdf": "60/h/ip",
}

# Security. The hash is the style element that the rich text editor (0.28) inserts.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
HTTPS = env.bool("HTTPS", not DEMO)
SECURE_SSL_REDIRECT = HTTPS
# Asked past the proxy, by name and without TLS.
SECURE_REDIRECT_EXEMPT = [r"^terveys/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31536000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
# The choice of language outlives the session and signing in or out.
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"

# Language and time
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("suomi")), ("sv", _("ruotsi")), ("en", _("englanti"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # Whole static faces for PDF; the split web fonts print wrong letters there.
    ("source-sans", BASE_DIR / "node_modules" / "source-sans" / "TTF"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Uploaded and rendered files are served only through views that check access: no MEDIA_URL.
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "var" / "media")
FILE_UPLOAD_PERMISSIONS = 0o600
LIITE_ENIMMAISKOKO = env.int("LIITE_ENIMMAISKOKO", 10 * 1024 * 1024)

# Mail: a server from the environment, or kept and shown at /hallinta/posti/ in the demo.
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "portaali@tyollisyysalue.example")
EMAIL_URL = env.str("EMAIL_URL", "")
# Returned mail comes here (envelope sender; without it to the sender of the mails), and is read from this mailbox:
# imaps://user:password@host/INBOX.
PALAUTUSOSOITE = env.str("PALAUTUSOSOITE", "")
PALAUTUSPOSTI_URL = env.str("PALAUTUSPOSTI_URL", "")
POSTI_SAILYTETAAN = DEMO and not EMAIL_URL
MAILERS: dict[str, dict[str, Any]]
if POSTI_SAILYTETAAN:
    MAILERS = {"default": {"BACKEND": "tyollisyysalue.posti.SailyttavaBackend"}}
else:
    _mail = env.dj_email_url("EMAIL_URL")
    MAILERS = {
        "default": {
            "BACKEND": _mail["EMAIL_BACKEND"],
            "OPTIONS": {
                "host": _mail["EMAIL_HOST"],
                "port": _mail["EMAIL_PORT"],
                "username": _mail["EMAIL_HOST_USER"],
                "password": _mail["EMAIL_HOST_PASSWORD"],
                "use_tls": _mail.get("EMAIL_USE_TLS", False),
                "use_ssl": _mail.get("EMAIL_USE_SSL", False),
                # Seconds; a server that does not answer must not hold the worker.
                "timeout": env.int("EMAIL_TIMEOUT", 30),
            },
        }
    }

# Whom the pages of an unexpected error tell to write to.
YLLAPIDON_OSOITE = env.str("YLLAPIDON_OSOITE", "")

# Addresses in mails and documents.
PORTAALIN_OSOITE = env.str("PORTAALIN_OSOITE", "http://localhost:8000").rstrip("/")

# Where statistics can be fetched, such as https://pxdata.stat.fi/PxWeb/api/v1/fi/StatFin/tyonv; empty is off.
PXWEB_OSOITE = env.str("PXWEB_OSOITE", "")

# Health, /terveys/valmius/: how late a job may be in seconds, and how many bytes must be free for files.
TERVEYS_TYON_MYOHASTYMINEN = env.int("TERVEYS_TYON_MYOHASTYMINEN", 10 * 60)
TERVEYS_VAPAA_TILA = env.int("TERVEYS_VAPAA_TILA", 1024**3)

# The log: JSON lines for a log collector, or in the demo messages alone for whoever looks at the console.
LOKI = env.str("LOKI", "rivi" if DEMO else "json", validate=validate.OneOf(["json", "rivi"]))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "tyollisyysalue.pyyntoloki.JsonMuotoilu"}, "rivi": {}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOKI,
            "stream": "ext://sys.stdout" if LOKI == "json" else "ext://sys.stderr",
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # They tell of every task registered in every process, and of every step of every document.
        "procrastinate": {"level": "WARNING"},
        "weasyprint.progress": {"level": "WARNING"},
        # Every letter of the font that it cuts for charts.
        "fontTools.subset": {"level": "WARNING"},
        # What is not found or not allowed stands in the request's own line.
        "django.request": {"level": "ERROR"},
        "tyollisyysalue.pyyntoloki": {"level": "INFO" if LOKI == "json" else "CRITICAL"},
    },
}
