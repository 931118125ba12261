"""What happens to people meanwhile: certificates seen, deaths, suspensions, a slip taken back."""

from collections.abc import Iterator, Sequence
from datetime import date

from yushui.demonstration.season import Season
from yushui.people import actions as people
from yushui.people import categories
from yushui.people.actions import Grounds, Seen
from yushui.people.models import Belonging, Paper, Person
from yushui.territory.models import Region


SEEN_EVERY = 10
DIED, SUSPENDED, MOVED = 9, 2, 3
CAUSES = ("illness", "other", "illness", "old_wound", "illness")
DEPARTMENT = "云川省退役军人事务厅"


def go_on(story: Season, county: Region) -> str:
    """Let life go on in a county, after its list was made and half of it visited."""
    seen = _see_certificates(story)
    left = _spread(county, DIED + SUSPENDED + MOVED + 2)
    for number, person in enumerate(left[:DIED]):
        day = date(2026, 7, 2 + 2 * number)
        people.mark_dead(person, on=day, death_cause=CAUSES[number % 5], by=story.by)
    _decide(story, left[DIED:])
    for person in left[DIED + SUSPENDED + 1 : DIED + SUSPENDED + 1 + MOVED]:
        people.set_status(person, move="move_out", on=date(2026, 6, 18), by=story.by)
    _slip(story, left[-1])
    return f"登记证件 {seen} 份，去世 {DIED} 人，中止 {SUSPENDED} 人，取消 1 人，迁出 {MOVED} 人"


def _see_certificates(story: Season) -> int:
    """Certificates of disabled soldiers, with the cause that they name."""
    disabled = categories.expand(["disabled_soldier"])
    held = Belonging.objects.filter(category__in=disabled)
    shown = list(held.select_related("person__household__region").order_by("pk"))[::SEEN_EVERY]
    for number, belonging in enumerate(shown, start=1):
        grade = categories.grade(belonging.category) or 10
        cause = ("war", "duty", "illness")[number % (3 if grade <= 6 else 2)]
        people.edit_category(
            belonging, cause=cause, since=date(1996, 5, 6), source=belonging.source, by=story.by
        )
        certificate = Seen(
            Paper.DISABLED,
            number=f"云军残字第{number:06}号",
            issuer=DEPARTMENT,
            issued_on=date(2005, 3, 1 + number % 28),
        )
        people.add_evidence(belonging, seen=certificate, by=story.by)
    return len(shown)


def _spread(county: Region, count: int) -> list[Person]:
    """Persons from all over the county, the same ones every time."""
    found = Person.objects.within(county).alive().select_related("household__region").order_by("pk")
    return list(_every(list(found), count))


def _every(persons: Sequence[Person], count: int) -> Iterator[Person]:
    step = len(persons) / count
    return (persons[int(step * number)] for number in range(count))


def _decide(story: Season, persons: Sequence[Person]) -> None:
    """What the province decided: suspensions, and one cancellation."""
    for number, person in enumerate(persons[: SUSPENDED + 1], start=1):
        decided = Grounds(f"云退役军人函〔2026〕{number + 20}号", DEPARTMENT, reason="被判处刑罚")
        move = "cancel" if number > SUSPENDED else "suspend"
        people.set_status(person, move=move, on=date(2026, 5, 11), grounds=decided, by=story.by)


def _slip(story: Season, person: Person) -> None:
    """A death recorded of the wrong person, and put right."""
    people.mark_dead(person, on=date(2026, 7, 20), by=story.by)
    death = person.changes.get()
    people.take_back_status(death, reason="同村同名，登错了人", by=story.by)
