"""A row on its way in, written down as text to be sealed, and read again."""

import json
from datetime import date
from typing import Any

from yushui.people import seals
from yushui.people.importing.parsing import Line


def packed(line: Line) -> str:
    told = line._asdict()
    told["birth_on"] = line.birth_on.isoformat() if line.birth_on else None
    if not line.cause:  # as rows were written before there was such a column: they stay the same
        del told["cause"]
    return json.dumps(told, ensure_ascii=False)


def fingerprint(line: Line, region_id: int) -> str:
    """By which the same row is known when its list comes again, wherever it stands there."""
    return seals.row_index(f"{region_id} {packed(line._replace(number=0))}")


def unpacked(text: str) -> Line:
    told: dict[str, Any] = json.loads(text)
    told["birth_on"] = date.fromisoformat(told["birth_on"]) if told["birth_on"] else None
    told["codes"] = tuple(told["codes"])
    told["places"] = tuple(told["places"])
    return Line(**told)
