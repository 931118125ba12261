"""Two lists of one population: that of the office, and one that somebody sends."""

import csv
import gc
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.dirty import fact_errors, name_errors, number_errors, place_errors
from benchmarks.dirty.entries import (
    ADDRESS,
    COLUMNS,
    COUNTY,
    KNOWN,
    TOWNSHIP,
    VILLAGE,
    Entry,
    Error,
    Scene,
    clean,
    composed,
    extra,
)
from benchmarks.dirty.families import Population
from benchmarks.dirty.words import SENDERS


# In the order they happen in: what is missing first, how the rest is written last.
KINDS: dict[str, Error] = {
    **name_errors.KINDS, **number_errors.KINDS, **fact_errors.KINDS, **place_errors.KINDS,
}  # fmt: skip
PROFILES = tuple(SENDERS["senders"])
_PLACED = {"县", "乡镇", "村", "家庭住址"}
_COLUMNS_OF = {
    "name": {"姓名"}, "id": {"身份证号"}, "phone": {"联系电话"}, "birth": {"出生日期"},
    "sex": {"性别"}, "enlisted": {"入伍时间"}, "relation": {"与户主关系"}, "place": _PLACED,
    "address": {"家庭住址"},
}  # fmt: skip
_PLACE_KINDS = ("place_", "address_")
_DUPLICATES = 0.005


@dataclass(frozen=True, slots=True)
class Truth:
    """Who an incoming row is: the row of KNOWN, counted from one, or nobody there.

    `kinds` tells what went wrong on the way, in the row itself or, after `known:`, in that of
    KNOWN. None at all means that both rows are equal in the columns they share.
    """

    known_row: int | None
    kinds: tuple[str, ...]
    is_duplicate: bool


@dataclass(frozen=True, slots=True)
class Sample:
    known_header: list[str]
    known_rows: list[list[str]]
    incoming_header: list[str]
    incoming_rows: list[list[str]]
    truth: list[Truth]


def generate(
    *, known: int, incoming: int, overlap: float = 0.7, sender: str | None = None, seed: int = 1
) -> Sample:
    """Make both lists; without a sender, rows of all of them in a union of their columns."""
    if round(incoming * overlap) > known:
        raise ValueError("More rows are to be found in KNOWN than it has.")
    with _uncollected():
        return _generate(random.Random(seed), known, _Wish(incoming, overlap, sender))


