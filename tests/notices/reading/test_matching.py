"""The scoring itself: an expectation must be able to fail."""

from datetime import date

import pytest

from tests.notices.reading.judges import JUDGES
from tests.notices.reading.matching import differences, paired, plain, same
from yushui.notices.reading.structure import Basis, Contact, Deadline, Deliverable, Head, Notice
from yushui.notices.reading.structure import Campaign as FoundCampaign
from yushui.notices.reading.text import Span


SPAN = Span(0, 3)


def deadline(on: date | None = date(2026, 3, 3), **said: object) -> Deadline:
    plainly = {"basis": Basis.EXPLICIT, "what": "", "owed_by": [], "owed_to": [], "quote": ""}
    return Deadline(on=on, span=SPAN, **{**plainly, **said})  # type: ignore[arg-type]


def notice(**holds: object) -> Notice:
    empty: dict[str, object] = {name: [] for name in Notice.__dataclass_fields__}
    head = {"document": Head(None, None, None), "campaign": FoundCampaign(None, None, None, None)}
    return Notice(**{**empty, **head, "text": "各村请", **holds})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "found", "agrees"),
    [
        ("县（区）双拥办", "县(区)双拥办", True),
        ("关于做好　工作的通知", "关于做好工作的通知", True),
        ("双拥办", "双拥", False),
        ({"any": ["甲", "乙"]}, "乙", True),
        ({"any": ["甲", "乙"]}, "丙", False),
        ("2026-03-03", date(2026, 3, 3), True),
        ("2026-03-03", date(2026, 3, 4), False),
        (["report", "table"], [Deliverable.TABLE, Deliverable.REPORT], True),
        (["report", "table"], [Deliverable.REPORT], False),
        (None, "公开", False),
    ],
)
def test_values_agree_when_people_would_say_so(wanted: object, found: object, agrees: bool) -> None:
    assert same(wanted, found) is agrees


def test_only_what_an_expectation_names_is_compared() -> None:
    found = deadline(recurs="FREQ=MONTHLY;BYMONTHDAY=5", quote="每月 5日前")

    assert not list(differences({"recurs_has": ["BYMONTHDAY=5"], "quote_has": "每月5日"}, found))
    assert list(differences({"recurs_has": ["FREQ=YEARLY"]}, found))
    assert list(differences({"owed_to": ["县双拥办"]}, found))


def test_one_finding_answers_one_expectation() -> None:
    pairs, extra = paired([{"on": "2026-03-03"}] * 2, [deadline(), deadline(None)], ("on",))

    assert [got is not None for _, got in pairs] == [True, False]
    assert extra == [deadline(None)]


@pytest.mark.parametrize(
    ("expected", "holds", "faults"),
    [
        ({"deadlines": []}, {}, 0),
        ({"deadlines": []}, {"deadlines": [deadline()]}, 1),
        ({"deadlines": [{"on": "2026-03-03"}]}, {}, 1),
        ({"deadlines": [{"on": "2026-03-03", "optional": True}]}, {}, 0),
        ({"deadlines": [{"on": "2026-03-03"}]}, {"deadlines": [deadline()]}, 0),
    ],
)
def test_deadlines_too_many_and_too_few_are_both_faults(
    expected: dict[str, object], holds: dict[str, object], faults: int
) -> None:
    tally = JUDGES["deadlines"](expected, notice(**holds))

    assert tally is not None
    assert len(tally.faults) == faults


def test_a_span_outside_the_text_is_a_fault() -> None:
    found = notice(contacts=[Contact("温故", None, None, Span(2, 9))])

    tally = JUDGES["spans"]({}, found)

    assert tally is not None
    assert tally.faults


def test_blanks_and_marks_do_not_count() -> None:
    assert plain("**２０２１ 年**\u3000") == "2021年"
