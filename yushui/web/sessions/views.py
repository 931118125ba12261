"""Signing in and out, and what one may set for oneself."""

from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts import actions
from yushui.accounts.actor import Actor
from yushui.accounts.models import User
from yushui.web.context import LARGE_TYPE_COOKIE
from yushui.web.http import actor_of, answer, attempt, perform, user_of
from yushui.web.policy import signed_in
from yushui.web.sessions.forms import ChangePassword, LargeType, SignIn


SOMEBODY = Actor(id="", name="未登录", posts=())
A_YEAR = 365 * 24 * 60 * 60


def onward(request: HttpRequest, wanted: str) -> str:
    """Where to go next: `wanted` when it is one of our own pages, else the first page."""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse(settings.LOGIN_REDIRECT_URL)


@sensitive_post_parameters("password")
@login_not_required
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if request.user.is_authenticated:
        return redirect(onward(request, wanted))
    form = SignIn(request, request.POST or None)
    if form.is_valid():
        user = form.get_user()
        auth.login(request, user)
        actions.note_sign_in(user, by=user.actor)
        return redirect(onward(request, wanted))
    if form.is_bound:
        actions.note_refused_sign_in(request.POST.get("username", ""), by=SOMEBODY)
    return answer(request, "sessions/login.html", {"next": wanted}, form=form)


@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    messages.info(request, "已退出登录。")
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """What django-axes answers after too many wrong passwords."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "sessions/locked_out.html", {"minutes": minutes}, status=429)


@sensitive_post_parameters("old", "new", "again")
@signed_in
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = ChangePassword(user, request.POST or None)
    if form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        if attempt(actions.change_password, form, user, old=old, new=new, by=actor_of(request)):
            auth.update_session_auth_hash(request, user)
            messages.success(request, "口令已修改。其他地方的登录已全部退出。")
            return redirect("web:home")
    return answer(
        request, "sessions/change_password.html", {"must": user.must_change_password}, form=form
    )


@login_not_required
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    form = LargeType(request.POST)
    is_on = form.is_valid() and form.cleaned_data["on"] == "1"
    if isinstance(request.user, User):
        said = "已切换为大字模式。" if is_on else "已切换为标准字号。"
        perform(
            request,
            actions.set_large_type,
            request.user,
            is_on=is_on,
            by=actor_of(request),
            said=said,
        )
    response = redirect(onward(request, request.POST.get("next", "")))
    response.set_cookie(
        LARGE_TYPE_COOKIE,
        "1" if is_on else "0",
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@signed_in
@require_GET
def menu(request: HttpRequest) -> HttpResponse:
    return render(request, "sessions/menu.html")
