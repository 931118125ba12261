"""The command: an answer for every row that can be read, one sentence and exit code 2 otherwise."""

import codecs
import json
import os
import re
import subprocess
import sys
from io import BytesIO, StringIO

import pytest
import xlsxwriter
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.files.corpus import HOSTILE
from tests.people import sheets
from tests.people.sheets import COLUMNS, id_number, row


pytestmark = pytest.mark.once

NAMES = ("王建国", "李秀英", "令狐雁", "欧阳光明", "赵志强", "陈玉兰")
ROWS = [
    row(serial, 姓名=name, 联系电话=f"1390000{serial:04}", 家庭住址=f"幸福路{serial}号")
    for serial, name in enumerate(NAMES, start=1)
]
KNOWN = sheets.workbook(ROWS)
SHAPE = {
    "row": int, "band": str, "known": int | None, "candidates": list, "score": float,
    "reasons": list,
}  # fmt: skip


@pytest.fixture
def run(tmp_path):
    """Match these files; answer what was said, a line each."""

    def call(incoming, *, name="新来.csv", known=KNOWN, options=("--json",)):
        paths = [tmp_path / "已有.xlsx", tmp_path / name]
        for path, content in zip(paths, (known, incoming), strict=True):
            if content is not None:
                path.write_bytes(content)
        said = StringIO()
        call_command("match_rosters", *paths, *options, stdout=said, stderr=said)
        return said.getvalue().splitlines()

    return call


def answers(lines):
    return [json.loads(line) for line in lines]


def found(lines):
    return [(one["row"], one["band"], one["known"]) for one in answers(lines)]


def everybody(said):
    return [(number, "same", number) for number in range(1, len(ROWS) + 1)] == found(said)


def is_one_sentence(text):
    return re.fullmatch(r"[^\n]*[\u4e00-\u9fff][^\n]*。", text) and "Traceback" not in text


def two_rows_of_header():
    groups = {"乡镇": "所在地", "村": "", "姓名": "本人情况", "性别": "", "身份证号": ""}
    top = ",".join(groups.get(label, label) for label in COLUMNS)
    below = ",".join(label if label in groups else "" for label in COLUMNS)
    return "\r\n".join((top, below, sheets.csv(ROWS).partition("\r\n")[2])).encode()


