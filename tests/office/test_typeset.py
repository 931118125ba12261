"""Papers set with typst: data is data, whatever it looks like, and the same gives the same."""

import pypdfium2
import pytest

from yushui.kernel.errors import RuleViolation
from yushui.office import typeset


LAYOUT = """
#let told = json(bytes(sys.inputs.data))
#set document(date: datetime(year: 2026, month: 7, day: 24))
#set page(width: 100mm, height: 60mm, margin: 10mm)
#set text(font: sys.inputs.song, lang: "zh", region: "cn")
#for line in told.lines [#line \\ ]
"""
HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    "*王* _建_ $国$ `x` <b> \\ // /* ] [ #",
    "㐂𠮷",
)

pytestmark = pytest.mark.once


@pytest.fixture
def layout(tmp_path):
    path = tmp_path / "sheets" / "lines.typ"
    path.parent.mkdir()
    path.write_text(LAYOUT, "utf-8")
    return path


def pages(content):
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def text(content):
    return "".join(pages(content)).replace("\r\n", "")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_reads_like_a_command_is_printed_as_it_reads(layout, name):
    made = typeset.paper(layout, {"lines": [name]})
    assert text(made.content).replace(" ", "") == name.replace(" ", "")
    assert made.blanks == ()


def test_a_layout_reads_nothing_outside_its_folder(layout):
    (layout.parent.parent / "secret.txt").write_text("秘密")
    for path in ("../secret.txt", "/secret.txt", str(layout.parent.parent / "secret.txt")):
        layout.write_text(f'#read("{path}")', "utf-8")
        with pytest.raises(typeset.typst.TypstError):
            typeset.paper(layout, {})


def test_the_same_data_give_the_same_bytes(layout):
    data = {"lines": ["王建国", "前进村"]}
    assert typeset.paper(layout, data) == typeset.paper(layout, data)


def test_a_long_address_wraps_inside_the_page(layout):
    (only,) = pages(typeset.paper(layout, {"lines": ["鹿鸣县白鹭镇前进村" * 8]}).content)
    assert only.count("前进村") == 8
    assert len(only.splitlines()) > 2


def test_a_character_that_no_font_has_is_left_blank_and_reported(layout):
    made = typeset.paper(layout, {"lines": ["王\ue123国", "李\x01\U0010abcd", "正常"]})
    assert sorted(made.blanks) == ["\x01", "\ue123", "\U0010abcd"]
    assert text(made.content).strip() == "王〓国李〓〓正常"


@pytest.mark.parametrize(
    ("families", "chosen"),
    [
        (["DejaVu Sans", "SimSun", "SimHei"], ("SimSun", "SimHei")),
        (["SimSun", "Noto Serif CJK SC"], ("Noto Serif CJK SC", "Noto Serif CJK SC")),
        (["WenQuanYi Zen Hei"], ("WenQuanYi Zen Hei", "WenQuanYi Zen Hei")),
    ],
    ids=str,
)
def test_the_fonts_are_those_of_the_machine(families, chosen):
    assert typeset.chosen(families) == chosen


def test_without_a_chinese_font_one_is_told_what_to_install():
    with pytest.raises(RuleViolation, match="fonts-noto-cjk"):
        typeset.chosen(["DejaVu Sans"])
