"""How often in a year a unit's side went out in a campaign: at least twice (S0-41).

A campaign counts once it has a visit that stands; the book of the daily work is none. Civil and
military visits are counted apart, each lane owing its own.
"""

from collections.abc import Iterable
from datetime import date
from itertools import product

from yushui.campaigns.models import Campaign
from yushui.ledger.measures import Measure
from yushui.ledger.models import Tree
from yushui.ledger.reading import read
from yushui.territory.kinds import Lane
from yushui.territory.models import Unit


LEAST = 2
WARNED_FROM = 11  # November: what is not held by then hardly will be


def rounds(year: int, units: Iterable[Unit]) -> dict[tuple[int, str], int]:
    """Campaigns of the year with visits of each unit and those below it, in its own lane."""
    asked = {(unit.node_id, unit.lane) for unit in units}
    counts = dict.fromkeys(asked, 0)
    if not asked:
        return counts
    nodes = sorted({node for node, _ in asked})
    measure = Measure.VISITS_MADE
    campaigns = Campaign.objects.rounds().filter(year=year).values_list("pk", flat=True)
    for campaign, lane in product(campaigns, {lane for _, lane in asked}):
        found = read(campaign, tree=Tree.UNIT, nodes=nodes, measures=[measure], lane=Lane(lane))
        for node in (node for node, side in asked if side == lane):
            counts[node, lane] += found[node, measure, ""].count > 0
    return counts


def missing(held: int, least: int, *, today: date) -> str:
    if held >= least:
        return ""
    told = f"今年集中走访 {held} 次，还差 {least - held} 次"
    return f"{told}，年底前要补上" if today.month >= WARNED_FROM else told
