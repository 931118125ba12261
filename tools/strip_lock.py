"""Takes every address out of package-lock.json, so that it names no registry and no other host.

npm needs none of them: it asks the registry it is set up with, and the integrity hashes decide.
"""

import json
import sys
from pathlib import Path
from typing import Any


LOCK = Path("package-lock.json")


def without_addresses(value: Any) -> Any:
    """The same document less `funding`, `resolved` and whatever else holds an address."""
    if isinstance(value, dict):
        kept = {key: without_addresses(below) for key, below in value.items() if key != "funding"}
        return {key: below for key, below in kept.items() if not _is_address(below)}
    if isinstance(value, list):
        return [without_addresses(below) for below in value if not _is_address(below)]
    return value


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and "://" in value


def main() -> int:
    document = json.loads(LOCK.read_text("utf-8"))
    text = json.dumps(without_addresses(document), indent=2, ensure_ascii=False) + "\n"
    LOCK.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
