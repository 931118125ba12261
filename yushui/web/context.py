"""What every page knows: the menu, who is signed in and how large the type is."""

from typing import Any

from django.http import HttpRequest

from yushui.accounts.models import User
from yushui.accounts.roles import ROLES, Permission
from yushui.web.navigation import address, menu


SEARCH = "people:search"
LARGE_TYPE_COOKIE = "yushui-large"


def page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    by_cookie = request.COOKIES.get(LARGE_TYPE_COOKIE) == "1"
    if not isinstance(user, User):
        return {
            "yu": {
                "actor": None,
                "menu": [],
                "post": "",
                "is_large": by_cookie,
                "may_search": False,
            }
        }
    match = request.resolver_match
    actor = user.actor
    first = actor.posts[0] if actor.posts else None
    return {
        "yu": {
            "actor": actor,
            "menu": menu(actor, current=match.view_name if match else ""),
            "unit": first.unit_name if first else "",
            "post": ROLES[first.role].label if first else user.get_family_display(),
            "is_large": user.prefers_large_type,
            "may_search": bool(address(SEARCH)) and actor.holds(Permission.PEOPLE_VIEW),
            "sought": request.GET.get("q", "") if match and match.view_name == SEARCH else "",
        }
    }
