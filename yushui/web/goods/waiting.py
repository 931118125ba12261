"""What waits in the book of gifts: goods to be signed for, and findings to be decided on."""

from collections.abc import Iterator
from typing import NamedTuple

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.goods import findings
from yushui.goods.models import Movement
from yushui.kernel import clock
from yushui.web.funds.standpoint import keepers_of
from yushui.web.navigation import address


MOST = 6


class Waiting(NamedTuple):
    icon: str
    title: str
    detail: str
    url: str


def to_accept(actor: Actor) -> Iterator[Waiting]:
    """Goods on their way to one's own unit."""
    own = keepers_of(actor, Permission.FUNDS_MANAGE)
    for one in Movement.objects.under_way_to(own).for_listing()[:MOST]:
        goods = f"{one.lot.item} {one.quantity}{one.lot.item.measure}"
        told = f"{one.unit.name}{one.get_kind_display()}来，{one.document}"
        yield Waiting("gift", f"签收慰问品：{goods}", told, address("goods:index"))


def to_decide(actor: Actor) -> Iterator[Waiting]:
    """Findings at one's own unit that nobody has decided on."""
    own = actor.scope(Permission.FUNDS_APPROVE).rows_by_unit("unit")
    for check in findings.CHECKS:
        found = findings.rows(check.code, actor, today=clock.today()).filter(own)
        if count := findings.undecided(check.code, found).count():
            url = f"{address('goods:findings')}?code={check.code}"
            yield Waiting("gift", f"认定慰问品问题：{check.label} {count} 条", check.remedy, url)
