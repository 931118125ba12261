"""The lines of a batch: made for the first time, and looked at again before somebody approves.

Reading, checking and sealing happen here, before the transaction that keeps the result: nobody
waits for the write lock while a hundred thousand numbers are sealed.
"""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from yushui.funds import gathering, seals
from yushui.funds.doubts import Case, examine
from yushui.funds.lifecycle import PaymentState
from yushui.funds.models import Batch, Doubt, Payment
from yushui.kernel.errors import RuleViolation
from yushui.kernel.money import fen_of
from yushui.people import categories


COLUMNS = (
    "batch_id", "campaign_id", "serial", "uid", "person_id", "name", "region_id", "categories",
    "amount", "state", "added_reason", *(ACCOUNT := (
        "holder_name", "bank_name", "guardian_name", "account_sealed", "account_index",
    )),
    "decided_by_id", "decided_by_name", "decision", "failure", "is_double",
)  # fmt: skip
_STEP = 2_000
Tell = Callable[[int, int], None]


class Added(NamedTuple):
    """How much somebody gets who is on the list by hand, or once more, and why."""

    fen: int
    reason: str = ""


@dataclass
class Made:
    """Lines to be, and by serial what is odd about them."""

    first: int = 1
    lines: list[tuple[Any, ...]] = field(default_factory=list)
    doubts: dict[int, dict[str, str]] = field(default_factory=dict)


def quiet(done: int, total: int) -> None:
    """Tell nobody."""


def made(batch: Batch, tell: Tell = quiet) -> Made:
    """All lines of a new batch: those the standard means, or those the bank could not pay."""
    if batch.redo_of is None:
        return lines(batch, gathering.eligible(batch), {}, tell=tell)
    failed = batch.redo_of.payments.to_pay_anew()
    told = {one.person_id: Added(fen_of(one.amount), one.added_reason) for one in failed}
    return lines(batch, gathering.of_persons(batch, told), told, tell=tell)


def lines(
    batch: Batch,
    cases: list[Case],
    added: Mapping[int, Added],
    *,
    first: int = 1,
    tell: Tell = quiet,
) -> Made:
    """The lines of these persons, from a serial on."""
    if not cases:
        raise RuleViolation(
            "截止日期时没有可以发放的人：请核对标准里的类别、截止日期，以及花名册是否已经导入。"
        )
    frame, done = gathering.frame_of(batch, cases), Made(first)
    reseal, told = seals.resealer(len(cases)), _CategoryLists()
    by_rule = Added(frame.fen)
    for serial, case in enumerate(cases, start=first):
        given = added.get(case.person_id, by_rule)
        if found := examine(case, given.fen, frame):
            done.doubts[serial] = found
        uid = uuid.uuid4()
        done.lines.append(
            (
                batch.pk, batch.campaign_id, serial, uid, case.person_id, case.name,
                case.region_id, told.of(case), given.fen,
                (PaymentState.HELD if found else PaymentState.LISTED).value, given.reason,
                *_account(case, uid, reseal), "", "", "", "", False,
            )
        )  # fmt: skip
        if serial % _STEP == 0:
            tell(serial, len(cases))
    return done


def _account(case: Case, uid: uuid.UUID, reseal: seals.Resealer) -> tuple[Any, ...]:
    at = case.account
    if at is None:
        return "", "", "", None, ""
    return at.holder, at.bank, at.guardian, reseal(uid, at.uid, bytes(at.sealed)), at.key


class _CategoryLists:
    """Categories in the order of the vocabulary as JSON, each set written once."""

    def __init__(self) -> None:
        self._known: dict[frozenset[str], str] = {}

    def of(self, case: Case) -> str:
        codes = case.categories
        if codes not in self._known:
            order = {code: place for place, code in enumerate(categories.labels())}
            self._known[codes] = json.dumps(sorted(codes, key=order.__getitem__))
        return self._known[codes]


@dataclass
class Changes:
    """What another look at the lines of a batch comes to; keys are those of payments."""

    held: set[int] = field(default_factory=set)
    cleared: set[int] = field(default_factory=set)
    doubts: dict[int, dict[str, str]] = field(default_factory=dict)
    accounts: dict[int, tuple[Any, ...]] = field(default_factory=dict)


class _Line(NamedTuple):
    pk: int
    uid: uuid.UUID
    person_id: int
    fen: int
    state: str
    is_decided: bool
    account: tuple[str, ...]


def look_again(batch: Batch) -> Changes:
    """Hold the lines against how things stand now; what was decided stays, unless more came up."""
    changes = Changes()
    open_ = {line.person_id: line for line in _open_lines(batch)}
    known = _known_doubts(batch)
    reseal = seals.resealer(len(open_))
    cases = gathering.of_persons(batch, open_)
    frame = gathering.frame_of(batch, cases)
    for case in cases:
        line = open_[case.person_id]
        if _account_of(case) != line.account:
            changes.accounts[line.pk] = _account(case, line.uid, reseal)
        _compare(line, examine(case, line.fen, frame), known.get(line.pk, {}), changes)
    return changes


def _compare(line: _Line, found: dict[str, str], known: dict[str, str], changes: Changes) -> None:
    if line.state == PaymentState.HELD:
        if not found:
            changes.cleared.add(line.pk)
        if found != known:
            changes.doubts[line.pk] = found
    elif found.keys() - known.keys():
        changes.held.add(line.pk)
        changes.doubts[line.pk] = found


def _account_of(case: Case) -> tuple[str, ...]:
    at = case.account
    return (at.holder, at.bank, at.guardian, at.key) if at else ("", "", "", "")


def _open_lines(batch: Batch) -> Iterator[_Line]:
    rows = batch.payments.filter(state__in=[PaymentState.LISTED, PaymentState.HELD]).order_by()
    columns = (
        "pk", "uid", "person_id", "amount", "state", "decided_at", "holder_name", "bank_name",
        "guardian_name", "account_index",
    )  # fmt: skip
    for pk, uid, person, amount, state, at, *account in rows.values_list(*columns).iterator():
        yield _Line(pk, uid, person, fen_of(amount), state, at is not None, tuple(account))


def _known_doubts(batch: Batch) -> dict[int, dict[str, str]]:
    known: dict[int, dict[str, str]] = {}
    rows = Doubt.objects.filter(payment__batch=batch).order_by()
    for payment, code, told in rows.values_list("payment_id", "code", "told"):
        known.setdefault(payment, {})[code] = told
    return known


def next_serial(batch: Batch) -> int:
    last = Payment.objects.filter(batch=batch).order_by("-serial").values_list("serial", flat=True)
    return (last.first() or 0) + 1
