"""Readings for the pages of campaigns: from where one looks, and what one sees from there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.labels import titled
from yushui.campaigns.models import Assignment, Campaign, Duty
from yushui.filings.models import Edition, Filing
from yushui.oversight.boards import Board, Tally
from yushui.territory import paths
from yushui.territory.models import Unit
from yushui.visits.lifecycle import Reach
from yushui.visits.models import Target, Visit
from yushui.visits.queries import Coverage, by_place, by_village
from yushui.web.http import own_units
from yushui.web.navigation import address


@dataclass(frozen=True)
class Listed:
    """A campaign in the list, with the coverage of what the actor may see."""

    campaign: Campaign
    visited: int = 0
    total: int = 0
    excused: int = 0


def listed(campaigns: Iterable[Campaign], actor: Actor) -> list[Listed]:
    """In one query for all of them."""
    rows = list(campaigns)
    sums = (
        Target.objects.visible_to(actor)
        .filter(campaign__in=rows)
        .values("campaign")
        .annotate(
            visited=Count("pk", filter=Q(state=Reach.VISITED)),
            total=Count("pk", filter=~Q(state=Reach.GONE)),
            excused=Count("pk", filter=Q(state=Reach.EXCUSED)),
        )
        .order_by("campaign")
        .values_list("campaign", "visited", "total", "excused")
    )
    found = {pk: counts for pk, *counts in sums}
    return [Listed(campaign, *found.get(campaign.pk, ())) for campaign in rows]


def standpoint(campaign: Campaign, actor: Actor, wanted: str = "") -> Unit | None:
    """The unit whose side is shown: the one asked for, one's own, its office's, the organiser's.

    Nothing when the one asked for is out of sight.
    """
    seen = Unit.objects.filter(actor.scope(Permission.CAMPAIGN_VIEW).own_units())
    seen = seen.select_related("region")
    if wanted:
        return seen.filter(pk=wanted).first() if wanted.isdecimal() else None
    own = own_units(actor, Permission.CAMPAIGN_VIEW)
    if campaign.unit_id in own:
        return seen.get(pk=campaign.unit_id)
    working = Q(issued_duties__campaign=campaign) | Q(assignments__duty__campaign=campaign)
    mine = seen.filter(pk__in=own)
    return (
        mine.filter(working).order_by("path").first()
        or seen.filter(working, pk__in=mine.values("answers_for")).order_by("path").first()
        or seen.filter(pk=campaign.unit_id).first()
        or mine.order_by("path").first()
    )


def coverage(campaign: Campaign, unit: Unit, actor: Actor) -> list[Coverage]:
    """How far each place below the unit's is, over the targets the actor may see."""
    seen = Target.objects.visible_to(actor).filter(
        campaign=campaign,
        region__path__gte=unit.region.path,
        region__path__lt=paths.after(unit.region.path),
    )
    return by_place(by_village(seen), unit.region)


def beside(actor: Actor, laying_on: Iterable[int]) -> list[Unit]:
    """Offices that one's own units answer for and whose board one may look at."""
    own = Unit.objects.filter(pk__in=own_units(actor, Permission.CAMPAIGN_VIEW))
    offices = Unit.objects.filter(pk__in=own.values("answers_for"))
    return list(offices.filter(pk__in=laying_on).order_by("path"))


SHOWN = 6  # of what is late, and of the newest visits


def newest(campaign: Campaign, unit: Unit, actor: Actor) -> list[Visit]:
    """The newest visits in the unit's place that the actor may see."""
    seen = Visit.objects.visible_to(actor).standing().filter(campaign=campaign)
    here = seen.filter(
        region__path__gte=unit.region.path, region__path__lt=paths.after(unit.region.path)
    )
    return list(here.for_listing()[:SHOWN])


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    icon: str


def links(campaign: Campaign, actor: Actor, *, has_homes: bool) -> list[Link]:
    """Tables, the list of homes where there are any, reports; only pages that exist."""
    found = []
    if has_homes:
        found.append(Link("应访名单", address("visits:left", campaign.pk), "geo-alt"))
    mine = Edition.objects.visible_to(actor).filter(campaign=campaign)
    editions = list(mine.select_related("unit").order_by("pk"))
    for number, edition in enumerate(editions, start=1):
        issues = actor.may_for_unit(Permission.FILING_VIEW, edition.unit)
        url = address("filings:rollup", edition.pk) if issues else address("filings:index")
        which = f"（{number}）" if len(editions) > 1 else ""
        found.append(Link(f"统计表{which}", url, "table"))
    found.append(Link("专题报告", address("reports:index"), "journal-text"))
    return [link for link in found if link.url]


