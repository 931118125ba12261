"""The page of a campaign: seen from one's own unit, in a number of queries that does not grow."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from yushui.files.actions import store
from yushui.kernel import clock
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


def test_the_command_beside_the_office_sees_the_board_and_the_coverage(people, enter):  # S0-60
    campaign = campaign_of(people)
    client = enter(people.users["command"])
    assert campaign.name in client.get("/campaigns/").text
    page = client.get(f"/campaigns/{campaign.pk}/").text
    assert "进度表" in page
    assert "· 临川县双拥办</p>" in page
    assert "0/1" in page
    assert "管理活动" not in page


def test_the_command_sees_how_its_county_stands_in_the_city_s_campaign(people, enter):
    campaign = make.campaign(people.prefecture)
    make.assignment(make.duty(campaign), to=people.here)
    make.assignment(make.duty(campaign, unit=people.here), to=people.township)
    client = enter(people.users["command"])
    page = client.get(f"/campaigns/{campaign.pk}/").text
    assert "· 临川县双拥办</p>" in page
    assert "石桥镇" in page
    elsewhere = client.get(f"/campaigns/{campaign.pk}/?unit={people.prefecture.pk}")
    assert elsewhere.status_code == 404


def test_a_command_with_tasks_of_its_own_sees_them_first_and_finds_the_office_s_board(
    people, enter
):
    campaign = campaign_of(people)
    make.assignment(make.duty(campaign, kind="army_support"), to=commanded(people))
    client = enter(people.users["command"])
    page = client.get(f"/campaigns/{campaign.pk}/").text
    assert "本单位的任务" in page
    assert "· 临川县人武部</p>" in page
    assert f'href="?unit={people.here.pk}"' in page


def commanded(people):
    return people.users["command"].posts.get().unit


def test_the_command_opens_a_task_and_not_the_papers_of_it(people, enter):
    campaign = make.campaign(people.here)
    paper = store("方案.txt", "实施方案".encode(), by=people.users["clerk"].actor)
    done = make.assignment(
        make.duty(campaign, kind="plan"), to=people.township,
        state="done", done_on=clock.today(), evidence=paper,
    )  # fmt: skip
    address = f"/campaigns/assignments/{done.pk}/"
    looking = enter(people.users["command"])
    assert "方案.txt" in enter(people.users["clerk"]).get(address).text
    assert "方案.txt" not in looking.get(address).text
    assert looking.get(f"{address}evidence/").status_code == 404


def test_the_command_s_page_costs_no_more_than_the_office_s(people, enter):
    campaign = campaign_of(people)
    client = enter(people.users["command"])
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/campaigns/{campaign.pk}/")
    assert len(captured) <= MOST


def test_what_was_laid_beside_the_tree_opens_from_the_board(people, enter):  # S0-05
    direct = make.unit(make.region(people.here.region))
    laid = make.assignment(make.duty(make.campaign(people.here)), to=direct)
    page = enter(people.users["clerk"]).get(f"/campaigns/assignments/{laid.pk}/").text
    assert "reschedule" in page
    assert "finish" not in page


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


def test_a_duty_shows_the_hour_by_which_it_is_owed(people, enter):
    duty = make.duty(make.campaign(people.here), due_on=date(2026, 8, 5), due_at="17:00")
    page = enter(people.users["clerk"]).get(f"/campaigns/duties/{duty.pk}/").text
    assert "公文要求 2026年8月5日 17:00前" in page
    assert "<dd>2026年8月5日 17:00前</dd>" in page


def test_a_duty_shows_who_is_how_far(people, enter):
    duty = campaign_of(people).duties.get()
    page = enter(people.users["clerk"]).get(f"/campaigns/duties/{duty.pk}/").text
    assert "还有 1 户未走访" in page
    worker = enter(people.users["worker"]).get(f"/campaigns/duties/{duty.pk}/")
    assert worker.context["total"] == 1  # its own


def test_an_empty_list_says_what_to_do(people, enter):
    assert "布置任务" in enter(people.users["clerk"]).get("/campaigns/").text


def test_a_unit_without_homes_is_not_sent_to_an_empty_list(people, enter):
    campaign = campaign_of(people)
    link = f'href="/visits/left/{campaign.pk}/"'
    bureau = make.unit(people.here.region, kind="gov_organ", superior=people.here)
    make.assignment(make.duty(campaign, kind="publicity"), to=bureau)
    assert link in enter(people.users["clerk"]).get(f"/campaigns/{campaign.pk}/").text
    assert link not in enter(make.user(at=bureau)).get(f"/campaigns/{campaign.pk}/").text
