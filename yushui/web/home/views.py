"""The first page: what is mine to do now, and what is going on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Family, Permission
from yushui.campaigns import lifecycle
from yushui.campaigns.models import Campaign
from yushui.kernel import clock
from yushui.visits.queries import rounds_of
from yushui.web.home.entry import Todo
from yushui.web.home.todo import todos
from yushui.web.http import actor_of, user_of
from yushui.web.navigation import address
from yushui.web.policy import signed_in


SHOWN = 5


@dataclass(frozen=True)
class Desk:
    """Where an administrator works: no business ever comes to do to them by itself."""

    text: str
    view: str
    action: str


DESKS = {
    Family.SYSTEM: Desk("开通、停用账号和重置口令，在“账号”里办理。", "accounts:index", "去账号"),
    Family.SECURITY: Desk("授予和结束岗位，在“岗位”里办理。", "posts:index", "去岗位"),
    Family.AUDIT: Desk("查找和核验记录，在“审计记录”里办理。", "trail:index", "去审计记录"),
}


def greeting(now: datetime) -> str:
    hour = timezone.localtime(now).hour
    if hour < 6:
        return "夜深了"
    if hour < 11:
        return "早上好"
    if hour < 13:
        return "中午好"
    return "下午好" if hour < 18 else "晚上好"


def summary(found: list[Todo]) -> str:
    """How much there is, beside the heading."""
    late = sum(todo.is_late for todo in found)
    told = f"{len(found)} 件" if found else ""
    return f"{told}，{late} 件逾期" if late else told


def running(actor: Actor) -> list[tuple[Campaign, str]]:
    """Open campaigns, the first to end on top; who only visits in one is led to its list."""
    if not actor.holds(Permission.CAMPAIGN_VIEW):
        return []
    seen = Campaign.objects.visible_to(actor).filter(pk=OuterRef("pk"))
    mine = rounds_of(actor).filter(state=lifecycle.State.OPEN).annotate(is_seen=Exists(seen))
    views = {True: "campaigns:show", False: "visits:left"}
    found: Iterable[Any] = mine.select_related("unit").order_by("ends_on", "-pk")[:SHOWN]
    return [(one, address(views[one.is_seen], one.pk)) for one in found]


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    user, actor = user_of(request), actor_of(request)
    found = todos(actor, user.family)
    context = {
        "greeting": greeting(clock.now()),
        "today": clock.today(),
        "todos": found,
        "desk": DESKS.get(Family(user.family)) if actor.posts else None,
        "summary": summary(found),
        "campaigns": running(actor),
        "sees_campaigns": actor.holds(Permission.CAMPAIGN_VIEW),
    }
    return render(request, "home/home.html", context)
