"""The nightly proof that balances are what the postings say.

A node's balance must be its own postings and the balances of the nodes right below it. If that
holds at every node, every balance is the sum of all postings below it; and it costs one pass over
the postings, where adding up each subtree would cost one for every level.
"""

from dataclasses import dataclass

from django.db import connection

from yushui.campaigns.models import Campaign
from yushui.ledger.reading import Figure
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
        SELECT p.campaign_id, p.{column} AS node, p.measure, p.categories_id, p.lane,
               SUM(p.count) AS count, SUM(p.fen) AS fen
        FROM ledger_posting AS p
        WHERE p.id <= (SELECT upto FROM ledger_fold)
            AND NOT EXISTS (SELECT 1 FROM ledger_gap AS g WHERE p.id BETWEEN g.first AND g.last)
        GROUP BY p.campaign_id, p.{column}, p.measure, p.categories_id, p.lane
    ),
    balance AS (SELECT * FROM ledger_balance WHERE tree = %s),
    side AS (
        SELECT f.campaign_id, home.node, f.measure, f.categories_id, f.lane,
               f.count, f.fen, 0 AS found_count, 0 AS found_fen
        FROM folded AS f JOIN home ON home.id = f.node
        UNION ALL
        SELECT b.campaign_id, home.node, b.measure, b.categories_id, b.lane, b.count, b.fen, 0, 0
        FROM balance AS b JOIN {table} AS n ON n.id = b.node JOIN home ON home.id = n.{parent}
        UNION ALL
        SELECT campaign_id, node, measure, categories_id, lane, 0, 0, count, fen FROM balance
    )
    SELECT campaign_id, node, measure, categories_id, lane,
           SUM(count), SUM(fen), SUM(found_count), SUM(found_fen)
    FROM side {only}
    GROUP BY campaign_id, node, measure, categories_id, lane
    HAVING SUM(count) <> SUM(found_count) OR SUM(fen) <> SUM(found_fen)
    ORDER BY campaign_id, node, measure, categories_id, lane
"""


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


def _differences(tree: str, only: str) -> list[Difference]:
    shape = SHAPES[tree]
    sql = _VERIFY.format(
        column=shape.column,
        parent=shape.parent,
        table=shape.table,
        is_village=shape.is_village,
        only=only,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [str(tree)])
        return [
            Difference(
                tree=str(tree),
                campaign_id=row[0],
                node=row[1],
                measure=row[2],
                categories_id=row[3],
                lane=row[4],
                expected=Figure(int(row[5]), int(row[6])),
                found=Figure(int(row[7]), int(row[8])),
            )
            for row in cursor.fetchall()
        ]
