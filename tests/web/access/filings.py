"""Addresses of the pages about statistics tables."""

from tests import make
from tests.filings.test_binding import S1
from tests.web.access import Listing, Row
from yushui.filings import actions
from yushui.kernel import clock
from yushui.notices.models import Item


def _edition(world, units):
    notice = make.notice(world.here, state="published", published_at=clock.now())
    Item.objects.create(
        notice=notice, kind=Item.Kind.TABLE,
        content={"title": "统计表", "header_fields": [], "columns": S1, "rows": []},
    )  # fmt: skip
    campaign = make.campaign(world.here, notice=notice)
    duty = make.duty(campaign, kind="filing", notice=notice, deliverables=["table"])
    for unit in units:
        make.assignment(duty, to=unit)
    by = make.actor("head", world.here)
    [edition] = actions.design(campaign, notice=notice, by=by)
    return edition, by


def things(world):
    draft, _ = _edition(world, [world.township])
    edition, by = _edition(world, [world.township])
    actions.open_edition(edition, by=by)
    filing = edition.filings.get()
    actions.fill(filing, by=make.actor("clerk", world.township))
    return {
        "table_draft": draft,
        "edition": edition,
        "filing": filing,
        "cell": filing.cells.get(column__position=0),
        "table_column": draft.columns.get(position=0),
        "table_campaign": draft.campaign,
    }


def _many(world, n):
    townships = [make.township(world.here) for _ in range(n)]
    edition, by = _edition(world, townships)
    actions.open_edition(edition, by=by)


def _more_reporters(world, n):
    """More townships on the collection that the path names."""
    edition = world.things["edition"]
    for _ in range(n):
        edition.filings.create(unit=make.township(world.here))


def _post(path, **statuses):
    refused = {"neighbour": 404, "superior": 403, "worker": 403, "leader": 403, "command": 404}
    return Row(path, method="post", **(refused | statuses))


# What the township does with its table, and what the county that asked for it does.
OWN = {"clerk": 403, "town": 302}
ASKED = {"clerk": 302, "town": 403}


ACCESS = {
    "filings:index": Row("/filings/"),
    "filings:show": Row("/filings/{filing}/", neighbour=404, command=404),
    "filings:fill": _post("/filings/{filing}/fill/", **OWN),
    "filings:submit": _post("/filings/{filing}/submit/", **OWN),
    "filings:withdraw": _post("/filings/{filing}/withdraw/", **OWN),
    "filings:accept": _post("/filings/{filing}/accept/", **ASKED),
    "filings:send_back": _post("/filings/{filing}/send-back/", **ASKED),
    "filings:workbook": Row("/filings/{filing}/workbook/", neighbour=404, command=404),
    "filings:cell": Row("/filings/cell/{cell}/", neighbour=404, command=404),
    "filings:edition": Row("/filings/edition/{edition}/", neighbour=404, command=404),
    "filings:open": _post("/filings/edition/{table_draft}/open/", clerk=302, town=404),
    "filings:rollup": Row(
        "/filings/edition/{edition}/rollup/", neighbour=404, town=404, worker=404, command=404
    ),
    "filings:rollup_workbook": Row(
        "/filings/edition/{edition}/rollup/workbook/",
        neighbour=404, town=404, worker=404, command=404,
    ),
    "filings:column": Row(
        "/filings/column/{table_column}/",
        neighbour=404, superior=403, town=404, worker=403, leader=403, command=404,
    ),
    # Who issued no notice for the campaign is told so, and sent back to the list.
    "filings:design": Row(
        "/filings/campaign/{table_campaign}/design/",
        neighbour=404, superior=302, town=302, worker=403, leader=403, command=302,
    ),
}  # fmt: skip
LISTS = {
    "filings:index": Listing("/filings/", fill=_many),
    "filings:rollup": Listing("/filings/edition/{edition}/rollup/", fill=_more_reporters),
}
