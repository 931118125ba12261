"""Broken pages become whole paragraphs, and every character keeps its place."""

import pytest

from yushui.notices.reading import healing


def _texts(original: str) -> list[str]:
    return [paragraph.text for paragraph in healing.paragraphs(original)]


@pytest.mark.parametrize(
    ("original", "healed"),
    [
        (
            "走访慰问了部队提报的\n\n边海防部队官兵家庭，有力促进。",
            "走访慰问了部队提报的边海防部队官兵家庭，有力促进。",
        ),
        (
            "各部队要结合战备训练，结合\n\n \n \n开展送春联、送年画活动。",
            "各部队要结合战备训练，结合开展送春联、送年画活动。",
        ),
        (
            "（一）要学习在庆祝成立 100 周\n\n年大会上的讲话，作为首要任务。",
            "（一）要学习在庆祝成立100周年大会上的讲话，作为首要任务。",
        ),
        (
            "全力保护人民，做到迅即行动，\n\n— 3 —\n\n保护群众生命安全。",
            "全力保护人民，做到迅即行动，保护群众生命安全。",
        ),
        ("关于做好春节期间\n\n拥政爱民工作的通知", "关于做好春节期间拥政爱民工作的通知"),
        (
            "请报县双拥办（\n传真：0796-8110022），逾期不候。",
            "请报县双拥办（传真：0796-8110022），逾期不候。",
        ),
        (
            "联系人：向晚，市双拥办，邮箱：lzsyb@linze\n.example",
            "联系人：向晚，市双拥办，邮箱：lzsyb@linze.example",
        ),
    ],
    ids=["S0-69", "blank lines", "S1-17", "page number", "title", "bracket", "address"],
)
def test_what_a_page_end_cut_is_one_paragraph_again(original: str, healed: str) -> None:
    assert _texts(original) == [healed]


@pytest.mark.parametrize(
    "original",
    [
        "三、广泛开展爱民助民活动\n各部队要发扬传统，服务群众。",
        "请于8月10日前报市双拥办。\n吕山市双拥工作领导小组办公室",
        "吕山市双拥工作领导小组办公室\n2021年7月22日",
        "现将有关事项通知如下：\n一、走访对象",
        "附件：统计表\n吕山市双拥工作领导小组办公室",
        "来源：市局   浏览次数：356\n各县（区）退役军人事务局，市直单位：",
    ],
)
def test_what_begins_anew_is_not_joined(original: str) -> None:
    assert _texts(original) == original.split("\n")


@pytest.mark.parametrize(
    ("written", "healed"),
    [
        ("军区 政治工作局关于“情系边海防 官兵”的通知", "军区政治工作局关于“情系边海防官兵”的通知"),
        ("“情暖老兵 永跟党走”活动", "“情暖老兵 永跟党走”活动"),
        ("请于 2024年8月12日前报送", "请于2024年8月12日前报送"),
        ("综合体 LED 电子屏幕", "综合体 LED 电子屏幕"),
        ("民　政　部　文　件", "民政部文件"),
        ("市双拥办 2021年12月31日印发", "市双拥办 2021年12月31日印发"),
    ],
    ids=["S0-03", "a slogan in halves", "S4-41", "latin", "spelt out", "date of printing"],
)
def test_stray_blanks_go_and_meant_ones_stay(written: str, healed: str) -> None:
    assert _texts(written) == [healed]


def test_marks_of_markdown_and_of_web_pages_go() -> None:
    original = "# **吕山市文件**\n\n---\n\n<p>&emsp;各县：</p>\n> 联系人：向晚\n- 7月30日走访。"

    assert _texts(original) == ["吕山市文件", "各县：", "联系人：向晚", "7月30日走访。"]


def test_lines_of_tables_stay_as_they_are() -> None:
    original = "统计表\n\t类别\n\t带队领导\n| 序号 | 姓名 |\n|---|---|\n1\t 张三 \t男"

    assert _texts(original)[1:] == original.split("\n")[1:]


