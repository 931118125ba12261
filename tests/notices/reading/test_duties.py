"""The duties of the source notices (catalogue B), and of sentences from elsewhere."""

from datetime import date

import pytest

from tests.notices.reading.sources import source
from yushui.notices.reading import reader
from yushui.notices.reading.structure import Duty, DutyKind


HEAD = "某县双拥办关于做好2024年“八一”期间双拥工作的通知\n\n各乡镇（街道）：\n\n现通知如下：\n\n"
TAIL = "\n\n某县双拥办\n2024年7月10日\n"


def _read(sentence: str) -> list[Duty]:
    return reader.read(f"{HEAD}一、有关工作\n\n{sentence}{TAIL}").duties


def _of(kind: str, duties: list[Duty]) -> list[Duty]:
    return [duty for duty in duties if duty.kind == kind]


def _only(kind: str, sentence: str) -> Duty:
    (found,) = _of(kind, _read(sentence))
    return found


# --- the five source notices -------------------------------------------------------------------

ROWS = [
    ("S0-13", "S0", "plan", "一", {}, []),
    ("S0-22", "S0", "roster", "一", {}, ["serving_family"]),
    ("S0-24", "S0", "gift", "二", {"items": ["couplets", "pictures", "letter", "citation"]}, []),
    ("S0-26", "S0", "visit_coverage", "二", {"at_least": 1, "coverage": "all"},
     ["serving_family", "border_family"]),
    ("S0-28", "S0", "merit_delivery", "二",
     {"merit": "first", "rank": "leader", "military_rank": "leader"}, []),
    ("S0-29", "S0", "merit_delivery", "二",
     {"merit": "second", "rank": "head", "military_rank": "leader"}, []),
    ("S0-30", "S0", "merit_delivery", "二",
     {"merit": "third", "rank": "leader", "military_rank": "staff"}, []),
    ("S0-32", "S0", "visit_coverage", "二", {"mode": "home", "coverage": "all"},
     ["serving_family"]),
    ("S0-33", "S0", "contact_card", "二", {}, ["serving_family"]),
    ("S0-34", "S0", "household_file", "二", {}, ["serving_family"]),
    ("S0-37", "S0", "group_visit", "二", {}, ["compound"]),
    ("S0-38", "S0", "visit_coverage", "二", {}, ["border_roster"]),
    ("S0-41", "S0", "campaign_frequency", "三/一要", {"at_least": 2, "per": "year"}, []),
    ("S0-43", "S0", "event_visit", "三/一要",
     {"events": ["misfortune", "rights_harmed", "disaster"]}, ["serving_family"]),
    ("S0-47", "S0", "case_ledger", "三/二要", {}, []),
    ("S0-54", "S0", "assessment", "三/三要", {}, []),
    ("S0-55", "S0", "inspection", "三/三要", {}, []),
    ("S1-20", "S1", "army_support", "二/(二)", {}, []),
    ("S1-25", "S1", "community_service", "三/(一)", {},
     ["min_living", "disabled_family", "lone_elderly", "left_behind_children"]),
    ("S1-35", "S1", "need_list", "四/(二)", {}, []),
    ("S1-41", "S1", "visit_coverage", "五", {"mode": "home", "age_at_least": 80},
     ["unemployed", "hardship", "lone", "aged_80", "enterprise_cadre"]),
    ("S1-45", "S1", "visit_coverage", "五", {},
     ["three_survivors", "korean_war_veteran", "national_model_veteran", "finest_veteran",
      "merit_2_up", "old_demobilised", "martyr_and_serving"]),
    ("S1-49", "S1", "discipline", "五", {}, []),
    ("S2-09", "S2", "honour_plaque", "一", {}, []),
    ("S2-11", "S2", "meeting", "二", {}, []),
    ("S2-18", "S2", "group_visit", "二", {}, ["garrison"]),
    ("S2-21", "S2", "practical_deed", "三", {"at_least": 1, "at_most": 2, "per": "unit"}, []),
    ("S2-24", "S2", "inspection", "四", {}, []),
    ("S2-27", "S2", "visit_coverage", "四", {"modes": ["letter", "home", "meeting", "phone"]},
     ["martyr_and_serving", "disabled_soldier", "retired_cadre"]),
    ("S3-10", "S3", "need_list", "二", {}, []),
    ("S3-13", "S3", "visit_coverage", "二", {}, ["border_family"]),
    ("S3-22", "S3", "visit_coverage", "四", {"coverage": "all"},
     ["zero_employment", "lone", "unstable_out_of_poverty", "severe_illness",
      "sudden_hardship", "merit_2_up", "border_family"]),
    ("S3-25", "S3", "case_ledger", "四", {}, []),
    ("S3-27", "S3", "practical_deed", "四", {"at_least": 1, "per": "year"}, []),
    ("S3-32", "S3", "discipline", "四", {}, []),
    ("S4-05", "S4", "assessment", "一", {}, []),
    ("S4-24", "S4", "payment", "四", {"fen_each": 5000, "per": "person", "by": "card"},
     ["regular_allowance"]),
    ("S4-27", "S4", "visit_coverage", "四", {"coverage": "all"},
     ["old_demobilised", "disabled_1_6", "three_survivors"]),
    ("S4-29 head", "S4", "leader_visit", "四",
     {"at_least": 1, "unit": "household", "mode": "home", "rank": "head"}, []),
    ("S4-29 deputy", "S4", "leader_visit", "四",
     {"at_least": 1, "unit": "household", "mode": "home", "rank": "deputy"}, []),
    ("S4-36", "S4", "filing", "四",
     {"sections": ["走访慰问总体情况", "采取的主要措施", "达到的效果",
                   "反映的主要问题及意见建议"]}, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "clause", "standard", "targets"),
    [pytest.param(*row[1:], id=row[0]) for row in ROWS],
)
def test_the_source_notices(
    name: str, kind: str, clause: str, standard: dict[str, object], targets: list[str]
) -> None:
    tried = [
        duty
        for duty in _of(kind, source(name).duties)
        if standard.items() <= duty.standard.items() and set(targets) <= set(duty.targets)
    ]
    assert tried, _of(kind, source(name).duties)
    assert any(duty.clause in {clause, ""} for duty in tried)


