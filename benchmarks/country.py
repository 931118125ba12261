"""A country to measure on: regions and units of six levels, and years of postings among them.

Rows are made by the database or copied into it; at full size the ORM would take hours.
"""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from yushui.campaigns.models import Campaign
from yushui.ledger.columns import COLUMNS
from yushui.ledger.measures import Measure
from yushui.ledger.models import CategorySet
from yushui.territory import paths
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


# Children of one node at each level of the real country; 660 thousand nodes in all.
FANS = (31, 11, 8.6, 14, 15)
FULL = 660_000
KINDS = (Kind.OFFICE, Kind.OFFICE, Kind.OFFICE, Kind.OFFICE, Kind.TOWNSHIP, Kind.VILLAGE)
FIRST_DAY = date(2026, 7, 1)

# What the people visited are, and how often: a few combinations are most of the list.
CODES = (
    "veteran",
    "family",
    "martyr",
    "disabled_1_6",
    "disabled_7_10",
    "aged_80",
    "retired",
    "poor",
)
SETS = 60

# One visit says five things, two of them claims, in one posting. Pseudo-random by arithmetic, the
# same on both databases; the square makes the first combinations of categories the frequent ones.
_VISITS = """
    WITH RECURSIVE visit(n) AS (
        SELECT CAST({first} AS bigint) UNION ALL SELECT n + 1 FROM visit WHERE n < {last}
    )
    INSERT INTO ledger_posting (
        campaign_id, unit_id, place_id, lane, categories_id, "on", source, source_id,
        persons_of, households_of, succession, {columns}
    )
    SELECT
        {campaign}, {village} + (n * 7919) % {villages}, {village} + (n * 7919) % {villages},
        'civil', {sets} + (n % 1000) * (n % 1000) * {known} / 1000000, '2026-07-20',
        'visits.visit', n, n, n, 0, {amounts}
    FROM visit
"""
_AMOUNTS = {"persons": "1", "households": "1", "visits": "1", "home_visits": "1"} | {
    "cash": "10000 * (1 + n % 5)"
}


@dataclass(frozen=True)
class Node:
    id: int
    parent: int | None
    path: str
    level: int


def grow(size: int) -> list[Node]:
    """A tree of about `size` nodes with the real country's proportions."""
    shrink = (size / FULL) ** (1 / len(FANS))
    fans = [max(2.0, fan * shrink) for fan in FANS]
    nodes = [Node(1, None, paths.extend(None, 1), 0)]
    above = list(nodes)
    for level, fan in enumerate(fans, start=1):
        below: list[Node] = []
        for i, parent in enumerate(above):
            for _ in range(int(fan * (i + 1)) - int(fan * i)):
                number = len(nodes) + len(below) + 1
                below.append(Node(number, parent.id, paths.extend(parent.path, number), level))
        nodes += below
        above = below
    return nodes


def settle(nodes: list[Node]) -> Campaign:
    """Store the nodes as regions and as units, one of each, and open a campaign."""
    _copy(
        Region,
        ("id", "name", "code", "level", "parent_id", "path", "valid_from"),
        (
            (n.id, f"地{n.id}", f"{n.id:012}", n.level, n.parent, n.path, "1949-10-01")
            for n in nodes
        ),
    )
    _copy(
        Unit,
        (
            "id",
            "name",
            "short_name",
            "kind",
            "lane",
            "region_id",
            "superior_id",
            "path",
            "is_active",
        ),
        (
            (n.id, f"单位{n.id}", "", KINDS[n.level], "civil", n.id, n.parent, n.path, True)
            for n in nodes
        ),
    )
    rng = random.Random(1)
    sets: set[str] = set()
    while len(sets) < SETS:
        sets.add(",".join(sorted(rng.sample(CODES, rng.choice((1, 1, 2, 2, 3))))))
    CategorySet.objects.bulk_create(CategorySet(codes=codes) for codes in sorted(sets))
    return Campaign.objects.create(
        name="走访慰问",
        occasion="八一",
        year=2026,
        unit_id=1,
        starts_on=FIRST_DAY,
        ends_on=date(2026, 8, 31),
    )


def visit(campaign: Campaign, nodes: list[Node], visits: int) -> None:
    """Store the postings of `visits` visits, evenly among the villages."""
    villages = [node.id for node in nodes if node.level == Level.VILLAGE]
    first_set = CategorySet.objects.order_by("pk").values_list("pk", flat=True)[0]
    step = 500_000
    for first in range(1, visits + 1, step):
        last = min(first + step - 1, visits)
        sql = _VISITS.format(
            first=first,
            last=last,
            campaign=campaign.pk,
            village=villages[0],
            villages=len(villages),
            sets=first_set,
            known=SETS,
            columns=COLUMNS,
            amounts=", ".join(_AMOUNTS.get(measure, "0") for measure in Measure),
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def _copy(model: type[Model], columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            deque(map(copy.write_row, rows), maxlen=0)
