"""How well the reader agrees with careful people: field by field, over all sample notices.

`python -m tests.notices.reading.scoring` prints precision and recall per field; `--faults` lists
every disagreement, `--samples DIRECTORY` takes other samples. What an expectation does not
mention is not judged: only what a careful official would be sure of is written down.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.notices.reading.judges import JUDGES, NOTHING, Expected
from yushui.notices.reading import loading, reader
from yushui.notices.reading.structure import Notice


SAMPLES = Path(__file__).parent.parent / "samples"
ENDINGS = (".txt", ".md", ".docx", ".pdf")


@dataclass(frozen=True)
class Sample:
    """A notice of our own with what a careful reader finds in it."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def beside(self) -> Path:
        return self.path.with_name(f"{self.name}.expected.json")

    @property
    def expected(self) -> Expected:
        expected: Expected = json.loads(self.beside.read_text(encoding="utf-8"))
        return expected


def samples(directory: Path = SAMPLES) -> list[Sample]:
    """The notices of a directory that have an expectation beside them."""
    found = (Sample(path) for path in sorted(directory.iterdir()) if path.suffix in ENDINGS)
    return [sample for sample in found if sample.beside.exists()]


@cache
def reading_of(path: Path) -> Notice:
    return reader.read(loading.load(path))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="样本公文读取评分")
    parser.add_argument("--samples", type=Path, default=SAMPLES, help="样本目录")
    parser.add_argument("--faults", action="store_true", help="逐条列出不一致之处")
    options = parser.parse_args(arguments)
    totals = dict.fromkeys(JUDGES, NOTHING)
    for sample in samples(options.samples):
        notice, expected = reading_of(sample.path), sample.expected
        for name, judge in JUDGES.items():
            tally = judge(expected, notice) or NOTHING
            totals[name] += tally
            if options.faults:
                sys.stdout.writelines(f"{sample.name} {name}: {f}\n" for f in tally.faults)
    for name, tally in totals.items():
        precision = tally.right / tally.found if tally.found else 1
        recall = tally.right / tally.wanted if tally.wanted else 1
        sys.stdout.write(
            f"{name:24} 应有 {tally.wanted:4} 读出 {tally.found:4} 正确 {tally.right:4}"
            f"  精确率 {precision:6.1%}  召回率 {recall:6.1%}\n"
        )


if __name__ == "__main__":
    main()
