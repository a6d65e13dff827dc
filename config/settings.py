"""All settings in one file; what differs per installation comes from the environment (docs/settings.md)."""

from datetime import timedelta
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from config.accounts import *  # noqa: F403
from config.api import *  # noqa: F403
from config.identity_providers import identity_providers
from config.schedule import SCHEDULE
from config.secrets import own_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
SECRET_KEY = env.str("SECRET_KEY", default="") or own_secret(VAR_DIR / "secret_key")
REGION = env.str("REGION", default="keyport")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "reference",
    "profiles",
    "vacancies",
    "placements",
    "monitoring",
    "api",
    "web",
]
MIDDLEWARE = [
    "config.clockwork.keep_time",
    "django.middleware.security.SecurityMiddleware",
    "config.headers.say_what_browsers_may",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "profiles.second_factor.hold_to_session",
    "allauth.account.middleware.AccountMiddleware",
    "profiles.access_log.keep_access_log",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "web.patience.Patience",
    "config.entering.Door",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'stagepoort.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 3,
        "options": "-c statement_timeout=5000 -c lock_timeout=2000"
        if env.bool("WEB_PROCESS", default=False)
        else "-c statement_timeout=300000 -c lock_timeout=2000",
    }

# Work
CELERY_BROKER_URL = env.str("BROKER_URL", default="")
CLOCK_IN_PROCESS = env.bool("CLOCK_IN_PROCESS", default=not CELERY_BROKER_URL)
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
READ_WORDS_LATER = bool(CELERY_BROKER_URL) and env.bool("WEB_PROCESS", default=False)
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900} if CELERY_BROKER_URL.startswith("redis") else {}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_RESULT_BACKEND = env.str("RESULT_URL", default="") or None

# The access log (profiles/access_log.py): seconds that rows may wait; 0 writes them once an answer has gone.
IS_EMBEDDED = DATABASES["default"]["ENGINE"].endswith("sqlite3")
ACCESS_LOG_SECONDS: float | None = env.float("ACCESS_LOG_SECONDS", default=0 if IS_EMBEDDED else 2)
ACCESS_LOG_ROWS = env.int("ACCESS_LOG_ROWS", default=5000)

# How long personal data stays (profiles/periods.py, docs/privacy.md): so many months or days
RETENTION = {
    "hidden": (env.int("RETAIN_HIDDEN_MONTHS", default=6), "months"),
    "warned": (env.int("RETAIN_WARNED_MONTHS", default=11), "months"),
    "erased": (env.int("RETAIN_ERASED_MONTHS", default=12), "months"),
    "declined": (env.int("RETAIN_DECLINED_DAYS", default=28), "days"),
    "invitation": (env.int("RETAIN_INVITATION_DAYS", default=30), "days"),
    "token": (env.int("RETAIN_TOKEN_DAYS", default=30), "days"),
    "outbox": (env.int("RETAIN_NOTIFICATION_DAYS", default=30), "days"),
    "access": (env.int("RETAIN_ACCESS_MONTHS", default=12), "months"),
    "report": (env.int("RETAIN_REPORT_MONTHS", default=12), "months"),
}
TOMBSTONE_FILE = Path(env.str("TOMBSTONE_FILE", default=str(VAR_DIR / "tombstones.csv")))

# Whom people write to about their data, and finders of a weakness (/.well-known/security.txt)
PRIVACY_CONTACT = env.str("PRIVACY_CONTACT", default="")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
SECURITY_TXT_EXPIRES = env.str("SECURITY_TXT_EXPIRES", default="")

