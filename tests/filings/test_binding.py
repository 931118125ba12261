"""Where a table's columns are proposed to take their values from, by their labels alone."""

import pytest

from yushui.filings.binding import propose, standard, stubs
from yushui.filings.kinds import Binding, ColumnType, Repeat


def column(*path, unit=None, type="int", formula=None):
    return {"path": list(path), "unit": unit, "type": type, "formula": formula}


OWN, TROOPS = "本县(市、区)/单位慰问情况", "慰问部队情况"
S1 = [
    column(OWN, "慰问军队退 人员人数 (人)", unit="人"),
    column(OWN, "慰问形式及慰问品名称", type="text"),
    column(OWN, "慰问折算经费 (元)", unit="元", type="money"),
    column(OWN, "慰问其他优抚对象人数 (人)", unit="人"),
    column(OWN, "慰问形式及慰问品名称", type="text"),
    column(OWN, "慰问折算经费 (元)", unit="元", type="money"),
    column(TROOPS, "部队名称", type="text"),
    column(TROOPS, "慰问形式及慰问品名称", type="text"),
    column(TROOPS, "慰问折算经费 (元)", unit="元", type="money"),
    column("合计“八一”期间走访慰问支出总额(万元)", unit="万元", type="money"),
    column("备注", type="text"),
]
S4 = [
    column("类别", type="text"),
    column("带队领导", type="text"),
    column("走访慰问人数（人）", unit="人"),
    column("发放慰问金情况", type="text"),
    column("发放慰问品情况", type="text"),
    column("合计（万元）", unit="万元", type="money"),
    column("解决实际困难情况（子女入学、家属就业、住房改造、看病就医、法律援助等）（填写数量）"),
]


@pytest.mark.parametrize(
    ("position", "any_of", "none_of"),
    [
        (0, ["veteran"], []),
        (1, ["veteran"], []),
        (2, ["veteran"], []),
        (3, ["preferential"], ["veteran"]),
        (4, ["preferential"], ["veteran"]),
        (5, ["preferential"], ["veteran"]),
    ],
)
def test_money_and_goods_follow_the_people_before_them(position, any_of, none_of):  # S1-61…65
    rule = propose(S1)[position].rule
    assert (rule["any_of"], rule["none_of"]) == (any_of, none_of)


def test_the_total_adds_up_every_amount_of_the_table():  # S1-69
    total = propose(S1)[9]
    assert (total.binding, total.type) == (Binding.FORMULA, ColumnType.WAN)
    assert total.rule == {"sum_of": [2, 5, 8]}


def test_troops_are_listed_one_a_row():  # S1-67
    proposals = propose(S1)
    assert {one.position for one in proposals if one.repeat == Repeat.PER_TROOP} == {6, 7, 8}
    assert proposals[8].rule["subject"] == "troops"


def test_a_remark_is_left_to_the_hand():  # S1-70
    assert propose(S1)[10].binding == Binding.MANUAL


def test_a_table_with_a_stub_takes_its_rows_from_the_title():  # S4-44, S4-45
    proposals = propose(S4)
    rows = stubs("2024年“八一”期间走访慰问驻石部队和优抚对象情况统计表", proposals)
    assert proposals[0].binding == Binding.STUB
    assert [(row["label"], row["subject"]) for row in rows] == [
        ("驻石部队", "troops"),
        ("优抚对象", "persons"),
    ]


@pytest.mark.parametrize(
    ("position", "binding", "kind"),
    [
        (1, Binding.GATHERED, ColumnType.TEXT),
        (2, Binding.LEDGER, ColumnType.COUNT),
        (3, Binding.LEDGER, ColumnType.YUAN),
        (4, Binding.LEDGER, ColumnType.YUAN),
        (5, Binding.FORMULA, ColumnType.WAN),
        (6, Binding.MANUAL, ColumnType.COUNT),
    ],
)
def test_the_columns_of_a_county_table(position, binding, kind):  # S4-46…51
    one = propose(S4)[position]
    assert (one.binding, one.type) == (binding, kind)


def test_the_standard_table_binds_without_a_hand():  # S2-38
    bound = [one.binding for one in propose(standard()["columns"])]
    assert bound.count(Binding.MANUAL) == 1
    assert bound[7] == Binding.FORMULA


OTHERS = [
    column("走访慰问退役军人情况", "慰问退役军人人数（人）", unit="人"),
    column("走访慰问退役军人情况", "慰问折算经费（元）", unit="元", type="money"),
    column("走访慰问其他优抚对象情况", "人数（人）", unit="人"),
    column("走访慰问其他优抚对象情况", "慰问折算经费（元）", unit="元", type="money"),
]


@pytest.mark.parametrize("position", [2, 3])
def test_the_others_are_without_those_of_an_earlier_group(position):  # S1-64
    rule = propose(OTHERS)[position].rule
    assert (rule["any_of"], rule["none_of"]) == (["preferential"], ["veteran"])
