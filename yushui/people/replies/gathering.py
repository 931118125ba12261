"""Reading a roster's file again beside the register: every row there is something to say of."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import masked_runs
from yushui.office.values import text_of
from yushui.people import seals
from yushui.people.importing.columns import PLACES, Row, Table, open_table
from yushui.people.importing.parsing import Line, Parser
from yushui.people.importing.placing import Gazetteer
from yushui.people.importing.planning import DEAD
from yushui.people.lifecycle import QuestionState
from yushui.people.models import Finding, Person, Reply, Roster, SourceRecord
from yushui.people.replies import telling
from yushui.people.replies.telling import Difference, Entry, Known, Masker, Verdict


AT_ONCE = 500
_ONE_ROW = "只留一行"  # what is said of the second of two rows that are one person

# By household: that nobody was found there, in words. Whoever knows is above and hands it in.
Absences = Callable[[Collection[int]], Mapping[int, str]]


def nobody_absent(households: Collection[int]) -> Mapping[int, str]:
    return {}


@dataclass
class Content:
    """A reply before it is sealed."""

    labels: list[list[str]]  # of the sender's columns, outermost first
    entries: list[Entry] = field(default_factory=list)
    compared: int = 0  # rows of persons that were looked at
    shown: list[tuple[int, str]] = field(default_factory=list)  # whose number stands in full

    @property
    def outcome(self) -> dict[str, int]:
        return {"compared": self.compared, **Counter(one.verdict for one in self.entries)}


def gather(roster: Roster, *, absences: Absences, is_in_full: bool) -> Content:
    return _Gathering(roster, absences, is_in_full).gather()


class _Gathering:
    """A reply while it is being put together."""

    def __init__(self, roster: Roster, absences: Absences, is_in_full: bool) -> None:
        self.roster, self.absences, self.is_in_full = roster, absences, is_in_full
        self.table: Table = open_table(roster.file_name, roster.file.read())
        self.at = {i: key for key, i in roster.mapping.items() if i is not None}
        self.rows: dict[int, Row] = dict(self.table.rows)
        lines, _ = Parser(roster.mapping, clock.today()).parse(self.table.rows)
        self.lines = {line.number: line for line in lines}
        self.gazetteer = Gazetteer.of(roster.unit.region)
        self.first: dict[int, int] = {}  # row in which a person stands first
        self.made = Content([list(one.path) for one in self.table.header.columns])

    def gather(self) -> Content:
        persons = _persons(self.roster)
        self.made.entries = [*self._of_persons(persons), *self._unwanted(), *self._wrong()]
        self.made.entries.sort(key=lambda one: one.row)
        self.made.compared = len(persons)
        return self.made

    def _of_persons(self, persons: Mapping[int, int]) -> Iterator[Entry]:
        listed = sorted(persons.items())
        for start in range(0, len(listed), AT_ONCE):
            part = listed[start : start + AT_ONCE]
            known = _known({person for _, person in part})
            absent = self.absences({one.person.household_id for one in known.values()})
            for row, person in part:
                if row in self.lines and (entry := self._of(row, known[person], absent)):
                    yield entry

    def _of(self, row: int, known: Known, absent: Mapping[int, str]) -> Entry | None:
        line, person = self.lines[row], known.person
        first = self.first.setdefault(person.pk, row)
        verdict, note = self._verdict(row, first, person, absent)
        if verdict in (Verdict.DEAD, Verdict.DOUBLE):
            return self._entry(row, line.name, verdict, note)
        told, put = self._told(line, known)
        if verdict is None and not told:
            return None
        return self._entry(row, line.name, verdict or _weighed(told), note, told=told, put=put)

    def _verdict(
        self, row: int, first: int, person: Person, absent: Mapping[int, str]
    ) -> tuple[Verdict | None, str]:
        if first != row:
            return Verdict.DOUBLE, f"与第 {first} 行是同一人"
        if standing := telling.standing_of(person):
            return standing
        if person.household_id in absent:
            return Verdict.ABSENT, absent[person.household_id]
        return None, ""

    def _told(self, line: Line, known: Known) -> tuple[list[Difference], dict[str, str]]:
        """What is told of somebody, and what the sender's cells are to say instead."""
        told, put = [], dict[str, str]()
        for key, old, now in telling.differences(line, known, [*self.at.values()]):
            show = self._shown(key, now, known.person)
            source, day = telling.origin(key, known)
            now = show(key, now)
            told.append(
                Difference(telling.labelled(key), telling.masked(key, old), now, source, day)
            )
            put[key] = "" if now == telling.DELETED else now
        if moved := self._moved(line, known):
            told.append(moved)
            put |= telling.places(known.person.household.region)
        return told, put

    def _shown(self, key: str, now: str, person: Person) -> Masker:
        """In full only what the sender does not have; each is a look at the person's number."""
        if not self.is_in_full or key not in telling.NUMBERS or now == telling.DELETED:
            return telling.masked
        self.made.shown.append((person.pk, key))
        return telling.in_full

    def _moved(self, line: Line, known: Known) -> Difference | None:
        """Where the row's place is another than the family's, or no longer called so."""
        if not {*PLACES, "region_code"} & {*self.at.values()}:
            return None
        region = known.person.household.region
        try:
            if self.gazetteer.place(line.places, line.region_code, line.address).pk == region.pk:
                return None
        except RuleViolation:
            if region.name in "".join(line.places):
                return None
        now = "".join(one.name for one in (region.parent, region) if one)
        source, day = telling.origin("place", known)
        old = "".join(line.places) or line.region_code
        return Difference(telling.labelled("place"), old, now, source, day)

    def _unwanted(self) -> Iterator[Entry]:
        withdrawn = self.roster.questions.filter(state=QuestionState.WITHDRAWN)
        for question in withdrawn:
            day = telling.day_of(question.settled_at) if question.settled_at else ""
            note = f"核对后没有采用，{question.settled_by_name}，{day}"
            yield self._entry(question.row, question.name, Verdict.UNWANTED, note)

    def _wrong(self) -> Iterator[Entry]:
        for row, name, sentences in _refused(self.roster):
            note = "；".join(one.rstrip("。") for one in sentences)
            yield self._entry(row, name or self._name(row), _of_refusal(sentences), note)

    def _name(self, row: int) -> str:
        at = self.roster.mapping.get("name")
        return masked_runs(text_of(self.rows[row][at])) if at is not None else ""

    def _entry(
        self,
        row: int,
        name: str,
        verdict: Verdict,
        note: str,
        *,
        told: Iterable[Difference] = (),
        put: Mapping[str, str] | None = None,
    ) -> Entry:
        cells = [self._cell(row, one.index, put or {}) for one in self.table.header.columns]
        return Entry(row, name, verdict.value, note, cells, list(told))

    def _cell(self, row: int, index: int, put: Mapping[str, str]) -> str:
        key = self.at.get(index, "")
        if key in put:
            return put[key]
        text = text_of(self.rows[row][index])
        return text if key in ("region_code", "household_code") else masked_runs(text)


