"""Payment batches that wait for one of their three hands, as their page offers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.funds.lifecycle import BEFORE_APPROVAL, BatchState
from yushui.funds.models import Batch, Payment, PaymentQuerySet
from yushui.web.funds.batch_rows import to_redo
from yushui.web.home.entry import SHOWN, Todo
from yushui.web.navigation import address


P = Permission


@dataclass(frozen=True)
class Deed:
    """What is to be done with a batch, and what one is told of it."""

    icon: str
    title: str
    detail: str


DEEDS = {
    "approve": Deed("clipboard-check", "审批发放", "{batch.prepared_by_name}编制"),
    "pay": Deed("cash-coin", "付款", "{batch.approved_by_name}已批准，请交银行"),
    "mend": Deed("pencil", "修改发放名单", "被退回：{batch.setback}"),
    "decide": Deed("person-check", "认定疑点", "名单上的疑点要先认定"),
    "redo": Deed("arrow-repeat", "补发", "有人没有到账，请更正账户后补发"),
}


def batches_to_move(actor: Actor) -> Iterable[Todo]:
    """One line a batch, however much is to be done with it: the step that carries it on."""
    waiting = Batch.objects.annotate(
        deed=Case(
            *(When(condition, Value(deed)) for deed, condition in _by_deed(actor).items()),
            default=Value(""),
            output_field=CharField(),
        ),
        held=Subquery(_held().values("batch").annotate(count=Count("pk")).values("count")),
    )
    found: Iterable[Any] = waiting.exclude(deed="").for_listing()[:SHOWN]
    for batch in found:
        deed = DEEDS[batch.deed]
        held = f"，{batch.held} 人待认定" if batch.held else ""
        yield Todo(
            deed.icon,
            f"{deed.title}：{batch.standard.name}",
            deed.detail.format(batch=batch) + held,
            address("payments:batch", batch.pk),
            came_back=batch.deed == "mend",
        )


def _by_deed(actor: Actor) -> dict[str, Q]:
    """What the buttons of the batch ask, as conditions: whoever prepared it does not approve it."""
    manages, approves, pays = (
        actor.scope(permission).rows_by_unit("unit")
        for permission in (P.FUNDS_MANAGE, P.FUNDS_APPROVE, P.FUNDS_PAY)
    )
    is_other = ~Q(prepared_by_id=actor.id)
    is_third = is_other & ~Q(approved_by_id=actor.id)
    return {
        "approve": Q(state=BatchState.SUBMITTED) & approves & is_other,
        "pay": Q(state=BatchState.APPROVED) & pays & is_third,
        "mend": Q(state=BatchState.RETURNED) & manages,
        "decide": Q(Exists(_held()), state__in=BEFORE_APPROVAL) & (manages | approves),
        "redo": to_redo() & manages,
    }


def _held() -> PaymentQuerySet:
    return Payment.objects.filter(batch=OuterRef("pk")).held().order_by()
