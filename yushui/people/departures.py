"""What follows elsewhere when somebody dies, is suspended, leaves, or comes back.

Whoever refers to a household or a person from another app says beside the reference what happens
there: `on_departure = departures.stay`, or a function of the rows and the household. A reference
that has not decided is refused at start-up.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from yushui.people.models import Household, Person


Follow = Callable[["QuerySet[Any]", Household], None]
_OWN = "people"


def stay(rows: "QuerySet[Any]", household: Household) -> None:
    """What happened while the person was here stays as it was."""


def follow(household: Household) -> None:
    """Let every model that refers to households do what it said it would."""
    for model, field in _references():
        if field.related_model is Household:
            rows = model._base_manager.filter(**{field.name: household})
            model.on_departure(rows, household)  # type: ignore[attr-defined]


def _references() -> Iterator[tuple[type[Model], Any]]:
    """Foreign keys to households and persons from other apps; many-to-many through their table."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label == _OWN:
            continue
        for field in model._meta.concrete_fields:
            if field.related_model in (Household, Person):
                yield model, field


def undecided() -> Iterator[str]:
    for model, field in _references():
        declaring = model._meta.auto_created or model
        if not hasattr(declaring, "on_departure"):
            yield f"{model._meta.label}.{field.name}"