# How often somebody may ask (profiles/limiting.py)
RATE_LIMIT_URL = env.str(
    "RATE_LIMIT_URL", default=CELERY_BROKER_URL if CELERY_BROKER_URL.startswith("redis") else ""
)
RATE_LIMITS = {
    "sign-in": env.str("RATE_SIGN_IN", default="200/minute"),
    "sign-in-account": env.str("RATE_SIGN_IN_ACCOUNT", default="5/minute"),
    "mailed-codes": env.str("RATE_MAILED_CODES", default="5/15 minutes"),
    "second-factor": env.str("RATE_SECOND_FACTOR", default="5/minute"),
    "second-factor-day": env.str("RATE_SECOND_FACTOR_DAY", default="30/day"),
    "one-time-code": "1/3 minutes",  # longer than the code of an app is accepted
    "account": env.str("RATE_ACCOUNT", default="600/minute"),
    "address": env.str("RATE_ADDRESS", default="6000/minute"),
    "writes": env.str("RATE_WRITES", default="120/minute"),
    "address-writes": env.str("RATE_ADDRESS_WRITES", default="600/minute"),
    "exports": env.str("RATE_EXPORTS", default="10/hour"),
    "links": env.str("RATE_LINKS", default="100/hour"),
    "messages": env.str("RATE_MESSAGES", default="30/hour"),
    "reports": env.str("RATE_REPORTS", default="10/day"),
    "check-ins": env.str("RATE_CHECK_INS", default="60/hour"),
    "guardian-mails": env.str("RATE_GUARDIAN_MAILS", default="5/day"),
    "mails-by-sender": env.str("RATE_MAILS_BY_SENDER", default="300/day"),
    "mails-to-address": env.str("RATE_MAILS_TO_ADDRESS", default="5/hour"),
    "tries-by-code": env.str("RATE_TRIES_BY_CODE", default="10/day"),
}
# Where one process does everything, it can count by itself.
SEVERAL_PROCESSES = bool(CELERY_BROKER_URL or env.int("WEB_CONCURRENCY", default=1) > 1 or not IS_EMBEDDED)

# People
AUTH_USER_MODEL = "profiles.User"
AUTHENTICATION_BACKENDS = ["profiles.signing_in.PasswordBackend"]
PASSWORD_HASHERS = ["profiles.hashing.Argon2id", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Signing in
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": identity_providers(env.str("IDENTITY_PROVIDERS", default=""))}
}
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=not DEBUG)
SECOND_FACTOR_FRESH = timedelta(hours=env.int("SECOND_FACTOR_FRESH_HOURS", default=12))
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "home"
CONSENT_AGE = env.int("CONSENT_AGE", default=16)
GUARDIAN_LINKS_LIVE = timedelta(days=env.int("GUARDIAN_LINK_DAYS", default=7))
GUARDIAN_ANSWERS_WITHIN = timedelta(days=env.int("GUARDIAN_ANSWER_DAYS", default=30))
SESSION_ENGINE = "profiles.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEBUG
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

# Mail and the links in it
LINKS_LIVE = timedelta(days=env.int("LINKS_LIVE_DAYS", default=7))
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}"))
if globals()["EMAIL_BACKEND"].endswith(".filebased.EmailBackend"):
    EMAIL_BACKEND = "profiles.mail_files.EmailBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Stagepoort <noreply@localhost>")

# Telling people (profiles/notifying.py): the hour of daily mails, and how long one sends alone at first
DIGEST_HOUR = env.int("DIGEST_HOUR", default=7)
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=600)

# What employers see
FEWEST_ALIKE = env.int("FEWEST_ALIKE", default=5)
CARDS_OPENED_PER_DAY = env.int("CARDS_OPENED_PER_DAY", default=50)
OPEN_INVITATIONS_PER_VACANCY = env.int("OPEN_INVITATIONS_PER_VACANCY", default=10)
ANSWER_WITHIN_SCHOOL_DAYS = env.int("ANSWER_WITHIN_SCHOOL_DAYS", default=10)
CONFIRM_WITHIN_SCHOOL_DAYS = env.int("CONFIRM_WITHIN_SCHOOL_DAYS", default=3)
TALK_WITHIN_DAYS = env.int("TALK_WITHIN_DAYS", default=60)
EVENT_WITHIN_DAYS = env.int("EVENT_WITHIN_DAYS", default=730)
CHECK_IN_OPENS_MINUTES = env.int("CHECK_IN_OPENS_MINUTES", default=60)
CHECK_IN_CLOSES_MINUTES = env.int("CHECK_IN_CLOSES_MINUTES", default=120)
REMIND_SCHOOL_DAYS = env.list("REMIND_SCHOOL_DAYS", cast=int, default=[3, 1])

# Language and time
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = not DEBUG
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [("web/examples", BASE_DIR / "docs" / "examples")]
FILE_UPLOAD_HANDLERS = ["config.uploads.AskedFile"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "config.log_lines.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_secrets"]}},
    "loggers": {
        "django": {"handlers": []},  # its own would write each line once more, and all of it
        "fontTools": {"level": "WARNING"},  # tells each table of each font that it cuts down
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
