"""The menu: what there is, in what order, and for whom.

An entry shows when its page exists and the person holds one of its permissions somewhere. Hiding
an entry protects nothing; the page behind it asks for itself.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission


@dataclass(frozen=True)
class Entry:
    label: str
    view: str
    icon: str
    permissions: frozenset[Permission] = frozenset()  # none: everybody who has signed in
    is_on_phone: bool = False  # has a place in the bar at the bottom


ENTRIES = (
    Entry("首页", "web:home", "house", is_on_phone=True),
    Entry("公文", "notices:index", "file-earmark-text", frozenset({Permission.NOTICE_VIEW}), True),
    Entry("活动", "campaigns:index", "flag", frozenset({Permission.CAMPAIGN_VIEW})),
    Entry("走访", "visits:index", "geo-alt", frozenset({Permission.VISIT_VIEW}), True),
    Entry("资金", "funds:index", "cash-coin", frozenset({Permission.FUNDS_VIEW})),
    Entry("发放", "payments:index", "card-checklist", frozenset({Permission.FUNDS_VIEW})),
    Entry("慰问品", "goods:index", "gift", frozenset({Permission.FUNDS_VIEW})),
    Entry("喜报和光荣牌", "merits:index", "award", frozenset({Permission.MERIT_VIEW})),
    Entry(
        "作风和聚集", "discipline:index", "clipboard-check", frozenset({Permission.DISCIPLINE_VIEW})
    ),
    Entry("家庭档案", "people:index", "people", frozenset({Permission.PEOPLE_VIEW})),
    Entry("报表", "filings:index", "table", frozenset({Permission.FILING_VIEW}), True),
    Entry("报告", "reports:index", "journal-text", frozenset({Permission.REPORT_VIEW})),
    Entry("单位", "units:index", "building", frozenset({Permission.UNIT_VIEW})),
    Entry("账号", "accounts:index", "person-lock", frozenset({Permission.ACCOUNT_MANAGE}), True),
    Entry("岗位", "posts:index", "person-badge", frozenset({Permission.POST_GRANT}), True),
    Entry("审计记录", "trail:index", "shield-check", frozenset({Permission.AUDIT_VIEW}), True),
)


@dataclass(frozen=True)
class Link:
    """An entry as one person sees it on one page."""

    label: str
    url: str
    icon: str
    is_on_phone: bool
    is_current: bool


def address(view: str, *args: int | str) -> str:
    """Address of a view, or nothing when this installation has no such page."""
    return _address(settings.ROOT_URLCONF, view, args)


@lru_cache(maxsize=4096)
def _address(map_of_the_site: str, view: str, args: tuple[int | str, ...]) -> str:
    try:
        return reverse(view, urlconf=map_of_the_site, args=args)
    except NoReverseMatch:
        return ""


def menu(actor: Actor, *, current: str) -> list[Link]:
    """The entries this person may use; `current` is the name of the view being shown."""
    here = current.partition(":")[0]
    return [
        Link(entry.label, url, entry.icon, entry.is_on_phone, _is_here(entry.view, current, here))
        for entry in ENTRIES
        if (url := address(entry.view))
        and (not entry.permissions or any(actor.holds(p) for p in entry.permissions))
    ]


def _is_here(view: str, current: str, namespace: str) -> bool:
    if namespace == "web":
        return view == current
    return view.startswith(f"{namespace}:")
