"""Who of a roster lives together: by the household's code, else behind the same door.

A code that already belongs to another family is a problem, not a merger: rosters number their
families 1, 2, 3 …, and so does the next one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from yushui.kernel.identifiers import masked_runs
from yushui.people.importing.matching import leads_to_a_door
from yushui.people.importing.parsing import Line
from yushui.people.importing.standing import KnownHousehold, KnownPerson, Standing
from yushui.people.searching.keys import PhoneKeys


HEADS = frozenset({"户主", "本人"})
# What the system itself numbers a family with; a roster's own code may take its place.
MADE_HERE = "H"
# More persons than any family has: the column holds something else, a village's number perhaps.
MOST_PERSONS = 30

Refuse = Callable[[Line, str, str], None]


@dataclass(slots=True)
class Member:
    """A row that has its place: who it is, if known, and what it would change."""

    line: Line
    region_id: int
    index: str
    known: KnownPerson | None = None
    stays_home: bool = False  # who it is was told by likeness, which says nothing of the household
    is_told_new: bool = False  # by a clerk, who cannot change what the row says
    home: "Home | None" = None
    changes: dict[str, Any] = field(default_factory=dict)
    added: tuple[str, ...] = ()  # categories
    uid: UUID | None = None  # of somebody new, whose numbers are sealed for it
    id_sealed: bytes | None = None
    phone_sealed: bytes | None = None
    id_tail_key: int | None = None
    phone_keys: PhoneKeys | None = None


@dataclass(slots=True)
class Home:
    """A household of the roster, new or known, with the rows that belong to it."""

    code: str
    region_id: int
    members: list[Member]
    known: KnownHousehold | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    pk: int = 0  # given when a new one is written

    @property
    def is_new(self) -> bool:
        return self.known is None

    @property
    def address(self) -> str:
        return next(filter(None, [member.line.address for member in self.members]), "")

    @property
    def head_name(self) -> str:
        """Whoever the roster calls the head, else whom it is about, else the first."""
        lines = [member.line for member in self.members]
        if len(lines) == 1:
            return lines[0].head_name or lines[0].name
        named = next((line.head_name for line in lines if line.head_name), "")
        return named or next((ln.name for ln in lines if ln.relation in HEADS), lines[0].name)


def known_home(line: Line, region_id: int, known: Standing) -> KnownHousehold | None:
    """The household that the line's code, or else its door, already belongs to."""
    if line.household_code:
        return known.by_code.get(line.household_code)
    if leads_to_a_door(line.address):
        return known.by_address.get((region_id, line.address))
    return None


def at_home(member: Member, known: Standing) -> Home:
    """The household somebody is known to live in, as it is."""
    assert member.known is not None, "Only who is known has a home."
    home = known.home_of(member.known)
    member.home = Home(home.code, home.region_id, [member], known=home, pk=home.pk)
    return member.home


def gather(members: Iterable[Member], known: Standing, refuse: Refuse) -> list[Home]:
    """Put the rows together to households; rows that cannot be are refused and left out."""
    groups: dict[object, Home] = {}
    for member in members:
        line = member.line
        key = _key(member)
        home = groups.get(key)
        if home is None:
            home = groups[key] = Home(line.household_code, member.region_id, members=[])
        if _belongs(member, home, refuse):
            home.members.append(member)
    homes = [home for home in groups.values() if home.members]
    taken: set[int] = set()
    return [home for home in homes if _settle(home, known, taken, refuse)]


def _key(member: Member) -> object:
    line = member.line
    if line.household_code:
        return line.household_code
    if leads_to_a_door(line.address):
        return (member.region_id, line.address)
    if member.known is not None:
        return member.known.household_id
    return (line.number,)


def _belongs(member: Member, home: Home, refuse: Refuse) -> bool:
    line = member.line
    if member.region_id != home.region_id:
        first = home.members[0].line.number
        refuse(
            line,
            "household_code",
            f"家庭编号与第{first}行相同，却不在同一个村；请核对编号或村名。",
        )
        return False
    if len(home.members) == MOST_PERSONS:
        refuse(
            line,
            "household_code" if line.household_code else "address",
            f"同一户已有{MOST_PERSONS}人，这一列填的像不是各家各户的编号或门牌；请核对。",
        )
        return False
    twin = next((one for one in home.members if _is_twin(one, member)), None)
    if twin is not None:
        refuse(
            line, "name", f"与第{twin.line.number}行同一户、同名；请只留一行，或补填身份证号区分。"
        )
        return False
    return True


def _is_twin(one: Member, other: Member) -> bool:
    """Same name in one household, and nothing that tells the two apart."""
    if one.line.name != other.line.name or (one.index and other.index):
        return False
    births = {one.line.birth_on, other.line.birth_on} - {None}
    return len(births) < 2


def _settle(home: Home, known: Standing, taken: set[int], refuse: Refuse) -> bool:
    """Find the household this is; answer whether its rows can go in."""
    familiar = [known.home_of(m.known) for m in home.members if m.known is not None]
    found = known_home(home.members[0].line, home.region_id, known)
    if found is not None and home.code and not _is_plausible(home, found, familiar):
        if not all(member.is_told_new for member in home.members):
            _refuse_code(home, refuse)
            return False
        home.code, found = "", None  # a family of its own; the record keeps what the row says
    if found is None or not home.code:  # where people are known to live goes before the door
        free = (one for one in familiar if one.pk not in taken and _may_adopt(home, one))
        found = next(free, found)
    if found is not None:
        taken.add(found.pk)
        home.known, home.pk = found, found.pk
        home.changes = _changes(home, found)
    for member in home.members:
        member.home = home
    return True


def _refuse_code(home: Home, refuse: Refuse) -> None:
    for member in home.members:
        refuse(
            member.line,
            "household_code",
            f"家庭编号“{masked_runs(home.code)}”在系统里是另一户，村、户主、住址都对不上；"
            "请核对，或换一个编号（例如在前面加区划代码）。",
        )
    home.members = []


def _is_plausible(home: Home, found: KnownHousehold, familiar: list[KnownHousehold]) -> bool:
    if found in familiar:
        return True
    same_head = found.head_name == home.head_name
    same_door = bool(home.address) and found.address == home.address
    return found.region_id == home.region_id and (same_head or same_door)


def _may_adopt(home: Home, one: KnownHousehold) -> bool:
    """Whether rows of known people stay the household they are in.

    A code that differs from the one a roster gave before says that they have moved.
    """
    return not home.code or MADE_HERE in one.code


def _changes(home: Home, found: KnownHousehold) -> dict[str, Any]:
    """What the roster says otherwise of the household; silence changes nothing."""
    told: dict[str, Any] = {
        "code": home.code,
        "region_id": home.region_id,
        "address": home.address,
        "head_name": next((m.line.head_name for m in home.members if m.line.head_name), ""),
    }
    return {key: value for key, value in told.items() if value and value != getattr(found, key)}
