"""What a notice would lay on whom: worked out without writing, for the preview and for opening.

The deadlines of the notice become duties to hand something in; its other demands become duties of
their own kind. A demand is linked with the day of its deadline, so correcting the one moves both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from yushui.campaigns import rules
from yushui.campaigns.dispatching import Parties
from yushui.campaigns.labels import DELIVERABLES, titled
from yushui.campaigns.models import Assignment, Campaign, Duty
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.notices.models import Item, Notice, of
from yushui.notices.rules import shortened
from yushui.territory.kinds import Lane
from yushui.territory.models import Unit


HANDING_IN = "filing"
# 分管领导 of whom is said in the same sentence: 各乡镇（街道）主要领导和分管领导 (S4-29).
_RANK_ALONE = re.compile(
    r"(?:党政)?(?:主要|分管|班子)?(?:领导|负责同志|负责人|有关同志)(?:班子)?(?:成员)?"
)


_Due = tuple[str | None, str | None]  # day and hour, of the notice's JSON


@dataclass(frozen=True)
class Laid:
    """A duty that is not written yet, the units it falls on, and the day they have it done by."""

    duty: Duty
    owing: Sequence[Unit]
    due_on: date | None


def campaign_of(notice: Notice) -> Campaign | None:
    """The campaign this very notice was laid out in."""
    own = Campaign.objects.filter(notice=notice).first()
    return own or Campaign.objects.filter(duties__notice=notice).first()


def campaign_above(notice: Notice) -> Campaign | None:
    """The campaign of the nearest notice that this one was passed on from."""
    source = notice.based_on
    while source is not None:
        if found := campaign_of(source):
            return found
        source = source.based_on
    return None


def daily_book(year: int) -> dict[str, Any]:
    """The columns of the book of a year's daily work: kept by whoever nobody stands above."""
    tops = Unit.objects.filter(superior=None, lane=Lane.CIVIL)
    if (unit := tops.order_by("pk").first()) is None:
        raise RuleViolation("系统里还没有单位，请先由系统管理员建立单位。")
    return {
        "name": f"{year}年日常工作",
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "unit": unit,
    }


def new_campaign(notice: Notice) -> Campaign:
    """The campaign that the notice starts, unsaved."""
    read = next(iter(of(notice, Item.Kind.CAMPAIGN)), {})
    festival_on = _day(read.get("festival_on"))
    days = [_day(deadline["on"]) for deadline in of(notice, Item.Kind.DEADLINE)]
    announced_on = rules.announced(notice.signed_on, today=clock.today(), days=[festival_on, *days])
    starts_on, ends_on = rules.window(
        announced_on=announced_on,
        festival_on=festival_on,
        last_due_on=max((day for day in days if day), default=None),
    )
    return Campaign(
        name=shortened(read.get("name") or notice.title, 120),
        occasion=read.get("occasion") or "",
        year=read.get("year") or announced_on.year,
        festival_on=festival_on,
        starts_on=starts_on,
        ends_on=ends_on,
        unit=notice.unit,
        notice=notice,
    )


def lay_out(notice: Notice, *, starts_on: date, today: date) -> list[Laid]:
    """Duties with those who owe them.

    What a notice passed on asks of nobody below is left out; of a first notice it is kept, so that
    somebody sees that nobody is meant.
    """
    parties = Parties.of(notice)
    above = _owed_above(notice)
    laid = []
    for duty in [*_handed_in(notice), *_demanded(notice)]:
        is_ours = (duty.kind, duty.quote) in above
        owing = parties.owing(duty.actors, kind=duty.kind, is_ours=is_ours)
        if owing or not parties.is_passed_on:
            due_on = _internal_day(duty, above, starts_on=starts_on, today=today)
            laid.append(Laid(duty, owing, due_on))
    return laid


