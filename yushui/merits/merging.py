"""What becomes of citations and plaques when the families or persons they are of are merged.

Named beside the references in `merits.models`; called within the merge's one transaction.
"""

from typing import Any

from django.db import models

from yushui.kernel.errors import RuleViolation
from yushui.kernel.merging import Journal, move
from yushui.merits.lifecycle import PlaqueState, State
from yushui.merits.models import Citation, Plaque


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


def join_plaques(
    references: "models.QuerySet[Plaque]", field: str, into: models.Model, journal: Journal
) -> None:
    """One family has one plaque: of two on two doors the history becomes one.

    What was counted stays counted, both boards were hung. One that was taken away says something of
    the family that a clerk settles first.
    """
    kept = Plaque.objects.standing().filter(household=into.pk).first()
    for plaque in references.order_by("pk"):
        if kept is None or plaque.state == PlaqueState.VOID:
            journal.change(plaque, household_id=into.pk)
            continue
        if PlaqueState.WITHDRAWN in (plaque.state, kept.state) and plaque.state != kept.state:
            raise RuleViolation(
                "两户中有一户的光荣牌已经收回，另一户还挂着；请先办理收回或恢复，再合并。"
            )
        journal.absorb(plaque, into=kept)
        if plaque.state == PlaqueState.HUNG and kept.state != PlaqueState.HUNG:
            journal.change(kept, state=PlaqueState.HUNG, hung_on=plaque.hung_on)
