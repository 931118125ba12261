"""An import taken back leaves the register exactly as it was, or says what stands in the way."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people.sheets import COLUMNS, id_number, row
from yushui.audit.models import Event
from yushui.kernel import clock
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.people import actions
from yushui.people.actions import HouseholdFacts, PersonFacts
from yushui.people.lifecycle import QuestionState
from yushui.people.models import (
    Belonging,
    Earlier,
    Household,
    Look,
    Person,
    Question,
    Roster,
    SourceRecord,
)


BIRTH = (*COLUMNS, "出生日期")
REGISTER = (Household, Person, Belonging, SourceRecord, Question)


def register():
    """Every row of everything a load may write."""
    return [
        [{key: _bare(told) for key, told in one.items()} for one in rows]
        for rows in (model.objects.order_by("pk").values() for model in REGISTER)
    ]


def _bare(value):
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.fixture
def imported(county):
    """王建国 is known; a second roster changes him, adds 李梅 and asks about a twin."""
    county.take_in([row(1), row(2, 姓名="赵志强", 家庭住址="光荣路2号")])
    before = register()
    roster = county.take_in(
        [
            row(1, 联系电话="13700005678", 人员类别="老复员军人", 家庭住址="幸福路9号"),
            row(3, 姓名="李梅", 家庭住址="光荣路3号"),
            row(2, 姓名="赵志军", 身份证号="", 出生日期="1956-07-18", 家庭住址="光荣路2号"),
        ],
        BIRTH,
    )
    assert [roster.outcome[key] for key in ("changed", "new", "asked")] == [1, 1, 1]
    return roster, before


def test_what_was_imported_is_taken_back(county, imported):
    roster, before = imported
    actions.undo_roster(roster, by=county.clerk)
    assert register() == before
    assert not Earlier.objects.filter(roster=roster).exists()
    assert (roster.state, roster.undone_by_name) == ("undone", county.clerk.name)
    assert roster.imported_at is not None
    assert Event.objects.get(kind="people.roster_undone").detail["file"] == roster.file.digest


def test_it_is_imported_once_more_and_taken_back_again(county, imported):
    roster, before = imported
    actions.undo_roster(roster, by=county.clerk)
    again = county.take_in([row(3, 姓名="李梅", 家庭住址="光荣路3号")])
    assert again.outcome["new"] == 1
    actions.undo_roster(again, by=county.clerk)
    assert register() == before


def test_it_is_taken_back_once(county, imported):
    roster, _ = imported
    actions.undo_roster(roster, by=county.clerk)
    with pytest.raises(RuleViolation, match="当前状态不能“撤回导入”"):
        actions.undo_roster(Roster.objects.get(pk=roster.pk), by=county.clerk)


def test_another_county_cannot_take_it_back(other_county, imported):
    roster, _ = imported
    with pytest.raises(NotPermitted):
        actions.undo_roster(roster, by=other_county.clerk)


def edit(person, by):
    facts = PersonFacts(name=person.name, sex="1", birth_on=date(1956, 7, 18), note="改")
    actions.edit_person(person, facts=facts, by=by)


def move(person, by):
    home = person.household
    facts = HouseholdFacts(head_name=home.head_name, region=home.region, address="和平街1号")
    actions.edit_household(home, facts=facts, by=by)


def look(person, by):
    actions.reveal(person, field=Look.Field.PHONE, reason="核对", by=by)


HINDRANCES = {
    "an edit": (edit, "又有改动"),
    "a move": (move, "又有改动"),
    "a category": (
        lambda person, by: actions.add_category(person, category="hardship", by=by),
        "又有改动",
    ),
    "an ended category": (
        lambda person, by: actions.end_category(
            person.belongings.first(), on=date(2026, 7, 1), by=by
        ),
        "又有改动",
    ),
    "a death": (lambda person, by: actions.mark_dead(person, on=date(2026, 7, 1), by=by), "改动"),
}


@pytest.mark.parametrize("name", ["王建国", "李梅"])
@pytest.mark.parametrize("what", HINDRANCES)
def test_what_was_done_since_stands_in_the_way(county, imported, move_clock, what, name):
    roster, _ = imported
    move_clock(clock.now() + timedelta(minutes=1))
    act, words = HINDRANCES[what]
    act(Person.objects.get(name=name), county.clerk)
    before = register()
    with pytest.raises(RuleViolation, match=words):
        actions.undo_roster(roster, by=county.clerk)
    assert register() == before
    assert Roster.objects.get(pk=roster.pk).state == "imported"


def test_a_look_at_a_number_does_not_and_stays_in_the_trail(county, imported):
    roster, before = imported
    for name in ("李梅", "王建国"):
        look(Person.objects.get(name=name), county.clerk)
    actions.undo_roster(roster, by=county.clerk)
    assert register() == before
    assert Look.objects.get().person.name == "王建国"
    trail = Event.objects.filter(kind="people.revealed")
    assert [one.detail["reason"] for one in trail] == ["核对", "核对"]


def test_a_later_roster_that_speaks_of_them_stands_in_the_way(county, imported):
    roster, _ = imported
    later = county.take_in([row(3, 姓名="李梅", 家庭住址="光荣路3号")])
    assert later.outcome["same"] == 1
    with pytest.raises(RuleViolation, match="“李梅”的档案又有改动"):
        actions.undo_roster(roster, by=county.clerk)
    actions.undo_roster(later, by=county.clerk)
    actions.undo_roster(Roster.objects.get(pk=roster.pk), by=county.clerk)


def test_a_settled_row_is_taken_back_first(county, imported):
    roster, before = imported
    question = Question.objects.get()
    actions.settle_as_new(question, by=county.clerk)
    with pytest.raises(RuleViolation, match="有 1 行已经在“待核对人员”里认定"):
        actions.undo_roster(Roster.objects.get(pk=roster.pk), by=county.clerk)
    actions.reopen_question(question, by=county.clerk)
    actions.undo_roster(Roster.objects.get(pk=roster.pk), by=county.clerk)
    assert register() == before


@pytest.mark.parametrize("answer", ["same", "new", "withdrawn"])
def test_an_answer_is_taken_back(county, imported, answer):
    question, before = Question.objects.get(), register()
    if answer == "same":
        actions.settle_as(question, person=Person.objects.get(name="赵志强"), by=county.clerk)
    elif answer == "new":
        actions.settle_as_new(question, by=county.clerk)
    else:
        actions.withdraw_question(question, by=county.clerk)
    assert register() != before
    actions.reopen_question(question, by=county.clerk)
    assert register() == before
    assert question.state == QuestionState.OPEN


def test_an_answer_with_something_on_it_stays(county, imported):
    question = Question.objects.get()
    edit(actions.settle_as_new(question, by=county.clerk), county.clerk)
    with pytest.raises(RuleViolation, match="又有改动"):
        actions.reopen_question(question, by=county.clerk)
    assert Question.objects.get().state == QuestionState.NEW


def test_taking_back_costs_no_query_a_row(county, django_assert_max_num_queries):
    roster = county.take_in([row(n) for n in range(1, 300)])
    with django_assert_max_num_queries(80):
        actions.undo_roster(roster, by=county.clerk)
    assert not Person.objects.exists()


LINES = st.builds(
    lambda serial, phone, door, code, kind, has_number: row(
        serial,
        姓名="王李赵钱孙周吴郑"[serial] + "建国",
        身份证号=id_number(serial) if has_number else "",
        出生日期="1956-07-18",
        联系电话=f"1390000000{phone}",
        家庭住址=f"幸福路{door}号",
        家庭编号=code and f"A{code}",
        人员类别=kind,
    ),
    st.integers(0, 7), st.integers(0, 2), st.integers(1, 4), st.sampled_from(["", 1, 2, 3]),
    st.sampled_from(["退役军人", "老复员军人", "生活困难人员"]), st.booleans(),
)  # fmt: skip


@pytest.mark.thorough
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rosters=st.lists(st.lists(LINES, min_size=1, max_size=6), min_size=1, max_size=3))
def test_import_then_undo_restores_exactly(county, rosters):
    """Whatever came in: the last is taken back first, and after each the register is as before."""
    with transaction.atomic():
        states = []
        for rows in rosters:
            before = register()
            try:
                made = county.take_in(rows, BIRTH, leave_out_wrong=True)
            except actions.RosterRefused:
                continue
            states.append((made, before))
        for made, before in reversed(states):
            actions.undo_roster(made, by=county.clerk)
            assert register() == before
        transaction.set_rollback(True)
