"""What a source said of a person, as a page shows it: labels in words, numbers masked."""

from dataclasses import dataclass
from datetime import date

from yushui.people import categories, seals
from yushui.people.models import Cause, Sex, SourceRecord
from yushui.web import formats
from yushui.web.people.facts import LABELS, masked


@dataclass(frozen=True)
class Told:
    """One source's words; `facts` are labels with what was said of them."""

    record: SourceRecord
    origin: str
    facts: list[tuple[str, str]]


def told(record: SourceRecord) -> Told:
    said = record.said | seals.numbers_of(record)
    facts = [(label, shown(key, said[key])) for key, label in LABELS.items() if key in said]
    origin = f"{record.roster.name} 第 {record.row} 行" if record.roster else ""
    return Told(record, origin, facts)


def shown(key: str, value: str | list[str]) -> str:
    """A value in words, masked if it is a number; what is empty was deleted."""
    if isinstance(value, list):
        return "、".join(map(categories.label, value))
    if not value:
        return "（已删去）"
    if key == "birth_on":
        return formats.day(date.fromisoformat(value))
    if key == "cause":
        return str(Cause(value).label)
    if key == "sex":
        return str(Sex(value).label)
    return masked(key, value)
