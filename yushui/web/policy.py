"""Every view says who may call it; one that says nothing is refused.

The declaration answers “may this person do such a thing anywhere at all”. Where they may do it is
decided by the scope the view loads its rows through, and once more by the action.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from yushui.accounts.roles import Permission


View = TypeVar("View", bound=Callable[..., HttpResponse])
_POLICY = "yushui_policy"
ANYBODY_SIGNED_IN: frozenset[Permission] = frozenset()


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Let in whoever holds a post with one of `permissions`; everybody else gets 403."""

    def declare(view: View) -> View:
        setattr(view, _POLICY, frozenset(permissions))
        return view

    return declare


def signed_in(view: View) -> View:
    """Let in everybody who has signed in: the page shows only what is their own."""
    setattr(view, _POLICY, ANYBODY_SIGNED_IN)
    return view


def policy_of(view: Callable[..., Any]) -> frozenset[Permission] | None:
    """What the view declared; nothing for a view without declaration."""
    declared: frozenset[Permission] | None = getattr(view, _POLICY, None)
    return declared


def is_public(view: Callable[..., Any]) -> bool:
    """Whether the view opted out of signing in with `@login_not_required`."""
    return not getattr(view, "login_required", True)


def refusal(view: Callable[..., Any], request: HttpRequest) -> str | None:
    """Why this request may not reach the view, or nothing."""
    if is_public(view):
        return None
    declared = policy_of(view)
    if declared is None:
        return "这个页面没有写明谁可以访问，系统不开放。请联系系统管理员。"
    if declared == ANYBODY_SIGNED_IN:
        return None
    actor = getattr(request.user, "actor", None)
    if actor is not None and any(actor.holds(permission) for permission in declared):
        return None
    return "您的岗位不能打开这个页面。需要时请找安全管理员调整岗位。"
