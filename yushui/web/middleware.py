"""What holds for every page: who may come in, how long a session lasts, what a browser may keep."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yushui.accounts.models import User
from yushui.accounts.roles import Family
from yushui.audit.log import request_id
from yushui.kernel import clock
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.web import errors, policy, readonly


GetResponse = Callable[[HttpRequest], HttpResponse]
READING = frozenset({"GET", "HEAD", "OPTIONS"})
STARTED, SEEN = "started_at", "seen_at"
STAMP_EVERY = timedelta(minutes=1)
ADMINISTRATOR_IDLE = timedelta(minutes=15)
# Open to somebody who must change the password first.
BEFORE_PASSWORD_CHANGE = frozenset({"web:change_password", "web:logout", "web:large_type"})


class NameRequest:
    """Give each request a number that its events, its error page and its answer carry."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid4().hex)
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


class KeepNothing:
    """Pages hold personal data: neither browser nor proxy keeps a copy (C-27)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class RefuseHugeBodies:
    """Stop an oversized request before a byte of it is read."""

    ALLOWANCE = 1024 * 1024  # the other fields of the form around the file

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.YUSHUI_UPLOAD_LIMIT + self.ALLOWANCE
        if not length.isdigit() or int(length) > limit:
            return errors.too_large(request)
        return self.get_response(request)


class SessionLimits:
    """End a session that was idle too long or has lasted too long (C-04)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            now = clock.now()
            if _has_expired(request, user, now):
                logout(request)
                messages.info(request, "登录已超时，请重新登录。已经提交的内容都在。")
                return redirect(settings.LOGIN_URL)
            _stamp(request, now)
        return self.get_response(request)


def _has_expired(request: HttpRequest, user: User, now: datetime) -> bool:
    started = _moment(request, STARTED, now)
    seen = _moment(request, SEEN, now)
    idle = timedelta(seconds=settings.YUSHUI_SESSION_IDLE)
    if user.family != Family.BUSINESS:
        idle = min(idle, ADMINISTRATOR_IDLE)
    lasting = timedelta(seconds=settings.YUSHUI_SESSION_ABSOLUTE)
    return now - seen > idle or now - started > lasting


def _moment(request: HttpRequest, key: str, default: datetime) -> datetime:
    kept = request.session.get(key)
    return datetime.fromisoformat(kept) if kept else default


def _stamp(request: HttpRequest, now: datetime) -> None:
    # Not on every request: a stamp is a write, and its value needs only minutes.
    request.session.setdefault(STARTED, now.isoformat())
    if SEEN not in request.session or now - _moment(request, SEEN, now) >= STAMP_EVERY:
        request.session[SEEN] = now.isoformat()


class Policy:
    """Default deny, and one place that turns what the domain refuses into an answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        why = policy.refusal(view, request)
        if why is not None:
            raise PermissionDenied(why)
        match = request.resolver_match
        name = match.view_name if match else ""
        must_change = getattr(request.user, "must_change_password", False)
        if must_change and name not in BEFORE_PASSWORD_CHANGE:
            return redirect("web:change_password")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotPermitted):
            return errors.forbidden(request, PermissionDenied(error.message))
        if isinstance(error, RuleViolation):
            return errors.refused(request, error)
        return None


class ReadOnlyGet:
    """Run a GET under a database that refuses to be written; the innermost of all."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with readonly.read_only(lambda: leaves_trace(request)):
            return self.get_response(request)


def leaves_trace(request: HttpRequest) -> bool:
    """Whether the view that the address resolved to may write to the trail while reading."""
    match = request.resolver_match
    return match is not None and readonly.may_leave_trace(match.func)
