"""Drawings of coverage; the tables beside them give the same figures."""

from collections.abc import Sequence
from typing import Any

from yushui.visits.queries import Coverage


OK, EXCUSED, LEFT = 4, 2, 6  # series colours of tokens.css


def coverage(rows: Sequence[Coverage]) -> dict[str, Any]:
    """Households by place, one bar a place: visited, excused, left."""
    return {
        "legend": {"top": 0, "itemWidth": 12, "itemHeight": 12},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "inverse": True, "data": [row.name for row in rows]},
        "series": [
            _stack("已走访", [row.visited for row in rows], OK),
            _stack("免访", [row.excused for row in rows], EXCUSED),
            _stack("未走访", [row.left for row in rows], LEFT),
        ],
    }


def _stack(name: str, values: list[int], colour: int) -> dict[str, Any]:
    bar = {"type": "bar", "stack": "all", "barMaxWidth": 18, "yuSeries": colour}
    return bar | {"name": name, "data": values}
