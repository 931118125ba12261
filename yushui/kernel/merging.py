"""One row takes the place of another, whole or not at all, and can give it back.

Whoever refers to a row that may be merged says beside the foreign key what becomes of the
reference: `on_household_merge = move`, a `Handler` of its own, or, where more than the model is
needed for it, the dotted path of one. The table above need not be known below, and one that has
not decided is found by a system check (`undecided`) before it can be forgotten.

Everything is done through a `Journal`, which keeps what was there before. Undoing it puts every
value back that nobody has changed since, and leaves what came later alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models
from django.utils.module_loading import import_string

from yushui.kernel.references import fields_to, owner_of


Row = models.Model
# References to the row that goes, the field they refer by, the row that stays, the journal.
Handler = Callable[["models.QuerySet[Any]", str, Row, "Journal"], None]
Step = dict[str, Any]
RowKey = tuple[str, int]  # the label of a model, and a key


class Journal:
    """What was changed for a merge, step by step, as it can be kept in a JSON column."""

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self.steps = list(steps)

    def change(self, row: Row, **values: Any) -> None:
        """Set columns of a row together; together they are put back."""
        before = _written(row, values)
        for name, value in values.items():
            setattr(row, name, value)
        type(row)._base_manager.filter(pk=row.pk).update(**values)
        self._keep("change", row, before=before, after=_written(row, values))

    def remove(self, row: Row) -> None:
        """Delete a row to which nothing refers any more."""
        names = [field.attname for field in row._meta.concrete_fields]
        self._keep("remove", row, before=_written(row, names))
        type(row)._base_manager.filter(pk=row.pk).delete()

    def follow(self, path: str, keys: Sequence[int]) -> None:
        """Have a function called with the keys when all is done, and again when all is undone."""
        self.steps.append({"do": "follow", "path": path, "keys": list(keys)})

    def absorb(self, row: Row, *, into: Row) -> None:
        """Let everything that refers to `row` refer to `into`, as was declared, and remove it."""
        for references, field, handler in references_to(row):
            handler(references, field, into, self)
        self.remove(row)

    def finish(self) -> None:
        """Call what was to follow: once for each function, with all its keys."""
        keys: dict[str, dict[int, None]] = {}
        for step in self.steps:
            if step["do"] == "follow":
                keys.setdefault(step["path"], {}).update(dict.fromkeys(step["keys"]))
        for path, found in keys.items():
            import_string(path)(list(found))

    def undo(self) -> None:
        """From the last step to the first; a database error means that later work is in the way."""
        for step in reversed(self.steps):
            if step["do"] == "remove":
                _insert(step)
            elif step["do"] == "change":
                _restore(step)
        self.finish()

    def counts(self) -> Counter[str]:
        """How many rows of a model were touched, by its label."""
        return Counter(label for label, _ in self.touched)

    @property
    def touched(self) -> set[RowKey]:
        """Rows that were changed or removed, by the label of their model and their key."""
        return {(step["model"], step["pk"]) for step in self.steps if "model" in step}

    @property
    def named(self) -> set[RowKey]:
        """These rows, and those that they pointed at before."""
        found = set(self.touched)
        for step in self.steps:
            if "model" in step:
                found.update(_pointed_at(apps.get_model(step["model"]), step["before"]))
        return found

    @property
    def gone(self) -> set[RowKey]:
        """Rows that are there no more."""
        return {(step["model"], step["pk"]) for step in self.steps if step["do"] == "remove"}

    def removed(self, model: type[Row]) -> list[int]:
        """Keys of the rows of a model that are gone."""
        return sorted(key for label, key in self.gone if label == model._meta.label_lower)

    def _keep(self, do: str, row: Row, **told: Any) -> None:
        self.steps.append({"do": do, "model": row._meta.label_lower, "pk": row.pk, **told})


def move(references: "models.QuerySet[Any]", field: str, into: Row, journal: Journal) -> None:
    """The usual answer: let every reference point at the row that stays."""
    for row in references.order_by("pk"):
        journal.change(row, **{field: into.pk})


def move_new(*same: str, **only: Any) -> Handler:
    """Move a reference, unless the row that stays has one alike: then that one absorbs it.

    Alike are rows with equal values of `same`; only those that fulfil `only` can be.
    """

    def handle(references: "models.QuerySet[Any]", field: str, into: Row, journal: Journal) -> None:
        there = references.model._base_manager.filter(**{field: into.pk}, **only)
        kept = {_key(row, same): row for row in there}
        can_be_alike = set(references.filter(**only).values_list("pk", flat=True))
        for row in references.order_by("pk"):
            alike = kept.get(_key(row, same)) if row.pk in can_be_alike else None
            if alike is not None:
                journal.absorb(row, into=alike)
            else:
                journal.change(row, **{field: into.pk})

    return handle


def drop(references: "models.QuerySet[Any]", field: str, into: Row, journal: Journal) -> None:
    """What was said of the row that goes means nothing for the one that stays."""
    for row in references.order_by("pk"):
        journal.remove(row)


def references_to(row: Row) -> "Iterator[tuple[models.QuerySet[Any], str, Handler]]":
    """Every reference to a row, by which column, and what becomes of it."""
    for field in fields_to(type(row)):
        handler = _declared(field)
        if isinstance(handler, str):
            handler = import_string(handler)
        yield field.model._base_manager.filter(**{field.attname: row.pk}), field.attname, handler


def plan(row: Row) -> Counter[str]:
    """How many rows of a model refer to a row, by its label: what a merge would touch."""
    counts: Counter[str] = Counter()
    for references, _, _ in references_to(row):
        counts[references.model._meta.label_lower] += references.count()
    return +counts


def undecided(model: type[Row]) -> list[checks.CheckMessage]:
    """An error for every reference to the model that does not say what a merge does to it."""
    return [
        checks.Error(
            f"{field.model.__name__}.{field.name} does not say what a merge does to it.",
            hint=f"Set `{_attribute(model)} = merging.move` beside the foreign key.",
            obj=field.model,
            id="merging.E001",
        )
        for field in fields_to(model)
        if _declared(field) is None
    ]


def _declared(field: "models.ForeignKey[Any, Any]") -> Any:
    declared = getattr(owner_of(field), _attribute(field.related_model), None)
    return declared.get(field.name) if isinstance(declared, dict) else declared


def _attribute(model: Any) -> str:
    return f"on_{model._meta.model_name}_merge"


def _key(row: Row, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _written(row: Row, names: Iterable[str]) -> dict[str, Any]:
    """Columns as JSON can hold them."""
    by_name = {field.attname: field for field in row._meta.concrete_fields}
    return {
        name: None if getattr(row, name) is None else by_name[name].value_to_string(row)
        for name in names
    }


def _read(model: type[Row], written: dict[str, Any]) -> dict[str, Any]:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: None if text is None else by_name[name].to_python(text)
        for name, text in written.items()
    }


def _pointed_at(model: type[Row], written: dict[str, Any]) -> Iterator[RowKey]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and written.get(field.attname):
            yield field.related_model._meta.label_lower, int(written[field.attname])


def _insert(step: Step) -> None:
    model = apps.get_model(step["model"])
    model._base_manager.bulk_create([model(**_read(model, step["before"]))])


def _restore(step: Step) -> None:
    """Put back what is still as the merge left it."""
    model = apps.get_model(step["model"])
    row = model._base_manager.select_for_update().filter(pk=step["pk"]).first()
    if row is not None and _written(row, step["after"]) == step["after"]:
        model._base_manager.filter(pk=step["pk"]).update(**_read(model, step["before"]))
