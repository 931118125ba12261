"""What Word and WPS keep out of the text: automatic numbers, heads and blocks set in tables."""

from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import parse_xml

from yushui.notices.reading import auto_numbers, loading, reader
from yushui.notices.reading.structure import Notice


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _numbered(document: DocumentType, text: str, depth: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {_W}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>')
    )


def _with_list() -> DocumentType:
    document = Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (form, pattern) in enumerate(
            [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("bullet", "●")]
        )
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {_W} w:abstractNumId="90">{levels}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {_W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return document


def _text(document: DocumentType) -> str:
    saved = BytesIO()
    document.save(saved)
    return loading.text_of("通知.docx", saved.getvalue())


def _read(document: DocumentType) -> Notice:
    return reader.read(_text(document))


def test_automatic_numbers_become_text() -> None:
    document = _with_list()
    for text, depth in (("走访", 0), ("烈属", 1), ("老兵", 1), ("慰问", 0), ("驻军", 1), ("点", 2)):
        _numbered(document, text, depth)

    assert _text(document).split("\n") == [
        "一、走访", "（一）烈属", "（二）老兵", "二、慰问", "（一）驻军", "点",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "written"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (34, "三十四")]
)
def test_numbers_in_chinese(count: int, written: str) -> None:
    assert auto_numbers.chinese(count) == written


def test_a_red_head_set_in_a_table_names_its_organs() -> None:
    document = Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text = "临泽市退役军人事务局", "临泽市财政局"
    table.cell(0, 1).merge(table.cell(1, 1)).text = "文件"
    for text in ("临退役军人发〔2024〕7号", "关于走访的通知", "各县：", "请各县落实。"):
        document.add_paragraph(text)

    notice = _read(document)

    assert [one.text for one in notice.document.issuers] == ["临泽市退役军人事务局", "临泽市财政局"]
    assert notice.tables == []


def test_a_printing_block_set_in_a_table_is_read() -> None:
    document = Document()
    for text in ("关于走访的通知", "各县：", "请各县落实。", "临泽市民政局", "2024年1月8日"):
        document.add_paragraph(text)
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "抄送：市委办公室，市政府办公室。"
    table.cell(1, 0).text, table.cell(1, 1).text = "临泽市民政局办公室", "2024年1月9日印发"

    head = _read(document).document

    assert [one.text for one in head.copies_to] == ["市委办公室", "市政府办公室"]
    assert (head.printed_by, str(head.printed_on)) == ("临泽市民政局办公室", "2024-01-09")