def _persons(roster: Roster) -> dict[int, int]:
    """Who each row is, as they are known now: a merge takes what was said along."""
    said = SourceRecord.objects.filter(roster=roster, pk__gt=roster.written.get("after", 0))
    return {row: person for row, person in said.order_by("pk").values_list("row", "person") if row}


def _known(keys: Collection[int]) -> dict[int, Known]:
    records: dict[int, list[SourceRecord]] = defaultdict(list)
    for record in SourceRecord.objects.filter(person__in=keys).for_listing():
        records[record.person_id].append(record)
    persons = Person.objects.filter(pk__in=keys).select_related("household__region__parent__parent")
    found = persons.prefetch_related("belongings", "changes")
    return {one.pk: Known(one, records[one.pk]) for one in found}


def _refused(roster: Roster) -> Iterator[tuple[int, str, list[str]]]:
    """Rows that did not go in, with why: all of them where they were kept, else the first."""
    wrong = list(Finding.objects.filter(roster=roster, kind=Finding.Kind.WRONG).for_listing())
    for one in wrong:
        words = json.loads(seals.opened_finding(one))["words"]
        yield one.row, one.name, [sentence for _, sentence in words]
    if not wrong:
        told: dict[int, list[str]] = defaultdict(list)
        for row, _, sentence in roster.problems:
            told[row].append(sentence)
        for row, sentences in told.items():
            yield row, "", sentences


def _of_refusal(sentences: Collection[str]) -> Verdict:
    if DEAD in sentences:
        return Verdict.DEAD
    is_twin = any(_ONE_ROW in sentence for sentence in sentences)
    return Verdict.DOUBLE if is_twin else Verdict.WRONG


def _weighed(told: Iterable[Difference]) -> Verdict:
    told = list(told)
    if any(one.label == telling.labelled("place") for one in told):
        return Verdict.MOVED
    return Verdict.CORRECTED if any(one.old for one in told) else Verdict.FILLED


def opened(reply: Reply) -> tuple[list[list[str]], list[Entry]]:
    """The sender's columns, and every row there is something to say of."""
    told = json.loads(seals.opened_reply(reply))
    return told["labels"], [Entry.of(one) for one in told["entries"]]
