"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from yushui.kernel import clock
from yushui.ledger.models import Balance, First, Fold, Gap, Posting


def refuses(make, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make()


def like_the_first(**changes):
    posting = Posting.objects.order_by("pk").first()
    posting.pk = None
    for name, value in changes.items():
        setattr(posting, name, value)
    return posting.save


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"measure": "cash", "count": 1}, "ledger_money_or_number"),
        ({"measure": "visits", "fen": 1}, "ledger_money_or_number"),
        ({"subject": 7, "count": 2}, "ledger_a_claim_counts_one"),
    ],
)
def test_a_posting_is_money_or_a_number_and_a_claim_is_one(land, changes, constraint):
    land.post()
    refuses(like_the_first(**changes), constraint)


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
    key = {"campaign": land.campaign, "tree": "unit", "node": 1, "measure": "visits"}
    rest = {"categories": posting.categories, "lane": "civil"}
    Balance(**key, **rest).save(force_insert=True)
    refuses(lambda: Balance(**key, **rest).save(force_insert=True), "ledger_balance")


def test_there_is_one_fold():
    refuses(lambda: Fold(pk=2).save(force_insert=True), "ledger_one_fold")


def test_a_gap_is_a_run():
    fold = Fold.objects.create(pk=1)
    gap = Gap(fold=fold, first=5, last=4, since=clock.now())
    refuses(gap.save, "ledger_gap_is_a_run")
