"""Tables in every layout that files bring, rebuilt into columns keyed by their whole path."""

import pytest

from tests.notices.reading.sources import source
from yushui.notices.reading import tables
from yushui.notices.reading.structure import Table
from yushui.notices.reading.text import Piece


def _read(text: str) -> list[Table]:
    return tables.read(text, [Piece.of(text)])


def _only(text: str) -> Table:
    (found,) = _read(text)
    return found


def _paths(table: Table) -> list[str]:
    return [" ← ".join(reversed(column.path)) for column in table.columns]


# --- the source notices ------------------------------------------------------------------------


def test_two_levels_are_rebuilt_although_tabs_went_astray() -> None:
    (table,) = source("S1").tables  # S1-57 … S1-71
    own, troops = "本县(市、区)/单位慰问情况", "慰问部队情况"
    assert table.title == "2021年“八一”期间走访慰问情况统计表"
    assert table.header_fields == ["县(市、区)/单位名称", "填报时间"]
    assert [column.path for column in table.columns] == [
        [own, "慰问军队退人员人数(人)"],  # S1-61: the lost character stays lost
        [own, "慰问形式及慰问品名称"],
        [own, "慰问折算经费(元)"],
        [own, "慰问其他优抚对象人数(人)"],
        [own, "慰问形式及慰问品名称"],
        [own, "慰问折算经费(元)"],
        [troops, "部队名称"],
        [troops, "慰问形式及慰问品名称"],
        [troops, "慰问折算经费(元)"],
        ["合计“八一”期间走访慰问支出总额(万元)"],
        ["备注"],
    ]


def test_the_total_of_s1_turns_yuan_into_wan() -> None:
    (table,) = source("S1").tables  # S1-69: C = (ΣA3+ΣA6+ΣB3)/10000
    assert [(column.unit, column.type) for column in table.columns] == [
        *[("人", "int"), (None, "text"), ("元", "money")] * 2,
        *[(None, "text"), (None, "text"), ("元", "money")],
        *[("万元", "money"), (None, "text")],
    ]
    assert [column.formula for column in table.columns if column.formula] == ["sum(2,5,8)/10000"]


def test_one_cell_a_line_is_a_table_too() -> None:
    (table,) = source("S4").tables  # S4-44 … S4-51
    assert table.title == "2024年“八一”期间走访慰问驻石部队和优抚对象情况统计表"
    assert [(column.path[0][:9], column.unit, column.type) for column in table.columns] == [
        ("类别", None, "text"),
        ("带队领导", None, "text"),
        ("走访慰问人数（人）", "人", "int"),
        ("发放慰问金情况", None, "text"),
        ("发放慰问品情况", None, "text"),
        ("合计（万元）", "万元", "money"),
        ("解决实际困难情况（", None, "int"),
    ]
    assert table.columns[5].formula == "sum(3,4)"  # S4-50: cash and goods


@pytest.mark.parametrize("name", ["S0", "S2", "S3"])
def test_notices_without_a_table_have_none(name: str) -> None:
    assert source(name).tables == []  # S2-38: named, but not there


@pytest.mark.parametrize("name", ["S1", "S4"])
def test_the_span_runs_from_the_title_to_the_last_cell(name: str) -> None:
    notice = source(name)
    (table,) = notice.tables
    found = notice.text[table.span.start : table.span.end]
    assert table.title is not None
    assert table.title in found.splitlines()[0]
    assert found == found.strip()


# --- other layouts -----------------------------------------------------------------------------


def test_a_markdown_table() -> None:
    table = _only(
        "**慰问情况表**\n\n填报单位（盖章）：　　　填表人：\n\n"
        "| 类别 | 户数（户） | 慰问金（元） | 合计（万元） |\n|---|---:|---:|---|\n"
        "| 烈属 | 3 | 1500 | |\n| | | | |\n"
    )
    assert (table.title, table.header_fields) == ("慰问情况表", ["填报单位（盖章）", "填表人"])
    assert table.rows == [["烈属", "3", "1500", ""]]
    assert [column.formula for column in table.columns] == [None, None, None, "sum(2)/10000"]


def test_pipes_with_groups_left_blank() -> None:
    table = _only(
        "| 县（市） | 走访军属 | | 慰问部队 | | 经费合计（万元） |\n"
        "| | 户数 | 慰问金（万元） | 部队数（个） | 慰问经费（万元） | |\n|--|--|--|--|--|--|\n"
        "| 甲县 | 2 | 1 | 1 | 2 | 3 |\n"
    )
    assert _paths(table) == [
        "县（市）",
        "户数 ← 走访军属",
        "慰问金（万元） ← 走访军属",
        "部队数（个） ← 慰问部队",
        "慰问经费（万元） ← 慰问部队",
        "经费合计（万元）",
    ]
    assert table.columns[5].formula == "sum(2,4)"
    assert table.rows == [["甲县", "2", "1", "1", "2", "3"]]


