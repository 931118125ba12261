"""How the stock of gifts stands (慰问品对账): what was there, came, went where, and is there now.

Opening and what came in, less what was handed out, taken, lost and sent away, is closing; by the
piece and in fen, for a unit with all below it and for each of its parts. What moves inside a tree
is no coming and no going: goods on their way from one to another of it are the tree's all the time.

Three tellings are laid beside one another: the shelves, the entries, and the ledger.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Case, IntegerField, Q, QuerySet, Sum, Value, When

from yushui.campaigns.models import Campaign
from yushui.funds.models import keeper_of
from yushui.goods.models import Handout, Lot, Move, Movement, Shelf, Way
from yushui.kernel.money import fen_of
from yushui.ledger.measures import Measure
from yushui.ledger.models import Tree
from yushui.ledger.reading import read
from yushui.territory import paths
from yushui.territory.models import Unit
from yushui.visits.lifecycle import State as VisitState
from yushui.visits.models import Gift


GOING = ("handed", "taken", "lost", "down", "back")
_MEASURES = (Measure.GIFTS, Measure.TROOPS_GIFTS)
# When something happened: before the period, in it, or not by its end.
_BEFORE, _WITHIN, _LATER = 0, 1, 2


class _Kind(NamedTuple):
    """A kind of gift, as the tables name it."""

    name: str
    spec: str
    measure: str
    key: int

    @property
    def label(self) -> str:
        return f"{self.name}（{self.spec}）" if self.spec else self.name


class Half(NamedTuple):
    """One side of an entry: so many of a lot left a stock or came into one."""

    path: str  # of the unit whose stock it is
    other: str  # of the unit on the other side, "" where there is none
    name: str  # the column it belongs to
    item: "_Kind"
    price: int
    quantity: int
    when: int


@dataclass
class Line:
    """What happened to the goods of some units, by column: pieces, and fen."""

    name: str
    key: int
    is_own: bool = False
    measure: str = ""
    quantity: Counter[str] = field(default_factory=Counter)
    fen: Counter[str] = field(default_factory=Counter)
    on_shelves: int = 0  # fen, as the shelves say it today
    under_way: int = 0  # fen, sent inside these units and not signed for

    def add(self, half: Half, *, is_coming: bool) -> None:
        sign = 1 if is_coming else -1
        value = half.quantity * half.price
        if half.when == _WITHIN:
            self.quantity[half.name] += half.quantity
            self.fen[half.name] += value
        else:
            self.quantity["opening"] += sign * half.quantity
            self.fen["opening"] += sign * value
        self.quantity["closing"] += sign * half.quantity
        self.fen["closing"] += sign * value

    @property
    def is_unlike_the_shelves(self) -> bool:
        return self.fen["closing"] != self.on_shelves + self.under_way

    @property
    def says_anything(self) -> bool:
        return any(self.quantity.values()) or self.is_unlike_the_shelves


@dataclass(frozen=True)
class Posted:
    """One campaign: what stock and visits say was given, and what the ledger says. In fen."""

    campaign: Campaign
    by_visits: int  # out of stock
    besides: int  # on visits, not out of stock
    by_hand: int  # by lists and at desks
    said_of_visits: int  # what the visits say their goods out of stock were worth
    ledger: int

    @property
    def difference(self) -> int:
        return self.ledger - self.by_visits - self.besides - self.by_hand

    @property
    def agrees(self) -> bool:
        return not self.difference and self.by_visits == self.said_of_visits


@dataclass(frozen=True)
class Reconciliation:
    unit: Unit
    since: date
    until: date
    items: Sequence[Line]
    units: Sequence[Line]
    total: Line

    @property
    def findings(self) -> list[Line]:
        return [line for line in (*self.units, self.total) if line.is_unlike_the_shelves]


def reconcile(unit: Unit, *, since: date, until: date, today: date) -> Reconciliation:
    """By kind and by unit, for the unit with all below it. The shelves are asked as of today."""
    below = [one for one in _below(unit) if keeper_of(one) != unit]
    halves = list(_halves(unit, since, until))
    total = _summed(Line(unit.name, unit.pk), halves, lambda path: path.startswith(unit.path))
    items = _by_item(unit, halves)
    units = [Line(unit.name, unit.pk, is_own=True), *(Line(one.name, one.pk) for one in below)]
    for line in units:
        _summed(line, halves, partial(_is_on, line, unit, below))
    _beside_the_shelves(unit, below, [*units, total])
    if until < today:  # the shelves do not say how they stood
        for line in (*units, total):
            line.on_shelves, line.under_way = line.fen["closing"], 0
    shown = [line for line in units if line.says_anything]
    return Reconciliation(unit, since, until, items, shown, total)


def _below(unit: Unit) -> QuerySet[Unit]:
    return unit.subordinates.select_related("superior", "answers_for").order_by("path")


def _line_of(path: str, unit: Unit, below: Sequence[Unit]) -> int | None:
    """Whose line a unit of this path is on; nobody's when it is not below ours."""
    for one in below:
        if path.startswith(one.path):
            return one.pk
    return unit.pk if path.startswith(unit.path) else None


def _is_on(line: Line, unit: Unit, below: Sequence[Unit], path: str) -> bool:
    return _line_of(path, unit, below) == line.key


