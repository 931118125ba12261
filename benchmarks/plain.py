"""A plain Django application whose one view stores two rows: what recording is measured against.

It has the middleware that `startproject` gives, and nothing of ours but the models: no rights, no
form, no list to tick off, no ledger, no trail.
"""

import os
from typing import Any


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yushui.settings")

from django.conf import settings


settings.ROOT_URLCONF = "benchmarks.plain_urls"
settings.MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

from yushui.wsgi import application as _application  # noqa: E402


application: Any = _application
