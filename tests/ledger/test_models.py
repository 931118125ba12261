"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from yushui.kernel import clock
from yushui.ledger.measures import CLAIMED, Measure
from yushui.ledger.models import Amounts, Balance, Contest, Fold, Gap, Posting, Waiting


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
    one_each = dict.fromkeys(CLAIMED, 1) | {f"{measure}_of": 7 for measure in CLAIMED}
    land.post()
    like_the_first(**one_each)()
    for measure in CLAIMED:
        again = like_the_first(**{measure: 1, f"{measure}_of": 7})
        refuses(again, f"ledger_first_of_{measure}|{measure}_of")
    like_the_first(persons=1, persons_of=7, succession=1)()


@pytest.mark.parametrize("measure", CLAIMED)
@pytest.mark.parametrize("count", [0, 2])
def test_the_first_of_a_subject_counts_one(land, measure, count):
    land.post()
    refuses(like_the_first(**{measure: count, f"{measure}_of": 7}), "ledger_a_first_counts_one")


def test_a_subject_is_contested_in_one_row(land):
    for record in (1, 2):
        land.claim(7, record=record)
    again = Contest.objects.get()
    refuses(lambda: again.save(force_insert=True), "ledger_contest")


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
