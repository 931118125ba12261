"""Readings for checks of conduct: which questions hold where and when, and what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yushui.discipline import checklist, rules
from yushui.discipline.checklist import Edition, Item, Section, Turn
from yushui.discipline.lifecycle import FindingState, GatheringState
from yushui.discipline.models import (
    Finding,
    FindingQuerySet,
    Gathering,
    GatheringQuerySet,
    LocalItem,
    Switch,
)
from yushui.territory.models import Region


@dataclass(frozen=True)
class Checklist:
    """The questions of a place on a day, and what switches them."""

    edition: Edition
    items: Sequence[Item]
    off: Sequence[Item]
    turns: Sequence[Turn]

    def asked_at(self, occasion: str) -> list[Item]:
        return [item for item in self.items if occasion in item.of]

    def by_section(self) -> list[tuple[Section, list[Item], list[Item]]]:
        """Each section with its questions, and those that are switched off."""
        return [
            (
                section,
                [item for item in self.items if item.section == section.key],
                [item for item in self.off if item.section == section.key],
            )
            for section in checklist.sections().values()
        ]


def checklist_for(region: Region, on: date) -> Checklist:
    """The nation's list of that day with what the place and those above it add and switch."""
    edition = checklist.in_force(on)
    local = [one.as_item() for one in LocalItem.objects.all().in_force(on, region)]
    turns = [one for one in checklist.national_turns() if one.holds(on)]
    turns += [one.as_turn() for one in Switch.objects.all().in_force(on, region)]
    order = list(checklist.sections())
    items = sorted([*edition.items, *local], key=lambda item: order.index(item.section))
    asked = [item for item in items if _is_asked(item, turns)]
    return Checklist(edition, asked, [item for item in items if item not in asked], turns)


def _is_asked(item: Item, turns: Sequence[Turn]) -> bool:
    section = checklist.sections()[item.section]
    return rules.is_asked(item, turns, may_be_off=section.may_be_off)


def to_approve(units: Sequence[int]) -> GatheringQuerySet:
    """Gatherings that wait for the word of the units' leaders, the nearest day first."""
    waiting = Gathering.objects.filter(unit__in=units, state=GatheringState.ASKED)
    return waiting.select_related("unit").order_by("planned_on", "pk")


def to_put_right(units: Sequence[int]) -> FindingQuerySet:
    """What the units have to put right, or to explain, by when."""
    waiting = Finding.objects.filter(unit__in=units, state=FindingState.OPEN)
    return waiting.select_related("unit", "campaign").order_by("due_on", "pk")


def to_decide(units: Sequence[int]) -> FindingQuerySet:
    """What the units say is put right, and waits for a leader's word."""
    waiting = Finding.objects.filter(unit__in=units, state=FindingState.ANSWERED)
    return waiting.select_related("unit", "campaign").order_by("answered_on", "pk")
