"""Changes of regions and units: each one decree, one transaction, one trace.

What it would do is `shapes`' plan, which the preview counts by `carrying.lines`; here the same plan
is carried out. Nothing that was said of an ended campaign moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.successions import carrying, policy, rules, shapes
from yushui.successions.plans import Plan
from yushui.successions.shapes import Part
from yushui.territory.kinds import ChangeKind
from yushui.territory.models import Change, Region, Unit
from yushui.territory.numbering import take_turn


@dataclass(frozen=True)
class Decree:
    """From which day, and by which document."""

    effective_on: date
    document: str = ""


@transaction.atomic
def rename_region(
    region: Region, *, name: str, code: str = "", decree: Decree, by: Actor
) -> Change:
    """Date a new name, or a new code with those below it; the place stays the same node."""
    policy.require(by, region)
    _hold(region)
    shapes.check_is_there(region)
    _check_day(decree, region)
    told, number = rules.check_name(name), rules.check_code(code) or region.code
    if (told, number) == (region.name, region.code):
        raise RuleViolation("名称和代码都没有变，请核对。", field="name")
    before = region.name
    units = carrying.rename_units(region, told)
    carrying.rename(region, name=told, code=number, on=decree.effective_on)
    what = f"“{before}”更名为“{told}”" if before != told else f"“{told}”区划代码改为{number}"
    change = _decreed(ChangeKind.RENAME, what, decree, region=region, by=by)
    change.moved = [["单位", units]] if units else []
    return _keep(change, by=by)


@transaction.atomic
def move_region(
    region: Region, parent: Region, *, code: str = "", decree: Decree, by: Actor
) -> Change:
    """Let a place lie in another one, with everything below it and at work there."""
    policy.require(by, region, parent)
    _hold(region, parent)
    _check_day(decree, region)
    plan = shapes.move_region(region, parent, code=code, on=decree.effective_on)
    before = region.parent.name if region.parent else ""
    what = f"“{region.name}”由“{before}”划归“{parent.name}”"
    change = _decreed(ChangeKind.MOVE, what, decree, region=region, by=by)
    return _carry(plan, change, by=by)


@transaction.atomic
def merge_regions(
    regions: Sequence[Region],
    into: Region,
    *,
    name: str = "",
    decree: Decree,
    by: Actor,
) -> Change:
    """Let one place carry on others, under its own name or a new one from that day."""
    policy.require(by, *regions, into)
    _hold(*regions, into)
    _check_day(decree, *regions, into)
    plan = shapes.merge_regions(regions, into, on=decree.effective_on)
    merged = "、".join(f"“{region.name}”" for region in regions)
    what = f"{merged}并入“{into.name}”"
    if (told := name.strip()) and told != into.name:
        what += f"，更名为“{told}”"
        carrying.rename_units(into, rules.check_name(told))
        carrying.rename(into, name=told, code=into.code, on=decree.effective_on)
    change = _decreed(ChangeKind.MERGE, what, decree, region=regions[0], by=by)
    return _carry(plan, change, by=by)


@transaction.atomic
def split_region(
    region: Region, parts: Sequence[Part], *, keeps_rest: bool, decree: Decree, by: Actor
) -> Change:
    """Divide a place. What no list names stays where it is, and is to be given a part."""
    policy.require(by, region)
    _hold(region)
    _check_day(decree, region)
    plan = shapes.split_region(region, parts, keeps_rest=keeps_rest, on=decree.effective_on)
    made = "、".join(f"“{part.name.strip()}”" for part in parts)
    what = f"由“{region.name}”析出{made}" if keeps_rest else f"“{region.name}”拆分为{made}"
    change = _decreed(ChangeKind.SPLIT, what, decree, region=region, by=by)
    return _carry(plan, change, by=by)


@transaction.atomic
def give_left(
    change: Change,
    region: Region,
    part: Region,
    *,
    children: Sequence[Region] = (),
    households: Sequence[str] = (),
    by: Actor,
) -> int:
    """Give what was left in a divided place to one of its parts, as of the day of the change."""
    policy.require(by, region)
    if not (children or households):
        raise RuleViolation("请选出要划分的下级区划，或者粘贴家庭编号。")
    _hold(region, part, *children)
    plan = shapes.give_left(
        region, part, children=children, households=households, on=change.effective_on
    )
    carrying.carry_out(plan, change)
    given = len(children) + len(plan.homes)
    log("territory.left_given", part, by=by, count=given)
    return given


@transaction.atomic
def rename_unit(unit: Unit, *, name: str, decree: Decree, by: Actor) -> Change:
    """A new name; the old one stays an alias, by which it is found and addressed."""
    policy.require_for_unit(by, unit)
    _hold(unit)
    _check_day(decree)
    told = rules.check_name(name)
    before = unit.name
    if told == before:
        raise RuleViolation("名称没有变，请核对。", field="name")
    carrying.rename_unit(unit, told)
    what = f"“{before}”更名为“{told}”"
    change = _decreed(ChangeKind.RENAME, what, decree, region=unit.region, unit=unit, by=by)
    return _keep(change, by=by)


@transaction.atomic
def move_unit(unit: Unit, superior: Unit, *, decree: Decree, by: Actor) -> Change:
    """Let a unit, and all that report to it, report to another superior of its lane."""
    policy.require_for_unit(by, unit, superior)
    _hold(unit, superior)
    _check_day(decree)
    plan = shapes.move_unit(unit, superior, on=decree.effective_on)
    what = f"“{unit.name}”改由“{superior.name}”管理"
    change = _decreed(ChangeKind.MOVE, what, decree, region=unit.region, unit=unit, by=by)
    return _carry(plan, change, by=by)


@transaction.atomic
def merge_units(unit: Unit, into: Unit, *, decree: Decree, by: Actor) -> Change:
    """Let one unit carry on another of its kind; the old name stays an alias."""
    policy.require_for_unit(by, unit, into)
    _hold(unit, into)
    _check_day(decree)
    plan = shapes.merge_units(unit, into, on=decree.effective_on)
    what = f"“{unit.name}”并入“{into.name}”"
    change = _decreed(ChangeKind.MERGE, what, decree, region=unit.region, unit=unit, by=by)
    return _carry(plan, change, by=by)


def _hold(*nodes: Region | Unit) -> None:
    """Decrees go one by one; whoever read a place or unit that another changed since is told."""
    take_turn(Region.objects.filter(parent=None))
    for node in nodes:
        (now,) = type(node)._base_manager.filter(pk=node.pk).values()
        if any(getattr(node, column) != value for column, value in now.items()):
            raise Conflict(carrying.CHANGED)


def _check_day(decree: Decree, *regions: Region) -> None:
    since = max((region.valid_from for region in regions), default=None)
    rules.check_day(decree.effective_on, today=clock.today(), since=since)


def _decreed(
    kind: ChangeKind,
    what: str,
    decree: Decree,
    *,
    region: Region,
    unit: Unit | None = None,
    by: Actor,
) -> Change:
    return Change(
        kind=kind,
        summary=what[:300],
        effective_on=decree.effective_on,
        document=decree.document.strip()[:80],
        region=region,
        unit=unit,
        made_at=clock.now(),
        made_by_name=by.name,
    )


def _carry(plan: Plan, change: Change, *, by: Actor) -> Change:
    carrying.carry_out(plan, change)
    log("territory.changed", change, by=by, what=change.summary)
    return change


def _keep(change: Change, *, by: Actor) -> Change:
    change.save()
    log("territory.changed", change, by=by, what=change.summary)
    return change
