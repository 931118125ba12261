"""The dry run: what would become of every row of a roster, without writing anything.

A plan is made anew each time, for the check and again inside the transaction that loads, so that
what is written was decided on what is there at that moment.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from yushui.kernel.errors import RuleViolation
from yushui.office.annotate import WHOLE_ROW
from yushui.people import seals
from yushui.people.importing import families, mapping, standing
from yushui.people.importing.columns import Row, Table, Upload
from yushui.people.importing.differing import differences
from yushui.people.importing.families import Home, Member
from yushui.people.importing.matching import Evidence, Twins, leads_to_a_door, recognise
from yushui.people.importing.parsing import Line, Parser, Problems
from yushui.people.importing.placing import Gazetteer
from yushui.people.importing.remarks import remark
from yushui.people.importing.standing import KnownPerson, Standing
from yushui.people.models import Status
from yushui.territory.models import Region


Progress = Callable[[int, int], None]

TELL_EVERY = 2000

_TWINS = {
    "id_number": "与第{}行是同一个身份证号；同一人只留一行，几个类别写在一格里用顿号隔开。",
    "name": "与第{}行像是同一个人；请只留一行，或补填身份证号。",
}


@dataclass
class Plan:
    """What a load would write, and the rows that need a human first."""

    rows: int = 0
    problems: dict[int, Problems] = field(default_factory=dict)  # by row number
    remarks: dict[int, str] = field(default_factory=dict)  # rows that are no persons, in a word
    new: list[Member] = field(default_factory=list)
    changed: list[Member] = field(default_factory=list)
    same: int = 0
    by_name: int = 0  # recognised without an identity number
    homes: list[Home] = field(default_factory=list)

    @property
    def outcome(self) -> dict[str, int]:
        """The counts as they are stored with the roster and told to people."""
        return {
            "rows": self.rows,
            "new": len(self.new),
            "changed": len(self.changed),
            "same": self.same,
            "wrong": len(self.problems),
            "by_name": self.by_name,
            "remarks": len(self.remarks),
            "households": sum(home.is_new for home in self.homes),
        }


def quiet(done: int, total: int) -> None:
    """Tell nobody."""


def make(
    table: Table,
    mapping_: Mapping[str, int | None],
    region: Region,
    *,
    today: date,
    progress: Progress = quiet,
) -> Plan:
    """Read every row, find its place, recognise who is known, and say what would change."""
    return _Planner(mapping_, Gazetteer.of(region), region).plan(table, today, progress)


def rehearse(
    upload: Upload, region: Region, *, today: date, progress: Progress = quiet
) -> tuple[Plan, dict[str, int | None], Table]:
    """What importing a file would do. Reads only and keeps nothing."""
    table = upload.table()
    chosen = mapping.named(upload.choices, table)
    whole = mapping.checked(mapping.merged(mapping.guess(table), chosen), table)
    return make(table, whole, region, today=today, progress=progress), whole, table


class _Planner:
    """A plan while it is being made."""

    def __init__(
        self, places: Mapping[str, int | None], gazetteer: Gazetteer, region: Region
    ) -> None:
        self.mapping, self.gazetteer, self.region = places, gazetteer, region
        self.made = Plan()
        self.index_of = seals.id_indexer()
        self.seen = Twins()

    def plan(self, table: Table, today: date, progress: Progress) -> Plan:
        members = self._read(table, Parser(self.mapping, today), progress)
        known = standing.read(self.region, _wanted(members))
        members = self._recognise(members, known)
        homes = families.gather(members, known, self._refuse)
        for home in homes:
            self._decide(home, known)
        self.made.homes = [home for home in homes if home.members]
        return self.made

    def _refuse(self, line: Line, key: str, sentence: str) -> None:
        self._tell(line.number, key, sentence)

    def _tell(self, number: int, key: str, sentence: str) -> None:
        index = self.mapping.get(key)
        place = WHOLE_ROW if index is None else index
        self.made.problems.setdefault(number, {}).setdefault(place, sentence)

    def _read(self, table: Table, parser: Parser, progress: Progress) -> list[Member]:
        rows = list(_persons(table, self.mapping, self.made.remarks))
        self.made.rows = len(rows)
        members: list[Member] = []
        for done, (number, row) in enumerate(rows, start=1):
            line, problems = parser.parse(number, row)
            if line is None:
                self.made.problems[number] = problems
                self._place_wrong(number, parser.places(row))
            elif (member := self._place(line)) and self._is_first(member):
                members.append(member)
            if done % TELL_EVERY == 0:
                progress(done, len(rows))
        return members

    def _place(self, line: Line) -> Member | None:
        try:
            node = self.gazetteer.place(line.places, line.region_code, line.address)
        except RuleViolation as problem:
            self._refuse(line, _place_column(self.mapping), problem.message)
            return None
        index = self.index_of(line.id_number) if line.id_number else ""
        return Member(line, node.pk, index)

    def _place_wrong(
        self, number: int, places: tuple[tuple[str, str, str], str, str] | None
    ) -> None:
        """Tell of the place as well, so that a row that is wrong anyway is put right once."""
        try:
            if places is not None:
                self.gazetteer.place(*places)
        except RuleViolation as problem:
            self._tell(number, _place_column(self.mapping), problem.message)

    def _is_first(self, member: Member) -> bool:
        """Whether nobody above is the same person; the later of two twins is reported."""
        line = member.line
        if twin := self.seen.twin_of(line, member.region_id):
            key = "id_number" if line.id_number == twin.id_number != "" else "name"
            self._refuse(line, key, _TWINS[key].format(twin.number))
            return False
        return True

    def _recognise(self, members: list[Member], known: Standing) -> list[Member]:
        """Say who is known: by number first, so that nobody else is taken for those."""
        kept = [member for member in members if self._settle(member, self._by_number, known)]
        certain = {member.known.pk for member in kept if member.known is not None}
        claimed: dict[int, int] = {}
        recognised = []
        for member in kept:
            if member.known is None:
                by_name = partial(self._by_name, taken=certain)
                if not self._settle(member, by_name, known):
                    continue
                if member.known and not self._claim(member, member.known, claimed):
                    continue
            recognised.append(member)
        return recognised

    def _settle(
        self,
        member: Member,
        find: Callable[[Member, Standing], KnownPerson | None],
        known: Standing,
    ) -> bool:
        """Set who it is; a doubt is reported and the row left out."""
        try:
            member.known = find(member, known)
            _refuse_the_dead(member.known)
        except RuleViolation as problem:
            self._refuse(member.line, problem.field or "name", problem.message)
            return False
        return True

    def _claim(self, member: Member, person: KnownPerson, claimed: dict[int, int]) -> bool:
        """Two rows cannot be the same person."""
        first = claimed.setdefault(person.pk, member.line.number)
        if first != member.line.number:
            self._refuse(member.line, "name", _TWINS["name"].format(first))
        return first == member.line.number

    def _by_number(self, member: Member, known: Standing) -> KnownPerson | None:
        person = known.by_index.get(member.index) if member.index else None
        if person is not None:
            self._check_same(member.line, person, known)
        return person

    def _check_same(self, line: Line, person: KnownPerson, known: Standing) -> None:
        if not known.home_of(person).path.startswith(self.region.path):
            raise RuleViolation(
                f"这个身份证号已登记在“{self.region.name}”以外的地方；"
                "已经迁入的，请联系上级双拥办办理迁移。",
                field="id_number",
            )
        if person.name != line.name:
            raise RuleViolation(
                "这个身份证号在系统里登记的是另一个姓名；请核对号码，确已改名的先在家庭档案里改。",
                field="name",
            )

    def _by_name(self, member: Member, known: Standing, *, taken: Set[int]) -> KnownPerson | None:
        line = member.line
        home = families.known_home(line, member.region_id, known)
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
            (one for one in known.by_name.get(line.name, ()) if one.pk not in taken),
            home_of=known.home_of,
            phone_of=lambda one: seals.opened_phone(one.uid, one.phone_sealed),
        )
        self.made.by_name += found is not None
        return found

    def _decide(self, home: Home, known: Standing) -> None:
        """Sort the members of one household into new, changed and same."""
        for member in home.members:
            if member.known is None:
                self.made.new.append(member)
                continue
            held = known.codes.get(member.known.pk, frozenset())
            member.changes, member.added = differences(member, home, held)
            if member.changes or member.added or home.changes:
                self.made.changed.append(member)
            else:
                self.made.same += 1


def _persons(
    table: Table, mapping_: Mapping[str, int | None], remarks: dict[int, str]
) -> Iterator[tuple[int, Row]]:
    """The rows of persons; the others are remembered with the word that says what they are."""
    for number, row in table.rows():
        if told := remark(row, mapping_):
            remarks[number] = told
        else:
            yield number, row


def _place_column(mapping_: Mapping[str, int | None]) -> str:
    """The narrowest column that says where somebody lives."""
    keys = ("region_code", "village", "township", "county", "address")
    return next((key for key in keys if mapping_.get(key) is not None), "village")


def _refuse_the_dead(person: KnownPerson | None) -> None:
    """Audits find the dead on lists of the living; an import must not bring them back."""
    if person is not None and person.status == Status.DEAD:
        raise RuleViolation(
            "此人在系统里已登记为去世；请从花名册删去，登记有误的先在家庭档案里更正。",
            field="name",
        )


def _wanted(members: Iterable[Member]) -> standing.Wanted:
    wanted = standing.Wanted(set(), set(), set(), set())
    for member in members:
        line = member.line
        if member.index:
            wanted.indexes.add(member.index)
        else:
            wanted.nameless.add(line.name)
        if line.household_code:
            wanted.household_codes.add(line.household_code)
        elif leads_to_a_door(line.address):
            wanted.addresses.add(line.address)
    return wanted
