"""What a finding says, as it stands on the page: a title, a few facts, and its place."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yushui.campaigns import recurring
from yushui.campaigns.labels import DELIVERABLES, DUTY_KINDS
from yushui.campaigns.standards import in_words
from yushui.notices.models import Item, Role
from yushui.notices.reading.vocabulary import categories
from yushui.web import formats


Content = dict[str, Any]
Facts = Iterator[tuple[str, str]]

BASIS = {
    "inferred_year": "原文没有写年份，按公文日期推定",
    "festival": "按节日推算",
    "recurring": "每年重复",
}
ATTACHMENTS = {**DELIVERABLES, "table": "统计表", "roster": "花名册", "other": "其他"}


@dataclass(frozen=True)
class Card:
    """A finding on the page. `warns` is what makes a person look twice."""

    item: Item
    title: str
    facts: Sequence[tuple[str, str]]
    warns: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether a person has to say something before the notice goes out."""
        return self.item.must_confirm and self.item.state == Item.State.READ

    @property
    def was_read(self) -> bool:
        return bool(self.item.as_read)


def card(item: Item) -> Card:
    title, facts = _SHOWN[Item.Kind(item.kind)](item.content)
    # A finding with a place is quoted by the original beside it.
    left_out = {"原文"} if item.start is not None else set()
    shown = [(label, value) for label, value in facts if value and label not in left_out]
    return Card(item, title, shown, _warning(item))


def _warning(item: Item) -> str:
    """What to look at twice; nothing once somebody has, but for what is still missing."""
    if item.kind == Item.Kind.ATTACHMENT and not item.content["present"]:
        return "文中提到，但没有附件内容"
    if item.state != Item.State.READ:
        return ""
    if item.kind == Item.Kind.DEADLINE:
        return BASIS.get(item.content["basis"], "")
    if item.kind == Item.Kind.CAMPAIGN and item.must_confirm:
        return "请核对年度和节日" if item.content["year"] else "没有读出年度"
    return ""


def day(value: object) -> str:
    return formats.day(date.fromisoformat(str(value))) if value else ""


def _due(on: object, at: object) -> str:
    """A day with the hour the notice sets, as in 2026年8月5日 17:00前."""
    return f"{day(on)} {at}前".strip() if at else day(on)


def _joined(values: Iterable[str] | None) -> str:
    return "、".join(values or ())


def category_labels() -> dict[str, str]:
    return {one.code: one.label for one in categories()}


def _document(content: Content) -> tuple[str, Facts]:
    def facts() -> Facts:
        yield "文种", content["kind"] or ""
        yield "发文字号", (content["number"] or {}).get("text", "")
        yield "发文机关", _joined(content["issuers"])
        yield "成文日期", day(content["signed_on"])
        yield "印发日期", day(content.get("printed_on"))
        yield "公开方式", content.get("disclosure") or ""
        yield "紧急程度", content.get("urgency") or ""

    return content["title"] or "没有标题", facts()


def _campaign(content: Content) -> tuple[str, Facts]:
    def facts() -> Facts:
        yield "时节", content["occasion"] or ""
        yield "年度", str(content["year"] or "")
        yield "节日", day(content["festival_on"])

    return content["name"] or "没有读出活动名称", facts()


def _recipient(content: Content) -> tuple[str, Facts]:
    return content["text"], iter([("方式", Role(content["role"]).label)])


def _deadline(content: Content) -> tuple[str, Facts]:
    def facts() -> Facts:
        yield "期限", _due(content["on"], content.get("at")) or "没有日期"
        yield "周期", recurring.in_words(content.get("recurs") or "")
        yield "报送单位", _joined(content["owed_by"])
        yield "报给", _joined(content["owed_to"])
        yield "渠道", content["channel"] or ""
        yield "材料", _joined(DELIVERABLES.get(one, one) for one in content["deliverables"])

    return content["what"] or "报送材料", facts()


def _duty(content: Content) -> tuple[str, Facts]:
    labels = category_labels()

    def facts() -> Facts:
        yield "责任单位", _joined(content["actors"]) or "全部收文单位"
        yield "对象", _joined(labels.get(code, code) for code in content["targets"])
        yield "标准", "；".join(in_words(content["standard"]))
        yield "期限", _due(content["due"], content.get("due_at"))
        yield "条款", content["clause"]
        yield "原文", content["quote"]

    return DUTY_KINDS[content["kind"]], facts()


def _table(content: Content) -> tuple[str, Facts]:
    def facts() -> Facts:
        yield "表头项", _joined(content["header_fields"])
        yield "列", "；".join("—".join(column["path"]) for column in content["columns"])

    return content["title"] or "统计表", facts()


def _contact(content: Content) -> tuple[str, Facts]:
    facts = [("电话", content["phone"] or ""), ("邮箱", content["email"] or "")]
    return content["name"] or "联系方式", iter(facts)


def _attachment(content: Content) -> tuple[str, Facts]:
    return content["title"], iter([("种类", ATTACHMENTS.get(content["kind"], "其他"))])


_SHOWN: dict[Item.Kind, Callable[[Content], tuple[str, Facts]]] = {
    Item.Kind.DOCUMENT: _document,
    Item.Kind.CAMPAIGN: _campaign,
    Item.Kind.RECIPIENT: _recipient,
    Item.Kind.DEADLINE: _deadline,
    Item.Kind.DUTY: _duty,
    Item.Kind.TABLE: _table,
    Item.Kind.CONTACT: _contact,
    Item.Kind.ATTACHMENT: _attachment,
}


@dataclass(frozen=True)
class Doubt:
    """Something doubtful in the original. `asks_for` is the kind of finding it may stand for."""

    key: str
    message: str
    suggestion: str
    span: Sequence[int] | None
    asks_for: str

    @property
    def start(self) -> int | None:
        return self.span[0] if self.span else None


_ASKS_FOR = {"duty_unread": Item.Kind.DUTY.value}


def doubts(warnings: Iterable[Content]) -> list[Doubt]:
    return [
        Doubt(
            key=f"doubt-{position}",
            message=warning["message"],
            suggestion=warning["suggestion"] or "",
            span=warning["span"],
            asks_for=_ASKS_FOR.get(warning["code"], ""),
        )
        for position, warning in enumerate(warnings, 1)
    ]


@dataclass(frozen=True)
class Group:
    """Findings of one kind, and whether a person may add one the reader overlooked.

    `above` are those of the kind that wait for a person, and stand before all the others.
    """

    kind: str
    label: str
    cards: Sequence[Card]
    may_grow: bool
    above: Sequence[Card] = ()

    @property
    def first_above(self) -> str:
        """The element on the page of the first of them."""
        return f"item-{self.above[0].item.pk}"


LABELS = {
    Item.Kind.DOCUMENT: "公文要素",
    Item.Kind.CAMPAIGN: "活动",
    Item.Kind.RECIPIENT: "收文单位",
    Item.Kind.DEADLINE: "报送时限",
    Item.Kind.DUTY: "任务要求",
    Item.Kind.TABLE: "统计表",
    Item.Kind.ATTACHMENT: "附件",
    Item.Kind.CONTACT: "联系人",
}
_ALONE = frozenset({Item.Kind.DOCUMENT, Item.Kind.CAMPAIGN})


def groups(items: Iterable[Item]) -> list[Group]:
    """Every kind in the order in which one reads them, empty ones included."""
    by_kind: dict[str, list[Card]] = {kind: [] for kind in LABELS}
    for item in items:
        by_kind[item.kind].append(card(item))
    return [Group(kind, label, by_kind[kind], kind not in _ALONE) for kind, label in LABELS.items()]
