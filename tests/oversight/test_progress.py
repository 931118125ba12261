"""How far a unit has come with a duty: a function for each kind, over evidence in hand."""

from collections import Counter
from datetime import date

import pytest

from tests import make
from yushui.campaigns.lifecycle import Progress as State
from yushui.filings.models import Filing, Report
from yushui.funds.totals import Total
from yushui.ledger.measures import Measure
from yushui.ledger.reading import Figure
from yushui.merits.progress import Tally
from yushui.oversight.progress import Evidence, square
from yushui.visits.queries import Answered, Coverage


TODAY = date(2026, 7, 25)


def standing(kind, *, assignment=None, evidence=None, **duty):
    """The square of a duty of `kind` laid on a unit, in the light of `evidence(unit)`."""
    laid = make.duty(kind=kind, **duty)
    one = make.assignment(laid, to=make.township(laid.unit), **(assignment or {}))
    given = evidence(one.unit) if evidence else {}
    return square(one, Evidence(TODAY, {(laid.pk, one.unit_id): one}, **given))


def said(found):
    return found.progress.done, found.progress.total, found.progress.missing


def test_what_cannot_be_counted_is_done_when_its_unit_says_so():
    assert said(standing("publicity")) == (0, 1, "尚未办结")
    done = {"state": State.DONE, "done_on": TODAY}
    found = standing("publicity", assignment=done)
    assert said(found) == (1, 1, "")
    assert not found.progress.is_counted


COVERAGE = {
    "some left": ((10, 6, 0), (6, 10, "还有 4 户未走访")),
    "an excused household is done with (S0-70)": ((10, 6, 4), (10, 10, "")),
    "nobody on the list: by word": ((0, 0, 0), (0, 1, "尚未办结")),
}


@pytest.mark.parametrize(("row", "expected"), COVERAGE.values(), ids=COVERAGE)
def test_coverage(row, expected):
    total, visited, excused = row

    def evidence(unit):
        return {"coverage": {unit.pk: Coverage(unit.pk, "", total, visited, excused, 0)}}

    assert said(standing("visit_coverage", evidence=evidence)) == expected


TIERED = Coverage(
    0, "", 10, 5, 1, 0, general=8, general_visited=5, general_excused=1, key=4, key_visited=1
)
BY_TIER = {
    "the general one": ("对辖区内优抚对象全面登门走访", (6, 8, "还有 2 户未走访")),
    "the key one": ("对“三属”进行重点慰问", (1, 4, "还有 3 户未走访")),
}


@pytest.mark.parametrize(("quote", "expected"), BY_TIER.values(), ids=BY_TIER)
def test_each_tier_has_its_own_households(quote, expected):  # S1-44, S2-26
    found = standing(
        "visit_coverage", evidence=lambda unit: {"coverage": {unit.pk: TIERED}}, quote=quote
    )
    assert said(found) == expected


def test_a_visit_without_the_photograph_demanded_is_not_done():  # S4-40
    def evidence(unit):
        rows = {unit.pk: Coverage(unit.pk, "", 10, 6, 1, 0)}
        return {"coverage": rows, "without_pictures": {unit.pk: 2}}

    expected = (5, 10, "还有 3 户未走访，2 户的走访没有照片")
    demanded = standing("visit_coverage", evidence=evidence, deliverables=["photos"])
    assert said(demanded) == expected
    assert said(standing("visit_coverage", evidence=evidence)) == (7, 10, "还有 3 户未走访")


SEEN, LONG_AGO, YESTERDAY = date(2026, 7, 22), date(2026, 7, 13), date(2026, 7, 24)
EVENTS = {
    "nothing happened: by word": ([], {}, (0, 1, "尚未办结")),
    "all visited": ([(LONG_AGO, YESTERDAY, False)], {}, (1, 1, "")),
    "two wait, the longest first said": (
        [(LONG_AGO, None, False), (YESTERDAY, None, False), (LONG_AGO, SEEN, False)],
        {},
        (1, 3, "还有 2 件未走访，最久的得知已 12 天"),
    ),
    "visited, but not within the days set": (
        [(LONG_AGO, SEEN, False), (YESTERDAY, None, False)],
        {"within_days": 3},
        (1, 2, "还有 1 件未走访，最久的得知已 1 天，1 件超过 3 天"),
    ),
    "let be by the head: done with": ([(LONG_AGO, None, True)], {"within_days": 1}, (1, 1, "")),
}


