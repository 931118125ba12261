"""Who is put on the list of a campaign, why, and who is to visit."""

import pytest

from tests import make
from yushui.kernel.errors import NotPermitted
from yushui.visits import actions
from yushui.visits.models import Target
from yushui.visits.queries import InOrder, by_place, by_unit, by_village, overall


@pytest.fixture
def county():
    return make.unit(make.region(level=3))


def campaign_for(office, *targets):
    campaign = make.campaign(office)
    make.duty(campaign, kind="visit_coverage", targets=list(targets))
    return campaign


def freeze(campaign):
    return actions.freeze_targets(campaign, by=make.actor("clerk", campaign.unit))


def test_a_group_takes_in_its_members(county):  # S4-26
    township = make.township(county, villages=1)
    village = township.region.children.get()
    widow = make.person(make.household(village), categories=("martyr_survivor",))
    make.person(make.household(village), categories=("veteran",))
    campaign = campaign_for(county, "three_survivors")
    assert freeze(campaign) == 1
    target = Target.objects.get()
    assert (target.household, target.unit) == (widow.household, township)
    assert target.reasons == ["martyr_survivor"]


def test_age_is_computed_for_the_festival(county):  # S1-42
    township = make.township(county)
    make.person(make.household(township.region), categories=("veteran",), age=81)
    make.person(make.household(township.region), categories=("veteran",), age=78)
    assert freeze(campaign_for(county, "aged_80")) == 1


def test_the_dead_are_not_listed(county):
    township = make.township(county)
    make.person(make.household(township.region), status="dead")
    assert freeze(campaign_for(county, "veteran")) == 0


def test_a_later_roster_adds_only_what_is_new(county):
    township = make.township(county)
    make.person(make.household(township.region))
    campaign = campaign_for(county, "veteran")
    assert freeze(campaign) == 1
    make.person(make.household(township.region))
    assert freeze(campaign) == 1
    assert Target.objects.count() == 2


def test_other_counties_are_not_listed(county):
    make.person(make.household(make.region(level=3)))
    assert freeze(campaign_for(county, "veteran")) == 0


def test_a_family_counts_once_with_all_its_persons(county):
    home = make.household(make.township(county).region)
    make.person(home)
    make.person(home, categories=("martyr_survivor",), name="李桂香")
    freeze(campaign_for(county, "veteran", "three_survivors"))
    assert Target.objects.get().persons_count == 2


def test_only_the_organiser_freezes(county):
    campaign = campaign_for(county, "veteran")
    with pytest.raises(NotPermitted):
        actions.freeze_targets(campaign, by=make.actor("clerk", make.unit()))


def test_coverage_adds_up_at_every_level(county):
    towns = [make.township(county, villages=2) for _ in range(2)]
    for town in towns:
        for village in town.region.children.all():
            make.person(make.household(village))
    campaign = campaign_for(county, "veteran")
    freeze(campaign)
    rows = by_place(by_village(Target.objects.filter(campaign=campaign)), county.region)
    assert [row.total for row in rows] == [2, 2]
    assert overall(Target.objects.filter(campaign=campaign)).total == 4
    assert by_unit(campaign, [county, towns[0]])[county.pk].total == 4


def test_every_page_is_the_same_as_of_the_whole_list_in_order(county):
    town = make.township(county, villages=4)
    for number, village in enumerate(town.region.children.all()):
        for _ in range(3 * (number % 3)):
            make.person(make.household(village))
    campaign = campaign_for(county, "veteran")
    freeze(campaign)
    listed = Target.objects.filter(campaign=campaign)
    shown = InOrder(listed, by_village(listed), "unvisited")
    whole = list(listed.filter(state="unvisited").for_listing())
    assert len(shown) == len(whole) == 9
    for size in (1, 2, 4, 9, 30):
        pages = [list(shown[at : at + size]) for at in range(0, 9, size)]
        assert [target for page in pages for target in page] == whole


def test_hundred_per_cent_means_nobody_is_left(county):
    for _ in range(200):
        make.person(make.household(county.region))
    campaign = campaign_for(county, "veteran")
    freeze(campaign)
    Target.objects.filter(pk__gt=Target.objects.order_by("pk").first().pk).update(
        state="excused", tries_count=2, excuse="away", excused_by_name="x"
    )
    row = overall(Target.objects.filter(campaign=campaign))
    assert (row.left, row.percent) == (1, 0)
