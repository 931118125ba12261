"""From a published notice to work: the campaign, its duties, and who owes what by when."""

from datetime import date

import pytest

from tests import make
from tests.notices import paper
from yushui.campaigns import actions, planning
from yushui.campaigns.models import Assignment, Campaign, Duty
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.notices import actions as notices
from yushui.notices.models import Item


def by(notice):
    return make.actor("clerk", notice.unit)


def opened(notice=None):
    notice = notice or paper.published()
    return actions.open_from(notice, by=by(notice))


def owing(kind):
    duties = Duty.objects.filter(kind=kind).order_by("position")
    return [sorted(one.assignments.values_list("unit__name", flat=True)) for one in duties]


TOWNSHIPS = sorted(["石桥镇", "柳林街道"])


def test_the_campaign_is_the_one_the_notice_speaks_of():
    campaign = opened()
    assert (campaign.occasion, campaign.year, campaign.festival_on) == (
        "八一", 2026, date(2026, 8, 1),
    )  # fmt: skip
    assert (campaign.starts_on, campaign.ends_on) == (date(2026, 7, 10), date(2026, 8, 16))


def test_the_same_notice_gives_one_campaign():
    notice = paper.published()
    assert opened(notice) == opened(notice)
    assert Campaign.objects.count() == 1
    assert Duty.objects.filter(kind="visit_coverage").count() == 1


def test_so_does_a_notice_that_asks_nothing():
    notice = paper.published()
    notice.items.filter(kind__in=["duty", "deadline"]).delete()
    assert opened(notice) == opened(notice)


def test_those_who_owe_are_those_the_duty_names():
    """Receiving is not owing: the garrison got the notice and owes no report (S4-42)."""
    opened()
    assert owing("filing") == [sorted([*TOWNSHIPS, "临川县民政局"])]
    assert owing("visit_coverage") == [TOWNSHIPS]
    assert owing("practical_deed") == [["驻临川部队甲"]]


def test_a_rank_alone_is_that_of_its_clause():
    opened()
    assert owing("leader_visit") == [TOWNSHIPS, TOWNSHIPS]  # S4-29: two duties, separately


def test_copies_and_references_owe_nothing():
    notice = paper.settled(paper.taken_in())
    department = notice.receipts.get(unit__name="临川县民政局").unit
    for addressee in notice.addressees.filter(text="县直各部门"):
        notices.change_role(addressee, role="reference", by=by(notice))
    notices.publish(notice, by=by(notice))
    opened(notice)
    assert not Assignment.objects.filter(unit=department).exists()  # S3-35


def test_a_deadline_is_a_duty_to_hand_in_and_stands_once():
    opened()
    duty = Duty.objects.get(kind="filing")
    assert (duty.due_on, duty.deliverables) == (date(2026, 8, 10), ["report", "table"])
    assert duty.quote == paper.TEXT[duty.start : duty.end]


def test_removed_items_lay_nothing_on_anybody():
    notice = paper.taken_in()
    for item in notice.items.filter(kind__in=["duty", "deadline"]):
        notices.remove(item, by=by(notice))
    notices.publish(paper.settled(notice), by=by(notice))
    assert opened(notice).duties.count() == 0


def test_a_corrected_day_moves_what_was_read_with_it():
    text = paper.TEXT.replace("全覆盖走访慰问", "于7月28日前全覆盖走访慰问", 1)
    notice = paper.taken_in(text=text)
    deadline = notice.items.filter(kind="deadline", content__on="2026-07-28").get()
    notices.correct(deadline, content={"on": "2026-07-30"}, by=by(notice))
    notices.publish(paper.settled(notice), by=by(notice))
    opened(notice)
    assert Duty.objects.get(kind="visit_coverage").due_on == date(2026, 7, 30)
    assert Duty.objects.filter(kind="filing").count() == 1  # a visit is no paper to hand in


def test_the_hour_of_a_deadline_goes_with_its_day():
    text = paper.TEXT.replace("8月10日前", "8月10日17时前")
    text = text.replace("全覆盖走访慰问", "于7月28日下午5点前全覆盖走访慰问", 1)
    notice = paper.taken_in(text=text)
    deadline = notice.items.filter(kind="deadline", content__on="2026-07-28").get()
    notices.correct(deadline, content={"at": "12:00"}, by=by(notice))
    notices.publish(paper.settled(notice), by=by(notice))
    opened(notice)
    hours = dict(Duty.objects.values_list("kind", "due_at"))
    assert (hours["filing"], hours["visit_coverage"]) == ("17:00", "12:00")
    assert hours["practical_deed"] == ""