def test_the_payer_of_the_cards_is_the_county_bureau() -> None:
    (payment,) = _of("payment", source("S4").duties)  # S4-25
    assert payment.actors == ["县退役军人事务局"]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("S0", {"payment", "practical_deed", "honour_plaque", "leader_visit"}),
        ("S1", {"payment", "leader_visit", "merit_delivery", "contact_card", "gift"}),
        ("S2", {"payment", "leader_visit", "contact_card", "campaign_frequency", "roster"}),
        ("S3", {"payment", "leader_visit", "merit_delivery", "event_visit", "honour_plaque"}),
        ("S4", {"merit_delivery", "honour_plaque", "campaign_frequency", "event_visit"}),
    ],
)
def test_what_a_source_notice_does_not_ask_is_not_read(name: str, kinds: set[str]) -> None:
    assert not [duty for duty in source(name).duties if duty.kind in kinds]


# --- other offices -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "kind", "standard"),
    [
        ("各乡镇（街道）要对烈属每户发放慰问金500元。", "payment",
         {"fen_each": 50000, "per": "household"}),
        ("对参战退役军人发放慰问金300元/人。", "payment", {"fen_each": 30000, "per": "person"}),
        ("困难退役军人每户慰问金500至1000元。", "payment",
         {"fen_each": 50000, "fen_each_at_most": 100000}),
        ("困难退役军人慰问金每户不低于500元、不超过1000元。", "payment",
         {"fen_each": 50000, "fen_each_at_most": 100000}),
        ("慰问驻军部队，每个连队慰问金2万元。", "group_visit", {}),
        ("乡镇党政主要领导每人入户走访优抚对象不少于5户。", "leader_visit",
         {"at_least": 5, "unit": "household", "mode": "home", "rank": "head"}),
        ("各乡镇每年至少组织3次走访慰问优抚对象活动。", "campaign_frequency",
         {"at_least": 3, "per": "year"}),
        ("各成员单位每年至少为驻军部队办2件实事。", "practical_deed",
         {"at_least": 2, "per": "year"}),
        ("双拥办每季度召开1次联席会议。", "meeting", {"at_least": 1, "per": "quarter"}),
        ("对现役军人家庭遭遇火灾、重大疾病的，要在24小时内上门慰问。", "event_visit",
         {"within_days": 1, "mode": "home"}),
        ("对90周岁以上退役军人逐户走访。", "visit_coverage",
         {"age_at_least": 90, "coverage": "all"}),
        ("对新立功受奖官兵家庭敲锣打鼓送喜报。", "merit_delivery", {}),
        ("损坏的光荣牌要及时更换，做到应挂尽挂。", "honour_plaque", {}),
        ("为每户军属确定1名干部联系，发放连心卡。", "contact_card", {}),
        ("为现役军人家庭逐户建立“一户一档”。", "household_file", {}),
        ("各村要摸清退役军人底数，核对花名册。", "roster", {}),
        ("对反映的困难诉求逐件登记、限时答复。", "case_ledger", {}),
        ("县双拥办要梳理军地需求“双清单”，逐项落实。", "need_list", {}),
        ("县局将组织督查组适时开展抽查。", "inspection", {}),
        ("走访情况纳入双拥模范县考评。", "assessment", {}),
        ("严格落实中央八项规定精神，轻车简从，节俭务实。", "discipline", {}),
        ("驻县各部队要组织官兵开展义务巡诊、助学活动。", "community_service", {}),
        ("要积极支持部队演训，做好场地征用和交通保障。", "army_support", {}),
        ("要利用广播、电视和微信公众号广泛宣传双拥典型。", "publicity", {}),
        ("遇有优抚对象房屋倒塌的，镇（街道）要在24小时内上门慰问。", "event_visit",
         {"within_days": 1}),
        ("为野外驻训部队送防暑降温物资，并协调水电保障。", "army_support", {}),
        ("驻军部队要积极支援地方抗旱救灾，参加义务植树。", "community_service", {}),
        ("做好慰问信的印制和发放，送到每户优抚对象手中。", "gift", {"items": ["letter"]}),
        ("各地要定期更新优抚对象数据库，做到不错不漏。", "roster", {}),
        ("各地每半年对拥军企业履诺情况检查一次。", "inspection", {}),
        ("县级领导每人联系1名困难退役军人，每年走访不少于2次。", "leader_visit",
         {"at_least": 2, "per": "year"}),
    ],
    ids=lambda value: value[:10] if isinstance(value, str) else "",
)  # fmt: skip
def test_sentences_of_other_offices(sentence: str, kind: str, standard: dict[str, object]) -> None:
    assert standard.items() <= _only(kind, sentence).standard.items()


