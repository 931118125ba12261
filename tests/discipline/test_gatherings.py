"""Held only if there is need (S3-32): asked for beforehand, answered by another, merged, held."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.discipline.place import HELD, Place
from yushui.discipline import actions, queries
from yushui.discipline.lifecycle import GatheringState
from yushui.discipline.models import Gathering
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.visits import actions as visits
from yushui.visits.models import GroupVisit


@pytest.fixture
def place():
    return Place()


def test_asked_by_one_and_approved_by_another(place):
    made = place.drafted()
    actions.revise(made, place.plan(size=20), by=place.worker)
    actions.ask(made, by=place.worker)
    assert list(queries.to_approve([place.township.pk])) == [made]
    actions.approve(made, decision="压缩到 20 人", by=place.mayor)
    made.refresh_from_db()
    assert (made.state, made.size, made.decided_by_name) == ("approved", 20, "罗镇长")
    assert not queries.to_approve([place.township.pk]).exists()


def test_nobody_approves_what_they_asked_for(place):
    made = place.drafted()
    actions.ask(made, by=place.mayor)
    for move in (actions.approve, actions.refuse):
        with pytest.raises(RuleViolation, match="另一位负责人"):
            move(made, decision="好", by=place.mayor)
    actions.approve(made, by=place.head)


@pytest.mark.parametrize("role", ["worker", "clerk", "leader", "cashier"])
def test_only_a_head_approves(place, role):
    made = place.asked()
    with pytest.raises(NotPermitted):
        actions.approve(made, by=make.actor(role, place.township))


def test_the_head_of_another_place_does_not(place):
    with pytest.raises(NotPermitted):
        actions.approve(place.asked(), by=make.actor("head", make.unit()))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"planned_on": date(2026, 7, 24)}, "不能事后补批"),
        ({"size": 0}, "预计人数"),
        ({"size": 100_001}, "预计人数"),
        ({"reason": " "}, "必须举办的理由"),
        ({"combining": ""}, "可以与什么合并"),
        ({"title": "欢送第73集团军"}, "可能涉密"),
    ],
)
def test_what_is_asked_for_says_why_and_when(place, changes, why):
    with pytest.raises(RuleViolation, match=why):
        place.drafted(**changes)


def test_leave_is_not_given_afterwards(place):
    made = place.asked()
    Gathering.objects.update(planned_on=date(2026, 7, 24))
    made.refresh_from_db()
    with pytest.raises(RuleViolation, match="不能事后补批"):
        actions.approve(made, by=place.mayor)


def test_refused_with_a_reason(place):
    made = place.asked()
    with pytest.raises(RuleViolation, match="不予举办的原因"):
        actions.refuse(made, decision="", by=place.mayor)
    actions.refuse(made, decision="逐户走访即可", by=place.mayor)
    assert made.state == GatheringState.REFUSED


def test_taken_back_it_can_be_changed_and_asked_for_again(place):
    made = place.asked()
    actions.take_back(made, by=place.worker)
    actions.revise(made, place.plan(size=12), by=place.worker)
    actions.ask(made, by=place.worker)
    assert made.state == GatheringState.ASKED


def test_of_two_one_is_held(place):
    stays, goes = place.drafted(title="座谈会"), place.approved(title="茶话会")
    with pytest.raises(NotPermitted):
        actions.merge(goes, stays, by=place.worker)
    actions.merge(goes, stays, by=place.mayor)
    goes.refresh_from_db()
    assert (goes.state, goes.merged_into) == (GatheringState.MERGED, stays)
    assert goes not in Gathering.objects.ahead()
    with pytest.raises(RuleViolation, match="不能再并入"):
        actions.merge(stays, goes, by=place.mayor)
    with pytest.raises(RuleViolation, match="不能并入自己"):
        actions.merge(stays, stays, by=place.mayor)


def again(gathering):
    return Gathering.objects.get(pk=gathering.pk)


def hold(place, gathering=None, homes=2, **changes):
    told = place.told(place.homes(homes), **changes)
    return actions.record_group(**told, gathering=gathering)


def test_without_a_rule_nothing_is_refused(place):
    assert hold(place, homes=30).visits.count() == 30


def test_a_place_that_refuses_takes_in_only_what_was_approved(place):
    place.limit(size=5, is_refused=True)
    with pytest.raises(RuleViolation, match="5 人以上的活动要先经批准"):
        hold(place, homes=4)
    assert not GroupVisit.objects.exists()
    gathering = place.approved()
    assert hold(place, gathering, homes=4) == Gathering.objects.get().group_visit
    assert hold(place, homes=3)  # four with the company


def test_a_rule_holds_in_its_place_and_from_its_day(place):
    place.limit(size=2, is_refused=True, since=date(2026, 7, 21))
    place.limit(make.region(place.county), size=1, is_refused=True)
    assert hold(place)


def test_a_later_rule_of_a_place_replaces_its_earlier_one(place):
    place.limit(size=2, is_refused=True)
    place.limit(size=50, since=date(2026, 7, 1))
    assert hold(place)


def test_only_what_is_approved_and_not_yet_held_may_be_held(place):
    with pytest.raises(Conflict, match="没有批准"), transaction.atomic():
        hold(place, place.asked())
    gathering = place.approved()
    hold(place, gathering)
    with pytest.raises(Conflict, match="已经登记过"), transaction.atomic():
        hold(place, gathering)
    with pytest.raises(RuleViolation, match="已经举办"):
        actions.call_off(again(gathering), decision="不办了", by=place.worker)
    assert GroupVisit.objects.count() == 1


def test_one_entered_by_mistake_may_be_entered_again(place):
    gathering = place.approved()
    visits.cancel_group(hold(place, gathering), reason="登错", by=place.worker)
    anew = hold(place, again(gathering))
    assert again(gathering).group_visit == anew


def test_of_another_unit_it_is_refused(place):
    theirs = actions.draft(place.plan(), unit=place.office, by=place.clerk)
    actions.ask(theirs, by=place.clerk)
    actions.approve(theirs, by=place.head)
    with pytest.raises(RuleViolation, match="不是本单位申请的"), transaction.atomic():
        hold(place, theirs)


def test_one_sees_those_of_ones_own_unit_and_below(place):
    place.drafted()
    assert Gathering.objects.visible_to(place.clerk).count() == 1
    assert not Gathering.objects.visible_to(make.actor("head", make.unit())).exists()


BROKEN = {
    "approved by nobody": {"state": "approved"},
    "approved by who asked": {"state": "approved", "decided_by_id": "me", "decided_at": HELD},
    "refused without a word": {"state": "refused", "decided_by_id": "x", "decided_at": HELD},
    "called off without a word": {"state": "called_off"},
    "merged into nothing": {"state": "merged"},
    "of nobody": {"size": 0},
    "asked by nobody": {"asked_by_id": ""},
}


@pytest.mark.parametrize("values", BROKEN.values(), ids=BROKEN)
def test_the_database_itself_refuses(place, values):
    place.asked()
    Gathering.objects.update(asked_by_id="me")
    moment = Gathering.objects.get().asked_at
    told = values | ({"decided_at": moment} if "decided_at" in values else {})
    with pytest.raises(IntegrityError), transaction.atomic():
        Gathering.objects.update(**told)


def test_the_database_refuses_one_merged_into_itself_and_one_held_unapproved(place):
    made = place.asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Gathering.objects.update(state="merged", merged_into=made.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Gathering.objects.update(group_visit=place.event().pk)


def test_nobody_approves_what_they_wrote_though_another_asked(place):
    made = actions.draft(place.plan(), unit=place.township, by=place.mayor)
    actions.ask(made, by=place.worker)
    with pytest.raises(RuleViolation, match="另一位负责人"):
        actions.approve(made, by=place.mayor)
    actions.approve(made, by=place.head)


def test_two_are_not_merged_into_each_other(place):
    one, other = place.asked(), place.asked(title="茶话会")
    stale = Gathering.objects.get(pk=one.pk)
    actions.merge(one, other, by=place.mayor)
    with pytest.raises(RuleViolation, match="不能再并入"):
        actions.merge(other, stale, by=place.mayor)
    one.refresh_from_db()
    assert (one.merged_into, one.decided_by_name) == (other, "罗镇长")


def test_what_was_held_and_taken_back_can_be_called_off(place):
    made = place.approved()
    event = actions.record_group(**place.told(place.homes(2)), gathering=made)
    visits.cancel_group(event, reason="登错了", by=place.worker)
    made.refresh_from_db()
    actions.call_off(made, decision="改为逐户走访", by=place.worker)
    made.refresh_from_db()
    assert (made.state, made.group_visit) == ("called_off", None)


def test_a_leaders_words_stay_when_it_is_called_off(place):
    made = place.asked()
    actions.approve(made, decision="压缩到 20 人", by=place.mayor)
    actions.call_off(made, decision="下雨", by=place.worker)
    assert made.decision == f"压缩到 20 人；{place.worker.name}取消：下雨"
