"""What is looked at before money goes out: one function a check, values in, a sentence out.

A check never decides. Whoever it finds is held and listed, and a named official says what is done
(domain rules, 12: what auditors found).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from yushui.kernel.money import yuan_text
from yushui.people.lifecycle import Status
from yushui.people.rules import OF_AGE, lacks_guardian, owns


class Account(NamedTuple):
    """Where somebody is paid, with the number sealed."""

    uid: UUID
    sealed: bytes
    key: str  # the keyed hash of the number
    holder: str
    bank: str
    guardian: str


class Case(NamedTuple):
    """A person as things stand now."""

    person_id: int
    name: str
    birth_on: date | None
    status: str
    status_on: date | None
    region_id: int
    path: str  # of the place
    categories: frozenset[str]  # on the cut-off date
    account: Account | None = None
    is_on_roster: bool = True
    paid_in: int | None = None  # another batch of the campaign
    ending: str = ""  # until when the law goes on paying, in words


class Frame(NamedTuple):
    """What all lines of a batch are held against."""

    cut_off_on: date
    starts_on: date
    ends_on: date
    fen: int
    path: str  # of the county
    wanted: frozenset[str]
    shared: Mapping[str, int] = {}  # key of an account → of how many persons


Look = Callable[[Case, int, Frame], str]


@dataclass(frozen=True)
class Check:
    """What is looked for, what to do about it, and how; an empty sentence is no doubt."""

    code: str
    label: str
    remedy: str
    look: Look
    # What no official can decide away: there is nothing to pay into, or it was paid already.
    bars: bool = False


def _dead(case: Case, fen: int, frame: Frame) -> str:
    if case.status != Status.DEAD:
        return ""
    return f"已故{_since(case)}。{case.ending}"


def _stopped(case: Case, fen: int, frame: Frame) -> str:
    if case.status not in (Status.SUSPENDED, Status.CANCELLED):
        return ""
    return f"抚恤优待已{Status(case.status).label}{_since(case)}"


def _moved(case: Case, fen: int, frame: Frame) -> str:
    if case.status == Status.MOVED:
        return f"已迁出{_since(case)}"
    return "" if case.path.startswith(frame.path) else "家庭现在不在本县"


def _since(case: Case) -> str:
    return f"（{case.status_on:%Y年%-m月%-d日}）" if case.status_on else ""


def _ward(case: Case, fen: int, frame: Frame) -> str:
    guardian = case.account.guardian if case.account else ""
    age = _age(case.birth_on, frame.cut_off_on)
    return f"截止日期时{age}周岁，没有登记监护人" if lacks_guardian(age, guardian) else ""


def _age(birth_on: date | None, on: date) -> int | None:
    if birth_on is None:
        return None
    return on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))


def _without_account(case: Case, fen: int, frame: Frame) -> str:
    return "" if case.account else "没有登记收款账户"


def _strange_holder(case: Case, fen: int, frame: Frame) -> str:
    account = case.account
    if not account or owns(account.holder, name=case.name, guardian=account.guardian):
        return ""
    return f"户名“{account.holder}”不是本人，也不是登记的监护人"


def _shared_account(case: Case, fen: int, frame: Frame) -> str:
    count = frame.shared.get(case.account.key, 0) if case.account else 0
    return f"这个账户登记在{count}个人名下" if count > 1 else ""


def _other_amount(case: Case, fen: int, frame: Frame) -> str:
    if fen == frame.fen:
        return ""
    return f"金额{yuan_text(fen)}元，标准是{yuan_text(frame.fen)}元"


def _out_of_time(case: Case, fen: int, frame: Frame) -> str:
    if frame.starts_on <= frame.cut_off_on <= frame.ends_on:
        return ""
    return (
        f"截止日期{frame.cut_off_on:%Y年%-m月%-d日}不在活动期间"
        f"（{frame.starts_on:%Y年%-m月%-d日}至{frame.ends_on:%Y年%-m月%-d日}）"
    )


def _on_no_roster(case: Case, fen: int, frame: Frame) -> str:
    return "" if case.is_on_roster else "任何花名册上都没有这个人"


def _not_meant(case: Case, fen: int, frame: Frame) -> str:
    return "" if case.categories & frame.wanted else "截止日期时不属于这个标准的发放对象"


def _paid_already(case: Case, fen: int, frame: Frame) -> str:
    return f"本次活动已列入第{case.paid_in}号批次" if case.paid_in else ""


CHECKS = (
    Check("dead", "已故", "核对去世日期和续发月数；不应发放的认定不发。", _dead),
    Check("stopped", "中止或取消", "中止、取消期间不发；决定有误的先更正人员状态。", _stopped),
    Check("moved", "迁出", "由迁入地发放；仍在本县的先更正家庭住地。", _moved),
    Check(
        "ward", "未成年无监护人", f"未满{OF_AGE}周岁的，在收款账户里登记监护人后重新核对。", _ward
    ),
    Check(
        "no_account",
        "没有账户",
        "在家庭档案里登记收款账户后重新核对。",
        _without_account,
        bars=True,
    ),
    Check("holder", "户名不符", "换成本人或监护人的账户；姓名写错的先更正。", _strange_holder),
    Check(
        "shared", "多人同一账户", "核实每个人是否由同一监护人代领，否则换账户。", _shared_account
    ),
    Check("amount", "金额不符", "按标准改正；另有规定的写明依据。", _other_amount),
    Check("time", "不在活动期间", "核对截止日期；确属补发的写明依据。", _out_of_time),
    Check("no_roster", "不在花名册", "核实确有其人、确属对象，并补进花名册。", _on_no_roster),
    Check("not_meant", "不是发放对象", "核对人员类别和起止日期。", _not_meant),
    Check("paid", "已经发过", "一人一次活动只发一次，认定不发。", _paid_already, bars=True),
)
BY_CODE = {check.code: check for check in CHECKS}
# What may have come up between the approval and the bank.
OF_STATUS: Mapping[str, str] = {
    Status.DEAD: "dead",
    Status.SUSPENDED: "stopped",
    Status.CANCELLED: "stopped",
    Status.MOVED: "moved",
}


def examine(case: Case, fen: int, frame: Frame) -> dict[str, str]:
    """What is odd about paying somebody so much: the sentences by code."""
    return {check.code: told for check in CHECKS if (told := check.look(case, fen, frame))}


def label(code: str) -> str:
    return BY_CODE[code].label


def barring(codes: frozenset[str]) -> list[Check]:
    """The checks among these that no decision can set aside."""
    return [check for check in CHECKS if check.bars and check.code in codes]
