"""Fonts, sizes and the page: what every paragraph of an official document has in common."""

import re
from typing import Any, NamedTuple

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_LINE_SPACING, WD_PARAGRAPH_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from yushui.office.gongwen.measure import LINE_WIDTH_PT


LINE = Pt(28.95)  # 22 lines fill 225 mm (5.2.3)
CHARACTER_PT = LINE_WIDTH_PT / 28  # 28 characters fill 156 mm
RED = RGBColor(0xE6, 0x00, 0x12)


class Font(NamedTuple):
    """A Chinese font by the name offices know it by, and what stands in where it is missing."""

    name: str
    substitute: str


FANGSONG = Font("仿宋_GB2312", "仿宋")
KAITI = Font("楷体_GB2312", "楷体")
HEITI = Font("黑体", "SimHei")
SONGTI = Font("宋体", "SimSun")
TITLE = Font("方正小标宋简体", "华文中宋")
FONTS = (FANGSONG, KAITI, HEITI, SONGTI, TITLE)
LATIN = "Times New Roman"

SIZE = {"二号": 22.0, "三号": 16.0, "四号": 14.0, "小四": 12.0, "五号": 10.5}
# Control characters that XML cannot hold; text copied from old files brings them along.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
HEADING_FONTS = {1: HEITI, 2: KAITI, 3: FANGSONG, 4: FANGSONG}


def new_document() -> Any:
    """An empty document with the page, grid and styles of the standard."""
    document = docx.Document()
    _set_page(document.sections[0])
    _set_style(document.styles["Normal"], FANGSONG, SIZE["三号"])
    for level, font in HEADING_FONTS.items():
        _set_style(document.styles[f"Heading {level}"], font, SIZE["三号"])
    _name_substitutes(document)
    # Odd and even pages carry their number on different sides (7.5).
    document.settings.odd_and_even_pages_header_footer = True
    return document


def printable(text: str) -> str:
    """The text without what XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def add_run(
    paragraph: Any, text: str, font: Font, size: float, *, is_red: bool = False, width: int = 100
) -> Any:
    """Add text in a font; East Asian text takes the font from its own attribute."""
    run = paragraph.add_run(printable(text))
    run.font.name = LATIN
    run.font.size = Pt(size)
    run.font.bold = False
    if is_red:
        run.font.color.rgb = RED
    properties = run._element.get_or_add_rPr()
    name_font(properties, font)
    if size == SIZE["三号"]:
        _set_before_size(properties, "w:spacing", "-5")  # 16 pt characters at 28 to a line
    if width != 100:
        _set_before_size(properties, "w:w", str(width))
    return run


def name_font(properties: Any, font: Font) -> None:
    """Set the fonts of a run or of a style."""
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:ascii"), LATIN)
    fonts.set(qn("w:hAnsi"), LATIN)
    fonts.set(qn("w:eastAsia"), font.name)
    # Quotation marks and dashes are Chinese here, though the code points are shared.
    fonts.set(qn("w:hint"), "eastAsia")


def indent(paragraph: Any, *, first: float = 0, left: float = 0, right: float = 0) -> None:
    """Indent by characters; the twips serve programs that do not count in characters."""
    properties = paragraph._p.get_or_add_pPr()
    places = {"firstLine": first, "left": left, "right": right}
    values = {}
    for side, count in places.items():
        values[side] = str(round(count * CHARACTER_PT * 20))
        values[f"{side}Chars"] = str(round(count * 100))
    if first < 0:
        values["hanging"] = str(round(-first * CHARACTER_PT * 20))
        values["hangingChars"] = str(round(-first * 100))
        del values["firstLine"], values["firstLineChars"]
    element = properties.get_or_add_ind()
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)


def border(paragraph: Any, **sides: tuple[float, float, str]) -> None:
    """Draw lines beside a paragraph: side → (points thick, points away, colour)."""
    properties = paragraph._p.get_or_add_pPr()
    box = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right", "between"):
        if side in sides:
            thick, away, colour = sides[side]
            values = {"val": "single", "sz": str(round(thick * 8)), "space": str(round(away))}
            box.append(_element(f"w:{side}", **values, color=colour))
    properties.insert_element_before(
        box, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def count_characters_plainly(paragraph: Any) -> None:
    """Add no air between digits and Chinese, so that counted indents come out exactly."""
    properties = paragraph._p.get_or_add_pPr()
    later = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
    for tag in ("w:autoSpaceDE", "w:autoSpaceDN"):
        properties.insert_element_before(_element(tag, val="0"), *later)


def float_at_bottom(table: Any) -> None:
    """Set a table as wide as the line on the lower edge of the type area (7.4)."""
    table.autofit = False
    table.columns[0].width = Pt(LINE_WIDTH_PT)
    without_padding(table)
    # Measured from the page's edge: LibreOffice lets a table as wide as the text float only so.
    left = str(round(Mm(28).pt * 20))
    place = {"vertAnchor": "margin", "horzAnchor": "page", "tblpX": left}
    properties = table._tbl.tblPr
    later = ("w:tblOverlap", "w:tblW", "w:jc", "w:tblBorders", "w:tblLayout", "w:tblLook")
    element = _element("w:tblpPr", **place, tblpYSpec="bottom")
    properties.insert_element_before(element, *later)


def without_padding(table: Any) -> None:
    """Let cells begin where the text does, with no padding at their sides."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="0", type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def rule_cell(cell: Any, *, top: float, bottom: float) -> None:
    """Draw a line above and below a cell, as thick as given in points, and none beside it."""
    borders = OxmlElement("w:tcBorders")
    for side, thick in (("top", top), ("bottom", bottom)):
        values = {"val": "single", "sz": str(round(thick * 8)), "space": "0", "color": "000000"}
        borders.append(_element(f"w:{side}", **values))
    later = ("w:shd", "w:noWrap", "w:tcMar", "w:vAlign")
    cell._tc.get_or_add_tcPr().insert_element_before(borders, *later)


