"""Addresses of the pages about gifts: a lot of the county, and what its township has of it."""

import uuid
from datetime import date
from decimal import Decimal

from tests import make
from tests.web.access import Listing, Row
from yushui.goods.actions import deciding, handing, lists, moving
from yushui.goods.actions.deciding import Count
from yushui.goods.actions.handing import Brought, Signature
from yushui.goods.actions.lists import Plan
from yushui.goods.actions.moving import Bought, Slip
from yushui.goods.models import Origin, Shelf


CAME = date(2026, 7, 11)


def _slip(quantity):
    return Slip(quantity=quantity, on=CAME, document="慰入〔2026〕1号", note="运输破损")


def _lot(world, quantity=1000):
    clerk = world.users["clerk"].actor
    bought = Bought(origin=Origin.PURCHASE, price=Decimal("45.80"), source="县粮油公司")
    item = world.things["goods_item"]
    return moving.receive(world.here, item, bought=bought, slip=_slip(quantity), by=clerk)


def _sent(world, quantity=1):
    return moving.pass_on(
        world.things["goods_lot"], giver=world.here, receiver=world.township,
        slip=_slip(quantity), by=world.users["clerk"].actor,
    )  # fmt: skip


def _handout(world, home=None):
    home = home or world.things["goods_home"]
    return handing.hand_out(
        home, Brought(world.things["goods_lot"], 1, Signature()), unit=world.township,
        campaign=world.things["goods_campaign"], on=CAME, op_id=uuid.uuid4(),
        by=world.users["worker"].actor,
    )  # fmt: skip


def _home(world):
    home = make.household(world.village, head="周发来")
    make.person(home, name="周发来")
    return home


def _list(world, homes):
    plan = Plan(
        lot=world.things["goods_lot"], region=world.village, each=1, on=CAME, op_id=uuid.uuid4()
    )
    return lists.make_list(
        world.things["goods_campaign"], world.township, plan=plan, households=homes,
        by=world.users["town"].actor,
    )  # fmt: skip


def things(world):
    clerk, town = world.users["clerk"].actor, world.users["town"].actor
    own = world.things
    own["goods_campaign"] = make.campaign(world.prefecture)
    for unit in (world.here, world.township):
        make.assignment(make.duty(own["goods_campaign"]), to=unit)
    own["goods_item"] = moving.name_item(world.here, name="大米", measure="袋", by=clerk)
    own["goods_lot"] = _lot(world)
    moving.accept(_sent(world, 500), by=town)
    own["goods_home"] = _home(world)
    own["goods_under_way"] = _sent(world)
    own["goods_handout"] = _handout(world)
    own["goods_list"] = _list(world, [own["goods_home"]])
    here = Shelf.objects.select_related("unit", "lot").get(unit=world.here, lot=own["goods_lot"])
    there = Shelf.objects.select_related("unit", "lot").get(unit=world.township)
    own["goods_shelf"], own["goods_shelf_below"] = here, there
    own["goods_count"] = deciding.take_stock(here, count=Count(counted=1, on=CAME), by=clerk)
    return {}


def _lots(world, n):
    for _ in range(n):
        _lot(world, 1)


def _movements(world, n):
    for _ in range(n):
        _sent(world)


def _handouts(world, n):
    for _ in range(n):
        _handout(world, _home(world))


def _lists(world, n):
    for _ in range(n):
        _list(world, [_home(world)])


def _lines(world, n):
    row = world.things["goods_list"].lines.order_by("pk").first()
    for _ in range(n):
        row.pk, row.occasion, row.household = None, uuid.uuid4(), _home(world)
        row.save(force_insert=True)


def _townships(world, n):
    for _ in range(n):
        town = make.township(world.here)
        sent = moving.pass_on(
            world.things["goods_lot"], giver=world.here, receiver=town, slip=_slip(1),
            by=world.users["clerk"].actor,
        )  # fmt: skip
        moving.accept(sent, by=make.actor("clerk", town))


