"""The measuring itself; started by `benchmarks.ledger` beside a database of its own."""

# ruff: noqa: E402  (models can only be imported once Django is set up)

import gc
import multiprocessing
import random
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import django


django.setup()

from django.core.management import call_command
from django.db import connection

from benchmarks.country import Node, grow, settle, visit
from benchmarks.hardware import hardware
from benchmarks.processor import Processor
from benchmarks.visiting import bare, kinds, record, somebody
from yushui.accounts.actor import system_actor
from yushui.campaigns.models import Campaign
from yushui.jobs.worker import TICK_SECONDS
from yushui.ledger import folding
from yushui.ledger.models import Tree
from yushui.ledger.reading import Predicate, read
from yushui.ledger.verifying import verify
from yushui.territory.kinds import Level


T = TypeVar("T")

WRITERS = 16
TARGET = 0.80  # of the bare rate
LIMIT_MS = 10
EMPTY = "SELECT 1"
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
    processor: float


@dataclass(frozen=True)
class Round:
    """Visits per second of all writers together, and processor time of one, folding included."""

    rate: float
    processor: float
    folding: float  # of that


@dataclass(frozen=True)
class Reads:
    seconds: list[float]
    processor: list[float]


class Way(StrEnum):
    """How a visit is stored: as two plain inserts, with its trace, with its postings as well."""

    BARE = "bare"
    TRACED = "traced"
    WHOLE = "whole"


def write(number: int, start: float, seconds: float, villages: range, *, way: Way) -> Wrote:
    """One writer: visits with their event of the trail, one transaction each."""
    rng = random.Random(number * 1000 + int(start))
    campaign = Campaign.objects.get()
    by = system_actor()
    subject = LATER + number * 10_000_000 + int(start) % 100_000 * 100

    def store(subject: int) -> None:
        village = rng.choice(villages)
        if way == Way.BARE:
            bare(campaign, village, by=by)
        else:
            said = somebody(subject, rng) if way == Way.WHOLE else None
            record(campaign, village, by=by, said=said)

    processor = Processor()
    store(subject - 1)  # a warm process, as one that serves is
    time.sleep(max(0.0, start - time.time()))
    processor.seconds()
    began = time.perf_counter()
    done = 0
    while time.perf_counter() - began < seconds:
        store(subject + done)
        done += 1
    return Wrote(done, time.perf_counter() - began, processor.seconds())


def keep_folding(start: float, seconds: float) -> float:
    """What the server's tick does; the processor time of it all."""
    processor = Processor()
    time.sleep(max(0.0, start - time.time()))
    while time.time() < start + seconds:
        folding.fold()
        time.sleep(TICK_SECONDS)
    return processor.seconds()


def keep_reading(
    start: float, seconds: float, families: list[list[tuple[int, ...]]]
) -> dict[str, Reads]:
    """Read nodes with their children, each level as often; the times by level."""
    rng = random.Random(int(start))
    campaign = Campaign.objects.get()
    levels = [Level(level).label for level in range(len(families))]
    # Last, what the machine itself takes for a question without an answer.
    found = {name: Reads([], []) for name in (*levels, EMPTY)}
    processor = Processor()
    for family in families:
        read(campaign.pk, tree=Tree.UNIT, nodes=family[0], measures=MEASURES)  # a warm process
    gc.collect()
    gc.freeze()  # a server does not hold the whole country in its memory
    time.sleep(max(0.0, start - time.time()))
    while time.time() < start + seconds:
        for (name, reads), family in zip(found.items(), [*families, None], strict=True):
            nodes = rng.choice(family) if family else ()
            processor.seconds()
            began = time.perf_counter()
            if name == EMPTY:
                ask_nothing()
            else:
                tree = rng.choice((Tree.UNIT, Tree.PLACE))
                read(campaign.pk, tree=tree, nodes=nodes, measures=MEASURES, predicates=PREDICATES)
            reads.seconds.append(time.perf_counter() - began)
            reads.processor.append(processor.seconds())
        time.sleep(0.01)
    return found


