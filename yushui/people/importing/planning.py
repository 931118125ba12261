"""The dry run: what would become of every row of a roster, without writing anything.

It has two halves. Reading depends on the file and on the places in force; deciding on who and what
is known. A plan can therefore be made before a transaction begins and be held against what stands
then (`preparing.settled`): what is written was decided on what is there at that moment.
"""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from yushui.kernel.errors import RuleViolation
from yushui.people import seals
from yushui.people.importing import bulk, families, likeness, staging, standing
from yushui.people.importing.differing import differences
from yushui.people.importing.families import Home, Member
from yushui.people.importing.likeness import Candidates, Likeness
from yushui.people.importing.matching import Evidence, leads_to_a_door, recognise
from yushui.people.importing.parsing import Line, Problems
from yushui.people.importing.reading import TWINS, Placed, Reading, note
from yushui.people.importing.standing import KnownHousehold, KnownPerson, Standing, Wanted
from yushui.people.matching.deciding import Band
from yushui.people.models import Question, Status
from yushui.territory.models import Region


DEAD = "此人在系统里已登记为去世；请从花名册删去，登记有误的先在家庭档案里更正。"


class Asked(NamedTuple):
    """A row that may be one of these persons, or nobody known."""

    member: Member
    candidates: Candidates
    fingerprint: str  # by which the row is known when its list comes again


@dataclass
class Plan:
    """What a load would write, and the rows that need a human first."""

    rows: int = 0
    problems: dict[int, Problems] = field(default_factory=dict)  # by row number
    remarks: dict[int, str] = field(default_factory=dict)  # rows that are no persons, in a word
    new: list[Member] = field(default_factory=list)
    changed: list[Member] = field(default_factory=list)
    same: list[Member] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)  # rows about whom a clerk has to be asked
    by_name: int = 0  # recognised without an identity number
    by_likeness: int = 0  # recognised by the matcher
    waiting: int = 0  # rows that were asked about before, or put away
    homes: list[Home] = field(default_factory=list)
    matched: Standing = field(default_factory=Standing)  # whom the matcher found
    known: Standing = field(default_factory=Standing)  # everybody it was decided on
    is_sealed: bool = False  # whether personal numbers are encrypted already

    @property
    def matched_keys(self) -> set[int]:
        return {person.pk for persons in self.matched.by_name.values() for person in persons}

    @property
    def outcome(self) -> dict[str, int]:
        """The counts as they are stored with the roster and told to people."""
        return {
            "rows": self.rows,
            "new": len(self.new),
            "changed": len(self.changed),
            "same": len(self.same),
            "asked": len(self.asked),
            "wrong": len(self.problems),
            "by_name": self.by_name,
            "by_likeness": self.by_likeness,
            "waiting": self.waiting,
            "remarks": len(self.remarks),
            "households": sum(home.is_new for home in self.homes),
        }


def decide(reading: Reading, region: Region, known: Standing) -> Plan:
    """Recognise who is known, put families together and say what would change."""
    return _Planner(reading, region, known).plan()


def decide_settled(
    reading: Reading, region: Region, known: Standing, *, person: int | None
) -> Plan:
    """Plan for rows of which a clerk has said whose they are; None is somebody new."""
    return _Planner(reading, region, known).plan_settled(person)


