"""Checks, findings and gatherings as people meet them on the page."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from tests import make
from yushui.discipline import actions, queries
from yushui.discipline.actions import Span
from yushui.discipline.lifecycle import Occasion
from yushui.discipline.models import Check, Finding, Gathering, LocalItem, Switch
from yushui.visits.models import GroupVisit


@pytest.fixture
def campaign(people):
    made = make.campaign(people.prefecture)
    make.assignment(make.duty(made, kind="discipline"), to=people.township)
    return made


@pytest.fixture
def worker(people, enter):
    return enter(people.users["worker"])


@pytest.fixture
def head(people, enter):
    return enter(make.user("head", people.township, name="罗镇长"))


def replies(people, **changes):
    asked = queries.checklist_for(people.township.region, date(2026, 7, 25))
    return {one.key: "yes" for one in asked.asked_at(Occasion.CAMPAIGN)} | changes


def told(people, campaign, **changes):
    given = {
        "campaign": campaign.pk,
        "unit": people.township.name,
        "held_on": "2026-07-25",
        "checked_on": "2026-07-25",
        "inspectors": "李文",
        "op_id": uuid.uuid4(),
    }
    return replies(people) | given | changes


def test_from_a_no_to_its_closing(people, campaign, worker, head):
    no = {"thrift_show": "no", "thrift_show_note": "摆了花篮"}
    page = worker.post("/discipline/record/", told(people, campaign, **no), follow=True).text
    assert "有问题" in page
    finding = Finding.objects.get()
    assert "摆了花篮" in worker.get("/discipline/findings/").text
    base = f"/discipline/findings/{finding.pk}/"
    assert "认定并销号" not in worker.get(base).text
    worker.post(f"{base}step/answer/", {"remedy": "花篮已撤"})
    assert "认定并销号" in head.get(base).text
    page = head.post(f"{base}step/close/", {"decision": "属实"}, follow=True).text
    assert "已销号" in page
    assert "罗镇长" in page


def test_what_is_left_out_is_said_at_its_question(people, campaign, worker):
    given = told(people, campaign, thrift_show="no")
    del given["thrift_meal"]
    answered = worker.post("/discipline/record/", given)
    assert answered.status_code == 422
    given["thrift_meal"] = "yes"
    answered = worker.post("/discipline/record/", given)
    assert "请写明情况" in answered.text
    assert not Check.objects.exists()


def test_the_questions_follow_the_day_that_was_filled_in(people, campaign, worker):
    actions.switch(
        people.township.region,
        section="epidemic",
        is_on=True,
        span=Span(date(2026, 7, 20), "疫防1号", date(2026, 7, 20)),
        by=make.actor("clerk", people.township),
    )
    answered = worker.post("/discipline/record/", told(people, campaign, held_on="2026-07-20"))
    assert answered.status_code == 422
    assert "加强个人防护" in answered.text
    assert "加强个人防护" not in worker.get("/discipline/record/").text


def test_troops_have_their_own_questions(people, enter):
    client = enter(people.users["command"])
    assert "查群众纪律" in client.get("/discipline/").text
    page = client.get("/discipline/record/?occasion=out").text
    assert "军车手续齐全" in page
    assert "轻车简从" not in page


def apply(client, **changes):
    given = {
        "title": "“八一”座谈会",
        "form": "symposium",
        "planned_on": "2026-07-30",
        "place": "镇会议室",
        "size": 30,
        "reason": "听取困难和诉求",
        "combining": "与村里合并办",
    }
    return client.post("/discipline/gatherings/apply/", given | changes, follow=True)


def test_a_gathering_is_asked_for_and_approved_by_another(campaign, worker, head):
    page = apply(worker).text
    assert "送审" in page
    made = Gathering.objects.get()
    base = f"/discipline/gatherings/{made.pk}/"
    worker.post(f"{base}step/ask/")
    assert f"{base}step/approve/" not in worker.get(base).text
    assert f"{base}step/approve/" in head.get(base).text
    head.post(f"{base}step/approve/", {"decision": "同意"})
    assert "已批准" in worker.get(base).text


def test_a_day_gone_by_is_refused_on_the_form(campaign, worker):
    answered = apply(worker, planned_on="2026-07-01")
    assert answered.status_code == 422
    assert "不能事后补批" in answered.text


def test_two_are_merged(campaign, worker, head):
    for title in ("座谈会", "茶话会"):
        apply(worker, title=title)
    stays, goes = Gathering.objects.order_by("pk")
    page = head.get(f"/discipline/gatherings/{goes.pk}/step/merge/").text
    assert "座谈会" in page
    head.post(f"/discipline/gatherings/{goes.pk}/step/merge/", {"into": stays.pk})
    assert "并进来的活动" in head.get(f"/discipline/gatherings/{stays.pk}/").text
    goes.refresh_from_db()
    assert goes.merged_into == stays


def record_group(client, campaign, homes, asked="", **changes):
    given = {
        "households": [home.pk for home in homes],
        "title": "军属座谈会",
        "setting": "symposium",
        "made_on": "2026-07-25",
        "has_talk": "on",
        "op_id": uuid.uuid4(),
        "companions-TOTAL_FORMS": 1,
        "companions-INITIAL_FORMS": 0,
        "companions-0-name": "孟春燕",
        "companions-0-rank": "staff",
        "gifts-TOTAL_FORMS": 0,
        "gifts-INITIAL_FORMS": 0,
    }
    return client.post(
        f"/visits/campaign/{campaign.pk}/group/{asked}", given | changes, follow=True
    )


def test_a_group_visit_is_held_as_it_was_approved(people, campaign, worker, head):
    """Refused without leave where the place says so, taken in with it (S3-32)."""
    home = make.household(people.village)
    make.person(home)
    by = make.actor("clerk", people.here)
    span = Span(date(2026, 1, 1), "〔2026〕5号")
    place = people.here.region
    actions.add_limit(place, size=2, is_refused=True, per_home=Decimal(0), span=span, by=by)
    answered = record_group(worker, campaign, [home])
    assert answered.status_code == 422
    assert not GroupVisit.objects.exists()
    apply(worker)
    made = Gathering.objects.get()
    base = f"/discipline/gatherings/{made.pk}/"
    worker.post(f"{base}step/ask/")
    head.post(f"{base}step/approve/")
    asked = f"?gathering={made.pk}"
    assert f"/visits/campaign/{campaign.pk}/group/{asked}" in worker.get(base).text
    assert record_group(head, campaign, [home], "?gathering=999").status_code == 404
    page = record_group(worker, campaign, [home], asked).text
    assert "作风检查" in page
    made.refresh_from_db()
    assert made.group_visit == GroupVisit.objects.get()
    assert "还没有检查的集中慰问" in worker.get("/discipline/").text


def test_the_desk_switches_adds_and_limits(people, enter):
    clerk = enter(people.users["clerk"])
    dated = {"since": "2026-07-01", "document": "疫防1号"}
    clerk.post("/discipline/checklist/switch/", dated | {"what": "epidemic:", "is_on": "on"})
    assert Switch.objects.get().is_on
    item = dated | {"section": "thrift", "text": "不放烟花", "of": ["group"]}
    page = clerk.post("/discipline/checklist/add/", item, follow=True).text
    assert LocalItem.objects.get().text in page
    answered = clerk.post("/discipline/limits/add/", dated | {"is_refused": "on", "per_home": "5"})
    assert "要写明从多少人起" in answered.text


def test_the_board_leads_to_the_checks(people, campaign, enter):
    assignment = campaign.duties.get().assignments.get()
    page = enter(people.users["town"]).get(f"/campaigns/assignments/{assignment.pk}/").text
    assert "作风检查</a>" in page
    assert "作风检查还差 1 次" in page
