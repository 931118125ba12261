"""The five notices that the users gave, clause by clause.

They are no part of the repository; where they are not beside it these tests do not run.
"""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from yushui.notices.reading import loading, reader
from yushui.notices.reading.structure import Notice, Section


FOLDER = Path(__file__).parents[4] / "shared" / "notices"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the users' notices are not here")


@cache
def _read(number: str) -> Notice:
    (path,) = FOLDER.glob(f"00{number}_*.txt")
    return reader.read(loading.load(path))


def _codes(notice: Notice) -> dict[str, str | None]:
    return {warning.code: warning.suggestion for warning in notice.warnings}


HEADS = {
    "0": ("通知", "内退役军人发〔2021〕6号", None, date(2021, 1, 12), None),
    "1": ("通知", "吕拥办发〔2021〕3号", date(2021, 7, 22), date(2021, 7, 22), None),
    "2": ("通知", None, None, None, None),
    "3": ("通知", "江双拥办〔2021〕61号", None, date(2021, 12, 31), "主动公开"),
    "4": ("通知", None, None, None, None),
}


@pytest.mark.parametrize("number", HEADS)
def test_kind_number_days_and_disclosure(number: str) -> None:
    head = _read(number).document

    written = head.number.text if head.number else None
    assert (head.kind, written, head.signed_on, head.printed_on, head.disclosure) == HEADS[number]


TITLES = {
    "0": "内蒙古自治区退役军人事务厅、内蒙古军区政治工作局"
    "关于进一步做好“情系边海防官兵”拥军优属工作的通知",
    "1": "关于扎实做好“八一”期间双拥工作的通知",
    "2": "关于做好2020年元旦春节期间拥军优属拥政爱民工作的通知",
    "3": "关于做好二〇二二年春节期间开展拥军优属拥政爱民活动的通知",
    "4": "关于做好“八一”期间双拥工作的通知",
}


@pytest.mark.parametrize("number", TITLES)
def test_titles_are_healed(number: str) -> None:
    # S0-03, S1-03, S2-01, S3-03, S4-01
    assert _read(number).document.title == TITLES[number]


ISSUERS = {
    "0": ["内蒙古自治区退役军人事务厅", "内蒙古军区政治工作局"],
    "1": ["吕梁市拥军优属拥政爱民工作领导小组"],
    "2": ["重庆市黔江区双拥工作领导小组办公室"],
    "3": [
        "江门市拥军优属拥政爱民工作领导小组办公室",
        "江门市退役军人事务局",
        "江门军分区政治工作处",
    ],
    "4": ["石柱土家族自治县双拥工作领导小组办公室"],
}


@pytest.mark.parametrize("number", ISSUERS)
def test_issuers_in_full_and_in_order(number: str) -> None:
    # S0-01, S1-01, S3-01
    assert [one.text for one in _read(number).document.issuers] == ISSUERS[number]


RECIPIENTS = {
    "0": "各盟市退役军人事务局 满洲里市退役军人事务局 二连浩特市退役军人事务局"
    " 各军分区政治工作处 呼和浩特警备区政治工作处",
    "1": "各县（市、区）双拥工作领导小组 市直各部门 市直各单位 驻吕各部队",
    "2": "各乡镇党委 各乡镇人民政府 各街道党工委 各街道办事处 区委各部委 区级国家机关各部门"
    " 各人民团体 各区属企事业单位 各驻黔部队",
    "3": "各县（市、区）双拥办 市双拥工作领导小组成员单位 市有关单位",
    "4": "各乡镇（街道）党委（党工委） 各乡镇（街道）人民政府（办事处） 县委各部委"
    " 县级各部门 各人民团体 驻石部队",
}


@pytest.mark.parametrize("number", RECIPIENTS)
def test_one_entry_per_addressee(number: str) -> None:
    # S0-04…07, S1-04…06, S2-02…04, S3-04, S4-02…03
    found = [one.text for one in _read(number).document.recipients]

    assert found == RECIPIENTS[number].split()


MISSING = {
    "0": {"署名", "成文日期", "联系人"},
    "1": {"联系人"},
    "2": {"发文字号", "署名", "成文日期", "联系人"},
    "3": {"署名", "成文日期", "联系人"},
    "4": {"发文字号", "署名", "成文日期"},
}


@pytest.mark.parametrize("number", MISSING)
def test_what_is_missing_is_listed(number: str) -> None:
    # S0-67, S2-39
    assert set(_read(number).document.missing) == MISSING[number]


HEADINGS = {
    "0": [
        "提高政治站位，切实强化组织领导",
        "严密组织实施，做到官兵家庭应访尽访",
        "建立常态机制，推动拥军优属活动走深走实",
    ],
    "1": [
        "深入开展双拥宣传教育",
        "积极支持部队练兵备战",
        "广泛开展爱民助民活动",
        "着力维护军民切身利益",
        "广泛开展走访慰问活动",
    ],
    "2": [
        "大力营造浓厚双拥氛围",
        "主动帮助部队解决实际问题",
        "积极服务驻地民生福祉改善",
        "真情真心关心关爱优抚对象",
    ],
    "3": [
        "提高政治站位，积极营造双拥浓厚氛围",
        "主动服务部队，解决驻地官兵实际困难",
        "弘扬优良传统，广泛开展爱民助民活动",
        "把握“要让从军成为一生荣耀”职责使命，精心组织形式丰富的慰问活动",
    ],
    "4": [
        "深化双拥和国防宣传教育，大力营造军爱民民拥军浓厚氛围",
        "切实立起服务备战打仗鲜明导向，全面助力部队战斗力提升",
        "践行人民军队根本宗旨，突出支持乡村振兴开展爱民助民活动",
        "务实推动政策法规全面落地落实，带着责任和感情关爱优抚对象",
    ],
}