class _Planner:
    """A plan while it is being made."""

    def __init__(self, reading: Reading, region: Region, known: Standing) -> None:
        self.reading, self.region, self.known = reading, region, known
        problems = {number: dict(told) for number, told in reading.problems.items()}
        self.made = Plan(reading.rows, problems, reading.remarks)

    def plan(self) -> Plan:
        members = self._recognise([Member(*placed) for placed in self.reading.placed])
        return self._gathered(self._hold_against_all(members))

    def plan_settled(self, person: int | None) -> Plan:
        members = [Member(*placed) for placed in self.reading.placed]
        if person is not None:
            known = self._learn({person})[person]
            members = [one for one in members if self._settle(one, partial(_this, known))]
        for member in members:
            member.stays_home = person is not None
            member.is_told_new = person is None
        return self._gathered(members)

    def _gathered(self, members: list[Member]) -> Plan:
        moving = [member for member in members if not member.stays_home]
        homes = families.gather(moving, self.known, self._refuse)
        homes += [families.at_home(one, self.known) for one in members if one.stays_home]
        for home in homes:
            self._decide(home)
        self.made.homes = [home for home in homes if home.members]
        self.made.known = self.known
        return self.made

    def _refuse(self, line: Line, key: str, sentence: str) -> None:
        note(self.made.problems, self.reading.mapping, line.number, key, sentence)

    def _recognise(self, members: list[Member]) -> list[Member]:
        """Say who is known: by number first, so that nobody else is taken for those."""
        numbers = self.known.by_index
        kept = [
            member
            for member in members
            if member.index not in numbers or self._settle(member, self._by_number)
        ]
        certain = {member.known.pk for member in kept if member.known is not None}
        by_name = partial(self._by_name, taken=certain)
        claimed: dict[int, int] = {}
        recognised = []
        for member in kept:
            if member.known is None and not _is_stranger(member, self.known):
                if not self._settle(member, by_name):
                    continue
                if member.known and not self._claim(member, member.known, claimed):
                    continue
            recognised.append(member)
        return recognised

    def _hold_against_all(self, members: list[Member]) -> list[Member]:
        """Take for known whom the matcher is sure of, and set aside whom a clerk has to see."""
        taken = {member.known.pk for member in members if member.known is not None}
        unknown = [member for member in members if member.known is None]
        found = likeness.find(unknown, self.region, taken=taken)
        alike = [
            Asked(one, found[one.line.number].candidates, _fingerprint(one))
            for one in unknown
            if one.line.number in found
        ]
        told = _told_before(one.fingerprint for one in alike)
        persons = self._learn(
            {one.persons[0] for one in found.values()} | {key for key in told.values() if key}
        )
        seen: dict[str, int] = {}
        for asked in alike:
            like = found[asked.member.line.number]
            person = persons[told.get(asked.fingerprint) or like.persons[0]]
            is_told = asked.fingerprint in told
            if is_told and not told[asked.fingerprint]:
                self.made.waiting += 1
            elif person.pk not in taken and (is_told or _is_sure(asked.member, like, person)):
                taken.add(person.pk)
                self._recognise_as(asked.member, person)
            else:
                self._ask(asked, first=seen.setdefault(asked.fingerprint, asked.member.line.number))
        return [one for one in members if one.line.number not in found or one.stays_home]

    def _recognise_as(self, member: Member, person: KnownPerson) -> None:
        """Who it is was told by likeness or by a clerk: that says nothing of the household."""
        if self._settle(member, partial(_this, person)):
            self.made.by_likeness += 1
            member.stays_home = True

    def _ask(self, asked: Asked, *, first: int) -> None:
        """One question for one row: a later one that says the very same is left out."""
        line = asked.member.line
        if first != line.number:
            self._refuse(line, "name", TWINS["name"].format(first))
        else:
            self.made.asked.append(asked)

    def _learn(self, keys: set[int]) -> dict[int, KnownPerson]:
        """Know these persons too."""
        self.made.matched = standing.of_persons(keys)
        self.known = self.known.joined(self.made.matched)
        named = self.made.matched.by_name.values()
        return {person.pk: person for persons in named for person in persons}

    def _settle(self, member: Member, find: Callable[[Member], KnownPerson | None]) -> bool:
        """Set who it is; a doubt is reported and the row left out."""
        try:
            member.known = find(member)
            _refuse_the_dead(member.known)
        except RuleViolation as problem:
            self._refuse(member.line, problem.field or "name", problem.message)
            return False
        return True

    def _claim(self, member: Member, person: KnownPerson, claimed: dict[int, int]) -> bool:
        """Two rows cannot be the same person."""
        first = claimed.setdefault(person.pk, member.line.number)
        if first != member.line.number:
            self._refuse(member.line, "name", TWINS["name"].format(first))
        return first == member.line.number

    def _by_number(self, member: Member) -> KnownPerson:
        person = self.known.by_index[member.index]
        _check_same(member.line, person, self.known.home_of(person), self.region)
        return person

    def _by_name(self, member: Member, *, taken: Set[int]) -> KnownPerson | None:
        line = member.line
        home = families.known_home(line, member.region_id, self.known)
        evidence = Evidence(
            line, member.region_id, home.pk if home else None, has_number=bool(member.index)
        )
        if not evidence.is_enough:
            raise RuleViolation(
                "身份证号、出生日期、联系电话、家庭编号都没有，下次导入无法认出同一个人；"
                "请至少补填一项。",
                field="name",
            )
        found = recognise(
            evidence,
            (one for one in self.known.by_name.get(line.name, ()) if one.pk not in taken),
            home_of=self.known.home_of,
            phone_of=lambda one: seals.opened_phone(one.uid, one.phone_sealed),
        )
        self.made.by_name += found is not None
        return found

    def _decide(self, home: Home) -> None:
        """Sort the members of one household into new, changed and same."""
        for member in home.members:
            if member.known is None:
                self.made.new.append(member)
                continue
            held = self.known.codes.get(member.known.pk, frozenset())
            member.changes, member.added = differences(member, home, held)
            if member.changes or member.added or home.changes:
                self.made.changed.append(member)
            else:
                self.made.same.append(member)


