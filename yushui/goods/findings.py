"""What stands out in the book of gifts (发现问题): each with why, and who decided what.

A finding never decides. Whoever handed out too much or twice may have had a reason; a named
official says so, and the finding stays in the list with what was said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)

from yushui.accounts.actor import Actor
from yushui.goods import rules
from yushui.goods.lifecycle import Hand
from yushui.goods.models import Handout, Move, Movement, Ruling, StockTake
from yushui.people.models import SourceRecord


@dataclass(frozen=True)
class Check:
    code: str
    label: str
    remedy: str


CHECKS = (
    Check("nobody", "名单外领用", "查明给了谁：确属慰问对象的补登发放，否则追回。"),
    Check("no_roster", "不在花名册", "核实确有其人、确属对象，并补进花名册；否则追回。"),
    Check("above", "超过每户标准", "多发的说明依据，没有依据的追回。"),
    Check("twice", "一次活动领了不止一次", "核对是否重复登记，重复的撤销一笔。"),
    Check("unsigned", "没有签收", "补签，或上传现场照片。"),
    Check("count", "盘点不符", "查明原因后认定，可同时按实点数调整账面。"),
)
BY_CODE = {check.code: check for check in CHECKS}
EVERYWHERE = Q()


class Finding(NamedTuple):
    """Something that stands out: what about, and what was decided, if anything was."""

    check: Check
    subject: Any
    title: str
    told: str
    ruling: Ruling | None


def handouts(code: str, seen: QuerySet[Handout], *, today: date) -> QuerySet[Handout]:
    """The handouts of those in sight that a check finds."""
    given = seen.filter(state=Hand.GIVEN)
    if code == "unsigned":
        return given.filter(signed_as="", given_on__lt=today - rules.UNSIGNED_AFTER)
    given = given.filter(household__isnull=False)
    if code == "no_roster":
        known = SourceRecord.objects.filter(
            person__household=OuterRef("household"), roster__isnull=False
        )
        return given.filter(~Exists(known))
    if code == "above":
        return (
            given.annotate(
                altogether=Subquery(
                    _alike().values("household").annotate(n=Sum("quantity")).values("n")
                )
            )
            .filter(
                lot__item__per_household__isnull=False,
                altogether__gt=F("lot__item__per_household"),
            )
            .filter(~Exists(_alike().filter(pk__gt=OuterRef("pk"))))
        )
    assert code == "twice"
    earlier = _alike().filter(pk__lt=OuterRef("pk"))
    return given.filter(Exists(earlier.exclude(occasion=OuterRef("occasion"))))


def _alike() -> QuerySet[Handout]:
    """Standing handouts of the same kind of gift to the same household in the same campaign."""
    return (
        Handout.objects.given()
        .filter(
            household=OuterRef("household"),
            campaign=OuterRef("campaign"),
            # By name: a county and its township each keep a kind of their own.
            lot__item__name=OuterRef("lot__item__name"),
        )
        .order_by()
    )


def movements(seen: QuerySet[Movement]) -> QuerySet[Movement]:
    return seen.standing().filter(kind=Move.TAKEN)  # type: ignore[attr-defined, no-any-return]


def rows(code: str, actor: Actor, *, today: date) -> QuerySet[Any]:
    """What a check finds among all that the actor sees, the newest first."""
    if code == "nobody":
        return movements(Movement.objects.visible_to(actor)).for_listing()  # type: ignore[attr-defined, no-any-return]
    if code == "count":
        return StockTake.objects.visible_to(actor).unlike_the_book().for_listing()
    found = handouts(code, Handout.objects.visible_to(actor), today=today)
    return found.for_listing()  # type: ignore[attr-defined, no-any-return]


def undecided(code: str, found: QuerySet[Any]) -> QuerySet[Any]:
    return found.exclude(rulings__code=code)


def told(code: str, found: list[Any], *, today: date) -> Iterator[Finding]:
    """The findings of a page, each explained, with what was decided."""
    ruled = {}
    name = {"nobody": "movement", "count": "stocktake"}.get(code, "handout")
    about = Ruling.objects.filter(**{f"{name}__in": found, "code": code})
    for ruling in about:
        ruled[getattr(ruling, f"{name}_id")] = ruling
    for one in found:
        yield Finding(
            BY_CODE[code], one, _title(code, one), _sentence(code, one, today), ruled.get(one.pk)
        )


def counts(actor: Actor, within: Q = EVERYWHERE, *, today: date) -> dict[str, int]:
    """How many of each wait for a decision, in one question; `within` narrows by unit."""
    first, *others = (_counted(check.code, actor, within, today) for check in CHECKS)
    found = dict(first.union(*others, all=True).order_by())
    return {check.code: found.get(check.code, 0) for check in CHECKS}


def _counted(code: str, actor: Actor, within: Q, today: date) -> Any:
    found = undecided(code, rows(code, actor, today=today).filter(within)).order_by()
    every = found.model._default_manager.filter(pk__in=found.values("pk"))
    named = every.annotate(check=Value(code, output_field=CharField()))
    return named.order_by().values_list("check").annotate(n=Count("pk"))


def _title(code: str, one: Any) -> str:
    """Whom it is about, and what of which kind."""
    goods = f"{one.lot.item}"
    if code == "count":
        return f"{goods}，{one.on:%Y年%-m月%-d日}盘点"
    if code == "nobody":
        return f"{one.taker}，{goods} {one.quantity}{one.lot.item.measure}"
    who = f"{one.household.head_name}家" if one.household else one.host.name
    return f"{who}，{goods} {one.quantity}{one.lot.item.measure}，{one.given_on:%-m月%-d日}"


def _sentence(code: str, one: Any, today: date) -> str:
    if code == "nobody":
        return f"{one.taker}领用 {one.quantity}{one.lot.item.measure}，不在发放名单上。{one.note}"
    if code == "count":
        more = "多" if one.difference > 0 else "少"
        return (
            f"账面 {one.booked}{one.lot.item.measure}，实点 {one.counted}，"
            f"{more} {abs(one.difference)}。{one.note}"
        )
    item = one.lot.item
    if code == "no_roster":
        return "这户没有一个人在花名册上。"
    if code == "above":
        return (
            f"本次活动共领 {one.altogether}{item.measure}，"
            f"每户标准 {item.per_household}{item.measure}。"
        )
    if code == "twice":
        return f"本次活动已经领过“{item.name}”，这是后登记的一笔。"
    return f"发放 {(today - one.given_on).days} 天，还没有签收记录。"
