"""Everything that changes a notice: taken in, confirmed item by item, published, signed for."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.files.actions import store
from yushui.files.models import StoredFile
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.notices import items, resolving, rules
from yushui.notices.lifecycle import LIFECYCLE, RECEPTION, State
from yushui.notices.models import Addressee, Item, Notice, Receipt, Role
from yushui.notices.reading.loading import text_of
from yushui.notices.reading.reader import read
from yushui.notices.reading.schema import as_json
from yushui.territory.models import Unit


@transaction.atomic
def take_in(*, unit: Unit, name: str, content: bytes, by: Actor) -> Notice:
    """Read a document that came in as a file and keep it, with everything found, as a draft."""
    by.require_for_unit(Permission.NOTICE_DRAFT, unit)
    text = text_of(name, content)
    reading: dict[str, Any] = as_json(read(text))
    document = reading["document"]
    notice = Notice.objects.create(
        unit=unit,
        title=rules.shortened(document["title"] or name, 200),
        kind=document["kind"] or "",
        number=(document["number"] or {}).get("text", ""),
        issuers=rules.shortened("、".join(rules.texts(document["issuers"])), 300),
        signed_on=rules.day(document["signed_on"] or document["printed_on"]),
        file=store(name, content, by=by),
        text=text,
        reading=reading,
        created_at=clock.now(),
        created_by_name=by.name,
    )
    _write_items(notice, list(items.drafts(reading)))
    log("notices.taken_in", notice, by=by, items=notice.items.count())
    return notice


def _write_items(notice: Notice, found: list[items.Draft]) -> None:
    counters: dict[str, int] = {}
    rows = []
    for draft in found:
        position = counters.get(draft.kind, 0)
        counters[draft.kind] = position + 1
        rows.append(
            Item(
                notice=notice,
                kind=draft.kind,
                position=position,
                as_read=draft.content,
                content=draft.content,
                start=draft.start,
                end=draft.end,
                must_confirm=draft.must_confirm,
            )
        )
    Item.objects.bulk_create(rows)


@transaction.atomic
def confirm(item: Item, *, by: Actor) -> None:
    _require_draft(item.notice, by)
    item.state = Item.State.CONFIRMED
    item.save(update_fields=["state"])
    log("notices.item_confirmed", item, by=by)


@transaction.atomic
def correct(item: Item, *, content: dict[str, Any], by: Actor) -> None:
    """Put `content` in the place of what was read; what was read stays beside it."""
    _require_draft(item.notice, by)
    item.content = rules.checked(item.kind, item.content | content)
    item.state = Item.State.CORRECTED
    item.save(update_fields=["content", "state"])
    log("notices.item_corrected", item, by=by, fields=sorted(content))


@transaction.atomic
def remove(item: Item, *, by: Actor) -> None:
    _require_draft(item.notice, by)
    item.state = Item.State.REMOVED
    item.save(update_fields=["state"])
    log("notices.item_removed", item, by=by)


@transaction.atomic
def add(notice: Notice, *, kind: str, content: dict[str, Any], by: Actor) -> Item:
    """Add something the reader did not find."""
    _require_draft(notice, by)
    last = notice.items.filter(kind=kind).aggregate(last=Max("position"))["last"]
    item = Item.objects.create(
        notice=notice,
        kind=kind,
        position=0 if last is None else last + 1,
        content=rules.checked(kind, rules.blank(kind) | content),
        state=Item.State.ADDED,
    )
    log("notices.item_added", item, by=by)
    return item


@transaction.atomic
def confirm_all(notice: Notice, *, by: Actor) -> int:
    """Confirm everything but what has to be confirmed one by one."""
    _require_draft(notice, by)
    waiting = notice.items.filter(state=Item.State.READ, must_confirm=False)
    count = waiting.update(state=Item.State.CONFIRMED)
    log("notices.items_confirmed", notice, by=by, count=count)
    return count


@transaction.atomic
def address(notice: Notice, *, by: Actor) -> list[Addressee]:
    """Work out the units behind the recipients; what cannot be worked out is left to settle."""
    _require_draft(notice, by)
    notice.receipts.all().delete()
    notice.addressees.all().delete()
    wanted = _recipients(notice)
    made = []
    for resolved, role in zip(
        resolving.resolve([text for text, _ in wanted], issuer=notice.unit),
        [role for _, role in wanted],
        strict=True,
    ):
        addressee = Addressee.objects.create(
            notice=notice, text=resolved.text, role=role, is_settled=bool(resolved.units)
        )
        _send(addressee, resolved.units)
        made.append(addressee)
    log("notices.addressed", notice, by=by, expressions=len(made))
    return made


def _recipients(notice: Notice) -> list[tuple[str, str]]:
    """Expressions with their role, each once."""
    standing = notice.items.filter(kind=Item.Kind.RECIPIENT).exclude(state=Item.State.REMOVED)
    seen: dict[tuple[str, str], None] = {}
    for item in standing.order_by("position"):
        seen[(rules.shortened(item.content["text"], 200), item.content["role"])] = None
    return list(seen)


def _send(addressee: Addressee, units: tuple[Unit, ...] | list[Unit]) -> None:
    """Put units on the list once each; being named as main recipient outweighs a copy."""
    known = dict(addressee.notice.receipts.values_list("unit", "pk"))
    Receipt.objects.bulk_create(
        Receipt(notice=addressee.notice, unit=unit, addressee=addressee, role=addressee.role)
        for unit in dict.fromkeys(units)
        if unit.pk not in known and unit.pk != addressee.notice.unit_id
    )
    if addressee.role == Role.MAIN:
        addressee.notice.receipts.filter(unit__in=units).update(role=Role.MAIN)


@transaction.atomic
def settle(addressee: Addressee, *, units: list[Unit], by: Actor) -> None:
    """Say by hand which units an expression means; none means that nobody here is meant."""
    notice = addressee.notice
    _require_draft(notice, by)
    if strangers := [
        u.name for u in units if not u.region.path.startswith(notice.unit.region.path)
    ]:
        raise RuleViolation(f"“{strangers[0]}”不在本地区，只能选本地区范围内的单位。")
    addressee.receipts.all().delete()
    _send(addressee, units)
    addressee.is_settled = True
    addressee.save(update_fields=["is_settled"])
    log("notices.settled", addressee, by=by, units=len(units))


@transaction.atomic
def publish(notice: Notice, *, by: Actor) -> None:
    """Send the notice to the units on its list. The list is frozen from here on."""
    _require_draft(notice, by)
    if not notice.addressees.exists():
        address(notice, by=by)
    rules.check_publishable(
        unconfirmed=notice.items.filter(state=Item.State.READ, must_confirm=True).count(),
        unsettled=list(
            notice.addressees.filter(is_settled=False).values_list("text", flat=True)[:3]
        ),
        receivers=notice.receipts.count(),
    )
    LIFECYCLE.advance(notice, "publish", published_at=clock.now())
    log("notices.published", notice, by=by, receivers=notice.receipts.count())


@transaction.atomic
def withdraw(notice: Notice, *, by: Actor) -> None:
    by.require_for_unit(Permission.NOTICE_DRAFT, notice.unit)
    LIFECYCLE.advance(notice, "withdraw")
    log("notices.withdrawn", notice, by=by)


@transaction.atomic
def receive(receipt: Receipt, *, by: Actor) -> None:
    """Sign for a notice on behalf of the unit it was sent to (签收)."""
    by.require_for_unit(Permission.NOTICE_RECEIVE, receipt.unit)
    if receipt.notice.state != State.PUBLISHED:
        raise RuleViolation("这份公文还没有下达，或者已经撤回，不能签收。")
    RECEPTION.advance(receipt, "receive", received_at=clock.now(), received_by_name=by.name)
    log("notices.received", receipt, by=by)


@transaction.atomic
def pass_on(notice: Notice, *, unit: Unit, by: Actor) -> Notice:
    """Prepare the same document to be sent on by a unit that received it (转发).

    The child is a draft: its findings are confirmed already, its recipients are the unit's own.
    """
    by.require_for_unit(Permission.NOTICE_DRAFT, unit)
    if not notice.receipts.filter(unit=unit, role=Role.MAIN).exists():
        raise RuleViolation(f"“{unit.name}”不是这份公文的主送单位，不能转发。")
    if notice.passed_on.filter(unit=unit).exclude(state=State.WITHDRAWN).exists():
        raise RuleViolation(f"“{unit.name}”已经转发过这份公文，请打开转发件继续办理。")
    file: StoredFile | None = notice.file
    child = Notice.objects.create(
        unit=unit,
        title=notice.title,
        kind=notice.kind,
        number=notice.number,
        issuers=notice.issuers,
        signed_on=notice.signed_on,
        file=file,
        text=notice.text,
        reading=notice.reading,
        based_on=notice,
        created_at=clock.now(),
        created_by_name=by.name,
    )
    _copy_items(notice, child)
    log("notices.passed_on", child, by=by, source=notice.pk)
    return child


def _copy_items(notice: Notice, child: Notice) -> None:
    kept = notice.items.exclude(state=Item.State.REMOVED).exclude(kind=Item.Kind.RECIPIENT)
    rows = []
    for item in kept.order_by("kind", "position"):
        item.pk, item.notice, item.state = None, child, Item.State.CONFIRMED
        rows.append(item)
    rows += [
        Item(
            notice=child,
            kind=Item.Kind.RECIPIENT,
            position=position,
            content={"text": text, "role": Role.MAIN},
            state=Item.State.ADDED,
        )
        for position, text in enumerate(rules.next_recipients(child.unit.region.level))
    ]
    Item.objects.bulk_create(rows)


def _require_draft(notice: Notice, by: Actor) -> None:
    by.require_for_unit(Permission.NOTICE_DRAFT, notice.unit)
    if notice.state != State.DRAFT:
        raise RuleViolation("公文已经下达，不能再改。需要调整的，请撤回后重新下达。")
