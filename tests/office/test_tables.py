"""The header is found under titles, in one row or two, and its columns are known by path."""

import pytest

from yushui.kernel.errors import RuleViolation
from yushui.office.sheets import Merge, Sheet
from yushui.office.tables import find_header


KNOWN = ("姓名", "身份证号", "乡镇", "慰问金", "省级", "市级")


def paths(header) -> list[tuple[str, ...]]:
    return [column.path for column in header.columns]


def test_a_header_in_the_first_row():
    sheet = Sheet("名单", [["姓名", "身份证号"], ["王小明", "1"]])
    header = find_header(sheet, KNOWN)
    assert (header.first_row, header.last_row) == (0, 0)
    assert paths(header) == [("姓名",), ("身份证号",)]
    assert list(header.body(sheet)) == [(2, ["王小明", "1"])]


def test_titles_and_a_unit_line_are_skipped():
    sheet = Sheet(
        "名单",
        [
            ["优抚对象名册", "", ""],
            ["填报单位：柳林镇", "", ""],
            ["序号", "姓 名", "身份证号（18位）"],
        ],
        merged=(Merge(0, 0, 0, 2),),
    )
    header = find_header(sheet, KNOWN)
    assert header.first_row == 2
    assert paths(header) == [("序号",), ("姓名",), ("身份证号（18位）",)]


TWO_ROWS = [
    ["慰问情况统计表", "", "", "", ""],
    ["乡镇", "姓名", "慰问金", "", "备注"],
    ["", "", "省级", "市级", ""],
    ["柳林镇", "王小明", 500.0, 300.0, ""],
]
MERGES = (
    Merge(0, 0, 0, 4), Merge(1, 0, 2, 0), Merge(1, 1, 2, 1), Merge(1, 2, 1, 3), Merge(1, 4, 2, 4),
)  # fmt: skip
TWO_LEVEL = [("乡镇",), ("姓名",), ("慰问金", "省级"), ("慰问金", "市级"), ("备注",)]


@pytest.mark.parametrize(
    "merged", [MERGES, MERGES[:1] + MERGES[3:4], ()], ids=["all", "some", "none"]
)
def test_two_rows_make_paths(merged):
    sheet = Sheet("统计", TWO_ROWS, merged=merged)
    header = find_header(sheet, KNOWN)
    assert (header.first_row, header.last_row) == (1, 2)
    assert paths(header) == TWO_LEVEL
    assert [number for number, _ in header.body(sheet)] == [4]


def test_a_wide_header_cell_does_not_swallow_the_first_record():
    rows = [["姓名", "乡镇", ""], ["王小明", "柳林镇", "杏花村"]]
    header = find_header(Sheet("名单", rows, merged=(Merge(0, 1, 0, 2),)), KNOWN)
    assert header.last_row == 0


def test_a_record_with_gaps_is_not_a_second_header_row():
    rows = [["姓名", "身份证号", "乡镇", ""], ["王小明", "某号", "", "注"]]
    assert find_header(Sheet("名单", rows), KNOWN).last_row == 0


def test_line_breaks_and_spaces_in_labels_do_not_matter():
    header = find_header(Sheet("名单", [["姓\n名", "身份证号 ", "＊乡镇"]]), KNOWN)
    assert paths(header)[0] == ("姓名",)


def test_a_known_label_twice_is_refused_with_its_places():
    with pytest.raises(RuleViolation, match=r"第 1 行.*A 列、C 列都叫“姓名”"):
        find_header(Sheet("名单", [["姓名", "乡镇", "姓名"]]), KNOWN)


def test_the_same_label_in_two_groups_or_unknown_twice_is_fine():
    rows = [["姓名", "省级", "", "市级", ""], ["", "慰问金", "人数", "慰问金", "人数"]]
    header = find_header(Sheet("名单", rows), KNOWN)
    assert paths(header)[1:4] == [("省级", "慰问金"), ("省级", "人数"), ("市级", "慰问金")]
    assert find_header(Sheet("名单", [["姓名", "乡镇", "备注", "备注"]]), KNOWN)


def test_no_header_is_one_sentence_that_names_the_sheet():
    with pytest.raises(RuleViolation, match=r"工作表“Sheet2”的前 30 行里没有找到表头.*“姓名”"):
        find_header(Sheet("Sheet2", [["甲", "乙"]]), KNOWN)


def test_an_empty_sheet_has_no_header():
    with pytest.raises(RuleViolation, match="没有找到表头"):
        find_header(Sheet("空", []), KNOWN)
