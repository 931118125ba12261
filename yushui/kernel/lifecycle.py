"""State machines, written down as tables.

A `Lifecycle` is data: which moves exist, where each may start and where it ends. Asking it
a question touches no database, so buttons, documentation and tests all read the same table.
Making a move is one conditional UPDATE, so of two people who press the same button exactly
one succeeds, on SQLite as on PostgreSQL, without holding a lock.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from yushui.kernel.errors import Conflict, RuleViolation


class Living(models.Model):
    """Anything with a lifecycle. Each model declares `state` with its own choices."""

    state = models.CharField(max_length=20)

    class Meta:
        abstract = True


class Lifecycle:
    """Moves by name: where each may start, where it ends, and what its button says."""

    def __init__(
        self,
        moves: Mapping[str, tuple[Iterable[str], str]],
        labels: Mapping[str, str] | None = None,
    ) -> None:
        self.moves = {
            name: (frozenset(sources), target) for name, (sources, target) in moves.items()
        }
        self.labels = dict(labels or {})
        if strangers := self.labels.keys() - self.moves.keys():
            raise ValueError(f"Labels for moves that do not exist: {sorted(strangers)}.")

    def available(self, state: str) -> list[str]:
        """Names of the moves that may start from `state`."""
        return [name for name, (sources, _) in self.moves.items() if state in sources]

    def label(self, move: str) -> str:
        """What the button says; the bare name where no label was given."""
        return self.labels.get(move, move)

    def target(self, move: str, state: str) -> str:
        sources, target = self.moves[move]
        if state not in sources:
            raise RuleViolation(
                f"当前状态不能“{self.label(move)}”；请刷新页面，查看这条记录的最新状态。"
            )
        return target

    def advance(self, instance: Living, move: str, **changes: Any) -> None:
        """Make `move` and write `changes` with it, or raise and write nothing."""
        before = instance.state
        changes["state"] = self.target(move, before)
        rows = type(instance)._base_manager.filter(pk=instance.pk, state=before)
        if not rows.update(**changes):
            raise Conflict(
                "您查看期间，这条记录已被他人改动，本次操作没有保存；请刷新页面后再办理。"
            )
        for name, value in changes.items():
            setattr(instance, name, value)
