"""Who points at a table, and which model speaks for the pointing column.

Several things happen to a row that others refer to: it is merged, its people leave, its place is
moved. Each is declared beside the reference; all of them find the references here.
"""

from typing import Any

from django.db import models


Row = models.Model


def fields_to(model: type[Row]) -> "list[models.ForeignKey[Any, Any]]":
    """Every foreign key to the model, hidden ones and those of tables between two as well."""
    # Not `related_objects`: that leaves out relations with related_name="+".
    found = model._meta.get_fields(include_hidden=True)
    relations = [one for one in found if isinstance(one, models.ForeignObjectRel)]
    return [one.field for one in relations if isinstance(one.field, models.ForeignKey)]


def owner_of(field: "models.ForeignKey[Any, Any]") -> type[Row]:
    """The model that holds the column, or that declares the table between the two."""
    between: Any = field.model._meta.auto_created
    return between if isinstance(between, type) else field.model
