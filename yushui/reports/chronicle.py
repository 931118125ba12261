"""What happened with a family, as one list of dated events: the timeline of its page and its file.

It is composed of what the register, the rosters and the visits say; nothing is kept for it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.timezone import localdate

from yushui.people import categories
from yushui.people.models import Contact, Look, Person, Source, SourceRecord, Status
from yushui.visits.lifecycle import State
from yushui.visits.models import Visit


# How a timeline is coloured: something good was done, something ended, somebody looked.
DONE, OVER, LOOKED = "ok", "bad", "info"


@dataclass(frozen=True)
class Happening:
    """One line of the timeline."""

    on: date
    title: str
    text: str = ""
    tone: str = ""


def of(
    persons: Iterable[Person], contacts: Iterable[Contact], visits: Iterable[Visit]
) -> list[Happening]:
    """Everything dated of a family, the newest first; persons come with what is said of them."""
    members = list(persons)
    found = [
        *_listed(members),
        *(one for person in members for one in _of_person(person)),
        *(one for contact in contacts for one in _of_contact(contact)),
        *(_of_visit(visit) for visit in visits),
    ]
    return newest_first(found)


def newest_first(found: Iterable[Happening]) -> list[Happening]:
    return sorted(found, key=lambda one: one.on, reverse=True)


def looks(found: Iterable[Look]) -> Iterator[Happening]:
    """Who had a number shown in full; for the page only, a paper does not tell."""
    for look in found:
        title = f"{look.by_name}查看{look.person.name}的{look.get_field_display()}"
        yield Happening(localdate(look.at), title, look.reason, LOOKED)


def _listed(persons: Iterable[Person]) -> Iterator[Happening]:
    """When the family came onto which list; what one list says of several persons is one event."""
    spoken = [
        (_where(record, is_first=is_first), person.name)
        for person in persons
        for record, is_first in _in_order(person)
    ]
    for (on, title), rows in groupby(sorted(spoken), key=lambda row: row[0]):
        names = dict.fromkeys(name for _, name in rows)
        yield Happening(on, title, "、".join(names))


def _in_order(person: Person) -> Iterator[tuple[SourceRecord, bool]]:
    """What was said of somebody, each with whether nothing was before."""
    records = sorted(person.records.all(), key=lambda one: (one.at, one.pk))
    return ((record, number == 0) for number, record in enumerate(records))


def _where(record: SourceRecord, *, is_first: bool) -> tuple[date, str]:
    on = localdate(record.at)
    if record.roster is not None:
        return on, f"列入“{record.roster.name}”"
    if record.source != Source.OFFICE:
        return on, record.get_source_display()
    is_new = is_first and "name" in record.said
    return on, "经办人新增" if is_new else "经办人更正"


def _of_person(person: Person) -> Iterator[Happening]:
    for one in person.belongings.all():
        label = categories.label(one.category)
        if one.since:
            yield Happening(one.since, f"{person.name}认定为{label}", one.source)
        if one.until:
            yield Happening(one.until, f"{person.name}不再是{label}", tone=OVER)
    if person.status_on and person.status != Status.ALIVE:
        yield Happening(person.status_on, f"{person.name}{_BECAME[person.status]}", tone=OVER)


_BECAME: dict[str, str] = {
    Status.DEAD: "去世",
    Status.SUSPENDED: "的优待中止",
    Status.MOVED: "迁出",
}


def _of_contact(contact: Contact) -> Iterator[Happening]:
    yield Happening(contact.since, f"{contact.name}担任联系人", contact.unit_name)
    if contact.until:
        told = contact.get_end_reason_display()
        yield Happening(contact.until, f"{contact.name}不再担任联系人", told, OVER)


def _of_visit(visit: Visit) -> Happening:
    is_standing = visit.state == State.RECORDED
    told = f"{visit.campaign.name} · {visit.unit.name}"
    title = (
        f"{visit.get_mode_display()}" if is_standing else f"{visit.get_mode_display()}（已撤销）"
    )
    return Happening(visit.made_on, title, told, DONE if is_standing else "")
