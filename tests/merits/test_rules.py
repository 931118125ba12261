"""Who is enough to bring a citation, and by when: plain values."""

from datetime import date

import pytest

from yushui.kernel.errors import RuleViolation
from yushui.merits import classes, national, rules
from yushui.merits.lifecycle import Rank
from yushui.merits.rules import Presence, Route
from yushui.territory.kinds import Kind, Lane, Level


def civil(rank, level=Level.COUNTY, kind=Kind.BUREAU, **more):
    return Presence("钱明", "县局", kind, Lane.CIVIL, level, rank, **more)


def military(rank, level=Level.COUNTY, kind=Kind.ARMED_FORCES_DEPARTMENT, **more):
    return Presence("孙武", "人武部", kind, Lane.MILITARY, level, rank, **more)


def route(merit):
    return national.in_force(date(2026, 7, 1)).routes[merit]


ENOUGH = {
    "一等功：市级两方负责同志": (
        "first", civil(Rank.LEADER, Level.PREFECTURE), military(Rank.LEADER, Level.PREFECTURE),
    ),
    "二等功：县局主要负责同志和人武部负责同志": ("second", civil(Rank.HEAD), military(Rank.LEADER)),
    "二等功：市局负责同志高于县局主要负责同志": (
        "second", civil(Rank.LEADER, Level.PREFECTURE), military(Rank.LEADER),
    ),
    "二等功：县党政领导": (
        "second", civil(Rank.LEADERSHIP, kind=Kind.PARTY_ORGAN), military(Rank.LEADER),
    ),
    "三等战功就是二等功一级": ("war_3", civil(Rank.HEAD), military(Rank.HEAD)),
    "三等功：任何负责同志和人武部有关同志": ("third", civil(Rank.LEADER), military(Rank.STAFF)),
    "四有优秀：乡镇和人武部": (
        "four_haves", civil(Rank.STAFF, Level.TOWNSHIP, Kind.TOWNSHIP), military(Rank.STAFF),
    ),
    "八一勋章：省级": (
        "medal", civil(Rank.LEADER, Level.PROVINCE), military(Rank.LEADER, Level.PROVINCE),
    ),
}  # fmt: skip
NOT_ENOUGH = {
    "一等功：县级层级不够": ("first", civil(Rank.HEAD), military(Rank.HEAD, Level.PREFECTURE)),
    "二等功：副职不是主要负责同志": ("second", civil(Rank.LEADER), military(Rank.LEADER)),
    "二等功：人武部干事不够": ("second", civil(Rank.HEAD), military(Rank.STAFF)),
    "二等功：市局干事不能代替县局长": (
        "second", civil(Rank.STAFF, Level.PREFECTURE), military(Rank.LEADER),
    ),
    "三等功：局里干事不够": ("third", civil(Rank.STAFF), military(Rank.STAFF)),
    "三等功：别处的局长不算": ("third", civil(Rank.HEAD, is_of_place=False), military(Rank.STAFF)),
    "三等功：部队不代替人武部": (
        "third", civil(Rank.LEADER), military(Rank.HEAD, kind=Kind.GARRISON),
    ),
    "三等功：民政局长不是退役军人局长": (
        "third", civil(Rank.HEAD, kind=Kind.GOVERNMENT_ORGAN), military(Rank.STAFF),
    ),
    "四有优秀：村里送不算": (
        "four_haves", civil(Rank.HEAD, Level.VILLAGE, Kind.VILLAGE), military(Rank.STAFF),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("merit", "one", "other"), ENOUGH.values(), ids=ENOUGH)
def test_who_the_rule_names_is_enough(merit, one, other):
    """S0-28, S0-29, S0-30"""
    assert rules.satisfies(route(merit), [one, other])


@pytest.mark.parametrize(("merit", "one", "other"), NOT_ENOUGH.values(), ids=NOT_ENOUGH)
def test_others_are_not(merit, one, other):
    """S0-31: rank, level, lane and place all count."""
    assert not rules.satisfies(route(merit), [one, other])


@pytest.mark.parametrize("merit", classes.table())
def test_one_lane_alone_is_never_enough(merit):
    head, soldier = civil(Rank.LEADERSHIP, Level.PROVINCE), military(Rank.HEAD, Level.PROVINCE)
    assert rules.satisfies(route(merit), [head, soldier])
    assert not rules.satisfies(route(merit), [head])
    assert not rules.satisfies(route(merit), [soldier])
    assert not rules.satisfies(route(merit), [])


def test_the_sentence_says_who_is_missing_and_who_was_there():
    with pytest.raises(RuleViolation) as refusal:
        rules.check_bearers("二等功", route("second"), [civil(Rank.LEADER)])
    assert refusal.value.message == (
        "二等功喜报要由县级退役军人事务部门主要负责同志和人武部负责同志一起送达："
        "缺县级退役军人事务部门主要负责同志（已登记的是县局钱明，负责同志）；缺人武部负责同志。"
    )


def test_where_a_level_is_missing_the_next_one_above_brings_it():
    """A county directly below its province has no prefecture to send anybody."""
    wanted = route("first").at([Level.NATION, Level.PROVINCE, Level.COUNTY, Level.TOWNSHIP])
    assert wanted == Route(Level.PROVINCE, Rank.LEADER, Rank.LEADER)
    assert route("first").at([1, 2, 3, 4, 5]) == route("first")


@pytest.mark.parametrize("one", Rank)
@pytest.mark.parametrize("other", Rank)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_of_two_routes_the_stricter_one_lets_nobody_through_the_other_would_stop(one, other, level):
    mine, theirs = Route(level, one, one), Route(2, other, other)
    if not mine.is_as_strict_as(theirs):
        return
    for rank in Rank:
        for at in (1, 2, 3):
            there = [civil(rank, at), military(rank, at)]
            if rules.satisfies(mine, there):
                assert rules.satisfies(theirs, there), (rank, at)


def test_a_local_rule_goes_higher_and_never_lower():
    floor = route("second")
    rules.check_not_lower("二等功", Route(Level.COUNTY, Rank.LEADERSHIP, Rank.LEADER), floor)
    rules.check_not_lower("二等功", Route(Level.PREFECTURE, Rank.LEADER, Rank.LEADER), floor)
    for lower in (
        Route(Level.COUNTY, Rank.LEADER, Rank.HEAD),
        Route(Level.TOWNSHIP, Rank.HEAD, Rank.HEAD),
        Route(Level.COUNTY, Rank.HEAD, Rank.STAFF),
    ):
        with pytest.raises(RuleViolation, match="只能更高，不能更低"):
            rules.check_not_lower("二等功", lower, floor)


def test_a_class_of_war_weighs_what_the_law_says():
    """S1-46, S3-22: 三等战功 is a 二等功, a 四等战功 a 三等功 (2024 art. 16)."""
    assert classes.weighing_as("second") == {"second", "war_3"}
    assert classes.weighing_as("third") == {"third", "war_4"}
    assert classes.weighing_as("first") == {"first", "war_2", "praise_2"}
    weights = [one.weight for one in classes.table().values()]
    assert weights == sorted(weights)


def test_registering_is_counted_in_working_days():
    friday = date(2026, 7, 10)
    assert rules.register_by(friday, 2) == date(2026, 7, 14)
    assert rules.register_by(friday, 0) == friday
    assert rules.deliver_by(friday, 30) == date(2026, 8, 9)
