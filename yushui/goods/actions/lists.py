"""Lists of many households: made, printed to be signed, and entered as signed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.funds.models import keeper_of
from yushui.goods import postings, rules
from yushui.goods.actions import handing, shelves
from yushui.goods.actions.handing import Signature
from yushui.goods.lifecycle import HANDOUT, Hand
from yushui.goods.models import Distribution, Handout, Lot, Way
from yushui.goods.writing import recorded
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.ledger import actions as ledger
from yushui.people.models import Household
from yushui.territory.models import Region, Unit


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What every household of a place is to get, and when."""

    lot: Lot
    region: Region
    each: int
    on: date
    op_id: uuid.UUID


@transaction.atomic
def make_list(
    campaign: Campaign, unit: Unit, *, plan: Plan, households: Sequence[Household], by: Actor
) -> Distribution:
    """List who is to get what; the stock is drawn on when they have signed, not before."""
    keeper = keeper_of(unit)
    by.require_for_unit(Permission.FUNDS_MANAGE, keeper)
    by.require(Permission.PEOPLE_VIEW, plan.region)
    if earlier := Distribution.objects.filter(op_id=plan.op_id).first():
        return earlier
    _require_open(campaign)
    rules.check_quantity(plan.each, field="each")
    rules.check_after(plan.on, plan.lot.on)
    rules.check_list(len(households))
    made = Distribution(
        op_id=plan.op_id,
        campaign=campaign,
        unit=keeper,
        region=plan.region,
        lot=plan.lot,
        each=plan.each,
        on=plan.on,
        made_at=clock.now(),
        made_by_name=by.name,
    )
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("这份名单刚刚已经编制，请刷新页面查看。") from clash
    told = recorded(by)
    handing.insert(
        [
            Handout(
                occasion=uuid.uuid4(),
                way=Way.LIST,
                distribution=made,
                campaign=campaign,
                unit=keeper,
                lot=plan.lot,
                household=household,
                region=household.region,
                quantity=plan.each,
                state=Hand.LISTED,
                **told,
            )
            for household in households
        ]
    )
    log("goods.list_made", made, by=by, households=len(households))
    return made


@transaction.atomic
def enter_signed(
    made: Distribution, signatures: Mapping[int, Signature], *, on: date, by: Actor
) -> int:
    """Enter those of a list who took theirs, by the keys of its lines: all of them or none."""
    by.require_as(Permission.VISIT_RECORD, made.unit)
    if not signatures:
        raise RuleViolation("请勾选已经领取的家庭。")
    _require_open(made.campaign)
    rules.check_day(on, today=clock.today())
    rules.check_after(on, made.lot.on)
    lines = _listed(made, signatures)
    shelves.draw(made.unit, [(made.lot, sum(one.quantity for one in lines))], field="lines")
    told = recorded(by)
    for one in lines:
        HANDOUT.advance(
            one, "give", given_on=on, **told, **handing.signed(signatures[one.pk], by=by)
        )
    persons = postings.living(lines)
    ledger.append_each(
        made.campaign,
        [
            ((postings.SOURCE, one.pk), postings.entries_of(one, persons[one.household_id or 0]))
            for one in lines
        ],
    )
    log("goods.list_entered", made, by=by, households=len(lines))
    return len(lines)


@transaction.atomic
def leave(made: Distribution, keys: Sequence[int], *, by: Actor) -> int:
    """Enter those of a list who did not come for theirs; the goods stay in stock."""
    by.require_as(Permission.VISIT_RECORD, made.unit)
    if not keys:
        raise RuleViolation("请勾选没有领取的家庭。")
    lines = _listed(made, keys)
    for one in lines:
        HANDOUT.advance(one, "leave")
    log("goods.list_left", made, by=by, households=len(lines))
    return len(lines)


def _listed(made: Distribution, keys: Mapping[int, Signature] | Sequence[int]) -> list[Handout]:
    lines = Handout.objects.filter(distribution=made, pk__in=list(keys)).order_by("pk")
    found = list(lines.select_related("lot__item", "unit", "region"))
    if len(found) < len(keys) or any(one.state != Hand.LISTED for one in found):
        raise Conflict("您填写期间，名单上有的家庭已由他人登记，本次没有保存；请刷新页面后再办。")
    return found


def _require_open(campaign: Campaign) -> None:
    if campaign.state != CampaignState.OPEN:
        raise RuleViolation(f"活动“{campaign.name}”已经结束，不能再编制和登记发放。")