def merged_header():
    """An xlsx with a title, a line for the unit, and a header whose upper row groups columns."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet()
    page.merge_range("A1:D1", "临川县优抚对象花名册")
    page.write("A2", "填报单位：临川县双拥办")
    page.merge_range("A3:B3", "本人情况")
    page.merge_range("C3:C4", "联系电话")
    page.merge_range("D3:D4", "村")
    page.write_row("A4", ["姓名", "身份证号"])
    for at, one in enumerate(ROWS, start=4):
        page.write_row(at, 0, [one[key] for key in ("姓名", "身份证号", "联系电话", "村")])
    book.close()
    return buffer.getvalue()


READABLE = {
    "UTF-8 with BOM": ("a.csv", codecs.BOM_UTF8 + sheets.csv(ROWS).encode()),
    "GB18030": ("a.csv", sheets.csv(ROWS).encode("gb18030")),
    "tabs in UTF-16": ("a.csv", sheets.csv(ROWS).replace(",", "\t").encode("utf-16")),
    "title rows": ("a.xlsx", KNOWN),
    "header of two rows": ("a.csv", two_rows_of_header()),
    "merged header of two rows": ("a.xlsx", merged_header()),
    "number cells": (
        "a.xlsx",
        sheets.workbook([one | {"身份证号": float(one["身份证号"][:17] + "0")} for one in ROWS]),
    ),
    "digits lost": (
        "a.csv",
        sheets.csv([one | {"身份证号": one["身份证号"][:15] + "000"} for one in ROWS]).encode(),
    ),
    "a column twice that nobody asks for": (
        "a.csv", sheets.csv(ROWS, (*COLUMNS, "备注二", "备注二")).encode(),
    ),
}  # fmt: skip


@pytest.mark.slow  # runs the matcher for each
@pytest.mark.parametrize("kind", READABLE)
def test_whatever_an_office_sends_is_read(run, kind):
    name, content = READABLE[kind]
    assert everybody(run(content, name=name))


@pytest.mark.slow  # runs the matcher
def test_each_line_has_its_shape(run):
    rows = [*ROWS, row(90, 姓名="司马青衫", 联系电话="", 村="柳林村"), {"姓名": "王建国"}]
    lines = answers(run(sheets.csv(rows).encode()))
    assert [one["row"] for one in lines] == list(range(1, len(rows) + 1))
    for line in lines:
        assert list(line) == list(SHAPE)
        assert all(isinstance(line[key], kind) for key, kind in SHAPE.items())
        assert line["band"] in ("same", "ask", "new")
        assert (line["known"] is None) == (line["band"] == "new") == (not line["candidates"])
        assert line["known"] in (None, *line["candidates"][:1])
        assert 0 <= line["score"] <= 1
        assert line["reasons"]


@pytest.mark.slow  # runs the matcher
def test_an_empty_row_between_keeps_the_numbers(run):
    rows = [ROWS[0], {}, ROWS[2]]
    assert found(run(sheets.csv(rows).encode()))[-1] == (3, "same", 3)


UNREADABLE = {
    "not there": ("a.csv", None, "找不到文件"),
    "empty": ("a.csv", b"", "是空的"),
    "blank": ("a.csv", b"\r\n\r\n", "没有"),
    "prose": ("a.csv", "各县双拥办：请于八一前报送名单。".encode(), "没有找到表头"),
    "noise": ("a.csv", b"\xff\xfe\x00\xd8\xff", "编码"),
    "NUL": ("a.csv", sheets.csv([row(姓名="王\x00建国")]).encode(), "编码"),
    "no name column": ("a.csv", sheets.csv(ROWS, COLUMNS[3:]).encode(), "姓名"),
    "header only": ("a.csv", sheets.csv([]).encode(), "没有"),
    "header only, xlsx": ("a.xlsx", sheets.workbook([]), "没有"),
    "nobody named": ("a.csv", sheets.csv([row(姓名="")]).encode(), "没有一行写了姓名"),
    "name twice": ("a.csv", sheets.csv(ROWS, (*COLUMNS, "姓名")).encode(), "都叫“姓名”"),
    "no extension": ("名单", KNOWN, "格式不能使用"),
}
OF_THE_CORPUS = {
    key: case
    for key, case in HOSTILE.items()
    if case.name.endswith((".xlsx", ".xls", ".ods", ".csv")) and key != "too large"
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_is_no_list_is_refused_in_a_sentence(run, kind):
    name, content, words = UNREADABLE[kind]
    with pytest.raises(CommandError, match=words) as refusal:
        run(content, name=name)
    assert refusal.value.returncode == 2
    assert is_one_sentence(str(refusal.value))


@pytest.mark.slow  # some are large
@pytest.mark.parametrize("kind", OF_THE_CORPUS)
def test_a_hostile_file_is_refused_in_a_sentence(run, kind):
    case = OF_THE_CORPUS[kind]
    with pytest.raises(CommandError, match=re.escape(case.says)) as refusal:
        run(case.make(), name=case.name)
    assert refusal.value.returncode == 2
    assert is_one_sentence(str(refusal.value))


def test_the_known_list_is_judged_like_the_other(run):
    with pytest.raises(CommandError, match=r"“已有\.xlsx”是空的") as refusal:
        run(KNOWN, name="a.xlsx", known=b"")
    assert refusal.value.returncode == 2


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="是文件夹") as refusal:
        call_command("match_rosters", tmp_path, tmp_path)
    assert refusal.value.returncode == 2


def test_a_huge_file_is_not_even_read(tmp_path):
    path = tmp_path / "全国.csv"
    with path.open("wb") as file:
        file.truncate(600 * 2**20)  # takes no room on the disk, and would in memory
    with pytest.raises(CommandError, match=r"有 600\.0 MB，超过 512 MB，请拆成几份") as refusal:
        call_command("match_rosters", path, path)
    assert refusal.value.returncode == 2


STRANGE = {
    "a cell of ten thousand characters": {"家庭住址": "幸" * 10_000, "姓名": "王" * 10_000},
    "a name of punctuation": {"姓名": "——、。·（）"},
    "a name of digits": {"姓名": "１２３"},
    "an error": {"姓名": "#REF!", "身份证号": "#N/A"},
    "half a character": {"姓名": "王\ufffd国"},
    "beyond the plane": {"姓名": "𠮷田𬱖", "户主": "😀"},
    "quotes and SQL": {"姓名": "'; DROP TABLE a_known; --", "村": "%_□"},
    "turned writing": {"姓名": "\u202e国建王\u200b"},
    "a day that never was": {"出生日期": "1956-02-31", "身份证号": "990101195602310031"},
}


@pytest.mark.slow  # runs the matcher
def test_strange_rows_are_answered_and_spoil_no_other(run):
    strange = [row(99, 联系电话="") | said for said in STRANGE.values()]
    columns = tuple(dict.fromkeys(key for one in strange for key in one))
    lines = run(sheets.csv([*ROWS, *strange], columns).encode())
    assert len(lines) == len(ROWS) + len(strange)
    assert everybody(lines[: len(ROWS)])


@pytest.mark.slow  # runs the matcher
def test_strange_rows_in_both_lists_are_found_again(run):
    rows = [row(serial, 家庭住址="") | said for serial, said in enumerate(STRANGE.values(), 50)]
    rows = [one | {"身份证号": id_number(serial)} for serial, one in enumerate(rows, 50)]
    columns = tuple(dict.fromkeys(key for one in rows for key in one))
    content = sheets.csv(rows, columns).encode()
    answered = answers(run(content, known=sheets.workbook(rows, columns)))
    assert [one["row"] for one in answered] == list(range(1, len(rows) + 1))
    assert {one["known"] for one in answered} <= {None, *range(1, len(rows) + 1)}
    assert sum(one["known"] == one["row"] for one in answered) > len(rows) / 2


@pytest.mark.slow  # five thousand rows are read twice
def test_a_list_of_equal_rows_takes_no_longer_than_another(run):
    content = sheets.csv([row()] * 5_000).encode()
    lines = run(content, options=())
    assert lines == ["已有 6 行，新来 5000 行：同一人 5000 行，请人核对 0 行，新人员 0 行。"]


@pytest.mark.slow  # starts a process
@pytest.mark.parametrize("content", [None, b"PK\x03\x04"], ids=["no file", "broken file"])
def test_the_command_line_ends_with_two_and_one_sentence(tmp_path, content):
    paths = [tmp_path / "已有.xlsx", tmp_path / "新来.xlsx"]
    paths[0].write_bytes(KNOWN)
    if content:
        paths[1].write_bytes(content)
    ran = subprocess.run(
        [sys.executable, "-m", "yushui", "match_rosters", *paths],
        env=os.environ | {"YUSHUI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert is_one_sentence(ran.stderr.strip())


@pytest.mark.slow  # runs the matcher
def test_no_number_is_repeated(run):
    assert not any(
        id_number(serial) in line for line in run(KNOWN, name="a.xlsx") for serial in (1, 2)
    )
