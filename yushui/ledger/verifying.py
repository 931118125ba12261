"""The nightly proof that balances are what the postings say.

A node's balance must be its own postings and the balances of the nodes right below it. If that
holds at every node, every balance is the sum of all postings below it; and it costs one pass over
the postings, where adding up each subtree would cost one for every level. A posting whose node is
gone is found as well: it is expected at that node, and no balance has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from yushui.campaigns.models import Campaign
from yushui.ledger.columns import COLUMNS, SUMS, each
from yushui.ledger.measures import Measure
from yushui.ledger.reading import Figure, figure_of
from yushui.ledger.trees import SHAPES


# `home` leads from a node to itself, or from a village, which has no balance, to the node above.
# One statement sees one moment: no fold can come between the balances and the mark.
_VERIFY = """
    WITH RECURSIVE
    way(id, node, above, is_village) AS (
        SELECT n.id, n.id, n.{parent}, n.{is_village} FROM {table} AS n
        UNION ALL
        SELECT way.id, n.id, n.{parent}, n.{is_village}
        FROM way JOIN {table} AS n ON n.id = way.above WHERE way.is_village
    ),
    home AS (SELECT id, node FROM way WHERE NOT is_village),
    folded AS (
        SELECT p.campaign_id, p.{column} AS node, p.categories_id, p.lane, {sums}
        FROM ledger_posting AS p
        WHERE p.id <= (SELECT upto FROM ledger_fold)
            AND NOT EXISTS (SELECT 1 FROM ledger_gap AS g WHERE p.id BETWEEN g.first AND g.last)
        GROUP BY p.campaign_id, p.{column}, p.categories_id, p.lane
    ),
    balance AS (SELECT * FROM ledger_balance WHERE tree = %s),
    side AS (
        SELECT 0 AS is_found, f.campaign_id, COALESCE(home.node, f.node) AS node,
               f.categories_id, f.lane, {columns}
        FROM folded AS f LEFT JOIN home ON home.id = f.node
        UNION ALL
        SELECT 0, b.campaign_id, home.node, b.categories_id, b.lane, {columns}
        FROM balance AS b JOIN {table} AS n ON n.id = b.node JOIN home ON home.id = n.{parent}
        UNION ALL
        SELECT 1, campaign_id, node, categories_id, lane, {columns} FROM balance
    )
    SELECT campaign_id, node, categories_id, lane, {both}
    FROM side {only}
    GROUP BY campaign_id, node, categories_id, lane
    HAVING {differ}
    ORDER BY campaign_id, node, categories_id, lane
"""
_EXPECTED = "SUM(CASE WHEN is_found = 0 THEN {0} ELSE 0 END)"
_FOUND = "SUM(CASE WHEN is_found = 1 THEN {0} ELSE 0 END)"


@dataclass(frozen=True)
class Difference:
    """A balance that is not what lies below it."""

    tree: str
    campaign_id: int
    node: int
    measure: str
    categories_id: int
    lane: str
    expected: Figure
    found: Figure


def verify(campaign: Campaign | None = None) -> list[Difference]:
    """Every balance that differs from the postings and balances right below it."""
    only = f"WHERE campaign_id = {campaign.pk:d}" if campaign else ""
    return [difference for tree in SHAPES for difference in _differences(tree, only)]


def _differences(tree: str, only: str) -> Iterator[Difference]:
    shape = SHAPES[tree]
    sql = _VERIFY.format(
        column=shape.column,
        parent=shape.parent,
        table=shape.table,
        is_village=shape.is_village,
        only=only,
        columns=COLUMNS,
        sums=SUMS,
        both=each(f"{_EXPECTED}, {_FOUND}"),
        differ=" OR ".join(f"{_EXPECTED} <> {_FOUND}".format(one) for one in Measure.values),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [str(tree)])
        for row in cursor.fetchall():
            yield from _unlike(tree, row)


def _unlike(tree: str, row: tuple[Any, ...]) -> Iterator[Difference]:
    """The measures in which a row of the statement differs."""
    campaign_id, node, categories_id, lane, *amounts = row
    pairs = zip(amounts[::2], amounts[1::2], strict=True)
    for measure, (expected, found) in zip(Measure, pairs, strict=True):
        if expected != found:
            yield Difference(
                tree=str(tree),
                campaign_id=campaign_id,
                node=node,
                measure=measure.value,
                categories_id=categories_id,
                lane=lane,
                expected=figure_of(measure, int(expected)),
                found=figure_of(measure, int(found)),
            )
