"""A row that may be somebody known waits for a clerk, and nothing of it is lost meanwhile."""

import pytest

from tests.people.sheets import COLUMNS, id_number, row
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.people import actions, seals
from yushui.people.lifecycle import QuestionState
from yushui.people.models import Belonging, Person, Question, SourceRecord


BIRTH = (*COLUMNS, "出生日期")


@pytest.fixture
def known(county):
    """赵志强, known with his number."""
    county.take_in([row(1, 姓名="赵志强", 身份证号=id_number(1))])
    return Person.objects.get()


@pytest.fixture
def question(county, known):
    """Who is 赵志军, of the same door and day, without a number? A twin perhaps."""
    twin = row(1, 姓名="赵志军", 身份证号="", 出生日期="1956-07-18", 人员类别="老复员军人")
    county.take_in([twin], BIRTH)
    return Question.objects.get()


def test_a_doubtful_row_is_set_aside_and_not_imported(known, question):
    assert [key for key, *_ in question.candidates] == [known.pk]
    assert Person.objects.count() == 1
    assert not Belonging.objects.filter(category="old_demobilised").exists()


def test_the_row_is_kept_sealed(question):
    assert b"13900001234" not in bytes(question.sealed)
    assert "13900001234" in seals.opened_row(question)


def test_the_same_person_takes_over_what_the_row_says(county, known, question):
    actions.settle_as(question, person=known, by=county.clerk)
    known.refresh_from_db()
    assert (known.name, known.belongings.filter(category="old_demobilised").count()) == (
        "赵志强",
        1,
    )
    assert question.state == QuestionState.SAME
    assert known.records.get(row=question.row, roster=question.roster).said["name"] == "赵志军"


def test_somebody_new_is_added_to_the_household(county, known, question):
    made = actions.settle_as_new(question, by=county.clerk)
    assert (made.name, made.household_id) == ("赵志军", known.household_id)
    assert seals.phone(made) == "13900001234"
    assert (question.state, question.person) == (QuestionState.NEW, made)


def test_a_row_nobody_wants_leaves_nothing(county, question):
    actions.withdraw_question(question, by=county.clerk)
    assert Person.objects.count() == 1
    assert question.state == QuestionState.WITHDRAWN


def test_of_two_who_settle_the_second_is_told_and_writes_nothing(county, known, question):
    again = Question.objects.get()
    actions.settle_as(question, person=known, by=county.clerk)
    before = (Person.objects.count(), SourceRecord.objects.count())
    with pytest.raises(Conflict, match="已经有人认定"):
        actions.settle_as_new(again, by=county.clerk)
    assert (Person.objects.count(), SourceRecord.objects.count()) == before


def test_only_who_is_in_question_can_be_chosen(county, question):
    county.take_in([row(7, 姓名="钱多多", 家庭住址="光荣路9号", 联系电话="")])
    other = Person.objects.get(name="钱多多")
    with pytest.raises(RuleViolation, match="列出的人"):
        actions.settle_as(question, person=other, by=county.clerk)


def test_another_county_cannot_settle(other_county, known, question):
    with pytest.raises(NotPermitted):
        actions.settle_as(question, person=known, by=other_county.clerk)


def test_the_dead_are_not_brought_back(county, known, question):
    actions.mark_dead(known, on=question.roster.created_at.date(), by=county.clerk)
    with pytest.raises(RuleViolation, match="已登记为去世"):
        actions.settle_as(question, person=known, by=county.clerk)
    question.refresh_from_db()
    assert question.state == QuestionState.OPEN


def test_a_settled_row_is_known_when_it_comes_again(county, known, question):
    actions.settle_as_new(question, by=county.clerk)
    twin = row(1, 姓名="赵志军", 身份证号="", 出生日期="1956-07-18", 人员类别="老复员军人")
    again = county.take_in([twin], BIRTH)
    assert (again.outcome["asked"], again.outcome["new"]) == (0, 0)


@pytest.mark.parametrize("answer", ["same", "withdrawn", "open"])
def test_a_row_that_was_asked_about_is_not_asked_again(county, known, question, answer):
    if answer == "same":
        actions.settle_as(question, person=known, by=county.clerk)
    elif answer == "withdrawn":
        actions.withdraw_question(question, by=county.clerk)
    twin = row(1, 姓名="赵志军", 身份证号="", 出生日期="1956-07-18", 人员类别="老复员军人")
    again = county.take_in([twin], BIRTH)
    assert (again.outcome["asked"], again.outcome["new"]) == (0, 0)
    assert (Question.objects.count(), Person.objects.count()) == (1, 1)


def test_two_rows_that_say_the_same_are_one_question(county, known):
    bare = row(1, 姓名="赵志军", 身份证号="", 联系电话="")
    later = county.take_in([bare, bare], leave_out_wrong=True)
    assert (later.outcome["asked"], later.outcome["wrong"]) == (1, 1)


def test_who_it_is_says_nothing_of_where_they_live(county, known):
    """A name typed by ear in another village: the person is told, the family stays where it is."""
    before = (known.household.region, known.household.head_name, known.household.address)
    moved = row(
        1, 姓名="赵智强", 身份证号="", 出生日期="1956-07-18", 乡镇="白马乡", 村="东村", 家庭住址="",
        家庭编号="",
    )  # fmt: skip
    later = county.take_in([moved], BIRTH)
    assert later.outcome["new"] == 0
    known.household.refresh_from_db()
    home = known.household
    assert (home.region, home.head_name, home.address) == before


def test_settling_takes_no_family_along(county, known, question):
    before = known.household.head_name
    actions.settle_as(question, person=known, by=county.clerk)
    known.refresh_from_db()
    assert known.household.head_name == before


def test_who_has_moved_to_another_county_is_not_pulled_back(county, other_county, known, question):
    known.household.region = other_county.places["石桥镇东村"]
    known.household.save()
    with pytest.raises(NotPermitted):
        actions.settle_as(question, person=known, by=county.clerk)


def test_a_name_typed_by_ear_is_recognised(county, known):
    heard = row(1, 姓名="赵智强", 身份证号="", 出生日期="1956-07-18")
    later = county.take_in([heard], BIRTH)
    assert (later.outcome["by_likeness"], Person.objects.count()) == (1, 1)
    known.refresh_from_db()
    assert known.name == "赵志强"


def test_somebody_new_under_a_code_of_another_family_gets_a_family_of_their_own(county, known):
    """Rosters number their families 1, 2, 3; the clerk who settles a row cannot change its code."""
    county.take_in([row(5, 姓名="孙大海", 家庭编号="9", 家庭住址="和平街9号")])
    twin = row(
        1, 姓名="赵志军", 身份证号="", 出生日期="1956-07-18", 家庭编号="9", 家庭住址="",
    )  # fmt: skip
    county.take_in([twin], BIRTH)
    made = actions.settle_as_new(Question.objects.get(), by=county.clerk)
    assert made.household.persons.count() == 1
    assert made.household.code != "9"
    assert made.records.get().said["household_code"] == "9"
