"""Rules about citations and plaques that need no database: who has to bring one, and by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yushui.kernel import workdays
from yushui.kernel.errors import RuleViolation
from yushui.merits.lifecycle import Rank
from yushui.territory.kinds import Kind, Lane, Level


LONGEST_REASON = 200
# Units that may stand for the civil side, and for the military one. A garrison is neither: the
# soldier's own comrades are welcome and replace nobody.
CIVIL = frozenset({Kind.OFFICE, Kind.BUREAU, Kind.TOWNSHIP, Kind.STATION})
LEADING = CIVIL | {Kind.PARTY_ORGAN, Kind.GOVERNMENT_ORGAN}
MILITARY = frozenset(
    {Kind.MILITARY_COMMAND, Kind.ARMED_FORCES_DEPARTMENT, Kind.GRASSROOTS_ARMED_FORCES}
)
_ORDER = (Rank.STAFF, Rank.LEADER, Rank.HEAD, Rank.LEADERSHIP)


def weight(rank: str) -> int:
    return _ORDER.index(Rank(rank))


def ranks_from(rank: str) -> list[Rank]:
    """The rank and every higher one."""
    return [one for one in _ORDER if weight(one) >= weight(rank)]


def stands_in(rank: str) -> Rank:
    """Who of a higher level is enough where this rank is asked for: a leader for a head."""
    return min(Rank(rank), Rank.LEADER, key=weight)


def reaches(level: int, rank: str, *, wanted: int, least: str) -> bool:
    """Whether somebody of a level and rank is enough where a level and a rank are asked for.

    At the level itself a deputy never stands for the head; from above it a leader does.
    """
    if level == wanted:
        return weight(rank) >= weight(least)
    return level < wanted and weight(rank) >= weight(stands_in(least))


@dataclass(frozen=True)
class Route:
    """Of which level, and of what rank on either side, those who bring a citation have to be."""

    level: int
    civil: str
    military: str

    def is_as_strict_as(self, other: "Route") -> bool:
        return all(
            reaches(self.level, mine, wanted=other.level, least=theirs)
            for mine, theirs in ((self.civil, other.civil), (self.military, other.military))
        )

    def least(self, lane: str) -> str:
        return self.civil if lane == Lane.CIVIL else self.military

    def at(self, levels: Iterable[int]) -> "Route":
        """The route where not every level exists: a county may stand below a province."""
        above = [level for level in levels if level <= self.level]
        return Route(max(above, default=self.level), self.civil, self.military)


@dataclass(frozen=True)
class Presence:
    """Somebody who is there, as what. `is_of_place`: their unit's place holds the family's."""

    name: str
    unit_name: str
    kind: str
    lane: str
    level: int
    rank: str
    is_of_place: bool = True

    def counts(self) -> bool:
        """Whether the unit is one that brings citations here at all."""
        if self.lane == Lane.MILITARY:
            return self.is_of_place and self.kind in MILITARY
        kinds = LEADING if self.rank == Rank.LEADERSHIP else CIVIL
        return self.is_of_place and self.kind in kinds

    def is_enough(self, route: Route) -> bool:
        least = route.least(self.lane)
        return self.counts() and reaches(self.level, self.rank, wanted=route.level, least=least)


def satisfies(route: Route, present: Sequence[Presence]) -> bool:
    """Whether those present are the ones who have to bring it: both lanes, of level and rank."""
    return not missing(route, present)


def missing(route: Route, present: Sequence[Presence]) -> list[str]:
    """What is still missing, a phrase a lane; nothing when all are there."""
    lacking = []
    for lane in (Lane.CIVIL, Lane.MILITARY):
        mine = [one for one in present if one.lane == lane]
        if not any(one.is_enough(route) for one in mine):
            there = "、".join(_told(one) for one in mine)
            wanted = f"缺{whom(route, lane)}"
            lacking.append(f"{wanted}（已登记的是{there}）" if there else wanted)
    return lacking


_CIVIL_ORGANS = {
    Level.PROVINCE: "省级退役军人事务部门",
    Level.PREFECTURE: "市级退役军人事务部门",
    Level.COUNTY: "县级退役军人事务部门",
    Level.TOWNSHIP: "乡镇（街道）",
}
_MILITARY_ORGANS = {
    Level.PROVINCE: "省军区",
    Level.PREFECTURE: "军分区（警备区）",
    Level.COUNTY: "人武部",
    Level.TOWNSHIP: "基层武装部（或人武部）",
}


def whom(route: Route, lane: str) -> str:
    """As the office would name them: 县级退役军人事务部门主要负责同志."""
    rank = Rank(route.least(lane))
    if lane == Lane.MILITARY:
        return f"{_MILITARY_ORGANS[Level(route.level)]}{rank.label}"
    if rank == Rank.LEADERSHIP:
        return f"{Level(route.level).label}{rank.label}"
    return f"{_CIVIL_ORGANS[Level(route.level)]}{rank.label}"


def in_words(route: Route) -> str:
    return f"{whom(route, Lane.CIVIL)}和{whom(route, Lane.MILITARY)}"


def _told(one: Presence) -> str:
    if not one.is_of_place:
        return f"{one.unit_name}{one.name}，不是这户所在地方的单位"
    return f"{one.unit_name}{one.name}，{Rank(one.rank).label}"


def check_bearers(label: str, route: Route, present: Sequence[Presence]) -> None:
    """Refuse a delivery by others than the route names, and say who is missing (S0-28..30)."""
    if lacking := missing(route, present):
        raise RuleViolation(
            f"{label}喜报要由{in_words(route)}一起送达：{'；'.join(lacking)}。", field="bearers"
        )


def check_not_lower(label: str, wanted: Route, floor: Route) -> None:
    """A place may ask for more than the rule above it, never for less."""
    if not wanted.is_as_strict_as(floor):
        raise RuleViolation(
            f"{label}喜报至少要由{in_words(floor)}送达，本地规定只能更高，不能更低。",
            field="level",
        )


def register_by(received_on: date, days: int) -> date:
    """The last working day for entering what came in."""
    day = received_on
    while days:
        day += timedelta(days=1)
        days -= workdays.is_working(day)
    return day


def deliver_by(received_on: date, days: int) -> date:
    return received_on + timedelta(days=days)


def check_day(day: date, *, today: date, since: date, field: str, after: str) -> None:
    """A step has a day, no later than today and no earlier than what it follows."""
    if day > today:
        raise RuleViolation("日期不能晚于今天，请核对。", field=field)
    if day < since:
        raise RuleViolation(f"日期不能早于{after}（{since:%Y年%-m月%-d日}），请核对。", field=field)


def require_text(text: str, what: str, *, field: str, longest: int = LONGEST_REASON) -> str:
    told = text.strip()
    if not told:
        raise RuleViolation(f"请填写{what}。", field=field)
    if len(told) > longest:
        raise RuleViolation(f"{what}最多 {longest} 个字，请缩短。", field=field)
    return told
