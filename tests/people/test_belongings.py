"""Categories entered by hand: their causes, their evidence, and slips taken out again."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import make
from yushui.audit.models import Event
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.people import actions, seals
from yushui.people.actions import Seen
from yushui.people.models import Belonging, Evidence, Look, SourceRecord


@pytest.fixture
def place():
    return make.unit()


@pytest.fixture
def clerk(place):
    return make.actor("clerk", place)


@pytest.fixture
def person(place):
    return make.person(make.household(place.region), categories=())


@pytest.fixture
def disabled(person, clerk):
    return actions.add_category(person, category="disabled_3", cause="war", by=clerk)


def test_a_grade_is_kept_with_its_cause_and_leaves_the_offices_word(person, disabled):
    assert (disabled.category, disabled.cause) == ("disabled_3", "war")
    assert SourceRecord.objects.get(person=person).said == {"categories": ["disabled_3"]}


@pytest.mark.parametrize(
    ("category", "cause", "said"),
    [
        ("disabled_7", "illness", "一至六级"),
        ("veteran", "war", "只有残疾军人"),
        ("merit_2_up", "", "没有这个人员类别"),
        ("aged_80", "", "没有这个人员类别"),
        ("garrison", "", "没有这个人员类别"),
    ],
)
def test_what_the_law_does_not_know_is_refused(person, clerk, category, cause, said):
    with pytest.raises(RuleViolation, match=said):
        actions.add_category(person, category=category, cause=cause, by=clerk)


def test_a_second_grade_waits_for_the_end_of_the_first(person, clerk, disabled):
    with pytest.raises(RuleViolation, match="三级残疾军人"):
        actions.add_category(person, category="disabled_2", by=clerk)
    actions.end_category(disabled, on=date(2026, 7, 1), by=clerk)
    actions.add_category(person, category="disabled_2", since=date(2026, 7, 2), by=clerk)
    assert person.belongings.count() == 2


def test_days_and_cause_are_corrected(clerk, disabled):
    actions.edit_category(disabled, cause="duty", since=date(1999, 1, 1), source="换证", by=clerk)
    disabled.refresh_from_db()
    assert (disabled.cause, disabled.since, disabled.source) == ("duty", date(1999, 1, 1), "换证")


def test_a_correction_cannot_begin_after_the_end(clerk, disabled):
    actions.end_category(disabled, on=date(2026, 7, 1), by=clerk)
    with pytest.raises(RuleViolation, match="晚于终止日期"):
        actions.edit_category(disabled, since=date(2026, 7, 2), by=clerk)


def test_what_somebody_never_was_is_taken_out_with_a_reason(person, clerk, disabled):
    actions.remove_category(disabled, reason="登记到同名人员", by=clerk)
    assert not Belonging.objects.exists()
    event = Event.objects.get(kind="people.category_removed")
    assert event.detail == {"category": "disabled_3", "reason": "登记到同名人员"}
    assert SourceRecord.objects.order_by("-pk").first().said == {"categories": []}


def test_evidence_stands_with_its_number_sealed(person, clerk, disabled):
    made = actions.add_evidence(
        disabled, seen=Seen("disabled", number="军残字第0031号", issuer="某省厅"), by=clerk
    )
    assert "军残".encode() not in bytes(made.number_sealed)
    assert seals.certificates(person) == "残疾军人证 军残字第0031号"
    shown = actions.reveal(person, field=Look.Field.CERTIFICATE, reason="核对证件", by=clerk)
    assert shown == "残疾军人证 军残字第0031号"


def test_evidence_without_any_number_is_none(clerk, disabled):
    with pytest.raises(RuleViolation, match="至少填一项"):
        actions.add_evidence(disabled, seen=Seen("disabled", number=" "), by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(
            belonging=disabled, paper="disabled", noted_at=disabled.person.updated_at
        )


def test_evidence_taken_back_stays_and_proves_nothing(person, clerk, disabled):
    made = actions.add_evidence(disabled, seen=Seen("disabled", number="0031"), by=clerk)
    with pytest.raises(RuleViolation, match="先撤销依据"):
        actions.remove_category(disabled, reason="误登", by=clerk)
    actions.take_back_evidence(made, reason="看错证件", by=clerk)
    assert Evidence.objects.get().taken_back_reason == "看错证件"
    assert seals.certificates(person) == ""
    with pytest.raises(Conflict):
        actions.take_back_evidence(made, reason="再撤一次", by=clerk)


def test_the_database_refuses_evidence_half_taken_back(clerk, disabled):
    made = actions.add_evidence(disabled, seen=Seen("disabled", number="0031"), by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=made.pk).update(taken_back_reason="误登")


def test_a_neighbour_adds_and_takes_nothing(person, disabled):
    neighbour = make.actor("clerk")
    with pytest.raises(NotPermitted):
        actions.add_category(person, category="veteran", by=neighbour)
    with pytest.raises(NotPermitted):
        actions.remove_category(disabled, reason="误登", by=neighbour)
    with pytest.raises(NotPermitted):
        actions.add_evidence(disabled, seen=Seen("disabled", number="1"), by=neighbour)
