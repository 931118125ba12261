"""Addresses of the pages about money that comes in and moves."""

import uuid
from datetime import date
from decimal import Decimal

from tests import make
from tests.web.access import Listing, Row
from yushui.funds.actions import transfers
from yushui.funds.actions.transfers import Slip
from yushui.funds.models import Origin


def _slip(amount):
    return Slip(
        amount=Decimal(amount),
        document="云财社〔2026〕3号",
        on=date(2026, 7, 12),
        op_id=uuid.uuid4(),
    )


def _appropriation(world, unit, amount=1000):
    return transfers.appropriate(
        world.things["money_campaign"], unit, origin=Origin.BUDGET, slip=_slip(amount),
        by=make.actor("clerk", unit),
    )  # fmt: skip


def _transfer(world, to=None):
    return transfers.pass_on(
        world.things["money_campaign"], giver=world.here, receiver=to or world.township,
        slip=_slip(1), by=make.actor("clerk", world.here),
    )  # fmt: skip


def things(world):
    round_ = make.campaign(world.prefecture)
    for unit in (world.here, world.there, world.township):
        make.assignment(make.duty(round_), to=unit)
    world.things["money_campaign"] = round_
    return {
        "appropriation": _appropriation(world, world.here),
        "transfer": _transfer(world),
    }


def _new_townships(world, n):
    for _ in range(n):
        _transfer(world, make.township(world.here))


MANAGED = {"worker": 403, "leader": 403}
CANCELLED = {
    "method": "post", "data": {"reason": "登错"},
    "clerk": 302, "neighbour": 404, "superior": 404, "town": 404, "command": 404, **MANAGED,
}  # fmt: skip

ACCESS = {
    "funds:index": Row("/funds/"),
    "funds:reconcile": Row("/funds/campaign/{money_campaign}/"),
    "funds:workbook": Row("/funds/campaign/{money_campaign}/workbook/"),
    "funds:rests_on": Row(
        "/funds/campaign/{money_campaign}/postings/cash/?unit={township}",
        neighbour=404, command=404,
    ),
    "funds:entries": Row("/funds/campaign/{money_campaign}/entries/"),
    "funds:appropriate": Row("/funds/campaign/{money_campaign}/appropriate/", **MANAGED),
    "funds:pass_on": Row("/funds/campaign/{money_campaign}/pass-on/", **MANAGED),
    "funds:give_back": Row(
        "/funds/campaign/{money_campaign}/give-back/", superior=302, command=302, **MANAGED
    ),
    "funds:cancel_appropriation": Row("/funds/appropriation/{appropriation}/cancel/", **CANCELLED),
    "funds:cancel_transfer": Row("/funds/transfer/{transfer}/cancel/", **CANCELLED),
}  # fmt: skip
LISTS = {
    "funds:index": Listing(
        "/funds/", fill=lambda world, n: [make.campaign(world.here) for _ in range(n)]
    ),
    "funds:entries": Listing(
        "/funds/campaign/{money_campaign}/entries/",
        fill=lambda world, n: [_transfer(world) for _ in range(n)],
    ),
    "funds:reconcile": Listing("/funds/campaign/{money_campaign}/", fill=_new_townships),
}
FRAGMENTS = ["funds:index", "funds:entries"]