def test_the_plan_shows_what_opening_would_write():
    notice = paper.published()
    plan = planning.lay_out(notice, starts_on=date(2026, 7, 10), today=date(2026, 7, 25))
    assert not Duty.objects.exists()
    opened(notice)
    assert [one.duty.summary for one in plan] == [
        duty.summary for duty in Duty.objects.order_by("position")
    ]


def test_internal_days_may_be_set_in_the_plan():
    notice = paper.published()
    actions.open_from(notice, due_on={0: date(2026, 8, 5)}, by=by(notice))
    days = set(Assignment.objects.filter(duty__position=0).values_list("due_on", flat=True))
    assert days == {date(2026, 8, 5)}


@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 8, 11)], ids=["before", "too late"])
def test_but_not_outside_the_campaign_or_after_the_notice_s_own(day):
    notice = paper.published()
    with pytest.raises(RuleViolation):
        actions.open_from(notice, due_on={0: day}, by=by(notice))
    assert not Campaign.objects.exists()


def test_a_draft_is_no_ground_for_work():
    notice = paper.taken_in()
    with pytest.raises(RuleViolation, match="还没有下达"):
        opened(notice)


def test_only_the_issuer_s_desk_opens():
    notice = paper.published()
    for stranger in (make.actor("clerk"), make.actor("worker", notice.unit)):
        with pytest.raises(NotPermitted):
            actions.open_from(notice, by=stranger)


def test_a_notice_with_work_on_it_is_not_recalled():
    notice = paper.published()
    opened(notice)
    with pytest.raises(RuleViolation, match="已经据此布置"):
        actions.recall(notice, by=by(notice))


def test_a_notice_without_is():
    notice = paper.published()
    actions.recall(notice, by=by(notice))
    notice.refresh_from_db()
    assert notice.state == "withdrawn"


CITY = paper.TEXT.replace(
    "各乡镇（街道）、县直各部门、驻临部队", "各县（市、区）双拥办", 1
).replace("报县双拥办", "报市双拥办")


def passed_on():
    """The city's notice, laid out, and the county's child of it, published."""
    office = paper.county()
    parent = paper.published(office.superior, CITY)
    campaign = opened(parent)
    return campaign, sent_on(parent, office)


def sent_on(parent, office):
    clerk = make.actor("clerk", office)
    notices.receive(parent.receipts.get(unit=office), by=clerk)
    child = notices.pass_on(parent, unit=office, by=clerk)
    notices.publish(paper.settled(child), by=clerk)
    return child


def test_a_child_joins_the_campaign_it_comes_from():
    campaign, child = passed_on()
    assert opened(child) == campaign
    assert campaign.duties.filter(notice=child).exists()


def test_a_child_asks_for_it_three_working_days_earlier():
    """10 August is a Monday; three working days before it is the Wednesday."""
    _, child = passed_on()
    opened(child)
    days = Assignment.objects.filter(duty__notice=child, duty__kind="filing")
    assert set(days.values_list("due_on", flat=True)) == {date(2026, 8, 5)}
    assert Duty.objects.get(notice=child, kind="filing").due_on == date(2026, 8, 10)


@pytest.mark.parametrize(("kind", "expected"), [("visit_coverage", TOWNSHIPS), ("plan", [])])
def test_what_was_asked_of_the_office_goes_on_to_its_townships(kind, expected):
    """Coverage does; a plan is the office's own (S0-13), and departments have no households."""
    office = paper.county()
    parent = paper.taken_in(office.superior, CITY)
    item = parent.items.filter(kind="duty").first()
    content = item.content | {"kind": kind, "actors": ["各县（市、区）双拥办"], "quote": "做好"}
    Item.objects.filter(pk=item.pk).update(content=content)
    notices.publish(paper.settled(parent), by=by(parent))
    opened(parent)
    child = sent_on(parent, office)
    opened(child)
    units = Assignment.objects.filter(duty__notice=child, duty__quote="做好").order_by("unit__name")
    assert sorted(units.values_list("unit__name", flat=True)) == expected


def test_a_closed_campaign_takes_no_more_work():
    campaign, child = passed_on()
    actions.close(campaign, by=make.actor("clerk", campaign.unit))
    with pytest.raises(RuleViolation, match="已经结束"):
        opened(child)
