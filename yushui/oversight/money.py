"""How the money of a campaign stands (资金对账): who received, passed on, spent, and has left what.

Three tellings are laid beside one another: the purses, the entries of what moved, and the ledger.
Sums over a subtree leave out what moved inside it, so that a county's line says what came into
the county, whichever of its townships has it now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, Sum, Value

from yushui.accounts.actor import subtrees
from yushui.campaigns.models import Campaign
from yushui.funds import rules
from yushui.funds.lifecycle import PaymentState
from yushui.funds.models import Payment, Purse, Transfer, Way, keeper_of
from yushui.kernel.money import MoneyField, fen_of
from yushui.ledger.measures import Measure
from yushui.ledger.models import Tree
from yushui.ledger.reading import Figure, read
from yushui.territory import paths
from yushui.territory.models import Unit
from yushui.visits.models import MoneyFrom, Visit


FUNDS = (Measure.FUNDS,)
CASH = (Measure.CASH, Measure.TROOPS_CASH)
PRIZES = (Measure.PRIZES,)
GOODS = (Measure.GIFTS, Measure.TROOPS_GIFTS)
# Times somebody was given something: who was visited and paid as well was given something twice.
GIVEN = (Measure.PERSONS_REACHED, Measure.PERSONS_PAID)
_NOTHING = Value(0, output_field=MoneyField())
_ASKED = (*FUNDS, *CASH, *PRIZES, *GOODS, *GIVEN)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One unit with all below it; or, as `is_own`, a unit by itself. Amounts in fen."""

    unit: Unit
    is_own: bool = False
    came: int = 0  # from outside
    down: int = 0  # passed on to outside
    back: int = 0  # given back to outside
    drawn: int = 0  # on purses
    sent: int = 0  # of it with the bank, which has not said yet whether it arrived
    own: int = 0  # of the units' own money
    funds: int = 0  # what the ledger says came, less what went
    cash: int = 0
    prizes: int = 0
    goods: int = 0
    given: int = 0
    is_far: bool = False  # spends far more or less for each than the others

    @property
    def left(self) -> int:
        return self.came - self.down - self.back - self.drawn

    @property
    def unaccounted(self) -> int:
        """Spent, and neither drawn on a purse nor said to be a unit's own.

        Prize money comes out of a budget of its own, and is on no purse.
        """
        return self.cash - self.own - (self.drawn - self.sent)

    @property
    def beside(self) -> int:
        """Spent, and not out of a purse."""
        return self.own + self.prizes + self.unaccounted

    @property
    def overdrawn(self) -> int:
        return -self.unaccounted

    @property
    def per_head(self) -> int:
        return (self.cash + self.goods) // self.given if self.given else 0

    @property
    def is_unlike_the_ledger(self) -> bool:
        return self.came - self.down - self.back != self.funds

    @property
    def says_anything(self) -> bool:
        return any((self.came, self.funds, self.drawn, self.beside, self.cash, self.goods))


@dataclass(frozen=True)
class Reconciliation:
    campaign: Campaign
    unit: Unit
    lines: Sequence[Line]
    total: Line

    @property
    def findings(self) -> list[Line]:
        return [line for line in self.lines if line.unaccounted or line.is_unlike_the_ledger]


def reconcile(campaign: Campaign, unit: Unit) -> Reconciliation:
    """One line for the unit by itself and one for each right below it that had to do with money."""
    below = _below(unit)
    nodes = [unit, *below]
    figures = read(campaign.pk, tree=Tree.UNIT, nodes=[one.pk for one in nodes], measures=_ASKED)
    said = {one.pk: {m: _amount(figures[one.pk, m, ""]) for m in _ASKED} for one in nodes}
    own = {m: said[unit.pk][m] - sum(said[one.pk][m] for one in below) for m in _ASKED}
    moved = _Moved(campaign, unit, below)
    lines = [
        Line(unit=unit, is_own=True, **moved.of(unit), **_told(own)),
        *(Line(unit=one, **moved.of(one), **_told(said[one.pk])) for one in below),
    ]
    lines = [line for line in lines if line.says_anything]
    total = Line(unit=unit, **moved.altogether(), **_told(said[unit.pk]))
    return Reconciliation(campaign, unit, _marked(lines), total)


