"""The form at the door: what it asks, what it remembers, what it refuses."""

import re
import uuid

import pytest

from tests import make
from yushui.funds.models import Purse
from yushui.visits.models import Participant, Target, Visit


@pytest.fixture
def target(people):
    campaign = make.campaign(people.prefecture)
    make.assignment(make.duty(campaign), to=people.township)
    return listed(people, campaign)


def listed(people, campaign):
    home = make.household(people.village)
    make.person(home)
    return Target.objects.create(
        campaign=campaign, household=home, region=home.region, unit=people.township
    )


@pytest.fixture
def worker(people, enter):
    return enter(people.users["worker"])


def lines(prefix, *rows):
    """The fields of a set of lines as the form sends them."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for at, row in enumerate(rows):
        data |= {f"{prefix}-{at}-{name}": value for name, value in row.items()}
    return data


def told(target, **changes):
    person = target.household.persons.get()
    given = {
        "persons": [person.pk],
        "mode": "home",
        "made_on": "2026-07-25",
        "money": "300",
        "op_id": uuid.uuid4(),
    }
    given |= lines("companions", {"name": "孟春燕", "rank": "staff"}, {"name": "", "rank": "staff"})
    given |= lines("gifts", {"kind": "goods", "name": "大米", "quantity": 2, "value": "136.50"})
    return given | changes


def record(client, target, **changes):
    return client.post(f"/visits/target/{target.pk}/record/", told(target, **changes), follow=True)


def test_a_visit_is_recorded_and_the_household_ticked_off(worker, target):
    record(worker, target, heard="房屋漏雨")
    visit = Visit.objects.get()
    target.refresh_from_db()
    assert (target.visit, visit.heard, str(visit.money)) == (visit, "房屋漏雨", "300.00")
    assert [str(gift) for gift in visit.gifts.all()] == ["大米×2"]
    assert [one.name for one in visit.participants.all()] == ["孟春燕"]


def test_sent_twice_it_is_one_visit(worker, target):
    data = told(target)
    for _ in range(2):
        worker.post(f"/visits/target/{target.pk}/record/", data)
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"persons": []}, "必填"),
        ({"money": "很多"}, "看不懂金额"),
        ({"money": "1000000"}, "请核对是否多写了位数"),
        ({"made_on": "2026-07-26"}, "不能晚于今天"),
        (lines("companions", {"name": "", "rank": "staff"}), "至少填写一名走访人员"),
    ],
    ids=["nobody", "words", "too much", "tomorrow", "no company"],
)
def test_what_is_wrong_is_said_and_nothing_kept(worker, target, changes, why):
    response = record(worker, target, **changes)
    assert response.status_code == 422
    assert why in response.text
    assert not Visit.objects.exists()


def test_a_gift_without_a_name_is_named_by_its_kind(worker, target):
    line = {"kind": "couplets", "name": "", "quantity": 1, "value": "20"}
    record(worker, target, **lines("gifts", line))
    assert Visit.objects.get().gifts.get().name == "春联"


def names(page):
    return re.findall(r'name="companions-\d+-name" value="([^"]+)"', page)


def test_the_company_of_the_house_before_stands_there_already(people, worker, target):
    url = f"/visits/target/{target.pk}/record/"
    assert names(worker.get(url).text) == [people.users["worker"].full_name]
    company = ({"name": "田守业", "rank": "head"}, {"name": "孟春燕", "rank": "staff"})
    record(worker, target, **lines("companions", *company))
    following = listed(people, target.campaign)
    assert names(worker.get(f"/visits/target/{following.pk}/record/").text) == ["田守业", "孟春燕"]


def test_the_company_of_another_day_is_not(people, worker, target):
    company = {"name": "田守业", "rank": "head"}
    record(worker, target, made_on="2026-07-24", **lines("companions", company))
    page = worker.get(f"/visits/target/{listed(people, target.campaign).pk}/record/").text
    assert names(page) == [people.users["worker"].full_name]


def test_a_household_that_is_not_listed_can_be_visited_too(people, worker, target):
    home = make.household(people.village, head="李桂香")
    make.person(home, name="李桂香")
    url = f"/visits/campaign/{target.campaign_id}/household/{home.pk}/"
    data = told(target) | {"persons": [home.persons.get().pk]}
    worker.post(url, data)
    assert Visit.objects.get().household == home


def test_a_household_without_a_living_person_says_so(people, worker, target):
    target.household.persons.update(status="dead")
    page = worker.get(f"/visits/target/{target.pk}/record/").text
    assert "没有登记在世的人员" in page


def test_a_garrison_unit_is_visited_by_its_public_name(people, enter, target):
    host = make.unit(people.here.region, kind="garrison", name="驻临川部队甲")
    make.assignment(make.duty(target.campaign), to=people.here)
    data = told(target) | {"host": host.pk}
    enter(people.users["clerk"]).post(f"/visits/campaign/{target.campaign_id}/troop/", data)
    assert Visit.objects.get().host == host
    assert Participant.objects.get().unit == people.here


def test_the_page_of_a_family_leads_to_the_form(people, worker, target):
    home = target.household
    url = f"/visits/campaign/{target.campaign_id}/household/{home.pk}/"
    assert url in worker.get(f"/people/{home.pk}/").text


def test_whoever_only_looks_is_not_led_there(people, enter, target):
    page = enter(people.users["leader"]).get(f"/people/{target.household_id}/").text
    assert "登记走访" not in page.partition("<main")[2].partition("</header>")[0]


def test_the_visit_of_a_county_clerk_is_the_county_s(people, enter):  # ADR 0010
    campaign = make.campaign(people.prefecture)
    make.assignment(make.duty(campaign), to=people.here)
    target = listed(people, campaign)
    clerk = enter(make.user("clerk", people.here))
    assert people.here.name in clerk.get(f"/visits/target/{target.pk}/record/").text
    record(clerk, target)
    assert Visit.objects.get().unit == people.here
    target.refresh_from_db()
    assert target.state == "visited"


def test_whose_money_is_asked_only_of_a_unit_that_has_a_purse(people, worker, target):
    url = f"/visits/target/{target.pk}/record/"
    assert "自有资金" not in worker.get(url).text
    purse = Purse.objects.create(campaign=target.campaign, unit=people.township, received=100)
    assert "自有资金" in worker.get(url).text
    refused = record(worker, target)
    assert refused.status_code == 422
    assert "这次 300.00 元超出 200.00 元" in refused.text
    record(worker, target, is_own_money="on")
    assert "本单位自有资金" in worker.get(f"/visits/{Visit.objects.get().pk}/").text
    purse.refresh_from_db()
    assert purse.spent == 0


SECRET = "儿子随第73集团军8月3日移防"


def test_what_reads_like_a_secret_is_shown_and_kept_only_by_somebody_who_looked(worker, target):
    response = record(worker, target, heard=SECRET)  # S4-35
    assert response.status_code == 422
    assert "“第73集团军”像是部队番号" in response.text
    assert "我已核对，不涉密" in response.text
    assert not Visit.objects.exists()
    record(worker, target, heard=SECRET, is_cleared="on")
    assert Visit.objects.get().heard == SECRET


def test_nobody_is_asked_to_look_at_what_is_open(worker, target):
    assert "我已核对" not in worker.get(f"/visits/target/{target.pk}/record/").text


def test_services_are_kept_and_shown(worker, target):
    page = record(worker, target, has_talk="on", services=["legal", "care"])
    visit = Visit.objects.get()
    assert [one.kind for one in visit.services.order_by("pk")] == ["legal", "care"]
    assert "交谈问候、法律援助、探望照料" in worker.get(f"/visits/{visit.pk}/").text
    assert page.status_code == 200


def test_a_visit_with_nothing_in_it_is_sent_back(worker, target):  # S2-26
    nothing = lines("gifts", {"kind": "goods", "name": "", "quantity": 1, "value": ""})
    response = record(worker, target, money="", **nothing)
    assert response.status_code == 422
    assert "还没有内容" in response.text
