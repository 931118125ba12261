"""What a purse holds. Each change is one UPDATE, which refuses what the purse cannot bear.

These are building blocks called inside the transaction of the action that spends or moves money;
who acted is in that action's trace. Call them before the ledger, so that all who need both wait
for one another in the same order.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Value

from yushui.campaigns.models import Campaign
from yushui.funds import rules
from yushui.funds.models import Purse, keeper_of
from yushui.kernel.money import MoneyField
from yushui.territory.models import Unit


ASK_FOR_MORE = "请先申请追加，或改为本单位自有资金"
_NONE = Decimal(0)
_GOING = ("passed_on", "given_back", "spent")


@transaction.atomic(savepoint=False)
def spend(campaign: Campaign, unit: Unit, amount: Decimal, *, field: str = "money") -> bool:
    """Take what a unit spends out of its purse; no, where the unit has none in this campaign."""
    return change(campaign, unit, {"spent": amount}, then=ASK_FOR_MORE, field=field)


@transaction.atomic(savepoint=False)
def refund(campaign: Campaign, unit: Unit, amount: Decimal) -> None:
    """Put back what was spent by mistake, or never arrived."""
    change(campaign, unit, {"spent": -amount})


@transaction.atomic(savepoint=False)
def change(
    campaign: Campaign,
    unit: Unit,
    amounts: Mapping[str, Decimal],
    *,
    then: str = "请核对金额",
    field: str = "amount",
) -> bool:
    """Raise or lower columns of the purse a unit draws on; the answer is whether it has one.

    What would leave less than nothing changes nothing and is told. The check is in the statement,
    for after a constraint has refused, PostgreSQL answers no question about what was left.
    """
    needed = sum(amounts.get(name, _NONE) for name in _GOING) - amounts.get("received", _NONE)
    purses = Purse.objects.of(campaign, unit)
    enough = purses.filter(
        received__gte=F("passed_on") + F("given_back") + F("spent") + _money(needed)
    )
    if enough.update(**{name: F(name) + _money(amount) for name, amount in amounts.items()}):
        return True
    purse = purses.first()
    if purse is None:
        return False
    raise rules.beyond(
        keeper_of(unit).name,
        needed,
        received=purse.received,
        gone={"已下拨": purse.passed_on, "已交回": purse.given_back, "已用": purse.spent},
        then=then,
        field=field,
    )


@transaction.atomic(savepoint=False)
def join(old: Unit, into: Unit, *, on: date) -> None:
    """Let what is left in purses of a unit that joined another one be in those of the other.

    Where the other had none, the purse itself has gone along already.
    """
    for purse in Purse.objects.filter(Purse.on_change_of_unit.which(on), unit=old):
        amounts = {name: getattr(purse, name) for name in ("received", *_GOING)}
        change(purse.campaign, into, amounts)
        purse.delete()


def _money(amount: Decimal) -> Value:
    return Value(amount, output_field=MoneyField())