# The county's own desk; the worker of the township hands out.
_ENTER = {"worker": 403, "leader": 403}
DESK = {"neighbour": 404, "superior": 404, "town": 404, "command": 404, **_ENTER}
BACK = {"method": "post", "data": {"reason": "登错"}, "clerk": 302}
TOWN = {"clerk": 404, "neighbour": 404, "superior": 404, "command": 404, "leader": 403}
SEEN = {"neighbour": 404, "command": 404}


ACCESS = {
    "goods:index": Row("/goods/"),
    "goods:item": Row("/goods/items/{goods_item}/", neighbour=404, superior=200, command=404),
    "goods:add_item": Row("/goods/items/add/", **_ENTER),
    "goods:set_standard": Row("/goods/items/{goods_item}/standard/", **DESK),
    "goods:receive": Row("/goods/receive/", **_ENTER),
    "goods:pass_on": Row("/goods/shelves/{goods_shelf}/pass-on/", **DESK),
    "goods:give_back": Row("/goods/shelves/{goods_shelf}/give-back/", **DESK),
    "goods:lose": Row("/goods/shelves/{goods_shelf}/lose/", **DESK),
    "goods:take": Row("/goods/shelves/{goods_shelf}/take/", **DESK),
    "goods:count": Row("/goods/shelves/{goods_shelf}/count/", **DESK),
    "goods:cancel_lot": Row("/goods/lots/{goods_lot}/cancel/", **DESK | BACK),
    "goods:accept": Row(
        "/goods/movements/{goods_under_way}/accept/", method="post", town=302,
        **TOWN | {"worker": 403},
    ),
    "goods:cancel_movement": Row("/goods/movements/{goods_under_way}/cancel/", **DESK | BACK),
    "goods:handouts": Row("/goods/handouts/"),
    "goods:handout": Row("/goods/handouts/{goods_handout}/", **SEEN),
    "goods:sign": Row("/goods/handouts/{goods_handout}/sign/", **TOWN),
    "goods:picture": Row(
        "/goods/handouts/{goods_handout}/picture/",
        **dict.fromkeys(
            ("clerk", "neighbour", "superior", "town", "worker", "leader", "command"), 404
        ),
    ),
    "goods:cancel_handout": Row(
        "/goods/handouts/{goods_handout}/cancel/", method="post", data={"reason": "登错"},
        town=302, worker=302, **TOWN,
    ),
    "goods:hand_out": Row("/goods/households/{goods_home}/", neighbour=404, leader=403),
    "goods:lists": Row("/goods/lists/"),
    "goods:make_list": Row("/goods/lists/make/", **_ENTER),
    "goods:list": Row("/goods/lists/{goods_list}/", **SEEN),
    "goods:sheet": Row("/goods/lists/{goods_list}/sheet/", **SEEN),
    "goods:findings": Row("/goods/findings/"),
    "goods:decide": Row(
        "/goods/findings/count/{goods_count}/",
        **dict.fromkeys(
            ("clerk", "neighbour", "superior", "town", "worker", "leader", "command"), 403
        ),
    ),
    "goods:reconcile": Row("/goods/reconciliation/?unit={township}", **SEEN),
    "goods:posted": Row("/goods/reconciliation/ledger/?unit={township}", **SEEN),
    "goods:workbook": Row("/goods/reconciliation/workbook/?unit={township}", **SEEN),
}  # fmt: skip
LISTS = {
    "goods:index": Listing("/goods/", fill=_lots),
    "goods:item": Listing("/goods/items/{goods_item}/", fill=_movements),
    "goods:handouts": Listing("/goods/handouts/", fill=_handouts),
    "goods:lists": Listing("/goods/lists/", fill=_lists),
    "goods:list": Listing("/goods/lists/{goods_list}/", fill=_lines),
    "goods:findings": Listing("/goods/findings/?code=no_roster", fill=_handouts),
    "goods:reconcile": Listing("/goods/reconciliation/", fill=_townships),
}
FRAGMENTS = ["goods:index", "goods:item", "goods:handouts", "goods:lists", "goods:findings"]
