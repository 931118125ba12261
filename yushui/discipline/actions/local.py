"""What a place adds to the checklist, switches on or off for a time, and limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.discipline import checklist, rules
from yushui.discipline.lifecycle import Occasion
from yushui.discipline.models import Limit, LocalItem, Switch
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.territory.models import Region


@dataclass(frozen=True)
class Span:
    """From when to when, and by what document."""

    since: date
    document: str
    until: date | None = None


@transaction.atomic
def add_item(
    region: Region, *, section: str, text: str, of: Sequence[str], span: Span, by: Actor
) -> LocalItem:
    """A question that the place asks beyond the nation's; an ended one stays in old checks."""
    by.require(Permission.DISCIPLINE_MANAGE, region)
    _known_section(section)
    if not of or set(of) - set(Occasion.values):
        raise RuleViolation("请选择这一项用在什么检查里。", field="of")
    made = LocalItem.objects.create(
        section=section,
        text=rules.require_text(text, "检查内容", field="text", longest=100),
        of=list(of),
        **_dated(region, span, by),
    )
    log("discipline.item_added", made, by=by)
    return made


@transaction.atomic
def switch(
    region: Region, *, section: str, item: str = "", is_on: bool, span: Span, by: Actor
) -> Switch:
    """Switch a section or one item on or off for a time; thrift and secrecy always hold."""
    by.require(Permission.DISCIPLINE_MANAGE, region)
    known = _known_section(section)
    if not known.may_be_off:
        raise RuleViolation(f"“{known.label}”任何时候都要检查，不能停用。", field="section")
    keys = {one.key for one in checklist.in_force(span.since).items if one.section == section}
    if item and item not in keys:
        raise RuleViolation("这个检查项不在所选的类别里，请重新选择。", field="item")
    made = Switch(section=section, item=item, is_on=is_on, **_dated(region, span, by))
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict(
            f"{region.name}从 {span.since:%Y-%m-%d} 起已经有一条同样的启停，请换一个开始日期。"
        ) from clash
    log("discipline.switched", made, by=by, switched_on=is_on)
    return made


@transaction.atomic
def add_limit(
    region: Region,
    *,
    size: int | None,
    is_refused: bool,
    per_home: Decimal,
    span: Span,
    by: Actor,
) -> Limit:
    """From how many people on a gathering needs approval, and what a family may cost at most."""
    by.require(Permission.DISCIPLINE_MANAGE, region)
    if size is None and not per_home:
        raise RuleViolation("人数和每户最高支出至少要规定一项。", field="size")
    if is_refused and size is None:
        raise RuleViolation("没有批准不予登记的，要写明从多少人起。", field="size")
    if (size is not None and size < 1) or per_home < 0:
        raise RuleViolation("人数要大于 0，金额不能是负数。", field="size")
    made = Limit(size=size, is_refused=is_refused, per_home=per_home, **_dated(region, span, by))
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict(
            f"{region.name}从 {span.since:%Y-%m-%d} 起已经有一条限额，请换一个开始日期。"
        ) from clash
    log("discipline.limit_added", made, by=by)
    return made


def _known_section(key: str) -> checklist.Section:
    known = checklist.sections().get(key)
    if known is None:
        raise RuleViolation("没有这个类别，请从列表中选择。", field="section")
    return known


def _dated(region: Region, span: Span, by: Actor) -> dict[str, object]:
    if span.until is not None and span.until < span.since:
        raise RuleViolation("终止日期不能早于开始日期，请核对。", field="until")
    return {
        "region": region,
        "since": span.since,
        "until": span.until,
        "document": rules.require_text(span.document, "依据文件", field="document", longest=80),
        "entered_at": clock.now(),
        "entered_by_name": by.name,
    }
