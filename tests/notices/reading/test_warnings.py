"""What a person should look at; and what must not be called wrong."""

import pytest

from tests.notices.reading.heads import notice
from yushui.notices.reading import reader


def _codes(**parts: str) -> list[tuple[str, str | None]]:
    found = reader.read(notice(**parts)).warnings
    return [(one.code, one.suggestion) for one in found if one.code != "attachment_absent"]


WRONG = {
    "S1-42": ("对80以上高龄老人要登门走访。", ("typo_suspected", "80岁以上")),
    "S2-31": ("设立军人侯车（机）室。", ("typo_suspected", "候车")),
    "S3-35": ("中央、省垂直部队参照执行。", ("typo_suspected", "垂直部门")),
    "S1-61": ("统计慰问军队退 人员人数。", ("lost_character", "军队退役人员")),
    "a box": ("走访慰问优□对象。", ("lost_character", "优抚对象")),
    "army": ("今年是中国人民解放军建军98周年。", ("anniversary_wrong", "97周年")),
    "army in words": ("值此建军九十六周年到来之际，开展走访。", ("anniversary_wrong", "97周年")),
    "country": ("今年是新中国成立76周年。", ("anniversary_wrong", "75周年")),
    "party": ("2021年是中国共产党成立99周年。", ("anniversary_wrong", "100周年")),
    "weekday": ("2024年8月12日（星期二）召开座谈会。", ("weekday_wrong", "星期一")),
    "weekday without year": ("8月12日（周二）召开座谈会。", ("weekday_wrong", "星期一")),
    "no such day": ("2月30日召开座谈会。", ("date_impossible", None)),
}


@pytest.mark.parametrize(("body", "warning"), WRONG.values(), ids=WRONG)
def test_what_is_doubtful_is_told(body: str, warning: tuple[str, str | None]) -> None:
    assert _codes(body=body) == [warning]


@pytest.mark.parametrize(
    "body",
    [
        "80岁以上老人要登门走访。",
        "贯彻庆祝中国共产党成立100周年大会上的讲话精神。",
        "助力如期实现建军一百年奋斗目标，迎接2027年建军100周年。",
        "2024年8月12日（星期一）召开座谈会。",
        "内蒙古军区 政治工作局负责。",
        "“情暖老兵 永跟党走”活动。",
        "走访逐人户籍核对，因难免遗漏，再核一次。",
        "张　三　鹿鸣县退役军人事务局",
    ],
)
def test_what_is_right_is_left_alone(body: str) -> None:
    assert _codes(body=body) == []


def test_a_year_that_was_worked_out_is_to_be_confirmed() -> None:
    # S0-58
    assert ("year_inferred", "2024年2月25日") in _codes(body="请各县于2月25日前将走访情况报市局。")


def test_a_report_due_before_the_festival_is_told() -> None:
    # S0-59
    body = "各县于2024年春节前走访现役军人家庭，走访情况请于2024年2月5日前报市局。"

    assert "due_before_end" in [
        code for code, _ in _codes(title="关于做好2024年春节走访工作的通知", body=body)
    ]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"end": "临泽市局\n2024年1月12日\n\n办公室 2024年1月10日印发"}, "signed_after_printed"),
        ({"front": "临泽市退役军人事务局文件\n\n川民发201188号", "end": ""}, "number_form"),
        ({"front": "临泽市退役军人事务局文件\n\n临退发〔2023〕7号"}, "number_year"),
        ({"body": "请各县于2023年2月5日前将情况报市局。"}, "due_before_issue"),
    ],
)
def test_particulars_that_contradict_each_other_are_told(parts: dict[str, str], code: str) -> None:
    assert code in [found for found, _ in _codes(**parts)]


def test_an_absent_attachment_is_told_with_its_place() -> None:
    # S2-38
    text = notice(end="附件：双拥活动情况统计表")
    (warning,) = [one for one in reader.read(text).warnings if one.code == "attachment_absent"]

    assert warning.span is not None
    assert text[warning.span.start : warning.span.end] == "双拥活动情况统计表"
