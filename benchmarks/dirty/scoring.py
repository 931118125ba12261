"""How well a matcher told who is who, over all rows and by what had gone wrong with them.

A matcher says of each incoming row that it is the *same* as a known one, that it is *new*, or that
it has to *ask*, with the known rows in question. A row of somebody whom KNOWN does not have is
right as *new*. `python -m benchmarks.dirty.scoring truth.csv answers.jsonl`.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NotRequired, TypedDict

from benchmarks.dirty.sample import Truth


class Answer(TypedDict):
    """What a matcher says of one incoming row; both kinds of rows count from one."""

    row: int
    band: str  # same, ask or new
    known: int | None
    candidates: NotRequired[Sequence[int]]


@dataclass(slots=True)
class Score:
    """Counts of rows, and the shares that follow from them."""

    rows: int = 0
    familiar: int = 0  # whose person is in KNOWN
    same: int = 0
    right_same: int = 0
    asked: int = 0
    right_asked: int = 0  # the person is among those in question
    new: int = 0
    wrong_new: int = 0
    unanswered: int = 0

    @property
    def precision(self) -> float | None:
        return _share(self.right_same, self.same)

    @property
    def recall(self) -> float | None:
        return _share(self.right_same, self.familiar)

    @property
    def recall_with_ask(self) -> float | None:
        return _share(self.right_same + self.right_asked, self.familiar)

    @property
    def ask_share(self) -> float | None:
        return _share(self.asked, self.rows)

    @property
    def wrong_same(self) -> int:
        return self.same - self.right_same

    def count(self, truth: Truth, answer: Answer | None) -> None:
        person = truth.known_row
        self.rows += 1
        self.familiar += person is not None
        if answer is None:
            self.unanswered += 1
        elif answer["band"] == "same":
            self.same += 1
            self.right_same += person is not None and answer["known"] == person
        elif answer["band"] == "ask":
            self.asked += 1
            self.right_asked += person is not None and person in _asked(answer)
        else:
            self.new += 1
            self.wrong_new += person is not None


@dataclass(frozen=True, slots=True)
class Report:
    overall: Score = field(default_factory=Score)
    by_kind: dict[str, Score] = field(default_factory=dict)


def score(truth: Sequence[Truth], answers: Iterable[Mapping[str, object]]) -> Report:
    """Compare; beside the kinds stand `clean`, `stranger` and `duplicate`, which are none."""
    given: dict[int, Answer] = {}
    for answer in answers:
        read = _answer(answer)
        if read["row"] in given or not 1 <= read["row"] <= len(truth):
            raise ValueError(f"Row {read['row']} is answered twice, or there is none.")
        given[read["row"]] = read
    report = Report()
    for row, true in enumerate(truth, 1):
        report.overall.count(true, given.get(row))
        kinds = set(true.kinds) or {"clean"}
        kinds |= {"stranger"} if true.known_row is None else set()
        kinds |= {"duplicate"} if true.is_duplicate else set()
        for kind in kinds:
            report.by_kind.setdefault(kind, Score()).count(true, given.get(row))
    return report


def table(report: Report) -> str:
    """One line per kind, the worst recall first."""
    titles = ("rows", "precision", "recall", "with ask", "ask", "wrong same", "wrong new")
    lines = [" " * 28 + "".join(f"{title:>11}" for title in titles)]
    kinds = sorted(report.by_kind.items(), key=_worst_first)
    for name, one in [("all", report.overall), *kinds]:
        shares = (one.precision, one.recall, one.recall_with_ask, one.ask_share)
        cells = [one.rows, *map(_percent, shares), one.wrong_same, one.wrong_new]
        lines.append(f"{name:<28}" + "".join(f"{cell:>11}" for cell in cells))
    if report.overall.unanswered:
        lines.append(f"{report.overall.unanswered} rows are not answered.")
    return "\n".join(lines)


def read_truth(path: Path) -> list[Truth]:
    """The file that `sample.write` has written."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Truth(
                known_row=int(line["known_row"]) if line["known_row"] else None,
                kinds=tuple(line["kinds"].split()),
                is_duplicate=line["is_duplicate"] == "1",
            )
            for line in csv.DictReader(file)
        ]


def _answer(line: Mapping[str, object]) -> Answer:
    """Checked, for a misspelt band would count as new."""
    row, band, known = line["row"], line["band"], line.get("known")
    candidates = line.get("candidates") or ()
    if band not in ("same", "ask", "new"):
        raise ValueError(f"Row {row}: no such band as {band}.")
    if not isinstance(row, int) or not isinstance(known, int | None):
        raise TypeError(f"Row {row}: rows are whole numbers, not {known!r}.")
    if not isinstance(candidates, Sequence):
        raise TypeError(f"Row {row}: candidates are a list.")
    return Answer(row=row, band=str(band), known=known, candidates=candidates)


def _worst_first(pair: tuple[str, Score]) -> tuple[float, str]:
    name, one = pair
    found = one.recall_with_ask
    return (2.0 if found is None else found), name


def _asked(answer: Answer) -> set[int | None]:
    return {answer["known"], *answer.get("candidates", ())}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share * 100:.2f}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.dirty.scoring", description=__doc__)
    parser.add_argument("truth", type=Path, help="truth.csv of the sample")
    parser.add_argument("answers", type=Path, help="the matcher's rows, a JSON object per line")
    options = parser.parse_args(arguments)
    lines = options.answers.read_text(encoding="utf-8").splitlines()
    answers = (json.loads(line) for line in lines if line)
    print(table(score(read_truth(options.truth), answers)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
