"""Asking the database for sums: balances plus the postings not yet folded, at one moment.

One statement reads both. The mark it relies on is read before it and checked within it; a fold
that comes between costs a second look. Raw SQL, because the ORM cannot put sums of two tables into
one statement; see docs/adr/0004-ledger-folding.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from yushui.ledger.columns import each
from yushui.ledger.folding import Mark
from yushui.ledger.models import Tree
from yushui.ledger.rules import Run
from yushui.ledger.trees import SHAPES, common
from yushui.territory import paths
from yushui.territory.kinds import Lane


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which figures are wanted, and how sets of categories are told apart."""

    campaign_id: int
    tree: str
    nodes: frozenset[int]
    measures: tuple[str, ...]
    lane: str | None
    group: str  # the SQL expression that groups sets of categories


class _Place(NamedTuple):
    """A node asked for: villages have no balances and are summed from their postings."""

    node: int
    path: str
    is_village: bool


class _Row(NamedTuple):
    """Sums as the database gives them: of a node's balances, or of postings below a path."""

    kind: str
    node: int
    path: str
    group: int  # of sets of categories; in the row of the turn, the turn
    amounts: tuple[int, ...]


# The mark, and where the nodes asked for are.
_LOOK = """
    SELECT 'mark' AS kind, turn AS a, upto AS b, '' AS path FROM ledger_fold
    UNION ALL SELECT 'gap', first, last, '' FROM ledger_gap
    UNION ALL
    SELECT CASE WHEN {is_village} THEN 'village' ELSE 'node' END, id, 0, path
    FROM {table} WHERE id IN ({nodes})
"""

_TURN = "SELECT 'turn', 0, '', turn, {noughts} FROM ledger_fold"

_BALANCES = """
    SELECT 'node', node, '', {group}, {sums}
    FROM ledger_balance
    WHERE campaign_id = {campaign_id} AND tree = '{tree}' AND node IN ({nodes}) {lane}
    GROUP BY node, {group}
"""

# SQLite without statistics would begin with all postings of the campaign. CROSS JOIN keeps it to
# the order of the tables, and the plus keeps it off the campaign's indexes where ids are few.
# PostgreSQL, which expects hardly a row of the tail, would go through all of it for every node of
# the subtree. A path with nothing added cannot be looked up, so each row finds its node by id.
_POSTINGS = """
    SELECT '{kind}', 0, {cut}, {group}, {sums}
    FROM {tables}
    WHERE n.id = p.{column} AND {campaign} = {campaign_id} {lane} AND ({within}) AND ({which})
    GROUP BY {cut}, {group}
"""

# Of the nodes below a township, which the database keeps in its hand while it goes through the
# tail. Without IS TRUE PostgreSQL would make a join of it, and look a node up for every posting.
_FEW = "(p.{column} IN (SELECT n.id FROM {table} AS n WHERE {within})) IS TRUE"


class Sum(NamedTuple):
    """What a node has of each measure asked for, among one group of category sets."""

    node: int
    group: int
    amounts: tuple[int, ...]


def sums(question: Question) -> list[Sum]:
    """The sums of every node, from balances and from postings."""
    while True:
        mark, places = _look(question)
        if not places:
            return []
        with connection.cursor() as cursor:
            cursor.execute(_statement(question, mark, places))
            rows = [
                _Row(kind, node, path, group, tuple(amounts))
                for kind, node, path, group, *amounts in cursor.fetchall()
            ]
        if next((row.group for row in rows if row.kind == "turn"), 0) == mark.turn:
            above = frozenset(place.node for place in places if not place.is_village)
            return [one for row in rows for one in _spread(row, above, question.nodes - above)]


def _spread(row: _Row, above: frozenset[int], villages: frozenset[int]) -> Iterator[Sum]:
    """Sums below a path belong to every node asked for along that path."""
    if row.kind == "turn":
        return
    if row.kind == "node":
        yield Sum(row.node, row.group, row.amounts)
        return
    for node in (villages if row.kind == "village" else above).intersection(paths.ids(row.path)):
        yield Sum(node, row.group, row.amounts)


