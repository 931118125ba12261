"""A draft says what the records say, and nothing else (S4-36…39)."""

import re

import pytest

from tests import make
from tests.reports.round import Round
from yushui.filings.rules import TO_COMPLETE
from yushui.reports import actions, figures


@pytest.fixture
def round_():
    return Round()


def spelt(report):
    """The four sections with their figures in place."""
    numbers = figures.values(report)
    return [figures.spelt(section["text"], numbers) for section in report.sections]


def test_a_draft_has_the_four_sections_of_the_notice(round_):  # S4-36…39
    assert [section["heading"] for section in round_.draft().sections] == [
        "走访慰问总体情况",
        "采取的主要措施",
        "达到的效果",
        "反映的主要问题及意见建议",
    ]


def test_without_a_record_nothing_is_claimed(round_):
    texts = spelt(round_.draft())
    assert texts[0] == "“八一”期间，全镇尚无走访慰问记录。"
    assert all(text.startswith(TO_COMPLETE) for text in texts[1:])
    assert not re.search(r"\d", "".join(texts[1:]))


def test_the_first_section_counts_people_families_and_money(round_):
    round_.visit(money="300", goods="68.50")
    round_.visit(categories=("martyr_survivor",), money="500")
    assert (
        "共走访慰问优抚对象2人、2户，其中退役军人1人、“三属”1人（各类人员有交叉）。"
        "发放慰问金800.00元。慰问品折款68.50元。"
    ) in spelt(round_.draft())[0]


def test_whoever_answers_for_a_place_reports_for_all_of_it(round_):
    place = round_.county.region
    place.name = "鹿鸣县"
    place.save()
    bureau = make.unit(place, kind="bureau")
    bureau.answers_for = round_.county
    bureau.save()
    finance = make.unit(place, kind="gov_organ", name="鹿鸣县财政局")
    for unit, who in [
        (round_.county, "全县"), (bureau, "全县"), (round_.town, "全镇"), (finance, finance.name),
    ]:  # fmt: skip
        report = actions.draft(round_.campaign, unit=unit, by=make.actor("head", unit))
        assert spelt(report)[0].startswith(f"“八一”期间，{who}尚无")


@pytest.mark.parametrize(
    ("money", "sentence"),
    [
        ("0", "走访慰问驻地部队1支。"),
        ("9999.99", "走访慰问驻地部队1支，支出9,999.99元。"),
        ("12345.00", "走访慰问驻地部队1支，支出1.23万元。"),
    ],
)
def test_an_amount_stands_in_the_unit_that_shows_it(round_, money, sentence):
    round_.visit_troop(money=money)
    assert spelt(round_.draft())[0].endswith(sentence)


def test_a_group_nobody_of_which_was_visited_is_not_mentioned(round_):
    round_.visit()
    text = spelt(round_.draft())[0]
    assert "三属" not in text
    assert "慰问金" not in text
    assert "部队" not in text


def test_measures_are_what_units_wrote_when_they_finished(round_):  # S4-37
    round_.did("meeting", "召开动员会。")
    round_.did("publicity", "张贴标语200条")
    round_.did("plan", "")
    assert round_.draft().sections[1]["text"] == (
        "一是会议：召开动员会。二是宣传教育：张贴标语200条。"
    )


def test_the_same_measure_of_ten_units_is_said_once(round_):
    for _ in range(10):
        round_.did("meeting", "召开动员会")
    assert round_.draft().sections[1]["text"].count("召开动员会") == 1


def test_effect_and_problems_come_from_the_list_and_from_what_was_heard(round_):
    round_.visit(listed=True, heard="房屋漏雨")
    *_, effect, problems = spelt(round_.draft())
    assert effect == "列入走访名单1户，已走访1户，覆盖率100%。"
    assert problems.startswith("走访中了解困难诉求1件，已逐件登记。")


def test_every_number_of_a_draft_is_a_citation(round_):
    round_.visit(money="300", goods="68.50", listed=True, heard="房屋漏雨")
    round_.visit_troop(money="20000")
    texts = "".join(section["text"] for section in round_.draft().sections)
    texts = texts.replace(round_.town.name, "")
    assert not re.search(r"\d", texts)


def test_a_second_draft_does_not_replace_what_was_written(round_):
    report = round_.written("手工写的第一部分。")
    assert round_.draft() == report
    assert round_.draft().sections[0]["text"] == "手工写的第一部分。"


def test_a_report_goes_to_whoever_laid_the_duty_on_the_unit(round_):  # S4-42
    report = round_.draft()
    assert (report.receiver, report.recipient) == (round_.county, round_.county.name)
