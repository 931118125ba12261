"""Recording a group visit on a page: who is offered, who is ticked, what it leaves behind."""

import re
import uuid

import pytest

from tests import make
from tests.web.visits.test_recording import lines
from yushui.visits.lifecycle import Reach
from yushui.visits.models import GroupVisit, Target, Visit


@pytest.fixture
def campaign(people):
    made = make.campaign(people.prefecture)
    make.assignment(make.duty(made), to=people.township)
    return made


@pytest.fixture
def worker(people, enter):
    return enter(people.users["worker"])


@pytest.fixture
def homes(people, campaign):
    """Two in the village and one in a compound, all listed; one where nobody lives any more."""
    made = []
    for kind in ("village", "village", "compound"):
        home = make.household(people.village, head=f"户主{len(made)}")
        home.place_kind = kind
        home.save()
        make.person(home)
        Target.objects.create(
            campaign=campaign, household=home, region=home.region, unit=people.township
        )
        made.append(home)
    make.person(make.household(people.village, head="故人"), status="dead")
    return made


def url(campaign, **query):
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/visits/campaign/{campaign.pk}/group/?{asked}"


def told(homes, **changes):
    given = {
        "households": [home.pk for home in homes],
        "title": "“八一”军属座谈会",
        "setting": "symposium",
        "place": "村委会",
        "made_on": "2026-07-25",
        "has_talk": "on",
        "services": ["comfort"],
        "op_id": uuid.uuid4(),
    }
    given |= lines("companions", {"name": "孟春燕", "rank": "staff"})
    given |= lines("gifts", {"kind": "letter", "name": "慰问信", "quantity": 1, "value": ""})
    return given | changes


def names(page):
    return re.findall(r'name="households"[^>]*><span>([^\s<]+)', page)


def test_those_of_a_compound_stand_first_and_the_dead_are_not_offered(worker, campaign, homes):
    assert names(worker.get(url(campaign)).text) == ["户主2", "户主0", "户主1"]
    assert names(worker.get(url(campaign, place="together")).text) == ["户主2"]


def test_without_script_a_link_ticks_everybody(worker, campaign, homes):
    assert worker.get(url(campaign)).text.count(" checked>") == 1  # the talk alone
    assert worker.get(url(campaign, all=1)).text.count(" checked>") == 1 + len(homes)


def test_whoever_was_ticked_is_ticked_off_the_list(worker, campaign, homes):
    response = worker.post(url(campaign), told(homes[:2]), follow=True)
    event = GroupVisit.objects.get()
    assert "“八一”军属座谈会" in response.text
    assert {visit.household for visit in event.visits.all()} == set(homes[:2])
    reached = Target.objects.filter(state=Reach.VISITED)
    assert {target.household for target in reached} == set(homes[:2])
    assert [one.kind for one in event.visits.first().services.all()] == ["comfort"]


def test_sent_twice_it_is_one_event(worker, campaign, homes):
    data = told(homes)
    for _ in range(2):
        worker.post(url(campaign), data)
    assert (GroupVisit.objects.count(), Visit.objects.count()) == (1, 3)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"households": []}, "请勾选到场的家庭"),
        ({"title": ""}, "必填"),
        ({"notes": "第73集团军要求8月3日前办结"}, "我已核对，不涉密"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_has_to_tick_again(worker, campaign, homes, changes, why):
    response = worker.post(url(campaign), told(homes[:2], **changes))
    assert response.status_code == 422
    assert why in response.text
    assert not Visit.objects.exists()
    kept = 0 if changes.get("households") == [] else 2
    assert response.text.count('name="households"') == 3
    assert len(re.findall(r'name="households" value="\d+" checked', response.text)) == kept


def test_somebody_else_s_family_cannot_be_slipped_in(worker, campaign, homes):
    elsewhere = make.household()
    make.person(elsewhere)
    response = worker.post(url(campaign), told([elsewhere]))
    assert response.status_code == 422
    assert not Visit.objects.exists()


def test_a_place_with_too_many_families_asks_for_a_smaller_one(
    worker, campaign, homes, people, monkeypatch
):
    monkeypatch.setattr("yushui.visits.gathering.SHOWN", 2)
    page = worker.get(url(campaign)).text
    assert "先选家庭住在哪里" in page
    assert f"?place={people.village.pk}" in page
    assert not names(page)


def test_taken_back_on_its_page_the_families_are_to_visit_again(worker, campaign, homes):
    worker.post(url(campaign), told(homes))
    event = GroupVisit.objects.get()
    worker.post(f"/visits/groups/{event.pk}/cancel/", {"reason": "登错"}, follow=True)
    assert set(Target.objects.values_list("state", flat=True)) == {Reach.UNVISITED}


def test_a_companion_of_another_unit_is_told_with_it(worker, campaign, homes, people):
    company = {"name": "钱立", "rank": "leader", "title": "副县长", "unit": people.here.pk}
    page = worker.post(url(campaign), told(homes, **lines("companions", company)), follow=True)
    assert "钱立（临川县双拥办，负责同志，副县长）" in page.text
