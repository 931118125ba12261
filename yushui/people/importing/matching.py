"""Is this line of a roster somebody we know? Pure, and on the careful side.

An identity number decides. Without one a person is recognised only by the same name together with
the same household, birth date or telephone in the same village; several candidates are a problem
for a human, and a contradiction makes two people.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from yushui.kernel.errors import RuleViolation
from yushui.people.importing.parsing import Line
from yushui.people.importing.standing import KnownHousehold, KnownPerson


# Only an address that leads to a door makes two people a family: "柳林村3组" is a whole group.
_DOOR = re.compile(r"\d+\s*(?:号|室|户)|\d+-\d+")


@dataclass(frozen=True)
class Evidence:
    """What a line says about who this is, beside the name."""

    line: Line
    region_id: int
    home_pk: int | None  # the known household its code or address leads to
    has_number: bool

    @property
    def is_enough(self) -> bool:
        """Whether the same line would be recognised when it comes again."""
        line = self.line
        return bool(
            self.has_number
            or line.household_code
            or line.birth_on
            or line.phone
            or leads_to_a_door(line.address)
        )


def leads_to_a_door(address: str) -> bool:
    return _DOOR.search(address) is not None


class Twins:
    """The lines read so far, by everything that may tell that two are the same person."""

    def __init__(self) -> None:
        self._first: dict[object, Line] = {}

    def twin_of(self, line: Line, region_id: int) -> Line | None:
        """Return the earlier line of the same person, or remember this one."""
        if line.id_number:
            first = self._first.setdefault(line.id_number, line)
            if first is not line:
                return first
        for key in _keys(line, region_id):
            first = self._first.setdefault(key, line)
            if first is not line and _may_be_one(first, line):
                return first
        return None


def _keys(line: Line, region_id: int) -> Iterator[object]:
    if line.birth_on:
        yield region_id, line.name, line.birth_on
    if line.phone:
        yield region_id, line.name, line.phone


def _may_be_one(first: Line, line: Line) -> bool:
    births = {first.birth_on, line.birth_on} - {None}
    return not (first.id_number and line.id_number) and len(births) < 2


def recognise(
    evidence: Evidence,
    candidates: Iterable[KnownPerson],
    *,
    home_of: Callable[[KnownPerson], KnownHousehold],
    phone_of: Callable[[KnownPerson], str],
) -> KnownPerson | None:
    """Return the one candidate of the same name this must be; nobody if there is none."""
    fitting = [
        one for one in candidates if _fits(evidence, one, home_of=home_of, phone_of=phone_of)
    ]
    if len(fitting) > 1:
        raise RuleViolation(
            f"系统里有{len(fitting)}个同名的人都对得上，无法判断是哪一个；请补填身份证号。"
        )
    return fitting[0] if fitting else None


def _fits(
    evidence: Evidence,
    one: KnownPerson,
    *,
    home_of: Callable[[KnownPerson], KnownHousehold],
    phone_of: Callable[[KnownPerson], str],
) -> bool:
    line = evidence.line
    if one.name != line.name or (evidence.has_number and one.id_index):
        return False
    if one.birth_on and line.birth_on and one.birth_on != line.birth_on:
        return False
    if evidence.home_pk == one.household_id:
        return True
    if home_of(one).region_id != evidence.region_id:
        return False
    same_birth = one.birth_on is not None and one.birth_on == line.birth_on
    return same_birth or bool(line.phone and phone_of(one) == line.phone)
