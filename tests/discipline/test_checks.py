"""Recording a look at conduct, what it found, and putting it right."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.discipline.place import HELD, Place
from yushui.audit.models import Event
from yushui.campaigns import actions as campaigns
from yushui.campaigns.models import Campaign
from yushui.discipline import actions, queries
from yushui.discipline.actions import Reply
from yushui.discipline.lifecycle import CheckState, FindingState, Occasion, Said
from yushui.discipline.models import Answer, Check, Finding
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.territory.kinds import Kind


@pytest.fixture
def place():
    return Place()


def test_a_check_keeps_the_questions_of_the_day_of_the_activity(place):
    """S1-49: what is asked follows the period; a later switch changes no earlier check."""
    place.switch(since=HELD, until=HELD)
    check = place.check()
    assert check.edition == "2025年版"
    asked = set(check.answers.values_list("item", flat=True))
    assert "epidemic_flow" in asked
    assert not check.answers.filter(source="").exists()
    assert Event.objects.filter(kind="discipline.checked", subject_id=str(check.pk)).exists()


def test_of_an_earlier_day_the_earlier_list(place):
    early = make.campaign(place.office, starts_on=date(2021, 7, 1), ends_on=date(2021, 8, 15))
    day = date(2021, 7, 20)
    replies = place.replies(Occasion.CAMPAIGN, on=day)
    check = place.check(campaign=early, replies=replies, held_on=day, checked_on=day)
    assert check.edition == "2020年版"
    assert check.answers.filter(item="epidemic_guard").exists()


def test_of_a_group_visit_and_of_an_outing(place):
    event = place.event()
    check = place.check(Occasion.GROUP, group_visit=event)
    assert (check.held_on, check.subject) == (event.held_on, event.title)
    with pytest.raises(RuleViolation, match="哪一场"):
        place.check(Occasion.GROUP)
    with pytest.raises(RuleViolation, match="哪一场"):
        place.check(Occasion.OUTING, group_visit=event)
    with pytest.raises(RuleViolation, match="不是被检查单位办的"):
        place.check(Occasion.GROUP, group_visit=event, unit=place.office)


def test_sent_twice_it_is_one_check(place):
    op_id = uuid.uuid4()
    assert place.check(op_id=op_id) == place.check(op_id=op_id)
    assert Check.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"checked_on": date(2026, 7, 26)}, "不能晚于今天"),
        ({"checked_on": date(2026, 7, 19)}, "检查日期早于活动日期"),
        ({"held_on": date(2026, 7, 1)}, "早于活动开始日期"),
        ({"inspectors": ""}, "请填写检查人"),
        ({"no": {"thrift_show": (Said.NO, " ")}}, "请写明情况"),
        ({"no": {"thrift_show": ("perhaps", "")}}, "请填写“会场布置"),
        ({"no": {"invented": (Said.YES, "")}}, "请刷新后重新填写"),
        ({"no": {"thrift_show": (Said.NO, "多" * 201)}}, "最多 200 个字"),
        ({"no": {"thrift_show": (Said.NO, "第73集团军来了")}}, "可能涉密"),
        ({"no": {"thrift_show": (Said.NO, "花")}, "due_on": date(2027, 7, 1)}, "最长 90 天"),
        ({"no": {"thrift_show": (Said.NO, "花")}, "due_on": date(2026, 7, 1)}, "不能早于检查日期"),
    ],
)
def test_what_is_wrong_is_said(place, changes, why):
    with pytest.raises(RuleViolation, match=why):
        place.check(**changes)


def test_every_question_is_answered(place):
    replies = place.replies(Occasion.CAMPAIGN)
    del replies["thrift_meal"]
    with pytest.raises(RuleViolation, match="请填写“不安排宴请"):
        place.check(replies=replies)


def test_a_closed_campaign_takes_no_more(place):
    campaigns.close(place.campaign, by=place.clerk)
    with pytest.raises(RuleViolation, match="已经结束"):
        place.check()


def test_troops_look_after_themselves_and_nobody_else_does(place):
    """S1-27, S3-20: kept in the book of the year's daily work where no campaign is named."""
    garrison = make.unit(place.county, kind=Kind.GARRISON)
    by = make.actor("clerk", garrison)
    told = place.look(
        Occasion.OUT,
        held_on=HELD,
        no={"out_vehicles": (Said.NO, "一辆车手续过期")},
    )
    check = actions.record(campaign=None, unit=garrison, checker=garrison, look=told, by=by)
    assert check.campaign == Campaign.objects.get(is_standing=True)
    with pytest.raises(RuleViolation, match="请选择军队单位"):
        place.check(Occasion.MASS)


