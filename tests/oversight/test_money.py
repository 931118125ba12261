"""The reconciliation: purses, entries and ledger side by side (S4-28, S1-50, S1-69)."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from tests import make
from tests.funds.place import Treasury
from tests.funds.scene import build
from yushui.funds import rules
from yushui.funds.models import Purse
from yushui.ledger.measures import Measure
from yushui.ledger.models import Posting
from yushui.oversight.money import Line, outside_of_lines, reconcile
from yushui.reports import moneysheet
from yushui.visits import actions as visits
from yushui.visits.calls import Call, Companion, GiftLine
from yushui.visits.models import GiftKind


@pytest.fixture
def treasury(db):
    made = Treasury()
    made.appropriate("1000")
    made.pass_on("400")
    made.pass_on("300", to=made.other)
    made.give_back("100")
    return made


def visit(treasury, money, unit=None, **told):
    at = unit or treasury.township
    home = make.household(at.region)
    return visits.record(
        campaign=treasury.campaign,
        unit=at,
        household=home,
        persons=[make.person(home)],
        call=Call(treasury.slip("1").on, [Companion("张明")], money=Decimal(money), **told),
        by=make.actor("worker", at),
    )


def lines(treasury, unit=None):
    found = reconcile(treasury.campaign, unit or treasury.office)
    return {line.unit: line for line in found.lines}, found


def test_each_line_says_what_came_went_and_is_left(treasury):
    visit(treasury, "120.50")
    by_unit, found = lines(treasury)
    own, below = by_unit[treasury.office], by_unit[treasury.township]
    assert own.is_own
    assert (own.came, own.down, own.back, own.left) == (110_000, 70_000, 0, 40_000)
    assert (below.came, below.down, below.back, below.cash) == (40_000, 0, 10_000, 12_050)
    assert below.left == 17_950
    assert not found.findings


def test_the_total_leaves_out_what_moved_inside(treasury):
    _, found = lines(treasury)
    total = found.total
    assert (total.came, total.down, total.back, total.left) == (100_000, 0, 0, 100_000)
    assert sum(line.left for line in found.lines) == total.left


def test_from_the_prefecture_a_county_is_one_line(treasury):
    above = make.unit(make.region(level=2))
    county = treasury.office
    county.superior = above
    county.save()
    for unit in (treasury.township, treasury.other):
        unit.refresh_from_db()
        unit.superior = county
        unit.save()
    by_unit, _ = lines(treasury, above)
    assert by_unit[county].came == 100_000
    assert by_unit[county].down == by_unit[county].back == 0
    assert by_unit[county].left == 100_000


def test_own_money_is_spent_but_not_drawn(treasury):
    visit(treasury, "50", is_own_money=True)
    line = lines(treasury)[0][treasury.township]
    assert (line.cash, line.own, line.drawn, line.unaccounted) == (5_000, 5_000, 0, 0)


def test_money_from_before_there_was_a_purse_is_a_finding(treasury):
    late = make.township(treasury.office)
    visit(treasury, "80", unit=late)
    (line,) = lines(treasury)[1].findings
    assert (line.unit, line.unaccounted) == (late, 8_000)


def test_a_purse_unlike_the_ledger_is_a_finding(treasury):
    Purse.objects.filter(unit=treasury.other).update(received=Decimal(301))
    (line,) = lines(treasury)[1].findings
    assert line.unit == treasury.other
    assert line.is_unlike_the_ledger


def test_goods_are_told_apart_from_money(treasury):
    visit(treasury, "0", gifts=[GiftLine(GiftKind.GOODS, "大米", 1, Decimal("68.50"))])
    line = lines(treasury)[0][treasury.township]
    assert (line.cash, line.goods, line.unaccounted, line.per_head) == (0, 6_850, 0, 6_850)


def test_a_units_own_line_rests_on_no_posting_of_those_below(treasury):
    funds = Posting.objects.standing().saying([Measure.FUNDS])
    own = funds.filter(outside_of_lines(treasury.office), unit__path__gte=treasury.office.path)
    line = lines(treasury)[0][treasury.office]
    assert own.total([Measure.FUNDS]) == line.came - line.down - line.back


@pytest.mark.parametrize(
    ("amounts", "far"),
    [
        ([300, 310, 290, 700], [False, False, False, True]),
        ([300, 310, 290, 100], [False, False, False, True]),
        ([300, 310, 290, 0], [False] * 4),  # it spent nothing: no matter of thrift
        ([300, 900, 100], [False] * 3),  # among three nobody is the rule
        ([], []),
    ],
)
def test_who_spends_far_from_the_others_is_marked(amounts, far):
    assert rules.far_from_the_others(amounts) == far


def test_the_workbook_has_numbers_and_no_formula(treasury):
    treasury.other.name = "=HYPERLINK(1)镇"
    treasury.other.save()
    visit(treasury, "120.50")
    book = openpyxl.load_workbook(BytesIO(moneysheet.xlsx(lines(treasury)[1])))
    rows = list(book["资金对账"].iter_rows(values_only=True))
    (named,) = [row for row in book["资金对账"].iter_rows() if row[0].value == "=HYPERLINK(1)镇"]
    assert named[0].data_type == "s"
    (total,) = [row for row in rows if row[0] == "合计"]
    came, down, back, drawn, left = total[1:6]
    assert (came, down, back, drawn) == (1000, 0, 0, 120.5)
    assert came - down - back - drawn == left
    assert any("支出合计 0.01 万元" in str(row[0]) for row in rows)


def test_what_is_with_the_bank_is_drawn_and_no_finding():
    """The purse pays when the list goes to the bank, the ledger counts what arrived."""
    scene = build()
    scene.recipient()
    scene.recipient()
    scene.fund(1000)
    batch = scene.sent()
    found = reconcile(scene.campaign, scene.office)
    assert (found.total.drawn, found.total.sent, found.total.cash) == (10000, 10000, 0)
    assert not [line for line in found.lines if line.unaccounted]
    scene.answer(batch, n2="账号不存在")
    found = reconcile(scene.campaign, scene.office)
    assert (found.total.drawn, found.total.sent, found.total.cash) == (5000, 0, 5000)
    assert not [line for line in found.lines if line.unaccounted]


def test_what_went_to_the_bank_before_there_was_a_purse_is_not_drawn():
    scene = build()
    scene.recipient()
    scene.sent()
    scene.fund(1000)
    found = reconcile(scene.campaign, scene.office)
    assert (found.total.drawn, found.total.sent, found.total.unaccounted) == (0, 0, 0)


def test_prize_money_is_on_no_purse(treasury):
    line = Line(unit=treasury.office, came=800, cash=500, drawn=500, prizes=300)
    assert (line.unaccounted, line.left, line.beside) == (0, 300, 300)
