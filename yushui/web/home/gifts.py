"""Gifts on their way to a stock of one's own, and what stands out in its book."""

from collections.abc import Iterable

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.goods import findings
from yushui.goods.lifecycle import Booking
from yushui.goods.models import Movement
from yushui.kernel import clock
from yushui.web.home.entry import SHOWN, Todo
from yushui.web.http import own_units
from yushui.web.navigation import address


def gifts_to_accept(actor: Actor) -> Iterable[Todo]:
    own = actor.own_scope(Permission.FUNDS_MANAGE).rows_by_unit("receiver")
    for one in Movement.objects.filter(own, state=Booking.SENT).for_listing()[:SHOWN]:
        yield Todo(
            "gift",
            f"签收慰问品：{one.lot.item} {one.quantity}{one.lot.item.measure}",
            f"{one.unit.name}{one.get_kind_display()}来，{one.document}",
            address("goods:index"),
        )


def findings_to_decide(actor: Actor) -> Iterable[Todo]:
    if not own_units(actor, Permission.FUNDS_APPROVE):
        return
    own = actor.own_scope(Permission.FUNDS_APPROVE).rows_by_unit("unit")
    for code, count in findings.counts(actor, own, today=clock.today()).items():
        if count:
            check = findings.BY_CODE[code]
            yield Todo(
                "gift",
                f"认定慰问品问题：{check.label} {count} 条",
                check.remedy,
                f"{address('goods:findings')}?code={code}",
            )
