"""What a place sets for itself: who brings citations, by when, and what money comes with them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.merits import classes, queries, rules
from yushui.merits.models import LocalRule
from yushui.merits.rules import Route
from yushui.territory.models import Region


@dataclass(frozen=True)
class RuleFacts:
    """What the document says; what it does not say stays as the places above have it."""

    merit: str
    since: date
    document: str
    until: date | None = None
    route: Route | None = None
    register_workdays: int | None = None
    deliver_days: int | None = None
    prize: Decimal = Decimal(0)

    @property
    def says_nothing(self) -> bool:
        said = (self.route, self.register_workdays, self.deliver_days)
        return not self.prize and all(one is None for one in said)


@transaction.atomic
def add_rule(facts: RuleFacts, *, region: Region, by: Actor) -> LocalRule:
    """Enter what a place asks of a class from a day on; never less than those above it ask."""
    by.require(Permission.MERIT_MANAGE, region)
    _check(facts)
    document = rules.require_text(facts.document, "依据文件", field="document", longest=80)
    if facts.route is not None:
        floor = queries.floor_of(region, facts.merit, facts.since)
        rules.check_not_lower(classes.label(facts.merit), facts.route, floor)
    route = facts.route
    made = LocalRule(
        region=region,
        merit=facts.merit,
        since=facts.since,
        until=facts.until,
        document=document,
        level=route.level if route else None,
        civil=route.civil if route else "",
        military=route.military if route else "",
        register_workdays=facts.register_workdays,
        deliver_days=facts.deliver_days,
        prize=facts.prize,
        entered_at=clock.now(),
        entered_by_name=by.name,
    )
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict(
            f"{region.name}对{classes.label(facts.merit)}已经有一条从 {facts.since:%Y-%m-%d} "
            "起的规定，请换一个开始日期。"
        ) from clash
    log("merits.rule_added", made, by=by, merit=facts.merit)
    return made


def _check(facts: RuleFacts) -> None:
    if facts.merit not in classes.table():
        raise RuleViolation("没有这个等次，请从列表中选择。", field="merit")
    if facts.until is not None and facts.until < facts.since:
        raise RuleViolation("终止日期不能早于开始日期，请核对。", field="until")
    if facts.says_nothing:
        raise RuleViolation("送达人员、期限、奖励金至少要规定一项。", field="merit")
    if facts.prize < 0:
        raise RuleViolation("奖励金不能是负数。", field="prize")
