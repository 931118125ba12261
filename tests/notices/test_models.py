"""What must never be false about a notice, refused by the database itself; and its lifecycles."""

import pytest
from django.db import IntegrityError

from tests import make
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.notices.lifecycle import LIFECYCLE, RECEPTION, Reception, State
from yushui.notices.models import Addressee, Item, Receipt


def receipt(**values):
    return Receipt.objects.create(**{"notice": make.notice(), "unit": make.unit()} | values)


REFUSED = {
    "published without a moment": lambda: make.notice(state=State.PUBLISHED),
    "a draft with a moment": lambda: make.notice(published_at=clock.now()),
    "two items in one place": lambda: [
        Item.objects.create(notice=one, kind="duty", position=0) for one in [make.notice()] * 2
    ],
    "a span that ends before it starts": lambda: Item.objects.create(
        notice=make.notice(), kind="duty", start=9, end=3
    ),
    "a span with one end": lambda: Item.objects.create(notice=make.notice(), kind="duty", start=3),
    "one expression twice": lambda: [
        Addressee.objects.create(notice=one, text="各乡镇") for one in [make.notice()] * 2
    ],
    "one receiver twice": lambda: [
        Receipt.objects.create(notice=one.notice, unit=one.unit) for one in [receipt()]
    ],
    "signed for without a moment": lambda: receipt(state=Reception.RECEIVED),
    "a moment without a signature": lambda: receipt(received_at=clock.now()),
}


@pytest.mark.parametrize("write", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses(write):
    with pytest.raises(IntegrityError):
        write()


MOVES = {("publish", State.DRAFT): State.PUBLISHED, ("withdraw", State.PUBLISHED): State.WITHDRAWN}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", LIFECYCLE.moves)
def test_every_move_of_a_notice_from_every_state(move, state):
    moment = None if state == State.DRAFT else clock.now()
    notice = make.notice(state=state, published_at=moment)
    target = MOVES.get((move, state))
    if target is None:
        with pytest.raises(RuleViolation):
            LIFECYCLE.advance(notice, move)
    else:
        LIFECYCLE.advance(notice, move, published_at=clock.now())
    notice.refresh_from_db()
    assert notice.state == (target or state)


@pytest.mark.parametrize("state", Reception)
def test_a_receipt_is_signed_once(state):
    moment = clock.now() if state == Reception.RECEIVED else None
    made = receipt(state=state, received_at=moment)
    assert RECEPTION.available(made.state) == (["receive"] if state == Reception.WAITING else [])
