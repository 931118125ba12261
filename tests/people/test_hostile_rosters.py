"""Bad input: one clear sentence with place and remedy, and nothing stored."""

import codecs
import unicodedata
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.people import sheets
from tests.people.sheets import COLUMNS, id_number, row
from yushui.files.models import StoredFile
from yushui.kernel.errors import RuleViolation
from yushui.people import actions, seals
from yushui.people.importing.columns import Upload, open_table
from yushui.people.importing.mapping import columns_of
from yushui.people.models import Finding, Household, Person, Roster


GOOD = sheets.workbook([row()])


def with_macro(content: bytes) -> bytes:
    buffer = BytesIO(content)
    with ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return buffer.getvalue()


def nothing_is_stored() -> bool:
    return not any(model.objects.exists() for model in (Roster, StoredFile, Person, Household))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("名单.xlsx", b"", "是空的"),
        ("名单.xlsx", GOOD[: len(GOOD) // 2], "损坏"),
        ("名单.xlsx", with_macro(GOOD), "宏"),
        ("名单.xls", GOOD, "扩展名"),
        ("名单.txt", "姓名".encode(), "没有找到表头"),
        ("名单.txt", "姓名\n村\n电话\n王建国\n柳林村\n李强\n东村".encode(), "格数不一样"),
        ("名单.docx", b"PK\x03\x04", "损坏"),
        ("名单.pdf", b"%PDF-1.7", "格式不能使用"),
        ("名单.csv", b"\xff\xfe\x00\xd8\xff", "编码"),
        ("名单.csv", "甲,乙\r\n1,2\r\n".encode(), "没有找到表头"),
        ("名单.xlsx", sheets.workbook([]), "表头下面没有数据行"),
        ("名单.xlsx", sheets.workbook([row()], (*COLUMNS, "姓名")), "C 列、J 列都叫“姓名”"),
        ("名单.xlsx", sheets.workbook([row()], COLUMNS[3:]), "没有指明哪一列是“姓名”"),
        ("名单.xlsx", sheets.workbook([row()], COLUMNS[2:6]), "无法知道这些人住在哪里"),
    ],
    ids=[
        "empty", "truncated", "macro", "wrong extension", "text", "uneven text", "docx",
        "pdf", "no text", "no header", "no rows", "duplicate headers", "no name", "no place",
    ],
)  # fmt: skip
def test_a_file_that_is_no_roster_is_refused(county, name, content, words):
    with pytest.raises(RuleViolation, match=words):
        actions.import_roster(Upload(name, content), unit=county.office, by=county.clerk)
    assert nothing_is_stored()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"身份证号": 990101195607180031}, "按数字保存"),
        ({"身份证号": id_number()[:15] + "000"}, "丢了后三位"),
        ({"姓名": ""}, "姓名没有填写"),
        ({"姓名": "=A1"}, "这一格是公式，文件里没有存下它的结果"),
        ({"身份证号": "=A1"}, "这一格是公式，文件里没有存下它的结果"),
        ({"联系电话": "=A1"}, "这一格是公式，文件里没有存下它的结果"),
        ({"人员类别": "残急军人"}, "你是不是想写“残疾军人”"),
        ({"村": "桃源村"}, "“石桥镇”里没有“桃源村”"),
        ({"乡镇": "青溪县河口镇"}, "里没有"),
        ({"联系电话": "138****0000"}, "星号"),
        ({"性别": "女"}, "性别与身份证号不一致"),
        ({"家庭住址": "幸" * 121}, "最多120个"),
        ({"家庭编号": "#REF!"}, "公式错误"),
    ],
    ids=[
        "number cell", "lost digits", "no name", "formula", "formula for a number",
        "formula for a telephone", "category", "village", "out of scope",
        "masked", "contradiction", "too long", "cell error",
    ],
)  # fmt: skip
def test_a_row_that_is_wrong_is_told_with_its_place(county, values, words):
    with pytest.raises(actions.RosterRefused, match="第 3 行") as refusal:
        county.take_in([row(**values)])
    assert words in refusal.value.message
    assert nothing_is_stored()


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("gb18030"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(",", "\t").encode("gb18030"),
        lambda text: text.replace("\r\n", "\n").replace(",", ";").encode(),
    ],
    ids=["UTF-8", "with BOM", "GB18030", "UTF-16", "tabs", "semicolons"],
)
def test_a_csv_is_read_in_every_encoding(county, encoded):
    """what-users-ask 28."""
    content = encoded(sheets.csv([row(姓名="王㐂"), row(2, 姓名="𠮷田")]))
    actions.import_roster(Upload("名单.csv", content), unit=county.office, by=county.clerk)
    assert set(Person.objects.values_list("name", flat=True)) == {"王㐂", "𠮷田"}


