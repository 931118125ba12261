"""The measuring itself; started by `benchmarks.matching`."""

# ruff: noqa: E402  (lists are read with the roster's columns, which are models')

import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, NamedTuple

import django


django.setup()

from benchmarks import dirty
from benchmarks.dirty import scoring
from benchmarks.hardware import hardware
from benchmarks.other_matchers import OTHERS
from yushui.people.management.commands.match_rosters import as_json
from yushui.people.matching import deciding, linking, lists
from yushui.people.matching.comparing import compare
from yushui.people.matching.standard import Record


PRECISION, RECALL, ASKED, SECONDS = 0.999, 0.98, 0.02, 60
LARGEST = 2**31
Said = list[dict[str, Any]]


class Lists(NamedTuple):
    """Both lists as the matcher reads them from their files, and the truth."""

    known: list[Record]
    incoming: list[Record]
    truth: list[dirty.Truth]
    seconds: float  # reading and standardising


def drawn(known: int, incoming: int, sender: str | None, seed: int) -> Lists:
    sample = dirty.generate(known=known, incoming=incoming, sender=sender, seed=seed)
    with TemporaryDirectory(prefix="yushui-bench-") as folder:
        dirty.write(sample, Path(folder))
        truth = sample.truth
        del sample
        began = time.perf_counter()
        both = [_read(Path(folder) / name) for name in ("known.csv", "incoming.csv")]
    return Lists(both[0], both[1], truth, time.perf_counter() - began)


def _read(path: Path) -> list[Record]:
    return lists.read(path.name, path.read_bytes(), max_bytes=LARGEST)


def ours(known: Sequence[Record], incoming: Sequence[Record]) -> Said:
    return [as_json(answer) for answer in compare(known, incoming)]


def quality(known: int, incoming: int, seeds: Sequence[int]) -> None:
    """Every sender and the mixture; then all of them together, by kind of error."""
    print(f"{known:,} known, {incoming:,} incoming; aims in the last line of each")
    truth: list[dirty.Truth] = []
    said: Said = []
    for sender in (*dirty.PROFILES, None):
        for seed in seeds:
            these = drawn(known, incoming, sender, seed)
            answers = ours(these.known, these.incoming)
            print(_line(f"{sender or 'mixed'}, {seed}", these.truth, answers), flush=True)
            said += [one | {"row": one["row"] + len(truth)} for one in answers]
            truth += these.truth
    print(_line("all", truth, said))
    print(_line_of("aims", PRECISION, RECALL, RECALL, ASKED))
    print("\n" + scoring.table(scoring.score(truth, said)))


def others(known: int, incoming: int, seeds: Sequence[int]) -> None:
    """The same lists through others; `recordlinkage` gets a slice, it holds all pairs in pandas."""
    for name, match, parts in OTHERS:
        these = drawn(known // parts, incoming // parts, None, seeds[0])
        print(f"{known // parts:,} known, {incoming // parts:,} incoming")
        for who, matcher in (("ours", ours), (name, match)):
            answers, seconds = _timed(lambda run=matcher, on=these: run(on.known, on.incoming))
            print(f"{_line(who, these.truth, answers)}  {seconds:6.1f} s", flush=True)


def speed(known: int, incoming: int, seeds: Sequence[int]) -> None:
    """A national list: what is done again for every list that comes in, and what is not."""
    these = drawn(known, incoming, None, seeds[0])
    print(f"{known:,} known, {incoming:,} incoming; reading both {these.seconds:.1f} s", flush=True)
    before = _peak()
    stages = dict.fromkeys(("columns and frequencies", "pairs", "answers"), 0.0)
    for stage, (module, name) in zip([*stages], _STAGES, strict=True):
        _keep_time(stages, stage, module, name)
    answers, seconds = _timed(lambda: compare(these.known, these.incoming))
    print(f"matching {seconds:.1f} s (aim: {SECONDS})")
    print("of it " + ", ".join(f"{stage} {spent:.1f} s" for stage, spent in stages.items()))
    print(f"memory at its peak {_peak():.1f} GB, {before:.1f} of it before matching")
    counted = {str(band): sum(one.band is band for one in answers) for band in deciding.Band}
    print(f"{counted}")
    print(_line("mixed", these.truth, [as_json(one) for one in answers]))


def _timed(run: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    return run(), time.perf_counter() - began


_STAGES = ((linking, "tables"), (linking, "pairs"), (deciding, "answers"))


def _keep_time(stages: dict[str, float], stage: str, module: ModuleType, name: str) -> None:
    """Note what a function of the matcher takes, wherever it is called."""
    run = getattr(module, name)

    def timed(*args: Any, **options: Any) -> Any:
        made, stages[stage] = _timed(lambda: run(*args, **options))
        return made

    setattr(module, name, timed)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _line(name: str, truth: Sequence[dirty.Truth], said: Iterable[dict[str, Any]]) -> str:
    one = scoring.score(truth, said).overall
    wrong = f"{one.wrong_same:4} wrong same, {one.wrong_new:4} wrong new"
    shares = (one.precision, one.recall, one.recall_with_ask, one.ask_share)
    return f"{_line_of(name, *shares)}   {wrong}"


def _line_of(name: str, *shares: float | None) -> str:
    titles = ("precision", "recall", "with ask", "ask")
    said = (
        f"{title} {(share or 0) * 100:6.2f}" for title, share in zip(titles, shares, strict=True)
    )
    return f"{name:<22}" + "  ".join(said)


if __name__ == "__main__":
    print(hardware(), flush=True)
    PART: Callable[[int, int, Sequence[int]], None] = {
        "quality": quality, "others": others, "speed": speed,
    }[sys.argv[1]]  # fmt: skip
    PART(int(sys.argv[2]), int(sys.argv[3]), [int(seed) for seed in sys.argv[4:]])
