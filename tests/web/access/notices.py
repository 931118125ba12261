"""Pages of the notices: the county's draft, and one it published to its township."""

from datetime import date

from tests import make
from tests.web.access import Listing, Row
from yushui.kernel import clock
from yushui.notices.models import Addressee, Item, Receipt


def published(unit, to, **values):
    made = make.notice(unit, state="published", published_at=clock.now(), **values)
    return made, Receipt.objects.create(notice=made, unit=to)


def things(world):
    draft = make.notice(
        world.here, text="各乡镇请于8月10日前报送情况。", signed_on=date(2026, 7, 10)
    )
    item = Item.objects.create(
        notice=draft,
        kind="recipient",
        content={"text": "各乡镇", "role": "main"},
        as_read={"text": "各乡镇", "role": "main"},
        start=0,
        end=3,
    )
    addressee = Addressee.objects.create(notice=draft, text="各乡镇", is_settled=True)
    addressee.units.add(world.township)
    Receipt.objects.create(notice=draft, unit=world.township, addressee=addressee)
    sent, receipt = published(world.here, world.township)
    upper, _ = published(world.prefecture, world.here)
    upper.receipts.update(state="received", received_at=clock.now())
    return {
        "draft": draft,
        "item": item,
        "addressee": addressee,
        "sent": sent,
        "receipt": receipt,
        "upper": upper,
    }


# What only the desk of the unit, or of one above it, may open: others of the desk find nothing.
DESK = {"neighbour": 404, "worker": 403, "leader": 403}
PRESSED = {**DESK, "clerk": 302, "superior": 302, "method": "post"}

ACCESS = {
    "notices:index": Row("/notices/"),
    "notices:upload": Row("/notices/upload/", worker=403, leader=403),
    "notices:show": Row("/notices/{sent}/", neighbour=404),
    "notices:original": Row(
        "/notices/{sent}/original/", clerk=404, superior=404, neighbour=404, worker=404, leader=404
    ),
    "notices:confirm_all": Row("/notices/{draft}/confirm/", **PRESSED),
    "notices:add": Row("/notices/{draft}/add/deadline/", **DESK),
    "notices:item": Row("/notices/items/{item}/", clerk=302, superior=302, **DESK),
    "notices:confirm": Row("/notices/items/{item}/confirm/", **PRESSED),
    "notices:correct": Row("/notices/items/{item}/correct/", **DESK),
    "notices:remove": Row("/notices/items/{item}/remove/", **PRESSED),
    "notices:recipients": Row("/notices/{draft}/recipients/", **DESK),
    "notices:match": Row("/notices/{draft}/recipients/match/", **PRESSED),
    "notices:settle": Row("/notices/addressees/{addressee}/", **DESK),
    "notices:nobody": Row("/notices/addressees/{addressee}/nobody/", **PRESSED),
    "notices:drop": Row("/notices/addressees/{addressee}/drop/{township}/", **PRESSED),
    "notices:role": Row("/notices/addressees/{addressee}/role/", data={"role": "copy"}, **PRESSED),
    "notices:publish": Row("/notices/{draft}/publish/", **PRESSED),
    "notices:withdraw": Row("/notices/{sent}/withdraw/", **PRESSED),
    "notices:pass_on": Row(
        "/notices/{upper}/pass-on/",
        method="post",
        data={"unit": "{here}"},
        clerk=404,
        superior=404,
        neighbour=404,
        worker=403,
        leader=403,
    ),
    "notices:receive": Row(
        "/notices/receipts/{receipt}/receive/",
        method="post",
        clerk=302,
        superior=302,
        worker=302,
        neighbour=404,
        leader=403,
    ),
}


def arrive(world, n):
    return [published(world.prefecture, world.here) for _ in range(n)]


LISTS = {"notices:index": Listing("/notices/", fill=arrive)}
FRAGMENTS = ["notices:index"]
