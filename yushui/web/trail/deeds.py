"""What the kinds of events are called on a page."""

import tomllib
from pathlib import Path


def _read(path: Path) -> dict[str, str]:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        f"{app}.{verb}": label for app, verbs in tables.items() for verb, label in verbs.items()
    }


LABELS = _read(Path(__file__).with_name("deeds.toml"))


def label(kind: str) -> str:
    return LABELS.get(kind, kind)


def matching(text: str) -> list[str]:
    """Kinds whose name or code contains `text`."""
    found = [kind for kind, named in LABELS.items() if text in named or text in kind]
    return found or [text]
