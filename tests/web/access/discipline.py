"""Addresses of the pages about discipline and gatherings."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

from tests import make
from tests.web.access import Listing, Row
from yushui.discipline import actions, queries
from yushui.discipline.actions import Look, Plan, Reply, Span
from yushui.discipline.lifecycle import Form, Occasion, Said
from yushui.visits import actions as visits
from yushui.visits.calls import Call, Companion, Event, GiftLine


TODAY = date(2026, 7, 25)
_days = itertools.count()


def _clerk(world):
    return make.actor("clerk", world.here)


def _campaign(world):
    return make.campaign(world.here)


def _look(world, **no):
    asked = queries.checklist_for(world.here.region, TODAY).asked_at(Occasion.CAMPAIGN)
    replies = {one.key: Reply(Said.YES) for one in asked} | no
    return Look(Occasion.CAMPAIGN, TODAY, "李文", replies)


def _checked(world, **no):
    return actions.record(
        campaign=_campaign(world),
        unit=world.here,
        checker=world.here,
        look=_look(world, **no),
        by=_clerk(world),
    )


def _found(world):
    check = _checked(world, thrift_show=Reply(Said.NO, "摆了花篮"))
    return check.answers.get(said=Said.NO).finding


def _gathering(world):
    plan = Plan("座谈会", Form.TEA, TODAY, "会议室", 20, "听取意见", "与镇里合并办")
    return actions.draft(plan, unit=world.here, by=_clerk(world))


def _span():
    return Span(date(2026, 1, 1) + timedelta(days=next(_days)), "〔2026〕1号")


def _limit(world):
    return actions.add_limit(
        world.here.region,
        size=500,
        is_refused=False,
        per_home=Decimal(5),
        span=_span(),
        by=_clerk(world),
    )


def _dear(world):
    """A group visit that costs more than the place allows."""
    _limit(world)
    home = make.household(world.village)
    make.person(home)
    gifts = [GiftLine("goods", "大米", 1, Decimal(90))]
    return visits.record_group(
        campaign=_campaign(world),
        unit=world.here,
        event=Event("集中慰问", world.village),
        households=[home],
        call=Call(TODAY, [Companion("张明")], gifts=gifts),
        by=_clerk(world),
    )


def things(world):
    return {
        "conduct_check": _checked(world),
        "conduct_finding": _found(world),
        "conduct_gathering": _gathering(world),
        "conduct_event": _dear(world),
    }


ELSEWHERE = {"neighbour": 404, "town": 404, "command": 404}
MANAGED = {"worker": 403, "leader": 403}
ACCESS = {
    "discipline:index": Row("/discipline/"),
    "discipline:record": Row("/discipline/record/", leader=403),
    "discipline:show": Row("/discipline/{conduct_check}/", **ELSEWHERE, worker=404),
    "discipline:cancel": Row(
        "/discipline/{conduct_check}/cancel/",
        **ELSEWHERE,
        worker=404,
        leader=403,
        clerk=302,
        superior=403,
        method="post",
        data={"reason": "登错"},
    ),
    "discipline:findings": Row("/discipline/findings/"),
    "discipline:finding": Row("/discipline/findings/{conduct_finding}/", **ELSEWHERE, worker=404),
    "discipline:finding_step": Row(
        "/discipline/findings/{conduct_finding}/step/answer/",
        **ELSEWHERE,
        worker=404,
        leader=403,
    ),
    "discipline:explain": Row(
        "/discipline/explain/{conduct_event}/spend/", **ELSEWHERE, worker=404, leader=403
    ),
    "discipline:gatherings": Row("/discipline/gatherings/"),
    "discipline:apply": Row("/discipline/gatherings/apply/", leader=403),
    "discipline:gathering": Row(
        "/discipline/gatherings/{conduct_gathering}/", **ELSEWHERE, worker=404
    ),
    "discipline:revise": Row(
        "/discipline/gatherings/{conduct_gathering}/revise/",
        **ELSEWHERE,
        worker=404,
        leader=403,
    ),
    "discipline:gathering_step": Row(
        "/discipline/gatherings/{conduct_gathering}/step/ask/",
        **ELSEWHERE,
        worker=404,
        leader=403,
    ),
    "discipline:checklist": Row("/discipline/checklist/"),
    "discipline:add_item": Row("/discipline/checklist/add/", **MANAGED),
    "discipline:switch": Row("/discipline/checklist/switch/", **MANAGED),
    "discipline:limits": Row("/discipline/limits/"),
    "discipline:add_limit": Row("/discipline/limits/add/", **MANAGED),
}
LISTS = {
    "discipline:index": Listing(
        "/discipline/", fill=lambda world, n: [_checked(world) for _ in range(n)]
    ),
    "discipline:findings": Listing(
        "/discipline/findings/", fill=lambda world, n: [_found(world) for _ in range(n)]
    ),
    "discipline:gatherings": Listing(
        "/discipline/gatherings/", fill=lambda world, n: [_gathering(world) for _ in range(n)]
    ),
    "discipline:limits": Listing(
        "/discipline/limits/", fill=lambda world, n: [_limit(world) for _ in range(n)]
    ),
}
FRAGMENTS = [
    "discipline:index",
    "discipline:findings",
    "discipline:gatherings",
    "discipline:limits",
]