def outside_of_lines(unit: Unit) -> Q:
    """Postings that are the unit's own line: not those of units below that have their own."""
    return ~subtrees("unit__path", [one.path for one in _below(unit)])


def _below(unit: Unit) -> list[Unit]:
    """Those right below that keep their own purse; a village's money is its township's."""
    found = unit.subordinates.select_related("superior", "answers_for").order_by("path")
    return [one for one in found if keeper_of(one) != unit]


def _amount(figure: Figure) -> int:
    return figure.count or figure.fen


def _told(said: Mapping[Measure, int]) -> dict[str, Any]:
    groups = {"funds": FUNDS, "cash": CASH, "prizes": PRIZES, "goods": GOODS, "given": GIVEN}
    return {name: sum(said[one] for one in measures) for name, measures in groups.items()}


def _marked(lines: Sequence[Line]) -> list[Line]:
    """Thrift is looked at where it stands out (S1-50); nobody is ranked by it."""
    far = rules.far_from_the_others([line.per_head for line in lines])
    return [replace(line, is_far=one) for line, one in zip(lines, far, strict=True)]


class _Moved:
    """What purses, visits and entries say, by line: one question about what was had and spent
    of it or of one's own, one about what moved.
    """

    def __init__(self, campaign: Campaign, unit: Unit, below: Sequence[Unit]) -> None:
        self.unit = unit
        self.below = below
        inside = {"gte": unit.path, "lt": paths.after(unit.path)}

        def within(field: str) -> Q:
            return Q(*((f"{field}__path__{name}", value) for name, value in inside.items()))

        of_campaign = Q(campaign=campaign)
        purses = Purse.objects.filter(of_campaign, within("unit"))
        purses = purses.annotate(own=_NOTHING, sent=_NOTHING)
        own = (
            Visit.objects.standing()
            .filter(of_campaign, within("unit"), money_from=MoneyFrom.OWN)
            .values("unit__path")
            .annotate(received=_NOTHING, spent=_NOTHING, own=Sum("money"), sent=_NOTHING)
        )
        sent = (
            Payment.objects.filter(of_campaign, within("batch__unit"), state=PaymentState.SENT)
            .filter(batch__is_drawn=True)
            .values("batch__unit__path")
            .annotate(received=_NOTHING, spent=_NOTHING, own=_NOTHING, sent=Sum("amount"))
        )
        columns = ("received", "spent", "own", "sent")
        rows = purses.values_list("unit__path", *columns)
        others = (
            own.values_list("unit__path", *columns),
            sent.values_list("batch__unit__path", *columns),
        )
        self.held = list(rows.union(*others, all=True).order_by())
        self.transfers = list(
            Transfer.objects.standing()
            .filter(of_campaign, within("giver") | within("receiver"))
            .values_list("giver__path", "receiver__path", "way")
            .annotate(sum=Sum("amount"))
            .order_by("giver__path")
        )

    def of(self, unit: Unit) -> dict[str, Any]:
        return self._sums(lambda path: self._line_of(path) == unit.pk)

    def altogether(self) -> dict[str, Any]:
        return self._sums(lambda path: path.startswith(self.unit.path))

    def _line_of(self, path: str) -> int | None:
        """Whose line a unit of this path is on; nobody's when it is not below ours."""
        for one in self.below:
            if path.startswith(one.path):
                return one.pk
        return self.unit.pk if path.startswith(self.unit.path) else None

    def _sums(self, is_in: Callable[[str], bool]) -> dict[str, Any]:
        gone = [(to, way, amount) for giver, to, way, amount in self.transfers if is_in(giver)]
        inside = sum(fen_of(amount) for to, _, amount in gone if is_in(to))
        left = [(way, fen_of(amount)) for to, way, amount in gone if not is_in(to)]
        held = [amounts for path, *amounts in self.held if is_in(path)]
        received, drawn, own, sent = (sum(fen_of(one[at]) for one in held) for at in range(4))
        return {
            "came": received - inside,
            "down": sum(amount for way, amount in left if way == Way.DOWN),
            "back": sum(amount for way, amount in left if way == Way.BACK),
            "drawn": drawn,
            "own": own,
            "sent": sent,
        }
