"""Gifts on their way to a stock of one's own."""

from collections.abc import Iterable

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.goods.models import Movement
from yushui.web.home.entry import SHOWN, Todo
from yushui.web.http import own_units
from yushui.web.navigation import address


def gifts_to_accept(actor: Actor) -> Iterable[Todo]:
    coming = Movement.objects.under_way_to(own_units(actor, Permission.FUNDS_MANAGE))
    for one in coming.for_listing()[:SHOWN]:
        yield Todo(
            "box-seam",
            f"签收慰问品：{one.lot.item.name} {one.quantity}{one.lot.item.measure}",
            f"{one.unit.name}，{one.document}",
            address("goods:index"),
        )
