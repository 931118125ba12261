"""Rules about changes of regions that need no database: days, names, codes, levels."""

from datetime import date

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import division_code
from yushui.territory.divisions import DIGITS
from yushui.territory.kinds import Level
from yushui.territory.models import Region, Unit
from yushui.territory.templates import short_name


def check_day(on: date, *, today: date, since: date | None = None) -> None:
    if on > today:
        raise RuleViolation(
            "还没有到生效日期；请到生效当天或以后再办理，在这之前可以先看预览。",
            field="effective_on",
        )
    if since is not None and on < since:
        raise RuleViolation(
            f"生效日期不能早于它自己的启用日期（{since:%Y-%m-%d}），请核对文件。",
            field="effective_on",
        )


def check_name(name: str, *, field: str = "name") -> str:
    told = name.strip()
    if not told:
        raise RuleViolation("请填写新的名称。", field=field)
    if len(told) > 60:
        raise RuleViolation("名称最多 60 个字。", field=field)
    return told


def check_code(code: str, *, field: str = "code") -> str:
    """A division code in twelve digits, or nothing."""
    if not code.strip():
        return ""
    try:
        return division_code(code.strip()).code
    except RuleViolation as problem:
        raise RuleViolation(problem.message, field=field) from problem


def code_below(code: str, *, old: str, new: str, level: int) -> str:
    """The code of a place inside one whose own changed: the digits of the upper level follow."""
    digits = DIGITS[level - 1] if level else 0
    if not (old and new and digits and code.startswith(old[:digits])):
        return code
    return new[:digits] + code[digits:]


def check_lies_in(region: Region, parent: Region) -> None:
    if parent.level >= region.level:
        raise RuleViolation(
            f"“{parent.name}”是{Level(parent.level).label}，不能管辖“{region.name}”"
            f"（{Level(region.level).label}），请改选上一级。",
            field="target",
        )
    if parent.pk == region.parent_id:
        raise RuleViolation(f"“{region.name}”本来就归“{parent.name}”管辖。", field="target")


def check_merges(region: Region, into: Region) -> None:
    if region.pk == into.pk:
        raise RuleViolation("并入的和接收的是同一处，请另选。", field="target")
    if region.level != into.level:
        raise RuleViolation(
            f"“{region.name}”和“{into.name}”不是同一层级，不能合并。", field="target"
        )


def check_units_merge(unit: Unit, into: Unit) -> None:
    if unit.pk == into.pk:
        raise RuleViolation("并入的和接收的是同一个单位，请另选。", field="target")
    if (unit.kind, unit.lane) != (into.kind, into.lane):
        raise RuleViolation(
            f"“{unit.name}”和“{into.name}”不是同一类单位，不能合并。", field="target"
        )


def renamed(text: str, *, old: str, new: str) -> str:
    """A unit's name after its place was renamed: 临川县双拥办 → 临川市双拥办."""
    if text.startswith(old):
        return new + text.removeprefix(old)
    short = short_name(old)
    return short_name(new) + text.removeprefix(short) if text.startswith(short) else text
