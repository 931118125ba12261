"""Settings: every value comes from the environment, with a default for one small installation."""

import sqlite3
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from yushui import environment as env


BASE = Path(__file__).resolve().parent
HOME = env.home()

# "embedded": one machine, own secrets, loopback only. "production": nothing is guessed.
PROFILE = env.text("YUSHUI_PROFILE", "embedded")
if PROFILE not in {"embedded", "production"}:
    raise ImproperlyConfigured("YUSHUI_PROFILE 只能是 embedded 或 production。")
IS_PRODUCTION = PROFILE == "production"

YUSHUI_KEYS = Path(env.text("YUSHUI_KEYS") or HOME / "keys.json")
if not IS_PRODUCTION:
    env.own_keys(YUSHUI_KEYS, home=HOME)

DEBUG = env.flag("YUSHUI_DEBUG")
SECRET_KEY = env.text("YUSHUI_SECRET_KEY") or (
    "" if IS_PRODUCTION else env.own_secret(HOME / "secret-key")
)
ALLOWED_HOSTS = env.words("YUSHUI_HOSTS", "" if IS_PRODUCTION else "127.0.0.1 localhost [::1]")
HAS_TLS = env.flag("YUSHUI_TLS", default=IS_PRODUCTION)
ISOLATED_HTTP = env.text("YUSHUI_ISOLATED_HTTP")
IS_HTTP_ACCEPTED = ISOLATED_HTTP == "I_ACCEPT"
if IS_PRODUCTION:
    env.refuse_unsafe(
        debug=DEBUG,
        secret_key=SECRET_KEY,
        hosts=ALLOWED_HOSTS,
        has_tls=HAS_TLS,
        isolated_http=ISOLATED_HTTP,
    )

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "axes",
    "csp",
    "yushui.audit",
    "yushui.jobs",
    "yushui.files",
    "yushui.territory",
    "yushui.accounts",
    "yushui.notices",
    "yushui.campaigns",
    "yushui.ledger",
    "yushui.people",
    "yushui.funds",
    "yushui.goods",
    "yushui.visits",
    "yushui.merits",
    "yushui.discipline",
    "yushui.filings",
    "yushui.demonstration",
    "yushui.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yushui.web.middleware.NameRequest",
    "yushui.web.middleware.KeepNothing",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "yushui.web.middleware.RefuseHugeBodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "yushui.web.middleware.SessionLimits",
    "yushui.web.middleware.Policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "yushui.web.middleware.ReadOnlyGet",
]
ROOT_URLCONF = "yushui.urls"
WSGI_APPLICATION = "yushui.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yushui.web.context.page",
            ],
            "builtins": [
                "django.templatetags.static",
                "yushui.web.templatetags.yushui",
            ],
        },
    }
]

FORM_RENDERER = "yushui.web.forms.Renderer"
CSRF_FAILURE_VIEW = "yushui.web.errors.csrf"

DATABASES = {
    "default": env.database(
        env.text("YUSHUI_DATABASE"),
        sqlite_path=HOME / "yushui.sqlite3",
        sqlite_version=sqlite3.sqlite_version_info,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["yushui.accounts.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "web:login"
LOGIN_REDIRECT_URL = "web:home"
LOGOUT_REDIRECT_URL = "web:login"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
# Seconds between the clock of a demonstration and the real one; nothing else sets it.
YUSHUI_CLOCK_OFFSET = 0 if IS_PRODUCTION else env.kept_number(HOME / "clock-offset")

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "yushui.web.assets.NodePackages",
]
NODE_MODULES = Path(env.text("YUSHUI_NODE_MODULES") or BASE.parent / "node_modules")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "yushui.web.storage.FingerprintedStorage"},
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HAS_TLS
SESSION_COOKIE_NAME = "__Host-session" if HAS_TLS else "yushui-session"
CSRF_COOKIE_SECURE = HAS_TLS
CSRF_COOKIE_NAME = "__Host-csrf" if HAS_TLS else "yushui-csrf"
SECURE_SSL_REDIRECT = False  # the gateway in front ends TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HAS_TLS else None
SECURE_HSTS_SECONDS = 31536000 if HAS_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HAS_TLS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # the redirect to HTTPS is the gateway's
    "security.W021",  # offices' own hosts are in no browser's preload list
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Idle and absolute limits of a session, in seconds.
YUSHUI_SESSION_IDLE = env.number("YUSHUI_SESSION_IDLE", 30 * 60)
YUSHUI_SESSION_ABSOLUTE = env.number("YUSHUI_SESSION_ABSOLUTE", 12 * 60 * 60)

# Lock the pair of account and address, never an account alone: else anyone could lock anyone out.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS: list[str] = ["username", "ip_address"]
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "yushui.web.sessions.views.locked_out"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Where lists of people are compared: "duckdb" in this process, or the master of a Spark cluster.
YUSHUI_MATCHING = env.matching("YUSHUI_MATCHING")

YUSHUI_FILES = Path(env.text("YUSHUI_FILES") or HOME / "files")
# Largest upload of one file, in bytes (security.md C-41).
YUSHUI_UPLOAD_LIMIT = env.number("YUSHUI_UPLOAD_LIMIT", 20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("YUSHUI_LOG_LEVEL", "WARNING")},
}
