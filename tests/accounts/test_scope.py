"""A scope says the same thing about a record as about a query, over any tree and any posts."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import make
from yushui.accounts.actor import Scope, system_actor
from yushui.accounts.roles import ACROSS_LANES, AS_ONES_OWN_UNIT, ROLES, Permission
from yushui.kernel import clock
from yushui.people.models import Household
from yushui.territory import paths
from yushui.territory.kinds import Kind
from yushui.territory.models import Region, Unit


class ScopesOverAnyTerritory(TestCase):
    """Trees of any shape, levels skipped or not, and any number of roots in them."""

    @given(
        st.lists(st.integers(0, 40), min_size=1, max_size=14),
        st.sets(st.integers(0, 13), max_size=4),
    )
    def test_covers_and_rows_agree(self, parents, roots):
        places: list[Region] = []
        for number, parent in enumerate(parents):
            above = places[parent % len(places)] if places and parent else None
            places.append(make.region(above, level=1 + number % 5))
        scope = Scope(regions=tuple(places[n].path for n in roots if n < len(places)))
        found = set(Region.objects.filter(scope.own_regions()).values_list("pk", flat=True))
        assert found == {place.pk for place in places if scope.covers(place)}


class ScopesOverAnyUnits(TestCase):
    """Reporting trees of any shape and kinds; roots, units by themselves and townships in them."""

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 40),
                st.sampled_from([Kind.OFFICE, Kind.TOWNSHIP, Kind.VILLAGE, Kind.STATION]),
            ),
            min_size=1,
            max_size=12,
        ),
        st.tuples(*[st.sets(st.integers(0, 11), max_size=3)] * 3),
    )
    def test_covers_and_rows_agree(self, nodes, roots):
        place, units = make.region(), []
        for parent, kind in nodes:
            above = units[parent % len(units)] if units and parent else None
            units.append(make.unit(place, kind=kind, superior=above))
        whole, themselves, townships = (
            tuple(units[n].path for n in chosen if n < len(units)) for chosen in roots
        )
        scope = Scope(units=whole, themselves=themselves, townships=townships)
        found = set(Unit.objects.filter(scope.own_units()).values_list("pk", flat=True))
        assert found == {unit.pk for unit in units if scope.covers_unit(unit)}


def test_rows_of_another_table_follow_the_same_rule():
    office = make.unit(make.region(level=3))
    inside, outside = make.township(office), make.township(make.unit(make.region(level=3)))
    homes = [make.household(unit.region) for unit in (inside, outside)]
    mine = Household.objects.visible_to(make.actor("clerk", office))
    assert list(mine) == homes[:1]


@pytest.mark.parametrize(
    ("kind", "reaches_people"),
    [
        (Kind.OFFICE, True),
        (Kind.TOWNSHIP, True),
        (Kind.ARMED_FORCES_DEPARTMENT, True),
        (Kind.GOVERNMENT_ORGAN, False),
        (Kind.ENTERPRISE, False),
        (Kind.GARRISON, False),
    ],
)
def test_only_territorial_units_reach_households(kind, reaches_people):
    unit = make.unit(make.region(level=3), kind=kind)
    make.household(unit.region)
    assert Household.objects.visible_to(make.actor("clerk", unit)).exists() == reaches_people


def test_the_military_command_shares_facts_and_not_rights():  # S0-60
    office = make.unit(make.region(level=3))
    command = make.unit(office.region, kind=Kind.ARMED_FORCES_DEPARTMENT)
    Unit.objects.filter(pk=command.pk).update(answers_for=office)
    actor = make.actor("clerk", Unit.objects.get(pk=command.pk))
    assert not actor.may_for_unit(Permission.FILING_VIEW, office)
    assert actor.may_for_unit(Permission.FILING_VIEW, command)
    assert actor.may_for_unit(Permission.CAMPAIGN_VIEW, make.township(office))


def test_across_the_lanes_one_only_looks():
    office = make.unit(make.region(level=3))
    command = make.unit(office.region, kind=Kind.ARMED_FORCES_DEPARTMENT)
    Unit.objects.filter(pk=command.pk).update(answers_for=office)
    actor = make.actor("head", Unit.objects.get(pk=command.pk))
    held = {one for one in Permission if actor.may_for_unit(one, office)}
    assert held == ACROSS_LANES
    assert not ACROSS_LANES & AS_ONES_OWN_UNIT


def bureau_of(office):
    bureau = make.unit(office.region, kind=Kind.BUREAU, superior=office)
    Unit.objects.filter(pk=bureau.pk).update(answers_for=office)
    return Unit.objects.get(pk=bureau.pk)


def test_a_bureau_sees_the_whole_of_its_office():
    office = make.unit(make.region(level=3))
    actor = make.actor("clerk", bureau_of(office))
    assert actor.may_for_unit(Permission.FILING_VIEW, make.township(office))


# Held below one's own unit too. A new permission has to be put on one side or the other.
REACHING_BELOW = {
    Permission.NOTICE_VIEW,
    Permission.CAMPAIGN_VIEW,
    Permission.PEOPLE_VIEW,
    Permission.PEOPLE_REVEAL,
    Permission.PEOPLE_EDIT,
    Permission.ROSTER_IMPORT,
    Permission.VISIT_VIEW,
    Permission.VISIT_RECORD,
    Permission.VISIT_EXCUSE,
    Permission.FUNDS_VIEW,
    Permission.MERIT_VIEW,
    Permission.MERIT_MANAGE,
    Permission.MERIT_DELIVER,
    Permission.DISCIPLINE_VIEW,
    Permission.DISCIPLINE_CHECK,
    Permission.DISCIPLINE_MANAGE,
    Permission.DISCIPLINE_DECIDE,
    Permission.FILING_VIEW,
    Permission.REPORT_VIEW,
    Permission.UNIT_VIEW,
    Permission.UNIT_MANAGE,
    Permission.ACCOUNT_MANAGE,
    Permission.POST_GRANT,
    Permission.AUDIT_VIEW,
}


def test_every_permission_is_held_below_or_as_one_s_own_unit():
    assert set(Permission) == REACHING_BELOW ^ AS_ONES_OWN_UNIT


@pytest.fixture
def county():
    """An office with its bureau, below a city and above a township and a department."""
    city = make.unit(make.region())
    office = make.unit(make.region(city.region), superior=city)
    town = make.township(office, villages=1)
    return {
        "city": city,
        "office": office,
        "bureau": bureau_of(office),
        "department": make.unit(office.region, kind=Kind.GOVERNMENT_ORGAN, superior=office),
        "centre": make.unit(office.region, kind=Kind.STATION, superior=office),
        "town": town,
        "village": Unit.objects.get(superior=town),
        "station": make.unit(town.region, kind=Kind.STATION, superior=town),
        "shop": make.unit(town.region, kind=Kind.ENTERPRISE, superior=town),
    }


# What the village does itself and what its township does for it; nobody else acts for another.
ACTS_AS = {
    "city": {"city"},
    "office": {"office"},
    "bureau": {"bureau", "office"},
    "department": {"department"},
    "town": {"town", "village", "station"},
    "station": {"station"},
}


def role_with(permission):
    return "head" if permission in ROLES["head"].permissions else "cashier"


@pytest.mark.parametrize("permission", sorted(AS_ONES_OWN_UNIT))
@pytest.mark.parametrize("who", ACTS_AS)
def test_one_acts_as_one_s_own_unit_and_not_as_those_below(county, who, permission):
    actor = make.actor(role_with(permission), county[who])
    assert {name for name in county if actor.may_for_unit(permission, county[name])} == ACTS_AS[who]
    rows = Unit.objects.filter(actor.scope(permission).own_units())
    assert set(rows) == {county[name] for name in ACTS_AS[who]}


def test_a_superior_goes_on_seeing_those_below(county):
    actor = make.actor("head", county["city"])
    assert all(actor.may_for_unit(Permission.FILING_VIEW, unit) for unit in county.values())


@pytest.mark.parametrize("permission", sorted(AS_ONES_OWN_UNIT))
def test_a_command_line_acts_as_every_unit(county, permission):
    by = system_actor()
    assert all(by.may_for_unit(permission, unit) for unit in county.values())
    assert Unit.objects.filter(by.scope(permission).own_units()).count() == len(county)


def test_a_post_that_ended_gives_nothing():
    unit = make.unit(make.region(level=3))
    user = make.user("clerk", unit)
    user.posts.update(until=clock.today().replace(day=1))
    assert user.actor.posts == ()


def test_overlapping_roots_are_one_range():
    office = make.unit(make.region(level=3))
    town = make.township(office)
    user = make.user("clerk", office)
    user.posts.create(role="clerk", unit=town, since=clock.today())
    assert user.actor.scope(Permission.FILING_VIEW).units == (office.path,)


def test_the_system_actor_holds_no_administrator_s_right():
    held = {permission for permission in Permission if system_actor().holds(permission)}
    assert not held & {Permission.ACCOUNT_MANAGE, Permission.POST_GRANT, Permission.AUDIT_VIEW}


def test_paths_of_many_digits_do_not_leak_into_each_other():
    numbers = random.Random(7).sample(range(1, 10**6), 200)
    roots = [paths.extend(None, number) for number in numbers]
    for root in roots[:20]:
        inside = [other for other in roots if root <= other < paths.after(root)]
        assert inside == [root]
