"""A batch held until we commit: whoever else moves it waits, and reads what it is then.

A page read its state a while ago. On SQLite a transaction holds the whole database anyway.
"""

from yushui.funds.models import Batch


TOLD = ("state", "approved_by_id", "paid_at", "paid_by_id", "layout", "is_drawn")


def hold(batch: Batch) -> None:
    """Let the batch say how it stands now, and stand so until we are done."""
    batch.refresh_from_db(fields=TOLD, from_queryset=Batch.objects.select_for_update())
