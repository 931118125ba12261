"""From the words that name recipients to units: a frozen list, and what is left to settle by hand.

The words are read against the issuing unit: 各乡镇 of a county's notice are the townships of that
county, 市直各部门 the departments beside the issuer, 县财政局 the one of the issuer's county. An
exact name or alias always wins; between two that fit nobody is chosen.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Q

from yushui.accounts.actor import TERRITORIAL
from yushui.notices import bodies
from yushui.notices.bodies import Said
from yushui.notices.reading.text import fold
from yushui.territory import paths
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit, UnitQuerySet


@dataclass(frozen=True)
class Rule:
    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    where: str = "own"
    levels: tuple[int, ...] = ()
    endings: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True)
class Resolved:
    """An expression and the units it names; none when it has to be settled by hand."""

    text: str
    units: tuple[Unit, ...]


@cache
def rules() -> tuple[Rule, ...]:
    raw = tomllib.loads((Path(__file__).parent / "addressing.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            pattern=re.compile(line["pattern"]),
            kinds=tuple(Kind(kind).value for kind in line["kinds"]),
            where=line.get("where", "own"),
            levels=tuple(Level[name].value for name in line.get("levels", ())),
            endings=tuple(line.get("endings", ())),
            by_hand=line.get("by_hand", False),
        )
        for line in raw["rule"]
    )


def resolve(expressions: Iterable[str], *, issuer: Unit) -> list[Resolved]:
    """Each expression with the active units it names, in the order of the reporting tree."""
    return [
        Resolved(text, tuple(unit for unit in _units(text, issuer) if is_addressable(issuer, unit)))
        for text in expressions
    ]


def is_addressable(issuer: Unit, unit: Unit) -> bool:
    """Whether `issuer` may send `unit` anything: a department directs only what reports to it.

    The office, the bureau, the township and their military fellows answer for a place and may
    address whoever is in it; names beyond that are copies to superiors and equals.
    """
    return issuer.kind in TERRITORIAL or unit.path.startswith(issuer.path)


def _units(text: str, issuer: Unit) -> list[Unit]:
    words = _folded(text)
    readings = list(bodies.readings(words))
    named = _named(words, issuer.region) or _first(_meant(one, issuer) for one in readings)
    if named := named or _named(words):
        return named
    if any(bodies.is_known(one.rest) for one in readings):
        return []  # 县气象局 where there is none is not everybody in the county
    rule = next((rule for rule in rules() if rule.pattern.search(words)), None)
    if rule is None or rule.by_hand:
        return []
    found = _reach(rule, words, issuer).filter(kind__in=rule.kinds)
    if rule.endings:
        endings = Q()
        for ending in rule.endings:
            endings |= Q(region__name__endswith=ending)
        found = found.filter(endings)
    return list(found.select_related("region").order_by("path"))


def _folded(text: str) -> str:
    return re.sub(r"\s", "", fold(text))


def _first(found: Iterable[list[Unit]]) -> list[Unit]:
    return next(filter(None, found), [])


def _named(words: str, inside: Region | None = None) -> list[Unit]:
    """The one unit called exactly so, inside a region or anywhere."""
    units = Unit.objects.active()
    found = _called([words, words.removeprefix("中共")], units.within(inside) if inside else units)
    return found if len(found) == 1 else []


def _called(names: Iterable[str], units: UnitQuerySet) -> list[Unit]:
    """Units with one of these names: all of them if one, the first two if more."""
    names = [*names, *(f"中共{name}" for name in names)]
    same = units.filter(Q(name__in=names) | Q(short_name__in=names) | Q(aliases__name__in=names))
    return list(same.distinct().select_related("region").order_by("path")[:2])


def names_a_body(text: str) -> bool:
    """Whether the words mean one body of a place, or one in every place, known here or not."""
    words = _folded(text)
    return any(bodies.is_known(one.rest) for one in bodies.readings(words))


def _meant(said: Said, issuer: Unit) -> list[Unit]:
    """The units that words naming a body mean; none where two could be meant."""
    if said.is_of_each:
        return _in_each(said, _every_place(said.words, issuer))
    place = _place_called(issuer.region, said.level) if said.level else issuer.region
    if place is None:
        return []
    beside = Unit.objects.active().filter(region=place)
    found = _called([place.name + said.rest], beside)
    if not found:
        found = _called([f"{a}{place.name}{b}" for a, b in bodies.patterns(said.rest)], beside)
    if len(found) != 1:
        return []
    # 财政局 in what a city writes may be its own or those of its counties.
    below = Unit.objects.active().within(issuer.region).exclude(region=issuer.region)
    return found if said.level or not _in_each(said, below) else []


def _in_each(said: Said, units: UnitQuerySet) -> list[Unit]:
    """The body of every place among `units`; none at all where a place has two of the name."""
    looks = Q()
    for before, after in bodies.patterns(said.rest):
        looks |= Q(name__startswith=before, name__endswith=after)
    found: dict[int, Unit] = {}
    for unit in units.filter(looks).select_related("region").order_by("path"):
        full = {f"{a}{unit.region.name}{b}" for a, b in bodies.patterns(said.rest)}
        if unit.name.removeprefix("中共") in full:
            if unit.region_id in found:
                return []
            found[unit.region_id] = unit
    return list(found.values())


def _place_called(region: Region, word: str) -> Region | None:
    """The issuer's own place where 市, 县 or the like can mean it, else the nearest one above."""
    above = Region.objects.filter(pk__in=paths.ids(region.path)).order_by("-path")
    return next((one for one in above if _is_called(one, word)), None)


