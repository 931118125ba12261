"""What the figures of group visits say by themselves: too dear, too many, without leave.

Read anew every time, for the middle of a campaign moves; what somebody has explained is a row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from yushui.discipline import rules
from yushui.discipline.lifecycle import Matter
from yushui.discipline.models import Finding, Limit
from yushui.kernel.money import MoneyField, fen_of, yuan_text
from yushui.territory import paths
from yushui.visits.lifecycle import State
from yushui.visits.models import Gift, GroupVisit, Participant, Visit


@dataclass(frozen=True)
class Held:
    """A group visit in figures: at least so many came, and so much was spent on them."""

    event: GroupVisit
    families: int
    company: int
    spent: int  # fen

    @property
    def headcount(self) -> int:
        """One of each family and those who came along: at least so many."""
        return self.families + self.company

    @property
    def per_home(self) -> int:
        return self.spent // self.families if self.families else 0


@dataclass(frozen=True)
class Oddity:
    """Something about a group visit that somebody has to explain."""

    event: GroupVisit
    matter: Matter
    summary: str


def held_in(campaigns: Sequence[int]) -> list[Held]:
    """Every group visit of the campaigns that stands, in one query."""
    none = Value(0, output_field=MoneyField())
    standing = Visit.objects.standing().filter(group_visit=OuterRef("pk")).order_by()
    money = standing.values("group_visit").annotate(sum=Sum("money")).values("sum")
    given = Gift.objects.filter(
        visit__group_visit=OuterRef("pk"), visit__state=State.RECORDED
    ).order_by()
    goods = given.values("visit__group_visit").annotate(sum=Sum("value")).values("sum")
    came = Participant.objects.filter(group_visit=OuterRef("pk")).order_by()
    company = came.values("group_visit").annotate(sum=Count("pk")).values("sum")
    rows = GroupVisit.objects.filter(campaign__in=campaigns, state=State.RECORDED).annotate(
        families=Count("visits", filter=Q(visits__state=State.RECORDED)),
        money=Coalesce(Subquery(money, output_field=MoneyField()), none),
        goods=Coalesce(Subquery(goods, output_field=MoneyField()), none),
        company=Coalesce(Subquery(company), 0),
    )
    loaded: Iterable[Any] = rows.select_related("region", "unit", "campaign", "gathering").order_by(
        "held_on", "pk"
    )
    return [
        Held(one, one.families, one.company, fen_of(one.money) + fen_of(one.goods))
        for one in loaded
    ]


def oddities(campaigns: Sequence[int]) -> list[Oddity]:
    """What nobody has explained yet, in three queries however many events there are."""
    held = held_in(campaigns)
    known = set(
        Finding.objects.filter(group_visit__campaign__in=campaigns)
        .exclude(matter=Matter.ITEM)
        .values_list("group_visit", "matter")
    )
    limits = _Limits(one.event for one in held)
    middles = _middles(held)
    found = [
        Oddity(one.event, matter, told)
        for one in held
        for matter, told in _told(one, limits, middles[one.event.pk])
    ]
    return [one for one in found if (one.event.pk, one.matter) not in known]


def oddities_of(event: GroupVisit) -> list[Oddity]:
    return [one for one in oddities([event.campaign_id]) if one.event.pk == event.pk]


def _middles(held: Sequence[Held]) -> Mapping[int, int]:
    """For each event the middle of its own campaign, where it is far above it."""
    found: dict[int, int] = {}
    for campaign in {one.event.campaign_id for one in held}:
        among = [one for one in held if one.event.campaign_id == campaign]
        dear = rules.dear([one.per_home for one in among])
        found |= {one.event.pk: middle for one, middle in zip(among, dear, strict=True)}
    return found


def _told(one: Held, limits: "_Limits", middle: int) -> Iterable[tuple[Matter, str]]:
    mine = limits.of(one.event)
    spent = yuan_text(one.per_home)
    ceiling = fen_of(mine.per_home)
    if ceiling and one.per_home > ceiling:
        yield Matter.SPEND, f"每户支出 {spent} 元，超过规定的 {yuan_text(ceiling)} 元"
    elif middle:
        told = f"每户支出 {spent} 元，是本次活动各场中间水平 {yuan_text(middle)} 元的两倍以上"
        yield Matter.SPEND, told
    leave = getattr(one.event, "gathering", None)
    if leave is None and mine.size is not None and one.headcount >= mine.size:
        told = f"到场至少 {one.headcount} 人，达到须经批准的 {mine.size} 人，没有经过批准"
        yield Matter.UNAPPROVED, told
    if leave is not None and one.headcount > leave.size:
        yield Matter.BEYOND, f"批准 {leave.size} 人，到场至少 {one.headcount} 人"


@dataclass(frozen=True)
class Bounds:
    """What holds for one event, all places above it taken together: the strictest."""

    size: int | None = None
    refused_from: int | None = None
    per_home: Decimal = Decimal(0)


class _Limits:
    """The limits of every place that any of the events lies in, read at once."""

    def __init__(self, events: Iterable[GroupVisit]) -> None:
        places = {key for event in events for key in paths.ids(event.region.path)}
        rows = Limit.objects.filter(region__in=places) if places else Limit.objects.none()
        self.rows = list(rows.order_by("since", "pk"))

    def of(self, event: GroupVisit) -> Bounds:
        above = set(paths.ids(event.region.path))
        # The latest of each place, where it has not ended.
        latest = {
            one.region_id: one
            for one in self.rows
            if one.region_id in above
            and one.since <= event.held_on
            and (one.until is None or event.held_on <= one.until)
        }
        return strictest(latest.values())


def strictest(limits: Iterable[Limit]) -> Bounds:
    per_home = Decimal(0)
    sizes: list[int] = []
    refused: list[int] = []
    for one in limits:
        per_home = rules.in_place_of(per_home, one.per_home)
        if one.size is not None:
            sizes.append(one.size)
            refused += [one.size] if one.is_refused else []
    return Bounds(min(sizes, default=None), min(refused, default=None), per_home)
