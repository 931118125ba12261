"""Settings under test: the product's own, with a scratch home, a fast password hash and no queue.

Nothing of the developer's own installation shows through: the environment is put in order before
the product's settings read it. Only YUSHUI_DATABASE is kept, as `make test` sets it.
"""

import os
import sys
import tempfile
from pathlib import Path


# One folder a run, which tests/conftest.py removes; below it, one home a worker. Tools that only
# look at the settings, as mypy does, share one and leave nothing more behind.
_own = os.getpid() if "pytest" in sys.modules else f"tools-{os.getuid()}"
RUN = os.environ.setdefault(
    "YUSHUI_TEST_RUN", str(Path(tempfile.gettempdir()) / f"yushui-test-{_own}")
)
_KEPT = {"YUSHUI_DATABASE", "YUSHUI_NODE_MODULES", "YUSHUI_TEST_RUN"}
for _name in [name for name in os.environ if name.startswith("YUSHUI_") and name not in _KEPT]:
    del os.environ[_name]
os.environ["YUSHUI_HOME"] = str(Path(RUN) / os.environ.get("PYTEST_XDIST_WORKER", "main"))
os.environ["YUSHUI_SECRET_KEY"] = "only-for-tests-" * 4
os.environ["YUSHUI_DATABASE_POOL"] = "0"

from yushui.settings import *  # noqa: E402, F403, TID251
from yushui.settings import DATABASES, HOME  # noqa: E402, TID251


PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in the product: locks between threads behave as they will there. It need not
    # survive a power cut, so nothing waits for the disc.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
# Pages under test find their static files where they are written, without collecting them first.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
