"""The list of households: where one stands, looked up, gone through page by page."""

import re
from urllib.parse import urlencode

import pytest

from tests import make
from yushui.visits.models import Target


TRIED = {"tried_on": "2026-07-24", "note": "上门未遇"}


@pytest.fixture
def round_(people):
    campaign = make.campaign(people.prefecture)
    make.assignment(make.duty(campaign), to=people.township)
    return campaign


@pytest.fixture
def worker(people, enter):
    return enter(people.users["worker"])


def listed(people, round_, head="王建国", place=None, **values):
    home = make.household(place or people.village, head=head)
    make.person(home, name=head)
    return Target.objects.create(
        campaign=round_, household=home, region=home.region, unit=people.township, **values
    )


def test_what_was_typed_is_looked_up_in_name_and_address(people, round_, worker):
    listed(people, round_, head="王建国")
    other = listed(people, round_, head="李桂香")
    url = f"/visits/left/{round_.pk}/"
    assert "李桂香" not in worker.get(url, {"q": "建国"}).text
    assert "李桂香" in worker.get(url, {"q": other.household.address}).text
    assert "没有找到这户" in worker.get(url, {"q": "张三"}).text


def test_a_place_beyond_reach_is_not_offered(people, round_, worker):
    listed(people, round_)
    page = worker.get(f"/visits/left/{round_.pk}/").text
    assert people.village.name in page
    assert people.here.region.name not in page.partition("<main")[2].partition("</h1>")[0]


def test_places_are_drawn_and_told_alike(people, round_, enter):
    listed(people, round_)
    listed(people, round_, place=make.township(people.here, name="云溪镇").region)
    response = enter(people.users["clerk"]).get(f"/visits/left/{round_.pk}/")
    assert response.context["chart"]["yAxis"]["data"] == ["石桥镇", "云溪镇"]
    assert "已访/应访" in response.text


def test_nobody_met_brings_back_to_the_same_list(people, round_, worker):
    target = listed(people, round_)
    page = worker.get(f"/visits/left/{round_.pk}/?q=王&page=2").text
    url = f"/visits/target/{target.pk}/tried/?back=q%3D%25E7%258E%258B%26page%3D2"
    assert f'href="{url}"' in page
    response = worker.post(url, TRIED)
    assert response.url == f"/visits/left/{round_.pk}/?q=%E7%8E%8B&page=2"
    target.refresh_from_db()
    assert target.tries_count == 1


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example", "\r\nX: y"])
def test_the_way_back_never_leads_elsewhere(people, round_, worker, back):
    target = listed(people, round_)
    url = f"/visits/target/{target.pk}/tried/?{urlencode({'back': back})}"
    response = worker.post(url, TRIED)
    assert response.url.startswith(f"/visits/left/{round_.pk}/")
    assert "\n" not in response.url


def test_when_everybody_is_visited_it_says_so(people, round_, worker):
    listed(people, round_, state="excused", tries_count=2, excuse="away", excused_by_name="田守业")
    page = worker.get(f"/visits/left/{round_.pk}/").text
    assert "都走到了" in page
    assert "田守业批准" in worker.get(f"/visits/left/{round_.pk}/?state=excused").text


def test_the_days_of_the_tries_are_told(people, round_, worker):  # S0-70
    target = listed(people, round_)
    url = f"/visits/target/{target.pk}/tried/"
    worker.post(url, TRIED)
    worker.post(url, {"tried_on": "2026-07-22", "note": "邻居说外出务工"})
    for page in (f"/visits/left/{round_.pk}/", url):
        told = re.sub(r"<[^>]+>", "", worker.get(page).text)
        assert "上门未遇 2 次：7月22日 邻居说外出务工；7月24日" in told


def test_a_second_try_of_the_day_is_refused_on_the_form(people, round_, worker):  # S0-70
    url = f"/visits/target/{listed(people, round_).pk}/tried/"
    assert 'value="2026-07-25"' in worker.get(url).text
    worker.post(url, TRIED)
    response = worker.post(url, TRIED)
    assert response.status_code == 422
    assert "7月24日已经登记过一次未遇，第二次上门请另选一天。" in response.text


def test_a_try_is_taken_back_from_where_it_was_noted(people, round_, worker):
    target = listed(people, round_)
    worker.post(f"/visits/target/{target.pk}/tried/", TRIED)
    page = worker.get(f"/visits/target/{target.pk}/tried/").text
    url = f"/visits/try/{target.tries.get().pk}/take-back/"
    assert f'href="{url}"' in page
    assert worker.post(url, {"reason": ""}).status_code == 422
    assert worker.post(url, {"reason": "记错户"}).url == f"/visits/left/{round_.pk}/"
    assert "上门未遇 1 次" not in worker.get(f"/visits/left/{round_.pk}/").text
    assert worker.get(url).status_code == 404


def test_a_head_excuses_and_is_back_on_the_list(people, round_, enter):
    head = enter(make.user("head", people.township))
    target = listed(people, round_, tries_count=1)
    url = f"/visits/target/{target.pk}/excuse/?back=page%3D2"
    early = head.post(url, {"excuse": "moved", "note": "村委会证实已迁往邻县"})
    assert (early.status_code, "现在只有 1 次" in early.text) == (422, True)
    Target.objects.update(tries_count=2)
    response = head.post(url, {"excuse": "moved", "note": "村委会证实已迁往邻县"})
    assert response.url == f"/visits/left/{round_.pk}/?page=2"
    assert "村委会证实" in head.get(f"/visits/left/{round_.pk}/?state=excused").text


def test_only_a_head_is_offered_to_excuse(people, round_, enter):
    listed(people, round_, tries_count=2)
    for role, offered in (("worker", False), ("head", True)):
        page = enter(make.user(role, people.township)).get(f"/visits/left/{round_.pk}/").text
        assert ('aria-label="批准免访' in page) == offered


def test_a_station_without_a_duty_of_its_own_is_led_to_the_list_of_its_families(
    people, round_, enter
):
    target = listed(people, round_)
    station = make.unit(people.township.region, kind="station", superior=people.township)
    worker = enter(make.user("worker", station))
    lists = f"/visits/left/{round_.pk}/"
    for path in ("/", "/visits/"):
        page = worker.get(path).text
        assert f'href="{lists}"' in page
        assert f'href="/campaigns/{round_.pk}/"' not in page
    assert target.household.head_name in worker.get(lists).text
    assert "登记走访" in worker.get(f"/people/{target.household_id}/").text
    assert worker.get(f"/campaigns/{round_.pk}/").status_code == 404


def test_a_station_elsewhere_sees_nothing_of_the_list(people, round_, enter):
    listed(people, round_)
    worker = enter(make.user("worker", make.unit(people.there.region, kind="station")))
    assert worker.get(f"/visits/left/{round_.pk}/").status_code == 404
    assert round_.name not in worker.get("/visits/").text
