"""Reading figures: folded balances plus the postings not yet folded, exact to the last commit.

One statement reads both, so both come from the same moment. The mark it relies on is read before
it and checked within it; a fold that comes between costs a second look. Raw SQL, because the ORM
cannot put sums of two tables into one statement; see docs/adr/0003-ledger-folding.md.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from yushui.campaigns.models import Campaign
from yushui.ledger import interning
from yushui.ledger.folding import Mark
from yushui.ledger.models import Posting, PostingQuerySet
from yushui.ledger.rules import Run
from yushui.ledger.trees import SHAPES, common
from yushui.territory import paths


@dataclass(frozen=True)
class Figure:
    count: int = 0
    fen: int = 0

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(self.count + other.count, self.fen + other.fen)


@dataclass(frozen=True)
class Predicate:
    """Who is counted: holders of one of `any_of` (anybody, if empty) and none of `none_of`."""

    any_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()

    def matches(self, codes: frozenset[str]) -> bool:
        return (not self.any_of or bool(self.any_of & codes)) and not self.none_of & codes


EVERYBODY = Predicate()

Key = tuple[int, str, str]  # node, measure, name of the predicate


@dataclass(frozen=True, kw_only=True)
class _Question:
    campaign_id: int
    tree: str
    nodes: frozenset[int]
    measures: tuple[str, ...]
    lane: str | None


class _Row(NamedTuple):
    """A sum as the database gives it: of the balances of a node, or of the tail below a path."""

    node: int
    path: str
    measure: str
    categories: int
    number: int
    fen: int


# The mark, and the paths of the nodes asked for.
_LOOK = """
    SELECT 'mark' AS kind, turn AS a, upto AS b, '' AS path FROM ledger_fold
    UNION ALL SELECT 'gap', first, last, '' FROM ledger_gap
    UNION ALL SELECT 'node', id, 0, path FROM {table} WHERE id IN ({nodes})
"""

_READ = """
    SELECT node, '' AS path, measure, categories_id, SUM(count) AS count, SUM(fen) AS fen
    FROM ledger_balance
    WHERE campaign_id = %s AND tree = %s AND node IN ({nodes}) AND measure IN ({measures}) {lane}
    GROUP BY node, measure, categories_id
    UNION ALL
    SELECT 0, {cut}, p.measure, p.categories_id, SUM(p.count), SUM(p.fen)
    FROM ledger_posting AS p JOIN {table} AS t ON t.id = p.{column}
    WHERE p.campaign_id = %s AND ({tail}) AND (p.count <> 0 OR p.fen <> 0)
        AND t.path >= %s AND t.path < %s AND p.measure IN ({measures}) {p_lane}
    GROUP BY {cut}, p.measure, p.categories_id
    UNION ALL
    SELECT -1, '', '', 0, turn, 0 FROM ledger_fold
"""


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
    figures = {(n, m, name): Figure() for n in nodes for m in measures for name in wanted}
    if not figures:
        return figures
    question = _Question(
        campaign_id=campaign_id,
        tree=tree,
        nodes=frozenset(nodes),
        measures=tuple(str(measure) for measure in measures),
        lane=lane,
    )
    rows = _rows(question)
    sets = interning.codes_of(row.categories for row in rows)
    counted = {
        pk: [name for name, predicate in wanted.items() if predicate.matches(codes)]
        for pk, codes in sets.items()
    }
    for row in rows:
        amount = Figure(int(row.number), int(row.fen))
        for node in question.nodes.intersection([row.node] if row.node else paths.ids(row.path)):
            for name in counted[row.categories]:
                figures[node, row.measure, name] += amount
    return figures


def postings(
    campaign: Campaign,
    *,
    tree: str,
    node: int,
    measure: str,
    predicate: Predicate = EVERYBODY,
) -> PostingQuerySet:
    """What a figure opens to: the standing postings it is the sum of."""
    shape = SHAPES[tree]
    path = shape.path_of(node)
    found = Posting.objects.filter(
        (f"{shape.field}__path__gte", path),
        (f"{shape.field}__path__lt", paths.after(path)),
        campaign=campaign,
        measure=measure,
    )
    if predicate != EVERYBODY:
        sets = interning.every().items()
        found = found.filter(categories__in=[pk for pk, codes in sets if predicate.matches(codes)])
    return found.standing().counted()


def _rows(question: _Question) -> list[_Row]:
    while True:
        mark, at = _look(question)
        if not at:
            return []
        sql, values = _statement(question, mark, at)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows = [_Row(*row) for row in cursor.fetchall()]
        turn = next((row.number for row in rows if row.node == -1), 0)
        if turn == mark.turn:
            return [row for row in rows if row.node != -1]


def _look(question: _Question) -> tuple[Mark, list[str]]:
    """The mark and the paths of the nodes that exist."""
    sql = _LOOK.format(
        table=SHAPES[question.tree].table, nodes=", ".join(str(int(n)) for n in question.nodes)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall()
    turn, upto = next(((a, b) for kind, a, b, _ in rows if kind == "mark"), (0, 0))
    gaps = sorted(Run(a, b) for kind, a, b, _ in rows if kind == "gap")
    return Mark(turn, upto, tuple(gaps)), [path for kind, _, _, path in rows if kind == "node"]


def _statement(question: _Question, mark: Mark, at: list[str]) -> tuple[str, list[int | str]]:
    shape = SHAPES[question.tree]
    root = common(at)
    sql = _READ.format(
        table=shape.table,
        column=shape.column,
        nodes=", ".join(str(int(node)) for node in question.nodes),
        measures=", ".join(["%s"] * len(question.measures)),
        lane="AND lane = %s" if question.lane else "",
        p_lane="AND p.lane = %s" if question.lane else "",
        tail=mark.tail("p.id"),
        cut=_cut(root, at),
    )
    lane = [question.lane] if question.lane else []
    values: list[int | str] = [question.campaign_id, question.tree, *question.measures, *lane]
    values += [question.campaign_id, root, paths.after(root), *question.measures, *lane]
    return sql, values


def _cut(root: str, at: list[str]) -> str:
    """The path the tail is summed by: one step below `root` if that tells the nodes apart.

    A page shows a node and its children; the nation's tail then comes back as a few dozen sums
    and not as every village that has written.
    """
    if max(path.count("/") for path in at) > root.count("/") + 1:
        return "t.path"
    position = "STRPOS" if connection.vendor == "postgresql" else "INSTR"
    return f"SUBSTR(t.path, 1, {len(root)} + {position}(SUBSTR(t.path, {len(root) + 1}), '/'))"
