"""The tree of sections, whatever the marks of the converter say."""

from tests.notices.reading.heads import notice
from yushui.notices.reading import reader
from yushui.notices.reading.structure import Section


def _tree(body: str) -> list[object]:
    return [_shape(section) for section in reader.read(notice(body=body)).sections]


def _shape(section: Section) -> object:
    name = f"{section.number or ''}{section.heading or ''}"
    return [name, *(_shape(child) for child in section.children)] if section.children else name


def test_a_run_in_heading_ends_at_the_first_full_stop() -> None:
    # S4-52
    section = reader.read(
        notice(body="一、深化宣传，营造氛围。各级要宣传双拥。要讲好故事。")
    ).sections[0]

    assert (section.number, section.heading) == ("一、", "深化宣传，营造氛围")
    assert section.text == "各级要宣传双拥。要讲好故事。"


def test_numbers_decide_the_level_not_the_hash_signs() -> None:
    # S1-73: 一、 under ###, 二、 under ##, （一） and (一)
    body = "### 一、宣传教育\n（一）要学习。\n## 二、支持部队\n(一) 要了解问题。\n(二) 要配合任务。"

    assert _tree(body) == [["一、宣传教育", "（一）"], ["二、支持部队", "(一)", "(二)"]]


def test_one_two_three_within_a_paragraph_are_sections() -> None:
    # S0-68
    body = "一、建立机制。一要常态长效。各县要走访。**二要排忧解难。**要建立台账。三要督导检查。"

    assert _tree(body) == [["一、建立机制", "一要常态长效", "二要排忧解难", "三要"]]


def test_chapters_and_articles() -> None:
    body = (
        "第一章　总则\n第一条　为做好工作，制定本办法。\n"
        "第二章　走访\n第二条　春节前走访。\n（一）烈属；"
    )

    assert _tree(body) == [["第一章总则", "第一条"], ["第二章走访", ["第二条", "（一）"]]]


def test_first_then_at_last() -> None:
    assert _tree("一、首先，摸清底数。其次，逐户走访。最后，报送情况。") == [
        ["一、", "首先", "其次", "最后"]
    ]


def test_preamble_and_conclusion_stand_beside_the_sections() -> None:
    body = (
        "现通知如下：\n一、宣传\n各县要宣传双拥政策。\n二、走访\n各县要走访优抚对象。\n"
        "各县要改进作风，请于8月7日前报市局。"
    )

    assert _tree(body) == ["", "一、宣传", "二、走访", ""]


def test_an_issued_plan_is_a_section_of_its_own() -> None:
    text = notice(body="现将方案印发给你们，请认真执行。") + (
        "\n\n双拥活动实施方案\n\n一、目标\n做到全覆盖，不漏一户。\n二、任务\n各县要走访。"
    )

    sections = reader.read(text).sections

    assert [section.heading for section in sections] == [None, "双拥活动实施方案"]
    assert [child.heading for child in sections[1].children] == ["目标", "任务"]


def test_a_section_spans_its_children() -> None:
    text = notice(body="一、走访\n（一）要走访烈属。\n（二）要走访老兵。\n二、宣传")

    first = reader.read(text).sections[0]

    assert (
        text[first.span.start : first.span.end]
        == "一、走访\n（一）要走访烈属。\n（二）要走访老兵。"
    )
