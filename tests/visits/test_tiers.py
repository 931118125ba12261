"""In which tiers a household is: by the duties that name its people, once in the whole."""

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.visits.place import Place
from yushui.people import actions as people
from yushui.visits import actions, queries, tiers
from yushui.visits.models import Target


ASKED = {
    "对下岗失业人员、鳏寡孤独人员全面登门走访": False,
    "对“三属”人员、抗美援朝退役军人进行重点慰问": True,
    "重点走访边海防官兵家庭": True,
    "坚持普遍走访、重点慰问、精神物质并重，走访慰问烈军属": False,
    "对重点优抚对象普遍走访慰问": False,
    "开展走访慰问": False,
}


@pytest.mark.parametrize(("text", "is_key"), ASKED.items(), ids=ASKED)
def test_which_tier_a_demand_speaks_of(text, is_key):  # S1-44, S2-26
    assert tiers.is_key(text) is is_key


@pytest.fixture
def place():
    """One family in both tiers, one in each alone."""
    made = Place()  # old_demobilised of 91, and martyr_survivor
    for category in ("veteran", "martyr_survivor"):
        make.person(make.household(made.village), categories=(category,))
    ask(made, "全面登门走访退役军人", "veteran")
    ask(made, "重点慰问“三属”", "three_survivors")
    made.boss = make.actor("head", made.office)
    return made


def ask(place, text, *categories):
    make.duty(place.campaign, targets=list(categories), quote=text)


def flags():
    found = Target.objects.order_by("household__code")
    return list(found.values_list("is_general", "is_key"))


def test_a_household_may_be_in_both(place):  # S1-44
    actions.freeze_targets(place.campaign, by=place.boss)
    assert flags() == [(True, True), (True, False), (False, True)]


def test_each_tier_counts_its_own_and_the_whole_a_family_once(place):  # S2-26
    actions.freeze_targets(place.campaign, by=place.boss)
    place.record()
    found = queries.overall(Target.objects.all())
    assert (found.total, found.visited) == (3, 1)
    assert (found.general, found.general_visited, found.key, found.key_visited) == (2, 1, 2, 1)


def test_a_later_duty_puts_those_listed_into_its_tier(place):
    place.campaign.duties.filter(quote__contains="重点").delete()
    actions.freeze_targets(place.campaign, by=place.boss)
    assert flags() == [(True, False), (True, False)]
    ask(place, "重点慰问“三属”", "three_survivors")
    assert actions.freeze_targets(place.campaign, by=place.boss) == 1
    assert flags() == [(True, True), (True, False), (False, True)]


def test_who_is_left_says_which_tier_it_stays_in(place):
    actions.freeze_targets(place.campaign, by=place.boss)
    people.set_status(
        place.widow,
        move="move_out",
        on=place.campaign.starts_on,
        by=make.actor("clerk", place.office),
    )
    assert flags()[0] == (True, False)


def test_nobody_is_on_the_list_for_nothing(place):
    actions.freeze_targets(place.campaign, by=place.boss)
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(is_key=False).update(is_general=False)