def test_merged_cells_of_a_docx_come_repeated() -> None:
    table = _only(
        "序号\t姓名\t家庭情况\t家庭情况\t备注\n序号\t姓名\t地址\t电话\t备注\n1\t某人\t某村\t123\t\n"
    )
    assert _paths(table) == ["序号", "姓名", "地址 ← 家庭情况", "电话 ← 家庭情况", "备注"]
    assert table.rows == [["1", "某人", "某村", "123", ""]]


def test_three_levels() -> None:
    table = _only(
        "单位\t走访\t走访\t走访\t备注\n单位\t军属\t军属\t部队\t备注\n"
        "单位\t户数\t金额（元）\t部队\t备注\n甲\t1\t2\t3\t\n"
    )
    assert [column.path for column in table.columns] == [
        ["单位"],
        ["走访", "军属", "户数"],
        ["走访", "军属", "金额（元）"],
        ["走访", "部队"],
        ["备注"],
    ]


def test_a_stub_below_the_header_is_a_row_and_not_a_level() -> None:
    table = _only(
        "类别\t人数\t慰问物资\t\t小计（元）\n\t\t品名及数量\t折款（元）\t\n烈属\t\t\t\t\n合计\t\t\t\t\n"
    )
    assert [row[0] for row in table.rows] == ["烈属", "合计"]
    assert [column.type for column in table.columns] == ["text", "int", "text", "money", "money"]


def test_columns_set_apart_by_blanks() -> None:
    table = _only("走访登记表\n序号    姓名    金额（元）\n1    张某    500\n2    李某    300\n")
    assert (table.title, _paths(table)) == ("走访登记表", ["序号", "姓名", "金额（元）"])
    assert table.rows == [["1", "张某", "500"], ["2", "李某", "300"]]


def test_labels_a_line_with_gaps_between() -> None:
    table = _only(
        "某区走访情况统计表\n\n单位：（公章）\n\n序号\n\n对象类别\n\n走访人数（人）\n\n带队领导\n姓名及职务\n\n备注\n"
    )
    assert _paths(table) == ["序号", "对象类别", "走访人数（人）", "带队领导姓名及职务", "备注"]
    assert table.header_fields == ["单位"]


def test_a_merged_first_row_is_the_title() -> None:
    table = _only("慰问统计\t慰问统计\t慰问统计\n序号\t姓名\t金额\n1\t某人\t500\n")
    assert (table.title, _paths(table)) == ("慰问统计", ["序号", "姓名", "金额"])


def test_a_group_of_totals_adds_up_the_like_named_columns() -> None:
    table = _only(
        "县\t一等功\t\t二等功\t\t合计\t\n\t人数\t金额（元）\t人数\t金额（元）\t人数\t金额（万元）\n甲\t1\t2\t3\t4\t5\t6\n"
    )
    assert [column.formula for column in table.columns[5:]] == ["sum(1,3)", "sum(2,4)/10000"]


def test_components_in_two_units_are_two_sums() -> None:
    table = _only("单位\t慰问金（元）\t慰问部队经费（万元）\t合计（万元）\n甲\t1\t2\t3\n")
    assert table.columns[3].formula == "sum(1)/10000+sum(2)"


def test_a_unit_stated_for_the_table_is_that_of_its_money() -> None:
    table = _only("汇总表\n单位：万元\n县\t慰问金\t慰问品折价\t合计\n甲\t1\t2\t3\n")
    assert [column.unit for column in table.columns] == [None, "万元", "万元", "万元"]
    assert table.header_fields == []


def test_broken_labels_are_healed_and_nothing_else() -> None:
    table = _only("慰 问品\t慰问军队退 人员\tLED 屏数\n甲\t乙\t1\n")
    assert _paths(table) == ["慰问品", "慰问军队退人员", "LED屏数"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("联系人：张某\t电话：7000001\n联系人：李某\t电话：7000002\n", id="contacts"),
        pytest.param("首页 | 政务公开 | 办事大厅 | 互动交流\n", id="navigation"),
        pytest.param("某县双拥办          2021年7月22日印发\n", id="imprint"),
        pytest.param("模范单位名单\n\n某镇人民政府\n\n某县人民医院\n\n某市公交集团\n", id="names"),
        pytest.param("\t各单位要认真走访，做好工作。\n", id="an indented paragraph"),
        pytest.param(
            "附件：1.走访情况统计表\n      2.花名册\n某市双拥办\n某市民政局\n", id="annexes"
        ),
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert _read(text) == []


def test_several_tables_have_their_own_titles() -> None:
    found = _read(
        "附件1\n花名册\n序号\t姓名\n1\t某人\n\n附件2\n走访情况统计表\n类别\t人数\n烈属\t3\n"
    )
    assert [table.title for table in found] == ["花名册", "走访情况统计表"]
