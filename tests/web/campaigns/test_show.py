"""The page of a campaign: seen from one's own unit, in a number of queries that does not grow."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from yushui.visits.models import Target


MOST = 20  # a page of charts and lists, not one list


def campaign_of(world, count=2):
    """The county's campaign with a coverage duty on `count` townships, a household in each."""
    campaign = make.campaign(world.here)
    laid = make.duty(campaign)
    for town in [world.township, *(make.township(world.here) for _ in range(count - 1))]:
        make.assignment(laid, to=town)
        home = make.household(town.region)
        Target.objects.create(campaign=campaign, household=home, region=town.region, unit=town)
    return campaign


def test_the_organiser_sees_the_board_and_the_coverage(people, enter):
    campaign = campaign_of(people)
    page = enter(people.users["clerk"]).get(f"/campaigns/{campaign.pk}/").text
    assert "进度表" in page
    assert "石桥镇" in page
    assert "0/1" in page


def test_the_same_figures_stand_in_the_chart_and_in_the_table(people, enter):
    campaign = campaign_of(people)
    response = enter(people.users["clerk"]).get(f"/campaigns/{campaign.pk}/")
    drawn = response.context["coverage_option"]["series"][2]["data"]
    assert drawn == [place.left for place in response.context["places"]] == [1, 1]


def test_a_township_sees_its_own_tasks_and_no_board(people, enter):
    campaign = campaign_of(people)
    page = enter(people.users["worker"]).get(f"/campaigns/{campaign.pk}/").text
    assert "本单位的任务" in page
    assert "进度表" not in page


def test_the_superior_may_look_from_the_county_s_side(people, enter):
    campaign = campaign_of(people)
    address = f"/campaigns/{campaign.pk}/?unit={people.here.pk}"
    assert "进度表" in enter(people.users["superior"]).get(address).text


def test_one_cannot_look_from_a_unit_out_of_sight(people, enter):
    campaign = campaign_of(people)
    client = enter(people.users["worker"])
    for unit in (people.here.pk, "x"):
        assert client.get(f"/campaigns/{campaign.pk}/?unit={unit}").status_code == 404


def test_the_page_costs_the_same_however_many_units(people, enter):
    client = enter(people.users["clerk"])
    counts = []
    for count in (2, 2, 9):  # the first fills what is remembered
        campaign = campaign_of(people, count)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/campaigns/{campaign.pk}/")
        counts.append(len(captured))
    assert counts[1] == counts[2] <= MOST


def test_a_duty_shows_who_is_how_far(people, enter):
    duty = campaign_of(people).duties.get()
    page = enter(people.users["clerk"]).get(f"/campaigns/duties/{duty.pk}/").text
    assert "还有 1 户未走访" in page
    worker = enter(people.users["worker"]).get(f"/campaigns/duties/{duty.pk}/")
    assert worker.context["total"] == 1  # its own


def test_an_empty_list_says_what_to_do(people, enter):
    assert "布置任务" in enter(people.users["clerk"]).get("/campaigns/").text