def add_page_field(paragraph: Any, font: Font, size: float) -> None:
    """Insert the number of the page."""
    run = add_run(paragraph, "", font, size)
    instruction = OxmlElement("w:instrText")
    instruction.text = "PAGE"
    for child in (
        _element("w:fldChar", fldCharType="begin"), instruction,
        _element("w:fldChar", fldCharType="end"),
    ):  # fmt: skip
        run._r.append(child)


def exact(paragraph: Any, height: Pt | None = None) -> None:
    """Fix the line height; None gives lines as high as what stands in them (pictures)."""
    form = paragraph.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY if height else WD_LINE_SPACING.SINGLE
    if height:
        form.line_spacing = height


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(20), Mm(22)


def turn(document: Any, *, to_landscape: bool) -> None:
    """Begin a page that lies on its side, or stands again, for a table of many columns (8)."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    if not to_landscape:
        _set_page(section)
        section.orientation = WD_ORIENT.PORTRAIT
        return
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(35), Mm(37)
    section.header_distance, section.footer_distance = Mm(14), Mm(15)


def _set_style(style: Any, font: Font, size: float) -> None:
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), False
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    name_font(properties, font)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    form.alignment = WD_PARAGRAPH_ALIGNMENT.JUSTIFY
    form.widow_control = False
    form.keep_with_next = style.name != "Normal"


def _name_substitutes(document: Any) -> None:
    """Tell programs without the fonts which to take instead."""
    fonts = "".join(
        f'<w:font w:name="{font.name}"><w:altName w:val="{font.substitute}"/>'
        '<w:charset w:val="86"/></w:font>'
        for font in FONTS
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    table = f'<?xml version="1.0" encoding="UTF-8"?><w:fonts xmlns:w="{space}">{fonts}</w:fonts>'
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = table.encode()


def _set_before_size(properties: Any, tag: str, value: str) -> None:
    """Add a run property in front of the size, where the schema wants spacing and width."""
    for old in properties.findall(qn(tag)):
        properties.remove(old)
    later = (
        "w:kern",
        "w:position",
        "w:sz",
        "w:szCs",
        "w:highlight",
        "w:u",
        "w:vertAlign",
        "w:lang",
    )
    properties.insert_element_before(_element(tag, val=value), *later)


def _element(tag: str, **values: str) -> Any:
    element = OxmlElement(tag)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element
