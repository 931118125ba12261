"""Folding loses nothing, counts nothing twice, and nobody who reads can tell it happened."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.ledger.land import post_with_id
from yushui.kernel.errors import Conflict
from yushui.ledger import folding
from yushui.ledger.models import Balance, Fold, Gap, Posting
from yushui.ledger.verifying import verify


def last_id():
    return Posting.objects.order_by("-pk").values_list("pk", flat=True)[0]


def gaps():
    return list(Gap.objects.order_by("first").values_list("first", "last"))


def test_a_fold_leaves_no_tail_and_every_figure_as_it_was(land):
    land.post(land.entry(count=3), land.entry(count=4, categories=["veteran"]))
    assert folding.fold() == 2
    assert folding.mark().upto == last_id()
    assert land.count() == 7


def test_folding_with_nothing_new_writes_nothing(land, django_assert_num_queries):
    land.post()
    folding.fold()
    with django_assert_num_queries(2):  # the mark, and a look at the tail
        assert folding.fold() == 0


def test_an_id_that_appears_late_counts_before_and_after_it_is_folded(land):
    land.post()
    folding.fold()
    late = last_id() + 3
    post_with_id(late + 2)
    folding.fold()
    assert gaps()[-1] == (late - 2, late + 1)
    post_with_id(late)
    assert land.count() == 3
    assert folding.fold() == 1
    assert gaps()[-2:] == [(late - 2, late - 1), (late + 1, late + 1)]
    assert land.count() == 3


def test_a_gap_is_given_up_after_a_day(land, move_clock):
    land.post()
    post_with_id(last_id() + 5)
    folding.fold()
    assert gaps()
    move_clock(NOW + timedelta(hours=25))
    folding.fold()
    assert gaps() == []


def test_of_two_folds_from_the_same_mark_one_is_done(land):
    land.post(land.entry(count=5))
    before = folding.mark()
    seen = folding._seen(before, 10)
    assert folding._fold(before, seen)
    assert not folding._fold(before, seen)
    assert land.count() == 5


def test_a_large_tail_is_folded_in_pieces(land, monkeypatch):
    monkeypatch.setattr(folding, "POSTINGS_AT_ONCE", 2)
    for record in range(5):
        land.post(record=record)
    assert folding.fold() == 5
    assert (Fold.objects.get().turn, land.count()) == (3, 5)


def test_a_tail_full_of_holes_is_folded_in_pieces(land, monkeypatch):
    monkeypatch.setattr(folding, "RUNS_AT_ONCE", 2)
    land.post()
    for step in range(1, 6):
        post_with_id(last_id() + 1 + step % 2)
    assert folding.fold() == 6
    assert (land.count(), verify()) == (6, [])


def test_villages_keep_no_balance(land):
    land.post()
    folding.fold()
    kept = Balance.objects.filter(tree="unit").values_list("node", flat=True)
    assert sorted(kept) == sorted(unit.pk for unit in land.units[:3])


def test_a_rebuild_after_a_move_counts_along_the_new_line(land):
    land.post()
    folding.fold()
    hall = land.units[2]
    hall.superior = land.office
    hall.save()
    land.village.refresh_from_db()
    land.village.superior = hall
    land.village.save()
    assert verify()
    assert folding.rebuild() == 1
    assert verify() == []
    assert [land.count(unit=unit) for unit in land.units[:4]] == [1, 0, 1, 1]


def test_a_rebuild_gives_way_to_a_fold(land, monkeypatch):
    land.post()
    stale = folding.mark()
    folding.fold()
    monkeypatch.setattr(folding, "mark", lambda: stale)
    with pytest.raises(Conflict):
        folding.rebuild()
