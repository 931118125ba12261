"""What the pages of a yearly list show: signatures, fates, headcounts, and what changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people import catalogue, categories, seals
from yushui.people.lifecycle import YEARBOOK, YearbookState
from yushui.people.models import (
    GONE,
    Fate,
    Headcount,
    HeadcountQuerySet,
    Person,
    Yearbook,
    YearbookEntry,
    YearbookEntryQuerySet,
)
from yushui.people.yearly.comparing import COMPARED
from yushui.web import formats
from yushui.web.templatetags.yushui import Tab


LISTED, WAITING, DIFFERENT, ALL = "", "waiting", "different", ""
HEADCOUNTS = {ALL: "全部", WAITING: "待确认", DIFFERENT: "有变动"}
_DIFFERS = Q(households_before__isnull=False) & ~Q(
    households_before=F("household_count"), persons_before=F("person_count")
)
_WHICH = {ALL: Q(), WAITING: Q(confirmed_at=None), DIFFERENT: _DIFFERS}


@dataclass(frozen=True)
class Row:
    """Somebody of the list: numbers masked, and what is another than last year."""

    entry: YearbookEntry
    household_id: int | None
    labels: list[str]
    id_number: str
    phone: str
    changes: list[tuple[str, str, str]]


def may_void(yearbook: Yearbook, actor: Actor) -> bool:
    return "void" in YEARBOOK.available(yearbook.state) and actor.may_for_unit(
        Permission.YEARBOOK_TAKE, yearbook.unit
    )


def is_open(yearbook: Yearbook, headcount: Headcount) -> bool:
    return yearbook.state == YearbookState.TAKEN and headcount.confirmed_at is None


def fates(yearbook: Yearbook, actor: Actor) -> list[tuple[str, int, str]]:
    """What became of how many since last year, each with its list."""
    counts = _counts(yearbook, actor)
    return [(str(one.label), counts.get(one, 0), _address(yearbook, one)) for one in Fate]


def fate_tabs(yearbook: Yearbook, actor: Actor, chosen: str) -> list[Tab]:
    counts = _counts(yearbook, actor)
    listed = sum(count for fate, count in counts.items() if fate not in GONE)
    first = Tab("在册", _address(yearbook, LISTED), listed, is_current=chosen not in Fate.values)
    if yearbook.before is None:
        return [first]
    return [first] + [
        Tab(str(one.label), _address(yearbook, one), counts.get(one, 0), is_current=chosen == one)
        for one in Fate
    ]


def _counts(yearbook: Yearbook, actor: Actor) -> dict[str, int]:
    seen = YearbookEntry.objects.visible_to(actor).filter(yearbook=yearbook)
    return dict(seen.order_by("fate").values_list("fate").annotate(count=Count("pk")))


def _address(yearbook: Yearbook, fate: str) -> str:
    page = reverse("people:yearbook_entries", args=[yearbook.pk])
    return f"{page}?fate={fate}" if fate else page


def of_fate(entries: YearbookEntryQuerySet, fate: str) -> YearbookEntryQuerySet:
    return entries.filter(fate=fate) if fate in Fate.values else entries.listed()


def chosen(which: str) -> str:
    return which if which in HEADCOUNTS else ALL


def narrowed(headcounts: HeadcountQuerySet, which: str) -> HeadcountQuerySet:
    return headcounts.filter(_WHICH[which])


def headcount_tabs(yearbook: Yearbook, headcounts: HeadcountQuerySet, which: str) -> list[Tab]:
    counts = headcounts.aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=_WHICH[WAITING]),
        different=Count("pk", filter=_WHICH[DIFFERENT]),
    )
    page = reverse("people:yearbook", args=[yearbook.pk])
    return [
        Tab(label, f"{page}?headcounts={key}", counts[key or "all"], is_current=key == which)
        for key, label in HEADCOUNTS.items()
    ]


def rows(entries: Iterable[YearbookEntry], yearbook: Yearbook, actor: Actor) -> list[Row]:
    """The entries of a page, each with where the person is now and what stood last year."""
    listed = list(entries)
    marks = [one.person_uid for one in listed]
    known = Person.objects.visible_to(actor).filter(uid__in=marks)
    homes = dict(known.values_list("uid", "household"))
    earlier = {one.person_uid: one for one in _earlier(yearbook, marks)}
    return [
        Row(
            entry=one,
            household_id=homes.get(one.person_uid),
            labels=[categories.label(code) for code in one.categories],
            id_number=_number(one, "id_index"),
            phone=_number(one, "phone_index"),
            changes=list(_changes(one, earlier.get(one.person_uid))),
        )
        for one in listed
    ]


def _earlier(yearbook: Yearbook, marks: list[Any]) -> QuerySet[YearbookEntry] | list[YearbookEntry]:
    return yearbook.before.entries.filter(person_uid__in=marks) if yearbook.before else []


def _changes(entry: YearbookEntry, earlier: YearbookEntry | None) -> Iterator[tuple[str, str, str]]:
    if earlier is not None and entry.fate == Fate.MOVED:
        yield "村（社区）", earlier.place_name, entry.place_name
    for field in entry.changed:
        yield COMPARED[field], _shown(earlier, field) if earlier else "", _shown(entry, field)


def _shown(entry: YearbookEntry, field: str) -> str:
    if field.endswith("_index"):
        return _number(entry, field) or "无"
    value = getattr(entry, field)
    if field == "categories":
        return "、".join(map(categories.label, value))
    if field == "sex":
        return str(entry.get_sex_display())
    if field == "birth_on":
        return formats.day(value)
    return str(value) or "无"


def _number(entry: YearbookEntry, index: str) -> str:
    if index == "id_index":
        number = seals.opened_id(entry.person_uid, entry.id_sealed)
        return catalogue.masked("people.yearbookentry.id_sealed", number)
    number = seals.opened_phone(entry.person_uid, entry.phone_sealed)
    return catalogue.masked("people.yearbookentry.phone_sealed", number)
