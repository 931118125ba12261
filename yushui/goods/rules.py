"""Rules about gifts that need no database: plain values in, an answer or a violation out."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from yushui.kernel.errors import RuleViolation
from yushui.territory.models import Unit


# More than this in one entry is nearly always a slip of the keyboard; it is refused, not capped.
MOST = 1_000_000
PRICE_CEILING = Decimal("100000.00")
MOST_ON_A_LIST = 1_000
LONGEST = 200  # characters of a reason or decision
UNSIGNED_AFTER = timedelta(days=7)


def check_quantity(quantity: int, *, field: str = "quantity") -> None:
    if quantity < 1:
        raise RuleViolation("数量应大于 0。", field=field)
    if quantity > MOST:
        raise RuleViolation(f"数量超过 {MOST:,}，请核对是否多写了位数。", field=field)


def check_price(price: Decimal) -> None:
    """Without a price there is no 折算经费; what was donated is estimated."""
    if price <= 0:
        raise RuleViolation("单价应大于 0；捐赠的按市场价估价。", field="price")
    if price > PRICE_CEILING:
        raise RuleViolation(
            f"单价超过 {PRICE_CEILING:,.0f} 元，请核对是否多写了位数。", field="price"
        )


def check_day(on: date, *, today: date, field: str = "on") -> None:
    if on > today:
        raise RuleViolation("日期不能晚于今天。", field=field)


def check_after(on: date, came_on: date, *, field: str = "on") -> None:
    if on < came_on:
        raise RuleViolation(
            f"日期早于这批慰问品的入库日期 {came_on:%Y年%-m月%-d日}，请核对。", field=field
        )


def check_document(document: str, *, source: str = "-") -> None:
    """Goods come in and go to another unit by a document."""
    if not document.strip():
        raise RuleViolation("请填写单据号；没有单据的慰问品不能入账。", field="document")
    if not source.strip():
        raise RuleViolation("请写明供货单位或捐赠单位。", field="source")


def require_text(text: str, *, field: str, what: str) -> str:
    told = text.strip()
    if not told:
        raise RuleViolation(f"请写明{what}。", field=field)
    if len(told) > LONGEST or "\0" in told:
        raise RuleViolation(f"{what}最多 {LONGEST} 字，不能有控制字符。", field=field)
    return told


def check_list(count: int) -> None:
    if not count:
        raise RuleViolation("这个范围内没有应发的家庭，请换一个村（社区）或活动。", field="region")
    if count > MOST_ON_A_LIST:
        raise RuleViolation(
            f"一份名单最多 {MOST_ON_A_LIST:,} 户，这个范围有 {count:,} 户；请按村分开编制。",
            field="region",
        )


def check_way(above: Unit, below: Unit, *, field: str) -> None:
    """Goods go down and back along one line of command; the lanes keep theirs apart."""
    if above.lane != below.lane:
        raise RuleViolation(
            f"“{above.name}”和“{below.name}”分属军地两线，慰问品各自管理，不能互相调拨。",
            field=field,
        )
    if above.pk == below.pk:
        raise RuleViolation(f"“{below.name}”和“{above.name}”用同一本台账，不用调拨。", field=field)
    if not below.path.startswith(above.path):
        raise RuleViolation(f"“{below.name}”不是“{above.name}”的下级，请重新选择。", field=field)


def beyond(
    unit: str, item: str, quantity: int, *, left: int, gone: Mapping[str, int], field: str
) -> RuleViolation:
    """What was asked for is more than is there: what is left, where the rest went, what to do."""
    where = "、".join(f"{what} {count}" for what, count in gone.items() if count)
    told = f"（{where}）" if where else ""
    return RuleViolation(
        f"“{unit}”的“{item}”只剩 {left}{told}，这次要 {quantity}，差 {quantity - left}；"
        "请核对数量，或先登记入库、调拨。",
        field=field,
    )


def check_signature(signed_as: str, *, signer: str, relation: str, has_picture: bool) -> None:
    """The person, somebody for the person and who that is, or a photograph of the spot."""
    if signed_as == "self" and not signer.strip():
        raise RuleViolation("请填写签收人。", field="signer")
    if signed_as == "agent" and not (signer.strip() and relation.strip()):
        raise RuleViolation("代领的要写明代领人和与受领人的关系。", field="relation")
    if signed_as == "photo" and not has_picture:
        raise RuleViolation("请上传现场照片。", field="picture")
