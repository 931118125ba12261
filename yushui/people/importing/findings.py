"""What a plan makes of every row, kept so that it can be read before anything is written."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from yushui.kernel.identifiers import masked_runs
from yushui.office.annotate import WHOLE_ROW
from yushui.office.values import column_letters, text_of, visible
from yushui.people import seals
from yushui.people.importing import bulk, testimony
from yushui.people.importing.columns import NAME
from yushui.people.importing.families import Home, Member
from yushui.people.importing.placing import Gazetteer
from yushui.people.importing.preparing import Prepared
from yushui.people.models import Finding, Roster


# The field, what is there, and what the row says instead; people read it, numbers masked.
Change = tuple[str, Any, Any]
Kind = Finding.Kind

_COLUMNS = ("uid", "roster_id", "row", "kind", "is_alike", "name", "person_key", "sealed")
_LONGEST_NAME = 40


class Found(NamedTuple):
    """A finding before it is sealed."""

    row: int
    kind: Kind
    name: str
    person: int | None = None
    is_alike: bool = False
    changes: Sequence[Change] = ()
    words: Sequence[Any] = ()  # why it is asked about, or what is wrong where


def write(roster: Roster, made: Prepared) -> None:
    """Keep what this plan says instead of what an earlier one said."""
    Finding.objects.filter(roster=roster).delete()
    seal = seals.finding_sealer(max(made.plan.rows, 1))

    def rows() -> Iterator[tuple[Any, ...]]:
        for one, uid in zip(_found(made), bulk.fresh_uids(), strict=False):
            told = {"changes": one.changes, "words": one.words}
            sealed = seal(uid, json.dumps(told, ensure_ascii=False, default=date.isoformat))
            yield uid, roster.pk, one.row, one.kind, one.is_alike, one.name, one.person, sealed

    bulk.insert(Finding, _COLUMNS, rows())


def _found(made: Prepared) -> Iterator[Found]:
    plan = made.plan
    for member in plan.new:
        yield Found(member.line.number, Kind.NEW, member.line.name, changes=_told(member))
    for member in plan.changed:
        yield _of_known(member, Kind.CHANGED, [*_changes(member, made.gazetteer)])
    for member in plan.same:
        yield _of_known(member, Kind.SAME, [])
    for member, candidates, _ in plan.asked:
        person, _, reasons = candidates[0]
        assert isinstance(person, int), "See `Candidates`."
        assert isinstance(reasons, list), "See `Candidates`."
        line = member.line
        yield Found(line.number, Kind.ASKED, line.name, person, words=reasons)
    yield from _wrong(made)


def _of_known(member: Member, kind: Kind, changes: list[Change]) -> Found:
    assert member.known is not None, "Only who is known can change or stay the same."
    line, alike = member.line, member.stays_home
    return Found(line.number, kind, line.name, member.known.pk, alike, changes)


def _told(member: Member) -> list[Change]:
    """Everything that is said of somebody new."""
    said = testimony.said_in(member.line) | testimony.numbers_in(member.line)
    return [(key, "", value) for key, value in said.items() if key != NAME]


def _changes(member: Member, gazetteer: Gazetteer) -> Iterator[Change]:
    person, home = member.known, member.home
    assert person is not None, "Only who is known can change."
    assert home is not None, "Only who is known can change."
    for key, new in member.changes.items():
        if key == "household":
            yield "household", "", new.code or new.head_name
        elif key == "id_index":
            yield "id_number", "", member.line.id_number
        elif key == "phone":
            yield key, seals.opened_phone(person.uid, person.phone_sealed), new
        else:
            yield key, getattr(person, key) or "", new
    if member.added:
        yield "categories", "", list(member.added)
    yield from _changes_of(home, gazetteer)


def _changes_of(home: Home, gazetteer: Gazetteer) -> Iterator[Change]:
    for key, new in home.changes.items():
        if key == "region_id":
            yield (
                "place",
                _name(gazetteer, home.known and home.known.region_id),
                _name(gazetteer, new),
            )
        else:
            yield _HOUSEHOLD.get(key, key), getattr(home.known, key), new


_HOUSEHOLD = {"code": "household_code"}


def _name(gazetteer: Gazetteer, key: int | None) -> str:
    node = gazetteer.nodes.get(key or 0)
    return node.name if node else ""


def _wrong(made: Prepared) -> Iterator[Found]:
    labels = {column.index: column.label for column in made.table.header.columns}
    at = made.mapping[NAME]
    assert at is not None, "Without a column for names nothing is planned."
    names = {
        number: masked_runs(visible(text_of(row[at])))[:_LONGEST_NAME]
        for number, row in made.table.rows
        if number in made.plan.problems
    }
    for number, problems in made.plan.problems.items():
        told = [
            ("整行" if index == WHOLE_ROW else f"{column_letters(index)} 列 {labels[index]}", words)
            for index, words in sorted(problems.items())
        ]
        yield Found(number, Kind.WRONG, names.get(number, ""), words=told)
