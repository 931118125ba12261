"""What is owed by a day: the rows of catalogue A, and sentences of many offices."""

from datetime import date

import pytest

from tests.notices.reading.sources import source
from yushui.notices.reading import deadlines
from yushui.notices.reading.structure import (
    Attachment,
    Basis,
    Campaign,
    Deadline,
    Deliverable,
    Head,
    Named,
)
from yushui.notices.reading.text import Piece, Span


NOWHERE = Span(0, 1)
REPORT, TABLE, ROSTER = Deliverable.REPORT, Deliverable.TABLE, Deliverable.ROSTER
PHOTOS, PLAN, OTHER = Deliverable.PHOTOS, Deliverable.PLAN, Deliverable.OTHER
SPRING = Campaign("春节", date(2021, 2, 12), 2021, None)


def _head(kind: str | None = "通知", *, recipients: tuple[str, ...] = ("各县双拥办",)) -> Head:
    return Head(
        kind=kind,
        title="关于做好春节期间双拥工作的通知",
        title_span=None,
        issuers=[Named("某市退役军人事务局", NOWHERE)],
        recipients=[Named(name, NOWHERE) for name in recipients],
        signed_on=date(2021, 1, 12),
    )


def _read(text: str, head: Head | None = None) -> list[Deadline]:
    return deadlines.read([Piece.of(text)], head or _head(), SPRING)


def _only(text: str, head: Head | None = None) -> Deadline:
    (found,) = _read(text, head)
    return found


# --- the five source notices -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "on", "basis", "owed_by", "owed_to", "deliverables"),
    [
        pytest.param(
            "S0",
            date(2021, 2, 5),
            Basis.INFERRED_YEAR,
            ["盟市退役军人事务局", "军分区（警备区）政治工作处"],
            ["自治区退役军人事务厅", "军区政治工作局"],
            [REPORT],
            id="S0-58 S0-60: two lanes",
        ),
        pytest.param(
            "S1",
            date(2021, 8, 10),
            Basis.INFERRED_YEAR,
            ["各县（市、区）双拥工作领导小组", "市直各部门", "市直各单位"],
            ["市双拥办"],
            [REPORT, TABLE],
            id="S1-51 S1-53: report and table together, troops owe none",
        ),
        pytest.param(
            "S2",
            date(2020, 2, 5),
            Basis.EXPLICIT,
            ["各单位"],
            ["区退役军人事务局"],
            [REPORT, TABLE],
            id="S2-34 S2-36: the receiver is not the issuer",
        ),
        pytest.param(
            "S3",
            date(2022, 2, 23),
            Basis.EXPLICIT,
            ["各县（市、区）双拥办", "市双拥工作领导小组成员单位", "市有关单位"],
            ["市双拥办"],
            [REPORT],
            id="S3-34",
        ),
        pytest.param(
            "S4",
            date(2024, 8, 12),
            Basis.EXPLICIT,
            ["各乡镇（街道）", "双拥工作领导小组各成员单位"],
            ["县双拥办"],
            [REPORT, PHOTOS, TABLE],
            id="S4-41 S4-42: fewer owe a report than get the notice",
        ),
    ],
)
def test_the_report_of_each_source_notice(
    name: str,
    on: date,
    basis: Basis,
    owed_by: list[str],
    owed_to: list[str],
    deliverables: list[Deliverable],
) -> None:
    (found,) = [each for each in source(name).deadlines if each.on == on]
    assert (found.basis, found.owed_by, found.owed_to) == (basis, owed_by, owed_to)
    assert found.deliverables == deliverables


def test_the_yearly_roster_is_owed_to_the_one_who_collects_it() -> None:
    (found,) = [each for each in source("S0").deadlines if each.recurs]  # S0-56
    assert found.recurs == "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"
    assert (found.on, found.deliverables) == (date(2021, 3, 31), [ROSTER])
    assert found.owed_by == ["各军分区（警备区）", "人武部"]
    assert found.owed_to == ["军区政治工作局"]


def test_visits_due_before_a_festival_are_owed_by_its_eve() -> None:
    (found,) = [each for each in source("S0").deadlines if each.basis is Basis.FESTIVAL]  # S0-25
    assert (found.on, found.deliverables) == (date(2021, 2, 11), [])
    assert "现役军人家庭" in found.what


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        pytest.param("S1", "电子邮箱", id="S1-54: a mailbox beside the order"),
        pytest.param("S2", "电子政务网", id="S2-35"),
        pytest.param("S3", None, id="S3: none stated"),
    ],
)
def test_the_channel_of_each_source_notice(name: str, channel: str | None) -> None:
    assert [each.channel for each in source(name).deadlines] == [channel]