def _look(question: Question) -> tuple[Mark, list[_Place]]:
    """The mark, and those of the nodes that exist."""
    shape = SHAPES[question.tree]
    sql = _LOOK.format(table=shape.table, is_village=shape.is_village, nodes=listed(question.nodes))
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall()
    turn, upto = next(((a, b) for kind, a, b, _ in rows if kind == "mark"), (0, 0))
    gaps = sorted(Run(a, b) for kind, a, b, _ in rows if kind == "gap")
    places = [
        _Place(node, path, kind == "village")
        for kind, node, _, path in rows
        if kind in {"node", "village"}
    ]
    return Mark(turn, upto, tuple(gaps)), places


def _statement(question: Question, mark: Mark, places: Sequence[_Place]) -> str:
    parts = [_TURN.format(noughts=each("0", question.measures))]
    villages = [place.path for place in places if place.is_village]
    above = [place.path for place in places if not place.is_village]
    root = common(above) if above else ""
    # The page of a township: what lies below it is read whole, by one condition and not by dozens.
    is_low = above == [root] and {paths.parent(village) for village in villages} == {root}
    if villages:
        within = [_below(root)] if is_low else [_at(path) for path in villages]
        parts.append(_postings(question, "village", "n.path", within))
    if above:
        cut = _cut(root, above)
        tail = [mark.tail("p.id"), *([_few(question, root)] if is_low else [])]
        parts.append(_postings(question, "tail", cut, [_at(root, "(n.path || '')")], tail))
        parts.append(
            _BALANCES.format(
                group=question.group,
                sums=_sums(question, ""),
                campaign_id=format(question.campaign_id, "d"),
                tree=Tree(question.tree).value,
                nodes=listed(place.node for place in places if not place.is_village),
                lane=_lane(question, "lane"),
            )
        )
    return " UNION ALL ".join(parts)


def _postings(
    question: Question, kind: str, cut: str, within: Iterable[str], tail: Sequence[str] = ()
) -> str:
    """Of the tail, by id; or all, by node."""
    shape = SHAPES[question.tree]
    nodes, lines = f"{shape.table} AS n", "ledger_posting AS p"
    return _POSTINGS.format(
        kind=kind,
        cut=cut,
        group=question.group,
        sums=_sums(question, "p."),
        tables=f"{lines} CROSS JOIN {nodes}" if tail else f"{nodes} CROSS JOIN {lines}",
        campaign="+p.campaign_id" if tail else "p.campaign_id",
        campaign_id=format(question.campaign_id, "d"),
        column=shape.column,
        lane=_lane(question, "p.lane"),
        within=" OR ".join(within),
        which=" AND ".join(f"({one})" for one in tail) or "1 = 1",
    )


def _at(path: str, column: str = "n.path") -> str:
    """At the node of a path or below it."""
    return f"({column} >= '{path}' AND {column} < '{paths.after(path)}')"


def _below(path: str) -> str:
    return f"(n.path > '{path}' AND n.path < '{paths.after(path)}')"


def _few(question: Question, path: str) -> str:
    shape = SHAPES[question.tree]
    return _FEW.format(column=shape.column, table=shape.table, within=_at(path))


def _sums(question: Question, table: str) -> str:
    # PostgreSQL sums large numbers into decimals, which take the client ten times as long.
    return each(f"CAST(SUM({table}{{}}) AS bigint)", question.measures)


def _cut(root: str, at: Sequence[str]) -> str:
    """The path postings are summed by: one step below `root` if that tells the nodes apart.

    A page shows a node and its children; the nation's tail then comes back as a few dozen sums
    and not as every village that has written.
    """
    if max(path.count("/") for path in at) > root.count("/") + 1:
        return "n.path"
    position = "STRPOS" if connection.vendor == "postgresql" else "INSTR"
    return f"SUBSTR(n.path, 1, {len(root)} + {position}(SUBSTR(n.path, {len(root) + 1}), '/'))"


def listed(numbers: Iterable[int]) -> str:
    return ", ".join(f"{number:d}" for number in numbers)


def _lane(question: Question, column: str) -> str:
    return f"AND {column} = '{Lane(question.lane).value}'" if question.lane else ""
