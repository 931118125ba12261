"""How a batch is asked for at a door: a short one at once, a long one from a job."""

from typing import Any
from uuid import UUID

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.funds import jobs, listing
from yushui.funds import payment_rules as rules
from yushui.funds.actions import batches
from yushui.funds.models import Batch
from yushui.jobs.queue import enqueue
from yushui.people import categories
from yushui.people.models import Belonging
from yushui.territory import paths


@transaction.atomic
def ask(*, by: Actor, **asked: Any) -> Batch:
    """Begin a batch and list its persons, here or in a job."""
    return _listed(batches.prepare_batch(by=by, **asked), by)


@transaction.atomic
def ask_again(batch: Batch, *, op_id: UUID, by: Actor) -> Batch:
    """Begin the batch of those the bank could not pay."""
    return _listed(batches.redo_batch(batch, op_id=op_id, by=by), by)


def _listed(batch: Batch, by: Actor) -> Batch:
    if not batch.is_preparing:
        return batch
    if _about_how_many(batch) > rules.PERSONS_AT_ONCE:
        enqueue(jobs.fill_batch, batch.pk)
        return batch
    return batches.fill_batch(batch, made=listing.made(batch), by=by)


def _about_how_many(batch: Batch) -> int:
    path = batch.region.path
    meant = Belonging.objects.filter(
        category__in=categories.expand(batch.standard.categories),
        person__household__region__path__gte=path,
        person__household__region__path__lt=paths.after(path),
    )
    return meant.count()
