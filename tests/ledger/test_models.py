"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from yushui.kernel import clock
from yushui.ledger.measures import Measure
from yushui.ledger.models import Amounts, Balance, First, Fold, Gap, Posting, Waiting


def refuses(make, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make()


def like_the_first(**changes):
    posting = Posting.objects.order_by("pk").first()
    posting.pk = None
    for name, value in changes.items():
        setattr(posting, name, value)
    return posting.save


def test_every_measure_is_a_column_and_nothing_else_is():
    named = {field.name: field.verbose_name for field in Amounts._meta.get_fields()}
    assert named == dict(Measure.choices)


def test_a_posting_is_reversed_once(land):
    land.post()
    land.reverse(1)
    first = Posting.objects.order_by("pk").first()
    refuses(like_the_first(reverses=first), "ledger_reversed_once|reverses_id")


def test_a_subject_has_one_first(land):
    land.claim(7, record=1)
    again = First(campaign=land.campaign, measure="persons", subject=7, source="a.b", source_id=2)
    refuses(lambda: again.save(force_insert=True), "ledger_first")


def test_a_node_has_one_balance_of_a_kind(land):
    land.post()
    posting = Posting.objects.get()
    key = {"campaign": land.campaign, "tree": "unit", "node": 1}
    rest = {"categories": posting.categories, "lane": "civil"}
    Balance(**key, **rest).save(force_insert=True)
    refuses(lambda: Balance(**key, **rest).save(force_insert=True), "ledger_balance")


def test_a_posting_waits_once_for_a_subject(land):
    for record in (1, 2):
        land.claim(7, record=record)
    again = Waiting.objects.get()
    refuses(lambda: again.save(force_insert=True), "ledger_waiting")


def test_there_is_one_fold():
    refuses(lambda: Fold(pk=2).save(force_insert=True), "ledger_one_fold")


def test_a_gap_is_a_run():
    fold = Fold.objects.create(pk=1)
    gap = Gap(fold=fold, first=5, last=4, since=clock.now())
    refuses(gap.save, "ledger_gap_is_a_run")
