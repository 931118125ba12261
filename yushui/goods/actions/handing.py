"""Goods for households: handed out at a desk or on a visit, signed for, and taken back."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns import actions as campaigns
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.files import actions as files
from yushui.files.models import StoredFile
from yushui.files.preflight import PHOTOS
from yushui.funds.models import keeper_of
from yushui.goods import postings, rules
from yushui.goods.actions import shelves
from yushui.goods.lifecycle import HANDOUT, Hand
from yushui.goods.models import Handout, Lot, Signed, Way
from yushui.goods.writing import recorded
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.ledger import actions as ledger
from yushui.people.models import Household
from yushui.territory.models import Region, Unit


@dataclass(frozen=True)
class Signature:
    """Who signed: the person, an agent with the relation, or a photograph taken on the spot."""

    signed_as: str = ""
    signer: str = ""
    relation: str = ""
    picture: tuple[str, bytes] | None = None


@dataclass(frozen=True)
class Brought:
    """So many of a lot for every recipient of an occasion."""

    lot: Lot
    quantity: int
    signature: Signature = Signature()


@dataclass(frozen=True)
class Recipient:
    """A household or a garrison unit, where it is, and the occasion on which it is given to."""

    occasion: uuid.UUID
    region: Region
    household: Household | None = None
    host: Unit | None = None


@dataclass(frozen=True)
class Setting:
    """In which campaign, out of whose stock, how and when."""

    campaign: Campaign
    unit: Unit
    way: Way
    on: date


@transaction.atomic
def hand_out(
    household: Household,
    brought: Brought,
    *,
    unit: Unit,
    campaign: Campaign | None,
    on: date,
    op_id: uuid.UUID,
    by: Actor,
) -> Handout:
    """Hand goods to a household apart from any visit or list. The same `op_id` is the same one."""
    by.require(Permission.VISIT_RECORD, household.region)
    by.require_as(Permission.VISIT_RECORD, unit)
    if earlier := Handout.objects.filter(occasion=op_id).first():
        return earlier
    rules.check_day(on, today=clock.today())
    campaign = campaign or campaigns.daily_book(on, by=by)
    if campaign.state != CampaignState.OPEN:
        raise RuleViolation(f"活动“{campaign.name}”已经结束，不能再登记发放。", field="campaign")
    recipient = Recipient(op_id, household.region, household=household)
    setting = Setting(campaign, unit, Way.DESK, on)
    ((made,),) = deliver(setting, [brought], [recipient], by=by)
    persons = postings.living([made])[household.pk]
    ledger.append(campaign, postings.entries_of(made, persons), source=(postings.SOURCE, made.pk))
    log("goods.handed_out", made, by=by, count=made.quantity)
    return made


@transaction.atomic
def sign(handout: Handout, signature: Signature, *, by: Actor) -> None:
    """Enter afterwards who signed; a wrong entry is put right the same way."""
    _require_own(handout, by)
    if handout.state != Hand.GIVEN:
        raise RuleViolation("还没有发放，或已经撤销，不能登记签收。")
    if not signature.signed_as:
        raise RuleViolation("请选择签收方式。", field="signed_as")
    told = signed(signature, by=by)
    standing = Handout.objects.filter(pk=handout.pk, state=Hand.GIVEN)
    if not standing.update(**told):
        raise Conflict("这笔发放刚被撤销，签收没有保存；请刷新页面。")
    log("goods.signed", handout, by=by, signed_as=signature.signed_as)


@transaction.atomic
def cancel_handout(handout: Handout, *, reason: str, by: Actor) -> None:
    """Take a handout back into stock; that of a visit goes with the visit."""
    _require_own(handout, by)
    if handout.campaign.state != CampaignState.OPEN:
        raise RuleViolation(f"活动“{handout.campaign.name}”已经结束，不能再撤销发放。")
    if handout.way == Way.VISIT:
        raise RuleViolation("这是走访时送到的；请撤销那次走访，慰问品会一同退回库存。")
    told = rules.require_text(reason, field="reason", what="撤销原因")
    if handout.way == Way.LIST:
        HANDOUT.advance(handout, "relist", given_on=None, **_UNSIGNED)
        handout.rulings.all().delete()  # they were about what was taken back; the trail has them
        restock([handout])
    else:
        put_back([handout], reason=told)
    ledger.reverse(source=(postings.SOURCE, handout.pk), on=clock.today())
    log("goods.handout_cancelled", handout, by=by, count=handout.quantity, reason=told)


def _require_own(handout: Handout, by: Actor) -> None:
    """Whoever recorded it, as a station for its township, or who acts for the unit it is of."""
    if by.id == handout.recorded_by_id:
        by.require(Permission.VISIT_RECORD, handout.region)
    else:
        by.require_as(Permission.VISIT_RECORD, handout.unit)


@transaction.atomic(savepoint=False)
def deliver(
    setting: Setting, lines: Sequence[Brought], recipients: Sequence[Recipient], *, by: Actor
) -> list[list[Handout]]:
    """Draw on the stock and write a handout for every recipient and line: all of them or none.

    What a visit brings is posted by the visit.
    """
    keeper = keeper_of(setting.unit)
    for line in lines:
        rules.check_quantity(line.quantity)
        rules.check_after(setting.on, line.lot.on)
    shelves.draw(keeper, [(one.lot, one.quantity * len(recipients)) for one in lines])
    told = [recorded(by) | signed(line.signature, by=by) for line in lines]
    rows = [
        [
            Handout(
                occasion=to.occasion,
                line=number,
                way=setting.way,
                campaign=setting.campaign,
                unit=keeper,
                lot=line.lot,
                household=to.household,
                host=to.host,
                region=to.region,
                quantity=line.quantity,
                given_on=setting.on,
                **told[number],
            )
            for number, line in enumerate(lines)
        ]
        for to in recipients
    ]
    insert([one for row in rows for one in row])
    return rows


@transaction.atomic(savepoint=False)
def put_back(handouts: Iterable[Handout], *, reason: str) -> None:
    """Cross handouts out and put the goods back on the shelf."""
    given = sorted(handouts, key=lambda one: (one.lot_id, one.pk))
    for one in given:
        HANDOUT.advance(one, "cancel", cancelled_at=clock.now(), cancelled_reason=reason)
    restock(given)


@transaction.atomic(savepoint=False)
def restock(handouts: Iterable[Handout]) -> None:
    for one in handouts:
        shelves.change(one.lot, one.unit, {"handed_out": -one.quantity})


@transaction.atomic(savepoint=False)
def insert(handouts: Sequence[Handout]) -> None:
    # No savepoint: nothing of the action stands after a clash.
    try:
        Handout.objects.bulk_create(handouts)
    except IntegrityError as clash:
        raise Conflict("这次发放刚刚已经登记过，请刷新页面查看。") from clash


@transaction.atomic(savepoint=False)
def signed(signature: Signature, *, by: Actor) -> dict[str, Any]:
    """The columns a signature fills; the photograph is stored without place and device."""
    if not signature.signed_as:
        return dict(_UNSIGNED)
    rules.check_signature(
        signature.signed_as,
        signer=signature.signer,
        relation=signature.relation,
        has_picture=signature.picture is not None,
    )
    return {
        "signed_as": Signed(signature.signed_as),
        "signer": signature.signer.strip(),
        "relation": signature.relation.strip() if signature.signed_as == Signed.AGENT else "",
        "picture": _kept(signature, by),
    }


_UNSIGNED: dict[str, Any] = {"signed_as": "", "signer": "", "relation": "", "picture": None}


def _kept(signature: Signature, by: Actor) -> StoredFile | None:
    if signature.picture is None:
        return None
    name, content = signature.picture
    return files.store(name, content, by=by, kinds=PHOTOS)
