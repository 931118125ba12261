"""Readings for the pages of notices: what is listed, and what one notice's page says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.notices.lifecycle import Reception, State
from yushui.notices.models import Addressee, Item, Notice, Receipt, Role
from yushui.territory.models import Unit
from yushui.web.http import own_units
from yushui.web.notices import cards, marking
from yushui.web.notices.cards import Card, Doubt, Group


def inbox(actor: Actor) -> QuerySet[Receipt]:
    """What was sent to the actor's own units, what waits for a signature on top."""
    mine = Receipt.objects.sent().filter(unit__in=own_units(actor, Permission.NOTICE_VIEW))
    waiting_first = Case(
        When(_waiting(), then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return mine.select_related("notice__unit", "unit").order_by(
        waiting_first, "-notice__published_at", "-pk"
    )


def _waiting() -> Q:
    return Q(state=Reception.WAITING, notice__state=State.PUBLISHED)


def waiting(actor: Actor) -> QuerySet[Receipt]:
    return inbox(actor).filter(_waiting())


def own(actor: Actor) -> QuerySet[Notice]:
    """What the actor's own units prepared, with how far each is."""
    mine = Notice.objects.filter(unit__in=own_units(actor, Permission.NOTICE_VIEW))
    return mine.for_listing()


def drafts(actor: Actor) -> QuerySet[Notice]:
    unread = Count("items", filter=Q(items__state=Item.State.READ))
    return own(actor).filter(state=State.DRAFT).annotate(unread=unread)


def sent(actor: Actor) -> QuerySet[Notice]:
    signed = Count("receipts", filter=Q(receipts__state=Reception.RECEIVED))
    return (
        own(actor).exclude(state=State.DRAFT).annotate(receivers=Count("receipts"), signed=signed)
    )


@dataclass(frozen=True)
class Reader:
    """A notice on its page: the original beside what was found in it."""

    runs: Sequence[marking.Run]
    urgent: Sequence[Card]  # what a person has to confirm before it goes out
    groups: Sequence[Group]
    unread: int  # findings nobody looked at, the urgent ones aside
    doubts: Sequence[Doubt]

    @classmethod
    def of(cls, notice: Notice, *, is_final: bool) -> "Reader":
        """`is_final`: as it went out, without what was struck out and what was never found."""
        items = list(notice.items.order_by("position", "pk"))
        if is_final:
            items = [item for item in items if item.state != Item.State.REMOVED]
        groups = cards.groups(items)
        every = [card for group in groups for card in group.cards]
        urgent = [card for card in every if card.is_waiting and not is_final]
        shown = [
            replace(group, cards=_without(group.cards, urgent), above=_of(group.kind, urgent))
            for group in groups
            if group.cards or not is_final
        ]
        unread = sum(item.state == Item.State.READ for item in items) - len(urgent)
        doubts = [] if is_final else cards.doubts(notice.reading.get("warnings", ()))
        marks = marking.marks_of(notice, items)
        marks += marking.doubtful((one.key, one.span) for one in doubts if one.span)
        return cls(marking.runs(notice.text, marks), urgent, shown, unread, doubts)


def _without(cards_: Sequence[Card], urgent: Sequence[Card]) -> list[Card]:
    apart = {card.item.pk for card in urgent}
    return [card for card in cards_ if card.item.pk not in apart]


def _of(kind: str, urgent: Sequence[Card]) -> list[Card]:
    return [card for card in urgent if card.item.kind == kind]


@dataclass(frozen=True)
class Status:
    """What is left before a notice can go out."""

    urgent: int
    unread: int

    @classmethod
    def of(cls, notice: Notice) -> "Status":
        left = notice.items.filter(state=Item.State.READ).aggregate(
            urgent=Count("pk", filter=Q(must_confirm=True)),
            unread=Count("pk", filter=Q(must_confirm=False)),
        )
        return cls(**left)


@dataclass(frozen=True)
class Unchecked:
    """Findings that would go out as they were read, with nobody having looked at them."""

    kinds: Sequence[tuple[str, int]]  # what they are called and how many, as on the page
    first: int | None  # the one to begin with

    @property
    def total(self) -> int:
        return sum(count for _, count in self.kinds)

    @classmethod
    def of(cls, notice: Notice) -> "Unchecked":
        """Those that stop nothing; what was worked out stops the notice as it is."""
        read = notice.items.filter(state=Item.State.READ, must_confirm=False)
        found = list(read.order_by("position", "pk").values_list("kind", "pk"))
        by_kind = {kind: [pk for one, pk in found if one == kind] for kind in cards.LABELS}
        left = {kind: pks for kind, pks in by_kind.items() if pks}
        first = next(iter(left.values()))[0] if left else None
        return cls([(cards.LABELS[kind], len(pks)) for kind, pks in left.items()], first)


@dataclass(frozen=True)
class Expression:
    """An expression that names recipients, with the units it means; `names` are the first few."""

    addressee: Addressee
    units: Sequence[Unit]

    @property
    def is_open(self) -> bool:
        return not self.addressee.is_settled


SHOWN = 200  # units of one expression that are listed by name


def expressions(notice: Notice) -> list[Expression]:
    """What still has to be settled first, in a fixed number of queries."""
    found = notice.addressees.annotate(meant=Count("units")).order_by("is_settled", "position")
    links = Addressee.units.through.objects.filter(addressee__notice=notice)
    named: dict[int, list[Unit]] = {}
    for link in links.select_related("unit__region").order_by("unit__path"):
        named.setdefault(link.addressee_id, []).append(link.unit)
    return [Expression(one, named.get(one.pk, [])) for one in found]


@dataclass(frozen=True)
class Sending:
    """The list as it would go out, in numbers."""

    main: int
    copy: int
    reference: int
    signed: int
    unsettled: int

    @property
    def total(self) -> int:
        return self.main + self.copy + self.reference

    @classmethod
    def of(cls, notice: Notice) -> "Sending":
        counted = notice.receipts.aggregate(
            **{role.value: Count("pk", filter=Q(role=role)) for role in Role},
            signed=Count("pk", filter=Q(state=Reception.RECEIVED)),
        )
        return cls(**counted, unsettled=notice.addressees.filter(is_settled=False).count())


def receipts_shown(notice: Notice, actor: Actor) -> QuerySet[Receipt]:
    """All of them for whoever sees the issuer's papers, one's own for the others."""
    issuer_sees = actor.may_for_unit(Permission.NOTICE_VIEW, notice.unit)
    every = Receipt.objects.filter(notice=notice)
    seen = every if issuer_sees else every.filter(pk__in=Receipt.objects.visible_to(actor))
    return seen.select_related("unit").order_by("state", "unit__path", "pk")


def signable(receipts: Iterable[Receipt], actor: Actor) -> list[Receipt]:
    """Those the actor may sign for; a township signs for its villages and stations too."""
    waiting = [one for one in receipts if one.state == Reception.WAITING]
    return [one for one in waiting if actor.may_for_unit(Permission.NOTICE_RECEIVE, one.unit)]


def mine(notice: Notice, actor: Actor) -> list[Receipt]:
    """The receipts of the actor's own units."""
    own_ = own_units(actor, Permission.NOTICE_VIEW)
    return list(notice.receipts.filter(unit__in=own_).select_related("unit").order_by("pk"))
