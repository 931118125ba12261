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
        "our_draft": draft,
        "our_item": item,
        "our_addressee": addressee,
        "our_notice": sent,
        "their_receipt": receipt,
        "upper_notice": upper,
    }


# What only the desk of the unit may open: one above sees the notice and is refused, others find
# nothing, as does a receiver while the notice is a draft.
DESK = {
    "neighbour": 404, "superior": 403, "town": 404, "worker": 403, "leader": 403, "command": 404
}  # fmt: skip
PRESSED = {**DESK, "clerk": 302, "method": "post"}

ACCESS = {
    "notices:index": Row("/notices/"),
    "notices:upload": Row("/notices/upload/", worker=403, leader=403),
    "notices:show": Row("/notices/{our_notice}/", neighbour=404, command=404),
    "notices:original": Row(
        "/notices/{our_notice}/original/",
        clerk=404,
        superior=404,
        neighbour=404,
        town=404,
        worker=404,
        leader=404,
        command=404,
    ),
    "notices:confirm_all": Row("/notices/{our_draft}/confirm/", **PRESSED),
    "notices:add": Row("/notices/{our_draft}/add/deadline/", **DESK),
    "notices:item": Row("/notices/items/{our_item}/", clerk=302, **DESK),
    "notices:confirm": Row("/notices/items/{our_item}/confirm/", **PRESSED),
    "notices:correct": Row("/notices/items/{our_item}/correct/", **DESK),
    "notices:remove": Row("/notices/items/{our_item}/remove/", **PRESSED),
    "notices:recipients": Row("/notices/{our_draft}/recipients/", **DESK),
    "notices:match": Row("/notices/{our_draft}/recipients/match/", **PRESSED),
    "notices:settle": Row("/notices/addressees/{our_addressee}/", **DESK),
    "notices:nobody": Row("/notices/addressees/{our_addressee}/nobody/", **PRESSED),
    "notices:drop": Row("/notices/addressees/{our_addressee}/drop/{township}/", **PRESSED),
    "notices:role": Row(
        "/notices/addressees/{our_addressee}/role/", data={"role": "copy"}, **PRESSED
    ),
    "notices:publish": Row("/notices/{our_draft}/publish/", **PRESSED),
    "notices:withdraw": Row("/notices/{our_notice}/withdraw/", **{**PRESSED, "town": 403}),
    "notices:pass_on": Row(
        "/notices/{upper_notice}/pass-on/",
        method="post",
        data={"unit": "{here}"},
        clerk=404,
        superior=404,
        neighbour=404,
        town=404,
        worker=403,
        leader=403,
        command=404,
    ),
    "notices:receive": Row(
        "/notices/receipts/{their_receipt}/receive/",
        method="post",
        clerk=403,
        superior=403,
        town=302,
        worker=302,
        neighbour=404,
        leader=403,
        command=404,
    ),
}


def arrive(world, n):
    return [published(world.prefecture, world.here) for _ in range(n)]


LISTS = {"notices:index": Listing("/notices/", fill=arrive)}
FRAGMENTS = ["notices:index"]
