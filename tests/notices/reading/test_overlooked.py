"""Orders to a unit that lay no duty we know are told; and what is no order is left alone."""

import pytest

from tests.notices.reading.heads import notice
from tests.notices.reading.scoring import Sample, reading_of, samples
from yushui.notices.reading import reader
from yushui.notices.reading.structure import Notice


OPENING = "为做好走访慰问工作，现通知如下：\n"


def _doubted(read: Notice) -> list[str]:
    spans = [one.span for one in read.warnings if one.code == "duty_unread"]
    return [read.text[span.start : span.end].replace("\n", "") for span in spans if span]


def _of(body: str) -> list[str]:
    return _doubted(reader.read(notice(body=OPENING + body)))


DOUBTED = {
    "two bureaus": "一、县民政局、县财政局要做好资金保障工作，确保经费及时到位。",
    "负责": "（二）县医院负责义诊车辆保障。",
    "牵头 after 由": "3.由县公安局牵头做好道路保畅。",
    "须": "一、县机关事务管理局须安排专人值守。",
    "a paragraph without a number": "县交通局、县文旅局应当落实免费乘车。",
}


@pytest.mark.parametrize("body", DOUBTED.values(), ids=DOUBTED)
def test_an_order_that_lays_no_duty_is_told(body: str) -> None:
    assert _of(body) == [body]


@pytest.mark.parametrize(
    "body",
    [
        "一、各县要走访慰问优抚对象。",
        "一、县财政局要足额发放慰问金，做好资金保障。",
        "一、县教育局负责组织主题班会。",
        "一、各级要切实站在服务备战打仗的高度，统一思想。",
        "一、各单位要高度重视，抓好落实。",
        "二、领导带头要实。",
        "一、县财政局应急资金已经到位。",
        "一、经费由本级财政负责人签字。",
        "一、县双拥办要于7月20日前将方案报市双拥办。",
        "一、县双拥办要做好服务。县双拥办要组织走访现役军人家庭。",
    ],
)
def test_what_lays_a_duty_or_is_no_order_is_left_alone(body: str) -> None:
    assert _of(body) == []


def test_a_clause_is_told_once() -> None:
    body = "一、县财政局要做好保障。县交通局要做好服务。\n二、县水利局要做好供水。"

    assert _of(body) == ["一、县财政局要做好保障。", "二、县水利局要做好供水。"]


def test_whoever_owes_nothing_beside_a_duty_of_others_is_told() -> None:
    assert _of("一、各县要走访慰问优抚对象。县财政局要做好保障。") == ["县财政局要做好保障。"]


@pytest.mark.parametrize("title", ["关于表彰走访慰问工作先进单位的决定", "走访慰问工作情况报告"])
def test_documents_that_lay_no_duties_are_not_doubted(title: str) -> None:
    assert _doubted(reader.read(notice(title=title, body="一、县财政局要做好保障。"))) == []


def test_a_class_meeting_is_publicity_and_not_sure() -> None:
    (duty,) = reader.read(notice(body="一、县教育局负责组织开展主题班会。")).duties

    assert (duty.kind, duty.actors, duty.confidence < 0.7) == ("publicity", ["县教育局"], True)


# Every doubt in the judged notices; each is an order that we have no kind of duty for.
IN_SAMPLES = {
    "04": "（一）县以下各级要明确双拥工作负责人",
    "20": "县医保局、县卫健局要为残疾军人办理慢性病门诊提供绿色通道",
    "21": "区双拥办负责联系协调",
    "23": "三、县人武部要组织民兵协助军属抢收抢种",
    "24": "三、车站、医院要设立军人侯车、侯诊专区",
    "37": "驻鹿部队要落实节日战备",
    "50": "各级要加强监督",
    "52": "县财政局负责落实经费",
    "72": "4.白鹭军分区政治工作处负责联系驻军部队",
    "104": "区属各国有公司要与驻区部队签订共建协议",
    "106": "驻训点所在乡镇要组织群众开展送西瓜、送绿豆等活动",
}


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_the_judged_notices_hold_no_other_doubts(sample: Sample) -> None:
    wanted = IN_SAMPLES.get(sample.name.split("-")[0])
    found = _doubted(reading_of(sample.path))

    assert [one[: len(wanted or one)] for one in found] == ([wanted] if wanted else [])
