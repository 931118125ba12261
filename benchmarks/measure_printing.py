"""The measuring itself; started by `benchmarks.printing`."""

# ruff: noqa: E402  (models, which need the settings first)

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import django


django.setup()

import docx
from django.core.management import call_command

from benchmarks.hardware import hardware
from yushui.accounts.actor import system_actor
from yushui.demonstration import names
from yushui.kernel import clock
from yushui.office import typeset
from yushui.people.models import Belonging, Contact, Helpline, Household, Person
from yushui.people.searching import keys
from yushui.reports.papers import cards, families
from yushui.territory.kinds import Level
from yushui.territory.models import Region


TARGET_CARDS, TARGET_SECONDS = 1_000, 5
SINCE = date(2026, 3, 5)
VILLAGES = 20


def build(sizes: list[int]) -> dict[int, Region]:
    """A township of each size, with a contact for every family."""
    call_command("migrate", verbosity=0)
    county = Region.objects.create(name="鹿鸣县", code="990101", level=Level.COUNTY)
    Helpline.objects.create(
        region=county, name="鹿鸣县退役军人服务中心", phone="0990-8220000", updated_at=clock.now()
    )
    return {size: _township(county, size) for size in sizes}


def _township(county: Region, size: int) -> Region:
    rng = random.Random(size)
    place = Region.objects.create(name=f"白鹭镇{size}", level=Level.TOWNSHIP, parent=county)
    villages = [
        Region.objects.create(name=f"前进{number}村", level=Level.VILLAGE, parent=place)
        for number in range(VILLAGES)
    ]
    homes = Household.objects.bulk_create(
        Household(
            code=f"{size:05}{number:06}",
            head_name=names.name(rng, is_male=True),
            region=villages[number % VILLAGES],
            address=names.address(rng),
            updated_at=clock.now(),
        )
        for number in range(size)
    )
    persons = Person.objects.bulk_create(
        Person(
            household=home,
            name=home.head_name,
            reading=keys.reading(home.head_name),
            sex="1",
            updated_at=clock.now(),
        )
        for home in homes
    )
    Belonging.objects.bulk_create(
        Belonging(person=person, category="veteran", since=SINCE, source="县局审批表")
        for person in persons
    )
    Contact.objects.bulk_create(
        Contact(
            household=home,
            name=names.name(rng, is_male=False),
            unit_name="白鹭镇人民政府",
            title="民政助理",
            phone=names.phone(rng),
            since=SINCE,
            assigned_at=clock.now(),
            assigned_by_name="李文",
        )
        for home in homes
    )
    return place


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of processor time."""
    clock_before, cpu_before = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock_before, time.process_time() - cpu_before


def told(what: str, count: int, seconds: tuple[float, float], note: str = "") -> None:
    by_clock, cpu = seconds
    print(
        f"{what:<30}{count:>7,}  {by_clock:7.2f} s by the clock  {cpu:7.2f} s of processor time"
        f"  {count / by_clock:9,.0f}/s {note}",
        flush=True,
    )


def by_libreoffice(place: Region, count: int) -> Callable[[], object]:
    """The same cards as cells of a table in docx, and the docx as PDF."""
    contacts = list(
        Contact.objects.filter(household__region__parent=place)
        .select_related("household__region")
        .order_by("pk")[:count]
    )

    def work() -> None:
        document = docx.Document()
        table = document.add_table(rows=(count + 1) // 2, cols=2)
        for number, one in enumerate(contacts):
            cell = table.cell(number // 2, number % 2)
            lines = [f"{one.household.head_name}家", one.household.region.name, one.name]
            cell.text = "\n".join([*lines, one.unit_name, one.phone, "0990-8220000"])
        held = BytesIO()
        document.save(held)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "cards.docx"
            path.write_bytes(held.getvalue())
            command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
            command += ["--convert-to", "pdf", "--outdir", folder, str(path)]
            subprocess.run(command, check=True, capture_output=True)
            assert path.with_suffix(".pdf").stat().st_size

    return work


def main(files: int, part: int, sizes: list[int]) -> int:
    print(hardware())
    places = build(sorted({*sizes, files}))
    by = system_actor()
    told("looking for fonts, once", 1, timed(typeset._fonts))
    met = True
    for size in sizes:
        seconds = timed(lambda size=size: cards.batch(places[size], lambda done: None))
        is_target = size == TARGET_CARDS
        met = met and (not is_target or seconds[0] <= TARGET_SECONDS)
        note = ("met" if met else "MISSED") if is_target else ""
        told("contact cards", size, seconds, note)
    told("family files", files, timed(lambda: families.batch(places[files], by, lambda done: None)))
    if not shutil.which("soffice"):
        print("LibreOffice is not installed; nothing to compare with.")
        return 0 if met else 1
    work = by_libreoffice(places[sizes[0]], part)
    told("cards by LibreOffice, first", part, timed(work), "(processor time of Python alone)")
    told("cards by LibreOffice, again", part, timed(work), "(processor time of Python alone)")
    return 0 if met else 1


if __name__ == "__main__":
    files, part, *sizes = map(int, sys.argv[1:])
    sys.exit(main(files, part, sizes))
