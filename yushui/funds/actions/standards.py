"""What a place pays on an occasion: entered from a document, ended, never rewritten."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.funds import payment_rules as rules
from yushui.funds.models import Standard
from yushui.funds.proposing import StandardFacts
from yushui.kernel import clock
from yushui.kernel.errors import Conflict
from yushui.people import categories
from yushui.people.rules import check_end, require_text
from yushui.territory.models import Unit


@transaction.atomic
def set_standard(unit: Unit, *, facts: StandardFacts, by: Actor) -> Standard:
    """Enter a standard for the place of the unit that set it; it holds for all below as well."""
    by.require_for_unit(Permission.FUNDS_MANAGE, unit)
    rules.check_civil(unit.lane, unit.name)
    rules.check_categories(facts.categories, categories.labels())
    rules.check_amount(facts.amount)
    rules.check_dates(facts.since, facts.until)
    made = Standard.objects.create(
        region=unit.region,
        name=require_text(facts.name, "名称", field="name", longest=80),
        occasion=facts.occasion.strip(),
        categories=sorted(set(facts.categories)),
        amount=facts.amount,
        source=require_text(facts.source, "依据原文", field="source", longest=1000),
        document=require_text(facts.document, "依据文号", field="document", longest=80),
        since=facts.since,
        until=facts.until,
        made_at=clock.now(),
        made_by_name=by.name,
    )
    log("funds.standard_set", made, by=by, categories=made.categories, money=made.amount)
    return made


@transaction.atomic
def end_standard(standard: Standard, *, unit: Unit, on: date, by: Actor) -> Standard:
    """Say until when a standard holds; what was paid by it stays."""
    by.require_for_unit(Permission.FUNDS_MANAGE, unit)
    rules.check_civil(unit.lane, unit.name)
    check_end(on, since=standard.since, today=clock.today())
    longer = Q(until__isnull=True) | Q(until__gt=on)
    standing = Standard.objects.filter(longer, pk=standard.pk, region=unit.region)
    if not standing.update(until=on):
        raise Conflict("这个标准那时已经终止，或不是本单位定的；请刷新后查看。")
    standard.until = on
    log("funds.standard_ended", standard, by=by)
    return standard
