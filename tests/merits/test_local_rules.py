"""What a place sets for itself: never less than the place above it, from a day on."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.merits.place import Place
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.merits import actions, national, queries
from yushui.merits.actions import RuleFacts
from yushui.merits.lifecycle import Rank
from yushui.merits.models import LocalRule
from yushui.merits.rules import Route
from yushui.territory.kinds import Kind, Level


SINCE = date(2026, 1, 1)


@pytest.fixture
def place():
    return Place()


def add(place, region=None, **changes):
    facts = RuleFacts(**({"merit": "second", "since": SINCE, "document": "〔2026〕1号"} | changes))
    by = make.actor("clerk", place.bureau[Level.PROVINCE])
    return actions.add_rule(facts, region=region or place.county, by=by)


def rule(place, merit="second", on=date(2026, 7, 20), region=None):
    return queries.rule_for(region or place.village, merit, on)


def test_without_one_the_national_rule_and_our_own_pace_hold(place):
    assert rule(place).route == national.in_force(SINCE).routes["second"]
    assert (rule(place).register_workdays, rule(place).deliver_days) == (2, 30)
    assert rule(place).prize == 0


def test_a_place_may_go_higher(place):
    higher = Route(Level.PREFECTURE, Rank.HEAD, Rank.LEADER)
    add(place, route=higher)
    assert rule(place).route == higher


def test_never_lower_than_the_nation(place):
    with pytest.raises(RuleViolation, match="只能更高，不能更低"):
        add(place, route=Route(Level.COUNTY, Rank.LEADER, Rank.LEADER))


def test_nor_lower_than_the_place_above(place):
    add(place, place.prefecture, route=Route(Level.PREFECTURE, Rank.LEADER, Rank.LEADER))
    with pytest.raises(RuleViolation, match="至少要由市级"):
        add(place, route=Route(Level.COUNTY, Rank.LEADERSHIP, Rank.HEAD))


def test_one_that_a_later_rule_above_overtook_asks_for_nothing(place):
    add(place, route=Route(Level.COUNTY, Rank.LEADERSHIP, Rank.LEADER))
    above = Route(Level.PREFECTURE, Rank.HEAD, Rank.HEAD)
    add(place, place.prefecture, since=date(2026, 7, 1), route=above)
    assert rule(place, on=date(2026, 6, 30)).route.civil == Rank.LEADERSHIP
    assert rule(place, on=date(2026, 7, 1)).route == above


def test_each_thing_is_set_by_the_nearest_place_that_sets_it(place):
    add(place, place.prefecture, deliver_days=20, prize=Decimal(500))
    add(place, deliver_days=10, register_workdays=1)
    held = rule(place)
    assert (held.deliver_days, held.register_workdays, held.prize) == (10, 1, 500)
    assert rule(place, region=place.prefecture).deliver_days == 20


def test_the_latest_of_a_place_holds_from_its_day_to_its_end(place):
    add(place, deliver_days=20)
    add(place, since=date(2026, 7, 1), until=date(2026, 7, 31), deliver_days=5)
    assert [rule(place, on=day).deliver_days for day in (
        date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 1),
    )] == [30, 20, 5, 20]  # fmt: skip


def test_a_rule_of_another_place_or_class_says_nothing_here(place):
    add(place, make.region(place.prefecture), deliver_days=5)
    add(place, merit="third", deliver_days=6)
    assert rule(place).deliver_days == 30


def test_deadlines_follow_the_rule_of_the_family_s_place(place):
    add(place, place.township.region, deliver_days=7)
    citation = place.receive()
    assert citation.due_on == date(2026, 8, 12)
    actions.register(citation, to=place.destination(), by=place.clerk)
    assert citation.due_on == date(2026, 7, 20)
    assert citation.is_late(date(2026, 7, 25))
    assert not citation.is_late(date(2026, 7, 20))


def test_one_that_says_nothing_is_refused(place):
    with pytest.raises(RuleViolation, match="至少要规定一项"):
        add(place)


def test_two_from_the_same_day_are_refused(place):
    add(place, deliver_days=5)
    with pytest.raises(Conflict, match="请换一个开始日期"):
        add(place, deliver_days=6)


def test_a_county_sets_none_for_its_prefecture(place):
    facts = RuleFacts("second", SINCE, "〔2026〕1号", deliver_days=5)
    with pytest.raises(NotPermitted):
        actions.add_rule(facts, region=place.prefecture, by=place.clerk)


def test_it_is_seen_in_its_place_above_it_and_below_it(place):
    made = add(place, place.prefecture, deliver_days=5)
    for unit in (place.bureau[1], place.office, place.township):
        assert made in LocalRule.objects.visible_to(make.actor("clerk", unit))
    stranger = make.actor("clerk", make.unit())
    assert made not in LocalRule.objects.visible_to(stranger)


LOWER = {
    "二等功由副职送": ("second", Level.COUNTY, Rank.LEADER, Rank.LEADER),
    "一等功由县里送": ("first", Level.COUNTY, Rank.LEADERSHIP, Rank.HEAD),
    "八一勋章由市里送": ("medal", Level.PREFECTURE, Rank.HEAD, Rank.HEAD),
    "三等功由干事送": ("third", Level.COUNTY, Rank.STAFF, Rank.STAFF),
}


@pytest.mark.parametrize(("merit", "level", "civil", "military"), LOWER.values(), ids=LOWER)
def test_the_database_refuses_less_than_the_nation_asks(place, merit, level, civil, military):
    made = add(place, merit=merit, deliver_days=5)
    with pytest.raises(IntegrityError, match="not_below_national"), transaction.atomic():
        LocalRule.objects.filter(pk=made.pk).update(level=level, civil=civil, military=military)


@pytest.mark.parametrize("merit", national.in_force(SINCE).routes)
def test_and_agrees_with_the_table_on_every_route(place, merit):
    """merits_rule_not_below_national is the table of national.toml, written out."""
    floor = national.in_force(SINCE).routes[merit]
    made = add(place, merit=merit, deliver_days=5)
    for level in (1, 2, 3, 4):
        for civil, military in ((a, b) for a in Rank for b in Rank):
            wanted = Route(level, civil, military)
            try:
                with transaction.atomic():
                    LocalRule.objects.filter(pk=made.pk).update(
                        level=level, civil=civil, military=military
                    )
            except IntegrityError:
                assert not wanted.is_as_strict_as(floor), wanted
            else:
                assert wanted.is_as_strict_as(floor), wanted


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("merits_rule_ends_after_it_begins", {"until": date(2025, 1, 1)}),
        ("merits_rule_names_a_whole_route", {"civil": "head"}),
        ("merits_rule_says_something", {"deliver_days": None}),
        ("merits_rule_prize_not_negative", {"prize": Decimal(-1)}),
    ],
)
def test_the_database_itself_refuses(place, name, changes):
    made = add(place, deliver_days=5)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        LocalRule.objects.filter(pk=made.pk).update(**changes)


def test_organs_are_the_nearest_of_the_level(place):
    found = queries.organs_for(place.village, rule(place).route)
    assert (found.civil, found.military) == (place.bureau[3], place.army[3])
    found = queries.organs_for(place.village, rule(place, "first").route)
    assert (found.civil, found.military) == (place.bureau[2], place.army[2])


def test_where_a_level_has_none_it_is_the_one_above():
    """Uneven levels: a county directly below its province."""
    province = make.region(level=Level.PROVINCE)
    county = make.region(province, level=Level.COUNTY)
    bureau = make.unit(province, kind=Kind.BUREAU)
    held = queries.rule_for(county, "first", date(2026, 7, 20))
    assert held.route.level == Level.PROVINCE
    found = queries.organs_for(county, held.route)
    assert (found.civil, found.military) == (bureau, None)