def _generate(rng: random.Random, known: int, wish: "_Wish") -> Sample:
    population = Population(rng, known + max(4 * wish.strangers, known // 10, 50))
    scene = Scene(rng, population)
    held = _held_out(rng, population, len(population.people) - known)
    listed = [index for index in range(len(population.people)) if index not in held]
    known_rows, known_kinds = _known(scene, listed)
    entries = _drawn(scene, listed, sorted(held), wish)
    header = _header(rng, wish.sender)
    return Sample(
        known_header=list(COLUMNS[:KNOWN]),
        known_rows=known_rows,
        incoming_header=list(header.values()),
        incoming_rows=[[one.cells[COLUMNS.index(name)] for name in header] for one in entries],
        truth=[_truth(entry, known_kinds) for entry in entries],
    )


def rates(sender: str) -> dict[str, float]:
    """Share of the rows that can suffer it, by kind, of the columns a sender has."""
    profile = SENDERS["senders"][sender]
    merged = SENDERS["ordinary"] | profile["rates"]
    sent = set(profile["headers"])
    return {kind: merged[kind] for kind in KINDS if sent & _COLUMNS_OF[kind.partition("_")[0]]}


def write(sample: Sample, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "known.csv", sample.known_header, sample.known_rows)
    _write(folder / "incoming.csv", sample.incoming_header, sample.incoming_rows)
    truth = (
        [row, one.known_row or "", " ".join(one.kinds), int(one.is_duplicate)]
        for row, one in enumerate(sample.truth, 1)
    )
    _write(folder / "truth.csv", ["incoming_row", "known_row", "kinds", "is_duplicate"], truth)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


@dataclass(frozen=True, slots=True)
class _Wish:
    rows: int
    overlap: float
    sender: str | None

    @property
    def strangers(self) -> int:
        return round(self.rows * (1 - self.overlap))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing here is garbage before the end, and looking for it would take half of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _held_out(rng: random.Random, population: Population, count: int) -> set[int]:
    """Whom the office does not know: single members of known families, and whole families."""
    size = len(population.people)
    held = set(rng.sample(range(size), int(count * 0.7)))
    while len(held) < count:
        house = population.people[rng.randrange(size)].house
        held.update(house.members[: count - len(held)])
    return held


def _known(scene: Scene, listed: list[int]) -> tuple[list[list[str]], dict[int, list[str]]]:
    """The office's rows, and what is wrong with those that are not clean."""
    population = scene.population
    people = population.people
    entries: dict[int, Entry] = {}

    def entry(place: int) -> Entry:
        if place not in entries:
            person = people[listed[place]]
            entries[place] = Entry(person, clean(person, population))
        return entries[place]

    _spoil(entry, len(listed), SENDERS["known"], scene)
    rows = [composed(clean(people[index], population)) for index in listed]
    for place, spoilt in entries.items():
        rows[place] = spoilt.composed()
    return rows, {place + 1: spoilt.kinds for place, spoilt in entries.items()}


def _drawn(scene: Scene, listed: list[int], held: list[int], wish: _Wish) -> list[Entry]:
    """The rows that are sent, with their errors."""
    row_of = {index: row for row, index in enumerate(listed, 1)}
    twice = round(wish.rows * _DUPLICATES)
    familiar = round((wish.rows - wish.strangers) * (1 - _DUPLICATES))
    senders = [wish.sender] if wish.sender else list(PROFILES)
    entries: list[Entry] = []
    for number, sender in enumerate(senders):
        own = []
        for source, total in ((listed, familiar), (held, wish.rows - twice - familiar)):
            count = total // len(senders) + (number < total % len(senders))
            chosen = _people(scene, source[number :: len(senders)], count, sender)
            own += [(index, False) for index in chosen]
        again = twice // len(senders) + (number < twice % len(senders))
        own += [(index, True) for index, _ in scene.rng.choices(own, k=again if own else 0)]
        entries += _sent(scene, sender, own, row_of)
    if not wish.sender:
        scene.rng.shuffle(entries)
    return entries


def _people(scene: Scene, source: list[int], count: int, sender: str) -> list[int]:
    """Draw those a sender would have on its list; of others only when there are too few."""
    people = scene.population.people
    oldest: int = SENDERS["senders"][sender]["soldiers_until"]
    if not oldest:
        return scene.rng.sample(source, count)
    groups: tuple[list[int], list[int], list[int]] = ([], [], [])
    for index in source:
        person = people[index]
        groups[2 if not person.is_soldier else person.age > oldest].append(index)
    chosen: list[int] = []
    for group in groups:
        chosen += scene.rng.sample(group, min(len(group), count - len(chosen)))
    return chosen


def _sent(
    scene: Scene, sender: str, own: list[tuple[int, bool]], row_of: dict[int, int]
) -> list[Entry]:
    profile = SENDERS["senders"][sender]
    scene.rng.shuffle(own)
    if profile["is_sorted"]:
        own.sort()
    entries = [_entry(scene, index, row_of.get(index), again) for index, again in own]
    for above, entry in pairwise(entries):
        entry.above = above
    _spoil(entries.__getitem__, len(entries), rates(sender), scene)
    sent = [name in profile["headers"] for name in COLUMNS]
    for entry in entries:
        true = composed(clean(entry.person, scene.population))
        cells = entry.composed()
        entry.cells = [cell if one else "" for cell, one in zip(cells, sent, strict=True)]
        if _is_same_place(entry.cells, true, sent):
            entry.kinds = [kind for kind in entry.kinds if not kind.startswith(_PLACE_KINDS)]
    return entries


def _is_same_place(cells: list[str], true: list[str], sent: list[bool]) -> bool:
    """Whether what went wrong with the place fell into columns that are not sent."""
    return all(
        cells[column] == true[column]
        for column in (COUNTY, TOWNSHIP, VILLAGE, ADDRESS)
        if sent[column]
    )


def _entry(scene: Scene, index: int, row: int | None, again: bool) -> Entry:
    person = scene.population.people[index]
    cells = clean(person, scene.population) + extra(person, scene)
    return Entry(person, cells, known_row=row, is_duplicate=again)


def _spoil(
    entry: Callable[[int], Entry], rows: int, shares: dict[str, float], scene: Scene
) -> None:
    """Let every kind happen to its share of the rows, whatever else happened to them."""
    rng = scene.rng
    for kind, error in KINDS.items():
        wanted = shares.get(kind, 0.0) * rows
        count = int(wanted) + (rng.random() < wanted % 1)
        for place in rng.sample(range(rows), count):
            one = entry(place)
            if error(one, scene):
                one.kinds.append(kind)


def _header(rng: random.Random, sender: str | None) -> dict[str, str]:
    if sender:
        headers = SENDERS["senders"][sender]["headers"]
        return {name: rng.choice(headers[name]) for name in COLUMNS if name in headers}
    sent = {name for one in SENDERS["senders"].values() for name in one["headers"]}
    return {name: name for name in COLUMNS if name in sent}


def _truth(entry: Entry, known_kinds: dict[int, list[str]]) -> Truth:
    known = known_kinds.get(entry.known_row, []) if entry.known_row else []
    kinds = (*entry.kinds, *(f"known:{kind}" for kind in known))
    return Truth(entry.known_row, kinds, entry.is_duplicate)
