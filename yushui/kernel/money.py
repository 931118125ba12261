"""Money: yuan in Python, whole fen in the database; 万元 only where it is printed.

SQLite has no decimal type and would sum DECIMAL columns as floating point, so an embedded
installation and a PostgreSQL one would disagree by a fen. Integers add up everywhere. For the
same reason a total in 万元 is summed in fen first and rounded once, at the end.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from yushui.kernel.errors import RuleViolation


if TYPE_CHECKING:
    _WholeNumber = models.BigIntegerField[Decimal | int, Decimal]
else:
    _WholeNumber = models.BigIntegerField

LARGEST_FEN = 10**17 - 1  # nine hundred trillion yuan: beyond it, somebody leaned on a key

_UNITS = {
    "": 1, "元": 1, "圆": 1, "块": 1, "元整": 1, "圆整": 1, "元正": 1,
    "百元": 100, "千元": 1_000,
    "万": 10_000, "万元": 10_000, "万元整": 10_000,
    "百万": 1_000_000, "百万元": 1_000_000, "千万": 10_000_000, "千万元": 10_000_000,
    "亿": 100_000_000, "亿元": 100_000_000,
}  # fmt: skip
_AMOUNT = re.compile(
    r"(?P<minus>[-−负])?(?:人民币|RMB|CNY|¥)?(?P<sign>[-−])?"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d*))?(?P<unit>[^\d.,]*)$"
)


class MoneyField(_WholeNumber):
    """An amount of money. Sums and comparisons in the database give and take yuan as well."""

    # What the type checker lets in and hands out.
    _pyi_private_set_type: Decimal | int  # type: ignore[assignment]
    _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def from_db_value(self, value: int | Decimal | None, *_: object) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None:
            return None
        try:
            return yuan_of(fen_of(Decimal(value)))
        except (ValueError, TypeError, InvalidOperation) as error:
            raise ValidationError(
                "金额应是数字，单位为元，最多两位小数。", code="invalid"
            ) from error

    def get_prep_value(self, value: Any) -> int | None:
        return None if value is None else fen_of(value)

    def formfield(self, *_: Any, **options: Any) -> forms.Field | None:
        return super(models.IntegerField, self).formfield(
            form_class=forms.DecimalField,
            **{"max_digits": 17, "decimal_places": 2, **options},
        )


def fen_of(yuan: Decimal | int) -> int:
    """Whole fen of an amount in yuan. A fraction of a fen is a mistake of the caller's."""
    if isinstance(yuan, float):
        raise TypeError("Money is never a float.")
    fen = Decimal(yuan).scaleb(2)
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise ValueError(f"{yuan} yuan is not a whole number of fen.")
    return int(fen)


def yuan_of(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


def yuan_text(fen: int) -> str:
    """The amount as offices write it: 1,234.50."""
    return f"{yuan_of(fen):,.2f}"


def wan_text(fen: int, places: int = 2) -> str:
    """The amount in 万元: 8.61. Give it the sum; rounded parts do not add up to it (S1-69)."""
    wan = Decimal(fen).scaleb(-6)
    return f"{wan.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"


def fen_from_text(text: str, *, unit: str = "元") -> int:
    """Read an amount as people type it; a unit in the text wins over the column's `unit`."""
    plain = re.sub(r"[\s_]", "", unicodedata.normalize("NFKC", text))
    if not plain:
        raise RuleViolation("金额没有填写；没有发生请填 0。")
    found = _AMOUNT.fullmatch(plain)
    if found is None or found["unit"] not in _UNITS:
        raise RuleViolation(
            f"看不懂金额“{_shortened(text)}”；请写成 1,234.50 这样的数字（元），也可以写 1.2万。"
        )
    number = Decimal(f"{found['whole'].replace(',', '')}.{found['part'] or '0'}")
    fen = number * _UNITS[found["unit"] or unit] * 100
    if fen > LARGEST_FEN:
        raise RuleViolation(f"金额“{_shortened(text)}”太大；请核对位数和单位。")
    if fen != fen.to_integral_value():
        raise RuleViolation(f"金额“{_shortened(text)}”不足一分的部分无法入账；请精确到分。")
    return -int(fen) if found["minus"] or found["sign"] else int(fen)


def _shortened(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"
