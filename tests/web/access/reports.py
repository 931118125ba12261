"""Addresses of the pages about special reports."""

import base64

from tests import make
from tests.web.access import Listing, Row
from yushui.reports import actions


# A red dot: the smallest picture that a camera would not have made.
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def _report(world, unit, by=None):
    campaign = make.campaign(world.prefecture)
    make.assignment(make.duty(campaign, kind="filing", deliverables=["report"]), to=unit)
    return actions.draft(campaign, unit=unit, by=by or world.users["clerk"].actor)


def things(world):
    report = _report(world, world.here)
    photo = actions.illustrate(
        report, name="座谈.png", content=DOT, caption="座谈", by=world.users["clerk"].actor
    )
    to_begin = make.campaign(world.prefecture)
    for unit in (world.here, world.there, world.township):
        make.assignment(make.duty(to_begin, kind="filing", deliverables=["report"]), to=unit)
    return {"report": report, "photo": photo, "to_begin": to_begin}


def _post(path, **statuses):
    moved = {"clerk": 302, "superior": 302, "neighbour": 404, "worker": 403, "leader": 403}
    return Row(path, method="post", **(moved | statuses))


ACCESS = {
    "reports:index": Row("/reports/"),
    "reports:begin": _post("/reports/campaign/{to_begin}/begin/", neighbour=302),
    "reports:show": Row("/reports/{report}/", neighbour=404, worker=404),
    "reports:edit": Row("/reports/{report}/edit/", neighbour=404, worker=403, leader=403),
    "reports:redraft": _post("/reports/{report}/redraft/"),
    "reports:submit": _post("/reports/{report}/submit/"),
    "reports:send_back": _post("/reports/{report}/send-back/", clerk=403),
    "reports:accept": _post("/reports/{report}/accept/", clerk=403),
    "reports:document": Row("/reports/{report}/document/", neighbour=404, worker=404),
    "reports:figure": Row("/reports/{report}/figure/persons/", neighbour=404, worker=404),
    "reports:attach_photo": _post("/reports/{report}/photos/"),
    "reports:photo": Row("/reports/photo/{photo}/", neighbour=404, worker=404),
    "reports:remove_photo": _post("/reports/photo/{photo}/remove/"),
}


def _more(world, n):
    by = make.actor("head", world.here)
    for _ in range(n):
        _report(world, make.township(world.here), by)


LISTS = {"reports:index": Listing("/reports/", fill=_more)}
FRAGMENTS = ["reports:index"]
