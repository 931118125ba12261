"""The ledger as plain Python would keep it: no balances, no tail, no SQL."""

from dataclasses import dataclass, field

from yushui.ledger.models import Tree
from yushui.ledger.reading import Figure, Predicate
from yushui.territory import paths


@dataclass
class Line:
    """One thing a record said, and whether it is the one that counts."""

    record: int
    measure: str
    unit: object
    place: object
    categories: frozenset
    amount: Figure
    subject: int | None


@dataclass
class Oracle:
    """Standing lines in the order they came; a claim counts if it holds the subject."""

    lines: list = field(default_factory=list)
    holders: dict = field(default_factory=dict)  # (measure, subject) → line

    def append(self, line):
        self.lines.append(line)
        if line.subject is not None:
            self.holders.setdefault((line.measure, line.subject), line)

    def reverse(self, record):
        self.lines = [line for line in self.lines if line.record != record]
        for claim, holder in list(self.holders.items()):
            if holder.record == record:
                del self.holders[claim]
                for line in self.lines:
                    if (line.measure, line.subject) == claim:
                        self.holders.setdefault(claim, line)

    def figure(self, tree, node, measure, predicate=None, lane=None):
        total = Figure()
        for line in self.lines:
            at = line.unit if tree == Tree.UNIT else line.place
            if (
                line.measure == measure
                and node in paths.ids(at.path)
                and (predicate or Predicate()).matches(line.categories)
                and lane in (None, line.unit.lane)
                and (line.subject is None or self.holders[measure, line.subject] is line)
            ):
                total += line.amount
        return total
