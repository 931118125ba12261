"""Pages of what goes back to the sender of a roster."""

from tests.people import sheets
from tests.web.access import Listing, Row
from tests.web.access.people import check
from yushui.kernel import clock
from yushui.people import actions
from yushui.people.models import Person, Reply


def things(world):
    clerk = world.users["clerk"].actor
    roster = check(world, [sheets.row(21, 姓名="吴回")])
    actions.load_roster(roster, by=clerk)
    actions.set_status(Person.objects.get(name="吴回"), move="die", on=clock.today(), by=clerk)
    return {"replied": roster, "reply": actions.make_reply(roster, by=clerk)}


def replies(world, n):
    Reply.objects.bulk_create(
        Reply(
            roster=world.things["replied"], unit=world.here, sealed=b"x", made_at=clock.now(),
            outcome={"compared": 3}, state="void", voided_at=clock.now(), voided_reason="重做",
        )
        for _ in range(n)
    )  # fmt: skip


DESK = {"neighbour": 404, "town": 404, "worker": 403, "leader": 403}

ACCESS = {
    "people:replies": Row("/people/replies/", worker=403, leader=403),
    "people:make_reply": Row("/people/rosters/{replied}/reply/", **DESK, command=404),
    "people:reply": Row("/people/replies/{reply}/", **DESK),
    "people:void_reply": Row("/people/replies/{reply}/void/", **DESK),
    "people:fetch_reply": Row(
        "/people/replies/{reply}/file/",
        method="post", **DESK, clerk=302, superior=302, command=302,
    ),
    "people:sign_reply": Row(
        "/people/replies/{reply}/sign/civil/",
        method="post",
        **dict.fromkeys(("clerk", "neighbour", "superior", "town", "worker", "leader"), 403),
        command=403,
    ),
}  # fmt: skip
LISTS = {"people:replies": Listing("/people/replies/", fill=replies)}
