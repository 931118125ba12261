"""What a notice says of whom to pay how much, as a standard for somebody to look over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yushui.campaigns.models import Duty
from yushui.kernel.money import yuan_of
from yushui.people import categories


@dataclass(frozen=True)
class StandardFacts:
    """What a document says of whom to pay, and how much."""

    name: str
    categories: Sequence[str]
    amount: Decimal
    source: str
    document: str
    since: date
    until: date | None = None
    occasion: str = ""


def proposed(duty: Duty) -> StandardFacts:
    """The standard that a duty to pay lays down, for whoever enters it to look over."""
    notice = duty.notice
    since = duty.starts_on or notice.signed_on or duty.campaign.starts_on
    return StandardFacts(
        name=f"{duty.campaign.year}年{duty.campaign.occasion}慰问金",
        categories=[code for code in duty.targets if code in categories.labels()],
        amount=yuan_of(int(duty.standard.get("fen_each") or 0)),
        source=duty.quote or duty.summary,
        document=notice.number or notice.title,
        since=min(since, duty.campaign.starts_on),
        until=duty.campaign.ends_on,
        occasion=duty.campaign.occasion,
    )
