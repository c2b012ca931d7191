"""Django settings. What an operator may change comes from `environment`; the rest is the same everywhere."""

from urllib.parse import urlsplit

from namsao.base.ui import fonts
from namsao.project import environment, secrets, sqlite

sqlite.install()

ENVIRONMENT = environment.read()
DATA = ENVIRONMENT.data
DEMO = ENVIRONMENT.demo
SITE_URL = ENVIRONMENT.site_url
RESOLVER_URL = ENVIRONMENT.resolver_url
GS1_PREFIX = ENVIRONMENT.gs1_prefix
IS_SECURE = SITE_URL.startswith("https://")

DEBUG = False
SECRET_KEY = secrets.read(DATA, "django.key").hex()
SERIALS_KEY = secrets.read(DATA, "serials.key")
MFA_KEY = secrets.read(DATA, "mfa.key")
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = [SITE_URL, RESOLVER_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_tables2",
    "namsao.base.ui",
    "namsao.base.audit",
    "namsao.base.jobs",
    "namsao.base.places",
    "namsao.base.parties",
    "namsao.base.accounts",
    "namsao.base.files",
    "namsao.base.keys",
    "namsao.base.work",
    # After our own, whose templates stand in the place of theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "namsao.apps.traceability",
    "namsao.apps.farms",
    "namsao.apps.products",
    "namsao.apps.evidence",
    "namsao.apps.labels",
    "namsao.apps.rating",
    "namsao.apps.scans",
    "namsao.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "namsao.project.middleware.content_security_policy",
    "namsao.project.middleware.second_factor_first",
    "namsao.project.middleware.refusals",
]

ROOT_URLCONF = "namsao.project.urls"
WSGI_APPLICATION = "namsao.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "namsao.project.menu.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "namsao.base.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "namsao.base.ui.forms.Renderer"
DJANGO_TABLES2_TEMPLATE = "ui/components/_table.html"

DATABASES = {"default": environment.database(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all web processes: wrong sign-ins are counted together, a one-time code works once.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA / "cache"}
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Note: Argon2 with Django's memory cost takes 0.2 s a sign-in; 19 MiB, t=2 is what OWASP asks (hashers.py).
PASSWORD_HASHERS = ["namsao.base.accounts.hashers.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "namsao.base.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 15},  # Source: NIST SP 800-63B-4, password alone
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "namsao.base.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
# Behind the proxy that https needs, the visitor's own address counts, not the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_SECURE else 0
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "60/m/ip"}
MFA_ADAPTER = "namsao.base.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "năm sao"
MFA_TOTP_TOLERANCE = 1  # a code typed as it changes, or on a slow line, still counts (RFC 6238, 5.2)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = urlsplit(SITE_URL).hostname == "localhost"
# Whether EPCIS subscriptions may call addresses inside this network.
CALLBACKS_TO_PRIVATE = ENVIRONMENT.callbacks_to_private
# In the demo a card signs in with a password alone; elsewhere staff need a second factor.
SECOND_FACTOR_REQUIRED = not DEMO

LANGUAGE_CODE = "vi"
LANGUAGES = [
    ("vi", "Tiếng Việt"),
    ("en", "English"),
    ("zh-hans", "简体中文"),
    ("ja", "日本語"),
    ("ko", "한국어"),
]
LOCALE_PATHS = [environment.Path(__file__).parent.parent / "locale"]
FORMAT_MODULE_PATH = ["namsao.base.ui.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# Numbers are grouped by the filters of base/ui; grouping everywhere would spoil ids in addresses.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [fonts.static_entry()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files are served from where the packages keep them: nothing to collect, nothing to forget.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
FILES_ROOT = DATA / "files"
SCANS_ROOT = DATA / "scans"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 << 20
# Without a mail server, and always in the demo, mail is only kept as files; messages then say so.
MAIL_LEAVES = ENVIRONMENT.mail is not None and not DEMO
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_LEAVES else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from
EMAIL_TIMEOUT = 20
if ENVIRONMENT.mail is not None:
    EMAIL_HOST, EMAIL_PORT = ENVIRONMENT.mail.host, ENVIRONMENT.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENVIRONMENT.mail.user, ENVIRONMENT.mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = ENVIRONMENT.mail.security == "tls", ENVIRONMENT.mail.security == "ssl"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = False  # the proxy in front does it; `namsao doctor` says so
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"namsao": {"level": "INFO"}},
}