@pytest.mark.parametrize("number", HEADINGS)
def test_headings_between_preamble_and_conclusion(number: str) -> None:
    # S1-73, S2-40, S3-39, S4-52
    sections = _read(number).sections

    assert [section.heading for section in sections] == [None, *HEADINGS[number], None]
    assert [section.number for section in sections[1:-1]] == [
        f"{numeral}、" for numeral in "一二三四五"[: len(HEADINGS[number])]
    ]


def test_one_two_three_inside_a_paragraph_are_sections() -> None:
    # S0-68: 一要…二要…三要, one of them in stars
    third = _read("0").sections[3]

    assert [(child.number, child.heading) for child in third.children] == [
        ("一要", "坚持常态长效"),
        ("二要", "注重排忧解难"),
        ("三要", "加强督导检查"),
    ]


def test_numbered_items_stand_below_their_section() -> None:
    assert [len(section.children) for section in _read("1").sections] == [0, 3, 4, 4, 3, 0, 0]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("0", "走访慰问了部队提报的边海防部队官兵家庭"),
        ("0", "各级退役军人事务局、双拥办、军分区（警备区）、人武部密切配合，结合开展送春联"),
        ("1", "庆祝中国共产党成立100周年大会上的重要讲话，作为双拥宣传教育的首要任务"),
        ("1", "全力保护人民群众生命财产安全"),
        ("1", "搞好精神抚慰、心理援助等个性化服务"),
        ("3", "深刻认识“两个确立”的决定性意义"),
        (
            "3",
            "在军地、军民交往中带头宣传和践行社会主义核心价值观，培塑社会公德、职业道德、家庭美德",
        ),
    ],
)
def test_pages_that_broke_a_sentence_are_healed(number: str, sentence: str) -> None:
    # S0-69 and catalogue F
    def texts(sections: list[Section]) -> str:
        return "".join(each.text + texts(each.children) for each in sections)

    assert sentence in texts(_read(number).sections)


def test_contacts() -> None:
    # S1-54, S4-43
    assert [(one.phone, one.email) for one in _read("1").contacts] == [
        ("0358-8498917", "llsybgs@163.com")
    ]
    assert [(one.name, one.phone) for one in _read("4").contacts] == [("谭地恒", "73332442")]
    assert not [one for number in "023" for one in _read(number).contacts]


@pytest.mark.parametrize(
    ("number", "attached"),
    [
        ("0", [("各盟市慰问边海防部队官兵花名册", "roster", False)]),
        ("1", [("2021年“八一”期间走访慰问情况统计表", "table", True)]),
        ("2", [("2020年元旦春节期间双拥活动情况统计表", "table", False)]),
        ("3", []),
    ],
    ids=["S0-62", "S1-55", "S2-38", "S3"],
)
def test_attachments(number: str, attached: list[tuple[str, str, bool]]) -> None:
    found = _read(number).attachments

    assert [(one.title, one.kind, one.present) for one in found] == attached


def test_lineage_of_the_chain_from_the_top() -> None:
    # S0-09, S0-12; the film of S1-16 is no document
    assert [(one.text, one.issuers) for one in _read("0").lineage] == [
        ("关于开展“情系边海防官兵”拥军优属活动的通知", ["全国双拥办"]),
        (
            "关于做好春节期间拥军优属拥政爱民工作的通知",
            ["退役军人事务部", "中央军委政治工作部"],
        ),
    ]
    assert _read("1").lineage == []


def test_copies_and_the_printing_office() -> None:
    # S0-64…66, S1-72, S3-37
    assert [one.text for one in _read("0").document.copies_to] == ["武警内蒙古总队政治工作部"]
    assert [_read(number).document.printed_by for number in "013"] == [
        "内蒙古自治区退役军人事务厅办公室",
        "吕梁市双拥工作领导小组办公室",
        "江门市双拥办",
    ]


WARNINGS = {
    "0": {"due_before_end", "attachment_absent", "year_inferred"},  # S0-58, S0-59, S0-62
    "1": {"typo_suspected", "lost_character", "year_inferred"},  # S1-42, S1-61, S1-51
    "2": {"typo_suspected", "attachment_absent"},  # S2-31, S2-38
    "3": {"typo_suspected"},  # S3-35
    "4": set(),  # S4-04: both anniversaries are right
}


@pytest.mark.parametrize("number", WARNINGS)
def test_warnings_and_no_others(number: str) -> None:
    assert set(_codes(_read(number))) == WARNINGS[number]


@pytest.mark.parametrize(
    ("number", "suggestion"),
    [("1", "80岁以上"), ("1", "军队退役人员"), ("2", "候车"), ("3", "垂直部门")],
)
def test_a_doubt_says_what_was_probably_meant(number: str, suggestion: str) -> None:
    assert suggestion in {warning.suggestion for warning in _read(number).warnings}
