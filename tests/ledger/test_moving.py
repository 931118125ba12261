"""A posting said again at another node stands in the queue where it stood."""

from yushui.ledger import folding
from yushui.ledger.models import Posting
from yushui.ledger.moving import Ways, restate
from yushui.ledger.verifying import verify


def first_of(subject):
    return Posting.objects.standing().get(persons_of=subject).source_id


def turn(land, record, to):
    """Let what a record said be said by another unit."""
    told = Posting.objects.of(("tests.record", record))
    return restate(told, Ways(units={land.village.pk: land.units[to].pk}))


def test_a_claim_that_waits_keeps_its_place_when_its_unit_passes_on(land):
    for record in (1, 2, 3):
        land.claim(7, record=record)
    assert turn(land, 2, to=4)
    land.reverse(1)
    assert first_of(7) == 2
    land.reverse(2)
    assert first_of(7) == 3
    assert folding.fold() >= 0
    assert (land.count("persons"), verify()) == (1, [])


def test_and_keeps_it_however_often_that_happens(land):
    for record in (1, 2, 3, 4):
        land.claim(7, record=record)
    turn(land, 2, to=4)
    again = Posting.objects.of(("tests.record", 2)).standing()
    restate(again, Ways(units={land.units[4].pk: land.units[5].pk}))
    turn(land, 3, to=4)
    order = []
    for _ in range(4):
        order.append(first_of(7))
        land.reverse(order[-1])
    assert order == [1, 2, 3, 4]
