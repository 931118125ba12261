"""One plaque a family: hung, moved, damaged, replaced, taken away and given back."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests import make
from tests.merits.place import Place
from yushui.campaigns.models import Campaign
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.ledger.measures import Measure
from yushui.merits import hanging
from yushui.merits.actions import plaques
from yushui.merits.actions.plaques import Deed
from yushui.merits.lifecycle import PlaqueState
from yushui.merits.models import Plaque
from yushui.people import actions as people
from yushui.people.models import Household


@pytest.fixture
def place():
    return Place()


def deed(place, day=20, **changes):
    return Deed(**({"on": date(2026, 7, day), "unit": place.office, "reason": "核实"} | changes))


def hang(place, home=None, by=None, **changes):
    told = deed(place, **changes)
    return plaques.hang(home or place.home, deed=told, by=by or place.clerk)


def test_a_family_of_a_veteran_gets_one_and_it_counts(place):
    """S2-09"""
    round_ = make.campaign(place.office)
    plaque = hang(place)
    assert (plaque.state, plaque.address) == (PlaqueState.HUNG, place.home.address)
    assert place.figure(round_, Measure.PLAQUES) == 1


def test_outside_campaigns_it_counts_in_the_daily_book(place):
    hang(place)
    assert place.figure(Campaign.objects.get(is_standing=True), Measure.PLAQUES) == 1


def test_one_family_has_one(place):
    make.person(place.home, categories=("serving_family",))
    hang(place)
    with pytest.raises(Conflict, match="一户只挂一块"):
        hang(place)


@pytest.mark.parametrize(
    ("category", "gets_one"),
    [
        ("veteran", True),
        ("martyr_survivor", True),
        ("illness_death_survivor", True),
        ("border_family", True),
        ("old_demobilised", True),
        ("non_ranked_staff", False),
        ("merit_3", False),
    ],
)
def test_who_entitles_a_family(place, category, gets_one):
    home = make.household(place.village)
    make.person(home, categories=(category,))
    assert hanging.is_entitled(home) is gets_one


@pytest.mark.parametrize(
    ("since", "until", "is_entitled"),
    [
        (date(2010, 1, 1), None, True),
        (None, date(2030, 1, 1), True),
        (None, date(2026, 7, 25), True),
        (None, date(2026, 7, 24), False),
        (date(2030, 1, 1), None, False),
    ],
)
def test_what_entitles_is_what_holds_today(place, since, until, is_entitled):
    home = make.household(place.village)
    person = make.person(home, categories=())
    person.belongings.create(category="veteran", since=since, until=until)
    assert hanging.is_entitled(home) is is_entitled


def test_a_family_of_nobody_entitled_gets_none(place):
    home = make.household(place.village)
    make.person(home, categories=())
    with pytest.raises(RuleViolation, match="不能悬挂光荣牌"):
        hang(place, home)


def test_after_the_veteran_s_death_the_family_keeps_it_and_gets_no_new_one(place):
    plaque = hang(place)
    people.mark_dead(place.soldier, on=date(2026, 7, 21), by=place.clerk)
    plaque.refresh_from_db()
    assert plaque.state == PlaqueState.HUNG
    with pytest.raises(RuleViolation, match="不再更换光荣牌"):
        plaques.replace(plaque, deed=deed(place, 22), by=place.clerk)


def test_moved_damaged_replaced_each_with_its_day(place):
    plaque = hang(place)
    plaques.move(plaque, deed=deed(place, 21), address="新村一号", by=place.clerk)
    plaques.damage(plaque, deed=deed(place, 22, reason="褪色"), by=place.clerk)
    assert plaque.state == PlaqueState.DAMAGED
    plaques.replace(plaque, deed=deed(place, 23), by=place.clerk)
    assert (plaque.state, plaque.hung_on, plaque.address) == (
        PlaqueState.HUNG, date(2026, 7, 23), "新村一号",
    )  # fmt: skip
    told = plaque.events.order_by("pk").values_list("move", "on")
    assert list(told) == [
        ("hang", date(2026, 7, 20)), ("move", date(2026, 7, 21)),
        ("damage", date(2026, 7, 22)), ("replace", date(2026, 7, 23)),
    ]  # fmt: skip
    assert place.figure(Campaign.objects.get(is_standing=True), Measure.PLAQUES) == 2


def test_taken_away_and_given_back(place):
    plaque = hang(place)
    with pytest.raises(RuleViolation, match="收回原因和依据"):
        plaques.withdraw(plaque, deed=deed(place, 21, reason=""), by=place.clerk)
    plaques.withdraw(plaque, deed=deed(place, 21, reason="刑事判决"), by=place.clerk)
    assert plaque.state == PlaqueState.WITHDRAWN
    assert not hanging.without(Household.objects.filter(pk=place.home.pk)).exists()
    plaques.restore(plaque, deed=deed(place, 22, reason="刑满且表现良好"), by=place.clerk)
    assert plaque.state == PlaqueState.HUNG


def test_nothing_happens_before_what_went_before(place):
    plaque = hang(place)
    with pytest.raises(RuleViolation, match="不能早于上一次办理"):
        plaques.damage(plaque, deed=deed(place, 19), by=place.clerk)
    with pytest.raises(RuleViolation, match="不能晚于今天"):
        plaques.damage(plaque, deed=deed(place, 26), by=place.clerk)


def test_one_entered_by_mistake_counts_for_nothing_and_leaves_room(place):
    plaque = hang(place)
    plaques.void(plaque, deed=deed(place, reason="挂错了户"), by=place.clerk)
    assert place.figure(Campaign.objects.get(is_standing=True), Measure.PLAQUES) == 0
    assert hang(place).pk != plaque.pk


def test_a_field_worker_hangs_and_does_not_take_away(place):
    plaque = hang(place, by=place.worker, unit=place.township)
    told = deed(place, 21, unit=place.township)
    with pytest.raises(NotPermitted):
        plaques.withdraw(plaque, deed=told, by=place.worker)


def test_who_still_has_none(place):
    other = make.household(place.village)
    make.person(other, categories=("martyr_survivor",))
    make.person(make.household(place.village), categories=())
    hang(place)
    assert list(hanging.without(Household.objects.all())) == [other]
    (row,) = hanging.by_place(Household.objects.all(), place.township.region)
    assert (row.pk, row.total, row.hung, row.damaged) == (place.village.pk, 2, 1, 0)
    assert hanging.together([row]).left == 1


@pytest.mark.parametrize(
    ("today", "festival", "days"),
    [
        (date(2026, 7, 25), "八一", 7),
        (date(2026, 8, 1), "八一", 0),
        (date(2026, 8, 2), "春节", 188),
        (date(2026, 2, 1), "春节", 16),
    ],
)
def test_rounds_are_before_the_two_festivals(today, festival, days):
    found = hanging.next_round(today)
    assert (found.festival, found.days_left(today)) == (festival, days)


def two_families(place):
    kept = make.household(place.village)
    make.person(kept, categories=("veteran",), name="赵大山")
    return kept


def test_two_families_that_are_one_have_one_history_and_part_again(place):
    mine, kept = hang(place), two_families(place)
    theirs = hang(place, kept)
    plaques.damage(theirs, deed=deed(place, 21), by=place.clerk)
    merge = people.merge_households(kept, place.home, by=place.clerk)
    (one,) = Plaque.objects.all()
    assert (one.pk, one.state, one.household) == (theirs.pk, PlaqueState.HUNG, kept)
    assert one.events.count() == 3
    people.part(merge, reason="不是一家", by=place.clerk)
    assert Plaque.objects.get(pk=mine.pk).household == place.home
    assert Plaque.objects.get(pk=theirs.pk).state == PlaqueState.DAMAGED


def test_the_only_plaque_goes_along(place):
    plaque, kept = hang(place), two_families(place)
    people.merge_households(kept, place.home, by=place.clerk)
    plaque.refresh_from_db()
    assert plaque.household == kept


def test_one_taken_away_is_settled_before_a_merge(place):
    mine, kept = hang(place), two_families(place)
    hang(place, kept)
    plaques.withdraw(mine, deed=deed(place, 21), by=place.clerk)
    with pytest.raises(RuleViolation, match="已经收回"):
        people.merge_households(kept, place.home, by=place.clerk)


def test_the_database_keeps_one_standing_plaque_of_a_family(place):
    """merits_one_plaque_a_family"""
    plaque = hang(place)
    plaque.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        plaque.save(force_insert=True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="its planner is the one misled by a join")
def test_who_entitles_a_family_is_looked_up_by_the_family(place):
    """By the category instead, a county's page took a question per veteran and family."""
    plan = hanging.without(Household.objects.all()).explain()
    assert "(category=?)" not in plan
