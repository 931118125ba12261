"""Pages of the system administrator: accounts, not what they may do."""

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts import actions
from yushui.accounts.actor import Actor
from yushui.accounts.models import Post, User
from yushui.accounts.queries import users_in
from yushui.accounts.roles import Family, Permission
from yushui.accounts.sessions import Issued
from yushui.kernel import clock
from yushui.web.accounts.forms import CreateUser
from yushui.web.http import actor_of, answer, attempt, paged, perform
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


def listed(actor: Actor, permission: Permission) -> QuerySet[User]:
    """Accounts in scope, ready to be listed with the posts they hold today."""
    held = Post.objects.in_force(clock.today()).select_related("unit").order_by("pk")
    users = users_in(actor, permission).select_related("unit")
    return users.prefetch_related(Prefetch("posts", held, to_attr="held")).order_by(
        "unit__path", "username"
    )


def matching(users: QuerySet[User], wanted: str) -> QuerySet[User]:
    if not wanted:
        return users
    return users.filter(
        Q(username__contains=wanted)
        | Q(full_name__contains=wanted)
        | Q(unit__name__contains=wanted)
    )


@requires(Permission.ACCOUNT_MANAGE)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()[:40]
    shows_disabled = request.GET.get("state") == "disabled"
    users = listed(actor_of(request), Permission.ACCOUNT_MANAGE).filter(
        is_active=not shows_disabled
    )
    choices = [
        Tab("在用", "?state=active", is_current=not shows_disabled),
        Tab("已停用", "?state=disabled", is_current=shows_disabled),
    ]
    context = {
        "page": paged(request, matching(users, wanted)),
        "wanted": wanted,
        "choices": choices,
        "state": "disabled" if shows_disabled else "active",
    }
    return render(request, "accounts/index.html", context)


@requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = CreateUser(by, request.POST or None)
    if form.is_valid():
        issued = attempt(actions.create_user, form, by=by, **form.cleaned_data)
        if issued.value is not None:
            return _issued(request, issued.value, "账号已开通")
    return answer(request, "accounts/create.html", {}, form=form)


@requires(Permission.ACCOUNT_MANAGE)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(listed(actor_of(request), Permission.ACCOUNT_MANAGE), pk=pk)
    context = {"kept": kept, "is_business": kept.family == Family.BUSINESS}
    return render(request, "accounts/show.html", context)


@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor_of(request)
    issued = actions.reset_password(_kept(by, pk), by=by)
    return _issued(request, issued, "口令已重置")


@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor_of(request)
    said = "账号已停用，正在进行的登录已退出。"
    perform(request, actions.disable, _kept(by, pk), by=by, said=said)
    return redirect("accounts:show", pk)


@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor_of(request)
    perform(request, actions.enable, _kept(by, pk), by=by, said="账号已恢复使用。")
    return redirect("accounts:show", pk)


def _kept(actor: Actor, pk: int) -> User:
    return get_object_or_404(users_in(actor, Permission.ACCOUNT_MANAGE), pk=pk)


def _issued(request: HttpRequest, issued: Issued, heading: str) -> HttpResponse:
    """Show an initial password this once. It is kept nowhere, so there is no page to go back to."""
    context = {"issued": issued, "heading": heading}
    return render(request, "accounts/issued.html", context)
