"""A sketch of where there is still somebody to visit: villages as circles, drawn by the server.

No map lies below it and nothing is fetched; the list beside it says the same and stays alone where
villages have no points.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import Any


WIDTH, HEIGHT, MARGIN = 640, 400, 60
SMALLEST, LARGEST = 6, 26
FEWEST = 2  # one village needs no map


@dataclass(frozen=True)
class Dot:
    """A village on the sketch."""

    region: int
    name: str
    homes: int
    x: int
    y: int
    radius: int

    @property
    def label_y(self) -> int:
        return self.y + self.radius + 22


@dataclass(frozen=True)
class Sketch:
    dots: Sequence[Dot]
    unplaced: int  # villages that have no point
    width: int = WIDTH
    height: int = HEIGHT


def sketch(villages: Iterable[Mapping[str, Any]]) -> Sketch | None:
    """The villages that have points, the largest first so that small ones lie on top."""
    rows = list(villages)
    placed = [row for row in rows if row["region__longitude"] is not None]
    if len(placed) < FEWEST:
        return None
    east = [float(row["region__longitude"]) for row in placed]
    north = [float(row["region__latitude"]) for row in placed]
    # Degrees of longitude are shorter than those of latitude; both axes share one scale.
    shrunk = cos(radians(sum(north) / len(north)))
    span = max(
        (max(east) - min(east)) * shrunk / (WIDTH - 2 * MARGIN),
        (max(north) - min(north)) / (HEIGHT - 2 * MARGIN),
        1e-9,
    )
    middle = ((max(east) + min(east)) / 2, (max(north) + min(north)) / 2)
    most = max(row["homes"] for row in placed)
    dots = [
        Dot(
            row["region"],
            row["region__name"],
            row["homes"],
            round(WIDTH / 2 + (x - middle[0]) * shrunk / span),
            round(HEIGHT / 2 - (y - middle[1]) / span),
            round(SMALLEST + (LARGEST - SMALLEST) * sqrt(row["homes"] / most)),
        )
        for row, x, y in zip(placed, east, north, strict=True)
    ]
    return Sketch(sorted(dots, key=lambda dot: -dot.radius), len(rows) - len(placed))
