"""How far each unit is with its discipline in a campaign, for the duties that ask for it.

A check of its own work at least, one of every group visit, and whatever was found put right. An
outing may be looked at and need not be: a form for every team on every day would be the very thing
that is to be avoided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yushui.campaigns.models import Campaign
from yushui.discipline import figures
from yushui.discipline.lifecycle import STANDING, CheckState, FindingState
from yushui.discipline.models import Check, Finding
from yushui.territory.models import Unit
from yushui.visits.lifecycle import State
from yushui.visits.models import GroupVisit


@dataclass(frozen=True)
class Tally:
    """Of one unit and those below it."""

    checks: int = 0
    groups: int = 0
    unchecked: int = 0  # of the group visits
    found: int = 0
    waiting: int = 0  # of what was found, not yet put right and closed
    odd: int = 0  # group visits whose figures nobody has explained

    def __add__(self, other: "Tally") -> "Tally":
        mine, theirs = vars(self), vars(other)
        return Tally(**{name: mine[name] + theirs[name] for name in mine})

    def done(self, least: int) -> int:
        held = self.groups - self.unchecked
        return min(self.checks, least) + held + self.found - self.waiting

    def total(self, least: int) -> int:
        return least + self.groups + self.found + self.odd

    def missing(self, least: int) -> str:
        told = {
            f"作风检查还差 {least - self.checks} 次": self.checks < least,
            f"{self.unchecked} 场集中慰问没有检查": self.unchecked,
            f"{self.waiting} 个问题没有整改销号": self.waiting,
            f"{self.odd} 个数字上的问题没有说明": self.odd,
        }
        return "，".join(text for text, is_so in told.items() if is_so)


Tallies = Sequence[tuple[str, Tally]]  # path of a unit, and what is its own


def tallies_of(campaign: Campaign) -> Tallies:
    """What every unit did in the campaign, in a fixed number of questions."""
    found: list[tuple[str, Tally]] = []
    checks = Check.objects.standing().filter(campaign=campaign)
    for path, number in _by_unit(checks, checks=Count("pk")):
        found.append((path, Tally(checks=number)))
    looked = Check.objects.filter(group_visit=OuterRef("pk"), state=CheckState.RECORDED)
    events = GroupVisit.objects.filter(campaign=campaign, state=State.RECORDED)
    unlooked = Count("pk", filter=Q(is_looked_at=False))
    counted = events.annotate(is_looked_at=Exists(looked))
    for path, number, left in _by_unit(counted, all=Count("pk"), left=unlooked):
        found.append((path, Tally(groups=number, unchecked=left)))
    stood = Finding.objects.exclude(state=FindingState.WITHDRAWN).filter(campaign=campaign)
    waiting = Count("pk", filter=Q(state__in=STANDING))
    for path, number, left in _by_unit(stood, all=Count("pk"), left=waiting):
        found.append((path, Tally(found=number, waiting=left)))
    found += [(one.event.unit.path, Tally(odd=1)) for one in figures.oddities([campaign.pk])]
    return found


def _by_unit(rows: "QuerySet[Any]", **counted: Count) -> Iterable[tuple[Any, ...]]:
    told = rows.order_by().values("unit__path").annotate(**counted).order_by("unit__path")
    found: Iterable[tuple[Any, ...]] = told.values_list("unit__path", *counted)
    return found


def tally_of(unit: Unit, found: Tallies) -> Tally:
    """Of the unit and those below it; a bureau's is that of the office beside it, in its lane."""
    node = unit.answers_for
    root = node.path if node is not None and node.lane == unit.lane else unit.path
    return sum((one for path, one in found if path.startswith(root)), Tally())
