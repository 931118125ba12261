"""What a column's rule means (口径): which measures it adds up, for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from yushui.ledger.measures import Measure
from yushui.ledger.reading import Predicate
from yushui.people import categories


class What(StrEnum):
    """What a column counts, in the words of tables."""

    PERSONS = "persons"
    HOUSEHOLDS = "households"
    VISITS = "visits"
    CASH = "cash"
    GIFTS = "gifts"
    SPENDING = "spending"
    REQUESTS = "requests"


class Subject(StrEnum):
    PERSONS = "persons"
    TROOPS = "troops"


WHAT_LABELS = {
    What.PERSONS: "走访慰问人数",
    What.HOUSEHOLDS: "走访慰问户数",
    What.VISITS: "走访次数",
    What.CASH: "慰问金",
    What.GIFTS: "慰问品折款",
    What.SPENDING: "慰问金与慰问品合计",
    What.REQUESTS: "了解的困难诉求",
}
SUBJECT_LABELS = {Subject.PERSONS: "优抚对象", Subject.TROOPS: "驻地部队"}

MEASURES: Mapping[tuple[Subject, What], tuple[Measure, ...]] = {
    (Subject.PERSONS, What.PERSONS): (Measure.PERSONS_REACHED,),
    (Subject.PERSONS, What.HOUSEHOLDS): (Measure.HOUSEHOLDS_REACHED,),
    (Subject.PERSONS, What.VISITS): (Measure.VISITS_MADE,),
    (Subject.PERSONS, What.CASH): (Measure.CASH,),
    (Subject.PERSONS, What.GIFTS): (Measure.GIFTS,),
    (Subject.PERSONS, What.SPENDING): (Measure.CASH, Measure.GIFTS),
    (Subject.PERSONS, What.REQUESTS): (Measure.REQUESTS_HEARD,),
    (Subject.TROOPS, What.PERSONS): (Measure.TROOPS_REACHED,),
    (Subject.TROOPS, What.HOUSEHOLDS): (Measure.TROOPS_REACHED,),
    (Subject.TROOPS, What.VISITS): (Measure.TROOPS_REACHED,),
    (Subject.TROOPS, What.CASH): (Measure.TROOPS_CASH,),
    (Subject.TROOPS, What.GIFTS): (Measure.TROOPS_GIFTS,),
    (Subject.TROOPS, What.SPENDING): (Measure.TROOPS_CASH, Measure.TROOPS_GIFTS),
}
MONEY = frozenset({What.CASH, What.GIFTS, What.SPENDING})


@dataclass(frozen=True)
class Definition:
    """A rule that can be read from the ledger."""

    what: What
    subject: Subject = Subject.PERSONS
    any_of: frozenset[str] = field(default_factory=frozenset)
    none_of: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, rule: Mapping[str, Any]) -> "Definition":
        return cls(
            what=What(rule["what"]),
            subject=Subject(rule.get("subject", Subject.PERSONS)),
            any_of=frozenset(rule.get("any_of", ())),
            none_of=frozenset(rule.get("none_of", ())),
        )

    def as_rule(self) -> dict[str, Any]:
        return {
            "what": self.what.value,
            "subject": self.subject.value,
            "any_of": sorted(self.any_of),
            "none_of": sorted(self.none_of),
        }

    @property
    def measures(self) -> tuple[Measure, ...]:
        return MEASURES.get((self.subject, self.what), ())

    @property
    def predicate(self) -> Predicate:
        return Predicate(any_of=self.any_of, none_of=self.none_of)

    @property
    def is_money(self) -> bool:
        return self.what in MONEY

    def for_subject(self, subject: Subject, any_of: frozenset[str]) -> "Definition":
        """The same column in a row that says whom it is about."""
        return Definition(self.what, subject, any_of or self.any_of, self.none_of)

    def in_words(self) -> str:
        """The definition as an office reads it: what, for whom, without whom."""
        text = WHAT_LABELS[self.what]
        if self.subject == Subject.TROOPS:
            return f"{text}（驻地部队）"
        names = "、".join(map(categories.label, sorted(self.any_of)))
        without = "、".join(map(categories.label, sorted(self.none_of)))
        return (
            text
            + (f"：{names}" if names else "：全部对象")
            + (f"，不含{without}" if without else "")
        )
