"""Everything that changes a notice: taken in, confirmed item by item, published, signed for."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.files.actions import store
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.notices import items, resolving, rules
from yushui.notices.lifecycle import LIFECYCLE, RECEPTION, Reception, State
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
    notice = Notice.objects.create(
        unit=unit,
        **_columns(reading["document"], untitled=name),
        file=store(name, content, by=by),
        text=text,
        reading=reading,
        created_at=clock.now(),
        created_by_name=by.name,
    )
    _write_items(notice, list(items.drafts(reading, text)))
    _address(notice)
    log("notices.taken_in", notice, by=by, items=notice.items.count())
    return notice


def _columns(facts: dict[str, Any], *, untitled: str) -> dict[str, Any]:
    """The facts of a document that lists are sorted and searched by."""
    signed_on = facts["signed_on"] or facts["printed_on"]
    return {
        "title": rules.shortened(facts["title"] or untitled, 200),
        "kind": facts["kind"] or "",
        "number": (facts["number"] or {}).get("text", ""),
        "issuers": rules.shortened("、".join(rules.texts(facts["issuers"])), 300),
        "signed_on": date.fromisoformat(signed_on) if signed_on else None,
    }


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
    """Say that an item is right as it was read; one that was removed comes back so."""
    _require_draft(item.notice, by)
    item.content, item.state = item.as_read or item.content, Item.State.CONFIRMED
    _keep(item)
    log("notices.item_confirmed", item, by=by)


@transaction.atomic
def correct(item: Item, *, content: dict[str, Any], by: Actor) -> None:
    """Put `content` in the place of what was read; what was read stays beside it."""
    _require_draft(item.notice, by)
    item.content = rules.checked(item.kind, item.content | content)
    item.state = Item.State.CORRECTED
    _keep(item)
    log("notices.item_corrected", item, by=by, fields=sorted(content))


@transaction.atomic
def remove(item: Item, *, by: Actor) -> None:
    _require_draft(item.notice, by)
    if item.kind == Item.Kind.DOCUMENT:
        raise RuleViolation("公文要素不能剔除；读得不对的，请更正。")
    item.state = Item.State.REMOVED
    _keep(item)
    log("notices.item_removed", item, by=by)


def _keep(item: Item) -> None:
    """Write an item, and bring up to date what hangs on it."""
    item.save(update_fields=["content", "state"])
    notice = item.notice
    if item.kind == Item.Kind.RECIPIENT:
        _address(notice)
    elif item.kind == Item.Kind.DOCUMENT:
        columns = _columns(item.content, untitled=notice.title)
        for name, value in columns.items():
            setattr(notice, name, value)
        notice.save(update_fields=list(columns))


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
    if kind == Item.Kind.RECIPIENT:
        _address(notice)
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
    """Work out once more the units behind the recipients, as when units were added since."""
    _require_draft(notice, by)
    made = _address(notice)
    log("notices.addressed", notice, by=by, expressions=len(made))
    return made


def _address(notice: Notice) -> list[Addressee]:
    """Bring the expressions and the list up to the items; what was settled by hand stays."""
    known = {(one.text, one.role): one for one in notice.addressees.all()}
    wanted = _recipients(notice)
    gone = [one.pk for key, one in known.items() if key not in wanted]
    notice.addressees.filter(pk__in=gone).delete()
    kept = []
    for position, (text, role) in enumerate(wanted):
        one = known.get((text, role)) or Addressee(notice=notice, text=text, role=role)
        one.position = position
        if one.is_by_hand:
            one.save(update_fields=["position"])
        else:
            (found,) = resolving.resolve([text], issuer=notice.unit)
            one.is_settled = bool(found.units)
            one.save()
            one.units.set(found.units)
        kept.append(one)
    _list(notice)
    return kept


def _recipients(notice: Notice) -> list[tuple[str, str]]:
    """Expressions with their role, each once."""
    standing = notice.items.filter(kind=Item.Kind.RECIPIENT).exclude(state=Item.State.REMOVED)
    contents = standing.order_by("position").values_list("content", flat=True)
    pairs = [(rules.shortened(one["text"], 200), one["role"]) for one in contents]
    return list(dict.fromkeys(pairs))


# Of several ways in which a unit is named, the one that asks most of it counts.
_STRENGTH = (Role.MAIN, Role.REFERENCE, Role.COPY)


def _list(notice: Notice) -> None:
    """Make the list of receivers from all expressions together, each unit once."""
    links = Addressee.units.through.objects.filter(addressee__notice=notice).exclude(
        unit=notice.unit_id
    )
    named = links.values_list("unit", "addressee", "addressee__role", "addressee__position")
    receipts: dict[int, Receipt] = {}
    for unit, addressee, role, _ in sorted(
        named, key=lambda row: (_STRENGTH.index(Role(row[2])), row[3])
    ):
        receipts.setdefault(
            unit, Receipt(notice=notice, unit_id=unit, addressee_id=addressee, role=role)
        )
    notice.receipts.all().delete()
    Receipt.objects.bulk_create(receipts.values(), batch_size=1000)


@transaction.atomic
def settle(addressee: Addressee, *, units: list[Unit], by: Actor) -> None:
    """Say by hand which units an expression means; none means that nobody here is meant."""
    notice = addressee.notice
    _require_draft(notice, by)
    if strangers := [
        u.name for u in units if not u.region.path.startswith(notice.unit.region.path)
    ]:
        raise RuleViolation(f"“{strangers[0]}”不在本地区，只能选本地区范围内的单位。", field="unit")
    if others := [u.name for u in units if not resolving.is_addressable(notice.unit, u)]:
        raise RuleViolation(
            f"“{others[0]}”不是“{notice.unit.name}”的下属单位，不能向它下达。", field="unit"
        )
    addressee.units.set(units)
    addressee.is_settled = addressee.is_by_hand = True
    addressee.save(update_fields=["is_settled", "is_by_hand"])
    _list(notice)
    log("notices.settled", addressee, by=by, units=len(units))


@transaction.atomic
def change_role(addressee: Addressee, *, role: str, by: Actor) -> None:
    """Say that an expression names main recipients, copies or those who take it as a guide."""
    notice = addressee.notice
    _require_draft(notice, by)
    if role not in Role:
        raise RuleViolation("请从列表中选择主送、抄送或参照执行。", field="role")
    if notice.addressees.filter(text=addressee.text, role=role).exclude(pk=addressee.pk).exists():
        raise RuleViolation(f"“{addressee.text}”已经另有一条是这种方式，请剔除多余的一条。")
    for item in notice.items.filter(kind=Item.Kind.RECIPIENT).order_by("position"):
        name = rules.shortened(item.content["text"], 200)
        if (name, item.content["role"]) == (addressee.text, addressee.role):
            item.content, item.state = item.content | {"role": role}, Item.State.CORRECTED
            item.save(update_fields=["content", "state"])
    addressee.role = role
    addressee.save(update_fields=["role"])
    _list(notice)
    log("notices.role_changed", addressee, by=by, role=role)


@transaction.atomic
def publish(notice: Notice, *, by: Actor) -> None:
    """Send the notice to the units on its list. The list is frozen from here on."""
    _require_draft(notice, by)
    unsettled = notice.addressees.filter(is_settled=False).order_by("position")
    rules.check_publishable(
        unconfirmed=notice.items.filter(state=Item.State.READ, must_confirm=True).count(),
        unsettled=list(unsettled.values_list("text", flat=True)[:3]),
        receivers=notice.receipts.count(),
    )
    LIFECYCLE.advance(notice, "publish", published_at=clock.now())
    log("notices.published", notice, by=by, receivers=notice.receipts.count())


@transaction.atomic
def withdraw(notice: Notice, *, by: Actor) -> None:
    """Take a notice back; nobody may have sent it on to others."""
    by.require_for_unit(Permission.NOTICE_DRAFT, notice.unit)
    sent_on = notice.passed_on.filter(state=State.PUBLISHED).select_related("unit").first()
    if sent_on:
        raise RuleViolation(f"“{sent_on.unit.name}”已经转发这份公文，请先通知其撤回转发件。")
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
    _check_may_pass_on(notice, unit)
    child = Notice.objects.create(
        unit=unit,
        title=notice.title,
        kind=notice.kind,
        number=notice.number,
        issuers=notice.issuers,
        signed_on=notice.signed_on,
        file=notice.file,
        text=notice.text,
        reading=notice.reading,
        based_on=notice,
        created_at=clock.now(),
        created_by_name=by.name,
    )
    _copy_items(notice, child)
    _address(child)
    log("notices.passed_on", child, by=by, source=notice.pk)
    return child


def _check_may_pass_on(notice: Notice, unit: Unit) -> None:
    if notice.state != State.PUBLISHED:
        raise RuleViolation("这份公文没有下达，或者已经撤回，不能转发。")
    # An office and the bureau beside it are one node: what one received the other may send on.
    same_node = Q(unit=unit) | Q(unit=unit.node_id) | Q(unit__answers_for=unit.node_id)
    mine = notice.receipts.filter(same_node, unit__lane=unit.lane, role=Role.MAIN)
    if not mine.exists():
        raise RuleViolation(f"“{unit.name}”不是这份公文的主送单位，不能转发。")
    if not mine.filter(state=Reception.RECEIVED).exists():
        raise RuleViolation("这份公文还没有签收，请先签收再转发。")
    if notice.passed_on.filter(unit=unit).exclude(state=State.WITHDRAWN).exists():
        raise RuleViolation(f"“{unit.name}”已经转发过这份公文，请打开转发件继续办理。")


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
    # Asked of the database: somebody may have sent the notice out since it was loaded.
    if not Notice.objects.filter(pk=notice.pk, state=State.DRAFT).exists():
        raise RuleViolation("公文已经下达，不能再改。需要调整的，请撤回后重新下达。")
