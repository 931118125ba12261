"""How a page meets the domain: who is asking, and what to say when a rule forbids it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import IntegrityError, OperationalError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from yushui.accounts.actor import Actor
from yushui.accounts.models import User
from yushui.accounts.roles import Permission
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation


Result = TypeVar("Result")
PER_PAGE = 30
# Deadlock and serialization failure: the database let another go first, and nothing is left of us.
HINDERED = frozenset({"40P01", "40001"})
# A reference to what somebody took away while we wrote, as each database calls it.
DANGLING = frozenset({"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"})


class GoneElsewhere(Http404):
    """What was asked for is there no more, and this is where it can be found now."""

    def __init__(self, what: str, *, address: str, called: str) -> None:
        super().__init__(what)
        self.what, self.address, self.called = what, address, called


@dataclass(frozen=True)
class Outcome(Generic[Result]):
    """Whether an action went through, and what it returned; true when it did."""

    went_through: bool
    value: Result | None = None

    def __bool__(self) -> bool:
        return self.went_through


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "LoginRequiredMiddleware lets nobody else through."
    return request.user


def actor_of(request: HttpRequest) -> Actor:
    return user_of(request).actor


def own_units(actor: Actor, permission: Permission) -> list[int]:
    """Units at which the actor's own posts allow it: what is *mine to do*, not all I may see."""
    return [post.unit_id for post in actor.posts if post.allows(permission)]


@contextmanager
def without_hindrance() -> Iterator[None]:
    """Tell whoever was in another's way at one moment to press once more, or to look again."""
    try:
        yield
    except OperationalError as hindrance:
        is_taken = getattr(hindrance.__cause__, "sqlstate", "") in HINDERED
        if not is_taken and "database is locked" not in str(hindrance):
            raise
        raise Conflict("同时有人在办同一件事，这次没有保存。请再按一次。") from hindrance
    except IntegrityError as clash:
        cause = clash.__cause__
        if not {getattr(cause, name, "") for name in ("sqlstate", "sqlite_errorname")} & DANGLING:
            raise
        raise Conflict(
            "您办理期间，有关的记录刚被他人撤回或合并，这次没有保存。请刷新后再办。"
        ) from clash


def attempt(
    action: Callable[..., Result], form: Form, *subject: Any, **kwargs: Any
) -> Outcome[Result]:
    """Run `action`; put a broken rule on `form` and answer whether it went through."""
    try:
        with without_hindrance():
            return Outcome(True, action(*subject, **kwargs))
    except NotPermitted as refusal:
        raise PermissionDenied(refusal.message) from refusal
    except RuleViolation as violation:
        field = violation.field if violation.field in form.fields else None
        form.add_error(field, violation.message)
        return Outcome(False)


def perform(
    request: HttpRequest, action: Callable[..., Any], *subject: Any, said: str, **kwargs: Any
) -> bool:
    """Run the action behind a plain button; say what happened, or which rule forbids it."""
    try:
        with without_hindrance():
            action(*subject, **kwargs)
    except NotPermitted as refusal:
        raise PermissionDenied(refusal.message) from refusal
    except RuleViolation as violation:
        messages.error(request, violation.message)
        return False
    messages.success(request, said)
    return True


def answer(
    request: HttpRequest, page: str, context: dict[str, Any], *, form: Form | None = None
) -> HttpResponse:
    """The page; status 422 when `form` came back with something to put right."""
    if form is not None:
        context = {**context, "form": form}
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, page, context, status=status)


def page_or_fragment(
    request: HttpRequest, page: str, fragment: str, context: dict[str, Any]
) -> HttpResponse:
    """The whole page, or only the fragment it includes when HTMX asks for that."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    is_partial = bool(htmx) and not htmx.boosted and not htmx.history_restore_request
    return render(request, fragment if is_partial else page, context)


def paged(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    per_page: int = PER_PAGE,
    *,
    count: int | None = None,
) -> Page[Any]:
    """The page of `rows` that the address asks for; a number out of range gives the last one.

    Whoever has counted the rows already says so by `count`, and they are not counted again.
    """
    paginator = Paginator(rows, per_page)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))
