"""Settings of the workbench; what differs between installations comes from the environment.

docs/operations.md lists the variables. `environment.py` reads them.
"""

import os
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF

from workbench import environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENV = os.environ

DATA = environment.data_folder(ENV, BASE_DIR)
DATABASES = {"default": environment.database(ENV, DATA)}
EMBEDDED = DATABASES["default"]["ENGINE"].endswith("sqlite3")
SECRET_KEY = environment.secret_key(ENV, DATA, embedded=EMBEDDED)
DEBUG = environment.flag(ENV, "DEBUG")
HTTPS = environment.flag(ENV, "HTTPS")
PORT = environment.number(ENV, "PORT", 8000)
PRETAG_TAGGER = environment.tagger(ENV)
FETCH = environment.fetching(ENV)
# The loop-back names stay allowed for health checks from inside the container.
ALLOWED_HOSTS = [*environment.words(ENV, "ALLOWED_HOSTS"), "localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "annotations.apps.AnnotationsConfig",
    "workbench",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "workbench.static_files.Collected",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
]
MIDDLEWARE = [
    "workbench.middleware.RequestIds",
    "workbench.middleware.ReadOut",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "workbench.compression.PageCompression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "workbench.languages.ReadersLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "workbench.urls"
WSGI_APPLICATION = "workbench.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "annotations.web.appearance.appearance",
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and log-in
AUTH_USER_MODEL = "annotations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "workbench.accounts.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "核真"
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number(ENV, "TRUSTED_PROXIES", 1 if HTTPS else 0)
SESSION_COOKIE_AGE = 12 * 3600

# Transport. Plain http works on the loop-back address; HTTPS=1 says that a proxy in front speaks
# TLS and sets X-Forwarded-Proto.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# 500,000 Chinese characters in a form take 4.5 MB; the API's own limit (4 MB) is stricter.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 2**20

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(ENV.get("STATIC_ROOT") or DATA / "static")
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "workbench.static_files.ModuleStorage"},
}

# The cache holds log-in attempts only; it may be lost at any time.
REDIS_URL = environment.value_or_file(ENV, "REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "workbench.cache.ForgivingRedis",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "workbench",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.8},
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Mail: by SMTP when a host is named; the embedded mode keeps letters as files.
EMAIL_HOST = ENV.get("EMAIL_HOST", "")
EMAIL_PORT = environment.number(ENV, "EMAIL_PORT", 25)
EMAIL_HOST_USER = ENV.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = environment.value_or_file(ENV, "EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = environment.flag(ENV, "EMAIL_USE_TLS")
EMAIL_TIMEOUT = 5
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
DEFAULT_FROM_EMAIL = ENV.get("DEFAULT_FROM_EMAIL", "workbench@localhost")

LOGGING_CONFIG = "workbench.logs.configure"
LOGGING = {"level": ENV.get("LOG_LEVEL", "INFO").upper(), "everything": DEBUG}

# How long somebody waits for an uploaded file to be read before the worker takes over
READ_SECONDS = 1.5

# How often an open article asks what colleagues did
PULSE_SECONDS = environment.number(ENV, "PULSE_SECONDS", 10)
NO_DEMO = environment.flag(ENV, "NO_DEMO")

# The API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # Keys first: with sessions first DRF answers a missing log-in with 403 instead of 401.
        "annotations.api.authentication.KeyAuthentication",
        "annotations.api.authentication.BrowserSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["annotations.api.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["annotations.api.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "annotations.api.problems.handler",
    # ``?format=`` belongs to the export, not to content negotiation.
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "核真 API",
    "DESCRIPTION": "新闻编辑部的标注与事实核查工作台",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Several things have a kind or a state; each set of words gets a name of its own in the schema.
    "ENUM_NAME_OVERRIDES": {
        "CorrectionKindEnum": "annotations.vocabulary.CorrectionKind.choices",
        "CorrectionStateEnum": "annotations.vocabulary.CorrectionState.choices",
        "RunKindEnum": ["equal", "insert", "delete"],
    },
}

# Background work: hints travel through the broker, the Job row is the truth (see docs/architecture.md)
_BROKER = environment.broker(ENV, DATA)
CELERY_BROKER_URL = _BROKER["url"]
CELERY_BROKER_TRANSPORT_OPTIONS = _BROKER["options"]
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "annotations.sweep", "schedule": 3.0, "options": {"expires": 10}},
    "passages": {
        "task": "annotations.look_for_uncut_passages",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "forget": {"task": "annotations.forget_old_answers", "schedule": crontab(hour=4, minute=10)},
    "staleness": {"task": "annotations.settle_staleness", "schedule": crontab(hour=0, minute=20)},
    # Every day, so that a worker that was off on the 1st catches up; a month is drawn once all the same.
    "rechecks": {"task": "annotations.draw_rechecks", "schedule": crontab(hour=4, minute=40)},
}