@pytest.mark.parametrize("indent", ["", "　　"])
def test_lines_wrapped_at_the_width_of_the_paper_are_joined(indent: str) -> None:
    prose = (
        "各县（市、区）双拥办要组织乡镇和村对辖区内烈士遗属逐户走访每户至少走访一次做到不漏一户不漏一人"
        * 6
    )
    wrapped = [prose[at : at + 28] for at in range(0, len(prose), 28)]
    original = f"{indent}一、走访。" + "\n".join(wrapped) + "。\n" + indent + "二、慰问。送春联。"

    assert [text[:2] for text in _texts(original)] == ["一、", "二、"]


def test_the_indent_of_a_line_counts_towards_its_width() -> None:
    original = (
        "\u3000\u3000（一）摸底。各乡镇要在12月25日前完成走访\n对象摸底，建立台账，做到不错不漏。\n"
        "\u3000\u3000（二）走访。县政府于2025年元旦前后举行启动\n仪式；各乡镇在节前走访一遍，并做好记录。\n"
        "\u3000\u3000（三）报送。各乡镇于2月10日前将走访工作总\n结和统计表报县双拥办，逾期不再受理。"
    )

    assert [text[:3] for text in _texts(original)] == ["（一）", "（二）", "（三）"]


def test_particulars_of_a_web_page_stand_alone() -> None:
    page = (
        "首页 > 政务公开 > 通知公告\n索引号：LZ0032/2026-00017\n发布时间：2023-07-07  浏览次数：3"
    )
    wrapped = "\n".join(["各乡镇要逐户走访慰问辖区内的优抚对象，了解困难，", "建立台账。"] * 4)

    texts = _texts(f"{page}\n各乡镇人民政府：\n{wrapped}")

    assert texts[:4] == [*page.split("\n"), "各乡镇人民政府："]


def test_a_bracket_cut_before_its_figure_is_closed_again() -> None:
    original = "请于2月29日前将《慰问金发放情况表》（附件\n2）报县局。"

    assert _texts(original) == [original.replace("\n", "")]


def test_a_notice_in_one_line_falls_apart_where_its_layout_shows() -> None:
    original = (
        "雪松街道办事处关于做好走访慰问工作的通知 各社区居委会，辖区各单位： "
        "为做好走访慰问工作，通知如下：一、对象。烈属、残疾军人、现役军人家属和其他困难退役军人。"
        "二、方式。由班子成员带队入户走访，每人不少于2户，节前全部走访到位，并做好记录，"
        "走访情况及时录入系统。"
        "三、要求。轻车简从，不给群众添麻烦。临泽市雪松街道办事处 2023年1月9日"
    )

    assert [text[:6] for text in _texts(original)] == [
        "雪松街道办事",
        "各社区居委会",
        "为做好走访慰",
        "一、对象。烈",
        "二、方式。由",
        "三、要求。轻",
        "临泽市雪松街",
        "2023年1",
    ]


@pytest.mark.parametrize(
    "original", ["a\r\n\r\n# 通知 各县\n", "一、甲。\x0c二、乙。", "&ldquo;八一&rdquo;慰\u200b问"]
)
def test_every_character_kept_knows_its_place(original: str) -> None:
    for paragraph in healing.paragraphs(original):
        for character, place in zip(paragraph.text, paragraph.origin, strict=True):
            assert original[place] in (character, "&")


def test_sentences_end_with_their_closing_marks() -> None:
    (paragraph,) = healing.paragraphs("他说：“做好走访。”各县要落实；各乡要配合。望认真执行.")

    assert [piece.text for piece in healing.sentences(paragraph)] == [
        "他说：“做好走访。”",
        "各县要落实；各乡要配合。",
        "望认真执行.",
    ]
    assert len(healing.clauses(paragraph)) == 4
