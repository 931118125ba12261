"""What a visit brings: money out of the purse, gifts out of the stock, and all of it put back.

Building blocks, called inside the action that records the visit or takes it back. The purse comes
before the stock and the stock before the ledger, in everybody's order.
"""

from collections.abc import Sequence

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.campaigns.models import Campaign
from yushui.funds.actions import purses
from yushui.goods.actions import handing
from yushui.goods.actions.handing import Brought, Recipient, Setting, Signature
from yushui.goods.models import Handout, Signed, Way
from yushui.territory.models import Unit
from yushui.visits import calls
from yushui.visits.calls import Call, GiftLine
from yushui.visits.models import Gift, MoneyFrom, Participant, Service, Visit


@transaction.atomic(savepoint=False)
def draw_money(campaign: Campaign, unit: Unit, call: Call) -> str:
    """Take the money out of the unit's purse, if it has one and does not give its own (S4-28)."""
    if not call.money:
        return ""
    if call.is_own_money:
        return MoneyFrom.OWN
    return MoneyFrom.PURSE if purses.spend(campaign, unit, call.money) else ""


@transaction.atomic(savepoint=False)
def bring(visit: Visit, call: Call, *, by: Actor) -> None:
    Participant.objects.bulk_create(calls.company(call, visit.unit_id, visit=visit))
    bring_each([visit], call, by=by)


@transaction.atomic(savepoint=False)
def bring_each(visits: Sequence[Visit], call: Call, *, by: Actor) -> None:
    """What every one of the visits brought, drawn on the stock at once."""
    drawn = _drawn(visits, call, by)
    Gift.objects.bulk_create(
        one
        for visit, handouts in zip(visits, drawn, strict=True)
        for one in calls.gifts(visit, call, handouts)
    )
    if call.services:
        Service.objects.bulk_create(one for visit in visits for one in calls.services(visit, call))


@transaction.atomic(savepoint=False)
def put_back(visit: Visit, *, reason: str) -> None:
    """Money to the purse and gifts to the shelf that they came from."""
    if visit.money_from == MoneyFrom.PURSE:
        purses.refund(visit.campaign, visit.unit, visit.money)
    drawn = Handout.objects.given().filter(gift__visit=visit)
    handing.put_back(drawn.select_related("lot__item", "unit"), reason=reason)


def _drawn(visits: Sequence[Visit], call: Call, by: Actor) -> list[list[Handout]]:
    lines = [Brought(gift.lot, gift.quantity, _signature(gift)) for gift in call.gifts if gift.lot]
    if not lines:
        return [[] for _ in visits]
    first = visits[0]
    setting = Setting(first.campaign, first.unit, Way.VISIT, first.made_on)
    recipients = [
        Recipient(visit.op_id, visit.region, visit.household, visit.host) for visit in visits
    ]
    return handing.deliver(setting, lines, recipients, by=by)


def _signature(gift: GiftLine) -> Signature:
    """Somebody else with a relation signed for them; a name alone is the person's own."""
    if not gift.signer.strip():
        return Signature()
    signed_as = Signed.AGENT if gift.relation.strip() else Signed.SELF
    return Signature(signed_as, gift.signer, gift.relation)
