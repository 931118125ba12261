"""Write a pair of dirty lists with their truth: `python -m benchmarks.dirty --out DIR`."""

import argparse
import sys
from pathlib import Path

from benchmarks.dirty import PROFILES, generate, write


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.dirty", description=__doc__)
    parser.add_argument("--known", type=int, default=100_000, help="rows of the office's list")
    parser.add_argument("--incoming", type=int, default=10_000, help="rows of the list sent")
    parser.add_argument("--overlap", type=float, default=0.7, help="share of them in the first")
    parser.add_argument("--sender", choices=PROFILES, help="default: some rows of each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder for the three files")
    options = parser.parse_args(arguments)
    sample = generate(
        known=options.known,
        incoming=options.incoming,
        overlap=options.overlap,
        sender=options.sender,
        seed=options.seed,
    )
    write(sample, options.out)
    print(f"{len(sample.known_rows)} known, {len(sample.incoming_rows)} incoming: {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
