"""Sets of categories are stored once, and only what is committed is remembered."""

import pytest
from django.db import transaction

from yushui.ledger import interning
from yushui.ledger.models import CategorySet


A, B, NONE = frozenset({"a"}), frozenset({"b", "a"}), frozenset()


@pytest.fixture(autouse=True)
def _unknowing():
    interning.forget()
    yield
    interning.forget()


def test_a_set_has_one_id_whatever_its_order():
    ids = interning.ids_of([A, B, NONE])
    assert interning.ids_of([frozenset(["a", "b"])]) == {B: ids[B]}
    assert interning.codes_of(ids.values()) == {pk: codes for codes, pk in ids.items()}
    assert sorted(CategorySet.objects.values_list("codes", flat=True)) == ["", "a", "a,b"]


def test_what_is_rolled_back_is_not_remembered(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        interning.ids_of([A])
        transaction.set_rollback(True)
    assert interning._ids == {}
    assert interning.ids_of([A]) == {A: CategorySet.objects.get().pk}


def test_what_is_committed_is_not_asked_again(
    django_capture_on_commit_callbacks, django_assert_num_queries
):
    with django_capture_on_commit_callbacks(execute=True):
        ids = interning.ids_of([A, B])
    with django_assert_num_queries(0):
        assert interning.ids_of([B]) == {B: ids[B]}
        assert interning.codes_of([ids[A]]) == {ids[A]: A}
        assert interning.known() == {ids[A]: A, ids[B]: B}