def _summed(line: Line, halves: Sequence[Half], is_in: Callable[[str], bool]) -> Line:
    for half in halves:
        is_inside = bool(half.other) and is_in(half.other)
        if half.name == "under_way":
            line.under_way += half.quantity * half.price * (is_inside and is_in(half.path))
        elif is_in(half.path) and not is_inside:
            line.add(half, is_coming=half.name == "came")
    return line


def _by_item(unit: Unit, halves: Sequence[Half]) -> list[Line]:
    kinds = sorted({half.item for half in halves})
    lines = []
    for kind in kinds:
        line = Line(kind.label, kind.key, measure=kind.measure)
        of_it = [half for half in halves if half.item == kind]
        lines.append(_summed(line, of_it, lambda path: path.startswith(unit.path)))
    return lines


def _within(unit: Unit, column: str = "unit") -> Q:
    return Q((f"{column}__path__gte", unit.path), (f"{column}__path__lt", paths.after(unit.path)))


def _when(column: str, since: date, until: date) -> Case:
    return Case(
        When(Q((f"{column}__lt", since)), then=Value(_BEFORE)),
        When(Q((f"{column}__lte", until)), then=Value(_WITHIN)),
        default=Value(_LATER),
        output_field=IntegerField(),
    )


def _halves(unit: Unit, since: date, until: date) -> Iterator[Half]:
    """Everything that touched the tree by the end of the period, in three questions."""
    lots = Lot.objects.standing().filter(_within(unit), on__lte=until)
    rows = lots.annotate(when=_when("on", since, until)).order_by()
    columns = (*_kind("item"), "unit__path", "price", "when", "quantity")
    for *kind, path, price, when, quantity in rows.values_list(*columns):
        yield Half(path, "", "came", _Kind(*kind), fen_of(price), quantity, when)
    given = Handout.objects.given().filter(_within(unit), given_on__lte=until)
    told = given.annotate(when=_when("given_on", since, until)).order_by()
    columns = (*_kind("lot__item"), "unit__path", "lot__price", "when")
    for *kind, path, price, when, quantity in told.values_list(*columns).annotate(
        n=Sum("quantity")
    ):
        yield Half(path, "", "handed", _Kind(*kind), fen_of(price), quantity, when)
    yield from _moved(unit, since, until)


def _kind(item: str) -> tuple[str, ...]:
    return (f"{item}__name", f"{item}__spec", f"{item}__measure", f"{item}_id")


_COLUMNS = {
    Move.DOWN: "down",
    Move.BACK: "back",
    Move.TAKEN: "taken",
    Move.LOST: "lost",
    Move.FOUND: "came",
}


def _moved(unit: Unit, since: date, until: date) -> Iterator[Half]:
    here = _within(unit) | _within(unit, "receiver")
    rows = Movement.objects.standing().filter(here, on__lte=until).order_by()
    rows = rows.annotate(left=_when("on", since, until), arrived=_when("accepted_on", since, until))
    columns = (*_kind("lot__item"), "unit__path", "receiver__path", "kind", "lot__price")
    grouped = rows.values_list(*columns, "left", "arrived").annotate(n=Sum("quantity"))
    for *told, path, other, kind, price, left, arrived, quantity in grouped:
        fen, item = fen_of(price), _Kind(*told)
        name = _COLUMNS[kind]
        yield Half(path, other or "", name, item, fen, quantity, left)
        if other and arrived == _LATER:
            yield Half(path, other, "under_way", item, fen, quantity, arrived)
        elif other:
            yield Half(other, path, "came", item, fen, quantity, arrived)


def _beside_the_shelves(unit: Unit, below: Sequence[Unit], lines: Sequence[Line]) -> None:
    """What the shelves say is there."""
    *parts, total = lines
    by_key = {line.key: line for line in parts}
    for shelf in Shelf.objects.filter(_within(unit)).select_related("lot", "unit"):
        value = fen_of(shelf.value)
        total.on_shelves += value
        if line := by_key.get(_line_of(shelf.unit.path, unit, below) or 0):
            line.on_shelves += value


def posted(campaign: Campaign, unit: Unit) -> Posted:
    """What a campaign's goods were worth, as the book, the visits and the ledger say it."""
    given = Handout.objects.given().filter(_within(unit), campaign=campaign)
    by_way: Counter[bool] = Counter()
    for way, price, quantity in (
        given.order_by().values_list("way", "lot__price").annotate(n=Sum("quantity"))
    ):
        by_way[way == Way.VISIT] += fen_of(price) * quantity
    brought = Gift.objects.filter(
        _within(unit, "visit__unit"), visit__campaign=campaign, visit__state=VisitState.RECORDED
    )
    said: dict[bool, Any] = dict(
        brought.order_by()
        .annotate(is_of_stock=Case(When(handout__isnull=False, then=True), default=False))
        .values_list("is_of_stock")
        .annotate(sum=Sum("value"))
    )
    figures = read(campaign.pk, tree=Tree.UNIT, nodes=[unit.pk], measures=_MEASURES)
    return Posted(
        campaign,
        by_visits=by_way[True],
        besides=fen_of(said.get(False) or 0),
        by_hand=by_way[False],
        said_of_visits=fen_of(said.get(True) or 0),
        ledger=sum(figures[unit.pk, measure, ""].fen for measure in _MEASURES),
    )
