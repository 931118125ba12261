"""Settings under test: the product's own, with a scratch home and a fast password hash."""

import os
import tempfile


os.environ.setdefault("YUSHUI_HOME", tempfile.mkdtemp(prefix="yushui-test-"))

from yushui.settings import *  # noqa: E402, F403


PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DATABASES["default"].setdefault("TEST", {})  # noqa: F405
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
