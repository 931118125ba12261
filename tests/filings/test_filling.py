"""A table fills itself, is overridden with a reason, handed in, returned and rolled up."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.filings.test_binding import S1, S4
from yushui.filings import actions, export, queries
from yushui.filings.kinds import Binding
from yushui.filings.lifecycle import State
from yushui.filings.models import Cell, Edition, Filing
from yushui.filings.sources import total_now
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.notices.models import Item
from yushui.visits import actions as visits
from yushui.visits.calls import Call, Companion, GiftLine
from yushui.visits.models import GiftKind, Rank


class Collection:
    """A county that collects the table of its notice from two townships."""

    def __init__(self, columns, title="2026年“八一”期间走访慰问情况统计表"):
        self.city = make.unit(make.region())
        self.office = make.unit(make.region(self.city.region), superior=self.city)
        self.towns = [make.township(self.office) for _ in range(2)]
        notice = make.notice(self.office)
        Item.objects.create(
            notice=notice,
            kind=Item.Kind.TABLE,
            content={"title": title, "header_fields": [], "columns": columns, "rows": []},
        )
        self.campaign = make.campaign(self.office, notice=notice)
        duty = make.duty(
            self.campaign, kind="filing", notice=notice, deliverables=["table"],
            due_on=date(2026, 8, 10),
        )  # fmt: skip
        for town in self.towns:
            make.assignment(duty, to=town, due_on=date(2026, 8, 10))
        self.by, self.town = make.actor("head", self.office), self._of_the_towns()
        [self.edition] = actions.design(self.campaign, notice=notice, by=self.by)
        actions.open_edition(self.edition, by=self.by)

    def _of_the_towns(self):
        """Somebody with a post at each township: an office does not hand in for those below."""
        user = make.user("head", self.towns[0], name="田守业")
        user.posts.create(role="head", unit=self.towns[1], since=date(2020, 1, 1))
        return user.actor

    def visit(self, town, *, categories=("veteran",), money="0", goods="0", **call):
        person = make.person(make.household(town.region), categories=categories)
        gifts = [GiftLine(GiftKind.GOODS, "大米", 1, Decimal(goods))] if goods != "0" else []
        visits.record(
            campaign=self.campaign, unit=town, household=person.household, persons=[person],
            call=Call(
                made_on=date(2026, 7, 20), money=Decimal(money), gifts=gifts,
                participants=[Companion("田守业", Rank.HEAD, "书记")], **call,
            ),
            by=self.town,
        )  # fmt: skip

    def visit_troop(self, town, *, money):
        host = make.unit(town.region, kind="garrison", name=f"驻{town.name}部队{money}")
        visits.record_troop(
            campaign=self.campaign, unit=town, host=host,
            call=Call(
                made_on=date(2026, 7, 21), money=Decimal(money), participants=[Companion("田")]
            ),
            by=self.town,
        )  # fmt: skip

    def filing(self, number=0):
        return Filing.objects.get(edition=self.edition, unit=self.towns[number])

    def filled(self, number=0):
        filing = self.filing(number)
        actions.fill(filing, by=self.town)
        return filing

    def texts(self, filing):
        return [
            [
                queries.printed(cell.column.type, cell.number, cell.text) if cell else ""
                for cell in row
            ]
            for row in queries.sheet(filing).rows
        ]


@pytest.fixture
def s1():
    return Collection(S1)


def test_the_city_table_fills_itself(s1):  # S1-57…70
    town = s1.towns[0]
    s1.visit(town, money="200.50", goods="68")
    s1.visit(town, categories=("martyr_survivor",), money="500")
    s1.visit_troop(town, money="10000")
    [row] = s1.texts(s1.filled())
    assert row == [
        "1", "登门入户；大米", "268.50", "1", "登门入户", "500.00",
        f"驻{town.name}部队10000", "登门入户", "10,000.00", "1.08", "",
    ]  # fmt: skip


def test_each_troop_has_a_row(s1):  # S1-67
    for money in ("3000", "4000.50"):
        s1.visit_troop(s1.towns[0], money=money)
    rows = s1.texts(s1.filled())
    assert [row[8] for row in rows] == ["3,000.00", "4,000.50"]
    assert [row[9] for row in rows] == ["0.70", ""]


def test_the_county_table_has_a_row_for_troops_and_one_for_people():  # S4-44…50
    county = Collection(S4, "2024年“八一”期间走访慰问驻石部队和优抚对象情况统计表")
    county.visit(county.towns[0], money="50", goods="30")
    county.visit_troop(county.towns[0], money="2000")
    troops, people = county.texts(county.filled())
    assert troops[:6] == ["驻石部队", "", "1", "2,000.00", "0.00", "0.20"]
    assert people[:6] == ["优抚对象", "田守业（书记）", "1", "50.00", "30.00", "0.01"]


def test_an_override_needs_a_reason_and_survives_a_refill(s1):
    s1.visit(s1.towns[0])
    filing = s1.filled()
    cell = filing.cells.get(column__position=0)
    with pytest.raises(RuleViolation, match="调整原因"):
        actions.override(cell, number=5, by=s1.town)
    actions.override(cell, number=5, reason="另有4人在单位慰问", by=s1.town)
    s1.visit(s1.towns[0])
    actions.fill(filing, by=s1.town)
    again = filing.cells.get(column__position=0)
    assert (again.counted, again.number, again.reason) == (2, 5, "另有4人在单位慰问")


def test_an_override_moves_the_total(s1):
    filing = s1.filled()
    cell = filing.cells.get(column__position=2)
    actions.override(cell, number=1_234_500, reason="补记发票", by=s1.town)
    assert filing.cells.get(column__position=9).number == 1_234_500


def test_totals_are_not_typed(s1):
    cell = s1.filled().cells.get(column__position=9)
    with pytest.raises(RuleViolation, match="系统生成"):
        actions.override(cell, number=1, reason="x", by=s1.town)


def test_a_table_goes_in_is_returned_and_goes_in_again(s1):
    filing = s1.filled()
    actions.submit(filing, by=s1.town)
    first = filing.digest
    with pytest.raises(RuleViolation, match="已经提交"):
        actions.fill(filing, by=s1.town)
    actions.send_back(filing, reason="请核对", by=s1.by)
    s1.visit(s1.towns[0])
    actions.fill(filing, by=s1.town)
    actions.submit(filing, by=s1.town)
    actions.accept(filing, by=s1.by)
    assert (filing.state, filing.round, filing.reason) == (State.ACCEPTED, 2, "")
    assert filing.digest != first


def test_a_return_says_why(s1):
    filing = s1.filled()
    actions.submit(filing, by=s1.town)
    with pytest.raises(RuleViolation, match="退回原因"):
        actions.send_back(filing, reason=" ", by=s1.by)


def test_a_submitted_table_keeps_its_figures(s1):
    filing = s1.filled()
    actions.submit(filing, by=s1.town)
    s1.visit(s1.towns[0])
    assert filing.cells.get(column__position=0).number == 0


def test_an_empty_number_is_not_handed_in():
    county = Collection(S4)
    with pytest.raises(RuleViolation, match="没有填写"):
        actions.submit(county.filled(), by=county.town)


def test_a_township_does_not_review_itself(s1):
    filing = s1.filled()
    actions.submit(filing, by=s1.town)
    with pytest.raises(NotPermitted):
        actions.accept(filing, by=make.actor("head", s1.towns[0]))


@pytest.mark.parametrize(
    ("answer", "told"), [(actions.accept, {}), (actions.send_back, {"reason": "再核"})]
)
def test_who_asks_for_a_table_does_not_answer_its_own(s1, answer, told):
    own = Filing.objects.create(edition=s1.edition, unit=s1.office)
    actions.fill(own, by=s1.by)
    actions.submit(own, by=s1.by)
    with pytest.raises(RuleViolation, match="不能由本单位审核"):
        answer(own, by=s1.by, **told)
    own.refresh_from_db()
    assert own.state == State.SUBMITTED


def test_the_total_equals_its_parts(s1):  # S1-69
    for number, money in enumerate(("12345.67", "12345.68")):
        s1.visit(s1.towns[number], money=money)
        actions.submit(s1.filled(number), by=s1.town)
    lines = queries.rollup(s1.edition)
    assert [line.texts[2] for line in lines] == ["12,345.67", "12,345.68", "24,691.35"]
    assert [line.texts[9] for line in lines] == ["1.23", "1.23", "2.47"]


def test_who_is_late_is_told(s1):
    actions.submit(s1.filled(), by=s1.town)
    done = queries.completeness(s1.edition, today=date(2026, 8, 11))
    assert (done.expected, done.submitted, done.on_time) == (2, 1, 1)
    assert [filing.unit for filing in done.late] == [s1.towns[1]]


def test_the_workbook_has_the_notice_s_own_heads(s1):
    s1.visit(s1.towns[0], money="200")
    assert export.of_filing(s1.filled())[:2] == b"PK"
    assert export.of_rollup(s1.edition)[:2] == b"PK"


def test_a_column_is_not_rebound_while_it_is_being_filled(s1):
    column = s1.edition.columns.get(position=0)
    with pytest.raises(RuleViolation, match="不能再改口径"):
        actions.rebind(column, type_="count", binding_=Binding.MANUAL, rule={}, by=s1.by)


def test_designing_twice_makes_one_table(s1):
    actions.design(s1.campaign, notice=s1.campaign.notice, by=s1.by)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("rows", "changes", "name"),
    [
        (Filing, {"state": State.SUBMITTED}, "filings_submitted_is_frozen"),
        (Filing, {"state": State.RETURNED}, "filings_returned_with_a_reason"),
        (Cell, {"counted": 1, "number": 2, "reason": ""}, "filings_override_has_a_reason"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_database_itself_refuses(s1, rows, changes, name):
    s1.filled()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.objects.update(**changes)


def test_what_came_after_a_table_went_in_is_told_apart(s1):  # S0-59
    s1.visit(s1.towns[0])
    filing = s1.filled()
    actions.submit(filing, by=s1.town)
    s1.visit(s1.towns[0])
    cell = filing.cells.get(column__position=0)
    assert (cell.counted, total_now(cell)) == (1, 2)
    assert total_now(filing.cells.get(column__position=9)) is None
