"""How long it takes to read a notice in a warm process, beside the limit of 60 ms.

    python -m benchmarks.reading [--runs N]

The source notices are taken where they are present, else our own samples.
"""

import argparse
import statistics
import time
from pathlib import Path

from benchmarks.hardware import hardware
from yushui.notices.reading.loading import load
from yushui.notices.reading.reader import read


LIMIT_MS = 60
ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "notices"
SAMPLES = ROOT / "tests" / "notices" / "samples"


def notices() -> list[Path]:
    return sorted(SOURCES.glob("*.txt")) or sorted(SAMPLES.glob("*.txt"))[:8]


def milliseconds(text: str, runs: int) -> list[float]:
    """Processor time of each run: the machine may be shared."""
    found = []
    for _ in range(runs):
        began = time.process_time()
        read(text)
        found.append((time.process_time() - began) * 1000)
    return found


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="readings of each notice")
    runs = parser.parse_args(arguments).runs
    print(hardware())
    print("notice                     characters   median ms   slowest ms   of the limit")
    for path in notices():
        text = load(path)
        read(text)  # warm
        taken = milliseconds(text, runs)
        middle = statistics.median(taken)
        print(
            f"{path.stem[:24]:<26} {len(text):>10}   {middle:>9.1f}   {max(taken):>10.1f}"
            f"   {middle / LIMIT_MS:>11.2f}"
        )


if __name__ == "__main__":
    main()