@pytest.mark.parametrize(("known", "standard", "expected"), EVENTS.values(), ids=EVENTS)
def test_event_visits(known, standard, expected):  # S0-43..46
    def evidence(unit):
        return {"occurrences": {unit.pk: [Answered(*one) for one in known]}}

    assert said(standing("event_visit", evidence=evidence, standard=standard)) == expected


LEADERS = {
    "neither": ({}, (0, 0), (0, 2, "主要负责同志还差 1 户，分管负责同志还差 1 户")),
    "one for both does not count (S4-29)": ({}, (2, 0), (1, 2, "分管负责同志还差 1 户")),
    "each separately": ({}, (1, 1), (2, 2, "")),
    "two each": ({"at_least": 2}, (1, 2), (3, 4, "主要负责同志还差 1 户")),
    "the head alone": ({"rank": "head"}, (1, 0), (1, 1, "")),
    "the deputy alone": ({"rank": "deputy"}, (1, 0), (0, 1, "分管负责同志还差 1 户")),
}


@pytest.mark.parametrize(("standard", "made", "expected"), LEADERS.values(), ids=LEADERS)
def test_leaders_visits(standard, made, expected):
    measures = (Measure.HEAD_VISITS, Measure.LEADER_VISITS)

    def evidence(unit):
        return {
            "figures": {
                (unit.pk, measure, ""): Figure(count)
                for measure, count in zip(measures, made, strict=True)
            }
        }

    assert said(standing("leader_visit", evidence=evidence, standard=standard)) == expected


GROUPS = {
    "none yet": ({}, 0, (0, 1, "集中慰问还差 1 场")),
    "one": ({}, 1, (1, 1, "")),
    "one of two": ({"at_least": 2}, 1, (1, 2, "集中慰问还差 1 场")),
    "more than asked": ({"at_least": 2}, 5, (2, 2, "")),
}


@pytest.mark.parametrize(("standard", "held", "expected"), GROUPS.values(), ids=GROUPS)
def test_group_visits(standard, held, expected):  # S0-36
    def evidence(unit):
        return {"figures": {(unit.pk, Measure.GROUP_VISITS, ""): Figure(held)}}

    assert said(standing("group_visit", evidence=evidence, standard=standard)) == expected


ROUNDS = {
    "none": ({}, 0, TODAY, (0, 2, "今年集中走访 0 次，还差 2 次")),
    "one in summer": ({}, 1, TODAY, (1, 2, "今年集中走访 1 次，还差 1 次")),
    "one in November": (
        {}, 1, date(2026, 11, 1), (1, 2, "今年集中走访 1 次，还差 1 次，年底前要补上")
    ),
    "two": ({}, 2, date(2026, 11, 1), (2, 2, "")),
    "three asked": ({"at_least": 3}, 2, date(2026, 10, 31), (2, 3, "今年集中走访 2 次，还差 1 次")),
}  # fmt: skip


@pytest.mark.parametrize(("standard", "held", "today", "expected"), ROUNDS.values(), ids=ROUNDS)
def test_campaigns_of_a_year(standard, held, today, expected):  # S0-41
    laid = make.duty(kind="campaign_frequency", standard=standard)
    one = make.assignment(laid)
    evidence = Evidence(today, {}, rounds={(one.unit_id, "civil"): held})
    assert said(square(one, evidence)) == expected


ITEMS = {"items": ["couplets", "pictures", "letter", "citation"]}
GIFTS = {
    "none yet": (ITEMS, {}, (0, 3, "春联还差 1 份，年画还差 1 份，慰问信还差 1 份")),
    "each kind by itself (S0-24)": (
        ITEMS,
        {"couplets": 9},
        (1, 3, "年画还差 1 份，慰问信还差 1 份"),
    ),
    "all": (ITEMS, {"couplets": 1, "pictures": 2, "letters": 3}, (3, 3, "")),
    "one for every home": (
        {"items": ["couplets", "letter"], "per": "household"},
        {"couplets": 12, "letters": 4},
        (14, 20, "慰问信还差 6 份"),
    ),
    "goods are given or not": (
        {"items": ["goods", "cash"]},
        {"gifts": 5},
        (1, 2, "还没有送慰问金"),
    ),
    "nothing that is counted here": ({"items": ["citation"]}, {}, (0, 1, "尚未办结")),
    "nothing named": ({}, {"couplets": 3}, (0, 1, "尚未办结")),
}


