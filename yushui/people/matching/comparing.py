"""Two lists in, an answer for every row of the second out."""

from collections.abc import Sequence

from yushui.people.matching import backends, deciding, linking
from yushui.people.matching.frequencies import Population
from yushui.people.matching.standard import Record


def compare_within(
    known: Sequence[Record], rows: Sequence[int], *, backend: str = backends.HERE
) -> list[deciding.Answer]:
    """Match some rows of a list, counted from 0, with all the others of the same list."""
    incoming = [known[row] for row in rows]
    found: list[linking.Pair] = []
    if len(known) > 1 and incoming:
        both = linking.tables(known, incoming)
        found = [
            pair
            for pair in linking.pairs(both, backend=backend)
            if pair.known - 1 != rows[pair.incoming - 1]
        ]
    return deciding.answers(found, known=len(known), incoming=len(incoming))


def compare(
    known: Sequence[Record],
    incoming: Sequence[Record],
    *,
    people: Population | None = None,
    backend: str = backends.HERE,
) -> list[deciding.Answer]:
    """Match the incoming rows; the answers are in their order.

    `people` are all who are known, where `known` are those of them worth a look.
    """

    def one_person(first: int, second: int) -> bool:
        one, other = known[first - 1], known[second - 1]
        return one.id != "" and one.id == other.id and one.sound == other.sound

    found: list[linking.Pair] = []
    if known and incoming:
        both = linking.tables(known, incoming, people=people)
        found = linking.pairs(both, backend=backend)
    size = people.size if people else len(known)
    return deciding.answers(found, known=size, incoming=len(incoming), one_person=one_person)
