"""Pages of the campaigns: one of the county, with a duty laid on its township."""

from datetime import date

from tests import make
from tests.web.access import Listing, Row
from tests.web.access.notices import published


def things(world):
    campaign = make.campaign(world.here)
    laid = make.duty(campaign, kind="publicity", due_on=date(2026, 8, 10), quote="广泛宣传。")
    assignment = make.assignment(laid, to=world.township, due_on=date(2026, 8, 5))
    unlaid, _ = published(world.here, world.township)
    return {
        "our_campaign": campaign,
        "our_duty": laid,
        "our_assignment": assignment,
        "unlaid": unlaid,
    }


# The county's desk alone, and the township alone: whoever else sees it is refused. The command
# looks at its office's campaign like a leader, and does not open the papers of it.
DESK = {
    "neighbour": 404, "superior": 403, "town": 403, "worker": 403, "leader": 403, "command": 403
}  # fmt: skip
PRESSED = {**DESK, "clerk": 302, "method": "post"}
WORKED = {
    "neighbour": 404, "superior": 403, "clerk": 403, "town": 302, "worker": 302, "leader": 403,
    "command": 403, "method": "post",
}  # fmt: skip

ACCESS = {
    "campaigns:index": Row("/campaigns/"),
    "campaigns:show": Row("/campaigns/{our_campaign}/", neighbour=404),
    "campaigns:close": Row("/campaigns/{our_campaign}/close/", **PRESSED),
    "campaigns:resume": Row("/campaigns/{our_campaign}/resume/", **PRESSED),
    "campaigns:freeze": Row("/campaigns/{our_campaign}/targets/", **PRESSED),
    "campaigns:plan": Row("/campaigns/plan/{unlaid}/", **{**DESK, "command": 404}),
    "campaigns:duty": Row("/campaigns/duties/{our_duty}/", neighbour=404),
    "campaigns:assignment": Row("/campaigns/assignments/{our_assignment}/", neighbour=404),
    "campaigns:finish": Row(
        "/campaigns/assignments/{our_assignment}/finish/", data={"note": "已办。"}, **WORKED
    ),
    "campaigns:reopen": Row("/campaigns/assignments/{our_assignment}/reopen/", **WORKED),
    "campaigns:reschedule": Row(
        "/campaigns/assignments/{our_assignment}/reschedule/",
        data={"due_on": "2026-08-06"},
        **PRESSED,
    ),
    "campaigns:evidence": Row(
        "/campaigns/assignments/{our_assignment}/evidence/",
        clerk=404,
        superior=404,
        neighbour=404,
        town=404,
        worker=404,
        leader=404,
        command=404,
    ),
}
LISTS = {
    "campaigns:index": Listing(
        "/campaigns/", fill=lambda world, n: [make.campaign(world.here) for _ in range(n)]
    )
}
FRAGMENTS = ["campaigns:index"]
