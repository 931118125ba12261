"""A database and a file store that are gone when the block ends, whatever is installed here."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.test.utils import override_settings

from yushui import environment
from yushui.kernel.keys import FileKeys


@contextmanager
def installation() -> Iterator[Path]:
    """Point the default database, files and keys at a scratch folder, migrated and empty."""
    folder = Path(tempfile.mkdtemp(prefix="yushui-tour-"))
    kept = connections["default"]
    fresh = environment.database(
        "", sqlite_path=folder / "tour.sqlite3", sqlite_version=sqlite3.sqlite_version_info
    )
    FileKeys.create(folder / "keys.json")
    connections["default"] = connections.create_connection("default")
    connections["default"].settings_dict.update(fresh)
    try:
        with override_settings(YUSHUI_FILES=folder / "files", YUSHUI_KEYS=folder / "keys.json"):
            call_command("migrate", verbosity=0, interactive=False)
            yield folder
    finally:
        connections["default"].close()
        connections["default"] = kept
        shutil.rmtree(folder, ignore_errors=True)
