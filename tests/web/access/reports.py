"""Addresses of the pages about special reports."""

import base64

from tests import make
from tests.web.access import Listing, Row
from yushui.filings.models import Report
from yushui.kernel import clock
from yushui.reports import actions, figures


# A red dot: the smallest picture that a camera would not have made.
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def _report(world, unit):
    campaign = make.campaign(world.prefecture)
    make.assignment(make.duty(campaign, kind="filing", deliverables=["report"]), to=unit)
    return actions.draft(campaign, unit=unit, by=make.actor("head", unit))


def things(world):
    report = _report(world, world.here)
    photo = actions.illustrate(
        report, name="座谈.png", content=DOT, caption="座谈", by=world.users["clerk"].actor
    )
    to_begin = make.campaign(world.prefecture)
    for unit in (world.here, world.there, world.township):
        make.assignment(make.duty(to_begin, kind="filing", deliverables=["report"]), to=unit)
    handed_in = _report(world, world.here)
    values = {key: one | {"value": 0} for key, one in figures.catalogue().items()}
    Report.objects.filter(pk=handed_in.pk).update(
        state="submitted", submitted_at=clock.now(), figures=values
    )
    return {"report_in": handed_in, "report": report, "photo": photo, "to_begin": to_begin}


def _post(path, **statuses):
    own = {"clerk": 302, "superior": 403, "worker": 403, "leader": 403}
    return Row(
        path, method="post", **(own | {"neighbour": 404, "town": 404, "command": 404} | statuses)
    )


READER = {"clerk": 403, "superior": 302}


ACCESS = {
    "reports:index": Row("/reports/"),
    "reports:begin": _post(
        "/reports/campaign/{to_begin}/begin/", superior=302, neighbour=302, town=302, command=403
    ),
    "reports:show": Row("/reports/{report}/", neighbour=404, town=404, worker=404, command=404),
    "reports:edit": Row(
        "/reports/{report}/edit/",
        neighbour=404,
        superior=403,
        town=404,
        worker=403,
        leader=403,
        command=404,
    ),
    "reports:redraft": _post("/reports/{report}/redraft/"),
    "reports:submit": _post("/reports/{report}/submit/"),
    "reports:send_back": _post("/reports/{report}/send-back/", **READER),
    "reports:accept": _post("/reports/{report}/accept/", **READER),
    "reports:document": Row(
        "/reports/{report}/document/", neighbour=404, town=404, worker=404, command=404
    ),
    "reports:supplement": Row(
        "/reports/{report_in}/supplement/", neighbour=404, town=404, worker=404, command=404
    ),
    "reports:supplement_document": _post("/reports/{report_in}/supplement/document/"),
    "reports:figure": Row(
        "/reports/{report}/figure/persons/", neighbour=404, town=404, worker=404, command=404
    ),
    "reports:attach_photo": _post("/reports/{report}/photos/"),
    "reports:photo": Row(
        "/reports/photo/{photo}/", neighbour=404, town=404, worker=404, command=404
    ),
    "reports:remove_photo": _post("/reports/photo/{photo}/remove/"),
}


def _more(world, n):
    for _ in range(n):
        _report(world, make.township(world.here))


LISTS = {"reports:index": Listing("/reports/", fill=_more)}
FRAGMENTS = ["reports:index"]
