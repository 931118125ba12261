"""The measuring itself; started by `benchmarks.ledger` beside a database of its own."""

# ruff: noqa: E402  (models can only be imported once Django is set up)

import multiprocessing
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

import django


django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.country import CODES, FIRST_DAY, Node, grow, settle, visit
from yushui.accounts.actor import Actor, system_actor
from yushui.audit.log import log
from yushui.campaigns.models import Campaign
from yushui.kernel import clock
from yushui.ledger import actions, folding
from yushui.ledger.models import Tree
from yushui.ledger.reading import Predicate, read
from yushui.ledger.verifying import verify
from yushui.territory.kinds import Level
from yushui.territory.models import Region, Unit
from yushui.visits.models import Visit


T = TypeVar("T")

WRITERS = 16
LATER = 1_000_000_000  # numbers of the subjects made while measuring start here
MEASURES = ("persons", "households", "visits", "home_visits", "cash")
PREDICATES = {
    "all": Predicate(),
    "veterans": Predicate(any_of=frozenset({"veteran", "retired"})),
    "others": Predicate(none_of=frozenset({"veteran", "retired"})),
}


@dataclass(frozen=True)
class Wrote:
    visits: int
    seconds: float


def write(number: int, start: float, seconds: float, villages: range, lines: int) -> Wrote:
    """One writer: visits with their event of the trail, one transaction each."""
    rng = random.Random(number * 1000 + int(start))
    campaign = Campaign.objects.get()
    by = system_actor()
    subject = LATER + number * 10_000_000 + int(start) % 100_000 * 100
    connection.ensure_connection()
    time.sleep(max(0.0, start - time.time()))
    began = time.perf_counter()
    done = 0
    while time.perf_counter() - began < seconds:
        record(campaign, rng.choice(villages), subject + done, rng=rng, by=by, lines=lines)
        done += 1
    return Wrote(done, time.perf_counter() - began)


def record(
    campaign: Campaign, village: int, subject: int, *, rng: random.Random, by: Actor, lines: int
) -> None:
    with transaction.atomic():
        made = Visit.objects.create(
            op_id=uuid4(),
            campaign=campaign,
            unit_id=village,
            region_id=village,
            host_id=village,
            made_on=FIRST_DAY,
            recorded_at=clock.now(),
            recorded_by_id="1",
            recorded_by_name="李文",
        )
        log("visits.record", made, by=by, mode="home", persons=1)
        if lines:
            given = entries(village, subject, rng)[:lines]
            actions.append(campaign, given, source=("visits.visit", made.pk))


def entries(village: int, subject: int, rng: random.Random) -> list[actions.Entry]:
    unit, place = Unit(pk=village, lane="civil"), Region(pk=village)
    categories = (rng.choice(CODES),)

    def entry(measure: str, **values: int) -> actions.Entry:
        return actions.Entry(
            measure=measure, unit=unit, place=place, on=FIRST_DAY, categories=categories, **values
        )

    return [
        entry("persons", count=1, subject=subject),
        entry("households", count=1, subject=subject),
        entry("visits", count=1),
        entry("home_visits", count=1),
        entry("cash", fen=50_000),
    ]


def keep_folding(start: float, seconds: float) -> list[float]:
    """What the server's tick does; how long each fold took."""
    took = []
    time.sleep(max(0.0, start - time.time()))
    while time.time() < start + seconds:
        began = time.perf_counter()
        folding.fold()
        took.append(time.perf_counter() - began)
        time.sleep(1)
    return took


def keep_reading(
    start: float, seconds: float, families: list[list[tuple[int, ...]]]
) -> list[list[float]]:
    """Read nodes with their children, each level as often; the times by level."""
    rng = random.Random(int(start))
    campaign = Campaign.objects.get()
    took: list[list[float]] = [[] for _ in families]
    ruler: list[float] = []  # what the machine itself takes for a question without an answer
    time.sleep(max(0.0, start - time.time()))
    while time.time() < start + seconds:
        for level, family in enumerate(families):
            tree = rng.choice((Tree.UNIT, Tree.PLACE))
            nodes = rng.choice(family)
            began = time.perf_counter()
            read(campaign.pk, tree=tree, nodes=nodes, measures=MEASURES, predicates=PREDICATES)
            took[level].append(time.perf_counter() - began)
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        ruler.append(time.perf_counter() - began)
        time.sleep(0.01)
    return [*took, ruler]


