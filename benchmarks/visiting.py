"""One visit as the application stores it, with its postings or without."""

import random
from collections.abc import Callable
from functools import partial
from uuid import uuid4

from django.db import transaction

from benchmarks.country import CODES, FIRST_DAY
from benchmarks.processor import Processor
from yushui.accounts.actor import Actor, system_actor
from yushui.audit.log import log, trace
from yushui.audit.marks import CONTENT, mark
from yushui.audit.models import Event
from yushui.campaigns.models import Campaign
from yushui.kernel import clock
from yushui.ledger import actions, folding
from yushui.territory.models import Region, Unit
from yushui.visits.models import Visit


Said = Callable[[Unit, Region], list[actions.Entry]]


def bare(campaign: Campaign, village: int, *, by: Actor) -> None:
    """The two inserts everything is measured against: a visit and a marked event, by the ORM."""
    with transaction.atomic():
        made = _made(campaign, *_at(village))
        told = {"mode": "home", "persons": 1}
        subject = (made._meta.label_lower, str(made.pk))
        content = (clock.now(), "visits.record", by.id, by.name, None, None, *subject, told, "")
        Event.objects.create(**dict(zip(CONTENT, content, strict=True)), mark=mark(content))


def record(campaign: Campaign, village: int, *, by: Actor, said: Said | None) -> None:
    """The visit and its event as the application stores them, and what it says if anything."""
    unit, place = _at(village)
    with transaction.atomic():
        made = _made(campaign, unit, place)
        if said:
            ahead = trace("visits.record", made, by=by, mode="home", persons=1)
            source = ("visits.visit", made.pk)
            actions.append(campaign, said(unit, place), source=source, trace=ahead)
        else:
            log("visits.record", made, by=by, mode="home", persons=1)


def _at(village: int) -> tuple[Unit, Region]:
    # Whoever records a visit has loaded its unit and place before, with the ledger or without.
    return Unit(pk=village, lane="civil"), Region(pk=village)


def _made(campaign: Campaign, unit: Unit, place: Region) -> Visit:
    return Visit.objects.create(
        op_id=uuid4(),
        campaign=campaign,
        unit=unit,
        region=place,
        host=unit,
        made_on=FIRST_DAY,
        recorded_at=clock.now(),
        recorded_by_id="1",
        recorded_by_name="李文",
    )


def entries(
    unit: Unit, place: Region, *, subject: int, persons: list[tuple[str, ...]]
) -> list[actions.Entry]:
    """What a visit says of a family; money and goods are counted under the first person."""

    def entry(measure: str, categories: tuple[str, ...], **values: int) -> actions.Entry:
        return actions.Entry(
            measure=measure, unit=unit, place=place, on=FIRST_DAY, categories=categories, **values
        )

    family = tuple(sorted({code for codes in persons for code in codes}))
    return [
        *(
            entry("persons", codes, count=1, subject=subject + number)
            for number, codes in enumerate(persons)
        ),
        entry("households", family, count=1, subject=subject),
        entry("visits", family, count=1),
        entry("home_visits", family, count=1),
        entry("cash", persons[0], fen=50_000),
    ]


def somebody(subject: int, rng: random.Random) -> Said:
    """Five things, two of them claims, about a person who lives alone."""
    return partial(entries, subject=subject, persons=[(rng.choice(CODES),)])


def kinds(campaign: Campaign, villages: range, subject: int, turns: int = 400) -> dict[str, float]:
    """Processor time of a visit by kind, taken by turns on this one connection, not folded."""
    rng = random.Random(subject)
    by = system_actor()
    processor = Processor()
    found: dict[str, list[float]] = {}
    for turn in range(turns):
        subject += 10
        alone = somebody(subject, rng)
        couple = partial(entries, subject=subject + 1, persons=[CODES[:1], CODES[1:2]])
        ways: dict[str, Callable[..., None]] = {
            "bare": bare,
            "of nobody": partial(record, said=None),
            "of one": partial(record, said=alone),
            "of the same again": partial(record, said=alone),
            "of a couple": partial(record, said=couple),
        }
        for kind, way in ways.items():
            village = rng.choice(villages)
            processor.seconds()
            way(campaign, village, by=by)
            found.setdefault(kind, []).append(processor.seconds())
        if turn % 100 == 0:
            folding.fold()
    return {kind: _trimmed(times) for kind, times in found.items()}


def _trimmed(times: list[float]) -> float:
    """The mean without the lowest and highest tenth."""
    cut = len(times) // 10
    kept = sorted(times)[cut : len(times) - cut]
    return sum(kept) / len(kept)
