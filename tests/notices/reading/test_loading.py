"""Files into text; what hostile files do is tried in `test_hostile`."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt

from yushui.notices.reading import loading
from yushui.notices.reading.loading import Unreadable


TEXT = "关于走访慰问的通知\n各县：\n请于3月3日前报送。"


def _docx(*, merged: bool = False) -> bytes:
    document = Document()
    document.add_paragraph("关于走访慰问的通知")
    document.add_paragraph("请于3月3日前报送。").paragraph_format.first_line_indent = Pt(32)
    table = document.add_table(2, 3)
    for row, labels in enumerate((["走访", "走访", "备注"], ["人数\n（人）", "金额", "备注"])):
        for column, label in enumerate(labels):
            table.cell(row, column).text = label
    if merged:
        table.cell(0, 0).merge(table.cell(0, 1)).text = "走访"
        table.cell(0, 2).merge(table.cell(1, 2)).text = "备注"
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_usual_encodings_read_alike(encoding: str) -> None:
    assert loading.text_of("通知.txt", TEXT.encode(encoding)) == TEXT


def test_markdown_is_text() -> None:
    assert loading.text_of("通知.md", TEXT.encode()) == TEXT


@pytest.mark.parametrize("merged", [False, True])
def test_tables_of_a_docx_are_lines_of_cells(merged: bool) -> None:
    lines = loading.text_of("通知.docx", _docx(merged=merged)).split("\n")

    assert lines[2:] == ["走访\t走访\t备注", "人数 （人）\t金额\t备注"]


def test_a_first_line_indent_is_kept_as_two_blanks() -> None:
    assert loading.text_of("通知.docx", _docx()).split("\n")[1].startswith("　　请于")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "空的"),
        ("a.txt", b"plain English only", "没有汉字"),
        ("a.txt", b"   \n", "没有文字"),
        ("a.txt", ("字" * 2_000_001).encode(), "200万字"),
        ("a.doc", b"x", "docx"),
        ("a.pdf", b"%PDF-1.4\nnothing", "损坏"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        loading.text_of(name, content)

    assert reason in refusal.value.message
    assert refusal.value.field == "file"


def test_a_file_too_big_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    with pytest.raises(Unreadable) as refusal:
        loading.load(path)

    assert "200.0 MB" in refusal.value.message
