"""What an event was about, and its details, in words: codes are for programs.

The trail keeps codes, so that it can be read for ever; whatever nobody has a word for stays as it
was written.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps

from yushui.accounts.roles import ROLES, Family
from yushui.audit.models import Event
from yushui.funds.models import Way
from yushui.goods.findings import BY_CODE
from yushui.goods.models import Move, Signed
from yushui.merits import classes
from yushui.people import categories
from yushui.people.models import EndReason, Look, NumberSearch, PaperKind, Source, Status
from yushui.visits.lifecycle import Excuse


NAMES: Mapping[str, str] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
# What is no record: checks of the whole.
_WHOLES = {
    "audit": "审计记录",
    "ledger": "账目",
    "people": "人员状态",
    "person": "人员",
    "own_words": "本人心声",
}
_VALUES: Mapping[str, Callable[[str], str]] = {
    "role": lambda key: ROLES[key].label,
    "family": lambda key: Family(key).label,
    "excuse": lambda key: Excuse(key).label,
    "source": lambda key: Source(key).label,
    "field": dict([*NumberSearch.Field.choices, *Look.Field.choices]).__getitem__,
    "category": categories.label,
    "end_reason": lambda key: EndReason(key).label,
    "paper": lambda key: PaperKind(key).label,
    "status": lambda key: Status(key).label,
    "way": lambda key: Way(key).label,
    "finding": lambda key: BY_CODE[key].label,
    "move_kind": lambda key: Move(key).label,
    "signed_as": lambda key: Signed(key).label,
    "merit": classes.label,
    "move": {"stop_check": "核对", "stop_load": "导入"}.__getitem__,
}


def subject(event: Event) -> str:
    """As in 走访 12: what kind of record it is, and its number."""
    named = _model_name(event.subject) or _WHOLES.get(event.subject, event.subject)
    return f"{named} {event.subject_id}".strip()


def _model_name(label: str) -> str:
    app, _, name = label.partition(".")
    model = apps.all_models.get(app, {}).get(name)
    return str(model._meta.verbose_name) if model else ""


def details(event: Event) -> Iterator[tuple[str, str]]:
    """Each detail with its name, both in words."""
    for key, value in event.detail.items():
        yield NAMES.get(key, key), _told(event, key, value)


def _told(event: Event, key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_told(event, key, one) for one in value)
    if key == "fields":
        return _field_name(event.subject, str(value))
    try:
        return _VALUES.get(key, str)(value)
    except (KeyError, ValueError):
        return str(value)


def _field_name(label: str, name: str) -> str:
    """A column by what its form calls it."""
    app, _, model_name = label.partition(".")
    model = apps.all_models.get(app, {}).get(model_name)
    fields = {field.name: field for field in model._meta.get_fields()} if model else {}
    return str(getattr(fields.get(name), "verbose_name", name))