def ask_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


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

    def round(self, way: Way, *, reads: bool = False) -> Round:
        """All writers at once, with a folder if there is something to fold."""
        start = time.time() + 1
        call = (start, self.seconds)
        fold = self.pool.submit(keep_folding, *call) if way == Way.WHOLE else None
        reader = self.pool.submit(keep_reading, *call, families(self.nodes)) if reads else None
        writers: list[Future[Wrote]] = [
            self.pool.submit(write, n, *call, self.villages, way=way) for n in range(WRITERS)
        ]
        wrote = [writer.result() for writer in writers]
        folded = fold.result() if fold else 0
        visits = sum(one.visits for one in wrote)
        if reader:
            report(reader.result())
        return Round(
            rate=sum(one.visits / one.seconds for one in wrote),
            processor=(sum(one.processor for one in wrote) + folded) / visits,
            folding=folded / visits,
        )

    def run(self) -> int:
        self.prepare()
        self.by_kind()
        self.compare()
        folding.fold()  # what the last round left behind, as the server's next tick would
        say(f"Reading a node with its children, no writers; the limit is {LIMIT_MS} ms at p95:")
        report(keep_reading(time.time(), self.seconds, families(self.nodes)))
        say(f"Reading while {WRITERS} writers write:")
        self.round(Way.WHOLE, reads=True)
        began = time.perf_counter()
        wrong = verify()
        say(f"Verified in {time.perf_counter() - began:.1f} s: {len(wrong)} differences.")
        return 1 if wrong else 0

    def by_kind(self) -> None:
        if connection.vendor != "postgresql":
            return
        found = kinds(Campaign.objects.get(), self.villages, subject=LATER - 10_000_000)
        plain = found.pop("bare")
        more = ", ".join(f"{kind} {(time / plain - 1) * 100:.0f}" for kind, time in found.items())
        say(f"One connection, not folded, a visit takes more than bare, in per cent: {more}.")

    def compare(self) -> None:
        """Rounds of every way by turns, so that all meet the same machine."""
        say(f"Visits recorded by {WRITERS} writers: bare, with the trail, with the ledger as well:")
        kept: dict[str, list[float]] = {}
        for _ in range(self.rounds):
            rounds = {way: self.round(way) for way in Way}
            whole = rounds[Way.WHOLE]
            say(
                "  "
                + ", ".join(
                    f"{one.rate:,.0f}/s by {one.processor * 1000:.2f} ms of processor time"
                    for one in rounds.values()
                )
                + f", {whole.folding * 1000:.2f} of it folding"
            )
            for way in (Way.BARE, Way.TRACED):
                other = rounds[way]
                kept.setdefault(f"{way}, clock", []).append(whole.rate / other.rate)
                kept.setdefault(f"{way}, processor", []).append(other.processor / whole.processor)
        said = "; ".join(f"{what} {middle(found)}" for what, found in kept.items())
        say(f"Kept of the rate of … {said}; the target is {TARGET:.2f} of bare.")


def middle(found: list[float]) -> str:
    return f"{statistics.median(found):.2f} ({min(found):.2f} to {max(found):.2f})"


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


def report(found: dict[str, Reads]) -> None:
    for name, reads in found.items():
        say(
            f"  {name}: {spread(reads.seconds)}; processor {spread(reads.processor)}"
            f"; n = {len(reads.seconds)}"
        )


def spread(times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=100)
    return f"median {cuts[49] * 1000:.1f} ms, p95 {cuts[94] * 1000:.1f} ms"


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
    say(hardware())
    say(f"{connection.vendor}: {int(visits):,} visits, {int(nodes):,} nodes")
    bench = Bench(int(visits), int(nodes), float(seconds), int(rounds))
    with bench.pool:
        sys.exit(bench.run())