@pytest.mark.parametrize("name", ["S0", "S1", "S2", "S3", "S4"])
def test_spans_point_at_the_words_quoted(name: str) -> None:
    notice = source(name)
    for each in notice.deadlines:
        original = "".join(notice.text[each.span.start : each.span.end].split())
        assert "".join(each.quote.split())[:6] in original


# --- other offices -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "on", "owed_to", "deliverables"),
    [
        pytest.param(
            "请于2月20日前将工作总结报送县双拥办。",
            date(2021, 2, 20), ["县双拥办"], [REPORT], id="请于…将…报送",
        ),
        pytest.param(
            "总结材料和统计表务必于2021年2月20日下班前报至市局优抚科。",
            date(2021, 2, 20), ["市局优抚科"], [REPORT, TABLE], id="thing first",
        ),
        pytest.param(
            "实施方案于1月20日前报省双拥办备案。",
            date(2021, 1, 20), ["省双拥办"], [PLAN], id="plan for the record",
        ),
        pytest.param(
            "请在本月25日前，把花名册和照片交到镇退役军人服务站任某处。",
            date(2021, 1, 25), ["镇退役军人服务站"], [ROSTER, PHOTOS], id="handed to a person",
        ),
        pytest.param(
            "截止2月10日，各单位须向区双拥办、区退役军人事务局书面报告工作情况。",
            date(2021, 2, 10), ["区双拥办", "区退役军人事务局"], [REPORT], id="截止, 向…报告",
        ),
        pytest.param(
            "请各单位收到通知后3个工作日内将联络员名单反馈我局。",
            None, ["某市退役军人事务局"], [ROSTER], id="working days, to us",
        ),
        pytest.param(
            "不迟于2月8日向市拥军优抚和褒扬纪念科报送情况小结。",
            date(2021, 2, 8), ["市拥军优抚和褒扬纪念科"], [REPORT], id="和 inside a name",
        ),
        pytest.param(
            "经验材料（电子版）于2月底前发至邮箱sy@example.com。",
            date(2021, 2, 28), [], [REPORT], id="to a mailbox only",
        ),
    ],
)  # fmt: skip
def test_sentences_that_ask_for_something(
    text: str, on: date | None, owed_to: list[str], deliverables: list[Deliverable]
) -> None:
    found = _only(text)
    assert (found.on, found.owed_to, found.deliverables) == (on, owed_to, deliverables)


@pytest.mark.parametrize(
    ("text", "owed_by"),
    [
        ("各乡镇（街道）于2月5日前将名单报县双拥办。", ["各乡镇（街道）"]),
        ("由各镇街、各成员单位于2月5日前将名单报县双拥办。", ["各镇街", "各成员单位"]),
        ("各街道、乡要于2月5日前将名单报县双拥办。", ["各街道", "各乡"]),
        ("情况以县人武部名义于2月5日前报军分区。", ["县人武部"]),
        ("于2月5日前将名单报县双拥办。", ["各县双拥办"]),
        ("请贵局于2月5日前将名单函告我局。", ["各县双拥办"]),
    ],
)
def test_who_owes_it(text: str, owed_by: list[str]) -> None:
    assert _only(text).owed_by == owed_by


def test_troops_among_the_recipients_owe_no_report_unless_named() -> None:
    head = _head(recipients=("各县双拥办", "驻市各部队"))
    assert _only("请于2月5日前将情况报市双拥办。", head).owed_by == ["各县双拥办"]


def test_two_days_in_one_sentence_are_two_deadlines() -> None:
    first, second = _read(
        "各社区于1月16日前上报慰问对象名单，1月28日前上报照片和小结，报送至街道退役军人服务站。"
    )
    assert (first.on, first.deliverables) == (date(2021, 1, 16), [ROSTER])
    assert (second.on, second.deliverables) == (date(2021, 1, 28), [PHOTOS, REPORT])
    assert first.owed_by == second.owed_by == ["各社区"]
    assert first.owed_to == second.owed_to == ["街道退役军人服务站"]


def test_things_in_one_clause_keep_their_own_days() -> None:
    first, second = _read("请于1月20日前将活动方案、2月20日前将活动小结报县双拥办。")
    assert (first.deliverables, second.deliverables) == ([PLAN], [REPORT])
    assert first.owed_to == second.owed_to == ["县双拥办"]


def test_each_lane_has_its_own_deadline() -> None:
    found = _read(
        "各市双拥办于3月5日前报省双拥办；各军分区政治工作处于3月9日前报省军区政治工作局。"
    )
    assert [(each.owed_by, each.owed_to) for each in found] == [
        (["各市双拥办"], ["省双拥办"]),
        (["各军分区政治工作处"], ["省军区政治工作局"]),
    ]