@pytest.mark.parametrize(("standard", "given", "expected"), GIFTS.values(), ids=GIFTS)
def test_what_was_to_be_sent(standard, given, expected):
    def evidence(unit):
        figures = {
            (unit.pk, measure, ""): Figure(0, n) if measure == "gifts" else Figure(n)
            for measure, n in given.items()
        }
        return {"figures": figures, "coverage": {unit.pk: Coverage(unit.pk, "", 10, 0, 0, 0)}}

    assert said(standing("gift", evidence=evidence, standard=standard)) == expected


HANDED_IN = {
    "neither": ("open", "draft", (0, 2, "未报：统计表、专题报告")),
    "the table alone does not do (S1-53)": ("submitted", "draft", (1, 2, "未报：专题报告")),
    "nor the report": ("open", "accepted", (1, 2, "未报：统计表")),
    "both": ("accepted", "submitted", (2, 2, "")),
    "a returned one is not in": ("returned", "submitted", (1, 2, "未报：统计表")),
}


@pytest.mark.parametrize(("filing", "report", "expected"), HANDED_IN.values(), ids=HANDED_IN)
def test_table_and_report_together(filing, report, expected):
    def evidence(unit):
        return {
            "filings": {unit.pk: [Filing(state=filing)]},
            "reports": {unit.pk: Report(state=report)},
        }

    found = standing("filing", evidence=evidence, deliverables=["report", "table"])
    assert said(found) == expected


def test_a_roster_is_handed_in_by_word():
    def evidence(unit):
        return {"filings": {unit.pk: [Filing(state="accepted")]}}

    assert said(standing("filing", evidence=evidence, deliverables=["roster"]))[0] == 0


LATE = {
    "its day is over": ({"due_on": date(2026, 7, 24)}, {}, True),
    "its day is today": ({"due_on": TODAY}, {}, False),
    "no day": ({"due_on": None}, {}, False),
    "not required (S3-35)": ({"due_on": date(2026, 7, 1)}, {"is_required": False}, False),
    "done in time or not": (
        {"due_on": date(2026, 7, 1), "state": State.DONE, "done_on": TODAY},
        {},
        False,
    ),
}


@pytest.mark.parametrize(("assignment", "duty", "is_late"), LATE.values(), ids=LATE)
def test_what_is_late(assignment, duty, is_late):
    assert standing("publicity", assignment=assignment, **duty).is_late is is_late


def of_merits(done, total, merit="second"):
    def evidence(unit):
        return {"citations": {merit: [(unit.region.path, Tally(done, total))]}}

    return evidence


MERITS = {
    "some left": ({}, of_merits(1, 3), (1, 3, "还有 2 份喜报未送达")),
    "all brought": ({}, of_merits(3, 3), (3, 3, "")),
    "none came: by word": ({}, None, (0, 1, "尚未办结")),
    "of the class the duty names (S0-29)": (
        {"merit": "second"}, of_merits(0, 1, "war_3"), (0, 1, "还有 1 份喜报未送达"),
    ),
    "another class is another duty's": (
        {"merit": "third"}, of_merits(0, 1), (0, 1, "尚未办结"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("standard", "evidence", "expected"), MERITS.values(), ids=MERITS)
def test_citations_are_counted_where_the_families_live(standard, evidence, expected):
    assert said(standing("merit_delivery", evidence=evidence, standard=standard)) == expected


def test_plaques_are_counted_among_the_families_entitled():
    """S2-09"""

    def evidence(unit):
        return {"plaques": [(unit.region.path, Tally(8, 10)), ("/elsewhere/", Tally(0, 9))]}

    assert said(standing("honour_plaque", evidence=evidence)) == (8, 10, "还有 2 户未挂光荣牌")


@pytest.mark.parametrize(
    ("persons", "expected"),
    [
        (None, (0, 1, "尚未办结")),
        ({"paid": 3, "left_out": 2}, (3, 3, "")),
        (
            {"paid": 1, "held": 2, "listed": 1, "sent": 1, "failed": 1},
            (1, 6, "2 人有疑点待认定，2 人还没有到账，1 人没有到账，要补发"),
        ),
    ],
)
def test_payments(persons, expected):
    def evidence(unit):
        return {"payments": {unit.node_id: Total(persons=Counter(persons))}} if persons else {}

    assert said(standing("payment", evidence=evidence)) == expected
