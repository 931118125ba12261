"""Readings for citations: which rule holds in a place, who brings them, where they are counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q

from yushui.accounts.actor import WORKED_BY_THEIR_TOWNSHIP
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Assignment, Campaign, Duty
from yushui.merits import national, rules
from yushui.merits.models import LocalRule
from yushui.merits.rules import Route
from yushui.territory import paths
from yushui.territory.kinds import Kind, Lane
from yushui.territory.models import Region, Unit


Value = TypeVar("Value")


@dataclass(frozen=True)
class Rule:
    """What holds for one class of merit in one place on a day, all levels taken together."""

    route: Route
    register_workdays: int
    deliver_days: int
    prize: Decimal
    grounds: Sequence[LocalRule] = ()

    def register_by(self, received_on: date) -> date:
        return rules.register_by(received_on, self.register_workdays)

    def deliver_by(self, received_on: date) -> date:
        return rules.deliver_by(received_on, self.deliver_days)


def rule_for(region: Region, merit: str, on: date) -> Rule:
    """The national rule, what places above ask for beyond it, and the nearest pace and money."""
    local = _local(region, merit, on)
    route = national.in_force(on).routes[merit]
    for one in local:
        # One that has come to ask for less, since a place above asks for more, asks for nothing.
        if one.route and one.route.is_as_strict_as(route):
            route = one.route
    levels = Region.objects.filter(pk__in=paths.ids(region.path)).values_list("level", flat=True)
    return Rule(
        route=route.at(levels),
        register_workdays=_nearest(
            (one.register_workdays for one in local), national.register_workdays()
        ),
        deliver_days=_nearest((one.deliver_days for one in local), national.deliver_days()),
        prize=_nearest((one.prize or None for one in local), Decimal(0)),
        grounds=local,
    )


def floor_of(region: Region, merit: str, on: date) -> Route:
    """The least that a new rule of the region may ask for: what holds in the place above it."""
    route = national.in_force(on).routes[merit]
    for one in _local(region, merit, on):
        if one.region_id != region.pk and one.route and one.route.is_as_strict_as(route):
            route = one.route
    return route


def _local(region: Region, merit: str, on: date) -> list[LocalRule]:
    """The latest rule of the region and of every place above it, the highest place first."""
    begun = LocalRule.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on),
        region__in=paths.ids(region.path),
        merit=merit,
        since__lte=on,
    )
    latest = {one.region_id: one for one in begun.select_related("region").order_by("since", "pk")}
    return sorted(latest.values(), key=lambda one: one.region.path)


def _nearest(told: Iterable[Value | None], default: Value) -> Value:
    """The last that says anything; they come from the highest place down."""
    said = [one for one in told if one is not None]
    return said[-1] if said else default


@dataclass(frozen=True)
class Organs:
    """The units of the two lanes that a citation goes through; a place may lack one."""

    civil: Unit | None
    military: Unit | None


def organs_for(region: Region, route: Route) -> Organs:
    """The nearest units of the level, or above it where the level has none of them."""
    above = Region.objects.filter(pk__in=paths.ids(region.path), level__lte=route.level)
    units = Unit.objects.active().filter(region__in=above, kind__in=rules.CIVIL | rules.MILITARY)
    found = sorted(
        units.select_related("region"),
        key=lambda unit: (-unit.region.level, _PREFERRED.index(Kind(unit.kind)), unit.path),
    )
    return Organs(*(next((unit for unit in found if unit.lane == lane), None) for lane in Lane))


_PREFERRED = (
    Kind.BUREAU, Kind.OFFICE, Kind.TOWNSHIP, Kind.STATION, Kind.MILITARY_COMMAND,
    Kind.ARMED_FORCES_DEPARTMENT, Kind.GRASSROOTS_ARMED_FORCES,
)  # fmt: skip


def bearing_units(region: Region) -> list[Unit]:
    """Every unit of the place and of those above it that may send somebody along."""
    units = Unit.objects.active().filter(
        region__in=paths.ids(region.path), kind__in=rules.LEADING | rules.MILITARY
    )
    return list(units.select_related("region").order_by("-region__level", "lane", "path"))


def running_campaign(unit: Unit, on: date, *, kind: str) -> Campaign | None:
    """The campaign that a deed of the unit on that day belongs to, one with such a duty first.

    A village or a station works for its township.
    """
    working = {unit.pk, unit.node_id}
    if unit.kind in WORKED_BY_THEIR_TOWNSHIP and unit.superior_id:
        working.add(unit.superior_id)
    laid = Assignment.objects.filter(duty__campaign=OuterRef("pk"), unit__in=working)
    running = Campaign.objects.rounds().filter(
        Exists(laid) | Q(unit__in=working),
        state=CampaignState.OPEN,
        starts_on__lte=on,
        ends_on__gte=on,
    )
    fitting = Exists(Duty.objects.filter(campaign=OuterRef("pk"), kind=kind))
    return running.annotate(fits=fitting).order_by("-fits", "-starts_on", "-pk").first()
