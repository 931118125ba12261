"""The measuring itself; started by `benchmarks.rosters` beside a database of its own."""

# ruff: noqa: E402  (models can only be imported once Django is set up)

import cProfile
import os
import platform
import pstats
import random
import sys
import time
from collections.abc import Callable
from datetime import date

import django


django.setup()

from django.core.management import call_command
from django.db import connection

from benchmarks.by_import_export import import_rows
from yushui.accounts.actor import system_actor
from yushui.demonstration import rosters
from yushui.people import actions
from yushui.people.importing.columns import Upload
from yushui.people.models import Belonging, Household, Person
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


TARGET = 8_000
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


def timed(what: str, rows: int, run: Callable[[], object]) -> float:
    began, cpu = time.perf_counter(), time.process_time()
    run()
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    took = f"{seconds:7.2f} s {rows / seconds:>8,.0f} rows/s, own CPU {cpu:.2f} s"
    sys.stdout.write(f"  {what:<32}{rows:>8,} rows {took}\n")
    sys.stdout.flush()
    return rows / seconds


def hardware() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        model = next((ln.partition(":")[2].strip() for ln in lines if "model name" in ln), "?")
    load = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}, "
        f"{connection.vendor}"
    )


def emptied() -> None:
    for model in (Belonging, Person, Household):
        model.objects.all().delete()


def main(rows: int, is_profiled: bool) -> int:
    call_command("migrate", verbosity=0)
    office = county()
    content, small = roster(office, rows)
    sys.stdout.write(f"{hardware()}; {len(content) / 1e6:.1f} MB of xlsx\n")

    def load() -> object:
        return actions.import_roster(Upload("花名册.xlsx", content), unit=office, by=BY)

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
    verdict = "met" if ours >= TARGET else "MISSED"
    sys.stdout.write(f"  ratio {ours / theirs:.1f}; target of {TARGET:,} rows/s {verdict}\n")
    return 0


if __name__ == "__main__":
    SLICE = int(sys.argv[2])
    sys.exit(main(int(sys.argv[1]), sys.argv[3] == "1"))
