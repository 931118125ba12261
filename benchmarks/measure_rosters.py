"""The measuring itself; started by `benchmarks.rosters` beside a database of its own."""

# ruff: noqa: E402  (models can only be imported once Django is set up)

import cProfile
import pstats
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import django


django.setup()

from django.core.management import call_command
from django.db import connection

from benchmarks.by_import_export import import_rows
from benchmarks.hardware import hardware
from benchmarks.processor import Processor
from yushui.accounts.actor import system_actor
from yushui.demonstration import rosters
from yushui.people import intake
from yushui.people.importing.columns import Upload
from yushui.people.models import Belonging, Household, Person
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


TARGET = 5_000
TOWNSHIPS, VILLAGES = 15, 20
BY = system_actor("测速")


def county() -> Unit:
    """One county with three hundred villages and its office."""
    place = Region.objects.create(name="临川县", code="990101000000", level=Level.COUNTY)
    for number in range(TOWNSHIPS):
        town = Region.objects.create(
            name=f"第{number + 1}镇", code=f"990101{number + 1:03}000", level=Level.TOWNSHIP,
            parent=place,
        )  # fmt: skip
        for serial in range(VILLAGES):
            Region.objects.create(
                name=f"{number + 1}镇{serial + 1}村", code=f"990101{number + 1:03}{serial + 200}",
                level=Level.VILLAGE, parent=town,
            )  # fmt: skip
    return Unit.objects.create(name="临川县双拥办", kind=Kind.OFFICE, region=place)


def roster(office: Unit, rows: int) -> tuple[bytes, bytes]:
    """The same made-up people as xlsx, all of them and the first ones."""
    villages = list(Region.objects.filter(level=Level.VILLAGE).select_related("parent"))
    drawn = rosters.lines(
        office.region, villages, households=rows, rng=random.Random(811), on=date(2026, 7, 25)
    )
    people = [line for line, _ in zip(drawn, range(rows), strict=False)]
    return rosters.as_workbook(office.region, people), rosters.as_workbook(
        office.region, people[:SLICE]
    )


class Rate(NamedTuple):
    """Rows a second, by the clock and by the processor time of us and of our server."""

    by_clock: float
    by_processor: float


def timed(what: str, rows: int, run: Callable[[], object]) -> Rate:
    processor, began = Processor(), time.perf_counter()
    run()
    seconds, cpu = time.perf_counter() - began, processor.seconds()
    rate = Rate(rows / seconds, rows / cpu)
    print(
        f"  {what:<30}{rows:>8,} rows  by the clock {seconds:6.2f} s {rate.by_clock:>7,.0f} rows/s"
        f"  by processor time {cpu:6.2f} s {rate.by_processor:>7,.0f} rows/s",
        flush=True,
    )
    return rate


def emptied() -> None:
    for model in (Belonging, Person, Household):
        model.objects.all().delete()


def verdict(what: str, rate: float) -> str:
    return f"{what} {'met' if rate >= TARGET else 'MISSED'}"


def main(rows: int, is_profiled: bool) -> int:
    call_command("migrate", verbosity=0)
    office = county()
    content, small = roster(office, rows)
    print(f"{hardware()}, {connection.vendor}; {len(content) / 1e6:.1f} MB of xlsx", flush=True)

    def load() -> object:
        return intake.take_in(Upload("花名册.xlsx", content), unit=office, by=BY)

    theirs = timed("django-import-export, a slice", SLICE, lambda: import_rows(office, small))
    emptied()
    if is_profiled:
        profile = cProfile.Profile()
        profile.runcall(load)
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
        return 0
    ours = timed("yushui, first import", rows, load)
    assert Person.objects.count() == rows
    timed("yushui, the same file again", rows, load)
    assert Person.objects.count() == rows
    print(
        f"  ratio to django-import-export {ours.by_clock / theirs.by_clock:.1f} by the clock, "
        f"{ours.by_processor / theirs.by_processor:.1f} by processor time; target of {TARGET:,} "
        f"rows/s {verdict('by the clock', ours.by_clock)}, "
        f"{verdict('by processor time', ours.by_processor)}"
    )
    return 0


if __name__ == "__main__":
    SLICE = int(sys.argv[2])
    sys.exit(main(int(sys.argv[1]), sys.argv[3] == "1"))
