"""The plans of the changes there are: what is checked, who passes on to whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from yushui.kernel.errors import RuleViolation
from yushui.people.models import Household
from yushui.successions import rules
from yushui.successions.plans import Plan, Planner
from yushui.territory.kinds import Level
from yushui.territory.models import Region, Unit, UnitSuccession


@dataclass(frozen=True)
class Part:
    """A place made by dividing another, and what is said to belong to it."""

    name: str
    code: str = ""
    children: Sequence[Region] = field(default=())
    households: Sequence[str] = field(default=())  # their numbers


def move_region(region: Region, parent: Region, *, code: str = "", on: date) -> Plan:
    check_is_there(region, parent)
    rules.check_lies_in(region, parent)
    if parent.path.startswith(region.path):
        raise RuleViolation("不能划到它自己的下级里去，请另选。", field="target")
    planner = Planner(on)
    planner.transplant(region, parent, code=rules.check_code(code))
    return planner.plan


def merge_regions(regions: Sequence[Region], into: Region, *, on: date) -> Plan:
    check_is_there(into, *regions)
    has_places = into.children.current().exists()
    planner = Planner(on)
    for region in regions:
        rules.check_merges(region, into)
        if region.children.current().exists() != has_places:
            raise RuleViolation(
                f"“{region.name}”和“{into.name}”一个有下级区划，一个没有，家庭会落不到村；"
                "请先把下级区划登记齐。",
                field="target",
            )
        planner.join(region, into)
    return planner.plan


def split_region(region: Region, parts: Sequence[Part], *, keeps_rest: bool, on: date) -> Plan:
    """Parts beside the region; what no list names stays, in a place that may have ended."""
    check_is_there(region)
    if region.parent is None:
        raise RuleViolation(f"“{region.name}”没有上级区划，不能拆分。")
    if len(parts) < (1 if keeps_rest else 2):
        raise RuleViolation("请至少写出一个新设的区划；原区划不保留的，至少两个。", field="parts")
    planner = Planner(on)
    for part in parts:
        _carve(planner, region, part)
    planner.plan.closes = None if keeps_rest else region
    return planner.plan


def _carve(planner: Planner, region: Region, part: Part) -> None:
    """A part, with the places and households that the list gives it and no other."""
    made = planner.carve(region, name=rules.check_name(part.name), code=part.code)
    for child in part.children:
        if child.parent_id != region.pk or child.pk in planner.place:
            raise RuleViolation(f"“{child.name}”不是“{region.name}”的下级，或列了两次。")
        planner.give(child, made)
    homes = households_in(region, part.households)
    if not planner.plan.homes.keys().isdisjoint(homes):
        raise RuleViolation("有的家庭列在两处，请核对名单。", field="parts")
    planner.plan.homes |= dict.fromkeys(homes, made)


def give_left(
    region: Region, part: Region, *, children: Sequence[Region], households: Sequence[str], on: date
) -> Plan:
    """Give what was left in a divided region to one of its heirs."""
    planner = Planner(on)
    planner.plan.copies[part.pk] = copies_of(region, part)
    for child in children:
        planner.give(child, part)
    planner.plan.homes = dict.fromkeys(households_in(region, households), part)
    return planner.plan


def move_unit(unit: Unit, superior: Unit, *, on: date) -> Plan:
    if superior.path.startswith(unit.path):
        raise RuleViolation("不能改为向它自己的下级报送，请另选。", field="target")
    if superior.lane != unit.lane:
        raise RuleViolation("地方和军队是两条线，不能改为向另一条线报送。", field="target")
    if superior.pk == unit.superior_id:
        raise RuleViolation(f"“{unit.name}”本来就向“{superior.name}”报送。", field="target")
    planner = Planner(on)
    planner.move_unit(unit, superior)
    planner.move_units(unit.subordinates.active(), at=superior.region)
    return planner.plan


def merge_units(unit: Unit, into: Unit, *, on: date) -> Plan:
    rules.check_units_merge(unit, into)
    if into.path.startswith(unit.path):
        raise RuleViolation("不能并入它自己的下级，请另选。", field="target")
    planner = Planner(on)
    planner.join_unit(unit, into)
    return planner.plan


def copies_of(region: Region, part: Region) -> dict[int, Unit]:
    """The units of a part, by the unit of the divided region each is a copy of."""
    made = UnitSuccession.objects.filter(old__region=region, is_whole=False)
    found = {}
    for one in made.select_related("new__region"):
        copy = one.new
        while (
            passed := copy.successions.filter(is_whole=True).select_related("new__region").first()
        ):
            copy = passed.new  # the part itself came to lie elsewhere since
        if copy.region_id == part.pk:
            found[one.old_id] = copy
    return found


def households_in(region: Region, codes: Sequence[str]) -> list[int]:
    """Keys of the households of the region with these numbers; one that is not there is told."""
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    found = dict(Household.objects.filter(region=region, code__in=wanted).values_list("code", "pk"))
    if missing := [code for code in wanted if code not in found]:
        told = "、".join(missing[:5])
        raise RuleViolation(
            f"“{region.name}”没有这些家庭编号：{told}；请核对后重新粘贴。", field="parts"
        )
    return list(found.values())


def check_is_there(*regions: Region) -> None:
    for region in regions:
        if region.valid_to is not None:
            raise RuleViolation(
                f"“{region.name}”（{Level(region.level).label}）已经停用，请选现行的区划。",
                field="target",
            )