def test_two_amounts_are_two_payments_to_their_own_people() -> None:
    found = _of("payment", _read("各村要发放慰问金，其中烈属每户300元，残疾军人每户200元。"))
    assert [(each.targets, each.standard["fen_each"]) for each in found] == [
        (["martyr_survivor"], 30000),
        (["disabled_soldier"], 20000),
    ]


def test_each_class_of_merit_has_its_own_award() -> None:
    found = _of("payment", _read("做好奖励金发放工作，一等功1万元、二等功5000元、三等功1000元。"))
    assert [(each.standard["merit"], each.standard["fen_each"]) for each in found] == [
        ("first", 1_000_000),
        ("second", 500_000),
        ("third", 100_000),
    ]


def test_a_ceiling_for_goods_is_no_payment() -> None:
    assert not _of("payment", _read("各街道要走访烈属，送上慰问品（每户不超过300元）。"))


def test_people_named_once_are_meant_below() -> None:
    text = "（一）慰问对象。烈属、残疾军人。\n\n（二）慰问标准。每人发放慰问金500元。"
    (found,) = _of("payment", reader.read(f"{HEAD}一、有关工作\n\n{text}{TAIL}").duties)
    assert found.targets == ["martyr_survivor", "disabled_soldier"]


def test_a_plan_names_the_actors_after_the_order() -> None:
    text = "召开军政座谈会\n时间：7月30日\n责任单位：县委办、县人武部\n"
    (found,) = _of("meeting", reader.read(f"{HEAD}一、{text}{TAIL}").duties)
    assert found.actors == ["县委办", "县人武部"]


