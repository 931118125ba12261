"""What follows elsewhere when somebody dies, is suspended, leaves, or comes back.

Whoever refers to a household or a person from another app says beside the reference what happens
there: `on_departure = departures.stay`, or a function of the rows and the household. A reference
that has not decided is refused at start-up.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet

from yushui.kernel.references import fields_to, owner_of
from yushui.people.models import Household, Person


Follow = Callable[["QuerySet[Any]", Household], None]
_OWN = "people"


def stay(rows: "QuerySet[Any]", household: Household) -> None:
    """What happened while the person was here stays as it was."""


def follow(household: Household) -> None:
    """Let every model that refers to households do what it said it would."""
    for field in _from_elsewhere(Household):
        rows = field.model._base_manager.filter(**{field.name: household})
        field.model.on_departure(rows, household)  # type: ignore[attr-defined]


def _from_elsewhere(model: type[Model]) -> "Iterator[ForeignKey[Any, Any]]":
    return (field for field in fields_to(model) if field.model._meta.app_label != _OWN)


def undecided() -> Iterator[str]:
    for model in (Household, Person):
        for field in _from_elsewhere(model):
            if not hasattr(owner_of(field), "on_departure"):
                yield f"{field.model._meta.label}.{field.name}"
