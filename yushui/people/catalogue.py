"""The catalogue of personal data (个人信息目录): every field, what for, and how it is shown.

What is masked on a page is masked as the catalogue says; a field that is not in it fails the tests.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps

from yushui.kernel import secrets


MASKS: Mapping[str, Callable[[str], str]] = {
    "none": lambda value: value,
    "id_card": secrets.mask_id_card,
    "phone": secrets.mask_phone,
    "certificate": secrets.mask_certificate,
    "account": secrets.mask_bank_card,
    "hidden": lambda value: "",
}
# Whose every field is in the catalogue, or said to be plain.
APPS = (
    "people",
    "funds",
    "goods",
    "visits",
    "merits",
    "discipline",
    "audit",
    "accounts",
)
# What of an entry is a code, and stands in words in a table of its own.
TOLD = ("basis", "level", "mask", "retention", "who")


@dataclass(frozen=True)
class Entry:
    """Some fields of one model that are kept for the same purpose and shown the same way."""

    model: str
    fields: tuple[str, ...]
    label: str
    purpose: str
    basis: str
    level: str
    mask: str
    retention: str
    who: str

    @property
    def kept_in(self) -> str:
        """The record that holds it, as the offices call it."""
        app, _, name = self.model.partition(".")
        model = apps.get_app_config(app).models[name]
        owner = model._meta.auto_created  # of a many-to-many table
        return str((owner if isinstance(owner, type) else model)._meta.verbose_name)

    def told(self, kind: str) -> str:
        """What a code of this entry means, in words: `kind` is the name of the field."""
        words: str = _table()[kind][getattr(self, kind)]
        return words


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))


@cache
def entries() -> tuple[Entry, ...]:
    return tuple(Entry(**row | {"fields": tuple(row["fields"])}) for row in _table()["row"])


@cache
def _by_field() -> dict[str, Entry]:
    return {f"{one.model}.{field}": one for one in entries() for field in one.fields}


def of(field: str) -> Entry:
    """The entry of a field, named as in people.person.id_sealed."""
    return _by_field()[field]


def plain() -> frozenset[str]:
    """Fields that tell nothing of a person by themselves."""
    table = _table()["plain"]
    return frozenset(f"{model}.{field}" for model, fields in table.items() for field in fields)


def masked(field: str, value: str) -> str:
    """A value of the field as everybody may read it who sees the person."""
    return MASKS[of(field).mask](value) if value else ""
