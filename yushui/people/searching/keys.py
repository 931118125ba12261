"""What is stored of a person to be found by: how the name is read, and fingerprints of numbers.

All of it follows from the person's own columns, so that no move of a family or a village can make
it wrong (docs/adr/0015-one-box-search.md). Nothing here knows the database.
"""

import re
from typing import NamedTuple
from uuid import UUID

from yushui.kernel import secrets
from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import phones
from yushui.people.matching import names


LONGEST_READING = 120
TAIL = 4
# Persons are dealt into so many groups, each with fingerprints of its own: of one whose number is
# known, nothing follows about others outside the group.
GROUPS = 1024
_HEX_DIGITS = 15  # of a fingerprint; a column of eight bytes holds them
_TABLE = "people_person"
_MOBILE = re.compile(r"1[3-9]\d{9}")


class PhoneKeys(NamedTuple):
    """Of the first two telephone numbers; 0 is none."""

    first: int = 0
    second: int = 0


NO_PHONES = PhoneKeys()


def reading(name: str) -> str:
    """Initials and then the whole sound: `wjg wanjianguo`; near sounds are taken as one."""
    read = names.syllables(name) or [name.strip().lower() or "□"]
    return f"{''.join(one[0] for one in read)} {''.join(read)}"[:LONGEST_READING]


class Keyer:
    """Takes the fingerprints of many persons' numbers."""

    def __init__(self) -> None:
        self._phone = secrets.indexer(_TABLE, "phone")
        self._tail = secrets.indexer(_TABLE, "id_tail")

    def phones(self, said: str) -> PhoneKeys:
        """Of what is kept as a telephone; an area code and an extension are left out."""
        if not said:
            return NO_PHONES
        if _MOBILE.fullmatch(said):
            return PhoneKeys(self.phone(said))
        return PhoneKeys(*[self.phone(number) for number in _numbers(said)[:2]])

    def phone(self, number: str) -> int:
        """Of one number without area code."""
        return _fingerprint(self._phone(number))

    def tail(self, uid: UUID, id_number: str) -> int:
        """Of the last four characters of an identity number, told apart by whose it is."""
        return self._tail_in(uid.int % GROUPS, id_number[-TAIL:]) if id_number else 0

    def tails(self, tail: str) -> list[int]:
        """Of the same four characters in every group."""
        return [self._tail_in(group, tail) for group in range(GROUPS)]

    def _tail_in(self, group: int, tail: str) -> int:
        return _fingerprint(self._tail(f"{group:04}{tail}"))


def _numbers(said: str) -> list[str]:
    try:
        return list(dict.fromkeys(one.number for one in phones(said)))
    except RuleViolation:
        return []


def _fingerprint(digest: str) -> int:
    return int(digest[:_HEX_DIGITS], 16) or 1
