"""A call as it is told: how, when, with whom, what was brought and what was heard."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Self

from yushui.goods.models import Handout, Lot
from yushui.territory.models import Region
from yushui.visits.models import (
    Gift,
    GiftKind,
    Happening,
    Help,
    Mode,
    MoneyFrom,
    Participant,
    Rank,
    Service,
    Setting,
    Visit,
)


@dataclass(frozen=True)
class GiftLine:
    """Things handed over; `value` is what all of them together cost, in yuan.

    What comes out of stock names its lot, which knows what it is and what it cost.
    """

    kind: GiftKind
    name: str
    quantity: int = 1
    value: Decimal = Decimal(0)
    lot: Lot | None = None
    signer: str = ""
    relation: str = ""  # of an agent; nobody's, where the person signed

    @classmethod
    def of_stock(cls, lot: Lot, quantity: int, *, signer: str = "", relation: str = "") -> Self:
        """折算经费 is the quantity times the price of the lot, and nothing anybody typed."""
        kind, value = GiftKind(lot.item.sort), lot.value(quantity)
        return cls(kind, lot.item.name, quantity, value, lot, signer, relation)


@dataclass(frozen=True)
class Companion:
    """Somebody who went along."""

    name: str
    rank: Rank = Rank.STAFF
    title: str = ""
    unit_id: int | None = None  # None: of the visiting unit itself


@dataclass(frozen=True)
class Call:
    """Everything about a visit but who was visited. `op_id` makes it the same visit for ever."""

    made_on: date
    participants: Sequence[Companion]
    mode: Mode = Mode.HOME
    money: Decimal = Decimal(0)
    is_own_money: bool = False  # of the visiting unit, and not what it got for the campaign
    gifts: Sequence[GiftLine] = ()
    has_talk: bool = True
    services: Sequence[Help] = ()
    heard: str = ""
    notes: str = ""
    is_cleared: bool = False  # what reads like a secret was looked at, and is none
    op_id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def letters(self) -> int:
        """Letters of greeting: those among the gifts, and the one that the visit itself was."""
        return self.count(GiftKind.LETTER) or int(self.mode == Mode.LETTER)

    def count(self, kind: GiftKind) -> int:
        return sum(gift.quantity for gift in self.gifts if gift.kind == kind)

    @property
    def has_spirit(self) -> bool:
        return self.has_talk or bool(self.services) or self.letters > 0


@dataclass(frozen=True)
class Event:
    """What a group visit was, besides the call that it made on every household."""

    title: str
    region: Region
    setting: Setting = Setting.COMPOUND
    place: str = ""


@dataclass(frozen=True)
class Told:
    """What happened to a family, as somebody learned of it."""

    kind: Happening
    happened_on: date
    learned_on: date
    summary: str
    told_by: str = ""


def told_again(visit: Visit) -> Call:
    """The call that a visit was recorded from."""
    return Call(
        made_on=visit.made_on,
        participants=[
            Companion(one.name, Rank(one.rank), one.title, one.unit_id)
            for one in visit.participants.all()
        ],
        mode=Mode(visit.mode),
        money=visit.money,
        is_own_money=visit.money_from == MoneyFrom.OWN,
        gifts=[
            GiftLine(GiftKind(gift.kind), gift.name, gift.quantity, gift.value)
            for gift in visit.gifts.all()
        ],
        has_talk=visit.has_talk,
        services=[Help(one.kind) for one in visit.services.all()],
        heard=visit.heard,
        notes=visit.notes,
        op_id=visit.op_id,
    )


def gifts(visit: Visit, call: Call, handouts: Sequence[Handout] = ()) -> Iterator[Gift]:
    """The lines of a call; those out of stock, in their order, with what was drawn for them."""
    drawn = iter(handouts)
    for g in call.gifts:
        yield Gift(
            visit=visit,
            kind=g.kind,
            name=g.name,
            quantity=g.quantity,
            value=g.value,
            handout=next(drawn) if g.lot else None,
        )


def services(visit: Visit, call: Call) -> Iterator[Service]:
    return (Service(visit=visit, kind=one) for one in dict.fromkeys(call.services))


def company(call: Call, unit_id: int, **event: Any) -> Iterator[Participant]:
    """Who went along, of the visiting unit where nobody says otherwise."""
    for companion in call.participants:
        if name := companion.name.strip():
            yield Participant(
                name=name,
                unit_id=companion.unit_id or unit_id,
                title=companion.title,
                rank=companion.rank,
                **event,
            )
