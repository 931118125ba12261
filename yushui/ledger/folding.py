"""Folding: move new postings into the balances of the nodes above them.

The mark `Fold.upto` says how far this went. Ids are given out in order and committed out of order,
so ids at or below the mark that could not be seen are kept as gaps and looked for again. A fold
takes runs of ids it has seen, every id of which is committed: whatever else commits meanwhile, it
adds exactly these. See docs/adr/0004-ledger-folding.md, also for why this is raw SQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from yushui.kernel import clock
from yushui.kernel.errors import Conflict
from yushui.ledger.columns import COLUMNS, SUMS, each
from yushui.ledger.models import Balance, Fold, Gap
from yushui.ledger.rules import Run, fresh_gaps, without
from yushui.ledger.trees import SHAPES


# One fold is one short transaction. More runs than this means that somebody writes a great many
# postings in one long transaction; the mark then waits before the surplus.
POSTINGS_AT_ONCE = 50_000
RUNS_AT_ONCE = 400
# A rebuild holds one transaction anyway, and sums the better the more it takes.
POSTINGS_OF_REBUILD = 10_000_000

# An id unseen for a day was rolled back: no transaction lives that long (the server ends idle
# ones), and the nightly verification would tell.
PATIENCE = timedelta(days=1)

_SEEN = """
    SELECT MIN(id), MAX(id) FROM (
        SELECT id, id - ROW_NUMBER() OVER (ORDER BY id) AS run
        FROM (SELECT id FROM ledger_posting WHERE {tail} ORDER BY id LIMIT {postings}) AS ids
    ) AS numbered
    GROUP BY run ORDER BY 1 LIMIT {runs}
"""

_FOLD = """
    WITH RECURSIVE
    line(leaf, node, above, is_village) AS (
        SELECT n.id, n.id, n.{parent}, n.{is_village}
        FROM (SELECT DISTINCT {column} AS leaf FROM ledger_posting WHERE {runs}) AS fresh
        JOIN {table} AS n ON n.id = fresh.leaf
        UNION ALL
        SELECT line.leaf, n.id, n.{parent}, n.{is_village}
        FROM line JOIN {table} AS n ON n.id = line.above
    )
    INSERT INTO ledger_balance (campaign_id, tree, node, categories_id, lane, {columns})
    SELECT campaign_id, %s, node, categories_id, lane, {sums}
    FROM ledger_posting JOIN line ON line.leaf = {column}
    WHERE ({runs}) AND NOT line.is_village
    GROUP BY campaign_id, node, categories_id, lane
    ORDER BY campaign_id, node, categories_id, lane
    ON CONFLICT (campaign_id, tree, node, categories_id, lane)
    DO UPDATE SET {added}
"""
_ADDED = each("{0} = ledger_balance.{0} + excluded.{0}")


@dataclass(frozen=True)
class Mark:
    """How far the postings are folded, as one statement saw it."""

    turn: int = 0
    upto: int = 0
    gaps: tuple[Run, ...] = ()
    since: tuple[datetime, ...] = ()  # when each gap was seen first

    def tail(self, column: str = "id") -> str:
        """The SQL condition for postings not yet folded. Made of numbers only."""
        return " OR ".join([f"{column} > {self.upto:d}", *_between(self.gaps, column)])


def mark() -> Mark:
    rows = list(
        Fold.objects.filter(pk=1)
        .order_by("gaps__first")
        .values_list("turn", "upto", "gaps__first", "gaps__last", "gaps__since")
    )
    if not rows:
        return Mark()
    gaps = [(Run(first, last), since) for _, _, first, last, since in rows if first is not None]
    return Mark(
        turn=rows[0][0],
        upto=rows[0][1],
        gaps=tuple(gap for gap, _ in gaps),
        since=tuple(since for _, since in gaps),
    )


def fold() -> int:
    """Fold what is new, in short transactions; the answer is how many postings it was.

    Meant to be called twice a second and after bulk work. It writes nothing when nothing is new,
    and gives way when another process is folding.
    """
    folded = 0
    while True:
        before = mark()
        seen = _seen(before, POSTINGS_AT_ONCE)
        if not seen and not _given_up(before):
            return folded
        if not _fold(before, seen):
            return folded
        count = _count(seen)
        folded += count
        if count < POSTINGS_AT_ONCE and len(seen) < RUNS_AT_ONCE:
            return folded


@transaction.atomic
def rebuild() -> int:
    """Forget all balances and fold everything anew: when they err."""
    if not _take_turn(mark(), upto=0):
        raise Conflict("系统正在汇总，请稍后再试。")
    Gap.objects.all().delete()
    Balance.objects.all().delete()
    folded = 0
    while seen := _seen(before := mark(), POSTINGS_OF_REBUILD):
        _take_turn(before, upto=_upto(before, seen))
        _move_gaps(before, seen)
        _add(seen)
        folded += _count(seen)
    return folded


@transaction.atomic
def _fold(before: Mark, seen: list[Run]) -> bool:
    """Add the runs to the balances, unless another fold came between: then nothing is done."""
    if not _take_turn(before, upto=_upto(before, seen)):
        return False
    _move_gaps(before, seen)
    if seen:
        _add(seen)
    return True


def _take_turn(before: Mark, *, upto: int) -> bool:
    """Compare and set; until we commit or roll back, another waits here and then finds it taken."""
    if before == Mark():
        Fold.objects.get_or_create(pk=1)
    ours = Fold.objects.filter(pk=1, turn=before.turn)
    return bool(ours.update(turn=before.turn + 1, upto=upto, at=clock.now()))


def _upto(before: Mark, seen: list[Run]) -> int:
    return max([before.upto, *(run.last for run in seen)])


def _count(runs: list[Run]) -> int:
    return sum(run.last - run.first + 1 for run in runs)


def _between(runs: Sequence[Run], column: str = "id") -> list[str]:
    return [f"{column} BETWEEN {run.first:d} AND {run.last:d}" for run in runs]


def _seen(before: Mark, postings: int) -> list[Run]:
    """Runs of committed ids in the tail, oldest first."""
    sql = _SEEN.format(tail=before.tail(), postings=postings, runs=RUNS_AT_ONCE)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [Run(first, last) for first, last in cursor.fetchall()]


def _given_up(before: Mark) -> list[Run]:
    limit = clock.now() - PATIENCE
    return [gap for gap, since in zip(before.gaps, before.since, strict=True) if since < limit]


def _move_gaps(before: Mark, seen: list[Run]) -> None:
    """Whoever changes the gaps takes a turn, so they are as they were at the mark."""
    moved = _given_up(before)
    kept = [(gap, clock.now()) for gap in fresh_gaps(before.upto, seen)]
    for gap, since in zip(before.gaps, before.since, strict=True):
        if gap not in moved and (left := without(gap, seen)) != [gap]:
            moved.append(gap)
            kept += [(one, since) for one in left]
    if moved:
        Gap.objects.filter(first__in=[gap.first for gap in moved]).delete()
    if kept:
        Gap.objects.bulk_create(
            Gap(fold_id=1, first=gap.first, last=gap.last, since=since) for gap, since in kept
        )


def _add(runs: list[Run]) -> None:
    condition = " OR ".join(_between(runs))
    with connection.cursor() as cursor:
        for tree, shape in SHAPES.items():
            sql = _FOLD.format(
                column=shape.column,
                parent=shape.parent,
                table=shape.table,
                is_village=shape.is_village,
                runs=condition,
                columns=COLUMNS,
                sums=SUMS,
                added=_ADDED,
            )
            cursor.execute(sql, [str(tree)])