def _check_same(line: Line, person: KnownPerson, home: KnownHousehold, region: Region) -> None:
    if not home.path.startswith(region.path):
        raise RuleViolation(
            f"这个身份证号已登记在“{region.name}”以外的地方；"
            "已经迁入的，请联系上级双拥办办理迁移。",
            field="id_number",
        )
    if person.name != line.name:
        raise RuleViolation(
            "这个身份证号在系统里登记的是另一个姓名；请核对号码，确已改名的先在家庭档案里改。",
            field="name",
        )


def _is_stranger(member: Member, known: Standing) -> bool:
    """Whether nobody could be meant: most rows of a county's first roster."""
    return bool(member.index) and member.line.name not in known.by_name


def _this(person: KnownPerson, member: Member) -> KnownPerson:
    return person


def _fingerprint(member: Member) -> str:
    return staging.fingerprint(member.line, member.region_id)


def _told_before(fingerprints: Iterable[str]) -> dict[str, int | None]:
    """What clerks have said of the very same rows: the person, or None while nobody has answered.

    A row that was put away is not asked about again either.
    """
    asked = bulk.in_parts(
        fingerprints, lambda part: Question.objects.filter(content_index__in=part).order_by("pk")
    )
    return {question.content_index: question.person_id for question in asked}


def _is_sure(member: Member, like: Likeness, person: KnownPerson) -> bool:
    """Whether the row may be taken for the person: a number may not contradict, nor a death."""
    number = person.id_index
    contradicts = member.index and number and member.index != number
    return like.band is Band.SAME and not contradicts and person.status != Status.DEAD


def _refuse_the_dead(person: KnownPerson | None) -> None:
    """Audits find the dead on lists of the living; an import must not bring them back."""
    if person is not None and person.status == Status.DEAD:
        raise RuleViolation(DEAD, field="name")


def wanted(placed: Iterable[Placed]) -> Wanted:
    """What has to be looked up before anything can be decided."""
    found = Wanted(set(), set(), set(), set())
    for line, _, index in placed:
        if index:
            found.indexes.add(index)
        else:
            found.nameless.add(line.name)
        if line.household_code:
            found.household_codes.add(line.household_code)
        elif leads_to_a_door(line.address):
            found.addresses.add(line.address)
    return found