class Bench:
    def __init__(self, visits: int, nodes: int, seconds: float, rounds: int) -> None:
        self.visits, self.size, self.seconds, self.rounds = visits, nodes, seconds, rounds
        self.pool = ProcessPoolExecutor(
            WRITERS + 2, mp_context=multiprocessing.get_context("spawn")
        )

    def prepare(self) -> None:
        call_command("migrate", verbosity=0)
        self.nodes = grow(self.size)
        campaign = timed("nodes", lambda: settle(self.nodes))
        timed("postings", lambda: visit(campaign, self.nodes, self.visits))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                timed("vacuum", lambda: cursor.execute("VACUUM ANALYZE"))
        timed("balances", folding.rebuild)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                timed("vacuum", lambda: cursor.execute("VACUUM ANALYZE"))
        found = [node.id for node in self.nodes if node.level == Level.VILLAGE]
        self.villages = range(found[0], found[-1] + 1)
        for _ in self.pool.map(time.sleep, [0.5] * (WRITERS + 2)):
            pass  # every process is up

    def round(self, *, lines: int, reads: bool = False) -> float:
        """Visits per second of all writers; prints what the folder and the reader saw."""
        start = time.time() + 1
        fold = self.pool.submit(keep_folding, start, self.seconds) if lines else None
        reader = (
            self.pool.submit(keep_reading, start, self.seconds, families(self.nodes))
            if reads
            else None
        )
        writers: list[Future[Wrote]] = [
            self.pool.submit(write, n, start, self.seconds, self.villages, lines)
            for n in range(WRITERS)
        ]
        rate = sum(one.visits / one.seconds for one in (w.result() for w in writers))
        if fold:
            took = fold.result()
            say(f"  {len(took)} folds, median {statistics.median(took):.2f} s")
        if reader:
            report(reader.result())
        return rate

    def run(self) -> int:
        self.prepare()
        rates: dict[int, list[float]] = {0: [], 1: [], len(MEASURES): []}
        for _ in range(self.rounds):
            for lines, found in rates.items():
                found.append(self.round(lines=lines))
                say(f"  visits with {lines} postings each: {found[-1]:,.0f}/s")
        bare = statistics.median(rates.pop(0))
        for lines, found in rates.items():
            say(f"recording with {lines} postings keeps {statistics.median(found) / bare:.0%}")
        say("reading, no writers:")
        report(keep_reading(time.time(), self.seconds / 2, families(self.nodes)))
        say("reading while writing:")
        self.round(lines=len(MEASURES), reads=True)
        began = time.perf_counter()
        wrong = verify()
        say(f"verified in {time.perf_counter() - began:.1f} s: {len(wrong)} differences")
        return 1 if wrong else 0


def families(nodes: list[Node], sample: int = 400) -> list[list[tuple[int, ...]]]:
    """Some nodes of each level, each with its children."""
    rng = random.Random(2)
    children: dict[int | None, list[int]] = {}
    for node in nodes:
        children.setdefault(node.parent, []).append(node.id)
    levels = []
    for level in range(6):
        there = [node.id for node in nodes if node.level == level]
        picked = rng.sample(there, min(sample, len(there)))
        levels.append([(node, *children.get(node, ())) for node in picked])
    return levels


def report(took: list[list[float]]) -> None:
    *took, ruler = took
    for level, times in enumerate(took):
        say(f"  {Level(level).label}: {spread(times)}")
    say(f"  all: {spread([time for times in took for time in times])}")
    say(f"  SELECT 1: {spread(ruler)}")


def spread(times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=100)
    return f"median {cuts[49] * 1000:.1f} ms, p95 {cuts[94] * 1000:.1f} ms, n = {len(times)}"


def timed(what: str, work: Callable[[], T]) -> T:
    began = time.perf_counter()
    result = work()
    say(f"{what}: {time.perf_counter() - began:.1f} s")
    return result


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    visits, nodes, seconds, rounds = sys.argv[1:]
    say(f"{os.cpu_count()} cores, {connection.vendor}, load {os.getloadavg()[0]:.1f}")
    sys.exit(Bench(int(visits), int(nodes), float(seconds), int(rounds)).run())
