"""Official documents come out in the layout of GB/T 9704-2012 (S4-36 to S4-40)."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from yushui.files.preflight import check
from yushui.office.gongwen import (
    Attachment,
    Document,
    Heading,
    Paragraph,
    Photo,
    TableBlock,
    write,
)
from yushui.office.gongwen.measure import (
    chinese_day,
    chinese_number,
    head_size,
    heading_number,
    title_lines,
)


def photo() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (300, 600), "#557788").save(buffer, "JPEG")
    return buffer.getvalue()


TABLE = TableBlock(
    (("单位",), ("走访", "户数"), ("走访", "人数"), ("慰问金（万元）",)),
    (("青山县", "1,024", "2,048", "12.50"), ("合计", "1,024", "2,048", "12.50")),
    title="走访慰问情况统计表", unit_note="单位：户、人", note="注：截至8月5日。",
)  # fmt: skip
REPORT = Document(
    organs=("青禾市双拥工作领导小组办公室",),
    number="青双办〔2025〕8号",
    title="关于2025年八一期间开展走访慰问优抚对象活动情况的报告",
    recipients="省双拥工作领导小组办公室",
    blocks=(
        Paragraph("现将有关情况报告如下。"),
        Heading(1, "基本情况"),
        Heading(2, "走访慰问", "。共走访1,024户。"),
        Heading(2, "座谈联欢"),
        TABLE,
        Heading(1, "下步打算"),
        Heading(2, "建章立制"),
        Photo(photo(), "图1　走访现场"),
    ),
    attachments=(Attachment("统计表", (Paragraph("附后。"),)), Attachment("照片")),
    signed_on=date(2025, 8, 6),
    remark="此件公开发布",
    copies="市委办公室，市政府办公室",
    printed_by="青禾市双拥办",
    printed_on=date(2025, 8, 7),
)


def opened(document: Document = REPORT):
    return docx.Document(BytesIO(write(document)))


def lines(document: Document = REPORT) -> list[str]:
    return [paragraph.text for paragraph in opened(document).paragraphs if paragraph.text]


def font_of(document, text: str) -> tuple[str, float]:
    paragraph = next(p for p in document.paragraphs if p.text.startswith(text))
    run = paragraph.runs[0]
    return run._element.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def test_the_page_is_a4_with_the_margins_of_the_standard():
    section = opened().sections[0]
    near = Mm(0.1)
    sizes = {
        section.page_width: 210, section.page_height: 297, section.top_margin: 37,
        section.left_margin: 28, section.bottom_margin: 35, section.right_margin: 26,
    }  # fmt: skip
    assert all(abs(got - Mm(wanted)) < near for got, wanted in sizes.items())
    assert Pt(28) <= opened().styles["Normal"].paragraph_format.line_spacing <= Pt(29)


@pytest.mark.parametrize(
    ("text", "font", "size"),
    [
        ("青禾市双拥工作领导小组办公室文件", "方正小标宋简体", None),
        ("青双办〔2025〕8号", "仿宋_GB2312", 16),
        ("关于2025年", "方正小标宋简体", 22),
        ("现将有关情况", "仿宋_GB2312", 16),
        ("一、基本情况", "黑体", 16),
        ("（一）走访慰问", "楷体_GB2312", 16),
        ("附件1", "黑体", 16),
    ],
)
def test_each_element_has_its_font_and_size(text, font, size):
    name, points = font_of(opened(), text)
    assert name == font
    assert size is None or points == size


def test_headings_are_numbered_anew_below_each_parent():
    headings = [line for line in lines() if line.startswith(("一", "二", "（一", "（二"))]
    assert headings == [
        "一、基本情况", "（一）走访慰问。共走访1,024户。", "（二）座谈联欢", "二、下步打算",
        "（一）建章立制",
    ]  # fmt: skip


def test_elements_follow_in_the_order_of_the_standard():
    text = "\n".join(lines())
    order = [
        "办公室文件", "青双办〔2025〕8号", "关于2025年", "省双拥工作领导小组办公室：", "现将",
        "附件：1.统计表", "2.照片", "2025年8月6日", "（此件公开发布）", "附件1", "附后。",
    ]  # fmt: skip
    places = [text.index(element) for element in order]
    assert places == sorted(places)


def test_a_table_merges_its_header_and_repeats_it():
    table = opened().tables[0]
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert table.cell(0, 0)._tc is not table.cell(2, 0)._tc
    assert [cell.text for cell in table.rows[2].cells] == ["青山县", "1,024", "2,048", "12.50"]
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, True, False, False]


def test_the_imprint_lists_copies_and_printing():
    cells = [row.cells[0].text for row in opened().tables[-1].rows]
    assert cells == ["抄送：市委办公室，市政府办公室。", "青禾市双拥办\t2025年8月7日印发"]


def test_page_numbers_stand_outside_on_odd_and_even_pages():
    document = opened()
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    sides = [section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]]
    assert [paragraph.alignment for paragraph in sides] == [2, 0]
    assert all("PAGE" in paragraph._p.xml for paragraph in sides)


def test_a_photo_keeps_its_shape_within_the_page():
    shape = opened().inline_shapes[0]
    assert shape.height <= Mm(110)
    assert abs(shape.height / shape.width - 2) < 0.01


def test_an_upward_document_names_who_signed_for_it():
    upward = replace(REPORT, is_upward=True, approver="王大山")
    assert "青双办〔2025〕8号\t签发人：王大山" in lines(upward)


def test_organs_issuing_jointly_are_stacked_beside_the_suffix():
    joint = replace(REPORT, organs=("甲市双拥办", "甲市退役军人事务局"))
    names, suffix = opened(joint).tables[0].rows[0].cells
    assert [p.text for p in names.paragraphs] == ["甲市双拥办", "甲市退役军人事务局"]
    assert suffix.text == "文件"


def test_a_table_of_many_columns_lies_on_its_side():
    wide = TableBlock(tuple((f"第{n}列",) for n in range(12)), (("1",) * 12,))
    sections = opened(replace(REPORT, blocks=(wide, Paragraph("完。")))).sections
    assert [section.orientation for section in sections] == [0, 1, 0]


def test_a_bare_document_needs_only_organ_title_and_text():
    bare = Document(("甲办",), "通知", (Paragraph("一段\n二段\x07"),), has_red_head=False)
    assert lines(bare) == ["通知", "一段", "二段"]


def test_the_file_passes_our_own_preflight_and_carries_its_own_title():
    content = write(REPORT)
    assert check("报告.docx", content) == "docx"
    assert opened().core_properties.author == "青禾市双拥工作领导小组办公室"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一")],
)
def test_numbers_are_written_in_chinese(number, text):
    assert chinese_number(number) == text


def test_heading_numbers_and_days_have_their_forms():
    assert [heading_number(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]
    assert chinese_day(date(2025, 7, 1)) == "2025年7月1日"


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("关于表彰的决定", ["关于表彰的决定"]),
        ("甲\n乙", ["甲", "乙"]),
        (
            "关于做好二〇二二年春节期间开展拥军优属拥政爱民活动的通知",
            ["关于做好二〇二二年春节期间", "开展拥军优属拥政爱民活动的通知"],
        ),
        (
            "关于2025年八一期间开展走访慰问优抚对象活动情况的报告",
            ["关于2025年八一期间", "开展走访慰问优抚对象活动情况的报告"],
        ),
    ],
)
def test_titles_break_between_words(title, broken):
    assert title_lines(title) == broken


def test_a_long_title_loses_nothing_and_never_begins_a_line_with_de():
    title = (
        "关于转发《青禾市关于进一步加强新时代退役军人和优抚对象困难帮扶援助工作的实施意见》的通知"
        * 2
    )
    broken = title_lines(title)
    assert "".join(broken) == title
    assert not any(line.startswith(("的", "》", "、")) for line in broken)


@pytest.mark.parametrize("count", [4, 10, 16, 24, 40])
def test_the_red_head_always_fits_one_line(count):
    size, width = head_size("字" * count)
    assert count * size * width / 100 <= 442.2
    assert width >= 60


# The order the schema of WordprocessingML gives to what we write; Word refuses other orders.
SCHEMA_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr tabs autoSpaceDE "
    "autoSpaceDN spacing ind jc rPr sectPr",
    "rPr": "rStyle rFonts b i color spacing w sz szCs",
    "tblPr": "tblStyle tblpPr tblW jc tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders vAlign",
    "trPr": "cantSplit tblHeader",
}


@pytest.mark.parametrize("kind", SCHEMA_ORDER)
def test_properties_stand_in_the_order_of_the_schema(kind):
    document = opened(replace(REPORT, organs=("甲市双拥办", "乙局"), is_upward=True))
    order = SCHEMA_ORDER[kind].split()
    found = list(document.element.body.iter(qn(f"w:{kind}")))
    assert found
    for properties in found:
        places = [order.index(child.tag.partition("}")[2]) for child in properties]
        assert places == sorted(places)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_on_the_expected_pages(tmp_path):
    """Slow by nature (a whole office suite starts): the one proof that the file opens."""
    source = tmp_path / "report.docx"
    source.write_bytes(write(REPORT))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", tmp_path, source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with pypdfium2.PdfDocument(source.with_suffix(".pdf")) as pages:
        texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert len(texts) in (3, 4)
    assert "青禾市双拥工作领导小组办公室文件" in texts[0].replace("\r\n", "")
    assert "现将有关情况" in texts[0]
    assert "印发" in texts[-1]
