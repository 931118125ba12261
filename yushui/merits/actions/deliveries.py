"""Bringing a citation to the door: who was there, what came with it, and taking it back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log, trace
from yushui.campaigns import actions as campaigns
from yushui.files import actions as files
from yushui.files.models import StoredFile
from yushui.files.preflight import PHOTOS
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.ledger import actions as ledger
from yushui.merits import postings, queries, rules
from yushui.merits.lifecycle import OFF_THE_WAY, State
from yushui.merits.models import Bearer, Citation, Delivery
from yushui.merits.rules import Presence
from yushui.merits.stepping import advance
from yushui.office.typeset import Paper
from yushui.territory.models import Region, Unit


@dataclass(frozen=True)
class Companion:
    """Somebody who brought it, as what."""

    name: str
    unit: Unit
    rank: str
    title: str = ""

    def present(self, region: Region) -> Presence:
        """As the rule looks at them: lane, level, rank, and whether of the place."""
        unit = self.unit
        return Presence(
            name=self.name.strip(),
            unit_name=unit.short_name or unit.name,
            kind=unit.kind,
            lane=unit.lane,
            level=unit.region.level,
            rank=self.rank,
            is_of_place=region.path.startswith(unit.region.path),
        )


@dataclass(frozen=True)
class Brought:
    """A delivery as it is told. `op_id` makes it the same delivery for ever."""

    delivered_on: date
    received_by: str
    bearers: Sequence[Companion]
    photo: tuple[str, bytes] | None = None  # name and content
    note: str = ""
    op_id: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def deliver(citation: Citation, *, told: Brought, unit: Unit, by: Actor) -> Delivery:
    """Record that it was brought, by those whom the rule of the place names (S0-28..31).

    Its prize money, if the place gives any, counts as handed over with it.
    """
    by.require(Permission.MERIT_DELIVER, citation.region)
    by.require_as(Permission.MERIT_DELIVER, unit)
    if earlier := Delivery.objects.filter(op_id=told.op_id).first():
        return earlier
    region = citation.region
    rules.check_day(
        told.delivered_on,
        today=clock.today(),
        since=citation.received_on,
        field="delivered_on",
        after="接收日期",
    )
    received_by = rules.require_text(
        told.received_by, "接喜报的家属姓名", field="received_by", longest=40
    )
    rule = queries.rule_for(region, citation.merit, told.delivered_on)
    company = [one for one in told.bearers if one.name.strip()]
    present = [one.present(region) for one in company]
    rules.check_bearers(citation.merit_label, rule.route, present)
    delivery = Delivery(
        op_id=told.op_id,
        citation=citation,
        campaign=queries.running_campaign(unit, told.delivered_on, kind="merit_delivery")
        or campaigns.daily_book(told.delivered_on, by=by),
        unit=unit,
        region=region,
        delivered_on=told.delivered_on,
        received_by=received_by,
        prize=rule.prize,
        photo=_stored(told.photo, by),
        note=told.note.strip()[: rules.LONGEST_REASON],
        recorded_at=clock.now(),
        recorded_by_id=by.id,
        recorded_by_name=by.name,
    )
    _insert(delivery)
    Bearer.objects.bulk_create(_bearer(delivery, one) for one in company)
    who = "、".join(one.name.strip() for one in company)
    advance(citation, "deliver", on=told.delivered_on, by=by, told=who, delivery=delivery)
    ledger.append(
        delivery.campaign,
        postings.entries_of(delivery),
        source=(postings.DELIVERY, delivery.pk),
        trace=trace("merits.delivered", citation, by=by, unit=unit.pk),
    )
    return delivery


@transaction.atomic
def hand_out(citation: Citation, *, made: Paper, by: Actor) -> bytes:
    """The printed citation, set before; who took it is recorded (security C-50)."""
    by.require(Permission.MERIT_DELIVER, citation.region)
    if citation.state in (State.RECEIVED, *OFF_THE_WAY):
        raise RuleViolation("先登记家庭和地址，再印喜报；已退回、已作废的不印。")
    log("merits.handed_out", citation, by=by)
    return made.content


@transaction.atomic
def take_back(citation: Citation, *, reason: str, by: Actor) -> None:
    """It was not brought after all, or not as recorded. The figures go back; the record stays."""
    by.require(Permission.MERIT_DELIVER, citation.region)
    told = rules.require_text(reason, "撤回原因", field="reason")
    delivery = citation.delivery
    advance(citation, "take_back", on=clock.today(), by=by, told=told, delivery=None)
    assert delivery is not None, "merits_delivered_cites_a_delivery"
    Delivery.objects.filter(pk=delivery.pk).update(
        taken_back_at=clock.now(), taken_back_reason=told
    )
    ledger.reverse(source=(postings.DELIVERY, delivery.pk), on=clock.today())
    log("merits.taken_back", citation, by=by)


@transaction.atomic
def feed_back(citation: Citation, *, on: date, text: str, by: Actor) -> None:
    """Tell the senders that it was brought, and how the family took it."""
    by.require(Permission.MERIT_MANAGE, citation.region)
    told = rules.require_text(text, "反馈内容", field="text")
    delivery = citation.delivery
    since = delivery.delivered_on if delivery else citation.received_on
    rules.check_day(on, today=clock.today(), since=since, field="on", after="送达日期")
    advance(citation, "feed_back", on=on, by=by, told=told)
    citation.deliveries.filter(taken_back_at=None).update(feedback=told)
    log("merits.fed_back", citation, by=by)


def _insert(delivery: Delivery) -> None:
    # No savepoint: nothing of the action stands after a clash.
    try:
        delivery.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("这份喜报已经登记过送达，请刷新后查看。") from clash


def _stored(photo: tuple[str, bytes] | None, by: Actor) -> StoredFile | None:
    """Drawn anew by the store, without position or device (C-44)."""
    if photo is None:
        return None
    name, content = photo
    return files.store(name, content, by=by, kinds=PHOTOS)


def _bearer(delivery: Delivery, one: Companion) -> Bearer:
    return Bearer(
        delivery=delivery,
        name=one.name.strip(),
        unit=one.unit,
        lane=one.unit.lane,
        title=one.title.strip()[:60],
        rank=one.rank,
    )
