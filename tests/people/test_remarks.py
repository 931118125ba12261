"""Totals, signatures and “以下空白” are no persons; who is only called so is one."""

import pytest

from tests.people.sheets import COLUMNS, id_number, row
from yushui.people.importing import summary
from yushui.people.importing.remarks import remark
from yushui.people.models import Person


MAPPING = {"name": 1, "id_number": 2, "birth_on": 3}


def told(*cells):
    return remark([*cells, "", "", "", ""][:5], MAPPING)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("以下空白", "以下空白"),
        ("（以下空白）", "以下空白"),
        ("——以 下 空 白——", "以下空白"),
        ("以下无正文", "以下无正文"),
        ("合计", "合计"),
        ("合  计：", "合计"),
        ("合计：312人", "合计"),
        ("共计叁拾贰人", "共计"),
        ("小计（12户）", "小计"),
        ("制表人：李文", "制表人"),
        ("填表日期2026年7月", "填表日期"),
        ("制表人  李文", "制表人"),
        ("审 核 人：王芳", "审核人"),
        ("填表日期：2026年7月1日", "填表日期"),
        ("负责人签字：", "负责人签字"),
        ("（盖章）", "盖章"),
        ("注：以上人员均已核实", "注"),
        ("注1.王建国已迁出", "注"),
        ("备注:无", "备注"),
        ("说明：一", "说明"),
        ("说明", ""),
        ("合志明", ""),
        ("合计平", ""),
        ("共计村", ""),
        ("注册镇", ""),
        ("备战村", ""),
        ("完颜旭", ""),
    ],
)
def test_a_first_cell_or_a_name_says_that_the_row_is_no_person(written, word):
    assert told("", written) == word
    assert told(312.0, written) == word
    assert told(written) == word


@pytest.mark.parametrize(
    "cells",
    [
        ("合计", "叁佰壹拾贰人"),
        ("合计", "312"),
        ("制表人：", "李文"),
        ("制表人", "审核人：王芳", "", "2026-07-01"),
        ("", "姓名", "身份证号", "出生日期"),
        ("", "无"),
    ],
    ids=["count in words", "count", "signature", "signature and day", "header again", "nobody"],
)
def test_a_row_without_a_person_is_none_whatever_stands_beside(cells):
    assert told(*cells)


@pytest.mark.parametrize(
    "cells",
    [
        ("", "合计", id_number()),
        ("", "无", id_number()[:15] + "***"),
        ("制表人：", "李文", 990101195607180031.0),
        ("", "以下空白", "", "1956-07-18"),
        ("合计", "王建国"),
        ("以下空白", "王建国"),
        (1.0, "王建国", "", "", "以下空白"),
        ("石桥镇", ""),
    ],
    ids=["number", "masked", "lost digits", "birth", "name", "name at the end", "note", "no name"],
)
def test_a_row_that_may_be_a_person_stays_one(cells):
    assert told(*cells) == ""


def test_the_end_of_a_village_list_is_named_and_not_imported(county):
    ends = [{"姓名": "以下空白"}, {"乡镇": "合计", "村": "1人"}, {"乡镇": "制表人：李文"}]
    roster = county.take_in([row(), *ends])
    assert [person.name for person in Person.objects.all()] == ["王建国"]
    assert (roster.outcome["rows"], roster.outcome["remarks"]) == (1, 3)
    assert roster.remarks == [[4, "以下空白"], [5, "合计"], [6, "制表人"]]
    said = summary.sentence(roster.outcome, roster.remarks)
    assert said.endswith("第 4 行“以下空白”、第 5 行“合计”、第 6 行“制表人”不是人员，未导入。")


def test_a_subtotal_between_persons_ends_nothing(county):
    roster = county.take_in([row(1), {"乡镇": "小计", "村": "1户"}, row(2, 姓名="合志明")])
    assert set(Person.objects.values_list("name", flat=True)) == {"王建国", "合志明"}
    assert roster.remarks == [[4, "小计"]]


def test_somebody_called_as_a_total_is_imported_by_the_number(county):
    county.take_in([row(姓名="合计")])
    assert Person.objects.get().name == "合计"


@pytest.mark.parametrize("serial", ["2", "2.", "2、", 2.0])
def test_a_row_with_nothing_but_its_serial_is_not_filled_in(county, serial):
    columns = ("序号", *COLUMNS)
    roster = county.check([row(序号=1.0), {"序号": serial}], columns)
    assert (roster.problems, roster.remarks) == ([], [[4, "只有序号"]])
    assert roster.outcome["rows"] == 1


@pytest.mark.parametrize(
    "values", [{"序号": "2", "村": "柳林村"}, {"序号": "甲"}, {"姓名": "2"}, {"联系电话": "2"}]
)
def test_a_row_with_anything_else_is_wrong(county, values):
    roster = county.check([row(序号=1.0), values], ("序号", *COLUMNS))
    assert roster.problems
    assert not roster.remarks


@pytest.mark.parametrize("column", ["姓名", "身份证号"])
def test_a_row_whose_formulas_kept_no_result_is_not_taken_for_unfilled(county, column):
    roster = county.check([row(序号=1.0), {"序号": 2.0, column: "=A1"}], ("序号", *COLUMNS))
    assert "这一格是公式" in str(roster.problems)
    assert not roster.remarks


def test_many_such_rows_are_counted_and_the_first_named(county):
    roster = county.check([row(), *[{"姓名": "小计"}] * 8])
    said = summary.sentence(roster.outcome, roster.remarks)
    assert "第 4 行“小计”" in said
    assert said.endswith("第 8 行“小计” 等 8 行不是人员，未导入。")


def test_who_signed_a_roster_is_not_kept_with_it(county):
    roster = county.check([row(), {"乡镇": "制表人：李文"}])
    assert "李文" not in str(roster.remarks)
