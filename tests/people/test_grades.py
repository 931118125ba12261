"""Columns of rosters for grade, cause and merit, read by the rules of the regulation."""

import pytest

from tests.people import sheets
from yushui.kernel.errors import RuleViolation
from yushui.people import actions
from yushui.people.importing import staging
from yushui.people.importing.grades import parse_cause, parse_grade, parse_merit
from yushui.people.importing.parsing import Line
from yushui.people.models import Belonging


COLUMNS = (*sheets.COLUMNS, "伤残等级", "伤残性质", "立功情况")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("8", "disabled_8"), ("八级", "disabled_8"), ("10级", "disabled_10"), ("十", "disabled_10"),
        ("因战８级", "disabled_8"), ("七级伤残", "disabled_7"), ("特等", "disabled_1_4"),
        ("一等", "disabled_1_4"), ("二等甲级", "disabled_5_6"), ("三乙", "disabled_7_10"),
        ("三等乙级革命伤残军人", "disabled_7_10"),
    ],
)  # fmt: skip
def test_a_grade_in_every_way_of_writing(written, code):
    assert parse_grade(written) == (code,)


@pytest.mark.parametrize("written", ["", "无", "—", "/"])
def test_nothing_is_no_grade_no_cause_and_no_merit(written):
    assert parse_grade(written.replace("/", "")) == ()
    assert parse_cause(written.replace("/", "")) == ""
    assert parse_merit(written) == ()


@pytest.mark.parametrize("written", ["11", "0级", "四等", "重度"])
def test_what_is_no_grade_is_said_to_be_none(written):
    with pytest.raises(RuleViolation, match="一级至十级"):
        parse_grade(written)


@pytest.mark.parametrize(
    ("written", "cause"),
    [("因战", "war"), ("战", "war"), ("因公致残", "duty"), ("病", "illness")],
)
def test_a_cause(written, cause):
    assert parse_cause(written) == cause


def test_merits_with_how_often():
    assert parse_merit("荣立二等功1次、三等功两次") == ("merit_2", "merit_3")
    assert parse_merit("四等战功") == ("merit_war_4",)
    with pytest.raises(RuleViolation, match="立功等级“先进”"):
        parse_merit("先进")


def test_grade_cause_and_merit_go_in_with_the_person(county):
    told = {"人员类别": "残疾军人", "伤残等级": 6, "伤残性质": "因公", "立功情况": "三等功"}
    roster = county.take_in([sheets.row(1, **told)], COLUMNS)
    held = dict(Belonging.objects.values_list("category", "cause"))
    assert held == {"disabled_6": "duty", "merit_3": ""}
    actions.undo_roster(roster, by=county.clerk)
    assert not Belonging.objects.exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"伤残等级": "七级", "伤残性质": "因病"}, "因病致残只评一至六级"),
        ({"伤残等级": "三等甲级", "伤残性质": "因病"}, "因病致残只评一至六级"),
        ({"伤残性质": "因战"}, "只有残疾军人"),
        ({"伤残等级": "十二级"}, "看不懂"),
    ],
)
def test_what_the_regulation_excludes_is_said_beside_the_cell(county, values, words):
    roster = county.check([sheets.row(1, **values)], COLUMNS)
    assert words in str(roster.problems)
    assert roster.outcome["wrong"] == 1


def test_a_row_without_a_cause_is_kept_as_it_always_was():
    line = Line(1, "王", "", "1", None, (), "", ("", "", ""), "", "", "", "", "", "")
    assert "cause" not in staging.packed(line)
    assert staging.unpacked(staging.packed(line._replace(cause="war"))).cause == "war"
