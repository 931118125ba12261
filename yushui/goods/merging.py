"""What becomes of handouts when two households turn out to be one."""

from typing import Any

from django.db.models import Model, QuerySet

from yushui.goods.lifecycle import STANDING, Hand
from yushui.kernel.merging import Journal


def move_handouts(references: "QuerySet[Any]", field: str, into: Model, journal: Journal) -> None:
    """Whoever is on a list twice is to get it once; what was given twice stays, as a finding."""
    model = references.model
    for handout in references.order_by("pk"):
        standing = model._base_manager.filter(household=into.pk, state__in=STANDING)
        there = standing.filter(distribution=handout.distribution_id).first()
        if handout.distribution_id and there and handout.state == Hand.LISTED:
            journal.change(handout, household_id=into.pk, state=Hand.LEFT)
            continue
        if handout.state == Hand.GIVEN and there and there.state == Hand.LISTED:
            journal.change(there, state=Hand.LEFT)
        journal.change(handout, household_id=into.pk)