def test_a_header_of_two_rows_is_read(county):
    groups = {"乡镇": "所在地", "村": "", "姓名": "本人情况", "性别": "", "身份证号": ""}
    top = ",".join(groups.get(label, label) for label in COLUMNS)
    below = ",".join(label if label in groups else "" for label in COLUMNS)
    body = sheets.csv([row()]).partition("\r\n")[2]
    content = "\r\n".join((top, below, body)).encode()
    actions.import_roster(Upload("名单.csv", content), unit=county.office, by=county.clerk)
    assert Person.objects.get().household.region == county.places["石桥镇柳林村"]


def test_totals_and_notes_below_are_no_persons(county):
    notes = [{"乡镇": "合计", "村": "1人"}, {"乡镇": "填表人：李文"}]
    assert county.take_in([row(), *notes]).outcome["rows"] == 1


def test_full_width_digits_and_a_date_cell_are_read(county):
    wide = id_number().translate({ord(str(n)): ord("０") + n for n in range(10)})
    columns = (*COLUMNS, "出生日期")
    county.take_in([row(身份证号=wide, 出生日期=date(1956, 7, 18))], columns)
    assert Person.objects.get().birth_on == date(1956, 7, 18)


def test_the_rejected_copy_says_why_beside_the_row(county):
    roster = county.check([row(1), row(2, 性别="未填")])
    copy = open_table("a.xlsx", roster.rejected.read())
    assert copy.sheet.rows[1][-1] == "问题说明"
    assert copy.sheet.rows[2][-1] == ""
    assert copy.sheet.rows[3][-1] == "D 列：性别“未填”看不懂；请写“男”或“女”"


def test_a_corrected_copy_can_be_sent_as_it_is(county):
    roster = county.check([row(1), row(2, 性别="？")])
    corrected = roster.rejected.read()
    checked = actions.stage_roster(
        unit=county.office, upload=Upload("改.xlsx", corrected), by=county.clerk
    )
    assert "note" in checked.mapping
    assert checked.mapping["name"] == 2


def test_formulas_in_a_csv_stay_text_in_the_copy(county):
    """C-47: nothing a person typed becomes a formula."""
    content = sheets.csv([row(姓名='=HYPERLINK("http://x"）')]).encode()
    roster = actions.stage_roster(
        unit=county.office, upload=Upload("名单.csv", content), by=county.clerk
    )
    actions.check_roster(roster, mapping=roster.mapping, by=county.clerk)
    with ZipFile(BytesIO(roster.rejected.read())) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


NUMBERS = [
    id_number(born_on="19610203"),
    "13911112222",
    "139-1111-2222",
    "139 1111 2222",
    "139.1111.2222",
    "１３９１１１１２２２２",
    "139\u200b1111\u200b2222",
    "9901 0119 6102 0300 3X",
]


def digits(text):
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isdecimal())


@pytest.mark.parametrize(
    "column",
    ["姓名", "性别", "出生日期", "人员类别", "乡镇", "村", "区划代码", "身份证号", "联系电话"],
)
def test_no_number_is_repeated_in_whatever_column_it_stands(county, column):
    """A row that slipped by a cell; the remark makes every number a sample as well."""
    rows = [row(2 + n, **{column: one, "备注": one}) for n, one in enumerate(NUMBERS)]
    roster = county.check(rows, (*COLUMNS, "出生日期", "区划代码", "备注"))
    wrong = Finding.objects.filter(roster=roster, kind="wrong")
    assert wrong or column in ("身份证号", "联系电话")
    table = open_table(roster.file_name, roster.file.read())
    said = [str(problem) for problem in roster.problems]
    said += [one for found in columns_of(table) for one in found.samples]
    said += [one.name + seals.opened_finding(one) for one in wrong]
    runs = {digits(one)[at : at + 7] for one in NUMBERS for at in range(len(digits(one)) - 6)}
    assert not [(run, one) for one in said for run in runs if run in digits(one)]
