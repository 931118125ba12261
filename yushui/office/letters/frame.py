"""The empty document that letters are written into: page, styles, and the red line at the foot."""

from typing import Any, Final

from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from yushui.office.gongwen import styles
from yushui.office.gongwen.styles import FANGSONG, HEITI, TITLE


# Names of styles, as a clerk finds them in WPS and Word; they serve as ids too.
LETTER_TITLE: Final = "慰问信标题"
SALUTATION: Final = "慰问信称呼"
PARAGRAPH: Final = "慰问信正文"
ORGAN: Final = "慰问信落款"
DAY: Final = "慰问信日期"
LIST_TITLE: Final = "清单标题"
LIST_NOTE: Final = "清单说明"
LIST_HEAD: Final = "清单表头"
LIST_CELL: Final = "清单内容"

BODY_PT, PITCH_PT, TITLE_PT = 15.0, 27.0, 36.0
_RED: Final = "C00000"


def frame(name: str, organs: tuple[str, ...], *, has_listings: bool) -> Any:
    """A document with nothing in it but the end of the part with the lists, if there is one."""
    document = styles.new_document()
    document.settings.odd_and_even_pages_header_footer = False
    card = document.core_properties
    card.title, card.author = name, "、".join(organs)
    card.comments, card.language = "", "zh-CN"
    _speak_chinese(document)
    _add_styles(document)
    _set_margins(document.sections[0])
    if has_listings:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        _turn_small(document)
    else:
        section = document.sections[0]
    section.footer.is_linked_to_previous = False
    styles.border(section.footer.paragraphs[0], top=(1.5, 4, _RED))
    return document


def _speak_chinese(document: Any) -> None:
    """Say so once for all text: a comma stands elsewhere on the line in Taipei."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _set_margins(section: Any) -> None:
    section.top_margin, section.bottom_margin = Mm(26), Mm(26)
    section.left_margin, section.right_margin = Mm(27), Mm(27)
    section.footer_distance = Mm(16)


def _turn_small(document: Any) -> None:
    """The paragraph that ends the lists takes no room, or it might take a page."""
    styles.exact(document.paragraphs[-1], Pt(1))


def _add_styles(document: Any) -> None:
    sides = WD_PARAGRAPH_ALIGNMENT
    title = _style(document, LETTER_TITLE, TITLE, TITLE_PT, pitch=PITCH_PT * 2)
    title.font.color.rgb = styles.RED
    title.paragraph_format.alignment = sides.CENTER
    title.paragraph_format.page_break_before = True
    title.paragraph_format.space_after = Pt(PITCH_PT)
    title.paragraph_format.keep_with_next = True
    _rule_below(title)
    _style(document, SALUTATION, FANGSONG, BODY_PT).paragraph_format.keep_with_next = True
    body = _style(document, PARAGRAPH, FANGSONG, BODY_PT)
    body.paragraph_format.first_line_indent = Pt(BODY_PT * 2)
    for name, is_kept in ((ORGAN, True), (DAY, False)):
        signed = _style(document, name, FANGSONG, BODY_PT)
        signed.paragraph_format.alignment = sides.RIGHT
        signed.paragraph_format.right_indent = Pt(BODY_PT * 2)
        signed.paragraph_format.keep_with_next = is_kept
    heading = _style(document, LIST_TITLE, HEITI, 16)
    heading.paragraph_format.alignment = sides.CENTER
    heading.paragraph_format.keep_with_next = True
    _style(document, LIST_NOTE, FANGSONG, 12, pitch=22).paragraph_format.keep_with_next = True
    _style(document, LIST_HEAD, HEITI, 10.5, pitch=18)
    _style(document, LIST_CELL, FANGSONG, 10.5, pitch=18)


def _style(document: Any, name: str, font: styles.Font, size: float, pitch: float = 27.0) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.name, style.font.size = styles.LATIN, Pt(size)
    styles.name_font(style.element.get_or_add_rPr(), font)
    styles.exact(style, Pt(pitch))
    if name.startswith("清单"):
        style.paragraph_format.alignment = WD_PARAGRAPH_ALIGNMENT.LEFT
    return style


def _rule_below(style: Any) -> None:
    """The red line under the title: a thick and a thin one."""
    line = f'<w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="6" w:color="{_RED}"/>'
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    properties = style.element.get_or_add_pPr()
    later = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")
    properties.insert_element_before(border, *later)