def test_what_is_due_by_a_day_has_the_day() -> None:
    found = _only("visit_coverage", "各乡镇要在7月28日前对烈属逐户走访一遍。")
    assert found.due == date(2024, 7, 28)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("让优抚对象感受到党和政府的关怀。", id="a purpose"),
        pytest.param("不断增强退役军人的荣誉感、获得感、幸福感。", id="a hope"),
        pytest.param("今年是中国人民解放军建军97周年。", id="a fact"),
        pytest.param("近年来，我市先后走访慰问驻军部队120余次，送喜报56份。", id="the past"),
        pytest.param("镇服务站提供代为祭扫服务和上门服务。", id="a service"),
        pytest.param("市退役军人事务局承担日常工作。", id="an office's name is no person"),
    ],
)
def test_words_that_order_nothing(sentence: str) -> None:
    assert _read(sentence) == []


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            "某市双拥办关于2024年“八一”期间双拥工作情况的报告\n\n省双拥办：\n\n"
            "一、走访慰问。各县对烈属逐户走访慰问，每户发放慰问金500元。\n\n某市双拥办\n2024年8月9日\n",
            id="a report",
        ),
        pytest.param(
            "某市人民政府关于表彰双拥模范的决定\n\n各县人民政府：\n\n希望受表彰的单位珍惜荣誉，"
            "继续走访慰问优抚对象，大力宣传双拥典型。\n\n某市人民政府\n2024年7月9日\n",
            id="a commendation",
        ),
        pytest.param(
            "致全县优抚对象的慰问信\n\n广大优抚对象：\n\n我们将继续走访慰问烈属，落实优待政策。\n\n"
            "某县人民政府\n2024年7月9日\n",
            id="a letter",
        ),
        pytest.param(
            "某市军人优待办法\n\n第一条 为了保障权益，制定本办法。\n\n"
            "第二条 县级人民政府应当走访慰问军人家庭，送喜报，悬挂光荣牌。\n",
            id="a regulation",
        ),
    ],
)
def test_documents_that_order_nothing(document: str) -> None:
    assert reader.read(document).duties == []


def test_confidence_lies_between_nothing_and_certainty() -> None:
    for name in ("S0", "S1", "S2", "S3", "S4"):
        assert all(0 < duty.confidence < 1 for duty in source(name).duties)


def test_every_kind_but_the_rarest_occurs_in_the_source_notices() -> None:
    found = {duty.kind for name in ("S0", "S1", "S2", "S3", "S4") for duty in source(name).duties}
    assert found == set(DutyKind)


def test_a_duty_takes_the_hour_with_the_day() -> None:
    duty = _only("visit_coverage", "各镇要于7月28日下午5点前完成对现役军人家庭的走访。")

    assert (duty.due, duty.due_at) == (date(2024, 7, 28), "17:00")


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("各镇对烈属普遍走访一遍，并发放慰问金，每户不低于500元。", "at_least"),
        ("对烈属发放慰问金，每户不少于500元。", "at_least"),
        ("烈属慰问金每户500元以上。", "at_least"),
        ("烈属慰问金500元/户以上。", "at_least"),
        ("各镇对烈属发放慰问金，每户不超过500元。", "at_most"),
        ("烈属慰问金每户500元以内。", "at_most"),
        ("各镇对烈属每户发放慰问金500元。", None),
    ],
)
def test_an_amount_is_exact_a_least_or_a_most(sentence: str, bound: str | None) -> None:
    standard = _only("payment", sentence).standard

    assert (standard["fen_each"], standard.get("bound")) == (50000, bound)


def test_each_amount_has_its_own_bound() -> None:
    found = _of("payment", _read("烈属每户慰问金不低于500元，残疾军人每户200元。"))

    assert [each.standard.get("bound") for each in found] == ["at_least", None]


def test_a_range_needs_no_bound() -> None:
    duty = _only("payment", "困难退役军人慰问金每户不低于500元、不超过1000元。")

    assert "bound" not in duty.standard


def test_what_goods_may_cost_is_paid_to_nobody() -> None:
    sentence = "各镇对烈属走访慰问，每人发放慰问金200元、慰问品价值不超过100元。"

    assert _only("payment", sentence).standard["fen_each"] == 20000
