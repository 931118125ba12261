"""Finds the front-end packages that npm installed: the named files only, never a whole package."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core import checks
from django.core.files.storage import FileSystemStorage, Storage


# Address below the static root → file below node_modules.
FILES = {
    "vendor/bootstrap.css": "bootstrap/dist/css/bootstrap.min.css",
    "vendor/bootstrap.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "vendor/echarts.js": "echarts/dist/echarts.common.min.js",
}


class NodePackages(BaseFinder):
    """A staticfiles finder over `FILES`."""

    def check(self, **_: Any) -> list[checks.CheckMessage]:
        folder = Path(settings.NODE_MODULES)
        missing = [source for source in FILES.values() if not (folder / source).is_file()]
        if not missing:
            return []
        return [
            checks.Warning(
                f"前端包没有装全，缺少 {'、'.join(missing)}。",
                hint=f"运行 make install；装在别处的，用 YUSHUI_NODE_MODULES 指明，现为 {folder}。",
                id="web.W001",
            )
        ]

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        source = FILES.get(path)
        found = Path(settings.NODE_MODULES) / source if source else None
        if found is None or not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for address, source in FILES.items():
            found = Path(settings.NODE_MODULES) / source
            if found.is_file():
                yield address, _Renamed(found, address)


class _Renamed(FileSystemStorage):
    """One file under the address it is served at."""

    def __init__(self, file: Path, address: str) -> None:
        super().__init__(location=file.parent)
        self.file, self.address, self.prefix = file, address, ""

    def path(self, name: str) -> str:
        return str(self.file) if name == self.address else super().path(name)