# One level named alone (市直单位, 县财政局) is the issuer's own place; 盟市, 旗县 are classes.
_PLACE = re.compile(
    r"^[本我全]?(?P<level>自治[区州县旗]|[省市盟州县区旗镇乡])(?![省市盟州县区旗镇乡村街、和及(])"
)
_RANKS: dict[str, frozenset[int]] = {
    "省": frozenset({Level.PROVINCE}),
    "自治区": frozenset({Level.PROVINCE}),
    "盟": frozenset({Level.PREFECTURE}),
    "州": frozenset({Level.PREFECTURE}),
    "自治州": frozenset({Level.PREFECTURE}),
    # A municipality, a prefecture-level and a county-level city all call themselves 市.
    "市": frozenset({Level.PROVINCE, Level.PREFECTURE, Level.COUNTY}),
    "区": frozenset({Level.PROVINCE, Level.COUNTY}),
    "县": frozenset({Level.COUNTY}),
    "旗": frozenset({Level.COUNTY}),
    "自治县": frozenset({Level.COUNTY}),
    "自治旗": frozenset({Level.COUNTY}),
    "镇": frozenset({Level.TOWNSHIP}),
    "乡": frozenset({Level.TOWNSHIP}),
}


_ONE_IN_A_PLACE = frozenset(
    {Kind.OFFICE, Kind.BUREAU, Kind.MILITARY_COMMAND, Kind.ARMED_FORCES_DEPARTMENT}
)


def _is_called(region: Region, word: str) -> bool:
    """Whether 市, 县 or the like can mean this place: by its name, else by its rank."""
    if region.name.endswith(tuple(_RANKS)):
        return region.name.endswith(word)
    return region.level in _RANKS[word]


def _reach(rule: Rule, words: str, issuer: Unit) -> UnitQuerySet:
    """The units a rule chooses from, before their kind is looked at."""
    units = Unit.objects.active()
    in_region = units.within(issuer.region)
    place = _PLACE.match(words)
    if place and not _is_called(issuer.region, place["level"]):
        return _above(rule, words, issuer)
    if rule.where == "own" or (place and "各" not in words):
        return units.filter(region=issuer.region)
    if rule.where == "below" or level_named(words):
        return _every_place(words, issuer)
    if rule.where == "level":
        return in_region.filter(region__level__in=rule.levels)
    return in_region


def _every_place(words: str, issuer: Unit) -> UnitQuerySet:
    """Units of all places of the level that the words name, else of those next below."""
    units = Unit.objects.active()
    if level := level_named(words):
        return units.within(issuer.region).filter(region__level=level)
    return _next_below(units, issuer)


def _above(rule: Rule, words: str, issuer: Unit) -> UnitQuerySet:
    """自治区双拥办 in what a league passes on is the region's; a class up there is not meant."""
    place = _PLACE.match(words)
    above = _place_called(issuer.region, place["level"]) if place else None
    if above is None or "各" in words or not _ONE_IN_A_PLACE.issuperset(rule.kinds):
        return Unit.objects.none()
    return Unit.objects.active().filter(region=above)


_LEVELS = (
    (Level.PROVINCE, re.compile(r"自治区(?!.*各)|^全?省|省军区|^军区")),
    (Level.COUNTY, re.compile(r"[县旗]")),
    (Level.PREFECTURE, re.compile(r"盟市|市州|市\(州|州市|各[盟州]|设区市|地级市|军分区|警备区")),
    (Level.TOWNSHIP, re.compile(r"乡镇|街道|镇街|乡\(镇")),
    (Level.COUNTY, re.compile(r"人武部|人民武装部")),
)


def level_named(words: str) -> int | None:
    """The level of region that an expression speaks of, where it names one."""
    folded = fold(words)
    return next((level for level, pattern in _LEVELS if pattern.search(folded)), None)


def _next_below(units: UnitQuerySet, issuer: Unit) -> UnitQuerySet:
    """Units of the places whose office reports to the issuer's: levels are uneven (S0-05)."""
    offices = Unit.objects.active().filter(
        kind__in=[Kind.OFFICE, Kind.TOWNSHIP], superior=issuer.node_id
    )
    return units.filter(region__in=offices.values("region"))
