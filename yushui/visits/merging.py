"""What becomes of visits and targets when the households or persons they speak of are merged.

Named beside the references in `visits.models`; called within the merge's one transaction, and
again when it is undone.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q

from yushui.campaigns.lifecycle import State as CampaignState
from yushui.kernel.errors import RuleViolation
from yushui.kernel.merging import Journal, move, move_new
from yushui.people.models import Household
from yushui.visits.lifecycle import Answer, Reach, State
from yushui.visits.models import Occurrence, Target, Visit


RECOUNT = "yushui.visits.actions.recount"
RESTAND = "yushui.visits.actions.restand"
# The further a household was got to, the more its target says.
_FURTHEST = (Reach.VISITED, Reach.EXCUSED, Reach.UNVISITED, Reach.GONE)
_ANSWERED = (Answer.ANSWERED, Answer.CLOSED, Answer.OPEN)


def move_visits(
    references: "models.QuerySet[Visit]", field: str, into: Household, journal: Journal
) -> None:
    """Visits to the household that goes are visits to the one that stays."""
    _require_other_days(references, into)
    keys = list(references.values_list("pk", flat=True))
    journal.follow(RESTAND, [into.pk, *references.values_list("household_id", flat=True)])
    move(references, field, into, journal)
    journal.follow(RECOUNT, keys)


def move_persons(
    references: "models.QuerySet[Any]", field: str, into: models.Model, journal: Journal
) -> None:
    """Whoever was visited was the one who stays; both on one visit were one."""
    keys = list(references.values_list("visit_id", flat=True))
    move_new("visit_id")(references, field, into, journal)
    journal.follow(RECOUNT, keys)


def join_targets(
    references: "models.QuerySet[Target]", field: str, into: Household, journal: Journal
) -> None:
    """One household is on the list of a campaign once, and stands where it was got to furthest.

    A campaign that has ended keeps both rows: how many families it was to visit was reported.
    """
    journal.follow(RESTAND, [into.pk, *references.values_list("household_id", flat=True)])
    there = {target.campaign_id: target for target in Target.objects.filter(household=into)}
    for target in references.select_related("campaign").order_by("pk"):
        kept = there.get(target.campaign_id)
        if kept and target.campaign.state == CampaignState.OPEN:
            _join(target, kept, journal)
        else:
            is_second = target.is_second or kept is not None
            journal.change(target, household_id=into.pk, is_second=is_second)


def _join(target: Target, kept: Target, journal: Journal) -> None:
    best = min(target, kept, key=lambda one: _FURTHEST.index(Reach(one.state)))
    standing = {
        name: getattr(best, name)
        for name in ("state", "visit_id", "excuse", "note", "excused_by_name", "left_as")
    }
    journal.absorb(target, into=kept)
    journal.change(
        kept,
        **standing,
        is_general=kept.is_general or target.is_general,
        is_key=kept.is_key or target.is_key,
        tries_count=kept.tries.standing().count(),
        reasons=[*kept.reasons, *(one for one in target.reasons if one not in kept.reasons)],
    )


def join_occurrences(
    references: "models.QuerySet[Occurrence]", field: str, into: Household, journal: Journal
) -> None:
    """What was told of both was one: it stands as the one that was answered, or was let be."""
    there = {(one.kind, one.happened_on): one for one in Occurrence.objects.filter(household=into)}
    for one in references.order_by("pk"):
        if kept := there.get((one.kind, one.happened_on)):
            _join_occurrences(one, kept, journal)
        else:
            journal.change(one, household_id=into.pk)


def _join_occurrences(one: Occurrence, kept: Occurrence, journal: Journal) -> None:
    best = min(kept, one, key=lambda each: _ANSWERED.index(Answer(each.state)))
    names = ("state", "visit_id", "closed_on", "closed_reason", "closed_by_name")
    standing = {name: getattr(best, name) for name in names}
    journal.follow(RECOUNT, [key for key in (one.visit_id, kept.visit_id) if key])
    journal.absorb(one, into=kept)
    journal.change(kept, **standing)


def _require_other_days(references: "models.QuerySet[Visit]", into: Household) -> None:
    """One unit calls on one household once a day; of two records one is taken back first."""
    taken = Visit.objects.filter(household=into, state=State.RECORDED)
    days = {(one.campaign_id, one.unit_id, one.made_on) for one in taken}
    for visit in references.filter(state=State.RECORDED).select_related("campaign", "unit"):
        if (visit.campaign_id, visit.unit_id, visit.made_on) in days:
            raise RuleViolation(
                f"两户都登记了{visit.unit.name}在 {visit.made_on:%Y-%m-%d} 的走访"
                f"（{visit.campaign.name}）；请先撤销其中一条，再合并。"
            )


def countable(keys: Sequence[int]) -> "models.QuerySet[Visit]":
    """Visits that are counted anew: what a closed campaign reported stays as it was."""
    return Visit.objects.filter(
        Q(pk__in=keys), state=State.RECORDED, campaign__state=CampaignState.OPEN
    )
