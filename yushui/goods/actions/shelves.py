"""What a unit has of a lot. Each change is one UPDATE, which refuses what is not there.

Building blocks, called inside the transaction of the action that moves goods; who acted is in that
action's trace. Call them before the ledger, so that all who need both wait for one another in the
same order.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import F

from yushui.funds.models import keeper_of
from yushui.goods import rules
from yushui.goods.models import Lot, Shelf
from yushui.goods.models.lot import GOING
from yushui.kernel.errors import RuleViolation
from yushui.territory.models import Unit


_TOLD = {
    name: str(Shelf._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    for name in GOING
}


@transaction.atomic(savepoint=False)
def change(lot: Lot, unit: Unit, amounts: Mapping[str, int], *, field: str = "quantity") -> None:
    """Raise or lower columns of the shelf a unit draws on.

    What would leave less than nothing changes nothing and is told. The check is in the statement,
    for after a constraint has refused, PostgreSQL answers no question about what was left.
    """
    needed = sum(amounts.get(name, 0) for name in GOING) - amounts.get("received", 0)
    shelves = Shelf.objects.of(lot, unit)
    gone = F("passed_on") + F("given_back") + F("handed_out") + F("taken") + F("lost")
    enough = shelves.filter(received__gte=gone + needed)
    if enough.update(**{name: F(name) + amount for name, amount in amounts.items()}):
        return
    shelf, keeper = shelves.first(), keeper_of(unit)
    if shelf is None:
        raise RuleViolation(
            f"“{keeper.name}”没有这批“{lot.item}”；请先登记入库，或签收上级下拨的。", field=field
        )
    gone_by = {told: getattr(shelf, name) for name, told in _TOLD.items()}
    raise rules.beyond(
        keeper.name, str(lot.item), needed, left=shelf.left, gone=gone_by, field=field
    )


@transaction.atomic(savepoint=False)
def put_up(lot: Lot, units: Iterable[Unit]) -> None:
    """Let units have a shelf for a lot that have none yet."""
    fresh = [Shelf(lot=lot, unit=unit) for unit in units]
    Shelf.objects.bulk_create(fresh, ignore_conflicts=True)


@transaction.atomic(savepoint=False)
def draw(unit: Unit, wanted: Sequence[tuple[Lot, int]], *, field: str = "gifts") -> None:
    """Take what is handed out off the shelves of a unit, the older lot first.

    In one order, so that two who need the same two lots wait for one another.
    """
    for lot, quantity in sorted(wanted, key=lambda one: one[0].pk):
        change(lot, unit, {"handed_out": quantity}, field=field)


@transaction.atomic(savepoint=False)
def join(old: Unit, into: Unit) -> None:
    """Let what a unit that joined another one had be on the other's shelves.

    Where the other had none of a lot, the shelf itself has gone along already.
    """
    for shelf in Shelf.objects.filter(unit=old).select_related("lot__item").order_by("lot"):
        amounts = {name: getattr(shelf, name) for name in ("received", *GOING)}
        change(shelf.lot, into, amounts)
        shelf.delete()
