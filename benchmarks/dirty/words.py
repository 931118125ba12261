"""The characters and names of `words.toml`, ready to be drawn from."""

import random
import tomllib
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar


T = TypeVar("T")

_FOLDER = Path(__file__).parent
WORDS: dict[str, Any] = tomllib.loads((_FOLDER / "words.toml").read_text(encoding="utf-8"))
SENDERS: dict[str, Any] = tomllib.loads((_FOLDER / "senders.toml").read_text(encoding="utf-8"))


def falling(count: int, *, steepness: float = 0.8) -> list[float]:
    """Weights after Zipf: the first of a list is met most often."""
    return [1 / (rank + 2) ** steepness for rank in range(count)]


def lots(rng: random.Random, things: Sequence[T], weights: Sequence[float]) -> Iterator[T]:
    """Draw for ever, a few thousand at a time: one by one it would take four times as long."""
    summed = list(accumulate(weights))
    while True:
        yield from rng.choices(things, cum_weights=summed, k=4096)


def alike(groups: str) -> dict[str, str]:
    """Each character with those that stand in a group with it."""
    found: dict[str, set[str]] = {}
    for group in groups.split():
        for character in group:
            found.setdefault(character, set()).update(set(group) - {character})
    return {character: "".join(sorted(others)) for character, others in found.items() if others}


def letters(text: str) -> str:
    return "".join(text.split())