_LIST = ("应访名单", "visits:left", "geo-alt")
_RECORDED = {
    "visit_coverage": _LIST,
    "gift": _LIST,
    "campaign_frequency": _LIST,
    "leader_visit": ("带头走访", "visits:leaders", "geo-alt"),
    "group_visit": ("集中慰问记录", "visits:groups", "people"),
    "event_visit": ("遇事走访", "visits:occurrences", "bell"),
    "payment": ("发放批次", "payments:index", "card-checklist"),
    "merit_delivery": ("喜报清单", "merits:index", "award"),
    "honour_plaque": ("光荣牌清单", "merits:plaques_left", "award"),
    "discipline": ("作风检查", "discipline:index", "clipboard-check"),
}
_OF_A_CAMPAIGN = ("visits:left", "visits:leaders")
_OF_A_PLACE = {
    "visits:left": Permission.VISIT_VIEW,
    "visits:occurrences": Permission.VISIT_VIEW,
    "merits:plaques_left": Permission.MERIT_VIEW,
}


def where(assignment: Assignment, actor: Actor) -> list[Link]:
    """Where what is counted towards the assignment is recorded and seen, at the unit's place."""
    duty, place = assignment.duty, assignment.unit.region
    if duty.kind == "filing":
        return _papers(assignment)
    if duty.kind not in _RECORDED:
        return []
    label, view, icon = _RECORDED[duty.kind]
    url = address(view, *([duty.campaign_id] if view in _OF_A_CAMPAIGN else []))
    if view in _OF_A_PLACE and actor.may(_OF_A_PLACE[view], place):
        url = f"{url}?place={place.pk}"
    return [Link(label, url, icon)] if url else []


def _papers(assignment: Assignment) -> list[Link]:
    duty = assignment.duty
    found = []
    if Filing.objects.filter(unit=assignment.unit_id, edition__campaign=duty.campaign_id).exists():
        found.append(Link("去填报", address("filings:index"), "table"))
    if "report" in duty.deliverables:
        found.append(Link("去写报告", address("reports:index"), "journal-text"))
    return [link for link in found if link.url]


def label(duty: Duty) -> str:
    """A duty in few words: its kind, whose rank it asks for, and its clause."""
    kind = titled(duty.kind, duty.standard) or duty.summary
    return f"{kind} {duty.clause}" if duty.clause else kind


def progress_option(tallies: Sequence[Tally]) -> dict[str, Any]:
    """Units by duty: done, late, still open; one bar a duty, the first on top."""
    return {
        "legend": {"top": 0, "data": ["已完成", "逾期", "进行中"]},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": [label(tally.duty) for tally in tallies],
        },
        "series": [
            _stack("已完成", [tally.done for tally in tallies], 4),
            _stack("逾期", [tally.late for tally in tallies], 1),
            _stack("进行中", [tally.open for tally in tallies], 6),
        ],
    }


def coverage_option(places: Sequence[Coverage]) -> dict[str, Any]:
    """Households by place: visited, excused, left."""
    return {
        "legend": {"top": 0, "data": ["已走访", "经批准免访", "未走访"]},
        "tooltip": {"trigger": "axis"},
        "xAxis": {
            "type": "category",
            "data": [place.name for place in places],
            "axisLabel": {"interval": 0, "rotate": 30 if len(places) > 6 else 0},
        },
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            _stack("已走访", [place.visited for place in places], 4),
            _stack("经批准免访", [place.excused for place in places], 2),
            _stack("未走访", [place.left for place in places], 6),
        ],
    }


def _stack(name: str, values: list[int], colour: int) -> dict[str, Any]:
    bar = {"type": "bar", "stack": "all", "barMaxWidth": 22, "yuSeries": colour}
    return bar | {"name": name, "data": values}


def days_left(campaign: Campaign, today: date) -> int:
    """Days up to the end; none when it is over or closed."""
    return max((campaign.ends_on - today).days, 0) if campaign.state == "open" else 0


def laying_on(campaign: Campaign) -> set[int]:
    """Units that laid duties on others in the campaign: those whose own board one can open."""
    return set(campaign.duties.values_list("unit", flat=True).distinct().order_by())


def share_done(board: Board) -> tuple[int, int]:
    """Squares of the board that are complete, of all."""
    squares = board.squares
    return sum(one.progress.is_complete for one in squares), len(squares)