def test_who_may_look_at_whom(place):
    """A superior at those below, nobody at a neighbour, nobody in another's name."""
    place.check(by=place.worker)
    stranger = make.actor("clerk", make.unit())
    with pytest.raises(NotPermitted):
        place.check(by=stranger)
    with pytest.raises(NotPermitted):
        place.check(by=make.actor("leader", place.office))
    with pytest.raises(NotPermitted):
        actions.record(
            campaign=place.campaign,
            unit=place.township,
            checker=place.office,
            look=place.look(),
            by=place.worker,
        )
    assert Check.objects.visible_to(place.clerk).count() == 1
    assert not Check.objects.visible_to(stranger).exists()


def test_every_no_is_to_be_put_right_by_a_day(place):
    finding = place.finding(due_on=date(2026, 7, 24))
    assert (finding.summary, finding.unit) == ("摆了花篮", place.township)
    assert finding.is_late(date(2026, 7, 25))
    assert list(Finding.objects.overdue(date(2026, 7, 25))) == [finding]
    assert list(queries.to_put_right([place.township.pk])) == [finding]
    assert place.finding().due_on == date(2026, 7, 28)  # a week where nobody names a day


def test_one_puts_it_right_and_another_says_so(place):
    finding = place.finding()
    with pytest.raises(RuleViolation, match="当前状态不能"):
        actions.close(finding, decision="好", by=place.mayor)
    actions.answer(finding, remedy="花篮已撤，以后不摆", by=place.worker)
    assert list(queries.to_decide([place.township.pk])) == [finding]
    actions.send_back(finding, decision="请附单据", by=place.mayor)
    assert finding.state == FindingState.OPEN
    actions.answer(finding, remedy="单据已补", by=place.worker)
    actions.close(finding, decision="属实，销号", by=place.mayor)
    finding.refresh_from_db()
    assert (finding.state, finding.decided_by_name) == (FindingState.CLOSED, "罗镇长")


def test_nobody_closes_what_they_answered(place):
    finding = place.finding()
    actions.answer(finding, remedy="已改", by=place.mayor)
    with pytest.raises(RuleViolation, match="另一位负责人"):
        actions.close(finding, decision="好", by=place.mayor)
    actions.close(finding, decision="好", by=place.head)


def test_only_a_head_decides(place):
    finding = place.finding()
    actions.answer(finding, remedy="已改", by=place.worker)
    for by in (place.clerk, place.worker, make.actor("head", make.unit())):
        with pytest.raises(NotPermitted):
            actions.close(finding, decision="好", by=by)
        with pytest.raises(NotPermitted):
            actions.send_back(finding, decision="再改", by=by)


def test_taken_back_it_asks_for_nothing_more(place):
    finding = place.finding()
    check = Check.objects.get()
    with pytest.raises(NotPermitted):
        actions.cancel(check, reason="登错", by=place.worker)
    actions.cancel(check, reason="登错", by=place.clerk)
    finding.refresh_from_db()
    assert (check.state, finding.state) == (CheckState.CANCELLED, FindingState.WITHDRAWN)
    assert not queries.to_put_right([place.township.pk]).exists()


BROKEN = {
    "closed by nobody": (Finding, {"state": "closed"}),
    "answered with nothing": (Finding, {"state": "reported"}),
    "due before it was found": (Finding, {"due_on": date(2026, 1, 1)}),
    "resting on nothing": (Finding, {"answer": None}),
    "a no without a word": (Answer, {"said": "no", "note": ""}),
    "a group visit that is none": (Check, {"occasion": "group"}),
    "taken back without a reason": (Check, {"state": "cancelled"}),
}


@pytest.mark.parametrize(("model", "values"), BROKEN.values(), ids=BROKEN)
def test_the_database_itself_refuses(place, model, values):
    place.finding()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


def test_the_database_refuses_who_closes_their_own(place):
    finding = place.finding()
    actions.answer(finding, remedy="已改", by=place.worker)
    closed = {"state": "closed", "decision": "好", "decided_on": HELD, "decided_by_name": "某"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(**closed, decided_by_id=place.worker.id)
    Finding.objects.update(**closed, decided_by_id=place.mayor.id)


def test_not_applicable_is_an_answer(place):
    check = place.check(no={"thrift_show": (Said.NA, "")})
    assert not Finding.objects.exists()
    assert check.answers.filter(said=Said.NA).count() == 1
    assert Reply(Said.YES).note == ""
