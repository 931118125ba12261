"""What a table said when it was handed in, as one value that any change would change."""

import hashlib
import json

from yushui.filings.models import Filing


def digest(filing: Filing) -> str:
    """SHA-256 over every cell in order, as shown and as counted."""
    rows = filing.cells.order_by("column__position", "row").values_list(
        "column__position", "row", "counted", "number", "text", "reason"
    )
    text = json.dumps([filing.edition_id, filing.unit_id, list(rows)], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