def _handed_in(notice: Notice) -> Iterator[Duty]:
    """A duty to hand something in for every deadline that is not simply the day of a demand."""
    demands = [one for one in of(notice, Item.Kind.DUTY) if one["kind"] != HANDING_IN]
    for deadline in of(notice, Item.Kind.DEADLINE):
        if not deadline["deliverables"] and any(_overlap(deadline, one) for one in demands):
            continue
        yield Duty(
            notice=notice,
            unit=notice.unit,
            kind=HANDING_IN,
            summary=_hand_in(deadline),
            quote=deadline["quote"],
            actors=deadline["owed_by"],
            deliverables=deadline["deliverables"],
            due_on=_day(deadline["on"]),
            due_at=deadline.get("at") or "",
            recurs=deadline["recurs"] or "",
            **_place(deadline),
        )


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    a, b = one.get("span"), other.get("span")
    return bool(a and b and a[0] < b[1] and b[0] < a[1])


def _hand_in(deadline: Mapping[str, Any]) -> str:
    what = deadline["what"] or "、".join(DELIVERABLES[one] for one in deadline["deliverables"])
    return shortened(f"报送{what.removeprefix('报送')}" if what else "按时限报送材料", 200)


def _demanded(notice: Notice) -> Iterator[Duty]:
    """The other duties; handing in is already there, by its deadline."""
    read = [one for one in of(notice, Item.Kind.DUTY) if one["kind"] != HANDING_IN]
    moved = _moved_days(notice)
    for demand in read:
        due = (demand["due"], demand.get("due_at"))
        due_on, due_at = moved.get(due, due)
        yield Duty(
            notice=notice,
            unit=notice.unit,
            kind=demand["kind"],
            clause=demand["clause"][:40],
            summary=shortened(
                f"{titled(demand['kind'], demand['standard'])}：{demand['quote']}", 200
            ),
            quote=demand["quote"],
            actors=_actors(demand, read),
            targets=demand["targets"],
            standard=demand["standard"],
            due_on=_day(due_on),
            due_at=due_at or "",
            **_place(demand),
        )


def _actors(demand: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> list[str]:
    """The actors; where only a rank is named, those of its sentence, else those of its clause."""
    actors: list[str] = demand["actors"]
    if not actors or not all(_RANK_ALONE.fullmatch(actor) for actor in actors):
        return actors
    beside = [other["actors"] for other in others if other["quote"] == demand["quote"]]
    beside += [other["actors"] for other in others if other["clause"] == demand["clause"]]
    named = ([one for one in each if not _RANK_ALONE.fullmatch(one)] for each in beside)
    return next(filter(None, named), actors)


def _moved_days(notice: Notice) -> dict[_Due, _Due]:
    """Days and hours as they were read → as somebody corrected them."""
    corrected = notice.items.filter(kind=Item.Kind.DEADLINE, state=Item.State.CORRECTED)
    pairs = corrected.values_list("as_read", "content")
    return {_due(read): _due(now) for read, now in pairs if read.get("on") and now.get("on")}


def _due(deadline: Mapping[str, Any]) -> _Due:
    return deadline["on"], deadline.get("at")


Owed = dict[tuple[str, str], date | None]  # by kind and quote, which passing on keeps


def _owed_above(notice: Notice) -> Owed:
    """What the passing unit itself owes by when, so that it can ask for it earlier."""
    if notice.based_on is None:
        return {}
    node_id = notice.unit.node_id
    mine = Assignment.objects.filter(
        Q(unit=node_id) | Q(unit__answers_for=node_id),
        unit__lane=notice.unit.lane,
        duty__notice=notice.based_on,
    )
    rows = mine.order_by("pk").values_list("duty__kind", "duty__quote", "due_on")
    return {(kind, quote): due_on for kind, quote, due_on in rows}


def _internal_day(duty: Duty, above: Owed, *, starts_on: date, today: date) -> date | None:
    owed_on = above.get((duty.kind, duty.quote))
    if owed_on is None:
        return duty.due_on
    return rules.backwards(owed_on, levels=1, today=today, starts_on=starts_on)


def _place(content: Mapping[str, Any]) -> dict[str, int | None]:
    return dict(zip(("start", "end"), content.get("span") or (None, None), strict=True))


def _day(value: object) -> date | None:
    """A day of the notice's JSON."""
    return date.fromisoformat(str(value)) if value else None
