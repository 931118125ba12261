"""Putting the lines of a batch into the database, by the hundred thousand.

Only actions call this, inside their transaction.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from yushui.accounts.actor import Actor
from yushui.funds.lifecycle import PaymentState
from yushui.funds.listing import ACCOUNT, COLUMNS, Changes, Made
from yushui.funds.models import Batch, Doubt, Payment
from yushui.kernel import clock
from yushui.people.importing import bulk


_AT_ONCE = 5_000


def insert(batch: Batch, made: Made) -> None:
    """New lines, and what is odd about them."""
    bulk.make_room()
    bulk.insert(Payment, COLUMNS, made.lines)
    serials = dict(
        batch.payments.filter(serial__gte=made.first).order_by().values_list("serial", "pk")
    )
    _doubt({serials[serial]: found for serial, found in made.doubts.items()})


def _doubt(found: dict[int, dict[str, str]]) -> None:
    rows = ((pk, code, told) for pk, some in found.items() for code, told in some.items())
    bulk.insert(Doubt, ("payment_id", "code", "told"), rows)


def decided(reason: str, by: Actor) -> dict[str, Any]:
    """The columns that say who decided about a line, and why."""
    return {
        "decided_at": clock.now(),
        "decided_by_id": by.id,
        "decided_by_name": by.name,
        "decision": reason[:200],
    }


def leave_out(keys: Collection[int], reason: str, by: Actor) -> None:
    """Of these, whoever is still held."""
    for some in in_parts(keys):
        held = Payment.objects.held().filter(pk__in=some)
        held.update(state=PaymentState.LEFT_OUT, **decided(reason, by))


def send(keys: Collection[int]) -> None:
    for some in in_parts(keys):
        listed = Payment.objects.filter(pk__in=some, state=PaymentState.LISTED)
        listed.update(state=PaymentState.SENT)


def arrive(keys: Collection[int], *, on: date) -> None:
    """What the bank has paid, of those that still waited."""
    waiting = Payment.objects.filter(state=PaymentState.SENT)
    for some in in_parts(keys):
        waiting.filter(pk__in=some).update(state=PaymentState.PAID, paid_on=on)


def fail(reasons: Mapping[int, str]) -> None:
    """What the bank could not pay, and why."""
    by_reason: dict[str, list[int]] = {}
    for pk, reason in reasons.items():
        by_reason.setdefault(reason, []).append(pk)
    waiting = Payment.objects.filter(state=PaymentState.SENT)
    for reason, keys in by_reason.items():
        for some in in_parts(keys):
            waiting.filter(pk__in=some).update(state=PaymentState.FAILED, failure=reason)


_OPEN = (PaymentState.LISTED, PaymentState.HELD)
_UNDECIDED = {"decided_at": None, "decided_by_id": "", "decided_by_name": "", "decision": ""}


def take_over(batch: Batch, changes: Changes) -> None:
    """What another look came to; lines that somebody has moved meanwhile are left alone.

    Whom somebody decided to pay meanwhile is held for whatever they could not see.
    """
    open_ = set(batch.payments.filter(state__in=_OPEN).order_by().values_list("pk", flat=True))
    found = {pk: told for pk, told in changes.doubts.items() if pk in open_}
    accounts = {pk: told for pk, told in changes.accounts.items() if pk in open_}
    _move([pk for pk, told in found.items() if told], PaymentState.LISTED, PaymentState.HELD)
    for some in in_parts(found):
        Doubt.objects.filter(payment__in=some).delete()
    _doubt(found)
    numbered = ((pk, *told) for pk, told in accounts.items() if told[3] is not None)
    bulk.update(Payment, ACCOUNT, numbered)
    gone = [pk for pk, told in accounts.items() if told[3] is None]
    for some in in_parts(gone):
        Payment.objects.filter(pk__in=some).update(
            holder_name="", bank_name="", guardian_name="", account_sealed=None, account_index=""
        )
    _move(changes.cleared, PaymentState.HELD, PaymentState.LISTED)


def _move(keys: Collection[int], before: PaymentState, after: PaymentState) -> None:
    """As PAYMENT says for `hold` and `clear`; nobody has decided about them yet."""
    for some in in_parts(keys):
        Payment.objects.filter(pk__in=some, state=before).update(state=after, **_UNDECIDED)


def in_parts(keys: Collection[int]) -> Iterator[list[int]]:
    listed = list(keys)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
