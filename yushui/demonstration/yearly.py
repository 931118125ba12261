"""Two yearly lists of 鹿鸣县: last year's, signed in both lanes; this year's, half confirmed."""

from datetime import date

from yushui.accounts.actor import Actor
from yushui.demonstration.season import Season
from yushui.people import actions as people
from yushui.people import categories
from yushui.people.actions import HouseholdFacts, PersonFacts
from yushui.people.models import Household, Person, Yearbook
from yushui.territory.kinds import Kind, Lane, Level
from yushui.territory.models import Region, Unit


STILL_OPEN = ("白鹭镇", "松风镇")  # townships that have yet to confirm
DIED, LEFT, MOVED, CORRECTED = 2, 1, 2, 4


def keep(story: Season, county: Region) -> str:
    """Freeze last year's list, let a year go by, and freeze this year's."""
    office = Unit.objects.get(kind=Kind.OFFICE, region=county)
    last = people.take_yearbook(office, year=2025, by=story.by)
    _confirm(last, by=story.by)
    for lane in Lane.values:
        people.sign_yearbook(last, lane=lane, by=story.by)
    _go_by(county, story.by)
    this = people.take_yearbook(office, year=2026, by=story.by)
    _confirm(this, besides=STILL_OPEN, by=story.by)
    return f"年度名册 2 本：2025 年 {last.person_count} 人，2026 年 {this.person_count} 人"


def _confirm(yearbook: Yearbook, *, besides: tuple[str, ...] = (), by: Actor) -> None:
    waiting = yearbook.headcounts.exclude(unit__name__in=besides)
    for one in waiting.select_related("unit", "yearbook").order_by("pk"):
        why = "逐户核实，有新入伍和去世、迁出的" if one.is_different else ""
        people.confirm_headcount(one, explanation=why, by=by)


def _go_by(county: Region, by: Actor) -> None:
    """Deaths, somebody who left, families that moved or were corrected, a new soldier's family."""
    listed = Person.objects.within(county).alive()
    found = listed.filter(belongings__category__in=categories.of_the_yearbook())
    some = list(found.select_related("household__region").order_by("pk").distinct())
    some = some[:: max(1, len(some) // (DIED + LEFT + MOVED + CORRECTED))]
    for person in some[:DIED]:
        people.mark_dead(person, on=date(2025, 9, 3), by=by)
    for person in some[DIED : DIED + LEFT]:
        people.set_status(person, move="move_out", on=date(2025, 12, 8), by=by)
    villages = list(Region.objects.within(county).filter(level=Level.VILLAGE).order_by("path"))
    for person in some[DIED + LEFT :][:MOVED]:
        _edit(person.household, by, region=villages[-1])
    for number, person in enumerate(some[DIED + LEFT + MOVED :][:CORRECTED], start=1):
        _edit(person.household, by, address=f"新建小区{number}栋")
    _enlist(villages[0], by)


def _edit(household: Household, by: Actor, **changes: object) -> None:
    told = {name: getattr(household, name) for name in ("head_name", "region", "address")}
    facts = HouseholdFacts(**{**told, "place_kind": household.place_kind, **changes})
    people.edit_household(household, facts=facts, by=by)


def _enlist(village: Region, by: Actor) -> None:
    """The parents of somebody who was enlisted in the autumn."""
    facts = HouseholdFacts("欧阳守义", village, address=f"{village.name}18号")
    household = people.add_household(facts=facts, by=by)
    for name, relation, sex in (("欧阳守义", "本人", "1"), ("慕容采薇", "配偶", "2")):
        said = PersonFacts(name, relation, sex, date(1979, 5, 6))
        parent = people.add_person(household, facts=said, is_other=True, by=by)
        people.add_category(
            parent, category="serving_family", since=date(2025, 9, 20), source="征集", by=by
        )
