"""What a change of regions does to the rows that point at a place or at a unit.

Whoever refers to one says so beside the foreign key: `on_change_of_unit = follows`. This module
only walks the references, so `territory` need not know the apps above it, and a table that has
not decided is caught by a system check before it can be forgotten.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from yushui.kernel.references import fields_to, owner_of


_DECLARED_AS = "on_change_of_"


@dataclass(frozen=True)
class Answer:
    """Which rows go along when what they point at passes on, on the day given.

    What is `restated` is never changed: it is taken back and said again. What is not `told` goes
    along without anybody being told how many there are.
    """

    which: Callable[[date], Q]
    is_restated: bool = False
    is_told: bool = True


# About the present: it goes along. About what was: it keeps saying where that was.
follows = Answer(lambda on: Q())
stays = Answer(lambda on: Q(pk__in=[]))
untold = Answer(lambda on: Q(), is_told=False)


@dataclass(frozen=True)
class Reference:
    """A column that points at a place or a unit. `owner` is the model that declares it."""

    node: type[models.Model]
    model: type[models.Model]
    field: str
    owner: type[models.Model]
    declared_as: str

    @property
    def answer(self) -> Answer | None:
        return getattr(self.owner, self.declared_as, None)

    @property
    def is_restated(self) -> bool:
        return self.answer is not None and self.answer.is_restated

    @property
    def is_told(self) -> bool:
        return self.answer is None or self.answer.is_told

    @property
    def label(self) -> str:
        """As the offices call the rows, and the column where a table has several."""
        columns = [name for name in vars(self.owner) if name.startswith(_DECLARED_AS)]
        field = self.model._meta.get_field(self.field)
        name = str(self.owner._meta.verbose_name)
        return f"{name}（{field.verbose_name}）" if len(columns) > 1 else name  # type: ignore[union-attr]

    def going(self, olds: list[int], on: date) -> models.QuerySet[Any]:
        """Rows that go along with these nodes."""
        answer = self.answer
        assert answer is not None, "The system check lets no reference through undecided."
        rows = self.model._base_manager.filter(answer.which(on))
        return rows.filter(**{f"{self.field}__in": olds})

    def without_twins(self, rows: models.QuerySet[Any], taken: list[int]) -> models.QuerySet[Any]:
        """Leave out rows whose like is there already: two posts of one person become one."""
        for others in self._unique_with():
            like = self.model._base_manager.filter(
                **{f"{self.field}__in": taken},
                **{other: models.OuterRef(other) for other in others},
            )
            rows = rows.filter(~models.Exists(like))
        return rows

    def _unique_with(self) -> Iterator[list[str]]:
        options = self.model._meta
        together = [list(fields) for fields in options.unique_together]
        constraints = [
            list(one.fields)
            for one in options.constraints
            if isinstance(one, models.UniqueConstraint)
        ]
        for fields in together + constraints:
            if self.field in fields:
                yield [field for field in fields if field != self.field]


def references_to(node: type[models.Model]) -> list[Reference]:
    """Every column of every table that points at places, or at units."""
    return [_reference(node, field) for field in fields_to(node)]


def _reference(node: type[models.Model], field: "models.ForeignKey[Any, Any]") -> Reference:
    model, owner = field.model, owner_of(field)
    name = field.name
    if owner is not model:  # the table between: the model that has the many says it
        name = next(
            one.name for one in owner._meta.local_many_to_many if one.remote_field.through is model
        )
    return Reference(node, model, field.name, owner, f"{_DECLARED_AS}{name}")