def test_an_attached_table_belongs_to_the_only_report() -> None:
    table = Attachment("走访慰问情况统计表", "table", present=False, span=NOWHERE)
    body = [Piece.of("请于2月20日前将工作总结报送县双拥办。")]
    (found,) = deadlines.read(body, _head(), SPRING, [table])
    assert found.deliverables == [REPORT, TABLE]  # S2-38


def test_a_clause_may_leave_its_verb_to_the_next() -> None:
    plan, report = _read(
        "各单位活动方案于1月20日前，活动总结于2月20日前报县双拥办（设在县民政局）。"
    )
    assert [each.deliverables for each in (plan, report)] == [[PLAN], [REPORT]]
    assert plan.owed_by == report.owed_by == ["各单位"]
    assert plan.owed_to == report.owed_to == ["县双拥办"]


def test_the_subject_may_follow_the_day() -> None:
    found = _only("每月25日前各旗县市至少向盟双拥办报送信息2条。")
    assert found.owed_by == ["各旗县市"]


def test_a_person_at_the_office_is_no_part_of_its_name() -> None:
    found = _only("请于2月4日前将总结发送至市退役军人事务局拥军优抚处马千里。")
    assert found.owed_to == ["市退役军人事务局拥军优抚处"]


def test_a_day_in_brackets_says_which_friday() -> None:
    text = "请各县双拥办将今年以来为部队办实事情况于本周五（1月22日）前报市双拥办。"
    assert (_only(text).on, _only(text).owed_to) == (date(2021, 1, 22), ["市双拥办"])


def test_who_gets_a_copy_does_not_receive() -> None:
    found = _only("各部队互办实事清单1月15日前报军分区政治工作处，抄送市双拥办。")
    assert (found.owed_by, found.owed_to) == (["各部队"], ["军分区政治工作处"])


def test_the_title_sets_no_day() -> None:
    title = Piece.of("关于春节前走访慰问有关事项的通知")
    head = Head("通知", title.text, title.span, signed_on=date(2021, 1, 12))
    assert deadlines.read([title], head, SPRING) == []


def test_a_receiver_named_for_all_material_is_everybodys() -> None:
    body = [
        Piece.of("每月5日前报送优抚对象名单。"),
        Piece.of("以上材料通过电子政务网发送至县局双拥股。"),
    ]
    (found,) = deadlines.read(body, _head(), SPRING)
    assert (found.owed_to, found.channel) == (["县局双拥股"], "电子政务网")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("定于2月5日召开双拥工作会议，请准时参加。", id="an event"),
        pytest.param("走访慰问时间为1月20日至2月10日。", id="a period"),
        pytest.param("2020年7月份以来，全区各地认真开展走访。", id="the past"),
        pytest.param("本办法自2021年3月1日起施行，有效期至2026年2月28日止。", id="in force"),
        pytest.param("截至2020年12月31日，全市共有优抚对象3200人。", id="a count"),
        pytest.param("2021年1月12日", id="a date of signature"),
        pytest.param("公示时间为1月5日至1月9日，如有异议请书面反映。", id="public notice"),
        pytest.param("对遭遇变故的家庭，要在3日内上门看望。", id="when something happens"),
        pytest.param("部分单位未按规定时间（1月5日前）报送总结。", id="a reproach"),
        pytest.param("阶段\t时间\t任务\n总结\t2月5日前\t报送总结", id="a row of a table"),
    ],
)
def test_days_that_nobody_owes_anything_by(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize("kind", ["报告", "决定", "慰问信", "办法", "公示", "请示", None])
def test_documents_that_bind_nobody(kind: str | None) -> None:
    head = _head(kind, recipients=())
    assert _read("各单位请于2月5日前将情况报市双拥办。", head) == []


def test_a_circular_that_praises_binds_nobody() -> None:
    body = [
        Piece.of("经研究，决定对5个先进集体予以通报表扬。"),
        Piece.of("各单位每月25日前报送信息。"),
    ]
    assert deadlines.read(body, _head("通报"), SPRING) == []


def test_a_regulation_sent_out_binds_nobody_here() -> None:
    head = Head("通知", "关于印发某市军人优待办法的通知", None, signed_on=date(2021, 1, 12))
    body = [Piece.of("第一条 为了保障权益。"), Piece.of("第三条 每年12月底前将情况报市局。")]
    assert deadlines.read(body, head, SPRING) == []


def test_the_hour_is_part_of_the_deadline() -> None:
    assert _only("各县双拥办请于2月5日17时前将走访总结报市局。").at == "17:00"
    assert _only("各县双拥办请于2月5日前将走访总结报市局。").at is None
