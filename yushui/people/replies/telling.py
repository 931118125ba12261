"""What the register says otherwise of somebody than a row of a roster. Nothing is looked up here.

Silence is told both ways: what the sender left empty and the register knows is filled in, what the
sender wrote and an office deleted since is said to be deleted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from yushui.people import catalogue, categories, seals
from yushui.people.importing.columns import label_of
from yushui.people.importing.parsing import Line
from yushui.people.models import Person, Sex, SourceRecord, Status
from yushui.territory.models import Region


DELETED = "（已删去）"
NUMBERS = {"id_number": "people.person.id_sealed", "phone": "people.person.phone_sealed"}
# What is compared where the sender has a column for it, in the order of the details.
COMPARED = (
    "name", "sex", "birth_on", "id_number", "phone", "categories", "address", "head_name",
    "relation",
)  # fmt: skip


class Verdict(models.TextChoices):
    """What became of a row, the weightiest first."""

    DEAD = "dead", "已去世"
    MOVED_OUT = "moved_out", "已迁出"
    ENDED = "ended", "中止或取消优待"
    DOUBLE = "double", "重复"
    ABSENT = "absent", "上门没有找到"
    UNWANTED = "unwanted", "未采用"
    WRONG = "wrong", "有问题未导入"
    MOVED = "moved", "已搬迁"
    CORRECTED = "corrected", "有更正"
    FILLED = "filled", "有补充"


class Difference(NamedTuple):
    """One thing that is other than the sender wrote; from which source, of which day."""

    label: str
    old: str
    now: str
    source: str
    day: str


@dataclass(frozen=True)
class Entry:
    """A row of the roster with something to say of it; `cells` are the sender's own, put right."""

    row: int
    name: str
    verdict: str
    note: str
    cells: list[str]
    told: list[Difference] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(Verdict(self.verdict).label)

    @property
    def kept(self) -> dict[str, Any]:
        return asdict(self) | {"told": [list(one) for one in self.told]}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Entry":
        return cls(**dict(kept) | {"told": [Difference(*one) for one in kept["told"]]})


class Known(NamedTuple):
    """Somebody as the register has them, with what the sources said, the newest first."""

    person: Person
    records: Sequence[SourceRecord]


def standing_of(person: Person) -> tuple[Verdict, str] | None:
    """Whether somebody is no longer to be on the list, and since when by whose decision."""
    verdicts = {Status.DEAD: Verdict.DEAD, Status.MOVED: Verdict.MOVED_OUT}
    if person.status == Status.ALIVE:
        return None
    changes = [one for one in person.changes.all() if one.taken_back_at is None]
    last = max(changes, key=lambda one: (one.on, one.pk), default=None)
    grounds = [one for one in (last.decided_by, last.decision) if one] if last else []
    said = f"{person.get_status_display()}，自 {last.on.isoformat()} 起" if last else ""
    return verdicts.get(Status(person.status), Verdict.ENDED), "；".join([said, *grounds])


def differences(line: Line, known: Known, wanted: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Key, what the sender wrote and what stands, of every column the sender has."""
    said, now = of_line(line), of_person(known.person)
    for key in COMPARED:
        if key not in wanted or not _differs(key, line, known.person, said[key], now[key]):
            continue
        yield key, said[key], now[key] or DELETED


def _differs(key: str, line: Line, person: Person, said: str, now: str) -> bool:
    if key != "categories":
        return said != now
    held = {one.category for one in person.belongings.all() if one.until is None}
    implied = frozenset[str]().union(*(categories.closure(code) for code in held))
    # A list of veterans is silent about hardship: only what it says wrongly, or says nothing of.
    return not set(line.codes) <= implied or bool(held and not line.codes)


def of_line(line: Line) -> dict[str, str]:
    return {
        "name": line.name,
        "sex": _sex(line.sex),
        "birth_on": line.birth_on.isoformat() if line.birth_on else "",
        "id_number": line.id_number,
        "phone": line.phone,
        "categories": "、".join(map(categories.label, line.codes)),
        "address": line.address,
        "head_name": line.head_name,
        "relation": line.relation,
    }


def of_person(person: Person) -> dict[str, str]:
    held = [one.category for one in person.belongings.all() if one.until is None]
    return {
        "name": person.name,
        "sex": _sex(person.sex),
        "birth_on": person.birth_on.isoformat() if person.birth_on else "",
        "id_number": seals.id_card(person),
        "phone": seals.phone(person),
        "categories": "、".join(map(categories.label, categories.narrowest(held))),
        "address": person.household.address,
        "head_name": person.household.head_name,
        "relation": person.relation,
    }


def _sex(code: str) -> str:
    return str(Sex(code).label) if code in ("1", "2") else ""


def places(region: Region) -> dict[str, str]:
    """Where a family lives, as the columns of rosters have it."""
    above = region.parent
    county = above.parent if above else None
    named = {"village": region.name, "region_code": region.code}
    if above:
        named["township"] = above.name
    if county:
        named["county"] = county.name
    return named


def origin(key: str, known: Known) -> tuple[str, str]:
    """Which source said first what stands now, and when; else the clerk who keeps the file."""
    now = of_person(known.person).get(key, "")
    for record in known.records:
        if _said(key, record) == now:
            return str(record.get_source_display()), day_of(record.at)
    at = known.person.household.updated_at if key in _OF_HOUSEHOLD else known.person.updated_at
    return "家庭档案登记", day_of(at)


def day_of(at: datetime) -> str:
    return timezone.localdate(at).isoformat()


_OF_HOUSEHOLD = {"address", "head_name", "place"}


def _said(key: str, record: SourceRecord) -> str | None:
    if key in NUMBERS:
        return seals.numbers_of(record).get(key)
    value = record.said.get(key)
    if key == "sex" and value:
        return _sex(value)
    if key == "categories" and value:
        return "、".join(map(categories.label, categories.narrowest(value)))
    return None if value is None else str(value)


Masker = Callable[[str, str], str]


def masked(key: str, value: str) -> str:
    return catalogue.masked(NUMBERS[key], value) if key in NUMBERS and value != DELETED else value


def in_full(key: str, value: str) -> str:
    return value


def labelled(key: str) -> str:
    return "所在村（社区）" if key == "place" else label_of(key)
