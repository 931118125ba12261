"""The rows of a roster behind a figure of its check, numbers masked."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people import seals
from yushui.people.models import Finding, Person, Roster
from yushui.web.people.facts import LABELS
from yushui.web.people.testimony import shown
from yushui.web.templatetags.yushui import Tab


ALIKE = "alike"
# What can be opened, in the order of the page.
KINDS = dict(Finding.Kind.choices) | {ALIKE: "比对后认出"}


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Row:
    """A row: who it is taken for, what would change, or why it does not go in."""

    finding: Finding
    person: Person | None
    changes: list[Change]
    problems: list[tuple[str, str]]
    reasons: list[str]


def chosen(kind: str) -> str:
    return kind if kind in KINDS else Finding.Kind.NEW.value


def of_kind(roster: Roster, kind: str) -> QuerySet[Finding]:
    found = Finding.objects.filter(roster=roster).for_listing()
    return found.filter(is_alike=True) if kind == ALIKE else found.filter(kind=kind)


def addresses(roster: Roster) -> dict[str, str]:
    """Where each kind of rows can be read; nowhere if they were not kept."""
    if not Finding.objects.filter(roster=roster).exists():
        return {}
    return dict(zip(KINDS, _urls(roster), strict=True))


def tabs(roster: Roster, kind: str) -> list[Tab]:
    counts = roster.outcome | {ALIKE: roster.outcome.get("by_likeness", 0)}
    return [
        Tab(label, url, counts.get(key, 0), is_current=key == kind)
        for (key, label), url in zip(KINDS.items(), _urls(roster), strict=True)
    ]


def _urls(roster: Roster) -> list[str]:
    page = reverse("people:rows", args=[roster.pk])
    return [f"{page}?kind={kind}" for kind in KINDS]


def rows(findings: Iterable[Finding], actor: Actor) -> list[Row]:
    """The rows of a page, with the persons among them whom the actor may see."""
    listed = list(findings)
    mine = actor.scope(Permission.ROSTER_IMPORT).rows("household__region")
    found = Person.objects.filter(mine, pk__in=[one.person_key for one in listed])
    persons = {person.pk: person for person in found.select_related("household__region")}
    return [_row(one, persons.get(one.person_key or 0)) for one in listed]


def _row(finding: Finding, person: Person | None) -> Row:
    told = json.loads(seals.opened_finding(finding))
    is_wrong = finding.kind == Finding.Kind.WRONG
    return Row(
        finding,
        person,
        [Change(LABELS[key], _was(key, old), shown(key, new)) for key, old, new in told["changes"]],
        told["words"] if is_wrong else [],
        [] if is_wrong else told["words"],
    )


def _was(key: str, old: str) -> str:
    return shown(key, old) if old else ""
