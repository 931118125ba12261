"""Keeping what the search for doubles found, and a clerk's word that two are two."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict
from yushui.people.doubling import Likely
from yushui.people.lifecycle import DOUBLE, DoubleState
from yushui.people.models import Double
from yushui.territory import paths
from yushui.territory.models import Region


@transaction.atomic
def note_doubles(
    region: Region, found: Sequence[Likely], *, looked_at: Collection[int] | None = None, by: Actor
) -> int:
    """Keep the pairs found in a region; the answer is how many wait for a clerk that did not.

    An open pair that was looked at and not found again is gone. `looked_at` are the persons whose
    pairs were sought, None everybody's.
    """
    by.require(Permission.PEOPLE_EDIT, region)
    there = {(one.first_id, one.second_id): one for one in _within(region)}
    told = {(one.first, one.second): one for one in found}
    gone = [
        one.pk
        for pair, one in there.items()
        if pair not in told
        and one.state == DoubleState.OPEN
        and (looked_at is None or set(pair) & set(looked_at))
    ]
    Double.objects.filter(pk__in=gone, state=DoubleState.OPEN).delete()
    asked = sum(_ask_again(there[pair], one) for pair, one in told.items() if pair in there)
    fresh = [_double(one) for pair, one in told.items() if pair not in there]
    Double.objects.bulk_create(fresh, batch_size=500)
    log("people.doubles_sought", region, by=by, new=len(fresh), again=asked, gone=len(gone))
    return len(fresh) + asked


@transaction.atomic
def dismiss_double(double: Double, *, by: Actor) -> None:
    """The two are two. The pair does not come back unless what is known of them changes."""
    for person in (double.first, double.second):
        by.require(Permission.PEOPLE_EDIT, person.household.region)
    try:
        DOUBLE.advance(double, "dismiss", settled_at=clock.now(), settled_by_name=by.name)
    except Conflict as late:
        raise Conflict("这一对已经有人核对了，请看下一对。") from late
    log("people.double_dismissed", double, by=by, first=double.first_id, second=double.second_id)


def _within(region: Region) -> Sequence[Double]:
    edges = (region.path, paths.after(region.path))
    either = Q()
    for side in ("first", "second"):
        path = f"{side}__household__region__path"
        either |= Q(**{f"{path}__gte": edges[0], f"{path}__lt": edges[1]})
    return list(Double.objects.filter(either))


def _ask_again(there: Double, found: Likely) -> bool:
    """Tell a pair that was known anew; whether it was dismissed on other data."""
    was_dismissed = there.state == DoubleState.DISMISSED
    if was_dismissed and there.told_index == found.told_index:
        return False
    told = {"score": found.score, "reasons": found.reasons, "told_index": found.told_index}
    if was_dismissed:
        DOUBLE.advance(there, "ask_again", settled_at=None, settled_by_name="", **told)
    else:
        Double.objects.filter(pk=there.pk, state=DoubleState.OPEN).update(**told)
    return was_dismissed


def _double(found: Likely) -> Double:
    return Double(
        first_id=found.first,
        second_id=found.second,
        score=found.score,
        reasons=found.reasons,
        told_index=found.told_index,
        found_at=clock.now(),
    )
