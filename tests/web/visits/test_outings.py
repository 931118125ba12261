"""Planning an outing on a page, and what its team finds on the day."""

import re

import pytest

from tests import make
from tests.web.visits.test_recording import record
from yushui.audit.models import Event
from yushui.visits.lifecycle import Plan
from yushui.visits.models import Outing, Target


@pytest.fixture
def campaign(people):
    made = make.campaign(people.prefecture)
    make.assignment(make.duty(made), to=people.township)
    return made


@pytest.fixture
def targets(people, campaign):
    made = []
    for n in range(3):
        home = make.household(people.village, head=f"户主{n}")
        make.person(home)
        made.append(
            Target.objects.create(
                campaign=campaign, household=home, region=home.region, unit=people.township,
                is_key=n == 0,
            )
        )  # fmt: skip
    return made


@pytest.fixture
def worker(people, enter):
    return enter(people.users["worker"])


def plan(client, people, campaign, ticked, **changes):
    given = {
        "targets": [one.pk for one in ticked],
        "going_on": "2026-07-25",
        "leader": people.users["worker"].pk,
        "others": "村医",
    }
    return client.post(f"/visits/plan/{campaign.pk}/", given | changes, follow=True)


def heads(page):
    return re.findall(r"户主\d", page)


def test_what_is_left_is_offered_and_given_to_a_team(people, worker, campaign, targets):
    url = f"/visits/plan/{campaign.pk}/"
    assert heads(worker.get(url).text) == ["户主0", "户主1", "户主2"]
    page = plan(worker, people, campaign, targets[:2]).text
    assert "村医" in page
    assert sorted(set(heads(page))) == ["户主0", "户主1"]
    assert set(heads(worker.get(url).text)) == {"户主2"}


def test_the_day_begins_with_the_outing(people, worker, campaign, targets):
    plan(worker, people, campaign, targets)
    outing = Outing.objects.get()
    link = f'href="/visits/outings/{outing.pk}/"'
    for page in ("/", "/visits/"):
        assert link in worker.get(page).text
    assert "还有 3 户没有走到" in worker.get("/").text


def test_the_team_s_page_follows_what_is_recorded(people, worker, campaign, targets):
    plan(worker, people, campaign, targets)
    record(worker, targets[0])
    page = worker.get(f"/visits/outings/{Outing.objects.get().pk}/").text
    assert page.count(">登记走访<") == 2
    assert "看记录：户主0" in page


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"targets": []}, "请勾选要走访的家庭"),
        ({"leader": ""}, "必填"),
        ({"going_on": "2026-07-24"}, "不能早于今天"),
    ],
)
def test_what_is_wrong_is_said_and_the_ticks_stay(people, worker, campaign, targets, changes, why):
    response = plan(worker, people, campaign, targets, **changes)
    assert response.status_code == 422
    assert why in response.text
    assert response.text.count(" checked>") == (0 if "targets" in changes else 3)
    assert not Outing.objects.exists()


def test_more_than_a_page_goes_village_by_village(people, worker, campaign, targets, monkeypatch):
    monkeypatch.setattr("yushui.web.visits.outings.SHOWN", 2)
    other = make.region(people.township.region)
    home = make.household(other, head="户主9")
    Target.objects.create(campaign=campaign, household=home, region=other, unit=people.township)
    url = f"/visits/plan/{campaign.pk}/"
    assert set(heads(worker.get(url).text)) == {"户主0", "户主1"}
    assert heads(worker.get(f"{url}?village={other.pk}").text) == ["户主9"]


def test_the_route_sheet_is_a_paper_and_says_who_took_it(people, worker, campaign, targets):
    plan(worker, people, campaign, targets)
    outing = Outing.objects.get()
    response = worker.get(f"/visits/outings/{outing.pk}/sheet/")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert Event.objects.filter(kind="reports.route_printed", subject_id=str(outing.pk)).exists()


def test_called_off_the_households_are_offered_again(people, worker, campaign, targets):
    plan(worker, people, campaign, targets)
    outing = Outing.objects.get()
    worker.post(f"/visits/outings/{outing.pk}/call-off/", {"reason": "下大雨"})
    outing.refresh_from_db()
    assert outing.state == Plan.CALLED_OFF
    assert len(heads(worker.get(f"/visits/plan/{campaign.pk}/").text)) == 3
    assert f"/visits/outings/{outing.pk}/" not in worker.get("/").text


def test_the_list_is_filtered_by_tier(people, worker, campaign, targets):  # S2-26
    record(worker, targets[0])
    whole = worker.get(f"/visits/left/{campaign.pk}/").text
    assert "全部 1/3" in whole
    assert "重点慰问 1/1" in whole
    key = worker.get(f"/visits/left/{campaign.pk}/?tier=key&state=visited").text
    assert set(heads(key)) == {"户主0"}


def test_which_leaders_owe_a_visit_stands_by_township(people, worker, campaign, targets):  # S4-29
    make.assignment(make.duty(campaign, kind="leader_visit"), to=people.township)
    page = worker.get(f"/visits/leaders/{campaign.pk}/").text
    assert "主要负责同志还差 1 户，分管负责同志还差 1 户" in page
    company = {"companions-0-rank": "head"}
    record(worker, targets[0], **company)
    page = worker.get(f"/visits/leaders/{campaign.pk}/").text
    assert "分管负责同志还差 1 户" in page
    assert "主要负责同志还差" not in page
    record(worker, targets[1], **{"companions-0-rank": "leader"})
    page = worker.get(f"/visits/leaders/{campaign.pk}/").text
    assert "都走到了" in page


def test_without_a_duty_of_leaders_the_page_says_so(worker, campaign, targets):
    page = worker.get(f"/visits/leaders/{campaign.pk}/").text
    assert "没有布置带头走访" in page
    assert "都走到了" not in page


@pytest.mark.parametrize("way", ["record", "tried"])
def test_from_a_door_one_is_back_on_the_outing(people, worker, campaign, targets, way):
    page = plan(worker, people, campaign, targets[:1])
    back = page.redirect_chain[-1][0]
    outing = Outing.objects.get()
    url = f"/visits/target/{targets[0].pk}/{way}/?outing={outing.pk}"
    assert url in page.text
    assert f'href="{back}"' in worker.get(url).text
    assert "/visits/left/" in worker.get(url.replace(f"outing={outing.pk}", "outing=0")).text
