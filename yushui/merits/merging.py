"""What becomes of citations and plaques when the families or persons they are of are merged.

Named beside the references in `merits.models`; called within the merge's one transaction.
"""

from typing import Any

from django.db import models

from yushui.kernel.errors import RuleViolation
from yushui.kernel.merging import Journal, move
from yushui.merits.lifecycle import State
from yushui.merits.models import Citation


def move_citations(
    references: "models.QuerySet[Citation]", field: str, into: models.Model, journal: Journal
) -> None:
    """Citations of the one that goes are those of the one that stays.

    The same one entered for both was brought once: a clerk says which record is the mistake.
    """
    standing = Citation.objects.exclude(state=State.WITHDRAWN)
    there = {_alike(one, field) for one in standing.filter(**{field: into.pk})}
    for citation in references.exclude(state=State.WITHDRAWN):
        if _alike(citation, field) in there:
            raise RuleViolation(
                f"两边都登记了{citation.soldier_name}的同一份{citation.merit_label}喜报"
                f"（{citation.order_number}）；请先作废其中一份，再合并。"
            )
    move(references, field, into, journal)


def _alike(citation: Citation, field: str) -> tuple[Any, ...]:
    name = citation.soldier_name if field == "household_id" else ""
    return name, citation.merit, citation.order_number
