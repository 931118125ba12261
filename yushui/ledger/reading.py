"""Reading figures, exact to the last commit: of any nodes, for any predicates over categories."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from yushui.campaigns.models import Campaign
from yushui.ledger import interning
from yushui.ledger.interning import Codes
from yushui.ledger.measures import MONEY
from yushui.ledger.models import Posting, PostingQuerySet
from yushui.ledger.sums import Question, listed, sums
from yushui.ledger.trees import SHAPES
from yushui.territory import paths


@dataclass(frozen=True)
class Figure:
    count: int = 0
    fen: int = 0

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(self.count + other.count, self.fen + other.fen)


def figure_of(measure: str, amount: int) -> Figure:
    return Figure(fen=amount) if measure in MONEY else Figure(count=amount)


@dataclass(frozen=True)
class Predicate:
    """Who is counted: holders of one of `any_of` (anybody, if empty) and none of `none_of`."""

    any_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()

    def matches(self, codes: frozenset[str]) -> bool:
        return (not self.any_of or bool(self.any_of & codes)) and not self.none_of & codes


EVERYBODY = Predicate()

Key = tuple[int, str, str]  # node, measure, name of the predicate


class _Groups:
    """Sets of categories that the predicates cannot tell apart, summed as one by the database.

    A set interned since this process last looked is a group of its own, named by its id.
    """

    def __init__(self, predicates: Mapping[str, Predicate]) -> None:
        self.predicates = predicates
        self.names: list[tuple[str, ...]] = []
        self.sql = "ABS(0)"  # a bare 0 in GROUP BY would name a column by its place
        if any(predicate != EVERYBODY for predicate in predicates.values()):
            sets = frozenset(interning.known().items())
            self.names, self.sql = _told_apart(tuple(predicates.items()), sets)

    def resolve(self, groups: Collection[int]) -> dict[int, tuple[str, ...]]:
        """Which predicates the sets of each group satisfy."""
        found = {-number: names for number, names in enumerate(self.names, start=1)}
        found[0] = tuple(self.predicates)
        new = interning.codes_of(group for group in groups if group > 0)
        rules = self.predicates.items()
        return found | {pk: _matching(rules, codes) for pk, codes in new.items()}


@lru_cache(maxsize=128)
def _told_apart(
    rules: tuple[tuple[str, Predicate], ...], sets: frozenset[tuple[int, Codes]]
) -> tuple[list[tuple[str, ...]], str]:
    """The groups the rules make of the sets, by the names of the rules, and the SQL for them."""
    members: dict[tuple[str, ...], list[int]] = {}
    for pk, codes in sets:
        members.setdefault(_matching(rules, codes), []).append(pk)
    cases = " ".join(
        f"WHEN categories_id IN ({listed(sorted(pks))}) THEN {-number}"
        for number, pks in enumerate(members.values(), start=1)
    )
    return list(members), f"CASE {cases} ELSE categories_id END" if cases else "categories_id"


def _matching(rules: Iterable[tuple[str, Predicate]], codes: Codes) -> tuple[str, ...]:
    return tuple(name for name, rule in rules if rule.matches(codes))


def read(
    campaign_id: int,
    *,
    tree: str,
    nodes: Collection[int],
    measures: Collection[str],
    predicates: Mapping[str, Predicate] | None = None,
    lane: str | None = None,
) -> dict[Key, Figure]:
    """The figure of every node × measure × predicate; without predicates, of everybody as ""."""
    wanted = predicates or {"": EVERYBODY}
    asked = tuple(str(measure) for measure in measures)
    totals = {(n, measure, name): 0 for n in nodes for measure in asked for name in wanted}
    if not totals:
        return {}
    groups = _Groups(wanted)
    question = Question(
        campaign_id=campaign_id,
        tree=tree,
        nodes=frozenset(nodes),
        measures=asked,
        lane=lane,
        group=groups.sql,
    )
    found = sums(question)
    names = groups.resolve({one.group for one in found})
    for one in found:
        for name in names[one.group]:
            for measure, amount in zip(asked, one.amounts, strict=True):
                totals[one.node, measure, name] += amount
    money = MONEY.intersection(asked)
    return {
        key: Figure(0, amount) if key[1] in money else Figure(amount)
        for key, amount in totals.items()
    }


def postings(
    campaign: Campaign,
    *,
    tree: str,
    node: int,
    measures: Collection[str],
    predicate: Predicate = EVERYBODY,
) -> PostingQuerySet:
    """What a figure opens to: the standing postings it is the sum of.

    They may say other things as well; `PostingQuerySet.total` adds up what the figure is made of.
    """
    shape = SHAPES[tree]
    path = shape.path_of(node)
    found = Posting.objects.filter(
        (f"{shape.field}__path__gte", path),
        (f"{shape.field}__path__lt", paths.after(path)),
        campaign=campaign,
    )
    if predicate != EVERYBODY:
        sets = interning.every().items()
        found = found.filter(categories__in=[pk for pk, codes in sets if predicate.matches(codes)])
    return found.standing().saying(measures)
