"""The original with the places of its findings: cut into runs, each naming what was found in it.

Findings overlap (two duties of one sentence), so the text is cut at every end of a finding; a run
wears the colour of the most pressing one and leads to all of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yushui.notices.models import Item, Notice


DOUBT = "doubt"
# The most pressing first.
_ORDER: tuple[str, ...] = (
    Item.Kind.DEADLINE,
    Item.Kind.DUTY,
    Item.Kind.RECIPIENT,
    Item.Kind.ATTACHMENT,
    Item.Kind.CONTACT,
    Item.Kind.DOCUMENT,
    Item.Kind.CAMPAIGN,
    Item.Kind.TABLE,
    DOUBT,
)


@dataclass(frozen=True)
class Mark:
    """A place of a finding. `key` is the finding's element on the page."""

    start: int
    end: int
    kind: str
    key: str


@dataclass(frozen=True)
class Run:
    """A run of the original between two cuts."""

    start: int
    text: str
    marks: Sequence[Mark] = ()

    @property
    def kind(self) -> str:
        return self.marks[0].kind if self.marks else ""

    @property
    def keys(self) -> str:
        return " ".join(dict.fromkeys(mark.key for mark in self.marks))

    @property
    def first_key(self) -> str:
        return self.marks[0].key


def marks_of(notice: Notice, items: Iterable[Item]) -> list[Mark]:
    """Places of everything that stands, the facts of the head one by one."""
    marks = []
    for item in items:
        if item.state == Item.State.REMOVED:
            continue
        if item.start is not None and item.end is not None:
            marks.append(Mark(item.start, item.end, item.kind, f"item-{item.pk}"))
        if item.kind == Item.Kind.DOCUMENT:
            marks += _of_the_head(notice, f"item-{item.pk}")
    return marks


def doubtful(places: Iterable[tuple[str, Sequence[int]]]) -> list[Mark]:
    """Places of what the reader doubts, by the elements that say why."""
    return [Mark(start, end, DOUBT, key) for key, (start, end) in places]


def _of_the_head(notice: Notice, key: str) -> Iterator[Mark]:
    spans = notice.reading.get("document", {}).get("spans", {})
    for name, found in spans.items():
        if name in ("recipients", "copies_to"):
            continue  # those are items of their own
        for start, end in found if name == "issuers" else [found]:
            yield Mark(start, end, Item.Kind.DOCUMENT, key)


def runs(text: str, marks: Iterable[Mark]) -> list[Run]:
    """The whole text in order; a run without marks is plain."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    starts: dict[int, list[Mark]] = {}
    for mark in inside:
        starts.setdefault(mark.start, []).append(mark)
    cuts = sorted({0, len(text)} | {end for mark in inside for end in (mark.start, mark.end)})
    found: list[Run] = []
    open_marks: list[Mark] = []
    for start, end in pairwise(cuts):
        open_marks = [mark for mark in open_marks if mark.end > start] + starts.get(start, [])
        ordered = sorted(open_marks, key=lambda mark: _ORDER.index(mark.kind))
        found.append(Run(start, text[start:end], tuple(ordered)))
    return found
